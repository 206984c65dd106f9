//! JSON Feed 1.1.
//!
//! Takes: a [`Feed`]. Does: puts it into the JSON Feed format, version 1.1. Gives: a JSON document.
//!
//! `next_url` leads from the feed back through the archive documents. A date that the format's own fields cannot
//! say stands in an extension of ours: `"_dateline": { "date": "1892-05" }`.

use super::feed::{Feed, FeedAuthor, FeedDate, FeedItem};
use serde::Serialize;

/// Media type of what [`json_feed()`] gives.
pub const MEDIA_TYPE: &str = "application/feed+json";

/// The feed as a JSON Feed document.
pub fn json_feed(feed: &Feed) -> String {
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.page_url,
        feed_url: &feed.self_url,
        description: &feed.description,
        language: &feed.language,
        next_url: feed.links.prev_archive.as_deref(),
        authors: names(feed).map(|name| Author { name, url: "" }).collect(),
        items: feed.items.iter().map(|item| entry(feed, item)).collect(),
    };
    // Strings and lists of strings always have a JSON form.
    let mut json = serde_json::to_string_pretty(&document).unwrap_or_default();
    json.push('\n');
    json
}

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    items: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: String,
    url: &'a str,
    title: std::borrow::Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(rename = "_dateline", skip_serializing_if = "Option::is_none")]
    dateline: Option<TrueDate<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    url: &'a str,
}

#[derive(Serialize)]
struct TrueDate<'a> {
    date: &'a str,
}

fn names(feed: &Feed) -> impl Iterator<Item = &str> {
    Some(feed.publisher.as_str()).filter(|name| !name.is_empty()).into_iter()
}

fn entry<'a>(feed: &Feed, item: &'a FeedItem) -> Entry<'a> {
    let content_html = item.content_html.as_deref();
    Entry {
        id: feed.identity(item),
        url: &item.url,
        title: item.heading(),
        // An item must have one of the two; without the whole text the summary is the content.
        content_html,
        content_text: content_html.is_none().then_some(&item.summary),
        summary: Some(item.summary.as_str()).filter(|summary| content_html.is_some() && !summary.is_empty()),
        image: item.image.as_deref(),
        date_published: rfc3339(item.shown_date()),
        date_modified: rfc3339(item.updated.as_ref().filter(|updated| updated.instant >= 0)),
        authors: item.authors.iter().filter_map(author).collect(),
        tags: &item.categories,
        language: item.language.as_deref(),
        dateline: item.true_date().map(|date| TrueDate { date: &date.iso }),
    }
}

fn author(author: &FeedAuthor) -> Option<Author<'_>> {
    (!author.name.is_empty()).then_some(Author { name: &author.name, url: &author.url })
}

fn rfc3339(date: Option<&FeedDate>) -> Option<&str> {
    date?.rfc3339.as_deref()
}

#[cfg(test)]
mod tests;
