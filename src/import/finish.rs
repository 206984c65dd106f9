//! The text of each article, and its file.
//!
//! Takes: items that were put aside and what is to become of them. Does: makes links lead to where articles and files are now, writes
//! front matter and body, lets the store settle the file. Gives: a line of the report for each, the record as it is now, and the list
//! of old and new addresses.

use super::address::{of_file, path_of_file};
use super::gather::{Gathered, Slot};
use super::item::{Body, Item, Media, Place};
use super::plan::{Fate, Plan};
use super::report::{Line, Outcome};
use super::source::Tree;
use super::store::record::{Entry, Record};
use super::store::{Settled, Store};
use super::{MediaMode, Request, Watch, body, front, links, placing};
use crate::fingerprint::Digest;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

/// Articles that are written at a time.
const BATCH: usize = 256;

/// What there is at the end.
pub(super) struct Finished {
    pub(super) lines: Vec<Line>,
    pub(super) record: Record,
    pub(super) map: String,
}

/// What came of one article.
#[derive(Default)]
struct Made {
    lines: Vec<Line>,
    entries: Vec<(String, Entry)>,
    /// Files that went along, and where they are now.
    used: Vec<(usize, String)>,
}

struct Finisher<'a> {
    gathered: &'a Gathered,
    plan: &'a Plan,
    tree: &'a Tree,
    before: &'a Record,
    request: &'a Request,
    store: &'a Store,
}

/// Writes everything.
pub(super) fn finish(
    gathered: Gathered,
    plan: &Plan,
    tree: &Tree,
    record: Record,
    request: &Request,
    store: &Store,
    watch: &dyn Watch,
) -> Finished {
    let finisher = Finisher { gathered: &gathered, plan, tree, before: &record, request, store };
    let map = finisher.map();
    watch.stage("write", gathered.slots.len());
    let (mut lines, mut entries, mut used) = (Vec::new(), Vec::new(), HashMap::new());
    for from in (0..gathered.slots.len()).step_by(BATCH) {
        let batch = from..(from + BATCH).min(gathered.slots.len());
        let made: Vec<Made> = batch
            .into_par_iter()
            .map(|slot| {
                let made = finisher.article(slot);
                watch.advance(1);
                made
            })
            .collect();
        for made in made {
            used.extend(made.used);
            lines.extend(made.lines);
            entries.extend(made.entries);
        }
    }
    lines.extend(gathered.lines);
    lines.extend(gathered.leftover.into_iter().map(|(file, because)| {
        let place = Place::file(&tree.files[file].shown);
        match used.get(&file) {
            Some(copy) => {
                let mut line = Line::new(&place, Outcome::Copied, (file, 0));
                line.path = Some(copy.clone());
                line.because("an article shows it")
            }
            None => Line::new(&place, Outcome::Skipped, (file, 0)).because(because),
        }
    }));
    let mut record = record;
    record.entries.extend(entries);
    Finished { lines, record, map }
}

impl Finisher<'_> {
    fn article(&self, number: usize) -> Made {
        let slot = &self.gathered.slots[number];
        let item = match self.gathered.shelf.get(number) {
            Ok(item) => item,
            Err(error) => {
                let place = Place::file(&self.tree.files[slot.order.0].shown);
                let line = Line::new(&place, Outcome::Faulty, slot.order).because(error.to_string());
                return Made { lines: vec![line], ..Made::default() };
            }
        };
        match &self.plan.fates[number] {
            Fate::Repeat { of, because } => {
                let mut line = self.line(&item, slot, Outcome::Duplicate).because(*because);
                line.path = self.plan.placed(*of).map(|placed| placed.path.clone());
                Made { lines: vec![line], ..Made::default() }
            }
            Fate::File { key, placed, before, aliases, lost } => {
                let mut item = item;
                for address in lost {
                    item.notes.push(format!(
                        "nothing leads here from its old address {address}: it is that of a page of this site"
                    ));
                }
                if placed.permalink_taken {
                    item.front.take("permalink");
                    item.notes.push("its old address is another article's: it has a new one".to_owned());
                }
                self.file(item, slot, key, &placed.path, before.as_ref(), aliases)
            }
        }
    }

    fn line(&self, item: &Item, slot: &Slot, outcome: Outcome) -> Line {
        let mut line = Line::new(&item.place, outcome, slot.order);
        line.title = Some(item.title().to_owned()).filter(|title| !title.is_empty());
        line.read_as = self.gathered.read_as.get(&slot.order.0).cloned();
        line.unsure.clone_from(&item.unsure);
        line.notes.clone_from(&item.notes);
        line.removed.clone_from(&item.removed);
        line
    }

    fn file(
        &self,
        mut item: Item,
        slot: &Slot,
        key: &str,
        path: &str,
        before: Option<&Entry>,
        aliases: &[String],
    ) -> Made {
        let mut made = Made::default();
        let media = self.media(&mut item, key, path, &mut made);
        let text = self.text(&mut item, slot, path, aliases, &media);
        let settled = self.store.settle(path, text.as_bytes(), before, self.request.theirs);
        let (outcome, because) = match settled {
            Settled::Written => (Outcome::Written, None),
            Settled::Updated => (Outcome::Updated, None),
            Settled::Unchanged => (Outcome::Unchanged, None),
            Settled::Left(why) => (Outcome::Left, Some(why)),
            Settled::Failed(why) => (Outcome::Faulty, Some(why)),
        };
        let mut line = self.line(&item, slot, outcome);
        line.path = Some(path.to_owned());
        line.because = because;
        made.lines.insert(0, line);
        // What was left alone stays on record as it was written, so that it counts as changed next time too.
        if matches!(outcome, Outcome::Written | Outcome::Updated | Outcome::Unchanged) {
            made.entries.push((
                key.to_owned(),
                Entry {
                    path: path.to_owned(),
                    digest: Digest::of(text.as_bytes()).to_hex(),
                    day: slot.day.clone(),
                    title: slot.title.clone(),
                },
            ));
        }
        made
    }

    /// The text of an article's file.
    fn text(
        &self,
        item: &mut Item,
        slot: &Slot,
        path: &str,
        aliases: &[String],
        media: &HashMap<String, String>,
    ) -> String {
        let now = |link: &str| media.get(link).cloned().or_else(|| self.moved(link, slot, path));
        if let Body::Markdown(text) | Body::Html(text) = &mut item.body {
            *text = links::rewritten(text, &now);
        }
        item.front.texts_mut(&mut |text| {
            if let Some(new) = media.get(text.as_str()) {
                text.clone_from(new);
            }
        });
        item.front.set("date", super::item::written(&item.date));
        aliases.iter().for_each(|alias| item.front.add("aliases", alias.as_str()));
        if !item.unsure.is_empty() {
            item.front.set_part("import", "unsure", item.unsure.clone());
        }
        let body = body::markdown(&item.body);
        let gap = if body.is_empty() { "" } else { "\n" };
        format!("---\n{}---\n{gap}{body}", front::written(&item.front))
    }

    /// Where a link to an imported article leads now.
    fn moved(&self, link: &str, slot: &Slot, path: &str) -> Option<String> {
        let input = self.tree.files.get(slot.order.0);
        let own = input.map(|input| of_file(input.source, &input.path));
        let from = slot.addresses.first().map(String::as_str);
        let table = &self.plan.table;
        let found = table.find(link, from).or_else(|| table.find(link, own.as_deref()));
        let Some((target, fragment)) = found else { return path_of_file(link) };
        let target = &self.plan.placed(target)?.path;
        Some(format!("{}{fragment}", links::relative(path, target)))
    }

    /// Puts the files of an article beside it. Gives new names by old ones.
    fn media(&self, item: &mut Item, key: &str, path: &str, made: &mut Made) -> HashMap<String, String> {
        let mut names = HashMap::new();
        let mut taken = HashSet::new();
        let mut by_file: HashMap<usize, String> = HashMap::new();
        let all: Vec<Media> = std::mem::take(&mut item.media);
        if self.request.settings.media == MediaMode::Link {
            let article = item.addresses.iter().find(|address| address.contains("://"));
            let full = |media: Media| Some((super::address::full(article?, &media.named)?, media.named));
            return all.into_iter().filter_map(full).map(|(full, named)| (named, full)).collect();
        }
        for Media { file, named } in
            all.into_iter().filter(|_| self.request.settings.media == MediaMode::Copy)
        {
            let Some(input) = self.tree.files.get(file) else { continue };
            if let Some(target) = by_file.get(&file) {
                names.insert(named, links::relative(path, target));
                continue;
            }
            let target = free(path, &input.path, &mut taken);
            let key = format!("{key} media {}", super::store::record::cell(&input.path));
            let before = self.before.entries.get(&key);
            let target = before.map_or(target, |entry| entry.path.clone());
            let settled = match self.tree.bytes(file) {
                Ok(bytes) => {
                    let digest = Digest::of(&bytes).to_hex();
                    let entry = Entry { path: target.clone(), digest, ..Entry::default() };
                    (self.store.settle(&target, &bytes, before, self.request.theirs), Some(entry))
                }
                Err(why) => (Settled::Failed(why), None),
            };
            match settled {
                (Settled::Failed(why), _) => {
                    item.notes.push(format!("{} could not be copied: {why}", input.shown));
                    continue;
                }
                (Settled::Left(why), _) => item.notes.push(format!("{target} was left alone: {why}")),
                (_, Some(entry)) => made.entries.push((key, entry)),
                (_, None) => {}
            }
            made.used.push((file, target.clone()));
            names.insert(named, links::relative(path, &target));
            by_file.insert(file, target);
        }
        names
    }

    /// Old addresses and what they are now, for `--map`.
    fn map(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        for (number, slot) in self.gathered.slots.iter().enumerate() {
            let Some(placed) = self.plan.placed(number) else { continue };
            for old in &slot.addresses {
                let mut line = String::new();
                let _ = write!(line, "{}\t{}", super::store::record::cell(old), placed.address);
                lines.push(line);
            }
        }
        lines.sort();
        lines.dedup();
        lines.into_iter().map(|line| line + "\n").collect()
    }
}

/// A path beside an article that none of its other files has.
fn free(article: &str, name: &str, taken: &mut HashSet<String>) -> String {
    let first = placing::beside(article, name);
    let mut path = first.clone();
    let mut number = 2;
    while !taken.insert(placing::fold(&path)) {
        path = match first.rsplit_once('.') {
            Some((stem, ending)) => format!("{stem}-{number}.{ending}"),
            None => format!("{first}-{number}"),
        };
        number += 1;
    }
    path
}
