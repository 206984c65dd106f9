//! Places in a text: from a byte offset to line, column and the line itself.
//!
//! Takes: the whole text of a file and a byte range in it. Gives: a [`Place`] that can be shown
//! long after the text has been dropped.

use crate::diagnostic::{Place, Spot};
use std::ops::Range;

/// Longest excerpt of a line that a message shows, in characters.
const EXCERPT: usize = 120;

/// The place of `range` (bytes) in `text`, the content of the file at `path`.
/// Offsets outside the text or inside a character are moved to the nearest place that exists.
pub fn place(path: &str, text: &str, range: Range<usize>) -> Place {
    let start = floor(text, range.start.min(text.len()));
    let end = floor(text, range.end.clamp(start, text.len()));
    let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    let line = text[line_start..line_end].trim_end_matches('\r');
    let number = text.as_bytes()[..line_start].iter().filter(|b| **b == b'\n').count() + 1;
    let column = text[line_start..start].chars().count() + 1;
    let within = (start - line_start).min(line.len());
    let until = end.saturating_sub(line_start).clamp(within, line.len());
    let (text, marked) = excerpt(line, within..until);
    Place {
        path: path.to_owned(),
        spot: Some(Box::new(Spot {
            line: number as u32,
            column: column as u32,
            text,
            marked,
            offset: start,
        })),
    }
}

/// The place of the value of the first of `keys` at the left edge of a line of YAML (or of the key, when its value is
/// not on that line); the file as a whole when there is none.
pub fn place_of_key(path: &str, text: &str, keys: &[&str]) -> Place {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let found = keys.iter().find_map(|key| {
            let rest = line.strip_prefix(key)?.trim_start().strip_prefix(':')?;
            Some((*key, rest.trim()))
        });
        if let Some((key, value)) = found {
            let at = line.rfind(value).filter(|_| !value.is_empty());
            return place(
                path,
                text,
                at.map_or(start..start + key.len(), |at| start + at..start + at + value.len()),
            );
        }
        start += line.len();
    }
    Place { path: path.to_owned(), spot: None }
}

/// A window of the line around the marked part, with tabs and control characters made visible as spaces.
fn excerpt(line: &str, marked: Range<usize>) -> (String, Range<usize>) {
    let before = line[..marked.start].chars().count();
    let skip = before.saturating_sub(EXCERPT / 2);
    let mut out = String::new();
    let (mut from, mut to) = (None, None);
    for (at, c) in line.char_indices().skip(skip).take(EXCERPT) {
        if at >= marked.start && from.is_none() {
            from = Some(out.len());
        }
        if at >= marked.end && to.is_none() {
            to = Some(out.len());
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    let from = from.unwrap_or(out.len());
    let to = to.unwrap_or(out.len()).max(from);
    (out, from..to)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters_from_one() {
        let spot = place("a.md", "één\nzwei: x\r\nthree", 10..11).spot.unwrap();
        assert_eq!((spot.line, spot.column, spot.text.as_str(), spot.marked), (2, 5, "zwei: x", 4..5));
    }

    #[test]
    fn any_offset_has_a_place() {
        let text = "ü\n";
        for start in 0..6 {
            for end in 0..6 {
                assert!(place("x", text, start..end).spot.is_some());
            }
        }
    }
}
