//! The sorted collection of articles and its indexes; immutable once built.
//!
//! Takes: the articles, what term files and standing pages say, the configuration and the clock.
//! Does: decides where each article appears, gives it its address, sorts all by time, gathers terms,
//! days, series and translations. Gives: an [`Archive`], and diagnostics for what could not be placed.

pub mod address;
pub mod calendar;
mod forward;
mod gather;
mod index;
pub mod owners;
mod placing;
pub mod presence;
pub mod related;
pub mod reserved;
pub mod standing;
pub mod terms;

pub use gather::Terms;

use crate::article::Article;
use crate::article::notes::TermNotes;
use crate::article::standing::Standing;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use address::Address;
use calendar::Calendar;
use presence::{Clock, Presence, Withheld};
use rapidhash::RapidHashMap;
use rayon::prelude::*;
use reserved::Reserved;
use standing::StandingEntry;
use std::collections::{BTreeMap, HashMap};
use terms::TaxonomyIndex;

/// An article in the archive: what it says, and where it stands among the others.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it says.
    pub article: Box<Article>,
    /// Its address, not percent-encoded.
    pub address: Address,
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
    /// Every correction of a listed article, oldest first: the entry and which of its corrections.
    pub corrections: Vec<(u32, u32)>,
    /// Standing pages in order of path.
    pub standing: Vec<StandingEntry>,
    /// Where old addresses lead: address, target (address or URL elsewhere).
    pub redirects: BTreeMap<String, String>,
    /// Articles that are in no output, and why, in order of time.
    pub withheld: Vec<(Box<Article>, Withheld)>,
    /// Articles that could not be placed.
    pub refused: Vec<Box<Article>>,
    by_address: RapidHashMap<Address, u32>,
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

/// An article that is to be placed.
struct Candidate {
    article: Box<Article>,
    presence: Presence,
    /// Its place in order of path.
    nth: u32,
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
        let present = admit(sources.articles, config, clock);
        let terms = gather::terms(&present, &mut archive.taxonomies);
        archive.taxonomies.iter_mut().for_each(TaxonomyIndex::settle);
        let reserved = Reserved::new(&archive.taxonomies, config);
        archive.standing = standing::place(sources.standing, &reserved, content, &mut report);
        archive.place(present, terms, config, &reserved, content, &mut report);
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
            corrections: Vec::new(),
            standing: Vec::new(),
            redirects: BTreeMap::new(),
            withheld: Vec::new(),
            refused: Vec::new(),
            by_address: RapidHashMap::default(),
        }
    }

    /// Its articles, in order of path: what another archive can be built from.
    #[allow(clippy::vec_box, reason = "articles are large and move from place to place")]
    pub fn into_articles(self) -> Vec<Box<Article>> {
        let entries = self.entries.into_iter().map(|entry| entry.article);
        let withheld = self.withheld.into_iter().map(|(article, _)| article);
        let mut articles: Vec<Box<Article>> = entries.chain(withheld).chain(self.refused).collect();
        articles.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        articles
    }

    /// The entry at an address to which something forwards.
    pub fn by_address(&self, address: &str) -> Option<&Entry> {
        self.by_address.get(address).map(|&i| &self.entries[i as usize])
    }

    /// The taxonomy of that name.
    pub fn taxonomy(&self, name: &str) -> Option<&TaxonomyIndex> {
        self.taxonomies.iter().find(|t| t.taxonomy.name == name)
    }
}

/// Decides where each article appears, and sorts all by time and path; they come in order of path.
#[allow(clippy::vec_box, reason = "articles are large and move from place to place")]
fn admit(articles: Vec<Box<Article>>, config: &Config, clock: Clock) -> Vec<Candidate> {
    debug_assert!(articles.is_sorted_by(|a, b| a.path <= b.path), "articles come in order of path");
    let mut order: Vec<(i64, u32, Presence)> = articles
        .par_iter()
        .enumerate()
        .map(|(nth, article)| (article.date.instant, nth as u32, presence::presence(article, clock, config)))
        .collect();
    order.par_sort_unstable_by_key(|&(instant, nth, _)| (instant, nth));
    let mut articles: Vec<Option<Box<Article>>> = articles.into_iter().map(Some).collect();
    let candidate = |(_, nth, presence): (i64, u32, Presence)| {
        let article = articles.get_mut(nth as usize).and_then(Option::take)?;
        Some(Candidate { article, presence, nth })
    };
    order.into_iter().filter_map(candidate).collect()
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
