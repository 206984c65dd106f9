//! A branch of a Git repository as a target: GitHub Pages, and hosts like it.
//!
//! Each publish is one commit on the branch. Its tree is the site, and in `.dateline/` the manifest, the sums and the
//! newest receipts; an empty `.nojekyll` tells GitHub Pages to show every path. Beside the site, in `.dateline/git/`,
//! stands a bare repository that remembers the branch, so only what has changed is fetched and sent. What is put and
//! deleted is noted until the end, and then written into one commit, which is pushed. So whatever happens in between, the
//! branch is whole; and a push that is refused because the branch has moved says that another publisher was faster.

mod command;
mod commit;
mod fault;
mod objects;
mod remote;
mod stream;

use super::manifest::sum::Summing;
use super::manifest::{Entry, Fault, Manifest};
use super::receipt::Receipt;
use super::target::{Conclusion, MANIFEST, OWN, Pending, SUMS, State, Target};
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use command::Git;
use commit::message;
use objects::{Large, Objects};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use stream::Sent;

/// The file by which GitHub Pages is told to show paths that begin with `_` or a dot. It stands in no manifest.
const NO_JEKYLL: &str = ".nojekyll";
/// Receipts that stay in the tree.
const RECEIPTS: usize = 50;
/// Files larger than this are not held in memory.
const LARGE: u64 = 16 * 1024 * 1024;

/// Where a branch is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The repository, as `git` takes it: an address, or an absolute path.
    pub repository: String,
    /// It in messages.
    pub shown: String,
    /// The branch.
    pub branch: String,
    /// Whether the branch holds the newest publish alone.
    pub force_push: bool,
    /// The bare repository that remembers the branch; it need not be there yet.
    pub cache: PathBuf,
    /// Configuration of `ssh` that is used instead of the user's.
    pub ssh_config: Option<String>,
    /// Whether the environment names a command for SSH.
    pub own_ssh: bool,
}

/// A file of a tree.
struct Blob {
    name: String,
    size: u64,
}

/// Files of the tree that is published, by path.
type Listing = HashMap<Box<str>, Blob>;

/// A branch.
pub struct GitBranch {
    address: Address,
    shown: String,
    git: OnceLock<Result<Git, String>>,
    objects: Mutex<Option<Objects>>,
    /// The commit that the branch stood at when it was looked at, and its files once they have been asked for.
    tip: Mutex<Option<String>>,
    listing: Mutex<Option<Arc<Listing>>>,
    sent: Mutex<Vec<Sent>>,
    deleted: Mutex<Vec<Box<str>>>,
    /// The commit that the plan was made from.
    before: Option<String>,
}

/// What a lock guards is whole whatever has happened to another thread.
fn own<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl GitBranch {
    /// The branch at an address.
    pub fn new(address: Address) -> Self {
        Self {
            shown: format!("{}#{}", address.shown, address.branch),
            address,
            git: OnceLock::new(),
            objects: Mutex::default(),
            tip: Mutex::default(),
            listing: Mutex::default(),
            sent: Mutex::default(),
            deleted: Mutex::default(),
            before: None,
        }
    }

    fn git(&self) -> Result<&Git, String> {
        let open = || Git::at(&self.address.cache, self.address.ssh_config.as_deref(), self.address.own_ssh);
        self.git.get_or_init(|| open().map_err(|e| fault::unstarted(&e))).as_ref().map_err(Clone::clone)
    }

    fn unreadable(&self, path: &str, reason: &str) -> Diagnostic {
        catalogue::cannot_read(&self.shown, path, reason)
    }

    fn unwritable(&self, reason: &str) -> Diagnostic {
        catalogue::cannot_write(&self.shown, "", reason)
    }

    /// Does something with the reader of objects.
    fn with_objects<T>(&self, run: impl FnOnce(&mut Objects) -> std::io::Result<T>) -> Result<T, Diagnostic> {
        let fail = |e| self.unreadable("", &fault::unstarted(&e));
        let mut objects = own(&self.objects);
        if objects.is_none() {
            let git = self.git().map_err(|reason| self.unreadable("", &reason))?;
            *objects = Some(Objects::of(git).map_err(fail)?);
        }
        match objects.as_mut() {
            Some(objects) => run(objects).map_err(fail),
            None => Err(self.unreadable("", "`git` has ended")),
        }
    }

    fn object(&self, name: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        self.with_objects(|objects| objects.bytes(name))
    }

    /// Files of the published tree.
    fn listing(&self) -> Result<Arc<Listing>, Diagnostic> {
        let mut listing = own(&self.listing);
        if let Some(known) = &*listing {
            return Ok(known.clone());
        }
        let mut found = Listing::new();
        if let Some(tip) = own(&self.tip).clone() {
            let listed = self.ask(&["ls-tree", "-r", "-l", "-z", "--full-tree", &tip]);
            let listed = listed.map_err(|fault| self.unreadable("", &fault.reason))?;
            found.extend(listed.split(|byte| *byte == 0).filter_map(blob));
        }
        let found = Arc::new(found);
        *listing = Some(found.clone());
        Ok(found)
    }
}

/// A line of `ls-tree -l`: mode, type, name, size, a tab, and the path. Links and what is in other repositories too:
/// they are files that nobody published.
fn blob(line: &[u8]) -> Option<(Box<str>, Blob)> {
    let line = String::from_utf8_lossy(line);
    let (head, path) = line.split_once('\t')?;
    let mut parts = head.split_ascii_whitespace();
    let (name, size) = (parts.nth(2)?.to_owned(), parts.next()?.parse().unwrap_or(0));
    Some((path.into(), Blob { name, size }))
}

impl Target for GitBranch {
    fn shown(&self) -> &str {
        &self.shown
    }

    fn after_failure(&self) -> &'static str {
        "the branch is as it was; publish again"
    }

    fn state(&self) -> Result<State, Diagnostic> {
        let tip = self.fetched()?;
        own(&self.tip).clone_from(&tip);
        *own(&self.listing) = None;
        let Some(tip) = tip else { return Ok(State::default()) };
        let manifest = match self.object(&format!("{tip}:{OWN}/{MANIFEST}"))? {
            None => None,
            Some(bytes) => match Manifest::read(&bytes) {
                Ok(read) => Some(read),
                Err(Fault::Newer(format)) => return Err(catalogue::newer_manifest(&self.shown, format)),
                Err(Fault::Damaged) => return Err(catalogue::damaged_manifest(&self.shown)),
            },
        };
        Ok(State { manifest, version: Some(tip), pending: None })
    }

    fn list(&self, most: usize) -> Result<Vec<(Box<str>, u64)>, Diagnostic> {
        let listing = self.listing()?;
        let folder = format!("{OWN}/");
        let ours =
            |path: &str, blob: &Blob| path.starts_with(&folder) || (path == NO_JEKYLL && blob.size == 0);
        let mut found: Vec<(Box<str>, u64)> = listing
            .iter()
            .filter(|(path, blob)| !ours(path, blob))
            .map(|(path, blob)| (path.clone(), blob.size))
            .collect();
        found.sort();
        found.truncate(most);
        Ok(found)
    }

    fn strangers(&self) -> Result<Vec<String>, Diagnostic> {
        Ok(self.list(usize::MAX)?.into_iter().map(|(path, _)| String::from(path)).collect())
    }

    fn lock(&mut self) -> Result<(), Diagnostic> {
        // The cache is locked from when it is opened; the branch is moved only if it still is what it was.
        self.git().map(drop).map_err(|reason| self.unwritable(&reason))
    }

    fn begin(&mut self, _: &Pending, state: &State, _: bool) -> Result<(), Diagnostic> {
        own(&self.sent).clear();
        own(&self.deleted).clear();
        self.before.clone_from(&state.version);
        Ok(())
    }

    fn holds(&self, entry: &Entry) -> Result<bool, Diagnostic> {
        let listing = self.listing()?;
        let Some(blob) = listing.get(&entry.path).filter(|blob| blob.size == entry.size) else {
            return Ok(false);
        };
        let mut summing = Summing::default();
        let found = self.with_objects(|objects| objects.each(&blob.name, |piece| summing.update(piece)))?;
        Ok(found && summing.finish() == entry.sum)
    }

    fn put(&self, entry: &Entry, source: &Path, shown: &str) -> Result<(), Diagnostic> {
        own(&self.sent).push(Sent {
            path: entry.path.clone(),
            source: source.to_path_buf(),
            shown: shown.to_owned(),
            size: entry.size,
            sum: entry.sum,
        });
        Ok(())
    }

    fn delete(&self, path: &str) -> Result<(), Diagnostic> {
        own(&self.deleted).push(path.into());
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Result<(), Diagnostic> {
        let receipt = conclusion.receipt;
        let (mut sent, deleted) =
            (std::mem::take(&mut *own(&self.sent)), std::mem::take(&mut *own(&self.deleted)));
        sent.sort_by(|a, b| a.path.cmp(&b.path));
        let old = self.old_receipts()?;
        let message = message(receipt, "Publish");
        self.publish(&message, None, |stream| {
            deleted.iter().chain(&old).try_for_each(|path| stream.delete(path))?;
            sent.iter().try_for_each(|sent| stream.file(sent))?;
            if conclusion.manifest.find(NO_JEKYLL).is_none() {
                stream.bytes(NO_JEKYLL, b"")?;
            }
            stream.bytes(&format!("{OWN}/{MANIFEST}"), &conclusion.bytes)?;
            stream.bytes(&format!("{OWN}/{SUMS}"), &conclusion.manifest.sums())?;
            stream.bytes(&receipt_path(receipt), &receipt.write())
        })
    }

    fn read(&self, path: &str) -> Result<Option<Box<dyn Read + '_>>, Diagnostic> {
        let listing = self.listing()?;
        let Some(blob) = listing.get(path) else { return Ok(None) };
        if blob.size > LARGE {
            let fail = |reason: String| self.unreadable(path, &reason);
            let large = Large::of(self.git().map_err(fail)?, &blob.name);
            return Ok(Some(Box::new(large.map_err(|e| fail(fault::unstarted(&e)))?)));
        }
        let bytes = self.object(&blob.name)?;
        Ok(bytes.map(|bytes| Box::new(Cursor::new(bytes)) as Box<dyn Read>))
    }

    fn kept(&self) -> Result<Vec<Receipt>, Diagnostic> {
        if self.address.force_push {
            let why = "with `force_push: true` the branch holds the newest publish alone";
            return Err(catalogue::keeps_no_releases(&self.shown, why));
        }
        Ok(self.history()?.into_iter().map(|(_, receipt)| receipt).collect())
    }

    fn roll_back(&mut self, to: &Receipt, receipt: &Receipt) -> Result<(), Diagnostic> {
        let history = self.history()?;
        let Some((commit, _)) = history.iter().rfind(|(_, kept)| kept.id == to.id) else {
            return Err(catalogue::no_receipt(&self.shown, Some(&to.id), &[]));
        };
        self.before.clone_from(&own(&self.tip));
        let tree = self.resolved(&format!("{commit}^{{tree}}"));
        let receipts = self.before.as_ref().and_then(|tip| self.resolved(&format!("{tip}:{OWN}/receipts")));
        self.publish(&message(receipt, "Go back"), tree.as_deref(), |stream| {
            // The site is that of then; the receipts are those of all that has happened since.
            if let Some(receipts) = &receipts {
                stream.tree(&format!("{OWN}/receipts"), receipts)?;
            }
            stream.bytes(&receipt_path(receipt), &receipt.write())
        })
    }
}

fn receipt_path(receipt: &Receipt) -> String {
    format!("{OWN}/receipts/{}.json", receipt.id)
}

#[cfg(test)]
mod tests;
