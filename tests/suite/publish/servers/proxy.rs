//! A proxy before a server: notes requests, makes faults, and where it has to, translates.

use super::google::Google;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
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

/// A proxy.
pub struct Proxy {
    pub port: u16,
    inner: Arc<Inner>,
}

struct Inner {
    upstream: u16,
    translation: Option<Google>,
    noted: Mutex<Vec<Noted>>,
    fault: Mutex<Arc<Fault>>,
    number: AtomicUsize,
}

impl Proxy {
    /// Starts one.
    pub fn start(upstream: u16, translation: Option<Google>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let fault: Arc<Fault> = Arc::new(|_, _: &str| Act::Pass);
        let (noted, fault, number) = (Mutex::default(), Mutex::new(fault), AtomicUsize::new(0));
        let inner = Arc::new(Inner { upstream, translation, noted, fault, number });
        let own = inner.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let inner = inner.clone();
                std::thread::spawn(move || inner.relay(client));
            }
        });
        Self { port, inner: own }
    }

    /// Makes faults from now on.
    pub fn faults(&self, fault: impl Fn(usize, &str) -> Act + Send + Sync + 'static) {
        *self.inner.fault.lock().expect("no panic") = Arc::new(fault);
    }

    /// What was answered since this was asked last, in order.
    pub fn noted(&self) -> Vec<Noted> {
        std::mem::take(&mut *self.inner.noted.lock().expect("no panic"))
    }
}

impl Inner {
    /// One request of a client, and its answer; the connection is closed afterwards.
    fn relay(&self, mut client: TcpStream) -> Option<()> {
        let (head, body) = request(&mut client)?;
        // Some libraries encode more of a path than they need to.
        let line = head.lines().next()?;
        let line = percent_encoding::percent_decode_str(line).decode_utf8_lossy().into_owned();
        let fault = self.fault.lock().ok()?.clone();
        match fault(self.number.fetch_add(1, Ordering::Relaxed), &line) {
            Act::Pass => {}
            Act::Drop => return client.shutdown(Shutdown::Both).ok(),
            Act::Delay(ms) => std::thread::sleep(Duration::from_millis(ms)),
            Act::Answer(status, words) => {
                let body =
                    format!("<Error><Code>{words}</Code><AWSAccessKeyId>hunter2</AWSAccessKeyId></Error>");
                let head = format!(
                    "HTTP/1.1 {status} Refused\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                return client.write_all([head, body].concat().as_bytes()).ok();
            }
        }
        let (method, path) = line.split_once(' ')?;
        let path = path.strip_suffix(" HTTP/1.1")?.split('?').next()?.to_owned();
        let head = head.trim_end().lines().filter(|l| !l.to_ascii_lowercase().starts_with("connection:"));
        let mut head = format!("{}\r\nConnection: close\r\n\r\n", head.collect::<Vec<_>>().join("\r\n"));
        if let Some(google) = &self.translation {
            head = google.request(&path, &head);
        }
        let mut server = TcpStream::connect(("127.0.0.1", self.upstream)).ok()?;
        server.write_all(&[head.as_bytes(), &body].concat()).ok()?;
        let mut answer = Vec::new();
        server.read_to_end(&mut answer).ok()?;
        let status: u16 = std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()?;
        if let Some(google) = &self.translation {
            let end = answer.windows(4).position(|w| w == b"\r\n\r\n")? + 4;
            let head = google.answer(method, &path, std::str::from_utf8(&answer[..end]).ok()?);
            answer.splice(..end, head.into_bytes());
        }
        if status >= 500 {
            println!("{line}: {}", String::from_utf8_lossy(&answer));
        }
        let below = path.split_once("/mercury").map_or(&*path, |(_, below)| below).trim_start_matches('/');
        self.noted.lock().ok()?.extend(match (method, below) {
            // Azure deletes by a request that holds requests.
            ("POST", "") => deletions(&body, status),
            _ => vec![(format!("{method} {below}"), status)],
        });
        client.write_all(&answer).ok()
    }
}

/// The deletions in the body of a request that holds several.
fn deletions(body: &[u8], status: u16) -> Vec<Noted> {
    let text = String::from_utf8_lossy(body);
    let paths = text.lines().filter_map(|line| line.strip_prefix("DELETE ")?.split(' ').next());
    let below = paths.filter_map(|path| Some(path.split_once("/mercury/")?.1.to_owned()));
    below.map(|path| (format!("DELETE {path}"), status)).collect()
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
