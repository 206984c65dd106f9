use super::*;
use crate::render::well_formed::assert_well_formed;
use proptest::prelude::*;

fn entry(url: &str, lastmod: Option<&str>) -> SitemapEntry {
    SitemapEntry { url: url.to_owned(), lastmod: lastmod.map(str::to_owned) }
}

fn publication() -> NewsSitemap {
    NewsSitemap { publication: "The Harbour <Courier>".to_owned(), language: "en".to_owned() }
}

#[test]
fn dates_stand_as_they_are() {
    let sitemaps = sitemaps(&[
        entry("https://a.example/1/?x=1&y=2", Some("1892-05-04")),
        entry("https://a.example/2/", None),
        entry("https://a.example/3/", Some("1937")),
        entry("https://a.example/4/", Some("2015-09-24T14:32:00+01:00")),
        entry("https://a.example/5/", Some("about <1937>")),
    ]);
    let xml = &sitemaps.files[0].xml;
    assert_well_formed(xml);
    let entries: Vec<_> =
        xml.split("<url>").skip(1).map(|url| url.split_whitespace().collect::<String>()).collect();
    assert_eq!(entries[0], "<loc>https://a.example/1/?x=1&amp;y=2</loc><lastmod>1892-05-04</lastmod></url>");
    assert_eq!(entries[1], "<loc>https://a.example/2/</loc></url>");
    assert_eq!(entries[2], "<loc>https://a.example/3/</loc><lastmod>1937</lastmod></url>");
    assert_eq!(
        entries[3],
        "<loc>https://a.example/4/</loc><lastmod>2015-09-24T14:32:00+01:00</lastmod></url>"
    );
    assert_eq!(entries[4], "<loc>https://a.example/5/</loc></url></urlset>");
    assert!(xml.starts_with("<?xml") && xml.contains("http://www.sitemaps.org/schemas/sitemap/0.9"));
}

#[test]
fn files_keep_to_the_number_of_addresses() {
    let entries: Vec<_> =
        (0..50_001).map(|n| entry(&format!("https://a.example/{n}/"), Some("2015"))).collect();
    let sitemaps = sitemaps(&entries);
    assert_eq!(sitemaps.files.iter().map(|file| file.urls).collect::<Vec<_>>(), [50_000, 1]);
    assert!(sitemaps.files[1].xml.contains("<loc>https://a.example/50000/</loc>"));
    assert_eq!(sitemaps.files[0].xml.matches("<lastmod>2015</lastmod>").count(), 50_000);
}

#[test]
fn files_keep_to_the_number_of_bytes() {
    let address = format!("https://a.example/?{}", "&".repeat(200));
    let entries: Vec<_> = (0..100).map(|_| entry(&address, Some("2015-09-24T14:32:00+01:00"))).collect();
    let sitemaps = cut(&entries, MAX_URLS, 20_000);
    assert!(sitemaps.files.len() > 5);
    assert_eq!(sitemaps.files.iter().map(|file| file.urls).sum::<usize>(), 100);
    assert!(sitemaps.files.iter().all(|file| file.xml.len() <= 20_000 + 200));
    assert_eq!(cut(&entries[..2], MAX_URLS, 1).files.len(), 2, "each file has one address at least");
}

#[test]
fn addresses_too_long_for_the_protocol_are_named() {
    let long = format!("https://a.example/{}/", "x".repeat(2048));
    let sitemaps = sitemaps(&[entry(&long, Some("2015")), entry("https://a.example/", Some("2016"))]);
    assert_eq!(sitemaps.left_out, [long]);
    assert_eq!(sitemaps.files[0].urls, 1);
    assert!(sitemaps.files[0].xml.contains("<lastmod>2016</lastmod>"), "dates stay with their addresses");
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(sitemaps(&[]), Sitemaps::default());
    assert!(indexes(&[]).is_empty());
}

#[test]
fn the_index_names_the_files() {
    let files = [
        entry("https://a.example/sitemap-2015-09.xml", Some("2015-09-24")),
        entry("https://a.example/s.xml", None),
    ];
    let indexes = indexes(&files);
    assert_eq!(indexes.len(), 1);
    assert_well_formed(&indexes[0]);
    assert!(indexes[0].contains("<loc>https://a.example/sitemap-2015-09.xml</loc>"));
    assert_eq!(indexes[0].matches("<lastmod>").count(), 1);
    assert!(indexes[0].contains("<lastmod>2015-09-24</lastmod>"));
}

#[test]
fn news_has_publication_date_and_title() {
    let article = |n: usize, published: &str| NewsEntry {
        url: format!("https://a.example/{n}/"),
        published: published.to_owned(),
        title: "Ferry & <b>".to_owned(),
    };
    let xml = news_sitemap(
        &publication(),
        &[article(1, "2015-09-24T14:32:00+01:00"), article(2, "2015-09"), article(3, "2015-09-24")],
    );
    assert_well_formed(&xml);
    for part in [
        "<news:name>The Harbour &lt;Courier&gt;</news:name>",
        "<news:language>en</news:language>",
        "<news:publication_date>2015-09-24T14:32:00+01:00</news:publication_date>",
        "<news:publication_date>2015-09-24</news:publication_date>",
        "<news:title>Ferry &amp; &lt;b&gt;</news:title>",
    ] {
        assert!(xml.contains(part), "{part} is missing in {xml}");
    }
    assert_eq!(xml.matches("<url>").count(), 2, "the article without a day is left out");
    let many: Vec<_> = (0..1_200).map(|n| article(n, "2015-09-24")).collect();
    assert_eq!(news_sitemap(&publication(), &many).matches("<url>").count(), MAX_NEWS);
    assert_well_formed(&news_sitemap(&publication(), &[]));
}

proptest! {
    #[test]
    fn any_text_gives_well_formed_xml(texts in proptest::collection::vec((any::<String>(), proptest::option::of("[0-9:TZ+-]{0,12}|\\PC*")), 0..5)) {
        let entries: Vec<_> = texts.iter().map(|(url, lastmod)| entry(url, lastmod.as_deref())).collect();
        for file in sitemaps(&entries).files {
            assert_well_formed(&file.xml);
        }
        for index in indexes(&entries) {
            assert_well_formed(&index);
        }
        let news: Vec<_> = entries
            .iter()
            .map(|e| NewsEntry { url: e.url.clone(), published: "2015-09-24".to_owned(), title: e.url.clone() })
            .collect();
        assert_well_formed(&news_sitemap(&publication(), &news));
    }
}
