//! One line of front matter that YAML does not read, and what it plainly means.

use super::SlipKind;
use std::ops::Range;

/// Where the value stands in a line `key: value`, `- value` or `- key: value`.
pub(super) fn value(line: &str) -> Option<Range<usize>> {
    let mut at = line.len() - line.trim_start_matches(' ').len();
    let mut known = false;
    while let Some(rest) = line[at..].strip_prefix("- ") {
        at = line.len() - rest.trim_start_matches(' ').len();
        known = true;
    }
    let key = line[at..].find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(0);
    if key > 0
        && let Some(rest) = line[at + key..].trim_start_matches(' ').strip_prefix(": ")
    {
        at = line.len() - rest.trim_start_matches(' ').len();
        known = true;
    }
    let end = line.trim_end().len();
    (known && at < end).then_some(at..end)
}

/// What kind of slip a value is that made reading fail; none when it is not plain. A `#` behind a space may begin a comment.
pub(super) fn slip(value: &str) -> Option<SlipKind> {
    let (first, last) = (value.chars().next()?, value.chars().next_back()?);
    if value.contains(" #") {
        return None;
    }
    match first {
        '"' | '\'' if value.len() > 1 && value[1..].contains(first) => Some(SlipKind::Quotes),
        '[' | '{' => {
            let close = if first == '[' { ']' } else { '}' };
            (last != close && value.contains(close)).then_some(SlipKind::Bracket)
        }
        '@' | '`' | '%' | '*' | '&' => Some(SlipKind::Sign),
        '-' if value.starts_with("- ") => Some(SlipKind::Sign),
        '"' | '\'' | '|' | '>' | '!' | '?' | '#' | ']' | '}' | ',' => None,
        _ if value.contains(": ") || last == ':' => Some(SlipKind::Colon),
        _ => None,
    }
}

/// The mark in which a whole value stands that has the same mark inside: `'It's over'`, `"He said "no" today"`, but
/// not `"A" and "B"`, where the first mark inside closes.
pub(super) fn enclosing(value: &str) -> Option<char> {
    let mark = value.chars().next()?;
    let inside = value.strip_prefix(mark)?.strip_suffix(mark)?;
    let (before, after) = inside.split_once(mark)?;
    let opens = before.ends_with(' ') && !after.starts_with(' ');
    let apostrophe = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
    (opens || mark == '\'' && apostrophe).then_some(mark)
}
