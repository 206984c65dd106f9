//! What became of every single thing that was given.
//!
//! Takes: a line for each. Does: puts them in the order of the sources and counts. Gives: data that the command prints as a table
//! and that is kept as `import-report.json`.

use super::item::{Place, Removed};
use serde::Serialize;
use std::collections::BTreeMap;

/// What became of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// An article is new.
    Written,
    /// An article that an import wrote before was replaced by what its source says now.
    Updated,
    /// An article is as it was.
    Unchanged,
    /// Somebody has changed what an import wrote: it was left alone.
    Left,
    /// The same article stands in the source more than once.
    Duplicate,
    /// A picture or other file went along with an article.
    Copied,
    /// It is none of what was asked for.
    Skipped,
    /// It cannot be read or written.
    Faulty,
}

impl Outcome {
    /// Every outcome, in the order of the summary.
    pub const ALL: [Self; 8] = [
        Self::Written,
        Self::Updated,
        Self::Unchanged,
        Self::Left,
        Self::Duplicate,
        Self::Copied,
        Self::Skipped,
        Self::Faulty,
    ];

    /// The word that tables show.
    pub fn word(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Left => "left",
            Self::Duplicate => "duplicate",
            Self::Copied => "copied",
            Self::Skipped => "skipped",
            Self::Faulty => "faulty",
        }
    }
}

/// A line of the report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// What was given: a file, an entry of an archive, an item of a file.
    pub source: String,
    /// Line in the file, 1 for the first; none for the file as a whole.
    pub line: Option<u32>,
    /// Column in characters.
    pub column: Option<u32>,
    /// What became of it.
    pub outcome: Outcome,
    /// The file that was written, or of which it is a duplicate.
    pub path: Option<String>,
    /// Why.
    pub because: Option<String>,
    /// The kind it was read as, and why, where the program decided.
    pub read_as: Option<String>,
    /// Headline, of an article.
    pub title: Option<String>,
    /// Fields that are a guess.
    pub unsure: Vec<String>,
    /// What else a person should know.
    pub notes: Vec<String>,
    /// What was taken out.
    pub removed: Vec<Removed>,
    /// File and place in it, for the order.
    #[serde(skip)]
    pub order: (usize, usize),
}

impl Line {
    /// A line about something.
    pub fn new(place: &Place, outcome: Outcome, order: (usize, usize)) -> Self {
        Self {
            source: place.path.clone(),
            line: (place.line > 0).then_some(place.line),
            column: (place.column > 0).then_some(place.column),
            outcome,
            path: None,
            because: None,
            read_as: None,
            title: None,
            unsure: Vec::new(),
            notes: Vec::new(),
            removed: Vec::new(),
            order,
        }
    }

    /// The same with a reason.
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.because = Some(why.into());
        self
    }

    /// What was given, with line and column.
    pub fn place(&self) -> String {
        let (line, column) = (self.line.unwrap_or(0), self.column.unwrap_or(0));
        Place { path: self.source.clone(), line, column }.shown()
    }

    /// What became of it, in words.
    pub fn said(&self) -> String {
        let path = self.path.as_deref().unwrap_or_default();
        let because = self.because.as_deref().map_or_else(String::new, |why| format!(" because {why}"));
        match self.outcome {
            Outcome::Written | Outcome::Copied => format!("{} as {path}{because}", self.outcome.word()),
            Outcome::Updated | Outcome::Unchanged => format!("{} {path}{because}", self.outcome.word()),
            Outcome::Left => format!("left alone {path}{because}"),
            Outcome::Duplicate => format!("duplicate of {path}{because}"),
            Outcome::Skipped | Outcome::Faulty => format!("{}{because}", self.outcome.word()),
        }
    }
}

/// The whole report.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// How many things were given; as many lines there are.
    pub found: usize,
    /// How many of each outcome.
    pub counts: BTreeMap<&'static str, usize>,
    /// A line for each.
    pub lines: Vec<Line>,
}

impl Report {
    /// Puts lines in order and counts them.
    pub fn of(mut lines: Vec<Line>) -> Self {
        lines.sort_by(|a, b| a.order.cmp(&b.order).then_with(|| a.source.cmp(&b.source)));
        let mut counts: BTreeMap<&'static str, usize> =
            Outcome::ALL.iter().map(|outcome| (outcome.word(), 0)).collect();
        for line in &lines {
            *counts.entry(line.outcome.word()).or_default() += 1;
        }
        Self { found: lines.len(), counts, lines }
    }

    /// How many of an outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.counts.get(outcome.word()).copied().unwrap_or(0)
    }

    /// Whether there is any article to show for it.
    pub fn has_articles(&self) -> bool {
        use Outcome::{Duplicate, Left, Unchanged, Updated, Written};
        [Written, Updated, Unchanged, Left, Duplicate].iter().any(|outcome| self.count(*outcome) > 0)
    }
}
