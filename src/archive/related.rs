//! Earlier articles about the same things.
//!
//! Only earlier ones, so that an article that comes later changes no page that is already there; and only
//! the last few of each term, so that the cost does not grow with the archive.

use super::{Archive, Entry};
use std::collections::BTreeMap;

/// How many of the latest earlier articles of each term are looked at.
const LOOK_BACK: usize = 24;

/// Up to `limit` listed articles earlier than `entry` that share terms with it (the section and the byline count
/// little, so they are left out), those that share most first, then the latest.
pub fn related(archive: &Archive, entry: &Entry, limit: usize) -> Vec<u32> {
    let Some(rank) = entry.rank else { return Vec::new() };
    let mut shared: BTreeMap<u32, u32> = BTreeMap::new();
    for &(taxonomy, term) in &entry.terms {
        let index = &archive.taxonomies[taxonomy as usize];
        if matches!(index.taxonomy.name.as_str(), "sections" | "authors" | "series") {
            continue;
        }
        let articles = &index.terms[term as usize].articles;
        let earlier = articles.partition_point(|&a| archive.entries[a as usize].rank < Some(rank));
        for &article in articles[earlier.saturating_sub(LOOK_BACK)..earlier].iter() {
            *shared.entry(article).or_default() += 1;
        }
    }
    let mut found: Vec<(u32, u32)> = shared.into_iter().collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then(b.0.cmp(&a.0)));
    found.into_iter().take(limit).map(|(article, _)| article).collect()
}
