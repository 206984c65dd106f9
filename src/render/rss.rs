//! RSS 2.0.
//!
//! Takes: a [`Feed`]. Does: puts it into RSS 2.0 with the modules `content` (whole text), `dc` (bylines and true
//! dates), `atom` (addresses of documents), `media` (pictures) and `fh` (RFC 5005). Gives: an XML document.
//! The only module that knows the `rss` crate.

use super::escape::{html, xml_characters};
use super::feed::{Feed, FeedItem, FeedRole};
use rss::extension::atom::{AtomExtension, Link};
use rss::extension::dublincore::DublinCoreExtension;
use rss::extension::{Extension, ExtensionMap};
use rss::{Category, Channel, Guid, Item};
use std::collections::BTreeMap;

const HISTORY: &str = "http://purl.org/syndication/history/1.0";
const MEDIA: &str = "http://search.yahoo.com/mrss/";

/// Media type of what [`rss()`] gives.
pub const MEDIA_TYPE: &str = "application/rss+xml";

/// The feed as an RSS 2.0 document.
pub fn rss(feed: &Feed) -> String {
    let channel = Channel {
        title: clean(&feed.title),
        link: clean(&feed.page_url),
        description: clean(if feed.description.is_empty() { &feed.title } else { &feed.description }),
        language: Some(clean(&feed.language)).filter(|language| !language.is_empty()),
        last_build_date: feed.updated().and_then(|date| date.rfc2822.clone()),
        generator: Some("Dateline".to_owned()),
        namespaces: namespaces(feed),
        extensions: history(feed.role),
        atom_ext: Some(AtomExtension { links: links(feed) }),
        items: feed.items.iter().map(|item| rss_item(feed, item)).collect(),
        ..Channel::default()
    };
    channel.to_string()
}

fn rss_item(feed: &Feed, item: &FeedItem) -> Item {
    let identity = clean(&feed.identity(item));
    let url = clean(&item.url);
    Item {
        title: Some(clean(&item.heading())),
        guid: Some(Guid { permalink: identity == url, value: identity }),
        link: Some(url),
        // Readers take the description for HTML.
        description: Some(html(&clean(&item.summary))).filter(|summary| !summary.is_empty()),
        content: item.content_html.as_deref().map(clean),
        categories: item.categories.iter().map(|name| Category { name: clean(name), domain: None }).collect(),
        pub_date: item.shown_date().and_then(|date| date.rfc2822.clone()),
        dublin_core_ext: dublin_core(item),
        extensions: item.image.as_deref().map(media).unwrap_or_default(),
        ..Item::default()
    }
}

fn dublin_core(item: &FeedItem) -> Option<DublinCoreExtension> {
    let names = item.authors.iter().map(|author| clean(&author.name));
    let dublin_core = DublinCoreExtension {
        creators: names.filter(|name| !name.is_empty()).collect(),
        dates: item.true_date().map(|date| clean(&date.iso)).into_iter().collect(),
        languages: item.language.as_deref().map(clean).into_iter().collect(),
        ..DublinCoreExtension::default()
    };
    (dublin_core != DublinCoreExtension::default()).then_some(dublin_core)
}

fn links(feed: &Feed) -> Vec<Link> {
    let link = |rel: &str, href: &str| Link {
        rel: rel.to_owned(),
        href: clean(href),
        mime_type: Some(MEDIA_TYPE.to_owned()),
        ..Link::default()
    };
    let others = [
        ("current", &feed.links.current),
        ("prev-archive", &feed.links.prev_archive),
        ("next-archive", &feed.links.next_archive),
    ];
    let others = others.into_iter().filter_map(|(rel, href)| Some(link(rel, href.as_deref()?)));
    std::iter::once(link("self", &feed.self_url)).chain(others).collect()
}

fn namespaces(feed: &Feed) -> BTreeMap<String, String> {
    let history = (feed.role != FeedRole::Subscription).then_some(("fh", HISTORY));
    let media = feed.items.iter().any(|item| item.image.is_some()).then_some(("media", MEDIA));
    history.into_iter().chain(media).map(|(prefix, name)| (prefix.to_owned(), name.to_owned())).collect()
}

fn history(role: FeedRole) -> ExtensionMap {
    match role {
        FeedRole::Subscription => ExtensionMap::new(),
        FeedRole::Complete => extension("fh", "complete", BTreeMap::new()),
        FeedRole::Archive => extension("fh", "archive", BTreeMap::new()),
    }
}

fn media(url: &str) -> ExtensionMap {
    let attributes = [("medium", "image".to_owned()), ("url", clean(url))];
    extension("media", "content", attributes.map(|(name, value)| (name.to_owned(), value)).into())
}

fn extension(prefix: &str, name: &str, attrs: BTreeMap<String, String>) -> ExtensionMap {
    let element = Extension { name: format!("{prefix}:{name}"), attrs, ..Extension::default() };
    BTreeMap::from([(prefix.to_owned(), BTreeMap::from([(name.to_owned(), vec![element])]))])
}

fn clean(text: &str) -> String {
    xml_characters(text).into_owned()
}

#[cfg(test)]
mod tests;
