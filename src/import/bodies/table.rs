//! Tables: of figures, and of pages that were laid out with them.
//!
//! Takes: a table. Does: tells one that holds data from one that holds a page. Gives: what is in the latter; of the former Markdown
//! where that has all of it, else HTML.

use super::run;
use super::shape::Shaper;
use dom_query::NodeRef;

/// Words in a cell that is no cell of data.
const LONG: usize = 60;

pub(super) fn table(shaper: &mut Shaper, node: &NodeRef) {
    shaper.end_paragraph();
    let rows: Vec<Vec<NodeRef>> = rows(node);
    if is_layout(node, &rows) {
        for cell in rows.iter().flatten() {
            shaper.flow(cell);
            shaper.end_paragraph();
        }
        let captions = node.children_it(false).filter(|n| n.has_name("caption"));
        return captions.for_each(|caption| {
            shaper.flow(&caption);
            shaper.end_paragraph();
        });
    }
    match simple(shaper, node, &rows) {
        Some(html) => shaper.add(html, false),
        None => shaper.keep(node),
    }
}

fn rows<'a>(node: &NodeRef<'a>) -> Vec<Vec<NodeRef<'a>>> {
    let is_cell = |n: &NodeRef| n.has_name("td") || n.has_name("th");
    let cells = |row: NodeRef<'a>| row.children_it(false).filter(is_cell).collect::<Vec<_>>();
    let mut rows = Vec::new();
    for child in node.children_it(false) {
        if child.has_name("tr") {
            rows.push(cells(child));
        } else {
            rows.extend(child.children_it(false).filter(|n| n.has_name("tr")).map(cells));
        }
    }
    rows
}

fn is_layout(node: &NodeRef, rows: &[Vec<NodeRef>]) -> bool {
    if node.attr("role").is_some_and(|role| matches!(&*role, "presentation" | "none")) {
        return true;
    }
    let has = |name: &str| node.descendants_it().any(|n| n.has_name(name));
    if has("th") || has("caption") {
        return false;
    }
    let long = |cell: &NodeRef| super::raw::text(cell).split_whitespace().count() > LONG;
    rows.iter().all(|row| row.len() <= 1) || has("table") || rows.iter().flatten().any(long)
}

/// A table as Markdown has them: a row of heads, then rows of as many cells, each one line.
fn simple(shaper: &mut Shaper, node: &NodeRef, rows: &[Vec<NodeRef>]) -> Option<String> {
    let (head, body) = rows.split_first()?;
    let spans = |cell: &NodeRef| {
        ["colspan", "rowspan"]
            .iter()
            .any(|name| cell.attr(name).is_some_and(|value| !matches!(value.trim(), "1" | "")))
    };
    let plain = head.iter().all(|cell| cell.has_name("th")) && !head.is_empty();
    let even = body.iter().all(|row| row.len() == head.len() && row.iter().all(|cell| cell.has_name("td")));
    let known =
        |n: NodeRef| ["thead", "tbody", "tfoot", "tr", "colgroup"].iter().any(|name| n.has_name(name));
    let others = node.children_it(false).any(|n| n.is_element() && !known(n));
    if !plain || !even || others || rows.iter().flatten().any(spans) {
        return None;
    }
    let mut html = String::from("<table><thead><tr>");
    let mut filled = vec![false; head.len()];
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            html.push_str("<tr>");
        }
        for (column, cell) in row.iter().enumerate() {
            let name = if number == 0 { "th" } else { "td" };
            let text = cell_text(shaper, cell)?;
            filled[column] |= !text.is_empty();
            html.push_str(&format!("<{name}>{text}</{name}>"));
        }
        html.push_str(if number == 0 { "</tr></thead><tbody>" } else { "</tr>" });
    }
    html.push_str("</tbody></table>");
    // A column without a letter has no width, and a line without width is none.
    filled.iter().all(|filled| *filled).then_some(html)
}

fn cell_text(shaper: &mut Shaper, cell: &NodeRef) -> Option<String> {
    let only = cell.element_children();
    let inside = match &only[..] {
        [p] if p.has_name("p") && super::raw::text(p) == super::raw::text(cell) => *p,
        _ => *cell,
    };
    let pieces = shaper.run_of(&inside)?;
    if pieces.iter().any(|piece| matches!(piece.what, run::What::Break | run::What::Code(_))) {
        return None;
    }
    Some(run::html(pieces).unwrap_or_default())
}
