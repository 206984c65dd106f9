//! Every stage of a build by itself, and small builds as a whole: `cargo bench`, or `cargo bench -- parse` for those
//! with `parse` in their names. docs/performance.md says what the figures mean.
#![allow(clippy::disallowed_methods, reason = "benches prepare folders")]

mod archive;
mod newsroom;

use dateline::archive::Archive;
use dateline::archive::address::id_of;
use dateline::article::repair;
use dateline::article::slug::slug;
use dateline::article::split::{decode, split};
use dateline::article::{markdown, parse};
use dateline::build::{self, Request};
use dateline::diagnostic::{Diagnostic, terminal};
use dateline::plan::view::{PageView, ThemeList};
use dateline::plan::{PageKind, files, pages};
use dateline::render::feed::{Feed, FeedAuthor, FeedDate, FeedItem};
use dateline::render::sitemap::{SitemapEntry, sitemaps};
use dateline::render::{page as render_page, rss, syndicated_html};
use dateline::theme::{Shared, Template};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use newsroom::{ARTICLES, CLOCK, NEWSROOM, Silent, TODAY};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

fn main() {
    // Made before anything is measured, so that it counts for no bench.
    LazyLock::force(&NEWSROOM);
    divan::main();
}

/// From bytes to facts: what `parse` does for each article, and the parts it consists of.
mod article {
    use super::*;

    #[divan::bench]
    fn whole(bencher: Bencher) {
        let file = NEWSROOM.file();
        bencher
            .counter(BytesCount::of_str(&file.text))
            .bench(|| parse(&file.path, black_box(file.text.as_bytes()), &NEWSROOM.reading));
    }

    #[divan::bench]
    fn front_matter(bencher: Bencher) {
        let file = NEWSROOM.file();
        bencher.bench(|| {
            let text = decode(&file.path, black_box(file.text.as_bytes())).expect("the text is UTF-8");
            let (parts, _) = split(&file.path, text).expect("the front matter closes");
            repair::read(text, parts.front.expect("there is front matter"))
        });
    }

    #[divan::bench(args = ["2015-09-24", "2015-09-24 14:32", "2015-09-24T14:32:00Z", "2015-12-08 10:00:00 -0500", "Thursday, 24 September 2015", "1937~"])]
    fn date(text: &str) -> impl Sized {
        NEWSROOM.reading.dates.read(black_box(text))
    }

    #[divan::bench]
    fn survey(bencher: Bencher) {
        let (_, _, body) = NEWSROOM.article();
        bencher
            .counter(BytesCount::of_str(body))
            .bench(|| markdown::survey(black_box(body), &NEWSROOM.reading.markdown));
    }

    #[divan::bench]
    fn render_body(bencher: Bencher) {
        let (page, _, body) = NEWSROOM.article();
        let path = &NEWSROOM.file().path;
        bencher
            .counter(BytesCount::of_str(body))
            .bench(|| NEWSROOM.render_body(black_box(body), path, &page.address));
    }

    #[divan::bench(args = ["The last coal ship leaves the east quay", "Журналисты вернулись в город", "東京の朝"])]
    fn address_of(title: &str) -> String {
        slug(black_box(title), None)
    }
}

/// All articles at once: from facts to an index and a plan.
mod site {
    use super::*;

    #[divan::bench(sample_count = 10)]
    fn archive(bencher: Bencher) {
        bencher
            .counter(ItemsCount::new(ARTICLES))
            .with_inputs(|| NEWSROOM.sources())
            .bench_values(|sources| Archive::build(sources, &NEWSROOM.config, CLOCK, "content"));
    }

    #[divan::bench(sample_count = 20)]
    fn plan(bencher: Bencher) {
        let room = &*NEWSROOM;
        bencher.counter(ItemsCount::new(room.pages.len())).bench(|| {
            let pages = pages::list(&room.archive, &room.config, &room.theme, "content", &mut Vec::new())
                .expect("the theme has every template");
            files::list(&room.archive, &room.config, &pages, &[], &[])
        });
    }

    #[divan::bench(sample_count = 20)]
    fn theme() -> impl Sized {
        newsroom::theme()
    }
}

/// One page: its view, then its HTML.
mod page {
    use super::*;

    #[divan::bench]
    fn article_view(bencher: Bencher) {
        let (page, at, body) = NEWSROOM.article();
        let html = NEWSROOM.render_body(body, &NEWSROOM.file().path, &page.address).html;
        let desk = NEWSROOM.desk();
        bencher.with_inputs(|| html.clone()).bench_values(|html| desk.article(page, at, html));
    }

    #[divan::bench]
    fn article_html(bencher: Bencher) {
        let (page, view) = NEWSROOM.article_view();
        let (shared, desk) = (NEWSROOM.shared(), NEWSROOM.desk());
        let lists = desk.lists(&NEWSROOM.theme.manifest, &page.kind, "en");
        bencher.bench(|| html(black_box(&view), &shared, &lists, &page.template));
    }

    /// The lists that the theme wants on the page of an article.
    #[divan::bench]
    fn article_lists(bencher: Bencher) {
        let (page, _, _) = NEWSROOM.article();
        let desk = NEWSROOM.desk();
        bencher.bench(|| desk.lists(&NEWSROOM.theme.manifest, black_box(&page.kind), "en"));
    }

    #[divan::bench]
    fn list_view(bencher: Bencher) {
        let page = NEWSROOM.page(|kind| matches!(kind, PageKind::List { number: Some(2), .. }));
        let PageKind::List { taxonomy, term, number } = page.kind else { return };
        let desk = NEWSROOM.desk();
        bencher.bench(|| desk.list(black_box(page), taxonomy, term, number, String::new()));
    }

    #[divan::bench]
    fn list_html(bencher: Bencher) {
        let page = NEWSROOM.page(|kind| matches!(kind, PageKind::List { number: Some(2), .. }));
        let PageKind::List { taxonomy, term, number } = page.kind else { return };
        let (shared, desk) = (NEWSROOM.shared(), NEWSROOM.desk());
        let view = desk.list(page, taxonomy, term, number, String::new());
        let lists = BTreeMap::new();
        bencher.bench(|| html(black_box(&view), &shared, &lists, &page.template));
    }
}

fn html(view: &PageView, site: &Shared, lists: &BTreeMap<String, ThemeList>, template: &Template) -> String {
    render_page::render(view, Some(site), lists, template, &NEWSROOM.theme)
        .unwrap_or_else(|problem| panic!("the theme can show every page: {problem:?}"))
}

/// Files that are no pages.
mod documents {
    use super::*;

    #[divan::bench]
    fn syndicated_body(bencher: Bencher) {
        let (page, _, body) = NEWSROOM.article();
        let html = NEWSROOM.render_body(body, &NEWSROOM.file().path, &page.address).html;
        let url = NEWSROOM.desk().permalink(&page.address);
        bencher
            .counter(BytesCount::of_str(&html))
            .bench(|| syndicated_html::syndicated_html(black_box(&html), &url));
    }

    #[divan::bench]
    fn feed_of_50(bencher: Bencher) {
        let feed = feed();
        bencher.bench(|| rss::rss(black_box(&feed)));
    }

    #[divan::bench(sample_count = 20)]
    fn sitemap_of_10_000(bencher: Bencher) {
        let desk = NEWSROOM.desk();
        let entry = |e: &dateline::archive::Entry| SitemapEntry {
            url: desk.permalink(&e.address),
            lastmod: Some(e.article.date.iso()),
        };
        let entries: Vec<SitemapEntry> = NEWSROOM.archive.entries.iter().map(entry).collect();
        bencher.counter(ItemsCount::new(entries.len())).bench(|| sitemaps(black_box(&entries)));
    }

    #[divan::bench(sample_count = 20)]
    fn diagnostics_1_000(bencher: Bencher) {
        let problems = problems();
        let style = terminal::Style { colour: false, width: 100, all: true, wrap: false };
        bencher
            .counter(ItemsCount::new(problems.len()))
            .bench(|| terminal::render(black_box(&problems), style));
    }

    /// The newest 50 articles with their whole texts.
    fn feed() -> Feed {
        let (room, desk) = (&*NEWSROOM, NEWSROOM.desk());
        let body: BTreeMap<&str, &str> = room.files.iter().map(|f| (&*f.path, &*f.text)).collect();
        let item = |&at: &u32| {
            let entry = &room.archive.entries[at as usize];
            let article = &entry.article;
            let url = desk.permalink(&entry.address);
            let html = room.render_body(
                &body[&*article.path][article.body.start as usize..],
                &article.path,
                &entry.address,
            );
            let author = |c: &dateline::article::Credit| FeedAuthor {
                name: c.name.to_string(),
                ..FeedAuthor::default()
            };
            FeedItem {
                id: id_of(article),
                title: article.title.to_string(),
                summary: article.summary().to_owned(),
                content_html: Some(syndicated_html::syndicated_html(&html.html, &url)),
                authors: article.authors.iter().map(author).collect(),
                categories: article.tags.iter().map(ToString::to_string).collect(),
                published: Some(FeedDate {
                    instant: article.date.instant,
                    text: String::new(),
                    iso: article.date.iso(),
                    rfc3339: article.date.rfc3339(),
                    rfc2822: article.date.rfc2822(),
                }),
                url,
                ..FeedItem::default()
            }
        };
        Feed {
            title: room.config.title.clone(),
            site_url: room.config.base_url.clone(),
            items: room.archive.listed.iter().rev().take(50).map(item).collect(),
            ..Feed::default()
        }
    }

    /// What an article with five mistakes in its front matter gives, 200 times.
    fn problems() -> Vec<Diagnostic> {
        let front = "title: [a, b]\ndate: 2015-13-45\ntagz: coal\nstatus: publishd\nexpires: soon\n";
        let text = NEWSROOM.file().text.replacen("---\n", &format!("---\n{front}"), 1);
        let own = |n: usize| parse(&format!("news/{n}.md"), text.as_bytes(), &NEWSROOM.reading).diagnostics;
        (0..).flat_map(own).take(1000).collect()
    }
}

/// A thousand articles from disk to disk.
mod whole_build {
    use super::*;

    /// Into an empty folder.
    #[divan::bench(sample_count = 5)]
    fn first(bencher: Bencher) {
        let site = site();
        bencher.counter(ItemsCount::new(1000_usize)).with_inputs(|| empty(site.path())).bench_refs(build);
    }

    /// Over an earlier build, when nothing has changed.
    #[divan::bench(sample_count = 5)]
    fn again(bencher: Bencher) {
        let site = site();
        let mut request = empty(site.path());
        build(&mut request);
        bencher.counter(ItemsCount::new(1000_usize)).bench_local(|| build(&mut request));
    }

    fn build(request: &mut Request) {
        let built = build::build(request, &Silent)
            .unwrap_or_else(|problems| panic!("the site can be built: {problems:?}"));
        assert_eq!(built.articles.found, 1000);
    }

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for file in archive::Archive::new(1000, 1).files() {
            let path = folder.path().join("content").join(file.path);
            fs::create_dir_all(path.parent().expect("every file is in a folder"))
                .expect("folders can be made");
            fs::write(path, file.text).expect("files can be written");
        }
        folder
    }

    /// What to build, with nothing left of an earlier build.
    fn empty(site: &Path) -> Request {
        for left in ["output", ".dateline"] {
            // Nothing is there the first time.
            let _ = fs::remove_dir_all(site.join(left));
        }
        Request {
            site: site.to_path_buf(),
            site_shown: ".".to_owned(),
            content: site.join("content"),
            content_shown: "content".to_owned(),
            output: site.join("output"),
            output_shown: "output".to_owned(),
            config: newsroom::config(),
            config_shown: "config.yaml".to_owned(),
            clock: CLOCK,
            today: TODAY,
            strict: false,
            clean: true,
            explain: false,
            addresses: String::new(),
            allow_broken_addresses: false,
        }
    }
}
