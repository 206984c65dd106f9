//! Error cases: each file in `tests/errors/` is a small site and the exact words that building it gives.
//!
//! A case is a text of parts, each under a line `-- PATH --`. The part `expect` holds what the program says and how it
//! ends; all others are files of the site. `\x` with two hexadecimal digits stands for a byte in a path and in a part
//! named `PATH (bytes)`; a part `PATH (link)` is a symbolic link to what its text names. A part `arguments` holds more
//! arguments. `DATELINE_BLESS=1 cargo test` rewrites what is expected.

use crate::sandbox::{Sandbox, blessing, root};
use dateline::diagnostic::catalogue;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

/// Codes that no case shows, and why.
const SHOWN_ELSEWHERE: &[(&str, &str)] = &[
    ("E055", "needs a file of many megabytes: `hostile::an_article_of_100_megabytes`"),
    ("E506", "guards the step from views to templates; every map of a view has text as keys"),
    ("E603", "needs two builds at once: `hostile::two_builds_at_once`"),
    ("E604", "needs an earlier build: `hostile::what_no_build_made_stays`"),
    ("E605", "needs an earlier build: `hostile::a_link_in_the_output_is_not_followed`"),
    ("E606", "guards the writer; addresses that lead out are refused before, with E302 and E303"),
    ("E614", "belongs to `dateline explain`: `commands::explain_says_why`"),
    ("E701", "belongs to `dateline publish`: `publish::what_cannot_be_published_to_is_named`"),
    ("E702", "belongs to `dateline publish`: `publish::faults`"),
    ("E703", "belongs to `dateline publish`: `publish::faults`"),
    ("E704", "belongs to `dateline publish`: `publish::two_publishers_at_once`"),
    ("E705", "belongs to `dateline publish`: `publish::strangers_are_left_alone_unless_adopted`"),
    ("E706", "belongs to `dateline publish`: `publish::deletions_have_a_limit`"),
    (
        "E707",
        "needs another program at work on the output: tests in `publish/folder` and `tests/suite/publish`",
    ),
    ("E708", "belongs to `dateline publish`: `publish::faults`"),
    ("E709", "belongs to `dateline publish`: `publish::what_cannot_be_published_to_is_named`"),
    ("E710", "belongs to `dateline publish`: `publish::faults`"),
    ("E711", "belongs to `dateline publish`: `publish::faults`"),
    ("E712", "belongs to `dateline publish`: `publish::rollback_goes_back_and_forth`"),
    ("E713", "belongs to `dateline verify`: `publish::verify_names_what_differs`"),
    ("W714", "belongs to `dateline publish`: `publish::the_hook_gets_what_changed`"),
    ("E715", "belongs to `dateline publish`: `publish::what_cannot_be_published_to_is_named`"),
    ("E716", "needs a program that was built without stores"),
    ("E801", "belongs to `dateline import`: `imports::nothing_can_be_done`"),
    ("E802", "belongs to `dateline import`: `imports::a_damaged_record_is_named`"),
    ("E803", "belongs to `dateline import`: `imports::nothing_can_be_done`"),
    ("E804", "belongs to `dateline import`: `imports::nothing_can_be_done`"),
    ("E805", "needs a disk that is full where temporary files lie"),
    ("N612", "needs an earlier build: `damaged`"),
    ("W613", "needs an earlier build: `damaged`"),
    ("W512", "needs a file without the right to read it: `hostile::unreadable_files`"),
];

#[test]
fn every_code_is_shown_by_a_case() {
    let said: String = cases()
        .iter()
        .filter_map(|path| {
            fs::read_to_string(path).ok()?.split_once("-- expect --").map(|(_, e)| e.to_owned())
        })
        .collect();
    let shown: BTreeSet<&str> =
        catalogue::all().iter().map(|c| c.name).filter(|name| said.contains(&format!("[{name}]"))).collect();
    let missing: Vec<&str> = catalogue::all()
        .iter()
        .map(|c| c.name)
        .filter(|name| !shown.contains(name) && !SHOWN_ELSEWHERE.iter().any(|(code, _)| code == name))
        .collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
    let needless: Vec<_> = SHOWN_ELSEWHERE.iter().filter(|(code, _)| shown.contains(code)).collect();
    assert!(needless.is_empty(), "a case shows these: {needless:?}");
}

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<_> = fs::read_dir(root().join("tests/errors"))
        .expect("the folder of cases")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    cases.sort();
    cases
}

#[test]
fn every_case_says_what_is_expected() {
    let cases = cases();
    assert!(cases.len() >= 60, "only {} cases were found", cases.len());
    let mut wrong = Vec::new();
    for path in cases {
        let text = fs::read_to_string(&path).expect("a case is text");
        let (files, expected) = text.split_once("-- expect --\n").unwrap_or((text.as_str(), ""));
        let found = outcome(files);
        if found == expected {
            continue;
        }
        if blessing() {
            fs::write(&path, format!("{files}-- expect --\n{found}")).expect("a case can be written");
        } else {
            wrong.push(format!("{}\n--- expected\n{expected}--- found\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ\n\n{}", wrong.len(), wrong.join("\n\n"));
}

/// Builds the site of a case; gives what was said, without seconds, and the exit status.
fn outcome(files: &str) -> String {
    let sandbox = Sandbox::new();
    let mut arguments = vec!["build".to_owned(), "-v".to_owned()];
    let mut part: Option<(String, String)> = None;
    let mut finish = |part: Option<(String, String)>| match part {
        Some((name, text)) if name == "arguments" => {
            arguments.extend(text.split_whitespace().map(str::to_owned));
        }
        Some((name, text)) => put(&sandbox, &name, &text),
        None => {}
    };
    for line in files.split_inclusive('\n') {
        match line.strip_prefix("-- ").and_then(|l| l.trim_end().strip_suffix(" --")) {
            Some(name) => finish(part.replace((name.to_owned(), String::new()))),
            None => {
                if let Some((_, text)) = &mut part {
                    text.push_str(line);
                }
            }
        }
    }
    finish(part);
    if !sandbox.has("config.yaml") {
        sandbox.write("config.yaml", b"title: Test\nbase_url: https://test.example/\n");
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let run = sandbox.run(&arguments);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    let summary = run.stdout.rsplit_once(", ").map_or("", |(counts, _)| counts);
    let said = run.stderr.replace(&*sandbox.path().to_string_lossy(), "SITE");
    format!("{said}{summary}\nexit {}\n", run.status)
}

/// Writes one part of a case into the sandbox.
fn put(sandbox: &Sandbox, name: &str, text: &str) {
    let (path, kind) = name.strip_suffix(')').and_then(|n| n.rsplit_once(" (")).unwrap_or((name, ""));
    let full = sandbox.path().join(OsString::from_vec(unescape(path)));
    fs::create_dir_all(full.parent().expect("a folder above")).expect("folders can be made");
    let line = text.trim_end_matches('\n');
    match kind {
        "link" => std::os::unix::fs::symlink(line, full).expect("links can be made"),
        "bytes" => fs::write(full, unescape(line)).expect("files can be written"),
        _ => fs::write(full, text).expect("files can be written"),
    }
}

fn unescape(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let code = text.get(at + 2..at + 4).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at] == b'\\' && bytes.get(at + 1) == Some(&b'x'), code) {
            (true, Some(code)) => {
                out.push(code);
                at += 4;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out
}
