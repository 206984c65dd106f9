//! Feeds to test the writers with.

use super::*;
use proptest::prelude::*;

/// A date as the planner makes it, at noon UTC on a day of 2015.
pub fn date(day: i64) -> FeedDate {
    FeedDate {
        instant: 1_443_052_800 + day * 86_400,
        text: format!("{} September 2015", 24 + day),
        iso: format!("2015-09-{:02}T00:00:00+00:00", 24 + day),
        rfc3339: Some(format!("2015-09-{:02}T00:00:00+00:00", 24 + day)),
        rfc2822: Some(format!(
            "{}, {:02} Sep 2015 00:00:00 +0000",
            ["Thu", "Fri", "Sat", "Sun", "Mon"][day.rem_euclid(5).unsigned_abs() as usize],
            24 + day
        )),
    }
}

/// 4 May 1892.
pub fn old_date() -> FeedDate {
    FeedDate {
        instant: -2_450_995_200,
        text: "4 May 1892".to_owned(),
        iso: "1892-05-04".to_owned(),
        rfc3339: Some("1892-05-04T00:00:00+00:00".to_owned()),
        rfc2822: Some("Wed, 04 May 1892 00:00:00 +0000".to_owned()),
    }
}

/// An article of 2015 with everything.
pub fn item() -> FeedItem {
    FeedItem {
        id: "posts/2015-09-24 ferry.md".to_owned(),
        url: "https://courier.example/2015/09/24/ferry/".to_owned(),
        title: "Night ferry <kept> & loved".to_owned(),
        summary: "The council voted 7 < 9.".to_owned(),
        content_html: Some("<p>The council ]]> voted &amp; left.</p>".to_owned()),
        authors: vec![
            FeedAuthor {
                name: "Ines Falk".to_owned(),
                email: "ines@courier.example".to_owned(),
                url: "https://courier.example/authors/ines-falk/".to_owned(),
            },
            FeedAuthor { name: "T. Rede".to_owned(), ..FeedAuthor::default() },
        ],
        categories: vec!["Harbour".to_owned(), "Ferries".to_owned()],
        published: Some(date(0)),
        added: None,
        updated: Some(date(1)),
        image: Some("https://courier.example/2015/09/24/ferry/ferry.jpg".to_owned()),
        language: Some("fr".to_owned()),
    }
}

/// An article of 1892, added in 2015.
pub fn old_item() -> FeedItem {
    FeedItem {
        id: "urn:isbn:1".to_owned(),
        url: "https://courier.example/1892/05/04/strike/".to_owned(),
        title: "Strike ends".to_owned(),
        published: Some(old_date()),
        added: Some(date(3)),
        ..FeedItem::default()
    }
}

/// An article nobody dated.
pub fn undated_item() -> FeedItem {
    FeedItem {
        id: "https://courier.example/undated/verse/".to_owned(),
        url: "https://courier.example/undated/verse/".to_owned(),
        title: "Verse".to_owned(),
        ..FeedItem::default()
    }
}

/// A feed of these three.
pub fn feed() -> Feed {
    Feed {
        title: "The Harbour Courier".to_owned(),
        description: "News of the port".to_owned(),
        site_url: "https://courier.example/".to_owned(),
        page_url: "https://courier.example/".to_owned(),
        self_url: "https://courier.example/feed.xml".to_owned(),
        language: "en".to_owned(),
        publisher: "Harbour Press".to_owned(),
        role: FeedRole::Subscription,
        links: FeedLinks {
            prev_archive: Some("https://courier.example/feed/archive/2.xml".to_owned()),
            ..FeedLinks::default()
        },
        items: vec![item(), old_item(), undated_item()],
    }
}

/// Any text at all, control characters and markup among it.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[\\x00-\\x1f<>&'\"\\]]{0,12}", "[a-z ]{0,8}"]
}

/// A feed in which every text is anything.
pub fn any_feed() -> impl Strategy<Value = Feed> {
    let role = prop_oneof![Just(FeedRole::Subscription), Just(FeedRole::Complete), Just(FeedRole::Archive)];
    let item = (
        proptest::array::uniform7(text()),
        proptest::option::of(text()),
        proptest::option::of(text()),
        0usize..4,
    );
    (proptest::array::uniform7(text()), role, proptest::collection::vec(item, 0..3)).prop_map(
        |([title, description, site_url, page_url, self_url, language, publisher], role, items)| Feed {
            links: FeedLinks {
                current: Some(page_url.clone()),
                prev_archive: Some(self_url.clone()),
                next_archive: Some(site_url.clone()),
            },
            title,
            description,
            site_url,
            page_url,
            self_url,
            language,
            publisher,
            role,
            items: items.into_iter().map(any_item).collect(),
        },
    )
}

fn any_item(
    ([id, url, title, summary, name, email, category], content, image, dates): (
        [String; 7],
        Option<String>,
        Option<String>,
        usize,
    ),
) -> FeedItem {
    FeedItem {
        published: [
            None,
            Some(date(0)),
            Some(old_date()),
            Some(FeedDate { iso: url.clone(), ..FeedDate::default() }),
        ][dates]
            .clone(),
        added: (dates == 2).then(|| date(2)),
        updated: None,
        language: image.clone(),
        id,
        title,
        summary,
        authors: vec![FeedAuthor { name, email, url: url.clone() }],
        url,
        categories: vec![category],
        content_html: content,
        image,
    }
}
