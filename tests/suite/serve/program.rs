//! The real program: `dateline serve` and `dateline build --watch`.

use super::client::{Client, PATIENCE};
use crate::bare;
use crate::sandbox::{AT, Sandbox};
use std::cell::RefCell;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// The program while it runs.
pub(super) struct Program {
    child: Child,
    lines: Receiver<String>,
    /// Lines that were passed over. What is said on the two streams comes in any order.
    passed: RefCell<Vec<String>>,
}

impl Program {
    pub(super) fn start(folder: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(args).current_dir(folder).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let (say, lines) = channel();
        for stream in [
            Box::new(child.stdout.take().expect("a pipe")) as Box<dyn Read + Send>,
            Box::new(child.stderr.take().expect("a pipe")),
        ] {
            let say = say.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = say.send(line);
                }
            });
        }
        Self { child, lines, passed: RefCell::default() }
    }

    /// The next line that contains this.
    #[track_caller]
    pub(super) fn line(&self, with: &str) -> String {
        let until = Instant::now() + PATIENCE;
        let mut others = Vec::new();
        loop {
            match self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(line) if line.contains(with) => return line,
                Ok(line) => others.push(line),
                Err(_) => panic!("no line with `{with}`, only {others:#?}"),
            }
            self.passed.borrow_mut().extend(others.last().cloned());
        }
    }

    /// The server that it has started.
    #[track_caller]
    pub(super) fn client(&self) -> Client {
        let passed = self.passed.borrow().iter().find(|line| line.contains("Ctrl-C ends it")).cloned();
        let line = passed.unwrap_or_else(|| self.line("Ctrl-C ends it"));
        let address =
            line.split_once("http://").and_then(|(_, rest)| rest.split_once('/')).expect("an address").0;
        Client { address: address.parse().expect("an address") }
    }

    /// Asks it to end. Gives its status, and how long that took.
    fn end(mut self, signal: rustix::process::Signal) -> (Option<i32>, Duration) {
        let start = Instant::now();
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, signal).expect("it runs");
        let status = self.child.wait().expect("it ends");
        (status.code(), start.elapsed())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const INTERRUPT: rustix::process::Signal = rustix::process::Signal::INT;
const TERMINATE: rustix::process::Signal = rustix::process::Signal::TERM;

#[test]
fn an_edit_is_on_the_page_when_it_is_announced() {
    let site = bare::site(12);
    let program = Program::start(site.path(), &["serve", "--port", "0", "--at", AT]);
    let client = program.client();
    let front = client.get("/");
    assert_eq!(front.status, 200, "{}", front.text());
    assert!(front.text().contains("/_dateline/client.js"));
    let address = "/1993/05/04/a3/";
    let page = client.get(address);
    assert_eq!(page.status, 200, "{}", page.text());
    let value = |name: &str| {
        let text = page.text();
        let (_, rest) = text.split_once(&format!("data-{name}=\"")).expect("the script has it");
        rest.split_once('"').expect("an end").0.to_owned()
    };
    let query = format!("address={address}&print={}&styles={}", value("print"), value("styles"));
    let mut stream = client.events(&query);
    stream.expect("hello");
    for round in 0..3 {
        bare::article(&site, 3, &format!("Saved in round {round}."));
        stream.expect("reload");
        assert!(client.get(address).text().contains(&format!("Saved in round {round}.")));
        program.line("content/harbour/a3.md: 1 open page reloaded");
    }
    // A mistake is said at the terminal and to the page, and the server goes on.
    site.write("content/harbour/a3.md", b"---\ntitle: [\n---\nx");
    program.line("error");
    loop {
        if stream.expect_any().0 == "mistakes" {
            break;
        }
    }
    assert_eq!(client.get("/").status, 200);
    assert!(!site.has("output"), "a preview writes nothing");
    let (status, took) = program.end(INTERRUPT);
    assert_eq!(status, Some(0));
    assert!(took < Duration::from_secs(5), "{took:?}");
}

#[test]
fn a_port_that_is_taken_and_arguments_that_make_no_sense() {
    let site = bare::site(3);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    if port < u16::MAX - 60 {
        let program = Program::start(site.path(), &["serve", "--port", &port.to_string()]);
        program.line(&format!("port {port} is taken"));
        assert_eq!(program.client().get("/").status, 200);
        assert_eq!(program.end(TERMINATE).0, Some(0));
    }
    for (args, words) in [
        (&["serve", "--site", "nowhere"][..], "there is no such folder"),
        (&["serve", "--at", "yesterday"], "`--at yesterday` is not a time"),
        (&["serve", "--host", "no such host"], "`--host no such host`"),
        (&["serve", "--base-url", "preview.example"], "`--base-url` must begin with"),
    ] {
        let run = site.run(args);
        assert_eq!(run.status, 2, "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains(words), "{args:?}: {}", run.stderr);
    }
}

#[test]
fn who_can_look_is_said() {
    let site = bare::site(3);
    let program = Program::start(site.path(), &["serve", "--port", "0", "--host", "0.0.0.0"]);
    program.line("everybody who can reach this machine");
    assert_eq!(program.client().get("/").status, 200);
    let quiet = Program::start(site.path(), &["serve", "--port", "0"]);
    assert!(quiet.line("").contains("Ctrl-C"), "on loopback there is nothing to say first");
}

#[test]
fn a_broken_configuration_is_shown_and_mended() {
    let site = bare::site(3);
    let good = site.read("config.yaml");
    site.write("config.yaml", b"title: [");
    let program = Program::start(site.path(), &["serve", "--port", "0"]);
    let client = program.client();
    let page = client.get("/");
    assert_eq!(page.status, 500);
    assert!(page.text().contains("config.yaml"), "{}", page.text());
    site.write("config.yaml", good.as_bytes());
    // The mistake names the file too, and comes by another pipe.
    program.line("reloaded");
    assert_eq!(client.get("/").status, 200);
}

#[test]
fn building_again_and_again() {
    let site = bare::site(6);
    let program = Program::start(site.path(), &["build", "--watch", "--at", AT]);
    program.line("6 articles");
    bare::article(&site, 2, "Words that are new.");
    program.line("written");
    bare::builds_as(&site, &bare::clean(&site), "an edit");
    // A mistake does not end it.
    site.write("content/harbour/a2.md", b"---\ntitle: [\n---\nx");
    program.line("1 faulty");
    bare::article(&site, 2, "Mended.");
    let line = program.line("6 articles");
    assert!(!line.contains("faulty"), "{line}");
    let good = site.read("config.yaml");
    site.write("config.yaml", b"title: [");
    program.line("Nothing was built");
    site.write("config.yaml", good.as_bytes());
    program.line("6 articles");
    let (status, took) = program.end(INTERRUPT);
    assert_eq!(status, Some(0));
    assert!(took < Duration::from_secs(5), "{took:?}");
    bare::builds_as(&site, &bare::clean(&site), "watching");
}

#[test]
fn the_last_build_is_the_status() {
    let site = bare::site(3);
    site.write("content/harbour/a2.md", b"---\ntitle: [\n---\nx");
    let program = Program::start(site.path(), &["build", "--watch"]);
    program.line("1 faulty");
    assert_eq!(program.end(TERMINATE).0, Some(1));
    let site = Sandbox::with(&[("config.yaml", "title: [")]);
    let program = Program::start(site.path(), &["build", "--watch"]);
    program.line("Nothing was built");
    assert_eq!(program.end(INTERRUPT).0, Some(2));
}
