//! The front matter of an imported article: values by the names of `docs/front-matter.md`.
//!
//! Takes: values of the kinds JSON has. Does: keeps them, and puts them in an order that people like to read ([`yaml`] writes them).
//! Gives: text between two lines of `---`.

mod yaml;

pub use yaml::written;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The order in which fields are written; what is not named here follows in the order it was set.
pub const ORDER: &[&str] = &[
    "name",
    "display_name",
    "first_name",
    "last_name",
    "title",
    "role",
    "description",
    "biography",
    "bio",
    "handle",
    "twitter",
    "email",
    "url",
    "links",
    "short_title",
    "kicker",
    "standfirst",
    "summary",
    "genre",
    "date",
    "date_text",
    "updated",
    "added",
    "embargo",
    "expires",
    "authors",
    "translators",
    "editors",
    "photographers",
    "section",
    "categories",
    "tags",
    "taxonomies",
    "people",
    "organisations",
    "places",
    "events",
    "series",
    "dateline",
    "publication",
    "edition",
    "volume",
    "issue",
    "page",
    "column",
    "image",
    "image_alt",
    "image_caption",
    "image_credit",
    "image_license",
    "lang",
    "dir",
    "translation_key",
    "slug",
    "permalink",
    "aliases",
    "redirect_to",
    "id",
    "canonical",
    "source_url",
    "archived_url",
    "status",
    "draft",
    "published",
    "withdrawal",
    "withdrawn_reason",
    "corrections",
    "noindex",
    "rights",
    "copyright",
    "license",
    "credit",
    "template",
    "extra",
    "import",
];

/// Front matter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Front {
    fields: Vec<(String, Value)>,
}

impl Front {
    /// Sets a field, in place of what it had. Nothing, empty text and an empty list take it away.
    pub fn set(&mut self, field: &str, value: impl Into<Value>) {
        let value = value.into();
        let empty = match &value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(map) => map.is_empty(),
            _ => false,
        };
        match self.fields.iter().position(|(name, _)| name == field) {
            Some(at) if empty => drop(self.fields.remove(at)),
            Some(at) => self.fields[at].1 = value,
            None if empty => {}
            None => self.fields.push((field.to_owned(), value)),
        }
    }

    /// Sets a field that has no value yet.
    pub fn set_default(&mut self, field: &str, value: impl Into<Value>) {
        if self.get(field).is_none() {
            self.set(field, value);
        }
    }

    /// Adds a value to the list of a field; what stands there alone becomes the first of the list. Repeats are left out.
    pub fn add(&mut self, field: &str, value: impl Into<Value>) {
        let value = value.into();
        let mut list = match self.take(field) {
            None => Vec::new(),
            Some(Value::Array(list)) => list,
            Some(other) => vec![other],
        };
        if !list.contains(&value) {
            list.push(value);
        }
        self.set(field, list);
    }

    /// Sets a part of a field that is a group of keys, such as `caption` of `image`.
    pub fn set_part(&mut self, field: &str, part: &str, value: impl Into<Value>) {
        let mut map = match self.take(field) {
            Some(Value::Object(map)) => map,
            Some(Value::String(src)) if field == "image" => Map::from_iter([("src".to_owned(), src.into())]),
            _ => Map::new(),
        };
        map.insert(part.to_owned(), value.into());
        self.set(field, map);
    }

    /// The value of a field.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, value)| value)
    }

    /// The value of a field, when it is text.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.get(field)?.as_str()
    }

    /// The value of a field, taken out.
    pub fn take(&mut self, field: &str) -> Option<Value> {
        let at = self.fields.iter().position(|(name, _)| name == field)?;
        Some(self.fields.remove(at).1)
    }

    /// Every value that is text, however deep, for rewriting.
    pub fn texts_mut(&mut self, change: &mut dyn FnMut(&mut String)) {
        fn walk(value: &mut Value, change: &mut dyn FnMut(&mut String)) {
            match value {
                Value::String(text) => change(text),
                Value::Array(list) => list.iter_mut().for_each(|value| walk(value, change)),
                Value::Object(map) => map.values_mut().for_each(|value| walk(value, change)),
                _ => {}
            }
        }
        self.fields.iter_mut().for_each(|(_, value)| walk(value, change));
    }

    /// Names and values in the order they are written.
    pub fn in_order(&self) -> Vec<(&str, &Value)> {
        let rank = |name: &str| ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len());
        let mut fields: Vec<(&str, &Value)> = self.fields.iter().map(|(n, v)| (n.as_str(), v)).collect();
        fields.sort_by_key(|(name, _)| rank(name));
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_has_every_field_of_an_article() {
        for field in crate::article::fields::table::article() {
            assert!(ORDER.contains(&field.name), "{} is missing in ORDER", field.name);
        }
    }

    #[test]
    fn nothing_is_not_written() {
        let mut front = Front::default();
        front.set("title", " ");
        front.set("tags", Vec::<String>::new());
        front.add("tags", "coal");
        front.add("tags", "coal");
        front.set("image", "quay.jpg");
        front.set_part("image", "caption", "The quay");
        assert_eq!(written(&front), "tags:\n  - coal\nimage:\n  src: quay.jpg\n  caption: The quay\n",);
    }
}
