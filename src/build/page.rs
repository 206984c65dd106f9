//! One page: whether it has moved, and if so, from its view to HTML.
//!
//! 1. The digest of its inputs is the record's: the page is kept, unseen.
//! 2. Else its view is made, without bodies, and digested exactly; template and view of the site by their own digests.
//!    All are the record's: the page is kept, and the record learns its new inputs.
//! 3. Else the reason is noted, bodies are read and the page is rendered.

use super::produce::{Done, Producer, done};
use super::seen::Seen;
use super::write::Verdict;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Digest;
use crate::plan::{Page, PageKind};
use crate::record::{Class, Made, Print, Reason};

/// What becomes of a page.
pub(super) enum Judged {
    /// It stands as it must.
    Kept(Box<Done>),
    /// It has to be rendered; the print says why.
    Moved(Box<Seen>, Print),
}

/// What a page is to its readers.
fn class_of(page: &Page) -> Class {
    match page.kind {
        PageKind::Article(_) | PageKind::Tombstone(_) | PageKind::Standing(_) => Class::Article,
        _ => Class::List,
    }
}

impl Producer<'_> {
    pub(super) fn page(&self, page: &Page, path: &str, known: Option<&Made>) -> Result<Done, Diagnostic> {
        let start = self.maker.watch.now();
        let (mut seen, mut print) = match self.judge(page, known)? {
            Judged::Kept(done) => return Ok(*done),
            Judged::Moved(seen, print) => (*seen, print),
        };
        print.parts = seen.written.parts();
        let mut diagnostics = Vec::new();
        let html = self.maker.render(page, &mut seen, &mut diagnostics)?;
        if !diagnostics.is_empty() {
            // What was made of a text that could not be read is not what belongs there.
            print.inputs = Digest::NONE;
            print.view = Digest::NONE;
        }
        let placed = self.shop.output.write(path, html.as_bytes())?;
        self.maker.watch.page(
            page.template.name(),
            &page.address,
            self.maker.watch.now().saturating_sub(start),
        );
        Ok(Done { diagnostics, ..done(path, placed, class_of(page), print, known, true) })
    }

    /// Whether a page has to be rendered, and why.
    pub(super) fn judge(&self, page: &Page, known: Option<&Made>) -> Result<Judged, Diagnostic> {
        let maker = &self.maker;
        let common = maker.common(page);
        let inputs = maker.inputs.page(page, &maker.theme.manifest, &common);
        if let Some(known) = known.filter(|k| k.print.inputs == inputs)
            && let Some(done) = self.kept(known, None)
        {
            return Ok(Judged::Kept(Box::new(done)));
        }
        let seen = maker.see(page, &common)?;
        let (site, template) = (common.site_digest(), common.template);
        let mut print = Print { inputs, view: seen.digest, site, template, ..Print::default() };
        let moved = match known {
            Some(known) => maker.moved(&self.shop.before.head, &known.print, &print, &seen, page),
            None => Some((Reason::New, String::new())),
        };
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
}
