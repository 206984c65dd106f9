//! The sorted collection of articles and its indexes; immutable once built.
//!
//! Takes: the articles, what term files and standing pages say, the configuration and the clock.
//! Does: decides where each article appears, gives it its address, sorts all by time, gathers terms,
//! days, series and translations. Gives: an [`Archive`], and diagnostics for what could not be placed.

pub mod address;
pub mod calendar;
mod owners;
mod place;
pub mod presence;
pub mod related;
pub mod reserved;
pub mod standing;
pub mod terms;

use crate::article::Article;
use crate::article::notes::TermNotes;
use crate::article::standing::Standing;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, catalogue::archive as catalogue};
use calendar::Calendar;
use owners::{Folded, Owners};
use presence::{Clock, Presence, Withheld};
use rayon::prelude::*;
use reserved::Reserved;
use standing::StandingEntry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use terms::TaxonomyIndex;

/// Terms of an article: number of the taxonomy, number of the term.
pub type Terms = Box<[(u8, u32)]>;

/// An article in the archive: what it says, and where it stands among the others.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it says.
    pub article: Box<Article>,
    /// Its address, not percent-encoded.
    pub address: Arc<str>,
    /// Where it appears; never withheld.
    pub presence: Presence,
    /// Its terms: number of the taxonomy, number of the term.
    pub terms: Terms,
    /// Place in [`Archive::listed`]; none when it is in no list.
    pub rank: Option<u32>,
    /// Past its `expires`.
    pub expired: bool,
}

/// The archive.
#[derive(Debug)]
pub struct Archive {
    /// Every article with a page, oldest first, undated ones before all.
    pub entries: Vec<Entry>,
    /// Those in lists, oldest first.
    pub listed: Vec<u32>,
    /// The undated among them, in order of path.
    pub undated: Vec<u32>,
    /// Taxonomies in the order of the configuration.
    pub taxonomies: Vec<TaxonomyIndex>,
    /// Articles by day, month and year.
    pub calendar: Calendar,
    /// Articles by their `translation_key`.
    pub translations: HashMap<Box<str>, Vec<u32>>,
    /// Standing pages in order of path.
    pub standing: Vec<StandingEntry>,
    /// Where old addresses lead: address, target (address or URL elsewhere).
    pub redirects: BTreeMap<String, String>,
    /// Articles that are in no output, and why, in order of time.
    pub withheld: Vec<(Box<Article>, Withheld)>,
    /// Articles that could not be placed.
    pub refused: Vec<Box<Article>>,
    by_address: HashMap<Box<str>, u32>,
}

/// What an archive is built from.
pub struct Sources {
    /// Articles in order of path.
    pub articles: Vec<Box<Article>>,
    /// Standing pages in order of path.
    pub standing: Vec<Standing>,
    /// Files about terms, in order of path.
    pub notes: Vec<TermNotes>,
}

impl Archive {
    /// Builds the archive; `content` is the name of the content folder in messages.
    pub fn build(
        sources: Sources,
        config: &Config,
        clock: Clock,
        content: &str,
    ) -> (Archive, Vec<Diagnostic>) {
        let mut report = Vec::new();
        let taxonomies = taxonomy_indexes(sources.notes, config);
        let mut archive = Archive::empty(taxonomies);
        let (present, ranks) = place::admit(sources.articles, config, clock);
        let terms = archive.gather_terms(&present);
        let reserved = Reserved::new(&archive.taxonomies, config);
        archive.standing = standing::place(sources.standing, &reserved, content, &mut report);
        archive.place(present, &ranks, terms, config, &reserved, content, &mut report);
        archive.index(clock);
        archive.gather_redirects(&reserved, content, &mut report);
        (archive, report)
    }

    fn empty(taxonomies: Vec<TaxonomyIndex>) -> Self {
        Archive {
            entries: Vec::new(),
            listed: Vec::new(),
            undated: Vec::new(),
            taxonomies,
            calendar: Calendar::default(),
            translations: HashMap::new(),
            standing: Vec::new(),
            redirects: BTreeMap::new(),
            withheld: Vec::new(),
            refused: Vec::new(),
            by_address: HashMap::new(),
        }
    }

    /// The entry at an address to which something forwards.
    pub fn by_address(&self, address: &str) -> Option<&Entry> {
        self.by_address.get(address).map(|&i| &self.entries[i as usize])
    }

    /// The taxonomy of that name.
    pub fn taxonomy(&self, name: &str) -> Option<&TaxonomyIndex> {
        self.taxonomies.iter().find(|t| t.taxonomy.name == name)
    }

    /// The terms of each article, from everything that has a page with its text.
    fn gather_terms(&mut self, present: &[(Box<Article>, Presence)]) -> Vec<Terms> {
        let shown = |p: &Presence| matches!(p, Presence::Listed | Presence::Hidden);
        let mut terms = Vec::with_capacity(present.len());
        for (article, presence) in present {
            let mut own = Vec::new();
            if shown(presence) {
                for (number, taxonomy) in self.taxonomies.iter_mut().enumerate() {
                    own.extend(taxonomy.add(article).into_iter().map(|t| (number as u8, t)));
                }
            }
            terms.push(own.into());
        }
        self.taxonomies.iter_mut().for_each(TaxonomyIndex::settle);
        terms
    }

    /// Fills every index from the entries, which are in order of time.
    fn index(&mut self, clock: Clock) {
        for at in 0..self.entries.len() {
            let entry = &mut self.entries[at];
            entry.expired = presence::is_expired(&entry.article, clock);
            if entry.presence == Presence::Listed {
                for &(taxonomy, term) in &entry.terms {
                    self.taxonomies[taxonomy as usize].terms[term as usize].articles.push(at as u32);
                }
                entry.rank = Some(self.listed.len() as u32);
                self.listed.push(at as u32);
                match entry.article.date.is_unknown() {
                    true => self.undated.push(at as u32),
                    false => self.calendar.add(&entry.article.date, at as u32),
                }
            }
            let key = entry.article.rare.as_ref().and_then(|r| r.translation_key.clone());
            if let (Some(key), Presence::Listed) = (key, entry.presence) {
                self.translations.entry(key).or_default().push(at as u32);
            }
        }
    }

    /// Where the old addresses of articles and standing pages lead. A page keeps its address, and so does the first of
    /// two that want one.
    fn gather_redirects(&mut self, reserved: &Reserved, content: &str, report: &mut Vec<Diagnostic>) {
        let mut redirects = std::mem::take(&mut self.redirects);
        let articles = self.entries.iter().map(|e| (&*e.address, &*e.article.path, &e.article.aliases[..]));
        let pages = self.standing.iter();
        let pages = pages.map(|p| (p.address.as_str(), p.standing.path.as_str(), &p.standing.aliases[..]));
        let all: Vec<_> = articles.chain(pages).collect();
        let mut taken = Owners::default();
        if all.iter().any(|(_, _, aliases)| !aliases.is_empty()) {
            let folded: Vec<Folded> = all.par_iter().map(|(address, ..)| Folded::of(address)).collect();
            for ((_, path, _), folded) in all.iter().zip(&folded) {
                taken.add(&folded, path);
            }
        }
        let aliases = all.iter().flat_map(|(at, path, own)| own.iter().map(move |alias| (alias, *at, *path)));
        for (alias, address, path) in aliases {
            let place = || alias.place.clone();
            if alias.address.contains('?') {
                report.push(catalogue::alias_with_query(&alias.address, place()));
            }
            let old = match address::parse_old(&alias.address) {
                Ok(old) if old == address => continue,
                Ok(old) => old,
                Err(bad) => {
                    report.push(catalogue::bad_alias(&alias.address, place(), &bad.0));
                    continue;
                }
            };
            let folded = Folded::of(&old);
            match (redirects.get(&old), taken.in_the_way(&folded)) {
                _ if folded.text == address.to_lowercase() => {
                    report.push(catalogue::alias_in_capitals(&alias.address, place()));
                }
                (Some(to), _) if *to != *address => {
                    report.push(catalogue::alias_twice(&alias.address, place(), to));
                }
                (Some(_), _) => {}
                (None, Some(owner)) => {
                    report.push(catalogue::alias_taken(&alias.address, place(), content, owner));
                }
                (None, None) if reserved.holds(&folded.text) => {
                    report.push(catalogue::alias_on_site_page(&alias.address, place()));
                }
                (None, None) => {
                    taken.add(&folded, path);
                    redirects.insert(old, address.to_owned());
                }
            }
        }
        // Only what something forwards to is ever looked for.
        let targets: HashSet<&str> = redirects.values().map(String::as_str).collect();
        let wanted = self.entries.iter().enumerate().filter(|(_, e)| targets.contains(&*e.address));
        self.by_address = wanted.map(|(n, e)| ((&*e.address).into(), n as u32)).collect();
        self.redirects = redirects;
    }
}

fn taxonomy_indexes(notes: Vec<TermNotes>, config: &Config) -> Vec<TaxonomyIndex> {
    let mut by_taxonomy: HashMap<String, Vec<TermNotes>> = HashMap::new();
    for note in notes {
        by_taxonomy.entry(note.taxonomy.clone()).or_default().push(note);
    }
    let own =
        |name: &str, notes: &mut HashMap<String, Vec<TermNotes>>| notes.remove(name).unwrap_or_default();
    config.taxonomies.iter().map(|t| TaxonomyIndex::new(t.clone(), own(&t.name, &mut by_taxonomy))).collect()
}
