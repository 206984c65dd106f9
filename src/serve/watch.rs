//! Watching folders: what an editor, a `git checkout` or a script does to the files of a site.
//!
//! Takes: the folders of a site. Does: has `notify` follow them, or look at them again and again where that cannot be;
//! gathers what happens together into one batch ([`gather`]); watches folders that come later. Gives: batches of paths.
//! A path says only that something may have happened there.

mod folders;
mod gather;
mod source;

pub use folders::Folders;

use crate::build::preview::answer::Changed;
use gather::{Batch, Pace};
use source::Eyes;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// A file that is looked at once a second can be written twice within it, and a file's time can go backwards; `notify`
/// compares whole seconds and only newer ones. So what was seen is named again when that second has passed, …
const AGAIN: Duration = Duration::from_millis(1300);

/// … and everything is now and then.
const LOOK_ROUND: Duration = Duration::from_secs(30);

/// What the watcher has to say.
#[derive(Debug)]
pub enum Seen {
    /// Something happened.
    Changed(Changed),
    /// Nobody said that anything happened; it is to be looked whether it did.
    Look(Changed),
    /// Words for the terminal.
    Note(String),
}

/// What is watched, and how.
struct Watcher<F> {
    eyes: Eyes,
    events: Receiver<source::Events>,
    folders: Folders,
    settle: F,
    /// When what was named last is to be named again.
    again: Option<(Instant, Vec<PathBuf>)>,
    looked_round: Instant,
}

/// Begins to watch; returns when everything is watched, so that nothing that happens from then on is missed. `settle`
/// says which folders there are, now and whenever something at the top of the site has changed (none: as before).
/// `give` takes what is seen, on a thread of the watcher, and says whether to go on.
///
/// # Errors
/// In words, when neither watching nor looking is possible.
pub fn watch<F>(
    settle: F,
    poll: bool,
    mut give: impl FnMut(Seen) -> bool + Send + 'static,
) -> Result<(), String>
where
    F: Fn() -> Option<Folders> + Send + 'static,
{
    let folders = settle().ok_or_else(|| "it is not known which folders belong to the site".to_owned())?;
    let (sender, events) = channel();
    let (eyes, note) = source::open(poll, &folders, sender)?;
    if let Some(note) = note {
        give(Seen::Note(note));
    }
    let mut watcher = Watcher { eyes, events, folders, settle, again: None, looked_round: now() };
    let run = move || while watcher.turn(&mut give).is_some() {};
    let started = std::thread::Builder::new().name("dateline-watch".to_owned()).spawn(run);
    started.map(drop).map_err(|error| format!("cannot watch the site's folders: {error}"))
}

#[allow(clippy::disallowed_methods, reason = "waiting needs a clock; what is seen does not depend on it")]
fn now() -> Instant {
    Instant::now()
}

impl<F: Fn() -> Option<Folders>> Watcher<F> {
    /// Waits for something to happen and passes it on. None when nobody listens any more.
    fn turn(&mut self, give: &mut impl FnMut(Seen) -> bool) -> Option<()> {
        let seen = match self.wait() {
            Ok(Some(first)) => self.gather(first, give)?,
            Ok(None) => Some(Seen::Look(self.due())),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return None,
        };
        seen.is_none_or(give).then_some(())
    }

    /// The next events; none when it is time to look.
    fn wait(&self) -> Result<Option<source::Events>, RecvTimeoutError> {
        if !self.eyes.is_polling() {
            return self.events.recv().map(Some).map_err(|_| RecvTimeoutError::Disconnected);
        }
        let round = self.looked_round + LOOK_ROUND;
        let due = self.again.as_ref().map_or(round, |(at, _)| round.min(*at));
        match self.events.recv_timeout(due.saturating_duration_since(now())) {
            Ok(events) => Ok(Some(events)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(gone) => Err(gone),
        }
    }

    /// What is to be looked at, though nobody named it.
    fn due(&mut self) -> Changed {
        let mut paths = self.again.take().map_or_else(Vec::new, |(_, paths)| paths);
        if now() >= self.looked_round + LOOK_ROUND {
            self.looked_round = now();
            paths = self.folders.watched.clone();
        }
        Changed { paths, all: false }
    }

    /// Everything that belongs together with the first events.
    fn gather(&mut self, first: source::Events, give: &mut impl FnMut(Seen) -> bool) -> Option<Option<Seen>> {
        let mut batch = Batch::default();
        let mut pace = Pace::begin(now());
        let mut exhausted = batch.take(first);
        while let Some(wait) = pace.patience(now(), batch.len()) {
            match self.events.recv_timeout(wait) {
                Ok(events) => exhausted |= batch.take(events),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        exhausted |= self.follow(&mut batch);
        if exhausted && !self.eyes.is_polling() {
            let note = self.eyes.give_up(&self.folders);
            batch.all = true;
            if !give(Seen::Note(note)) {
                return None;
            }
        }
        let changed = batch.finish(&self.folders);
        if self.eyes.is_polling() {
            self.again = Some((now() + AGAIN, changed.paths.clone()));
        }
        let is_empty = changed.paths.is_empty() && !changed.all;
        Some((!is_empty).then_some(Seen::Changed(changed)))
    }

    /// Watches what has come and forgets what has gone. Gives whether the system lets no more be watched.
    fn follow(&mut self, batch: &mut Batch) -> bool {
        let is_settled = !batch.all && !batch.paths().any(|path| self.folders.is_at_the_top(path));
        if !is_settled && let Some(folders) = (self.settle)() {
            self.folders = folders;
        }
        match is_settled && !batch.paths().any(|path| self.eyes.is_root(path)) {
            true => false,
            false => self.eyes.follow(&self.folders, batch),
        }
    }
}

#[cfg(test)]
mod tests;
