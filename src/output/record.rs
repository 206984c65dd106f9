//! The record of what a build wrote: which files are its own, and what they held.
//!
//! A line of text for each file, so that a damaged record loses what is damaged and nothing else is believed:
//! `DIGEST SIZE MODIFIED PATH`, the path as a JSON string, below a first line with the version.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// First line of a record. Another first line means: as if there were no record.
const VERSION: &str = "dateline output record 1";

/// A file of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Path relative to the output folder.
    pub path: Box<str>,
    /// BLAKE3 of its content.
    pub digest: [u8; 32],
    /// Size in bytes.
    pub size: u64,
    /// Time of last modification in nanoseconds since 1970.
    pub modified: i64,
}

/// What a build wrote; a file known only by name (from a build that was killed) has no content.
#[derive(Debug, Default)]
pub struct Record {
    files: HashMap<Box<str>, Option<Kept>>,
}

impl Record {
    /// A record of these files.
    pub fn new(kept: Vec<Kept>) -> Self {
        Self { files: kept.into_iter().map(|k| (k.path.clone(), Some(k))).collect() }
    }

    /// Reads a record; none when there is none or it is not one of this version.
    pub fn load(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let mut lines = text.lines();
        if lines.next() != Some(VERSION) {
            return None;
        }
        let files = lines.filter_map(parse).map(|k| (k.path.clone(), Some(k))).collect();
        Some(Self { files })
    }

    /// Adds the files that a killed build announced.
    pub fn adopt(&mut self, pending: &str) {
        for line in pending.lines() {
            if let Ok(path) = serde_json::from_str::<String>(line) {
                self.files.entry(path.into()).or_insert(None);
            }
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether the file at `path` was written by a build.
    pub fn owns(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// What the file at `path` held.
    pub fn get(&self, path: &str) -> Option<&Kept> {
        self.files.get(path)?.as_ref()
    }

    /// Paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(|p| &**p)
    }

    /// The record as text, in order of path.
    pub fn to_text(&self) -> String {
        let mut kept: Vec<&Kept> = self.files.values().flatten().collect();
        kept.sort_by(|a, b| a.path.cmp(&b.path));
        let mut out = format!("{VERSION}\n");
        for k in kept {
            let digest = blake3::Hash::from_bytes(k.digest).to_hex();
            let path = serde_json::Value::from(&*k.path);
            out.push_str(&format!("{digest} {} {} {path}\n", k.size, k.modified));
        }
        out
    }
}

/// The text that announces files.
pub fn pending(paths: &[&str]) -> String {
    paths.iter().map(|p| format!("{}\n", serde_json::Value::from(*p))).collect()
}

fn parse(line: &str) -> Option<Kept> {
    let mut parts = line.splitn(4, ' ');
    let digest = blake3::Hash::from_hex(parts.next()?).ok()?;
    let size = parts.next()?.parse().ok()?;
    let modified = parts.next()?.parse().ok()?;
    let path: String = serde_json::from_str(parts.next()?).ok()?;
    Some(Kept { path: path.into(), digest: *digest.as_bytes(), size, modified })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survives_being_written_and_read() {
        let kept = Kept { path: "a b/\u{e9}\n.html".into(), digest: [7; 32], size: 3, modified: -5 };
        let text = Record::new(vec![kept.clone()]).to_text();
        let line = text.lines().nth(1).unwrap();
        assert_eq!(parse(line), Some(kept));
        assert_eq!(parse("nonsense"), None);
    }
}
