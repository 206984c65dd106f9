//! What is true of every site, held over generated archives: the real program on generated folders.

use crate::sandbox::{Sandbox, files_below};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::{BTreeMap, BTreeSet};

/// An article as generated.
#[derive(Debug, Clone)]
struct Article {
    path: String,
    text: String,
}

/// Text that must be escaped wherever it stands.
const NASTY: &str = "<b>&\"'{{ x }}</script>";

fn articles(at_most: usize) -> impl Strategy<Value = Vec<Article>> {
    let one = (
        0u32..40_000,
        prop::sample::select(vec!["harbour", "politics", "Sport & Leisure", "наука"]),
        prop::collection::vec(
            prop::sample::select(vec!["Coal", "coal", "Night ferry", "Übung", "C++", "C"]),
            0..4,
        ),
        prop::sample::select(vec!["Plain", NASTY, "Ünïcödé 中文", "Quote \\\" and : colon"]),
        0u8..10,
    );
    prop::collection::vec(one, 1..at_most).prop_map(|all| {
        let article = |(n, (day, section, tags, title, state)): (usize, (u32, &str, Vec<&str>, &str, u8))| {
            let (year, month, day) = (1890 + day / 300, day / 25 % 12 + 1, day % 25 + 1);
            let date = match state {
                0 => String::new(),
                1 => format!("date: {year}\n"),
                2 => format!("date: {year}-{month:02}\n"),
                _ => format!("date: {year}-{month:02}-{day:02}\n"),
            };
            let status = match state {
                8 => "status: hidden\n",
                9 => "status: withdrawn\nwithdrawal: {kind: privacy, reason: asked}\n",
                _ => "",
            };
            let tags = tags.iter().map(|t| format!("\"{t}\"")).collect::<Vec<_>>().join(", ");
            let title = title.replace('"', "\\\"").replace("\\\\\"", "\\\"");
            let link = if n > 0 { format!("See [the one before](a{}.md).\n", n - 1) } else { String::new() };
            Article {
                path: format!("content/all/a{n}.md"),
                text: format!(
                    "---\ntitle: \"{title} {n}\"\n{date}section: \"{section}\"\ntags: [{tags}]\nauthors: [\"A {NASTY_NAME} {}\"]\n{status}---\n\nText {n}. {link}",
                    n % 5
                ),
            }
        };
        all.into_iter().enumerate().map(article).collect()
    })
}

const NASTY_NAME: &str = "O'Neill & <Sons>";

fn write(articles: &[Article]) -> Sandbox {
    let sandbox = Sandbox::with(&[(
        "config.yaml",
        "title: \"The <Test> & Co\"\nbase_url: https://test.example/archive/\npaginate: 3\nredirects: {pages: true, files: [netlify]}\n",
    )]);
    for article in articles {
        sandbox.write(&article.path, article.text.as_bytes());
    }
    sandbox
}

fn run(cases: u32, at_most: usize, check: impl Fn(&[Article], &Sandbox) -> Result<(), TestCaseError>) {
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let result = runner.run(&articles(at_most), |articles| {
        let sandbox = write(&articles);
        check(&articles, &sandbox)
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn found_is_built_and_withheld_and_faulty() {
    run(12, 12, |articles, sandbox| {
        let (status, json) = sandbox.build_json(&[]);
        let n = |key: &str| json["articles"][key].as_u64().expect("a count");
        prop_assert_eq!(n("found"), articles.len() as u64);
        prop_assert_eq!(n("found"), n("built") + n("withheld") + n("faulty"));
        prop_assert!(status <= 1, "{}", json);
        Ok(())
    });
}

#[test]
fn order_of_files_and_number_of_threads_change_nothing() {
    run(6, 14, |articles, sandbox| {
        sandbox.run(&["build", "--jobs", "1"]);
        let one = sandbox.files("output");
        let mut reversed = articles.to_vec();
        reversed.reverse();
        let other = write(&reversed);
        other.run(&["build", "--jobs", "4"]);
        prop_assert_eq!(&one, &other.files("output"));
        let (_, json) = sandbox.build_json(&[]);
        prop_assert_eq!(json["pages"]["written"].as_u64(), Some(0));
        prop_assert_eq!(one, sandbox.files("output"));
        Ok(())
    });
}

#[test]
fn the_number_of_threads_changes_nothing_on_top_of_another_build() {
    let mut runner = TestRunner::new(Config { cases: 5, failure_persistence: None, ..Config::default() });
    let result = runner.run(&(articles(12), articles(12)), |(first, second)| {
        let built = |jobs: &[&str]| {
            let sandbox = write(&first);
            for jobs in jobs {
                sandbox.run(&["build", "--jobs", jobs]);
                for old in &first {
                    let _ = std::fs::remove_file(sandbox.path().join(&old.path));
                }
                for new in &second {
                    sandbox.write(&new.path, new.text.as_bytes());
                }
            }
            let report = sandbox.build_json(&["--jobs", jobs[0]]).1;
            (sandbox.files("output"), report["diagnostics"].clone(), report["articles"].clone())
        };
        let one = built(&["1"]);
        prop_assert_eq!(&one, &built(&["8"]));
        prop_assert_eq!(&one, &built(&["8", "1"]));
        let clean = write(&second);
        clean.run(&["build", "--jobs", "3"]);
        prop_assert_eq!(one.0, clean.files("output"));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn following_older_meets_each_article_of_a_list_once() {
    run(8, 24, |_, sandbox| {
        sandbox.run(&["build"]);
        let pages = html(sandbox);
        let listed: Vec<serde_json::Value> =
            serde_json::from_str(&sandbox.run(&["list", "--format", "json", "--status", "published"]).stdout)
                .expect("a list");
        let mut by_tag: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in &listed {
            for tag in row["tags"].as_array().expect("tags") {
                let url =
                    row["url"].as_str().expect("a URL").trim_start_matches("https://test.example").to_owned();
                by_tag.entry(tag.as_str().expect("text").to_owned()).or_default().insert(url);
            }
        }
        let first_pages = pages.keys().filter(|p| p.starts_with("tags/") && p.matches('/').count() == 2);
        let mut lists = 0;
        for first in first_pages {
            let mut met = Vec::new();
            let mut next = Some(first.clone());
            while let Some(page) = next {
                let text = &pages[&page];
                met.extend(items(text));
                next = attribute(text, "rel=\"next\"").map(|url| file_of(&url));
            }
            let unique: BTreeSet<String> = met.iter().cloned().collect();
            prop_assert_eq!(unique.len(), met.len(), "{} shows an article twice: {:?}", first, met);
            prop_assert!(
                by_tag.values().any(|urls| *urls == unique),
                "{}: {:?} is no tag's list",
                first,
                unique
            );
            lists += 1;
        }
        prop_assert_eq!(lists, by_tag.len());
        Ok(())
    });
}

#[test]
fn every_internal_link_of_the_output_resolves() {
    run(8, 14, |_, sandbox| {
        sandbox.run(&["build"]);
        let files: BTreeSet<String> = files_below(&sandbox.path().join("output")).into_keys().collect();
        for (page, text) in html(sandbox) {
            for url in addresses(&text) {
                if !url.starts_with('/') || url.starts_with("//") {
                    continue;
                }
                let target = file_of(&url);
                prop_assert!(files.contains(&target), "{page} leads to {url}, and there is no {target}");
            }
        }
        Ok(())
    });
}

#[test]
fn every_text_is_escaped() {
    run(6, 10, |_, sandbox| {
        sandbox.run(&["build"]);
        for (page, text) in html(sandbox) {
            prop_assert!(!text.contains("<b>&"), "{page}");
            prop_assert!(!text.contains("<Sons>"), "{page}");
            prop_assert!(!text.contains("<Test>"), "{page}");
            let scripts = text.matches("<script").count();
            prop_assert_eq!(scripts, text.matches("</script>").count(), "{}", page);
        }
        Ok(())
    });
}

fn html(sandbox: &Sandbox) -> BTreeMap<String, String> {
    let files = sandbox.files("output").into_iter().filter(|(path, _)| path.ends_with(".html"));
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("HTML is UTF-8"))).collect()
}

/// The file that serves a root-relative URL of the test site.
fn file_of(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("/archive").unwrap_or(path);
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let path = decoded.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// Values of `href` and `src`.
fn addresses(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["href=\"", "src=\""] {
        found.extend(text.split(start).skip(1).filter_map(|rest| rest.split('"').next()).map(unescape));
    }
    found
}

/// The address of the first link with this attribute.
fn attribute(text: &str, attribute: &str) -> Option<String> {
    let main = text.split("<main").nth(1)?;
    let tag = main
        .split('<')
        .find(|tag| tag.starts_with("a ") && tag.split('>').next().is_some_and(|t| t.contains(attribute)))?;
    addresses(tag).into_iter().next()
}

/// Addresses of the articles that a list page shows: the links of its `h-entry` headlines.
fn items(text: &str) -> Vec<String> {
    let main = text.split("<main").nth(1).unwrap_or_default();
    main.split("class=\"u-url\"").skip(1).filter_map(|rest| addresses(rest).into_iter().next()).collect()
}

fn unescape(text: &str) -> String {
    text.replace("&#x2F;", "/").replace("&amp;", "&").replace("&#39;", "'").replace("&#x27;", "'")
}
