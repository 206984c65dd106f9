//! One state of the site: archive, theme, plan, and what is made ready for its pages.
//!
//! Takes: articles and other texts, a theme, the request. Does: the stages `archive`, `plan` and `check` of a build, or
//! only those that an edit needs: an article that keeps its place is exchanged where it stands. Gives: a [`Stand`], from
//! which any file of the site can be made.

use crate::archive::{Sources, address};
use crate::article::Article;
use crate::article::body::Body;
use crate::article::{Standing, TermNotes};
use crate::build::layout::{Plan, plan};
use crate::build::make::{Maker, Ready};
use crate::build::world::{World, standstill};
use crate::build::{Content, Request, Watch, check, gather, locate};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::plan::desk::Desk;
use crate::record::Head;
use crate::source::SourceFile;
use crate::theme::Theme;
use crate::theme::closure::is_style;
use rapidhash::RapidHashMap;
use rapidhash::v3::rapidhash_v3;

/// A state of the site.
pub(super) struct Stand {
    pub(super) content: Content,
    pub(super) theme: Theme,
    pub(super) plan: Plan,
    pub(super) ready: Ready,
    pub(super) world: World,
    /// URLs of the theme's styles, root-relative.
    pub(super) styles: Vec<String>,
    /// Numbers of files in the plan by digest of their path.
    places: RapidHashMap<u64, u32>,
    /// What the archive found wrong.
    pub(super) archive_problems: Vec<Diagnostic>,
    /// What the plan found wrong.
    problems: Vec<Diagnostic>,
    /// Links that lead nowhere.
    links: Vec<Diagnostic>,
    /// Between these moments, in seconds since 1970, nothing changes by itself.
    pub(super) standstill: (i64, i64),
}

/// What an archive is made of besides articles.
pub(super) struct Material<'a> {
    pub(super) files: &'a [SourceFile],
    pub(super) standing: Vec<Standing>,
    pub(super) notes: Vec<TermNotes>,
    pub(super) left_out: Vec<String>,
    pub(super) lost_articles: usize,
}

/// An archive, and what was wrong with it.
pub(super) struct Indexed {
    pub(super) content: Content,
    pub(super) problems: Vec<Diagnostic>,
}

/// Why there is no new state, and what it would have been made of.
pub(super) struct Fallen {
    pub(super) indexed: Indexed,
    pub(super) problems: Vec<Diagnostic>,
}

impl Indexed {
    /// Puts an archive together from articles in order of path.
    #[allow(clippy::vec_box, reason = "articles are large and move from place to place")]
    pub(super) fn of(request: &Request, articles: Vec<Box<Article>>, material: Material) -> Self {
        let mut problems = Vec::new();
        let Material { files, standing, notes, left_out, lost_articles } = material;
        let sources = Sources { articles, standing, notes };
        let content = gather(request, files, lost_articles, sources, left_out, &mut problems);
        Self { content, problems }
    }
}

impl Stand {
    /// Makes a state of the site from an archive and a theme.
    ///
    /// # Errors
    /// When the theme lacks a template: the archive is given back then.
    pub(super) fn plan(
        request: &Request,
        indexed: Indexed,
        theme: Theme,
        world: World,
        fixed: &[String],
        watch: &dyn Watch,
    ) -> Result<Self, Box<Fallen>> {
        let content = &indexed.content;
        let mut problems = Vec::new();
        let planned = plan(request, content, &theme, fixed, &mut problems).and_then(|plan| {
            let desk = desk(request, content, &theme, &plan);
            let ready = Ready::of(request, &desk, &theme, &plan.pages).map_err(|problem| vec![problem])?;
            Ok((plan, ready))
        });
        let (plan, ready) = match planned {
            Ok(planned) => planned,
            Err(problems) => return Err(Box::new(Fallen { indexed, problems })),
        };
        problems.extend(check::site(request, &content.archive, &plan.links, &theme));
        locate::lines(request, &mut problems);
        let links = check::links(request, content, &plan.links, watch);
        let places = plan.files.iter().zip(0..).map(|(file, n)| (place(file.path()), n)).collect();
        let styles = theme.assets.iter().filter(|asset| is_style(&asset.name));
        let styles = styles.map(|asset| address::url(&plan.links.base, &asset.address)).collect();
        let standstill = standstill(request, &content.archive);
        let Indexed { content, problems: archive_problems } = indexed;
        Ok(Self {
            content,
            theme,
            plan,
            ready,
            world,
            styles,
            places,
            archive_problems,
            problems,
            links,
            standstill,
        })
    }

    /// Exchanges an article that keeps its place; gives it back when it does not, or is not there.
    pub(super) fn exchange(&mut self, request: &Request, article: Box<Article>) -> Option<Box<Article>> {
        let entries = &mut self.content.archive.entries;
        let Some(at) = entries.iter().position(|entry| entry.article.path == article.path) else {
            return Some(article);
        };
        if !keeps_its_place(&entries[at].article, &article, &request.config) {
            return Some(article);
        }
        let path = crate::diagnostic::join(&request.content_shown, &article.path);
        let is_about = |problem: &Diagnostic| problem.place.as_ref().is_some_and(|place| place.path == path);
        // The lines it is about may have moved.
        if self.archive_problems.iter().chain(&self.problems).any(is_about) {
            return Some(article);
        }
        entries[at].article = article;
        let Self { content, theme, plan, ready, links, .. } = self;
        let desk = desk(request, content, theme, plan);
        ready.digests.again(&desk, at as u32);
        links.retain(|problem| !is_about(problem));
        links.extend(check::article(request, content, &plan.links, &content.archive.entries[at]));
        None
    }

    /// Number of the planned file at a path relative to the output.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        let at = *self.places.get(&place(path))? as usize;
        self.plan.files.get(at).filter(|file| file.path() == path).map(|_| at)
    }

    /// Lets something be made.
    pub(super) fn make<T>(&self, request: &Request, watch: &dyn Watch, make: impl FnOnce(&Maker) -> T) -> T {
        let desk = desk(request, &self.content, &self.theme, &self.plan);
        let site = (&self.theme, &self.plan.pages[..]);
        let mut maker = Maker::new(request, &desk, site, self.world, &self.ready, watch);
        maker.checks_bodies = true;
        make(&maker)
    }

    /// What reasons for rendering a page again are found by.
    pub(super) fn head(&self) -> Head {
        let templates = self.ready.templates.iter();
        Head {
            program: self.world.program,
            templates: templates.map(|(name, (files, _))| (name.clone(), files.clone())).collect(),
            sites: self.ready.sites.iter().map(|(lang, site)| (lang.clone(), site.fields.clone())).collect(),
            ..Head::default()
        }
    }

    /// Everything that is wrong with the site as a whole.
    pub(super) fn all_problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.archive_problems.iter().chain(&self.problems).chain(&self.links)
    }
}

/// What views are made from.
pub(super) fn desk<'a>(
    request: &'a Request,
    content: &'a Content,
    theme: &'a Theme,
    plan: &'a Plan,
) -> Desk<'a> {
    Desk {
        archive: &content.archive,
        config: &request.config,
        words: &theme.words,
        links: &plan.links,
        today: request.today,
    }
}

fn place(path: &str) -> u64 {
    rapidhash_v3(path.as_bytes())
}

/// Whether an article stays where it is in the archive, the calendar, lists and terms, at its address, with the same
/// files beside it: whether only its words differ.
fn keeps_its_place(before: &Article, now: &Article, config: &Config) -> bool {
    let links = |body: &Body| -> Vec<(Box<str>, bool)> {
        body.links.iter().map(|link| (link.address.clone(), link.picture)).collect()
    };
    // A title may be part of the address.
    let address = |article: &Article| address::of_article(article, "", config).ok();
    let words = Article {
        title: before.title.clone(),
        short_title: before.short_title.clone(),
        kicker: before.kicker,
        standfirst: before.standfirst.clone(),
        summary: before.summary.clone(),
        date_text: before.date_text.clone(),
        body: before.body.clone(),
        facts: before.facts,
        ..now.clone()
    };
    address(before) == address(now) && links(&before.body) == links(&now.body) && words == *before
}
