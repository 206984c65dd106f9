//! Error cases: each file in `tests/errors/` is a small site and the exact words that building it gives.
//!
//! A case is a text of parts, each under a line `-- PATH --`. The part `expect` holds what the program says and how it
//! ends; all others are files of the site. `\x` with two hexadecimal digits stands for a byte in a part named
//! `PATH (bytes)`. A part `arguments` holds more arguments. `DATELINE_BLESS=1 cargo test` rewrites what is expected.

use crate::sandbox::{Sandbox, blessing, root};
use std::fs;

#[test]
fn every_case_says_what_is_expected() {
    let mut cases: Vec<_> = fs::read_dir(root().join("tests/errors"))
        .expect("the folder of cases")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    cases.sort();
    assert!(cases.len() > 20, "only {} cases were found", cases.len());
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
        Some((name, text)) => match name.strip_suffix(" (bytes)") {
            Some(path) => sandbox.write(path, &unescape(text.trim_end_matches('\n'))),
            None => sandbox.write(&name, text.as_bytes()),
        },
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
