//! Who made an article, who and what it is about, who owns it, and what was put right in it.

use super::node::Node;
use super::{Site, absolute};
use crate::plan::view::{ArticleView, CorrectionView, CreditView, ImageView, RightsView, TermLink};
use crate::render::html_text;
use serde_json::Value;

/// People with a credit.
pub fn people(site: Site, credits: &[CreditView]) -> Vec<Value> {
    credits.iter().map(|credit| person(site, credit).into()).collect()
}

fn person(site: Site, credit: &CreditView) -> Node {
    Node::new("Person")
        .text("name", &credit.name)
        .text("jobTitle", &credit.role)
        .text("alternateName", &credit.handle)
        .optional("url", credit.url.as_deref().map(|url| absolute(site, url)))
        .list("sameAs", credit.same_as.iter().map(|address| Value::from(address.as_str())).collect())
}

/// Who and what an article is about.
pub fn subjects(site: Site, article: &ArticleView) -> Vec<Value> {
    let kinds = [
        ("Person", &article.people),
        ("Organization", &article.organisations),
        ("Place", &article.places),
        ("Event", &article.events),
    ];
    let named = kinds.into_iter().flat_map(|(kind, terms)| terms.iter().map(move |term| (kind, term)));
    named.map(|(kind, term)| subject(site, kind, term).into()).collect()
}

fn subject(site: Site, kind: &str, term: &TermLink) -> Node {
    Node::new(kind)
        .text("name", &term.title)
        .optional("url", term.url.as_deref().map(|url| absolute(site, url)))
        .text("sameAs", &term.same_as)
}

/// Tags: their names, or, where it is known what a name means, defined terms.
pub fn keywords(tags: &[TermLink]) -> Vec<Value> {
    let keyword = |tag: &TermLink| match tag.same_as.as_str() {
        "" => Value::from(tag.title.as_str()),
        meaning => Node::new("DefinedTerm").text("name", &tag.title).text("sameAs", meaning).into(),
    };
    tags.iter().map(keyword).collect()
}

/// A picture; none when it is lost.
pub fn image(image: &ImageView) -> Option<Node> {
    let address = image.permalink.as_deref()?;
    let node = Node::new("ImageObject")
        .text("url", address)
        .text("caption", &html_text::text(&image.caption_html))
        .text("creditText", &image.credit)
        .optional("license", license(&image.license))
        .optional("width", image.width)
        .optional("height", image.height);
    Some(node)
}

/// A licence as schema.org wants it: an address, or a work with a name.
pub fn license(license: &str) -> Option<Value> {
    match license {
        "" => None,
        address if address.starts_with("https://") || address.starts_with("http://") => Some(address.into()),
        name => Some(Node::new("CreativeWork").text("name", name).into()),
    }
}

/// The article with its rights.
pub fn with_rights(node: Node, rights: &RightsView, authors: &[CreditView]) -> Node {
    // Somebody who signed the article is a person; whoever else holds rights is most often a company.
    let kind =
        if authors.iter().any(|author| author.name == rights.holder) { "Person" } else { "Organization" };
    let holder = (!rights.holder.is_empty()).then(|| Node::new(kind).text("name", &rights.holder));
    node.optional("copyrightHolder", holder)
        .optional("copyrightYear", rights.year.parse::<u16>().ok())
        .text("copyrightNotice", &rights.notice)
        .optional("license", license(&rights.license))
}

/// A correction, whatever its kind, which is its name.
pub fn correction(correction: &CorrectionView) -> Node {
    Node::new("CorrectionComment")
        .text("name", correction.kind)
        .text("text", &html_text::text(&correction.text_html))
        .text("datePublished", correction.date.as_ref().map_or("", |date| &date.iso))
}
