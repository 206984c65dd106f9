//! Arguments of `dateline import`.

use super::Format;
use clap::{ArgAction, Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Arguments of `dateline import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// What it is.
    #[arg(value_name = "KIND", value_enum)]
    pub kind: ImportKind,
    /// Files, folders, patterns in quotation marks, `.gz`, `.zip`, or `-` for standard input.
    #[arg(value_name = "SOURCE", required = true, value_hint = ValueHint::AnyPath)]
    pub sources: Vec<String>,
    /// Folder of the site, the one with `config.yaml`.
    #[arg(long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub site: PathBuf,
    /// Folder to write the articles into [default: as configured, else `content` in the site's folder].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub into: Option<PathBuf>,
    /// Section of articles that name none.
    #[arg(long, value_name = "NAME")]
    pub section: Option<String>,
    /// Time zone of times without one, such as Europe/London [default: that of the site].
    #[arg(long, value_name = "ZONE")]
    pub timezone: Option<String>,
    /// Newspaper that articles stood in which name none.
    #[arg(long, value_name = "NAME")]
    pub publication: Option<String>,
    /// Say what would be done, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// What becomes of pictures and other files.
    #[arg(long, value_enum, default_value_t = ImportMedia::Copy)]
    pub media: ImportMedia,
    /// File to write old and new addresses into, with a tab between.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub map: Option<PathBuf>,
    /// Take nothing out: keep invitations to subscribe and the like.
    #[arg(long)]
    pub keep_all: bool,
    /// Let articles keep their old address, rather than having it lead to a new one.
    #[arg(long)]
    pub keep_addresses: bool,
    /// Overwrite what was changed here since the last import.
    #[arg(long)]
    pub theirs: bool,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Say only what is faulty and the lines that sum up.
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say what became of every single thing, and everything that was taken out.
    #[arg(short, long, action = ArgAction::SetTrue)]
    pub verbose: bool,
}

/// What can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportKind {
    /// The program decides for each file, and says why.
    Auto,
    /// An export of WordPress (WXR).
    Wordpress,
    /// Saved pages of news sites.
    Html,
    /// Feeds: RSS, Atom, JSON Feed.
    Feed,
    /// Text dumps of news pages, and wire copy.
    Text,
    /// Articles of Jekyll, Hugo, Zola, Pelican and Eleventy.
    Markdown,
}

/// What becomes of pictures and other files when articles are imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportMedia {
    /// They are put beside their article.
    Copy,
    /// Nothing is copied; articles show them from their old address, where that is known.
    Link,
    /// Nothing is copied, and articles name them as they did.
    Skip,
}
