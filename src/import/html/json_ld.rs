//! What a page says for search engines in JSON-LD.
//!
//! Takes: the scripts of that kind. Does: finds the article in them, alone, in a list or in a graph, and follows references inside them.
//! Gives: facts. Scripts that are no JSON are passed over.

use super::facts::Facts;
use crate::import::bodies::{self, Picture};
use dom_query::Document;
use serde_json::Value;
use std::collections::HashMap;

/// Deepest nesting that is searched.
const DEEPEST: usize = 8;

/// Kinds of articles, and the genre each is.
const KINDS: &[(&str, &str)] = &[
    ("NewsArticle", ""),
    ("Article", ""),
    ("ReportageNewsArticle", "report"),
    ("AnalysisNewsArticle", "analysis"),
    ("OpinionNewsArticle", "opinion"),
    ("ReviewNewsArticle", "review"),
    ("BackgroundNewsArticle", "analysis"),
    ("AskPublicNewsArticle", ""),
    ("LiveBlogPosting", "live"),
    ("BlogPosting", ""),
    ("WebPageArticle", ""),
    ("Report", ""),
    ("AdvertiserContentArticle", ""),
    ("SatiricalArticle", ""),
];

/// What JSON-LD says.
pub(super) fn facts(page: &Document) -> Facts {
    let mut documents: Vec<Value> = Vec::new();
    for script in bodies::select(page, "script[type*=\"ld+json\"]").nodes() {
        documents.extend(read(&script.text()));
    }
    let mut by_id = HashMap::new();
    documents.iter().for_each(|document| index(document, &mut by_id, 0));
    let mut found: Vec<(&Value, &'static str)> = Vec::new();
    documents.iter().for_each(|document| articles(document, &mut found, 0));
    // A list of other articles beside it has no text and no picture: the fullest one is the page's own.
    let size = |value: &Value| {
        let keys =
            ["headline", "datePublished", "author", "articleBody", "image", "mainEntityOfPage", "publisher"];
        keys.iter().filter(|key| value.get(**key).is_some()).count()
    };
    let best = found.iter().enumerate().max_by_key(|(at, (value, _))| (size(value), usize::MAX - at));
    best.map_or_else(Facts::default, |(_, (value, genre))| of_article(value, genre, &by_id))
}

/// Reads JSON as people write it into pages: with line ends in texts, comments around, a semicolon behind.
fn read(text: &str) -> Option<Value> {
    let text =
        text.trim().trim_start_matches("//").trim_start_matches("<![CDATA[").trim_start_matches("<!--");
    let text = text
        .trim_end()
        .trim_end_matches("-->")
        .trim_end_matches("]]>")
        .trim_end_matches("//")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&plain).ok()
    })
}

fn index<'v>(value: &'v Value, by_id: &mut HashMap<&'v str, &'v Value>, depth: usize) {
    match value {
        _ if depth > DEEPEST => {}
        Value::Array(list) => list.iter().for_each(|value| index(value, by_id, depth + 1)),
        Value::Object(map) => {
            if let Some(id) = map.get("@id").and_then(Value::as_str).filter(|_| map.len() > 1) {
                by_id.entry(id).or_insert(value);
            }
            map.values().for_each(|value| index(value, by_id, depth + 1));
        }
        _ => {}
    }
}

fn articles<'v>(value: &'v Value, found: &mut Vec<(&'v Value, &'static str)>, depth: usize) {
    match value {
        _ if depth > DEEPEST => {}
        Value::Array(list) => list.iter().for_each(|value| articles(value, found, depth + 1)),
        Value::Object(map) => {
            let types: Vec<&str> = match map.get("@type") {
                Some(Value::String(kind)) => vec![kind],
                Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
                _ => Vec::new(),
            };
            let bare = |kind: &str| kind.rsplit('/').next().unwrap_or(kind).to_owned();
            if let Some((_, genre)) = KINDS.iter().find(|(kind, _)| types.iter().any(|t| bare(t) == *kind)) {
                found.push((value, genre));
                return;
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"] {
                if let Some(inner) = map.get(key) {
                    articles(inner, found, depth + 1);
                }
            }
        }
        _ => {}
    }
}

type Ids<'v> = HashMap<&'v str, &'v Value>;

fn of_article(value: &Value, genre: &'static str, ids: &Ids) -> Facts {
    let text = |key: &str| value.get(key).map(|value| words(value, ids)).unwrap_or_default();
    let first =
        |keys: &[&str]| keys.iter().map(|key| text(key)).find(|text| !text.is_empty()).unwrap_or_default();
    let address = first(&["url", "mainEntityOfPage"]);
    let list = |key: &str| {
        let all = value.get(key).map(|value| each(value)).unwrap_or_default();
        let parts = all.into_iter().map(|value| words(value, ids)).flat_map(|text| match all_commas(&text) {
            true => text.split(',').map(|part| part.trim().to_owned()).collect(),
            false => vec![text],
        });
        parts.filter(|text| !text.is_empty()).collect::<Vec<String>>()
    };
    let authors =
        value.get("author").or_else(|| value.get("creator")).map(|value| each(value)).unwrap_or_default();
    Facts {
        title: first(&["headline", "name"]),
        standfirst: first(&["alternativeHeadline", "description"]),
        authors: authors.into_iter().filter_map(|author| person(author, ids)).collect(),
        date: first(&["datePublished", "dateCreated"]),
        updated: text("dateModified"),
        section: list("articleSection").into_iter().next().unwrap_or_default(),
        tags: list("keywords"),
        picture: value.get("image").and_then(|image| picture(image, ids)),
        address: Some(address).filter(|address| address.starts_with("http")).unwrap_or_default(),
        language: text("inLanguage"),
        publication: text("publisher"),
        dateline: text("dateline"),
        genre: if genre == "live" { "" } else { genre },
        live: genre == "live",
        text: text("articleBody"),
        walled: matches!(value.get("isAccessibleForFree"), Some(Value::Bool(false)))
            || text("isAccessibleForFree").eq_ignore_ascii_case("false"),
        is_article: true,
        ..Facts::default()
    }
}

fn all_commas(text: &str) -> bool {
    text.contains(',') && text.split(',').all(|part| part.split_whitespace().count() <= 4)
}

fn each(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().take(1000).collect(),
        other => vec![other],
    }
}

/// What a reference leads to; what is none itself.
fn followed<'v>(value: &'v Value, ids: &Ids<'v>) -> &'v Value {
    let id = value.as_object().filter(|map| map.len() == 1).and_then(|map| map.get("@id")?.as_str());
    id.and_then(|id| ids.get(id).copied()).unwrap_or(value)
}

/// A value as text: itself, or its name.
fn words(value: &Value, ids: &Ids) -> String {
    match value {
        Value::String(text) => plain(text),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => list.first().map(|first| words(first, ids)).unwrap_or_default(),
        Value::Object(_) => {
            let value = followed_any(value, ids);
            let keys = ["name", "@value", "url", "@id"];
            keys.iter().find_map(|key| value.get(*key)?.as_str()).map(plain).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn followed_any<'a>(value: &'a Value, ids: &'a Ids) -> &'a Value {
    let id = value.as_object().filter(|map| map.len() == 1).and_then(|map| map.get("@id")?.as_str());
    id.and_then(|id| ids.get(id).copied()).unwrap_or(value)
}

/// The name of a person. Pages of people and accounts are no names.
fn person(value: &Value, ids: &Ids) -> Option<String> {
    let name = match followed_any(value, ids) {
        Value::Object(map) => map.get("name").map(|name| words(name, ids)).unwrap_or_default(),
        other => words(other, ids),
    };
    Some(name).filter(|name| !name.is_empty() && !name.starts_with("http") && !name.starts_with("[object"))
}

fn picture(value: &Value, ids: &Ids) -> Option<Picture> {
    match followed(value, ids) {
        Value::String(src) => Some(Picture { src: src.clone(), ..Picture::default() }),
        Value::Array(list) => list.iter().find_map(|image| picture(image, ids)),
        Value::Object(map) => {
            let text = |key: &str| map.get(key).map(|value| words(value, ids)).unwrap_or_default();
            let src = ["contentUrl", "url"].iter().map(|key| text(key)).find(|src| !src.is_empty())?;
            let credit = ["creditText", "copyrightHolder", "creator", "author"].iter().map(|key| text(key));
            let credit = credit
                .into_iter()
                .find(|text| !text.is_empty() && !text.starts_with("http"))
                .unwrap_or_default();
            Some(Picture { src, alt: text("description"), caption: text("caption"), credit })
        }
        _ => None,
    }
}

/// Text whose references and tags somebody forgot to replace.
fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.trim().to_owned();
    }
    bodies::text(&bodies::fragment(text).root())
}
