//! What is true of every file of every golden site and of the example: the rules that search engines, readers and
//! browsers hold a site to.

use crate::built::{Page, Site, sites};
use crate::sandbox::Sandbox;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Robots line of a page that may be found.
const INDEX: &str = "index, follow, max-image-preview:large";

/// Every page of every site.
fn pages() -> impl Iterator<Item = (&'static Site, &'static str, Page)> {
    sites()
        .iter()
        .flat_map(|site| site.ending(".html").map(move |path| (site, path, Page::read(site.text(path)))))
}

fn is_redirect(page: &Page) -> bool {
    !page.meta("refresh").is_empty()
}

#[test]
fn every_page_says_what_it_is_once() {
    for (site, path, page) in pages() {
        let at = format!("{}: {path}", site.name);
        for element in ["h1", "title", "main", "html"] {
            assert_eq!(page.count(element), 1, "{at}: <{element}>");
        }
        let unique: BTreeSet<&String> = page.ids.iter().collect();
        assert_eq!(unique.len(), page.ids.len(), "{at}: an id stands twice: {:?}", page.ids);
        for id in &page.referred {
            assert!(unique.contains(id), "{at}: there is no #{id}");
        }
        let robots = page.meta("robots");
        assert!(robots == [INDEX] || robots == ["noindex"], "{at}: {robots:?}");
        assert_eq!(page.meta("viewport").len(), 1, "{at}");
        let canonical = page.canonical().unwrap_or_else(|| panic!("{at}: no canonical address"));
        assert!(canonical.starts_with("http"), "{at}: {canonical}");
        if is_redirect(&page) {
            assert_eq!(robots, ["noindex"], "{at}");
            assert_eq!(page.meta("refresh"), [format!("0; url={canonical}")], "{at}");
            continue;
        }
        assert_eq!(page.meta("og:url").len(), 1, "{at}");
        for name in ["og:site_name", "og:type", "og:title", "twitter:card"] {
            assert!(page.meta(name).len() == 1 && !page.meta(name)[0].is_empty(), "{at}: {name}");
        }
        let large = page.meta("twitter:card") == ["summary_large_image"];
        assert_eq!(large, page.meta("og:image").len() == 1, "{at}");
        for image in page.meta("og:image") {
            let (file, _) = site.file_of(image, path).unwrap_or_default();
            assert!(site.files.contains_key(&file) || !image.starts_with(&site.origin), "{at}: {image}");
        }
    }
}

#[test]
fn every_address_on_a_page_leads_somewhere() {
    let ids: BTreeMap<(&str, &str), BTreeSet<String>> =
        pages().map(|(site, path, page)| ((&*site.name, path), page.ids.into_iter().collect())).collect();
    let mut wrong = Vec::new();
    for (site, path, page) in pages() {
        for (element, address) in &page.links {
            let Some((file, fragment)) = site.file_of(address, path) else { continue };
            if !site.files.contains_key(&file) {
                wrong.push(format!("{}: {path}: <{element}> leads to {address}", site.name));
            } else if !fragment.is_empty()
                && !ids.get(&(&*site.name, &*file)).is_some_and(|ids| ids.contains(&fragment))
            {
                wrong.push(format!("{}: {path}: there is no {address}", site.name));
            }
        }
        let same_site = |(rel, _): &&(String, BTreeMap<String, String>)| rel == "stylesheet" || rel == "icon";
        for (rel, attributes) in page.rel.iter().filter(same_site) {
            let address = &attributes["href"];
            assert!(address.starts_with(&site.path), "{}: {path}: {rel} from another host", site.name);
        }
        let scripts = page.count("script") - page.json_ld.len();
        assert!(scripts == 0 || site.name == "feeds", "{}: {path} has a script", site.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_is_described_in_structured_data() {
    for (site, path, page) in pages() {
        let at = format!("{}: {path}", site.name);
        let bare = is_redirect(&page) || path == "404.html" || page.classes.contains("tombstone");
        assert_eq!(page.json_ld.len(), usize::from(!bare), "{at}");
        for script in &page.json_ld {
            let data: Value = serde_json::from_str(script).unwrap_or_else(|e| panic!("{at}: {e}"));
            assert_eq!(data["@context"], "https://schema.org", "{at}");
            dates(&data, &at);
            let kind = data["@type"].as_str().expect("a type");
            match page.meta("og:type")[..] {
                ["article"] => article(&data, kind, &page, &at),
                _ if path == "index.html" => {
                    assert_eq!(kind, "WebSite", "{at}");
                    assert_eq!(data["url"], site.base(), "{at}");
                    has_publisher(&data, &at);
                }
                _ => {
                    assert!(["CollectionPage", "WebPage", "ProfilePage"].contains(&kind), "{at}: {kind}");
                    assert_eq!(data["url"].as_str(), page.canonical(), "{at}");
                    assert_eq!(data["isPartOf"]["@type"], "WebSite", "{at}");
                    breadcrumbs(&data["breadcrumb"], site, &at);
                    if kind == "ProfilePage" {
                        assert_eq!(data["mainEntity"]["@type"], "Person", "{at}");
                        assert!(data["mainEntity"]["name"].is_string(), "{at}");
                    }
                }
            }
        }
    }
}

fn article(data: &Value, kind: &str, page: &Page, at: &str) {
    assert!(kind.ends_with("NewsArticle"), "{at}: {kind}");
    for field in ["headline", "url", "inLanguage", "identifier"] {
        assert!(data[field].as_str().is_some_and(|t| !t.is_empty()), "{at}: {field}");
    }
    assert_eq!(data["mainEntityOfPage"]["@type"], "WebPage", "{at}");
    assert_eq!(data["mainEntityOfPage"]["@id"], data["url"], "{at}");
    has_publisher(data, at);
    let authors = data["author"].as_array().map_or(&[][..], Vec::as_slice);
    for name in ["article:author", "citation_author"] {
        assert_eq!(page.meta(name).len(), authors.len(), "{at}: {name}");
    }
    for author in authors {
        assert_eq!(author["@type"], "Person", "{at}");
        assert!(author["name"].is_string(), "{at}");
    }
    assert_eq!(page.meta("DC.type"), ["newspaperArticle"], "{at}");
    assert_eq!(page.meta("citation_title").first().copied(), data["headline"].as_str(), "{at}");
    assert!(page.meta("citation_journal_title").is_empty(), "{at}");
    for (name, field) in [
        ("article:published_time", "datePublished"),
        ("citation_date", "datePublished"),
        ("article:modified_time", "dateModified"),
    ] {
        assert_eq!(page.meta(name).first().copied(), data[field].as_str(), "{at}: {name}");
    }
    for class in ["h-entry", "p-name", "e-content", "u-url"] {
        assert!(page.classes.contains(class), "{at}: {class}");
    }
    assert_eq!(page.classes.contains("dt-published"), data["datePublished"].is_string(), "{at}");
}

fn has_publisher(data: &Value, at: &str) {
    assert_eq!(data["publisher"]["@type"], "NewsMediaOrganization", "{at}");
    assert!(data["publisher"]["name"].is_string() && data["publisher"]["url"].is_string(), "{at}");
}

fn breadcrumbs(data: &Value, site: &Site, at: &str) {
    assert_eq!(data["@type"], "BreadcrumbList", "{at}");
    let steps = data["itemListElement"].as_array().expect("steps");
    for (number, step) in steps.iter().enumerate() {
        assert_eq!(step["position"], number + 1, "{at}");
        assert!(step["name"].is_string(), "{at}");
        let item = step["item"].as_str().expect("an address");
        let (file, _) = site.file_of(item, "").expect("an address of the site");
        assert!(site.files.contains_key(&file), "{at}: {item}");
    }
}

/// Every date in structured data is one by ISO 8601, at any precision, and a time has a zone.
fn dates(data: &Value, at: &str) {
    match data {
        Value::Array(items) => items.iter().for_each(|item| dates(item, at)),
        Value::Object(fields) => {
            for (field, value) in fields {
                if ["datePublished", "dateModified", "expires"].contains(&field.as_str()) {
                    let date = value.as_str().expect("text");
                    assert!(is_w3c_date(date), "{at}: {field}: {date}");
                }
                dates(value, at);
            }
        }
        _ => {}
    }
}

/// A date as the W3C's note on date formats has it: a year, a month, a day, or a time with a zone.
fn is_w3c_date(text: &str) -> bool {
    let pattern = |form: &str| {
        text.len() == form.len()
            && text.bytes().zip(form.bytes()).all(|(c, f)| match f {
                b'0' => c.is_ascii_digit(),
                b'+' => c == b'+' || c == b'-',
                f => c == f,
            })
    };
    ["0000", "0000-00", "0000-00-00", "0000-00-00T00:00:00+00:00", "0000-00-00T00:00:00Z"]
        .into_iter()
        .any(pattern)
}

#[test]
fn every_xml_file_is_well_formed() {
    let mut count = 0;
    for (site, path) in sites().iter().flat_map(|s| s.ending(".xml").map(move |p| (s, p))) {
        let mut reader = quick_xml::Reader::from_str(site.text(path));
        reader.config_mut().check_end_names = true;
        reader.config_mut().check_comments = true;
        let mut depth = 0i32;
        let mut roots = 0;
        loop {
            match reader.read_event().unwrap_or_else(|e| panic!("{}: {path}: {e}", site.name)) {
                quick_xml::events::Event::Start(tag) => {
                    roots += i32::from(depth == 0);
                    depth += 1;
                    attributes(&tag, path);
                }
                quick_xml::events::Event::Empty(tag) => attributes(&tag, path),
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!((depth, roots), (0, 1), "{}: {path}", site.name);
        count += 1;
    }
    assert!(count > 100, "only {count} files were found");
}

fn attributes(tag: &quick_xml::events::BytesStart, path: &str) {
    for attribute in tag.attributes() {
        let attribute = attribute.unwrap_or_else(|e| panic!("{path}: {e}"));
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        value.unwrap_or_else(|e| panic!("{path}: {e}"));
    }
}

#[test]
fn sitemaps_name_every_page_that_may_be_found_once() {
    for site in sites() {
        let at = &site.name;
        let mut named = BTreeSet::new();
        let mut listed: Vec<String> = Vec::new();
        for (address, lastmod) in locations(site.text("sitemap.xml"), at) {
            let (file, _) = site.file_of(&address, "").expect("an address of the site");
            assert!(address.starts_with(&site.base()), "{at}: {address}");
            let text = site.text(&file);
            let entries = locations(text, at);
            assert!(
                !entries.is_empty() && entries.len() <= 50_000 && text.len() <= 50_000_000,
                "{at}: {file}"
            );
            let latest = entries.iter().filter_map(|(_, lastmod)| lastmod.clone());
            assert!(lastmod.is_none() || latest.into_iter().any(|own| Some(own) == lastmod), "{at}: {file}");
            listed.extend(entries.into_iter().map(|(address, _)| address));
            assert!(named.insert(file), "{at}: {address} stands twice");
        }
        let all: BTreeSet<String> =
            site.files.keys().filter(|p| p.starts_with("sitemaps/")).cloned().collect();
        assert_eq!(named, all, "{at}");
        let unique: BTreeSet<String> = listed.iter().cloned().collect();
        assert_eq!(unique.len(), listed.len(), "{at}: an address stands twice");
        let may_be_found: BTreeSet<String> = site
            .ending(".html")
            .filter(|path| {
                let page = Page::read(site.text(path));
                page.meta("robots") == [INDEX]
                    && site
                        .file_of(page.canonical().unwrap_or_default(), path)
                        .is_some_and(|(f, _)| f == *path)
            })
            .map(|path| Page::read(site.text(path)).canonical().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(unique, may_be_found, "{at}");
        let robots = site.text("robots.txt");
        assert!(robots.contains(&format!("\nSitemap: {}sitemap.xml\n", site.base())), "{at}: {robots}");
        if site.files.contains_key("news-sitemap.xml") {
            assert!(
                robots.contains(&format!("\nSitemap: {}news-sitemap.xml\n", site.base())),
                "{at}: {robots}"
            );
            let news = locations(site.text("news-sitemap.xml"), at);
            assert!(news.len() <= 1000 && news.iter().all(|(address, _)| unique.contains(address)), "{at}");
        }
    }
}

/// Addresses of a sitemap, each with the date of its last change, which is checked.
fn locations(xml: &str, at: &str) -> Vec<(String, Option<String>)> {
    let inside = |text: &str, tag: &str| {
        let (_, rest) = text.split_once(&format!("<{tag}>"))?;
        Some(rest.split_once(&format!("</{tag}>"))?.0.replace("&amp;", "&"))
    };
    let entry = |entry: &str| {
        let lastmod = inside(entry, "lastmod");
        assert!(lastmod.as_deref().is_none_or(is_w3c_date), "{at}: {lastmod:?}");
        Some((inside(entry, "loc")?, lastmod))
    };
    let entries = xml.split("<url>").skip(1).chain(xml.split("<sitemap>").skip(1));
    entries.filter_map(entry).collect()
}

#[test]
fn every_feed_is_read_back() {
    let mut count = 0;
    let mut orders: BTreeMap<(&str, String), Vec<String>> = BTreeMap::new();
    for site in sites() {
        for path in site.files.keys().filter(|p| is_feed(p)) {
            let at = format!("{}: {path}", site.name);
            let text = site.text(path);
            let feed = feed_rs::parser::parse(text.as_bytes()).unwrap_or_else(|e| panic!("{at}: {e}"));
            assert!(feed.title.is_some_and(|t| !t.content.is_empty()), "{at}");
            let own = site.address_of(path);
            assert!(text.contains(&own), "{at}: does not say where it is");
            let page = own.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).expect("a folder");
            assert!(feed.links.iter().any(|l| l.href == page), "{at}: {:?}", feed.links);
            let ids: BTreeSet<&str> = feed.entries.iter().map(|e| e.id.as_str()).collect();
            assert_eq!(ids.len(), feed.entries.len(), "{at}: an id stands twice");
            for entry in &feed.entries {
                assert!(entry.title.as_ref().is_some_and(|t| !t.content.is_empty()), "{at}");
                let link = &entry.links.first().unwrap_or_else(|| panic!("{at}: no link")).href;
                let (file, _) = site.file_of(link, "").unwrap_or_else(|| panic!("{at}: {link}"));
                let page = Page::read(site.text(&file));
                assert_eq!(page.meta("DC.type"), ["newspaperArticle"], "{at}: {link}");
                let body = entry.content.as_ref().and_then(|c| c.body.as_deref()).unwrap_or_default();
                fit_for_strangers(body, &at);
            }
            // The order is that of arrival, so that dates of publication may stand in any order.
            let dates: Vec<i64> = match path.ends_with("feed.xml") {
                true => publication_dates(text),
                false => feed.entries.iter().filter_map(|e| Some(e.published?.timestamp())).collect(),
            };
            let ids: Vec<String> = feed.entries.iter().map(|e| e.id.clone()).collect();
            let list = orders.entry((&site.name, page)).or_insert_with(|| ids.clone());
            assert!(list.iter().zip(&ids).all(|(a, b)| a == b), "{at}: another order than in another format");
            assert!(dates.iter().all(|date| *date >= 0), "{at}: before 1970");
            count += 1;
        }
    }
    assert!(count > 50, "only {count} feeds were found");
}

/// The dates of `pubDate` in seconds since 1970. (`feed-rs` prefers `dc:date`, which tells what is older.)
fn publication_dates(rss: &str) -> Vec<i64> {
    let date = |rest: &str| {
        let text = rest.split('<').next().unwrap_or_default();
        jiff::fmt::rfc2822::parse(text).unwrap_or_else(|e| panic!("{text}: {e}")).timestamp().as_second()
    };
    rss.split("<pubDate>").skip(1).map(date).collect()
}

fn is_feed(path: &str) -> bool {
    ["feed.xml", "atom.xml", "feed.json"].contains(&path.rsplit('/').next().unwrap_or_default())
}

/// HTML in a feed has no scripts, frames, handlers or styles, and every address is complete.
fn fit_for_strangers(html: &str, at: &str) {
    let page = Page::read(html);
    for element in ["script", "iframe", "style", "form", "object", "embed"] {
        assert_eq!(page.count(element), 0, "{at}: <{element}>");
    }
    for (_, address) in &page.links {
        assert!(address.contains(':') && !address.starts_with("javascript:"), "{at}: {address}");
    }
}

#[test]
fn walking_the_archive_of_a_feed_meets_every_article_once() {
    let sandbox = Sandbox::with(&[(
        "config.yaml",
        "title: T\nbase_url: https://t.example/\ntaxonomies: []\ncalendar: false\non_this_day: false\nfeeds: {formats: [atom], limit: 7}\n",
    )]);
    let write = |n: usize| {
        let text =
            format!("---\ntitle: Number {n}\ndate: 2001-01-01 {:02}:{:02}\n---\n\nText.\n", n / 60, n % 60);
        sandbox.write(&format!("content/a{n}.md"), text.as_bytes());
    };
    (0..205).for_each(write);
    let walk = || {
        let run = sandbox.run(&["build"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let (mut current, mut met) = (Vec::new(), Vec::new());
        let mut next = Some("output/atom.xml".to_owned());
        while let Some(path) = next {
            let text = sandbox.read(&path);
            let feed = feed_rs::parser::parse(text.as_bytes()).unwrap_or_else(|e| panic!("{path}: {e}"));
            let closed = text.contains("<fh:archive");
            assert_eq!(closed, path != "output/atom.xml", "{path}");
            let own = if closed { &mut met } else { &mut current };
            own.extend(feed.entries.iter().map(|e| e.title.as_ref().expect("a title").content.clone()));
            let link = |rel: &str| {
                let found = feed.links.iter().find(|l| l.rel.as_deref() == Some(rel));
                found.map(|l| l.href.replace("https://t.example/", "output/"))
            };
            assert_eq!(link("self").as_ref(), Some(&path));
            if closed {
                assert_eq!(link("current").as_deref(), Some("output/atom.xml"));
            }
            next = link("prev-archive");
        }
        (current, met)
    };
    let newest_first = |count: usize| (0..count).rev().map(|n| format!("Number {n}")).collect::<Vec<_>>();
    let documents =
        || ["output/atom/archive/1.xml", "output/atom/archive/2.xml"].map(|path| sandbox.read(path));
    // What is subscribed to has seven articles at least, so it may repeat the newest of the closed documents.
    let (current, closed) = walk();
    assert_eq!(current, newest_first(205)[..7]);
    assert_eq!(closed, newest_first(200));
    let before = documents();
    (205..215).for_each(write);
    let (current, closed) = walk();
    assert_eq!([current, closed].concat(), newest_first(215));
    assert_eq!(before, documents(), "a closed document has changed");
}
