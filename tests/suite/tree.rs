//! Everything below a folder, and how two such folders differ.

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
