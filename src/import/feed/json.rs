//! JSON Feed 1 and 1.1.

use super::entry::{plain, whole};
use crate::import::Settings;
use crate::import::bodies::{self, How};
use crate::import::item::{self, Body, Found, Item, Place};
use serde_json::Value;

/// Reads a feed.
pub(super) fn read(text: &str, shown: &str, settings: &Settings, give: &mut dyn FnMut(Found)) {
    let feed: Value = match serde_json::from_str(text) {
        Ok(feed) => feed,
        Err(error) => {
            let place =
                Place { path: shown.to_owned(), line: error.line() as u32, column: error.column() as u32 };
            return give(Found::Faulty {
                place,
                because: format!("it is no JSON that can be read: {error}"),
            });
        }
    };
    let Some(items) = feed.get("items").and_then(Value::as_array).filter(|items| !items.is_empty()) else {
        return give(Found::Skipped {
            place: Place::file(shown),
            because: "there is no entry in it".to_owned(),
        });
    };
    for (number, entry) in items.iter().enumerate() {
        let place = Place { path: shown.to_owned(), line: line(text, entry, number), column: 0 };
        give(of_entry(entry, &feed, place, settings));
    }
    if let Some(next) = feed.get("next_url").and_then(Value::as_str) {
        let because = format!("it goes on in {next}: save that file and import it too, unless it was given");
        give(Found::Skipped { place: Place::file(&format!("{shown} → {next}")), because });
    }
}

/// The line that an entry's identity or address stands on; where that cannot be told, its number.
fn line(text: &str, entry: &Value, number: usize) -> u32 {
    let marks = ["id", "url", "title"]
        .iter()
        .filter_map(|key| entry.get(*key))
        .filter(|v| v.is_string())
        .map(Value::to_string);
    let at = marks.into_iter().find_map(|mark| text.find(&mark));
    at.map_or(number as u32 + 1, |at| text[..at].bytes().filter(|b| *b == b'\n').count() as u32 + 1)
}

fn of_entry(entry: &Value, feed: &Value, place: Place, settings: &Settings) -> Found {
    let text = |key: &str| match entry.get(key) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let mut item = Item::new(place, Body::Markdown(String::new()));
    item.front.set("title", plain(&text("title")));
    item.front.set("summary", plain(&text("summary")));
    item.front.set("authors", authors(entry, feed));
    let tags = entry.get("tags").and_then(Value::as_array);
    item.front.set(
        "tags",
        tags.into_iter().flatten().filter_map(|tag| tag.as_str().map(plain)).collect::<Vec<_>>(),
    );
    item.front.set("publication", feed.get("title").and_then(Value::as_str).map(plain).unwrap_or_default());
    let language = [entry, feed].iter().find_map(|value| value.get("language")?.as_str()).unwrap_or_default();
    if !language.is_empty() && language.split('-').next() != settings.language.split('-').next() {
        item.front.set("lang", language);
    }
    for key in ["url", "external_url"] {
        let address = text(key);
        if key == "url" && address.starts_with("http") {
            item.addresses.push(address);
        } else if address.starts_with("http") {
            item.front.set("canonical", address);
        }
    }
    item.id = Some(text("id")).filter(|id| !id.is_empty());
    let image = ["image", "banner_image"].iter().map(|key| text(key)).find(|src| !src.is_empty());
    if let Some(src) = image {
        item.front.set_part("image", "src", src);
    }
    dates(&text("date_published"), &text("date_modified"), settings, &mut item);
    let base = item.addresses.first().cloned().unwrap_or_default();
    let address = |link: &str| whole(&base, link);
    let how = How { keep_all: settings.keep_all, address: &address, ..How::PLAIN };
    match (text("content_html"), text("content_text")) {
        (html, _) if !html.is_empty() => {
            let made = bodies::convert(&html, &how);
            item.body = Body::Markdown(made.markdown);
            item.removed = made.removed;
        }
        (_, plain) => item.body = Body::Plain(plain),
    }
    if item.body.source().trim().is_empty() && item.title().is_empty() {
        return Found::Skipped {
            place: item.place,
            because: "it has neither a headline nor a text".to_owned(),
        };
    }
    Found::Item(Box::new(item))
}

fn authors(entry: &Value, feed: &Value) -> Vec<String> {
    let of = |value: &Value| -> Vec<String> {
        let many = value.get("authors").and_then(Value::as_array).into_iter().flatten();
        let all =
            many.chain(value.get("author")).filter_map(|author| author.get("name")?.as_str().map(plain));
        let mut all: Vec<String> = all.filter(|name| !name.is_empty()).collect();
        all.dedup();
        all
    };
    let own = of(entry);
    if own.is_empty() { of(feed) } else { own }
}

fn dates(published: &str, modified: &str, settings: &Settings, item: &mut Item) {
    let text = if published.is_empty() { modified } else { published };
    match settings.dates.read(text) {
        Ok(date) if !text.is_empty() => item.date = date,
        Err(_) if !text.is_empty() => item.notes.push(format!("its date cannot be read: {text}")),
        _ => {}
    }
    if let Ok(updated) = settings.dates.read(modified)
        && updated.instant > item.date.instant
        && !item.date.is_unknown()
    {
        item.front.set("updated", item::written(&updated));
    }
}
