//! Arguments: what a user may type. Completions and the man page are made from the same definitions.

#[cfg(feature = "import")]
mod import;
mod publish;

#[cfg(feature = "import")]
pub use import::{ImportArgs, ImportKind, ImportMedia};
pub use publish::{AddressesCommand, AddressesFixArgs, PublishArgs, VerifyArgs};

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Dateline turns a folder of Markdown articles into a news site that lasts.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, about, long_about = None, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What Dateline can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site.
    Build(BuildArgs),
    /// Show the site in the browser while you write: every save is seen at once, and nothing is written.
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// Say why a page was rendered, and whether a build now would render it again.
    Explain(ExplainArgs),
    /// Take the finished site to where readers are: only what has changed.
    Publish(PublishArgs),
    /// Compare what is published, or a folder, with what should be there.
    Verify(VerifyArgs),
    /// Keep addresses that were ever public from vanishing.
    Addresses {
        /// What to do.
        #[command(subcommand)]
        what: AddressesCommand,
    },
    /// Turn what a newsroom still has into articles: exports of WordPress, saved pages, feeds, text dumps, Markdown.
    #[cfg(feature = "import")]
    Import(ImportArgs),
    /// List every article with its address, date and state.
    List(ListArgs),
    /// Start a new site or a new article.
    New {
        /// What to start.
        #[command(subcommand)]
        what: NewCommand,
    },
    /// Print a JSON Schema, for editors that check as you write.
    Schema {
        /// Of what.
        #[arg(value_enum)]
        of: SchemaOf,
    },
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// Where the site lies.
#[derive(Debug, Args, Clone)]
pub struct SiteArgs {
    /// Folder of the site, the one with `config.yaml`.
    #[arg(long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub site: PathBuf,
    /// Folder of the articles [default: as configured, else `content` in the site's folder].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub content: Option<PathBuf>,
    /// Include drafts.
    #[arg(long)]
    pub drafts: bool,
    /// The moment to build for, such as 2026-11-22T18:00:00Z [default: now].
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
}

/// Arguments of `dateline build`.
#[derive(Debug, Args, Clone)]
pub struct BuildArgs {
    /// Where the site lies.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Folder to write the site into [default: as configured, else `output` in the site's folder].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// Take warnings for errors, and leave out articles with a broken date.
    #[arg(long)]
    pub strict: bool,
    /// How many threads to use [default: as many as the machine has].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Make every page anew, whatever the record of the last build says.
    #[arg(long)]
    pub clean: bool,
    /// Go on: build again whenever something changes, until Ctrl-C.
    #[cfg(feature = "serve")]
    #[arg(long)]
    pub watch: bool,
    /// With `--watch`: look once a second instead of being told, for folders of other machines.
    #[cfg(feature = "serve")]
    #[arg(long, requires = "watch")]
    pub poll: bool,
    /// Say which pages were rendered, and why.
    #[arg(long)]
    pub explain: bool,
    /// Build even if an address that was public would vanish.
    #[arg(long)]
    pub allow_broken_addresses: bool,
    /// Say how long each stage and template took, and which ten pages took longest.
    #[arg(long)]
    pub timings: bool,
    /// Say only errors and the line that sums up.
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say everything: every notice, and every problem of a kind.
    #[arg(short, long, action = ArgAction::SetTrue)]
    pub verbose: bool,
}

/// Arguments of `dateline serve`.
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Folder of the site, the one with `config.yaml`.
    #[arg(long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub site: PathBuf,
    /// Folder of the articles [default: as configured, else `content` in the site's folder].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub content: Option<PathBuf>,
    /// Address or name of this machine to listen at; `0.0.0.0` for all, so that others can look too.
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// Port to listen at; the next free one is taken when it is in use.
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    pub port: u16,
    /// Open the browser.
    #[arg(long)]
    pub open: bool,
    /// Show drafts, and articles whose embargo or date lies ahead; this is the default.
    #[arg(long, overrides_with = "no_drafts")]
    pub drafts: bool,
    /// Show only what readers see.
    #[arg(long, overrides_with = "drafts")]
    pub no_drafts: bool,
    /// The moment to show the site at, such as 2026-11-22T18:00:00Z [default: now].
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// Look once a second instead of being told of changes, for folders of other machines.
    #[arg(long)]
    pub poll: bool,
    /// Address at which a proxy shows this preview [default: the server's own].
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub base_url: Option<String>,
}

/// Arguments of `dateline explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Address of the page, such as `/2015/09/24/quay/`; a full address will do.
    #[arg(value_name = "URL")]
    pub url: String,
    /// Where the site lies.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Folder of the finished site [default: as configured, else `output` in the site's folder].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// As given to `build`.
    #[arg(long)]
    pub strict: bool,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// How `build` reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// One JSON object on standard output.
    Json,
}

/// Arguments of `dateline list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Where the site lies.
    #[command(flatten)]
    pub site: SiteArgs,
    /// How to print.
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
    /// Only articles in this state.
    #[arg(long, value_name = "STATUS", value_enum)]
    pub status: Option<ListStatus>,
    /// Only articles of this section.
    #[arg(long, value_name = "NAME")]
    pub section: Option<String>,
    /// Only articles with this tag.
    #[arg(long, value_name = "NAME")]
    pub tag: Option<String>,
}

/// How `list` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Columns for people.
    Table,
    /// A JSON array of objects.
    Json,
    /// Comma-separated values (RFC 4180) with a heading.
    Csv,
}

/// State of an article at the moment of the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListStatus {
    /// In every output.
    Published,
    /// A draft.
    Draft,
    /// Has a page, is in no list.
    Hidden,
    /// A tombstone.
    Withdrawn,
    /// Its embargo has not passed.
    Embargoed,
    /// Its date is in the future.
    Future,
    /// Only points to another address.
    Redirect,
    /// Left out because of a mistake.
    Faulty,
}

/// What `dateline new` can start.
#[derive(Debug, Subcommand)]
pub enum NewCommand {
    /// A site that builds at once.
    Site {
        /// Folder to make it in.
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        dir: PathBuf,
    },
    /// An article with the right file name and front matter.
    Article {
        /// The headline.
        headline: String,
        /// Folder of the site, the one with `config.yaml`.
        #[arg(long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
        site: PathBuf,
        /// Section to put it in.
        #[arg(long, value_name = "NAME")]
        section: Option<String>,
        /// Date and time of the article [default: now].
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
    },
}

/// What there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// `config.yaml`.
    Config,
    /// The front matter of an article.
    Article,
}
