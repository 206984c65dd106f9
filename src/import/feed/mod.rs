//! Feeds: RSS, Atom and JSON Feed, and their archives.
//!
//! Takes: feeds that were saved. Does: reads each entry by itself, so that a fault in one leaves the others readable ([`entry`], [`json`]), and
//! looks for the archives that a feed names (RFC 5005) among the files that were given; nothing is fetched. Gives: an item for each entry.

mod entry;
mod json;

use super::Settings;
use super::item::{Found, Place};
use super::kind::{Claim, Kind, Reader};
use super::source::Tree;
use super::xml::{self, Cut, Cutter};
use entry::Channel;

const ITEMS: &[&str] = &["item", "entry"];

/// The kind `feed`.
pub struct Feed;

impl Kind for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn claim(&self, _name: &str, head: &[u8]) -> Claim {
        let text = String::from_utf8_lossy(&head[..head.len().min(2048)]);
        let known =
            [("<rss", "RSS"), ("<rdf:RDF", "RSS"), ("<feed", "Atom"), ("jsonfeed.org/version", "JSON Feed")];
        let start = text.trim_start_matches('\u{feff}').trim_start();
        match known.iter().find(|(mark, _)| text.contains(mark)) {
            Some((_, what))
                if start.starts_with(['<', '{'])
                    && !start.to_ascii_lowercase().starts_with("<!doctype html") =>
            {
                Claim::Surely(format!("it is a feed ({what})"))
            }
            _ => Claim::No("it is no feed".to_owned()),
        }
    }

    fn survey<'t>(&self, tree: &'t Tree, _own: &'t [usize], settings: &'t Settings) -> Box<dyn Reader + 't> {
        Box::new(Feeds { tree, settings })
    }
}

struct Feeds<'t> {
    tree: &'t Tree,
    settings: &'t Settings,
}

impl Reader for Feeds<'_> {
    fn read(&self, file: usize, give: &mut dyn FnMut(Found)) {
        let shown = self.tree.files[file].shown.clone();
        let head = self.tree.head(file).unwrap_or_default();
        let start = String::from_utf8_lossy(&head);
        if start.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
            return match self.tree.text(file, |_| None) {
                Ok(decoded) => json::read(&decoded.text, &shown, self.settings, give),
                Err(because) => give(Found::Faulty { place: Place::file(&shown), because }),
            };
        }
        match self.tree.stream(file) {
            Ok(stream) => self.entries(file, &shown, Cutter::new(stream, ITEMS), give),
            Err(because) => give(Found::Faulty { place: Place::file(&shown), because }),
        }
    }
}

impl Feeds<'_> {
    fn entries(&self, file: usize, shown: &str, mut cutter: Cutter, give: &mut dyn FnMut(Found)) {
        let mut channel: Option<Channel> = None;
        let path = || shown.to_owned();
        let mut any = false;
        while let Some(cut) = cutter.next() {
            any = true;
            let channel = channel.get_or_insert_with(|| Channel::read(cutter.head()));
            give(match cut {
                Cut::Broken { line, column, why } => {
                    Found::Faulty { place: Place { path: path(), line, column }, because: why }
                }
                Cut::Item { bytes, line, column } => {
                    match xml::of_bytes(&bytes, line, column, channel.encoding.as_deref()) {
                        Err((line, column, because)) => {
                            Found::Faulty { place: Place { path: path(), line, column }, because }
                        }
                        Ok((element, notes)) => entry::read(
                            &element,
                            Place { path: path(), line, column },
                            notes,
                            channel,
                            self.settings,
                        ),
                    }
                }
            });
        }
        let whole = |because: String| Found::Faulty { place: Place::file(shown), because };
        let outside = String::from_utf8_lossy(cutter.head()).into_owned();
        let closed = ["</rss>", "</feed>", "</rdf:RDF>", "</rdf:rdf>"]
            .iter()
            .any(|end| outside.trim_end().ends_with(end));
        if let Some(error) = cutter.failure() {
            give(whole(format!("it cannot be read to its end: {error}")));
        } else if !closed && cutter.head().len() < xml::LARGEST_HEAD {
            give(whole(
                "it ends before its end: the closing tag is missing, and entries may be missing with it"
                    .to_owned(),
            ));
        } else if !any {
            give(Found::Skipped { place: Place::file(shown), because: "there is no entry in it".to_owned() });
        }
        for archive in Channel::read(cutter.head()).archives {
            self.archive(file, shown, &archive, give);
        }
    }

    /// Says when an archive that a feed names was not given.
    fn archive(&self, file: usize, shown: &str, address: &str, give: &mut dyn FnMut(Found)) {
        let name = address.split(['?', '#']).next().unwrap_or_default();
        let name = name.trim_end_matches('/');
        let last = name.rsplit('/').next().unwrap_or_default();
        let given = !last.is_empty() && self.tree.find_beside(file, last).is_some()
            || self.tree.find_beside(file, name).is_some()
            || self
                .tree
                .files
                .iter()
                .any(|input| input.path.rsplit('/').next() == Some(last) && !last.is_empty());
        if !given {
            let because =
                format!("it goes on in {address}, which was not given: save that file and import it too");
            give(Found::Skipped { place: Place::file(&format!("{shown} → {address}")), because });
        }
    }
}
