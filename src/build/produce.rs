//! One file of the output: from its place in the plan to bytes on disk, or to the certainty that they are there.

use super::inputs::Inputs;
use super::world::World;
use super::write::Verdict;
use super::{Request, Watch, feeds, media};
use crate::article::body::Body;
use crate::article::markdown::{self, LinkKind, Options};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Digest;
use crate::fingerprint::parts::Written;
use crate::output::memory::Before;
use crate::output::write::{Held, Placed};
use crate::output::{Outcome, Output};
use crate::plan::desk::Desk;
use crate::plan::files::{File, Host, Planned, SitemapPart, sitemap_parts};
use crate::plan::links::Target;
use crate::plan::view::SiteView;
use crate::plan::{Page, PageKind};
use crate::record::{Because, Made, Print, Reason};
use crate::render::redirects;
use crate::source;
use crate::theme::closure::Closure;
use crate::theme::{Shared, Theme};
use std::collections::hash_map::Entry::Vacant;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Makes and writes the files of one build.
pub(super) struct Producer<'a> {
    pub(super) request: &'a Request,
    pub(super) desk: &'a Desk<'a>,
    pub(super) theme: &'a Theme,
    pub(super) pages: &'a [Page],
    pub(super) media: media::Sources<'a>,
    pub(super) output: &'a Output,
    pub(super) watch: &'a dyn Watch,
    pub(super) options: Options,
    /// Whether any template shows structured data; what no page shows is not made.
    pub(super) shows_structured_data: bool,
    /// What pages see of the site, by language of the words.
    pub(super) sites: HashMap<String, Site>,
    /// The language of the words by the language of a page.
    sites_by_lang: HashMap<String, String>,
    /// The files that each template is made of.
    pub(super) templates: BTreeMap<String, (Closure, Digest)>,
    pub(super) inputs: Inputs<'a>,
    pub(super) before: &'a Before,
    /// Files of which the record needs a copy in any case; none when it does of all.
    pub(super) copied: Option<HashSet<Box<str>>>,
    /// Whether the program made the last build too.
    pub(super) same_program: bool,
    pub(super) build: u32,
    pub(super) sitemaps: BTreeMap<SitemapPart, Vec<u32>>,
    pub(super) arrivals: feeds::Arrivals,
}

/// The view of the site in one language, plain and ready for templates.
pub(super) struct Site {
    pub(super) view: SiteView,
    pub(super) shared: Shared,
    /// Language of its words.
    pub(super) words: String,
    /// Digests of its fields by name.
    pub(super) fields: Vec<(String, Digest)>,
    pub(super) digest: Digest,
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

/// A file that is as it must be.
pub(super) struct Done {
    pub(super) outcome: Outcome,
    /// None when the record has it just so and needs no copy.
    pub(super) made: Option<Made>,
    /// Whether the record has it just so.
    pub(super) same: bool,
    /// Whether it is a page that was rendered.
    pub(super) rendered: bool,
    /// The source of a file that was copied, now that it has been read.
    pub(super) source: Option<crate::record::Source>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What a build makes files from.
pub(super) struct Workshop<'a> {
    pub(super) request: &'a Request,
    pub(super) desk: &'a Desk<'a>,
    pub(super) theme: &'a Theme,
    pub(super) pages: &'a [Page],
    pub(super) media: media::Sources<'a>,
    pub(super) output: &'a Output,
    pub(super) before: &'a Before,
    pub(super) copied: Option<HashSet<Box<str>>>,
    pub(super) world: World,
    pub(super) watch: &'a dyn Watch,
}

impl Common<'_> {
    /// Digest of the view of the site.
    pub(super) fn site_digest(&self) -> Digest {
        self.site.map_or(Digest::NONE, |site| site.digest)
    }
}

impl<'a> Producer<'a> {
    pub(super) fn new(workshop: Workshop<'a>) -> Result<Self, Vec<Diagnostic>> {
        let Workshop { request, desk, theme, pages, media, output, before, copied, world, watch } = workshop;
        let (sites, sites_by_lang) = sites(request, desk).map_err(|problem| vec![problem])?;
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
            inputs: Inputs::of(desk, world.common),
            same_program: before.head.program == world.program,
            build: before.head.build + 1,
            sitemaps: sitemap_parts(desk.archive, pages),
            arrivals: feeds::Arrivals::of(desk.archive, desk.config.feeds.limit),
            request,
            theme,
            pages,
            media,
            output,
            before,
            copied,
            watch,
            desk,
        })
    }

    /// Sees to it that one file, planned as number `nth`, is as it must be.
    pub(super) fn produce(&self, planned: &Planned, nth: usize) -> Result<Done, Diagnostic> {
        let known = self.before.made_about(planned.path(), nth);
        match &planned.file {
            File::Page(n) => self.page(&self.pages[*n as usize], planned.path(), known),
            File::Media(n) => self.copy(*n as usize, planned.path(), known),
            File::Asset(n) => {
                let bytes = &self.theme.assets[*n as usize].bytes;
                self.small(planned, known, Digest::of(bytes), |_| bytes.to_vec())
            }
            file => {
                let inputs = self.file_inputs(file, planned.path());
                self.small(planned, known, inputs, |report| self.bytes_of(file, report))
            }
        }
    }

    /// A file without a template: made again when anything that can influence it has moved.
    fn small(
        &self,
        planned: &Planned,
        known: Option<&Made>,
        inputs: Digest,
        make: impl FnOnce(&mut Vec<Diagnostic>) -> Vec<u8>,
    ) -> Result<Done, Diagnostic> {
        if let Some(known) = known.filter(|k| k.print.inputs == inputs)
            && let Some(done) = self.kept(known, None)
        {
            return Ok(done);
        }
        let mut diagnostics = Vec::new();
        let bytes = make(&mut diagnostics);
        let placed = self.output.write(planned.path(), &bytes)?;
        let because = self.because(known, known.map_or(Reason::New, |_| Reason::View), "");
        // What was made of a text that could not be read is not what belongs there.
        let inputs = if diagnostics.is_empty() { inputs } else { Digest::NONE };
        let print = Print { inputs, because, ..Print::default() };
        Ok(Done { diagnostics, ..done(planned.path(), placed, print, known, false) })
    }

    /// Why a file without a template would be made; none when it would not.
    pub(super) fn small_verdict(&self, planned: &Planned) -> Verdict {
        let Some(known) = self.before.made(planned.path()) else { return Some((Reason::New, String::new())) };
        let inputs = match &planned.file {
            File::Asset(n) => Digest::of(&self.theme.assets[*n as usize].bytes),
            File::Media(n) => self.media.digest(*n as usize),
            file => self.file_inputs(file, planned.path()),
        };
        if known.print.inputs != inputs {
            return Some((Reason::View, String::new()));
        }
        self.kept(known, None).is_none().then(|| (Reason::Output, String::new()))
    }

    /// The file as it stands, if it still holds what a build wrote; `print` is what it is now made of, if that moved.
    pub(super) fn kept(&self, known: &Made, print: Option<Print>) -> Option<Done> {
        let (outcome, rendered, source) = (Outcome::Unchanged, false, None);
        let stat = match self.output.holds(&known.path, known.stat, known.digest) {
            Held::Same => known.stat,
            Held::Touched(stat) => Some(stat),
            Held::Lost => return None,
        };
        let same = stat == known.stat && print.as_ref().is_none_or(|print| *print == known.print);
        let made = (!same || self.is_copied(&known.path)).then(|| {
            let print = print.unwrap_or_else(|| known.print.clone());
            Made { path: known.path.clone(), stat, digest: known.digest, print }
        });
        Some(Done { outcome, made, same, rendered, source, diagnostics: Vec::new() })
    }

    /// Whether the record needs a copy of what it knows of a file, though nothing of it has moved.
    fn is_copied(&self, path: &str) -> bool {
        self.copied.as_ref().is_none_or(|copied| copied.contains(path))
    }

    pub(super) fn because(&self, known: Option<&Made>, reason: Reason, moved: &str) -> Because {
        let reason = if known.is_none() { Reason::New } else { reason };
        Because { build: self.build, reason, moved: moved.into() }
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
        let rendered = self.html(text.get(body.start as usize..).unwrap_or_default(), path, at);
        (rendered.html, rendered.has_code)
    }

    /// Markdown of the content file `path` as HTML for a page at `at`.
    pub(super) fn html(&self, text: &str, path: &str, at: &str) -> markdown::Rendered {
        let resolve = |link: &str, _: LinkKind| match self.desk.links.resolve(link, path, at) {
            Target::Here(url) => Some(url),
            Target::Elsewhere | Target::Broken => None,
        };
        markdown::render(text, &self.options, &resolve)
    }

    /// Absolute address of where a redirect leads.
    pub(super) fn target(&self, to: &str) -> String {
        match self.desk.links.resolve(to, "", "/") {
            Target::Here(url) => self.desk.absolute(&url),
            Target::Elsewhere | Target::Broken => self.desk.absolute(to),
        }
    }

    /// What a redirect page says: the absolute address it leads to, and a title.
    pub(super) fn redirect_target(&self, to: &str) -> (String, String) {
        let permalink = self.target(to);
        let entry = self.desk.archive.by_address(to).filter(|e| e.rank.is_some());
        let title = entry.map_or_else(|| permalink.clone(), |e| e.article.title.to_string());
        (permalink, title)
    }

    pub(super) fn redirect(&self, to: &str) -> String {
        let lang = self.desk.config.language.as_str();
        let (permalink, title) = self.redirect_target(to);
        redirects::redirect_page(&redirects::RedirectPage {
            lang: &self.desk.words(lang).0,
            dir: crate::language::direction(lang),
            moved: &self.desk.word("moved", lang),
            title: &title,
            url: &permalink,
            permalink: &permalink,
        })
    }

    /// All redirects: old address, where it leads.
    pub(super) fn all_redirects(&self) -> Vec<redirects::Redirect> {
        let redirects = self.desk.archive.redirects.iter();
        redirects
            .map(|(from, to)| redirects::Redirect { from: self.desk.url(from), to: self.target(to) })
            .collect()
    }

    pub(super) fn rules(&self, host: Host) -> String {
        let rules = self.all_redirects();
        match host {
            Host::Netlify => redirects::netlify(&rules),
            Host::Apache => redirects::apache(&rules),
            Host::Nginx => redirects::nginx(&rules),
        }
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
        let site = self.sites_by_lang.get(lang).and_then(|words| self.sites.get(words));
        Common {
            site,
            template: self.templates.get(page.template.name()).map_or(Digest::NONE, |(_, digest)| *digest),
            lang,
        }
    }
}

/// A file that was made.
pub(super) fn done(path: &str, placed: Placed, print: Print, known: Option<&Made>, rendered: bool) -> Done {
    let made = Made { path: path.into(), stat: Some(placed.stat), digest: placed.digest, print };
    let same = known == Some(&made);
    Done { outcome: placed.outcome, made: Some(made), same, rendered, source: None, diagnostics: Vec::new() }
}

/// The view of the site by the language of the words, and that language by the language of a page.
type Sites = (HashMap<String, Site>, HashMap<String, String>);

/// The view of the site in every language that a page is in.
fn sites(request: &Request, desk: &Desk) -> Result<Sites, Diagnostic> {
    let (mut sites, mut by_lang) = (HashMap::new(), HashMap::new());
    let mut langs: BTreeSet<&str> =
        desk.archive.entries.iter().filter_map(|e| e.article.lang.as_deref()).collect();
    langs.extend(desk.archive.standing.iter().filter_map(|p| p.standing.lang.as_deref()));
    langs.insert(&request.config.language);
    for lang in langs {
        let words = desk.words(lang).0;
        by_lang.insert(lang.to_owned(), words.clone());
        if let Vacant(unknown) = sites.entry(words.clone()) {
            let view = desk.site(lang);
            let mut written = Written::default();
            let not_data = |e| crate::diagnostic::catalogue::theme::view_not_data(&format!("{e}"));
            written.object("site", &view).map_err(not_data)?;
            let (fields, digest) = (written.field_digests(), written.digest());
            unknown.insert(Site { shared: Shared::new(&view)?, view, words, fields, digest });
        }
    }
    Ok((sites, by_lang))
}
