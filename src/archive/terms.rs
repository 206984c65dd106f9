//! Taxonomies: which terms there are, which spellings mean the same, and which articles each has.

use crate::article::Article;
use crate::article::notes::TermNotes;
use crate::article::slug::slug;
use crate::config::Taxonomy;
use std::collections::HashMap;

/// All terms of a taxonomy.
#[derive(Debug, Clone)]
pub struct TaxonomyIndex {
    /// The taxonomy as configured.
    pub taxonomy: Taxonomy,
    /// Terms in order of their key.
    pub terms: Vec<Term>,
    /// Notes about the taxonomy as a whole (`tags/_index.md`).
    pub notes: Option<TermNotes>,
    by_key: HashMap<String, u32>,
    /// Terms by spellings as they were met: the same few stand in very many articles.
    by_spelling: HashMap<Box<str>, u32>,
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
    pub notes: Option<TermNotes>,
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

/// The values an article has for a taxonomy, as written.
pub fn values<'a>(article: &'a Article, taxonomy: &str) -> Vec<&'a str> {
    let rare = article.rare.as_deref();
    let subjects = |pick: fn(&crate::article::Rare) -> &[crate::article::Subject]| {
        rare.map_or(Vec::new(), |r| pick(r).iter().map(|s| &*s.name).collect())
    };
    match taxonomy {
        "sections" => article.section.iter().map(|s| &**s).collect(),
        "tags" => article.tags.iter().map(|t| &**t).collect(),
        "authors" => article.authors.iter().map(|a| &*a.name).collect(),
        "series" => rare.and_then(|r| r.series.as_deref()).into_iter().collect(),
        "people" => subjects(|r| &r.people),
        "organisations" => subjects(|r| &r.organisations),
        "places" => subjects(|r| &r.places),
        "events" => subjects(|r| &r.events),
        other => rare.map_or(Vec::new(), |r| {
            let own = r.other_terms.iter().find(|(name, _)| &**name == other);
            own.map_or(Vec::new(), |(_, values)| values.iter().map(|v| &**v).collect())
        }),
    }
}

impl TaxonomyIndex {
    /// An index with the terms that have a file of their own and no articles yet.
    pub fn new(taxonomy: Taxonomy, notes: Vec<TermNotes>) -> Self {
        let mut index = Self {
            taxonomy,
            terms: Vec::new(),
            notes: None,
            by_key: HashMap::new(),
            by_spelling: HashMap::new(),
        };
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
            index.terms[term as usize].notes = Some(note);
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

    /// The terms of an article, in its order and without repeats; those not seen before are entered. A value of
    /// nothing but spaces is none.
    pub fn add(&mut self, article: &Article) -> Vec<u32> {
        let mut terms = Vec::new();
        for value in values(article, &self.taxonomy.name) {
            let term = match self.by_spelling.get(value) {
                Some(&term) => term,
                None => {
                    let key = fold(value);
                    if key.is_empty() {
                        continue;
                    }
                    let term = self.intern(key, value.trim());
                    self.by_spelling.insert(value.into(), term);
                    term
                }
            };
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        terms
    }

    /// The term that a spelling means.
    pub fn find(&self, name: &str) -> Option<&Term> {
        let known = self.by_spelling.get(name).copied();
        known.or_else(|| self.by_key.get(&fold(name)).copied()).map(|t| &self.terms[t as usize])
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
        let mut order: Vec<usize> = (0..self.terms.len()).collect();
        let plain: Vec<String> = self.terms.iter().map(own_slug).collect();
        let exact = |at: usize| fold(&plain[at]) == self.terms[at].key;
        order.sort_by(|&a, &b| {
            (&plain[a], !exact(a), &self.terms[a].key).cmp(&(&plain[b], !exact(b), &self.terms[b].key))
        });
        let mut slugs = vec![String::new(); plain.len()];
        for (nth, &at) in order.iter().enumerate() {
            let taken = nth > 0 && plain[order[nth - 1]] == plain[at];
            slugs[at] = if taken {
                format!("{}-{}", plain[at], &blake3::hash(self.terms[at].key.as_bytes()).to_hex()[..6])
            } else {
                plain[at].clone()
            };
        }
        for (term, slug) in self.terms.iter_mut().zip(slugs) {
            term.slug = slug;
        }
    }
}

fn own_slug(term: &Term) -> String {
    let given = term.notes.as_ref().and_then(|n| n.slug.clone());
    given.unwrap_or_else(|| slug(term.notes.as_ref().map_or(&term.title, |n| &n.name), None))
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
