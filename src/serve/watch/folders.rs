//! The folders of a site, and how each is watched.
#![allow(clippy::disallowed_methods, reason = "whether a folder is there decides whether it can be watched")]

use notify::RecursiveMode;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of a site. All paths are absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// The site's own folder, of which only what lies at the top is watched.
    pub site: PathBuf,
    /// Folders that are watched with all that is in them, whether they are there yet or not.
    pub watched: Vec<PathBuf>,
    /// What is never watched, though it may lie in one of the others: what the program itself writes.
    pub aside: Vec<PathBuf>,
}

impl Folders {
    /// What is to be watched, as far as it is there.
    pub(super) fn roots(&self) -> BTreeMap<PathBuf, RecursiveMode> {
        let mut roots = BTreeMap::new();
        if self.site.is_dir() {
            roots.insert(self.site.clone(), RecursiveMode::NonRecursive);
        }
        for folder in &self.watched {
            self.add(folder, &mut roots);
        }
        let whole: Vec<PathBuf> = roots
            .iter()
            .filter(|(_, mode)| **mode == RecursiveMode::Recursive)
            .map(|(root, _)| root.clone())
            .collect();
        // What lies in a folder that is watched as a whole is watched.
        roots.retain(|root, _| !whole.iter().any(|folder| root != folder && root.starts_with(folder)));
        roots
    }

    /// A folder as a whole; one that holds what is left aside, piece by piece.
    fn add(&self, folder: &Path, roots: &mut BTreeMap<PathBuf, RecursiveMode>) {
        if self.is_aside(folder) || !folder.is_dir() {
            return;
        }
        if !self.aside.iter().any(|aside| aside.starts_with(folder)) {
            roots.insert(folder.to_owned(), RecursiveMode::Recursive);
            return;
        }
        roots.insert(folder.to_owned(), RecursiveMode::NonRecursive);
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            self.add(&entry.path(), roots);
        }
    }

    /// Whether a path belongs to what is left aside.
    pub(super) fn is_aside(&self, path: &Path) -> bool {
        self.aside.iter().any(|aside| path.starts_with(aside))
    }

    /// Whether a change of this path can change what is to be watched.
    pub(super) fn is_at_the_top(&self, path: &Path) -> bool {
        let Some(above) = path.parent() else { return true };
        !self.is_aside(path)
            && (above == self.site
                || self.watched.iter().any(|folder| folder.starts_with(path))
                // A folder that is watched piece by piece, since it holds what is left aside.
                || self.aside.iter().filter_map(|aside| aside.parent()).any(|folder| folder.starts_with(above)))
    }
}
