//! Golden sites: each folder in `tests/sites/` is a site, and `expected/` inside it the site it becomes, byte for byte.
//!
//! A file `at` holds the moment it is built for, where that is not the usual one. `DATELINE_BLESS=1 cargo test` rewrites
//! `expected/`. The theme's assets are left out: they change with every touch of the style sheet.

use crate::sandbox::{AT, blessing, files_below, root, run_in};
use std::collections::BTreeMap;
use std::fs;

#[test]
fn every_site_becomes_what_is_expected() {
    let mut sites: Vec<_> = fs::read_dir(root().join("tests/sites"))
        .expect("the folder of sites")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.is_dir())
        .collect();
    sites.sort();
    assert!(sites.len() >= 4, "only {} sites were found", sites.len());
    let mut wrong = Vec::new();
    for site in sites {
        let work = tempfile::tempdir().expect("a temporary folder");
        let copy = work.path().join("site");
        copy_site(&site, &copy);
        let at = fs::read_to_string(site.join("at")).unwrap_or_else(|_| AT.to_owned());
        let run = run_in(&copy, &["build", "--strict", "--at", at.trim()]);
        assert_eq!(run.status, 0, "{}: {}", site.display(), run.stderr);
        let found = comparable(files_below(&copy.join("output")));
        let expected = site.join("expected");
        if blessing() {
            let _ = fs::remove_dir_all(&expected);
            for (path, bytes) in &found {
                let full = expected.join(path);
                fs::create_dir_all(full.parent().expect("a folder above")).expect("folders can be made");
                fs::write(full, bytes).expect("files can be written");
            }
            continue;
        }
        wrong.extend(differences(&site.display().to_string(), &files_below(&expected), &found));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn copy_site(from: &std::path::Path, to: &std::path::Path) {
    for (path, bytes) in files_below(from) {
        if path.starts_with("expected/") {
            continue;
        }
        let full = to.join(path);
        fs::create_dir_all(full.parent().expect("a folder above")).expect("folders can be made");
        fs::write(full, bytes).expect("files can be written");
    }
}

/// Assets change with every touch of the style sheet: their content is left out, and their fingerprints are made equal.
fn comparable(files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let plain = |text: &str| {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("/assets/") {
            let (before, asset) = rest.split_at(at + "/assets/".len());
            out.push_str(before);
            let end = asset.find(['"', '\'', ' ', '>', '<']).unwrap_or(asset.len());
            let parts: Vec<&str> = asset[..end].split('.').collect();
            match parts.as_slice() {
                [stem, digest, ending] if digest.len() == 8 => out.push_str(&format!("{stem}.{ending}")),
                _ => out.push_str(&asset[..end]),
            }
            rest = &asset[end..];
        }
        out + rest
    };
    files
        .into_iter()
        .filter(|(path, _)| !path.starts_with("assets/"))
        .map(|(path, bytes)| match String::from_utf8(bytes) {
            Ok(text) => (path, plain(&text).into_bytes()),
            Err(other) => (path, other.into_bytes()),
        })
        .collect()
}

fn differences(
    site: &str,
    expected: &BTreeMap<String, Vec<u8>>,
    found: &BTreeMap<String, Vec<u8>>,
) -> Vec<String> {
    let mut out = Vec::new();
    for path in expected.keys().filter(|p| !found.contains_key(*p)) {
        out.push(format!("{site}: {path} is missing"));
    }
    for (path, bytes) in found {
        match expected.get(path) {
            None => out.push(format!("{site}: {path} is new")),
            Some(wanted) if wanted != bytes => {
                out.push(format!("{site}: {}", first_difference(path, wanted, bytes)))
            }
            Some(_) => {}
        }
    }
    out
}

fn first_difference(path: &str, wanted: &[u8], found: &[u8]) -> String {
    let (wanted, found) = (String::from_utf8_lossy(wanted), String::from_utf8_lossy(found));
    let mut lines = wanted.lines().zip(found.lines()).enumerate();
    match lines.find(|(_, (a, b))| a != b) {
        Some((n, (a, b))) => format!("{path}:{}\n  - {a}\n  + {b}", n + 1),
        None => format!("{path}: one is longer"),
    }
}
