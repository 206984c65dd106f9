//! Of what every file of the output is made: digests of everything that can influence it.
//!
//! Takes: the desk, the digests of what all pages depend on. Does: digests each article once, with all that others say
//! about it (its terms, its writers' own files, where its links lead), then for each file the digests of what it shows.
//! Gives: for a file one digest; while it stays the same, so does the file, and nothing of it has to be made to know
//! that. It errs on the side of moving: a digest that moves costs making a view, which then is compared exactly.
//!
//! | what | is digested by |
//! | --- | --- |
//! | the program, the configuration, words and lists of the theme | `World::common`, in every digest |
//! | the view of the site | its fields, in the digest of every page |
//! | a template, with all it extends and includes, and the assets it names | `theme::closure` |
//! | an article's own facts and body | `Source::facts`: what was parsed of it, with the digest of the body |
//! | where its links and pictures lead | each target |
//! | its terms | name, address, and the facts of the term's own file |
//! | its neighbours, series, translations, related articles, the articles of a list | the digest of each |
//!
//! Left out: positions of articles among all, counts, and the clock. What shows those digests them itself.

use super::make::Common;
use crate::archive::Entry;
use crate::archive::reserved::term_address;
use crate::archive::terms::Term;
use crate::article::body::Body;
use crate::article::notes::TermNotes;
use crate::article::{Article, Picture};
use crate::fingerprint::{Digest, Hasher};
use crate::plan::desk::{Desk, has_page};
use crate::plan::links::Target;
use crate::plan::site_view::Chosen;
use rayon::prelude::*;

/// Digests of the pieces of which files are made.
#[derive(Debug, Default)]
pub(super) struct Digests {
    /// By number of the entry: the article, with all that others say about it.
    entries: Vec<Digest>,
    /// By number of taxonomy and term: its name and address, and the facts of its own file.
    terms: Vec<Vec<Digest>>,
}

/// Puts together of what a file is made.
pub(super) struct Inputs<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) common: Digest,
    digests: &'a Digests,
}

impl Digests {
    pub(super) fn of(desk: &Desk) -> Self {
        let terms = desk.archive.taxonomies.iter().map(|index| {
            index.terms.par_iter().map(|term| term_digest(&index.taxonomy.path, term)).collect()
        });
        let mut own = Self { entries: Vec::new(), terms: terms.collect() };
        let inputs = Inputs { desk, common: Digest::NONE, digests: &own };
        own.entries = desk.archive.entries.par_iter().map(|entry| inputs.entry_digest(entry)).collect();
        own
    }

    /// Digests one article again, of which nothing has moved that places it.
    pub(super) fn again(&mut self, desk: &Desk, at: u32) {
        let inputs = Inputs { desk, common: Digest::NONE, digests: self };
        let digest = inputs.entry_digest(&desk.archive.entries[at as usize]);
        self.entries[at as usize] = digest;
    }
}

impl<'a> Inputs<'a> {
    pub(super) fn new(desk: &'a Desk<'a>, common: Digest, digests: &'a Digests) -> Self {
        Self { desk, common, digests }
    }

    /// An article with all that others say about it.
    pub(super) fn entry(&self, at: u32) -> Digest {
        self.digests.entries[at as usize]
    }

    /// A term's name, address and own file.
    pub(super) fn term(&self, taxonomy: u8, term: u32) -> Digest {
        self.digests.terms[taxonomy as usize][term as usize]
    }

    /// Begins the digest of a file; `kind` and `about` keep files apart.
    pub(super) fn begin(&self, kind: &str, about: &str) -> Hasher {
        let mut hasher = Hasher::new(kind);
        hasher.digest(self.common).text(about);
        hasher
    }

    /// Adds articles.
    pub(super) fn add_entries<'e>(&self, hasher: &mut Hasher, entries: impl IntoIterator<Item = &'e u32>) {
        let mut count = 0;
        for &at in entries {
            hasher.digest(self.entry(at));
            count += 1;
        }
        hasher.number(count);
    }

    /// Adds a list that a theme asked for.
    pub(super) fn add_list(&self, hasher: &mut Hasher, name: &str, list: &Chosen) {
        hasher.text(name).text(&list.title).maybe(list.url.as_deref());
        self.add_entries(hasher, &list.articles);
        hasher.number(list.groups.len() as u64);
        list.groups.iter().for_each(|group| self.add_list(hasher, "", group));
    }

    /// Adds where the links of a body lead from a page at `at`, with the body itself.
    pub(super) fn add_body(&self, hasher: &mut Hasher, body: &Body, path: &str, at: &str) {
        hasher.digest(body.digest).number(u64::from(body.start));
        for link in &body.links {
            self.add_target(hasher, &link.address, path, at);
        }
    }

    /// Adds the file about a term, which is shown at `at`.
    pub(super) fn add_notes(&self, hasher: &mut Hasher, notes: &TermNotes, at: &str) {
        hasher.digest(notes.facts);
        self.add_body(hasher, &notes.body, &notes.path, at);
        self.add_picture(hasher, notes.image.as_ref(), &notes.path, at);
        for (_, to) in &notes.links {
            self.add_target(hasher, to, &notes.path, at);
        }
    }

    /// Adds where a picture lies.
    pub(super) fn add_picture(&self, hasher: &mut Hasher, picture: Option<&Picture>, path: &str, at: &str) {
        match picture.and_then(|p| p.src.as_deref()) {
            Some(src) => self.add_target(hasher, src, path, at),
            None => {
                hasher.number(0);
            }
        }
    }

    fn add_target(&self, hasher: &mut Hasher, link: &str, path: &str, at: &str) {
        match self.desk.links.resolve(link, path, at) {
            Target::Here(url) => hasher.number(1).text(&url),
            Target::Elsewhere => hasher.number(2),
            Target::Broken => hasher.number(3),
        };
    }

    fn entry_digest(&self, entry: &Entry) -> Digest {
        let article = &entry.article;
        let mut hasher = Hasher::new("entry");
        hasher.digest(article.facts).text(&entry.address).debug(&entry.presence);
        hasher.number(u64::from(entry.expired)).number(u64::from(entry.rank.is_some()));
        for &(taxonomy, term) in &entry.terms {
            hasher.number(u64::from(taxonomy)).digest(self.term(taxonomy, term));
        }
        self.add_credits(&mut hasher, article);
        self.add_picture(&mut hasher, article.image.as_deref(), &article.path, &entry.address);
        self.add_body(&mut hasher, &article.body, &article.path, &entry.address);
        hasher.finish()
    }

    /// Writers, translators and others have files of their own, whether the article counts among their works or not.
    fn add_credits(&self, hasher: &mut Hasher, article: &Article) {
        let Some(number) = self.desk.archive.taxonomies.iter().position(|t| t.taxonomy.name == "authors")
        else {
            return;
        };
        let index = &self.desk.archive.taxonomies[number];
        let rare = article.rare.as_deref();
        let others = rare.into_iter().flat_map(|r| [&r.translators, &r.editors, &r.photographers]).flatten();
        for credit in article.authors.iter().chain(others) {
            match index.find(&credit.name) {
                Some(term) => hasher.digest(term_digest(&index.taxonomy.path, term)),
                None => hasher.number(0),
            };
        }
    }

    /// Adds what a view of the site and a template bring to every page.
    pub(super) fn add_common(hasher: &mut Hasher, common: &Common) {
        hasher.digest(common.site_digest()).digest(common.template);
    }
}

/// A term as others see it: its name and address, whether it has a page, and what its own file says.
fn term_digest(path: &str, term: &Term) -> Digest {
    let mut hasher = Hasher::new("term");
    hasher.text(&term.title).text(&term_address(path, &term.slug)).number(u64::from(has_page(term)));
    hasher.digest(term.notes.as_ref().map_or(Digest::NONE, |notes| notes.facts));
    hasher.finish()
}
