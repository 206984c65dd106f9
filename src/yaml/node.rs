//! Reading a [`Node`]: what readers of documents ask of a value.

use super::{Entry, Node, Value};
use serde_json::{Map, Number, Value as Json};

impl Node {
    /// Text of a scalar as it was written, numbers, booleans and dates included (`1.10`, `007`, `True`).
    /// None for nothing, lists and maps.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Bool(_, text) | Value::Integer(_, text) | Value::Float(_, text) | Value::Text(text) => {
                Some(text)
            }
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// A boolean. The words `yes`, `no`, `on` and `off`, which older YAML and other tools take for booleans, count.
    pub fn as_bool(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(value, _) => Some(*value),
            Value::Text(text) => {
                let is = |word: &str| text.eq_ignore_ascii_case(word);
                if is("yes") || is("on") {
                    Some(true)
                } else if is("no") || is("off") {
                    Some(false)
                } else {
                    None
                }
            }
            _ => None,
        }
    }

    /// An integer; none for numbers with a fraction and for numbers in quotes.
    pub fn as_integer(&self) -> Option<i64> {
        match &self.value {
            Value::Integer(value, _) => Some(*value),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of a map, in the order they were written.
    pub fn as_map(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// Value of a key of a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// A key of a map with its value.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.as_map()?.iter().find(|entry| &*entry.key == key)
    }

    /// Whether it is nothing.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// What it is, in plain words with an article, for messages: `a list`, `a number`.
    pub fn kind_name(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Bool(..) => "true or false",
            Value::Integer(..) | Value::Float(..) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a group of keys",
        }
    }

    /// The same as JSON. Numbers that JSON does not have (`.inf`, `.nan`) become their source text.
    pub fn to_json(&self) -> Json {
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value, _) => Json::Bool(*value),
            Value::Integer(value, _) => Json::from(*value),
            Value::Float(value, text) => {
                Number::from_f64(*value).map_or_else(|| Json::from(&**text), Json::Number)
            }
            Value::Text(text) => Json::from(&**text),
            Value::List(items) => items.iter().map(Node::to_json).collect(),
            Value::Map(entries) => entries
                .iter()
                .map(|entry| (entry.key.to_string(), entry.value.to_json()))
                .collect::<Map<_, _>>()
                .into(),
        }
    }
}
