//! `dateline serve`.

mod browser;
mod opening;
mod words;

use super::watched::Watched;
use super::{Status, report, site};
use crate::build::preview::Preview;
use crate::build::preview::answer::{Changed, Site};
use crate::cli::{ServeArgs, SiteArgs};
use crate::config;
use crate::diagnostic::Diagnostic;
use crate::serve::interrupt::on_interrupt;
use crate::serve::listen::{Listener, listen};
use crate::serve::watch::{Seen, watch};
use crate::serve::{Limits, Server};
use opening::Opening;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// An embargo can pass without anybody saving a file.
const MINUTE: Duration = Duration::from_secs(60);

/// What was saved while the site was read and its folders were not watched yet is looked for when the first pages have
/// been asked for.
const CATCH_UP: Duration = Duration::from_secs(1);

/// Serves the preview until it is asked to end.
pub(super) fn run(args: &ServeArgs) -> Status {
    // Nothing is written, so there is nothing to finish: the process ends with all its threads.
    start(args).map_or_else(|status| status, |ended| ended.recv().unwrap_or(Status::Failed))
}

/// Starts everything. Gives what says when to end.
fn start(args: &ServeArgs) -> Result<Receiver<Status>, Status> {
    let begun = Instant::now();
    let failed = |message: String| report::failed(&message);
    let (end, ended) = channel();
    let interrupted: Sender<Status> = end.clone();
    on_interrupt(move || interrupted.send(Status::Done).unwrap_or_default())
        .map_err(|error| failed(format!("cannot wait for Ctrl-C: {error}")))?;
    let folders = site_args(args);
    refuse_what_cannot_begin(&folders)?;
    let base = args.base_url.as_deref().map(config::given_base).transpose();
    let base = base.map_err(|problem| failed(format!("`--base-url` {problem}")))?;
    let listener = listen(&args.host, args.port).map_err(failed)?;
    let (give, seen) = channel();
    let watched = Watched::of(&folders, None);
    // Beside reading the site: each looks at every file once. What is saved meanwhile is looked for afterwards.
    let poll = args.poll;
    let watching = std::thread::spawn(move || {
        watch(move || watched.folders(), poll, move |seen| give.send(seen).is_ok())
    });
    let (preview, opening) = open(args, folders, &listener, base.clone());
    opening.is_over();
    let told = told(args, &listener, &*preview, base.as_deref());
    let server = Server::start(listener, preview.clone(), base.as_deref(), Limits::default());
    let server = server.map_err(|error| failed(format!("cannot serve: {error}")))?;
    report::diagnostics(&all(&*preview), false, false);
    report::say(&told.warning);
    report::print(&words::started(&told.address, preview.counts(), begun.elapsed()));
    if args.open {
        browser::open(&told.address);
    }
    std::thread::spawn(move || {
        let watched = watching.join().unwrap_or_else(|_| Err("the watcher has failed".to_owned()));
        match watched {
            Ok(()) => follow(&server, &*preview, &seen),
            Err(message) => end.send(report::failed(&message)).unwrap_or_default(),
        }
    });
    Ok(ended)
}

fn site_args(args: &ServeArgs) -> SiteArgs {
    SiteArgs {
        site: args.site.clone(),
        content: args.content.clone(),
        drafts: !args.no_drafts,
        at: args.at.clone(),
    }
}

/// A mistake in the configuration is shown in the browser, and gone when it is mended; one in the arguments cannot be
/// mended while the program runs.
fn refuse_what_cannot_begin(args: &SiteArgs) -> Result<(), Status> {
    let Err(problems) = site::load(args, None, false) else { return Ok(()) };
    let of_arguments: Vec<Diagnostic> =
        problems.into_iter().filter(|problem| matches!(problem.code.name, "E600" | "E607")).collect();
    if of_arguments.is_empty() {
        return Ok(());
    }
    report::diagnostics(&of_arguments, false, false);
    Err(Status::Failed)
}

/// Reads the site. It is at the server's own address, or at the one that a proxy gives it.
fn open(
    args: &ServeArgs,
    folders: SiteArgs,
    listener: &Listener,
    base: Option<String>,
) -> (Arc<Preview>, Arc<Opening>) {
    let (origin, ahead) = (listener.origin(), !args.no_drafts);
    let load = move || {
        let (mut request, doubts) = site::load(&folders, None, false)?;
        request.clock.ahead = ahead;
        // Whether an address vanishes is asked when the site is built.
        request.addresses = String::new();
        let own = || [&origin, words::path_of(&request.config.base_url)].concat();
        request.config.base_url = base.clone().unwrap_or_else(own);
        Ok((request, doubts))
    };
    let opening = Arc::new(Opening::begin());
    (Arc::new(Preview::open(Box::new(load), opening.clone())), opening)
}

/// Where the preview is, and what has to be said about that.
struct Told {
    address: String,
    warning: String,
}

fn told(args: &ServeArgs, listener: &Listener, preview: &dyn Site, base: Option<&str>) -> Told {
    let address = base.map_or_else(|| [listener.origin(), preview.base()].concat(), str::to_owned);
    let mut warning = String::new();
    let port = listener.address().port();
    if args.port != 0 && port != args.port {
        warning.push_str(&format!("note: port {} is taken, so this is port {port}\n", args.port));
    }
    if !listener.is_private() {
        let what = if args.no_drafts { "" } else { ", drafts and embargoed articles included" };
        warning.push_str(&format!(
            "note: everybody who can reach this machine at {} can read this preview{what}\n",
            listener.address()
        ));
    }
    Told { address, warning }
}

/// Everything that is wrong.
fn all(site: &dyn Site) -> Vec<Diagnostic> {
    site.problems().into_iter().map(|problem| problem.diagnostic).collect()
}

/// Brings the site up to date whenever something happens.
fn follow(server: &Server, site: &dyn Site, seen: &Receiver<Seen>) {
    let mut mistakes = site.mistakes(None);
    let mut wait = CATCH_UP;
    loop {
        let changed = match seen.recv_timeout(wait) {
            Ok(Seen::Changed(changed) | Seen::Look(changed)) => changed,
            Ok(Seen::Note(note)) => {
                report::say(&format!("note: {note}\n"));
                continue;
            }
            Err(RecvTimeoutError::Timeout) => {
                let all = wait == CATCH_UP;
                wait = MINUTE;
                Changed { paths: Vec::new(), all }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let outcome = server.update(&changed);
        if !outcome.update.changed {
            continue;
        }
        report::print(&words::updated(&outcome, &changed));
        let now = site.mistakes(None);
        if now != mistakes {
            report::diagnostics(&now, false, false);
            if now.is_empty() {
                report::print("no mistakes any more\n");
            }
            mistakes = now;
        }
    }
}
