//! Writing one file: only when it differs, by rename, and never through a link that leads out of the folder.

use super::{Outcome, Output, TEMPORARY};
use crate::diagnostic::{Diagnostic, catalogue::output as catalogue};
use crate::fingerprint::{Digest, Digesting};
use crate::source::stat::Stat;
use std::collections::hash_map::DefaultHasher;
use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io::{self, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::atomic::Ordering;

/// Where a file is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Whether it had to be written.
    pub outcome: Outcome,
    /// What the file system says of it.
    pub stat: Stat,
    /// Digest of its bytes.
    pub digest: Digest,
}

/// What became of a file since the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Nothing.
    Same,
    /// Its times differ from what was known, and its bytes do not.
    Touched(Stat),
    /// It is gone, or holds something else.
    Lost,
}

impl Output {
    /// Whether the file at `path` still holds what a build wrote.
    pub fn holds(&self, path: &str, stat: Option<Stat>, digest: Digest) -> Held {
        let full = self.root.join(path);
        let Ok(there) = fs::symlink_metadata(&full) else { return Held::Lost };
        let now = Stat::of(&there);
        match stat {
            _ if !there.is_file() => Held::Lost,
            Some(known) if known == now => Held::Same,
            Some(known) if known.size != now.size => Held::Lost,
            _ if digest_of(&full).is_ok_and(|d| d == digest) => Held::Touched(now),
            _ => Held::Lost,
        }
    }

    /// Makes the file at `path` (relative, with `/`) hold `bytes`.
    ///
    /// # Errors
    /// When the system refuses, a stranger's file is in the way, or the path would leave the folder.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<Placed, Diagnostic> {
        self.place(path, Digest::of(bytes), bytes.len() as u64, |file| file.write_all(bytes))
    }

    /// Makes the file at `path` hold what `source` holds.
    ///
    /// # Errors
    /// As [`Output::write`]; and when the source cannot be read.
    pub fn copy(&self, path: &str, source: &Path, shown: &str) -> Result<Placed, Diagnostic> {
        let unreadable = |e: &io::Error| {
            crate::diagnostic::catalogue::source::cannot_read(shown, &crate::source::plain_reason(e))
        };
        let size = fs::metadata(source).map_err(|e| unreadable(&e))?.len();
        let digest = digest_of(source).map_err(|e| unreadable(&e))?;
        self.place(path, digest, size, |file| io::copy(&mut File::open(source)?, file).map(drop))
    }

    fn place(
        &self,
        path: &str,
        digest: Digest,
        size: u64,
        fill: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<Placed, Diagnostic> {
        if !is_inside(path) {
            return Err(catalogue::outside(path));
        }
        let full = self.root.join(path);
        let there =
            if self.fresh && !path.starts_with('.') { None } else { fs::symlink_metadata(&full).ok() };
        if let Some(there) = &there {
            if there.is_file() && there.size() == size && digest_of(&full).is_ok_and(|d| d == digest) {
                return Ok(Placed { outcome: Outcome::Unchanged, stat: Stat::of(there), digest });
            }
            let ours = match there.is_dir() {
                true => self.begin().is_ok() && self.clear(&full, path),
                false => self.owns(path),
            };
            if !ours {
                return Err(catalogue::in_the_way(&crate::diagnostic::join(&self.shown, path)));
            }
        }
        self.begin()?;
        let stat = self.put(&full, path, fill).map_err(|e| match e {
            Refusal::System(e) => self.fail(path, &e),
            Refusal::Link(folder) => catalogue::link_in_output(&folder),
        })?;
        Ok(Placed { outcome: Outcome::Written, stat, digest })
    }

    fn put(
        &self,
        full: &Path,
        path: &str,
        fill: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<Stat, Refusal> {
        let folder = full.parent().unwrap_or(&self.root);
        self.make_folder(folder, path.rsplit_once('/').map_or("", |(f, _)| f))?;
        if self.fresh {
            // Nobody reads an empty folder yet, and a build that is killed has announced what it was writing.
            let mut file = File::create_new(full).map_err(Refusal::System)?;
            let written = fill(&mut file).and_then(|()| Ok(Stat::of(&file.metadata()?)));
            return written.map_err(Refusal::System);
        }
        let number = self.next_temporary.fetch_add(1, Ordering::Relaxed);
        let temporary = folder.join(format!("{TEMPORARY}{}-{number}", std::process::id()));
        let written = (|| {
            let mut file = File::options().write(true).create_new(true).open(&temporary)?;
            fill(&mut file)?;
            drop(file);
            fs::rename(&temporary, full)?;
            // Being renamed moves a file's times too.
            fs::symlink_metadata(full).map(|there| Stat::of(&there))
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
                    if !self.owns(relative) {
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

fn digest_of(path: &Path) -> io::Result<Digest> {
    let mut hasher = Digesting::default();
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hasher.finish()),
            n => hasher.update(&buffer[..n]),
        }
    }
}

/// A relative path of plain parts only.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && path.split('/').all(|p| !p.is_empty() && p != "." && p != ".." && !p.contains('\0'))
}
