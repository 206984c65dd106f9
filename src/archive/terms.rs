//! Taxonomies: which terms there are, which spellings mean the same, and which articles each has.

use crate::article::Article;
use crate::article::names::Name;
use crate::article::notes::TermNotes;
use crate::article::slug::slug;
use crate::config::Taxonomy;
use rapidhash::RapidHashMap;
use rayon::prelude::*;

/// All terms of a taxonomy.
#[derive(Debug, Clone)]
pub struct TaxonomyIndex {
    /// The taxonomy as configured.
    pub taxonomy: Taxonomy,
    /// Terms in order of their key.
    pub terms: Vec<Term>,
    /// Notes about the taxonomy as a whole (`tags/_index.md`).
    pub notes: Option<TermNotes>,
    by_key: RapidHashMap<String, u32>,
}

/// A term: a tag, a section, a writer, a series, a person, …
#[derive(Debug, Clone)]
pub struct Term {
    /// Folded name; what two spellings of one term have in common.
    pub key: String,
    /// Name for people: from its own file, else as the oldest article with it writes it.
    pub title: String,
    /// Last part of its address.
    pub slug: String,
    /// Entries of the archive that carry it and are listed, oldest first.
    pub articles: Vec<u32>,
    /// What its own file says.
    pub notes: Option<Box<TermNotes>>,
    /// The broader term.
    pub parent: Option<u32>,
    /// Narrower terms, in order.
    pub children: Vec<u32>,
}

/// What all spellings of one term have in common: case, runs of spaces, hyphens and underscores do not count.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    if name.is_ascii() {
        for b in name.bytes() {
            if b.is_ascii_whitespace() || matches!(b, b'-' | b'_' | 0x0b) {
                gap = !out.is_empty();
            } else {
                if std::mem::take(&mut gap) {
                    out.push(' ');
                }
                out.push(char::from(b.to_ascii_lowercase()));
            }
        }
        return out;
    }
    for c in name.chars() {
        if c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}' | '\u{2011}') {
            gap = true;
        } else {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// Where an article says which terms of a taxonomy it has.
#[derive(Debug, Clone, Copy)]
pub(super) enum Field {
    Sections,
    Tags,
    Authors,
    Series,
    People,
    Organisations,
    Places,
    Events,
    /// A taxonomy that the configuration adds.
    Other(Name),
}

impl Field {
    pub(super) fn of(taxonomy: &str) -> Self {
        match taxonomy {
            "sections" => Self::Sections,
            "tags" => Self::Tags,
            "authors" => Self::Authors,
            "series" => Self::Series,
            "people" => Self::People,
            "organisations" => Self::Organisations,
            "places" => Self::Places,
            "events" => Self::Events,
            other => Self::Other(other.into()),
        }
    }

    /// Calls `take` with each value that an article has, as written.
    pub(super) fn each(self, article: &Article, take: impl FnMut(Name)) {
        let rare = article.rare.as_deref();
        let subjects = match self {
            Self::Sections => return article.section.into_iter().for_each(take),
            Self::Tags => return article.tags.iter().copied().for_each(take),
            Self::Authors => return article.authors.iter().map(|a| a.name).for_each(take),
            Self::Series => return rare.and_then(|r| r.series).into_iter().for_each(take),
            Self::Other(taxonomy) => {
                let terms = rare.map_or(&[][..], |r| &r.other_terms);
                let own = terms.iter().find(|(name, _)| *name == taxonomy);
                return own.into_iter().flat_map(|(_, values)| values).copied().for_each(take);
            }
            Self::People => rare.map(|r| &r.people),
            Self::Organisations => rare.map(|r| &r.organisations),
            Self::Places => rare.map(|r| &r.places),
            Self::Events => rare.map(|r| &r.events),
        };
        subjects.into_iter().flatten().map(|s| s.name).for_each(take);
    }
}

impl TaxonomyIndex {
    /// An index with the terms that have a file of their own and no articles yet.
    pub fn new(taxonomy: Taxonomy, notes: Vec<TermNotes>) -> Self {
        let mut index = Self { taxonomy, terms: Vec::new(), notes: None, by_key: RapidHashMap::default() };
        for note in notes {
            if note.name.is_empty() {
                index.notes = Some(note);
                continue;
            }
            let title = if note.title.is_empty() { note.name.clone() } else { note.title.clone() };
            let term = index.intern(fold(&note.name), &title);
            for spelling in note.aliases.iter().chain([&note.title]).filter(|s| !s.is_empty()) {
                index.by_key.entry(fold(spelling)).or_insert(term);
            }
            index.terms[term as usize].notes = Some(Box::new(note));
        }
        index
    }

    fn intern(&mut self, key: String, title: &str) -> u32 {
        if let Some(&term) = self.by_key.get(&key) {
            return term;
        }
        let term = self.terms.len() as u32;
        self.terms.push(Term {
            title: title.to_owned(),
            slug: String::new(),
            articles: Vec::new(),
            notes: None,
            parent: None,
            children: Vec::new(),
            key: key.clone(),
        });
        self.by_key.insert(key, term);
        term
    }

    /// The number of the term that a spelling means, which is entered if it is not known; a spelling of nothing but
    /// spaces means none.
    pub(super) fn enter(&mut self, spelling: &str) -> Option<u32> {
        let key = fold(spelling);
        (!key.is_empty()).then(|| self.intern(key, spelling.trim()))
    }

    /// The term that a spelling means.
    pub fn find(&self, name: &str) -> Option<&Term> {
        self.by_key.get(&fold(name)).map(|&t| &self.terms[t as usize])
    }

    /// Gives every term its address and its broader and narrower terms. Call once, when all articles have been seen.
    pub fn settle(&mut self) {
        if self.taxonomy.name == "sections" {
            for term in self.terms.iter_mut().filter(|t| t.notes.as_ref().is_none_or(|n| n.title.is_empty()))
            {
                term.title = name_of_folder(&term.title);
            }
        }
        self.settle_slugs();
        for at in 0..self.terms.len() {
            let parent = self.terms[at].notes.as_ref().and_then(|n| n.parent.clone());
            let parent =
                parent.and_then(|p| self.by_key.get(&fold(&p)).copied()).filter(|&p| p as usize != at);
            self.terms[at].parent = parent;
            if let Some(parent) = parent {
                self.terms[parent as usize].children.push(at as u32);
            }
        }
    }

    /// Two names may give one slug (`C` and `C++`). The one whose name is the slug keeps it (else the first by
    /// name); the others get a short digest of their name, so that no address depends on the order of arrival.
    fn settle_slugs(&mut self) {
        let plain: Vec<(String, bool)> = self.terms.par_iter().map(own_slug).collect();
        let mut order: Vec<usize> = (0..self.terms.len()).collect();
        order.par_sort_unstable_by(|&a, &b| {
            let order = |at: usize| (&plain[at].0, !plain[at].1, &self.terms[at].key);
            order(a).cmp(&order(b))
        });
        let mut slugs = vec![String::new(); plain.len()];
        for (nth, &at) in order.iter().enumerate() {
            let taken = nth > 0 && plain[order[nth - 1]].0 == plain[at].0;
            slugs[at] = if taken {
                format!("{}-{}", plain[at].0, &blake3::hash(self.terms[at].key.as_bytes()).to_hex()[..6])
            } else {
                plain[at].0.clone()
            };
        }
        for (term, slug) in self.terms.iter_mut().zip(slugs) {
            term.slug = slug;
        }
    }
}

/// The slug that a term would have if it were the only one, and whether that is its name.
fn own_slug(term: &Term) -> (String, bool) {
    let given = term.notes.as_ref().and_then(|n| n.slug.clone());
    let own = given.unwrap_or_else(|| slug(term.notes.as_ref().map_or(&term.title, |n| &n.name), None));
    let exact = fold(&own) == term.key;
    (own, exact)
}

/// `night-life` as a section's folder means Night life.
fn name_of_folder(name: &str) -> String {
    if name.chars().any(char::is_uppercase) {
        return name.to_owned();
    }
    let spaced = name.replace(['-', '_'], " ");
    let mut chars = spaced.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
