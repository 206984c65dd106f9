//! What Markdown cannot say, as HTML that Markdown passes through.
//!
//! Takes: an element. Does: keeps what shows something and drops what acts: attributes of scripts, looks and measuring. Gives: HTML
//! without a blank line, since one would end it.

use super::How;
use super::clean::is_removed;
use dom_query::NodeRef;

/// Deepest nesting that is kept; text that lies deeper stays, its elements do not.
pub(super) const DEEPEST: usize = 64;

const ATTRIBUTES: &[&str] = &[
    "href",
    "src",
    "srcset",
    "alt",
    "title",
    "width",
    "height",
    "colspan",
    "rowspan",
    "scope",
    "headers",
    "allow",
    "allowfullscreen",
    "controls",
    "poster",
    "type",
    "cite",
    "datetime",
    "lang",
    "dir",
    "start",
    "reversed",
    "value",
    "kind",
    "srclang",
    "label",
    "open",
    "data",
    "name",
    "loading",
    "sizes",
    "media",
    "span",
    "preload",
    "loop",
    "muted",
    "sandbox",
];

const VOID: &[&str] =
    &["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// An element as HTML on lines of its own.
pub(super) fn html(node: &NodeRef, how: &How, removed: &mut Vec<(&'static str, String)>) -> String {
    let mut out = String::new();
    element(node, how, removed, 0, false, &mut out);
    without_blank_lines(&out)
}

/// What is inside an element, as HTML.
pub(super) fn inner(node: &NodeRef, how: &How, removed: &mut Vec<(&'static str, String)>) -> String {
    let mut out = String::new();
    node.children_it(false).for_each(|child| element(&child, how, removed, 1, false, &mut out));
    without_blank_lines(&out)
}

fn element(
    node: &NodeRef,
    how: &How,
    removed: &mut Vec<(&'static str, String)>,
    depth: usize,
    pre: bool,
    out: &mut String,
) {
    if node.is_text() {
        return escape(&node.text(), pre, out);
    }
    let Some(name) = node.node_name() else { return };
    if let Some(what) = is_removed(node, how.keep_all) {
        removed.push((what, text(node)));
        return;
    }
    if depth > DEEPEST {
        return escape(&text(node), pre, out);
    }
    out.push('<');
    out.push_str(&name);
    for attribute in node.attrs() {
        let (key, value) = (&*attribute.name.local, &*attribute.value);
        let embed = key == "class"
            && matches!(value, "twitter-tweet" | "instagram-media" | "tiktok-embed" | "credit" | "footnote");
        let script = value.trim_start().to_ascii_lowercase().starts_with("javascript:");
        if (!ATTRIBUTES.contains(&key) && !embed) || script {
            continue;
        }
        let value = if matches!(key, "href" | "src") { (how.address)(value) } else { value.to_owned() };
        out.push_str(&format!(" {key}=\""));
        quote(&value, out);
        out.push('"');
    }
    out.push('>');
    if VOID.contains(&&*name) {
        return;
    }
    let pre = pre || &*name == "pre";
    node.children_it(false).for_each(|child| element(&child, how, removed, depth + 1, pre, out));
    out.push_str(&format!("</{name}>"));
}

fn escape(text: &str, pre: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A blank line in `pre` would end the HTML.
            '\n' if pre => out.push_str("&#10;"),
            c => out.push(c),
        }
    }
}

/// A value of an attribute.
pub(super) fn quote(value: &str, out: &mut String) {
    for c in value.trim().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
}

fn without_blank_lines(html: &str) -> String {
    let lines = html.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut html = lines.collect::<Vec<_>>().join("\n");
    // A line end right behind `<pre>` is none, in whatever way it is written.
    while html.contains("<pre>&#10;") {
        html = html.replace("<pre>&#10;", "<pre>");
    }
    html
}

/// All words inside an element but for those of scripts and styles. Blocks are parted by blanks.
pub fn text(node: &NodeRef) -> String {
    text_within(node, usize::MAX).unwrap_or_default()
}

/// The same of an element with little text; none for one with more than so many bytes.
pub(super) fn text_within(node: &NodeRef, most: usize) -> Option<String> {
    const INLINE: &[&str] = &[
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd",
        "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "del",
        "strike", "tt", "big", "acronym", "label", "wbr",
    ];
    let mut out = String::new();
    // A stack of its own: what is nested a thousand deep would end the program's.
    let mut stack: Vec<(NodeRef, bool)> = vec![(*node, false)];
    while let Some((node, closing)) = stack.pop() {
        if closing {
            out.push(' ');
            continue;
        }
        if out.len() > most {
            return None;
        }
        if node.is_text() {
            out.push_str(&node.text());
            continue;
        }
        if node.is_comment() {
            continue;
        }
        if let Some(name) = node.node_name() {
            if matches!(&*name, "script" | "style" | "template" | "head" | "noscript") {
                continue;
            }
            if !INLINE.contains(&&*name) {
                out.push(' ');
                stack.push((node, true));
            }
        }
        stack.extend(node.children_it(true).map(|child| (child, false)));
    }
    Some(out.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
}

/// The texts of the smallest blocks of a page, in order.
pub fn leaves(root: &NodeRef) -> Vec<String> {
    const BLOCKS: &[&str] = &[
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "ul",
        "ol",
        "li",
        "table",
        "tbody",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "figure",
        "figcaption",
        "form",
        "center",
        "dl",
        "dt",
        "dd",
        "pre",
        "address",
        "body",
    ];
    let is_block = |node: &NodeRef| node.node_name().is_some_and(|name| BLOCKS.contains(&&*name));
    let mut out = Vec::new();
    for node in root.descendants_it().filter(|node| is_block(node)) {
        if node.descendants_it().any(|inner| is_block(&inner)) {
            // Text between blocks, as old pages have it: what stands between line ends.
            if node.children_it(false).any(|child| is_inline(&child) && !text(&child).is_empty()) {
                out.extend(lines(&node));
            }
            continue;
        }
        match node.descendants_it().any(|inner| inner.has_name("br")) {
            true => out.extend(lines(&node)),
            false => out.push(text(&node)),
        }
    }
    out.retain(|text| !text.is_empty());
    out
}

fn is_inline(node: &NodeRef) -> bool {
    let name = node.node_name();
    node.is_text()
        || name.is_some_and(|n| matches!(&*n, "b" | "i" | "a" | "font" | "em" | "strong" | "span" | "small"))
}

/// The lines of text that stand right in a block.
fn lines(node: &NodeRef) -> Vec<String> {
    let mut lines = vec![String::new()];
    for child in node.children_it(false) {
        match (is_inline(&child), lines.last_mut()) {
            (true, Some(line)) if child.is_text() => line.push_str(&child.text()),
            (true, Some(line)) => line.push_str(&text(&child)),
            _ => lines.push(String::new()),
        }
    }
    lines.iter().map(|line| line.split_ascii_whitespace().collect::<Vec<_>>().join(" ")).collect()
}
