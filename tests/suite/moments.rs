//! Builds at different moments into the same folder: what the clock decides is decided anew each time, and nothing of
//! another moment is used again.

use crate::inside::{Asked, build_site};
use crate::sandbox::Sandbox;
use crate::tree::{Tree, difference, tree};
use std::fs;

/// Before and after the embargo, the expiry, the future article and the two days of the news sitemap; then the same
/// day a year later.
const MOMENTS: &[&str] = &[
    "2026-11-20T12:00:00Z",
    "2026-11-21T23:59:59Z",
    "2026-11-22T12:00:00Z",
    "2026-11-22T12:00:01Z",
    "2026-11-23T09:00:00Z",
    "2026-11-26T09:00:00Z",
    "2027-11-22T12:00:00Z",
];

fn site() -> Sandbox {
    let sandbox = Sandbox::in_memory();
    let config = "title: Mercury\nbase_url: https://mercury.example/\ntimezone: Europe/London\nexpired: hide\n\
                  paginate: 2\nnews_sitemap: {publication: Mercury}\n";
    sandbox.write("config.yaml", config.as_bytes());
    for (path, more) in [
        ("harbour/2015-11-20-old-tide", ""),
        ("harbour/2016-11-22-old-crane", ""),
        ("harbour/2017-11-23-old-lamp", ""),
        ("harbour/2026-11-19-news", "date: 2026-11-19 18:00\n"),
        ("harbour/2026-11-21-seal", "embargo: 2026-11-22T12:00:01Z\n"),
        ("letters/2020-02-02-notice", "expires: 2026-11-22T12:00:01Z\n"),
        ("letters/2026-11-23-morrow", "date: 2026-11-23 08:00\n"),
    ] {
        let text =
            format!("---\ntitle: Tale {}\n{more}---\n\nWords about it.\n", path.replace(['/', '-'], " "));
        sandbox.write(&format!("content/{path}.md"), text.as_bytes());
    }
    sandbox
}

/// Builds at a moment and gives what the folder then holds.
fn at(sandbox: &Sandbox, output: &str, moment: &str) -> Tree {
    let output = sandbox.path().join(output);
    let asked = Asked { at: moment, drafts: false, strict: false };
    build_site(sandbox.path(), &output, asked).unwrap_or_else(|e| panic!("{moment}: {e:?}"));
    tree(&output)
}

/// What a clean build makes at each moment.
fn clean(sandbox: &Sandbox) -> Vec<Tree> {
    MOMENTS
        .iter()
        .enumerate()
        .map(|(n, moment)| {
            let made = at(sandbox, &format!("clean{n}"), moment);
            fs::remove_dir_all(sandbox.path().join(format!("clean{n}"))).expect("a folder");
            fs::remove_dir_all(sandbox.path().join(".dateline")).expect("a record");
            made
        })
        .collect()
}

#[test]
fn every_moment_after_every_other() {
    let sandbox = site();
    let clean = clean(&sandbox);
    for n in 1..MOMENTS.len() {
        let moved = difference(&clean[n], &clean[n - 1]).is_some();
        assert!(moved, "nothing is different from {} to {}", MOMENTS[n - 1], MOMENTS[n]);
    }
    for (n, from) in MOMENTS.iter().enumerate() {
        for (m, to) in MOMENTS.iter().enumerate().skip(n + 1) {
            at(&sandbox, "output", from);
            for (moment, want) in [(to, &clean[m]), (from, &clean[n])] {
                if let Some(found) = difference(&at(&sandbox, "output", moment), want) {
                    panic!("{moment} between {from} and {to}: {found}");
                }
            }
        }
    }
}

#[test]
fn what_the_clock_decides() {
    let sandbox = site();
    let text = |moment: &str, path: &str| {
        at(&sandbox, "output", moment);
        let file = sandbox.path().join("output").join(path);
        file.exists().then(|| sandbox.read(&format!("output/{path}")))
    };
    let (before, after) = ("2026-11-22T12:00:00Z", "2026-11-22T12:00:01Z");
    // An embargo ends, and an article expires, within one second.
    for (moment, seal, notice) in [(before, false, true), (after, true, false), (before, false, true)] {
        assert_eq!(text(moment, "2026/11/21/seal/index.html").is_some(), seal, "{moment}");
        let list = text(moment, "sections/harbour/index.html").expect("a list");
        assert_eq!(list.contains("/2026/11/21/seal/"), seal, "{moment}");
        assert_eq!(text(moment, "sections/letters/index.html").is_some_and(|l| l.contains("notice")), notice);
        assert!(
            text(moment, "2020/02/02/notice/index.html").is_some(),
            "an expired article keeps its address"
        );
    }
    // A future article becomes present at eight, and is gone again for a build of the day before.
    for (moment, there) in
        [("2026-11-23T07:59:59Z", false), ("2026-11-23T08:00:00Z", true), ("2026-11-22T20:00:00Z", false)]
    {
        assert_eq!(text(moment, "2026/11/23/morrow/index.html").is_some(), there, "{moment}");
    }
    // The front page remembers the day, and the next day another one.
    for (moment, shown, other) in [
        ("2026-11-22T23:59:59Z", "old crane", "old lamp"),
        ("2026-11-23T00:00:00Z", "old lamp", "old crane"),
        ("2026-11-22T23:59:59Z", "old crane", "old lamp"),
    ] {
        let front = text(moment, "index.html").expect("a front page");
        let today =
            front.split("id=\"_today\"").nth(1).unwrap_or_default().split("</ol>").next().unwrap_or_default();
        assert!(today.contains(shown) && !today.contains(other), "{moment}: {today}");
    }
    // The news sitemap looks two days back.
    for (moment, there) in
        [("2026-11-21T17:59:59Z", true), ("2026-11-21T18:00:01Z", false), ("2026-11-21T17:00:00Z", true)]
    {
        let news = text(moment, "news-sitemap.xml").expect("a news sitemap");
        assert_eq!(news.contains("/2026/11/19/news/"), there, "{moment}: {news}");
    }
}
