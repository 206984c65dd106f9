//! Whole files, from bytes to facts and diagnostics.

mod faulty;
mod fields;
mod others;

use super::date::DateReader;
use super::markdown::Options;
use super::{Article, Parsed, Reading, parse};
use crate::config::{AmbiguousDates, RawHtml};
use crate::diagnostic::Diagnostic;

/// How the files of a site in London with a taxonomy `ships` are read.
fn reading() -> Reading {
    let dates = DateReader::new("Europe/London", AmbiguousDates::Refuse).unwrap();
    let markdown = Options { html: RawHtml::Keep, smart_punctuation: false, highlight: false };
    Reading::assemble(dates, "content", markdown, vec!["ships".into(), "publication".into()])
}

fn parsed(path: &str, text: &str) -> Parsed<Article> {
    parse(path, text.as_bytes(), &reading())
}

/// The article of a front matter, which must be faultless.
fn article(front: &str) -> Article {
    let parsed = parsed("quay.md", &format!("---\n{front}\n---\n\nBody.\n"));
    assert_eq!(shown(&parsed.diagnostics), Vec::<String>::new(), "{front}");
    parsed.value.unwrap()
}

/// Diagnostics as `E101 2:8 what is wrong // what to do`.
fn shown(diagnostics: &[Diagnostic]) -> Vec<String> {
    let one = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref().unwrap();
        assert!(place.path.starts_with("content/"), "{}", place.path);
        let spot = place.spot.as_ref().map_or(String::new(), |s| format!("{}:{} ", s.line, s.column));
        let help = diagnostic.help.as_deref().unwrap_or_default();
        format!("{} {spot}{} // {help}", diagnostic.code.name, diagnostic.message)
    };
    diagnostics.iter().map(one).collect()
}
