//! The connection: one `ssh` of the user's, and SFTP over it.
//!
//! Takes: what is to be done at the server. Does: connects when it is needed, and again when the connection is lost, a
//! few times at growing intervals; so what is done must be such that it can be done twice. Gives: what came of it.

use super::Address;
use super::fault::{self, Failure};
use openssh::{ControlPersist, KnownHosts, SessionBuilder};
use openssh_sftp_client::{Error, Sftp, SftpOptions};
use std::io;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::runtime::Runtime;

/// Waits before something is done again, in milliseconds.
const PATIENCE: [u64; 5] = [100, 300, 1000, 3000, 6000];
/// Seconds after which `ssh` ends by itself when nobody needs it any more: when we were killed.
const IDLE: Option<NonZeroUsize> = NonZeroUsize::new(10);

/// A connection to a server.
pub(super) struct Connection {
    runtime: Runtime,
    address: Address,
    live: Mutex<Live>,
}

#[derive(Default)]
struct Live {
    sftp: Option<Arc<Sftp>>,
    /// How many there have been.
    number: usize,
    /// Why nothing is attempted any more.
    given_up: Option<String>,
}

impl Connection {
    pub(super) fn new(address: Address) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        Ok(Self { runtime, address, live: Mutex::default() })
    }

    /// Does something at the server; again, from its beginning, when the connection is lost meanwhile.
    pub(super) fn with<T, F>(&self, run: impl Fn(Arc<Sftp>) -> F) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let mut patience = PATIENCE.into_iter();
        loop {
            let (failure, number) = match self.live() {
                Err((failure, number)) => (failure, number),
                Ok((sftp, number)) => match self.runtime.block_on(run(sftp)) {
                    Ok(done) => return Ok(done),
                    Err(error) if fault::is_lost(&error) => (Failure::Lost, number),
                    Err(error) => return Err(Failure::Server(error)),
                },
            };
            self.drop_number(number);
            if !failure.is_passing(number > 0) {
                return Err(failure);
            }
            match patience.next() {
                Some(ms) => std::thread::sleep(Duration::from_millis(ms)),
                None => {
                    // The others need not try as often.
                    self.lock().given_up = Some(failure.reason());
                    return Err(failure);
                }
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The connection and its number. Only one thread makes one; the others wait for it.
    fn live(&self) -> Result<(Arc<Sftp>, usize), (Failure, usize)> {
        let mut live = self.lock();
        if let Some(reason) = &live.given_up {
            return Err((Failure::Unreached { reason: reason.clone(), passing: false }, 0));
        }
        let sftp = match &live.sftp {
            Some(sftp) => sftp.clone(),
            None => {
                let made = self.runtime.block_on(connect(&self.address));
                let made = Arc::new(made.map_err(|failure| (failure, live.number))?);
                live.number += 1;
                live.sftp = Some(made.clone());
                made
            }
        };
        Ok((sftp, live.number))
    }

    /// Drops the connection of this number, unless somebody has done so already.
    fn drop_number(&self, number: usize) {
        let mut live = self.lock();
        if live.number == number {
            live.sftp = None;
        }
    }
}

async fn connect(address: &Address) -> Result<Sftp, Failure> {
    let mut builder = SessionBuilder::default();
    builder
        .known_hosts_check(KnownHosts::Strict)
        .connect_timeout(Duration::from_secs(30))
        .server_alive_interval(Duration::from_secs(15))
        .control_directory(&address.control);
    if let Some(seconds) = IDLE {
        builder.control_persist(ControlPersist::IdleFor(seconds));
    }
    if let Some(port) = address.port {
        builder.port(port);
    }
    if let Some(config) = &address.config {
        builder.config_file(config);
    }
    // The brackets of `[::1]` belong to addresses; `ssh` does without.
    let host = address.host.replace(['[', ']'], "");
    let session = builder.connect_mux(host).await.map_err(|e| fault::unreached(&e))?;
    let session = Arc::new(session);
    let options = SftpOptions::new().flush_interval(Duration::ZERO);
    match Sftp::from_clonable_session(session.clone(), options).await {
        Ok(sftp) => Ok(sftp),
        Err(error) if !fault::is_lost(&error) => Err(Failure::Server(error)),
        Err(_) if session.check().await.is_ok() => Err(Failure::Unreached {
            reason: "the server lets this user in, and has no SFTP for it".to_owned(),
            passing: false,
        }),
        Err(_) => Err(Failure::Lost),
    }
}
