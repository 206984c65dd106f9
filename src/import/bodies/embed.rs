//! Films, sounds and posts of others that stand in an article.
//!
//! Takes: an element, or a line that is nothing but an address. Does: knows those that players are made of. Gives: HTML that stays.

use super::shape::{Block, Shaper};
use super::{How, raw};
use dom_query::NodeRef;

/// Whether a quotation is a post of a network, which its script would dress up.
pub(super) fn is_embed(node: &NodeRef) -> bool {
    [
        "twitter-tweet",
        "instagram-media",
        "tiktok-embed",
        "fb-post",
        "reddit-card",
        "wp-embedded-content",
        "bluesky-embed",
        "mastodon-embed",
    ]
    .iter()
    .any(|class| node.has_class(class))
}

/// An element that plays or shows something.
pub(super) fn embed(shaper: &mut Shaper, node: &NodeRef) {
    let mut source = node.attr("src").map(|src| src.to_string());
    if let Some(id) = node.attr("data-videoid").filter(|_| node.has_name("amp-youtube")) {
        source = Some(format!("https://www.youtube.com/embed/{id}"));
    }
    if node.has_name("amp-youtube") || node.has_name("amp-iframe") {
        if let Some(block) = source.and_then(|src| player(&src)) {
            shaper.end_paragraph();
            shaper.blocks.push(block);
        }
        return;
    }
    if node.has_name("svg") || node.has_name("canvas") {
        // Drawings of a page are its icons; what they say in letters is not part of the article.
        return shaper.removed.push(("drawing", raw::text(node)));
    }
    let later = node.attr("data-src").map(|src| src.to_string());
    let empty = node.has_name("iframe")
        && source.as_deref().is_none_or(|src| src.trim().is_empty() || src.starts_with("about:"));
    if empty {
        match later.and_then(|src| player(&src)) {
            Some(block) => shaper.blocks.push(block),
            None => shaper.removed.push(("empty frame", String::new())),
        }
        return;
    }
    let html = raw::html(node, shaper.how, &mut shaper.removed);
    // Of these names Markdown knows no block, so that they stand in one of a name it knows.
    let bare = ["video", "audio", "object", "embed", "math", "map"].iter().any(|name| node.has_name(name));
    shaper.add(if bare { format!("<figure>{html}</figure>") } else { html }, true);
}

/// A line that is nothing but the address of a film.
pub(super) fn of_address(words: &str, how: &How) -> Option<Block> {
    let address = words.trim();
    if !how.players || address.contains(char::is_whitespace) || !address.starts_with("http") {
        return None;
    }
    match film(address) {
        Some(film) => player(&film),
        None => {
            let mut html = String::from("<p><a href=\"");
            raw::quote(&super::shape::destination(address), &mut html);
            html.push_str("\">");
            super::veil::text(address, false, &mut html);
            html.push_str("</a></p>");
            Some(Block { html, raw: false, paragraph: true })
        }
    }
}

/// The address of the player for the address of a film.
fn film(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let rest = rest.strip_prefix("m.").unwrap_or(rest);
    let id = |text: &str| -> Option<String> {
        let id: String =
            text.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        (!id.is_empty()).then_some(id)
    };
    if let Some(rest) = rest.strip_prefix("youtu.be/") {
        return Some(format!("https://www.youtube-nocookie.com/embed/{}", id(rest)?));
    }
    if let Some(rest) = rest.strip_prefix("youtube.com/watch?") {
        let video = rest.split('&').find_map(|part| part.strip_prefix("v="))?;
        return Some(format!("https://www.youtube-nocookie.com/embed/{}", id(video)?));
    }
    let rest = rest.strip_prefix("vimeo.com/")?;
    let number = id(rest)?;
    number.bytes().all(|b| b.is_ascii_digit()).then(|| format!("https://player.vimeo.com/video/{number}"))
}

fn player(src: &str) -> Option<Block> {
    if !src.starts_with("http") && !src.starts_with("//") {
        return None;
    }
    let mut html = String::from("<iframe src=\"");
    raw::quote(src, &mut html);
    html.push_str("\" allowfullscreen></iframe>");
    Some(Block { html, raw: true, paragraph: false })
}
