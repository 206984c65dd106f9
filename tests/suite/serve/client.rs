//! A client that sends what it is told, byte for byte: a well-behaved one would not send what is tested here.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// Nothing here takes longer, on a busy machine either.
pub const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Clone, Copy)]
pub struct Client {
    pub address: SocketAddr,
}

/// A response.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    /// Of the bytes of a whole connection; none when the server closed it without a word.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Some(Self { status, headers, body: bytes[end + 4..].to_vec() })
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Client {
    pub fn connect(self) -> TcpStream {
        let stream = TcpStream::connect_timeout(&self.address, PATIENCE).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    /// Sends bytes and reads until the server closes, or says no more for a while.
    pub fn raw(self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // The server may close before it has read everything.
        let _ = stream.write_all(bytes);
        read_all(&mut stream)
    }

    pub fn ask(self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            request.push_str(&format!("Host: {}\r\n", self.address));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        let bytes = self.raw(request.as_bytes());
        Reply::read(&bytes)
            .unwrap_or_else(|| panic!("{method} {path}: no answer: {:?}", String::from_utf8_lossy(&bytes)))
    }

    pub fn get(self, path: &str) -> Reply {
        self.ask("GET", path, &[])
    }

    /// Holds that it still serves.
    pub fn still_serves(self, after: &str) {
        let reply = self.get("/quay/");
        assert_eq!(reply.status, 200, "after {after}: {}", reply.text());
        assert!(reply.text().contains("<h1>Quay</h1>"), "after {after}");
    }

    /// Opens a stream of events.
    pub fn events(self, query: &str) -> Events {
        let mut stream = self.connect();
        let request = format!("GET /_dateline/events?{query} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).expect("it takes a request");
        Events { stream, unread: Vec::new() }
    }
}

pub fn read_all(stream: &mut TcpStream) -> Vec<u8> {
    let mut all = Vec::new();
    let mut piece = [0; 64 * 1024];
    loop {
        match stream.read(&mut piece) {
            Ok(0) => return all,
            Ok(read) => all.extend_from_slice(&piece[..read]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            // Closed with something unread, or silent.
            Err(_) => return all,
        }
    }
}

/// A stream of events.
pub struct Events {
    pub stream: TcpStream,
    unread: Vec<u8>,
}

impl Events {
    /// The next event: its name and its data. None when there is none within this time, or the stream has ended.
    pub fn next(&mut self, within: Duration) -> Option<(String, String)> {
        let until = Instant::now() + within;
        let mut name = None;
        while let Some(line) = self.line(until) {
            if let Some(own) = line.strip_prefix("event: ") {
                name = Some(own.to_owned());
            } else if let (Some(data), Some(name)) = (line.strip_prefix("data: "), &name) {
                return Some((name.clone(), data.to_owned()));
            }
        }
        None
    }

    /// The next event, that has to come and have this name. Gives its data.
    #[track_caller]
    pub fn expect(&mut self, name: &str) -> String {
        let (own, data) = self.next(PATIENCE).unwrap_or_else(|| panic!("no event, want {name}"));
        assert_eq!(own, name, "{data}");
        data
    }

    /// The next event, that has to come.
    #[track_caller]
    pub fn expect_any(&mut self) -> (String, String) {
        self.next(PATIENCE).expect("an event")
    }

    /// Holds that nothing comes for a while.
    #[track_caller]
    pub fn expect_nothing(&mut self) {
        assert_eq!(self.next(Duration::from_millis(300)), None);
    }

    /// The next line, without its end; sizes of chunks are lines of their own, and nobody's events.
    fn line(&mut self, until: Instant) -> Option<String> {
        loop {
            if let Some(end) = self.unread.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.unread.drain(..=end).collect();
                return Some(String::from_utf8_lossy(&line).trim_end().to_owned());
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            self.stream.set_read_timeout(Some(left)).expect("a timeout");
            let mut piece = [0; 4096];
            match self.stream.read(&mut piece) {
                Ok(0) | Err(_) => return None,
                Ok(read) => self.unread.extend_from_slice(&piece[..read]),
            }
        }
    }
}
