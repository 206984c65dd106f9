//! One file of the output: from its place in the plan to bytes on disk.

use super::{Request, Watch};
use super::{feeds, structured};
use crate::archive::Entry;
use crate::article::body::Body;
use crate::article::markdown::{self, LinkKind, Options};
use crate::article::notes::TermNotes;
use crate::diagnostic::Diagnostic;
use crate::output::record::Kept;
use crate::output::{Outcome, Output};
use crate::plan::desk::Desk;
use crate::plan::files::{File, Host, Planned, SitemapPart, sitemap_parts};
use crate::plan::links::Target;
use crate::plan::media::MediaFile;
use crate::plan::view::{PageView, SiteView};
use crate::plan::{Page, PageKind};
use crate::render::{page as render_page, redirects, robots};
use crate::source;
use crate::theme::{Shared, Theme};
use std::collections::hash_map::Entry::Vacant;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Makes and writes the files of one build.
pub(super) struct Producer<'a> {
    pub(super) request: &'a Request,
    pub(super) desk: &'a Desk<'a>,
    theme: &'a Theme,
    pub(super) pages: &'a [Page],
    media: &'a [MediaFile],
    output: &'a Output,
    watch: &'a dyn Watch,
    options: Options,
    /// Whether any template shows structured data; what no page shows is not made.
    shows_structured_data: bool,
    /// The view of the site by language of the words, plain and ready for templates.
    sites: HashMap<String, (SiteView, Shared)>,
    pub(super) sitemaps: BTreeMap<SitemapPart, Vec<u32>>,
    pub(super) arrivals: feeds::Arrivals,
}

/// A file that was made.
pub(super) struct Done {
    pub(super) outcome: Outcome,
    pub(super) kept: Kept,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Producer<'a> {
    pub(super) fn new(
        request: &'a Request,
        desk: &'a Desk<'a>,
        theme: &'a Theme,
        pages: &'a [Page],
        media: &'a [MediaFile],
        output: &'a Output,
        watch: &'a dyn Watch,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut sites = HashMap::new();
        let own = |e: &'a Entry| e.article.lang.as_deref();
        let langs = desk.archive.entries.iter().filter_map(own).chain([request.config.language.as_str()]);
        let standing = desk.archive.standing.iter().filter_map(|p| p.standing.lang.as_deref());
        let langs: BTreeSet<&str> = langs.chain(standing).collect();
        for lang in langs {
            if let Vacant(unknown) = sites.entry(desk.words(lang).0) {
                let site = desk.site(lang);
                let shared = Shared::new(&site).map_err(|problem| vec![problem])?;
                unknown.insert((site, shared));
            }
        }
        Ok(Self {
            request,
            shows_structured_data: theme.shows("json_ld"),
            theme,
            pages,
            media,
            output,
            watch,
            options: Options {
                html: request.config.markdown.html,
                smart_punctuation: request.config.markdown.smart_punctuation,
                highlight: request.config.highlight,
            },
            sites,
            sitemaps: sitemap_parts(desk.archive, pages),
            arrivals: feeds::Arrivals::of(desk.archive),
            desk,
        })
    }

    /// Makes one file and writes it if it differs.
    pub(super) fn produce(&self, planned: &Planned) -> Result<Done, Diagnostic> {
        let mut diagnostics = Vec::new();
        let bytes: Vec<u8> = match &planned.file {
            File::Page(n) => return self.page(&self.pages[*n as usize], &planned.path),
            File::Media(n) => return self.copy(&self.media[*n as usize], &planned.path),
            File::Asset(n) => self.theme.assets[*n as usize].bytes.to_vec(),
            File::Feed { term, format, document } => {
                self.feed(*term, *format, *document, &mut diagnostics).into_bytes()
            }
            File::Sitemap(part, number) => self.sitemap(*part, *number).into_bytes(),
            File::SitemapIndex => self.sitemap_index().into_bytes(),
            File::NewsSitemap => self.news_sitemap().into_bytes(),
            File::Robots => robots::robots(&self.sitemap_addresses()).into_bytes(),
            File::Redirect(_, to) => self.redirect(to).into_bytes(),
            File::Rules(host) => self.rules(*host).into_bytes(),
        };
        let (outcome, kept) = self.output.write(&planned.path, &bytes)?;
        Ok(Done { outcome, kept, diagnostics })
    }

    fn copy(&self, file: &MediaFile, path: &str) -> Result<Done, Diagnostic> {
        let (root, shown) = match file.fixed {
            true => {
                let folder = &self.request.config.static_folder;
                (self.request.site.join(folder), crate::diagnostic::join(&self.request.site_shown, folder))
            }
            false => (self.request.content.clone(), self.request.content_shown.clone()),
        };
        let shown = crate::diagnostic::join(&shown, &file.path);
        let (outcome, kept) = self.output.copy(path, &root.join(&file.path), &shown)?;
        Ok(Done { outcome, kept, diagnostics: Vec::new() })
    }

    fn page(&self, page: &Page, path: &str) -> Result<Done, Diagnostic> {
        let start = self.watch.now();
        let mut diagnostics = Vec::new();
        let mut view = self.view(page, &mut diagnostics);
        let site = self.sites.get(&self.desk.words(&view.lang).0);
        if let Some((site, _)) = site.filter(|_| self.shows_structured_data) {
            view.json_ld = structured::of(&view, site, self.desk);
        }
        let lists = self.desk.lists(&self.theme.manifest, &page.kind, &view.lang);
        let shared = site.map(|(_, shared)| shared);
        let html = render_page::render(&view, shared, &lists, &page.template, self.theme)?;
        let (outcome, kept) = self.output.write(path, html.as_bytes())?;
        self.watch.page(page.template.name(), &page.address, self.watch.now().saturating_sub(start));
        Ok(Done { outcome, kept, diagnostics })
    }

    fn view(&self, page: &Page, report: &mut Vec<Diagnostic>) -> PageView {
        let desk = self.desk;
        match page.kind {
            PageKind::Home => desk.home(page),
            PageKind::Article(at) => {
                let entry = &desk.archive.entries[at as usize];
                let (html, has_code) =
                    self.body(&entry.article.path, &page.address, &entry.article.body, report);
                let mut view = desk.article(page, at, html);
                view.has_code = has_code;
                view
            }
            PageKind::Tombstone(at) => desk.tombstone(page, at),
            PageKind::Standing(at) => {
                let standing = &desk.archive.standing[at as usize].standing;
                let (html, has_code) = self.body(&standing.path, &page.address, &standing.body, report);
                let mut view = desk.standing(page, at, html);
                view.has_code = has_code;
                view
            }
            PageKind::List { taxonomy, term, number } => {
                let notes = desk.archive.taxonomies[taxonomy as usize].terms[term as usize].notes.as_ref();
                let notes = notes.filter(|_| number.is_none());
                let content = notes.map(|n| self.about(n, &page.address, report)).unwrap_or_default();
                desk.list(page, taxonomy, term, number, content)
            }
            PageKind::Undated(number) => desk.undated(page, number),
            PageKind::Terms(taxonomy) => {
                let notes = desk.archive.taxonomies[taxonomy as usize].notes.as_ref();
                let content = notes.map(|n| self.body(&n.path, &page.address, &n.body, report).0);
                desk.terms_index(page, taxonomy, content.unwrap_or_default())
            }
            PageKind::Calendar => desk.calendar(page),
            PageKind::Year(year) => desk.year(page, year),
            PageKind::Month(year, month) => desk.month(page, year, month),
            PageKind::Day(day) => desk.day(page, day),
            PageKind::OnThisDay(month, day) => desk.on_this_day(page, month, day),
            PageKind::DaysOfYear => desk.days_of_year(page),
            PageKind::Corrections(number) => desk.corrections(page, number),
            PageKind::NotFound => desk.not_found(page),
        }
    }

    /// What a file says about its term as HTML: its body, or the biography in its front matter.
    fn about(&self, notes: &TermNotes, at: &str, report: &mut Vec<Diagnostic>) -> String {
        let body = self.body(&notes.path, at, &notes.body, report).0;
        if body.trim().is_empty() { self.html(&notes.biography, &notes.path, at).html } else { body }
    }

    /// The body of a content file as HTML, read again from disk, and whether it shows highlighted code.
    pub(super) fn body(
        &self,
        path: &str,
        at: &str,
        body: &Body,
        report: &mut Vec<Diagnostic>,
    ) -> (String, bool) {
        let bytes = match source::read(&self.request.content, &self.request.content_shown, path) {
            Ok(bytes) => bytes,
            Err(problem) => {
                report.push(problem);
                return (String::new(), false);
            }
        };
        // It was valid when it was read first; a file that changed since is shown as far as it is text.
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let rendered = self.html(text.get(body.start..).unwrap_or_default(), path, at);
        (rendered.html, rendered.has_code)
    }

    /// Markdown of the content file `path` as HTML for a page at `at`.
    fn html(&self, text: &str, path: &str, at: &str) -> markdown::Rendered {
        let resolve = |link: &str, _: LinkKind| match self.desk.links.resolve(link, path, at) {
            Target::Here(url) => Some(url),
            Target::Elsewhere | Target::Broken => None,
        };
        markdown::render(text, &self.options, &resolve)
    }

    /// Absolute address of where a redirect leads.
    fn target(&self, to: &str) -> String {
        match self.desk.links.resolve(to, "", "/") {
            Target::Here(url) => self.desk.absolute(&url),
            Target::Elsewhere | Target::Broken => self.desk.absolute(to),
        }
    }

    fn redirect(&self, to: &str) -> String {
        let lang = self.desk.config.language.as_str();
        let permalink = self.target(to);
        let entry = self.desk.archive.entries.iter().find(|e| *e.address == *to);
        let title = entry.filter(|e| e.rank.is_some()).map_or(permalink.as_str(), |e| &e.article.title);
        redirects::redirect_page(&redirects::RedirectPage {
            lang: &self.desk.words(lang).0,
            dir: crate::language::direction(lang),
            moved: &self.desk.word("moved", lang),
            title,
            url: &permalink,
            permalink: &permalink,
        })
    }

    fn rules(&self, host: Host) -> String {
        let rules: Vec<redirects::Redirect> = self
            .desk
            .archive
            .redirects
            .iter()
            .map(|(from, to)| redirects::Redirect { from: self.desk.url(from), to: self.target(to) })
            .collect();
        match host {
            Host::Netlify => redirects::netlify(&rules),
            Host::Apache => redirects::apache(&rules),
            Host::Nginx => redirects::nginx(&rules),
        }
    }
}
