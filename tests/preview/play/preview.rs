//! `dateline serve` as a process.

use super::newspaper::NOW;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::{Child, Command};

pub struct Preview {
    child: Child,
    port: u16,
}

impl Preview {
    /// Starts it on a site and waits until it takes connections.
    pub async fn start(site: &Path, port: u16) -> Self {
        let program = program();
        let mut command = Command::new(&program);
        command.args(["serve", "--site"]).arg(site).args(["--port", &port.to_string(), "--at", NOW]);
        command.stdin(Stdio::null()).stdout(Stdio::inherit()).stderr(Stdio::inherit()).kill_on_drop(true);
        let child = command.spawn().unwrap_or_else(|error| {
            panic!("cannot start {}: {error}; `cargo build` makes it", program.display())
        });
        let mut own = Self { child, port };
        own.wait_for_connections().await;
        own
    }

    async fn wait_for_connections(&mut self) {
        wait_for_port(self.port, || {
            self.child.try_wait().expect("it is our child").map(|status| status.to_string())
        })
        .await;
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends it as a power cut would.
    pub async fn stop(&mut self) {
        self.child.kill().await.expect("it can be ended");
    }

    /// Whether it still runs: nothing that is saved may end it.
    pub fn assert_alive(&mut self) {
        let status = self.child.try_wait().expect("it is our child");
        assert!(status.is_none(), "dateline serve has ended: {status:?}");
    }
}

fn program() -> PathBuf {
    let given = std::env::var_os("DATELINE").map(PathBuf::from);
    given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/debug/dateline"))
}

/// A port that is free at this moment.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a free port");
    listener.local_addr().expect("it has an address").port()
}

/// Waits until somebody listens; `ended` says whether the process that is to has given up.
pub async fn wait_for_port(port: u16, mut ended: impl FnMut() -> Option<String>) {
    let begun = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if let Some(status) = ended() {
            panic!("the process that was to listen on port {port} has ended: {status}");
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "nobody listens on port {port}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
