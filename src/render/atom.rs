//! Atom (RFC 4287).
//!
//! Takes: a [`Feed`]. Does: puts it into Atom, with RFC 5005's marks and, where Atom's dates cannot say when an
//! article appeared, `dc:date`. Gives: an XML document. The only module that knows the `atom_syndication` crate.
//!
//! Atom demands `updated` of every entry and feed. It is the later of `added` and `updated`, else the date of
//! publication. Where there is none (undated articles, and old ones that nobody says were added) it is the first
//! second of 1970: plainly no date of an article, and the same in every build, so that no reader takes the entry
//! for changed. `published` stands only where the date is known.

use super::escape::xml_characters;
use super::feed::{Feed, FeedAuthor, FeedDate, FeedItem, FeedRole};
use atom_syndication::extension::{Extension, ExtensionMap};
use atom_syndication::{
    Category, Content, Entry, Feed as Document, FixedDateTime, Generator, Link, Person, Text,
};
use std::collections::BTreeMap;

const HISTORY: &str = "http://purl.org/syndication/history/1.0";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";

/// Media type of what [`atom()`] gives.
pub const MEDIA_TYPE: &str = "application/atom+xml";

/// The feed as an Atom document.
pub fn atom(feed: &Feed) -> String {
    let document = Document {
        title: text(&feed.title, None),
        // All documents of a list are one feed to RFC 5005, known by the address to subscribe to.
        id: clean(feed.links.current.as_ref().unwrap_or(&feed.self_url)),
        updated: moment(feed.updated()).unwrap_or_default(),
        authors: vec![Person { name: clean(&feed.publisher), ..Person::default() }],
        generator: Some(Generator { value: "Dateline".to_owned(), ..Generator::default() }),
        links: links(feed),
        subtitle: Some(feed.description.as_str()).filter(|d| !d.is_empty()).map(|d| text(d, None)),
        entries: feed.items.iter().map(|item| entry(feed, item)).collect(),
        extensions: history(feed.role),
        namespaces: namespaces(feed),
        lang: Some(clean(&feed.language)).filter(|language| !language.is_empty()),
        ..Document::default()
    };
    document.to_string()
}

fn entry(feed: &Feed, item: &FeedItem) -> Entry {
    let lang = item.language.as_deref();
    Entry {
        title: text(&item.heading(), lang),
        id: clean(&feed.identity(item)),
        updated: moment(item.changed()).unwrap_or_default(),
        authors: item.authors.iter().filter_map(person).collect(),
        categories: item.categories.iter().map(|term| category(term)).collect(),
        links: vec![link("alternate", &item.url, "text/html")],
        published: moment(item.shown_date()),
        summary: Some(item.summary.as_str()).filter(|s| !s.is_empty()).map(|s| text(s, lang)),
        content: item.content_html.as_deref().map(|html| Content {
            value: Some(clean(html)),
            content_type: Some("html".to_owned()),
            lang: lang.map(clean),
            ..Content::default()
        }),
        extensions: item.true_date().map(true_date).unwrap_or_default(),
        ..Entry::default()
    }
}

/// A person; none without a name, which Atom demands.
fn person(author: &FeedAuthor) -> Option<Person> {
    let given = |value: &str| Some(clean(value)).filter(|value| !value.is_empty());
    Some(Person {
        name: given(&author.name)?,
        // RFC 4287, section 3.2.3, takes nothing without an @.
        email: given(&author.email).filter(|email| email.contains('@')),
        uri: given(&author.url),
        ..Person::default()
    })
}

fn category(term: &str) -> Category {
    Category { term: clean(term), ..Category::default() }
}

fn links(feed: &Feed) -> Vec<Link> {
    let others = [
        ("current", &feed.links.current),
        ("prev-archive", &feed.links.prev_archive),
        ("next-archive", &feed.links.next_archive),
    ];
    let others = others.into_iter().filter_map(|(rel, href)| Some(link(rel, href.as_deref()?, MEDIA_TYPE)));
    let own = [link("self", &feed.self_url, MEDIA_TYPE), link("alternate", &feed.page_url, "text/html")];
    own.into_iter().chain(others).collect()
}

fn link(rel: &str, href: &str, media_type: &str) -> Link {
    Link { rel: rel.to_owned(), href: clean(href), mime_type: Some(media_type.to_owned()), ..Link::default() }
}

fn moment(date: Option<&FeedDate>) -> Option<FixedDateTime> {
    FixedDateTime::parse_from_rfc3339(date?.rfc3339.as_deref()?).ok()
}

fn namespaces(feed: &Feed) -> BTreeMap<String, String> {
    let history = (feed.role != FeedRole::Subscription).then_some(("fh", HISTORY));
    let dated = feed.items.iter().any(|item| item.true_date().is_some()).then_some(("dc", DUBLIN_CORE));
    history.into_iter().chain(dated).map(|(prefix, name)| (prefix.to_owned(), name.to_owned())).collect()
}

fn history(role: FeedRole) -> ExtensionMap {
    match role {
        FeedRole::Subscription => ExtensionMap::new(),
        FeedRole::Complete => extension("fh", "complete", None),
        FeedRole::Archive => extension("fh", "archive", None),
    }
}

fn true_date(date: &FeedDate) -> ExtensionMap {
    extension("dc", "date", Some(clean(&date.iso)))
}

fn extension(prefix: &str, name: &str, value: Option<String>) -> ExtensionMap {
    let element = Extension { name: format!("{prefix}:{name}"), value, ..Extension::default() };
    BTreeMap::from([(prefix.to_owned(), BTreeMap::from([(name.to_owned(), vec![element])]))])
}

fn text(value: &str, lang: Option<&str>) -> Text {
    Text { value: clean(value), lang: lang.map(clean), ..Text::default() }
}

fn clean(text: &str) -> String {
    xml_characters(text).into_owned()
}

#[cfg(test)]
mod tests;
