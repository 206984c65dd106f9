//! What an editor asks of the site as a whole: what is wrong, what waits, where something is.

use super::answer::{Hit, Mark, Problem, Waiting};
use super::stand::{Stand, desk};
use crate::archive::Entry;
use crate::archive::address::url;
use crate::archive::presence::Withheld;
use crate::article::date::DateReader;
use crate::article::{Article, Status};
use crate::build::Request;
use crate::diagnostic::{Diagnostic, Severity, join};
use crate::language;
use rayon::prelude::*;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Why readers do not see an article yet; none when they do.
pub(super) fn mark(request: &Request, article: &Article) -> Option<Mark> {
    let at = request.clock.at;
    if article.status == Status::Draft {
        return Some(Mark::Draft);
    }
    if let Some(until) = article.embargo.filter(|until| *until > at) {
        return Some(Mark::Embargo(moment(request, until)));
    }
    let is_future = !article.date.is_unknown() && article.date.instant > at;
    (request.config.hold_future && is_future).then(|| Mark::Future(moment(request, article.date.instant)))
}

/// A moment in words, in the site's zone: `24 November 2026, 18:00 (Europe/Lisbon)`.
fn moment(request: &Request, instant: i64) -> String {
    let config = &request.config;
    let Some(reader) = DateReader::new(&config.timezone, config.ambiguous_dates) else {
        return String::new();
    };
    let date = reader.at_instant(instant);
    let local = instant.saturating_add(i64::from(date.offset)).rem_euclid(24 * 60 * 60);
    let day = language::long_date(date.year, date.month, date.day, "en-GB");
    format!("{day}, {:02}:{:02} ({})", local / 3600, local % 3600 / 60, config.timezone)
}

/// Articles that readers do not see yet, the drafts first, then by their hour.
pub(super) fn waiting(stand: &Stand, request: &Request) -> Vec<Waiting> {
    let archive = &stand.content.archive;
    let base = &stand.plan.links.base;
    let shown = archive.entries.iter().map(|entry| (&entry.article, Some(url(base, &entry.address))));
    let withheld = archive.withheld.iter().filter(|(_, why)| *why != Withheld::Redirect);
    let all = shown.chain(withheld.map(|(article, _)| (article, None)));
    let mut found: Vec<(i64, Waiting)> = all
        .filter_map(|(article, url)| {
            let mark = mark(request, article)?;
            let hour = match mark {
                Mark::Draft => i64::MIN,
                Mark::Embargo(_) => article.embargo.unwrap_or(i64::MAX),
                Mark::Future(_) => article.date.instant,
            };
            let path = join(&request.content_shown, &article.path);
            Some((hour, Waiting { title: article.title.to_string(), url, path, mark }))
        })
        .collect();
    found.sort_by(|a, b| (a.0, &a.1.path).cmp(&(b.0, &b.1.path)));
    found.into_iter().map(|(_, waiting)| waiting).collect()
}

/// Articles whose headline contains all the words, whatever their case and accents; the newest first.
pub(super) fn search(stand: &Stand, request: &Request, words: &str, limit: usize) -> Vec<Hit> {
    let wanted = language::collation_key(words);
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let desk = desk(request, &stand.content, &stand.theme, &stand.plan);
    let archive = &stand.content.archive;
    let fits = |title: &str| {
        let title = language::collation_key(title);
        wanted.iter().all(|word| title.contains(word))
    };
    let found: Vec<&Entry> = archive.entries.par_iter().filter(|entry| fits(&entry.article.title)).collect();
    let newest = found.into_iter().rev();
    newest
        .take(limit)
        .map(|entry| Hit {
            title: entry.article.title.to_string(),
            url: desk.url(&entry.address),
            date: match entry.article.date.is_unknown() {
                true => String::new(),
                false => {
                    let date = &entry.article.date;
                    desk.date(date, entry.article.date_text.as_deref(), &request.config.language).text
                }
            },
        })
        .collect()
}

/// Problems with the pages of the files that they are in.
pub(super) fn with_pages(
    problems: Vec<Diagnostic>,
    stand: Option<&Stand>,
    request: Option<&Request>,
) -> Vec<Problem> {
    let page = |diagnostic: &Diagnostic| {
        let (stand, request) = (stand?, request?);
        let place = diagnostic.place.as_ref()?;
        let inside = place.path.strip_prefix(&join(&request.content_shown, ""))?.trim_start_matches('/');
        let links = &stand.plan.links;
        links.files.get(inside).map(|address| url(&links.base, address))
    };
    problems.into_iter().map(|diagnostic| Problem { url: page(&diagnostic), diagnostic }).collect()
}

/// Problems that are known: of those, none is shown as new.
#[derive(Default)]
pub(super) struct Known(HashSet<u64>);

impl Known {
    pub(super) fn of<'d>(problems: impl IntoIterator<Item = &'d Diagnostic>) -> Self {
        Self(problems.into_iter().map(key).collect())
    }

    /// Forgets what is not wrong any more: should it be again, it is news.
    pub(super) fn keep<'d>(&mut self, problems: impl Iterator<Item = &'d Diagnostic>) {
        if !self.0.is_empty() {
            let now: HashSet<u64> = problems.map(key).collect();
            self.0.retain(|problem| now.contains(problem));
        }
    }

    pub(super) fn has(&self, problem: &Diagnostic) -> bool {
        self.0.contains(&key(problem))
    }
}

/// What tells a problem from others even when lines have been put in above it.
fn key(problem: &Diagnostic) -> u64 {
    let mut hasher = DefaultHasher::new();
    problem.code.name.hash(&mut hasher);
    problem.message.hash(&mut hasher);
    problem.place.as_ref().map(|place| &place.path).hash(&mut hasher);
    hasher.finish()
}

/// Whether an editor has to see a problem at once: a new mistake, or any mistake and whatever is new in the file `source`.
pub(super) fn is_urgent(problem: &Diagnostic, known: &Known, source: Option<&str>) -> bool {
    let is_own = problem.place.as_ref().is_some_and(|place| source == Some(&place.path));
    match problem.severity() {
        Severity::Error => is_own || !known.has(problem),
        Severity::Warning => is_own && !known.has(problem),
        Severity::Notice => false,
    }
}
