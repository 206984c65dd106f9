//! `dateline import`.

mod say;

use super::progress::Progress;
use super::{Status, clock, site};
use crate::archive::address;
use crate::article::date::DateReader;
use crate::build;
use crate::cli::{Format, ImportArgs, ImportKind, ImportMedia, SiteArgs};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::{import as catalogue, output as output_catalogue};
use crate::import::report::{Outcome, Report};
use crate::import::{self, MediaMode, Request, Settings, Watch};
use clap::ValueEnum;
use std::collections::HashMap;
use std::path::Path;

/// Imports, and says what became of everything.
pub(super) fn run(args: &ImportArgs) -> Status {
    match imported(args) {
        Ok((report, into)) => {
            let status = status(&report);
            say::report(args, &report, &into);
            status
        }
        Err(problems) => {
            say::problems(args, &problems);
            Status::Failed
        }
    }
}

fn status(report: &Report) -> Status {
    match (report.has_articles(), report.count(Outcome::Faulty)) {
        (false, _) => Status::Failed,
        (true, 0) => Status::Done,
        (true, _) => Status::Faulty,
    }
}

fn imported(args: &ImportArgs) -> Result<(Report, String), Vec<Diagnostic>> {
    let place = SiteArgs { site: args.site.clone(), content: None, drafts: true, at: None };
    let (site, _) = site::load(&place, None, false)?;
    let usage = |message: String| vec![output_catalogue::usage(&message)];
    let zone = args.timezone.as_deref().unwrap_or(&site.config.timezone);
    let dates = DateReader::new(zone, site.config.ambiguous_dates)
        .ok_or_else(|| usage(format!("there is no time zone `{zone}`: give a name such as Europe/London")))?;
    let now = clock::moment(None, &dates).map_err(usage)?;
    let (into, into_shown) = match &args.into {
        Some(into) => (into.clone(), into.to_string_lossy().into_owned()),
        None => (site.content.clone(), site.content_shown.clone()),
    };
    let into = site::absolute(&into);
    if into.is_file() {
        return Err(vec![catalogue::into_unusable(&into_shown, "it is a file, not a folder")]);
    }
    let prefix = below(&into, &site.content);
    let addresses = addresses(&site);
    let request = Request {
        sources: args.sources.clone(),
        kind: (args.kind != ImportKind::Auto).then(|| name(args.kind)),
        into,
        into_shown: into_shown.clone(),
        prefix,
        settings: Settings {
            dates,
            language: site.config.language.clone(),
            section: args.section.clone(),
            publication: args.publication.clone(),
            media: match args.media {
                ImportMedia::Copy => MediaMode::Copy,
                ImportMedia::Link => MediaMode::Link,
                ImportMedia::Skip => MediaMode::Skip,
            },
            keep_all: args.keep_all,
            keep_addresses: args.keep_addresses,
            now,
        },
        dry_run: args.dry_run,
        theirs: args.theirs,
        map: args.map.clone(),
        config: site.config,
        addresses,
    };
    let progress = Progress::new(!args.quiet && args.format == Format::Human, false);
    let report = import::run(&request, &progress);
    progress.finish();
    Ok((report.map_err(|problem| vec![problem])?, into_shown))
}

fn name(kind: ImportKind) -> String {
    kind.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// The folder below the content folder; empty when it is that itself, or lies elsewhere.
fn below(into: &Path, content: &Path) -> String {
    let inside = into.strip_prefix(content).unwrap_or(Path::new(""));
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The addresses of the articles that the site has, so that none is given away twice.
fn addresses(site: &build::Request) -> HashMap<String, String> {
    if !site.content.is_dir() {
        return HashMap::new();
    }
    let mut problems = Vec::new();
    // What is wrong with the site is for `build` to say; here it only means that fewer addresses are known.
    let Ok(content) = build::read_content(site, &Progress::new(false, false), &mut problems) else {
        return HashMap::new();
    };
    let fold = |address: &str| address.trim_end_matches('/').to_lowercase();
    let entries = content.archive.entries.iter();
    let shown = entries.map(|entry| (fold(&entry.address), entry.article.path.to_string()));
    let withheld = content.archive.withheld.iter().filter_map(|(article, _)| {
        let section =
            article.section.as_deref().map_or_else(String::new, |s| crate::article::slug::slug(s, None));
        let address = address::of_article(article, &section, &site.config).ok()?;
        Some((fold(&address), article.path.to_string()))
    });
    withheld.chain(shown).collect()
}

impl Watch for Progress {
    fn stage(&self, name: &'static str, steps: usize) {
        build::Watch::stage(self, name, steps);
    }

    fn advance(&self, steps: usize) {
        (0..steps).for_each(|_| build::Watch::step(self));
    }
}
