//! An SSH server (Debian's `openssh-server`) with keys of its own, and a proxy before it that cuts and delays.

use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the proxy does with a connection, by its number.
pub type Fault = dyn Fn(usize) -> Act + Send + Sync;

/// What is done with a connection.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    Pass,
    /// Cut off after so many bytes from either side.
    Cut(usize),
    /// Every piece comes so many milliseconds later.
    Delay(u64),
    Refuse,
}

/// A server, the proxy, and what a client needs to know.
pub struct Sshd {
    child: Child,
    folder: tempfile::TempDir,
    pub port: u16,
    fault: Arc<Mutex<Arc<Fault>>>,
}

impl Sshd {
    /// Starts one; none where it is not installed.
    pub fn start() -> Option<Self> {
        if !Path::new("/usr/sbin/sshd").exists() || Command::new("ssh").arg("-V").output().is_err() {
            let required = std::env::var_os("DATELINE_SERVERS").is_some_and(|v| v == "required");
            assert!(
                !required,
                "there is no /usr/sbin/sshd, or no ssh: install openssh-server and openssh-client"
            );
            println!("publishing over SFTP was not tested: install openssh-server and openssh-client");
            return None;
        }
        // It wants this folder when it is started by root, and says so.
        let _ = fs::create_dir("/run/sshd");
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["host", "user", "other"] {
            let made = Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", name])
                .current_dir(folder.path())
                .status();
            assert!(made.expect("ssh-keygen runs").success());
        }
        fs::copy(folder.path().join("user.pub"), folder.path().join("authorized_keys")).expect("a copy");
        let (upstream, at) = (free_port(), folder.path().display().to_string());
        let config = format!(
            "Port {upstream}\nListenAddress 127.0.0.1\nHostKey {at}/host\nAuthorizedKeysFile {at}/authorized_keys\n\
             PidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
             PermitRootLogin yes\nMaxStartups 100\nKexAlgorithms curve25519-sha256\n\
             Subsystem sftp /usr/lib/openssh/sftp-server -e -l VERBOSE 2>>{at}/noted\n"
        );
        fs::write(folder.path().join("sshd_config"), config).expect("a file");
        let child = Command::new("/usr/sbin/sshd")
            .args(["-D", "-f", &format!("{at}/sshd_config"), "-E", &format!("{at}/log")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("sshd starts");
        let waited = (0..100).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            TcpStream::connect(("127.0.0.1", upstream)).is_ok()
        });
        let log = fs::read_to_string(folder.path().join("log")).unwrap_or_default();
        assert!(waited, "sshd does not answer: {log}");
        let fault: Arc<Mutex<Arc<Fault>>> = Arc::new(Mutex::new(Arc::new(|_| Act::Pass)));
        let port = proxy(upstream, fault.clone());
        let server = Self { child, folder, port, fault };
        server.know("host");
        server.configure("user");
        Some(server)
    }

    /// The configuration of `ssh`, for `DATELINE_SSH_CONFIG`.
    pub fn config(&self) -> PathBuf {
        self.folder.path().join("config")
    }

    /// Lets clients offer this key.
    pub fn configure(&self, key: &str) {
        let at = self.folder.path().display();
        let text = format!(
            "Host mercury\n  HostName 127.0.0.1\n  Port {}\nHost *\n  IdentityFile {at}/{key}\n  IdentitiesOnly yes\n  \
             IdentityAgent none\n  UserKnownHostsFile {at}/known_hosts\n  GlobalKnownHostsFile /dev/null\n",
            self.port
        );
        fs::write(self.config(), text).expect("a file");
    }

    /// Lets clients know the server by this key; by none when there is no such key.
    pub fn know(&self, key: &str) {
        let key = fs::read_to_string(self.folder.path().join(format!("{key}.pub"))).unwrap_or_default();
        let line = if key.is_empty() { key } else { format!("[127.0.0.1]:{} {key}", self.port) };
        fs::write(self.folder.path().join("known_hosts"), line).expect("a file");
    }

    /// Makes faults from now on.
    pub fn faults(&self, fault: impl Fn(usize) -> Act + Send + Sync + 'static) {
        *self.fault.lock().expect("no panic") = Arc::new(fault);
    }

    /// What the server was asked to do with files since this was asked last, such as `open "/srv/www/x"`.
    pub fn noted(&self) -> Vec<String> {
        let path = self.folder.path().join("noted");
        let text = fs::read_to_string(&path).unwrap_or_default();
        let _ = fs::remove_file(&path);
        let verbs =
            ["open ", "opendir ", "posix-rename ", "hardlink ", "remove ", "mkdir ", "rmdir ", "lstat "];
        let is_asked = |line: &&str| verbs.iter().any(|verb| line.starts_with(verb));
        text.lines().filter(is_asked).map(str::to_owned).collect()
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// Starts the proxy. Gives its port.
fn proxy(upstream: u16, fault: Arc<Mutex<Arc<Fault>>>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        let number = AtomicUsize::new(0);
        for client in listener.incoming().flatten() {
            let act = fault.lock().expect("no panic")(number.fetch_add(1, Ordering::Relaxed));
            if matches!(act, Act::Refuse) {
                continue;
            }
            let Ok(server) = TcpStream::connect(("127.0.0.1", upstream)) else { continue };
            let left = Arc::new(AtomicUsize::new(if let Act::Cut(bytes) = act { bytes } else { usize::MAX }));
            let _ = (client.set_nodelay(true), server.set_nodelay(true));
            for (from, to) in [(&client, &server), (&server, &client)] {
                let (from, to) = (from.try_clone().expect("a handle"), to.try_clone().expect("a handle"));
                let left = left.clone();
                std::thread::spawn(move || relay(from, to, act, &left));
            }
        }
    });
    port
}

fn relay(mut from: TcpStream, mut to: TcpStream, act: Act, left: &AtomicUsize) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(n) = from.read(&mut buffer) {
        if let Act::Delay(ms) = act {
            std::thread::sleep(Duration::from_millis(ms));
        }
        let before = left.load(Ordering::Relaxed);
        left.store(before.saturating_sub(n), Ordering::Relaxed);
        if n == 0 || before < n || to.write_all(&buffer[..n]).is_err() {
            break;
        }
    }
    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
}
