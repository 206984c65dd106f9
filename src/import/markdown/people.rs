//! Records of authors: a data file with all of them, or a file each.

use crate::import::item::{Body, Found, Home, Item, Place};
use crate::yaml::{self, Node};
use serde_json::{Map, Value};

/// Keys of an author's record here; others go to `extra`.
const KNOWN: &[&str] = &[
    "name",
    "display_name",
    "title",
    "full_name",
    "first_name",
    "last_name",
    "role",
    "job",
    "job_title",
    "position",
    "description",
    "summary",
    "deck",
    "biography",
    "bio",
    "image",
    "picture",
    "photo",
    "cover",
    "hero",
    "featured_image",
    "thumbnail",
    "links",
    "url",
    "website",
    "homepage",
    "email",
    "handle",
    "twitter",
    "same_as",
    "aliases",
    "lang",
];

/// Whether a file holds the records of all authors.
pub(super) fn is_data(path: &str) -> bool {
    ["_data/authors", "data/authors", "_data/people"].iter().any(|stem| {
        ["yml", "yaml", "json"].iter().any(|ending| {
            let name = format!("{stem}.{ending}");
            path == name || path.strip_suffix(&name).is_some_and(|before| before.ends_with('/'))
        })
    })
}

/// Reads a data file: a record for each key, or a list of records.
pub(super) fn read(path: &str, shown: &str, text: &str, give: &mut dyn FnMut(Found)) {
    let fail = |line, column, because: String| Found::Faulty {
        place: Place { path: shown.to_owned(), line, column },
        because,
    };
    let document = match yaml::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let spot = crate::source::text::place(path, text, error.span).spot;
            let (line, column) = spot.map_or((0, 0), |spot| (spot.line, spot.column));
            return give(fail(line, column, error.message));
        }
    };
    let mut records: Vec<(String, &Node)> = Vec::new();
    match &document.root.value {
        yaml::Value::Map(entries) => {
            records.extend(entries.iter().map(|entry| (entry.key.to_string(), &entry.value)))
        }
        yaml::Value::List(list) => records.extend(list.iter().map(|node| {
            let named = ["slug", "id", "username", "name"].iter().find_map(|key| node.get(key)?.as_text());
            (named.unwrap_or_default().to_owned(), node)
        })),
        _ => {}
    }
    if records.is_empty() {
        return give(fail(0, 0, "it names no authors".to_owned()));
    }
    for (slug, node) in records {
        let line = text[..node.span.start.min(text.len())].matches('\n').count() as u32 + 1;
        let place = Place { path: shown.to_owned(), line, column: 0 };
        let keys = match super::matter::value(node) {
            Value::Object(map) => map.into_iter().collect(),
            Value::String(name) => vec![("name".to_owned(), Value::from(name))],
            _ => Vec::new(),
        };
        give(match slug.is_empty() {
            true => Found::Faulty { place, because: "this author has neither a name nor a key".to_owned() },
            false => Found::Item(Box::new(item(place, &slug, keys, String::new()))),
        });
    }
}

/// An author's record.
pub(super) fn item(place: Place, slug: &str, keys: Vec<(String, Value)>, body: String) -> Item {
    let mut item = Item::new(place, Body::Markdown(body));
    item.home = Home::Author;
    item.slug = Some(slug.to_owned());
    item.id = Some(format!("author {slug}"));
    let mut extra = Map::new();
    for (key, value) in keys.into_iter().filter(|(_, value)| !value.is_null()) {
        match KNOWN.contains(&key.as_str()) {
            true => item.front.set(&key, value),
            false if key == "slug" => {}
            false => drop(extra.insert(key, value)),
        }
    }
    item.front.set("extra", extra);
    item
}
