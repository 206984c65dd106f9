//! YAML with places: the only module that knows `serde_yaml`.
//!
//! Takes: a text. Gives: a tree of [`Node`]s, each with the bytes it stands at and the text it was written with.
//! `serde_yaml` reads the values; [`locate`] finds where they stand, because the crate keeps no places.
//! [`shape`] says what a document may hold, once, for checking, for the manual and for JSON Schema.

pub mod locate;
pub mod schema;
pub mod shape;
pub mod suggest;

use std::ops::Range;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Bytes in the text given to [`parse`]. Of a collection in block style: its first line.
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
    pub repeated: Vec<(Box<str>, Range<usize>)>,
}
