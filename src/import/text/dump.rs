//! One dump: from its units to an item.
//!
//! Takes: a text. Does: takes out what stood around the article, and lets [`opening`](super::opening) and [`caption`](super::caption) read
//! what is left. Gives: an item, or why there is none.

use super::furniture::{self, Repeated, Strength};
use super::units::{Unit, units};
use super::{head, walls};
use crate::import::Settings;
use crate::import::body::escaped;
use crate::import::encoding::Decoded;
use crate::import::item::{Body, Found, Item, Place, Removed};

/// Longest headline, in characters; what is longer is a paragraph.
pub(super) const HEADLINE: usize = 200;
/// Lines that the head of an article may have.
pub(super) const HEAD: usize = 12;

/// Reads a dump. `path` is its path in the source.
pub(super) fn read(
    place: Place,
    path: &str,
    decoded: &Decoded,
    repeated: &Repeated,
    settings: &Settings,
) -> Found {
    let (units, broken) = units(&decoded.text);
    if units.is_empty() {
        return Found::Skipped { place, because: "it is empty".to_owned() };
    }
    if let Some(because) = walls::no_article(&units) {
        return Found::Skipped { place, because };
    }
    let mut item = Item::new(place, Body::Markdown(String::new()));
    item.notes.clone_from(&decoded.notes);
    if !broken.is_empty() {
        item.notes.push(format!(
            "words broken over two lines were put together without being sure: {}",
            broken.join(", ")
        ));
    }
    let mut dump = Dump { item, units, repeated, settings };
    dump.headers();
    dump.headline();
    dump.furniture();
    dump.head();
    dump.captions();
    dump.wire(path);
    dump.date_of_name(path);
    if dump.units.is_empty() {
        let title = dump.item.title().to_owned();
        let because = format!("it has no text but what is no article's: “{title}”");
        return Found::Skipped { place: dump.item.place, because };
    }
    dump.item.body = Body::Markdown(markdown(&dump.units));
    Found::Item(Box::new(dump.item))
}

/// A dump that is being taken apart.
pub(super) struct Dump<'a> {
    pub(super) item: Item,
    /// What has not found its place yet.
    pub(super) units: Vec<Unit>,
    repeated: &'a Repeated,
    pub(super) settings: &'a Settings,
}

impl Dump<'_> {
    /// Takes a unit out, for the report.
    pub(super) fn take_out(&mut self, at: usize, what: &str) {
        let unit = self.units.remove(at);
        self.item.removed.push(Removed { what: what.to_owned(), text: unit.text });
    }

    /// What an edge unit is when it is furniture.
    fn is_furniture(&self, unit: &Unit) -> Option<String> {
        let known = furniture::known(&unit.text).map(|(what, _)| what.to_owned());
        known.or_else(|| {
            let kept = head::date_line(&unit.text, &self.settings.dates).is_some()
                || head::byline(&unit.text, false).is_some();
            let (count, files) = self.repeated.often(&unit.text).filter(|_| !kept)?;
            Some(format!("stands in {count} of {files} files"))
        })
    }

    /// Takes out what stood around the article: from the end up to the first line that is none, then whatever is unmistakable.
    fn furniture(&mut self) {
        if self.settings.keep_all {
            return;
        }
        let list = self.units.iter().position(|unit| furniture::opens_a_list(&unit.text));
        if let Some(list) = list.filter(|list| *list * 2 > self.units.len()) {
            let is_other = |unit: &Unit| {
                unit.text.chars().count() < 140 && !unit.text.ends_with('.')
                    || self.is_furniture(unit).is_some()
            };
            if self.units[list..].iter().all(is_other) {
                while self.units.len() > list {
                    self.take_out(list, "list of other articles");
                }
            }
        }
        while let Some(what) = self.units.last().and_then(|unit| self.is_furniture(unit)) {
            self.take_out(self.units.len() - 1, &what);
        }
        let mut at = 0;
        let mut begun = false;
        while at < self.units.len() {
            let unit = &self.units[at];
            let known = furniture::known(&unit.text);
            let what = match known {
                Some((what, Strength::Anywhere)) => Some(what.to_owned()),
                Some((what, Strength::AtTheEdges)) if !begun => Some(what.to_owned()),
                _ if !begun && at < HEAD => self.is_furniture(unit).filter(|_| known.is_none()),
                // A sentence of six words that stands in so many files is nobody's.
                _ => self
                    .repeated
                    .often(&unit.text)
                    .filter(|_| unit.text.split_whitespace().count() > 5)
                    .map(|(count, files)| format!("stands in {count} of {files} files")),
            };
            begun |= unit.text.chars().count() > HEADLINE;
            match what {
                Some(what) => self.take_out(at, &what),
                None => at += 1,
            }
        }
    }
}

/// The units as Markdown.
fn markdown(units: &[Unit]) -> String {
    let mut out = String::new();
    for unit in units {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        match unit.table {
            true => {
                let ticks = unit.text.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1;
                let fence = "`".repeat(ticks);
                out.push_str(&format!("{fence}\n{}\n{fence}", unit.text));
            }
            false => out.push_str(&escaped(&unit.text)),
        }
    }
    out
}
