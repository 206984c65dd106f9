//! The navigation and the publisher: names with addresses.

use super::address;
use super::reader::{self, Reader};
use super::{NavigationItem, Publisher};
use crate::diagnostic::catalogue::config as problem;
use crate::yaml::Node;

/// `navigation`.
pub(super) fn navigation(reader: &mut Reader, root: &Node) -> Vec<NavigationItem> {
    let items = root.get("navigation").and_then(Node::as_list).unwrap_or_default();
    items.iter().filter_map(|item| entry(reader, item)).collect()
}

fn entry(reader: &mut Reader, item: &Node) -> Option<NavigationItem> {
    if let Some(written) = item.as_text().map(str::trim) {
        return Some(NavigationItem { title: None, target: target(reader, item, written, true)? });
    }
    item.as_map()?;
    let title = reader::words(item, "title");
    let section = reader::words(item, "section").map(|name| format!("section:{name}"));
    let url = reader::text(item, "url");
    let target = match (section, url) {
        (Some(section), None) => section,
        (None, Some((node, written))) => target(reader, node, written, false)?,
        (Some(_), Some((node, _))) => {
            let place = reader.place(&node.span);
            let message = "an entry of the navigation leads to one place, and here are two";
            reader.report(problem::missing_key(message, "write `section` or `url`, not both", place));
            return None;
        }
        (None, None) => {
            let place = reader.place(&item.span);
            let message = "this entry of the navigation leads nowhere";
            reader.report(problem::missing_key(message, "add `url: /about/` or `section: name`", place));
            return None;
        }
    };
    let elsewhere = target.contains("://") || target.starts_with("mailto:");
    if title.is_none() && elsewhere {
        let place = reader.place(&item.span);
        let message = "a link to somewhere else needs a title";
        reader.report(problem::missing_key(message, "add `title: …`", place));
        return None;
    }
    Some(NavigationItem { title, target })
}

/// Where an entry leads; a word alone is a section.
fn target(reader: &mut Reader, node: &Node, written: &str, may_be_section: bool) -> Option<String> {
    if address::is_path(written) {
        return Some(written.to_owned());
    }
    if let Some(full) = address::full(written) {
        return Some(full);
    }
    let at = written.strip_prefix("mailto:").and_then(|to| to.find('@'));
    if at.is_some_and(|at| at > 0) && !written.contains(char::is_whitespace) {
        return Some(written.to_owned());
    }
    if may_be_section && !written.is_empty() && !written.contains(['/', ':', '?', '#']) {
        return Some(format!("section:{written}"));
    }
    if let Some(name) = written.strip_prefix("section:").map(str::trim).filter(|name| !name.is_empty()) {
        return Some(format!("section:{name}"));
    }
    let place = reader.place(&node.span);
    reader.report(problem::address("navigation", written, place));
    None
}

/// `publisher`.
pub(super) fn publisher(reader: &mut Reader, root: &Node) -> Publisher {
    let Some(node) = root.get("publisher") else { return Publisher::default() };
    let url = reader::text(node, "url");
    let logo = reader::text(node, "logo");
    let same_as = node.get("same_as").map(reader::items).unwrap_or_default();
    Publisher {
        name: reader::words(node, "name"),
        url: url.and_then(|(node, written)| absolute(reader, "publisher.url", node, written)),
        logo: logo.and_then(|(node, written)| {
            if address::is_path(written) {
                return Some(written.to_owned());
            }
            absolute(reader, "publisher.logo", node, written)
        }),
        founded: reader::words(node, "founded"),
        same_as: same_as
            .iter()
            .filter_map(|item| absolute(reader, "publisher.same_as", item, item.as_text()?.trim()))
            .collect(),
    }
}

fn absolute(reader: &mut Reader, key: &str, node: &Node, written: &str) -> Option<String> {
    let full = address::full(written);
    if full.is_none() {
        let place = reader.place(&node.span);
        reader.report(problem::address(key, written, place));
    }
    full
}
