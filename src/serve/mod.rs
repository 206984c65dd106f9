//! The preview: what an editor sees in the browser while writing.
//!
//! Takes: a site that can be brought up to date, and a place to listen at. Does: answers over HTTP as a good static host
//! would ([`http`], [`reply`]), keeps strangers out ([`guard`], [`path`], [`connections`]) and tells open pages what
//! became of them ([`live`]). Gives: a [`Server`] that runs beside the caller, who says what changed on disk
//! ([`watch`]) and when to end ([`interrupt`]).
//!
//! HTTP is spoken by `hyper` and `axum`, files are sent by `tower-http`, folders are watched by `notify`: nothing of
//! these is written here.

#![allow(
    clippy::disallowed_methods,
    reason = "an editor wants to know how long an update took; no page depends on it"
)]

mod connections;
mod guard;
mod http;
pub mod interrupt;
pub mod listen;
mod live;
mod path;
mod reply;
pub mod ui;
pub mod watch;

use crate::build::preview::answer::{Changed, Updatable, Update};
use listen::Listener;
use live::Live;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;

/// How much a server lets others use. Each keeps one client, broken or hostile, from taking the preview away from the
/// editor.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at once; one more is closed at once. Well below what systems let a program have open (1024).
    pub connections: usize,
    /// Open pages that are told of changes, at once.
    pub streams: usize,
    /// Size of a request's header in bytes.
    pub header: usize,
    /// How long a client may take for a header; also how long a connection may lie idle between two requests.
    pub header_time: Duration,
    /// How long a client may leave what it is sent unread.
    pub unread_time: Duration,
    /// How many answers are made at once.
    pub answers: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            connections: 512,
            streams: 128,
            header: 32 * 1024,
            header_time: Duration::from_secs(20),
            unread_time: Duration::from_secs(30),
            answers: threads * 2,
        }
    }
}

/// What every handler has at hand.
struct Shared {
    site: Arc<dyn Updatable>,
    live: Live,
    names: guard::Names,
    /// Places for answers that are being made.
    answers: Arc<Semaphore>,
    /// Places for open pages.
    streams: Arc<Semaphore>,
}

/// A preview that is being served.
pub struct Server {
    runtime: Runtime,
    shared: Arc<Shared>,
    address: SocketAddr,
}

/// What an update did, and whom it reached.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What it did to the site.
    pub update: Update,
    /// How many open pages were told to load again.
    pub reloaded: usize,
    /// How many open pages were told to exchange their styles.
    pub restyled: usize,
    /// From the moment it was asked for until all were told.
    pub took: Duration,
}

impl Server {
    /// Begins to serve, and returns at once. `base_url` is the address under which the site is reached, when it is not
    /// the server's own.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn start(
        listener: Listener,
        site: Arc<dyn Updatable>,
        base_url: Option<&str>,
        limits: Limits,
    ) -> io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            // One for each answer, and some that read files.
            .max_blocking_threads(limits.answers + 16)
            .thread_name("dateline-serve")
            .enable_all()
            .build()?;
        let address = listener.address();
        let shared = Arc::new(Shared {
            site,
            live: Live::default(),
            names: guard::Names::new(address.ip(), listener.host(), base_url),
            answers: Arc::new(Semaphore::new(limits.answers)),
            streams: Arc::new(Semaphore::new(limits.streams)),
        });
        let socket = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener.into_socket())?
        };
        runtime.spawn(connections::accept(socket, http::router(shared.clone()), limits));
        runtime.spawn(live::follow_desk(shared.clone()));
        Ok(Self { runtime, shared, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Brings the site up to date and tells open pages. Whoever asks for a page meanwhile gets it as it was before or
    /// as it is after.
    pub fn update(&self, changed: &Changed) -> Outcome {
        let start = Instant::now();
        let update = self.shared.site.update(changed);
        let (reloaded, restyled) = self.shared.live.announce(&*self.shared.site);
        Outcome { update, reloaded, restyled, took: start.elapsed() }
    }

    /// How many pages are open and follow changes.
    pub fn open_pages(&self) -> usize {
        self.shared.live.count()
    }

    /// Ends at once: nobody is waited for.
    pub fn stop(self) {
        self.runtime.shutdown_background();
    }
}
