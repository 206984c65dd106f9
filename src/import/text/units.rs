//! From a text to its units: lines of the head, paragraphs, tables.
//!
//! Takes: a text. Does: tells whether its lines were broken at a width, joins those that were, and puts words together again that were
//! broken over two lines. Gives: [`Unit`]s in order, each with the line it begins on. No word is lost or changed.

use std::collections::HashSet;

/// A line of the head, a paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its words; lines of a table stay apart.
    pub(super) text: String,
    /// Line it begins on, from 1.
    pub(super) line: u32,
    /// Whether its columns would be lost if it were a paragraph.
    pub(super) table: bool,
}

/// The units of a text, and the words that were put together without it being certain that they belong so.
pub(super) fn units(text: &str) -> (Vec<Unit>, Vec<String>) {
    let lines: Vec<&str> = text.lines().collect();
    let Some(width) = width(&lines) else { return (by_line(&lines), Vec::new()) };
    let words: HashSet<String> =
        text.split(|c: char| !c.is_alphanumeric() && c != '-').map(str::to_lowercase).collect();
    let (mut units, mut doubtful) = (Vec::new(), Vec::new());
    for block in blocks(&lines) {
        let own = &lines[block.clone()];
        if is_table(own) {
            let text = own.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n");
            units.push(Unit { text, line: block.start as u32 + 1, table: true });
            continue;
        }
        let mut from = 0;
        for at in 1..=own.len() {
            if at == own.len() || is_end(own, at, width) {
                let text = joined(&own[from..at], &words, &mut doubtful);
                units.push(Unit { text, line: (block.start + from) as u32 + 1, table: false });
                from = at;
            }
        }
    }
    (units, doubtful)
}

/// Each line by itself; lines with columns stay together.
fn by_line(lines: &[&str]) -> Vec<Unit> {
    let mut units = Vec::new();
    for block in blocks(lines) {
        let own = &lines[block.clone()];
        if is_table(own) {
            let text = own.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n");
            units.push(Unit { text, line: block.start as u32 + 1, table: true });
            continue;
        }
        units.extend(own.iter().zip(block.start..).map(|(line, number)| Unit {
            text: line.trim().to_owned(),
            line: number as u32 + 1,
            table: false,
        }));
    }
    units
}

/// Runs of lines that are not blank.
fn blocks(lines: &[&str]) -> Vec<std::ops::Range<usize>> {
    let mut blocks: Vec<std::ops::Range<usize>> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match blocks.last_mut() {
            Some(block) if block.end == number => block.end += 1,
            _ => blocks.push(number..number + 1),
        }
    }
    blocks
}

/// The width at which lines were broken; none when they were not: nearly all lines that have another behind them end within the
/// last few words of the longest.
fn width(lines: &[&str]) -> Option<usize> {
    const NARROWEST: usize = 30;
    const WIDEST: usize = 110;
    let length = |line: &&str| line.trim_end().chars().count();
    let widest = lines.iter().map(length).max()?;
    if !(NARROWEST..=WIDEST).contains(&widest) {
        return None;
    }
    let followed: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !pair[0].trim().is_empty() && !pair[1].trim().is_empty())
        .map(|pair| length(&pair[0]))
        .collect();
    let full = followed.iter().filter(|length| **length + 16 >= widest).count();
    (followed.len() >= 4 && full * 5 >= followed.len() * 3).then_some(widest)
}

/// Whether a paragraph ends before this line of its block, though no blank line stands there: the line is set in, or the one before
/// is short and ends a sentence.
fn is_end(lines: &[&str], at: usize, width: usize) -> bool {
    let (before, line) = (lines[at - 1].trim_end(), lines[at]);
    let indent = |line: &str| line.len() - line.trim_start().len();
    if indent(line) >= 2 && indent(line) > indent(before) {
        return true;
    }
    let short = before.chars().count() * 10 < width * 7;
    let ends = before.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?', ':']);
    // A line of the head (a headline, a byline) ends without a full stop, and what follows begins with a capital.
    let head = at == 1 && before.chars().count() * 2 < width;
    short && (ends || head) && line.trim_start().starts_with(|c: char| !c.is_lowercase())
}

/// At least three lines with gaps in them, as between columns.
fn is_table(lines: &[&str]) -> bool {
    let gaps = lines.iter().filter(|line| line.trim().contains("   ") || line.trim().contains('\t')).count();
    lines.len() >= 3 && gaps * 3 >= lines.len() * 2
}

/// Lines as one, with words that were broken put together.
fn joined(lines: &[&str], words: &HashSet<String>, doubtful: &mut Vec<String>) -> String {
    let mut out = String::new();
    for line in lines.iter().map(|line| line.trim()) {
        if let Some(start) = out.strip_suffix('\u{ad}') {
            out.truncate(start.len());
            out.push_str(line);
            continue;
        }
        let broken = out.ends_with('-')
            && out[..out.len() - 1].ends_with(char::is_alphabetic)
            && line.starts_with(|c: char| c.is_alphabetic());
        if !broken {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(line);
            continue;
        }
        let last = |c: char| !c.is_alphanumeric() && c != '-';
        let start = out.rsplit(last).next().unwrap_or_default().trim_end_matches('-');
        let end = line.split(last).next().unwrap_or_default();
        let whole = format!("{start}{end}").to_lowercase();
        let hyphenated = format!("{start}-{end}").to_lowercase();
        let lower = end.starts_with(char::is_lowercase);
        let keep = words.contains(&hyphenated) || !lower;
        if !keep {
            if !words.contains(&whole) {
                doubtful.push(format!("{start}-{end}"));
            }
            out.pop();
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        units(text).0.into_iter().map(|unit| unit.text).collect()
    }

    #[test]
    fn lines_that_were_broken_at_a_width_are_joined() {
        let text = "COAL SHIP LEAVES\n\n    The last coal ship left the east quay on Monday, and the indus-\n\
            try that built the town went with her. Nobody waved but a dozen\n\
            pensioners and a well-\nknown dog. The industry is gone, it was well-known.\n    \"That is that,\" said the harbour master, who had come in the rain\nto see it.\n";
        let found = texts(text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[1].contains("the industry that built"), "{}", found[1]);
        assert!(found[1].contains("a well-known dog"), "{}", found[1]);
        assert!(found[2].starts_with("\"That is that,\" said"), "{}", found[2]);
    }

    #[test]
    fn long_lines_are_paragraphs_of_their_own() {
        let long = "A sentence about the quay. ".repeat(8);
        let text = format!("Headline\nInes Falk@ines\n{long}\n{long}x\n");
        assert_eq!(texts(&text).len(), 4);
    }

    #[test]
    fn columns_stay_together() {
        let found = units("Headline\n\nShip      Tons   Day\nAgnes     900    Mon\nAda       40     Tue\n").0;
        assert!(found[1].table && found[1].text.lines().count() == 3, "{found:?}");
    }
}
