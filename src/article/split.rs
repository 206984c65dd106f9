//! Front matter and body of a file.
//!
//! Takes: the bytes of a file. Does: makes sure that they are text in UTF-8, and finds the lines `---` around the front matter.
//! Gives: where both stand, with a warning for each oddity that does not change the meaning; or the diagnostic that
//! says why the file cannot be read.

use super::markdown::holds;
use crate::diagnostic::{Diagnostic, catalogue::files};
use crate::source::text::place;
use std::ops::Range;

/// Where the parts of a file stand, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// YAML between the lines of dashes; none when there is no front matter.
    pub front: Option<Range<usize>>,
    /// Start of the body.
    pub body: usize,
}

/// The text of a file.
///
/// # Errors
/// A diagnostic when the bytes are no text, or not in UTF-8.
pub fn decode<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, Box<Diagnostic>> {
    if is_utf16(bytes) {
        return Err(Box::new(files::utf16(path)));
    }
    if holds(bytes, 0)
        && let Some(at) = bytes.iter().position(|b| *b == 0)
    {
        let shown = shown(&bytes[..at], "\u{fffd}");
        return Err(Box::new(files::binary(place(path, &shown, shown.len() - 3..shown.len()))));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let (valid, rest) = bytes.split_at(error.valid_up_to());
        let line = rest.split(|b| *b == b'\n').next().unwrap_or(rest);
        let line = String::from_utf8_lossy(&line[..line.len().min(200)]);
        let shown = shown(valid, &line);
        Box::new(files::not_utf8(
            place(path, &shown, valid.len()..valid.len() + 3),
            rest[0],
            likely_encoding(rest),
        ))
    })
}

/// Valid text and what to show behind it.
fn shown(valid: &[u8], rest: &str) -> String {
    let mut text = String::from_utf8_lossy(valid).into_owned();
    text.push_str(rest);
    text
}

/// A mark of UTF-16, or every other byte NUL as in Latin letters of UTF-16.
fn is_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64) & !1];
    let nul_at = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count() * 4 > head.len();
    head.starts_with(&[0xff, 0xfe])
        || head.starts_with(&[0xfe, 0xff])
        || head.len() > 3 && (nul_at(0) ^ nul_at(1))
}

/// Western encodings can be told by the letters and quotation marks they put outside of ASCII; nothing is said when most of the
/// text is outside of it.
fn likely_encoding(rest: &[u8]) -> Option<&'static str> {
    let sample = &rest[..rest.len().min(4096)];
    let high = sample.iter().filter(|b| **b >= 0x80).count();
    let run = sample.split(|b| *b < 0x80).map(<[u8]>::len).max().unwrap_or(0);
    let quotes = sample.iter().any(|b| matches!(b, 0x80 | 0x82..=0x85 | 0x91..=0x97 | 0x99));
    match () {
        () if high * 3 > sample.len() && sample.len() > 12 || run > 4 => None,
        () if quotes => Some("Windows-1252"),
        () if sample.iter().any(|b| matches!(b, 0xc0..=0xff)) => Some("ISO 8859-1 (Latin-1)"),
        () => Some("Windows-1252"),
    }
}

/// Finds front matter and body. The diagnostics are about oddities that were read past.
///
/// # Errors
/// A diagnostic when the file is empty, or its front matter never closes or is not YAML.
pub fn split(path: &str, text: &str) -> Result<(Split, Vec<Diagnostic>), Box<Diagnostic>> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut oddities = Vec::new();
    if start > 0 {
        oddities.push(files::byte_order_mark(path));
    }
    if text[start..].trim().is_empty() {
        return Err(Box::new(files::empty(path)));
    }
    if holds(text.as_bytes(), b'\r')
        && let Some(end) = text.find('\r')
    {
        let crlf = text[end..].starts_with("\r\n");
        oddities.push(files::line_ends(place(path, text, end..end), !crlf));
    }
    let blank = Lines { text, at: start }.take_while(|line| text[line.clone()].trim().is_empty()).count();
    let Some(first) = (Lines { text, at: start }).nth(blank) else {
        return Err(Box::new(files::empty(path)));
    };
    let whole = Split { front: None, body: start };
    match text[first.clone()].trim_end() {
        "---" => {}
        "+++" if Lines { text, at: first.end }.any(|l| text[l].trim_end() == "+++") => {
            return Err(Box::new(files::toml(place(path, text, first.start..first.start + 3))));
        }
        line if line.starts_with('{') && is_json(&text[first.start..]) => {
            return Err(Box::new(files::json(place(path, text, first.start..first.start + 1))));
        }
        _ => {
            if blank == 0 && is_bare_front_matter(text, start) {
                oddities.push(files::no_dashes(place(path, text, first.clone())));
            }
            return Ok((whole, oddities));
        }
    }
    let closing =
        Lines { text, at: first.end }.find(|line| matches!(text[line.clone()].trim_end(), "---" | "..."));
    let front = first.end..closing.as_ref().map_or(text.len(), |c| c.start);
    let holds_nothing = closing.is_some() && text[front.clone()].trim().is_empty();
    if !holds_nothing && !has_key(text, front.clone()) {
        return Ok((whole, oddities));
    }
    let Some(closing) = closing else {
        return Err(Box::new(files::never_closes(place(path, text, first.start..first.start + 3))));
    };
    if blank > 0 {
        oddities.push(files::blank_lines_first(place(path, text, first.start..first.start + 3), blank));
    }
    Ok((Split { front: Some(front), body: closing.end }, oddities))
}

/// Whether the first lines that are not blank hold a key. A text that only starts with a line of dashes has none.
fn has_key(text: &str, part: Range<usize>) -> bool {
    let end = part.end;
    Lines { text, at: part.start }
        .take_while(|line| line.start < end)
        .map(|line| text[line].trim_end())
        .skip_while(|line| line.is_empty() || line.starts_with('#'))
        .take_while(|line| !line.is_empty())
        .any(is_key)
}

/// Whether a line starts with a key of YAML, at its left edge.
fn is_key(line: &str) -> bool {
    let line = line.trim_start_matches(['"', '\'']);
    let length =
        line.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(line.len());
    let after = line[length..].trim_start_matches(['"', '\'', ' ']);
    let after_colon = after.strip_prefix(':').unwrap_or("x");
    let named = (1..=40).contains(&length) && !line.starts_with('-');
    named && (after_colon.is_empty() || after_colon.starts_with([' ', '\t', '"', '\'']))
        || line.starts_with("{\"")
}

/// Two keys in the first two lines, one of which every article has.
fn is_bare_front_matter(text: &str, start: usize) -> bool {
    let mut lines = Lines { text, at: start }.map(|line| text[line].trim_end());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    let known = |line: &str| {
        let key = line.split(':').next().unwrap_or_default().to_lowercase();
        matches!(
            key.as_str(),
            "title" | "date" | "author" | "authors" | "layout" | "slug" | "tags" | "published"
        )
    };
    is_key(first) && is_key(second) && (known(first) || known(second))
}

fn is_json(text: &str) -> bool {
    text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"') && rest.contains(':'))
}

/// Lines with their ends, whichever kind these are.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = match rest.bytes().position(|b| matches!(b, b'\n' | b'\r')) {
            Some(end) if rest[end..].starts_with("\r\n") => end + 2,
            Some(end) => end + 1,
            None => rest.len(),
        };
        let line = self.at..self.at + length;
        self.at = line.end;
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> (Option<&str>, &str) {
        let (split, _) = split("a.md", text).unwrap();
        (split.front.map(|front| &text[front]), &text[split.body..])
    }

    fn shown(diagnostic: &Diagnostic) -> String {
        let spot = diagnostic.place.as_ref().and_then(|p| p.spot.as_ref());
        let place = spot.map_or(String::new(), |s| format!("{}:{} ", s.line, s.column));
        format!("{} {place}{}", diagnostic.code.name, diagnostic.message)
    }

    fn oddities(text: &str) -> Vec<String> {
        split("a.md", text).unwrap().1.iter().map(shown).collect()
    }

    fn refusal(bytes: &[u8]) -> String {
        let outcome = decode("a.md", bytes).and_then(|text| split("a.md", text));
        shown(&outcome.unwrap_err())
    }

    #[test]
    fn finds_front_matter_and_body() {
        assert_eq!(parts("---\ntitle: x\n---\nbody\n"), (Some("title: x\n"), "body\n"));
        assert_eq!(parts("---  \ntitle: x\n...\nbody"), (Some("title: x\n"), "body"));
        assert_eq!(parts("---\n---\nbody"), (Some(""), "body"));
        assert_eq!(parts("---\n# note\n\ntitle: x\n---"), (Some("# note\n\ntitle: x\n"), ""));
        assert_eq!(parts("---\n{\"title\": \"x\"}\n---\n"), (Some("{\"title\": \"x\"}\n"), ""));
        assert_eq!(parts("body: no\n"), (None, "body: no\n"));
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        for text in [
            "---\n\nWords.\n",
            "---\nWords.\n---\nMore.\n",
            "***\ntitle: x\n",
            "---\n- a\n---\n",
            "--- x\na: b\n---\n",
        ] {
            assert_eq!(parts(text), (None, text));
            assert_eq!(oddities(text), Vec::<String>::new());
        }
    }

    #[test]
    fn reads_past_what_does_not_change_the_meaning() {
        assert_eq!(parts("\u{feff}---\r\ntitle: x\r\n---\r\nbody"), (Some("title: x\r\n"), "body"));
        assert_eq!(
            oddities("\u{feff}---\r\ntitle: x\r\n---\r\nbody"),
            [
                "W004 this file starts with a byte order mark",
                "W005 1:5 the lines of this file end as on Windows (CRLF)"
            ]
        );
        assert_eq!(parts("---\rtitle: x\r---\rbody"), (Some("title: x\r"), "body"));
        assert_eq!(parts("\n \n---\ntitle: x\n---\nbody"), (Some("title: x\n"), "body"));
        assert_eq!(
            oddities("\n \n---\ntitle: x\n---\n"),
            ["W006 3:1 2 blank lines stand before the front matter"]
        );
        assert_eq!(
            oddities("title: x\ndate: 2015\n\nbody"),
            ["W007 1:1 this looks like front matter, but there is no `---` above it, so it was read as text"]
        );
    }

    #[test]
    fn says_why_a_file_cannot_be_read() {
        assert_eq!(refusal(b""), "E003 this file is empty");
        assert_eq!(refusal(b" \n\t\n"), "E003 this file is empty");
        assert_eq!(
            refusal(b"---\ntitle: x\n\nWords."),
            "E008 1:1 the front matter that opens here never closes"
        );
        assert_eq!(
            refusal(b"+++\ntitle = 1\n+++\n"),
            "E009 1:1 this front matter is in TOML, and only YAML is read"
        );
        assert_eq!(
            refusal(b"{\n \"title\": 1\n}\n"),
            "E010 1:1 this front matter is in JSON, and only YAML is read"
        );
        assert_eq!(refusal(b"ab\n\0"), "E002 2:1 this is no text: a NUL byte stands here");
        assert_eq!(refusal(b"\xff\xfea\0"), "E001 this file is not in UTF-8 but in UTF-16");
        assert_eq!(refusal(b"a\0b\0c\0d\0"), "E001 this file is not in UTF-8 but in UTF-16");
        let latin = "E001 2:4 this file is not in UTF-8: byte E9 is no part of a character here";
        assert_eq!(refusal("Zürich\ncaf".bytes().chain(*b"\xe9 x").collect::<Vec<_>>().as_slice()), latin);
    }

    #[test]
    fn guesses_the_encoding() {
        let help = |bytes: &[u8]| decode("a.md", bytes).unwrap_err().help.unwrap();
        assert!(help(b"caf\xe9 au lait").contains("Latin-1"));
        assert!(help(b"the \x93news\x94").contains("Windows-1252"));
        assert!(!help(b"\xcf\xf0\xe8\xe2\xe5\xf2 \xec\xe8\xf0").contains("looks like"));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = decode("a.md", &bytes).and_then(|text| split("a.md", text));
        }

        #[test]
        fn no_text_panics(lines in prop::collection::vec(prop::sample::select(&[
            "---", "...", "+++", "", "title: x", "{", "\"a\": 1", "\u{feff}", "- x", "words é", "\r",
        ][..]), 0..8), end in prop::sample::select(&["\n", "\r\n", "\r"][..])) {
            let text = lines.join(end);
            if let Ok((split, _)) = split("a.md", &text) {
                prop_assert!(text.get(split.body..).is_some());
                prop_assert!(split.front.is_none_or(|f| text.get(f.clone()).is_some() && f.end <= split.body));
            }
        }
    }
}
