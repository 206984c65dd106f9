//! A mistake and the text around it: lines, blanks, and the places `serde_yaml` names in its message.

use std::ops::Range;

/// What `serde_yaml` stumbled over.
pub struct Fault<'a> {
    /// The text up to the end of the part.
    pub text: &'a str,
    /// Where the part begins.
    pub start: usize,
    /// The place the crate names.
    pub at: usize,
    /// What the crate says.
    pub words: &'a str,
}

impl Fault<'_> {
    /// The line around a place, without its end.
    pub fn line(&self, at: usize) -> Range<usize> {
        let start =
            self.text[self.start..at].rfind(['\n', '\r']).map_or(self.start, |end| self.start + end + 1);
        let length = self.text[at..].find(['\n', '\r']).unwrap_or(self.text.len() - at);
        let end = at + self.text[at..at + length].trim_end().len();
        start..end
    }

    /// The range without blanks at its start.
    pub fn without_indent(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.text[range.clone()];
        range.end - text.trim_start().len()..range.end
    }

    /// The end of the character at a place.
    pub fn char_end(&self, at: usize) -> usize {
        at + self.text[at..].chars().next().map_or(0, char::len_utf8)
    }

    /// The second place some messages name: where that began which could not be finished.
    pub fn context(&self) -> Option<usize> {
        let context = self.words.split_once(", while ")?.1;
        let (line, column) = context.split_once(" at line ")?.1.split_once(" column ")?;
        let (line, column): (usize, usize) = (line.trim().parse().ok()?, column.trim().parse().ok()?);
        let mut rest = &self.text[self.start..];
        for _ in 1..line {
            let end = rest.find(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])?;
            let width =
                if rest[end..].starts_with("\r\n") { 2 } else { rest[end..].chars().next()?.len_utf8() };
            rest = &rest[end + width..];
        }
        let offset = rest.char_indices().nth(column.checked_sub(1)?).map_or(rest.len(), |(at, _)| at);
        Some(self.text.len() - rest.len() + offset)
    }
}
