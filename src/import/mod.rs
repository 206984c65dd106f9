//! From what a newsroom still has to articles.
//!
//! Takes: files, folders and archives of some kind, and a folder. Does, in this order:
//!
//! 1. [`source`] lists everything that was given;
//! 2. [`choose`] finds the kind of each file, and [`kind`] has them all in one place;
//! 3. each kind reads its files ([`gather`]) and gives [`item`]s, which are put aside;
//! 4. [`plan`] finds repeats ([`doubles`]) and gives each article its file ([`placing`]);
//! 5. [`finish`] makes the text of each article, with links that lead to the others ([`address`], [`links`]);
//! 6. [`store`] writes what is new or has changed.
//!
//! Gives: a [`report`] in which every single thing that was given has a line. Only `source` and `store` touch the disk.

pub mod address;
pub mod bodies;
pub mod body;
mod choose;
mod doubles;
pub mod encoding;
mod feed;
mod finish;
pub mod front;
mod gather;
mod html;
pub mod item;
pub mod kind;
mod links;
mod markdown;
mod placing;
mod plan;
pub mod report;
pub mod source;
pub mod store;
mod text;
mod wordpress;
mod xml;

use crate::article::date::DateReader;
use crate::article::reading::Reading;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, catalogue::import as catalogue};
use report::Report;
use std::collections::HashMap;
use std::path::PathBuf;

/// What becomes of pictures and other files that belong to articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaMode {
    /// They are put beside their article.
    Copy,
    /// Nothing is copied; articles name them by their old address, where that is known.
    Link,
    /// Nothing is copied, and articles name them as they did.
    Skip,
}

/// What the kinds need to know.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Reads dates; its zone is that of times without one.
    pub dates: DateReader,
    /// Language of the site.
    pub language: String,
    /// Section of articles that name none.
    pub section: Option<String>,
    /// Newspaper of articles that name none.
    pub publication: Option<String>,
    /// What becomes of files.
    pub media: MediaMode,
    /// Nothing is taken out.
    pub keep_all: bool,
    /// Articles keep their old address, rather than having it lead to the new one.
    pub keep_addresses: bool,
    /// The moment, in seconds since 1970.
    pub now: i64,
}

/// What is to be imported, and how.
pub struct Request {
    /// Files, folders, patterns, `-`.
    pub sources: Vec<String>,
    /// Kind that the user named; none to decide for each file.
    pub kind: Option<String>,
    /// Folder to import into.
    pub into: PathBuf,
    /// The same as messages show it.
    pub into_shown: String,
    /// The same below the content folder; empty for that itself, or when it lies elsewhere.
    pub prefix: String,
    /// What the kinds need to know.
    pub settings: Settings,
    /// Nothing is written.
    pub dry_run: bool,
    /// The source counts for more than what an editor has changed.
    pub theirs: bool,
    /// File for the list of old and new addresses.
    pub map: Option<PathBuf>,
    /// The site.
    pub config: Config,
    /// Addresses of articles that the site has, in lower case without a slash at the end, and their paths in the content folder.
    pub addresses: HashMap<String, String>,
}

/// Is told how far it is.
pub trait Watch: Sync {
    /// A stage begins, with so many steps.
    fn stage(&self, name: &'static str, steps: usize);
    /// So many steps are done.
    fn advance(&self, steps: usize);
}

/// Name of the report in the store's own folder.
pub const REPORT: &str = "import-report.json";

/// Imports.
///
/// # Errors
/// When a source is not there, or the folder cannot be used; what is wrong with single things stands in the report.
pub fn run(request: &Request, watch: &dyn Watch) -> Result<Report, Diagnostic> {
    let store = store::Store::new(&request.into, &request.into_shown, request.dry_run);
    let record = store.record()?;
    watch.stage("look", 0);
    let (tree, refused) = source::Tree::open(&request.sources)?;
    let reading = Reading::new(&request.config, &request.into_shown)
        .ok_or_else(|| catalogue::into_unusable(&request.into_shown, "the site's time zone is not known"))?;
    let gathered = gather::gather(&tree, refused, request, watch)?;
    let plan = plan::plan(&gathered, &tree, &record, request, &reading, &store)?;
    let finished = finish::finish(gathered, &plan, &tree, record, request, &store, watch);
    store.keep(store::record::FILE, &finished.record.write())?;
    let report = Report::of(finished.lines);
    if let Ok(json) = serde_json::to_string_pretty(&report) {
        store.keep(REPORT, &(json + "\n"))?;
    }
    if let (Some(path), false) = (&request.map, request.dry_run) {
        store::write_map(path, &finished.map)?;
    }
    Ok(report)
}
