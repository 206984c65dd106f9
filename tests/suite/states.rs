//! What is not to be seen is nowhere: the example's draft, embargoed, unpublished, withdrawn and hidden articles carry
//! marker sentences, and the whole output is searched for these, file by file and byte by byte.

use crate::built::{Page, Site, example, the_example};
use crate::sandbox::root;
use std::fs;

/// An article of the example that must not be seen, and everything that only it has.
struct Unseen {
    /// Its file.
    path: &'static str,
    /// Sentences, names and addresses that no file may hold and no path may have in it.
    traces: &'static [&'static str],
    /// The picture that only it shows.
    picture: Option<&'static str>,
}

const DRAFT: Unseen = Unseen {
    path: "culture/2026/twenty-first-bosun.md",
    traces: &[
        "DRAFT-MARKER",
        "Bosun XXI",
        "Ships’ cats of the world",
        "ships-cats",
        "twenty-first-bosun",
        "bosun.svg",
    ],
    picture: Some("culture/2026/bosun.svg"),
};
const EMBARGOED: Unseen = Unseen {
    path: "science/2026/time-capsule.md",
    traces: &["EMBARGO-MARKER", "Ropewalk School put in the wall", "Time capsules", "time-capsule"],
    picture: Some("science/2026/time-capsule.svg"),
};
const UNPUBLISHED: Unseen = Unseen {
    path: "sport/2026/regatta-programme.md",
    traces: &[
        "UNPUBLISHED-MARKER",
        "proof only",
        "Proofs of programmes",
        "proofs-of-programmes",
        "regatta-programme",
    ],
    picture: None,
};
const WITHDRAWN: Unseen = Unseen {
    path: "politics/2012/planning-appeal.md",
    traces: &["WITHDRAWN-MARKER", "Family wins appeal", "The loft in question", "planning-appeal"],
    picture: Some("politics/2012/planning-appeal-house.svg"),
};
const FUTURE: Unseen = Unseen {
    path: "science/2027/equinox-tides.md",
    traces: &["Tides for the spring equinox, 2027", "equinox-tides"],
    picture: None,
};

const TOMBSTONE: &str = "2012/03/20/net-loft-appeal/index.html";
const HIDDEN: &str = "letters/2023/09/30/a-note-to-mrs-lowe/index.html";

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// Files of the output with a trace in their bytes or their path.
fn files_with<'s>(site: &'s Site, trace: &str) -> Vec<&'s str> {
    let found = site.files.iter().filter(|(path, bytes)| path.contains(trace) || holds(bytes, trace));
    found.map(|(path, _)| path.as_str()).collect()
}

fn is_nowhere(site: &Site, article: &Unseen) {
    let source = fs::read_to_string(root().join("content").join(article.path)).expect("the article");
    let marker = article.traces[0];
    assert!(holds(source.as_bytes(), marker), "{} does not say {marker}", article.path);
    for trace in article.traces {
        assert_eq!(files_with(site, trace), [""; 0], "`{trace}` of {}", article.path);
    }
    if let Some(picture) = article.picture {
        let picture = fs::read(root().join("content").join(picture)).expect("the picture");
        let copies: Vec<_> =
            site.files.iter().filter(|(_, bytes)| **bytes == picture).map(|(p, _)| p).collect();
        assert!(copies.is_empty(), "the picture of {} is at {copies:?}", article.path);
    }
}

fn counts(site: &Site) -> [u64; 4] {
    ["found", "built", "withheld", "faulty"]
        .map(|key| site.report["articles"][key].as_u64().expect("a count"))
}

#[test]
fn what_is_held_back_is_nowhere() {
    let site = the_example();
    for article in [DRAFT, EMBARGOED, UNPUBLISHED, FUTURE] {
        is_nowhere(site, &article);
    }
    let [found, built, withheld, faulty] = counts(site);
    assert_eq!((found, faulty), (built + withheld, 0));
    assert_eq!(withheld, 5, "two drafts, an embargo, one of the future, a pointer");
}

#[test]
fn of_a_withdrawn_article_stands_a_tombstone_and_no_more() {
    let site = the_example();
    is_nowhere(site, &WITHDRAWN);
    let text = site.text(TOMBSTONE);
    let page = Page::read(text);
    assert!(page.classes.contains("tombstone"));
    assert_eq!(page.meta("robots"), ["noindex"]);
    assert!(page.json_ld.is_empty() && page.count("img") == 0);
    assert!(text.contains("<time datetime=\"2019-05-14\">14 May 2019</time>"));
    assert!(text.contains("has asked us to take it down"));
    assert!(text.contains("<time datetime=\"2012-03-20\">20 March 2012</time>"));
    assert!(!text.contains("Anwen Stroud"), "who wrote it is not said");
    assert_eq!(files_with(site, "has asked us to take it down"), [TOMBSTONE]);
    assert_eq!(files_with(site, "net-loft-appeal"), [TOMBSTONE]);
}

#[test]
fn a_hidden_article_is_at_its_own_address_only() {
    let site = the_example();
    for trace in ["HIDDEN-MARKER", "A note to Mrs Lowe"] {
        assert_eq!(files_with(site, trace), [HIDDEN], "{trace}");
    }
    let folder = HIDDEN.trim_end_matches("index.html");
    for file in files_with(site, "a-note-to-mrs-lowe") {
        assert!(file.starts_with(folder), "its address is in {file}");
    }
    let page = Page::read(site.text(HIDDEN));
    assert_eq!(page.meta("robots"), ["noindex"]);
}

#[test]
fn drafts_are_shown_on_request_and_marked() {
    let site = example(&["--drafts"]);
    for article in [EMBARGOED, WITHDRAWN, FUTURE] {
        is_nowhere(&site, &article);
    }
    for (draft, marker) in
        [("twenty-first-bosun", "DRAFT-MARKER"), ("regatta-programme", "UNPUBLISHED-MARKER")]
    {
        let own = site.ending(".html").find(|p| p.contains(draft)).unwrap_or_else(|| panic!("no {draft}"));
        let text = site.text(own);
        assert!(text.contains(marker) && text.contains("<p class=\"mark\"><strong>Draft</strong>"), "{own}");
        assert_eq!(Page::read(text).meta("robots"), ["noindex"], "{own}");
        let named: Vec<_> = site.files.keys().filter(|p| p.contains("sitemap")).collect();
        assert!(named.iter().all(|p| !holds(&site.files[*p], draft)), "{draft} is in a sitemap");
    }
    assert!(site.ending("bosun.svg").count() == 1, "the draft's picture is there");
    let ([found, built, withheld, _], [all, before, held, _]) = (counts(&site), counts(the_example()));
    assert_eq!((found, built, withheld), (all, before + 2, held - 2));
}

#[test]
fn an_embargo_ends_at_its_minute() {
    let before = example(&["--at", "2031-03-04T00:00:59Z"]);
    is_nowhere(&before, &EMBARGOED);
    let after = example(&["--at", "2031-03-04T00:01:00Z"]);
    let own = after.ending("time-capsule/index.html").next().expect("its page").to_owned();
    assert!(after.text(&own).contains("EMBARGO-MARKER"));
    for file in ["feed.xml", "atom.xml", "feed.json", "index.html", "sitemaps/2026-11.xml"] {
        assert!(after.text(file).contains("time-capsule"), "{file}");
    }
    assert!(
        files_with(&after, "Tides for the spring equinox, 2027").len() > 1,
        "what was of the future is past"
    );
    is_nowhere(&after, &DRAFT);
    let ([found, built, withheld, _], [all, first, held, _]) = (counts(&after), counts(the_example()));
    assert_eq!((found, built, withheld), (all, first + 2, held - 2));
}
