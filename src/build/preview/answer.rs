//! What a preview says: what lies at an address, what an edit moved, what is wrong, what waits.
//!
//! Plain data, so that a server needs to know nothing of archives and themes.

use crate::diagnostic::Diagnostic;
use crate::fingerprint::Digest;
use std::path::PathBuf;
use std::sync::Arc;

/// What lies at an address.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Bytes made here: a page, a feed, an asset of the theme.
    Made(Made),
    /// A file of the content or static folder, to be sent as it is.
    File {
        /// Where it lies: a real path without links in it.
        path: PathBuf,
        /// The path it was asked for by, relative to the output: its ending says what it is.
        name: String,
    },
    /// Somewhere else.
    Redirect {
        /// A percent-encoded path on this server that starts with `/`, or a URL elsewhere.
        to: String,
        /// For good (an alias), or just the form of the address (a missing slash at the end).
        alias: bool,
    },
    /// Nothing can be shown: the configuration, the theme or the template is faulty, and no earlier page is at hand.
    Faulty(Vec<Diagnostic>),
    /// Nothing lies there, and the site has no page that says so.
    Nothing,
}

/// Something that was made for an answer.
#[derive(Debug, Clone)]
pub struct Made {
    /// 200; 404 for the page about what is not there; 410 for a tombstone.
    pub status: u16,
    /// Path relative to the output, such as `2015/09/24/quay/index.html`: its ending says what it is.
    pub name: String,
    /// The content, just as a build would write it.
    pub bytes: Arc<[u8]>,
    /// Of the bytes.
    pub digest: Digest,
    /// What is known of it when it is a page.
    pub page: Option<PageNotes>,
}

/// What is known of a page.
#[derive(Debug, Clone)]
pub struct PageNotes {
    /// Its address, such as `/2015/09/24/quay/`, not percent-encoded.
    pub address: String,
    /// Everything that it shows, but for styles; pictures and other files count by when they were saved.
    pub print: Digest,
    /// The styles that it links.
    pub styles: Digest,
    /// Why readers do not see it yet.
    pub mark: Option<Mark>,
    /// The content file it is made of, as messages name it: `content/news/quay.md`.
    pub source: Option<String>,
    /// What is made by the last edit that is no longer sound: an earlier page is shown.
    pub outdated: bool,
}

/// Why readers do not see an article yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// It is a draft.
    Draft,
    /// Its embargo passes at that moment, in words with the zone.
    Embargo(String),
    /// Its date is in the future, in words.
    Future(String),
}

/// What became of an open page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It is as it was.
    None,
    /// Only styles have moved.
    Styles,
    /// It shows something else.
    Moved,
}

/// What an edit did.
#[derive(Debug, Clone, Default)]
pub struct Update {
    /// Number of the state of the site, from 1; it grows with every update that changed anything.
    pub number: u64,
    /// Whether anything changed at all.
    pub changed: bool,
    /// Files that were read because of it, as messages name them, at most a few dozen.
    pub sources: Vec<String>,
    /// How many they were.
    pub source_count: usize,
    /// URLs (root-relative, percent-encoded) of pictures, styles and other files whose content changed.
    pub files: Vec<String>,
}

/// A page that was rendered, for the list of what the last edit did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// Its address.
    pub address: String,
    /// Its template.
    pub template: String,
    /// Why, in words: `what it shows had changed: article`.
    pub why: String,
    /// In which state of the site: see [`Update::number`].
    pub number: u64,
    /// How long it took, in microseconds.
    pub micros: u64,
}

/// A problem, and where to look at it.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The problem.
    pub diagnostic: Diagnostic,
    /// URL of the page of the file that it is in, when there is one.
    pub url: Option<String>,
}

/// An article that readers do not see yet.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Headline.
    pub title: String,
    /// URL of its page in the preview, when it has one there.
    pub url: Option<String>,
    /// Its content file, as messages name it.
    pub path: String,
    /// Why.
    pub mark: Mark,
}

/// An article that was searched for.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Headline.
    pub title: String,
    /// URL of its page.
    pub url: String,
    /// Its date in the words of the site.
    pub date: String,
}

/// A site that can be looked at while it is edited. All methods answer from memory, or by reading a file or two; each
/// may take as long as rendering a page.
pub trait Site: Send + Sync {
    /// Path under which the site lies, with a slash at both ends: `/` or `/archive/`.
    fn base(&self) -> String;
    /// What lies at a path: decoded, beginning with `/`, below [`Site::base`] already.
    fn answer(&self, path: &str) -> Answer;
    /// What became of the page at an address since it had these prints ([`PageNotes::print`], [`PageNotes::styles`]).
    /// A page of the program's own that says that nothing can be shown has [`Digest::NONE`] for a print.
    fn effect(&self, address: &str, print: Digest, styles: Digest) -> Effect;
    /// URLs of the theme's styles, root-relative.
    fn styles(&self) -> Vec<String>;
    /// The mistakes that were made since the server began, and those of the file `source` (as in
    /// [`PageNotes::source`]), and those that keep the site from being made: what an editor has to see at once.
    fn mistakes(&self, source: Option<&str>) -> Vec<Diagnostic>;
    /// Everything that is wrong.
    fn problems(&self) -> Vec<Problem>;
    /// Drafts, embargoed and future articles.
    fn waiting(&self) -> Vec<Waiting>;
    /// Articles whose headline contains all the words, the newest first.
    fn search(&self, words: &str, limit: usize) -> Vec<Hit>;
    /// What was rendered of late, the last first.
    fn renderings(&self) -> Vec<Rendering>;
    /// Number of the state of the site: see [`Update::number`].
    fn number(&self) -> u64;
    /// How many articles and pages there are.
    fn counts(&self) -> (usize, usize);
}

/// What may have changed on disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// Absolute paths of files and folders; none when only time has passed.
    pub paths: Vec<PathBuf>,
    /// Events were lost: anything may have changed.
    pub all: bool,
}

/// A site that follows what happens on disk.
pub trait Updatable: Site {
    /// Looks at what may have changed, and brings the site up to date.
    fn update(&self, changed: &Changed) -> Update;
}
