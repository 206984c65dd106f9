//! A document against its shape: everything that does not fit, at once.
//!
//! Takes: a tree and a [`Shape`]. Gives: findings in the order of the text. What they are called and which code they get
//! is up to the room that asks.

use super::shape::{self, Field, Shape};
use super::suggest::did_you_mean;
use super::{Entry, Node, Value};
use std::fmt::Write;
use std::ops::Range;

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What is wrong.
    pub kind: FindingKind,
    /// Where.
    pub span: Range<usize>,
    /// Which value, as the keys that lead to it: `feeds.lists.sections[2]`. Items count from 1.
    pub path: String,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq)]
pub enum FindingKind {
    /// There is no such key.
    UnknownKey {
        /// The key that was probably meant.
        suggestion: Option<&'static str>,
        /// The keys there are.
        known: Vec<&'static str>,
    },
    /// A value of the wrong kind.
    WrongKind {
        /// What it should be, in words.
        expected: String,
        /// What it is, in words.
        found: &'static str,
    },
    /// An integer outside of its bounds.
    OutOfRange {
        /// The value.
        value: i64,
        /// What it should be, in words.
        expected: String,
    },
    /// A word that is none of the choices.
    UnknownChoice {
        /// The word.
        value: String,
        /// The word that was probably meant.
        suggestion: Option<&'static str>,
        /// The choices.
        choices: Vec<&'static str>,
    },
}

impl Finding {
    /// What is wrong, as one sentence without a full stop.
    pub fn message(&self) -> String {
        let path = &self.path;
        match &self.kind {
            FindingKind::UnknownKey { .. } => format!("there is no key `{path}`"),
            FindingKind::WrongKind { expected, found } if path.is_empty() => {
                format!("{expected} is expected here, not {found}")
            }
            FindingKind::WrongKind { expected, found } => format!("`{path}` must be {expected}, not {found}"),
            FindingKind::OutOfRange { value, expected } => {
                format!("`{path}` must be {expected}: {value}")
            }
            FindingKind::UnknownChoice { value, .. } => {
                format!("`{path}` has no choice of this name: {}", shown(value))
            }
        }
    }

    /// What to do, when that can be said.
    pub fn help(&self) -> Option<String> {
        let (suggestion, all, what) = match &self.kind {
            FindingKind::UnknownKey { suggestion, known } => (suggestion, known, "the keys here are"),
            FindingKind::UnknownChoice { suggestion, choices, .. } => {
                (suggestion, choices, "the choices are")
            }
            FindingKind::WrongKind { .. } | FindingKind::OutOfRange { .. } => return None,
        };
        match suggestion {
            Some(word) => Some(format!("did you mean `{word}`?")),
            None if all.is_empty() => None,
            None => Some(format!("{what}: {}", all.join(", "))),
        }
    }
}

/// A value cut to a length that fits a message.
fn shown(value: &str) -> String {
    /// Characters shown.
    const SHOWN: usize = 40;
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

/// Everything in `node` that does not fit `shape`. A key without a value counts as a key that is missing.
pub fn check(node: &Node, shape: &Shape) -> Vec<Finding> {
    let mut checker = Checker { path: String::new(), findings: Vec::new() };
    checker.value(node, shape);
    checker.findings
}

struct Checker {
    path: String,
    findings: Vec<Finding>,
}

impl Checker {
    fn value(&mut self, node: &Node, shape: &Shape) {
        match (shape, &node.value) {
            (Shape::Any, _) => {}
            (Shape::Integer { min, max }, Value::Integer(value, _)) => {
                if !(min..=max).contains(&value) {
                    self.report(node, FindingKind::OutOfRange { value: *value, expected: shape.name() });
                }
            }
            (Shape::OneOf(choices), _) if node.as_text().is_some() => {
                let value = node.as_text().unwrap_or_default();
                if !choices.iter().any(|(word, _)| *word == value) {
                    let words = || choices.iter().map(|(word, _)| *word);
                    self.report(
                        node,
                        FindingKind::UnknownChoice {
                            value: value.to_owned(),
                            suggestion: did_you_mean(value, words()),
                            choices: words().collect(),
                        },
                    );
                }
            }
            (Shape::List(shape), Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.inside(format_args!("[{}]", index + 1), |inside| inside.value(item, shape));
                }
            }
            (Shape::Map(fields), Value::Map(entries)) => self.entries(entries, fields),
            (Shape::MapOf(shape), Value::Map(entries)) => {
                for entry in entries.iter().filter(|entry| !entry.value.is_null()) {
                    self.key(&entry.key, |inside| inside.value(&entry.value, shape));
                }
            }
            (Shape::Either(shapes), _) => self.either(node, shape, shapes),
            _ if fits(node, shape) => {}
            _ => {
                self.report(node, FindingKind::WrongKind { expected: shape.name(), found: node.kind_name() })
            }
        }
    }

    fn entries(&mut self, entries: &[Entry], fields: &'static [Field]) {
        for entry in entries {
            match shape::find(fields, &entry.key) {
                Some(_) if entry.value.is_null() => {}
                Some(field) => self.key(&entry.key, |inside| inside.value(&entry.value, &field.shape)),
                None => {
                    let suggestion = shape::suggest(fields, &entry.key);
                    let known = fields.iter().map(|field| field.name).collect();
                    let kind = FindingKind::UnknownKey { suggestion, known };
                    let span = entry.key_span.clone();
                    self.key(&entry.key, |inside| {
                        inside.findings.push(Finding { kind, span, path: inside.path.clone() });
                    });
                }
            }
        }
    }

    /// The first shape that fits altogether; else what is wrong with the first one of the right kind.
    fn either(&mut self, node: &Node, all: &Shape, shapes: &[Shape]) {
        let mut nearest = None;
        for shape in shapes {
            let mut attempt = Checker { path: self.path.clone(), findings: Vec::new() };
            attempt.value(node, shape);
            if attempt.findings.is_empty() {
                return;
            }
            if fits(node, shape) && nearest.is_none() {
                nearest = Some(attempt.findings);
            }
        }
        match nearest {
            Some(findings) => self.findings.extend(findings),
            None => {
                self.report(node, FindingKind::WrongKind { expected: all.name(), found: node.kind_name() })
            }
        }
    }

    fn report(&mut self, node: &Node, kind: FindingKind) {
        self.findings.push(Finding { kind, span: node.span.clone(), path: self.path.clone() });
    }

    fn key(&mut self, key: &str, work: impl FnOnce(&mut Self)) {
        let dot = if self.path.is_empty() { "" } else { "." };
        self.inside(format_args!("{dot}{key}"), work);
    }

    fn inside(&mut self, step: std::fmt::Arguments, work: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        // Writing to a text cannot fail.
        let _ = self.path.write_fmt(step);
        work(self);
        self.path.truncate(length);
    }
}

/// Whether a value is of the kind a shape asks for, whatever may be wrong inside of it.
fn fits(node: &Node, shape: &Shape) -> bool {
    match shape {
        Shape::Any => true,
        Shape::Text | Shape::Date | Shape::OneOf(_) => node.as_text().is_some(),
        Shape::Boolean => node.as_bool().is_some(),
        Shape::Integer { .. } => node.as_integer().is_some(),
        Shape::Number => matches!(node.value, Value::Integer(..) | Value::Float(..)),
        Shape::List(_) => node.as_list().is_some(),
        Shape::Map(_) | Shape::MapOf(_) => node.as_map().is_some(),
        Shape::Either(shapes) => shapes.iter().any(|shape| fits(node, shape)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREDIT: Shape =
        Shape::Map(&[Field::new("name", Shape::Text, ""), Field::new("url", Shape::Text, "")]);
    const SITE: Shape = Shape::Map(&[
        Field::new("title", Shape::Text, ""),
        Field::new("paginate", Shape::Integer { min: 1, max: 500 }, ""),
        Field::new("expired", Shape::OneOf(&[("show", ""), ("hide", "")]), ""),
        Field::new("calendar", Shape::Boolean, ""),
        Field::new("authors", Shape::List(&Shape::Either(&[Shape::Text, CREDIT])), ""),
        Field::new("extra", Shape::MapOf(&Shape::Number), ""),
    ]);

    fn findings(text: &str) -> Vec<(String, String, Option<String>)> {
        let root = crate::yaml::parse(text).unwrap().root;
        check(&root, &SITE)
            .iter()
            .map(|finding| (text[finding.span.clone()].to_owned(), finding.message(), finding.help()))
            .collect()
    }

    #[test]
    fn what_fits_has_no_findings() {
        let text = "title: 1984\npaginate: 10\nexpired: hide\ncalendar: yes\nauthors: [A, {name: B}]\nextra: {x: 1.5}\n";
        assert_eq!(findings(text), []);
        assert_eq!(findings("title:\nexpired: ~\n"), []);
    }

    #[test]
    fn everything_is_found_at_once() {
        let text = "titel: x\npaginate: 0\nexpired: hied\ncalendar: maybe\nauthors: [{nam: B}, [x]]\nextra: {x: y}\n";
        let expected: [(&str, &str, Option<&str>); 7] = [
            ("titel", "there is no key `titel`", Some("did you mean `title`?")),
            ("0", "`paginate` must be a whole number from 1 to 500: 0", None),
            ("hied", "`expired` has no choice of this name: hied", Some("did you mean `hide`?")),
            ("maybe", "`calendar` must be true or false, not text", None),
            ("nam", "there is no key `authors[1].nam`", Some("did you mean `name`?")),
            ("[x]", "`authors[2]` must be text or a group of keys, not a list", None),
            ("y", "`extra.x` must be a number, not text", None),
        ];
        let expected =
            expected.map(|(at, message, help)| (at.to_owned(), message.to_owned(), help.map(str::to_owned)));
        assert_eq!(findings(text), expected);
    }

    #[test]
    fn a_document_of_another_kind() {
        assert_eq!(findings("- x")[0].1, "a group of keys is expected here, not a list");
    }
}
