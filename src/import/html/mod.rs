//! Saved pages of news sites.
//!
//! Takes: HTML files. Does: first counts what stands on many pages of one site ([`around`]), then reads each: what it says of itself for machines
//! ([`json_ld`], [`tags`], [`microdata`]) and for readers ([`looks`]), its text ([`main_text`]), and whether it is an article at all
//! ([`walls`]). Gives: an item for each article ([`page`]).

mod addresses;
mod around;
mod facts;
mod json_ld;
mod looks;
mod main_text;
mod microdata;
mod page;
mod tags;
mod walls;

use super::Settings;
use super::item::{Found, Place};
use super::kind::{Claim, Kind, Reader};
use super::source::Tree;
pub use addresses::joined;
use around::Around;

/// The kind `html`.
pub struct Html;

impl Kind for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn claim(&self, name: &str, head: &[u8]) -> Claim {
        let file = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        let start = String::from_utf8_lossy(&head[..head.len().min(2048)]).to_ascii_lowercase();
        let start = start.trim_start_matches('\u{feff}').trim_start();
        let page = start.starts_with("<!doctype html")
            || start.starts_with("<html")
            || start.contains("<head")
            || start.contains("<body");
        match ending {
            // What a browser puts beside a page it saves belongs to that page.
            _ if name
                .split('/')
                .rev()
                .skip(1)
                .any(|folder| folder.ends_with("_files") || folder.ends_with("-Dateien")) =>
            {
                Claim::No("it lies in the folder that a browser put beside a page".to_owned())
            }
            "html" | "htm" | "xhtml" | "shtml" => Claim::Surely(format!("its name ends in .{ending}")),
            _ if page => Claim::Surely("it is a page of HTML".to_owned()),
            _ => Claim::No("it is no page of HTML".to_owned()),
        }
    }

    fn survey<'t>(&self, tree: &'t Tree, own: &'t [usize], settings: &'t Settings) -> Box<dyn Reader + 't> {
        Box::new(Pages { tree, settings, around: Around::survey(tree, own) })
    }
}

struct Pages<'t> {
    tree: &'t Tree,
    settings: &'t Settings,
    around: Around,
}

impl Reader for Pages<'_> {
    fn read(&self, file: usize, give: &mut dyn FnMut(Found)) {
        let place = Place::file(&self.tree.files[file].shown);
        give(match self.tree.text(file, declared) {
            Err(because) => Found::Faulty { place, because },
            Ok(decoded) => {
                page::Page::new(self.tree, file, self.settings, &decoded).read(place, &self.around)
            }
        });
    }
}

/// The encoding that a page says it is in.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let mut rest = &*head;
    while let Some((_, behind)) = rest.split_once("charset") {
        let value = behind.trim_start();
        if let Some(value) = value.strip_prefix('=') {
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            let end = value
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')))
                .unwrap_or(value.len());
            return Some(value[..end].to_owned()).filter(|name| !name.is_empty());
        }
        rest = behind;
    }
    None
}
