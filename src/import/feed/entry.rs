//! An entry of RSS or Atom.

use crate::article::date::PressDate;
use crate::article::markdown::plain_text;
use crate::import::Settings;
use crate::import::bodies::{self, How};
use crate::import::body::escaped;
use crate::import::encoding;
use crate::import::item::{self, Body, Found, Item, Place};
use crate::import::xml::{self, Element};

/// What a feed says of all its entries.
#[derive(Debug, Default)]
pub(super) struct Channel {
    pub(super) encoding: Option<String>,
    title: String,
    language: String,
    author: String,
    /// Further files of the feed.
    pub(super) archives: Vec<String>,
}

impl Channel {
    /// Reads what stands outside of entries.
    pub(super) fn read(outside: &[u8]) -> Self {
        let start = String::from_utf8_lossy(&outside[..outside.len().min(200)]).into_owned();
        let encoding = start.split_once("encoding=").and_then(|(_, rest)| {
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            Some(rest[1..].split(quote).next()?.to_owned())
        });
        let text = encoding::decode(outside, encoding.as_deref())
            .map_or_else(|_| String::from_utf8_lossy(outside).into_owned(), |decoded| decoded.text);
        let field = |name: &str| {
            let (_, rest) = text.split_once(&format!("<{name}"))?;
            let (_, rest) = rest.split_once('>')?;
            let inner = rest.split_once(&format!("</{name}>"))?.0.trim();
            let inner = inner.strip_prefix("<![CDATA[").and_then(|i| i.strip_suffix("]]>")).unwrap_or(inner);
            Some(plain(inner)).filter(|text| !text.is_empty())
        };
        let author = text
            .split_once("<author")
            .and_then(|(_, rest)| rest.split_once("<name>")?.1.split_once("</name>"));
        Self {
            title: field("title").unwrap_or_default(),
            language: field("language").or_else(|| language(&text)).unwrap_or_default(),
            author: author.map(|(name, _)| plain(name)).unwrap_or_default(),
            archives: archives(&text),
            encoding,
        }
    }
}

fn language(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("xml:lang=")?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(rest[1..].split(quote).next()?.to_owned())
}

/// Addresses of `link` elements that lead to further files of the feed.
fn archives(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in text.split('<').filter(|piece| piece.starts_with("link") || piece.starts_with("atom:link")) {
        let tag = piece.split('>').next().unwrap_or_default().trim_end_matches('/');
        let Ok(element) = xml::read(&format!("<{tag}/>")) else { continue };
        let further = matches!(element.attribute("rel"), "prev-archive" | "next-archive" | "next");
        let href = element.attribute("href").to_owned();
        if further && !href.is_empty() && !found.contains(&href) {
            found.push(href);
        }
    }
    found
}

/// Text of an element that may hold HTML.
pub(super) fn plain(text: &str) -> String {
    let text = text.trim();
    if text.contains(['<', '&']) { bodies::text(&bodies::fragment(text).root()) } else { item_words(text) }
}

fn item_words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads an entry.
pub(super) fn read(
    element: &Element,
    place: Place,
    notes: Vec<String>,
    channel: &Channel,
    settings: &Settings,
) -> Found {
    let mut item = Item::new(place, Body::Markdown(String::new()));
    item.notes = notes;
    item.front.set("title", title(element));
    dates(element, settings, &mut item);
    people(element, channel, &mut item);
    terms(element, &mut item);
    addresses(element, &mut item);
    picture(element, &mut item);
    item.front.set("publication", channel.title.as_str());
    let language = element.attribute("xml:lang");
    let language = if language.is_empty() { channel.language.as_str() } else { language };
    let first = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if !language.is_empty() && first(language) != first(&settings.language) {
        item.front.set("lang", language);
    }
    body(element, settings, &mut item);
    if item.body.source().trim().is_empty() && item.title().is_empty() {
        return Found::Skipped {
            place: item.place,
            because: "it has neither a headline nor a text".to_owned(),
        };
    }
    Found::Item(Box::new(item))
}

fn title(element: &Element) -> String {
    let Some(title) = element.child("title") else { return String::new() };
    if title.attribute("type") == "xhtml" { plain(&title.inner) } else { plain(&title.text) }
}

fn dates(element: &Element, settings: &Settings, item: &mut Item) {
    let first = |names: &[&str]| {
        names.iter().map(|name| element.get(name)).find(|text| !text.is_empty()).unwrap_or("")
    };
    let published = first(&[
        "pubdate",
        "published",
        "dc:date",
        "issued",
        "dcterms:created",
        "created",
        "prism:publicationdate",
        "date",
    ]);
    let updated = first(&["updated", "modified", "dcterms:modified", "a10:updated", "atom:updated"]);
    let text = if published.is_empty() { updated } else { published };
    match settings.dates.read(text) {
        Ok(date) if !text.is_empty() => item.date = date,
        _ if text.is_empty() => {}
        _ => {
            item.notes.push(format!("its date cannot be read: {text}"));
            item.date = PressDate::UNKNOWN;
        }
    }
    if let Ok(updated) = settings.dates.read(updated)
        && updated.instant > item.date.instant
        && !item.date.is_unknown()
    {
        item.front.set("updated", item::written(&updated));
    }
}

fn people(element: &Element, channel: &Channel, item: &mut Item) {
    let mut authors: Vec<String> = element.all("dc:creator").map(|name| plain(&name.text)).collect();
    authors.extend(element.all("author").map(|author| match author.child("name") {
        Some(name) => plain(&name.text),
        None => without_mail(&author.text),
    }));
    authors.retain(|name| !name.is_empty());
    authors.dedup();
    if authors.is_empty() && !channel.author.is_empty() {
        authors.push(channel.author.clone());
    }
    item.front.set("authors", authors);
}

/// `Ana Sol` of `ana@a.example (Ana Sol)`.
pub(super) fn without_mail(text: &str) -> String {
    let text = text.trim();
    match text.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')) {
        Some(name) if text.contains('@') => name.trim().to_owned(),
        _ if text.contains('@') && !text.contains(' ') => String::new(),
        _ => plain(text),
    }
}

fn terms(element: &Element, item: &mut Item) {
    let name = |term: &Element| {
        let label =
            [term.attribute("label"), term.attribute("term")].into_iter().find(|text| !text.is_empty());
        label.map_or_else(|| plain(&term.text), plain)
    };
    let mut terms: Vec<String> = element.all("category").map(name).filter(|name| !name.is_empty()).collect();
    terms.extend(element.all("dc:subject").map(|term| plain(&term.text)).filter(|name| !name.is_empty()));
    terms.dedup();
    // Feeds do not tell sections from tags: an editor has to.
    item.front.set("tags", terms);
}

fn addresses(element: &Element, item: &mut Item) {
    for link in element.all("link") {
        let rel = link.attribute("rel");
        let address =
            if link.attribute("href").is_empty() { link.text.trim() } else { link.attribute("href") };
        if matches!(rel, "" | "alternate") && address.starts_with("http") {
            item.addresses.push(address.to_owned());
        }
    }
    let guid = element.child("guid").or_else(|| element.child("id"));
    if let Some(guid) = guid {
        let id = guid.text.trim();
        if id.starts_with("http") && guid.attribute("ispermalink") != "false" && guid.name == "guid" {
            item.addresses.push(id.to_owned());
        }
        item.id = Some(id.to_owned()).filter(|id| !id.is_empty());
    }
    let origin = element.get("feedburner:origlink");
    if origin.starts_with("http") {
        item.addresses.insert(0, origin.to_owned());
    }
}

fn picture(element: &Element, item: &mut Item) {
    let groups = element.all("media:group").flat_map(|group| group.children.iter());
    let media: Vec<&Element> = element.children.iter().chain(groups).collect();
    let is_picture = |e: &&&Element| match e.name.as_str() {
        "media:content" => {
            e.attribute("medium") == "image"
                || e.attribute("type").starts_with("image/")
                || has_ending(e.attribute("url"))
        }
        "enclosure" => e.attribute("type").starts_with("image/"),
        "media:thumbnail" => true,
        "link" => e.attribute("rel") == "enclosure" && e.attribute("type").starts_with("image/"),
        _ => false,
    };
    let Some(found) = media.iter().find(is_picture) else { return };
    let src =
        if found.attribute("url").is_empty() { found.attribute("href") } else { found.attribute("url") };
    if src.is_empty() {
        return;
    }
    item.front.set_part("image", "src", src);
    let said = |name: &str| {
        let inner = found.child(name).or_else(|| media.iter().copied().find(|e| e.name == name));
        inner.map(|e| plain(&e.text)).filter(|text| !text.is_empty())
    };
    for (part, name) in [("caption", "media:description"), ("credit", "media:credit")] {
        if let Some(text) = said(name) {
            item.front.set_part("image", part, if part == "caption" { escaped(&text) } else { text });
        }
    }
}

fn has_ending(address: &str) -> bool {
    [".jpg", ".jpeg", ".png", ".webp", ".gif"]
        .iter()
        .any(|ending| address.to_ascii_lowercase().ends_with(ending))
}

fn body(element: &Element, settings: &Settings, item: &mut Item) {
    let html = |found: &Element| match found.attribute("type") {
        "xhtml" | "application/xhtml+xml" => found.inner.clone(),
        "text" | "text/plain" => bodies::escaped(&found.text).replace("\n\n", "<p>"),
        _ => found.text.clone(),
    };
    let long =
        ["content:encoded", "content", "xhtml:body", "fullitem"].iter().find_map(|name| element.child(name));
    let short = ["summary", "description", "itunes:summary"].iter().find_map(|name| element.child(name));
    let long = long.filter(|found| !found.text.trim().is_empty() || !found.inner.trim().is_empty());
    let base = item.addresses.first().cloned().unwrap_or_default();
    let address = |link: &str| whole(&base, link);
    let how = How { keep_all: settings.keep_all, address: &address, ..How::PLAIN };
    let mut made = bodies::convert(&long.or(short).map(html).unwrap_or_default(), &how);
    if let (Some(_), Some(short)) = (long, short) {
        let summary = plain_text(&bodies::convert(&html(short), &how).markdown);
        // A summary that only begins the text says nothing.
        let begins = plain_text(&made.markdown.chars().take(summary.len() + 40).collect::<String>());
        let start: String = summary.chars().take(60).collect();
        if !begins.starts_with(&start) || start.is_empty() {
            item.front.set("summary", summary);
        }
    } else if long.is_none() && short.is_some() {
        item.notes.push("the feed has only a summary of it, or does not say that it is all".to_owned());
    }
    item.body = Body::Markdown(std::mem::take(&mut made.markdown));
    item.removed = made.removed;
}

/// An address of a feed, which may be relative to the entry it stands in.
pub(super) fn whole(base: &str, link: &str) -> String {
    crate::import::html::joined(base, link)
        .filter(|_| !link.contains(':') && !link.starts_with('#'))
        .unwrap_or_else(|| link.to_owned())
}
