//! Plain-text dumps of news pages, as copied or scraped, and wire copy.
//!
//! Takes: text files. Does: first counts what stands in many of them, then takes each apart: lines and paragraphs ([`units`]), headline,
//! byline and date ([`head`]), captions, and what stood around the article on its page ([`furniture`]). Gives: an item each ([`dump`]);
//! what is a guess is marked, and what is taken out is listed.

mod caption;
mod dump;
pub(in crate::import) mod furniture;
pub(in crate::import) mod head;
mod opening;
mod units;
mod walls;

use super::Settings;
use super::item::{Found, Place};
use super::kind::{Claim, Kind, Reader};
use super::source::Tree;
use furniture::Repeated;
use rayon::prelude::*;

/// The kind `text`.
pub struct Text;

impl Kind for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn claim(&self, name: &str, head: &[u8]) -> Claim {
        let file = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending {
            "txt" | "text" | "asc" => Claim::Surely(format!("its name ends in .{ending}")),
            "" => Claim::Perhaps("it is text, and its name has no ending".to_owned()),
            _ if ending.chars().any(|c| !c.is_ascii_alphabetic()) => {
                Claim::Perhaps("it is text, and its name has no ending that says what it is".to_owned())
            }
            _ if head.trim_ascii_start().starts_with(b"<") => {
                Claim::No("it is markup, not plain text".to_owned())
            }
            _ => Claim::No(format!("files whose names end in .{ending} are no text dumps")),
        }
    }

    fn survey<'t>(&self, tree: &'t Tree, own: &'t [usize], settings: &'t Settings) -> Box<dyn Reader + 't> {
        let mut repeated = Repeated::default();
        const BATCH: usize = 2048;
        for batch in own.chunks(BATCH) {
            let keys: Vec<Vec<u64>> = batch.par_iter().map(|file| edges(tree, *file)).collect();
            keys.into_iter().for_each(|keys| repeated.add(keys));
        }
        Box::new(Dumps { tree, settings, repeated })
    }
}

/// What stands at the start and the end of a file: furniture is nowhere else.
fn edges(tree: &Tree, file: usize) -> Vec<u64> {
    const START: usize = 8;
    const END: usize = 24;
    let Ok(decoded) = tree.text(file, |_| None) else { return Vec::new() };
    let (units, _) = units::units(&decoded.text);
    let last = units.len().saturating_sub(END).max(START.min(units.len()));
    let ends = units.iter().take(START).chain(&units[last..]);
    ends.filter_map(|unit| furniture::key(&unit.text)).collect()
}

struct Dumps<'t> {
    tree: &'t Tree,
    settings: &'t Settings,
    repeated: Repeated,
}

impl Reader for Dumps<'_> {
    fn read(&self, file: usize, give: &mut dyn FnMut(Found)) {
        let input = &self.tree.files[file];
        let place = Place::file(&input.shown);
        give(match self.tree.text(file, |_| None) {
            Err(because) => Found::Faulty { place, because },
            Ok(decoded) => dump::read(place, &input.path, &decoded, &self.repeated, self.settings),
        });
    }
}
