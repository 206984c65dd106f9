//! Saved pages in the manner of twenty publishers, and what is to be read in them: `tests/imports/pages/fields.json`.

use super::{site, written};
use crate::sandbox::{files_below, root};
use dateline::article::markdown::plain_text;
use serde_json::Value;
use std::collections::BTreeMap;

/// The words of a text; a letter of a script that parts none is one.
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
        match part.chars().any(|c| matches!(c as u32, 0x3040..=0x9FFF)) {
            true => out.extend(part.chars().map(String::from)),
            false => out.push(part.to_owned()),
        }
    }
    out
}

/// How many words two texts share, in order.
fn shared(a: &[String], b: &[String]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for x in a {
        let mut corner = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { corner + 1 } else { above.max(row[at]) };
            corner = above;
        }
    }
    row[b.len()]
}

/// Text of a body in Markdown: captions are titles of pictures.
fn shown(body: &str) -> String {
    let blocks =
        body.split("\n\n").map(|block| match block.strip_prefix("![").and_then(|b| b.split_once(" \"")) {
            Some((_, title)) => title.trim_end_matches(['"', ')']).to_owned(),
            None => plain_text(block),
        });
    blocks.collect::<Vec<_>>().join(" ")
}

#[test]
fn pages_of_twenty_publishers_are_read_right() {
    let sandbox = site();
    for (path, bytes) in files_below(&root().join("tests/imports/pages/input")) {
        sandbox.write(&format!("input/{path}"), &bytes);
    }
    sandbox.run(&["import", "html", "input"]);
    let report = super::report(&sandbox);
    let lines = report["lines"].as_array().expect("lines");
    let files = written(&sandbox);
    let expected = std::fs::read_to_string(root().join("tests/imports/pages/fields.json")).expect("fields");
    let expected: BTreeMap<String, Value> = serde_json::from_str(&expected).expect("JSON");
    assert_eq!(expected.len(), 20);
    let mut wrong = Vec::new();
    for (name, fields) in expected {
        let line =
            lines.iter().find(|line| line["source"] == format!("input/{name}").as_str()).expect("a line");
        let Some(file) = line["path"].as_str().and_then(|path| files.get(path)) else {
            wrong.push(format!("{name} was not written: {line}"));
            continue;
        };
        let text = String::from_utf8_lossy(file);
        let (front, body) = text[4..].split_once("---\n").expect("front matter");
        let front: serde_yaml::Value = serde_yaml::from_str(front).expect("YAML");
        let front: Value = serde_json::to_value(front).expect("values");
        let date = |value: &Value| value.as_str().unwrap_or_default().chars().take(16).collect::<String>();
        if front["title"] != fields["title"]
            || front["authors"] != fields["authors"]
            || date(&front["date"]) != date(&fields["date"])
        {
            wrong.push(format!("{name}: {} {} {}", front["title"], front["authors"], front["date"]));
        }
        let (wanted, found) = (words(fields["body"].as_str().unwrap_or_default()), words(&shown(body)));
        let same = shared(&wanted, &found) as f64;
        let (precision, recall) = (same / found.len() as f64, same / wanted.len() as f64);
        if precision < 0.95 || recall < 0.95 {
            wrong.push(format!("{name}: precision {precision:.3}, recall {recall:.3}:\n{body}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
