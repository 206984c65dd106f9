use super::super::feed::samples;
use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(feed: &Feed) -> Value {
    serde_json::from_str(&json_feed(feed)).unwrap()
}

#[test]
fn the_fields_are_those_of_version_1_1() {
    let json = read(&samples::feed());
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["feed_url"], "https://courier.example/feed.xml");
    assert_eq!(json["next_url"], "https://courier.example/feed/archive/2.xml");
    assert_eq!(json["authors"], json!([{ "name": "Harbour Press" }]));
    let item = &json["items"][0];
    assert_eq!(item["id"], "https://courier.example/#posts/2015-09-24%20ferry.md");
    assert_eq!(item["date_published"], "2015-09-24T00:00:00+00:00");
    assert_eq!(item["date_modified"], "2015-09-25T00:00:00+00:00");
    assert_eq!(item["tags"], json!(["Harbour", "Ferries"]));
    assert_eq!(item["authors"][0]["url"], "https://courier.example/authors/ines-falk/");
    assert_eq!(item["content_html"], "<p>The council ]]> voted &amp; left.</p>");
    assert_eq!((&item["summary"], &item["language"]), (&json!("The council voted 7 < 9."), &json!("fr")));
}

#[test]
fn dates_are_not_made_up() {
    let json = read(&samples::feed());
    let (old, undated) = (&json["items"][1], &json["items"][2]);
    assert_eq!(old["title"], "Strike ends (4 May 1892)");
    assert_eq!(old["date_published"], "2015-09-27T00:00:00+00:00");
    assert_eq!(old["_dateline"]["date"], "1892-05-04");
    assert_eq!((undated.get("date_published"), undated.get("_dateline")), (None, None));
}

#[test]
fn an_item_without_the_whole_text_has_its_summary_as_content() {
    let item = FeedItem { content_html: None, ..samples::item() };
    let json = read(&Feed { items: vec![item], ..samples::feed() });
    assert_eq!(json["items"][0]["content_text"], "The council voted 7 < 9.");
    assert_eq!((json["items"][0].get("summary"), json["items"][0].get("content_html")), (None, None));
}

#[test]
fn an_independent_reader_reads_it_back() {
    let read = feed_rs::parser::parse(json_feed(&samples::feed()).as_bytes()).unwrap();
    assert_eq!(read.entries.len(), 3);
    assert_eq!(read.entries[0].published.unwrap().to_rfc3339(), "2015-09-24T00:00:00+00:00");
}

proptest! {
    #[test]
    fn any_text_gives_json_with_the_required_fields(feed in samples::any_feed()) {
        let json = read(&feed);
        prop_assert_eq!(&json["title"], &Value::from(feed.title.as_str()));
        for item in json["items"].as_array().unwrap() {
            prop_assert!(item["id"].is_string());
            prop_assert!(item["content_html"].is_string() != item["content_text"].is_string());
        }
    }
}
