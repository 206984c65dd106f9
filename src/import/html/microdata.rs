//! What a page says in its own elements: microdata, and the classes of hNews.

use super::facts::Facts;
use crate::import::bodies::{self, How, Picture};
use dom_query::{Document, NodeRef};

/// The element of the article that is marked up with `itemscope`.
fn scope(page: &Document) -> Option<NodeRef<'_>> {
    bodies::select(page, "[itemscope][itemtype*=\"Article\"], [itemscope][itemtype*=\"BlogPosting\"]")
        .nodes()
        .first()
        .copied()
}

/// What microdata says.
pub(super) fn facts(page: &Document) -> Facts {
    let Some(scope) = scope(page) else { return Facts::default() };
    let property = |name: &str| -> Vec<NodeRef> {
        let is = |node: &NodeRef| {
            node.attr("itemprop").is_some_and(|p| p.split_ascii_whitespace().any(|p| p == name))
        };
        let own = |node: &NodeRef| {
            // A property of something inside the article is not one of the article.
            let holder = node.ancestors_it(None).find(|n| n.has_attr("itemscope"));
            holder.is_some_and(|holder| holder.id == scope.id)
        };
        scope.descendants_it().filter(|node| is(node) && own(node)).collect()
    };
    let one = |name: &str| property(name).first().map(value).unwrap_or_default();
    let authors = property("author").into_iter().map(|node| named(&node));
    let picture = property("image").first().and_then(picture);
    Facts {
        title: one("headline"),
        standfirst: [one("alternativeHeadline"), one("description")]
            .into_iter()
            .find(|t| !t.is_empty())
            .unwrap_or_default(),
        authors: authors.filter(|name| !name.is_empty() && !name.starts_with("http")).collect(),
        date: one("datePublished"),
        updated: one("dateModified"),
        section: one("articleSection"),
        tags: property("keywords")
            .iter()
            .flat_map(|n| value(n).split(',').map(|t| t.trim().to_owned()).collect::<Vec<_>>())
            .filter(|t| !t.is_empty())
            .collect(),
        picture,
        address: one("mainEntityOfPage"),
        language: one("inLanguage"),
        publication: property("publisher").first().map(named).unwrap_or_default(),
        is_article: true,
        ..Facts::default()
    }
}

fn value(node: &NodeRef) -> String {
    let attribute = ["content", "datetime", "data-datetime"].iter().find_map(|name| node.attr(name));
    let link = || {
        ["href", "src"]
            .iter()
            .find_map(|name| node.attr(name))
            .filter(|_| node.has_name("link") || node.has_name("img"))
    };
    attribute.or_else(link).map_or_else(|| bodies::text(node), |value| value.trim().to_owned())
}

/// The name of a person or a newspaper.
fn named(node: &NodeRef) -> String {
    let name = node.descendants_it().find(|n| n.attr("itemprop").is_some_and(|p| &*p == "name"));
    name.as_ref().map_or_else(|| value(node), value)
}

fn picture(node: &NodeRef) -> Option<Picture> {
    if let Some(found) = bodies::picture(node, &How::PLAIN) {
        return Some(found);
    }
    let inner = node
        .descendants_it()
        .find(|n| n.attr("itemprop").is_some_and(|p| matches!(&*p, "url" | "contentUrl")));
    let src = inner
        .as_ref()
        .map_or_else(|| value(node), |n| n.attr("href").map_or_else(|| value(n), |href| href.to_string()));
    (!src.is_empty() && !src.contains(' ')).then(|| Picture { src, ..Picture::default() })
}
