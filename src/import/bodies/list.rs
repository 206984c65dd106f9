//! Lists and quotations.
//!
//! Takes: an element with blocks in it. Does: shapes those. Gives: one block; HTML as it stands when something in it has to stay HTML.

use super::shape::{Block, Shaper};
use dom_query::NodeRef;

/// A list; what stands in it outside of its items becomes an item.
pub(super) fn list(shaper: &mut Shaper, node: &NodeRef) {
    shaper.end_paragraph();
    let ordered = node.has_name("ol");
    let numbers = node.attr("type").is_some_and(|kind| &*kind != "1") || node.has_attr("reversed");
    let start =
        node.attr("start").and_then(|start| start.trim().parse::<u32>().ok()).filter(|n| *n < 1_000_000);
    let items = items(shaper, node);
    let raw = items.iter().flatten().any(|block| block.raw);
    if (ordered && numbers) || (raw && !is_gallery(&items)) {
        return shaper.keep(node);
    }
    if is_gallery(&items) {
        // A row of pictures: no list, and no dots before them.
        return items.into_iter().flatten().for_each(|block| shaper.blocks.push(block));
    }
    let mut html = match (ordered, start) {
        (true, Some(start)) => format!("<ol start=\"{start}\">"),
        (true, None) => "<ol>".to_owned(),
        _ => "<ul>".to_owned(),
    };
    let written = items.iter().filter(|blocks| !blocks.is_empty());
    let mut any = false;
    for blocks in written {
        any = true;
        html.push_str("<li>");
        // Only the first block can stand right behind the sign of the item; a paragraph further down needs its blank line.
        let loose = blocks.iter().skip(1).any(|block| block.paragraph);
        for (number, block) in blocks.iter().enumerate() {
            let bare = block.html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
            html.push_str(bare.filter(|_| number == 0 && !loose).unwrap_or(&block.html));
        }
        html.push_str("</li>");
    }
    html.push_str(if ordered { "</ol>" } else { "</ul>" });
    if any {
        shaper.add(html, false);
    }
}

fn items(shaper: &mut Shaper, node: &NodeRef) -> Vec<Vec<Block>> {
    let mut items = Vec::new();
    for child in node.children_it(false) {
        let blank = child.is_comment() || (child.is_text() && child.text().trim().is_empty());
        if blank {
            continue;
        }
        let mut inner = shaper.inside();
        match child.has_name("li") {
            true => inner.flow(&child),
            false => inner.node(&child),
        }
        inner.end_paragraph();
        shaper.take_over(&mut inner);
        let blocks = std::mem::take(&mut inner.blocks);
        // A list right in a list belongs to the item before.
        match (child.has_name("ul") || child.has_name("ol"), items.last_mut()) {
            (true, Some(last)) => Vec::extend(last, blocks),
            _ => items.push(blocks),
        }
    }
    items
}

fn is_gallery(items: &[Vec<Block>]) -> bool {
    let picture = |block: &Block| {
        block.html.starts_with("<figure>")
            || block.html.starts_with("<p><img ")
            || block.html.starts_with("<p><a href") && block.html.contains("><img ")
    };
    items.len() > 1
        && items
            .iter()
            .flatten()
            .all(|block| picture(block) && (block.raw || !block.paragraph || block.html.ends_with("\"></p>")))
}

/// A quotation.
pub(super) fn quotation(shaper: &mut Shaper, node: &NodeRef) {
    shaper.end_paragraph();
    let mut inner = shaper.inside();
    inner.flow(node);
    inner.end_paragraph();
    shaper.take_over(&mut inner);
    let blocks = std::mem::take(&mut inner.blocks);
    if blocks.iter().any(|block| block.raw) {
        return shaper.keep(node);
    }
    let inside: String = blocks.iter().map(|block| block.html.as_str()).collect();
    if !inside.is_empty() {
        shaper.add(format!("<blockquote>{inside}</blockquote>"), false);
    }
}
