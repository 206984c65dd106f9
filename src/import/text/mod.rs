//! Plain-text dumps of news pages.

use super::Settings;
use super::item::{Body, Found, Item, Place};
use super::kind::{Claim, Kind, Reader};
use super::source::Tree;

/// The kind `text`.
pub struct Text;

impl Kind for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn claim(&self, name: &str, _head: &[u8]) -> Claim {
        match name.ends_with(".txt") {
            true => Claim::Surely("its name ends in .txt".to_owned()),
            false => Claim::No("its name does not end in .txt".to_owned()),
        }
    }

    fn survey<'t>(&self, tree: &'t Tree, _own: &'t [usize], settings: &'t Settings) -> Box<dyn Reader + 't> {
        Box::new(Dump { tree, settings })
    }
}

struct Dump<'t> {
    tree: &'t Tree,
    #[allow(dead_code)]
    settings: &'t Settings,
}

impl Reader for Dump<'_> {
    fn read(&self, file: usize, give: &mut dyn FnMut(Found)) {
        let place = Place::file(&self.tree.files[file].shown);
        match self.tree.text(file, |_| None) {
            Err(because) => give(Found::Faulty { place, because }),
            Ok(decoded) => {
                let (first, rest) = decoded.text.split_once('\n').unwrap_or((&decoded.text, ""));
                let mut item = Item::new(place, Body::Plain(rest.to_owned()));
                item.front.set("title", first);
                item.notes = decoded.notes;
                give(Found::Item(Box::new(item)));
            }
        }
    }
}
