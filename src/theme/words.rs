//! Words of the interface, by language: `i18n/LANG.yaml`.

use super::Layer;
use crate::diagnostic::{Diagnostic, catalogue::theme as catalogue};
use crate::language::DateWords;
use crate::source::text::place;
use crate::yaml::{self, Value};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Words of one language by name; a word with a number is an object of plural forms.
pub type WordList = Arc<BTreeMap<String, Json>>;

/// Words by language.
#[derive(Debug, Clone, Default)]
pub struct Words(BTreeMap<String, Spoken>);

/// One language of the interface.
#[derive(Debug, Clone)]
struct Spoken {
    words: WordList,
    /// Those that dates need, ready to be used: a list page writes many dates.
    dates: DateWords,
}

/// Language that stands in where a word or a language is missing.
const FALLBACK: &str = "en";

impl Words {
    /// The words for the first of `langs` that the theme speaks (`fr-CA` is served by `fr`), with the language found.
    pub fn of(&self, langs: &[&str]) -> (&str, WordList) {
        self.spoken(langs)
            .map_or((FALLBACK, WordList::default()), |(tag, spoken)| (tag, spoken.words.clone()))
    }

    /// The words for dates, for the first of `langs` that the theme speaks.
    pub fn dates(&self, langs: &[&str]) -> Option<&DateWords> {
        self.spoken(langs).map(|(_, spoken)| &spoken.dates)
    }

    fn spoken(&self, langs: &[&str]) -> Option<(&str, &Spoken)> {
        let tags = langs.iter().copied().chain([FALLBACK]);
        let mut tags = tags.flat_map(|lang| [lang, lang.split('-').next().unwrap_or(lang)]);
        tags.find_map(|tag| self.0.get_key_value(tag)).map(|(tag, spoken)| (tag.as_str(), spoken))
    }
}

/// Reads the words of all layers, the most particular first; words that a language lacks are taken from English.
pub fn read(layers: &[Layer], report: &mut Vec<Diagnostic>) -> Words {
    let mut found: BTreeMap<String, BTreeMap<String, Json>> = BTreeMap::new();
    for file in layers.iter().rev().flat_map(|l| &l.files) {
        let name = file.path.strip_prefix("i18n/").and_then(|n| n.strip_suffix(".yaml"));
        let Some(lang) = name else { continue };
        let text = String::from_utf8_lossy(&file.bytes);
        match yaml::parse(&text) {
            Ok(document) => {
                let words = found.entry(lang.to_owned()).or_default();
                if document.root.as_map().is_none() && !document.root.is_null() {
                    let message = format!("words are expected here, not {}", document.root.kind_name());
                    report.push(catalogue::bad_words(
                        message,
                        place(&file.shown, &text, document.root.span.clone()),
                    ));
                }
                for entry in document.root.as_map().unwrap_or_default() {
                    match word(&entry.value.value) {
                        Some(word) => drop(words.insert(entry.key.to_string(), word)),
                        None => {
                            let message = format!("`{}` must be text or a map of plural forms", entry.key);
                            let place = place(&file.shown, &text, entry.value.span.clone());
                            report.push(catalogue::bad_words(message, place));
                        }
                    }
                }
            }
            Err(error) => {
                report.push(catalogue::bad_words(error.message, place(&file.shown, &text, error.span)));
            }
        }
    }
    if let Some(english) = found.get(FALLBACK).cloned() {
        for words in found.values_mut() {
            for (name, word) in &english {
                words.entry(name.clone()).or_insert_with(|| word.clone());
            }
        }
    }
    Words(found.into_iter().map(|(lang, words)| (lang, spoken(words))).collect())
}

fn spoken(words: BTreeMap<String, Json>) -> Spoken {
    let word = |name: &str| words.get(name).and_then(Json::as_str).map(str::to_owned);
    let dates = DateWords {
        circa: word("circa").unwrap_or_else(|| "about {date}".to_owned()),
        undated: word("undated").unwrap_or_else(|| "Undated".to_owned()),
    };
    Spoken { words: Arc::new(words), dates }
}

fn word(value: &Value) -> Option<Json> {
    match value {
        Value::Null => Some(Json::String(String::new())),
        Value::Text(text) => Some(Json::String(text.to_string())),
        Value::Bool(_, text) | Value::Integer(_, text) | Value::Float(_, text) => {
            Some(Json::String(text.to_string()))
        }
        Value::Map(forms) if forms.iter().any(|f| &*f.key == "other") => {
            let forms = forms.iter().map(|f| Some((f.key.to_string(), word(&f.value.value)?)));
            Some(Json::Object(forms.collect::<Option<_>>()?))
        }
        Value::Map(_) | Value::List(_) => None,
    }
}
