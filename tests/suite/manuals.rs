//! Manuals that are written from the code: what they say about views and diagnostics is what the code has.
//! `DATELINE_BLESS=1 cargo test` rewrites them.

use crate::sandbox::{blessing, root};
use dateline::diagnostic::{Severity, catalogue};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

/// Everything after this line of a manual is written from the code.
const MARK: &str = "<!-- From here on this page is written from the code. -->\n";

#[test]
fn the_manual_of_templates_lists_every_field_of_every_view() {
    let source = fs::read_to_string(root().join("src/plan/view.rs")).expect("the views");
    let structs = structs(&source);
    assert!(structs.len() > 30, "only {} views were found", structs.len());
    let mut out = String::new();
    for (name, about, fields) in &structs {
        assert!(!about.is_empty(), "{name} has no description");
        let _ = write!(out, "\n## {name}\n\n{about}\n\n| field | type | meaning |\n| --- | --- | --- |\n");
        for (field, kind, meaning) in fields {
            assert!(!meaning.is_empty(), "{name}.{field} has no description");
            let _ = writeln!(out, "| `{field}` | {} | {meaning} |", plain_type(kind));
        }
    }
    compare("docs/templates.md", &out);
}

#[test]
fn the_manual_of_diagnostics_lists_every_code() {
    let mut out = String::new();
    let mut names = BTreeSet::new();
    for (severity, title) in
        [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Notice, "Notices")]
    {
        let _ = write!(out, "\n## {title}\n\n| code | what it means | what to do |\n| --- | --- | --- |\n");
        let mut codes: Vec<_> = catalogue::all().into_iter().filter(|c| c.severity == severity).collect();
        codes.sort_by_key(|c| c.name);
        for code in codes {
            assert!(names.insert(code.name), "{} stands twice", code.name);
            let letter = code.name.chars().next();
            assert_eq!(letter, title.chars().next(), "{} has the wrong letter", code.name);
            let _ = writeln!(out, "| {} | {} | {} |", code.name, code.meaning, code.remedy);
        }
    }
    let numbers: BTreeSet<&str> = names.iter().map(|n| &n[1..]).collect();
    assert_eq!(numbers.len(), names.len(), "a number is used twice");
    compare("docs/diagnostics.md", &out);
}

fn compare(manual: &str, generated: &str) {
    let path = root().join(manual);
    let text = fs::read_to_string(&path).expect(manual);
    let (head, tail) = text.split_once(MARK).unwrap_or_else(|| panic!("{manual} lacks the line {MARK}"));
    if blessing() {
        fs::write(&path, format!("{head}{MARK}{generated}")).expect("the manual can be written");
    } else {
        assert_eq!(tail, generated, "{manual} is behind the code: DATELINE_BLESS=1 cargo test");
    }
}

type Field = (String, String, String);

/// The structures of a source: name, description, fields with type and description.
fn structs(source: &str) -> Vec<(String, String, Vec<Field>)> {
    let mut found: Vec<(String, String, Vec<Field>)> = Vec::new();
    let mut about: Vec<&str> = Vec::new();
    for line in source.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("/// ") {
            about.push(text);
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            let name = rest.trim_end_matches(" {").to_owned();
            found.push((name, std::mem::take(&mut about).join(" "), Vec::new()));
        } else if let (Some(field), Some(last)) = (line.strip_prefix("pub "), found.last_mut()) {
            let (name, kind) = field.trim_end_matches(',').split_once(": ").expect("a field has a type");
            let meaning = std::mem::take(&mut about).join(" ").replace('|', "\\|");
            last.2.push((name.to_owned(), kind.to_owned(), meaning));
        } else if !line.starts_with("#[") {
            about.clear();
        }
    }
    found
}

/// A type in words.
fn plain_type(kind: &str) -> String {
    let inside = |start: &str| kind.strip_prefix(start).and_then(|k| k.strip_suffix('>'));
    if let Some(inner) = inside("Option<") {
        return format!("{} or null", plain_type(inner));
    }
    if let Some(inner) = inside("Vec<") {
        return format!("list of {}", plain_type(inner));
    }
    match kind {
        "String" | "&'static str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "u8" | "u32" | "i8" | "i16" => "number".to_owned(),
        "serde_json::Value" => "any".to_owned(),
        other if other.starts_with("Arc<BTreeMap") => "map".to_owned(),
        other => format!("[{other}](#{})", other.to_lowercase()),
    }
}
