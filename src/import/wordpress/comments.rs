//! Comments of readers, as they stood under an article.
//!
//! Takes: the comments of a post. Does: keeps those that were approved, without addresses of e-mail, of pages and of machines.
//! Gives: values for the front matter.

use super::{is_unset, plain};
use crate::import::Settings;
use crate::import::bodies::{self, How};
use crate::import::item;
use crate::import::xml::Element;
use serde_json::{Map, Value};

/// The approved comments, oldest first, and how many were left out.
pub(super) fn approved(post: &Element, settings: &Settings) -> (Vec<Value>, usize) {
    let mut all: Vec<(String, Value)> = Vec::new();
    let mut left = 0;
    for comment in post.all("wp:comment") {
        let kind = comment.get("wp:comment_type");
        if comment.get("wp:comment_approved") != "1" || !matches!(kind, "" | "comment") {
            left += 1;
            continue;
        }
        let utc = comment.get("wp:comment_date_gmt");
        let local = comment.get("wp:comment_date");
        let date = if is_unset(local) { utc } else { local };
        let mut value = Map::new();
        let mut put = |name: &str, text: String| {
            if !text.is_empty() {
                value.insert(name.to_owned(), Value::String(text));
            }
        };
        put("id", comment.get("wp:comment_id").to_owned());
        put("parent", comment.get("wp:comment_parent").trim_matches('0').to_owned().replace(' ', ""));
        put("author", plain(comment.get("wp:comment_author")));
        let read = settings.dates.read(date).ok();
        put("date", read.as_ref().and_then(item::written).unwrap_or_default());
        let how = How { lines_count: true, players: false, ..How::PLAIN };
        put("text", bodies::convert(comment.get("wp:comment_content"), &how).markdown);
        all.push((date.to_owned(), Value::Object(value)));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    (all.into_iter().map(|(_, value)| value).collect(), left)
}
