//! People with a credit, and who or what an article is about.

use super::reader::{Reader, inside, lines};
use super::shapes::{CREDIT_KEYS, SUBJECT_KEYS};
use super::text;
use crate::article::names::Name;
use crate::article::parse::shared;
use crate::article::{Credit, Subject};
use crate::diagnostic::catalogue::article as catalogue;
use crate::yaml::Node;

/// The credits of a field.
pub fn credits(reader: &mut Reader, field: &str) -> Vec<Credit> {
    let Some(entry) = reader.entry(field) else { return Vec::new() };
    let is_byline = entry.key.eq_ignore_ascii_case("byline");
    let mut out: Vec<Credit> = Vec::new();
    for node in items(&entry.value) {
        let credit = match node.as_text() {
            Some(text) => named(if is_byline { without_by(text) } else { text }),
            None if node.as_map().is_some() => group(node),
            None => continue,
        };
        if credit.name.is_empty() {
            if node.as_map().is_some() {
                let place = reader.file.place(&node.span);
                reader.diagnostics.push(catalogue::nobody(place, &entry.key));
            }
        } else if !out.iter().any(|other| other.name == credit.name) {
            out.push(credit);
        }
    }
    out
}

/// A scalar or a map alone, or the items of a list.
fn items(node: &Node) -> &[Node] {
    node.as_list().unwrap_or(std::slice::from_ref(node))
}

/// `Ines Falk`, or `Ines Falk <ines@falk.example>`.
fn named(written: &str) -> Credit {
    let text = text::line(written);
    if let Some((name, address)) = text.strip_suffix('>').and_then(|t| t.split_once(" <"))
        && address.contains('@')
    {
        return Credit { name: name.trim().into(), email: Some(address.into()), ..Credit::default() };
    }
    Credit { name: text.into(), ..Credit::default() }
}

/// `By Ines Falk` as a byline has it.
fn without_by(text: &str) -> &str {
    let text = text.trim_start();
    match text.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") => &text[3..],
        _ => text,
    }
}

fn group(node: &Node) -> Credit {
    let line = |name| {
        let text = inside(node, CREDIT_KEYS, name).and_then(Node::as_text).map(text::line);
        text.filter(|t| !t.is_empty()).map(Name::from)
    };
    Credit {
        name: line("name").unwrap_or_default(),
        role: line("role"),
        handle: line("handle"),
        url: line("url"),
        email: line("email"),
        same_as: shared(inside(node, CREDIT_KEYS, "same_as").map(lines).unwrap_or_default()),
    }
}

/// Who or what a field names.
pub fn subjects(reader: &mut Reader, field: &str) -> Vec<Subject> {
    let Some(entry) = reader.entry(field) else { return Vec::new() };
    let mut out: Vec<Subject> = Vec::new();
    for node in items(&entry.value) {
        let subject = match node.as_text() {
            Some(text) => Subject { name: text::line(text).into(), same_as: None },
            None if node.as_map().is_some() => identified(node),
            None => continue,
        };
        if subject.name.is_empty() {
            if node.as_map().is_some() {
                let place = reader.file.place(&node.span);
                reader.diagnostics.push(catalogue::nobody(place, &entry.key));
            }
        } else if !out.iter().any(|other| other.name == subject.name) {
            out.push(subject);
        }
    }
    out
}

fn identified(node: &Node) -> Subject {
    let line = |name| inside(node, SUBJECT_KEYS, name).and_then(|n| lines(n).into_iter().next());
    let wikidata = line("wikidata").map(|number| {
        if text::is_elsewhere(&number) {
            number
        } else {
            format!("https://www.wikidata.org/wiki/{number}").into()
        }
    });
    let same_as = line("same_as").or(wikidata).map(Name::from);
    Subject { name: line("name").unwrap_or_default().into(), same_as }
}
