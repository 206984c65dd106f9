//! Which files a change writes anew, by name: publishing one article must touch a handful of pages, and a page is
//! rendered when, and only when, something on it changed. Every file that is not named here keeps its bytes, its
//! time and its inode.

use crate::sandbox::{AT, Sandbox};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, FileTimes};
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, SystemTime};

/// A newspaper with eight visible articles, one under embargo, and a word about this and that.
fn site() -> Sandbox {
    let article = |title: &str, more: &str| format!("---\ntitle: {title}\n{more}---\n\nWords about it.\n");
    let sandbox = Sandbox::with(&[
        (
            "config.yaml",
            "title: Mercury\nbase_url: https://mercury.example/\npaginate: 2\nfeeds: {limit: 3, archive: false}\n",
        ),
        ("content/harbour/_index.md", "---\ntitle: Harbour\n---\nBy the sea.\n"),
        ("content/pages/about.md", "---\ntitle: About\nnavigation: true\n---\nWe print news.\n"),
        ("content/authors/ines.md", "---\nname: Ines Falk\n---\nShe writes on ships.\n"),
    ]);
    for (path, title, more) in [
        ("harbour/2015-09-24-coal", "Coal", "tags: [coal]\nauthors: ines\n"),
        ("harbour/2016-01-02-ferry", "Ferry", "tags: [coal]\n"),
        ("letters/2017-05-06-pier", "Pier", "authors: Tom Reyes\n"),
        ("letters/2018-02-03-fog", "Fog", "tags: [weather]\n"),
        ("islands/2019-07-08-goat", "Goat", ""),
        ("harbour/2020-10-11-crane", "Crane", "tags: [coal]\nauthors: Tom Reyes\n"),
        ("harbour/2023-03-04-lamp", "Lamp", ""),
        ("harbour/2026-11-20-tide", "Tide", "tags: [weather]\nauthors: ines\n"),
        ("islands/2026-11-21-seal", "Seal", "embargo: 2026-11-23\n"),
    ] {
        sandbox.write(&format!("content/{path}.md"), article(title, more).as_bytes());
    }
    sandbox
}

/// A file's bytes, and what stays as long as nobody writes it.
type Marks = BTreeMap<String, (Vec<u8>, i64, i64, u64)>;

fn marks(sandbox: &Sandbox) -> Marks {
    let mark = |(path, bytes): (String, Vec<u8>)| {
        let metadata = fs::metadata(sandbox.path().join("output").join(&path)).expect("a file");
        (path, (bytes, metadata.mtime(), metadata.mtime_nsec(), metadata.ino()))
    };
    sandbox.files("output").into_iter().map(mark).collect()
}

/// Pages rendered, by reason.
#[derive(Debug, Default, PartialEq, Eq)]
struct Because {
    new: u64,
    view: u64,
    template: u64,
    output: u64,
}

const NONE: Because = Because { new: 0, view: 0, template: 0, output: 0 };

/// What a change did to the output.
struct Change {
    written: BTreeSet<String>,
    removed: BTreeSet<String>,
    /// Files that were not there before.
    new: BTreeSet<String>,
    /// Every page of the site after it.
    pages: BTreeSet<String>,
    report: Value,
}

/// Builds, changes something and builds again.
fn change(sandbox: &Sandbox, act: impl FnOnce()) -> Change {
    change_at(sandbox, AT, act)
}

/// The same with the second build at another moment.
fn change_at(sandbox: &Sandbox, at: &str, act: impl FnOnce()) -> Change {
    assert_eq!(sandbox.build_json(&[]).0, 0);
    act();
    let before = marks(sandbox);
    let (status, report) = sandbox.build_json(&["--at", at]);
    assert_eq!(status, 0, "{report}");
    let after = marks(sandbox);
    let written: BTreeSet<String> =
        after.iter().filter(|(path, mark)| before.get(*path) != Some(mark)).map(|(p, _)| p.clone()).collect();
    let removed: BTreeSet<String> = before.keys().filter(|p| !after.contains_key(*p)).cloned().collect();
    assert_eq!(report["pages"]["written"].as_u64(), Some(written.len() as u64), "{written:#?}");
    assert_eq!(report["pages"]["removed"].as_u64(), Some(removed.len() as u64), "{removed:#?}");
    let new = after.keys().filter(|p| !before.contains_key(*p)).cloned().collect();
    let pages = after.into_keys().filter(|p| p.ends_with(".html")).collect();
    Change { written, removed, new, pages, report }
}

impl Change {
    /// These files were written and no other.
    #[track_caller]
    fn wrote(&self, files: &[&str]) -> &Self {
        let have: Vec<&str> = self.written.iter().map(String::as_str).collect();
        let want: BTreeSet<&str> = files.iter().copied().collect();
        assert!(have.iter().eq(want.iter()), "written: {have:#?}\nexpected: {want:#?}");
        self
    }

    /// Every page was written, and these other files.
    #[track_caller]
    fn wrote_every_page_and(&self, files: &[&str]) -> &Self {
        let all: Vec<&str> = self.pages.iter().map(String::as_str).chain(files.iter().copied()).collect();
        self.wrote(&all)
    }

    /// These files were removed and no other.
    #[track_caller]
    fn removed(&self, files: &[&str]) -> &Self {
        let have: Vec<&str> = self.removed.iter().map(String::as_str).collect();
        let want: BTreeSet<&str> = files.iter().copied().collect();
        assert!(have.iter().eq(want.iter()), "removed: {have:#?}\nexpected: {want:#?}");
        self
    }

    /// So many pages were rendered, for these reasons.
    #[track_caller]
    fn because(&self, want: Because) {
        let said = &self.report["rendered_because"];
        let n = |key: &str| said[key].as_u64().unwrap_or_else(|| panic!("no count of `{key}`: {said}"));
        let have = Because { new: n("new"), view: n("view"), template: n("template"), output: n("output") };
        assert_eq!(have, want);
    }

    /// The written pages, of which some are new and the others show something else now.
    fn moved(&self) -> Because {
        let new = self.written.intersection(&self.pages).filter(|p| self.new.contains(*p)).count() as u64;
        Because { new, view: self.pages_written() - new, ..NONE }
    }

    fn pages_written(&self) -> u64 {
        self.written.intersection(&self.pages).count() as u64
    }
}

/// Replaces a text in a file of the site.
fn replace(sandbox: &Sandbox, path: &str, from: &str, to: &str) {
    let text = sandbox.read(path);
    assert!(text.contains(from), "{path} has no `{from}`");
    sandbox.write(path, text.replace(from, to).as_bytes());
}

#[test]
fn nothing() {
    let sandbox = site();
    change(&sandbox, || {}).wrote(&[]).removed(&[]).because(NONE);
}

#[test]
fn the_text_of_an_old_article() {
    let sandbox = site();
    let path = "content/harbour/2016-01-02-ferry.md";
    change(&sandbox, || sandbox.write(path, format!("{}\nAnd more.\n", sandbox.read(path)).as_bytes()))
        .wrote(&["2016/01/02/ferry/index.html"])
        .removed(&[])
        .because(Because { view: 1, ..NONE });
}

#[test]
fn the_title_of_an_old_article() {
    let sandbox = site();
    let found =
        change(&sandbox, || replace(&sandbox, "content/harbour/2016-01-02-ferry.md", "Ferry", "Night ferry"));
    found
        .wrote(&[
            "2015/09/24/coal/index.html",
            "2016/01/02/ferry/index.html",
            "2016/01/02/index.html",
            "2016/01/index.html",
            "2017/05/06/pier/index.html",
            "2020/10/11/crane/index.html",
            "index.html",
            "on-this-day/01/02/index.html",
            "sections/harbour/page/1/index.html",
            "tags/coal/feed.xml",
            "tags/coal/index.html",
        ])
        .removed(&[])
        .because(found.moved());
}

#[test]
fn a_tag_of_an_old_article() {
    let sandbox = site();
    let found = change(&sandbox, || {
        replace(&sandbox, "content/letters/2018-02-03-fog.md", "[weather]", "[weather, coal]")
    });
    found
        .wrote(&[
            "2018/02/03/fog/index.html",
            "2020/10/11/crane/index.html",
            "sections/letters/feed.xml",
            "sitemaps/pages.xml",
            "tags/coal/feed.xml",
            "tags/coal/index.html",
            "tags/coal/page/1/index.html",
            "tags/index.html",
            "tags/weather/feed.xml",
        ])
        .removed(&[])
        .because(found.moved());
}

#[test]
fn an_article_of_today() {
    let sandbox = site();
    let text = b"---\ntitle: News\ndate: 2026-11-22 09:00\ntags: [coal]\n---\nWords.\n";
    let found = change(&sandbox, || sandbox.write("content/harbour/news.md", text));
    found
        .wrote(&[
            "2026/11/20/index.html",
            "2026/11/20/tide/index.html",
            "2026/11/22/index.html",
            "2026/11/22/news/index.html",
            "2026/11/index.html",
            "2026/index.html",
            "archive/index.html",
            "atom.xml",
            "feed.json",
            "feed.xml",
            "index.html",
            "on-this-day/11/20/index.html",
            "on-this-day/11/22/index.html",
            "on-this-day/index.html",
            "sections/harbour/feed.xml",
            "sections/harbour/index.html",
            "sections/harbour/page/1/index.html",
            "sections/harbour/page/2/index.html",
            "sections/index.html",
            "sitemap.xml",
            "sitemaps/2026-11.xml",
            "sitemaps/pages.xml",
            "tags/coal/feed.xml",
            "tags/coal/index.html",
            "tags/coal/page/1/index.html",
            "tags/index.html",
        ])
        .removed(&[])
        .because(found.moved());
}

#[test]
fn an_article_in_the_middle() {
    let sandbox = site();
    let text = b"---\ntitle: Found again\ndate: 2018-02-04\n---\nWords.\n";
    let found = change(&sandbox, || sandbox.write("content/letters/found.md", text));
    found
        .wrote(&[
            "2018/02/03/fog/index.html",
            "2018/02/03/index.html",
            "2018/02/04/found/index.html",
            "2018/02/04/index.html",
            "2018/02/index.html",
            "2018/index.html",
            "2019/07/08/goat/index.html",
            "2019/07/08/index.html",
            "archive/index.html",
            "index.html",
            "on-this-day/02/03/index.html",
            "on-this-day/02/04/index.html",
            "on-this-day/03/04/index.html",
            "on-this-day/index.html",
            "sections/index.html",
            "sections/letters/feed.xml",
            "sections/letters/index.html",
            "sitemap.xml",
            "sitemaps/2018-02.xml",
            "sitemaps/pages.xml",
        ])
        .removed(&[])
        .because(found.moved());
}

#[test]
fn an_article_deleted() {
    let sandbox = site();
    let found = change(&sandbox, || {
        fs::remove_file(sandbox.path().join("content/letters/2018-02-03-fog.md")).expect("a file");
    });
    found
        .wrote(&[
            "2017/05/06/index.html",
            "2017/05/06/pier/index.html",
            "2017/05/index.html",
            "2017/index.html",
            "2019/07/08/goat/index.html",
            "2019/07/08/index.html",
            "2019/07/index.html",
            "2019/index.html",
            "2026/11/20/tide/index.html",
            "archive/index.html",
            "index.html",
            "on-this-day/01/02/index.html",
            "on-this-day/03/04/index.html",
            "on-this-day/index.html",
            "sections/index.html",
            "sections/letters/feed.xml",
            "sections/letters/index.html",
            "sitemap.xml",
            "sitemaps/pages.xml",
            "tags/index.html",
            "tags/weather/feed.xml",
            "tags/weather/index.html",
        ])
        .removed(&[
            "2018/02/03/fog/index.html",
            "2018/02/03/index.html",
            "2018/02/index.html",
            "2018/index.html",
            "on-this-day/02/03/index.html",
            "sitemaps/2018-02.xml",
        ])
        .because(found.moved());
}

#[test]
fn the_name_of_an_author() {
    let sandbox = site();
    let found = change(&sandbox, || replace(&sandbox, "content/authors/ines.md", "Ines Falk", "Ines Lowe"));
    found
        .wrote(&[
            "2015/09/24/coal/index.html",
            "2015/09/24/index.html",
            "2015/09/index.html",
            "2016/01/02/ferry/index.html",
            "2020/10/11/crane/index.html",
            "2026/11/20/index.html",
            "2026/11/20/tide/index.html",
            "2026/11/index.html",
            "atom.xml",
            "authors/index.html",
            "authors/ines/feed.xml",
            "authors/ines/index.html",
            "feed.json",
            "feed.xml",
            "index.html",
            "on-this-day/09/24/index.html",
            "on-this-day/11/20/index.html",
            "sections/harbour/feed.xml",
            "sections/harbour/index.html",
            "sections/harbour/page/1/index.html",
            "tags/coal/feed.xml",
            "tags/coal/index.html",
            "tags/weather/feed.xml",
            "tags/weather/index.html",
        ])
        .removed(&[])
        .because(found.moved());
}

#[test]
fn the_text_of_an_author() {
    let sandbox = site();
    let found = change(&sandbox, || replace(&sandbox, "content/authors/ines.md", "on ships", "on boats"));
    found
        .wrote(&["authors/index.html", "authors/ines/feed.xml", "authors/ines/index.html"])
        .removed(&[])
        .because(found.moved());
}

#[test]
fn the_text_of_a_section() {
    let sandbox = site();
    let found =
        change(&sandbox, || replace(&sandbox, "content/harbour/_index.md", "By the sea", "By the river"));
    found.wrote(&["sections/harbour/index.html"]).removed(&[]).because(Because { view: 1, ..NONE });
}

#[test]
fn a_standing_page() {
    let sandbox = site();
    let found = change(&sandbox, || replace(&sandbox, "content/pages/about.md", "news", "the news"));
    found.wrote(&["about/index.html"]).removed(&[]).because(Because { view: 1, ..NONE });
}

#[test]
fn a_template_of_tags() {
    let sandbox = site();
    let template =
        |word: &str| format!("{{% extends \"list.html\" %}}{{% block list_head %}}{word}{{% endblock %}}");
    sandbox.write("templates/tag.html", template("Tag").as_bytes());
    let found = change(&sandbox, || sandbox.write("templates/tag.html", template("Topic").as_bytes()));
    found
        .wrote(&["tags/coal/index.html", "tags/weather/index.html"])
        .removed(&[])
        .because(Because { template: found.pages_written(), ..NONE });
}

#[test]
fn a_template_that_comes_to_the_same() {
    let sandbox = site();
    sandbox.write("templates/tag.html", b"{% extends \"list.html\" %}");
    let found =
        change(&sandbox, || sandbox.write("templates/tag.html", b"{# Tags. #}{% extends \"list.html\" %}"));
    found.wrote(&[]).removed(&[]).because(Because { template: 2, ..NONE });
}

#[test]
fn a_style() {
    let sandbox = site();
    sandbox.write("assets/style.css", b"p { margin: 0 }");
    let found = change(&sandbox, || sandbox.write("assets/style.css", b"p { margin: 1px }"));
    // The name of the style moves with its content, and every page names it.
    let style = found.written.iter().find(|p| p.starts_with("assets/style.")).cloned().expect("a style");
    found.wrote_every_page_and(&[&style]);
    assert!(found.removed.len() == 1 && found.removed.iter().all(|p| p.starts_with("assets/style.")));
    let said = found.report["rendered_because"].as_object().expect("counts");
    let sum: u64 = said.values().filter_map(Value::as_u64).sum();
    assert_eq!(sum, found.pages.len() as u64, "{said:?}");
}

#[test]
fn the_title_of_the_site() {
    let sandbox = site();
    let found = change(&sandbox, || replace(&sandbox, "config.yaml", "title: Mercury", "title: The Mercury"));
    found
        .wrote_every_page_and(&[
            "atom.xml",
            "authors/ines/feed.xml",
            "authors/tom-reyes/feed.xml",
            "feed.json",
            "feed.xml",
            "sections/harbour/feed.xml",
            "sections/islands/feed.xml",
            "sections/letters/feed.xml",
            "tags/coal/feed.xml",
            "tags/weather/feed.xml",
        ])
        .removed(&[])
        .because(Because { view: found.pages.len() as u64, ..NONE });
}

#[test]
fn the_end_of_an_embargo() {
    let sandbox = site();
    let found = change_at(&sandbox, "2026-11-23T12:00:00Z", || {});
    found
        .wrote(&[
            "2026/11/20/index.html",
            "2026/11/20/tide/index.html",
            "2026/11/21/index.html",
            "2026/11/21/seal/index.html",
            "2026/11/index.html",
            "2026/index.html",
            "archive/index.html",
            "atom.xml",
            "feed.json",
            "feed.xml",
            "index.html",
            "on-this-day/11/20/index.html",
            "on-this-day/11/21/index.html",
            "on-this-day/index.html",
            "sections/index.html",
            "sections/islands/feed.xml",
            "sections/islands/index.html",
            "sitemap.xml",
            "sitemaps/2026-11.xml",
            "sitemaps/pages.xml",
        ])
        .removed(&[])
        .because(found.moved());
}

#[test]
fn an_hour_later() {
    let sandbox = site();
    change_at(&sandbox, "2026-11-22T13:00:00Z", || {}).wrote(&[]).removed(&[]).because(NONE);
}

#[test]
fn a_touched_file() {
    let sandbox = site();
    let path = sandbox.path().join("content/harbour/2016-01-02-ferry.md");
    let found = change(&sandbox, || {
        let file = File::options().write(true).open(path).expect("a file");
        let later = SystemTime::now() + Duration::from_secs(60);
        file.set_times(FileTimes::new().set_modified(later)).expect("times can be set");
    });
    found.wrote(&[]).removed(&[]).because(NONE);
}

#[test]
fn a_fresh_checkout() {
    let sandbox = site();
    let found = change(&sandbox, || {
        for (path, bytes) in sandbox.files("content") {
            fs::remove_file(sandbox.path().join("content").join(&path)).expect("a file");
            sandbox.write(&format!("content/{path}"), &bytes);
        }
        let config = sandbox.read("config.yaml");
        fs::remove_file(sandbox.path().join("config.yaml")).expect("a file");
        sandbox.write("config.yaml", config.as_bytes());
    });
    found.wrote(&[]).removed(&[]).because(NONE);
}

#[test]
fn a_page_deleted_from_the_output() {
    let sandbox = site();
    let found = change(&sandbox, || {
        fs::remove_file(sandbox.path().join("output/about/index.html")).expect("a page");
    });
    found.wrote(&["about/index.html"]).removed(&[]).because(Because { output: 1, ..NONE });
}

#[test]
fn a_page_altered_in_the_output() {
    let sandbox = site();
    let found = change(&sandbox, || sandbox.write("output/about/index.html", b"Mine now"));
    found.wrote(&["about/index.html"]).removed(&[]).because(Because { output: 1, ..NONE });
}

#[test]
fn a_feed_and_a_style_deleted_from_the_output() {
    let sandbox = site();
    sandbox.write("assets/extra.css", b"p { margin: 0 }");
    assert_eq!(sandbox.build_json(&[]).0, 0);
    let files = sandbox.files("output");
    let style = files.keys().find(|p| p.starts_with("assets/extra.")).expect("a style").clone();
    let found = change(&sandbox, || {
        for path in ["feed.xml", style.as_str()] {
            fs::remove_file(sandbox.path().join("output").join(path)).expect("a file");
        }
    });
    found.wrote(&["feed.xml", &style]).removed(&[]).because(NONE);
}

#[test]
fn a_page_with_new_times_and_the_same_bytes() {
    let sandbox = site();
    let found = change(&sandbox, || {
        let bytes = sandbox.read("output/about/index.html");
        sandbox.write("output/about/index.html", bytes.as_bytes());
    });
    found.wrote(&[]).removed(&[]);
}
