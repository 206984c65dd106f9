//! What was given to import: files, folders, patterns, packed files, archives, standard input.
//!
//! Takes: sources as the user names them. Does: lists everything in them in a fixed order ([`walk`], [`archive`]), refusing what
//! is dangerous, and reads one file at a time ([`reading`]). Gives: a [`Tree`], and a line of the report for everything refused.
//! With [`store`](super::store) the only part of this room that touches the disk.
#![allow(clippy::disallowed_methods, reason = "this is where what is imported is read from disk")]

mod archive;
mod reading;
mod walk;

use crate::article::path::normal;
use crate::diagnostic::{Diagnostic, catalogue::import as catalogue};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Mutex;

/// Largest file that is read as one piece. An article of this size is a mistake.
pub const LARGEST_TEXT: u64 = crate::source::LARGEST_TEXT;

/// Bytes from the start of a file that are enough to tell what it is.
pub const HEAD: usize = 4096;

/// Something that was given and cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What it is, as the user would name it.
    pub shown: String,
    /// Why, as the end of “faulty because …”.
    pub because: String,
    /// Whether it is merely left out, and nothing is wrong with it.
    pub harmless: bool,
}

/// A file that was given.
#[derive(Debug)]
pub struct Input {
    /// As messages show it; an entry of an archive is `archive.zip!folder/name`.
    pub shown: String,
    /// Path inside its source, with `/`. Of `name.txt.gz` it is `name.txt`.
    pub path: String,
    /// The source it is in, by its number.
    pub source: usize,
    /// Whether the user named the file itself, not a folder or an archive around it.
    pub named: bool,
    /// Size in bytes, unpacked as far as that is known before it is read.
    pub size: u64,
    content: Content,
}

#[derive(Debug)]
enum Content {
    File(PathBuf),
    Packed(PathBuf),
    Entry { archive: usize, number: usize },
}

/// Everything that was given.
pub struct Tree {
    /// The files, in order of source and path.
    pub files: Vec<Input>,
    /// The sources as they were named.
    pub sources: Vec<String>,
    places: HashMap<(usize, String), usize>,
    archives: Vec<Mutex<archive::Archive>>,
    /// What came over standard input lies here until the end.
    _kept: Vec<tempfile::TempPath>,
}

impl Tree {
    /// Lists everything in the sources.
    ///
    /// # Errors
    /// When a source is not there, or nothing fits its pattern.
    pub fn open(sources: &[String]) -> Result<(Self, Vec<Refused>), Diagnostic> {
        let mut tree = Self {
            files: Vec::new(),
            sources: sources.to_vec(),
            places: HashMap::new(),
            archives: Vec::new(),
            _kept: Vec::new(),
        };
        let mut refused = Vec::new();
        for (number, source) in sources.iter().enumerate() {
            if source == "-" {
                tree.standard_input(number).map_err(|e| catalogue::cannot_read("standard input", &e))?;
                continue;
            }
            let found = walk::matching(source).map_err(|reason| catalogue::cannot_read(source, &reason))?;
            for path in found {
                tree.take(number, &path, &mut refused);
            }
        }
        tree.places =
            tree.files.iter().enumerate().map(|(i, f)| ((f.source, f.path.clone()), i)).rev().collect();
        Ok((tree, refused))
    }

    /// The file at a path of the source that `beside` is in: `..` and `.` in the path are followed, never out of the source.
    pub fn find(&self, beside: usize, path: &str) -> Option<usize> {
        let source = self.files.get(beside)?.source;
        self.places.get(&(source, normal(path)?)).copied()
    }

    /// The file at a path relative to the folder of another file.
    pub fn find_beside(&self, file: usize, path: &str) -> Option<usize> {
        let folder = self.files.get(file)?.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.find(file, &format!("{folder}/{path}"))
    }
}
