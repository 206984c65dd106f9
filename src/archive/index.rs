//! The indexes of an archive, filled from its entries, which are in order of time.

use super::calendar::Calendar;
use super::presence::{self, Clock, Presence};
use super::{Archive, Entry};
use rayon::prelude::*;
use std::collections::HashMap;

/// What is found of the listed articles when they are gone through in order of time.
#[derive(Default)]
struct ByTime {
    undated: Vec<u32>,
    calendar: Calendar,
    translations: HashMap<Box<str>, Vec<u32>>,
    /// The moment, the entry and which of its corrections.
    corrections: Vec<(i64, u32, u32)>,
}

impl Archive {
    /// Fills every index.
    pub(super) fn index(&mut self, clock: Clock) {
        self.entries.par_iter_mut().for_each(|e| e.expired = presence::is_expired(&e.article, clock));
        for (at, entry) in self.entries.iter_mut().enumerate() {
            if entry.presence == Presence::Listed {
                entry.rank = Some(self.listed.len() as u32);
                self.listed.push(at as u32);
            }
        }
        let counts: Vec<usize> = self.taxonomies.iter().map(|index| index.terms.len()).collect();
        let (entries, listed) = (&self.entries, &self.listed);
        let (lists, by_time) = rayon::join(|| lists(entries, listed, &counts), || by_time(entries, listed));
        for (index, lists) in self.taxonomies.iter_mut().zip(lists) {
            index.terms.iter_mut().zip(lists).for_each(|(term, articles)| term.articles = articles);
        }
        let ByTime { undated, calendar, translations, mut corrections } = by_time;
        corrections.sort_unstable();
        self.corrections = corrections.into_iter().map(|(_, at, nth)| (at, nth)).collect();
        (self.undated, self.calendar, self.translations) = (undated, calendar, translations);
    }
}

/// The articles of each term, by taxonomy; `counts` is how many terms each taxonomy has. They are counted first, so
/// that no list has room to spare.
fn lists(entries: &[Entry], listed: &[u32], counts: &[usize]) -> Vec<Vec<Vec<u32>>> {
    let mut sizes: Vec<Vec<u32>> = counts.iter().map(|&terms| vec![0; terms]).collect();
    for &at in listed {
        for &(taxonomy, term) in &entries[at as usize].terms {
            sizes[taxonomy as usize][term as usize] += 1;
        }
    }
    let list = |size: u32| Vec::with_capacity(size as usize);
    let mut lists: Vec<Vec<Vec<u32>>> =
        sizes.into_iter().map(|sizes| sizes.into_iter().map(list).collect()).collect();
    for &at in listed {
        for &(taxonomy, term) in &entries[at as usize].terms {
            lists[taxonomy as usize][term as usize].push(at);
        }
    }
    lists
}

fn by_time(entries: &[Entry], listed: &[u32]) -> ByTime {
    let mut out = ByTime::default();
    for &at in listed {
        let article = &entries[at as usize].article;
        match article.date.is_unknown() {
            true => out.undated.push(at),
            false => out.calendar.add(&article.date, at),
        }
        let Some(rare) = article.rare.as_deref() else { continue };
        if let Some(key) = &rare.translation_key {
            out.translations.entry(key.clone()).or_default().push(at);
        }
        // A correction without a date counts by its article's last change, else first publication.
        let last = article.updated.as_deref().unwrap_or(&article.date).instant;
        let each = rare.corrections.iter().enumerate();
        out.corrections.extend(each.map(|(nth, c)| (c.date.map_or(last, |d| d.instant), at, nth as u32)));
    }
    out
}
