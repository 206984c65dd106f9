//! What is refused before `serde_yaml` sees it: characters it only names by number, and brackets it would take minutes over.

use super::YamlError;
use std::ops::Range;

/// An error for a character that YAML does not allow anywhere, such as a NUL left behind by a conversion.
pub(super) fn unusable_characters(file: &str, part: &Range<usize>) -> Result<(), YamlError> {
    let is_unusable = |bytes: &[u8]| match bytes {
        [0..=0x08 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F, ..] => true,
        [0xC2, second, ..] => matches!(second, 0x80..=0x84 | 0x86..=0x9F),
        [0xEF, 0xBF, 0xBE | 0xBF, ..] => true,
        _ => false,
    };
    let text = &file[part.clone()];
    let Some(at) = (0..text.len()).find(|at| is_unusable(&text.as_bytes()[*at..])) else { return Ok(()) };
    let found = text[at..].chars().next().unwrap_or_default();
    Err(YamlError {
        message: format!("an invisible control character stands here: U+{:04X}", u32::from(found)),
        span: part.start + at..part.start + at + found.len_utf8(),
        help: Some("remove it; deleting and typing again what stands around it will do".to_owned()),
    })
}

/// An error for brackets that open and open: it would take `serde_yaml` minutes to refuse them.
pub(super) fn endless_brackets(file: &str, part: &Range<usize>) -> Result<(), YamlError> {
    /// More than the depth `serde_yaml` accepts (128), to leave room for brackets in quoted text.
    const LIMIT: usize = 500;
    let mut open: usize = 0;
    for (at, byte) in file[part.clone()].bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => continue,
        }
        if open > LIMIT {
            let at = part.start + at;
            return Err(YamlError {
                message: format!("more than {LIMIT} brackets are open here"),
                span: at..at + 1,
                help: Some("no document needs that: look for brackets that do not close".to_owned()),
            });
        }
    }
    Ok(())
}
