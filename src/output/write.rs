//! Writing one file: only when it differs, by rename, and never through a link that leads out of the folder.

use super::record::Kept;
use super::{Outcome, Output, TEMPORARY};
use crate::diagnostic::{Diagnostic, catalogue::output as catalogue};
use std::collections::hash_map::DefaultHasher;
use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io::{self, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::atomic::Ordering;

impl Output {
    /// Makes the file at `path` (relative, with `/`) hold `bytes`.
    ///
    /// # Errors
    /// When the system refuses, a stranger's file is in the way, or the path would leave the folder.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(Outcome, Kept), Diagnostic> {
        let digest = *blake3::hash(bytes).as_bytes();
        self.place(path, digest, bytes.len() as u64, |file| file.write_all(bytes))
    }

    /// Makes the file at `path` hold what `source` holds.
    ///
    /// # Errors
    /// As [`Output::write`]; and when the source cannot be read.
    pub fn copy(&self, path: &str, source: &Path, shown: &str) -> Result<(Outcome, Kept), Diagnostic> {
        let unreadable = |e: &io::Error| {
            crate::diagnostic::catalogue::source::cannot_read(shown, &crate::source::plain_reason(e))
        };
        let mut from = File::open(source).map_err(|e| unreadable(&e))?;
        let mut hasher = blake3::Hasher::new();
        let size = io::copy(&mut from, &mut hasher).map_err(|e| unreadable(&e))?;
        let digest = *hasher.finalize().as_bytes();
        self.place(path, digest, size, |file| io::copy(&mut File::open(source)?, file).map(drop))
    }

    fn place(
        &self,
        path: &str,
        digest: [u8; 32],
        size: u64,
        fill: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<(Outcome, Kept), Diagnostic> {
        if !is_inside(path) {
            return Err(catalogue::outside(path));
        }
        let full = self.root.join(path);
        let there =
            if self.fresh && !path.starts_with('.') { None } else { fs::symlink_metadata(&full).ok() };
        if let Some(there) = &there {
            let known = self.record.get(path);
            if there.is_file() {
                let stat = (there.size(), mtime(there));
                let same = match known {
                    Some(known) if known.digest == digest && (known.size, known.modified) == stat => true,
                    _ => there.size() == size && digest_of(&full).is_ok_and(|d| d == digest),
                };
                if same {
                    let kept = Kept { path: path.into(), digest, size, modified: stat.1 };
                    return Ok((Outcome::Unchanged, kept));
                }
            }
            if there.is_dir() || (known.is_none() && !self.record.owns(path)) {
                return Err(catalogue::in_the_way(&crate::diagnostic::join(&self.shown, path)));
            }
        }
        let modified = self.put(&full, path, fill).map_err(|e| match e {
            Refusal::System(e) => self.fail(path, &e),
            Refusal::Link(folder) => catalogue::link_in_output(&folder),
        })?;
        Ok((Outcome::Written, Kept { path: path.into(), digest, size, modified }))
    }

    fn put(
        &self,
        full: &Path,
        path: &str,
        fill: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<i64, Refusal> {
        let folder = full.parent().unwrap_or(&self.root);
        self.make_folder(folder, path.rsplit_once('/').map_or("", |(f, _)| f))?;
        if self.fresh {
            // Nobody reads an empty folder yet, and a build that is killed has announced what it was writing.
            let mut file = File::create_new(full).map_err(Refusal::System)?;
            let written = fill(&mut file).and_then(|()| Ok(mtime(&file.metadata()?)));
            return written.map_err(Refusal::System);
        }
        let number = self.next_temporary.fetch_add(1, Ordering::Relaxed);
        let temporary = folder.join(format!("{TEMPORARY}{}-{number}", std::process::id()));
        let written = (|| {
            let mut file = File::options().write(true).create_new(true).open(&temporary)?;
            fill(&mut file)?;
            let modified = mtime(&file.metadata()?);
            fs::rename(&temporary, full)?;
            Ok(modified)
        })();
        written.map_err(|e| {
            let _ = fs::remove_file(&temporary);
            Refusal::System(e)
        })
    }

    /// Makes a folder and those above it, checking once each that none is a link.
    fn make_folder(&self, folder: &Path, relative: &str) -> Result<(), Refusal> {
        if relative.is_empty() || self.is_known(relative) {
            return Ok(());
        }
        if let Some((above, _)) = relative.rsplit_once('/') {
            self.make_folder(folder.parent().unwrap_or(&self.root), above)?;
        }
        match fs::create_dir(folder) {
            Ok(()) => {}
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                let found = fs::symlink_metadata(folder).map_err(Refusal::System)?;
                if found.is_symlink() {
                    return Err(Refusal::Link(crate::diagnostic::join(&self.shown, relative)));
                }
                // A page was here once (`/x`, a file) and a folder (`/x/`) is wanted now: the file goes if it is ours.
                if !found.is_dir() {
                    if !self.record.owns(relative) {
                        return Err(Refusal::System(io::Error::from(io::ErrorKind::NotADirectory)));
                    }
                    fs::remove_file(folder).and_then(|()| fs::create_dir(folder)).map_err(Refusal::System)?;
                }
            }
            Err(e) => return Err(Refusal::System(e)),
        }
        if let Ok(mut folders) = self.folders.lock() {
            folders.insert(key(relative));
        }
        Ok(())
    }

    fn is_known(&self, relative: &str) -> bool {
        self.folders.lock().is_ok_and(|folders| folders.contains(&key(relative)))
    }
}

enum Refusal {
    System(io::Error),
    Link(String),
}

fn key(path: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    hasher.finish()
}

fn mtime(metadata: &fs::Metadata) -> i64 {
    metadata.mtime().saturating_mul(1_000_000_000).saturating_add(metadata.mtime_nsec())
}

fn digest_of(path: &Path) -> io::Result<[u8; 32]> {
    let mut hasher = blake3::Hasher::new();
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(*hasher.finalize().as_bytes()),
            n => hasher.update(&buffer[..n]),
        };
    }
}

/// A relative path of plain parts only.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && path.split('/').all(|p| !p.is_empty() && p != "." && p != ".." && !p.contains('\0'))
}
