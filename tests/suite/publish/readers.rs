//! Readers while a publish runs: every page they get is whole, with all its assets, and leads nowhere that is not there.

use super::{article, is_as_built, published, readers, site};
use crate::built::Page;
use crate::sandbox::Sandbox;
use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What a reader gets at an address of the site, such as `/2015/`; none where nothing is.
pub type Fetch<'f> = dyn Fn(&str) -> Option<Vec<u8>> + Sync + 'f;

/// Reads the site from its front page, following every link; says what a reader would have missed.
fn walk(fetch: &Fetch, seen: &AtomicUsize, stop: &AtomicBool) -> Vec<String> {
    let (mut known, mut missed) = (BTreeSet::from([String::from("/")]), Vec::new());
    let mut waiting = vec![String::from("/")];
    while let Some(address) = waiting.pop() {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let Some(html) = fetch(&address) else {
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
            } else if fetch(&link).is_none() {
                missed.push(format!("{link} on {address}"));
            }
        }
    }
    missed
}

/// The file of an address, below the root of the site.
pub fn file(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// Ends reading when it goes.
struct Stop<'s>(&'s AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A reader reads on and on, while the site is changed and published: at least so many times, and until the reader has read
/// this many pages.
pub fn read_while_published(
    sandbox: &Sandbox,
    rounds: usize,
    pages: usize,
    fetch: &Fetch,
    publish: &dyn Fn(),
) {
    let (seen, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    sandbox.write("site/assets/own.css", b"a { color: red }\n");
    publish();
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut missed = Vec::new();
            while !stop.load(Ordering::Relaxed) {
                missed.extend(walk(fetch, &seen, &stop));
            }
            missed
        });
        // A publish that fails must not leave the reader reading for ever.
        let end = Stop(&stop);
        for round in 0..40 {
            if round >= rounds && seen.load(Ordering::Relaxed) >= pages {
                break;
            }
            // New articles with new tags, old ones that change, and every page with another style sheet.
            for n in 0..8 {
                article(sandbox, 40 + round * 8 + n, "new");
            }
            for n in 0..30 {
                article(sandbox, n, &format!("round {round}, see [that](/tags/fresh-{round}/)"));
            }
            let text =
                format!("---\ntitle: Fresh {round}\ndate: 2016-02-03\ntags: [fresh-{round}]\n---\nx\n");
            sandbox.write(&format!("site/content/fresh-{round}.md"), text.as_bytes());
            sandbox.write("site/assets/own.css", format!("a {{ color: #{round:03} }}\n").as_bytes());
            publish();
        }
        drop(end);
        let missed = reader.join().expect("the reader ends");
        assert!(missed.is_empty(), "{missed:?}");
    });
    let seen = seen.load(Ordering::Relaxed);
    println!("{seen} pages were read meanwhile");
    assert!(seen >= pages, "only {seen} pages were read meanwhile");
}

#[test]
fn nobody_meets_a_broken_page() {
    for target in ["swap", "flat"] {
        let sandbox = site(30);
        let root = sandbox.path().join(readers(target));
        let fetch = |address: &str| fs::read(root.join(file(address))).ok();
        read_while_published(&sandbox, 4, 200, &fetch, &|| drop(published(&sandbox, target, &[])));
        is_as_built_but_for_retired(&sandbox, target);
    }
}

/// The site as built; assets that the pages before needed may still be there.
fn is_as_built_but_for_retired(sandbox: &Sandbox, target: &str) {
    let built = sandbox.files("site/output");
    let there = sandbox.files(readers(target));
    for path in there.keys().filter(|path| !path.starts_with(".dateline/") && !built.contains_key(*path)) {
        assert!(path.starts_with("assets/"), "{path}");
        let _ = fs::remove_file(sandbox.path().join(readers(target)).join(path));
    }
    is_as_built(sandbox, target);
}
