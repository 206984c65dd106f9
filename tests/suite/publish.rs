//! `dateline publish` and `dateline verify`: the real program, into folders.

mod faults;
mod git;
mod killed;
mod nginx;
mod readers;
#[cfg(feature = "publish")]
mod servers;
#[cfg(feature = "publish-sftp")]
mod sftp;
#[cfg(feature = "publish-sftp")]
mod sshd;
#[cfg(feature = "publish")]
mod stores;
mod together;

use crate::sandbox::Sandbox;
use crate::tree::{Seen, tree};
use serde_json::Value;
use std::fs;
use std::process::Command;

/// A site with so many articles and two targets: `swap` (`www`) and `flat` (`flat`). They are not public, so that tests
/// can delete what was published; `addresses` is about those that are.
fn site(articles: usize) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "site/config.yaml",
        b"title: T\nbase_url: https://t.example/\npublish:\n  swap: {url: ../www, keep: 3, public: false}\n  flat: {url: ../flat, swap: false, public: false}\n",
    );
    for n in 0..articles {
        article(&sandbox, n, "one");
    }
    sandbox
}

fn article(sandbox: &Sandbox, n: usize, text: &str) {
    let (month, day) = (n / 28 % 12 + 1, n % 28 + 1);
    let head = format!("title: Report {n}\ndate: 2015-{month:02}-{day:02}\ntags: [t{}]", n % 7);
    sandbox
        .write(&format!("site/content/report-{n}.md"), format!("---\n{head}\n---\n{text} {n}\n").as_bytes());
}

/// Publishes, and gives the exit status and the JSON that the program prints.
fn publish(sandbox: &Sandbox, target: &str, more: &[&str]) -> (i32, Value) {
    let args: Vec<&str> =
        ["publish", target, "--site", "site", "--format", "json"].iter().chain(more).copied().collect();
    let run = sandbox.run(&args);
    let json = serde_json::from_str(&run.stdout);
    (run.status, json.unwrap_or_else(|e| panic!("{e}: {}\n{}", run.stdout, run.stderr)))
}

fn published(sandbox: &Sandbox, target: &str, more: &[&str]) -> Value {
    let (status, json) = publish(sandbox, target, more);
    assert_eq!(status, 0, "{json}");
    json
}

/// The steps of a plan, such as `replace index.html`.
fn steps(json: &Value) -> Vec<String> {
    let steps = json["plan"]["steps"].as_array().expect("steps");
    let text = |step: &Value, key: &str| step[key].as_str().expect("text").to_owned();
    steps.iter().map(|step| format!("{} {}", text(step, "action"), text(step, "path"))).collect()
}

fn codes(json: &Value) -> Vec<String> {
    let all = json["diagnostics"].as_array().expect("diagnostics");
    all.iter()
        .map(|d| d["code"].as_str().expect("a code").to_owned())
        .filter(|c| c.starts_with(['E', 'W']))
        .collect()
}

/// Where readers find the site of a target.
fn readers(target: &str) -> &'static str {
    if target == "swap" { "www/current" } else { "flat" }
}

/// What readers find is what the build wrote, but for what publishing itself keeps there.
#[track_caller]
fn is_as_built(sandbox: &Sandbox, target: &str) {
    let mut there = sandbox.files(readers(target));
    there.retain(|path, _| !path.starts_with(".dateline/"));
    let built = sandbox.files("site/output");
    let differing: Vec<&String> =
        there.keys().chain(built.keys()).filter(|p| there.get(*p) != built.get(*p)).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn a_publish_sends_what_has_changed_and_nothing_else() {
    for target in ["swap", "flat"] {
        let sandbox = site(40);
        let first = published(&sandbox, target, &["--verify"]);
        let count = sandbox.files("site/output").len();
        assert_eq!((&first["plan"]["put"], &first["files_sent"]), (&count.into(), &count.into()));
        assert!(first["verified"]["read"] == count && codes(&first).is_empty());
        is_as_built(&sandbox, target);
        let before = tree(&sandbox.path().join(readers(target)));
        let again = published(&sandbox, target, &[]);
        assert_eq!((steps(&again).len(), &again["receipt"]), (0, &Value::Null));
        assert!(tree(&sandbox.path().join(readers(target))) == before);

        article(&sandbox, 3, "two");
        let built = sandbox.files("site/output");
        let third = published(&sandbox, target, &[]);
        let mut changed: Vec<String> = sandbox
            .files("site/output")
            .into_iter()
            .filter(|(p, b)| built.get(p) != Some(b))
            .map(|(p, _)| p)
            .collect();
        changed.sort();
        let mut sent: Vec<String> = steps(&third)
            .iter()
            .map(|s| s.strip_prefix("replace ").expect("a replacement").to_owned())
            .collect();
        sent.sort();
        assert_eq!(sent, changed);
        assert!(sent.contains(&"2015/01/04/report-3/index.html".to_owned()) && sent.len() < 12, "{sent:?}");
        // Every other file is the very same one, in a new release too.
        for (path, seen) in tree(&sandbox.path().join(readers(target))) {
            if let (Seen::File { mark, .. }, false, false) =
                (&seen, sent.contains(&path), path.starts_with(".dateline"))
            {
                assert!(
                    matches!(&before[&path], Seen::File { mark: old, .. } if old == mark),
                    "{target}: {path} was written again"
                );
            }
        }
        is_as_built(&sandbox, target);
        let sums = Command::new("sha256sum")
            .args(["--quiet", "--strict", "-c", ".dateline/SHA256SUMS"])
            .current_dir(sandbox.path().join(readers(target)))
            .status();
        assert!(sums.expect("sha256sum runs").success());
        let receipts =
            |folder: &str| sandbox.files(folder).into_iter().filter(|(p, _)| p.ends_with(".json")).count();
        let own = if target == "swap" { "www" } else { "flat" };
        assert_eq!(
            (receipts("site/.dateline/receipts"), receipts(&format!("{own}/.dateline/receipts"))),
            (2, 2)
        );
        assert_eq!(third["receipt"]["from"], first["receipt"]["to"]);
    }
}

#[test]
fn unchanged_files_are_not_even_read() {
    let sandbox = site(30);
    published(&sandbox, "flat", &[]);
    std::thread::sleep(std::time::Duration::from_millis(60));
    published(&sandbox, "flat", &["--no-build"]);
    // A file that cannot be read any more does not matter, unless somebody who may read everything runs the test.
    let folder = sandbox.path().join("site/output");
    let output = Command::new("strace")
        .args(["-f", "-e", "trace=openat", "-o", "trace", env!("CARGO_BIN_EXE_dateline")])
        .args(["publish", "flat", "--site", "site", "--no-build"])
        .current_dir(sandbox.path())
        .output();
    match output {
        Ok(run) => {
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
            let trace = sandbox.read("trace");
            let opened = trace
                .lines()
                .filter(|l| l.contains(&*folder.to_string_lossy()) && l.contains(".html"))
                .count();
            assert_eq!(opened, 0, "{trace}");
        }
        Err(e) => println!("without strace it is not tested that nothing is read: {e}"),
    }
}

#[test]
fn a_dry_run_touches_nothing() {
    for target in ["swap", "flat"] {
        let sandbox = site(5);
        let planned = published(&sandbox, target, &["--dry-run"]);
        assert!(!sandbox.has("www") && !sandbox.has("flat") && !sandbox.has("site/.dateline/receipts"));
        assert_eq!(
            (&planned["published"], &planned["plan"]["put"]),
            (&false.into(), &sandbox.files("site/output").len().into())
        );
        published(&sandbox, target, &[]);
        let before = [tree(&sandbox.path().join("www")), tree(&sandbox.path().join("flat"))];
        article(&sandbox, 2, "two");
        fs::remove_file(sandbox.path().join("site/content/report-4.md")).expect("a file");
        let planned = published(&sandbox, target, &["--dry-run"]);
        assert!(steps(&planned).contains(&"delete 2015/01/05/report-4/index.html".to_owned()));
        assert_eq!([tree(&sandbox.path().join("www")), tree(&sandbox.path().join("flat"))], before);
        let text = sandbox.run(&["publish", target, "--site", "site", "--dry-run"]).stdout;
        assert!(text.contains("no longer in the site") && text.contains("Nothing was done at"), "{text}");
    }
}

#[test]
fn deletions_have_a_limit() {
    for target in ["swap", "flat"] {
        let sandbox = site(12);
        published(&sandbox, target, &[]);
        for n in 6..12 {
            fs::remove_file(sandbox.path().join(format!("site/content/report-{n}.md"))).expect("a file");
        }
        let before = tree(&sandbox.path().join(readers(target)));
        let (status, refused) = publish(&sandbox, target, &["--max-delete", "3"]);
        assert_eq!((status, codes(&refused)), (2, vec!["E706".to_owned()]));
        let (status, refused) = publish(&sandbox, target, &["--max-delete", "1%", "--dry-run"]);
        assert_eq!((status, codes(&refused)), (2, vec!["E706".to_owned()]));
        assert!(tree(&sandbox.path().join(readers(target))) == before);
        let done = published(&sandbox, target, &["--max-delete", "3", "--yes", "--verify"]);
        assert!(done["receipt"]["deleted"].as_u64().expect("a number") >= 6);
        is_as_built(&sandbox, target);
        assert!(!sandbox.has(&format!("{}/2015/01/12", readers(target))), "an empty folder is left");
        assert_eq!(publish(&sandbox, target, &["--max-delete", "lots"]).0, 2);
    }
}

#[test]
fn verify_names_what_differs() {
    for target in ["swap", "flat"] {
        let sandbox = site(8);
        let run = sandbox.run(&["verify", target, "--site", "site"]);
        assert!(run.status == 2 && run.stderr.contains("E713"), "{}", run.stderr);
        published(&sandbox, target, &[]);
        let www = readers(target);
        for place in [target, www] {
            let run = sandbox.run(&["verify", place, "--site", "site"]);
            assert_eq!(run.status, 0, "{place}: {}{}", run.stdout, run.stderr);
        }
        let at = |path: &str| format!("{www}/{path}");
        let same_size = sandbox.read(&at("index.html")).replace("Report", "Rumour");
        // In a release the file may be one with that of another release: it is altered for both.
        sandbox.write(&at("index.html"), same_size.as_bytes());
        fs::remove_file(sandbox.path().join(at("robots.txt"))).expect("a file");
        sandbox.write(&at("extra/index.html"), b"x");
        let run = sandbox.run(&["verify", target, "--site", "site", "--format", "json"]);
        let json: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let found = &json["differences"];
        assert_eq!(run.status, 1);
        assert_eq!(found["missing"], serde_json::json!(["robots.txt"]));
        assert_eq!(found["altered"], serde_json::json!(["index.html"]));
        assert_eq!(found["extra"], serde_json::json!(["extra/index.html"]));
        let text = sandbox.run(&["verify", target, "--site", "site"]).stdout;
        assert!(
            text.starts_with("missing  robots.txt\naltered  index.html\nextra    extra/index.html\n"),
            "{text}"
        );
        // A sample always sees what is missing or of another size.
        let run = sandbox.run(&["verify", target, "--site", "site", "--sample", "1%"]);
        assert!(run.status == 1 && run.stdout.contains("missing  robots.txt"));
        assert_eq!(sandbox.run(&["verify", target, "--site", "site", "--sample", "0"]).status, 2);
        // Whoever wants it as it was says so.
        let (_, healed) = publish(&sandbox, target, &["--force"]);
        assert_eq!(healed["files_sent"], 2, "{healed}");
        let run = sandbox.run(&["verify", target, "--site", "site"]);
        assert_eq!(
            (run.status, run.stdout.contains("extra/index.html")),
            if target == "swap" { (0, false) } else { (1, true) }
        );
    }
}

#[test]
fn verify_compares_an_output_folder_with_its_build() {
    let sandbox = site(4);
    let verify = || sandbox.run(&["verify", "site/output", "--site", "site"]);
    assert_eq!(verify().status, 2);
    assert_eq!(sandbox.run(&["build", "--site", "site"]).status, 0);
    assert_eq!(verify().status, 0, "{}", verify().stderr);
    sandbox.write("site/output/robots.txt", b"x");
    sandbox.write("site/output/new.html", b"x");
    let run = verify();
    assert_eq!((run.status, run.stdout.lines().next()), (1, Some("altered  robots.txt")), "{}", run.stdout);
    assert!(run.stdout.contains("extra    new.html"));
    // What was altered since the build is not published as if it were the build's.
    let (status, refused) = publish(&sandbox, "flat", &["--no-build"]);
    assert_eq!((status, codes(&refused)), (2, vec!["E710".to_owned()]));
    assert!(!sandbox.has("flat/index.html"));
}

#[test]
fn rollback_goes_back_and_forth() {
    let sandbox = site(4);
    let first = published(&sandbox, "swap", &[]);
    let one = sandbox.files("www/current");
    let (status, refused) = publish(&sandbox, "swap", &["--rollback"]);
    assert_eq!((status, codes(&refused)), (2, vec!["E712".to_owned()]), "{refused}");
    article(&sandbox, 1, "two");
    let second = published(&sandbox, "swap", &[]);
    let two = sandbox.files("www/current");
    assert_ne!(one, two);
    let dry = published(&sandbox, "swap", &["--rollback", "--dry-run"]);
    assert_eq!(
        (&dry["receipt"]["rollback_to"], sandbox.files("www/current") == two),
        (&first["receipt"]["id"], true)
    );
    let back = published(&sandbox, "swap", &["--rollback"]);
    assert_eq!(back["receipt"]["to"], first["receipt"]["to"]);
    assert_eq!(sandbox.files("www/current"), one);
    let id = second["receipt"]["id"].as_str().expect("a name");
    published(&sandbox, "swap", &["--rollback", id, "--verify"]);
    assert_eq!(sandbox.files("www/current"), two);
    // The name of a target is no receipt.
    let run = sandbox.run(&["publish", "--site", "site", "--rollback", "swap"]);
    assert!(run.status == 0 && run.stdout.starts_with("Went back to"), "{}{}", run.stdout, run.stderr);
    // After going back, publishing starts from there.
    published(&sandbox, "swap", &["--verify"]);
    assert_eq!(publish(&sandbox, "swap", &["--rollback", "nonsense"]).0, 2);
    for n in 0..4 {
        article(&sandbox, n, "three");
        published(&sandbox, "swap", &[]);
    }
    assert_eq!(fs::read_dir(sandbox.path().join("www/releases")).expect("releases").count(), 3);
    published(&sandbox, "flat", &[]);
    let (status, refused) = publish(&sandbox, "flat", &["--rollback"]);
    assert_eq!((status, codes(&refused)), (2, vec!["E712".to_owned()]));
}

#[test]
fn strangers_are_left_alone_unless_adopted() {
    let sandbox = site(3);
    sandbox.write("flat/index.html", b"theirs");
    sandbox.write("flat/old/page.html", b"theirs");
    sandbox.write("flat/.git/HEAD", b"ref");
    let (status, refused) = publish(&sandbox, "flat", &[]);
    assert_eq!((status, codes(&refused)), (2, vec!["E705".to_owned()]));
    assert_eq!(sandbox.read("flat/index.html"), "theirs");
    let done = published(&sandbox, "flat", &["--adopt"]);
    assert!(
        steps(&done).contains(&"delete old/page.html".to_owned())
            && steps(&done).contains(&"replace index.html".to_owned())
    );
    assert_eq!((sandbox.has("flat/old"), sandbox.read("flat/.git/HEAD").as_str()), (false, "ref"));
    // What somebody adds later is nobody's business.
    sandbox.write("flat/theirs.html", b"x");
    article(&sandbox, 1, "two");
    published(&sandbox, "flat", &[]);
    assert!(sandbox.has("flat/theirs.html"));
}

#[test]
fn faulty_content_is_published_without_it_and_said() {
    let sandbox = site(3);
    sandbox.write("site/content/bad.md", b"---\ntitle: [\n---\nx\n");
    let (status, json) = publish(&sandbox, "swap", &[]);
    assert_eq!((status, &json["faulty"], &json["published"]), (1, &1.into(), &true.into()));
    sandbox.write("site/config.yaml", b"titel: x\n");
    let run = sandbox.run(&["publish", "swap", "--site", "site"]);
    assert!(run.status == 2 && run.stdout == "Nothing was published.\n", "{}", run.stdout);
}

#[test]
fn what_cannot_be_published_to_is_named() {
    let sandbox = site(1);
    let run = |args: &[&str]| sandbox.run(&[&["publish", "--site", "site"], args].concat());
    let none = run(&[]);
    assert!(
        none.status == 2 && none.stderr.contains("[E701]") && none.stderr.contains("swap, flat"),
        "{}",
        none.stderr
    );
    let near = run(&["swpa"]);
    assert!(near.status == 2 && near.stderr.contains("did you mean `swap`?"), "{}", near.stderr);
    let unbuilt = run(&["swap", "--no-build"]);
    assert!(unbuilt.status == 2 && unbuilt.stderr.contains("[E709]"), "{}", unbuilt.stderr);
    for (url, what) in
        [("output/www", "the output folder"), (".", "the output folder"), ("content", "the articles")]
    {
        sandbox.write(
            "site/config.yaml",
            format!("title: T\nbase_url: https://t.example/\npublish: {{x: {url}}}\n").as_bytes(),
        );
        let over = run(&["x"]);
        assert!(
            over.status == 2 && over.stderr.contains("[E715]") && over.stderr.contains(what),
            "{}",
            over.stderr
        );
    }
    sandbox.write(
        "site/config.yaml",
        b"title: T\nbase_url: https://t.example/\npublish:\n  x: ftp://u:hunter2@h/x\n",
    );
    let secret = run(&["x"]);
    assert!(secret.status == 2 && secret.stderr.contains("[E421]"), "{}", secret.stderr);
    assert!(!secret.stderr.contains("hunter2") && !secret.stdout.contains("hunter2"), "{}", secret.stderr);
}

#[test]
fn the_hook_gets_what_changed() {
    let sandbox = site(3);
    let config = sandbox.read("site/config.yaml");
    sandbox.write("site/config.yaml", format!("{config}  hooked: {{url: ../hooked, purge: 'cat > ../purged'}}\n  broken: {{url: ../broken, purge: 'exit 3'}}\n").as_bytes());
    published(&sandbox, "hooked", &[]);
    article(&sandbox, 2, "two");
    published(&sandbox, "hooked", &[]);
    let purged = sandbox.read("purged");
    assert!(purged.lines().any(|l| l == "https://t.example/2015/01/03/report-2/"), "{purged}");
    assert!(purged.lines().any(|l| l == "https://t.example/") && !purged.contains("report-1/"), "{purged}");
    let failed = published(&sandbox, "broken", &[]);
    assert_eq!(codes(&failed), ["W714"]);
}
