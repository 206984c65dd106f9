//! What reading a file needs to know of the site.

use super::date::DateReader;
use super::fields::{
    keys::Keys,
    other_tables::{PROFILE, STANDING, TERM},
    table,
};
use super::markdown;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use serde::{Deserialize, Serialize};

/// Names of taxonomies that are fields of their own.
const FIELDS: &[&str] =
    &["sections", "tags", "authors", "series", "people", "organisations", "places", "events"];

/// How a site's files are read. Built once.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Reads dates.
    pub dates: DateReader,
    /// The content folder as messages show it.
    pub folder: Box<str>,
    /// How bodies are read.
    pub markdown: markdown::Options,
    /// Taxonomies that the configuration adds.
    pub taxonomies: Vec<Box<str>>,
    pub(super) article: Keys,
    pub(super) standing: Keys,
    pub(super) term: Keys,
    pub(super) profile: Keys,
}

impl Reading {
    /// How the files of a site are read; `folder` is the content folder as messages show it. None when the
    /// configuration's `timezone` is none.
    pub fn new(config: &Config, folder: &str) -> Option<Self> {
        let added = config.taxonomies.iter().map(|t| t.name.as_str()).filter(|name| !FIELDS.contains(name));
        let markdown = markdown::Options {
            html: config.markdown.html,
            smart_punctuation: config.markdown.smart_punctuation,
            highlight: config.highlight,
        };
        let dates = DateReader::new(&config.timezone, config.ambiguous_dates)?;
        Some(Self::assemble(dates, folder, markdown, added.map(Into::into).collect()))
    }

    /// The same from its parts; `taxonomies` are those that are no fields of their own.
    pub(super) fn assemble(
        dates: DateReader,
        folder: &str,
        markdown: markdown::Options,
        taxonomies: Vec<Box<str>>,
    ) -> Self {
        Self {
            dates,
            folder: folder.into(),
            markdown,
            article: Keys::new(table::article(), &taxonomies),
            standing: Keys::new(STANDING.fields.to_vec(), &[]),
            term: Keys::new(TERM.fields.to_vec(), &[]),
            profile: Keys::new(PROFILE.fields.to_vec(), &[]),
            taxonomies,
        }
    }

    /// A path as messages show it.
    pub(super) fn shown(&self, path: &str) -> String {
        match self.folder.trim_end_matches('/') {
            "" | "." => path.to_owned(),
            folder => format!("{folder}/{path}"),
        }
    }
}

/// What came of one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parsed<T> {
    /// What it says; none when it must be left out.
    pub value: Option<T>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether `--strict` leaves it out, though there is a value: something in it could not be read, such as its date.
    pub doubtful: bool,
    /// Tags of other generators in the body.
    pub foreign_tags: Vec<ForeignTag>,
}

/// Tags of other generators of one kind, in one body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForeignTag {
    /// Kind, as [`markdown::Survey::shortcodes`] has it.
    pub kind: Box<str>,
    /// How many.
    pub count: u32,
    /// The first.
    pub place: crate::diagnostic::Place,
}

impl<T> Parsed<T> {
    /// A file that must be left out.
    pub(super) fn refused(diagnostics: Vec<Diagnostic>) -> Self {
        Self { value: None, diagnostics, doubtful: true, foreign_tags: Vec::new() }
    }
}
