//! Values by `serde_yaml`, in a tree of nodes that do not all know their place yet.
//!
//! The crate hands out most texts as slices of its input. Where such a slice lies in the input *is* the place of
//! the text, exact and free; [`super::locate`] finds the rest.
//!
//! Keys may come twice and `<<` is a key like any other here; [`super::tidy`] settles both.

use super::{Entry, Node, Value};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use std::cell::Cell;
use std::fmt;
use std::ops::Range;

/// The place of what has not been found yet.
pub(super) const UNKNOWN: Range<usize> = usize::MAX..usize::MAX;

/// What a key of a map has to be; [`super::explain`] knows the failure by these words.
pub(super) const EXPECTED_KEY: &str = "a key made of text";

/// Cost of the smallest document that is refused for its size after names (`*name`) have been replaced:
/// room for every honest use of names.
const BASE_BUDGET: usize = 1_000_000;

/// Why reading failed.
pub(super) struct Failure {
    /// What the crate says.
    pub error: serde_yaml::Error,
    /// Whether it was stopped because names made the document too large.
    pub exhausted: bool,
}

/// Reads `file[part]`. The spans of texts that the crate hands out as slices are bytes of the file, without
/// quotes; every other span is [`UNKNOWN`], and numbers and booleans have no source text yet.
pub(super) fn read(file: &str, part: &Range<usize>) -> Result<Node, Failure> {
    let text = &file[part.clone()];
    let state = State {
        base: file.as_ptr() as usize,
        // Without names every byte of text makes at most two bytes of value, and every node takes a byte.
        budget: Cell::new(BASE_BUDGET.saturating_add(text.len().saturating_mul(3))),
        exhausted: Cell::new(false),
    };
    NodeSeed(&state).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| {
        let error = trailing_error(text, &error).unwrap_or(error);
        Failure { error, exhausted: state.exhausted.get() }
    })
}

/// What is wrong with the text behind the first value, when the crate only calls it a second document.
fn trailing_error(text: &str, error: &serde_yaml::Error) -> Option<serde_yaml::Error> {
    // After any other error the crate must not be asked for more: it would lose count of what is open.
    if !error.to_string().contains("more than one document") {
        return None;
    }
    let second = serde_yaml::Deserializer::from_str(text).nth(1)?;
    IgnoredAny::deserialize(second).err()
}

struct State {
    /// Address of the file, to turn slices into places.
    base: usize,
    /// What may still be spent: one for each node and each byte of text.
    budget: Cell<usize>,
    exhausted: Cell<bool>,
}

impl State {
    fn place(&self, slice: &str) -> Range<usize> {
        let start = (slice.as_ptr() as usize).saturating_sub(self.base);
        start..start + slice.len()
    }

    fn spend<E: Error>(&self, bytes: usize) -> Result<(), E> {
        match self.budget.get().checked_sub(bytes + 1) {
            Some(left) => {
                self.budget.set(left);
                Ok(())
            }
            None => {
                self.exhausted.set(true);
                Err(E::custom("too large"))
            }
        }
    }

    fn node<E: Error>(&self, value: Value) -> Result<Node, E> {
        self.spend(0)?;
        Ok(Node { value, span: UNKNOWN })
    }
}

#[derive(Clone, Copy)]
struct NodeSeed<'a>(&'a State);

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = Node;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.0.node(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.0.node(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.0.node(Value::Bool(value, Box::default()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.0.node(Value::Integer(value, Box::default()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => self.visit_u128(value.into()),
        }
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        self.0.node(Value::Float(value as f64, value.to_string().into()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        self.0.node(Value::Float(value as f64, value.to_string().into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        self.0.node(Value::Float(value, Box::default()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.0.spend(text.len())?;
        Ok(Node { value: Value::Text(text.into()), span: UNKNOWN })
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Node, E> {
        self.0.spend(text.len())?;
        Ok(Node { value: Value::Text(text.into()), span: self.0.place(text) })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self)? {
            items.push(item);
        }
        self.0.node(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, key_span)) = map.next_key_seed(KeySeed(self.0))? {
            let value = map.next_value_seed(self)?;
            entries.push(Entry { key, key_span, value });
        }
        self.0.node(Value::Map(entries))
    }

    /// A value with a tag of its own (`!draft text`): the value counts.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Node, A::Error> {
        let (_tag, content) = data.variant::<IgnoredAny>()?;
        content.newtype_variant_seed(self)
    }
}

struct KeySeed<'a>(&'a State);

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = (Box<str>, Range<usize>);

    /// Asking for text gives numbers and booleans as they were written.
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = (Box<str>, Range<usize>);

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(EXPECTED_KEY)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        self.0.spend(text.len())?;
        Ok((text.into(), UNKNOWN))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        self.0.spend(text.len())?;
        Ok((text.into(), self.0.place(text)))
    }
}
