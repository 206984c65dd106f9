//! The list of all pages. Cheap: no bodies, no views.

use super::desk::{has_index, has_page};
use super::pagination::slices;
use super::{Page, PageKind};
use crate::archive::address::Address;
use crate::archive::presence::Presence;
use crate::archive::reserved::{CALENDAR, CORRECTIONS, ON_THIS_DAY, UNDATED, index_address, term_address};
use crate::archive::{Archive, Entry};
use crate::config::Config;
use crate::diagnostic::join;
use crate::diagnostic::{Diagnostic, catalogue::theme as catalogue};
use crate::theme::{Template, Theme};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Corrections on a page.
pub const CORRECTIONS_PER_PAGE: usize = 50;

/// Lists every page of the site. `content` is the name of the content folder in messages.
///
/// # Errors
/// A diagnostic for every template that is needed and missing.
pub fn list(
    archive: &Archive,
    config: &Config,
    theme: &Theme,
    content: &str,
    report: &mut Vec<Diagnostic>,
) -> Result<Vec<Page>, Vec<Diagnostic>> {
    let mut lister = Lister { archive, config, theme, pages: Vec::new(), missing: Vec::new() };
    lister.add("/", PageKind::Home, &["home"]);
    lister.articles(content, report);
    lister.standing(content, report);
    lister.taxonomies();
    lister.numbered(UNDATED, archive.undated.len(), config.paginate, &["undated", "list"], PageKind::Undated);
    if config.calendar {
        lister.calendar();
    }
    if config.on_this_day {
        lister.on_this_day();
    }
    let corrections = archive.corrections.len();
    if config.corrections && corrections > 0 {
        let kind = PageKind::Corrections;
        lister.numbered(CORRECTIONS, corrections, CORRECTIONS_PER_PAGE, &["corrections"], kind);
    }
    lister.add("/404.html", PageKind::NotFound, &["404"]);
    match lister.missing.is_empty() {
        true => Ok(lister.pages),
        false => {
            crate::diagnostic::sort(&mut lister.missing);
            Err(lister.missing)
        }
    }
}

struct Lister<'a> {
    archive: &'a Archive,
    config: &'a Config,
    theme: &'a Theme,
    pages: Vec<Page>,
    missing: Vec<Diagnostic>,
}

impl Lister<'_> {
    fn add(&mut self, address: impl Into<Address>, kind: PageKind, templates: &[&str]) {
        match self.theme.require(templates) {
            Ok(template) => self.pages.push(Page { address: address.into(), kind, template }),
            Err(missing) => self.missing.push(missing),
        }
    }

    fn articles(&mut self, content: &str, report: &mut Vec<Diagnostic>) {
        let (usual, tombstone) = (self.theme.require(&["article"]), self.theme.require(&["tombstone"]));
        let entries = &self.archive.entries;
        let is_tombstone = |entry: &Entry| entry.presence == Presence::Tombstone;
        let mut own: BTreeMap<u32, Template> = BTreeMap::new();
        let asking =
            entries.par_iter().enumerate().filter(|(_, e)| !is_tombstone(e) && template(e).is_some());
        for (at, entry) in asking.collect::<Vec<_>>() {
            own.extend(self.own_template(entry, content, report).map(|template| (at as u32, template)));
        }
        let stones = entries.iter().filter(|e| is_tombstone(e)).count();
        let needed = [(&tombstone, stones), (&usual, entries.len() - stones - own.len())];
        let missing = needed.into_iter().filter(|(_, count)| *count > 0);
        self.missing.extend(missing.filter_map(|(template, _)| template.as_ref().err().cloned()));
        let page = |(at, entry): (usize, &Entry)| {
            let at = at as u32;
            let (kind, template) = match is_tombstone(entry) {
                true => (PageKind::Tombstone(at), tombstone.as_ref().ok()),
                false => (PageKind::Article(at), own.get(&at).or(usual.as_ref().ok())),
            };
            Some(Page { address: entry.address.clone(), kind, template: template?.clone() })
        };
        self.pages.par_extend(entries.par_iter().enumerate().filter_map(page));
    }

    fn own_template(&self, entry: &Entry, content: &str, report: &mut Vec<Diagnostic>) -> Option<Template> {
        let name = template(entry)?;
        let found = self.theme.template(&[name]);
        if found.is_none() {
            report.push(catalogue::unknown_template(&join(content, &entry.article.path), name));
        }
        found
    }

    fn standing(&mut self, content: &str, report: &mut Vec<Diagnostic>) {
        for (at, page) in self.archive.standing.iter().enumerate() {
            let own = page.standing.template.as_deref().unwrap_or("page");
            if self.theme.template(&[own]).is_none() && own != "page" {
                report.push(catalogue::unknown_template(&join(content, &page.standing.path), own));
            }
            self.add(page.address.as_str(), PageKind::Standing(at as u32), &[own, "page"]);
        }
    }

    fn taxonomies(&mut self) {
        for (number, index) in self.archive.taxonomies.iter().enumerate() {
            let taxonomy = number as u8;
            let own = singular(&index.taxonomy.name);
            for (term, it) in index.terms.iter().enumerate().filter(|(_, t)| has_page(t)) {
                let address = term_address(&index.taxonomy.path, &it.slug);
                let kind = |number| PageKind::List { taxonomy, term: term as u32, number };
                self.numbered(&address, it.articles.len().max(1), self.config.paginate, &[own, "list"], kind);
            }
            if has_index(index) {
                let address = index_address(&index.taxonomy.path);
                self.add(address, PageKind::Terms(taxonomy), &[&index.taxonomy.name, "terms"]);
            }
        }
    }

    /// All pages of a list of `total`; none when it is empty.
    fn numbered(
        &mut self,
        address: &str,
        total: usize,
        size: usize,
        templates: &[&str],
        kind: impl Fn(Option<u32>) -> PageKind,
    ) {
        if total == 0 {
            return;
        }
        match self.theme.require(templates) {
            Ok(template) => self.pages.extend(slices(total, size).map(|slice| Page {
                address: page_address(address, slice.number).into(),
                kind: kind(slice.number),
                template: template.clone(),
            })),
            Err(missing) => self.missing.extend(slices(total, size).map(|_| missing.clone())),
        }
    }

    fn calendar(&mut self) {
        let (years, months, days) = self.archive.calendar.periods();
        self.add(CALENDAR, PageKind::Calendar, &["calendar"]);
        for year in years {
            self.add(year_address(year), PageKind::Year(year), &["year"]);
        }
        for (year, month) in months {
            self.add(month_address(year, month), PageKind::Month(year, month), &["month"]);
        }
        for day in days {
            self.add(day_address(day), PageKind::Day(day), &["day"]);
        }
    }

    fn on_this_day(&mut self) {
        let days = self.archive.calendar.days_of_year();
        if !days.is_empty() {
            self.add(ON_THIS_DAY, PageKind::DaysOfYear, &["on-this-day"]);
        }
        for (month, day) in days {
            self.add(on_this_day_address(month, day), PageKind::OnThisDay(month, day), &["on-this-day"]);
        }
    }
}

/// The template that an article asks for.
fn template(entry: &Entry) -> Option<&str> {
    entry.article.rare.as_ref()?.template.as_deref()
}

/// Address of a page of a list.
pub fn page_address(list: &str, number: Option<u32>) -> String {
    number.map_or_else(|| list.to_owned(), |n| format!("{list}page/{n}/"))
}

/// Address of a year.
pub fn year_address(year: i16) -> String {
    format!("/{year:04}/")
}

/// Address of a month.
pub fn month_address(year: i16, month: i8) -> String {
    format!("/{year:04}/{month:02}/")
}

/// Address of a day.
pub fn day_address((year, month, day): (i16, i8, i8)) -> String {
    format!("/{year:04}/{month:02}/{day:02}/")
}

/// Address of a day of the year.
pub fn on_this_day_address(month: i8, day: i8) -> String {
    format!("{ON_THIS_DAY}{month:02}/{day:02}/")
}

/// Name of the template for a term of a taxonomy.
fn singular(taxonomy: &str) -> &str {
    match taxonomy {
        "people" => "person",
        "series" => "series",
        other => other.strip_suffix('s').unwrap_or(other),
    }
}
