//! A folder as a target: a web server's root, or a share that is mounted.
//!
//! With `swap` (the default) the folder holds releases, and readers are shown one of them by a symbolic link:
//!
//! ```text
//! current -> releases/20261122T120000Z-3f2a91c0      what the web server shows
//! releases/ID/…                                      the site, whole, with its manifest in .dateline/
//! releases/.partial/…                                the release that is being made
//! .dateline/lock, pending, receipts/                 what publishing itself needs
//! ```
//!
//! A file that stays as it is becomes a hard link to the one of the release before, so a release costs what has
//! changed. Without `swap` the site lies in the folder itself, and files are replaced in place, each by rename, in the
//! order of the plan.
#![allow(clippy::disallowed_methods, reason = "this is where a site is published into a folder")]

mod disk;
mod releases;
mod site;

use super::manifest::Entry;
use super::receipt::Receipt;
use super::target::{Conclusion, MANIFEST, OWN, Pending, SUMS, State, Target};
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::source::plain_reason;
use rustix::fs::{FlockOperation, flock};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;

/// A folder.
pub struct Folder {
    root: PathBuf,
    shown: String,
    swap: bool,
    keep: usize,
    lock: Option<File>,
    /// Where files are being put.
    site: PathBuf,
    /// The release before, whose files can be linked.
    before: Option<PathBuf>,
    /// Folders below `site` that are there.
    folders: Mutex<HashSet<Box<str>>>,
    next_temporary: AtomicU64,
}

impl Folder {
    /// The folder `root`, called `shown` in messages. It need not be there yet.
    pub fn new(root: &Path, shown: &str, swap: bool, keep: usize) -> Self {
        Self {
            site: if swap { root.join(releases::PARTIAL) } else { root.to_path_buf() },
            root: root.to_path_buf(),
            shown: shown.to_owned(),
            swap,
            keep: keep.max(1),
            lock: None,
            before: None,
            folders: Mutex::default(),
            next_temporary: AtomicU64::new(0),
        }
    }

    /// Where what readers see lies; none when nothing is published.
    fn published(&self) -> Result<Option<PathBuf>, Diagnostic> {
        match self.swap {
            true => releases::current(&self.root, &self.shown),
            false => Ok(Some(self.root.clone())),
        }
    }

    fn own(&self, name: &str) -> PathBuf {
        self.root.join(OWN).join(name)
    }

    fn unreadable(&self, path: &str, error: &io::Error) -> Diagnostic {
        catalogue::cannot_read(&self.shown, path, &plain_reason(error))
    }

    fn unwritable(&self, path: &str, error: &io::Error) -> Diagnostic {
        catalogue::cannot_write(&self.shown, path, &plain_reason(error))
    }
}

impl Target for Folder {
    fn shown(&self) -> &str {
        &self.shown
    }

    fn after_failure(&self) -> &'static str {
        match self.swap {
            true => "readers still see the site as it was; publish again to go on from here",
            false => {
                "every file that readers see is whole, some are new already; publish again to go on from here"
            }
        }
    }

    fn state(&self) -> Result<State, Diagnostic> {
        let manifest = match self.published()? {
            Some(site) => self.manifest_in(&site)?,
            None => None,
        };
        let pending = match fs::read(self.own("pending")) {
            Err(e) if disk::is_missing(&e) => None,
            bytes => {
                let bytes = bytes.map_err(|e| self.unreadable(".dateline/pending", &e))?;
                Some(serde_json::from_slice(&bytes).map_err(|_| catalogue::damaged_pending(&self.shown))?)
            }
        };
        Ok(State { manifest, version: None, pending })
    }

    fn list(&self, most: usize) -> Result<Vec<(Box<str>, u64)>, Diagnostic> {
        match self.published()? {
            Some(site) => disk::list(&site, OWN, most).map_err(|e| self.unreadable("", &e)),
            None => Ok(Vec::new()),
        }
    }

    fn strangers(&self) -> Result<Vec<String>, Diagnostic> {
        let entries = match fs::read_dir(&self.root) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(|e| self.unreadable("", &e))?,
        };
        let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
        let ours = |name: &String| *name == OWN || (self.swap && releases::is_ours(name));
        let mut names: Vec<String> = names.filter(|name| !ours(name)).collect();
        names.sort();
        Ok(names)
    }

    fn lock(&mut self) -> Result<(), Diagnostic> {
        if self.lock.is_some() {
            return Ok(());
        }
        let fail = |e: &io::Error| catalogue::cannot_write(&self.shown, ".dateline", &plain_reason(e));
        fs::create_dir_all(self.root.join(OWN)).map_err(|e| fail(&e))?;
        // What is there already is not touched: a publish with nothing to do leaves no trace.
        let file = File::options().create(true).truncate(false).write(true).open(self.own("lock"));
        let file = file.map_err(|e| fail(&e))?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => self.lock = Some(file),
            Err(rustix::io::Errno::WOULDBLOCK) => return Err(catalogue::busy(&self.shown)),
            // A share without locks: two publishers cannot be told apart there, which the manual says.
            Err(rustix::io::Errno::NOLCK | rustix::io::Errno::NOTSUP) => self.lock = Some(file),
            Err(e) => return Err(fail(&e.into())),
        }
        Ok(())
    }

    fn begin(&mut self, pending: &Pending, _: &State, _: bool) -> Result<(), Diagnostic> {
        let bytes = serde_json::to_vec(pending).unwrap_or_default();
        let earlier = fs::read(self.own("pending")).ok();
        let earlier: Option<Pending> = earlier.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let prepared = (|| {
            disk::list(&self.own("tmp"), "", usize::MAX)?
                .iter()
                .try_for_each(|(path, _)| fs::remove_file(self.own("tmp").join(&**path)))?;
            fs::create_dir_all(self.own("tmp"))?;
            if self.swap {
                releases::resume(&self.root, earlier.as_ref())?;
            }
            fs::create_dir_all(&self.site)?;
            disk::replace(&self.own("pending"), &bytes)
        })();
        prepared.map_err(|e| self.unwritable(".dateline", &e))?;
        self.before = if self.swap { releases::current(&self.root, &self.shown)? } else { None };
        Ok(())
    }

    fn carries(&self) -> bool {
        self.swap
    }

    fn carry(&self, entry: &Entry) -> Result<bool, Diagnostic> {
        let Some(before) = &self.before else { return Ok(!self.swap) };
        let (from, to) = (before.join(&*entry.path), self.site.join(&*entry.path));
        let linked = self.make_folders(&entry.path).and_then(|()| match fs::hard_link(&from, &to) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                let (here, there) = (fs::symlink_metadata(&to)?, fs::symlink_metadata(&from)?);
                if (here.dev(), here.ino()) == (there.dev(), there.ino()) {
                    return Ok(());
                }
                fs::remove_file(&to)?;
                fs::hard_link(&from, &to)
            }
            linked => linked,
        });
        match linked {
            Ok(()) => Ok(true),
            Err(e) if e.kind() == io::ErrorKind::StorageFull => Err(self.unwritable(&entry.path, &e)),
            // Gone, or a file system without hard links: the file is sent.
            Err(_) => Ok(false),
        }
    }

    fn holds(&self, entry: &Entry) -> Result<bool, Diagnostic> {
        let is = |site: &Path| disk::is(&site.join(&*entry.path), entry);
        let fail = |e: io::Error| self.unreadable(&entry.path, &e);
        if is(&self.site).map_err(fail)? {
            return Ok(true);
        }
        // What the release before has, whole, need not be sent again.
        match &self.before {
            Some(before) if is(before).map_err(fail)? => self.carry(entry),
            _ => Ok(false),
        }
    }

    fn put(&self, entry: &Entry, source: &Path, shown: &str) -> Result<(), Diagnostic> {
        self.make_folders(&entry.path).map_err(|e| self.unwritable(&entry.path, &e))?;
        let to = self.site.join(&*entry.path);
        disk::send(entry, source, shown, &self.temporary(), &to, &self.shown)
    }

    fn delete(&self, path: &str) -> Result<(), Diagnostic> {
        if let Ok(mut known) = self.folders.lock() {
            known.clear();
        }
        disk::remove(&self.site, path).map_err(|e| self.unwritable(path, &e))
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Result<(), Diagnostic> {
        let own = self.site.join(OWN);
        let receipt = conclusion.receipt;
        let done = (|| {
            if self.swap {
                releases::clear_strays(&self.site, conclusion.manifest)?;
            }
            disk::replace(&own.join(SUMS), &conclusion.manifest.sums())?;
            self.settle()?;
            if self.swap {
                disk::replace(&own.join(MANIFEST), &conclusion.bytes)?;
                releases::name(&self.root, &receipt.id)?;
            }
            disk::replace(&self.own("receipts").join(format!("{}.json", receipt.id)), &receipt.write())?;
            match self.swap {
                true => releases::switch(&self.root, &receipt.id)?,
                false => disk::replace(&own.join(MANIFEST), &conclusion.bytes)?,
            }
            fs::remove_file(self.own("pending"))
        })();
        done.map_err(|e| self.unwritable("", &e))?;
        if self.swap {
            releases::prune(&self.root, self.keep, &receipt.id)
                .map_err(|e| self.unwritable("releases", &e))?;
        }
        Ok(())
    }

    fn read(&self, path: &str) -> Result<Option<Box<dyn Read + '_>>, Diagnostic> {
        let Some(site) = self.published()? else { return Ok(None) };
        match File::open(site.join(path)) {
            Ok(file) if file.metadata().is_ok_and(|there| there.is_file()) => Ok(Some(Box::new(file))),
            Ok(_) => Ok(None),
            Err(e) if disk::is_missing(&e) => Ok(None),
            Err(e) => Err(self.unreadable(path, &e)),
        }
    }

    fn kept(&self) -> Result<Vec<Receipt>, Diagnostic> {
        if !self.swap {
            return Err(catalogue::keeps_no_releases(
                &self.shown,
                "with `swap: false` files are replaced in place",
            ));
        }
        let names = releases::all(&self.root).map_err(|e| self.unreadable("releases", &e))?;
        let receipt = |id: &String| fs::read(self.own("receipts").join(format!("{id}.json"))).ok();
        Ok(names.iter().filter_map(|id| Receipt::read(&receipt(id)?)).collect())
    }

    fn roll_back(&mut self, to: &Receipt, receipt: &Receipt) -> Result<(), Diagnostic> {
        let done = (|| {
            releases::switch(&self.root, &to.id)?;
            // The name of a release is that of its own receipt; a rollback has one more.
            let name = format!("{}-rollback.json", receipt.id);
            disk::replace(&self.own("receipts").join(name), &receipt.write())
        })();
        done.map_err(|e| self.unwritable("", &e))
    }
}

#[cfg(test)]
mod tests;
