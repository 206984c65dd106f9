//! A site on disk: files follow the author's, and every file of an output is looked at.

use super::site::Site;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// What stands at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    Folder,
    File {
        bytes: Vec<u8>,
        /// Seconds, nanoseconds and inode: what stays when a file is left alone.
        mark: (i64, i64, u64),
    },
    /// Neither folder nor file.
    Other,
}

/// Everything below a folder.
pub type Tree = BTreeMap<String, Seen>;

/// Looks at everything below a folder, which need not be there.
pub fn tree(root: &Path) -> Tree {
    let mut found = Tree::new();
    let mut folders: Vec<PathBuf> = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            let metadata = fs::symlink_metadata(&path).expect("an entry is there");
            let name = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
            let seen = if metadata.is_dir() {
                folders.push(path);
                Seen::Folder
            } else if metadata.is_file() {
                let mark = (metadata.mtime(), metadata.mtime_nsec(), metadata.ino());
                Seen::File { bytes: fs::read(&path).expect("readable"), mark }
            } else {
                Seen::Other
            };
            found.insert(name, seen);
        }
    }
    found
}

/// The first few differences of two trees in names and bytes; none when they are equal.
pub fn difference(have: &Tree, want: &Tree) -> Option<String> {
    let mut said = Vec::new();
    for (path, seen) in have {
        match (seen, want.get(path)) {
            (_, None) => said.push(format!("{path} is there, and a clean build has none")),
            (Seen::File { bytes, .. }, Some(Seen::File { bytes: clean, .. })) if bytes != clean => {
                said.push(format!("{path} differs from a clean build's:\n{}", apart(bytes, clean)));
            }
            (Seen::File { .. }, Some(Seen::File { .. })) | (Seen::Folder, Some(Seen::Folder)) => {}
            (_, Some(_)) => said.push(format!("{path} is not of the kind a clean build makes")),
        }
    }
    said.extend(want.keys().filter(|p| !have.contains_key(*p)).map(|p| format!("{p} is missing")));
    (!said.is_empty())
        .then(|| format!("{} differences\n  {}", said.len(), said[..said.len().min(6)].join("\n  ")))
}

/// The surroundings of the first byte in which two files differ.
fn apart(have: &[u8], want: &[u8]) -> String {
    let at = have.iter().zip(want).take_while(|(a, b)| a == b).count();
    let around = |bytes: &[u8]| {
        let part = &bytes[at.saturating_sub(60)..bytes.len().min(at + 100)];
        String::from_utf8_lossy(part).replace('\n', "⏎")
    };
    format!("    have …{}…\n    want …{}…", around(have), around(want))
}

/// The folder of a site, its output, and what was written into the former.
pub struct Disk {
    folder: tempfile::TempDir,
    there: BTreeMap<String, Vec<u8>>,
    builds: usize,
}

impl Disk {
    /// In memory where the system has a place for that: half of the time of a small build is spent on files.
    pub fn new(in_memory: bool) -> Self {
        let memory = Path::new("/dev/shm");
        let made =
            if in_memory && memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = made.expect("a temporary folder");
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
        if bytes.len() % 3 == 0 {
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
