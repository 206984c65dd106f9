//! An S3 server (`moto_server`, of PyPI's `moto[server]`) and a proxy before it that notes requests and makes faults.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request that was answered: `PUT index.html`, by path below the bucket, and the status.
pub type Noted = (String, u16);

/// What the proxy does with a request, by its number and its line.
pub type Fault = dyn Fn(usize, &str) -> Act + Send + Sync;

/// What is done with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Pass,
    Drop,
    Delay(u64),
    /// Answered without asking the server: status, and the words of the store.
    Answer(u16, &'static str),
}

/// A server with a bucket `mercury`, and the proxy.
pub struct Server {
    child: Child,
    upstream: u16,
    pub port: u16,
    noted: Arc<Mutex<Vec<Noted>>>,
    fault: Arc<Mutex<Arc<Fault>>>,
}

impl Server {
    /// Starts one; none where the program is not installed.
    pub fn start() -> Option<Self> {
        let upstream = free_port();
        let spawned = Command::new("moto_server")
            .args(["-p", &upstream.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let child = match spawned {
            Ok(child) => child,
            Err(e) => {
                let required = std::env::var_os("DATELINE_SERVERS").is_some_and(|v| v == "required");
                assert!(!required, "moto_server cannot be started: {e}");
                println!("publishing to a store was not tested: `pip install 'moto[s3,server]'` ({e})");
                return None;
            }
        };
        let waited = (0..300).any(|_| {
            std::thread::sleep(Duration::from_millis(100));
            TcpStream::connect(("127.0.0.1", upstream)).is_ok()
        });
        assert!(waited, "moto_server does not answer");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let noted = Arc::new(Mutex::new(Vec::new()));
        let fault: Arc<Mutex<Arc<Fault>>> = Arc::new(Mutex::new(Arc::new(|_, _: &str| Act::Pass)));
        let (notes, faults) = (noted.clone(), fault.clone());
        std::thread::spawn(move || {
            let number = Arc::new(AtomicUsize::new(0));
            for client in listener.incoming().flatten() {
                let (notes, faults, number) = (notes.clone(), faults.clone(), number.clone());
                std::thread::spawn(move || relay(client, upstream, &notes, &faults, &number));
            }
        });
        let server = Self { child, upstream, port, noted, fault };
        assert_eq!(server.ask("PUT", "/mercury", b"").0, 200);
        Some(server)
    }

    /// Makes faults from now on.
    pub fn faults(&self, fault: impl Fn(usize, &str) -> Act + Send + Sync + 'static) {
        *self.fault.lock().expect("no panic") = Arc::new(fault);
    }

    /// What was answered since this was asked last, in order.
    pub fn noted(&self) -> Vec<Noted> {
        std::mem::take(&mut *self.noted.lock().expect("no panic"))
    }

    /// Asks the server itself: status, head and body.
    pub fn ask(&self, method: &str, path: &str, body: &[u8]) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.upstream)).expect("the server");
        let key = "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {key}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all(&[head.as_bytes(), body].concat()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answered");
        let at = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&answer[..at]).into_owned();
        (head[9..12].parse().expect("a status"), head, answer[at + 4..].to_vec())
    }

    /// Names of all objects.
    pub fn keys(&self) -> Vec<String> {
        let (mut found, mut from) = (Vec::new(), String::new());
        loop {
            let path = format!("/mercury?list-type=2&max-keys=1000&start-after={from}");
            let body = String::from_utf8(self.ask("GET", &path, b"").2).expect("text");
            let page: Vec<String> = body
                .split("<Key>")
                .skip(1)
                .filter_map(|k| Some(k.split_once("</Key>")?.0.to_owned()))
                .collect();
            match page.last() {
                Some(last) if page.len() == 1000 => last.clone_into(&mut from),
                _ => {
                    found.extend(page);
                    return found;
                }
            }
            found.extend(page);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// One request of a client, and its answer; the connection is closed afterwards.
fn relay(
    mut client: TcpStream,
    upstream: u16,
    noted: &Mutex<Vec<Noted>>,
    fault: &Mutex<Arc<Fault>>,
    number: &AtomicUsize,
) -> Option<()> {
    let (head, body) = request(&mut client)?;
    let line = head.lines().next()?.to_owned();
    let fault = fault.lock().ok()?.clone();
    match fault(number.fetch_add(1, Ordering::Relaxed), &line) {
        Act::Pass => {}
        Act::Drop => return client.shutdown(Shutdown::Both).ok(),
        Act::Delay(ms) => std::thread::sleep(Duration::from_millis(ms)),
        Act::Answer(status, words) => {
            let body = format!("<Error><Code>{words}</Code><AWSAccessKeyId>hunter2</AWSAccessKeyId></Error>");
            let head = format!(
                "HTTP/1.1 {status} Refused\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            return client.write_all([head, body].concat().as_bytes()).ok();
        }
    }
    let mut server = TcpStream::connect(("127.0.0.1", upstream)).ok()?;
    let head = head.trim_end().lines().filter(|l| !l.to_ascii_lowercase().starts_with("connection:"));
    let head = format!("{}\r\nConnection: close\r\n\r\n", head.collect::<Vec<_>>().join("\r\n"));
    server.write_all(&[head.as_bytes(), &body].concat()).ok()?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).ok()?;
    let status = std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()?;
    let (method, path) = line.split_once(' ')?;
    let path = path.split([' ', '?']).next()?.trim_start_matches("/mercury").trim_start_matches('/');
    noted.lock().ok()?.push((format!("{method} {path}"), status));
    client.write_all(&answer).ok()
}

fn request(client: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let (mut bytes, mut buffer) = (Vec::new(), vec![0; 64 * 1024]);
    let at = loop {
        if let Some(at) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            break at + 4;
        }
        match client.read(&mut buffer).ok()? {
            0 => return None,
            n => bytes.extend(&buffer[..n]),
        }
    };
    let head = String::from_utf8(bytes[..at].to_vec()).ok()?;
    let length = head
        .lines()
        .find_map(|l| l.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = bytes[at..].to_vec();
    while body.len() < length.unwrap_or(0) {
        match client.read(&mut buffer).ok()? {
            0 => return None,
            n => body.extend(&buffer[..n]),
        }
    }
    Some((head, body))
}
