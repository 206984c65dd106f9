use super::super::feed::samples;
use super::super::well_formed::assert_well_formed;
use super::*;
use proptest::prelude::*;

#[test]
fn an_independent_reader_reads_it_back() {
    let xml = rss(&samples::feed());
    let read = feed_rs::parser::parse(xml.as_bytes()).unwrap();
    assert_eq!(read.title.unwrap().content, "The Harbour Courier");
    assert_eq!(read.entries.len(), 3);
    let entry = &read.entries[0];
    assert_eq!(entry.id, "https://courier.example/#posts/2015-09-24%20ferry.md");
    assert_eq!(entry.title.as_ref().unwrap().content, "Night ferry <kept> & loved");
    assert_eq!(entry.published.unwrap().to_rfc3339(), "2015-09-24T00:00:00+00:00");
    assert_eq!(
        entry.content.as_ref().unwrap().body.as_deref(),
        Some("<p>The council ]]> voted &amp; left.</p>")
    );
    assert_eq!(entry.authors.iter().map(|a| &*a.name).collect::<Vec<_>>(), ["Ines Falk", "T. Rede"]);
    assert_eq!(entry.categories.iter().map(|c| &*c.term).collect::<Vec<_>>(), ["Harbour", "Ferries"]);
    // This reader can hold the year 1892 and takes it from `dc:date`.
    assert_eq!(read.entries[1].published.unwrap().to_rfc3339(), "1892-05-04T00:00:00+00:00");
    assert_eq!(read.entries[2].published, None);
}

#[test]
fn the_elements_that_readers_look_for_are_there() {
    let xml = rss(&samples::feed());
    assert_well_formed(&xml);
    for part in [
        r#"<atom:link href="https://courier.example/feed.xml" rel="self" type="application/rss+xml"/>"#,
        r#"<atom:link href="https://courier.example/feed/archive/2.xml" rel="prev-archive""#,
        "<dc:creator>Ines Falk</dc:creator>",
        "<dc:language>fr</dc:language>",
        "<title>Strike ends (4 May 1892)</title>",
        "<dc:date>1892-05-04</dc:date>",
        "<pubDate>Thu, 24 Sep 2015 00:00:00 +0000</pubDate>",
        "<pubDate>Sun, 27 Sep 2015 00:00:00 +0000</pubDate>",
        r#"<guid isPermaLink="false">https://courier.example/#posts/2015-09-24%20ferry.md</guid>"#,
        "<guid>https://courier.example/undated/verse/</guid>",
        r#"<media:content medium="image" url="https://courier.example/2015/09/24/ferry/ferry.jpg">"#,
        "<description><![CDATA[The council voted 7 &lt; 9.]]></description>",
    ] {
        assert!(xml.contains(part), "{part} is missing in {xml}");
    }
    assert!(!xml.contains("fh:"));
    assert_eq!(xml.matches("<pubDate>").count(), 2, "the undated item has none");
}

#[test]
fn archive_documents_say_what_they_are() {
    let mut feed = samples::feed();
    feed.role = FeedRole::Archive;
    feed.links.current = Some("https://courier.example/feed.xml".to_owned());
    let xml = rss(&feed);
    assert!(
        xml.contains("xmlns:fh=\"http://purl.org/syndication/history/1.0\"") && xml.contains("<fh:archive>")
    );
    assert!(xml.contains(r#"<atom:link href="https://courier.example/feed.xml" rel="current""#));
    feed.role = FeedRole::Complete;
    assert!(rss(&feed).contains("<fh:complete>"));
}

#[test]
fn a_feed_without_dates_has_no_build_date() {
    let feed = Feed { items: vec![samples::undated_item()], ..samples::feed() };
    assert!(!rss(&feed).contains("lastBuildDate"));
}

proptest! {
    #[test]
    fn any_text_gives_well_formed_xml(feed in samples::any_feed()) {
        let xml = rss(&feed);
        assert_well_formed(&xml);
        let read = ::rss::Channel::read_from(xml.as_bytes()).unwrap();
        prop_assert_eq!(read.items().len(), feed.items.len());
    }
}
