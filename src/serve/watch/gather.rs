//! What happens together becomes one batch.
//!
//! One save is a handful of events within a few milliseconds, and is passed on at once. A checkout is hundreds of files
//! with pauses between them; it is waited for a little longer.

use super::folders::Folders;
use super::source::{Events, LOST};
use crate::build::preview::answer::Changed;
use notify::ErrorKind;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// So many paths are still one save: a file, its temporary file, its backup, its folder.
const FEW: usize = 8;

/// So long nothing more has to happen after a save, and no longer than so long is waited for it.
const SAVE: [Duration; 2] = [Duration::from_millis(14), Duration::from_millis(250)];

/// The same for many files at once.
const MANY: [Duration; 2] = [Duration::from_millis(70), Duration::from_millis(1500)];

/// For how long a batch is waited for.
pub(super) struct Pace {
    start: Instant,
}

impl Pace {
    pub(super) fn begin(start: Instant) -> Self {
        Self { start }
    }

    /// For how long to wait for another event, when so many paths are in the batch; none when it has to do.
    pub(super) fn patience(&mut self, now: Instant, paths: usize) -> Option<Duration> {
        let [quiet, longest] = if paths <= FEW { SAVE } else { MANY };
        let left = longest.saturating_sub(now.saturating_duration_since(self.start));
        (!left.is_zero()).then(|| quiet.min(left))
    }
}

/// Paths that belong together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    paths: BTreeSet<PathBuf>,
    /// Events were lost.
    pub(super) all: bool,
}

impl Batch {
    /// Takes events in. Gives whether the system lets no more be watched.
    pub(super) fn take(&mut self, events: Events) -> bool {
        match events {
            Ok(events) => {
                for event in events {
                    match event.path == Path::new(LOST) {
                        true => self.all = true,
                        false => self.add(event.path),
                    }
                }
                false
            }
            Err(error) => {
                let exhausted = matches!(error.kind, ErrorKind::MaxFilesWatch);
                // A folder that is gone before it could be watched is named by the event of its end.
                self.all |=
                    !exhausted && !matches!(error.kind, ErrorKind::PathNotFound | ErrorKind::WatchNotFound);
                error.paths.into_iter().for_each(|path| self.add(path));
                exhausted
            }
        }
    }

    pub(super) fn add(&mut self, path: PathBuf) {
        self.paths.insert(path);
    }

    pub(super) fn len(&self) -> usize {
        self.paths.len()
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.paths.iter()
    }

    /// Without what the program itself writes, and without the site's own folder: what lies in it is named itself.
    pub(super) fn finish(self, folders: &Folders) -> Changed {
        let is_own = |path: &PathBuf| {
            folders.is_aside(path) || *path == folders.site && !folders.watched.contains(path)
        };
        Changed { paths: self.paths.into_iter().filter(|path| !is_own(path)).collect(), all: self.all }
    }
}
