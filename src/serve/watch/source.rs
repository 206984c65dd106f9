//! Where events come from: the system, or looking again and again.

use super::folders::Folders;
use super::gather::Batch;
use notify::event::{AccessKind, AccessMode};
use notify::{
    Config, Error, ErrorKind, Event, EventHandler, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode,
};
use notify_debouncer_mini::{DebouncedEvent, Debouncer, new_debouncer_opt};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

/// Events of one moment.
pub(super) type Events = Result<Vec<DebouncedEvent>, Error>;

/// Stands for the path of an event that says that events were lost: it has none, and what has no path is dropped on its
/// way through the debouncer.
pub(super) const LOST: &str = "";

/// Within so long, what happens to a file is one event.
const DEBOUNCE: Duration = Duration::from_millis(10);

/// How often it is looked where the system does not tell.
const LOOK: Duration = Duration::from_secs(1);

/// The system's own watcher, without the events that say that a file was read: whoever brings a page up to date reads
/// files, and would wake itself up for ever.
struct Attentive(RecommendedWatcher);

impl notify::Watcher for Attentive {
    fn new<F: EventHandler>(mut handler: F, config: Config) -> notify::Result<Self> {
        let pass_on = move |event: notify::Result<Event>| match event {
            Ok(event) if event.need_rescan() => {
                handler.handle_event(Ok(Event::new(EventKind::Other).add_path(PathBuf::from(LOST))));
            }
            Ok(event) if is_reading(event.kind) => {}
            other => handler.handle_event(other),
        };
        RecommendedWatcher::new(pass_on, config).map(Self)
    }

    fn watch(&mut self, path: &Path, mode: RecursiveMode) -> notify::Result<()> {
        self.0.watch(path, mode)
    }

    fn unwatch(&mut self, path: &Path) -> notify::Result<()> {
        self.0.unwatch(path)
    }

    fn kind() -> notify::WatcherKind {
        RecommendedWatcher::kind()
    }
}

/// A file that was open for writing and is closed has been written; anything else about access is reading.
fn is_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

enum Kind {
    System(Debouncer<Attentive>),
    Poll(Debouncer<PollWatcher>),
}

/// What is watched now.
pub(super) struct Eyes {
    kind: Kind,
    roots: BTreeMap<PathBuf, RecursiveMode>,
    sender: Sender<Events>,
}

/// Watches the folders; where the system cannot, looks at them again and again, and says why.
///
/// # Errors
/// In words, when neither is possible.
pub(super) fn open(
    poll: bool,
    folders: &Folders,
    sender: Sender<Events>,
) -> Result<(Eyes, Option<String>), String> {
    let why = match poll {
        true => None,
        false => match system(folders, &sender) {
            Ok(eyes) => return Ok((eyes, None)),
            Err(error) => Some(reason(&error)),
        },
    };
    let eyes =
        polling(folders, &sender).map_err(|error| format!("cannot watch the site's folders: {error}"))?;
    Ok((eyes, why))
}

fn system(folders: &Folders, sender: &Sender<Events>) -> notify::Result<Eyes> {
    let config = notify_debouncer_mini::Config::default().with_timeout(DEBOUNCE);
    let kind = Kind::System(new_debouncer_opt(config, sender.clone())?);
    let mut eyes = Eyes { kind, roots: BTreeMap::new(), sender: sender.clone() };
    eyes.watch_all(folders)?;
    Ok(eyes)
}

fn polling(folders: &Folders, sender: &Sender<Events>) -> notify::Result<Eyes> {
    let look = Config::default().with_poll_interval(LOOK).with_compare_contents(false);
    let config = notify_debouncer_mini::Config::default().with_timeout(DEBOUNCE).with_notify_config(look);
    let kind = Kind::Poll(new_debouncer_opt(config, sender.clone())?);
    let mut eyes = Eyes { kind, roots: BTreeMap::new(), sender: sender.clone() };
    eyes.watch_all(folders)?;
    Ok(eyes)
}

fn reason(error: &Error) -> String {
    match error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system's limit of watched folders is reached, so the folders are looked at once a \
            second instead. To be told of changes at once, raise the limit: \
            `sudo sysctl fs.inotify.max_user_watches=1048576`"
                .to_owned()
        }
        _ => format!(
            "the system does not tell of changes ({error}), so the folders are looked at once a second instead"
        ),
    }
}

impl Eyes {
    fn watcher(&mut self) -> &mut dyn notify::Watcher {
        match &mut self.kind {
            Kind::System(debouncer) => debouncer.watcher(),
            Kind::Poll(debouncer) => debouncer.watcher(),
        }
    }

    pub(super) fn is_polling(&self) -> bool {
        matches!(self.kind, Kind::Poll(_))
    }

    /// Whether a path is one that the system was asked to watch.
    pub(super) fn is_root(&self, path: &Path) -> bool {
        self.roots.contains_key(path)
    }

    fn watch_all(&mut self, folders: &Folders) -> notify::Result<()> {
        for (root, mode) in folders.roots() {
            self.watch(root, mode)?;
        }
        Ok(())
    }

    fn watch(&mut self, root: PathBuf, mode: RecursiveMode) -> notify::Result<()> {
        match self.watcher().watch(&root, mode) {
            Ok(()) => {
                self.roots.insert(root, mode);
                Ok(())
            }
            // It has gone in this moment, and will be watched when it comes back.
            Err(error) if is_gone(&error) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Watches what has come, forgets what has gone, and watches anew what may be another folder of the same name.
    /// Gives whether the system lets no more be watched.
    pub(super) fn follow(&mut self, folders: &Folders, batch: &mut Batch) -> bool {
        let wanted = folders.roots();
        // Who looks again and again sees by the name alone what lies there now.
        let follows_names = self.is_polling();
        let is_named = |root: &PathBuf| !follows_names && batch.paths().any(|path| path == root);
        let stale: Vec<PathBuf> = self
            .roots
            .iter()
            .filter(|(root, mode)| wanted.get(*root) != Some(mode) || is_named(root))
            .map(|(root, _)| root.clone())
            .collect();
        for root in stale {
            // What is gone is not watched any more anyway.
            let _ = self.watcher().unwatch(&root);
            self.roots.remove(&root);
        }
        for (root, mode) in wanted {
            if self.roots.contains_key(&root) {
                continue;
            }
            match self.watch(root.clone(), mode) {
                // What was put into it before it was watched is found by looking at it.
                Ok(()) => batch.add(root),
                Err(_) => return true,
            }
        }
        false
    }

    /// Looks from now on instead of being told. Gives why, in words.
    pub(super) fn give_up(&mut self, folders: &Folders) -> String {
        let why = reason(&Error::new(ErrorKind::MaxFilesWatch));
        match polling(folders, &self.sender) {
            Ok(eyes) => {
                *self = eyes;
                why
            }
            Err(error) => {
                format!("changes in some folders are not seen any more, start the program again: {error}")
            }
        }
    }
}

fn is_gone(error: &Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}
