//! Which terms each article has.
//!
//! Takes: the articles in order of time, and the taxonomies with what files say about their terms. Does: looks through
//! the articles several at a time, and folds each spelling once, however many articles have it. Gives: the terms of
//! each article; terms that were not known before are entered in the order in which the articles come.

use super::Candidate;
use super::presence::Presence;
use super::terms::{Field, TaxonomyIndex};
use crate::article::names::Name;
use rapidhash::RapidHashSet;
use rayon::prelude::*;

/// Terms of an article: number of the taxonomy, number of the term.
pub type Terms = Box<[(u8, u32)]>;

/// Articles that are looked through at a time.
const AT_ONCE: usize = 2048;

/// A spelling that was not met yet.
const UNKNOWN: u32 = u32::MAX;
/// A spelling that means no term: nothing but spaces.
const NONE: u32 = u32::MAX - 1;

/// The terms of a taxonomy by number of the name.
type Known = Vec<u32>;

/// The terms of each article that has a page with its text; the others have none.
pub(super) fn terms(present: &[Candidate], taxonomies: &mut [TaxonomyIndex]) -> Vec<Terms> {
    let fields: Vec<Field> = taxonomies.iter().map(|index| Field::of(&index.taxonomy.name)).collect();
    let met: Vec<Vec<Vec<Name>>> =
        present.par_chunks(AT_ONCE).map(|articles| names(articles, &fields)).collect();
    let mut known: Vec<Known> = vec![Vec::new(); taxonomies.len()];
    for names in met {
        for ((names, known), index) in names.into_iter().zip(&mut known).zip(&mut *taxonomies) {
            names.into_iter().for_each(|name| enter(name, known, index));
        }
    }
    present.par_iter().map(|candidate| own(candidate, &fields, &known)).collect()
}

/// The names in some articles by taxonomy, each once, in the order in which they come.
fn names(articles: &[Candidate], fields: &[Field]) -> Vec<Vec<Name>> {
    let mut met = vec![(Vec::new(), RapidHashSet::default()); fields.len()];
    for candidate in articles.iter().filter(|c| is_shown(c)) {
        for (field, (names, numbers)) in fields.iter().zip(&mut met) {
            field.each(&candidate.article, |name| {
                if numbers.insert(name.number()) {
                    names.push(name);
                }
            });
        }
    }
    met.into_iter().map(|(names, _)| names).collect()
}

fn is_shown(candidate: &Candidate) -> bool {
    matches!(candidate.presence, Presence::Listed | Presence::Hidden)
}

fn enter(name: Name, known: &mut Known, index: &mut TaxonomyIndex) {
    let number = name.number();
    if known.len() <= number {
        known.resize((number + 1).next_power_of_two(), UNKNOWN);
    }
    if known[number] == UNKNOWN {
        known[number] = index.enter(&name).unwrap_or(NONE);
    }
}

/// The terms of an article, in its order and without repeats.
fn own(candidate: &Candidate, fields: &[Field], known: &[Known]) -> Terms {
    let mut own: Vec<(u8, u32)> = Vec::with_capacity(16);
    if is_shown(candidate) {
        for (number, (field, known)) in fields.iter().zip(known).enumerate() {
            field.each(&candidate.article, |name| {
                let term = (number as u8, known.get(name.number()).copied().unwrap_or(NONE));
                if term.1 < NONE && !own.contains(&term) {
                    own.push(term);
                }
            });
        }
    }
    own.into()
}
