//! The folder that is imported into: the only part of this room that writes.
//!
//! Takes: paths below the folder, and bytes. Does: writes by rename what is new or has changed in its source, and leaves alone what
//! somebody else wrote or changed ([`record`] says what an import wrote). Gives: what became of each file. Nothing is written outside
//! the folder: no path leads out, and no link in it is followed.
#![allow(clippy::disallowed_methods, reason = "this is where imported articles are written")]

pub mod record;
pub mod shelf;

use crate::diagnostic::{Diagnostic, catalogue::import as catalogue};
use crate::fingerprint::Digest;
use crate::source::plain_reason;
use record::{Entry, Record};
use std::collections::HashMap;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Folder inside the one that is imported into, for the record and the report. No build looks at it.
pub const OWN: &str = ".import";

/// A folder that is imported into.
pub struct Store {
    root: PathBuf,
    shown: String,
    /// Whether nothing is really written.
    dry: bool,
    /// Folders that were looked at, and what is wrong with them.
    folders: Mutex<HashMap<PathBuf, Option<String>>>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// It is new.
    Written,
    /// It replaced what an import wrote before.
    Updated,
    /// It was there just so.
    Unchanged,
    /// It was left alone, and why.
    Left(String),
    /// It cannot be written, and why.
    Failed(String),
}

impl Store {
    /// A folder, which need not be there.
    pub fn new(root: &Path, shown: &str, dry: bool) -> Self {
        Self { root: root.to_path_buf(), shown: shown.to_owned(), dry, folders: Mutex::default() }
    }

    /// What earlier imports wrote here.
    ///
    /// # Errors
    /// When the record is there and cannot be used.
    pub fn record(&self) -> Result<Record, Diagnostic> {
        let path = format!("{OWN}/{}", record::FILE);
        let fail = |why: &str| catalogue::record_unusable(&crate::diagnostic::join(&self.shown, &path), why);
        match fs::read_to_string(self.root.join(&path)) {
            Ok(text) => Record::read(&text).map_err(|why| fail(&why)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Record::default()),
            Err(error) => Err(fail(&plain_reason(&error))),
        }
    }

    /// The bytes of a file, when there is one.
    pub fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.root.join(path)).ok()
    }

    /// Whether anything stands at a path.
    pub fn has(&self, path: &str) -> bool {
        fs::symlink_metadata(self.root.join(path)).is_ok()
    }

    /// Brings a file up to date. `before` is what an import wrote there; `theirs` puts the source above what an editor did.
    pub fn settle(&self, path: &str, bytes: &[u8], before: Option<&Entry>, theirs: bool) -> Settled {
        if let Err(why) = self.folder_of(path) {
            return Settled::Failed(why);
        }
        let new = Digest::of(bytes).to_hex();
        let there = match fs::read(self.root.join(path)) {
            Ok(there) => Some(Digest::of(&there).to_hex()),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => {
                return Settled::Failed(format!(
                    "what stands there cannot be read: {}",
                    plain_reason(&error)
                ));
            }
        };
        let left = |why: &str| Settled::Left(why.to_owned());
        let settled = match (there, before) {
            (Some(there), _) if there == new => return Settled::Unchanged,
            (Some(there), Some(before)) if there == before.digest => Settled::Updated,
            (Some(_), _) if theirs => Settled::Updated,
            (Some(_), Some(before)) if before.digest == new => {
                return left("it was changed here since, and not in its source");
            }
            (Some(_), Some(_)) => {
                return left("it was changed here since, and in its source too; --theirs takes the source's");
            }
            (Some(_), None) => return left("a file is there that no import wrote; --theirs replaces it"),
            (None, Some(_)) if !theirs => {
                return left("it was removed or moved here since; --theirs writes it again");
            }
            (None, _) => Settled::Written,
        };
        if self.dry {
            return settled;
        }
        let clobber = settled == Settled::Updated;
        match self.write(&self.root.join(path), bytes, clobber) {
            Ok(()) => settled,
            Err(error) => Settled::Failed(format!("it cannot be written: {}", plain_reason(&error))),
        }
    }

    /// Makes the folder of a path, unless a link on the way would lead somewhere else.
    fn folder_of(&self, path: &str) -> Result<(), String> {
        let folder = match path.rsplit_once('/') {
            Some((folder, _)) => self.root.join(folder),
            None => self.root.clone(),
        };
        let mut known = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(outcome) = known.get(&folder) {
            return outcome.clone().map_or(Ok(()), Err);
        }
        let outcome = self.checked(&folder);
        known.insert(folder, outcome.clone().err());
        outcome
    }

    fn checked(&self, folder: &Path) -> Result<(), String> {
        let below = folder.strip_prefix(&self.root).map_err(|_| "it would lie outside the folder")?;
        let mut path = self.root.clone();
        for part in below {
            path.push(part);
            match fs::symlink_metadata(&path) {
                Ok(found) if found.is_symlink() => {
                    return Err(format!(
                        "`{}` is a link, and nothing is written through links",
                        path.display()
                    ));
                }
                Ok(found) if !found.is_dir() => {
                    return Err(format!("`{}` is a file, not a folder", path.display()));
                }
                _ => {}
            }
        }
        if self.dry {
            return Ok(());
        }
        fs::create_dir_all(folder).map_err(|e| format!("its folder cannot be made: {}", plain_reason(&e)))
    }

    fn write(&self, path: &Path, bytes: &[u8], clobber: bool) -> io::Result<()> {
        let folder = path.parent().unwrap_or(&self.root);
        let mut file = temporary(folder)?;
        file.write_all(bytes)?;
        match clobber {
            true => file.persist(path).map(drop).map_err(|e| e.error),
            false => file.persist_noclobber(path).map(drop).map_err(|e| e.error),
        }
    }

    /// Keeps the record or the report.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, name: &str, text: &str) -> Result<(), Diagnostic> {
        if self.dry {
            return Ok(());
        }
        let path = format!("{OWN}/{name}");
        let fail = |why: &str| catalogue::cannot_keep(&crate::diagnostic::join(&self.shown, &path), why);
        self.folder_of(&path).map_err(|why| fail(&why))?;
        if self.bytes(&path).as_deref() == Some(text.as_bytes()) {
            return Ok(());
        }
        self.write(&self.root.join(&path), text.as_bytes(), true).map_err(|e| fail(&plain_reason(&e)))
    }
}

/// A file that gets its name when it is whole, with the rights that any new file has.
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".import-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Writes the list of old and new addresses where the user wants it.
///
/// # Errors
/// When it cannot be written.
pub fn write_map(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let shown = path.to_string_lossy();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = temporary(folder).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.persist(path).map(drop).map_err(|e| e.error)
    });
    written.map_err(|e| catalogue::cannot_keep(&shown, &plain_reason(&e)))
}
