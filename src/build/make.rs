//! What files are made from, and what all files of one state of the site have in common.
//!
//! Takes: a planned site ([`Maker`]'s fields). Does: makes ready, once, what many pages need ([`Ready`]); then makes the
//! bytes of any file when it is asked for. Gives: views, HTML, feeds, sitemaps (in the files beside this one), to whoever
//! writes them into a folder or shows them. Nothing is written here.

use super::inputs::{Digests, Inputs};
use super::sites::{Site, sites};
use super::world::World;
use super::{Request, Watch, feeds};
use crate::article::body::Body;
use crate::article::markdown::{self, LinkKind, Options};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Digest;
use crate::plan::desk::Desk;
use crate::plan::files::{SitemapPart, sitemap_parts};
use crate::plan::links::Target;
use crate::plan::{Page, PageKind};
use crate::source;
use crate::theme::Theme;
use crate::theme::closure::Closure;
use std::collections::{BTreeMap, HashMap};

/// Makes the files of a site.
pub(super) struct Maker<'a> {
    pub(super) request: &'a Request,
    pub(super) desk: &'a Desk<'a>,
    pub(super) theme: &'a Theme,
    pub(super) pages: &'a [Page],
    pub(super) world: World,
    pub(super) watch: &'a dyn Watch,
    pub(super) ready: &'a Ready,
    pub(super) inputs: Inputs<'a>,
    /// Whether bodies are compared with what was read first. A build need not: it reads a file that changes meanwhile
    /// again the next time. A preview keeps what it has made, and may not keep what belongs to no state of the site.
    pub(super) checks_bodies: bool,
}

/// A body as HTML.
#[derive(Default)]
pub(super) struct BodyHtml {
    pub(super) html: String,
    /// Whether it shows highlighted code.
    pub(super) has_code: bool,
    /// Whether its text is the one that was read first, as far as that was looked into.
    pub(super) sound: bool,
}

/// What many files need, made once.
pub(super) struct Ready {
    pub(super) options: Options,
    /// Whether any template shows structured data; what no page shows is not made.
    pub(super) shows_structured_data: bool,
    /// What pages see of the site, by language of the words.
    pub(super) sites: HashMap<String, Site>,
    /// The language of the words by the language of a page.
    sites_by_lang: HashMap<String, String>,
    /// The files that each template is made of.
    pub(super) templates: BTreeMap<String, (Closure, Digest)>,
    pub(super) digests: Digests,
    pub(super) sitemaps: BTreeMap<SitemapPart, Vec<u32>>,
    pub(super) arrivals: feeds::Arrivals,
}

/// What a page has in common with others.
pub(super) struct Common<'a> {
    /// Language of the page.
    pub(super) lang: &'a str,
    /// The view of the site in that language.
    pub(super) site: Option<&'a Site>,
    /// Digest of the template.
    pub(super) template: Digest,
}

impl Common<'_> {
    /// Digest of the view of the site.
    pub(super) fn site_digest(&self) -> Digest {
        self.site.map_or(Digest::NONE, |site| site.digest)
    }
}

impl Ready {
    /// # Errors
    /// When the site has no view that a template can take.
    pub(super) fn of(
        request: &Request,
        desk: &Desk,
        theme: &Theme,
        pages: &[Page],
    ) -> Result<Self, Diagnostic> {
        let (sites, sites_by_lang) = sites(request, desk)?;
        let mut templates = BTreeMap::new();
        for page in pages {
            if !templates.contains_key(page.template.name()) {
                let closure = theme.closure(&page.template);
                let digest = crate::fingerprint::Hasher::new("templates").debug(&closure).finish();
                templates.insert(page.template.name().to_owned(), (closure, digest));
            }
        }
        Ok(Self {
            shows_structured_data: theme.shows("json_ld"),
            options: Options {
                html: request.config.markdown.html,
                smart_punctuation: request.config.markdown.smart_punctuation,
                highlight: request.config.highlight,
            },
            sites,
            sites_by_lang,
            templates,
            digests: Digests::of(desk),
            sitemaps: sitemap_parts(desk.archive, pages),
            arrivals: feeds::Arrivals::of(desk.archive, request.config.feeds.limit),
        })
    }
}

impl<'a> Maker<'a> {
    pub(super) fn new(
        request: &'a Request,
        desk: &'a Desk<'a>,
        (theme, pages): (&'a Theme, &'a [Page]),
        world: World,
        ready: &'a Ready,
        watch: &'a dyn Watch,
    ) -> Self {
        let inputs = Inputs::new(desk, world.common, &ready.digests);
        Self { request, desk, theme, pages, world, watch, ready, inputs, checks_bodies: false }
    }

    /// The body of a content file as HTML, read again from disk.
    pub(super) fn body(&self, path: &str, at: &str, body: &Body, report: &mut Vec<Diagnostic>) -> BodyHtml {
        let bytes = match source::read(&self.request.content, &self.request.content_shown, path) {
            Ok(bytes) => bytes,
            Err(problem) => {
                report.push(problem);
                return BodyHtml::default();
            }
        };
        // It was valid when it was read first; a file that changed since is shown as far as it is text.
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let own = text.get(body.start as usize..).unwrap_or_default();
        let (text, sound) = match self.checks_bodies {
            true => read_first(&text, own, body).map_or((own, false), |own| (own, true)),
            false => (own, true),
        };
        let rendered = self.html(text, path, at);
        BodyHtml { html: rendered.html, has_code: rendered.has_code, sound }
    }

    /// Markdown of the content file `path` as HTML for a page at `at`.
    pub(super) fn html(&self, text: &str, path: &str, at: &str) -> markdown::Rendered {
        let resolve = |link: &str, _: LinkKind| match self.desk.links.resolve(link, path, at) {
            Target::Here(url) => Some(url),
            Target::Elsewhere | Target::Broken => None,
        };
        markdown::render(text, &self.ready.options, &resolve)
    }

    /// What a page has in common with others of its language and template.
    pub(super) fn common(&self, page: &Page) -> Common<'_> {
        let archive = self.desk.archive;
        let lang = match page.kind {
            PageKind::Article(at) | PageKind::Tombstone(at) => self.desk.lang(&archive.entries[at as usize]),
            PageKind::Standing(at) => {
                archive.standing[at as usize].standing.lang.as_deref().unwrap_or(&self.desk.config.language)
            }
            _ => &self.desk.config.language,
        };
        let site = self.ready.sites_by_lang.get(lang).and_then(|words| self.ready.sites.get(words));
        Common {
            site,
            template: self
                .ready
                .templates
                .get(page.template.name())
                .map_or(Digest::NONE, |(_, digest)| *digest),
            lang,
        }
    }
}

/// The body that was read first, where it is `own` or stands behind front matter that has become shorter or longer; none
/// when the body itself has changed.
fn read_first<'t>(text: &'t str, own: &'t str, body: &Body) -> Option<&'t str> {
    /// Front matter has two of these lines; bodies have them too.
    const LINES: usize = 8;
    let is_same = |text: &str| Digest::of(text.as_bytes()) == body.digest;
    if is_same(own) {
        return Some(own);
    }
    let ends = text.match_indices("\n---\n").take(LINES).map(|(at, line)| &text[at + line.len()..]);
    let bodies = ends.flat_map(|rest| [rest, rest.trim_start_matches('\n')]);
    bodies.into_iter().find(|rest| is_same(rest))
}
