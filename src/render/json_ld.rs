//! Structured data: what a page is, in schema.org's words, as JSON-LD.
//!
//! Takes: the views of a page. Does: says of each thing what is known and leaves out the rest; makes addresses
//! absolute. Gives: one JSON object as text that is safe inside `<script type="application/ld+json">`.
//!
//! Kinds of articles (`genre`) as types: `report` is a `ReportageNewsArticle`; `opinion`, `editorial` and `letter` are
//! `OpinionNewsArticle`s; `analysis` is an `AnalysisNewsArticle`, `review` a `ReviewNewsArticle`. An obituary, a press
//! release and an article without a genre are plain `NewsArticle`s: schema.org has no narrower type for them, and
//! `AdvertiserContentArticle` means paid space. The property `genre` says the kind in words in any case.

mod about;
mod article;
mod node;
mod print;

pub use article::article;

use crate::config::Publisher;
use crate::plan::view::{Link, ListView, PageView, SiteView};
use node::Node;
use serde_json::Value;

/// What is the same on every page.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// The site.
    pub view: &'a SiteView,
    /// Who publishes it.
    pub publisher: &'a Publisher,
}

/// The front page: a `WebSite` and who publishes it.
pub fn website(site: Site, page: &PageView) -> String {
    let website = Node::new("WebSite")
        .text("name", &site.view.title)
        .text("url", &site.view.base_url)
        .text("description", &page.description)
        .text("inLanguage", &site.view.language)
        .node("publisher", organisation(site));
    script(website)
}

/// A list, an index, a calendar page or the corrections: a `CollectionPage` with its place in the site.
/// `trail` are the pages between the front page and this one.
pub fn collection(site: Site, page: &PageView, trail: &[Link]) -> String {
    script(web_page("CollectionPage", site, page, trail))
}

/// A standing page: a `WebPage` with its place in the site.
pub fn standing(site: Site, page: &PageView, trail: &[Link]) -> String {
    script(web_page("WebPage", site, page, trail))
}

/// An author's page: a `ProfilePage` about a `Person`.
pub fn profile(site: Site, page: &PageView, author: &ListView, trail: &[Link]) -> String {
    let url = absolute(site, &author.url);
    let mut elsewhere: Vec<String> = author.same_as.clone();
    for url in author.links.iter().map(|link| absolute(site, &link.url)) {
        if !elsewhere.contains(&url) {
            elsewhere.push(url);
        }
    }
    let person = Node::new("Person")
        .text("name", &author.title)
        .text("jobTitle", &author.role)
        .text("alternateName", &author.handle)
        .text("description", &page.description)
        .text("url", &url)
        .optional("image", author.image.as_ref().and_then(|image| image.permalink.as_deref()))
        .list("sameAs", elsewhere.into_iter().map(Value::from).collect());
    script(web_page("ProfilePage", site, page, trail).node("mainEntity", person))
}

fn web_page(kind: &str, site: Site, page: &PageView, trail: &[Link]) -> Node {
    Node::new(kind)
        .text("name", &page.title)
        .text("url", &page.permalink)
        .text("description", &page.description)
        .text("inLanguage", &page.lang)
        .node(
            "isPartOf",
            Node::new("WebSite").text("name", &site.view.title).text("url", &site.view.base_url),
        )
        .node("publisher", organisation(site))
        .node("breadcrumb", breadcrumbs(site, page, trail))
}

/// The way from the front page to a page.
fn breadcrumbs(site: Site, page: &PageView, trail: &[Link]) -> Node {
    let first = (site.view.title.as_str(), site.view.base_url.clone());
    let between = trail.iter().map(|link| (link.title.as_str(), absolute(site, &link.url)));
    let steps = std::iter::once(first).chain(between).chain([(page.title.as_str(), page.permalink.clone())]);
    let items = steps.enumerate().map(|(index, (name, address))| {
        Node::new("ListItem").number("position", index + 1).text("name", name).text("item", &address).into()
    });
    Node::new("BreadcrumbList").list("itemListElement", items.collect())
}

/// Who publishes the site.
fn organisation(site: Site) -> Node {
    let Publisher { url, logo, founded, same_as, .. } = site.publisher;
    let logo = logo.as_deref().map(|logo| Node::new("ImageObject").text("url", &absolute(site, logo)));
    // A date in ISO form; `spring 1889` is none.
    let date = |text: &&str| text.len() >= 4 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    Node::new("NewsMediaOrganization")
        .text("name", &site.view.publisher)
        .text("url", url.as_deref().unwrap_or(&site.view.base_url))
        .optional("logo", logo)
        .optional("foundingDate", founded.as_deref().filter(date))
        .list("sameAs", same_as.iter().map(|address| Value::from(address.as_str())).collect())
}

/// The absolute form of an address that may be root-relative.
fn absolute(site: Site, url: &str) -> String {
    let base = &site.view.base_url;
    let host = base.find("://").map_or(0, |scheme| scheme + 3);
    let origin = base[host..].find('/').map_or(base.as_str(), |path| &base[..host + path]);
    if url.starts_with('/') && !url.starts_with("//") { format!("{origin}{url}") } else { url.to_owned() }
}

/// The document as text that cannot end the script element it stands in, nor a line of it.
fn script(document: Node) -> String {
    let json = Value::from(document.text("@context", "https://schema.org")).to_string();
    // These stand in strings only, where JSON allows them as numbers.
    let is_unsafe = |c: char| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
    let may_be_unsafe = |b: u8| matches!(b, b'<' | b'>' | b'&' | 0xE2);
    if !json.bytes().fold(false, |any, b| any | may_be_unsafe(b)) {
        return json;
    }
    let mut safe = String::with_capacity(json.len() + 32);
    let mut rest = json.as_str();
    while let Some((before, found)) = rest.find(is_unsafe).and_then(|at| rest.split_at_checked(at)) {
        safe.push_str(before);
        let mut after = found.chars();
        safe.push_str(match after.next() {
            Some('<') => "\\u003c",
            Some('>') => "\\u003e",
            Some('&') => "\\u0026",
            Some('\u{2028}') => "\\u2028",
            _ => "\\u2029",
        });
        rest = after.as_str();
    }
    safe.push_str(rest);
    safe
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
