//! `dateline build --watch`: builds, and builds again after every change, until it is asked to end.

use super::{Attempt, Status};
use crate::cli::BuildArgs;
use crate::commands::report;
use crate::commands::watched::Watched;
use crate::diagnostic::Diagnostic;
use crate::serve::interrupt::on_interrupt;
use crate::serve::watch::{Seen, watch};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// An embargo can pass without anybody saving a file.
const MINUTE: Duration = Duration::from_secs(60);

/// What the main thread is told.
enum Word {
    /// A build has ended.
    Built(Status),
    /// It is to end.
    End,
}

/// Builds again and again. Gives how the last build went.
pub(super) fn run(args: &BuildArgs) -> Status {
    let (say, words) = channel();
    let end = say.clone();
    if let Err(error) = on_interrupt(move || drop(end.send(Word::End))) {
        return report::failed(&format!("cannot wait for Ctrl-C: {error}"));
    }
    let (give, seen) = channel();
    let watched = Watched::of(&args.site, args.output.clone());
    // Before the first build, so that nothing that is saved during it is missed.
    if let Err(problem) = watch(move || watched.folders(), args.poll, move |seen| give.send(seen).is_ok()) {
        return report::failed(&problem);
    }
    let mut last = Status::Failed;
    let own = args.clone();
    // It is not waited for: a build that is under way when the program ends is as one that was killed, and the next
    // build mends that.
    std::thread::spawn(move || follow(&own, &seen, &say));
    while let Ok(Word::Built(status)) = words.recv() {
        last = status;
    }
    last
}

fn follow(args: &BuildArgs, seen: &Receiver<Seen>, say: &Sender<Word>) {
    let mut known: Vec<Diagnostic> = Vec::new();
    let mut clean = args.clean;
    let mut is_asked = true;
    loop {
        let attempt = Attempt::make(args, clean);
        clean = false;
        let pages = &attempt.built.pages;
        let is_news = pages.written > 0 || pages.removed > 0 || attempt.built.diagnostics != known;
        // Before it is said: whoever reads it may end the program at once, and asks how the build went.
        let status = super::status(&attempt.built, args.strict, attempt.done);
        if say.send(Word::Built(status)).is_err() {
            return;
        }
        if is_asked || is_news {
            attempt.say(args);
        }
        known = attempt.built.diagnostics;
        is_asked = match wait(seen) {
            Some(is_asked) => is_asked,
            None => return,
        };
    }
}

/// Waits for something to happen. Gives whether somebody did it; none when nothing will ever happen again.
fn wait(seen: &Receiver<Seen>) -> Option<bool> {
    loop {
        match seen.recv_timeout(MINUTE) {
            Ok(Seen::Changed(_)) => return Some(true),
            Ok(Seen::Look(_)) | Err(RecvTimeoutError::Timeout) => return Some(false),
            Ok(Seen::Note(note)) => report::say(&format!("note: {note}\n")),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}
