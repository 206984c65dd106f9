//! Random input to the whole pipeline: no panic, no build that stops because of an article, and every article is
//! built, withheld or faulty. Inputs are made of pieces that mean something, so that most of them get far.
//! `DATELINE_CASES=20 cargo test --test suite random::` tries twenty times as many.

use crate::inside::{Asked, Nobody, request};
use crate::sandbox::{AT, files_below};
use dateline::build::{Built, build};
use dateline::config::{self, Config};
use dateline::diagnostic::Diagnostic;
use proptest::prelude::*;
use proptest::test_runner::{Config as Runs, TestRunner};
use std::fs;
use std::path::Path;

fn build_at(folder: &Path, config: Config) -> Result<Built, Vec<Diagnostic>> {
    let asked = Asked { at: AT, drafts: false, strict: false };
    build(&request(folder, &folder.join("output"), config, asked), &Nobody)
}

/// Builds a site of these articles twice and holds what is true of every site.
fn holds(articles: &[Vec<u8>]) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let content = folder.path().join("content");
    fs::create_dir_all(content.join("harbour")).expect("folders");
    for (n, bytes) in articles.iter().enumerate() {
        let name = match n % 3 {
            0 => format!("a{n}.md"),
            1 => format!("harbour/2015-09-{:02}-b{n}.md", n % 40),
            _ => format!("harbour/c {n}.md"),
        };
        fs::write(content.join(name), bytes).expect("a file");
    }
    let said = |problems: Vec<Diagnostic>| TestCaseError::fail(format!("nothing was built: {problems:?}"));
    let built = build_at(folder.path(), Config::default()).map_err(said)?;
    let all = built.articles;
    prop_assert_eq!(all.found, articles.len());
    prop_assert_eq!(all.found, all.built + all.withheld + all.faulty);
    prop_assert_eq!(files_below(&folder.path().join("output")).len(), built.pages.planned);
    let again = build_at(folder.path(), Config::default()).map_err(said)?;
    prop_assert_eq!((again.pages.written, again.pages.removed), (0, 0));
    prop_assert_eq!(again.diagnostics, built.diagnostics);
    Ok(())
}

fn run<S: Strategy>(cases: u32, strategy: &S, check: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let times = std::env::var("DATELINE_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    let runs =
        Runs { cases: cases * times, failure_persistence: None, max_shrink_iters: 200, ..Runs::default() };
    if let Err(error) = TestRunner::new(runs).run(strategy, check) {
        panic!("{error}");
    }
}

/// Lines made of these pieces.
fn pieces(of: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(of), 0..most).prop_map(|parts| parts.concat())
}

#[test]
fn random_bytes_as_articles() {
    let bytes = prop::collection::vec(any::<u8>(), 0..300);
    let text = any::<String>().prop_map(String::into_bytes);
    let framed = (bytes.clone(), text.clone())
        .prop_map(|(front, body)| [b"---\n", &*front, b"\n---\n", &*body].concat());
    let article = prop_oneof![bytes, text, framed];
    run(24, &prop::collection::vec(article, 1..16), |articles| holds(&articles));
}

const FRONT: &[&str] = &[
    "title: ",
    "title: ",
    "date: ",
    "tags: ",
    "authors:\n",
    "permalink: ",
    "slug: ",
    "aliases: ",
    "status: ",
    "draft: ",
    "published: ",
    "embargo: ",
    "expires: ",
    "redirect_to: ",
    "image: ",
    "section: ",
    "series: ",
    "corrections: ",
    "withdrawal: ",
    "lang: ",
    "rights: ",
    "extra: ",
    "translation_key: ",
    "template: ",
    "people: ",
    "id: ",
    "page: ",
    "- ",
    "  ",
    "  - ",
    "name: ",
    "src: ",
    "date: 2015-09-24\n",
    "\n",
    "\n",
    "\n",
    "\n",
    "\n",
    "\t",
    "Quay",
    "quay",
    "/quay/",
    "/feed.xml",
    "/news.html",
    "/news.html/x/",
    "/tags/quay/",
    "/",
    "../..",
    "2015-09-24",
    "2015-02-30",
    "1937~",
    "03/04/2015",
    "-1",
    "99999999999",
    "14:32",
    "IST",
    "true",
    "false",
    "null",
    "~",
    "withdrawn",
    "hidden",
    "draft",
    "en",
    "ar",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ": ",
    "#",
    "'",
    "\"",
    "&a ",
    "*a",
    "<<: ",
    "!!str ",
    "|",
    ">",
    "%",
    "@",
    "\\",
    "é",
    "中",
    "\u{200b}",
    "\u{feff}",
    "\u{0}",
    "🦀",
    "? ",
    "...",
    "---\n",
    "\r\n",
    "a.jpg",
    "https://x.example/",
    "{slug}",
    "{year}",
    "/:title/",
];

/// Lines of one key and one value, most of which can be read.
fn lines() -> impl Strategy<Value = String> {
    let keys: Vec<&str> = FRONT.iter().copied().filter(|p| p.ends_with(": ") && p.len() > 2).collect();
    let values: Vec<&str> =
        FRONT.iter().copied().filter(|p| !p.contains(['\n', '\t']) && !p.ends_with(": ")).collect();
    let value = prop::collection::vec(prop::sample::select(values), 1..3).prop_map(|parts| parts.concat());
    let line = (prop::sample::select(keys), value).prop_map(|(key, value)| format!("{key}{value}\n"));
    prop::collection::vec(line, 0..6).prop_map(|lines| lines.concat())
}

#[test]
fn random_front_matter() {
    let ends = prop::sample::select(&["", "\n---\n", "\n---\nWords.\n"][..]);
    let wild = (pieces(FRONT, 24), ends).prop_map(|(front, end)| format!("---\n{front}{end}").into_bytes());
    let tame = lines().prop_map(|front| format!("---\n{front}---\nWords.\n").into_bytes());
    let article = prop_oneof![1 => wild, 2 => tame];
    run(36, &prop::collection::vec(article, 1..24), |articles| holds(&articles));
}

const BODY: &[&str] = &[
    "# ",
    "## ",
    "> ",
    "- ",
    "1. ",
    "    ",
    "\t",
    "```",
    "~~~rust\n",
    "`",
    "*",
    "**",
    "_",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "](a.jpg \"t\")",
    "[^1]",
    "[^1]: ",
    "[a]: /b 'c'\n",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<!--more-->",
    "<script>",
    "</p>",
    "<img src=x>",
    "<a href=",
    "&amp;",
    "&",
    "&#0;",
    "|",
    "|-|-|\n",
    ": ",
    "\\",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "  \n",
    "- [ ] ",
    "- [x] ",
    "{#id .c}",
    "{{< x >}}",
    "{{",
    "}}",
    "{% y %}",
    "[caption]",
    "$",
    "word ",
    "Words. ",
    "é",
    "中文",
    "שלום",
    "🦀",
    "\u{0}",
    "\u{e000}",
    "\u{e001}",
    "1 ",
    "\r",
    "http://x.example",
    "/tags/",
    "../a0.md",
    "a0.md#x",
    "javascript:x",
    "data:x",
    "%2e%2e",
    "#",
    "?",
    "---\n",
];

#[test]
fn random_markdown() {
    let article =
        pieces(BODY, 60).prop_map(|body| format!("---\ndate: 2015-09-24\n---\n{body}").into_bytes());
    run(30, &prop::collection::vec(article, 1..24), |articles| holds(&articles));
}

const CONFIG: &[&str] = &[
    "title: Test\n",
    "base_url: https://test.example/\n",
    "base_url: https://test.example/a/b/\n",
    "base_url: x\n",
    "language: fr\n",
    "language: ar\n",
    "language: ",
    "timezone: Asia/Tokyo\n",
    "timezone: Nowhere\n",
    "theme: plain\n",
    "theme: ",
    "content: ",
    "output: ",
    "static: ",
    "paginate: 1\n",
    "paginate: ",
    "permalinks: {default: '/{slug}/'}\n",
    "permalinks: {default: '/{title}/{id}/'}\n",
    "permalinks: ",
    "taxonomies:\n",
    "  tags: {path: t}\n",
    "  ships: {}\n",
    "  sections: ",
    "feeds: false\n",
    "feeds: {formats: [rss, atom, json], limit: 1}\n",
    "feeds: ",
    "navigation: [/, /x/]\n",
    "navigation: ",
    "publisher: {name: A}\n",
    "markdown: {html: escape}\n",
    "highlight: ",
    "sitemap: false\n",
    "news_sitemap: true\n",
    "news_sitemap: {name: A}\n",
    "redirects: {files: [netlify, apache, nginx]}\n",
    "redirects: ",
    "expired: hide\n",
    "hold_future: false\n",
    "calendar: false\n",
    "on_this_day: false\n",
    "corrections: false\n",
    "dates: {ambiguous: day-first}\n",
    "theme_options: {a: [1, {b: c}]}\n",
    "\n",
    "\n",
    "[",
    "]",
    "{",
    "}",
    "true",
    "-1",
    "1e9",
    "'",
    "\"",
    "é",
    "\t",
    "- ",
    ": ",
    "#",
    "&a ",
    "*a",
    "../..",
    "\u{0}",
];

#[test]
fn random_configurations() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let articles = [
        (
            "a.md",
            "---\ntitle: A\ndate: 2015-09-24\ntags: [coal]\naliases: [/old/, /old.html]\n---\nWords. [B](b.md)\n",
        ),
        (
            "b.md",
            "---\ntitle: B\ndate: 1937~\nauthors: [Ines]\nexpires: 2016-01-01\nships: [Mary]\n---\n<b>Words</b>\n",
        ),
        ("harbour/c.md", "---\ntitle: C\nstatus: withdrawn\nlang: he\n---\nWords.\n"),
        ("pages/about.md", "---\ntitle: About\n---\nWords.\n"),
    ];
    for (path, text) in articles {
        let full = folder.path().join("content").join(path);
        fs::create_dir_all(full.parent().expect("a folder")).expect("folders");
        fs::write(full, text).expect("a file");
    }
    let text = prop_oneof![8 => pieces(CONFIG, 10), 1 => any::<String>()];
    run(160, &text, |text| {
        let config = match config::read_bytes("config.yaml", text.as_bytes()) {
            Ok((config, _)) => config,
            Err(problems) => {
                prop_assert!(!problems.is_empty(), "refused without a word: {text}");
                return Ok(());
            }
        };
        match build_at(folder.path(), config) {
            Ok(built) => {
                let all = built.articles;
                prop_assert_eq!((all.found, all.built + all.withheld + all.faulty), (3, 3), "{}", text);
            }
            Err(problems) => {
                let codes: Vec<&str> = problems.iter().map(|p| p.code.name).collect();
                prop_assert!(!codes.is_empty() && codes.iter().all(|c| *c == "E501"), "{problems:?}: {text}");
            }
        }
        Ok(())
    });
}
