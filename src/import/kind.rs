//! The kinds of sources, in the one place that names them all.
//!
//! To add a kind: write a folder beside this file with something that is a [`Kind`], and add it to [`KINDS`] and, as a name that
//! a user may type, to `ImportKind` in `cli.rs`. It gets the bytes of its files and gives [`Found`]s; everything else (names of
//! files, links, duplicates, writing, the report) is done for it.

use super::item::Found;
use super::source::Tree;
use super::{Settings, feed, html, markdown, text, wordpress};

/// Every kind that this program reads, in the order in which they are asked.
pub const KINDS: &[&dyn Kind] =
    &[&wordpress::WordPress, &feed::Feed, &html::Html, &markdown::Markdown, &text::Text];

/// The kind of that name.
pub fn named(name: &str) -> Option<&'static dyn Kind> {
    KINDS.iter().copied().find(|kind| kind.name() == name)
}

/// How sure a kind is that a file is one of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// It is none, and why, as the end of “skipped because …”.
    No(String),
    /// It may be one, and why, as the end of “read as … because …”.
    Perhaps(String),
    /// It is one, and why.
    Surely(String),
}

/// A kind of source.
pub trait Kind: Sync {
    /// What users call it.
    fn name(&self) -> &'static str;

    /// Whether a file is one of its own. `name` is its path in the source, `head` the first few thousand bytes of it.
    fn claim(&self, name: &str, head: &[u8]) -> Claim;

    /// Looks at the whole source before any file is read: what stands in many files, what a configuration beside them says.
    /// `own` are the files of this kind, by their numbers in the tree.
    fn survey<'t>(&self, tree: &'t Tree, own: &'t [usize], settings: &'t Settings) -> Box<dyn Reader + 't>;
}

/// Reads the files of a kind, several at a time.
pub trait Reader: Sync {
    /// Reads one file, and gives what is found in it in order: at least one thing.
    fn read(&self, file: usize, give: &mut dyn FnMut(Found));
}
