//! Steps in a YAML text: over blanks, comments, quotes and block texts.
//!
//! Takes: a text that `serde_yaml` has accepted. A step never goes back, so a walk costs time in proportion to the text.

use std::ops::Range;

/// A place in a text that moves forward.
pub(super) struct Cursor<'a> {
    pub text: &'a str,
    pub at: usize,
}

/// What surrounds a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Surroundings {
    /// Column of the collection in block style it belongs to, -1 outside of any.
    pub indent: isize,
    /// Whether it stands in brackets.
    pub flow: bool,
}

fn is_blank(byte: Option<u8>) -> bool {
    matches!(byte, None | Some(b' ' | b'\t' | b'\n' | b'\r'))
}

impl<'a> Cursor<'a> {
    pub fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Column (in bytes) of the place.
    pub fn column(&self) -> isize {
        let line = self.text[..self.at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        // A byte order mark is no column.
        let line = if self.text[line..self.at].starts_with('\u{feff}') { line + 3 } else { line };
        (self.at - line) as isize
    }

    /// End of the line the place is in, without blanks at its end.
    pub fn line_end(&self) -> usize {
        let rest = self.rest();
        let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        self.at + line.trim_end_matches([' ', '\t']).len()
    }

    /// Over blanks, ends of lines and comments.
    pub fn skip_blank(&mut self) {
        while let Some(byte) = self.byte(0) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b'#' => self.skip_line(),
                // A byte order mark, a line separator or a next-line character.
                0xEF if self.rest().starts_with('\u{feff}') => self.at += 3,
                0xE2 if self.rest().starts_with(['\u{2028}', '\u{2029}']) => self.at += 3,
                0xC2 if self.rest().starts_with('\u{85}') => self.at += 2,
                _ => break,
            }
        }
    }

    /// Over blanks within the line.
    pub fn skip_spaces(&mut self) {
        while let Some(b' ' | b'\t') = self.byte(0) {
            self.at += 1;
        }
    }

    /// To the end of the line.
    pub fn skip_line(&mut self) {
        let rest = self.rest();
        self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
    }

    /// Over directives (`%YAML 1.2`) and the mark that opens a document (`---`).
    pub fn skip_prologue(&mut self) {
        self.skip_blank();
        while self.byte(0) == Some(b'%') {
            self.skip_line();
            self.skip_blank();
        }
        if self.rest().starts_with("---") && is_blank(self.byte(3)) {
            self.at += 3;
        }
    }

    /// Over a sign such as `-`, `?` or `:` that is followed by a blank. False and no step when there is none.
    pub fn sign(&mut self, sign: u8) -> bool {
        let there = self.byte(0) == Some(sign) && is_blank(self.byte(1));
        self.at += usize::from(there);
        there
    }

    /// Over a byte. False and no step when there is another.
    pub fn eat(&mut self, byte: u8) -> bool {
        let there = self.byte(0) == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// Over a name behind `&` or `*`: letters, digits, `-` and `_`.
    pub fn name(&mut self) -> &'a str {
        let rest = self.rest();
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let name = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        self.at += name.len();
        name
    }

    /// Over a word: up to a blank or, in brackets, a bracket or comma.
    pub fn word(&mut self, flow: bool) -> &'a str {
        let rest = self.rest();
        let ends = |c: char| {
            matches!(c, ' ' | '\t' | '\n' | '\r') || flow && matches!(c, ',' | '[' | ']' | '{' | '}')
        };
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    /// Over a text in quotes, which opens here. None and no step when it does not close.
    pub fn quoted(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let quote = *bytes.get(start)?;
        let mut at = start + 1;
        loop {
            match *bytes.get(at)? {
                b'\\' if quote == b'"' => at += 2,
                byte if byte == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 2,
                byte if byte == quote => break,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        Some(start..self.at)
    }

    /// Over a text in block style (`|` or `>`), which opens here: its header and every line that is indented deeper
    /// than what surrounds it.
    pub fn block(&mut self, around: Surroundings) -> Range<usize> {
        let start = self.at;
        self.at += 1;
        let header = self.word(false);
        let given = header.bytes().find(u8::is_ascii_digit).map(|digit| isize::from(digit - b'0'));
        self.skip_line();
        let mut end = self.at;
        let mut indent = given.map(|given| around.indent.max(0) + given);
        loop {
            let before = self.at;
            self.skip_line_break();
            let line = self.at;
            while self.byte(0) == Some(b' ') {
                self.at += 1;
            }
            let column = (self.at - line) as isize;
            match self.byte(0) {
                None => break,
                Some(b'\n' | b'\r') => continue,
                Some(_) if column >= indent.unwrap_or(around.indent.max(0) + 1) && before < line => {
                    indent.get_or_insert(column);
                    end = self.line_end();
                    self.skip_line();
                }
                Some(_) => {
                    self.at = before;
                    break;
                }
            }
        }
        start..end
    }

    fn skip_line_break(&mut self) {
        if self.rest().starts_with("\r\n") {
            self.at += 2;
        } else if let Some(b'\n' | b'\r') = self.byte(0) {
            self.at += 1;
        }
    }

    /// Over an unquoted text whose value is known: blanks and ends of lines may differ, all else is the same.
    /// None and no step when something else stands here.
    pub fn plain(&mut self, value: &str) -> Option<Range<usize>> {
        let start = self.at;
        for word in value.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
            while is_blank(self.byte(0)) && self.byte(0).is_some() {
                self.at += 1;
            }
            if !self.rest().starts_with(word) {
                self.at = start;
                return None;
            }
            self.at += word.len();
        }
        Some(start..self.at)
    }
}
