//! What a target has to be able to do, whatever it is.

use super::manifest::sum::Sum;
use super::manifest::{Entry, Headers, Manifest};
use super::receipt::Receipt;
use crate::diagnostic::Diagnostic;
use crate::record::Class;
use serde::{Deserialize, Serialize};
use std::io::Read;
use std::path::Path;

/// Folder below the root of a published site with what is known of it. Nothing in it is a file of the site.
pub const OWN: &str = ".dateline";
/// The manifest, in that folder.
pub const MANIFEST: &str = "manifest";
/// The list for `sha256sum -c`, in that folder.
pub const SUMS: &str = "SHA256SUMS";

/// What is published at a target, and whether a publish was interrupted.
#[derive(Debug, Default)]
pub struct State {
    /// What is published, with the digest of the manifest; none when there is no manifest.
    pub manifest: Option<(Manifest, Sum)>,
    /// By which the target tells whether the manifest has been replaced since it was read.
    pub version: Option<String>,
    /// A publish that began and did not end.
    pub pending: Option<Pending>,
}

/// A publish under way: left at the target, so that whoever comes next knows what may have been touched.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pending {
    /// Name of the publish.
    pub id: String,
    /// Who began it.
    pub by: String,
    /// When.
    pub time: String,
    /// By which a process finds out that it was its own site's: a word drawn by the site's folder.
    pub owner: String,
    /// Paths it puts, replaces or deletes.
    pub paths: Vec<Box<str>>,
}

/// What ends a publish.
#[derive(Debug)]
pub struct Conclusion<'a> {
    /// The manifest.
    pub manifest: &'a Manifest,
    /// As bytes.
    pub bytes: Vec<u8>,
    /// The receipt.
    pub receipt: &'a Receipt,
}

/// A place where a site is published. Calls that send or delete come from several threads at once.
pub trait Target: Send + Sync {
    /// Its address, without secrets.
    fn shown(&self) -> &str;

    /// Digest of what is sent along with a file; none where nothing is.
    fn headers(&self, path: &str, class: Class) -> Headers {
        let _ = (path, class);
        None
    }

    /// Whether a file lies there byte for byte as it was published, so that its size tells something. A store may hold
    /// it packed.
    fn keeps_size(&self, entry: &Entry) -> bool {
        let _ = entry;
        true
    }

    /// In what state a publish that fails leaves the target, as the end of a message.
    fn after_failure(&self) -> &'static str;

    /// What is there. Changes nothing.
    ///
    /// # Errors
    /// When the target cannot be read, or holds a manifest that cannot be used.
    fn state(&self) -> Result<State, Diagnostic>;

    /// All files of the site that lie there, in order of path: path and size. At most `most`.
    ///
    /// # Errors
    /// When the target cannot be read.
    fn list(&self, most: usize) -> Result<Vec<(Box<str>, u64)>, Diagnostic>;

    /// Names of what lies there and has nothing to do with a site that was published; at most a few.
    ///
    /// # Errors
    /// When the target cannot be read.
    fn strangers(&self) -> Result<Vec<String>, Diagnostic>;

    /// Takes the target for this process alone. From here on it may be written.
    ///
    /// # Errors
    /// When another publisher has it, or it cannot be written.
    fn lock(&mut self) -> Result<(), Diagnostic>;

    /// Begins a publish. With `take_over`, even where somebody else's was interrupted, or is still at work.
    ///
    /// # Errors
    /// When another publisher was faster, or the target cannot be written.
    fn begin(&mut self, pending: &Pending, state: &State, take_over: bool) -> Result<(), Diagnostic>;

    /// Whether files that stay as they are have to be handed over too ([`Target::carry`]).
    fn carries(&self) -> bool {
        false
    }

    /// Takes over a file that stays as it is; false when it is not there any more and has to be sent.
    ///
    /// # Errors
    /// When the target cannot be written.
    fn carry(&self, entry: &Entry) -> Result<bool, Diagnostic> {
        let _ = entry;
        Ok(true)
    }

    /// Whether the target has just this file already.
    ///
    /// # Errors
    /// When the target cannot be read.
    fn holds(&self, entry: &Entry) -> Result<bool, Diagnostic>;

    /// Makes the file hold what `source` (called `shown`) holds, which must be what the entry says.
    ///
    /// # Errors
    /// When it cannot be written, or the source is not what it was.
    fn put(&self, entry: &Entry, source: &Path, shown: &str) -> Result<(), Diagnostic>;

    /// Deletes a file; one that is gone already is no failure.
    ///
    /// # Errors
    /// When it cannot be deleted.
    fn delete(&self, path: &str) -> Result<(), Diagnostic>;

    /// Ends a publish: manifest, list of sums and receipt, and readers see the new site.
    ///
    /// # Errors
    /// When the target cannot be written, or another publisher has replaced the manifest.
    fn conclude(&mut self, conclusion: &Conclusion) -> Result<(), Diagnostic>;

    /// The bytes of a file of the site; none when it is not there.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, path: &str) -> Result<Option<Box<dyn Read + '_>>, Diagnostic>;

    /// The receipts of publishes that can be gone back to, oldest first.
    ///
    /// # Errors
    /// When the target keeps none, in words; or cannot be read.
    fn kept(&self) -> Result<Vec<Receipt>, Diagnostic>;

    /// Makes an earlier publish what readers see.
    ///
    /// # Errors
    /// As [`Target::kept`] and [`Target::conclude`].
    fn roll_back(&mut self, to: &Receipt, receipt: &Receipt) -> Result<(), Diagnostic>;
}
