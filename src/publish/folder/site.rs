//! The site in a target folder, as it is being made: its manifest, its folders, what is not yet in its place.

use super::{Folder, disk};
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::publish::manifest::sum::Sum;
use crate::publish::manifest::{Fault, Manifest};
use crate::publish::target::{MANIFEST, OWN};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

impl Folder {
    pub(super) fn manifest_in(&self, site: &Path) -> Result<Option<(Manifest, Sum)>, Diagnostic> {
        let path = site.join(OWN).join(MANIFEST);
        let bytes = match fs::read(&path) {
            Err(e) if disk::is_missing(&e) => return Ok(None),
            bytes => bytes.map_err(|e| self.unreadable(".dateline/manifest", &e))?,
        };
        match Manifest::read(&bytes) {
            Ok(read) => Ok(Some(read)),
            Err(Fault::Newer(format)) => Err(catalogue::newer_manifest(&self.shown, format)),
            Err(Fault::Damaged) => Err(catalogue::damaged_manifest(&self.shown)),
        }
    }

    /// Makes the folders above a file, once each; none of them may be a link that leads elsewhere.
    pub(super) fn make_folders(&self, path: &str) -> io::Result<()> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(()) };
        if self.folders.lock().is_ok_and(|known| known.contains(folder)) {
            return Ok(());
        }
        self.make_folders(folder)?;
        let full = self.site.join(folder);
        match fs::create_dir(&full) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                if !fs::symlink_metadata(&full)?.is_dir() {
                    return Err(io::Error::new(
                        io::ErrorKind::NotADirectory,
                        "a link or a file is in the way",
                    ));
                }
            }
            made => made?,
        }
        if let Ok(mut known) = self.folders.lock() {
            known.insert(folder.into());
        }
        Ok(())
    }

    pub(super) fn temporary(&self) -> PathBuf {
        let number = self.next_temporary.fetch_add(1, Ordering::Relaxed);
        self.own("tmp").join(number.to_string())
    }

    /// Waits until what was written is on the disk: after a power cut no page that readers are shown is empty.
    pub(super) fn settle(&self) -> io::Result<()> {
        match rustix::fs::syncfs(File::open(&self.root)?) {
            // Some mounted file systems know nothing of it.
            Err(rustix::io::Errno::NOSYS | rustix::io::Errno::INVAL | rustix::io::Errno::OPNOTSUPP) => Ok(()),
            done => done.map_err(io::Error::from),
        }
    }
}
