//! Which terms each article has.
//!
//! Takes: the articles in order of time, and the taxonomies with what files say about their terms. Does: looks through
//! the articles several at a time, and folds each spelling once, however many articles have it. Gives: the terms of
//! each article; terms that were not known before are entered in the order in which the articles come.

use super::Candidate;
use super::presence::Presence;
use super::terms::{Field, TaxonomyIndex};
use crate::article::names::Name;
use rapidhash::RapidHashMap;
use rayon::prelude::*;

/// Terms of an article: number of the taxonomy, number of the term.
pub type Terms = Box<[(u8, u32)]>;

/// Articles that are looked through at a time.
const AT_ONCE: usize = 2048;

/// A spelling that was not met yet.
const UNKNOWN: u32 = u32::MAX;
/// A spelling that means no term: nothing but spaces.
const NONE: u32 = u32::MAX - 1;

/// What some articles say, when no others are looked at.
struct Met {
    /// The names by taxonomy, each once, in the order in which they come.
    names: Vec<Vec<Name>>,
    /// What the articles name one after the other: number of the taxonomy, place in `names`.
    all: Vec<(u8, u32)>,
    /// Where what each article names ends.
    ends: Vec<u32>,
}

/// The terms of each article that has a page with its text; the others have none.
pub(super) fn terms(present: &[Candidate], taxonomies: &mut [TaxonomyIndex]) -> Vec<Terms> {
    let fields: Vec<Field> = taxonomies.iter().map(|index| Field::of(&index.taxonomy.name)).collect();
    let met: Vec<Met> = present.par_chunks(AT_ONCE).map(|articles| meet(articles, &fields)).collect();
    let mut known: Vec<Vec<u32>> = vec![Vec::new(); taxonomies.len()];
    let mut entered: Vec<Vec<Vec<u32>>> = Vec::with_capacity(met.len());
    for Met { names, .. } in &met {
        let of_taxonomies = names.iter().zip(&mut known).zip(&mut *taxonomies);
        entered.push(of_taxonomies.map(|((names, known), index)| enter(names, known, index)).collect());
    }
    met.par_iter().zip(&entered).flat_map_iter(|(met, entered)| own(met, entered)).collect()
}

fn meet(articles: &[Candidate], fields: &[Field]) -> Met {
    let mut met = Met { names: vec![Vec::new(); fields.len()], all: Vec::new(), ends: Vec::new() };
    let mut places: Vec<RapidHashMap<usize, u32>> = vec![RapidHashMap::default(); fields.len()];
    for Candidate { article, presence, .. } in articles {
        let shown = matches!(presence, Presence::Listed | Presence::Hidden);
        for (number, field) in fields.iter().enumerate().filter(|_| shown) {
            let (names, places) = (&mut met.names[number], &mut places[number]);
            field.each(article, |name| {
                let place = *places.entry(name.number()).or_insert_with(|| {
                    names.push(name);
                    names.len() as u32 - 1
                });
                met.all.push((number as u8, place));
            });
        }
        met.ends.push(met.all.len() as u32);
    }
    met
}

/// The terms of names. `known` is what is known of all names by their numbers.
fn enter(names: &[Name], known: &mut Vec<u32>, index: &mut TaxonomyIndex) -> Vec<u32> {
    let term = |name: &Name| {
        let number = name.number();
        if known.len() <= number {
            known.resize((number + 1).next_power_of_two(), UNKNOWN);
        }
        if known[number] == UNKNOWN {
            known[number] = index.enter(name).unwrap_or(NONE);
        }
        known[number]
    };
    names.iter().map(term).collect()
}

/// The terms of each of some articles, in its order and without repeats.
fn own<'a>(met: &'a Met, entered: &'a [Vec<u32>]) -> impl Iterator<Item = Terms> + 'a {
    let mut start = 0;
    met.ends.iter().map(move |&end| {
        let named = &met.all[std::mem::replace(&mut start, end as usize)..end as usize];
        let mut own: Vec<(u8, u32)> = Vec::with_capacity(named.len());
        for &(taxonomy, place) in named {
            let term = (taxonomy, entered[taxonomy as usize][place as usize]);
            if term.1 != NONE && !own.contains(&term) {
                own.push(term);
            }
        }
        own.into()
    })
}
