//! What stands around the articles of a site.
//!
//! Takes: the pages of a source. Does: counts the blocks of some hundred of them, site by site. Gives: whether a block stands on so many pages
//! that it is no article's own.

use super::addresses::saved_from;
use super::tags::Tags;
use crate::import::address::Old;
use crate::import::bodies;
use crate::import::source::Tree;
use crate::import::text::furniture::{Repeated, key};
use dom_query::Document;
use rayon::prelude::*;
use std::collections::HashMap;

/// Pages that are counted, evenly spread: what stands on many of them stands on many of all.
const SAMPLE: usize = 400;

/// Blocks that repeat, by site.
#[derive(Debug, Default)]
pub(super) struct Around {
    sites: HashMap<String, Repeated>,
}

impl Around {
    pub(super) fn survey(tree: &Tree, own: &[usize]) -> Self {
        let step = own.len().div_ceil(SAMPLE).max(1);
        let sample: Vec<usize> = own.iter().copied().step_by(step).collect();
        let counted: Vec<(String, Vec<u64>)> = sample
            .par_iter()
            .filter_map(|file| {
                let decoded = tree.text(*file, super::declared).ok()?;
                let page = bodies::page(&decoded.text);
                let site = site(&page, &decoded.text, tree.files[*file].source);
                let keys = bodies::leaves(&page.root()).iter().filter_map(|text| key(text)).collect();
                Some((site, keys))
            })
            .collect();
        let mut all = Self::default();
        for (site, keys) in counted {
            all.sites.entry(site).or_default().add(keys);
        }
        all
    }

    /// What a block is when it stands on many pages of a site.
    pub(super) fn often(&self, site: &str, text: &str) -> Option<String> {
        let (count, files) = self.sites.get(site)?.often(text)?;
        Some(format!("stands on {count} of {files} pages"))
    }
}

/// The site of a page: its host, or else the source it lies in.
pub(super) fn site(page: &Document, text: &str, source: usize) -> String {
    let tags = Tags::of(page);
    let candidates =
        [tags.canonical().to_owned(), tags.open_graph().address, saved_from(text).unwrap_or_default()];
    let host = candidates
        .iter()
        .filter_map(|address| Old::read(address))
        .map(|old| old.host)
        .find(|host| !host.is_empty());
    host.unwrap_or_else(|| format!("source {source}"))
}
