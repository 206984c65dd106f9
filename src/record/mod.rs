//! What a build leaves behind for the next one.
//!
//! Takes: what a build read and wrote. Does: turns it into bytes and back ([`frame`], [`codec`], [`journal`]); every
//! part carries a checksum, so that a damaged record is found out before anything of it is believed. Gives: plain
//! types. Where the bytes lie is the business of `output`.
//!
//! Two files hold a record: a *base*, written when much has changed, and the *changes* since, which are small and
//! replaced by every build that changed something. The changes name the base they belong to. Without them the base is
//! only older: what it says about a file is then contradicted by the file's times, and the file is looked at again.

pub mod codec;
pub mod frame;
pub mod journal;

use crate::article::Article;
use crate::article::notes::TermNotes;
use crate::article::reading::Parsed;
use crate::article::standing::Standing;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Digest;
use crate::fingerprint::parts::Parts;
use crate::source::stat::Stat;
use serde::{Deserialize, Serialize};

/// Which folder a source lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Root {
    /// The content folder.
    Content,
    /// The folder of files that are copied as they are.
    Static,
}

/// A source as it was when it was last read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Where it lies.
    pub root: Root,
    /// Path relative to that folder, with `/`.
    pub path: Box<str>,
    /// What the file system said of it; none when that is not to be relied upon.
    pub stat: Option<Stat>,
    /// Digest of its bytes; [`Digest::NONE`] when it could not be read.
    pub digest: Digest,
    /// Digest of what it says.
    pub facts: Digest,
}

/// What a text says, as it was parsed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Facts {
    /// Of a file that is no text, or could not be read.
    Nothing,
    /// An article.
    Article(Parsed<Box<Article>>),
    /// A standing page.
    Standing(Parsed<Box<Standing>>),
    /// Notes about a term.
    Notes(Parsed<Box<TermNotes>>),
}

/// A file of the output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// Path relative to the output folder.
    pub path: Box<str>,
    /// What the file system said of it; none when that is not to be relied upon.
    pub stat: Option<Stat>,
    /// Digest of its bytes.
    pub digest: Digest,
    /// What it is to its readers.
    pub class: Class,
    /// What it was made of.
    pub print: Print,
}

/// What a file of the output is to its readers: it decides the order in which a site can be replaced under their eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// A style sheet or another file of the theme. Its name holds its fingerprint, so it never changes.
    Asset,
    /// A picture or document of an article, or a file that is copied as it is.
    Media,
    /// An article, a tombstone or a standing page.
    Article,
    /// A list, a feed, a sitemap: what leads to other pages.
    List,
    /// A page at an old address, which leads on to the new one.
    Redirect,
}

/// What a file of the output was made of, by digests.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Print {
    /// Of everything that can influence it, generously: when this has not moved, nothing has.
    pub inputs: Digest,
    /// Of exactly what its template sees of the page; none for files without a template.
    pub view: Digest,
    /// Of what its template sees of the site.
    pub site: Digest,
    /// Of its template, with all that it extends and includes.
    pub template: Digest,
    /// The fields of the view.
    pub parts: Parts,
    /// Why it was last made.
    pub because: Because,
}

/// Why a file was made.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Because {
    /// Number of the build that made it.
    pub build: u32,
    /// The reason.
    pub reason: Reason,
    /// What moved: names of fields, or of template files; empty when there is nothing to name.
    pub moved: Box<str>,
}

/// Why a page is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// No build made it before.
    #[default]
    New,
    /// What it shows moved.
    View,
    /// Its template moved.
    Template,
    /// Another version of the program made it.
    Program,
    /// The file was missing or had been altered.
    Output,
}

/// What is known of a build as a whole.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Head {
    /// Which folder the output is, so that a record of another one is found out.
    pub place: Digest,
    /// The program.
    pub program: Digest,
    /// What reading a source depends on besides the source.
    pub reading: Digest,
    /// Everything but sources and clock: configuration, theme, arguments.
    pub world: Digest,
    /// From which moment on nothing has changed by itself, in seconds since 1970; [`i64::MIN`] for ever.
    pub from: i64,
    /// Until which moment nothing changes by itself.
    pub until: i64,
    /// The day, where pages depend on it.
    pub today: Option<(i16, i8, i8)>,
    /// Run of the machine in which it was written, as the system names it; empty when it does not.
    pub boot: String,
    /// Number of the build, 1 for the first.
    pub build: u32,
    /// Articles: found, built, withheld, faulty.
    pub articles: [u64; 4],
    /// Files of the output.
    pub planned: u64,
    /// Everything that was reported.
    pub diagnostics: Vec<Diagnostic>,
    /// Templates: name, and the files it is made of with their digests.
    pub templates: Vec<(String, Vec<(String, Digest)>)>,
    /// What pages see of the site, by language of the words: its fields with their digests.
    pub sites: Vec<(String, Vec<(String, Digest)>)>,
}

/// What has changed since a base was written.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Changes {
    /// Name of the base they belong to.
    pub base: Digest,
    /// The build as a whole.
    pub head: Head,
    /// Sources that are new or differ.
    pub sources: Vec<Source>,
    /// What each of them says, encoded.
    pub facts: Vec<Vec<u8>>,
    /// Sources that are gone.
    pub gone_sources: Vec<(Root, Box<str>)>,
    /// Files of the output that are new or differ.
    pub made: Vec<Made>,
    /// Files of the output that are gone.
    pub gone: Vec<Box<str>>,
}
