//! Front matter as YAML.
//!
//! Takes: values of the kinds JSON has. Does: writes them in block style, text without quotation marks where nobody could take it
//! for anything else, and in double ones otherwise. Gives: lines. What is written is read again as the same values.

use super::Front;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// Keys that stand first in a group; the others follow by the alphabet.
const FIRST: &[&str] = &["name", "title", "src", "date", "kind", "alt", "caption", "text"];

/// Words that YAML, or somebody used to YAML, takes for a value of its own.
const WORDS: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan"];

/// The front matter without the lines of dashes around it.
pub fn written(front: &Front) -> String {
    let mut out = String::new();
    for (name, value) in front.in_order() {
        field(&mut out, 0, &key(name), value);
    }
    out
}

fn key(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    let starts_well = name.starts_with(|c: char| c.is_alphabetic());
    if plain && starts_well && is_plain(name) { name.to_owned() } else { quoted(name) }
}

fn field(out: &mut String, indent: usize, key: &str, value: &Value) {
    let _ = write!(out, "{:indent$}{key}:", "");
    behind(out, indent, value);
}

/// A value behind a colon.
fn behind(out: &mut String, indent: usize, value: &Value) {
    match value {
        Value::Array(list) if !list.is_empty() => {
            out.push('\n');
            list.iter().for_each(|value| point(out, indent + 2, value));
        }
        Value::Object(map) if !map.is_empty() => {
            out.push('\n');
            group(out, indent + 2, map);
        }
        value => {
            let _ = writeln!(out, " {}", scalar(value));
        }
    }
}

/// The keys of a group.
fn group(out: &mut String, indent: usize, map: &Map<String, Value>) {
    let rank = |name: &str| FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
    let mut fields: Vec<(&String, &Value)> = map.iter().collect();
    fields.sort_by_key(|(name, _)| rank(name));
    fields.into_iter().for_each(|(name, value)| field(out, indent, &key(name), value));
}

/// A value behind the dash of a list.
fn point(out: &mut String, indent: usize, value: &Value) {
    let start = out.len();
    match value {
        Value::Object(map) if !map.is_empty() => {
            group(out, indent + 2, map);
            // The first key stands behind the dash.
            out.replace_range(start + indent..start + indent + 2, "- ");
        }
        Value::Array(list) if !list.is_empty() => {
            let _ = writeln!(out, "{:indent$}-", "");
            list.iter().for_each(|value| point(out, indent + 2, value));
        }
        value => {
            let _ = writeln!(out, "{:indent$}- {}", "", scalar(value));
        }
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) if is_plain(text) || is_date(text) => text.clone(),
        Value::String(text) => quoted(text),
        Value::Array(_) => "[]".to_owned(),
        Value::Object(_) => "{}".to_owned(),
        other => other.to_string(),
    }
}

/// Text that begins with a letter, has no sign of YAML in it, and is no word of YAML.
fn is_plain(text: &str) -> bool {
    let starts_well = text.chars().next().is_some_and(char::is_alphabetic);
    let signs = ['"', '{', '}', '[', ']', '\\', '`', '|', '>', '&', '*', '!', '%', '#'];
    starts_well
        && text.trim() == text
        && !text.contains(signs)
        && !text.contains(": ")
        && !text.ends_with(':')
        && !text.chars().any(|c| c.is_control() || is_odd(c))
        && !WORDS.contains(&text.to_lowercase().as_str())
}

/// `2015-09-24` and `2015-09-24T14:32+01:00`, which look better bare.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let date = bytes.len() >= 10 && bytes[4] == b'-' && bytes[7] == b'-';
    date && !text.ends_with(':') && text.chars().all(|c| c.is_ascii_digit() || "-:+TZ".contains(c))
}

/// Characters that YAML has no place for as they are, or takes for ends of lines.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if (c.is_control() && c < ' ') || c == '\u{7f}' => {}
            c if is_odd(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_back(text: &str) -> Option<String> {
        let mut front = Front::default();
        front.set("title", text);
        let yaml = written(&front);
        let document = crate::yaml::parse(&yaml).unwrap_or_else(|e| panic!("{}: {yaml}", e.message));
        document.root.get("title").and_then(|node| node.as_text()).map(str::to_owned)
    }

    #[test]
    fn groups_and_lists_are_indented() {
        let mut front = Front::default();
        front.set("authors", serde_json::json!([{"name": "Ines Falk", "role": "Editor"}, "Tom"]));
        front.set("extra", serde_json::json!({"a b": [["x"], 1.5], "c": {}}));
        let yaml = written(&front);
        assert!(yaml.contains("  - name: Ines Falk\n    role: Editor\n  - Tom\n"), "{yaml}");
        assert!(yaml.contains("  \"a b\":\n    -\n      - x\n    - 1.5\n  c: {}\n"), "{yaml}");
        crate::yaml::parse(&yaml).expect("YAML");
    }

    proptest! {
        #[test]
        fn any_text_is_read_back(text in "\\PC{0,40}") {
            let kept: String = text.chars().filter(|c| !c.is_control()).collect();
            prop_assume!(!kept.trim().is_empty() && kept == text);
            prop_assert_eq!(read_back(&text), Some(text));
        }

        #[test]
        fn signs_of_yaml_are_read_back(parts in prop::collection::vec(prop::sample::select(&[
            ": ", "#", " ", "- ", "'", "\"", "\\", "yes", "a", "1", "2015-09-24", "{", "\u{85}", "é", ":", "|", "\n", "@", "%",
        ][..]), 1..6)) {
            let text = parts.concat();
            prop_assume!(!text.trim().is_empty());
            prop_assert_eq!(read_back(&text), Some(text));
        }
    }
}
