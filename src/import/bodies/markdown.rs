//! Blocks as Markdown. The only module that knows `htmd`.
//!
//! Takes: HTML of the few elements that Markdown has, its text veiled, and HTML that stays. Does: lets `htmd` write the former.
//! Gives: Markdown.

use super::shape::Block;
use super::veil;
use crate::article::markdown::plain_text;
use htmd::element_handler::{HandlerResult, Handlers};
use htmd::options::{BrStyle, BulletListMarker, Options};
use htmd::{Element, HtmlToMarkdown};
use std::sync::LazyLock;

static WRITER: LazyLock<HtmlToMarkdown> = LazyLock::new(|| {
    let options = Options {
        bullet_list_marker: BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        br_style: BrStyle::Backslash,
        ..Options::default()
    };
    let tags = vec!["sub", "sup", "u", "mark", "kbd", "q", "x-strong", "x-em", "x-del"];
    HtmlToMarkdown::builder()
        .options(options)
        .add_handler(tags, as_tag)
        .add_handler(vec!["del"], |handlers: &dyn Handlers, element: Element| {
            let inner = handlers.walk_children(element.node).content;
            Some(HandlerResult::from(format!("~~{inner}~~")))
        })
        // Captions have found their place before; one that is left is a paragraph.
        .add_handler(vec!["figcaption"], |handlers: &dyn Handlers, element: Element| {
            let inner = handlers.walk_children(element.node).content;
            Some(HandlerResult::from(format!("\n\n{}\n\n", inner.trim())))
        })
        .build()
});

/// An element that has no sign in Markdown, as a tag.
fn as_tag(handlers: &dyn Handlers, element: Element) -> Option<HandlerResult> {
    let inner = handlers.walk_children(element.node).content;
    let name = element.tag.strip_prefix("x-").unwrap_or(element.tag);
    Some(HandlerResult::from(format!("<{name}>{inner}</{name}>")))
}

/// All blocks as one text.
pub(super) fn write(blocks: &[Block]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut html = String::new();
    let mut last: Option<&Block> = None;
    for block in blocks {
        if block.raw {
            flush(&mut html, &mut parts);
            parts.push(block.html.clone());
        } else {
            // Two lists in a row would be one.
            let list =
                |html: &str| html.get(..3).filter(|tag| matches!(*tag, "<ul" | "<ol")).map(str::to_owned);
            if last.is_some_and(|last| {
                !last.raw && list(&last.html).is_some() && list(&last.html) == list(&block.html)
            }) {
                flush(&mut html, &mut parts);
                parts.push("<!-- -->".to_owned());
            }
            html.push_str(&block.html);
        }
        last = Some(block);
    }
    flush(&mut html, &mut parts);
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n")
}

fn flush(html: &mut String, parts: &mut Vec<String>) {
    if !html.is_empty() {
        parts.push(veil::lifted(&written(html)));
        html.clear();
    }
}

fn written(html: &str) -> String {
    // It reads from memory: there is nothing that could fail.
    WRITER.convert(html).unwrap_or_default()
}

/// Whether a run shows just these words when it is written.
pub(super) fn shows(run: &str, words: &str) -> bool {
    let shown = plain_text(&veil::lifted(&written(&format!("<p>{run}</p>"))).replace("\\\n", " "));
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    letters(&shown) == letters(words)
}

/// Text as it stands in HTML.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}
