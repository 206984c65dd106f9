//! Readers while a publish runs: every page they get is whole, with all its assets, and leads nowhere that is not there.

use super::{article, is_as_built, published, readers, site};
use crate::built::Page;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Reads the site from its front page, following every link; says what a reader would have missed.
fn walk(root: &Path, seen: &AtomicUsize, stop: &AtomicBool) -> Vec<String> {
    let (mut known, mut missed) = (BTreeSet::from([String::from("/")]), Vec::new());
    let mut waiting = vec![String::from("/")];
    while let Some(address) = waiting.pop() {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let Some(html) = file(root, &address) else {
            missed.push(address);
            continue;
        };
        let html = String::from_utf8(html).expect("a page is text");
        if !html.trim_end().ends_with("</html>") {
            missed.push(format!("{address} is cut off"));
        }
        seen.fetch_add(1, Ordering::Relaxed);
        for (_, link) in Page::read(&html).links {
            let link = link.split(['#', '?']).next().unwrap_or_default().to_owned();
            if !link.starts_with('/') || link.starts_with("//") || !known.insert(link.clone()) {
                continue;
            }
            if link.ends_with('/') {
                waiting.push(link);
            } else if file(root, &link).is_none() {
                missed.push(format!("{link} on {address}"));
            }
        }
    }
    missed
}

fn file(root: &Path, address: &str) -> Option<Vec<u8>> {
    let path = address.trim_start_matches('/');
    let path =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    fs::read(root.join(path)).ok()
}

#[test]
fn nobody_meets_a_broken_page() {
    for target in ["swap", "flat"] {
        let sandbox = site(30);
        sandbox.write("site/assets/own.css", b"a { color: red }\n");
        published(&sandbox, target, &[]);
        let root = sandbox.path().join(readers(target));
        let (seen, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut missed = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    missed.extend(walk(&root, &seen, &stop));
                }
                missed
            });
            for round in 0..6 {
                // New articles with new tags, old ones that change, and every page with another style sheet.
                for n in 0..8 {
                    article(&sandbox, 40 + round * 8 + n, "new");
                }
                for n in 0..30 {
                    article(&sandbox, n, &format!("round {round}, see [that](/tags/fresh-{round}/)"));
                }
                let text =
                    format!("---\ntitle: Fresh {round}\ndate: 2016-02-03\ntags: [fresh-{round}]\n---\nx\n");
                sandbox.write(&format!("site/content/fresh-{round}.md"), text.as_bytes());
                sandbox.write("site/assets/own.css", format!("a {{ color: #{round}00 }}\n").as_bytes());
                published(&sandbox, target, &[]);
            }
            stop.store(true, Ordering::Relaxed);
            let missed = reader.join().expect("the reader ends");
            assert!(missed.is_empty(), "{target}: {missed:?}");
        });
        println!("{target}: {} pages were read meanwhile", seen.load(Ordering::Relaxed));
        assert!(seen.load(Ordering::Relaxed) > 200);
        is_as_built_but_for_retired(&sandbox, target);
    }
}

/// The site as built; assets that the pages before needed may still be there.
fn is_as_built_but_for_retired(sandbox: &crate::sandbox::Sandbox, target: &str) {
    let built = sandbox.files("site/output");
    let there = sandbox.files(readers(target));
    for path in there.keys().filter(|path| !path.starts_with(".dateline/") && !built.contains_key(*path)) {
        assert!(path.starts_with("assets/"), "{path}");
        let _ = fs::remove_file(sandbox.path().join(readers(target)).join(path));
    }
    is_as_built(sandbox, target);
}
