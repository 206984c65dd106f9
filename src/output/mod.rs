//! The output folder and the record beside it: the one writer, what it owns, and pruning.
//!
//! Takes: paths and bytes of a build's files. Does: writes only what differs, each file by rename; removes only
//! files of its own that are no longer planned; remembers all this in a record ([`memory`], [`keep`]). Gives: for each
//! file whether it was new, changed or unchanged. Nothing is ever written outside the folder.
//!
//! In the site's `.dateline`, for each output folder:
//!
//! | file | holds | is replaced |
//! | --- | --- | --- |
//! | `NAME.lock` | nothing: whoever builds has it locked | never |
//! | `NAME.record` | the base of the record | when much has changed, by rename |
//! | `NAME.changes` | what has changed since | by every build that changed something, by rename |
//! | `NAME.journal` | which paths are a build's own, and whether it ended | with the base; else it grows |
#![allow(clippy::disallowed_methods, reason = "this room is where the site is written to disk")]

pub mod keep;
pub mod memory;
pub mod prune;
pub mod write;

pub use memory::boot;

use crate::diagnostic::{Diagnostic, catalogue::output as catalogue};
use crate::record::journal::{self, Journal};
use crate::source::plain_reason;
use crate::source::stat::Stat;
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

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

/// An output folder that this process has for itself until dropped.
pub struct Output {
    root: PathBuf,
    shown: String,
    /// The site's `.dateline`, and the names of this output's files in it without their endings.
    state: PathBuf,
    name: String,
    /// Paths that are ours, by [`journal::path`] and in its order: of the record, and of builds that were killed.
    owned: Vec<u64>,
    /// There is a record that cannot be read: what stands where a page belongs is taken for ours.
    adopts: bool,
    /// Nothing was in the folder when it was taken (names with a dot in front do not count).
    fresh: bool,
    /// A build was killed, or the record is gone: files of ours may lie where no record knows.
    astray: bool,
    /// The journal has to be written anew, since it is missing or damaged.
    journal_lost: bool,
    /// Whether the journal says that this build writes.
    begun: AtomicBool,
    /// Paths that this build may make and that are not ours yet.
    coming: Mutex<Vec<u64>>,
    /// Folders known to be real folders of the output, by digest of their path.
    folders: Mutex<HashSet<u64>>,
    next_temporary: AtomicU64,
    /// When it was taken, by the file system's clock.
    now: i64,
    _lock: [Option<File>; 2],
}

impl Output {
    /// Takes the folder `root` (called `shown` in messages), whose record lies in `state` (the site's `.dateline`).
    /// The folder itself need not be there yet.
    ///
    /// # Errors
    /// When another build has it, or `state` cannot be written.
    pub fn open(root: &Path, shown: &str, state: &Path) -> Result<Self, Diagnostic> {
        let cannot =
            |path: &Path, e: &io::Error| catalogue::cannot_write(&path.to_string_lossy(), &plain_reason(e));
        if root.is_file() {
            return Err(catalogue::not_a_folder(shown));
        }
        fs::create_dir_all(state).map_err(|e| cannot(state, &e))?;
        let root = real_path(root);
        let name = name_of(&root);
        let lock_path = state.join(format!("{name}.lock"));
        let lock = File::create(&lock_path).map_err(|e| cannot(&lock_path, &e))?;
        // Another site may have the same output folder, with a lock file of its own; the folder itself is one.
        let folder = File::open(&root).ok();
        for file in [Some(&lock), folder.as_ref()].into_iter().flatten() {
            if rustix::fs::flock(file, rustix::fs::FlockOperation::NonBlockingLockExclusive).is_err() {
                return Err(catalogue::busy(shown));
            }
        }
        let now = clock(Some(&lock)).map_err(|e| cannot(&lock_path, &e))?;
        let journal = fs::read(state.join(format!("{name}.journal"))).ok();
        let journal = journal.map(|bytes| journal::read(&bytes, memory::place(&root)));
        let journal_lost = journal.as_ref().is_none_or(|j| j.damaged);
        let Journal { paths, unfinished, .. } = journal.unwrap_or_default();
        Ok(Output {
            root,
            shown: shown.to_owned(),
            state: state.to_path_buf(),
            name,
            owned: sorted(paths),
            adopts: false,
            fresh: false,
            astray: unfinished,
            journal_lost,
            begun: AtomicBool::new(false),
            coming: Mutex::default(),
            folders: Mutex::default(),
            next_temporary: AtomicU64::new(0),
            now,
            _lock: [Some(lock), folder],
        })
    }

    /// The moment at which it was taken, by the file system's own clock, in nanoseconds since 1970.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// Whether files of ours may lie in the folder that no record knows.
    pub fn is_astray(&self) -> bool {
        self.astray
    }

    /// The present moment by that clock: a touched file says it.
    fn clock(&self) -> i64 {
        clock(self._lock[0].as_ref()).unwrap_or(self.now)
    }

    fn owns(&self, path: &str) -> bool {
        self.adopts || self.owns_for_certain(path)
    }

    fn owns_for_certain(&self, path: &str) -> bool {
        self.owned.binary_search(&journal::path(path)).is_ok()
    }

    /// Makes the folder if it is not there, and says which files this build may make. Nothing is written yet, but from
    /// here on files may be.
    ///
    /// # Errors
    /// When the folder cannot be made, or holds files that no build made.
    pub fn prepare<'a>(&mut self, planned: impl ParallelIterator<Item = &'a str>) -> Result<(), Diagnostic> {
        fs::create_dir_all(&self.root)
            .map_err(|e| catalogue::cannot_write(&self.shown, &plain_reason(&e)))?;
        if self._lock[1].is_none() {
            let folder = File::open(&self.root).ok();
            if let Some(folder) = &folder
                && rustix::fs::flock(folder, rustix::fs::FlockOperation::NonBlockingLockExclusive).is_err()
            {
                return Err(catalogue::busy(&self.shown));
            }
            self._lock[1] = folder;
        }
        if self.owned.is_empty() && !self.adopts {
            self.refuse_strangers()?;
            self.fresh = true;
        }
        // What stands there already and is not ours must not become ours by being announced.
        let is_new = |path: &str| self.fresh || fs::symlink_metadata(self.root.join(path)).is_err();
        let unknown = planned.filter(|path| !self.owns_for_certain(path));
        let coming: Vec<u64> =
            unknown.filter(|path| self.adopts || is_new(path)).map(journal::path).collect();
        if let Ok(mut own) = self.coming.lock() {
            *own = coming;
        }
        Ok(())
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

    /// Says in the journal that files are about to be made or removed: should the build be killed, the next one knows
    /// that they are its own. Waits for the disk: what is announced must survive a power cut that the pages do not
    /// survive. Once for each build, before its first change.
    fn begin(&self) -> Result<(), Diagnostic> {
        if self.begun.load(Ordering::Acquire) {
            return Ok(());
        }
        let Ok(coming) = self.coming.lock() else { return Ok(()) };
        if self.begun.load(Ordering::Acquire) {
            return Ok(());
        }
        let path = self.journal_path();
        let fail = |e: io::Error| catalogue::cannot_write(&path.to_string_lossy(), &plain_reason(&e));
        if self.journal_lost {
            let known: Vec<u64> = self.owned.iter().copied().chain(coming.iter().copied()).collect();
            self.replace(&path, &[journal::start(self.name()), journal::announce(&known)].concat(), true)?;
        } else {
            let mut file = File::options().append(true).open(&path).map_err(fail)?;
            file.write_all(&journal::announce(&coming)).and_then(|()| file.sync_data()).map_err(fail)?;
        }
        self.begun.store(true, Ordering::Release);
        Ok(())
    }

    fn journal_path(&self) -> PathBuf {
        self.file("journal")
    }

    /// A file of this output in the site's `.dateline`.
    pub fn file(&self, ending: &str) -> PathBuf {
        self.state.join(format!("{}.{ending}", self.name))
    }

    /// Replaces a file of the record by rename.
    fn replace(&self, path: &Path, bytes: &[u8], durable: bool) -> Result<(), Diagnostic> {
        let fail = |e: io::Error| catalogue::cannot_write(&path.to_string_lossy(), &plain_reason(&e));
        let new = path.with_extension("new");
        let mut file = File::create(&new).map_err(fail)?;
        file.write_all(bytes).map_err(fail)?;
        if durable {
            file.sync_data().map_err(fail)?;
        }
        put_in_place(&new, path).map_err(fail)
    }

    fn fail(&self, path: &str, error: &io::Error) -> Diagnostic {
        catalogue::cannot_write(&crate::diagnostic::join(&self.shown, path), &plain_reason(error))
    }
}

impl Drop for Output {
    /// Gives the locks back. Closing the files is not enough: a process that is just being started has them open too,
    /// until it runs its own program.
    fn drop(&mut self) {
        for file in self._lock.iter().flatten() {
            let _ = rustix::fs::flock(file, rustix::fs::FlockOperation::Unlock);
        }
    }
}

fn sorted(mut paths: Vec<u64>) -> Vec<u64> {
    paths.par_sort_unstable();
    paths.dedup();
    paths
}

/// Gives a file of the record its name. Whatever else has that name is set aside: the folder is the record's own.
fn put_in_place(new: &Path, path: &Path) -> io::Result<()> {
    match fs::rename(new, path) {
        Err(_) if path.is_dir() => {
            let mut aside = path.as_os_str().to_owned();
            aside.push(".set-aside");
            fs::rename(path, aside)?;
            fs::rename(new, path)
        }
        done => done,
    }
}

/// The file system's time, from a file that is touched.
fn clock(file: Option<&File>) -> io::Result<i64> {
    let mut file = file.ok_or(io::ErrorKind::NotFound)?;
    file.write_all(b"\n")?;
    Ok(Stat::of(&file.metadata()?).modified)
}

/// How the names of an output's files in the record begin.
fn name_of(root: &Path) -> String {
    blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex()[..12].to_owned()
}

/// The real path of a folder that need not be there yet: links above it are followed.
fn real_path(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if parent != path => real_path(parent).join(name),
        _ => path.to_path_buf(),
    }
}
