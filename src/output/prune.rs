//! Removing what is no longer planned, and what killed builds left lying about.

use super::{Output, TEMPORARY};
use crate::diagnostic::Diagnostic;
use crate::record::journal;
use std::fs;
use std::path::Path;

/// What was found in the folder and is nobody's.
#[derive(Debug, Default)]
pub struct Pruned {
    /// How many files were removed.
    pub removed: usize,
    /// Paths that are ours no longer, by [`journal::path`].
    pub(super) gone: Vec<u64>,
    /// Files that may be of an earlier build, where nothing says any more whose they are.
    pub unknown: Vec<String>,
}

impl Output {
    /// Removes files of earlier builds: those in `gone`, and after a killed build whatever of ours is not `planned`.
    ///
    /// # Errors
    /// When one cannot be removed.
    pub fn prune(
        &self,
        gone: &[Box<str>],
        planned: impl Fn(&str) -> bool + Copy,
    ) -> Result<Pruned, Diagnostic> {
        let mut pruned = Pruned::default();
        for path in gone {
            pruned.removed += usize::from(self.remove(path)?);
            pruned.gone.push(journal::path(path));
        }
        if self.astray && !self.fresh {
            self.look_around("", planned, &mut pruned)?;
        }
        Ok(pruned)
    }

    /// Goes through a folder of the output for files of ours that are not planned.
    fn look_around(
        &self,
        folder: &str,
        planned: impl Fn(&str) -> bool + Copy,
        pruned: &mut Pruned,
    ) -> Result<(), Diagnostic> {
        let full = self.root.join(folder);
        let Ok(entries) = fs::read_dir(&full) else { return Ok(()) };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                self.look_around(&path, planned, pruned)?;
                // A folder that a killed build made and put nothing into; one with anything in it stays.
                if !path.starts_with('.') {
                    let _ = fs::remove_dir(self.root.join(&path));
                }
            } else if name.starts_with(TEMPORARY) || (self.owns_for_certain(&path) && !planned(&path)) {
                pruned.removed += usize::from(self.remove(&path)?);
                pruned.gone.push(journal::path(&path));
            } else if self.adopts && !planned(&path) && !path.starts_with('.') {
                pruned.unknown.push(path);
            }
        }
        Ok(())
    }

    /// Removes one file and the folders it leaves empty. A file that is gone already counts as not removed.
    fn remove(&self, path: &str) -> Result<bool, Diagnostic> {
        if self.is_behind_a_link(path) {
            return Ok(false);
        }
        let full = self.root.join(path);
        if fs::symlink_metadata(&full).is_err() {
            return Ok(false);
        }
        self.begin()?;
        match fs::remove_file(&full) {
            Ok(()) => {}
            Err(e)
                if matches!(e.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) =>
            {
                return Ok(false);
            }
            // Somebody put a folder where our file was: it is theirs.
            Err(_) if full.is_dir() => return Ok(false),
            Err(e) => return Err(self.fail(path, &e)),
        }
        self.remove_empty_folders(full.parent());
        Ok(true)
    }

    /// Clears a folder that stands where a file must go, if nothing but files of ours is in it: none of them is planned,
    /// since no two files of a site exclude each other. An empty one is cleared too: it holds nothing of anybody's.
    pub(super) fn clear(&self, folder: &Path, path: &str) -> bool {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let (Some(name), Ok(kind)) = (name.to_str(), entry.file_type()) else { return false };
            let path = format!("{path}/{name}");
            let gone = match kind.is_dir() {
                true => self.clear(&entry.path(), &path),
                false => self.owns(&path) && fs::remove_file(entry.path()).is_ok(),
            };
            if !gone {
                return false;
            }
        }
        fs::remove_dir(folder).is_ok()
    }

    fn remove_empty_folders(&self, mut folder: Option<&Path>) {
        while let Some(dir) = folder.filter(|d| *d != self.root && d.starts_with(&self.root)) {
            if fs::remove_dir(dir).is_err() {
                break;
            }
            folder = dir.parent();
        }
    }

    /// Whether a folder above a file is a symbolic link, so that the file is somewhere else and not ours.
    fn is_behind_a_link(&self, path: &str) -> bool {
        let above = path.match_indices('/').map(|(at, _)| self.root.join(&path[..at]));
        above.into_iter().any(|folder| fs::symlink_metadata(folder).is_ok_and(|m| m.is_symlink()))
    }
}
