//! Names that many articles share: of tags, writers, sections, languages, papers.
//!
//! Takes: a text. Gives: a [`Name`], which is as small as a pointer and is the same for the same text, wherever it was
//! read. A hundred thousand articles name a few thousand tags and writers; each of them is kept once, until the program
//! ends.

use rapidhash::RapidHashSet;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Tables of names, so that threads that read articles seldom wait for each other.
const TABLES: usize = 16;

static NAMES: LazyLock<[Mutex<RapidHashSet<Kept>>; TABLES]> = LazyLock::new(Default::default);

/// A text that is kept once, however many articles have it. Two names are equal when their texts are.
#[derive(Clone, Copy)]
pub struct Name(&'static Text);

struct Text {
    number: u32,
    text: Box<str>,
}

/// A name as its table finds it: by its text.
#[derive(Clone, Copy)]
struct Kept(Name);

impl Name {
    /// A small number of its own, for tables of what is known about each name. It depends on the order in which names
    /// were read, so nothing that a reader sees may depend on it.
    pub fn number(self) -> usize {
        self.0.number as usize
    }

    fn of(text: &str, boxed: impl FnOnce() -> Box<str>) -> Self {
        let at = rapidhash::v3::rapidhash_v3(text.as_bytes()) as usize % TABLES;
        let mut table = NAMES[at].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Kept(name)) = table.get(text) {
            return *name;
        }
        let number = (table.len() * TABLES + at) as u32;
        let name = Name(Box::leak(Box::new(Text { number, text: boxed() })));
        table.insert(Kept(name));
        name
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.text
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::of(text, || text.into())
    }
}

impl From<Box<str>> for Name {
    fn from(text: Box<str>) -> Self {
        // Cheaper than to ask twice: nearly every name is known already, and its text is copied otherwise.
        Self::of(&text, || text.clone())
    }
}

impl Default for Name {
    fn default() -> Self {
        Self::from("")
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Name {}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E>(self, text: &str) -> Result<Name, E> {
                Ok(text.into())
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

impl Borrow<str> for Kept {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Hash for Kept {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (*self.0).hash(state);
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        *self.0 == *other.0
    }
}

impl Eq for Kept {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_is_one_name() {
        let quay = Name::from("quay of names");
        assert_eq!(quay, Name::from(Box::<str>::from("quay of names")));
        assert_ne!(quay, Name::from("Quay of names"));
        assert_eq!((&*quay, quay.number()), ("quay of names", Name::from("quay of names").number()));
        assert_ne!(quay.number(), Name::from("Quay of names").number());
        let written = serde_json::to_string(&[quay]).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Name>>(&written).unwrap(), [quay]);
        assert_eq!(size_of::<Option<Name>>(), size_of::<usize>());
    }
}
