//! Front matter with a slip whose meaning is plain all the same.
//!
//! Takes: a file and the part of it that is front matter. Does: reads it as YAML; where that fails, mends the line in question
//! (a colon in text without quotes, text that begins with a sign of YAML, tabs) and reads again. Gives: the document, its places
//! those of the file as it is, and what was mended; or the error of the first attempt when mending did not help.

mod line;

use crate::yaml::{self, Document, Node, Value, YamlError};
use std::ops::Range;

/// A slip that was read past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What it is.
    pub kind: SlipKind,
    /// Where, in bytes of the file.
    pub span: Range<usize>,
    /// How it should be written.
    pub meant: String,
}

/// Kind of a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipKind {
    /// A colon in text without quotes.
    Colon,
    /// Text that begins with a sign that YAML takes for its own.
    Sign,
    /// Text that goes on behind a bracket.
    Bracket,
    /// Quotation marks within quotation marks, or behind them more text.
    Quotes,
    /// Tabs in place of spaces.
    Tab,
}

/// Slips mended in one file; with more, it is better read by a person.
const MOST: usize = 6;

/// Longest front matter that is mended, in bytes.
const LONGEST: usize = 256 * 1024;

/// Reads `file[part]` as YAML.
///
/// # Errors
/// As [`yaml::parse_within`], where the text cannot be mended.
pub fn read(file: &str, part: Range<usize>) -> Result<(Document, Vec<Slip>), YamlError> {
    let first = match yaml::parse_within(file, part.clone()) {
        Ok(document) => return Ok((document, Vec::new())),
        Err(error) if part.len() > LONGEST => return Err(error),
        Err(error) => error,
    };
    let mut draft = Draft::new(file, part);
    let mut slips = Vec::new();
    let mut error = first.clone();
    while slips.len() < MOST {
        let Some(slip) = draft.mend(error.span.start) else { return Err(first) };
        slips.push(slip);
        match yaml::parse_within(&draft.text, draft.start..draft.text.len()) {
            Ok(mut document) => {
                draft.restore(&mut document);
                return Ok((document, slips));
            }
            Err(next) => error = next,
        }
    }
    Err(first)
}

/// The file up to the end of the front matter, with changes.
struct Draft {
    text: String,
    /// Where the front matter starts.
    start: usize,
    /// For each byte from `start` on, and the end, where it stands in the file.
    origin: Vec<usize>,
    /// Starts of lines in the file that were mended.
    mended: Vec<usize>,
}

impl Draft {
    fn new(file: &str, part: Range<usize>) -> Self {
        let origin = (part.start..=part.end).collect();
        Self { text: file[..part.end].to_owned(), start: part.start, origin, mended: Vec::new() }
    }

    /// Mends the line around a place; none when there is nothing that it plainly means.
    fn mend(&mut self, at: usize) -> Option<Slip> {
        let at = at.clamp(self.start, self.text.len());
        let line = self.text[self.start..at].rfind(['\n', '\r']).map_or(self.start, |i| self.start + i + 1);
        let end = self.text[line..].find(['\n', '\r']).map_or(self.text.len(), |i| line + i);
        let home = self.origin(line);
        if self.mended.contains(&home) {
            return None;
        }
        self.mended.push(home);
        if self.text[line..end].contains('\t') {
            return self.untab(line..end);
        }
        let value = line::value(&self.text[line..end])?;
        let value = line + value.start..line + value.end;
        let kind = line::slip(&self.text[value.clone()])?;
        let span = self.origin(value.start)..self.origin(value.end);
        let added = self.quote(value.clone(), kind);
        Some(Slip { kind, span, meant: self.text[value.start..value.end + added].to_owned() })
    }

    /// Puts a value in quotes; gives the number of bytes it has grown by.
    fn quote(&mut self, value: Range<usize>, kind: SlipKind) -> usize {
        let text = &self.text[value.clone()];
        let enclosed = (kind == SlipKind::Quotes).then(|| line::enclosing(text)).flatten();
        let (mark, inside) = match enclosed {
            Some(mark) => (mark, value.start + 1..value.end - 1),
            None => ('\'', value.clone()),
        };
        let escape = if mark == '"' { "\\" } else { "'" };
        let found = self.text[inside.clone()].match_indices(mark).map(|(i, _)| inside.start + i);
        let mut insertions: Vec<(usize, &str)> = found.map(|at| (at, escape)).collect();
        if enclosed.is_none() {
            insertions.insert(0, (value.start, "'"));
            insertions.push((value.end, "'"));
        }
        let grown = insertions.len();
        for (at, sign) in insertions.into_iter().rev() {
            self.insert(at, sign);
        }
        grown
    }

    /// Puts spaces for tabs: two for one that indents, where no line is indented with spaces; one for any other.
    fn untab(&mut self, line: Range<usize>) -> Option<Slip> {
        let text = &self.text[line.clone()];
        let tabs = text.len() - text.trim_start_matches('\t').len();
        let first = line.start + text.find('\t')?;
        let slip = Slip {
            kind: SlipKind::Tab,
            span: self.origin(first)..self.origin(first) + 1,
            meant: text.replace('\t', " ").trim().to_owned(),
        };
        if tabs == 0 || text.trim().is_empty() {
            let mixed = text.trim_start_matches(' ').starts_with('\t') && !text.trim().is_empty();
            if mixed || text.contains(['"', '\'']) {
                return None;
            }
            self.text.replace_range(line.clone(), &text.replace('\t', " "));
            return Some(slip);
        }
        let front = &self.text[self.start..];
        if front.lines().any(|line| line.starts_with(' ') || line.trim_start_matches('\t').starts_with(' ')) {
            return None;
        }
        let starts = std::iter::once(0).chain(front.match_indices('\n').map(|(i, _)| i + 1));
        let indents: Vec<usize> = starts
            .flat_map(|start| {
                let tabs = front[start..].bytes().take_while(|b| *b == b'\t').count();
                self.start + start..self.start + start + tabs
            })
            .collect();
        for at in indents.into_iter().rev() {
            self.text.replace_range(at..at + 1, " ");
            self.insert(at, " ");
        }
        Some(slip)
    }

    fn insert(&mut self, at: usize, sign: &str) {
        let origin = self.origin(at);
        let index = at - self.start;
        self.text.insert_str(at, sign);
        self.origin.splice(index..index, std::iter::repeat_n(origin, sign.len()));
    }

    /// Where a place of the draft stands in the file.
    fn origin(&self, at: usize) -> usize {
        let last = self.origin.last().copied().unwrap_or(self.start);
        at.checked_sub(self.start).map_or(at, |i| self.origin.get(i).copied().unwrap_or(last))
    }

    /// Puts the places of the file in place of those of the draft.
    fn restore(&self, document: &mut Document) {
        self.restore_node(&mut document.root);
        for (_, span) in &mut document.repeated {
            *span = self.origin(span.start)..self.origin(span.end);
        }
    }

    fn restore_node(&self, node: &mut Node) {
        node.span = self.origin(node.span.start)..self.origin(node.span.end);
        match &mut node.value {
            Value::List(items) => items.iter_mut().for_each(|item| self.restore_node(item)),
            Value::Map(entries) => {
                for entry in entries {
                    entry.key_span = self.origin(entry.key_span.start)..self.origin(entry.key_span.end);
                    self.restore_node(&mut entry.value);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn title(front: &str) -> Option<(String, Vec<SlipKind>)> {
        let (document, slips) = read(front, 0..front.len()).ok()?;
        let title = document.root.get("title")?.as_text()?.to_owned();
        Some((title, slips.iter().map(|s| s.kind).collect()))
    }

    #[test]
    fn plain_slips_are_read_as_meant() {
        use SlipKind::*;
        for (line, text, kind) in [
            ("title: Budget: what now", "Budget: what now", Colon),
            ("title: Budget: what's now", "Budget: what's now", Colon),
            ("title: What now:", "What now:", Colon),
            ("title: @mayor answers", "@mayor answers", Sign),
            ("title: `code` is law", "`code` is law", Sign),
            ("title: %5 more", "%5 more", Sign),
            ("title: *Titanic* sinks", "*Titanic* sinks", Sign),
            ("title: - a dash", "- a dash", Sign),
            ("title: [Update] Budget passes", "[Update] Budget passes", Bracket),
            ("title: \"No\" says mayor", "\"No\" says mayor", Quotes),
            ("title: \"No\" and \"No\"", "\"No\" and \"No\"", Quotes),
            ("title: 'It's over'", "It's over", Quotes),
            ("title: \"He said \"no\" today\"", "He said \"no\" today", Quotes),
            ("title:\tBudget", "Budget", Tab),
        ] {
            let front = format!("date: 2015\n{line}\ntags: [a]\n");
            let read = title(&front).unwrap_or_else(|| panic!("{line}"));
            assert!(read.0 == text && (read.1.is_empty() || read.1 == [kind]), "{line} {read:?}");
        }
    }

    #[test]
    fn several_slips_in_one_file() {
        let (text, slips) = title("title: A: b\nsummary: C: d\nauthors:\n  - @e\ntags: [x]\n").unwrap();
        assert_eq!((text.as_str(), slips), ("A: b", vec![SlipKind::Colon, SlipKind::Colon, SlipKind::Sign]));
    }

    #[test]
    fn tabs() {
        let (document, slips) = read("tags:\n\t- a\n\t- b\n", 0..15).unwrap();
        assert_eq!(document.root.get("tags").unwrap().as_list().unwrap().len(), 2);
        assert_eq!(slips, [Slip { kind: SlipKind::Tab, span: 6..7, meant: "- a".into() }]);
        let (document, slips) = read("authors:\n-\tmelody\t\n\t\n- x\n", 0..25).unwrap();
        assert_eq!(document.root.get("authors").unwrap().as_list().unwrap()[0].as_text(), Some("melody"));
        assert_eq!(slips.iter().map(|s| s.span.start).collect::<Vec<_>>(), [10, 19]);
        assert!(read("a:\n  - b\n\t- c\n", 0..14).is_err());
    }

    #[test]
    fn places_are_those_of_the_file() {
        let file = "---\ntitle: It's: so\nslug: x\n---\n";
        let (document, slips) = read(file, 4..28).unwrap();
        assert_eq!(&file[document.root.get("slug").unwrap().span.clone()], "x");
        assert_eq!(&file[slips[0].span.clone()], "It's: so");
        assert_eq!(slips[0].meant, "'It''s: so'");
    }

    #[test]
    fn what_is_not_plain_stays_an_error() {
        for front in [
            "title: A\n  b: c\n",
            "title: A: b # c\n",
            "title: A: b\n  goes on\n",
            "title: [a\n",
            "title: \"a\n",
            "title: a\ntitle: b\n",
        ] {
            assert!(read(front, 0..front.len()).is_err(), "{front}");
        }
    }

    proptest! {
        #[test]
        fn no_front_matter_panics(pieces in prop::collection::vec(prop::sample::select(&[
            "title", ": ", ":", "\n", " ", "- ", "\t", "'", "\"", "[", "]", "{", "}", "@", "*x", "&x", "é", "# ", "a", "|", ">", "\r\n", "!",
        ][..]), 0..24)) {
            let front = pieces.concat();
            if let Ok((document, _)) = read(&front, 0..front.len()) {
                for entry in document.root.as_map().unwrap_or_default() {
                    prop_assert!(front.get(entry.key_span.clone()).is_some());
                    prop_assert!(front.get(entry.value.span.clone()).is_some());
                }
            }
        }
    }
}
