//! Which files a template is made of: itself, and all that it extends, includes or calls, and so on.
//!
//! Takes: the text of every template, and the addresses of the assets. Does: looks in each text for names of other
//! templates, which are always written out in quotes; a template that calls a component may call any, so it depends
//! on every file that defines one. It may take in too much (a text in quotes that happens to be a template's name),
//! never too little. Gives: for a template the files, each with a digest of its text and of the addresses of the
//! assets it names, so that a new style moves the pages that link it.

use crate::fingerprint::{Digest, Hasher};
use std::collections::{BTreeMap, BTreeSet};

/// A template's files by their names in messages, with their digests, in order of name.
pub type Closure = Vec<(String, Digest)>;

/// What a closure is found in.
pub(super) struct Files<'a> {
    /// Text and name in messages, by `LAYER/NAME`.
    pub(super) texts: BTreeMap<&'a str, (&'a str, &'a str)>,
    /// `LAYER/`, the most particular first.
    pub(super) prefixes: &'a [String],
    /// Addresses of assets by name.
    pub(super) assets: &'a BTreeMap<String, String>,
}

impl Files<'_> {
    /// The files of the template `name`.
    pub(super) fn closure(&self, name: &str) -> Closure {
        let mut found: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = self.resolve(name).into_iter().collect();
        while let Some(file) = open.pop() {
            if !found.insert(file) {
                continue;
            }
            let (text, _) = self.texts[file];
            open.extend(quoted(text).filter_map(|name| self.resolve(name)));
            if calls_component(text) {
                open.extend(self.texts.iter().filter(|(_, (t, _))| t.contains("component")).map(|(f, _)| *f));
            }
        }
        found
            .into_iter()
            .map(|file| (self.texts[file].1.to_owned(), self.digest(self.texts[file].0)))
            .collect()
    }

    /// The file a name stands for: one of exactly that name, else the most particular layer's.
    fn resolve(&self, name: &str) -> Option<&str> {
        if name.is_empty() || name.contains('\n') {
            return None;
        }
        let exact = self.texts.get_key_value(name).map(|(file, _)| *file);
        let by_layer = || self.prefixes.iter().find_map(|p| self.texts.get_key_value(&*format!("{p}{name}")));
        exact.or_else(|| by_layer().map(|(file, _)| *file))
    }

    fn digest(&self, text: &str) -> Digest {
        let mut hasher = Hasher::new("template");
        hasher.text(text);
        match asset_names(text) {
            Some(names) => {
                for name in names {
                    hasher.text(name).maybe(self.assets.get(name).map(String::as_str));
                }
            }
            None => {
                hasher.debug(self.assets);
            }
        }
        hasher.finish()
    }
}

/// Whether an asset is a style sheet.
pub fn is_style(name: &str) -> bool {
    name.ends_with(".css")
}

/// Every text in quotes of one line.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    ['"', '\'', '`'].into_iter().flat_map(move |quote| {
        // Whether a quotation mark opens or closes is not known: every piece between two counts.
        text.split(quote).skip(1).filter(|piece| piece.len() < 256 && !piece.contains('\n'))
    })
}

/// `{{ <name …` or `{% <name …`.
fn calls_component(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let before = text[..at].trim_end();
        let before = before.strip_suffix('-').unwrap_or(before);
        before.ends_with("{{") || before.ends_with("{%")
    })
}

/// The names that a text passes to the filter `asset`; none when it passes anything but a text in quotes.
fn asset_names(text: &str) -> Option<BTreeSet<&str>> {
    let mut names = BTreeSet::new();
    for (at, _) in text.match_indices("asset") {
        let before = text[..at].trim_end();
        let Some(value) = before.strip_suffix('|') else { continue };
        let value = value.trim_end();
        let quote = value.chars().last().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        let inside = &value[..value.len() - 1];
        names.insert(&inside[inside.rfind(quote)? + 1..]);
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_template_is_made_of() {
        let texts = [
            ("site/tag.html", r#"{% extends "list.html" %}"#),
            ("theme/list.html", r#"{% extends 'base.html' %}{% include "partials/card.html" %}"#),
            ("theme/base.html", r#"<link href="{{ "style.css" | asset }}">{{- <button text="x" /> }}"#),
            ("theme/partials/card.html", "card"),
            ("theme/partials/button.html", "{% component button(text) %}{{ text }}{% endcomponent %}"),
            ("theme/article.html", "article"),
        ];
        let prefixes = ["site/".to_owned(), "theme/".to_owned()];
        let closure = |style: &str, name: &str| {
            let assets = [("style.css".to_owned(), style.to_owned())].into();
            let texts = texts.iter().map(|(file, text)| (*file, (*text, *file))).collect();
            Files { texts, prefixes: &prefixes, assets: &assets }.closure(name)
        };
        let names = |closure: Closure| closure.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(
            names(closure("1", "tag.html")),
            [
                "site/tag.html",
                "theme/base.html",
                "theme/list.html",
                "theme/partials/button.html",
                "theme/partials/card.html"
            ]
        );
        assert_eq!(names(closure("1", "article.html")), ["theme/article.html"]);
        assert_ne!(closure("1", "tag.html"), closure("2", "tag.html"));
        assert_eq!(closure("1", "article.html"), closure("2", "article.html"));
    }

    #[test]
    fn an_asset_that_is_not_named_in_quotes_may_be_any() {
        assert_eq!(
            asset_names(r#"{{ "a.css" | asset }} {{ 'b.css'|asset }}"#),
            Some(["a.css", "b.css"].into())
        );
        assert_eq!(asset_names("{{ page.extra.style | asset }}"), None);
        assert_eq!(asset_names("an asset"), Some(BTreeSet::new()));
    }
}
