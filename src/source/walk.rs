//! The walk itself: in order of names, every error reported, several folders at a time.

use super::Discovery;
use rayon::prelude::*;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use walkdir::{DirEntry, WalkDir};

/// Walks `root`, leaving out what is not `wanted`.
///
/// The folders directly below it are walked side by side: looking files up is what a walk costs, and the system does
/// several at a time. A symbolic link ends that, since a link to a folder above can only be told from the root.
pub(super) fn walk(
    root: &Path,
    shown: &str,
    taxonomies: &[&str],
    wanted: &(dyn Fn(&DirEntry) -> bool + Sync),
) -> Discovery {
    let mut found = side_by_side(root, shown, taxonomies, wanted)
        .unwrap_or_else(|| one_by_one(root, shown, taxonomies, wanted));
    found.files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    found
}

fn one_by_one(
    root: &Path,
    shown: &str,
    taxonomies: &[&str],
    wanted: &(dyn Fn(&DirEntry) -> bool + Sync),
) -> Discovery {
    let mut found = Discovery::default();
    let walk = WalkDir::new(root).follow_links(true).sort_by_file_name();
    for step in walk.into_iter().filter_entry(|entry| wanted(entry)) {
        found.step(step, root, shown, taxonomies);
    }
    found
}

/// None when there is a symbolic link anywhere.
fn side_by_side(
    root: &Path,
    shown: &str,
    taxonomies: &[&str],
    wanted: &(dyn Fn(&DirEntry) -> bool + Sync),
) -> Option<Discovery> {
    let mut found = Discovery::default();
    let mut folders = Vec::new();
    let linked = AtomicBool::new(false);
    let is_link = |entry: &DirEntry| {
        let link = entry.path_is_symlink();
        linked.fetch_or(link, Ordering::Relaxed);
        link
    };
    let top = WalkDir::new(root).max_depth(1).sort_by_file_name();
    for step in top.into_iter().filter_entry(|entry| entry.depth() == 0 || wanted(entry)) {
        match step {
            Ok(entry) if entry.depth() > 0 && is_link(&entry) => return None,
            Ok(entry) if entry.depth() > 0 && entry.file_type().is_dir() => folders.push(entry),
            step => found.step(step, root, shown, taxonomies),
        }
    }
    let below = |folder: &DirEntry| {
        let mut found = Discovery::default();
        let walk = WalkDir::new(folder.path()).sort_by_file_name();
        let go_on = |entry: &DirEntry| !is_link(entry) && (entry.depth() == 0 || wanted(entry));
        for step in walk.into_iter().filter_entry(go_on) {
            if linked.load(Ordering::Relaxed) {
                break;
            }
            found.step(step, root, shown, taxonomies);
        }
        found
    };
    let parts: Vec<Discovery> = folders.par_iter().map(below).collect();
    found.files.reserve_exact(parts.iter().map(|part| part.files.len()).sum());
    for part in parts {
        found.files.extend(part.files);
        found.lost_articles += part.lost_articles;
        found.diagnostics.extend(part.diagnostics);
    }
    (!linked.load(Ordering::Relaxed)).then_some(found)
}

impl Discovery {
    fn step(
        &mut self,
        step: Result<DirEntry, walkdir::Error>,
        root: &Path,
        shown: &str,
        taxonomies: &[&str],
    ) {
        match step {
            Ok(entry) if entry.file_type().is_file() => self.take(&entry, root, shown, taxonomies),
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => self.refuse_special(&entry, root, shown),
            Err(error) => self.refuse(&error, root, shown),
        }
    }
}
