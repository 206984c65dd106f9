//! What is to become of each article, before any is written.
//!
//! Takes: a few facts of each article, and the record of earlier imports. Does: finds those that are the same, knows those again that
//! were imported before, gives the others a file, and old addresses to whom they belong. Gives: a [`Fate`] for each.

use super::Request;
use super::address::{Old, Table, of_file};
use super::doubles;
use super::gather::{Gathered, Slot};
use super::placing::{Claimed, Placed, Places};
use super::source::Tree;
use super::store::Store;
use super::store::record::{Entry, Record};
use crate::article::reading::Reading;
use crate::diagnostic::Diagnostic;
use std::collections::{HashMap, HashSet};

/// What becomes of an article.
pub(super) enum Fate {
    /// It has a file.
    File {
        /// Its identity in the record.
        key: String,
        placed: Placed,
        /// What an import wrote there before.
        before: Option<Entry>,
        /// Old addresses that lead to it.
        aliases: Vec<String>,
        /// Old addresses that cannot: other pages have them.
        lost: Vec<String>,
    },
    /// It is the same as another, which has a file; and why that is known.
    Repeat { of: usize, because: &'static str },
}

pub(super) struct Plan {
    /// By the numbers of the slots.
    pub(super) fates: Vec<Fate>,
    /// From old addresses to slots.
    pub(super) table: Table,
}

impl Plan {
    /// The slot that has the file of a slot: itself, or the one it repeats.
    pub(super) fn holder(&self, slot: usize) -> usize {
        match self.fates.get(slot) {
            Some(Fate::Repeat { of, .. }) => *of,
            _ => slot,
        }
    }

    /// Where a slot's article lies.
    pub(super) fn placed(&self, slot: usize) -> Option<&Placed> {
        match self.fates.get(self.holder(slot))? {
            Fate::File { placed, .. } => Some(placed),
            Fate::Repeat { .. } => None,
        }
    }
}

/// Decides about every article.
pub(super) fn plan(
    gathered: &Gathered,
    tree: &Tree,
    record: &Record,
    request: &Request,
    reading: &Reading,
    store: &Store,
) -> Result<Plan, Diagnostic> {
    let slots = &gathered.slots;
    let keys = keys(slots, record);
    let repeats = repeats(slots, &keys, record);
    let mut places = Places::new(reading, &request.config, &request.prefix, &request.addresses);
    record.entries.values().for_each(|entry| places.reserve(entry));
    let mut fates: Vec<Option<Fate>> = Vec::with_capacity(slots.len());
    // Those that have their place first, so that nobody new takes their address.
    for (number, slot) in slots.iter().enumerate() {
        fates.push(match (repeats[number], record.entries.get(&keys[number])) {
            (Some((of, because)), _) => Some(Fate::Repeat { of, because }),
            (None, Some(entry)) => Some(Fate::File {
                key: keys[number].clone(),
                placed: places.known(&slot.wish, &entry.path),
                before: Some(entry.clone()),
                aliases: Vec::new(),
                lost: Vec::new(),
            }),
            (None, None) => None,
        });
    }
    for (number, slot) in
        slots.iter().enumerate().filter(|(number, _)| fates[*number].is_none()).collect::<Vec<_>>()
    {
        let taken = |path: &str| store.has(path) && !is_same(slot, path, store, reading);
        let placed = places.new_place(&slot.wish, &taken);
        fates[number] = Some(Fate::File {
            key: keys[number].clone(),
            placed,
            before: None,
            aliases: Vec::new(),
            lost: Vec::new(),
        });
    }
    let mut plan = Plan { fates: fates.into_iter().flatten().collect(), table: Table::default() };
    fill_table(&mut plan, slots, tree);
    give_aliases(&mut plan, slots, &mut places);
    Ok(plan)
}

/// Whether a file that no record knows is this very article all the same: the record may have been lost.
fn is_same(slot: &Slot, path: &str, store: &Store, reading: &Reading) -> bool {
    let Some(bytes) = store.bytes(path) else { return false };
    let Some(article) = crate::article::parse(path, &bytes, reading).value else { return false };
    let title = super::store::record::cell(&article.title);
    let day: String = super::item::written(&article.date).unwrap_or_default().chars().take(10).collect();
    title == slot.title && day == slot.day
}

/// The identity of each article in the record. Where that is only its place in the source, an article of another headline and
/// another day is another article.
fn keys(slots: &[Slot], record: &Record) -> Vec<String> {
    let mut used: HashSet<String> = HashSet::new();
    let mut keys = Vec::with_capacity(slots.len());
    for slot in slots {
        let key = match &slot.id {
            Ok(id) => id.clone(),
            Err(place) => {
                let names = (1..)
                    .map(|n| if n == 1 { format!("file {place}") } else { format!("file {place} ({n})") });
                let fits = |key: &String| match record.entries.get(key) {
                    _ if used.contains(key) => false,
                    Some(entry) => {
                        entry.title == slot.title || (entry.day == slot.day && !slot.day.is_empty())
                    }
                    None => true,
                };
                names.take(1_000_000).find(fits).unwrap_or_default()
            }
        };
        used.insert(key.clone());
        keys.push(key);
    }
    keys
}

/// For each article that needs no file the one that has it.
fn repeats(slots: &[Slot], keys: &[String], record: &Record) -> Vec<Option<(usize, &'static str)>> {
    let words: Vec<_> = slots.iter().map(|slot| slot.words.clone()).collect();
    let known = |number: usize| record.entries.contains_key(&keys[number]);
    let mut out: Vec<Option<(usize, &'static str)>> = doubles::repeats(&words, &known)
        .into_iter()
        .map(|of| of.map(|of| (of, "its words are the same")))
        .collect();
    // Of several versions of one article the last counts: newer exports are named behind older ones.
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (number, key) in
        keys.iter().enumerate().filter(|(number, _)| out[*number].is_none()).collect::<Vec<_>>()
    {
        if let Some(earlier) = last.insert(key, number) {
            out[earlier] = Some((number, "a later version of it was given too"));
        }
    }
    // What repeats something that turned out to repeat another repeats that.
    for number in 0..out.len() {
        let mut seen = 0;
        while let Some((of, because)) = out[number]
            && let Some((further, _)) = out[of]
            && seen < out.len()
        {
            out[number] = Some((further, because));
            seen += 1;
        }
    }
    out
}

fn fill_table(plan: &mut Plan, slots: &[Slot], tree: &Tree) {
    for (number, slot) in slots.iter().enumerate() {
        let holder = plan.holder(number);
        slot.addresses.iter().for_each(|address| plan.table.add(address, holder));
        if let Some(input) = tree.files.get(slot.order.0) {
            plan.table.add_exactly(&of_file(input.source, &input.path), holder);
        }
    }
}

/// Gives every old address to the article that stood there, unless a page has it now.
fn give_aliases(plan: &mut Plan, slots: &[Slot], places: &mut Places) {
    for (number, slot) in slots.iter().enumerate() {
        let holder = plan.holder(number);
        let Some(Fate::File { placed, aliases, lost, .. }) = plan.fates.get_mut(holder) else { continue };
        for old in slot.addresses.iter().filter_map(|address| Old::read(address)) {
            let Some(alias) = old.alias().filter(|alias| !aliases.iter().any(|own| own == alias)) else {
                continue;
            };
            match places.claim_alias(alias, &placed.address) {
                Claimed::Given => aliases.push(alias.to_owned()),
                Claimed::Own => {}
                Claimed::Taken => lost.push(alias.to_owned()),
            }
        }
    }
}
