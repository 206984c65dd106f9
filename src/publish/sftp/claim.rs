//! The claim of whoever publishes: `.dateline/pending`, with what it may have touched.
//!
//! It is written elsewhere first, and then linked to its place, which fails when there is one: so it is always whole, and
//! only one of two that claim at once can succeed. A claim is taken over by linking the new one to a name that stands for
//! the old one, `.dateline/taken/DIGEST`, before it takes its place: of several that take over the same claim, only one
//! can. Who is killed between the two steps has it all the same, so the names are followed to the last.

use super::SftpFolder;
use super::fault::Failure;
use super::files::linked;
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::fingerprint::Digest;
use crate::publish::target::{OWN, Pending};

/// A claim of ours.
#[derive(Debug)]
pub(super) struct Claim {
    bytes: Vec<u8>,
    /// The claim that it has taken over.
    before: Option<Vec<u8>>,
}

/// The place of the claim.
pub(super) fn place() -> String {
    format!("{OWN}/pending")
}

/// The place of a claim that takes over the one with these bytes.
fn taken(bytes: &[u8]) -> String {
    format!("{OWN}/taken/{}", Digest::of(bytes).to_hex())
}

impl SftpFolder {
    /// The claim that holds; none when there is none.
    pub(super) fn claimed(&self) -> Result<Option<Vec<u8>>, Failure> {
        Ok(self.chain()?.pop())
    }

    /// The claim at its place, and those that have taken it over, one after the other.
    fn chain(&self) -> Result<Vec<Vec<u8>>, Failure> {
        let mut chain: Vec<Vec<u8>> = self.whole(&place())?.into_iter().collect();
        while let Some(next) = chain.last().map(|last| self.whole(&taken(last))).transpose()?.flatten() {
            if chain.contains(&next) {
                break;
            }
            chain.push(next);
        }
        Ok(chain)
    }

    /// Claims the target. With `take_over`, even from somebody else.
    pub(super) fn make_claim(&self, pending: &Pending, take_over: bool) -> Result<Claim, Diagnostic> {
        let bytes = serde_json::to_vec(pending).unwrap_or_default();
        let draft = self.temporary();
        let fail = |failure: &Failure| self.unwritable(&place(), failure);
        self.replace(&draft, &bytes).map_err(|e| fail(&e))?;
        if self.put_once(&draft, &place(), &bytes).map_err(|e| fail(&e))? {
            return Ok(Claim { bytes, before: None });
        }
        let chain = self.chain().map_err(|e| fail(&e))?;
        let Some(there) = chain.last().cloned() else { return Err(catalogue::busy(&self.shown)) };
        if there == bytes {
            // The connection was lost when this was already done.
            return Ok(Claim { bytes, before: None });
        }
        let other: Pending =
            serde_json::from_slice(&there).map_err(|_| catalogue::damaged_pending(&self.shown))?;
        if other.owner != pending.owner && !take_over {
            return Err(catalogue::claimed(&self.shown, &other.by, &other.time));
        }
        if !self.put_once(&draft, &taken(&there), &bytes).map_err(|e| fail(&e))? {
            let now = self.claimed().map_err(|e| fail(&e))?;
            if now.as_ref() != Some(&bytes) {
                return Err(catalogue::busy(&self.shown));
            }
        }
        self.replace(&place(), &bytes).map_err(|e| fail(&e))?;
        for old in &chain {
            self.remove(&taken(old)).map_err(|e| fail(&e))?;
        }
        Ok(Claim { bytes, before: Some(there) })
    }

    /// Gives a draft a place where nothing is yet; false when something is.
    fn put_once(&self, draft: &str, to: &str, bytes: &[u8]) -> Result<bool, Failure> {
        let (from, full) = (self.at(draft), self.at(to));
        let done = self.connection.with(|sftp| {
            let (from, full) = (from.clone(), full.clone());
            async move { linked(sftp.fs().hard_link(from, full).await) }
        })?;
        if done || self.look(to)?.is_some() {
            return Ok(done);
        }
        // A server, or a disk, without such links: made only if it is not there, and written afterwards.
        self.connection.with(|sftp| {
            let full = full.clone();
            async move {
                let mut options = sftp.options();
                let opened = options.write(true).create_new(true).open(full).await;
                let (made, file) = match opened {
                    Ok(file) => (true, Some(file)),
                    Err(error) => (linked(Err(error))?, None),
                };
                if let Some(mut file) = file {
                    file.write_all(bytes).await?;
                    file.close().await?;
                }
                Ok(made)
            }
        })
    }

    /// Whether the target is still ours.
    pub(super) fn holds_claim(&self) -> Result<bool, Failure> {
        let Some(claim) = &self.claim else { return Ok(false) };
        Ok(self.claimed()?.as_ref() == Some(&claim.bytes))
    }

    /// Gives a claim back that came too late: nothing was touched.
    pub(super) fn give_back(&self, claim: &Claim) -> Result<(), Failure> {
        match &claim.before {
            Some(before) => self.replace(&place(), before),
            None => self.remove(&place()),
        }
    }
}
