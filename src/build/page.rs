//! One page: whether it has moved, and if so, from its view to HTML.
//!
//! 1. The digest of its inputs is the record's: the page is kept, unseen.
//! 2. Else its view is made, without bodies, and digested exactly; template and view of the site by their own digests.
//!    All are the record's: the page is kept, and the record learns its new inputs.
//! 3. Else the reason is noted, bodies are read and the page is rendered.

use super::produce::{Common, Done, Producer, done};
use super::sites::Site;
use super::structured;
use super::write::Verdict;
use crate::article::markdown;
use crate::article::notes::TermNotes;
use crate::diagnostic::{Diagnostic, catalogue::theme as catalogue};
use crate::fingerprint::parts::Written;
use crate::fingerprint::{Digest, Hasher};
use crate::plan::view::{PageView, ThemeList};
use crate::plan::{Page, PageKind};
use crate::record::{Made, Print, Reason};
use crate::render::page as render_page;
use std::collections::BTreeMap;

/// A page's view and lists, and what they were digested to.
pub(super) struct Seen {
    view: PageView,
    lists: BTreeMap<String, ThemeList>,
    written: Written,
    digest: Digest,
}

/// What becomes of a page.
pub(super) enum Judged {
    /// It stands as it must.
    Kept(Box<Done>),
    /// It has to be rendered; the print says why.
    Moved(Box<Seen>, Print),
}

impl Producer<'_> {
    pub(super) fn page(&self, page: &Page, path: &str, known: Option<&Made>) -> Result<Done, Diagnostic> {
        let start = self.shop.watch.now();
        let (mut seen, mut print) = match self.judge(page, known)? {
            Judged::Kept(done) => return Ok(*done),
            Judged::Moved(seen, print) => (*seen, print),
        };
        print.parts = seen.written.parts();
        let mut diagnostics = Vec::new();
        self.fill(page, &mut seen.view, &mut diagnostics);
        if !diagnostics.is_empty() {
            // What was made of a text that could not be read is not what belongs there.
            print.inputs = Digest::NONE;
            print.view = Digest::NONE;
        }
        let shared = self.common(page).site.map(|site| &site.shared);
        let html = render_page::render(&seen.view, shared, &seen.lists, &page.template, self.shop.theme)?;
        let placed = self.shop.output.write(path, html.as_bytes())?;
        self.shop.watch.page(
            page.template.name(),
            &page.address,
            self.shop.watch.now().saturating_sub(start),
        );
        Ok(Done { diagnostics, ..done(path, placed, print, known, true) })
    }

    /// Whether a page has to be rendered, and why.
    pub(super) fn judge(&self, page: &Page, known: Option<&Made>) -> Result<Judged, Diagnostic> {
        let common = self.common(page);
        let inputs = self.inputs.page(page, &self.shop.theme.manifest, &common);
        if let Some(known) = known.filter(|k| k.print.inputs == inputs)
            && let Some(done) = self.kept(known, None)
        {
            return Ok(Judged::Kept(Box::new(done)));
        }
        let seen = self.see(page, &common)?;
        let (site, template) = (common.site_digest(), common.template);
        let mut print = Print { inputs, view: seen.digest, site, template, ..Print::default() };
        let moved = self.moved(known, &print, &seen, page, &common);
        print.because = match (known, moved) {
            (Some(known), None) => {
                let Print { parts, because, .. } = known.print.clone();
                if let Some(done) = self.kept(known, Some(Print { parts, because, ..print.clone() })) {
                    return Ok(Judged::Kept(Box::new(done)));
                }
                self.because(Some(known), Reason::Output, "")
            }
            (known, moved) => {
                let (reason, what) = moved.unwrap_or_default();
                self.because(known, reason, &what)
            }
        };
        Ok(Judged::Moved(Box::new(seen), print))
    }

    /// Why a page would be rendered; none when it would not.
    pub(super) fn verdict(&self, page: &Page, path: &str) -> Result<Verdict, Diagnostic> {
        Ok(match self.judge(page, self.shop.before.made(path))? {
            Judged::Kept(_) => None,
            Judged::Moved(_, Print { because, .. }) => Some((because.reason, because.moved.to_string())),
        })
    }

    /// Everything a template sees of a page, but for its body, which counts by its digest and by where its links lead.
    fn see(&self, page: &Page, common: &Common) -> Result<Seen, Diagnostic> {
        let mut view = self.view(page);
        if let Some(site) = common.site.filter(|_| self.shows_structured_data) {
            view.json_ld = structured::of(&view, &site.view, self.shop.desk);
        }
        let lists = self.shop.desk.lists(&self.shop.theme.manifest, &page.kind, common.lang);
        let mut written = Written::default();
        let mut write = || {
            written.object("page", &view)?;
            written.field("page", "content", &self.body_digest(page))?;
            lists.iter().try_for_each(|(name, list)| written.field("lists", name, list))
        };
        write().map_err(|error| catalogue::view_not_data(&error.to_string()))?;
        let digest = written.digest();
        Ok(Seen { view, lists, written, digest })
    }

    /// Why a page has to be rendered, and what moved; none when neither view nor template did.
    fn moved(
        &self,
        known: Option<&Made>,
        print: &Print,
        seen: &Seen,
        page: &Page,
        common: &Common,
    ) -> Option<(Reason, String)> {
        let Some(known) = known else { return Some((Reason::New, String::new())) };
        if !self.same_program() {
            return Some((Reason::Program, String::new()));
        }
        let mut fields = Vec::new();
        if known.print.site != print.site {
            fields.extend(self.moved_site_fields(common.site));
        }
        if known.print.view != print.view {
            fields.extend(seen.written.differing(&known.print.parts));
        }
        if known.print.site != print.site || known.print.view != print.view {
            return Some((Reason::View, fields.join(" ")));
        }
        let moved = known.print.template != print.template;
        moved.then(|| (Reason::Template, self.moved_files(page.template.name()).join(" ")))
    }

    fn moved_site_fields(&self, site: Option<&Site>) -> Vec<String> {
        let now = site.map_or(&[][..], |site| &site.fields);
        let before =
            self.shop.before.head.sites.iter().find(|(lang, _)| site.is_some_and(|s| s.words == *lang));
        let before = before.map_or(&[][..], |(_, fields)| fields);
        now.iter().filter(|field| !before.contains(field)).map(|(name, _)| name.clone()).collect()
    }

    /// The files of a template that differ from those of the last build.
    fn moved_files(&self, template: &str) -> Vec<String> {
        let now = self.templates.get(template).map_or(&[][..], |(closure, _)| closure);
        let before = self.shop.before.head.templates.iter().find(|(name, _)| name == template);
        let before = before.map_or(&[][..], |(_, closure)| closure);
        let differs = |a: &[(String, Digest)], b: &[(String, Digest)]| {
            a.iter().filter(|file| !b.contains(file)).map(|(name, _)| name.clone()).collect::<Vec<_>>()
        };
        let mut moved = differs(now, before);
        moved.extend(differs(before, now));
        moved.sort();
        moved.dedup();
        moved
    }

    /// The view of a page without bodies.
    fn view(&self, page: &Page) -> PageView {
        let desk = self.shop.desk;
        match page.kind {
            PageKind::Home => desk.home(page),
            PageKind::Article(at) => desk.article(page, at, String::new()),
            PageKind::Tombstone(at) => desk.tombstone(page, at),
            PageKind::Standing(at) => desk.standing(page, at, String::new()),
            PageKind::List { taxonomy, term, number } => {
                desk.list(page, taxonomy, term, number, String::new())
            }
            PageKind::Undated(number) => desk.undated(page, number),
            PageKind::Terms(taxonomy) => desk.terms_index(page, taxonomy, String::new()),
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

    /// The file about the term that a page shows the body of.
    fn notes_of(&self, page: &Page) -> Option<&TermNotes> {
        let archive = self.shop.desk.archive;
        match page.kind {
            PageKind::List { taxonomy, term, number: None } => {
                archive.taxonomies[taxonomy as usize].terms[term as usize].notes.as_deref()
            }
            PageKind::Terms(taxonomy) => archive.taxonomies[taxonomy as usize].notes.as_ref(),
            _ => None,
        }
    }

    /// What the body of a page depends on; [`Digest::NONE`] for a page without.
    fn body_digest(&self, page: &Page) -> Digest {
        let archive = self.shop.desk.archive;
        let mut hasher = Hasher::new("body");
        hasher.debug(&self.options);
        let (body, path) = match page.kind {
            PageKind::Article(at) => {
                let article = &archive.entries[at as usize].article;
                (&article.body, &*article.path)
            }
            PageKind::Standing(at) => {
                let standing = &archive.standing[at as usize].standing;
                (&standing.body, &*standing.path)
            }
            _ => match self.notes_of(page) {
                Some(notes) => {
                    if !notes.biography.is_empty() {
                        hasher.text(&self.html(&notes.biography, &notes.path, &page.address).html);
                    }
                    (&notes.body, &*notes.path)
                }
                None => return Digest::NONE,
            },
        };
        self.inputs.add_body(&mut hasher, body, path, &page.address);
        hasher.finish()
    }

    /// Puts the body into the view.
    fn fill(&self, page: &Page, view: &mut PageView, report: &mut Vec<Diagnostic>) {
        let archive = self.shop.desk.archive;
        match page.kind {
            PageKind::Article(at) => {
                let article = &archive.entries[at as usize].article;
                let (html, has_code) = self.body(&article.path, &page.address, &article.body, report);
                view.has_code = has_code;
                if let Some(article) = &mut view.article {
                    article.content = html;
                }
            }
            PageKind::Standing(at) => {
                let own = &archive.standing[at as usize].standing;
                let (html, has_code) = self.body(&own.path, &page.address, &own.body, report);
                view.has_code = has_code;
                if let Some(standing) = &mut view.standing {
                    standing.content = html;
                }
            }
            _ => {
                let Some(notes) = self.notes_of(page) else { return };
                let body = self.body(&notes.path, &page.address, &notes.body, report).0;
                if let Some(terms) = &mut view.terms {
                    terms.content = body;
                } else if let Some(list) = &mut view.list {
                    list.content = self.about(notes, body, &page.address);
                }
            }
        }
    }

    /// What a file says about its term as HTML: its body, or the biography in its front matter.
    fn about(&self, notes: &TermNotes, body: String, at: &str) -> String {
        let written = match body.trim().is_empty() {
            true => self.html(&notes.biography, &notes.path, at).html,
            false => body,
        };
        if written.trim().is_empty() { markdown::inline(&notes.biography) } else { written }
    }
}
