//! Requests that nobody sends by accident: each gets the right answer or is refused, and the server goes on.

use super::client::{PATIENCE, Reply, read_all};
use super::{impatient, serve, serve_within};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

#[test]
fn nothing_leads_out() {
    let running = serve("/");
    let dots = [
        "..",
        "%2e%2e",
        "%2E%2E",
        ".%2e",
        "%2e.",
        "%252e%252e",
        "%c0%ae%c0%ae",
        "%uff0e%uff0e",
        "..;",
        "...",
        "․․",
    ];
    let slashes = ["/", "//", "\\", "%2f", "%5c", "%252f", "%c0%af", "/./", "/%2e/", "%00/", "/\\/"];
    for dots in dots {
        for slash in slashes {
            for start in ["/", "//", "/quay/", "/_dateline/"] {
                let path = format!("{start}{dots}{slash}{dots}{slash}etc{slash}passwd");
                let bytes = running.client.raw(request(&path).as_bytes());
                if let Some(reply) = Reply::read(&bytes) {
                    assert!(matches!(reply.status, 400 | 404), "{path}: {}", reply.status);
                    assert!(!reply.text().contains("root:"), "{path}");
                }
            }
        }
    }
    running.client.still_serves("paths that lead out");
}

#[test]
fn odd_paths_lead_nowhere() {
    let running = serve("/");
    for path in [
        "//",
        "//evil.example/",
        "/quay//",
        "//quay/",
        "/%00",
        "/quay/%00",
        "/%0d%0aSet-Cookie:%20a=b",
        "/%ff%fe",
        "/%",
        "/%2",
        "/%zz",
        "/quay/.",
        "/./quay/",
        "/quay/../quay/",
        "/C:/windows/win.ini",
        "/secret.txt",
        "/con",
        "/quay/index.html%20",
        "/..%252f..%252fsecret.txt",
        "/_dateline//",
        "/_dateline/../quay/",
        "/_dateline/client.js/..",
        "/_dateline/%63lient.js%00",
        "/<script>alert(1)</script>",
        "/\"onload=\"x",
        "/bent/",
    ] {
        let bytes = running.client.raw(request(path).as_bytes());
        let reply = Reply::read(&bytes).unwrap_or_else(|| panic!("{path}: no answer"));
        assert!(matches!(reply.status, 400 | 404 | 500), "{path}: {}", reply.status);
        assert!(
            !reply.headers.iter().any(|(name, _)| name == "set-cookie" || name == "location"),
            "{path}: {reply:?}"
        );
        assert!(!reply.text().contains("<script>alert"), "{path}");
    }
    let long = format!("/{}/", "a/".repeat(10_000));
    assert_eq!(running.client.get(&long).status, 404);
    running.client.still_serves("odd paths");
}

#[test]
fn other_names_are_refused() {
    let running = serve("/");
    let own = running.client.address.to_string();
    for host in ["localhost", "localhost:4000", "127.0.0.1", &own, "[::1]:9", "preview.example", "LOCALHOST"]
    {
        assert_eq!(running.client.ask("GET", "/quay/", &[("Host", host)]).status, 200, "{host}");
    }
    for path in [
        "/quay/",
        "/_dateline/",
        "/_dateline/events",
        "/_dateline/search?q=a",
        "/film.mp4",
        "/_dateline/client.js",
    ] {
        for host in [
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil.example:80",
            "10.0.0.1",
            "a@localhost",
            "x y",
            "%6c",
        ] {
            let reply = running.client.ask("GET", path, &[("Host", host)]);
            assert_eq!(reply.status, 421, "{host} {path}");
            assert!(reply.text().contains("does not go by that name"), "{host}");
        }
    }
    // Which host is meant by two, or by none, is for nobody to guess.
    for head in ["", "Host: localhost\r\nHost: evil.example\r\n", "Host: evil.example\r\nHost: localhost\r\n"]
    {
        let bytes =
            running.client.raw(format!("GET /quay/ HTTP/1.1\r\n{head}Connection: close\r\n\r\n").as_bytes());
        assert_eq!(Reply::read(&bytes).expect("an answer").status, 400, "{head}");
    }
    for (target, status) in [
        ("http://localhost/quay/", 200),
        ("http://evil.example/quay/", 421),
        ("https://evil.example/_dateline/", 421),
        ("http://user@localhost/quay/", 421),
        ("evil.example:80", 404),
    ] {
        let text = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let status_of = Reply::read(&running.client.raw(text.as_bytes())).map(|reply| reply.status);
        assert!(
            matches!(status_of, Some(own) if own == status || own >= 400 && status >= 400),
            "{target}: {status_of:?}"
        );
    }
    running.client.still_serves("other names");
}

#[test]
fn pages_of_others_may_not_listen() {
    let running = serve("/");
    let own = format!("http://{}", running.client.address);
    for path in ["/_dateline/events?address=/quay/", "/_dateline/search?q=a"] {
        for (name, value) in [
            ("Origin", "http://evil.example"),
            ("Origin", "null"),
            ("Origin", "http://localhost:1"),
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Site", "same-site"),
        ] {
            let reply = running.client.ask("GET", path, &[(name, value)]);
            assert_eq!(reply.status, 403, "{path} {name}: {value}");
        }
    }
    for (name, value) in
        [("Origin", &*own), ("Origin", "https://preview.example"), ("Sec-Fetch-Site", "same-origin")]
    {
        assert_eq!(
            running.client.ask("GET", "/_dateline/search?q=a", &[(name, value)]).status,
            200,
            "{name}: {value}"
        );
    }
    running.client.still_serves("foreign pages");
}

#[test]
fn absurd_headers() {
    let running = serve("/");
    let client = running.client;
    let head = format!("GET /quay/ HTTP/1.1\r\nHost: {}\r\n", client.address);
    let large = format!("{head}X: {}\r\n\r\n", "x".repeat(1_000_000));
    let many: String = (0..5000).map(|n| format!("X-{n}: y\r\n")).collect();
    let line = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "x".repeat(200_000));
    for (name, text) in
        [("1 MB", large), ("5000 headers", format!("{head}{many}\r\n")), ("a long line", line)]
    {
        if let Some(reply) = Reply::read(&client.raw(text.as_bytes())) {
            assert!(matches!(reply.status, 414 | 431), "{name}: {}", reply.status);
        }
        client.still_serves(name);
    }
    let binary: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (name, bytes) in [
        ("garbage", binary),
        ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec()),
        ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec()),
        ("HTTP/0.9", b"GET /quay/\r\n".to_vec()),
        ("HTTP/9", b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n".to_vec()),
        ("a bare line feed in a name", b"GET / HTTP/1.1\r\nHo\nst: localhost\r\n\r\n".to_vec()),
        ("a space before the colon", b"GET / HTTP/1.1\r\nHost : evil.example\r\n\r\n".to_vec()),
        ("two lengths", format!("{head}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello").into_bytes()),
        ("a length below nothing", format!("{head}Content-Length: -1\r\n\r\n").into_bytes()),
        (
            "both lengths",
            format!("{head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").into_bytes(),
        ),
        (
            "a chunk without end",
            format!("{head}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n").into_bytes(),
        ),
        (
            "a range of everything",
            format!("{head}Range: bytes={}\r\nConnection: close\r\n\r\n", "0-,".repeat(3000)).into_bytes(),
        ),
    ] {
        let mut stream = client.connect();
        stream.set_read_timeout(Some(Duration::from_millis(500))).expect("a timeout");
        let _ = stream.write_all(&bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let _ = read_all(&mut stream);
        client.still_serves(name);
    }
}

#[test]
fn one_request_is_not_two() {
    let running = serve("/");
    // Two good requests and garbage after them: two answers, and the end.
    let good = format!("GET /quay/ HTTP/1.1\r\nHost: {}\r\n\r\n", running.client.address);
    let bytes = running.client.raw(format!("{good}{good}\x00\x01garbage\r\n\r\n").as_bytes());
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert_eq!(text.matches("HTTP/1.1 200").count(), 2, "{text}");
    assert_eq!(text.matches("HTTP/1.1 400").count(), 1, "{text}");
    // What stands in the body of a request is no request.
    let body = format!("GET /film.mp4 HTTP/1.1\r\nHost: {}\r\n\r\n", running.client.address);
    let hidden = format!(
        "GET /quay/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let text = String::from_utf8_lossy(&running.client.raw(hidden.as_bytes())).into_owned();
    assert_eq!(text.matches("HTTP/1.1 ").count(), 1, "{text}");
    running.client.still_serves("garbage after good requests");
}

#[test]
fn who_is_slow_is_left() {
    let running = serve_within("/", impatient());
    let client = running.client;
    // Says nothing; says little by little; says half; is idle after an answer.
    let mut silent = client.connect();
    let mut half = client.connect();
    half.write_all(b"GET /quay/ HTTP/1.1\r\nHost: loc").expect("sent");
    let mut idle = client.connect();
    idle.write_all(format!("GET /quay/ HTTP/1.1\r\nHost: {}\r\n\r\n", client.address).as_bytes())
        .expect("sent");
    let mut slow = client.connect();
    let start = Instant::now();
    let mut written = 0;
    for byte in b"GET /quay/ HTTP/1.1\r\nX-Y: ".iter().chain(std::iter::repeat(&b'z')) {
        if slow.write_all(&[*byte]).is_err() || start.elapsed() > PATIENCE {
            break;
        }
        written += 1;
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(start.elapsed() < PATIENCE, "a slow client could go on for {written} bytes");
    for (name, stream) in [("silent", &mut silent), ("half", &mut half), ("idle", &mut idle)] {
        let bytes = read_all(stream);
        assert_eq!(bytes.is_empty(), name != "idle", "{name}: {:?}", String::from_utf8_lossy(&bytes));
        assert!(start.elapsed() < PATIENCE, "{name} was not left");
    }
    client.still_serves("slow clients");
}

#[test]
fn who_does_not_read_is_left() {
    let running = serve_within("/", impatient());
    let client = running.client;
    let request = format!("GET /film.mp4 HTTP/1.1\r\nHost: {}\r\n\r\n", client.address);
    let mut unread: Vec<TcpStream> = (0..30).map(|_| client.connect()).collect();
    for stream in &mut unread {
        // More than fits into what the systems keep between the two.
        for _ in 0..4 {
            let _ = stream.write_all(request.as_bytes());
        }
    }
    client.still_serves("films that nobody reads");
    std::thread::sleep(Duration::from_millis(2500));
    for stream in &mut unread {
        let received = read_all(stream).len();
        assert!(received < 4 * super::fake::FILM, "all of it was kept for a client that did not read");
    }
    client.still_serves("films that nobody read");
}

#[test]
fn half_closed_and_dropped() {
    let running = serve("/");
    let client = running.client;
    for path in ["/quay/", "/film.mp4", "/_dateline/events?address=/quay/"] {
        let text = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", client.address);
        for cut in [1, text.len() / 2, text.len()] {
            let mut stream = client.connect();
            let _ = stream.write_all(&text.as_bytes()[..cut]);
            let _ = stream.shutdown(Shutdown::Write);
            // Answered or closed, but not kept.
            let start = Instant::now();
            let _ = read_all(&mut stream);
            assert!(start.elapsed() < PATIENCE, "{path} cut after {cut}");
            let mut stream = client.connect();
            let _ = stream.write_all(&text.as_bytes()[..cut]);
            drop(stream);
            let mut stream = client.connect();
            let _ = stream.write_all(text.as_bytes());
            let _ = stream.read(&mut [0; 10]);
            drop(stream);
        }
    }
    client.still_serves("half-closed connections");
    let until = Instant::now() + PATIENCE;
    while running.server.open_pages() > 0 {
        assert!(Instant::now() < until, "streams of clients that are gone are kept");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn ten_thousand_connections() {
    let wanted = 10_000;
    let limit = raise_limit(2 * wanted + 2000);
    // Both ends of each connection are files of this process, and others are tested beside.
    let count = wanted.min(limit.saturating_sub(1500) / 2);
    if count < wanted {
        println!("the limit of open files is {limit}: {count} connections instead of {wanted}");
    }
    assert!(count >= 100, "the limit of open files is {limit}");
    let running = serve("/");
    let client = running.client;
    let mut held: Vec<TcpStream> = Vec::with_capacity(count);
    for _ in 0..count {
        // Below the limit of connections it waits for a request; beyond, it is closed at once.
        if let Ok(stream) = TcpStream::connect_timeout(&client.address, PATIENCE) {
            held.push(stream);
        }
    }
    assert!(held.len() > count / 2, "{} of {count}", held.len());
    // Those that were turned away know it; a bounded number is kept waiting.
    std::thread::sleep(Duration::from_millis(500));
    let mut kept = 0;
    for stream in &mut held {
        stream.set_nonblocking(true).expect("it can be asked without waiting");
        kept += usize::from(
            matches!(stream.read(&mut [0; 1]), Err(e) if e.kind() == std::io::ErrorKind::WouldBlock),
        );
    }
    assert!((1..=600).contains(&kept), "{kept} connections are kept");
    drop(held);
    let until = Instant::now() + PATIENCE;
    while Reply::read(
        &client.raw(request("/quay/").replace("localhost", &client.address.to_string()).as_bytes()),
    )
    .is_none()
    {
        assert!(Instant::now() < until, "it does not recover");
        std::thread::sleep(Duration::from_millis(50));
    }
    client.still_serves("ten thousand connections");
}

fn request(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
}

/// Lets this process have so many files open, or as many as it may. Gives how many.
fn raise_limit(wanted: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let own = getrlimit(Resource::Nofile);
    let most = own.maximum.unwrap_or(u64::MAX).min(wanted as u64);
    if own.current.is_some_and(|current| current < most) {
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum: own.maximum });
    }
    getrlimit(Resource::Nofile).current.map_or(wanted, |current| current as usize)
}
