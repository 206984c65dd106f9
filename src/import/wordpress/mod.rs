//! Exports of WordPress (WXR 1.0 to 1.2).
//!
//! Takes: export files of any size. Does: goes through each once for what articles refer to ([`export`]: names of authors, pictures with their
//! captions), and once more for the articles ([`post`]), a few at a time. Gives: an item for each post and page, and a line for everything
//! else that stands in the export.

mod comments;
mod content;
mod export;
mod post;

use super::Settings;
use super::encoding;
use super::item::{Found, Place};
use super::kind::{Claim, Kind, Reader};
use super::source::Tree;
use super::xml::{self, Cut, Cutter, Element};
use export::Exports;
use rayon::prelude::*;

/// Elements that are items.
const ITEMS: &[&str] = &["item"];
/// Bytes of items that are read at a time, each by a thread.
const BATCH: usize = 4 * 1024 * 1024;

/// The kind `wordpress`.
pub struct WordPress;

impl Kind for WordPress {
    fn name(&self) -> &'static str {
        "wordpress"
    }

    fn claim(&self, _name: &str, head: &[u8]) -> Claim {
        let text = String::from_utf8_lossy(head);
        let marks = ["wordpress.org/export/", "<wp:wxr_version", "This is a WordPress eXtended RSS file"];
        match marks.iter().any(|mark| text.contains(mark)) {
            true => Claim::Surely("it is an export of WordPress".to_owned()),
            false => Claim::No("it is no export of WordPress".to_owned()),
        }
    }

    fn survey<'t>(&self, tree: &'t Tree, own: &'t [usize], settings: &'t Settings) -> Box<dyn Reader + 't> {
        Box::new(Posts { tree, settings, exports: Exports::survey(tree, own) })
    }
}

struct Posts<'t> {
    tree: &'t Tree,
    settings: &'t Settings,
    exports: Exports,
}

impl Reader for Posts<'_> {
    fn read(&self, file: usize, give: &mut dyn FnMut(Found)) {
        let shown = &self.tree.files[file].shown;
        let faulty = |because: String| Found::Faulty { place: Place::file(shown), because };
        let stream = match self.tree.stream(file) {
            Ok(stream) => stream,
            Err(because) => return give(faulty(because)),
        };
        let mut cutter = Cutter::new(stream, ITEMS);
        let (mut batch, mut bytes, mut any) = (Vec::new(), 0, false);
        loop {
            let cut = cutter.next();
            let last = cut.is_none();
            if let Some(cut) = cut {
                any = true;
                bytes += if let Cut::Item { bytes, .. } = &cut { bytes.len() } else { 0 };
                batch.push(cut);
            }
            if last || bytes > BATCH || batch.len() > 512 {
                let label = export::declared(cutter.head());
                let found: Vec<Found> =
                    batch.par_drain(..).map(|cut| self.found(file, cut, label.as_deref())).collect();
                found.into_iter().for_each(&mut *give);
                bytes = 0;
            }
            if last {
                break;
            }
        }
        if let Some(error) = cutter.failure() {
            give(faulty(format!("it cannot be read to its end: {error}")));
        } else if !any {
            give(faulty("there is no item in it".to_owned()));
        } else if !cutter.head().trim_ascii_end().ends_with(b">") || !ends(cutter.head()) {
            give(faulty(
                "it ends before its end: `</rss>` is missing, and items may be missing with it".to_owned(),
            ));
        }
    }
}

/// Whether the last thing in a file is its closing tag.
fn ends(outside: &[u8]) -> bool {
    let tail = &outside[outside.len().saturating_sub(2048)..];
    String::from_utf8_lossy(tail).contains("</rss>") || outside.len() >= xml::LARGEST_HEAD
}

impl Posts<'_> {
    fn found(&self, file: usize, cut: Cut, label: Option<&str>) -> Found {
        let path = self.tree.files[file].shown.clone();
        match cut {
            Cut::Broken { line, column, why } => {
                Found::Faulty { place: Place { path, line, column }, because: why }
            }
            Cut::Item { bytes, line, column } => match xml::of_bytes(&bytes, line, column, label) {
                Err((line, column, because)) => {
                    Found::Faulty { place: Place { path, line, column }, because }
                }
                Ok((element, notes)) => {
                    let place = Place { path, line, column };
                    let post =
                        post::Post { tree: self.tree, file, exports: &self.exports, settings: self.settings };
                    post.read(&element, place, notes)
                }
            },
        }
    }
}

/// A date that WordPress never set.
fn is_unset(date: &str) -> bool {
    date.is_empty() || date.starts_with("0000")
}

/// The text of an element as it reads: references in it are those of a page, written twice.
fn plain(text: &str) -> String {
    let text = text.trim();
    if text.contains(['<', '&']) {
        super::bodies::text(&super::bodies::fragment(text).root())
    } else {
        text.to_owned()
    }
}

/// The value of a `wp:postmeta`.
fn meta<'e>(item: &'e Element, key: &str) -> Option<&'e str> {
    let found = item.all("wp:postmeta").find(|meta| meta.get("wp:meta_key") == key)?;
    Some(found.get("wp:meta_value")).filter(|value| !value.is_empty())
}

/// Text of bytes, for what needs no more care.
fn lossy(bytes: &[u8], label: Option<&str>) -> String {
    encoding::decode(bytes, label)
        .map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), |decoded| decoded.text)
}
