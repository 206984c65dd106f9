//! Folders at the server: made once each, never through a link, and listed level by level.

use super::SftpFolder;
use super::fault::Failure;
use super::files::is_folder;
use crate::diagnostic::Diagnostic;
use crate::publish::run::at_once;
use crate::publish::target::OWN;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Folders that are listed at once.
const AT_ONCE: usize = 8;

impl SftpFolder {
    /// Makes the folder of the site, and those above it that are missing.
    pub(super) fn make_root(&self) -> Result<(), Failure> {
        let mut missing = Vec::new();
        let mut folder = Some(self.root.as_path());
        while let Some(dir) = folder.filter(|dir| !dir.as_os_str().is_empty()) {
            let full = dir.to_path_buf();
            let there = self.connection.with(|sftp| {
                let full = full.clone();
                async move { sftp.fs().metadata(full).await }
            });
            match there {
                Ok(_) => break,
                Err(failure) if failure.is_missing() => missing.push(full),
                Err(failure) => return Err(failure),
            }
            folder = dir.parent();
        }
        missing.iter().rev().try_for_each(|dir| match self.make(dir) {
            // Somebody else has made it meanwhile; if not, what is to be in it says so.
            Err(failure) if failure.is_unclear() => Ok(()),
            made => made,
        })
    }

    fn make(&self, full: &Path) -> Result<(), Failure> {
        self.connection.with(|sftp| {
            let full = full.to_path_buf();
            async move { sftp.fs().create_dir(full).await }
        })
    }

    /// Makes the folders above a file, once each; in words what stands in the way when one is none. None of them may
    /// be a link, which could lead elsewhere.
    pub(super) fn make_folders(&self, path: &str) -> Result<Result<(), String>, Failure> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(Ok(())) };
        if self.known(folder) {
            return Ok(Ok(()));
        }
        if let Err(reason) = self.make_folders(folder)? {
            return Ok(Err(reason));
        }
        match self.make(&self.at(folder)) {
            // It is there already, or it cannot be made: servers do not say.
            Err(failure) if failure.is_unclear() => match self.look(folder)? {
                Some(there) if is_folder(&there) => {}
                Some(_) => return Ok(Err(format!("a link or a file is in the way: `{folder}`"))),
                None => return Err(failure),
            },
            made => made?,
        }
        self.know(folder);
        Ok(Ok(()))
    }

    /// Whether all folders above a path are folders, and no links.
    pub(super) fn is_inside(&self, path: &str) -> Result<bool, Failure> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(true) };
        if self.known(folder) {
            return Ok(true);
        }
        let inside = self.is_inside(folder)? && self.look(folder)?.is_some_and(|there| is_folder(&there));
        if inside {
            self.know(folder);
        }
        Ok(inside)
    }

    fn known(&self, folder: &str) -> bool {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).contains(folder)
    }

    fn know(&self, folder: &str) {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.into());
    }

    /// Removes the folders above a file that it leaves empty.
    pub(super) fn remove_empty(&self, path: &str) {
        let mut folder = path.rsplit_once('/').map(|(folder, _)| folder);
        while let Some(dir) = folder {
            self.folders.lock().unwrap_or_else(PoisonError::into_inner).remove(dir);
            if !self.remove_folder(dir) {
                break;
            }
            folder = dir.rsplit_once('/').map(|(above, _)| above);
        }
    }

    /// Every file below the root by relative path, with its size, leaving out our own folder; at most `most`.
    pub(super) fn all_files(&self, most: usize) -> Result<Vec<(Box<str>, u64)>, Diagnostic> {
        let found: Mutex<Vec<(Box<str>, u64)>> = Mutex::default();
        let mut level = vec![String::new()];
        while !level.is_empty() {
            let below: Mutex<Vec<String>> = Mutex::default();
            at_once(&level, AT_ONCE, |folder| {
                let names = self.names(folder).map_err(|e| self.unreadable(folder, &e))?.unwrap_or_default();
                for listed in names {
                    let path = match folder.is_empty() {
                        true => listed.name,
                        false => format!("{folder}/{}", listed.name),
                    };
                    match listed.is_folder {
                        _ if path == OWN => {}
                        true => below.lock().unwrap_or_else(PoisonError::into_inner).push(path),
                        false => {
                            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                            found.push((path.into_boxed_str(), listed.size));
                        }
                    }
                }
                Ok(())
            })?;
            level = below.into_inner().unwrap_or_else(PoisonError::into_inner);
            if found.lock().unwrap_or_else(PoisonError::into_inner).len() >= most {
                break;
            }
        }
        let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.sort();
        found.truncate(most);
        Ok(found)
    }
}
