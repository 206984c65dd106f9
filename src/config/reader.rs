//! What the parts of the reading share: places, reports and values by key.
//!
//! Values of the wrong kind have been reported before by the check against the table of keys, so they count here as missing.

use crate::diagnostic::{Diagnostic, Place};
use crate::source::text::place;
use crate::yaml::Node;
use std::ops::Range;

/// The text being read, and what was found wrong with it.
pub(super) struct Reader<'a> {
    /// Path of the file in messages.
    pub path: &'a str,
    /// The file.
    pub text: &'a str,
    /// What is wrong.
    pub report: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// The place of a range.
    pub fn place(&self, span: &Range<usize>) -> Place {
        place(self.path, self.text, span.clone())
    }

    /// The place of a part of a value's text where it can be found, else of the value.
    pub fn place_within(&self, node: &Node, part: &str) -> Place {
        let written = self.text.get(node.span.clone()).unwrap_or_default();
        match written.find(part) {
            Some(at) => self.place(&(node.span.start + at..node.span.start + at + part.len())),
            None => self.place(&node.span),
        }
    }

    /// Notes something that is wrong.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.report.push(diagnostic);
    }
}

/// A scalar and its text, without blanks around it.
pub(super) fn text<'n>(map: &'n Node, key: &str) -> Option<(&'n Node, &'n str)> {
    let node = map.get(key)?;
    Some((node, node.as_text()?.trim()))
}

/// The text of a scalar, when it has any.
pub(super) fn words(map: &Node, key: &str) -> Option<String> {
    text(map, key).map(|(_, text)| text.to_owned()).filter(|text| !text.is_empty())
}

/// A boolean.
pub(super) fn boolean(map: &Node, key: &str) -> Option<bool> {
    map.get(key)?.as_bool()
}

/// A number of things.
pub(super) fn count(map: &Node, key: &str) -> Option<usize> {
    map.get(key)?.as_integer().and_then(|number| usize::try_from(number).ok())
}

/// The items of a list, or the one value that stands for a list of one.
pub(super) fn items(node: &Node) -> &[Node] {
    match node.as_list() {
        Some(items) => items,
        None if node.as_text().is_some() => std::slice::from_ref(node),
        None => &[],
    }
}
