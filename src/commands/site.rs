//! The site a command works on: its folders, its configuration, the moment.

use super::clock;
use crate::addresses::FILE;
use crate::archive::presence::Clock;
use crate::article::date::DateReader;
use crate::build::Request;
use crate::cli::SiteArgs;
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, catalogue::output as catalogue};
use crate::source::plain_reason;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Reads the configuration and settles folders and moment; also what was doubtful.
pub(super) fn load(
    args: &SiteArgs,
    output: Option<&Path>,
    strict: bool,
) -> Result<(Request, Vec<Diagnostic>), Vec<Diagnostic>> {
    let site_shown = args.site.to_string_lossy().into_owned();
    let mut report = Vec::new();
    let path = args.site.join("config.yaml");
    let config_shown = crate::diagnostic::join(&site_shown, "config.yaml");
    let config = match fs::read(&path) {
        Ok(bytes) => {
            let (config, warnings) = config::read_bytes(&config_shown, &bytes)?;
            report.extend(warnings);
            config
        }
        Err(error) if error.kind() == ErrorKind::NotFound && args.site.is_dir() => {
            report.push(catalogue::no_configuration(&site_shown));
            without_configuration(args)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(vec![catalogue::folder_missing(&site_shown, "such folder")]);
        }
        Err(error) => {
            let problem =
                crate::diagnostic::catalogue::source::cannot_read(&config_shown, &plain_reason(&error))
                    .help("nothing can be built until it can be read");
            return Err(vec![problem]);
        }
    };
    let dates = date_reader(&config).map_err(|m| vec![catalogue::usage(&m)])?;
    let at = clock::moment(args.at.as_deref(), &dates).map_err(|m| vec![catalogue::usage(&m)])?;
    let folder = |given: Option<&Path>, configured: &str| match given {
        Some(given) => (given.to_path_buf(), given.to_string_lossy().into_owned()),
        None => (args.site.join(configured), crate::diagnostic::join(&site_shown, configured)),
    };
    let list = args.site.join(FILE);
    let addresses = match fs::read_to_string(&list) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        text => text.map_err(|error| {
            let shown = crate::diagnostic::join(&site_shown, FILE);
            let problem = crate::diagnostic::catalogue::source::cannot_read(&shown, &plain_reason(&error));
            vec![
                problem.help(
                    "nothing can be built until it can be read: it says which addresses must not vanish",
                ),
            ]
        })?,
    };
    let (content, content_shown) = folder(args.content.as_deref(), &config.content);
    let (output, output_shown) = folder(output, &config.output);
    if absolute(&content).starts_with(absolute(&output)) {
        return Err(vec![catalogue::output_over_content(&output_shown, &content_shown)]);
    }
    Ok((
        Request {
            today: day_of(&dates, at),
            clock: Clock { at, drafts: args.drafts, ahead: false },
            site: absolute(&args.site),
            output: absolute(&output),
            site_shown,
            content: absolute(&content),
            content_shown,
            output_shown,
            config,
            config_shown,
            strict,
            clean: false,
            explain: false,
            addresses,
            allow_broken_addresses: false,
        },
        report,
    ))
}

/// A folder without a configuration is taken as it is: its `content`, or else all the Markdown in it.
fn without_configuration(args: &SiteArgs) -> Config {
    let mut config = Config::default();
    if args.content.is_none() && !args.site.join(&config.content).is_dir() {
        ".".clone_into(&mut config.content);
    }
    config
}

/// The path in full, and without links where there is something.
pub(super) fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

/// Reads dates as the configuration says.
///
/// # Errors
/// In words, when the zone is not known.
pub(super) fn date_reader(config: &Config) -> Result<DateReader, String> {
    DateReader::new(&config.timezone, config.ambiguous_dates)
        .ok_or_else(|| format!("there is no time zone `{}`", config.timezone))
}

/// The day of a moment in the site's zone: year, month, day.
pub(super) fn day_of(dates: &DateReader, moment: i64) -> (i16, i8, i8) {
    let date = dates.at_instant(moment);
    (date.year, date.month, date.day)
}
