//! The plain part of YAML that most front matter keeps to, read in one pass.
//!
//! Takes: a text. Gives: the tree and its places, the same as the long way by [`super::values`], [`super::locate`]
//! and [`super::tidy`] gives; or nothing, for the long way to read, when there is anything in the text that is not
//! understood with certainty.
//!
//! Understood are keys at the left edge, each with one of
//!
//! - a scalar on the same line: in quotes without escapes, or a word or sentence that begins with a letter, or a whole
//!   number, or a day (`2015-09-24…`);
//! - a list of such scalars in brackets on the same line;
//! - a list of such scalars below it, a line with `- ` for each;
//! - nothing.

use super::{Entry, Node, Value};
use std::ops::Range;

/// Longest key. YAML itself has a limit, which lies higher.
const LONGEST_KEY: usize = 100;
/// Most keys; finding repeated ones compares each with each.
const MOST_KEYS: usize = 64;
/// Most digits of a whole number that surely fits.
const MOST_DIGITS: usize = 15;

/// Reads `file[part]`, if it is plain.
pub(super) fn read(file: &str, part: &Range<usize>) -> Option<Node> {
    let text = file.get(part.clone())?;
    if !is_ordinary(text.as_bytes()) {
        return None;
    }
    let mut reader = Reader { file, lines: Lines { file, at: part.start, end: part.end } };
    let mut entries: Vec<Entry> = Vec::with_capacity(12);
    let mut first_line = None;
    while let Some(line) = reader.lines.next_filled() {
        let entry = reader.entry(&line)?;
        let is_repeated = entries.iter().any(|earlier| earlier.key == entry.key);
        if is_repeated || entries.len() == MOST_KEYS {
            return None;
        }
        first_line.get_or_insert(line);
        entries.push(entry);
    }
    Some(Node { value: Value::Map(entries), span: first_line? })
}

/// Whether every character is a line feed, a letter or a sign: nothing that YAML refuses, takes for the end of a line,
/// or skips.
fn is_ordinary(text: &[u8]) -> bool {
    let is_control = |b: &u8| (*b < b' ' && *b != b'\n') | (*b == 0x7F);
    let special = |bytes: &[u8]| match bytes {
        [0xC2, second, _] => *second < 0xA0,
        // The separators of lines, U+2028 and U+2029; what is near the byte order mark and the last of U+FFFF.
        [0xE2, 0x80, 0xA8 | 0xA9] | [0xEF, 0xBB | 0xBF, _] => true,
        _ => false,
    };
    let controls = text.iter().filter(|b| is_control(b)).count();
    let at_end = matches!(text, [.., 0xC2, _]);
    controls == 0 && (text.is_ascii() || !(at_end || text.windows(3).any(special)))
}

/// Lines of a part of the file, as places without the line feed and the spaces at their ends.
struct Lines<'a> {
    file: &'a str,
    at: usize,
    end: usize,
}

impl Lines<'_> {
    /// The next line that is not empty.
    fn next_filled(&mut self) -> Option<Range<usize>> {
        let bytes = self.file.as_bytes().get(..self.end)?;
        while bytes.get(self.at) == Some(&b'\n') {
            self.at += 1;
        }
        let rest = bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
        let spaces = rest[..length].iter().rev().take_while(|b| **b == b' ').count();
        let line = self.at..self.at + length - spaces;
        self.at += length;
        Some(line)
    }
}

struct Reader<'a> {
    file: &'a str,
    lines: Lines<'a>,
}

impl Reader<'_> {
    fn byte(&self, at: usize, end: usize) -> Option<u8> {
        self.file.as_bytes().get(..end)?.get(at).copied()
    }

    fn node(&self, span: Range<usize>, text: Range<usize>) -> Option<Node> {
        Some(Node { value: Value::Text(self.file.get(text)?.into()), span })
    }

    /// A key with its value; `line` is where the key stands.
    fn entry(&mut self, line: &Range<usize>) -> Option<Entry> {
        let bytes = self.file.as_bytes().get(line.clone())?;
        let is_part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
        let length = bytes.iter().take(LONGEST_KEY).position(|b| !is_part(b))?;
        let key_span = line.start..line.start + length;
        let key = self.file.get(key_span.clone())?;
        if !bytes[0].is_ascii_alphabetic() || bytes.get(length) != Some(&b':') {
            return None;
        }
        let after = key_span.end + 1;
        let value = match bytes.get(length + 1) {
            None => self.below(after)?,
            Some(b' ') => {
                let start = self.skip_spaces(after, line.end);
                match self.byte(start, line.end)? {
                    b'[' => self.list(start, line.end)?,
                    _ => self.scalar(start..line.end)?,
                }
            }
            Some(_) => return None,
        };
        Some(Entry { key: key.into(), key_span, value })
    }

    fn skip_spaces(&self, from: usize, end: usize) -> usize {
        let mut at = from;
        while self.byte(at, end) == Some(b' ') {
            at += 1;
        }
        at
    }

    /// What stands below a key: lines with `- ` in one column, or nothing.
    fn below(&mut self, after: usize) -> Option<Node> {
        let mut items = Vec::new();
        let mut list: Option<(Range<usize>, usize)> = None;
        loop {
            let before = self.lines.at;
            let Some(line) = self.lines.next_filled() else { break };
            let start = self.skip_spaces(line.start, line.end);
            if start == line.start && self.byte(start, line.end) != Some(b'-') {
                self.lines.at = before;
                break;
            }
            let column = start - line.start;
            let item = self.skip_spaces(start + 1, line.end);
            let is_item = self.byte(start, line.end) == Some(b'-') && item > start + 1;
            if !is_item || list.as_ref().is_some_and(|(_, first)| *first != column) {
                return None;
            }
            items.push(self.scalar(item..line.end)?);
            list.get_or_insert((start..line.end, column));
        }
        Some(match list {
            Some((span, _)) => Node { value: Value::List(items), span },
            None => Node { value: Value::Null, span: after..after },
        })
    }

    /// A list in brackets that fills the rest of a line.
    fn list(&self, start: usize, end: usize) -> Option<Node> {
        let mut items = Vec::new();
        let mut at = self.skip_spaces(start + 1, end);
        if self.byte(at, end) != Some(b']') {
            loop {
                let item = self.item(at, end)?;
                at = self.skip_spaces(item.span.end, end);
                items.push(item);
                match self.byte(at, end)? {
                    b',' => at = self.skip_spaces(at + 1, end),
                    b']' => break,
                    _ => return None,
                }
            }
        }
        (at + 1 == end).then_some(Node { value: Value::List(items), span: start..end })
    }

    /// An item of a list in brackets, with what may follow it still to be looked at.
    fn item(&self, start: usize, end: usize) -> Option<Node> {
        if let Some(b'"' | b'\'') = self.byte(start, end) {
            return self.quoted(start, end);
        }
        let rest = self.file.as_bytes().get(start..end)?;
        let length = rest.iter().position(|b| matches!(b, b',' | b']'))?;
        let is_doubtful = |b: &u8| matches!(b, b'[' | b'{' | b'}' | b':' | b'?' | b'#');
        if rest[..length].iter().any(is_doubtful) {
            return None;
        }
        let spaces = rest[..length].iter().rev().take_while(|b| **b == b' ').count();
        self.plain(start..start + length - spaces)
    }

    /// A scalar that fills the rest of a line.
    fn scalar(&self, place: Range<usize>) -> Option<Node> {
        match self.byte(place.start, place.end)? {
            b'"' | b'\'' => self.quoted(place.start, place.end).filter(|node| node.span.end == place.end),
            _ => self.plain(place),
        }
    }

    /// A text in quotes that has no quotes or escapes in it.
    fn quoted(&self, start: usize, end: usize) -> Option<Node> {
        let rest = self.file.as_bytes().get(start..end)?;
        let (quote, inner) = rest.split_first()?;
        let length = inner.iter().position(|b| b == quote)?;
        let doubled = *quote == b'\'' && inner.get(length + 1) == Some(quote);
        if doubled || (*quote == b'"' && inner[..length].contains(&b'\\')) {
            return None;
        }
        self.node(start..start + length + 2, start + 1..start + 1 + length)
    }

    /// A scalar without quotes.
    fn plain(&self, place: Range<usize>) -> Option<Node> {
        let text = self.file.get(place.clone())?;
        let first = *text.as_bytes().first()?;
        if !is_one_text(text.as_bytes()) {
            return None;
        }
        if first.is_ascii_digit() {
            return self.number_or_day(text, place);
        }
        if !(first.is_ascii_alphabetic() || first >= 0xC3) {
            return None;
        }
        match text {
            "true" | "false" => Some(Node { value: Value::Bool(text == "true", text.into()), span: place }),
            _ if ["null", "true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word)) => None,
            _ => self.node(place.clone(), place),
        }
    }

    fn number_or_day(&self, text: &str, place: Range<usize>) -> Option<Node> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if digits == text.len() && digits <= MOST_DIGITS && (digits == 1 || !text.starts_with('0')) {
            return Some(Node { value: Value::Integer(text.parse().ok()?, text.into()), span: place });
        }
        // No number has a hyphen behind its digits.
        let is_day = digits == 4 && text.as_bytes().get(4) == Some(&b'-');
        if is_day { self.node(place.clone(), place) } else { None }
    }
}

/// Whether a text without quotes goes on to its end: no comment, and no colon that would make a key of it.
fn is_one_text(text: &[u8]) -> bool {
    let parts = |pair: &[u8]| matches!(pair, [b':', b' '] | [b' ', b'#']);
    !text.ends_with(b":") && !text.windows(2).any(parts)
}
