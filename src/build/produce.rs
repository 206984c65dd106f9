//! One file of the output: from its place in the plan to bytes on disk, or to the certainty that they are there.

use super::inputs::Inputs;
use super::sites::{Site, sites};
use super::world::World;
use super::write::Verdict;
use super::{Request, Watch, feeds, media};
use crate::article::body::Body;
use crate::article::markdown::{self, LinkKind, Options};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Digest;
use crate::output::memory::Before;
use crate::output::write::{Held, Placed};
use crate::output::{Outcome, Output};
use crate::plan::desk::Desk;
use crate::plan::files::{File, Planned, SitemapPart, sitemap_parts};
use crate::plan::links::Target;
use crate::plan::{Page, PageKind};
use crate::record::{Because, Made, Print, Reason};
use crate::source;
use crate::theme::Theme;
use crate::theme::closure::Closure;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a build makes files from.
pub(super) struct Workshop<'a> {
    pub(super) request: &'a Request,
    pub(super) desk: &'a Desk<'a>,
    pub(super) theme: &'a Theme,
    pub(super) pages: &'a [Page],
    pub(super) media: media::Sources<'a>,
    pub(super) output: &'a Output,
    pub(super) before: &'a Before,
    /// Files of which the record needs a copy in any case; none when it does of all.
    pub(super) copied: Option<HashSet<Box<str>>>,
    pub(super) world: World,
    pub(super) watch: &'a dyn Watch,
}

/// Makes and writes the files of one build.
pub(super) struct Producer<'a> {
    pub(super) shop: Workshop<'a>,
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

impl Common<'_> {
    /// Digest of the view of the site.
    pub(super) fn site_digest(&self) -> Digest {
        self.site.map_or(Digest::NONE, |site| site.digest)
    }
}

impl<'a> Producer<'a> {
    pub(super) fn new(shop: Workshop<'a>) -> Result<Self, Vec<Diagnostic>> {
        let Workshop { request, desk, theme, pages, .. } = shop;
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
            inputs: Inputs::of(desk, shop.world.common),
            sitemaps: sitemap_parts(desk.archive, pages),
            arrivals: feeds::Arrivals::of(desk.archive, request.config.feeds.limit),
            shop,
        })
    }

    /// Whether the program made the last build too.
    pub(super) fn same_program(&self) -> bool {
        self.shop.before.head.program == self.shop.world.program
    }

    /// Sees to it that one file, planned as number `nth`, is as it must be.
    pub(super) fn produce(&self, planned: &Planned, nth: usize) -> Result<Done, Diagnostic> {
        let known = self.shop.before.made_about(planned.path(), nth);
        match &planned.file {
            File::Page(n) => self.page(&self.shop.pages[*n as usize], planned.path(), known),
            File::Media(n) => self.copy(*n as usize, planned.path(), known),
            File::Asset(n) => {
                let bytes = &self.shop.theme.assets[*n as usize].bytes;
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
        let placed = self.shop.output.write(planned.path(), &bytes)?;
        let because = self.because(known, known.map_or(Reason::New, |_| Reason::View), "");
        // What was made of a text that could not be read is not what belongs there.
        let inputs = if diagnostics.is_empty() { inputs } else { Digest::NONE };
        let print = Print { inputs, because, ..Print::default() };
        Ok(Done { diagnostics, ..done(planned.path(), placed, print, known, false) })
    }

    /// Why a file without a template would be made; none when it would not.
    pub(super) fn small_verdict(&self, planned: &Planned) -> Verdict {
        let Some(known) = self.shop.before.made(planned.path()) else {
            return Some((Reason::New, String::new()));
        };
        let inputs = match &planned.file {
            File::Asset(n) => Digest::of(&self.shop.theme.assets[*n as usize].bytes),
            File::Media(n) => self.shop.media.digest(*n as usize),
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
        let stat = match self.shop.output.holds(&known.path, known.stat, known.digest) {
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
        self.shop.copied.as_ref().is_none_or(|copied| copied.contains(path))
    }

    pub(super) fn because(&self, known: Option<&Made>, reason: Reason, moved: &str) -> Because {
        let reason = if known.is_none() { Reason::New } else { reason };
        Because { build: self.shop.before.head.build + 1, reason, moved: moved.into() }
    }

    /// The body of a content file as HTML, read again from disk, and whether it shows highlighted code.
    pub(super) fn body(
        &self,
        path: &str,
        at: &str,
        body: &Body,
        report: &mut Vec<Diagnostic>,
    ) -> (String, bool) {
        let bytes = match source::read(&self.shop.request.content, &self.shop.request.content_shown, path) {
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
        let resolve = |link: &str, _: LinkKind| match self.shop.desk.links.resolve(link, path, at) {
            Target::Here(url) => Some(url),
            Target::Elsewhere | Target::Broken => None,
        };
        markdown::render(text, &self.options, &resolve)
    }

    /// What a page has in common with others of its language and template.
    pub(super) fn common(&self, page: &Page) -> Common<'_> {
        let archive = self.shop.desk.archive;
        let lang = match page.kind {
            PageKind::Article(at) | PageKind::Tombstone(at) => {
                self.shop.desk.lang(&archive.entries[at as usize])
            }
            PageKind::Standing(at) => archive.standing[at as usize]
                .standing
                .lang
                .as_deref()
                .unwrap_or(&self.shop.desk.config.language),
            _ => &self.shop.desk.config.language,
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
