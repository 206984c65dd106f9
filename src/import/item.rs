//! One imported article, before it has a file: what every kind gives.
//!
//! Takes nothing and does nothing: plain data, which can be put aside on a disk while an export is too large for memory.

use super::front::Front;
use crate::article::date::PressDate;
use serde::{Deserialize, Serialize};

/// Where something stands in what was given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// File as the user named it; an entry of an archive is `archive.zip!folder/name`.
    pub path: String,
    /// Line, 1 for the first; 0 for the file as a whole.
    pub line: u32,
    /// Column in characters, 1 for the first; 0 for the line as a whole.
    pub column: u32,
}

impl Place {
    /// A file as a whole.
    pub fn file(path: &str) -> Self {
        Self { path: path.to_owned(), line: 0, column: 0 }
    }

    /// `path:line:column`, as far as they are known.
    pub fn shown(&self) -> String {
        match (self.line, self.column) {
            (0, _) => self.path.clone(),
            (line, 0) => format!("{}:{line}", self.path),
            (line, column) => format!("{}:{line}:{column}", self.path),
        }
    }
}

/// The body of an article, in the form its source has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Body {
    /// Markdown, written as it is.
    Markdown(String),
    /// HTML that Markdown passes through, written as it is.
    Html(String),
    /// Text without any markup: paragraphs with blank lines between. Signs that mean something in Markdown are escaped.
    Plain(String),
}

impl Body {
    /// What was given, whatever form it has.
    pub fn source(&self) -> &str {
        match self {
            Self::Markdown(text) | Self::Html(text) | Self::Plain(text) => text,
        }
    }
}

/// Where in a site something has its home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Home {
    /// Among the articles.
    #[default]
    Article,
    /// In `pages/`: it has no date and is in no list.
    Page,
    /// In `authors/`: it is about somebody who writes. Its slug is the name by which articles call them.
    Author,
}

/// A file that belongs to an article: it is put beside it, and what names it in the article is rewritten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Media {
    /// The file, by its number in the [`Tree`](super::source::Tree).
    pub file: usize,
    /// How the article names it: the destination of a link or picture, or a value of its front matter, exactly.
    pub named: String,
}

/// Furniture and the like that was taken out of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// What it is: `invitation to comment`, `script`, `share button`.
    pub what: String,
    /// The words that were taken out; empty for what has none.
    pub text: String,
}

/// An imported article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Where it stands in its source.
    pub place: Place,
    /// What it is.
    pub home: Home,
    /// What tells it from every other for good: a `guid`, an id of WordPress, an original address. None when the source has
    /// nothing of the kind; then the place in the source has to do.
    pub id: Option<String>,
    /// Front matter, by the names of `docs/front-matter.md`. `date`, `source_url` and `aliases` are filled in from the fields below.
    pub front: Front,
    /// First publication.
    pub date: PressDate,
    /// The part of the address that is its own, when the source says so; else it is made from the headline.
    pub slug: Option<String>,
    /// Body.
    pub body: Body,
    /// Addresses it had before, the usual one first: full ones, or paths. They become `source_url` and `aliases`.
    pub addresses: Vec<String>,
    /// Files that come with it.
    pub media: Vec<Media>,
    /// Fields that are a guess; they are listed in `import.unsure`.
    pub unsure: Vec<String>,
    /// What a person should know about it, a sentence each.
    pub notes: Vec<String>,
    /// What was taken out.
    pub removed: Vec<Removed>,
}

impl Item {
    /// An item that knows nothing but its place and body.
    pub fn new(place: Place, body: Body) -> Self {
        Self {
            place,
            home: Home::Article,
            id: None,
            front: Front::default(),
            date: PressDate::UNKNOWN,
            slug: None,
            body,
            addresses: Vec::new(),
            media: Vec::new(),
            unsure: Vec::new(),
            notes: Vec::new(),
            removed: Vec::new(),
        }
    }

    /// Its headline, empty when it has none.
    pub fn title(&self) -> &str {
        self.front.text("title").unwrap_or_default()
    }

    /// Marks fields as a guess, each once.
    pub fn doubt(&mut self, field: &str) {
        if !self.unsure.iter().any(|known| known == field) {
            self.unsure.push(field.to_owned());
        }
    }
}

/// What a kind gives for a piece of its input: every piece is one of these, so that nothing is lost unsaid.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// An article.
    Item(Box<Item>),
    /// Something that is no article, or none that should be imported.
    Skipped {
        /// Where it stands.
        place: Place,
        /// Why, as the end of “skipped because …”.
        because: String,
    },
    /// Something that cannot be read.
    Faulty {
        /// Where it stands.
        place: Place,
        /// Why, as the end of “faulty because …”.
        because: String,
    },
}

/// A date as front matter holds it, at the precision it has: `2015-09-24T14:32:00+01:00`, `1937-07`, `1937~`; none when unknown.
pub fn written(date: &PressDate) -> Option<String> {
    if date.is_unknown() {
        return None;
    }
    let mut text = date.iso();
    if let (Some((_, _, 0)), false) = (date.clock(), date.seconds) {
        // `2015-09-24T14:32:00+01:00` was written without seconds, and nobody should learn of any.
        text.replace_range(16..19, "");
    }
    Some(if date.circa { text + "~" } else { text })
}
