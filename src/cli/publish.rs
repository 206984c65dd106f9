//! Arguments of what takes the site to readers, and keeps it there: `publish`, `verify`, `addresses`.

use super::{Format, SiteArgs};
use clap::{ArgAction, Args, Subcommand, ValueHint};
use std::path::PathBuf;

/// Arguments of `dateline publish`.
#[derive(Debug, Args)]
pub struct PublishArgs {
    /// Name of the target, as under `publish` in `config.yaml` [default: the only one there is].
    #[arg(value_name = "TARGET")]
    pub target: Option<String>,
    /// Where the site lies.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Folder of the finished site [default: as configured, else `output` in the site's folder].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// Say what would be done, and do nothing at the target.
    #[arg(long)]
    pub dry_run: bool,
    /// Delete as many files as the plan says, whatever the limit.
    #[arg(long)]
    pub yes: bool,
    /// How many files may be deleted: a number, or a share such as 2% [default: 256 or 1%, the larger].
    #[arg(long, value_name = "N|P%")]
    pub max_delete: Option<String>,
    /// Publish what the last build wrote, without building.
    #[arg(long)]
    pub no_build: bool,
    /// Look at every file of the target, whatever its manifest says.
    #[arg(long)]
    pub force: bool,
    /// Take files that lie at the target for files of this site: they may be replaced and deleted.
    #[arg(long)]
    pub adopt: bool,
    /// Publish even if an address that was public would vanish.
    #[arg(long)]
    pub allow_broken_addresses: bool,
    /// Compare everything at the target with what was published, afterwards.
    #[arg(long)]
    pub verify: bool,
    /// Go back to the site of an earlier receipt [default: the one before].
    #[arg(long, value_name = "RECEIPT", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["force", "adopt", "no_build", "max_delete"])]
    pub rollback: Option<String>,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Say only errors and the line that sums up.
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say everything: every step of the plan, every notice.
    #[arg(short, long, action = ArgAction::SetTrue)]
    pub verbose: bool,
}

/// What `dateline addresses` can do.
#[derive(Debug, Subcommand)]
pub enum AddressesCommand {
    /// Add an alias to every article that has moved away from an address that was public; each change is shown.
    Fix(AddressesFixArgs),
}

/// Arguments of `dateline addresses fix`.
#[derive(Debug, Args)]
pub struct AddressesFixArgs {
    /// Where the site lies.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Show the changes, and make none.
    #[arg(long)]
    pub dry_run: bool,
    /// Say of an address that it is right that nothing is there any more; can be given several times.
    #[arg(long, value_name = "ADDRESS")]
    pub gone: Vec<String>,
}

/// Arguments of `dateline verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Name of a target, or a folder: a published one, or the one a build wrote [default: the only target there is].
    #[arg(value_name = "TARGET|DIR")]
    pub place: Option<String>,
    /// Where the site lies.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Folder of the finished site [default: as configured, else `output` in the site's folder].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// Read only so many files of a hundred, drawn by lot; whether a file is there, and its size, is looked at for all.
    #[arg(long, value_name = "P%")]
    pub sample: Option<String>,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}
