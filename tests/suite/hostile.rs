//! The real program on what no program should be given: it says what is wrong, ends as documented, writes nothing
//! outside its folder and loses no article.

use crate::sandbox::{AT, Sandbox};
use serde_json::Value;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const CONFIG: &str = "title: Test\nbase_url: https://test.example/\n";

/// A site with these articles: path in the content folder and text.
fn site(articles: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::with(&[("config.yaml", CONFIG)]);
    fs::create_dir_all(sandbox.path().join("content")).expect("a content folder");
    for (path, text) in articles {
        sandbox.write(&format!("content/{path}"), text.as_bytes());
    }
    sandbox
}

/// Builds, and holds what is true of every build that is done: no panic, nothing outside of `output/` and
/// `.dateline/`, and every article is accounted for.
fn build(sandbox: &Sandbox, more: &[&str]) -> (i32, Value) {
    let before = outside(sandbox);
    let args: Vec<&str> = ["build", "--format", "json", "--at", AT].iter().chain(more).copied().collect();
    let run = sandbox.run(&args);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert!((0..=2).contains(&run.status), "exit {}: {}", run.status, run.stderr);
    let json: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {}", run.stdout));
    let n = |key: &str| json["articles"][key].as_u64().expect("a count");
    assert_eq!(n("found"), n("built") + n("withheld") + n("faulty"), "{json}");
    assert_eq!(before, outside(sandbox), "something was written outside of the output");
    (run.status, json)
}

/// Names and kinds of everything that is not in `output/` or `.dateline/`.
fn outside(sandbox: &Sandbox) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![sandbox.path().to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let entry = entry.expect("an entry");
            let name = entry.file_name();
            if folder == sandbox.path() && (name == "output" || name == ".dateline") {
                continue;
            }
            let metadata = fs::symlink_metadata(entry.path()).expect("an entry is there");
            if metadata.is_dir() {
                folders.push(entry.path());
            }
            found.push(format!("{} {}", entry.path().display(), metadata.len()));
        }
    }
    found.sort();
    found
}

fn codes(json: &Value) -> Vec<&str> {
    let all = json["diagnostics"].as_array().expect("a list");
    all.iter().map(|d| d["code"].as_str().expect("a code")).collect()
}

fn count(json: &Value, key: &str) -> u64 {
    json["articles"][key].as_u64().expect("a count")
}

fn program(sandbox: &Sandbox, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(args).current_dir(sandbox.path()).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
    command
}

/// Waits at most so long; a program that hangs is ended and fails the test.
fn ended_within(mut child: Child, limit: Duration) -> i32 {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a child") {
            return status.code().unwrap_or(-1);
        }
        if start.elapsed() > limit {
            child.kill().expect("the child can be ended");
            panic!("the program hangs");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn bytes_that_are_no_text() {
    let sandbox = site(&[("good.md", "Words.\n")]);
    sandbox.write("content/latin.md", b"---\ntitle: Caf\xe9\n---\nWords.\n");
    sandbox.write("content/random.md", &(0..=255u8).cycle().take(5000).collect::<Vec<_>>());
    sandbox.write("content/overlong.md", b"\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80");
    let (status, json) = build(&sandbox, &[]);
    assert_eq!((status, count(&json, "built"), count(&json, "faulty")), (1, 1, 3), "{json}");
    assert_eq!(codes(&json), ["E001", "E001", "E002"]);
}

#[test]
fn an_article_of_100_megabytes() {
    let sandbox = site(&[("good.md", "Words.\n")]);
    let file = File::create(sandbox.path().join("content/huge.md")).expect("a file");
    file.set_len(100 * 1024 * 1024).expect("a sparse file");
    let (status, json) = build(&sandbox, &[]);
    assert_eq!((status, count(&json, "faulty")), (1, 1), "{json}");
    assert_eq!(codes(&json), ["E055"]);
    if let Some(peak) = json["peak_memory_bytes"].as_u64() {
        assert!(peak < 100 * 1024 * 1024, "{peak} bytes");
    }
}

#[test]
fn loops_of_links() {
    let sandbox = site(&[("a/good.md", "Words.\n")]);
    let content = sandbox.path().join("content");
    symlink("..", content.join("a/up")).expect("a link");
    symlink("itself.md", content.join("itself.md")).expect("a link");
    symlink("/", content.join("a/static")).expect("a link");
    fs::remove_file(content.join("a/static")).expect("a link");
    symlink("../config.yaml", content.join("outside.md")).expect("a link");
    let (status, json) = build(&sandbox, &[]);
    assert_eq!(status, 1);
    assert_eq!((count(&json, "found"), count(&json, "faulty")), (3, 1), "{json}");
    assert!(codes(&json).contains(&"E052") && codes(&json).contains(&"E051"), "{json}");
}

#[test]
fn pipes_folders_and_sockets_with_names_of_articles() {
    let sandbox = site(&[("good.md", "Words.\n"), ("folder.md/inside.md", "Words.\n")]);
    for name in ["content/pipe.md", "content/pipe.jpg"] {
        let made = Command::new("mkfifo").arg(sandbox.path().join(name)).status().expect("mkfifo runs");
        assert!(made.success());
    }
    let _socket =
        std::os::unix::net::UnixListener::bind(sandbox.path().join("content/socket.md")).expect("a socket");
    let child = program(&sandbox, &["build", "--at", AT, "--format", "json"]).stdout(Stdio::null()).spawn();
    assert_eq!(ended_within(child.expect("it runs"), Duration::from_secs(60)), 1);
    let (_, json) = build(&sandbox, &[]);
    assert_eq!((count(&json, "found"), count(&json, "built"), count(&json, "faulty")), (4, 2, 2), "{json}");
    assert_eq!(codes(&json), ["E051", "E051", "E051"]);
}

/// Without the rights of root, under which every file can be read: as another user where the tests run as root.
#[test]
fn unreadable_files() {
    let sandbox = site(&[
        ("good.md", "Words.\n"),
        ("secret.md", "Words.\n"),
        ("folder/a.md", "Words.\n"),
        ("pictures/a.jpg", "A picture"),
    ]);
    sandbox.write("templates/lost.html", b"x");
    let path = |name: &str| sandbox.path().join(name);
    let mode = |name: &str, mode: u32| {
        fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).expect("rights can be set");
    };
    mode("", 0o777);
    mode("content/secret.md", 0);
    mode("content/pictures/a.jpg", 0);
    mode("templates/lost.html", 0);
    mode("content/folder", 0);
    let program_copy = path("dateline");
    fs::copy(env!("CARGO_BIN_EXE_dateline"), &program_copy).expect("a copy of the program");
    fs::set_permissions(&program_copy, fs::Permissions::from_mode(0o755)).expect("rights can be set");
    let root = fs::read_to_string("/proc/self/status").is_ok_and(|s| s.contains("Uid:\t0\t"));
    let mut command = match root {
        true => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program_copy);
            command
        }
        false => Command::new(&program_copy),
    };
    let run = command
        .args(["build", "--format", "json", "--at", AT])
        .current_dir(sandbox.path())
        .output()
        .expect("the program runs as another user");
    mode("content/folder", 0o755);
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    let json: Value = serde_json::from_str(&said)
        .unwrap_or_else(|e| panic!("{e}: {said}{}", String::from_utf8_lossy(&run.stderr)));
    assert_eq!(codes(&json), ["E051", "E054", "E054", "W512"], "{json}");
    assert_eq!((count(&json, "found"), count(&json, "faulty")), (2, 1), "{json}");
    assert_eq!(run.status.code(), Some(1));
}

#[test]
fn names_of_every_kind() {
    let names = [
        "two words.md",
        "quote\"s and 'more'.md",
        "hash#tag.md",
        "100%25 sure%.md",
        "question?.md",
        "emoji 🦀.md",
        "new\nline.md",
        "tab\there.md",
        "back\\slash.md",
        "<script>alert(1)<.md",
        "новости дня.md",
        "新聞.md",
        "-rf.md",
        "{{ title }}.md",
        "con.md",
        "trailing dot..md",
        " space first.md",
        "😀😀😀.md",
        "___.md",
    ];
    let articles: Vec<(&str, &str)> =
        names.iter().map(|n| (*n, "Words.\n\n![A picture](p%20x.jpg)\n")).collect();
    let sandbox = site(&articles);
    sandbox.write("content/p x.jpg", b"A picture");
    let odd = sandbox.path().join("content").join(OsStr::from_bytes(b"not\xfftext.md"));
    fs::write(odd, "Words.\n").expect("a file");
    let (status, json) = build(&sandbox, &[]);
    assert_eq!(status, 1);
    assert_eq!(count(&json, "found"), names.len() as u64 + 1, "{json}");
    assert_eq!((count(&json, "built"), codes(&json)), (names.len() as u64, vec!["E053"]), "{json}");
    let listed = sandbox.run(&["list", "--format", "json"]);
    let rows: Vec<Value> = serde_json::from_str(&listed.stdout).expect("a list");
    let mut urls: Vec<&str> = rows.iter().filter_map(|r| r["url"].as_str()).collect();
    urls.sort_unstable();
    urls.dedup();
    assert_eq!(urls.len(), names.len(), "{urls:?}");
    for url in urls {
        let ok = |c: char| c.is_ascii_alphanumeric() || "-._~:/%".contains(c);
        assert!(url.chars().all(ok), "{url}");
        let path = url.trim_start_matches("https://test.example/");
        let path = percent_encoding::percent_decode_str(path).decode_utf8().expect("UTF-8");
        assert!(sandbox.has(&format!("output/{path}index.html")), "{path}");
    }
}

#[test]
fn slugs_in_other_scripts() {
    let sandbox = site(&[
        ("a.md", "---\ntitle: Новости\nslug: новости-дня\ndate: 2015-09-24\n---\nСлова.\n"),
        ("b.md", "---\ntitle: 新聞\nslug: 新聞\ndate: 2015-09-24\n---\n話。\n"),
        ("c.md", "---\ntitle: Caf\u{e9}\npermalink: /cafe\u{301}/\ndate: 2015-09-24\n---\nWords.\n"),
        ("d.md", "---\ntitle: Zero\nslug: \"a\u{202e}b\u{200b}c\"\ndate: 2015-09-24\n---\nWords.\n"),
    ]);
    let (status, json) = build(&sandbox, &["--strict"]);
    assert_eq!((status, count(&json, "built")), (0, 4), "{json}");
    assert!(sandbox.has("output/2015/09/24/новости-дня/index.html"));
    assert!(sandbox.has("output/2015/09/24/新聞/index.html"));
    assert!(sandbox.has("output/caf\u{e9}/index.html"), "an address is in the composed form (NFC)");
}

#[test]
fn a_title_of_10_kilobytes() {
    let title = "Long ".repeat(2000);
    let tags: Vec<String> = (0..500).map(|n| format!("tag {n}")).collect();
    let sandbox = site(&[
        ("a.md", &format!("---\ntitle: {title}\ndate: 2015-09-24\n---\nWords.\n")),
        ("b.md", &format!("# {title}\n\n{title}\n")),
        ("c.md", &format!("---\nslug: {}\n---\nWords.\n", "x".repeat(10_000))),
        ("d.md", &format!("---\ntags: [{}]\ntitle: {}\n---\nWords.\n", tags.join(", "), "é".repeat(5_000))),
        ("e.md", &format!("---\ntags: [{}]\n---\nWords.\n", "y".repeat(10_000))),
        (
            "f.md",
            &format!("---\nsection: {}\nauthors: {}\n---\nWords.\n", "z".repeat(10_000), "w".repeat(9_000)),
        ),
    ]);
    let (status, json) = build(&sandbox, &[]);
    assert!(status <= 1, "{json}");
    assert_eq!(count(&json, "found"), 6);
}

#[test]
fn nesting_10_000_deep() {
    let deep = 10_000;
    let lists: String = (0..1000).map(|n| format!("{}- x\n", "  ".repeat(n))).collect();
    let sandbox = site(&[
        ("quotes.md", &format!("{} x\n", ">".repeat(deep))),
        ("spaced-quotes.md", &format!("{}x\n", "> ".repeat(deep))),
        ("one-line-list.md", &format!("{}x\n", "- ".repeat(deep))),
        ("numbers.md", &format!("{}x\n", "1. ".repeat(deep))),
        ("lists.md", &lists),
        ("brackets.md", &format!("{}x{}\n", "[".repeat(deep), "](a)".repeat(deep))),
        ("pictures.md", &format!("{}x{}\n", "![".repeat(deep), "](a)".repeat(deep))),
        ("stars.md", &format!("{}x{}\n", "*a ".repeat(deep), " a*".repeat(deep))),
        ("html.md", &format!("{}x\n", "<div>\n\n".repeat(deep))),
        ("spans.md", &format!("a {}x\n", "<b>".repeat(deep))),
        ("ticks.md", &(1..400).map(|n| "`".repeat(n) + " ").collect::<String>()),
        ("footnotes.md", &format!("{}\n\n[^a]: {}\n", "[^a]".repeat(deep), "[^a]".repeat(100))),
        ("tags.md", &"{{< a ".repeat(deep)),
        ("tables.md", &format!("{}\n{}\n", "|a".repeat(2000), "|-".repeat(2000))),
        ("flow.md", &format!("---\na: {}{}\n---\nWords.\n", "[".repeat(deep), "]".repeat(deep))),
        ("maps.md", &format!("---\na: {}x{}\n---\nWords.\n", "{b: ".repeat(deep), "}".repeat(deep))),
        ("open.md", &format!("---\na: {}\n---\nWords.\n", "[{".repeat(deep))),
        ("dashes.md", &format!("---\na:\n  {}x\n---\nWords.\n", "- ".repeat(deep))),
    ]);
    let child = program(&sandbox, &["build", "--at", AT, "--format", "json"])
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn();
    let status = ended_within(child.expect("it runs"), Duration::from_secs(120));
    assert!((0..=1).contains(&status), "exit {status}");
    let (status, json) = build(&sandbox, &[]);
    assert_eq!((status, count(&json, "found")), (1, 18), "{json}");
    assert_eq!(count(&json, "faulty"), 4, "{json}");
}

#[test]
fn yaml_that_grows() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for n in 1..12 {
        let before = vec![format!("*a{}", n - 1); 10].join(", ");
        bomb.push_str(&format!("a{n}: &a{n} [{before}]\n"));
    }
    let merges: String = (0..2000).map(|n| format!("k{n}: {{<<: {{a: 1}}}}\n")).collect();
    let keys: String = (0..20_000).map(|n| format!("key{n}: value\n")).collect();
    let sandbox = site(&[
        ("bomb.md", &format!("---\n{bomb}title: x\n---\nWords.\n")),
        ("merges.md", &format!("---\n{merges}---\nWords.\n")),
        ("keys.md", &format!("---\n{keys}---\nWords.\n")),
        ("complex.md", "---\n? [a, b]\n: c\n? {d: e}\n: f\n---\nWords.\n"),
        ("documents.md", "---\ntitle: a\n---\n---\ntitle: b\n---\nWords.\n"),
        ("block.md", &format!("---\ntitle: |\n{}\n---\nWords.\n", "  x\n".repeat(10_000))),
    ]);
    let (status, json) = build(&sandbox, &[]);
    assert_eq!((status, count(&json, "found")), (1, 6), "{json}");
    assert!(codes(&json).contains(&"E101"), "{json}");
    sandbox.write("config.yaml", format!("{bomb}title: x\n").as_bytes());
    let (status, json) = build(&sandbox, &[]);
    assert_eq!((status, json["diagnostics"][0]["code"].as_str()), (2, Some("E401")), "{json}");
}

#[test]
fn what_no_build_made_stays() {
    let sandbox = site(&[("2015-09-24-a.md", "Words.\n")]);
    assert_eq!(build(&sandbox, &[]).0, 0);
    sandbox.write("output/2015/09/25/b/index.html", b"A stranger's page");
    sandbox.write("output/notes.txt", b"A stranger's notes");
    sandbox.write("content/2015-09-25-b.md", b"Words.\n");
    let (status, json) = build(&sandbox, &[]);
    assert_eq!((status, codes(&json)), (2, vec!["E604"]), "{json}");
    fs::remove_file(sandbox.path().join("content/2015-09-25-b.md")).expect("a file");
    fs::remove_file(sandbox.path().join("content/2015-09-24-a.md")).expect("a file");
    assert_eq!(build(&sandbox, &[]).0, 0);
    assert_eq!(sandbox.read("output/2015/09/25/b/index.html"), "A stranger's page");
    assert_eq!(sandbox.read("output/notes.txt"), "A stranger's notes");
    assert!(!sandbox.has("output/2015/09/24/a/index.html"));
}

#[test]
fn a_link_in_the_output_is_not_followed() {
    let sandbox = site(&[("2015-09-24-a.md", "Words.\n")]);
    assert_eq!(build(&sandbox, &[]).0, 0);
    let elsewhere = tempfile::tempdir().expect("a folder");
    fs::remove_dir_all(sandbox.path().join("output/2015")).expect("a folder");
    symlink(elsewhere.path(), sandbox.path().join("output/2015")).expect("a link");
    let (status, json) = build(&sandbox, &[]);
    assert_eq!((status, codes(&json).contains(&"E605")), (2, true), "{json}");
    assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 0);
    // Nor when what is behind it is to be removed.
    fs::create_dir_all(elsewhere.path().join("09/24/a")).expect("folders");
    fs::write(elsewhere.path().join("09/24/a/index.html"), "Mine").expect("a file");
    fs::remove_file(sandbox.path().join("content/2015-09-24-a.md")).expect("a file");
    build(&sandbox, &[]);
    assert!(elsewhere.path().join("09/24/a/index.html").exists(), "a file outside was removed");
}

#[test]
fn a_page_that_is_a_link() {
    let sandbox = site(&[("2015-09-24-a.md", "Words.\n")]);
    sandbox.write("precious.txt", b"Mine");
    assert_eq!(build(&sandbox, &[]).0, 0);
    let page = sandbox.path().join("output/index.html");
    fs::remove_file(&page).expect("a page");
    symlink("../precious.txt", &page).expect("a link");
    build(&sandbox, &[]);
    assert_eq!(sandbox.read("precious.txt"), "Mine");
}

#[test]
fn outputs_that_cannot_be() {
    let sandbox = site(&[("2015-09-24-a.md", "Words.\n")]);
    sandbox.write("file", b"Mine");
    for (output, code) in [
        ("file", "E601"),
        ("file/below", "E601"),
        ("/proc/nothing", "E601"),
        ("content", "E610"),
        (".", "E610"),
        ("..", "E610"),
    ] {
        let (status, json) = build(&sandbox, &["--output", output]);
        assert_eq!((status, codes(&json)), (2, vec![code]), "{output}: {json}");
    }
    assert_eq!(sandbox.read("file"), "Mine");
}

#[test]
fn content_inside_the_output() {
    let sandbox = site(&[]);
    sandbox.write("output/content/a.md", b"Words.\n");
    let (status, json) = build(&sandbox, &["--content", "output/content"]);
    assert_eq!((status, codes(&json)), (2, vec!["E610"]), "{json}");
    assert!(sandbox.has("output/content/a.md"));
}

#[test]
fn a_folder_of_markdown_with_the_output_in_it() {
    let sandbox = Sandbox::with(&[("2015-09-24-a.md", "Words.\n"), ("b.md", "Words.\n")]);
    for _ in 0..2 {
        let (status, json) = build(&sandbox, &[]);
        assert_eq!((status, count(&json, "built")), (0, 2), "{json}");
    }
    assert!(sandbox.has("output/index.html") && !sandbox.has("output/output"));
}

#[test]
fn an_output_inside_the_content_is_not_read() {
    let sandbox = site(&[("2015-09-24-a.md", "Words.\n")]);
    let args = ["build", "--format", "json", "--output", "content/site"];
    for written in [true, false] {
        let run = sandbox.run(&args);
        let json: Value = serde_json::from_str(&run.stdout).expect("one JSON object");
        assert_eq!((run.status, count(&json, "found")), (0, 1), "{json}");
        assert_eq!(json["pages"]["written"].as_u64() > Some(0), written, "{json}");
    }
    assert!(!sandbox.has("content/site/site"));
}

#[test]
fn two_builds_at_once() {
    let sandbox = site(&[]);
    for n in 0..400 {
        sandbox.write(&format!("content/2015-09-24-a{n}.md"), b"Words.\n");
    }
    let start = || {
        let mut command = program(&sandbox, &["build", "--format", "json", "--at", AT]);
        command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs")
    };
    let runs: Vec<Child> = (0..4).map(|_| start()).collect();
    let ends: Vec<_> = runs.into_iter().map(|c| c.wait_with_output().expect("it ends")).collect();
    for end in &ends {
        let json: Value = serde_json::from_slice(&end.stdout).expect("one JSON object");
        match end.status.code() {
            Some(0) => assert_eq!(count(&json, "built"), 400),
            other => assert_eq!((other, codes(&json)), (Some(2), vec!["E603"]), "{json}"),
        }
    }
    assert!(ends.iter().any(|e| e.status.success()), "no build was done");
    let (status, json) = build(&sandbox, &[]);
    assert_eq!((status, json["pages"]["written"].as_u64()), (0, Some(0)), "{json}");
}

#[test]
fn a_build_that_was_killed() {
    let sandbox = site(&[]);
    for n in 0..300 {
        sandbox.write(&format!("content/2015-09-24-a{n}.md"), b"Words.\n");
    }
    for wait in [40, 120, 250] {
        let mut child = program(&sandbox, &["build", "--at", AT])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
    }
    let (status, json) = build(&sandbox, &[]);
    assert_eq!((status, count(&json, "built")), (0, 300), "{json}");
    let left: Vec<String> =
        sandbox.files("output").into_keys().filter(|p| p.contains(".dateline-")).collect();
    assert!(left.is_empty(), "{left:?}");
    let clean = site(&[]);
    for n in 0..300 {
        clean.write(&format!("content/2015-09-24-a{n}.md"), b"Words.\n");
    }
    build(&clean, &[]);
    assert!(clean.files("output") == sandbox.files("output"), "the two sites differ");
}

#[test]
fn a_record_that_was_damaged() {
    let sandbox = site(&[("2015-09-24-a.md", "Words.\n")]);
    assert_eq!(build(&sandbox, &[]).0, 0);
    let state = sandbox.path().join(".dateline");
    for entry in fs::read_dir(&state).expect("the state").flatten() {
        if entry.path().extension() == Some(OsStr::new("record")) {
            let mut bytes = fs::read(entry.path()).expect("a record");
            bytes.truncate(bytes.len() / 2);
            bytes.extend(b"\n\"../../../etc/passwd\"\n");
            fs::write(entry.path(), bytes).expect("a record");
        }
    }
    let (status, json) = build(&sandbox, &[]);
    assert_eq!(status, 0, "{json}");
    assert!(json["diagnostics"].to_string().contains("N612"), "{json}");
}

#[test]
fn a_reader_that_goes_away() {
    let sandbox = site(&[]);
    for n in 0..3000 {
        sandbox.write(&format!("content/a{n}.md"), b"Words.\n");
    }
    for command in ["list", "list --format json", "schema article", "man", "completions bash"] {
        let at = if command.starts_with("list") { format!("--at {AT}") } else { String::new() };
        let line = format!("'{}' {command} {at} | head -c 10", env!("CARGO_BIN_EXE_dateline"));
        let run = Command::new("bash")
            .args(["-o", "pipefail", "-c", &line])
            .current_dir(sandbox.path())
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(said.is_empty(), "{command}: {said}");
        assert_eq!(run.status.code(), Some(0), "{command}");
    }
}

#[test]
fn a_disk_that_is_full() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let sandbox = site(&[("a.md", "Words.\n")]);
    let run = program(&sandbox, &["list", "--at", AT])
        .stdout(File::options().write(true).open("/dev/full").expect("/dev/full"))
        .stderr(Stdio::piped())
        .output()
        .expect("it runs");
    assert_eq!(run.status.code(), Some(2));
    assert!(!String::from_utf8_lossy(&run.stderr).contains("panicked"));
}

#[test]
fn scripts_and_frames_of_an_article_are_in_no_feed() {
    let body = "<script>alert(1)</script>\n\n<iframe src=\"https://video.example/1\"></iframe>\n\n\
                <p onclick=\"alert(2)\" style=\"color:red\">Raw text</p>\n\n<a href=\"javascript:alert(3)\">Go</a>\n";
    let sandbox = site(&[("2026-11-21-a.md", body)]);
    assert_eq!(build(&sandbox, &[]).0, 0);
    let page = sandbox.read("output/2026/11/21/a/index.html");
    assert!(page.contains("<iframe"), "raw HTML of the site's own articles stays on their pages");
    for feed in ["feed.xml", "atom.xml", "feed.json"] {
        let text = sandbox.read(&format!("output/{feed}"));
        assert!(text.contains("Raw text") && text.contains("https://video.example/1"), "{feed}: {text}");
        for word in ["alert(", "iframe", "onclick", "javascript:", "color:red"] {
            assert!(!text.contains(word), "{feed} has {word}");
        }
    }
}
