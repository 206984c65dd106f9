//! A folder of another machine as a target, over SFTP: by the user's own `ssh`, with its configuration, keys and known
//! hosts.
//!
//! The site lies in the folder itself. Each file is sent to a temporary name in `.dateline/tmp/` and then put in its place
//! by rename, in the order of the plan. In `.dateline/` lie manifest, sums and receipts, and while a publish runs the
//! claim of whoever publishes (`pending`). The claim is made only if there is none, and the manifest has to be the one then
//! that the plan was made from; it is replaced last, and only if the claim still holds. So of two publishers the second is
//! told.
//! The server keeps no sums, so a publish that goes on where another was interrupted reads what may have arrived.

mod claim;
mod connection;
mod fault;
mod files;
mod folders;
mod reading;

use super::manifest::sum::{Sum, Summing};
use super::manifest::{Entry, Fault, Manifest};
use super::receipt::Receipt;
use super::target::{Conclusion, MANIFEST, OWN, Pending, SUMS, State, Target};
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::source::plain_reason;
use claim::Claim;
use connection::Connection;
use fault::Failure;
use files::{is_folder, size_of_file};
use reading::Reading;
use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of a file that are read at once.
const WINDOW: u64 = 4 * 1024 * 1024;

/// Where a folder is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The machine, as `ssh` takes it.
    pub host: String,
    /// Its port, where the configuration does not say it.
    pub port: Option<u16>,
    /// The folder: absolute, or relative to the home of the user.
    pub path: String,
    /// Configuration of `ssh` that is used instead of the user's.
    pub config: Option<String>,
    /// A folder on this machine for the socket of the connection.
    pub control: PathBuf,
}

/// A folder over SFTP.
pub struct SftpFolder {
    shown: String,
    root: PathBuf,
    connection: Connection,
    /// A word that begins the names of our temporary files.
    word: String,
    next_temporary: AtomicU64,
    /// Folders that are known to be there.
    folders: Mutex<HashSet<Box<str>>>,
    claim: Option<Claim>,
}

impl SftpFolder {
    /// The folder at an address; nothing is asked of it yet. `word` is one that no other publish has.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn new(address: Address, word: &str) -> Result<Self, Diagnostic> {
        let port = address.port.map(|port| format!(":{port}")).unwrap_or_default();
        let path = match address.path.starts_with('/') {
            true => address.path.clone(),
            false => format!("/~/{}", address.path),
        };
        let shown = format!("sftp://{}{port}{path}", address.host);
        let root = PathBuf::from(&address.path);
        let connection = Connection::new(address);
        let connection = connection.map_err(|e| catalogue::cannot_read(&shown, "", &plain_reason(&e)))?;
        Ok(Self {
            shown,
            root,
            connection,
            word: word.to_owned(),
            next_temporary: AtomicU64::new(0),
            folders: Mutex::default(),
            claim: None,
        })
    }

    fn at(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.root.clone() } else { self.root.join(path) }
    }

    fn temporary(&self) -> String {
        format!("{OWN}/tmp/{}-{}", self.word, self.next_temporary.fetch_add(1, Ordering::Relaxed))
    }

    fn unreadable(&self, path: &str, failure: &Failure) -> Diagnostic {
        catalogue::cannot_read(&self.shown, path, &failure.reason())
    }

    fn unwritable(&self, path: &str, failure: &Failure) -> Diagnostic {
        catalogue::cannot_write(&self.shown, path, &self.reason(path, 0, failure))
    }

    /// Why something of so many bytes cannot be written. Servers rarely say it, so they are asked for the usual causes.
    fn reason(&self, path: &str, size: u64, failure: &Failure) -> String {
        if !failure.is_unclear() {
            return failure.reason();
        }
        let root = self.root.clone();
        let disk = self.connection.with(|sftp| {
            let root = root.clone();
            async move { sftp.fs().statvfs(root).await }
        });
        if let Ok(disk) = disk {
            if disk.flag & 1 != 0 {
                return "the disk is read-only".to_owned();
            }
            if disk.bavail.saturating_mul(disk.frsize) <= size || (disk.files > 0 && disk.favail == 0) {
                return "the disk is full".to_owned();
            }
        }
        match self.look(path) {
            Ok(Some(there)) if is_folder(&there) => "a folder is in the way".to_owned(),
            _ => failure.reason(),
        }
    }

    /// By which the manifest is told from others.
    fn manifest_version(&self) -> Result<Option<String>, Failure> {
        Ok(self.whole(&format!("{OWN}/{MANIFEST}"))?.map(|bytes| Sum::of(&bytes).to_string()))
    }

    /// What earlier publishers have left unfinished.
    fn clear_temporary(&self) -> Result<(), Failure> {
        let folder = format!("{OWN}/tmp");
        let names = self.names(&folder)?.unwrap_or_default();
        names.iter().try_for_each(|listed| self.remove(&format!("{folder}/{}", listed.name)))
    }
}

impl Target for SftpFolder {
    fn shown(&self) -> &str {
        &self.shown
    }

    fn after_failure(&self) -> &'static str {
        "every file that readers see is whole, some may be new already; publish again to go on from here"
    }

    fn state(&self) -> Result<State, Diagnostic> {
        let name = format!("{OWN}/{MANIFEST}");
        let (manifest, version) = match self.whole(&name).map_err(|e| self.unreadable(&name, &e))? {
            None => (None, None),
            Some(bytes) => match Manifest::read(&bytes) {
                Ok(read) => (Some(read), Some(Sum::of(&bytes).to_string())),
                Err(Fault::Newer(format)) => return Err(catalogue::newer_manifest(&self.shown, format)),
                Err(Fault::Damaged) => return Err(catalogue::damaged_manifest(&self.shown)),
            },
        };
        let claimed = self.claimed().map_err(|e| self.unreadable(&claim::place(), &e))?;
        let pending = claimed.map(|bytes| {
            serde_json::from_slice::<Pending>(&bytes).map_err(|_| catalogue::damaged_pending(&self.shown))
        });
        Ok(State { manifest, version, pending: pending.transpose()? })
    }

    fn list(&self, most: usize) -> Result<Vec<(Box<str>, u64)>, Diagnostic> {
        self.all_files(most)
    }

    fn strangers(&self) -> Result<Vec<String>, Diagnostic> {
        let names = self.names("").map_err(|e| self.unreadable("", &e))?.unwrap_or_default();
        let mut names: Vec<String> = names.into_iter().map(|listed| listed.name).collect();
        names.retain(|name| name != OWN);
        names.sort();
        Ok(names)
    }

    fn lock(&mut self) -> Result<(), Diagnostic> {
        // There is nothing to hold on to: the claim is made when it is known what is to be done.
        Ok(())
    }

    fn begin(&mut self, pending: &Pending, state: &State, take_over: bool) -> Result<(), Diagnostic> {
        let fail = |e: &Failure| self.unwritable(OWN, e);
        self.make_root().map_err(|e| self.unwritable("", &e))?;
        for folder in ["tmp", "taken", "receipts"] {
            let made = self.make_folders(&format!("{OWN}/{folder}/x")).map_err(|e| fail(&e))?;
            made.map_err(|reason| catalogue::cannot_write(&self.shown, OWN, &reason))?;
        }
        let claim = self.make_claim(pending, take_over)?;
        self.clear_temporary().map_err(|e| fail(&e))?;
        // Between the plan and the claim another publish may have come and gone.
        if self.manifest_version().map_err(|e| fail(&e))? != state.version {
            self.give_back(&claim).map_err(|e| fail(&e))?;
            return Err(catalogue::busy(&self.shown));
        }
        self.claim = Some(claim);
        Ok(())
    }

    fn holds(&self, entry: &Entry) -> Result<bool, Diagnostic> {
        let fail = |e: &Failure| self.unreadable(&entry.path, e);
        let there = match self.is_inside(&entry.path).map_err(|e| fail(&e))? {
            true => self.look(&entry.path).map_err(|e| fail(&e))?,
            false => None,
        };
        if there.and_then(|there| size_of_file(&there)) != Some(entry.size) {
            return Ok(false);
        }
        let (mut summing, mut offset) = (Summing::default(), 0);
        while offset < entry.size {
            let most = WINDOW.min(entry.size - offset);
            let bytes = match self.part(&entry.path, offset, most) {
                Ok(bytes) if !bytes.is_empty() => bytes,
                Ok(_) => return Ok(false),
                // What we may not read, we may replace.
                Err(Failure::Server(_)) => return Ok(false),
                Err(failure) => return Err(fail(&failure)),
            };
            offset += bytes.len() as u64;
            summing.update(&bytes);
        }
        Ok(summing.finish() == entry.sum)
    }

    fn put(&self, entry: &Entry, source: &Path, shown: &str) -> Result<(), Diagnostic> {
        let refused = |reason: &str| catalogue::cannot_write(&self.shown, &entry.path, reason);
        let made = self.make_folders(&entry.path).map_err(|e| self.unwritable(&entry.path, &e))?;
        made.map_err(|reason| refused(&reason))?;
        let temporary = self.temporary();
        match self.send(entry, source, shown, &temporary) {
            Ok(sent) => sent,
            // Whoever takes over removes what is under way.
            Err(failure) if failure.is_missing() && matches!(self.holds_claim(), Ok(false)) => {
                Err(catalogue::overtaken(&self.shown))
            }
            Err(failure) => {
                // Asked before what was sent is removed, and there is room again.
                let reason = self.reason(&entry.path, entry.size, &failure);
                if matches!(failure, Failure::Server(_)) {
                    let _ = self.remove(&temporary);
                }
                Err(refused(&reason))
            }
        }
    }

    fn delete(&self, path: &str) -> Result<(), Diagnostic> {
        let fail = |e: &Failure| self.unwritable(path, e);
        if !self.is_inside(path).map_err(|e| fail(&e))? {
            return Ok(());
        }
        match self.look(path).map_err(|e| fail(&e))? {
            // Somebody put a folder where our file was: it is theirs.
            Some(there) if is_folder(&there) => return Ok(()),
            Some(_) => self.remove(path).map_err(|e| fail(&e))?,
            None => {}
        }
        self.remove_empty(path);
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Result<(), Diagnostic> {
        let own = |name: &str| format!("{OWN}/{name}");
        let fail = |e: &Failure| self.unwritable(OWN, e);
        let receipt = conclusion.receipt;
        self.replace(&own(SUMS), &conclusion.manifest.sums()).map_err(|e| fail(&e))?;
        let name = own(&format!("receipts/{}.json", receipt.id));
        self.replace(&name, &receipt.write()).map_err(|e| fail(&e))?;
        // As long as the claim holds nobody else replaces the manifest, which was compared after it was made.
        if !self.holds_claim().map_err(|e| fail(&e))? {
            return Err(catalogue::overtaken(&self.shown));
        }
        self.replace(&own(MANIFEST), &conclusion.bytes).map_err(|e| fail(&e))?;
        self.remove(&claim::place()).map_err(|e| fail(&e))
    }

    fn read(&self, path: &str) -> Result<Option<Box<dyn Read + '_>>, Diagnostic> {
        let fail = |e: &Failure| self.unreadable(path, e);
        if !self.is_inside(path).map_err(|e| fail(&e))? {
            return Ok(None);
        }
        let there = self.look(path).map_err(|e| fail(&e))?;
        let size = there.and_then(|there| size_of_file(&there));
        Ok(size.map(|size| Box::new(Reading::of(self, path, size)) as Box<dyn Read>))
    }

    fn kept(&self) -> Result<Vec<Receipt>, Diagnostic> {
        Err(catalogue::keeps_no_releases(&self.shown, "over SFTP files are replaced in place"))
    }

    fn roll_back(&mut self, _: &Receipt, _: &Receipt) -> Result<(), Diagnostic> {
        self.kept().map(drop)
    }
}
