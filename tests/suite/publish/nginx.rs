//! Folders that a real web server shows: nginx, while publishes go on.

use super::readers::read_while_published;
use super::{published, readers, site};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server with one root.
struct Nginx {
    child: Child,
    port: u16,
}

impl Nginx {
    /// Starts one; none where it is not installed, unless `DATELINE_SERVERS` is `required`.
    fn start(folder: &Path, root: &Path) -> Option<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let (own, root) = (folder.display(), root.display());
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("  {kind}_temp_path {own}/{kind};\n"))
            .concat();
        // The mistakes it makes would be noted by the system's own nginx otherwise.
        let text = format!(
            "daemon off;\nmaster_process off;\npid {own}/pid;\nerror_log {own}/errors;\nevents {{}}\nhttp {{\n{temporary}  access_log off;\n  open_file_cache off;\n  server {{ listen 127.0.0.1:{port}; root {root}; }}\n}}\n"
        );
        std::fs::write(folder.join("nginx.conf"), text).expect("it is written");
        let found = ["nginx", "/usr/sbin/nginx"].into_iter().find_map(|program| {
            let mut command = Command::new(program);
            command.arg("-c").arg(folder.join("nginx.conf")).arg("-e").arg(folder.join("errors"));
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
        });
        let Some(child) = found else {
            let required = std::env::var_os("DATELINE_SERVERS").is_some_and(|v| v == "required");
            assert!(!required, "nginx cannot be started: apt-get install nginx-light");
            println!("a folder that nginx shows was not tested: apt-get install nginx-light");
            return None;
        };
        let server = Self { child, port };
        let waited = (0..200).any(|_| {
            std::thread::sleep(Duration::from_millis(25));
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        assert!(waited, "nginx does not answer");
        Some(server)
    }

    /// What a reader gets; none for any status but 200.
    fn get(&self, address: &str) -> Option<Vec<u8>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server");
        let request = format!("GET {address} HTTP/1.1\r\nHost: t.example\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answered");
        let at = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("a head") + 4;
        answer.starts_with(b"HTTP/1.1 200").then(|| answer.split_off(at))
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn readers_of_a_web_server_meet_no_broken_page() {
    for target in ["swap", "flat"] {
        let sandbox = site(30);
        let Some(server) = Nginx::start(sandbox.path(), &sandbox.path().join(readers(target))) else {
            return;
        };
        let publish = || drop(published(&sandbox, target, &[]));
        read_while_published(&sandbox, 3, 100, &|address| server.get(address), &publish);
        // What nginx shows is what was built, to the byte.
        for (path, bytes) in sandbox.files("site/output") {
            let address = address_of(&path);
            assert!(server.get(&address).as_deref() == Some(&*bytes), "{target}: {path}");
        }
        // And what went back is shown at once.
        if target == "swap" {
            let now = server.get("/");
            published(&sandbox, target, &["--rollback"]);
            assert_ne!(server.get("/"), now);
        }
    }
}

/// The address of a file, as a browser asks for it.
fn address_of(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let letter = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    format!("/{}", path.bytes().map(letter).collect::<String>())
}
