//! Trees of Markdown of other generators.

use super::Settings;
use super::item::{Body, Found, Item, Place};
use super::kind::{Claim, Kind, Reader};
use super::source::Tree;

/// The kind `markdown`.
pub struct Markdown;

impl Kind for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn claim(&self, name: &str, _head: &[u8]) -> Claim {
        match name.ends_with(".md") {
            true => Claim::Surely("its name ends in .md".to_owned()),
            false => Claim::No("its name does not end in .md".to_owned()),
        }
    }

    fn survey<'t>(&self, tree: &'t Tree, _own: &'t [usize], settings: &'t Settings) -> Box<dyn Reader + 't> {
        Box::new(Page { tree, settings })
    }
}

struct Page<'t> {
    tree: &'t Tree,
    #[allow(dead_code)]
    settings: &'t Settings,
}

impl Reader for Page<'_> {
    fn read(&self, file: usize, give: &mut dyn FnMut(Found)) {
        let place = Place::file(&self.tree.files[file].shown);
        match self.tree.text(file, |_| None) {
            Err(because) => give(Found::Faulty { place, because }),
            Ok(decoded) => {
                let (first, rest) = decoded.text.split_once('\n').unwrap_or((&decoded.text, ""));
                let mut item = Item::new(place, Body::Markdown(rest.to_owned()));
                item.front.set("title", first);
                item.notes = decoded.notes;
                give(Found::Item(Box::new(item)));
            }
        }
    }
}
