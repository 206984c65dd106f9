use super::super::feed::samples;
use super::super::well_formed::assert_well_formed;
use super::*;
use proptest::prelude::*;

#[test]
fn an_independent_reader_reads_it_back() {
    let read = feed_rs::parser::parse(atom(&samples::feed()).as_bytes()).unwrap();
    assert_eq!(read.id, "https://courier.example/feed.xml");
    assert_eq!(read.updated.unwrap().to_rfc3339(), "2015-09-27T00:00:00+00:00");
    let entry = &read.entries[0];
    assert_eq!(entry.id, "https://courier.example/#posts/2015-09-24%20ferry.md");
    assert_eq!(entry.title.as_ref().unwrap().content, "Night ferry <kept> & loved");
    assert_eq!(entry.updated.unwrap().to_rfc3339(), "2015-09-25T00:00:00+00:00");
    assert_eq!(entry.published.unwrap().to_rfc3339(), "2015-09-24T00:00:00+00:00");
    assert_eq!(entry.summary.as_ref().unwrap().content, "The council voted 7 < 9.");
    assert_eq!(
        entry.content.as_ref().unwrap().body.as_deref(),
        Some("<p>The council ]]> voted &amp; left.</p>")
    );
    assert_eq!(entry.authors[0].email.as_deref(), Some("ines@courier.example"));
}

#[test]
fn every_entry_has_an_update_and_none_is_made_up() {
    let xml = atom(&samples::feed());
    assert_well_formed(&xml);
    assert_eq!(xml.matches("<updated>").count(), 4);
    assert!(
        xml.contains("<updated>1970-01-01T00:00:00+00:00</updated>"),
        "the undated entry says it plainly: {xml}"
    );
    assert_eq!(xml.matches("<published>").count(), 2);
    assert!(
        xml.contains("<title>Strike ends (4 May 1892)</title>")
            && xml.contains("<dc:date>1892-05-04</dc:date>")
    );
}

#[test]
fn archive_documents_belong_to_the_feed() {
    let mut feed = samples::feed();
    feed.role = FeedRole::Archive;
    feed.self_url = "https://courier.example/atom/archive/1.xml".to_owned();
    feed.links.current = Some("https://courier.example/atom.xml".to_owned());
    let xml = atom(&feed);
    assert!(
        xml.contains("<fh:archive>") && xml.contains("<id>https://courier.example/atom.xml</id>"),
        "{xml}"
    );
    assert!(xml.contains(r#"<link href="https://courier.example/atom.xml" rel="current""#));
}

proptest! {
    #[test]
    fn any_text_gives_well_formed_xml(feed in samples::any_feed()) {
        let xml = atom(&feed);
        assert_well_formed(&xml);
        let read = Document::read_from(xml.as_bytes()).unwrap();
        prop_assert_eq!(read.entries.len(), feed.items.len());
    }
}
