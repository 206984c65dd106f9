//! Where the text of a page stands. The only module that knows `dom_smoothie`.
//!
//! Takes: a page, and what it says of its text to machines. Does: takes the element that the page itself marks as the text of its article; else the
//! one that holds the text which machines are given; else what readers would take for it. Gives: a page or part of one with the text in it.

use super::facts::Facts;
use crate::import::bodies;
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

/// Fewest words of an element that is taken for the text.
const FEWEST: usize = 25;

const MARKED: &str = "[itemprop~=\"articleBody\"]";
/// Classes of the text in the themes and systems that newspapers use.
const NAMED: &str = ".entry-content, .article-body, .article__body, .article-content, .article__content, .story-body, .story-content, .post-content, \
    .post-body, .article-text, .articleBody, .body-copy, .field-name-body, .field--name-body, .node__content, .td-post-content, .content-body, \
    .article-main, #article-body, #story, #articleText, [data-testid=\"article-body\"]";

/// The elements in which the text stands, in order; none to ask the readers' eye.
pub(super) fn marked<'a>(page: &'a Document, facts: &Facts) -> Option<Vec<NodeRef<'a>>> {
    let words = |node: &NodeRef| bodies::size(&bodies::text(node));
    let outermost = |nodes: Vec<NodeRef<'a>>| -> Vec<NodeRef<'a>> {
        let ids: Vec<_> = nodes.iter().map(|n| n.id).collect();
        nodes.into_iter().filter(|n| !n.ancestors_it(None).any(|a| ids.contains(&a.id))).collect()
    };
    let fits = |nodes: &Vec<NodeRef>| nodes.iter().map(&words).sum::<usize>() >= FEWEST;
    let own = |selector: &'static str| outermost(bodies::select(page, selector).nodes().to_vec());
    let found = own(MARKED);
    if fits(&found) {
        return Some(found);
    }
    if let Some(node) = holding(page, &facts.text) {
        return Some(vec![node]);
    }
    if facts.live {
        // Each of its parts looks like an article.
        let main = own("main, [role=\"main\"]");
        if main.len() == 1 && fits(&main) {
            return Some(main);
        }
    }
    let mut named = own(NAMED);
    named.retain(|n| {
        words(n) >= FEWEST
            && !n.ancestors_it(None).any(|a| a.has_name("aside") || bodies::is_removed(&a, false).is_some())
    });
    if let Some(largest) = named.iter().max_by_key(|n| words(n)) {
        return Some(vec![*largest]);
    }
    let articles = own("article");
    let largest = articles.iter().max_by_key(|n| words(n)).copied()?;
    let all: usize = articles.iter().map(&words).sum();
    (words(&largest) >= FEWEST && words(&largest) * 10 > all * 6).then(|| vec![largest])
}

/// The smallest element that holds the start and the end of a text.
fn holding<'a>(page: &'a Document, text: &str) -> Option<NodeRef<'a>> {
    const SAMPLE: usize = 8;
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < FEWEST {
        return None;
    }
    let start = letters(&words[..SAMPLE].concat());
    let end = letters(&words[words.len() - SAMPLE..].concat());
    let mut node = page.body()?;
    let holds = |node: &NodeRef| {
        let text = letters(&bodies::text(node));
        text.contains(&start) && text.contains(&end)
    };
    if !holds(&node) {
        return None;
    }
    while let Some(inner) = node.element_children().into_iter().find(|child| holds(child)) {
        node = inner;
    }
    Some(node)
}

/// What readers would take for the text.
pub(super) fn by_looks(page: &Document) -> Option<Document> {
    let config = Config {
        disable_json_ld: true,
        max_elements_to_parse: 60_000,
        char_threshold: 250,
        ..Config::default()
    };
    let page = page.clone();
    without_menus(&page);
    let mut reader = Readability::with_document(page, None, Some(config)).ok()?;
    let content = reader.parse().ok()?.content;
    Some(bodies::fragment(&content))
}

/// Takes out cells, lists and lines that hold almost nothing but links: the menus of pages that have no other marks.
fn without_menus(page: &Document) {
    const FEWEST_LINKS: usize = 3;
    for node in bodies::select(page, "td, ul, ol, p").nodes() {
        let links: Vec<NodeRef> = node.descendants_it().filter(|n| n.has_name("a")).collect();
        if links.len() < FEWEST_LINKS {
            continue;
        }
        let linked: usize = links.iter().map(|link| bodies::size(&bodies::text(link))).sum();
        if linked * 10 >= bodies::size(&bodies::text(node)) * 8 {
            node.remove_from_parent();
        }
    }
}
