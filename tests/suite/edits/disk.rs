//! A site on disk, whose files follow the author's.

use super::site::Site;
use crate::sandbox::Sandbox;
use crate::tree::{Tree, tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of a site, its output, and what was written into the former.
pub struct Disk {
    folder: Sandbox,
    there: BTreeMap<String, Vec<u8>>,
    builds: usize,
}

impl Disk {
    /// In memory where the system has a place for that: half of the time of a small build is spent on files.
    pub fn new(in_memory: bool) -> Self {
        let folder = if in_memory { Sandbox::in_memory() } else { Sandbox::new() };
        fs::create_dir_all(folder.path().join("site/content")).expect("folders can be made");
        Self { folder, there: BTreeMap::new(), builds: 0 }
    }

    pub fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// The output that is kept from build to build.
    pub fn output(&self) -> PathBuf {
        self.site().join("output")
    }

    /// Paths of the files that lie in the site's folder.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.there.keys().map(String::as_str)
    }

    /// Writes what differs and removes what is gone, as a version control would; whether there was any of it.
    pub fn follow(&mut self, site: &Site) -> bool {
        let wanted = site.on_disk();
        let gone: Vec<String> = self.there.keys().filter(|p| !wanted.contains_key(*p)).cloned().collect();
        for path in &gone {
            self.remove(path);
        }
        let new: Vec<(&String, &Vec<u8>)> =
            wanted.iter().filter(|(path, bytes)| self.there.get(*path) != Some(*bytes)).collect();
        for (path, bytes) in &new {
            self.put(path, bytes);
        }
        !(gone.is_empty() && new.is_empty())
    }

    /// Writes a file in place, or by rename as many editors do.
    pub fn put(&mut self, path: &str, bytes: &[u8]) {
        let full = self.site().join(path);
        fs::create_dir_all(full.parent().expect("a folder above")).expect("folders can be made");
        if bytes.len().is_multiple_of(3) {
            let beside = self.folder.path().join("beside");
            fs::write(&beside, bytes).expect("files can be written");
            fs::rename(&beside, &full).expect("files can be renamed");
        } else {
            fs::write(&full, bytes).expect("files can be written");
        }
        self.there.insert(path.to_owned(), bytes.to_vec());
    }

    /// Moves a file with its times and its inode.
    pub fn rename(&mut self, from: &str, to: &str) {
        let full = self.site().join(to);
        fs::create_dir_all(full.parent().expect("a folder above")).expect("folders can be made");
        fs::rename(self.site().join(from), full).expect("files can be renamed");
        if let Some(bytes) = self.there.remove(from) {
            self.there.insert(to.to_owned(), bytes);
        }
        self.prune(from);
    }

    fn remove(&mut self, path: &str) {
        fs::remove_file(self.site().join(path)).expect("files can be removed");
        self.there.remove(path);
        self.prune(path);
    }

    /// Removes the folders that are empty now, but for the content folder, without which there is no site.
    fn prune(&self, path: &str) {
        for (at, _) in path.rmatch_indices('/') {
            if path[..at] != *"content" {
                let _ = fs::remove_dir(self.site().join(&path[..at]));
            }
        }
    }

    /// Does `build` into a fresh folder with a fresh record, and gives what it said and made.
    pub fn clean<T>(&mut self, build: impl FnOnce(&Path, &Path) -> T) -> (T, Tree) {
        self.builds += 1;
        let output = self.folder.path().join(format!("clean{}", self.builds));
        let (state, aside) = (self.site().join(".dateline"), self.folder.path().join("aside"));
        let kept = state.exists();
        if kept {
            fs::rename(&state, &aside).expect("the record can be put aside");
        }
        let said = build(&self.site(), &output);
        let made = tree(&output);
        let _ = fs::remove_dir_all(&output);
        let _ = fs::remove_dir_all(&state);
        if kept {
            fs::rename(&aside, &state).expect("the record can be put back");
        }
        (said, made)
    }
}
