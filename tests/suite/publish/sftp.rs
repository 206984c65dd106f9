//! Publishing over SFTP to a real `sshd`: what is written there, and what faults, kills and other publishers do.

use super::readers::{file, read_while_published};
use super::sshd::{Act, Sshd};
use super::{article, codes, steps};
use crate::dice::Dice;
use crate::sandbox::{AT, Sandbox};
use crate::tree::{Seen, Tree, tree};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A site with so many articles, to be published into `www` of the sandbox.
fn site(server: &Sshd, articles: usize) -> Sandbox {
    let sandbox = Sandbox::new();
    configure(&sandbox, "site", &format!("127.0.0.1:{}", server.port));
    fs::create_dir(sandbox.path().join("tmp")).expect("a folder");
    for n in 0..articles {
        article(&sandbox, n, "one");
    }
    sandbox
}

fn configure(sandbox: &Sandbox, site: &str, host: &str) {
    let target = format!("sftp: {{url: 'sftp://{host}{}/www', public: false}}", sandbox.path().display());
    let text = format!("title: T\nbase_url: https://t.example/\npublish:\n  {target}\n");
    sandbox.write(&format!("{site}/config.yaml"), text.as_bytes());
}

fn command(sandbox: &Sandbox, server: &Sshd, site: &str, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command
        .args([args[0], "sftp", "--site", site, "--format", "json"])
        .args(&args[1..])
        .current_dir(sandbox.path())
        .env("DATELINE_SSH_CONFIG", server.config())
        .env("TMPDIR", sandbox.path().join("tmp"))
        .env("NO_COLOR", "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if args[0] == "publish" {
        command.args(["--at", AT]);
    }
    command
}

fn run(sandbox: &Sandbox, server: &Sshd, args: &[&str]) -> (i32, Value) {
    let run = command(sandbox, server, "site", args).output().expect("the program runs");
    let (said, errors) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    let json = serde_json::from_str(&said).unwrap_or_else(|e| panic!("{e}: {said}{errors}"));
    (run.status.code().unwrap_or(-1), json)
}

fn publish(sandbox: &Sandbox, server: &Sshd, more: &[&str]) -> (i32, Value) {
    run(sandbox, server, &[&["publish"], more].concat())
}

#[track_caller]
fn published(sandbox: &Sandbox, server: &Sshd, more: &[&str]) -> Value {
    let (status, json) = publish(sandbox, server, more);
    assert_eq!(status, 0, "{json}");
    json
}

#[track_caller]
fn is_as_built(sandbox: &Sandbox) {
    let mut there = sandbox.files("www");
    there.retain(|path, _| !path.starts_with(".dateline/"));
    let built = sandbox.files("site/output");
    let differing: Vec<&String> =
        there.keys().chain(built.keys()).filter(|p| there.get(*p) != built.get(*p)).collect();
    assert!(differing.is_empty(), "{differing:?}");
    let left: Vec<String> = sandbox.files("www/.dateline").into_keys().collect();
    assert!(
        !left.iter().any(|p| p.starts_with("tmp/") || p.starts_with("taken/") || p == "pending"),
        "{left:?}"
    );
}

fn www(sandbox: &Sandbox) -> Tree {
    tree(&sandbox.path().join("www"))
}

/// Files of the site that are other ones than before.
fn written(before: &Tree, after: &Tree) -> BTreeSet<String> {
    let is_same = |path: &String, seen: &Seen| matches!((seen, before.get(path)), (Seen::File { mark, .. }, Some(Seen::File { mark: old, .. })) if mark == old);
    let files = after.iter().filter(|(_, seen)| matches!(seen, Seen::File { .. }));
    files.filter(|(p, s)| !p.starts_with(".dateline/") && !is_same(p, s)).map(|(p, _)| p.clone()).collect()
}

#[test]
fn a_server_gets_what_has_changed_and_nothing_else() {
    let Some(server) = Sshd::start() else { return };
    let sandbox = site(&server, 12);
    let planned = published(&sandbox, &server, &["--dry-run"]);
    assert!(!sandbox.has("www"));
    let first = published(&sandbox, &server, &["--verify"]);
    assert_eq!(first["files_sent"], planned["plan"]["put"]);
    is_as_built(&sandbox);
    let sums = Command::new("sha256sum")
        .args(["--quiet", "--strict", "-c", ".dateline/SHA256SUMS"])
        .current_dir(sandbox.path().join("www"))
        .status();
    assert!(sums.expect("sha256sum runs").success());

    // Nothing to do: two questions, and nothing is left on either side.
    server.noted();
    let before = www(&sandbox);
    let again = published(&sandbox, &server, &[]);
    assert_eq!((steps(&again).len(), &again["receipt"]), (0, &Value::Null));
    let asked = server.noted();
    assert!(asked.len() == 2 && asked.iter().all(|line| line.starts_with("open ")), "{asked:?}");
    assert!(www(&sandbox) == before);
    assert_eq!(fs::read_dir(sandbox.path().join("tmp")).expect("a folder").count(), 0);

    // One article: what of the output has changed.
    article(&sandbox, 3, "two");
    let built = sandbox.files("site/output");
    let third = published(&sandbox, &server, &[]);
    let after = sandbox.files("site/output").into_iter();
    let changed: BTreeSet<String> = after.filter(|(p, b)| built.get(p) != Some(b)).map(|(p, _)| p).collect();
    assert_eq!(written(&before, &www(&sandbox)), changed);
    assert_eq!(third["receipt"]["from"], first["receipt"]["to"]);
    let renames = server.noted().into_iter().filter(|line| line.starts_with("posix-rename")).count();
    // The draft of the claim is linked; sums, receipt and manifest follow the files.
    assert_eq!(renames, changed.len() + 4);

    // Deletions, within the limit.
    fs::remove_file(sandbox.path().join("site/content/report-5.md")).expect("a file");
    let before = www(&sandbox);
    let (status, refused) = publish(&sandbox, &server, &["--max-delete", "0"]);
    assert_eq!((status, codes(&refused)), (2, vec!["E706".to_owned()]));
    assert!(www(&sandbox) == before);
    let done = published(&sandbox, &server, &["--verify"]);
    assert!(steps(&done).contains(&"delete 2015/01/06/report-5/index.html".to_owned()), "{done}");
    assert!(!sandbox.has("www/2015/01/06"), "an empty folder is left");
    is_as_built(&sandbox);
    let (status, refused) = publish(&sandbox, &server, &["--rollback"]);
    assert_eq!((status, codes(&refused)), (2, vec!["E712".to_owned()]));
}

#[test]
fn what_was_altered_at_a_server_is_found_and_put_right() {
    let Some(server) = Sshd::start() else { return };
    let sandbox = site(&server, 4);
    // A file of many requests.
    let large: Vec<u8> = (0..3_000_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    sandbox.write("site/static/large.bin", &large);
    sandbox.write("site/static/empty.txt", b"");
    published(&sandbox, &server, &["--verify"]);
    is_as_built(&sandbox);
    let altered = sandbox.read("www/index.html").replace("Report", "Rumour");
    sandbox.write("www/index.html", altered.as_bytes());
    fs::remove_file(sandbox.path().join("www/robots.txt")).expect("a file");
    sandbox.write("www/theirs/x.html", b"x");
    let (status, found) = run(&sandbox, &server, &["verify"]);
    let found = &found["differences"];
    assert_eq!(status, 1);
    assert_eq!(found["missing"], serde_json::json!(["robots.txt"]));
    assert_eq!(found["altered"], serde_json::json!(["index.html"]));
    assert_eq!(found["extra"], serde_json::json!(["theirs/x.html"]));
    let healed = published(&sandbox, &server, &["--force"]);
    assert_eq!(healed["files_sent"], 2, "{healed}");
    fs::remove_dir_all(sandbox.path().join("www/theirs")).expect("a folder");
    assert_eq!(run(&sandbox, &server, &["verify", "--sample", "50%"]).0, 0);
    is_as_built(&sandbox);
}

#[test]
fn strangers_at_a_server_are_left_alone_unless_adopted() {
    let Some(server) = Sshd::start() else { return };
    let sandbox = site(&server, 2);
    sandbox.write("www/index.html", b"theirs");
    sandbox.write("www/old/page.html", b"theirs");
    sandbox.write("www/.git/HEAD", b"ref");
    let (status, refused) = publish(&sandbox, &server, &[]);
    assert_eq!((status, codes(&refused)), (2, vec!["E705".to_owned()]));
    assert_eq!(sandbox.read("www/index.html"), "theirs");
    published(&sandbox, &server, &["--adopt"]);
    assert!(!sandbox.has("www/old") && sandbox.read("www/.git/HEAD") == "ref");
    fs::remove_dir_all(sandbox.path().join("www/.git")).expect("a folder");
    is_as_built(&sandbox);
}

#[test]
fn a_link_at_a_server_leads_nowhere() {
    let Some(server) = Sshd::start() else { return };
    let sandbox = site(&server, 2);
    sandbox.write("elsewhere/theirs.html", b"theirs");
    published(&sandbox, &server, &[]);
    fs::rename(sandbox.path().join("www/2015"), sandbox.path().join("elsewhere/2015")).expect("moved");
    symlink("../elsewhere/2015", sandbox.path().join("www/2015")).expect("a link");
    let there = sandbox.files("elsewhere");
    // Nothing is written, deleted, read or taken for ours through a link.
    article(&sandbox, 0, "two");
    let (status, refused) = publish(&sandbox, &server, &[]);
    let said = refused["diagnostics"].to_string();
    assert!(
        status == 2 && said.contains("E703") && said.contains("a link or a file is in the way"),
        "{said}"
    );
    assert_eq!(run(&sandbox, &server, &["verify"]).0, 1);
    fs::remove_file(sandbox.path().join("site/content/report-1.md")).expect("a file");
    publish(&sandbox, &server, &[]);
    assert!(sandbox.files("elsewhere") == there);
    fs::remove_file(sandbox.path().join("www/2015")).expect("a link");
    published(&sandbox, &server, &["--force", "--verify"]);
    is_as_built(&sandbox);
}

#[test]
fn two_publishers_to_one_server() {
    let Some(server) = Sshd::start() else { return };
    let sandbox = site(&server, 12);
    published(&sandbox, &server, &[]);
    // Somebody else is at work, or was interrupted.
    let claim =
        r#"{"id":"x","by":"ines","time":"2026-11-22T11:00:00Z","owner":"other","paths":["index.html"]}"#;
    sandbox.write("www/.dateline/pending", claim.as_bytes());
    article(&sandbox, 1, "two");
    let (status, refused) = publish(&sandbox, &server, &[]);
    let said = refused["diagnostics"].to_string();
    let by = "ines has been publishing here since 2026-11-22T11:00:00Z";
    assert!(status == 2 && said.contains("E704") && said.contains(by), "{said}");
    assert_eq!(sandbox.read("www/.dateline/pending"), claim);
    published(&sandbox, &server, &["--force", "--verify"]);
    is_as_built(&sandbox);

    // Two at once, from two machines: one of them is told, or they follow each other; the site is never a mixture.
    configure(&sandbox, "other", &format!("127.0.0.1:{}", server.port));
    for (path, bytes) in sandbox.files("site/content") {
        sandbox.write(&format!("other/content/{path}"), &bytes);
    }
    sandbox.write("other/content/more.md", b"---\ntitle: More\ndate: 2015-05-05\n---\nx\n");
    for round in 0..4 {
        article(&sandbox, 2, &format!("round {round}"));
        let start = |site| command(&sandbox, &server, site, &["publish"]).spawn().expect("it runs");
        let both = [start("site"), start("other")].map(|child| child.wait_with_output().expect("it ends"));
        let mut won = 0;
        for run in &both {
            let json: Value = serde_json::from_slice(&run.stdout).expect("JSON");
            won += usize::from(run.status.success());
            assert!(run.status.success() || codes(&json).contains(&"E704".to_owned()), "{json}");
        }
        assert!(won >= 1);
        let (status, found) = run(&sandbox, &server, &["verify"]);
        assert_eq!(status, 0, "round {round}: {found}");
    }
}

#[test]
fn of_two_that_take_over_only_one_can() {
    let Some(server) = Sshd::start() else { return };
    let sandbox = site(&server, 4);
    published(&sandbox, &server, &[]);
    configure(&sandbox, "other", &format!("127.0.0.1:{}", server.port));
    for (path, bytes) in sandbox.files("site/content") {
        sandbox.write(&format!("other/content/{path}"), &bytes);
    }
    for round in 0..2 {
        let claim =
            format!(r#"{{"id":"{round}","by":"ines","time":"then","owner":"third","paths":["x/y.html"]}}"#);
        sandbox.write("www/.dateline/pending", claim.as_bytes());
        sandbox.write("www/x/y.html", b"left");
        let start =
            |site| command(&sandbox, &server, site, &["publish", "--force"]).spawn().expect("it runs");
        let both = [start("site"), start("other")].map(|child| child.wait_with_output().expect("it ends"));
        let won = both.iter().filter(|run| run.status.success()).count();
        for run in both.iter().filter(|run| !run.status.success()) {
            let said = String::from_utf8_lossy(&run.stdout).into_owned();
            assert!(said.contains("E704"), "{said}");
        }
        assert!(won >= 1);
        published(&sandbox, &server, &["--force", "--verify"]);
        is_as_built(&sandbox);
    }
}

#[test]
fn a_server_goes_on_where_a_publisher_was_killed() {
    let Some(server) = Sshd::start() else { return };
    let sandbox = site(&server, 8);
    assert_eq!(sandbox.run(&["build", "--site", "site"]).status, 0);
    let begun = Instant::now();
    published(&sandbox, &server, &["--no-build"]);
    let length = begun.elapsed().as_secs_f64();
    let (mut dice, mut among) = (Dice::new(5), 0);
    for round in 0..20 {
        for n in 0..8 {
            article(&sandbox, n, &format!("round {round}"));
        }
        assert_eq!(sandbox.run(&["build", "--site", "site"]).status, 0);
        let before = www(&sandbox);
        let mut child =
            command(&sandbox, &server, "site", &["publish", "--no-build"]).spawn().expect("it runs");
        // Every other time from when the first file can go up: connecting is most of the time.
        let (from_claim, chance) = (round % 2 == 0, dice.chance());
        let begun = Instant::now();
        while from_claim && !sandbox.has("www/.dateline/pending") && begun.elapsed().as_secs() < 10 {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_secs_f64(chance * if from_claim { 0.15 } else { length }));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        // What the server was given before the end may be done a moment later.
        std::thread::sleep(Duration::from_millis(150));
        let killed = www(&sandbox);
        let arrived = written(&before, &killed);
        among += usize::from(!arrived.is_empty());
        published(&sandbox, &server, &["--no-build"]);
        let again = written(&killed, &www(&sandbox));
        let again: Vec<&String> = again.intersection(&arrived).collect();
        assert!(again.is_empty(), "round {round}: sent again: {again:?}");
        is_as_built(&sandbox);
    }
    println!("{among} of 20 kills met a publish among its files");
    assert!(among >= 2, "only {among} kills met a publish among its files");
}

#[test]
fn readers_of_a_server_meet_no_broken_page() {
    let Some(server) = Sshd::start() else { return };
    let sandbox = site(&server, 30);
    let www = sandbox.path().join("www");
    let fetch = |address: &str| fs::read(www.join(file(address))).ok();
    read_while_published(&sandbox, 2, 100, &fetch, &|| drop(published(&sandbox, &server, &[])));
    let verified = run(&sandbox, &server, &["verify"]);
    assert_eq!(verified.0, 0, "{}", verified.1);
}

#[test]
fn a_connection_that_breaks_is_made_again() {
    let Some(server) = Sshd::start() else { return };
    let sandbox = site(&server, 10);
    let large: Vec<u8> = (0..400_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    sandbox.write("site/static/large.bin", &large);
    server.faults(|number| match number {
        0 => Act::Cut(2_000),
        1 => Act::Cut(12_000),
        2 => Act::Cut(40_000),
        3 => Act::Cut(150_000),
        4 => Act::Refuse,
        5 => Act::Cut(90_000),
        6 => Act::Cut(350_000),
        _ => Act::Delay(2),
    });
    published(&sandbox, &server, &["--verify"]);
    is_as_built(&sandbox);
}

#[test]
fn a_connection_that_stays_away_is_told() {
    let Some(server) = Sshd::start() else { return };
    let sandbox = site(&server, 8);
    server.faults(|number| if number == 0 { Act::Cut(60_000) } else { Act::Refuse });
    let (status, json) = publish(&sandbox, &server, &[]);
    let said = json["diagnostics"].to_string();
    assert!(status == 2 && said.contains("E703") && said.contains("the connection was lost"), "{said}");
    assert!(said.contains("publish again to go on from here"), "{said}");
    server.faults(|_| Act::Pass);
    let there = sandbox.files("www").keys().filter(|path| !path.starts_with(".dateline/")).count();
    let done = published(&sandbox, &server, &["--verify"]);
    let all = sandbox.files("site/output").len();
    assert_eq!(done["files_sent"].as_u64().expect("a number") as usize + there, all);
    is_as_built(&sandbox);
}

#[test]
fn a_file_that_changes_while_it_is_sent_does_not_arrive() {
    let Some(server) = Sshd::start() else { return };
    let sandbox = site(&server, 2);
    sandbox.write("site/static/large.bin", &vec![b'a'; 4_000_000]);
    assert_eq!(sandbox.run(&["build", "--site", "site"]).status, 0);
    server.faults(|_| Act::Delay(8));
    let child = command(&sandbox, &server, "site", &["publish", "--no-build"]).spawn().expect("it runs");
    let begun = (0..2000).any(|_| {
        std::thread::sleep(Duration::from_millis(2));
        sandbox.files("www/.dateline/tmp").values().any(|bytes| bytes.len() > 200_000)
    });
    assert!(begun, "the file was not seen being sent");
    sandbox.write("site/output/large.bin", &vec![b'b'; 4_000_000]);
    let run = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.code() == Some(2) && said.contains("E707"), "{said}");
    assert!(!sandbox.has("www/large.bin") && !sandbox.has("www/index.html"));
    server.faults(|_| Act::Pass);
    published(&sandbox, &server, &["--verify"]);
    is_as_built(&sandbox);
}

#[test]
fn what_ssh_refuses_is_said_in_words() {
    let Some(server) = Sshd::start() else { return };
    let sandbox = site(&server, 2);
    let refused = |said: &str, code: &str| {
        let (status, json) = publish(&sandbox, &server, &[]);
        let all = json["diagnostics"].to_string();
        assert!(status == 2 && all.contains(said) && all.contains(code), "{said}: {all}");
    };
    server.know("nobody");
    refused("the server is not known to `ssh` here: connect to it once by hand", "E702");
    server.know("other");
    refused("another key than the one that `ssh` knows of it", "E702");
    server.know("host");
    server.configure("other");
    refused("the server does not let this user in", "E702");
    server.configure("user");
    configure(&sandbox, "site", "127.0.0.1:1");
    refused("nothing answers at that port", "E702");
    configure(&sandbox, "site", "nowhere.invalid");
    refused("the name of the server is not known", "E702");
    // A name of the configuration does as well.
    configure(&sandbox, "site", "mercury");
    server.know("host");
    sandbox.write("www", b"a file");
    refused("a part of the path is no folder", "E70");
    assert_eq!(sandbox.read("www"), "a file");
    fs::remove_file(sandbox.path().join("www")).expect("a file");
    published(&sandbox, &server, &["--verify"]);
    // Where a page is to be, somebody has made a folder.
    fs::remove_file(sandbox.path().join("www/2015/01/01/report-0/index.html")).expect("a file");
    sandbox.write("www/2015/01/01/report-0/index.html/theirs", b"x");
    article(&sandbox, 0, "two");
    refused("a folder is in the way", "E703");
    let run = command(&sandbox, &server, "site", &["publish"]).env("PATH", "/nowhere").output();
    let said = String::from_utf8_lossy(&run.expect("it runs").stdout).into_owned();
    assert!(said.contains("`ssh` is not installed"), "{said}");
}

#[test]
fn a_full_disk_at_a_server_is_told() {
    let Some(server) = Sshd::start() else { return };
    let sandbox = site(&server, 40);
    fs::create_dir_all(sandbox.path().join("www")).expect("a folder");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=200k", "tmpfs"])
        .arg(sandbox.path().join("www"))
        .output();
    if !mounted.is_ok_and(|run| run.status.success()) {
        println!("a full disk was not tested: nothing can be mounted here");
        return;
    }
    let (status, json) = publish(&sandbox, &server, &[]);
    let unmounted = Command::new("umount").arg(sandbox.path().join("www")).status();
    assert!(unmounted.expect("umount runs").success());
    let said = json["diagnostics"].to_string();
    assert!(status == 2 && said.contains("E703") && said.contains("the disk is full"), "{said}");
}
