//! Importing again: what is new, what an editor has changed, what is gone.

use super::{report, site, written};
use crate::sandbox::Sandbox;
use serde_json::Value;
use std::fs;

fn article(words: &str) -> String {
    format!(
        "Council buys the quay\n24 September 2015\n\nThe council bought the quay for a pound on Thursday night. {words}\n"
    )
}

fn import(sandbox: &Sandbox, more: &[&str]) -> Value {
    let mut all = vec!["import", "text", "input"];
    all.extend(more);
    let run = sandbox.run(&all);
    assert!(run.status <= 1, "{}{}", run.stdout, run.stderr);
    report(sandbox)
}

fn outcome(report: &Value) -> &str {
    report["lines"][0]["outcome"].as_str().expect("an outcome")
}

const PATH: &str = "content/2015/2015-09-24-council-buys-the-quay.md";

#[test]
fn a_newer_source_updates_what_nobody_touched() {
    let sandbox = site();
    sandbox.write("input/a.txt", article("It was raining.").as_bytes());
    assert_eq!(outcome(&import(&sandbox, &[])), "written");
    sandbox.write("input/a.txt", article("It was dry.").as_bytes());
    assert_eq!(outcome(&import(&sandbox, &[])), "updated");
    assert!(sandbox.read(PATH).contains("dry"));
    assert_eq!(outcome(&import(&sandbox, &[])), "unchanged");
}

#[test]
fn what_an_editor_changed_is_left_alone() {
    let sandbox = site();
    sandbox.write("input/a.txt", article("It was raining.").as_bytes());
    import(&sandbox, &[]);
    let edited = sandbox.read(PATH).replace("a pound", "one pound");
    sandbox.write(PATH, edited.as_bytes());
    assert_eq!(outcome(&import(&sandbox, &[])), "left");
    sandbox.write("input/a.txt", article("It was dry.").as_bytes());
    for _ in 0..2 {
        let said = import(&sandbox, &[]);
        assert_eq!(outcome(&said), "left");
        assert!(said["lines"][0]["because"].as_str().is_some_and(|why| why.contains("--theirs")), "{said}");
    }
    assert_eq!(sandbox.read(PATH), edited);
    assert_eq!(outcome(&import(&sandbox, &["--theirs"])), "updated");
    assert!(sandbox.read(PATH).contains("dry"));
}

#[test]
fn what_an_editor_removed_stays_away() {
    let sandbox = site();
    sandbox.write("input/a.txt", article("It was raining.").as_bytes());
    import(&sandbox, &[]);
    fs::remove_file(sandbox.path().join(PATH)).expect("removed");
    assert_eq!(outcome(&import(&sandbox, &[])), "left");
    assert!(!sandbox.has(PATH));
}

#[test]
fn an_article_of_somebody_else_keeps_its_file_and_address() {
    let sandbox = site();
    sandbox.write(PATH, b"---\ntitle: Another article\ndate: 2015-09-24\n---\n\nBy hand.\n");
    sandbox.write("input/a.txt", article("It was raining.").as_bytes());
    assert_eq!(outcome(&import(&sandbox, &[])), "written");
    assert!(sandbox.read(PATH).contains("By hand"));
    assert!(
        sandbox.has("content/2015/2015-09-24-council-buys-the-quay-2.md"),
        "{:?}",
        written(&sandbox).keys()
    );
    assert_eq!(sandbox.run(&["build"]).status, 0);
}

#[test]
fn a_lost_record_makes_no_doubles() {
    let sandbox = site();
    sandbox.write("input/a.txt", article("It was raining.").as_bytes());
    import(&sandbox, &[]);
    fs::remove_dir_all(sandbox.path().join("content/.import")).expect("removed");
    assert_eq!(outcome(&import(&sandbox, &[])), "unchanged");
    assert_eq!(written(&sandbox).len(), 1);
}

#[test]
fn another_article_at_the_same_place_of_another_source_is_another() {
    let sandbox = site();
    sandbox.write("input/a.txt", article("It was raining.").as_bytes());
    import(&sandbox, &[]);
    let other = "Fog closes the harbour\n3 May 1999\n\nFog closed the harbour for a day and a night, and then for another day.\n";
    sandbox.write("input/a.txt", other.as_bytes());
    assert_eq!(outcome(&import(&sandbox, &[])), "written");
    assert_eq!(written(&sandbox).len(), 2);
}

#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = site();
    sandbox.write("input/a.txt", article("It was raining.").as_bytes());
    let run = sandbox.run(&["import", "text", "input", "--dry-run"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("written as 2015/2015-09-24-council-buys-the-quay.md"), "{}", run.stdout);
    assert!(written(&sandbox).is_empty() && !sandbox.has("content/.import"));
}

#[test]
fn old_and_new_addresses_are_listed() {
    let sandbox = site();
    let text = format!("URL: https://mercury.example/news/77.html\n{}", article("It was raining."));
    sandbox.write("input/a.txt", text.as_bytes());
    import(&sandbox, &["--map", "moved.tsv"]);
    assert_eq!(
        sandbox.read("moved.tsv"),
        "https://mercury.example/news/77.html\t/2015/09/24/council-buys-the-quay/\n"
    );
    assert!(sandbox.read(PATH).contains("aliases:\n  - \"/news/77.html\"\n"), "{}", sandbox.read(PATH));
}
