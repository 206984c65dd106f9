//! What a template sees of a page: its view, what of that has moved, its bodies, and the HTML that is made of it.

use super::make::{Common, Maker};
use super::structured;
use crate::article::markdown;
use crate::article::notes::TermNotes;
use crate::diagnostic::{Diagnostic, catalogue::theme as catalogue};
use crate::fingerprint::parts::Written;
use crate::fingerprint::{Digest, Hasher};
use crate::plan::view::{PageView, ThemeList};
use crate::plan::{Page, PageKind};
use crate::render::page as render_page;
use std::collections::BTreeMap;

/// A page's view and lists, and what they were digested to.
pub(super) struct Seen {
    pub(super) view: PageView,
    lists: BTreeMap<String, ThemeList>,
    pub(super) written: Written,
    pub(super) digest: Digest,
    /// Whether the bodies are those that the digest speaks of.
    pub(super) sound: bool,
}

impl Maker<'_> {
    /// Everything a template sees of a page, but for its body, which counts by its digest and by where its links lead.
    pub(super) fn see(&self, page: &Page, common: &Common) -> Result<Seen, Diagnostic> {
        let mut view = self.view(page);
        if let Some(site) = common.site.filter(|_| self.ready.shows_structured_data) {
            view.json_ld = structured::of(&view, &site.view, self.desk);
        }
        let lists = self.desk.lists(&self.theme.manifest, &page.kind, common.lang);
        let mut written = Written::default();
        let mut write = || {
            written.object("page", &view)?;
            written.field("page", "content", &self.body_digest(page))?;
            lists.iter().try_for_each(|(name, list)| written.field("lists", name, list))
        };
        write().map_err(|error| catalogue::view_not_data(&error.to_string()))?;
        let digest = written.digest();
        Ok(Seen { view, lists, written, digest, sound: true })
    }

    /// The page as HTML; what could not be read of its bodies is reported.
    ///
    /// # Errors
    /// When the template fails.
    pub(super) fn render(
        &self,
        page: &Page,
        seen: &mut Seen,
        report: &mut Vec<Diagnostic>,
    ) -> Result<String, Diagnostic> {
        seen.sound = self.fill(page, &mut seen.view, report);
        let shared = self.common(page).site.map(|site| &site.shared);
        render_page::render(&seen.view, shared, &seen.lists, &page.template, self.theme)
    }

    /// The view of a page without bodies.
    fn view(&self, page: &Page) -> PageView {
        let desk = self.desk;
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
        let archive = self.desk.archive;
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
        let archive = self.desk.archive;
        let mut hasher = Hasher::new("body");
        hasher.debug(&self.ready.options);
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

    /// Puts the body into the view; gives whether it is the one that was read first.
    fn fill(&self, page: &Page, view: &mut PageView, report: &mut Vec<Diagnostic>) -> bool {
        let archive = self.desk.archive;
        let own = match page.kind {
            PageKind::Article(at) => {
                let article = &archive.entries[at as usize].article;
                Some((&*article.path, &article.body))
            }
            PageKind::Standing(at) => {
                let standing = &archive.standing[at as usize].standing;
                Some((&*standing.path, &standing.body))
            }
            _ => None,
        };
        if let Some((path, body)) = own {
            let body = self.body(path, &page.address, body, report);
            view.has_code = body.has_code;
            let article = view.article.as_mut().map(|article| &mut article.content);
            let standing = view.standing.as_mut().map(|standing| &mut standing.content);
            if let Some(content) = article.or(standing) {
                *content = body.html;
            }
            return body.sound;
        }
        let Some(notes) = self.notes_of(page) else { return true };
        let body = self.body(&notes.path, &page.address, &notes.body, report);
        if let Some(terms) = &mut view.terms {
            terms.content = body.html;
        } else if let Some(list) = &mut view.list {
            list.content = self.about(notes, body.html, &page.address);
        }
        body.sound
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
