//! Links between imported articles.
//!
//! Takes: Markdown with HTML in it, and for each destination what stands there now. Does: finds the destinations of links and pictures,
//! outside of source code. Gives: the text with new destinations, and nothing else in it changed.

use std::ops::Range;

/// The text with every destination for which `now` has another put in its place.
pub fn rewritten(text: &str, now: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for range in destinations(text) {
        let Some(new) = now(&text[range.clone()]) else { continue };
        out.push_str(&text[from..range.start]);
        out.push_str(&new);
        from = range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// Where destinations stand, in order.
pub fn destinations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut fence: Option<(u8, usize)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        let run = |sign: u8| bare.bytes().take_while(|b| *b == sign).count();
        let mark = [b'`', b'~'].into_iter().map(|sign| (sign, run(sign))).find(|(_, length)| *length >= 3);
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some((sign, length)), Some(mark)) if mark.0 == sign && mark.1 >= length => fence = None,
            (Some(_), _) => {}
            (None, None) => in_line(line, start, &mut found),
        }
        start += line.len();
    }
    found
}

fn in_line(line: &str, start: usize, found: &mut Vec<Range<usize>>) {
    let bytes = line.as_bytes();
    let mut at = definition(line).unwrap_or(0);
    if at > 0
        && let Some(range) = bare(line, at)
    {
        at = range.end;
        found.push(start + range.start..start + range.end);
    }
    while at < bytes.len() {
        let rest = &line[at..];
        let range = match bytes[at] {
            b'\\' => {
                at += 2;
                // The sign behind may be longer than a byte.
                while !line.is_char_boundary(at.min(line.len())) {
                    at += 1;
                }
                continue;
            }
            b'`' => {
                at += code(rest);
                continue;
            }
            b']' if rest.starts_with("](") => bare(line, at + 2),
            b'h' | b'H' | b's' | b'S' => attribute(line, at),
            _ => None,
        };
        match range {
            Some(range) => {
                at = range.end.max(at + 1);
                found.push(start + range.start..start + range.end);
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
}

/// How long the source code is that begins with these backticks; only the backticks when none close it.
fn code(rest: &str) -> usize {
    let ticks = rest.bytes().take_while(|b| *b == b'`').count();
    let mut at = ticks;
    while let Some(next) = rest[at..].find('`') {
        let run = rest[at + next..].bytes().take_while(|b| *b == b'`').count();
        at += next + run;
        if run == ticks {
            return at;
        }
    }
    ticks
}

/// Where the destination of `[label]: destination` starts.
fn definition(line: &str) -> Option<usize> {
    let bare = line.trim_start_matches(' ');
    let indent = line.len() - bare.len();
    let close = bare.strip_prefix('[').filter(|_| indent < 4)?.find("]:")?;
    let after = indent + 1 + close + 2;
    let blanks = line[after..].len() - line[after..].trim_start().len();
    (!bare.starts_with("[^")).then_some(after + blanks)
}

/// A destination that starts here, perhaps behind blanks: in angle brackets, or up to a blank or its closing bracket.
fn bare(line: &str, at: usize) -> Option<Range<usize>> {
    let rest = line.get(at..)?;
    let at = at + rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let rest = &line[at..];
    if let Some(inner) = rest.strip_prefix('<') {
        // No address is longer; without an end, every open bracket would be compared with the whole line.
        const LONGEST: usize = 4096;
        let near = &inner.as_bytes()[..inner.len().min(LONGEST)];
        let end = near.contains(&b'>').then(|| inner.find('>')).flatten();
        return end.map(|end| at + 1..at + 1 + end);
    }
    let mut depth = 0;
    for (i, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at..at + i),
            ')' => depth -= 1,
            c if c.is_whitespace() => return Some(at..at + i),
            _ => {}
        }
    }
    Some(at..line.len()).filter(|range| !range.is_empty())
}

/// The value of `href="…"` or `src="…"` that starts here.
fn attribute(line: &str, at: usize) -> Option<Range<usize>> {
    let rest = line.get(at..)?;
    let before = line[..at].chars().next_back();
    let name = ["href=", "src="]
        .into_iter()
        .find(|name| rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))?;
    if before.is_some_and(|c| !c.is_whitespace() && c != '"' && c != '\'') {
        return None;
    }
    let value = &rest[name.len()..];
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let end = value[1..].find(quote)?;
    let from = at + name.len() + 1;
    Some(from..from + end)
}

/// The path from the folder of one file to another, both below the same folder.
pub fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').collect();
    let folders = &folders[..folders.len() - 1];
    let parts: Vec<&str> = to.split('/').collect();
    let most = folders.len().min(parts.len() - 1);
    let same = (0..most).take_while(|i| folders[*i] == parts[*i]).count();
    let up = "../".repeat(folders.len() - same);
    format!("{up}{}", parts[same..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_destinations_and_leaves_code_alone() {
        let text = "A [b](/one \"t\") ![c](<two x.jpg>) `[d](/no)` <a href=\"/three\">e</a>\n\n[f]: /four\n[^1]: [g](h_(i))\n```\n[j](/no)\n```\n\\[k](/l)é\n";
        let found: Vec<&str> = destinations(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["/one", "two x.jpg", "/three", "/four", "h_(i)", "/l"]);
        let out = rewritten(text, &|d| (d == "/one").then(|| "../x.md".to_owned()));
        assert_eq!(out, text.replace("(/one ", "(../x.md "));
    }

    #[test]
    fn paths_lead_from_file_to_file() {
        assert_eq!(relative("a/2015/x.md", "a/2016/y.md"), "../2016/y.md");
        assert_eq!(relative("x.md", "a/y.md"), "a/y.md");
        assert_eq!(relative("a/b/x/index.md", "a/b/x/p.jpg"), "p.jpg");
    }
}
