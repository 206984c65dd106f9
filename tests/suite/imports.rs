//! Importing: each folder in `tests/imports/` is a case, with `input/`, what the program is told (`arguments`), what it says
//! (`report`) and what it writes (`expected/`). `DATELINE_BLESS=1 cargo test` rewrites the last two.
//!
//! Whatever a case is about, three things hold for it: every file of the input has a line in the report, importing once more changes
//! nothing, and the site builds without an error of the importer's making.

mod again;
mod exports;
mod hostile;
mod pages;
mod words;

use crate::sandbox::{Sandbox, blessing, files_below, root};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const CONFIG: &str =
    "title: The Skerrow Mercury\nbase_url: https://mercury.example/\ntimezone: Europe/London\n";

/// A site without articles.
pub(super) fn site() -> Sandbox {
    Sandbox::with(&[
        ("config.yaml", CONFIG),
        ("content/pages/imprint.md", "---\ntitle: Imprint\n---\n\nHere.\n"),
    ])
}

/// Articles in the site, without those it had and without what belongs to the importer.
pub(super) fn written(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    let mut files = sandbox.files("content");
    files.retain(|path, _| !path.starts_with(".import/") && path != "pages/imprint.md");
    files
}

/// The report of the last import.
pub(super) fn report(sandbox: &Sandbox) -> Value {
    serde_json::from_str(&sandbox.read("content/.import/import-report.json")).expect("JSON")
}

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<_> = fs::read_dir(root().join("tests/imports"))
        .expect("the folder of cases")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.is_dir())
        .collect();
    cases.sort();
    cases
}

/// The arguments of a case; quotation marks hold words together.
fn arguments(case: &Path) -> Vec<String> {
    let text = fs::read_to_string(case.join("arguments")).expect("arguments");
    let parts = text.trim().split('"').enumerate();
    parts
        .flat_map(|(number, part)| match number % 2 {
            1 => vec![part.to_owned()],
            _ => part.split_whitespace().map(str::to_owned).collect(),
        })
        .collect()
}

#[test]
fn every_case_becomes_what_is_expected() {
    let cases = cases();
    assert!(cases.len() >= 8, "only {} cases were found", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let sandbox = site();
        for (path, bytes) in files_below(&case.join("input")) {
            sandbox.write(&format!("input/{path}"), &bytes);
        }
        let own = arguments(&case);
        let mut all = vec!["import"];
        all.extend(own.iter().map(String::as_str));
        all.push("-v");
        let run = sandbox.run(&all);
        assert!(!run.stderr.contains("panicked"), "{}: {}", case.display(), run.stderr);
        let said = format!("{}{}exit {}\n", run.stdout, run.stderr, run.status);
        let found = written(&sandbox);
        if blessing() {
            let _ = fs::remove_dir_all(case.join("expected"));
            fs::write(case.join("report"), &said).expect("the report can be written");
            for (path, bytes) in &found {
                let full = case.join("expected").join(path);
                fs::create_dir_all(full.parent().expect("a folder above")).expect("folders can be made");
                fs::write(full, bytes).expect("files can be written");
            }
        } else {
            let name = case.display();
            if fs::read_to_string(case.join("report")).unwrap_or_default() != said {
                wrong.push(format!("{name}: the report is\n{said}"));
            }
            let expected = files_below(&case.join("expected"));
            wrong.extend(
                expected
                    .keys()
                    .filter(|p| !found.contains_key(*p))
                    .map(|p| format!("{name}: {p} is missing")),
            );
            wrong.extend(
                found
                    .iter()
                    .filter(|(p, bytes)| expected.get(*p) != Some(bytes))
                    .map(|(p, bytes)| format!("{name}: {p} is\n{}", String::from_utf8_lossy(bytes))),
            );
        }
        every_input_has_a_line(&sandbox, &case);
        again_changes_nothing(&sandbox, &all, &case);
        it_builds(&sandbox, &case);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn every_input_has_a_line(sandbox: &Sandbox, case: &Path) {
    let report = report(sandbox);
    let lines = report["lines"].as_array().expect("lines");
    assert_eq!(report["found"], lines.len(), "{}", case.display());
    for path in sandbox.files("input").keys() {
        let source = format!("input/{path}");
        let has = lines.iter().any(|line| line["source"] == source.as_str());
        assert!(has, "{}: {source} has no line", case.display());
    }
    let counted: u64 = report["counts"].as_object().expect("counts").values().filter_map(Value::as_u64).sum();
    assert_eq!(report["found"], counted, "{}", case.display());
}

fn again_changes_nothing(sandbox: &Sandbox, arguments: &[&str], case: &Path) {
    let before = sandbox.files("content");
    sandbox.run(arguments);
    let mut after = sandbox.files("content");
    let report = report(sandbox);
    for changed in ["written", "updated", "left"] {
        assert_eq!(report["counts"][changed], 0, "{}: {report}", case.display());
    }
    let of_report = ".import/import-report.json";
    after.insert(of_report.to_owned(), before[of_report].clone());
    assert_eq!(before, after, "{}", case.display());
}

fn it_builds(sandbox: &Sandbox, case: &Path) {
    let (status, json) = sandbox.build_json(&[]);
    let errors: Vec<&Value> = json["diagnostics"]
        .as_array()
        .expect("diagnostics")
        .iter()
        .filter(|diagnostic| diagnostic["severity"] == "error")
        .collect();
    assert!(status == 0 && errors.is_empty(), "{}: {errors:?}", case.display());
}
