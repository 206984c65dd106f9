//! Objects of JSON-LD, made property by property. What is not known is left out, never written as empty.

use serde_json::{Map, Value};

/// A thing with a type and what is known of it.
#[derive(Debug, Clone)]
pub struct Node(Map<String, Value>);

impl Node {
    /// A thing of one of schema.org's types.
    pub fn new(kind: &str) -> Self {
        Self(Map::from_iter([("@type".to_owned(), Value::from(kind))]))
    }

    /// The same with a text; unchanged when it is empty.
    pub fn text(self, property: &str, text: &str) -> Self {
        self.optional(property, (!text.is_empty()).then_some(text))
    }

    /// The same with a number.
    pub fn number(self, property: &str, number: usize) -> Self {
        self.optional(property, Some(number))
    }

    /// The same with another thing.
    pub fn node(self, property: &str, node: Node) -> Self {
        self.optional(property, Some(node))
    }

    /// The same with a list; unchanged when it is empty.
    pub fn list(self, property: &str, list: Vec<Value>) -> Self {
        self.optional(property, (!list.is_empty()).then_some(list))
    }

    /// The same with a value, when there is one.
    pub fn optional<V: Into<Value>>(mut self, property: &str, value: Option<V>) -> Self {
        if let Some(value) = value {
            self.0.insert(property.to_owned(), value.into());
        }
        self
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        Value::Object(node.0)
    }
}
