//! `docs/config.md` and the JSON Schema, from the table of keys.

use super::keys::{HEADINGS, KEYS};
use crate::yaml::manual;
use crate::yaml::schema::{self, OtherKeys};
use serde_json::Value as Json;

const INTRO: &str = "\
# Configuration

A site is configured by `config.yaml` in its folder. Every key may be left out; a folder without `config.yaml` is built with the
defaults. The file is checked in full before anything is built: a key that does not exist or a value that cannot be used is an error
with line and column, and all of them are reported at once.

`dateline schema config` writes a JSON Schema with which editors complete and check the file while it is written.
The `config.yaml` of the example site shows every key with a comment.

This page is written from the table of keys in `src/config/keys.rs`. To change it, change the table and run
`DATELINE_BLESS=1 cargo test --lib config`.
";

/// The page of the manual about the configuration, in Markdown.
pub fn manual() -> String {
    let mut out = INTRO.to_owned();
    for (index, (first, heading)) in HEADINGS.iter().enumerate() {
        let start = position(first);
        let end = HEADINGS.get(index + 1).map_or(KEYS.len(), |(next, _)| position(next));
        out.push_str(&format!("\n## {heading}\n\n"));
        out.push_str(manual::sections(&KEYS[start..end], 3).trim_end());
        out.push('\n');
    }
    out
}

/// The JSON Schema of `config.yaml`.
pub fn schema() -> Json {
    schema::document(
        "Dateline configuration",
        "The config.yaml of a site built by Dateline.",
        KEYS,
        OtherKeys::Refused,
    )
}

fn position(key: &str) -> usize {
    KEYS.iter().position(|field| field.name == key).unwrap_or(KEYS.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANUAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/config.md");

    #[test]
    #[allow(clippy::disallowed_methods, reason = "a test may read and write the page it is about")]
    fn the_page_is_the_table() {
        if std::env::var_os("DATELINE_BLESS").is_some() {
            std::fs::write(MANUAL, manual()).unwrap();
        }
        let written = std::fs::read_to_string(MANUAL).unwrap();
        assert_eq!(
            written,
            manual(),
            "docs/config.md is out of date: run DATELINE_BLESS=1 cargo test --lib config"
        );
    }

    #[test]
    fn every_key_is_under_a_heading() {
        assert_eq!(HEADINGS[0].0, KEYS[0].name);
        let mut last = 0;
        for (first, _) in HEADINGS {
            assert!(position(first) >= last && position(first) < KEYS.len(), "{first}");
            last = position(first);
        }
        assert_eq!(schema()["properties"].as_object().unwrap().len(), KEYS.len());
    }
}
