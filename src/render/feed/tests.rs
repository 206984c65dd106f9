use super::samples::*;
use super::*;

#[test]
fn an_item_of_the_present_shows_its_date_and_headline() {
    let item = item();
    assert_eq!(item.shown_date(), Some(&date(0)));
    assert_eq!((item.true_date(), &*item.heading()), (None, "Night ferry <kept> & loved"));
    assert_eq!(item.changed(), Some(&date(1)));
}

#[test]
fn an_old_item_says_its_date_in_words() {
    let item = old_item();
    assert_eq!(item.shown_date(), Some(&date(3)));
    assert_eq!(&*item.heading(), "Strike ends (4 May 1892)");
    assert_eq!(item.true_date().unwrap().iso, "1892-05-04");
    let never_added = FeedItem { added: None, ..item };
    assert_eq!((never_added.shown_date(), never_added.changed()), (None, None));
}

#[test]
fn a_date_without_a_day_is_not_given_one() {
    let year = FeedDate { instant: 504_921_600, iso: "1986".to_owned(), ..FeedDate::default() };
    let item = FeedItem { published: Some(year), title: "Gale".to_owned(), ..FeedItem::default() };
    assert_eq!((item.shown_date(), item.changed(), &*item.heading()), (None, None, "Gale (1986)"));
}

#[test]
fn an_undated_item_has_no_date_even_when_it_was_added_lately() {
    let item = FeedItem { added: Some(date(2)), ..undated_item() };
    assert_eq!((item.shown_date(), &*item.heading()), (None, "Verse"));
    assert_eq!(item.changed(), Some(&date(2)));
}

#[test]
fn a_late_addition_counts_more_than_an_old_change() {
    let item = FeedItem { added: Some(date(3)), updated: Some(date(1)), ..item() };
    assert_eq!(item.changed(), Some(&date(3)));
    let changed_since = FeedItem { added: Some(date(1)), updated: Some(date(3)), ..item };
    assert_eq!(changed_since.changed(), Some(&date(3)));
}

#[test]
fn the_feed_changed_with_its_latest_item() {
    assert_eq!(feed().updated(), Some(&date(3)));
    assert_eq!(Feed::default().updated(), None);
}

#[test]
fn identities_are_unique_in_the_world() {
    let identity = |id: &str| feed().identity(&FeedItem { id: id.to_owned(), ..FeedItem::default() });
    assert_eq!(identity("posts/a b.md"), "https://courier.example/#posts/a%20b.md");
    assert_eq!(identity("4711"), "https://courier.example/#4711");
    assert_eq!(identity("urn:uuid:1"), "urn:uuid:1");
    assert_eq!(identity("https://old.example/?p=3"), "https://old.example/?p=3");
    assert_eq!(identity("note: ferry"), "https://courier.example/#note%3A%20ferry");
    assert_eq!(identity("2015:1"), "https://courier.example/#2015%3A1");
}
