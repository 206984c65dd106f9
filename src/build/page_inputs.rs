//! Of what a page is made: the articles and terms it shows, by kind of page.

use super::inputs::Inputs;
use super::make::Common;
use crate::archive::calendar::Day;
use crate::archive::reserved::{ON_THIS_DAY, term_address};
use crate::fingerprint::{Digest, Hasher};
use crate::plan::pages::CORRECTIONS_PER_PAGE;
use crate::plan::pagination::{Slice, slice};
use crate::plan::{Page, PageKind};
use crate::theme::manifest::Manifest;

impl Inputs<'_> {
    /// The digest of everything that can influence a page.
    pub(super) fn page(&self, page: &Page, manifest: &Manifest, common: &Common) -> Digest {
        let mut hasher = self.begin("page", &page.address);
        Self::add_common(&mut hasher, common);
        hasher.text(page.template.name()).text(common.lang);
        self.add_kind(&mut hasher, page);
        for (name, list) in self.desk.chosen(manifest, &page.kind, common.lang) {
            self.add_list(&mut hasher, name, &list);
        }
        hasher.finish()
    }

    fn add_kind(&self, hasher: &mut Hasher, page: &Page) {
        let (archive, config) = (self.desk.archive, self.desk.config);
        match page.kind {
            PageKind::Home | PageKind::NotFound => {}
            PageKind::Article(at) => self.add_article(hasher, at),
            PageKind::Tombstone(at) => {
                hasher.digest(self.entry(at));
            }
            PageKind::Standing(at) => {
                let own = &archive.standing[at as usize].standing;
                hasher.digest(own.facts);
                self.add_body(hasher, &own.body, &own.path, &page.address);
                self.add_picture(hasher, own.image.as_ref(), &own.path, &page.address);
            }
            PageKind::List { taxonomy, term, number } => self.add_term(hasher, taxonomy, term, number),
            PageKind::Undated(number) => {
                let own = slice(archive.undated.len(), config.paginate, number);
                self.add_slice(hasher, &own, &archive.undated);
            }
            PageKind::Terms(taxonomy) => self.add_terms(hasher, taxonomy, &page.address),
            PageKind::Calendar => {
                for ((year, ..), articles) in archive.calendar.days((i16::MIN, 0, 0)..=(i16::MAX, 12, 31)) {
                    hasher.number(year as u64).number(articles.len() as u64);
                }
                let has_days = self.desk.links.served.contains(ON_THIS_DAY);
                hasher.number(u64::from(archive.undated.is_empty())).number(u64::from(has_days));
            }
            PageKind::Year(year) => self.add_year(hasher, year),
            PageKind::Month(year, month) => self.add_month(hasher, year, month),
            PageKind::Day(day) => {
                self.add_entries(hasher, archive.calendar.day(day));
                let (before, after) = archive.calendar.days_around(day);
                add_days(hasher, &[before, after]);
            }
            PageKind::OnThisDay(month, day) => {
                for day in archive.calendar.day_of_year(month, day) {
                    hasher.number(day.0 as u64);
                    self.add_entries(hasher, archive.calendar.day(day));
                }
                let (before, after) = archive.calendar.days_of_year_around(month, day);
                add_days(hasher, &[before.map(|d| (0, d.0, d.1)), after.map(|d| (0, d.0, d.1))]);
            }
            PageKind::DaysOfYear => {
                for (day, articles) in archive.calendar.days((i16::MIN, 0, 0)..=(i16::MAX, 12, 31)) {
                    add_days(hasher, &[Some(day)]);
                    hasher.number(articles.len() as u64);
                }
            }
            PageKind::Corrections(number) => self.add_corrections(hasher, number),
        }
    }

    fn add_article(&self, hasher: &mut Hasher, at: u32) {
        let archive = self.desk.archive;
        let entry = &archive.entries[at as usize];
        hasher.digest(self.entry(at));
        let neighbour = |rank: Option<u32>| rank.and_then(|r| archive.listed.get(r as usize));
        self.add_entries(hasher, neighbour(entry.rank.and_then(|r| r.checked_sub(1))));
        self.add_entries(hasher, neighbour(entry.rank.map(|r| r + 1)));
        let Some(rare) = entry.article.rare.as_deref() else { return };
        let index = archive.taxonomy("series");
        if let Some(term) = rare.series.as_deref().and_then(|name| index?.find(name)) {
            let own = term.articles.binary_search(&at).ok();
            hasher.text(&term.title).number(own.map_or(0, |n| n as u64 + 1));
            let part = |n: Option<usize>| n.and_then(|n| term.articles.get(n));
            self.add_entries(hasher, part(own.and_then(|n| n.checked_sub(1))));
            self.add_entries(hasher, part(own.map(|n| n + 1)));
        }
        let translations = rare.translation_key.as_ref().and_then(|key| archive.translations.get(key));
        self.add_entries(hasher, translations.into_iter().flatten());
    }

    fn add_slice(&self, hasher: &mut Hasher, slice: &Slice, articles: &[u32]) {
        hasher.debug(&(slice.number, slice.older, slice.newer));
        let range = slice.range.start.min(articles.len())..slice.range.end.min(articles.len());
        self.add_entries(hasher, &articles[range]);
    }

    fn add_term(&self, hasher: &mut Hasher, taxonomy: u8, term: u32, number: Option<u32>) {
        let index = &self.desk.archive.taxonomies[taxonomy as usize];
        let own = &index.terms[term as usize];
        hasher.digest(self.term(taxonomy, term));
        for &other in own.parent.iter().chain(&own.children) {
            hasher.digest(self.term(taxonomy, other));
        }
        hasher.number(own.children.len() as u64);
        if let Some(notes) = &own.notes {
            self.add_notes(hasher, notes, &term_address(&index.taxonomy.path, &own.slug));
        }
        let slice = slice(own.articles.len(), self.desk.config.paginate, number);
        self.add_slice(hasher, &slice, &own.articles);
    }

    fn add_terms(&self, hasher: &mut Hasher, taxonomy: u8, address: &str) {
        let index = &self.desk.archive.taxonomies[taxonomy as usize];
        if let Some(notes) = &index.notes {
            self.add_notes(hasher, notes, address);
        }
        for (number, term) in index.terms.iter().enumerate() {
            hasher.digest(self.term(taxonomy, number as u32)).number(term.articles.len() as u64);
        }
    }

    fn add_year(&self, hasher: &mut Hasher, year: i16) {
        let calendar = &self.desk.archive.calendar;
        for (day, articles) in calendar.in_year(year) {
            add_days(hasher, &[Some(day)]);
            hasher.number(articles.len() as u64);
        }
        self.add_entries(hasher, calendar.day((year, 0, 0)));
        let (before, after) = calendar.years_around(year);
        add_days(hasher, &[before.map(|y| (y, 0, 0)), after.map(|y| (y, 0, 0))]);
    }

    fn add_month(&self, hasher: &mut Hasher, year: i16, month: i8) {
        let calendar = &self.desk.archive.calendar;
        for (day, articles) in calendar.in_month(year, month) {
            add_days(hasher, &[Some(day)]);
            self.add_entries(hasher, articles);
        }
        let (before, after) = calendar.months_around(year, month);
        add_days(hasher, &[before.map(|m| (m.0, m.1, 0)), after.map(|m| (m.0, m.1, 0))]);
    }

    fn add_corrections(&self, hasher: &mut Hasher, number: Option<u32>) {
        let all = &self.desk.archive.corrections;
        let slice = slice(all.len(), CORRECTIONS_PER_PAGE, number);
        hasher.debug(&(slice.number, slice.older, slice.newer));
        for (entry, nth) in &all[slice.range] {
            hasher.digest(self.entry(*entry)).number(u64::from(*nth));
        }
    }
}

fn add_days(hasher: &mut Hasher, days: &[Option<Day>]) {
    for day in days {
        match day {
            Some((year, month, day)) => {
                hasher.number(1).number(*year as u64).number(*month as u64).number(*day as u64)
            }
            None => hasher.number(0),
        };
    }
}
