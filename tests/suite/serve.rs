//! The preview's server: over real connections, most of it with a site of a few answers, some with the real program.

mod client;
mod events;
mod fake;
mod host;
mod hostile;
mod program;
mod racing;
mod same;
mod watcher;

use client::Client;
use dateline::serve::listen::listen;
use dateline::serve::{Limits, Server};
use fake::Fake;
use std::sync::Arc;
use std::time::Duration;

/// A server with a site of a few answers.
pub struct Running {
    pub site: Arc<Fake>,
    pub server: Server,
    pub client: Client,
}

/// Serves a site below `base`.
pub fn serve(base: &str) -> Running {
    serve_within(base, Limits::default())
}

pub fn serve_within(base: &str, limits: Limits) -> Running {
    let site = Arc::new(Fake::below(base));
    let listener = listen("127.0.0.1", 0).expect("a port");
    let client = Client { address: listener.address() };
    let server =
        Server::start(listener, site.clone(), Some("https://preview.example/"), limits).expect("it starts");
    Running { site, server, client }
}

/// Limits that tests need not wait long for.
pub fn impatient() -> Limits {
    Limits {
        connections: 40,
        streams: 3,
        header_time: Duration::from_millis(600),
        unread_time: Duration::from_millis(900),
        ..Limits::default()
    }
}
