//! What is wrong, where, and what to do: errors as data.
//!
//! Takes: findings of every stage. Does: nothing but hold them. Gives: [`Diagnostic`]s that the terminal
//! and the JSON output show. Each problem a user can meet has one constructor in [`catalogue`].

pub mod catalogue;
mod code;
pub mod terminal;

use serde::{Deserialize, Serialize};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Content is faulty, or nothing could be built.
    Error,
    /// Built, but somebody should look; an error under `--strict`.
    Warning,
    /// Good to know.
    Notice,
}

/// An entry of the catalogue: a stable code and what stands about it in the manual.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `E012`: `E`, `W` or `N` by severity, and a number that is never used again.
    pub name: &'static str,
    /// Severity of every diagnostic of this code.
    pub severity: Severity,
    /// What it means, one sentence for the manual.
    pub meaning: &'static str,
    /// What to do about it, one sentence for the manual.
    pub remedy: &'static str,
}

/// A place in a file, complete in itself: the file's text is not needed to show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Path as the user would write it, relative to the site's folder.
    pub path: String,
    /// Line and what stands there; none when the problem is with the file as a whole.
    pub spot: Option<Box<Spot>>,
}

/// A line of a file and the part of it that is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Line, 1 for the first.
    pub line: u32,
    /// Column in characters, 1 for the first.
    pub column: u32,
    /// Text of the line without its end, cut to a readable length around the place.
    pub text: String,
    /// Part of `text` that is meant, in bytes.
    pub marked: std::ops::Range<usize>,
    /// Offset in the file in bytes, for sorting.
    pub offset: usize,
}

/// One problem with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The catalogue entry.
    #[serde(with = "code")]
    pub code: &'static Code,
    /// What is wrong here, in one sentence without a full stop.
    pub message: String,
    /// Where; none for what has no file.
    pub place: Option<Place>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place: None, help: None }
    }

    /// The same about a file as a whole.
    pub fn in_file(mut self, path: impl Into<String>) -> Self {
        self.place = Some(Place { path: path.into(), spot: None });
        self
    }

    /// The same at a place.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same with advice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Severity of its code.
    pub fn severity(&self) -> Severity {
        self.code.severity
    }

    fn sort_key(&self) -> (&str, usize, &str, &str) {
        let place = self.place.as_ref();
        let offset = place.and_then(|p| p.spot.as_ref()).map_or(0, |s| s.offset);
        (place.map_or("", |p| p.path.as_str()), offset, self.code.name, &self.message)
    }
}

/// Path of a file for messages: `folder/path`, or only `path` for the folder `.`.
pub fn join(folder: &str, path: &str) -> String {
    match (folder.trim_end_matches('/'), path) {
        ("" | ".", path) => path.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, path) => format!("{folder}/{path}"),
    }
}

/// Sorts by path, place in the file, code and message, and drops exact repeats, so that the
/// order never depends on the timing of threads.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    diagnostics.dedup();
}
