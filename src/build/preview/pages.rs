//! The pages of a preview: made when they are asked for, and kept while nothing that they show has moved.
//!
//! Takes: a state of the site and an address. Does: looks whether the page that is kept still holds, by the number of
//! the state, else by the digest of what can influence it, else by that of what its template sees; renders it where none
//! does. Gives: an [`Answer`]. A page whose template fails, or whose text has just changed on disk, is answered with
//! the one that was made before.

use super::answer::{Answer, Made, Mark, PageNotes, Rendering};
use super::desk;
use super::stand::Stand;
use crate::build::make::Maker;
use crate::build::result::because;
use crate::build::seen::Seen;
use crate::build::{Request, Watch};
use crate::diagnostic::{Diagnostic, join};
use crate::fingerprint::{Digest, Hasher};
use crate::plan::{Page, PageKind};
use crate::record::{Head, Print, Reason};
use crate::theme::closure::is_style;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// So many bytes of pages are kept.
const KEPT: usize = 32 * 1024 * 1024;
/// So many renderings are listed.
const LISTED: usize = 200;

/// What is remembered of pages from one request to the next.
#[derive(Default)]
pub(super) struct Pages {
    kept: Mutex<Kept>,
    renderings: Mutex<VecDeque<Rendering>>,
    /// Pages that could not be rendered, with the number of the state in which they were tried.
    faults: Mutex<BTreeMap<String, (u64, Diagnostic)>>,
}

#[derive(Default)]
struct Kept {
    pages: HashMap<String, One>,
    bytes: usize,
    clock: u64,
}

/// A page that is kept.
#[derive(Clone)]
struct One {
    made: Made,
    print: Print,
    /// Number of the last state of the site in which it was known to hold.
    number: u64,
    used: u64,
}

/// A state of the site, with what answers need besides it.
pub(super) struct View<'a> {
    pub(super) stand: &'a Stand,
    pub(super) request: &'a Request,
    pub(super) watch: &'a dyn Watch,
    pub(super) number: u64,
    /// What the state before looked like, for the reasons of renderings.
    pub(super) before: &'a Head,
    /// URLs of files that were saved since the preview began, with the number of the state in which they last were.
    pub(super) saved: &'a BTreeMap<String, u64>,
}

impl Pages {
    /// A page; `path` is its file relative to the output.
    pub(super) fn answer(&self, view: &View, page: &Page, path: &str) -> Answer {
        let kept = self.find(path);
        if let Some(one) = kept.as_ref().filter(|one| one.number == view.number) {
            return Answer::Made(one.made.clone());
        }
        view.stand.make(view.request, view.watch, |maker| self.make(view, maker, page, path, kept))
    }

    fn make(&self, view: &View, maker: &Maker, page: &Page, path: &str, kept: Option<One>) -> Answer {
        let common = maker.common(page);
        let inputs = maker.inputs.page(page, &maker.theme.manifest, &common);
        if let Some(one) = kept.as_ref().filter(|one| one.print.inputs == inputs) {
            return self.keep(path, still(view, page, one, one.print.clone()));
        }
        let begun = view.watch.now();
        let seen = match maker.see(page, &common) {
            Ok(seen) => seen,
            Err(problem) => return self.fail(view, page, kept, problem),
        };
        let (site, template) = (common.site_digest(), common.template);
        let mut print = Print { inputs, view: seen.digest, site, template, ..Print::default() };
        let moved = match &kept {
            Some(one) => maker.moved(view.before, &one.print, &print, &seen, page),
            None => Some((Reason::New, String::new())),
        };
        match (&kept, moved) {
            (Some(one), None) => {
                print.parts = one.print.parts.clone();
                self.keep(path, still(view, page, one, print))
            }
            (_, moved) => {
                print.parts = seen.written.parts();
                let (reason, what) = moved.unwrap_or_default();
                let why = because(reason, &what, "rendered");
                self.render(view, maker, page, path, seen, kept, (print, why, begun))
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the second half of `make`")]
    fn render(
        &self,
        view: &View,
        maker: &Maker,
        page: &Page,
        path: &str,
        mut seen: Seen,
        kept: Option<One>,
        (print, why, begun): (Print, String, Duration),
    ) -> Answer {
        let mut unread = Vec::new();
        let html = match maker.render(page, &mut seen, &mut unread) {
            Ok(html) => html,
            Err(problem) => return self.fail(view, page, kept, problem),
        };
        self.mend(page);
        let (digest, notes) = (Digest::of(html.as_bytes()), notes(view, page, &html));
        let (status, name) = (status(&page.kind), path.to_owned());
        let made = Made { status, name, bytes: html.into_bytes().into(), digest, page: Some(notes) };
        if !seen.sound || !unread.is_empty() {
            // The text is not the one this state of the site knows: what was made of it belongs to no state.
            return outdated(kept.map_or(made, |one| one.made));
        }
        let micros = view.watch.now().saturating_sub(begun).as_micros() as u64;
        let (address, template) = (page.address.to_string(), page.template.name().to_owned());
        self.list(Rendering { address, template, why, number: view.number, micros });
        self.keep(path, One { made, print, number: view.number, used: 0 })
    }

    fn fail(&self, view: &View, page: &Page, kept: Option<One>, problem: Diagnostic) -> Answer {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.insert(page.address.to_string(), (view.number, problem.clone()));
        match kept {
            Some(one) => outdated(one.made),
            None => Answer::Faulty(vec![problem]),
        }
    }

    fn mend(&self, page: &Page) {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).remove(&*page.address);
    }

    /// What kept pages from being rendered in the state of this number.
    pub(super) fn faults(&self, number: u64) -> Vec<Diagnostic> {
        let faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.values().filter(|(tried, _)| *tried == number).map(|(_, problem)| problem.clone()).collect()
    }

    /// What was rendered of late, the last first.
    pub(super) fn renderings(&self) -> Vec<Rendering> {
        let listed = self.renderings.lock().unwrap_or_else(PoisonError::into_inner);
        listed.iter().rev().cloned().collect()
    }

    fn list(&self, rendering: Rendering) {
        let mut listed = self.renderings.lock().unwrap_or_else(PoisonError::into_inner);
        if listed.len() >= LISTED {
            listed.pop_front();
        }
        listed.push_back(rendering);
    }

    fn find(&self, path: &str) -> Option<One> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clock += 1;
        let clock = kept.clock;
        let one = kept.pages.get_mut(path)?;
        one.used = clock;
        Some(one.clone())
    }

    fn keep(&self, path: &str, one: One) -> Answer {
        let answer = Answer::Made(one.made.clone());
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clock += 1;
        let clock = kept.clock;
        kept.bytes += one.made.bytes.len();
        if let Some(old) = kept.pages.insert(path.to_owned(), One { used: clock, ..one }) {
            kept.bytes -= old.made.bytes.len();
        }
        if kept.bytes > KEPT {
            kept.make_room();
        }
        answer
    }
}

impl Kept {
    /// Lets go of the half of the pages that was used longest ago.
    fn make_room(&mut self) {
        let mut used: Vec<u64> = self.pages.values().map(|one| one.used).collect();
        used.sort_unstable();
        let Some(&middle) = used.get(used.len() / 2) else { return };
        self.pages.retain(|_, one| one.used > middle);
        self.bytes = self.pages.values().map(|one| one.made.bytes.len()).sum();
    }
}

/// A page that holds in this state too. Whether readers see it yet depends on the hour as well.
fn still(view: &View, page: &Page, one: &One, print: Print) -> One {
    let html = String::from_utf8_lossy(&one.made.bytes);
    let made = Made { page: Some(notes(view, page, &html)), ..one.made.clone() };
    One { made, print, number: view.number, used: 0 }
}

/// The page as it was when it could be made.
fn outdated(made: Made) -> Answer {
    let page = made.page.map(|notes| PageNotes { outdated: true, ..notes });
    Answer::Made(Made { page, ..made })
}

/// The status with which a host answers.
fn status(kind: &PageKind) -> u16 {
    match kind {
        PageKind::Tombstone(_) => 410,
        _ => 200,
    }
}

fn notes(view: &View, page: &Page, html: &str) -> PageNotes {
    let archive = &view.stand.content.archive;
    let (mark, own) = match page.kind {
        PageKind::Article(at) | PageKind::Tombstone(at) => {
            let article = &archive.entries[at as usize].article;
            (desk::mark(view.request, article), Some(&*article.path))
        }
        PageKind::Standing(at) => {
            let standing = &archive.standing[at as usize].standing;
            (standing.draft.then_some(Mark::Draft), Some(&*standing.path))
        }
        _ => (None, None),
    };
    let (print, styles) = shown(html, view);
    PageNotes {
        address: page.address.to_string(),
        print: Hasher::new("page").digest(print).debug(&mark).finish(),
        styles,
        mark,
        source: own.map(|path| join(&view.request.content_shown, path)),
        outdated: false,
    }
}

/// Digests of a page without the URLs of the theme's styles, and of those. A picture or a style that is no part of the
/// theme keeps its URL when it is saved, so it counts by when that was.
fn shown(html: &str, view: &View) -> (Digest, Digest) {
    let (mut shown, mut linked) = (Hasher::new("shown"), Hasher::new("styles"));
    let mut rest = html.to_owned();
    for style in view.stand.styles.iter().filter(|style| html.contains(style.as_str())) {
        linked.text(style);
        rest = rest.replace(style.as_str(), "");
    }
    for (url, number) in view.saved.iter().filter(|(url, _)| html.contains(url.as_str())) {
        let part = if is_style(url) { &mut linked } else { &mut shown };
        part.text(url).number(*number);
    }
    (shown.text(&rest).finish(), linked.finish())
}
