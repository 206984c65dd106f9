//! Publishing to an S3 server: which requests are made, and what faults, kills and other publishers do.

use super::server::{Act, Server};
use super::{article, codes, steps};
use crate::sandbox::{AT, Sandbox};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A site with so many articles, to be published to a store under the prefix `www`.
fn site(server: &Server, articles: usize) -> Sandbox {
    let sandbox = Sandbox::new();
    configure(&sandbox, "site", server, "mercury");
    for n in 0..articles {
        article(&sandbox, n, "one");
    }
    sandbox
}

fn configure(sandbox: &Sandbox, site: &str, server: &Server, bucket: &str) {
    let target = format!(
        "s3: {{url: 's3://{bucket}/www', endpoint: 'http://127.0.0.1:{}', allow_http: true}}",
        server.port
    );
    let text = format!("title: T\nbase_url: https://t.example/\npublish:\n  {target}\n");
    sandbox.write(&format!("{site}/config.yaml"), text.as_bytes());
}

fn command(sandbox: &Sandbox, site: &str, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command
        .args(["publish", "s3", "--site", site, "--at", AT, "--format", "json"])
        .args(more)
        .current_dir(sandbox.path())
        .env("AWS_ACCESS_KEY_ID", "key")
        .env("AWS_SECRET_ACCESS_KEY", "hunter2")
        .env("AWS_REGION", "us-east-1")
        .env("NO_COLOR", "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn publish(sandbox: &Sandbox, more: &[&str]) -> (i32, Value) {
    let run = command(sandbox, "site", more).output().expect("the program runs");
    let (said, errors) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(!said.contains("hunter2") && !errors.contains("hunter2"), "{said}{errors}");
    let json = serde_json::from_str(&said).unwrap_or_else(|e| panic!("{e}: {said}{errors}"));
    (run.status.code().unwrap_or(-1), json)
}

#[track_caller]
fn published(sandbox: &Sandbox, more: &[&str]) -> Value {
    let (status, json) = publish(sandbox, more);
    assert_eq!(status, 0, "{json}");
    json
}

/// Requests that changed something, without the folder: `PUT index.html`.
fn writes(server: &Server) -> Vec<String> {
    let all = server
        .noted()
        .into_iter()
        .filter(|(line, _)| line.starts_with("PUT ") || line.starts_with("DELETE "));
    all.filter_map(|(line, status)| {
        // A claim that is there already is asked about before it is taken over.
        let refused = line.ends_with("/.dateline/pending") && status == 412;
        assert!(refused || (200..300).contains(&status), "{line} {status}");
        (!refused).then(|| line.replace("www/", ""))
    })
    .collect()
}

#[track_caller]
fn is_as_built(sandbox: &Sandbox, server: &Server) {
    let built: BTreeSet<String> = sandbox.files("site/output").into_keys().collect();
    let keys = server.keys();
    let there: BTreeSet<String> = keys
        .iter()
        .filter_map(|k| k.strip_prefix("www/"))
        .filter(|k| !k.starts_with(".dateline/"))
        .map(str::to_owned)
        .collect();
    let differing: Vec<&String> = there.symmetric_difference(&built).collect();
    assert!(differing.is_empty(), "{differing:?}");
    for (path, bytes) in sandbox.files("site/output") {
        assert!(server.ask("GET", &format!("/mercury/www/{path}"), b"").2 == bytes, "{path}");
    }
}

#[test]
fn a_store_gets_what_has_changed_and_nothing_else() {
    let Some(server) = Server::start() else { return };
    let sandbox = site(&server, 12);
    let planned = published(&sandbox, &["--dry-run"]);
    assert!(writes(&server).is_empty() && server.keys().is_empty());
    let first = published(&sandbox, &["--verify"]);
    assert_eq!(first["files_sent"], planned["plan"]["put"]);
    is_as_built(&sandbox, &server);
    let (_, head, _) = server.ask("GET", "/mercury/www/index.html", b"");
    let head = head.to_lowercase();
    assert!(
        head.contains("content-type: text/html; charset=utf-8")
            && head.contains("cache-control: public, max-age=60"),
        "{head}"
    );
    let style = server.keys().into_iter().find(|k| k.contains("assets/style.")).expect("a style sheet");
    let (_, head, _) = server.ask("GET", &format!("/mercury/{style}"), b"");
    assert!(head.to_lowercase().contains("max-age=31536000, immutable"), "{head}");

    // Nothing to do: two questions.
    server.noted();
    let again = published(&sandbox, &[]);
    assert_eq!((steps(&again).len(), &again["receipt"]), (0, &Value::Null));
    let asked: Vec<String> = server.noted().into_iter().map(|(line, _)| line).collect();
    assert_eq!(asked, ["GET www/.dateline/manifest", "GET www/.dateline/pending"]);

    // One article: what of the output has changed, in the order of the plan, and what publishing keeps.
    article(&sandbox, 3, "two");
    let before = sandbox.files("site/output");
    let third = published(&sandbox, &[]);
    let mut changed: Vec<String> = sandbox
        .files("site/output")
        .into_iter()
        .filter(|(p, b)| before.get(p) != Some(b))
        .map(|(p, _)| format!("PUT {p}"))
        .collect();
    let mut wrote = writes(&server);
    let receipt = format!("PUT .dateline/receipts/{}.json", third["receipt"]["id"].as_str().expect("a name"));
    assert_eq!(wrote.first().map(String::as_str), Some("PUT .dateline/pending"));
    assert_eq!(
        wrote[wrote.len() - 4..],
        ["PUT .dateline/SHA256SUMS", &*receipt, "PUT .dateline/manifest", "DELETE .dateline/pending"]
    );
    wrote.retain(|line| !line.contains(".dateline/"));
    wrote.sort();
    changed.sort();
    assert_eq!(wrote, changed);

    // Deletions, within the limit.
    fs::remove_file(sandbox.path().join("site/content/report-5.md")).expect("a file");
    let args = ["--allow-broken-addresses"];
    let (status, refused) = publish(&sandbox, &[&args[..], &["--max-delete", "0"]].concat());
    assert_eq!((status, codes(&refused).contains(&"E706".to_owned())), (2, true), "{refused}");
    assert!(writes(&server).is_empty());
    let (status, done) = publish(&sandbox, &[&args[..], &["--verify"]].concat());
    assert!(
        status == 0 && steps(&done).contains(&"delete 2015/01/06/report-5/index.html".to_owned()),
        "{done}"
    );
    is_as_built(&sandbox, &server);
    let (status, refused) = publish(&sandbox, &["--rollback"]);
    assert_eq!((status, codes(&refused)), (2, vec!["E712".to_owned()]));
}

#[test]
fn what_was_altered_in_a_store_is_found_and_put_right() {
    let Some(server) = Server::start() else { return };
    let sandbox = site(&server, 4);
    published(&sandbox, &[]);
    let page = server.ask("GET", "/mercury/www/index.html", b"").2;
    let altered = String::from_utf8(page).expect("text").replace("Report", "Rumour");
    server.ask("PUT", "/mercury/www/index.html", altered.as_bytes());
    server.ask("DELETE", "/mercury/www/robots.txt", b"");
    server.ask("PUT", "/mercury/www/theirs.html", b"x");
    let verify = |more: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["verify", "s3", "--site", "site"])
            .args(more)
            .current_dir(sandbox.path())
            .envs([("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "hunter2"), ("NO_COLOR", "1")])
            .output()
            .expect("the program runs");
        (run.status.code(), String::from_utf8_lossy(&run.stdout).into_owned())
    };
    let (status, said) = verify(&[]);
    assert!(
        status == Some(1)
            && said.starts_with("missing  robots.txt\naltered  index.html\nextra    theirs.html\n"),
        "{said}"
    );
    let healed = published(&sandbox, &["--force"]);
    assert_eq!(healed["files_sent"], 2, "{healed}");
    server.ask("DELETE", "/mercury/www/theirs.html", b"");
    assert_eq!(verify(&["--sample", "50%"]).0, Some(0));
    assert_eq!(verify(&[]).0, Some(0));
}

#[test]
fn strangers_in_a_store_are_left_alone_unless_adopted() {
    let Some(server) = Server::start() else { return };
    let sandbox = site(&server, 2);
    server.ask("PUT", "/mercury/www/index.html", b"theirs");
    server.ask("PUT", "/mercury/www/old/page.html", b"theirs");
    server.ask("PUT", "/mercury/elsewhere/page.html", b"theirs");
    let (status, refused) = publish(&sandbox, &[]);
    assert_eq!((status, codes(&refused)), (2, vec!["E705".to_owned()]));
    published(&sandbox, &["--adopt", "--verify"]);
    is_as_built(&sandbox, &server);
    assert_eq!(server.ask("GET", "/mercury/elsewhere/page.html", b"").2, b"theirs");
}

#[test]
fn two_publishers_to_one_store() {
    let Some(server) = Server::start() else { return };
    let sandbox = site(&server, 15);
    published(&sandbox, &[]);
    // Somebody else is at work, or was interrupted.
    let claim =
        r#"{"id":"x","by":"ines","time":"2026-11-22T11:00:00Z","owner":"other","paths":["index.html"]}"#;
    server.ask("PUT", "/mercury/www/.dateline/pending", claim.as_bytes());
    article(&sandbox, 1, "two");
    let (status, refused) = publish(&sandbox, &[]);
    let said = refused["diagnostics"].to_string();
    assert!(
        status == 2
            && said.contains("E704")
            && said.contains("ines has been publishing here since 2026-11-22T11:00:00Z"),
        "{said}"
    );
    published(&sandbox, &["--force", "--verify"]);

    // Two at once, from two machines: one of them is told, or they follow each other; the site is never a mixture.
    configure(&sandbox, "other", &server, "mercury");
    for (path, bytes) in sandbox.files("site/content") {
        sandbox.write(&format!("other/content/{path}"), &bytes);
    }
    sandbox.write("other/content/more.md", b"---\ntitle: More\ndate: 2015-05-05\n---\nx\n");
    for round in 0..4 {
        article(&sandbox, 2, &format!("round {round}"));
        let start = |site| command(&sandbox, site, &["--allow-broken-addresses"]).spawn().expect("it runs");
        let both = [start("site"), start("other")].map(|child| child.wait_with_output().expect("it ends"));
        let mut won = 0;
        for run in &both {
            let json: Value = serde_json::from_slice(&run.stdout).expect("JSON");
            won += usize::from(run.status.success());
            assert!(run.status.success() || codes(&json).contains(&"E704".to_owned()), "{json}");
        }
        assert!(won >= 1);
        let manifest = server.ask("GET", "/mercury/www/.dateline/manifest", b"").2;
        let listed = String::from_utf8(manifest)
            .expect("text")
            .lines()
            .filter(|l| l.split(' ').count() == 5 && !l.contains(" r "))
            .count();
        let keys = server.keys();
        let there = keys.iter().filter(|k| k.starts_with("www/") && !k.starts_with("www/.dateline/")).count();
        assert_eq!(there, listed, "round {round}");
    }
}

#[test]
fn a_store_goes_on_where_a_publisher_was_killed() {
    let Some(server) = Server::start() else { return };
    let sandbox = site(&server, 15);
    assert_eq!(sandbox.run(&["build", "--site", "site"]).status, 0);
    let begun = Instant::now();
    published(&sandbox, &["--no-build"]);
    let length = begun.elapsed().as_secs_f64();
    let (mut dice, mut among): (u64, usize) = (5, 0);
    for round in 0..20 {
        for n in 0..15 {
            article(&sandbox, n, &format!("round {round}"));
        }
        assert_eq!(sandbox.run(&["build", "--site", "site"]).status, 0);
        server.noted();
        let mut child = command(&sandbox, "site", &["--no-build"]).spawn().expect("it runs");
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_secs_f64(length * ((dice >> 11) as f64 / (1u64 << 53) as f64)));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        // What the server was given before the end may be answered a moment later.
        std::thread::sleep(Duration::from_millis(150));
        let arrived: BTreeSet<String> =
            writes(&server).into_iter().filter(|l| !l.contains(".dateline/")).collect();
        among += usize::from(!arrived.is_empty());
        published(&sandbox, &["--no-build", "--verify"]);
        let again: Vec<String> = writes(&server).into_iter().filter(|line| arrived.contains(line)).collect();
        assert!(again.is_empty(), "round {round}: sent again: {again:?}");
        is_as_built(&sandbox, &server);
        assert!(!server.keys().contains(&"www/.dateline/pending".to_owned()));
    }
    println!("{among} of 20 kills met a publish among its files");
    assert!(among >= 2, "only {among} kills met a publish among its files");
}

#[test]
fn a_store_that_stumbles_is_asked_again() {
    let Some(server) = Server::start() else { return };
    let sandbox = site(&server, 10);
    server.faults(|number, _| match number % 7 {
        1 => Act::Answer(503, "SlowDown"),
        3 => Act::Delay(120),
        5 => Act::Drop,
        6 => Act::Answer(429, "TooManyRequests"),
        _ => Act::Pass,
    });
    published(&sandbox, &["--verify"]);
    server.faults(|_, _| Act::Pass);
    is_as_built(&sandbox, &server);
}

#[test]
fn what_a_store_refuses_is_said_in_words() {
    let Some(server) = Server::start() else { return };
    let sandbox = site(&server, 2);
    let refused = |said: &str, code: &str| {
        let (status, json) = publish(&sandbox, &[]);
        let all = json["diagnostics"].to_string();
        assert!(status == 2 && all.contains(said) && all.contains(code), "{said}: {all}");
    };
    for (status, code, said) in [
        (403, "InvalidAccessKeyId", "the credentials are not known there"),
        (403, "SignatureDoesNotMatch", "the credentials are wrong"),
        (403, "RequestTimeTooSkewed", "the clock of this machine"),
        (403, "AccessDenied", "access was denied"),
        (400, "InvalidArgument", "the server answered with status 400"),
    ] {
        server.faults(move |_, _| Act::Answer(status, code));
        refused(said, "E702");
    }
    // One that can be read and not be written.
    server
        .faults(|_, line| if line.starts_with("PUT") { Act::Answer(403, "AccessDenied") } else { Act::Pass });
    refused("cannot write to the target: access was denied", "E703");
    server.faults(
        |_, line| if line.contains("index.html") { Act::Answer(403, "AccessDenied") } else { Act::Pass },
    );
    refused("publish again to go on from here", "E703");
    server.faults(|_, _| Act::Pass);
    published(&sandbox, &["--verify"]);
    configure(&sandbox, "site", &server, "nowhere");
    refused("there is no such bucket", "E702");
    let text = sandbox.read("site/config.yaml").replace(&format!("{}", server.port), "1");
    sandbox.write("site/config.yaml", text.as_bytes());
    let begun = Instant::now();
    refused("the server cannot be reached", "E702");
    println!("it was given up after {:?}", begun.elapsed());
}
