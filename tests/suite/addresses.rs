//! Addresses that were ever public: what publishing writes down, what building refuses, and what is mended.

use crate::sandbox::{Run, Sandbox};
use std::fs;

const HEADING: &str = "address\tarticle\tfirst published\tnow";

fn site() -> Sandbox {
    let sandbox = Sandbox::with(&[
        (
            "config.yaml",
            "title: T\nbase_url: https://t.example/\npublish:\n  live: ../live\n  staging: {url: ../staging, public: false}\n",
        ),
        ("content/quay.md", "---\ntitle: Quay\ndate: 2015-01-01\naliases: [/news/1.html]\n---\nx\n"),
        ("content/pier.md", "---\ntitle: Pier\ndate: 2015-01-02\nid: pier-1\n---\nx\n"),
        ("content/mole.md", "---\ntitle: Mole\ndate: 2015-01-03\n---\nx\n"),
        ("content/pages/about.md", "---\ntitle: About\n---\nx\n"),
    ]);
    // The target lies beside the site, so the site is a folder of its own.
    let inner = Sandbox::new();
    for (path, bytes) in sandbox.files(".") {
        inner.write(&format!("site/{}", path.trim_start_matches("./")), &bytes);
    }
    inner
}

fn run(sandbox: &Sandbox, args: &[&str]) -> Run {
    let all: Vec<&str> = args.iter().copied().chain(["--site", "site"]).collect();
    sandbox.run(&all)
}

#[track_caller]
fn ok(sandbox: &Sandbox, args: &[&str]) -> Run {
    let run = run(sandbox, args);
    assert_eq!(run.status, 0, "{args:?}: {}{}", run.stdout, run.stderr);
    run
}

#[track_caller]
fn refused(sandbox: &Sandbox, said: &[&str]) {
    let before = sandbox.files("site/output");
    let run = run(sandbox, &["build"]);
    assert_eq!(run.status, 2, "{}{}", run.stdout, run.stderr);
    for words in said {
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
    assert!(sandbox.files("site/output") == before);
}

/// The list without the days.
fn list(sandbox: &Sandbox) -> Vec<String> {
    let text = sandbox.read("site/addresses.tsv");
    assert_eq!(text.lines().next(), Some(HEADING));
    let line = |line: &str| {
        let parts: Vec<&str> = line.split('\t').collect();
        assert!(parts.len() == 4 && parts[2].starts_with("20") && parts[2].len() == 10, "{line}");
        let now = if parts[3].starts_with("gone ") { "gone" } else { parts[3] };
        format!("{} {} {now}", parts[0], parts[1])
    };
    text.lines().skip(1).map(line).collect()
}

#[test]
fn publishing_writes_down_what_is_public() {
    let sandbox = site();
    ok(&sandbox, &["publish", "staging"]);
    ok(&sandbox, &["publish", "live", "--dry-run"]);
    assert!(!sandbox.has("site/addresses.tsv"));
    let run = ok(&sandbox, &["publish", "live"]);
    assert!(
        run.stdout.contains("5 addresses are public for the first time: commit addresses.tsv"),
        "{}",
        run.stdout
    );
    let all = [
        "/2015/01/01/quay/ quay.md page",
        "/2015/01/02/pier/ pier-1 page",
        "/2015/01/03/mole/ mole.md page",
        "/about/ pages/about.md page",
        "/news/1.html quay.md redirect /2015/01/01/quay/",
    ];
    assert_eq!(list(&sandbox), all);
    let text = sandbox.read("site/addresses.tsv");
    ok(&sandbox, &["publish", "live"]);
    assert_eq!(sandbox.read("site/addresses.tsv"), text);
    // A publish that was killed before it wrote the list: the next one writes it, though nothing is to be sent.
    fs::remove_file(sandbox.path().join("site/addresses.tsv")).expect("a file");
    ok(&sandbox, &["publish", "live"]);
    assert_eq!(list(&sandbox), all);
    // Drafts are not public.
    sandbox.write("site/content/draft.md", b"---\ntitle: D\nstatus: draft\ndate: 2015-02-02\n---\nx\n");
    ok(&sandbox, &["publish", "live", "--drafts"]);
    assert_eq!(list(&sandbox), all);
}

#[test]
fn an_article_that_moves_leaves_an_alias() {
    let sandbox = site();
    ok(&sandbox, &["publish", "live"]);
    ok(&sandbox, &["build"]);
    sandbox.write("site/content/mole.md", b"---\ntitle: Mole\ndate: 2015-01-03\nslug: breakwater\n---\nx\n");
    // One that has an `id` is known again under another name.
    let pier = sandbox.read("site/content/pier.md");
    fs::remove_file(sandbox.path().join("site/content/pier.md")).expect("a file");
    sandbox.write("site/content/old-pier.md", pier.as_bytes());
    refused(
        &sandbox,
        &[
            "E307",
            "`/2015/01/03/mole/` has been public since",
            "stands at `/2015/01/03/breakwater/`",
            "content/old-pier.md",
        ],
    );
    let (status, json) = {
        let run = run(&sandbox, &["publish", "live", "--format", "json"]);
        (run.status, serde_json::from_str::<serde_json::Value>(&run.stdout).expect("JSON"))
    };
    assert_eq!((status, &json["published"]), (2, &false.into()));
    let shown = ok(&sandbox, &["addresses", "fix", "--dry-run"]);
    assert!(
        shown.stdout.contains("content/mole.md:6:   - /2015/01/03/mole/\n")
            && shown.stdout.contains("2 of 2 would be mended"),
        "{}",
        shown.stdout
    );
    assert!(!sandbox.read("site/content/mole.md").contains("aliases"));
    ok(&sandbox, &["addresses", "fix"]);
    assert_eq!(
        sandbox.read("site/content/mole.md"),
        "---\ntitle: Mole\ndate: 2015-01-03\nslug: breakwater\naliases:\n  - /2015/01/03/mole/\n---\nx\n"
    );
    ok(&sandbox, &["publish", "live"]);
    assert!(sandbox.read("live/current/2015/01/03/mole/index.html").contains("/2015/01/03/breakwater/"));
    let list = list(&sandbox);
    assert!(
        list.contains(&"/2015/01/03/mole/ mole.md redirect /2015/01/03/breakwater/".to_owned()),
        "{list:?}"
    );
    assert!(list.contains(&"/2015/01/02/old-pier/ pier-1 page".to_owned()), "{list:?}");
    // What was an alias once stays one.
    sandbox.write("site/content/quay.md", b"---\ntitle: Quay\ndate: 2015-01-01\naliases: []\n---\nx\n");
    refused(&sandbox, &["E307", "the old address `/news/1.html` was public"]);
    ok(&sandbox, &["addresses", "fix"]);
    assert!(sandbox.read("site/content/quay.md").contains("aliases: [/news/1.html]"));
    ok(&sandbox, &["build"]);
    assert!(ok(&sandbox, &["addresses", "fix"]).stdout.contains("No address"));
}

#[test]
fn an_article_that_is_taken_away_leaves_a_tombstone_or_a_word() {
    let sandbox = site();
    ok(&sandbox, &["publish", "live"]);
    let mole = "---\ntitle: Mole\ndate: 2015-01-03\n";
    sandbox.write("site/content/mole.md", format!("{mole}status: draft\n---\nx\n").as_bytes());
    refused(&sandbox, &["E307", "it is a draft", "status: withdrawn"]);
    sandbox.write("site/content/mole.md", format!("{mole}status: withdrawn\n---\nx\n").as_bytes());
    ok(&sandbox, &["build"]);
    fs::remove_file(sandbox.path().join("site/content/mole.md")).expect("a file");
    refused(&sandbox, &["E307", "site/addresses.tsv", "its article `mole.md` is not in the site any more"]);
    let left = run(&sandbox, &["addresses", "fix"]);
    assert!(left.status == 1 && left.stdout.contains("0 of 1 mended"), "{}", left.stdout);
    let allowed = run(&sandbox, &["build", "--allow-broken-addresses"]);
    assert!(allowed.status == 0 && allowed.stderr.contains("[W318]"), "{}", allowed.stderr);
    // A build that nothing has changed for would refuse as before.
    refused(&sandbox, &["E307"]);
    assert_eq!(run(&sandbox, &["addresses", "fix", "--gone", "/nowhere/"]).status, 2);
    let before = sandbox.read("site/addresses.tsv");
    ok(&sandbox, &["addresses", "fix", "--gone", "/2015/01/03/mole/", "--dry-run"]);
    assert_eq!(sandbox.read("site/addresses.tsv"), before);
    ok(&sandbox, &["addresses", "fix", "--gone", "/2015/01/03/mole/"]);
    ok(&sandbox, &["publish", "live"]);
    assert!(list(&sandbox).contains(&"/2015/01/03/mole/ mole.md gone".to_owned()));
    // It may come back.
    sandbox.write("site/content/mole.md", format!("{mole}---\nx\n").as_bytes());
    ok(&sandbox, &["publish", "live"]);
    assert!(list(&sandbox).contains(&"/2015/01/03/mole/ mole.md page".to_owned()));
}

#[test]
fn a_faulty_list_stops_the_build() {
    let sandbox = site();
    ok(&sandbox, &["publish", "live"]);
    let text = sandbox.read("site/addresses.tsv");
    sandbox.write("site/addresses.tsv", format!("{text}<<<<<<< HEAD\n").as_bytes());
    refused(&sandbox, &["E308", "site/addresses.tsv:7"]);
    assert_eq!(run(&sandbox, &["addresses", "fix"]).status, 2);
}
