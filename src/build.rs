//! The pipeline: every stage from a folder of articles to a finished site, in order.
//!
//! Takes: a [`Request`] (folders, a checked configuration, the moment). Does: the stages below, each a function from
//! plain data to plain data. Gives: [`Built`], or why nothing was built.
//!
//! ```text
//! content/**  ─discover─► files, with what the file system says of them   ∥ per folder
//! .dateline/  ─record───► what the last build knew; the end, if nothing has changed
//!             ─parse────► articles, standing pages, notes about terms     ∥ per file, where it has moved
//!             ─archive──► Archive: sorted, addressed, indexed
//! theme/**    ─theme────► Theme: compiled templates, words, assets
//!             ─plan─────► pages and other files, addresses of links
//!             ─check────► links that lead nowhere                         ∥ per article
//!             ─write────► digests of inputs → views → bytes, written where they differ   ∥ per file, where it has moved
//!             ─finish───► old files removed, the record replaced
//! ```

pub mod addresses;
mod check;
mod feeds;
mod inputs;
mod layout;
mod locate;
mod make;
mod media;
mod moved;
mod page;
mod page_inputs;
mod parse;
pub mod preview;
mod produce;
mod redirects;
pub mod result;
mod scene;
mod seen;
mod sitemaps;
mod sites;
mod small_files;
mod structured;
mod unchanged;
mod world;
mod write;

use crate::archive::address::url;
use crate::archive::presence::Clock;
use crate::archive::{Archive, Sources};
use crate::article::reading::Reading;
use crate::config::Config;
use crate::diagnostic::{self, Diagnostic, Place, Severity};
use crate::output::keep::Keeper;
use crate::record::Source;
use crate::source::SourceFile;
use crate::source::kind::Kind;
use crate::theme::{Layer, Theme};
use layout::{Plan, plan};
use rayon::prelude::*;
use scene::{Scene, Start, set_scene};
use std::path::PathBuf;
use std::time::Duration;

pub use result::{ArticleCount, BecauseCount, Built, Explanation, PageCount, Reason, Rendered};

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
    /// Make everything anew, whatever the record says.
    pub clean: bool,
    /// List every page that was rendered, and why.
    pub explain: bool,
    /// Text of the list of addresses that were ever public; empty when there is none.
    pub addresses: String,
    /// Build even if one of them would vanish.
    pub allow_broken_addresses: bool,
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
    let mut scene = match set_scene(request, watch, &mut report)? {
        Start::Unchanged(head) => return Ok(Built::as_before(*head)),
        Start::Scene(scene) => *scene,
    };
    let mut keeper = scene.output.keeper(scene.earlier.take()).map_err(one)?;
    watch.stage("parse", scene.texts());
    let texts = read_texts(request, &mut scene, Some(&mut keeper), watch)?;
    let (content, assets) = index(request, &scene, texts, watch, &mut report);
    keep_addresses(request, &content, &mut report)?;
    watch.stage("theme", 0);
    let theme = assemble(request, std::mem::take(&mut scene.layers), &mut report)?;
    watch.stage("plan", 0);
    let plan = plan(request, &content, &theme, &scene.fixed_paths(), &mut report)?;
    watch.stage("check", content.archive.entries.len());
    report.extend(check::links(request, &content, &plan.links, watch));
    report.extend(check::site(request, &content.archive, &plan.links, &theme));
    watch.stage("write", plan.files.len());
    scene.output.prepare(plan.files.par_iter().map(|f| f.path())).map_err(one)?;
    let stage = write::Stage { request, content: &content, theme: &theme, plan: &plan, scene: &scene, watch };
    let mut written = stage.run(&assets, &mut keeper, &mut report)?;
    watch.stage("finish", 0);
    written.pages.removed = stage.finish(keeper, &content, &written, &mut report)?;
    let write::Outcome { pages, because, rendered, bytes, .. } = written;
    let articles = content.articles;
    leave(content, plan, scene);
    Ok(Built {
        articles,
        pages,
        rendered_because: because,
        rendered,
        bytes_written: bytes,
        diagnostics: report,
    })
}

/// Refuses to build a site in which an address that was public would vanish.
fn keep_addresses(
    request: &Request,
    content: &Content,
    report: &mut Vec<Diagnostic>,
) -> Result<(), Vec<Diagnostic>> {
    report.extend(addresses::check(request, content));
    let refuses = report.iter().any(crate::diagnostic::catalogue::archive::keeps_address);
    if refuses { Err(std::mem::take(report)) } else { Ok(()) }
}

/// Says why the file at an address was made, and whether a build now would make it again. Writes nothing.
///
/// # Errors
/// What would keep the site from being built.
pub fn explain(request: &Request, address: &str, watch: &dyn Watch) -> Result<Explanation, Vec<Diagnostic>> {
    let mut report = Vec::new();
    let mut scene = scene::without_shortcut(request, &mut report)?;
    let texts = read_texts(request, &mut scene, None, watch)?;
    let (content, assets) = index(request, &scene, texts, watch, &mut report);
    let theme = assemble(request, std::mem::take(&mut scene.layers), &mut report)?;
    let plan = plan(request, &content, &theme, &scene.fixed_paths(), &mut report)?;
    let stage = write::Stage { request, content: &content, theme: &theme, plan: &plan, scene: &scene, watch };
    stage.explain(address, &assets)
}

/// Gives back what was large without waiting for it: a process that ends now need not take it apart piece by piece.
fn leave(content: Content, plan: Plan, scene: Scene) {
    let Scene { before, output, .. } = scene;
    rayon::spawn(move || drop((content, plan, before)));
    // The next build may have the folder.
    drop(output);
}

/// Reads and indexes the content, without a record.
///
/// # Errors
/// When there is no content folder.
pub fn read_content(
    request: &Request,
    watch: &dyn Watch,
    report: &mut Vec<Diagnostic>,
) -> Result<Content, Vec<Diagnostic>> {
    watch.stage("discover", 0);
    let found = scene::discover(request)?;
    watch.stage("parse", scene::count_texts(&found.files));
    let reading = reading(request)?;
    let mut reader =
        parse::Reader { request, reading: &reading, known: &mut [], now: i64::MIN, prints: false, watch };
    let texts = reader.all(&found.files, None).map_err(one)?;
    report.extend(found.diagnostics);
    Ok(index_texts(request, &found.files, found.lost_articles, texts, watch, report).0)
}

fn read_texts(
    request: &Request,
    scene: &mut Scene,
    keeper: Option<&mut Keeper>,
    watch: &dyn Watch,
) -> Result<parse::Texts, Vec<Diagnostic>> {
    let reading = reading(request)?;
    let known = if scene.knows_facts { &mut scene.before.sources[..] } else { &mut [] };
    let now = scene.output.now();
    parse::Reader { request, reading: &reading, known, now, prints: false, watch }
        .all(&scene.found.files, keeper)
        .map_err(one)
}

fn index(
    request: &Request,
    scene: &Scene,
    texts: parse::Texts,
    watch: &dyn Watch,
    report: &mut Vec<Diagnostic>,
) -> (Content, Vec<Source>) {
    report.extend(scene.found.diagnostics.iter().cloned());
    index_texts(request, &scene.found.files, scene.found.lost_articles, texts, watch, report)
}

fn index_texts(
    request: &Request,
    files: &[SourceFile],
    lost_articles: usize,
    texts: parse::Texts,
    watch: &dyn Watch,
    report: &mut Vec<Diagnostic>,
) -> (Content, Vec<Source>) {
    report.extend(texts.diagnostics);
    watch.stage("archive", 0);
    let content = gather(request, files, lost_articles, texts.sources, texts.left_out, report);
    (content, texts.assets)
}

/// Paths of files that are no text.
fn assets(files: &[SourceFile]) -> Vec<String> {
    files.iter().filter(|f| f.kind == Kind::Asset).map(|f| f.path.to_string()).collect()
}

/// Puts the archive together.
fn gather(
    request: &Request,
    files: &[SourceFile],
    lost_articles: usize,
    sources: Sources,
    left_out: Vec<String>,
    report: &mut Vec<Diagnostic>,
) -> Content {
    let (archive, mut problems) =
        Archive::build(sources, &request.config, request.clock, &request.content_shown);
    locate::lines(request, &mut problems);
    report.extend(problems);
    let withheld = archive.withheld.len();
    let faulty = lost_articles + left_out.len() + archive.refused.len();
    let built = archive.entries.len();
    Content {
        articles: ArticleCount { found: built + withheld + faulty, built, withheld, faulty },
        assets: assets(files),
        left_out,
        archive,
    }
}

fn one(problem: Diagnostic) -> Vec<Diagnostic> {
    vec![problem]
}

/// How the files of the site are read.
fn reading(request: &Request) -> Result<Reading, Vec<Diagnostic>> {
    use crate::diagnostic::catalogue::config as catalogue;
    let zone = &request.config.timezone;
    let place = Place { path: request.config_shown.clone(), spot: None };
    Reading::new(&request.config, &request.content_shown)
        .ok_or_else(|| vec![catalogue::timezone(zone, None, place)])
}

fn assemble(
    request: &Request,
    layers: Vec<Layer>,
    report: &mut Vec<Diagnostic>,
) -> Result<Theme, Vec<Diagnostic>> {
    let (theme, warnings) = Theme::assemble(layers, |address| url(base_path(&request.config), address))?;
    report.extend(warnings);
    Ok(theme)
}

/// Path of the site's root: `/` or `/archive/`.
pub(crate) fn base_path(config: &Config) -> &str {
    let after = config.base_url.find("://").map_or(0, |i| i + 3);
    config.base_url[after..].find('/').map_or("/", |i| &config.base_url[after + i..])
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
