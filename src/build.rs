//! The pipeline: every stage from a folder of articles to a finished site, in order.
//!
//! Takes: a [`Request`] (folders, a checked configuration, the moment). Does: the stages below, each a function from
//! plain data to plain data; the parallel loops are all here. Gives: [`Built`], or why nothing was built.
//!
//! ```text
//! content/**  ─discover─► files
//!             ─parse────► articles, standing pages, notes about terms     ∥ per file
//!             ─archive──► Archive: sorted, addressed, indexed
//! theme/**    ─theme────► Theme: compiled templates, words, assets
//!             ─plan─────► pages and other files, addresses of links
//!             ─check────► links that lead nowhere                         ∥ per article
//!             ─write────► bytes, written where they differ                ∥ per file
//!             ─finish───► old files removed, the record replaced
//! ```

mod check;
mod feeds;
mod layout;
mod locate;
mod parse;
mod produce;
mod sitemaps;
mod structured;

use crate::archive::Archive;
use crate::archive::address::url;
use crate::archive::presence::Clock;
use crate::article::reading::Reading;
use crate::config::Config;
use crate::diagnostic::catalogue::source::E054;
use crate::diagnostic::{self, Diagnostic, Place, Severity};
use crate::output::record::Kept;
use crate::output::{Outcome, Output};
use crate::plan::desk::Desk;
use crate::source::kind::Kind;
use crate::source::{self, Discovery, SourceFile};
use crate::theme::{self, Theme};
use layout::{Plan, plan};
use produce::Producer;
use rayon::prelude::*;
use std::path::PathBuf;
use std::time::Duration;

/// What to build.
#[derive(Debug, Clone)]
pub struct Request {
    /// Folder of the site.
    pub site: PathBuf,
    /// Its name in messages.
    pub site_shown: String,
    /// Folder of the articles.
    pub content: PathBuf,
    /// Its name in messages.
    pub content_shown: String,
    /// Folder to write into.
    pub output: PathBuf,
    /// Its name in messages.
    pub output_shown: String,
    /// What the site wants.
    pub config: Config,
    /// Name of the configuration in messages.
    pub config_shown: String,
    /// The moment.
    pub clock: Clock,
    /// The day of that moment in the site's zone: year, month, day.
    pub today: (i16, i8, i8),
    /// Leave out articles with a broken date.
    pub strict: bool,
}

/// Follows a build: for progress bars and timings. The pipeline itself knows no clock.
pub trait Watch: Sync {
    /// A stage begins, with so many steps (0 when not known).
    fn stage(&self, name: &'static str, steps: usize);
    /// A step of the stage is done.
    fn step(&self);
    /// Time since the start of the build.
    fn now(&self) -> Duration;
    /// A page of this template took so long to make and write.
    fn page(&self, template: &str, address: &str, took: Duration);
}

/// How many articles there were and what became of them. `found` is always the sum of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct ArticleCount {
    /// Article files.
    pub found: usize,
    /// Articles with a page, tombstones and hidden ones too.
    pub built: usize,
    /// Drafts, embargoed, dated in the future, redirect stubs.
    pub withheld: usize,
    /// Left out because of a mistake.
    pub faulty: usize,
}

/// What became of the files of the output: pages, feeds, sitemaps, assets and pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct PageCount {
    /// Files that the site consists of.
    pub planned: usize,
    /// Files that were new or had changed.
    pub written: usize,
    /// Files that were there already, byte for byte.
    pub unchanged: usize,
    /// Files of an earlier build that are no longer part of the site.
    pub removed: usize,
}

/// A finished build.
#[derive(Debug)]
pub struct Built {
    /// Articles.
    pub articles: ArticleCount,
    /// Files of the output.
    pub pages: PageCount,
    /// Bytes of the files that were written.
    pub bytes_written: u64,
    /// What was found on the way, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

impl Built {
    /// A build that did not happen, and why.
    pub fn nothing(diagnostics: Vec<Diagnostic>) -> Self {
        Self { articles: ArticleCount::default(), pages: PageCount::default(), bytes_written: 0, diagnostics }
    }
}

/// Everything a site's content says, read and indexed: what `build` and `list` have in common.
pub struct Content {
    /// The articles.
    pub archive: Archive,
    /// How many there were.
    pub articles: ArticleCount,
    /// Paths of files that are no text.
    pub assets: Vec<String>,
    /// Paths of articles that could not be read.
    pub left_out: Vec<String>,
}

/// Builds the site.
///
/// # Errors
/// All that keeps it from being built: nothing in the output has been removed then.
pub fn build(request: &Request, watch: &dyn Watch) -> Result<Built, Vec<Diagnostic>> {
    let mut report = Vec::new();
    let content = read_content(request, watch, &mut report)?;
    watch.stage("theme", 0);
    let theme = load_theme(request, &mut report)?;
    watch.stage("plan", 0);
    let plan = plan(request, &content, &theme, &mut report)?;
    watch.stage("check", content.archive.entries.len());
    report.extend(check::links(request, &content, &plan.links, watch));
    report.extend(check::site(request, &content.archive, &plan.links, &theme));
    watch.stage("write", plan.files.len());
    let output = Output::open(&request.output, &request.output_shown, &request.site.join(".dateline"))
        .map_err(|problem| vec![problem])?;
    let (kept, mut pages, bytes_written) =
        write(request, &content, &theme, &plan, &output, watch, &mut report)?;
    watch.stage("finish", 0);
    pages.removed = output.finish(kept).map_err(|problem| vec![problem])?;
    locate::lines(request, &mut report);
    diagnostic::sort(&mut report);
    Ok(Built { articles: content.articles, pages, bytes_written, diagnostics: report })
}

/// Reads and indexes the content.
///
/// # Errors
/// When there is no content folder.
pub fn read_content(
    request: &Request,
    watch: &dyn Watch,
    report: &mut Vec<Diagnostic>,
) -> Result<Content, Vec<Diagnostic>> {
    watch.stage("discover", 0);
    let found = discover(request)?;
    let texts = found.files.iter().filter(|f| f.kind != Kind::Asset).count();
    watch.stage("parse", texts);
    let reading = reading(request)?;
    let parsed = parse::all(request, &reading, &found.files, watch);
    report.extend(found.diagnostics);
    report.extend(parsed.diagnostics);
    watch.stage("archive", 0);
    let (archive, mut problems) =
        Archive::build(parsed.sources, &request.config, request.clock, &request.content_shown);
    locate::lines(request, &mut problems);
    report.extend(problems);
    let withheld = archive.withheld.len();
    let faulty = found.lost_articles + parsed.left_out.len() + archive.refused.len();
    let built = archive.entries.len();
    Ok(Content {
        articles: ArticleCount { found: built + withheld + faulty, built, withheld, faulty },
        assets: paths(&found.files, &Kind::Asset),
        left_out: parsed.left_out,
        archive,
    })
}

/// How the files of the site are read.
fn reading(request: &Request) -> Result<Reading, Vec<Diagnostic>> {
    use crate::diagnostic::catalogue::config as catalogue;
    let zone = &request.config.timezone;
    let place = Place { path: request.config_shown.clone(), spot: None };
    Reading::new(&request.config, &request.content_shown)
        .ok_or_else(|| vec![catalogue::timezone(zone, None, place)])
}

fn paths(files: &[SourceFile], kind: &Kind) -> Vec<String> {
    files.iter().filter(|f| f.kind == *kind).map(|f| f.path.clone()).collect()
}

fn discover(request: &Request) -> Result<Discovery, Vec<Diagnostic>> {
    use crate::diagnostic::catalogue::output as catalogue;
    if !source::is_folder(&request.content) {
        return Err(vec![catalogue::folder_missing(&request.content_shown, "content folder here")]);
    }
    let taxonomies: Vec<&str> = request.config.taxonomies.iter().map(|t| t.name.as_str()).collect();
    // What belongs to the site itself is no content, even where the content folder is the site's own folder.
    let own = ["config.yaml", "themes", "templates", "assets", "i18n", &request.config.static_folder];
    let mut skip: Vec<PathBuf> = own.iter().map(|name| request.site.join(name)).collect();
    skip.push(request.output.clone());
    Ok(source::discover(&request.content, &request.content_shown, &skip, &taxonomies))
}

fn load_theme(request: &Request, report: &mut Vec<Diagnostic>) -> Result<Theme, Vec<Diagnostic>> {
    let layers = theme::load::layers(
        &request.site,
        &request.site_shown,
        &request.config.theme,
        &request.config_shown,
        report,
    )
    .map_err(|problem| vec![problem])?;
    let (theme, warnings) = Theme::assemble(layers, |address| url(base_path(&request.config), address))?;
    report.extend(warnings);
    Ok(theme)
}

/// Path of the site's root: `/` or `/archive/`.
fn base_path(config: &Config) -> &str {
    let after = config.base_url.find("://").map_or(0, |i| i + 3);
    config.base_url[after..].find('/').map_or("/", |i| &config.base_url[after + i..])
}

/// Makes and writes every file, several at a time; the order of results is that of the plan.
fn write(
    request: &Request,
    content: &Content,
    theme: &Theme,
    plan: &Plan,
    output: &Output,
    watch: &dyn Watch,
    report: &mut Vec<Diagnostic>,
) -> Result<(Vec<Kept>, PageCount, u64), Vec<Diagnostic>> {
    output.announce(plan.files.iter().map(|f| f.path.as_str())).map_err(|problem| vec![problem])?;
    let desk = Desk {
        archive: &content.archive,
        config: &request.config,
        words: &theme.words,
        links: &plan.links,
        today: request.today,
    };
    let producer = Producer::new(request, &desk, theme, &plan.pages, &plan.media, output, watch)?;
    let results: Vec<_> = plan
        .files
        .par_iter()
        .map(|planned| {
            let result = producer.produce(planned);
            watch.step();
            result
        })
        .collect();
    let mut pages = PageCount { planned: plan.files.len(), ..PageCount::default() };
    let (mut kept, mut bytes, mut failed) = (Vec::with_capacity(results.len()), 0, Vec::new());
    for result in results {
        match result {
            Ok(done) => {
                match done.outcome {
                    Outcome::Written => {
                        pages.written += 1;
                        bytes += done.kept.size;
                    }
                    Outcome::Unchanged => pages.unchanged += 1,
                }
                report.extend(done.diagnostics);
                kept.push(done.kept);
            }
            // A picture that cannot be read is missing from the site; all else keeps it from being built.
            Err(problem) if *problem.code == E054 => {
                pages.planned -= 1;
                report.push(problem);
            }
            Err(problem) => failed.push(problem),
        }
    }
    if failed.is_empty() {
        return Ok((kept, pages, bytes));
    }
    failed.append(report);
    Err(one_each(failed))
}

/// One mistake in a template stands on every page it renders: each place is named once.
fn one_each(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostic::sort(&mut problems);
    problems.dedup_by(|b, a| {
        a.severity() == Severity::Error
            && a.place.is_some()
            && (a.code, &a.place, &a.message) == (b.code, &b.place, &b.message)
    });
    problems
}
