//! Adding an old address to the front matter of a text, and nothing else in it.

use super::split::split;
use std::ops::Range;

/// Keys under which old addresses may stand.
const KEYS: [&str; 3] = ["aliases", "redirect_from", "formerly"];

/// The text with one more alias, and the number of the line that is new or has changed, from 1; none where the front
/// matter is written in a way that only a person should change. Whether it then says what it should is for the caller
/// to look at: it is read again.
pub fn with_alias(text: &str, address: &str) -> Option<(String, usize)> {
    let (split, _) = split("", text).ok()?;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let quoted = quoted(address);
    let Some(front) = split.front else {
        let head = format!("---{end}aliases:{end}  - {quoted}{end}---{end}");
        return Some((format!("{}{head}{}", &text[..split.body], &text[split.body..]), 3));
    };
    let (at, line) = match key(text, &front) {
        None => (front.end, format!("aliases:{end}  - {quoted}{end}")),
        Some(range) => beside(text, &front, range, &quoted, end)?,
    };
    let out = format!("{}{line}{}", &text[..at], &text[at..]);
    let added = at + line.trim_end().rfind('\n').map_or(0, |newline| newline + 1);
    let number = out[..added].matches('\n').count() + 1;
    Some((out, number))
}

/// The line with the key, if there is one.
fn key(text: &str, front: &Range<usize>) -> Option<Range<usize>> {
    let mut start = front.start;
    for line in text[front.clone()].split_inclusive('\n') {
        let is = |key: &&str| line.strip_prefix(*key).is_some_and(|rest| rest.trim_start().starts_with(':'));
        if KEYS.iter().any(is) {
            return Some(start..start + line.len());
        }
        start += line.len();
    }
    None
}

/// Where beside the aliases that are there one more is put, and as what.
fn beside(
    text: &str,
    front: &Range<usize>,
    key: Range<usize>,
    quoted: &str,
    end: &str,
) -> Option<(usize, String)> {
    let line = text[key.clone()].trim_end();
    let value = line.split_once(':')?.1.trim();
    if value.starts_with('[') && value.ends_with(']') {
        let comma = if value[1..value.len() - 1].trim().is_empty() { "" } else { ", " };
        return Some((key.start + line.len() - 1, format!("{comma}{quoted}")));
    }
    if !value.is_empty() {
        return None;
    }
    // A list over several lines: one more line like the last.
    let (mut at, mut dash) = (key.end, None);
    for line in text[key.end..front.end].split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        if !line[indent..].starts_with("- ") {
            break;
        }
        dash = Some(&line[..indent]);
        at += line.len();
    }
    Some((at, format!("{}- {quoted}{end}", dash.unwrap_or("  "))))
}

/// An address as YAML; with quotes around it where it needs them.
fn quoted(address: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    match address.chars().all(plain) {
        true => address.to_owned(),
        false => format!("'{}'", address.replace('\'', "''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(before: &str, after: &str, line: usize) {
        assert_eq!(with_alias(before, "/old/"), Some((after.to_owned(), line)));
    }

    #[test]
    fn stands_in_a_list_of_its_own_or_in_the_one_that_is_there() {
        becomes("---\ntitle: T\n---\nx\n", "---\ntitle: T\naliases:\n  - /old/\n---\nx\n", 4);
        becomes(
            "---\naliases: [/a/]\ntitle: T\n---\nx\n",
            "---\naliases: [/a/, /old/]\ntitle: T\n---\nx\n",
            2,
        );
        becomes("---\naliases: []\n---\nx\n", "---\naliases: [/old/]\n---\nx\n", 2);
        becomes(
            "---\nformerly:\n- /a/\n- /b/\ntitle: T\n---\nx\n",
            "---\nformerly:\n- /a/\n- /b/\n- /old/\ntitle: T\n---\nx\n",
            5,
        );
        becomes("Words.\n", "---\naliases:\n  - /old/\n---\nWords.\n", 3);
        becomes("---\r\ntitle: T\r\n---\r\nx", "---\r\ntitle: T\r\naliases:\r\n  - /old/\r\n---\r\nx", 4);
    }

    #[test]
    fn leaves_what_it_does_not_understand() {
        assert_eq!(with_alias("---\naliases: /a/\n---\nx\n", "/old/"), None);
        assert_eq!(with_alias("---\naliases: [/a/,\n  /b/]\n---\nx\n", "/old/"), None);
        let odd = with_alias("---\ntitle: T\n---\nx\n", "/it's: odd/").unwrap().0;
        assert!(odd.contains("  - '/it''s: odd/'\n"), "{odd}");
    }
}
