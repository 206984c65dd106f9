//! Feeds: those of the site, and those of its lists.

use super::reader::{self, Reader};
use super::{FeedFormat, Feeds, Taxonomy};
use crate::diagnostic::catalogue::config as problem;
use crate::yaml::Node;
use crate::yaml::suggest::did_you_mean;

/// `feeds`; the feeds of lists go to the taxonomies.
pub(super) fn feeds(reader: &mut Reader, root: &Node, taxonomies: &mut [Taxonomy]) -> Feeds {
    let mut feeds = Feeds::default();
    let Some(node) = root.get("feeds") else { return feeds };
    if node.as_bool() == Some(false) {
        feeds.formats.clear();
        feeds.archive = false;
        taxonomies.iter_mut().for_each(|taxonomy| taxonomy.feeds.clear());
        return feeds;
    }
    if let Some(node) = node.get("formats").filter(|node| !node.is_null()) {
        feeds.formats = formats(node);
    }
    feeds.limit = reader::count(node, "limit").unwrap_or(feeds.limit);
    feeds.full_text = reader::boolean(node, "full_text").unwrap_or(feeds.full_text);
    feeds.archive = reader::boolean(node, "archive").unwrap_or(feeds.archive);
    feeds.archive_full_text = reader::boolean(node, "archive_full_text").unwrap_or(feeds.archive_full_text);
    if let Some(lists) = node.get("lists") {
        of_lists(reader, lists, taxonomies);
    }
    feeds
}

fn of_lists(reader: &mut Reader, lists: &Node, taxonomies: &mut [Taxonomy]) {
    for entry in lists.as_map().unwrap_or_default() {
        if let Some(taxonomy) = taxonomies.iter_mut().find(|taxonomy| *taxonomy.name == *entry.key) {
            taxonomy.feeds = formats(&entry.value);
            continue;
        }
        let known: Vec<&str> = taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()).collect();
        let meant = did_you_mean(&entry.key, known.iter().copied());
        let place = reader.place(&entry.key_span);
        reader.report(problem::feeds_of_nothing(&entry.key, meant, &known.join(", "), place));
    }
}

/// The formats that are named, each once, in the order they are written.
fn formats(node: &Node) -> Vec<FeedFormat> {
    let mut formats = Vec::new();
    for item in reader::items(node) {
        let format = match item.as_text() {
            Some("rss") => FeedFormat::Rss,
            Some("atom") => FeedFormat::Atom,
            Some("json") => FeedFormat::Json,
            _ => continue,
        };
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    formats
}
