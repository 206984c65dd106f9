//! The commit of a publish: who makes it, what it says, and how it comes to the branch.

use super::stream::{Base, Broken, Stream};
use super::{GitBranch, RECEIPTS, fault, own, remote};
use crate::diagnostic::Diagnostic;
use crate::publish::receipt::Receipt;
use crate::publish::target::OWN;

impl GitBranch {
    /// Lines of author and committer: the user's, or else ours.
    fn identity(&self) -> Result<[String; 2], String> {
        let git = self.git()?;
        let line = |name: &str| -> Result<String, String> {
            let own = git.run(&["-c", "user.useConfigOnly=true", "var", name]);
            let own = own.map_err(|e| fault::unstarted(&e))?;
            let ours = ["-c", "user.name=Dateline", "-c", "user.email=dateline@localhost", "var", name];
            let line = match own.status.success() {
                true => own,
                false => git.run(&ours).map_err(|e| fault::unstarted(&e))?,
            };
            Ok(String::from_utf8_lossy(&line.stdout).trim().to_owned())
        };
        Ok([line("GIT_AUTHOR_IDENT")?, line("GIT_COMMITTER_IDENT")?])
    }

    /// Makes a commit on top of what was read, and pushes it.
    pub(super) fn publish(
        &self,
        message: &str,
        tree: Option<&str>,
        change: impl FnOnce(&mut Stream) -> Result<(), Broken>,
    ) -> Result<(), Diagnostic> {
        let before = self.before.as_deref();
        let done = (|| {
            let parent = before.filter(|_| !self.address.force_push);
            let same = before.filter(|_| self.address.force_push);
            let same = same.and_then(|commit| self.resolved(&format!("{commit}^{{tree}}")));
            let base = Base {
                parent,
                tree: tree.or(same.as_deref()),
                by: self.identity().map_err(Broken::Git)?,
                message,
            };
            let mut stream = Stream::begin(self.git().map_err(Broken::Git)?, &base)?;
            change(&mut stream)?;
            stream.finish()
        })();
        let commit = done.map_err(|broken| match broken {
            Broken::Source(problem) => problem,
            Broken::Git(reason) => self.unwritable(&reason),
        })?;
        self.push(&commit, before)?;
        *own(&self.tip) = Some(commit);
        *own(&self.listing) = None;
        // What was fetched and imported for good is packed now and then; readers do not wait for it.
        let _ = self.ask(&["-c", "gc.auto=6700", "-c", "gc.autoDetach=false", "gc", "--auto", "--quiet"]);
        Ok(())
    }

    /// Receipts in the tree that are too many, with one more to come.
    pub(super) fn old_receipts(&self) -> Result<Vec<Box<str>>, Diagnostic> {
        let listing = self.listing()?;
        let folder = format!("{OWN}/receipts/");
        let mut all: Vec<Box<str>> =
            listing.keys().filter(|path| path.starts_with(&folder)).cloned().collect();
        all.sort();
        all.truncate((all.len() + 1).saturating_sub(RECEIPTS));
        Ok(all)
    }
}

/// What the commit says.
pub(super) fn message(receipt: &Receipt, what: &str) -> String {
    let Receipt { files, put, replaced, deleted, by, time, id, .. } = receipt;
    let summary = match &receipt.rollback_to {
        Some(to) => format!("{what} to the site of {to}"),
        None => format!("{what} {files} files: {put} new, {replaced} replaced, {deleted} deleted"),
    };
    let by: String = by.chars().filter(|c| !c.is_control()).collect();
    format!("{summary}\n\nPublished by {by} at {time}.\n\n{}: {id}\n", remote::TRAILER)
}
