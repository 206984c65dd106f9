//! The branch where it is published: what it is now, fetching it, pushing to it, and its history.

use super::GitBranch;
use super::fault::{self, Fault};
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::publish::receipt::Receipt;
use crate::publish::target::OWN;
use std::time::Duration;

/// Waits before a question is asked again, in milliseconds.
const PATIENCE: [u64; 3] = [300, 1000, 3000];
/// Where the branch stands in the cache.
const TIP: &str = "refs/dateline/tip";
/// Commits that are looked through for publishes that can be gone back to.
const HISTORY: &str = "--depth=200";
/// By which a commit is known to be a publish.
pub(super) const TRAILER: &str = "Dateline-Receipt";

impl GitBranch {
    /// Runs `git`; asks again when the connection is lost. Gives what it prints.
    pub(super) fn ask(&self, args: &[&str]) -> Result<Vec<u8>, Fault> {
        let mut patience = PATIENCE.into_iter();
        loop {
            let plain = |reason| Fault { reason, passing: false };
            let run = self.git().map_err(plain)?.run(args).map_err(|e| plain(fault::unstarted(&e)))?;
            if run.status.success() {
                return Ok(run.stdout);
            }
            let fault = fault::of(&run.stderr);
            match patience.next().filter(|_| fault.passing) {
                Some(ms) => std::thread::sleep(Duration::from_millis(ms)),
                None if fault.passing => {
                    return Err(Fault { reason: format!("{}, several times", fault.reason), ..fault });
                }
                None => return Err(fault),
            }
        }
    }

    /// The commit that the branch stands at; none when there is no such branch.
    pub(super) fn look(&self) -> Result<Option<String>, Fault> {
        let name = format!("refs/heads/{}", self.address.branch);
        let listed = self.ask(&["ls-remote", "--quiet", &self.address.repository, &name])?;
        let listed = String::from_utf8_lossy(&listed);
        let own = listed.lines().filter_map(|line| line.split_once('\t')).find(|(_, own)| *own == name);
        Ok(own.map(|(commit, _)| commit.to_owned()))
    }

    /// Sees to it that the cache has what the branch stands at, and at what it stands.
    pub(super) fn fetched(&self) -> Result<Option<String>, Diagnostic> {
        let fail = |fault: Fault| catalogue::cannot_read(&self.shown, "", &fault.reason);
        let Some(tip) = self.look().map_err(fail)? else { return Ok(None) };
        if self.resolved(&format!("{tip}^{{tree}}")).is_some() {
            return Ok(Some(tip));
        }
        self.fetch("--depth=1").map_err(fail)?;
        Ok(self.resolved(TIP))
    }

    /// The name of an object that the cache has; none when it does not.
    pub(super) fn resolved(&self, name: &str) -> Option<String> {
        let own = self.ask(&["rev-parse", "--verify", "--quiet", name]).ok()?;
        Some(String::from_utf8_lossy(&own).trim().to_owned())
    }

    fn fetch(&self, depth: &str) -> Result<(), Fault> {
        let from = format!("+refs/heads/{}:{TIP}", self.address.branch);
        let options = ["--quiet", "--no-tags", "--no-recurse-submodules", "--update-shallow", depth];
        let args = [&["fetch"], &options[..], &[&*self.address.repository, &*from]].concat();
        self.ask(&args).map(drop)
    }

    /// Makes the branch stand at a commit, if it still is what it was.
    pub(super) fn push(&self, commit: &str, before: Option<&str>) -> Result<(), Diagnostic> {
        let to = format!("{commit}:refs/heads/{}", self.address.branch);
        let lease =
            format!("--force-with-lease=refs/heads/{}:{}", self.address.branch, before.unwrap_or_default());
        let mut args =
            vec!["push", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no"];
        args.extend(self.address.force_push.then_some(&*lease));
        args.extend([&*self.address.repository, &*to]);
        let unstarted = |e| catalogue::cannot_write(&self.shown, "", &fault::unstarted(&e));
        let mut patience = PATIENCE.into_iter();
        loop {
            let git = self.git().map_err(|reason| catalogue::cannot_write(&self.shown, "", &reason))?;
            let run = git.run(&args).map_err(unstarted)?;
            // When the connection is lost it is not known whether the server has done it: what is there then decides.
            if run.status.success() || self.look().is_ok_and(|now| now.as_deref() == Some(commit)) {
                return Ok(());
            }
            let said = [&*run.stdout, &*run.stderr].concat();
            if fault::is_outpaced(&String::from_utf8_lossy(&said)) {
                return Err(catalogue::outpaced(&self.shown));
            }
            let fault = fault::of(&said);
            match patience.next().filter(|_| fault.passing) {
                Some(ms) => std::thread::sleep(Duration::from_millis(ms)),
                None => return Err(catalogue::cannot_write(&self.shown, "", &fault.reason)),
            }
        }
    }

    /// The publishes in the history with their commits, oldest first; those that only went back are none.
    pub(super) fn history(&self) -> Result<Vec<(String, Receipt)>, Diagnostic> {
        let fail = |fault: Fault| catalogue::cannot_read(&self.shown, "", &fault.reason);
        let Some(tip) = self.fetched()? else { return Ok(Vec::new()) };
        self.fetch(HISTORY).map_err(fail)?;
        let format = format!("--format=%H %(trailers:key={TRAILER},valueonly,separator=%x20)");
        let log = self.ask(&["log", "--first-parent", &format, &tip]).map_err(fail)?;
        let log = String::from_utf8_lossy(&log).into_owned();
        let mut found = Vec::new();
        for (commit, id) in log.lines().filter_map(|line| line.split_once(' ')) {
            if id.is_empty() || id.contains([' ', '/']) {
                continue;
            }
            let bytes = self.object(&format!("{commit}:{OWN}/receipts/{id}.json"))?;
            let receipt = bytes.and_then(|bytes| Receipt::read(&bytes));
            found.extend(receipt.filter(|own| own.rollback_to.is_none()).map(|own| (commit.to_owned(), own)));
        }
        found.reverse();
        Ok(found)
    }
}
