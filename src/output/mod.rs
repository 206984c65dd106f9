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

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Written.
    Written,
    /// It was there already, byte for byte, and was left alone.
    Unchanged,
}

/// An output folder that this process has for itself until dropped.
pub struct Output {
    root: PathBuf,
    shown: String,
    record: Record,
    record_path: PathBuf,
    pending_path: PathBuf,
    /// Folders known to be real folders of the output, by digest of their path.
    folders: Mutex<HashSet<u64>>,
    next_temporary: AtomicU64,
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
        if let Ok(pending) = fs::read_to_string(&pending_path) {
            record.adopt(&pending);
        }
        let output = Output {
            root,
            shown: shown.to_owned(),
            record,
            record_path,
            pending_path,
            folders: Mutex::default(),
            next_temporary: AtomicU64::new(0),
            _lock: lock,
        };
        if output.record.is_empty() {
            output.refuse_strangers()?;
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
        let new: Vec<&str> = planned.filter(|p| !self.record.owns(p)).collect();
        let text = record::pending(&new);
        self.replace(&self.pending_path, text.as_bytes())
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
        self.replace(&self.record_path, record.to_text().as_bytes())?;
        match fs::remove_file(&self.pending_path) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                Err(catalogue::cannot_write(&self.pending_path.to_string_lossy(), &plain_reason(&e)))
            }
            _ => Ok(removed),
        }
    }

    /// Removes one file and the folders it leaves empty. A file that is gone already counts as not removed.
    fn remove(&self, path: &str) -> Result<bool, Diagnostic> {
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

    fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        let fail = |e: &std::io::Error| catalogue::cannot_write(&path.to_string_lossy(), &plain_reason(e));
        let folder = path.parent().unwrap_or(&self.root);
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|e| fail(&e))?;
        std::io::Write::write_all(&mut file, bytes).map_err(|e| fail(&e))?;
        file.as_file().sync_all().map_err(|e| fail(&e))?;
        file.persist(path).map_err(|e| fail(&e.error))?;
        Ok(())
    }

    fn fail(&self, path: &str, error: &std::io::Error) -> Diagnostic {
        catalogue::cannot_write(&crate::diagnostic::join(&self.shown, path), &plain_reason(error))
    }
}
