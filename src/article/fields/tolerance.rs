//! What is not held against people: other spellings of words, and values that other tools write.

use super::reader::File;
use super::{state, text};
use crate::yaml::check::{Finding, FindingKind};
use crate::yaml::{Node, Value};

/// A boolean in any of its spellings, in quotes too.
pub fn truth(node: &Node) -> Option<bool> {
    node.as_bool().or_else(|| match node.as_text()?.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    })
}

/// Whether a key is rather a line of text that happens to end with a colon.
pub fn is_text(key: &str) -> bool {
    let words = key.split_whitespace().count();
    words > 8 || words > 1 && key.starts_with('<')
}

/// Findings that are no fault: empty items, keys inside of maps that other tools have, and choices and booleans in another spelling.
pub fn is_tolerable(finding: &Finding, file: &File) -> bool {
    let written = || file.text.get(finding.span.clone()).unwrap_or_default().trim_matches(['"', '\'']);
    match &finding.kind {
        FindingKind::UnknownKey { suggestion, .. } => {
            // `{text: East, not west}` has a key `not west`: text that a comma has cut off, and that would be lost.
            let is_inside = finding.path != written();
            suggestion.is_none() && !(is_inside && written().contains(char::is_whitespace))
        }
        FindingKind::WrongKind { found: "nothing", .. } => true,
        FindingKind::WrongKind { expected, .. } if expected == "true or false" => {
            let value = Value::Text(written().into());
            truth(&Node { value, span: 0..0 }).is_some()
        }
        FindingKind::UnknownChoice { value, choices, .. } => {
            let value = text::choice(value);
            choices.contains(&value.as_str()) || state::is_synonym(&value)
        }
        FindingKind::WrongKind { .. } | FindingKind::OutOfRange { .. } => false,
    }
}
