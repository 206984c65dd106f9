//! From the keys of other generators to fields.
//!
//! Takes: keys and values. Does: gives each key the name it has here, reads dates, turns the usual ways of writing lists and states into
//! one. Gives: a filled [`Item`]; what has no field goes to `extra`, so that nothing is lost.

use super::site::{Generator, Site};
use crate::article::fields::keys::Keys;
use crate::article::fields::table;
use crate::import::Settings;
use crate::import::item::{Home, Item, written};
use serde_json::{Map, Value};

/// Fields that a standing page has.
const OF_PAGES: &[&str] =
    &["title", "standfirst", "summary", "slug", "permalink", "image", "lang", "noindex", "id"];

/// Names of fields.
pub(super) struct Names(Keys);

impl Names {
    pub(super) fn new() -> Self {
        Self(Keys::new(table::article(), &[]))
    }

    /// The field that a key stands for, and how near its name is.
    fn field(&self, key: &str) -> Option<(&'static str, usize)> {
        let (index, rank) = self.0.find(key)?;
        self.0.fields().get(index).map(|field| (field.name, rank))
    }
}

/// What keys are put into, a file at a time.
pub(super) struct Filler<'a> {
    pub(super) names: &'a Names,
    pub(super) site: &'a Site<'a>,
    pub(super) settings: &'a Settings,
    pub(super) file: usize,
    pub(super) item: &'a mut Item,
    pub(super) extra: Map<String, Value>,
}

impl Filler<'_> {
    /// Puts all keys where they belong.
    pub(super) fn fill(mut self, mut keys: Vec<(String, Value)>) {
        // Of several names of one field the nearest counts; the others are kept as they are.
        keys.sort_by_key(|(key, _)| self.names.field(key).map_or(0, |(_, rank)| rank));
        for (key, value) in keys {
            if !value.is_null() {
                self.key(&key, value);
            }
        }
        if self.item.home == Home::Page {
            let others: Vec<String> =
                self.item.front.in_order().iter().map(|(name, _)| (*name).to_owned()).collect();
            for name in others.into_iter().filter(|name| !OF_PAGES.contains(&name.as_str())) {
                let value = self.item.front.take(&name).unwrap_or_default();
                match (name.as_str(), value.as_str()) {
                    ("status", Some("draft")) => self.item.front.set("draft", true),
                    _ => drop(self.extra.insert(name, value)),
                }
            }
            self.item.front.take("id");
        }
        let extra = std::mem::take(&mut self.extra);
        self.item.front.set("extra", extra);
    }

    fn key(&mut self, key: &str, value: Value) {
        let folded = key.to_lowercase();
        match folded.as_str() {
            // Groups in which Zola and Hugo keep what is for the theme.
            "extra" | "params" if value.is_object() => {
                if let Value::Object(map) = value {
                    self.extra.extend(map);
                }
                return;
            }
            "taxonomies" => return self.taxonomies(value),
            // Templates and layouts of another theme are none of ours.
            "layout" | "template" | "type" | "weight" | "comments" | "menu" | "cascade" | "outputs" => {
                self.extra.insert(key.to_owned(), value);
                return;
            }
            // Pelican's own words.
            "modified" => return self.date("updated", &value),
            "save_as" => return,
            "status" if value.as_str().is_some_and(|status| status != "published") => {
                let state = if value.as_str() == Some("hidden") { "hidden" } else { "draft" };
                return self.item.front.set("status", state);
            }
            "url" | "permalink" | "path" => return self.address(key, value),
            "aliases" | "redirect_from" | "formerly" => return self.old(value),
            "slug" => {
                self.item.slug = text(&value).filter(|slug| !slug.trim().is_empty());
                return;
            }
            _ => {}
        }
        match self.names.field(key) {
            Some((field, _))
                if self.item.front.get(field).is_some()
                    || (field == "date" && !self.item.date.is_unknown()) =>
            {
                self.extra.insert(key.to_owned(), value);
            }
            Some((field, _)) => self.field(field, key, value),
            None => {
                self.extra.insert(key.to_owned(), value);
            }
        }
    }

    fn field(&mut self, field: &'static str, key: &str, value: Value) {
        match field {
            "date" | "updated" | "added" | "embargo" | "expires" => self.date(field, &value),
            "published" => match flag(&value) {
                Some(false) => self.item.front.set("status", "draft"),
                Some(true) => {}
                None => self.date("date", &value),
            },
            "draft" => {
                if flag(&value) == Some(true) {
                    self.item.front.set("status", "draft");
                }
            }
            "tags" => self.terms(field, &value, true),
            "categories" | "section" => {
                let words = list(&value, self.splits_at_blanks(), key == "category");
                if let Some(first) = words.first() {
                    self.item.front.set_default("section", first.as_str());
                }
                if words.len() > 1 {
                    self.item.front.set("categories", words);
                }
            }
            "series" => self.terms(field, &value, false),
            "authors" => self.authors(value),
            "image" if value.is_string() || value.is_object() || value.is_array() => {
                self.item.front.set(field, value)
            }
            "id" => {
                self.item.id = text(&value);
                self.item.front.set(field, text(&value));
            }
            _ => self.item.front.set(field, scalar(value)),
        }
    }

    /// Jekyll takes blanks for the gaps between tags.
    fn splits_at_blanks(&self) -> bool {
        self.site.generator(self.file) == Generator::Jekyll
    }

    fn terms(&mut self, field: &str, value: &Value, commas: bool) {
        let words = list(value, commas && self.splits_at_blanks(), !commas);
        words.into_iter().for_each(|word| self.item.front.add(field, word));
    }

    fn authors(&mut self, value: Value) {
        match value {
            // `authors: [{name: …}]` and lists of names are as they are here.
            Value::Array(list) => {
                let list: Vec<Value> =
                    list.into_iter().filter(|value| !value.is_null()).map(scalar).collect();
                self.item.front.set("authors", list);
            }
            value => self.item.front.set("authors", scalar(value)),
        }
    }

    fn taxonomies(&mut self, value: Value) {
        let Value::Object(map) = value else { return };
        let mut others = Map::new();
        for (name, value) in map {
            match name.as_str() {
                "tags" | "categories" | "authors" | "series" => self.key(&name, value),
                _ => drop(others.insert(name, value)),
            }
        }
        if !others.is_empty() {
            self.extra.insert("taxonomies".to_owned(), others.into());
        }
    }

    fn date(&mut self, field: &str, value: &Value) {
        let Some(text) = text(value).filter(|text| !text.trim().is_empty()) else { return };
        match self.settings.dates.read_with_doubt(&text) {
            Ok((date, doubt)) => {
                if let Some(doubt) = doubt {
                    self.item.notes.push(format!("`{field}: {text}` is doubtful: {doubt}"));
                    self.item.doubt(field);
                }
                match field {
                    "date" => self.item.date = date,
                    _ => self.item.front.set(field, written(&date)),
                }
            }
            Err(problem) => {
                self.item.notes.push(format!("`{field}: {text}` cannot be read: {problem}"));
                self.item.doubt(field);
                match field {
                    "date" => self.item.front.set("date_text", text),
                    _ => drop(self.extra.insert(field.to_owned(), text.into())),
                }
            }
        }
    }

    /// An address of its own: `true` and `false`, which some archives have there, say nothing.
    fn address(&mut self, key: &str, value: Value) {
        match value {
            Value::String(text) if !text.trim().is_empty() && !text.contains([':', '{']) => {
                let url = self.site.url(self.file, &text);
                self.item.addresses.insert(0, url);
            }
            Value::String(text) if text.contains("://") => self.item.addresses.insert(0, text),
            Value::Bool(_) => self.item.notes.push(format!("`{key}: {value}` is no address")),
            value => drop(self.extra.insert(key.to_owned(), value)),
        }
    }

    fn old(&mut self, value: Value) {
        for address in list(&value, false, true) {
            let address = match address.contains("://") || address.starts_with('/') {
                true => address,
                false => format!("/{address}"),
            };
            self.item.addresses.push(address);
        }
    }
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(is) => Some(*is),
        Value::String(word) if word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("yes") => {
            Some(true)
        }
        Value::String(word) if word.eq_ignore_ascii_case("false") || word.eq_ignore_ascii_case("no") => {
            Some(false)
        }
        _ => None,
    }
}

/// Text of a scalar.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        _ => None,
    }
}

/// Numbers and booleans as text, since headlines and names may look like them.
fn scalar(value: Value) -> Value {
    match value {
        Value::Number(number) => number.to_string().into(),
        other => other,
    }
}

/// A list of words, however it is written; `whole` keeps one text as one word.
fn list(value: &Value, blanks: bool, whole: bool) -> Vec<String> {
    let words: Vec<String> = match value {
        Value::Array(list) => list.iter().filter_map(text).collect(),
        value => match text(value) {
            Some(text) if whole => vec![text],
            Some(text) if text.contains(',') || !blanks => text.split(',').map(str::to_owned).collect(),
            Some(text) => text.split_whitespace().map(str::to_owned).collect(),
            None => Vec::new(),
        },
    };
    words.into_iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}
