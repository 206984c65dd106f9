//! Reading everything.
//!
//! Takes: the files and their kinds. Does: lets each kind look at all of its files and then read them, several at a time; items are put
//! aside, so that only a few facts of each stay in memory. Gives: those facts, and a line of the report for everything that is no item.

use super::address::Old;
use super::choose::{Choice, choose};
use super::doubles::{self, Words};
use super::item::{Found, Home, Item, Place};
use super::kind::{KINDS, Reader};
use super::placing::{self, Wish};
use super::report::{Line, Outcome};
use super::source::{LARGEST_TEXT, Refused, Tree};
use super::store::record::cell;
use super::store::shelf::Shelf;
use super::{MediaMode, Request, Watch};
use crate::diagnostic::{Diagnostic, catalogue::import as catalogue};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// Files that are read at a time.
const BATCH: usize = 512;

/// What stays in memory of an item.
pub(super) struct Slot {
    /// Where its line stands in the report.
    pub(super) order: (usize, usize),
    /// Its identity, from its source; or else its place, which may be another's too.
    pub(super) id: Result<String, String>,
    /// Day, for telling apart what has only its place for an identity.
    pub(super) day: String,
    /// Headline, for the same.
    pub(super) title: String,
    pub(super) words: Words,
    pub(super) wish: Wish,
    /// Addresses it had.
    pub(super) addresses: Vec<String>,
}

/// Everything that was read.
pub(super) struct Gathered {
    pub(super) slots: Vec<Slot>,
    /// The items, by the numbers of their slots.
    pub(super) shelf: Shelf,
    pub(super) lines: Vec<Line>,
    /// Files that no kind reads, and why; one may yet go along with an article.
    pub(super) leftover: Vec<(usize, String)>,
    /// Why each file was read as what it is, where the program decided.
    pub(super) read_as: HashMap<usize, String>,
}

/// Reads everything.
pub(super) fn gather(
    tree: &Tree,
    refused: Vec<Refused>,
    request: &Request,
    watch: &dyn Watch,
) -> Result<Gathered, Diagnostic> {
    let mut all = Gathered {
        slots: Vec::new(),
        shelf: Shelf::default(),
        lines: refused.iter().map(refusal).collect(),
        leftover: Vec::new(),
        read_as: HashMap::new(),
    };
    let mut own: Vec<Vec<usize>> = vec![Vec::new(); KINDS.len()];
    for (file, choice) in choose(tree, request.kind.as_deref()).into_iter().enumerate() {
        match choice {
            Choice::Read { kind, because } => {
                if let Some(because) = because {
                    all.read_as.insert(file, format!("{}, because {because}", KINDS[kind].name()));
                }
                own[kind].push(file);
            }
            Choice::Leave { because, faulty: false } => all.leftover.push((file, because)),
            Choice::Leave { because, faulty: true } => {
                let place = Place::file(&tree.files[file].shown);
                all.lines.push(Line::new(&place, Outcome::Faulty, (file, 0)).because(because));
            }
        }
    }
    watch.stage("read", own.iter().map(Vec::len).sum());
    for (kind, own) in KINDS.iter().zip(&own).filter(|(_, own)| !own.is_empty()) {
        let reader = kind.survey(tree, own, &request.settings);
        all.read(&*reader, own, tree, request, watch).map_err(|e| catalogue::no_room(&e.to_string()))?;
    }
    all.shelf.close().map_err(|e| catalogue::no_room(&e.to_string()))?;
    Ok(all)
}

fn refusal(refused: &Refused) -> Line {
    let outcome = if refused.harmless { Outcome::Skipped } else { Outcome::Faulty };
    Line::new(&Place::file(&refused.shown), outcome, (usize::MAX, 0)).because(&*refused.because)
}

impl Gathered {
    fn read(
        &mut self,
        reader: &dyn Reader,
        own: &[usize],
        tree: &Tree,
        request: &Request,
        watch: &dyn Watch,
    ) -> std::io::Result<()> {
        for batch in own.chunks(BATCH) {
            // What is too large for memory gives its items one by one.
            let (large, small): (Vec<usize>, Vec<usize>) =
                batch.iter().partition(|file| tree.files[**file].size > LARGEST_TEXT);
            let mut found: Vec<(usize, Vec<Found>)> = small
                .par_iter()
                .map(|file| {
                    let mut found = Vec::new();
                    reader.read(*file, &mut |piece| found.push(piece));
                    watch.advance(1);
                    (*file, found)
                })
                .collect();
            for (file, found) in &mut found {
                for (number, piece) in found.drain(..).enumerate() {
                    self.take(piece, (*file, number), tree, request)?;
                }
            }
            for file in large {
                let (mut number, mut outcome) = (0, Ok(()));
                reader.read(file, &mut |piece| {
                    if outcome.is_ok() {
                        outcome = self.take(piece, (file, number), tree, request);
                    }
                    number += 1;
                });
                outcome?;
                watch.advance(1);
            }
        }
        Ok(())
    }

    fn take(
        &mut self,
        piece: Found,
        order: (usize, usize),
        tree: &Tree,
        request: &Request,
    ) -> std::io::Result<()> {
        match piece {
            Found::Skipped { place, because } => {
                self.lines.push(Line::new(&place, Outcome::Skipped, order).because(because));
            }
            Found::Faulty { place, because } => {
                self.lines.push(Line::new(&place, Outcome::Faulty, order).because(because));
            }
            Found::Item(item) if item.home == Home::Author && !request.prefix.is_empty() => {
                let because =
                    "records of authors have their place in the content folder itself: import into that";
                self.lines.push(Line::new(&item.place, Outcome::Skipped, order).because(because));
            }
            Found::Item(mut item) => {
                if item.home == Home::Page && !request.prefix.is_empty() {
                    item.home = Home::Article;
                }
                complete(&mut item, request);
                self.slots.push(slot(&item, order, tree, request));
                self.shelf.put(&item)?;
            }
        }
        Ok(())
    }
}

/// Fills in what the user said and what follows from the addresses.
fn complete(item: &mut Item, request: &Request) {
    let settings = &request.settings;
    let lang = &settings.language;
    if let (Some(section), Home::Article) = (&settings.section, item.home) {
        item.front.set_default("section", section.as_str());
    }
    if let (Some(publication), Home::Article) = (&settings.publication, item.home) {
        item.front.set_default("publication", publication.as_str());
    }
    if let Some(slug) = placing::slug_to_write(item, lang) {
        item.front.set("slug", slug);
    }
    let mut seen = HashSet::new();
    item.addresses.retain(|address| !address.trim().is_empty() && seen.insert(address.clone()));
    if item.home != Home::Article {
        return;
    }
    if let Some(full) = item.addresses.iter().find(|a| Old::read(a).is_some_and(|old| !old.host.is_empty())) {
        item.front.set_default("source_url", full.as_str());
    }
    if settings.keep_addresses
        && let Some(path) =
            item.addresses.first().and_then(|a| Old::read(a)).and_then(|old| old.alias().map(str::to_owned))
    {
        let last = path.rsplit('/').next().unwrap_or_default();
        let ending = if last.contains('.') { "" } else { "/" };
        item.front.set_default("permalink", format!("{path}{ending}"));
    }
    if item.date.start_instant().is_some_and(|at| at > settings.now) {
        item.notes.push("its date lies ahead: it is not shown before then".to_owned());
    }
}

fn slot(item: &Item, order: (usize, usize), tree: &Tree, request: &Request) -> Slot {
    let bundle = !item.media.is_empty() && request.settings.media == MediaMode::Copy;
    let place = match (&tree.files.get(order.0), order.1) {
        (Some(input), 0) => input.path.clone(),
        (Some(input), number) => format!("{}#{number}", input.path),
        (None, number) => format!("#{number}"),
    };
    let id = match item.id.as_deref().or_else(|| item.addresses.first().map(String::as_str)) {
        Some(id) => Ok(cell(id)),
        None => Err(cell(&place)),
    };
    Slot {
        order,
        id,
        day: super::item::written(&item.date).unwrap_or_default().chars().take(10).collect(),
        title: cell(item.title()),
        words: doubles::words(item),
        wish: placing::wish(item, &request.settings.language, bundle),
        addresses: item.addresses.clone(),
    }
}
