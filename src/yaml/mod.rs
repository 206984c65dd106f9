//! YAML with places: the only room that knows `serde_yaml`.
//!
//! Takes: a text. Gives: a tree of [`Node`]s, each with the bytes it stands at and the text it was written with.
//!
//! [`simple`] reads what is plain in one pass; all else goes the long way:
//!
//! 0. [`refuse`] turns away what `serde_yaml` could not cope with;
//! 1. [`values`] lets `serde_yaml` read the values, repeated keys included;
//! 2. [`locate`] finds where they stand, because the crate keeps no places (its steps in the text are in [`scan`]);
//! 3. [`tidy`] settles repeated keys and `<<`, and gives a place to what was not found;
//! 4. where the text is not YAML, [`explain`] says so in plain words.
//!
//! [`shape`] says once what a document may hold; [`check`] compares a document with it, [`manual`] describes it for
//! people and [`schema`] for editors.

pub mod check;
mod explain;
mod locate;
pub mod manual;
pub mod node;
mod refuse;
mod scan;
pub mod schema;
pub mod shape;
mod simple;
pub mod suggest;
mod tidy;
mod values;

use std::ops::Range;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Bytes in the text given to [`parse`]: a quoted text with its quotes, a list or map in brackets with its
    /// brackets. Of a collection in block style: its first line. Of a value that stands for another
    /// (`*name`): the name. Of nothing: an empty range behind the key.
    pub span: Range<usize>,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A boolean, with its source text (`yes` is text in YAML 1.2 and comes as [`Value::Text`]).
    Bool(bool, Box<str>),
    /// An integer, with its source text.
    Integer(i64, Box<str>),
    /// Any other number, with its source text (`1.10` stays `1.10`).
    Float(f64, Box<str>),
    /// Text.
    Text(Box<str>),
    /// A list.
    List(Vec<Node>),
    /// A map in the order it was written. Keys are unique.
    Map(Vec<Entry>),
}

/// A key of a map with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key; numbers and booleans as keys keep their source text.
    pub key: Box<str>,
    /// Bytes of the key.
    pub key_span: Range<usize>,
    /// The value.
    pub value: Node,
}

/// Why a text is not YAML (or not usable).
#[derive(Debug, Clone, PartialEq)]
pub struct YamlError {
    /// What is wrong, without a place.
    pub message: String,
    /// Where.
    pub span: Range<usize>,
    /// What to do, when that can be said.
    pub help: Option<String>,
}

/// A document, and what was doubtful in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The tree. An empty text is [`Value::Null`].
    pub root: Node,
    /// Keys written twice with the same value: the second is dropped. (A key written twice with different
    /// values is an error.)
    pub repeated: Vec<Repeated>,
}

/// A key that is written a second time, and the bytes of the second one.
pub type Repeated = (Box<str>, Range<usize>);

/// Reads a text that is one YAML document.
///
/// # Errors
/// The first thing that keeps the text from being YAML, or from being usable: repeated keys with different values,
/// keys that are lists or maps, values nested more than a hundred deep, names that blow up the document.
pub fn parse(text: &str) -> Result<Document, YamlError> {
    parse_within(text, 0..text.len())
}

/// Reads the part of a file that is YAML, such as the front matter of an article. All places, in the document
/// and in errors, are bytes of the whole file, and lines that messages name are lines of the file.
/// A part outside of the file, or one that cuts a character, reads as empty.
///
/// # Errors
/// As [`parse`].
pub fn parse_within(file: &str, part: Range<usize>) -> Result<Document, YamlError> {
    let part = if file.get(part.clone()).is_some() { part } else { 0..0 };
    let part = if file[part.clone()].starts_with('\u{feff}') { part.start + 3..part.end } else { part };
    match simple::read(file, &part) {
        Some(root) => Ok(Document { root, repeated: Vec::new() }),
        None => parse_any(file, part),
    }
}

/// Reads any YAML; `part` is a part of the file.
fn parse_any(file: &str, part: Range<usize>) -> Result<Document, YamlError> {
    refuse::unusable_characters(file, &part)?;
    refuse::endless_brackets(file, &part)?;
    let mut root = values::read(file, &part).map_err(|failure| explain::explain(file, &part, &failure))?;
    locate::locate(file, &part, &mut root);
    let repeated = tidy::tidy(file, &part, &mut root)?;
    Ok(Document { root, repeated })
}

#[cfg(test)]
mod tests;
