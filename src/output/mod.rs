//! The output folder: the one writer, what it owns, and pruning.
//!
//! Takes: paths and bytes of a build's files. Does: writes only what differs, each file by rename; removes only
//! files of its own that are no longer planned; remembers all this in a record. Gives: for each file whether
//! it was new, changed or unchanged. Nothing is ever written outside the folder.
#![allow(clippy::disallowed_methods, reason = "this room is where the site is written to disk")]

pub mod record;
mod write;

use crate::diagnostic::{Diagnostic, catalogue::output as catalogue};
use crate::source::plain_reason;
use record::{Kept, Record};
use std::collections::HashSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;

/// How the names of files begin that are being written.
const TEMPORARY: &str = ".dateline-";

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Written.
    Written,
    /// It was there already, byte for byte, and was left alone.
    Unchanged,
}

/// When a file must have reached the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Durable {
    /// Before anything else is written: what is announced must survive a power cut that its pages do not survive.
    Now,
    /// When the system gets to it. A record that is lost or older than its pages costs a comparison, nothing more,
    /// and waiting here would mean waiting for every page.
    InTime,
}

/// An output folder that this process has for itself until dropped.
pub struct Output {
    root: PathBuf,
    shown: String,
    record: Record,
    record_path: PathBuf,
    pending_path: PathBuf,
    /// Nothing was in the folder when it was taken (names with a dot in front do not count).
    fresh: bool,
    /// Folders known to be real folders of the output, by digest of their path.
    folders: Mutex<HashSet<u64>>,
    next_temporary: AtomicU64,
    /// An earlier build was not finished.
    resumed: bool,
    _lock: File,
}

impl Output {
    /// Takes the folder `root` (called `shown` in messages), whose record lies in `state` (the site's `.dateline`).
    ///
    /// # Errors
    /// When the folder holds files that no build made, another build has it, or it cannot be written.
    pub fn open(root: &Path, shown: &str, state: &Path) -> Result<Self, Diagnostic> {
        let cannot = |path: &Path, e: &std::io::Error| {
            catalogue::cannot_write(&path.to_string_lossy(), &plain_reason(e))
        };
        if root.is_file() {
            return Err(catalogue::not_a_folder(shown));
        }
        fs::create_dir_all(state).map_err(|e| cannot(state, &e))?;
        fs::create_dir_all(root).map_err(|e| catalogue::cannot_write(shown, &plain_reason(&e)))?;
        let root = root.canonicalize().map_err(|e| catalogue::cannot_write(shown, &plain_reason(&e)))?;
        let name = &blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex()[..12];
        let lock_path = state.join(format!("{name}.lock"));
        let lock = File::create(&lock_path).map_err(|e| cannot(&lock_path, &e))?;
        if rustix::fs::flock(&lock, rustix::fs::FlockOperation::NonBlockingLockExclusive).is_err() {
            return Err(catalogue::busy(shown));
        }
        let record_path = state.join(format!("{name}.record"));
        let pending_path = state.join(format!("{name}.pending"));
        let mut record = Record::load(&record_path).unwrap_or_default();
        let pending = fs::read_to_string(&pending_path).ok();
        if let Some(pending) = &pending {
            record.adopt(pending);
        }
        let mut output = Output {
            fresh: false,
            root,
            shown: shown.to_owned(),
            record,
            record_path,
            pending_path,
            folders: Mutex::default(),
            next_temporary: AtomicU64::new(0),
            resumed: pending.is_some(),
            _lock: lock,
        };
        if output.record.is_empty() {
            output.refuse_strangers()?;
            output.fresh = true;
        }
        Ok(output)
    }

    /// Without a record nothing in the folder is known to be ours, so nothing may be overwritten or removed.
    /// Names with a dot in front (`.gitignore`, `.git`) are nobody's business.
    fn refuse_strangers(&self) -> Result<(), Diagnostic> {
        let entries =
            fs::read_dir(&self.root).map_err(|e| catalogue::cannot_write(&self.shown, &plain_reason(&e)))?;
        let names = entries.filter_map(|e| Some(e.ok()?.file_name().to_string_lossy().into_owned()));
        let mut strangers: Vec<String> = names.filter(|n| !n.starts_with('.')).collect();
        strangers.sort();
        match strangers.first() {
            Some(first) => Err(catalogue::strangers(&self.shown, first, strangers.len())),
            None => Ok(()),
        }
    }

    /// Says which files this build will write, before it writes any: should it be killed, the next one knows
    /// that they are its own.
    ///
    /// # Errors
    /// When the note cannot be written.
    pub fn announce<'a>(&self, planned: impl Iterator<Item = &'a str>) -> Result<(), Diagnostic> {
        // What stands there already and is not ours must not become ours by being announced.
        let is_new = |path: &str| {
            self.fresh || self.record.owns(path) || fs::symlink_metadata(self.root.join(path)).is_err()
        };
        let new: Vec<&str> = planned.filter(|p| self.record.get(p).is_none() && is_new(p)).collect();
        let text = record::pending(&new);
        self.replace(&self.pending_path, text.as_bytes(), Durable::Now)
    }

    /// Removes the files of earlier builds that are not in `kept`, then replaces the record. Gives how many
    /// files were removed.
    ///
    /// # Errors
    /// When a file cannot be removed or the record not be written.
    pub fn finish(self, kept: Vec<Kept>) -> Result<usize, Diagnostic> {
        let record = Record::new(kept);
        let mut removed = 0;
        for path in self.record.paths().filter(|p| !record.owns(p)) {
            removed += usize::from(self.remove(path)?);
        }
        if self.resumed {
            self.remove_temporaries(record.paths().chain(self.record.paths()));
        }
        self.replace(&self.record_path, record.to_text().as_bytes(), Durable::InTime)?;
        match fs::remove_file(&self.pending_path) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                Err(catalogue::cannot_write(&self.pending_path.to_string_lossy(), &plain_reason(&e)))
            }
            _ => Ok(removed),
        }
    }

    /// Removes one file and the folders it leaves empty. A file that is gone already counts as not removed.
    fn remove(&self, path: &str) -> Result<bool, Diagnostic> {
        if self.is_behind_a_link(path) {
            return Ok(false);
        }
        let full = self.root.join(path);
        match fs::remove_file(&full) {
            Ok(()) => {}
            Err(e)
                if matches!(e.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) =>
            {
                return Ok(false);
            }
            Err(e) => return Err(self.fail(path, &e)),
        }
        let mut folder = full.parent();
        while let Some(dir) = folder.filter(|d| *d != self.root && d.starts_with(&self.root)) {
            if fs::remove_dir(dir).is_err() {
                break;
            }
            folder = dir.parent();
        }
        Ok(true)
    }

    /// Whether a folder above a file is a symbolic link, so that the file is somewhere else and not ours.
    fn is_behind_a_link(&self, path: &str) -> bool {
        let above = path.match_indices('/').map(|(at, _)| self.root.join(&path[..at]));
        above.into_iter().any(|folder| fs::symlink_metadata(folder).is_ok_and(|m| m.is_symlink()))
    }

    /// Removes what a killed build was writing when it was killed, from the folders of these files.
    fn remove_temporaries<'a>(&self, paths: impl Iterator<Item = &'a str>) {
        let folders: HashSet<&str> =
            paths.map(|p| p.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
        for folder in folders.into_iter().filter(|f| !self.is_behind_a_link(&format!("{f}/"))) {
            for entry in fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten() {
                if entry.file_name().as_encoded_bytes().starts_with(TEMPORARY.as_bytes()) {
                    let _ = fs::remove_file(entry.path());
                    let _ = fs::remove_dir(self.root.join(folder));
                }
            }
        }
    }

    fn replace(&self, path: &Path, bytes: &[u8], durable: Durable) -> Result<(), Diagnostic> {
        let fail = |e: &std::io::Error| catalogue::cannot_write(&path.to_string_lossy(), &plain_reason(e));
        let folder = path.parent().unwrap_or(&self.root);
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|e| fail(&e))?;
        std::io::Write::write_all(&mut file, bytes).map_err(|e| fail(&e))?;
        if durable == Durable::Now {
            file.as_file().sync_all().map_err(|e| fail(&e))?;
        }
        file.persist(path).map_err(|e| fail(&e.error))?;
        Ok(())
    }

    fn fail(&self, path: &str, error: &std::io::Error) -> Diagnostic {
        catalogue::cannot_write(&crate::diagnostic::join(&self.shown, path), &plain_reason(error))
    }
}
