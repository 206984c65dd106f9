//! The answer to a search over headlines.

use crate::build::preview::answer::Hit;
use serde_json::{Value, json};

/// The articles that were found, as a JSON list of objects with `title`, `url` and `date`.
pub fn hits(hits: &[Hit]) -> String {
    let list: Vec<Value> =
        hits.iter().map(|hit| json!({ "title": hit.title, "url": hit.url, "date": hit.date })).collect();
    Value::Array(list).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_what_the_desk_reads() {
        let hit = Hit {
            title: "\"Quay\" </script>\n".into(),
            url: "/quay/".into(),
            date: "24 September 2015".into(),
        };
        let read: Value = serde_json::from_str(&hits(&[hit])).expect("JSON");
        assert_eq!(
            read,
            json!([{ "title": "\"Quay\" </script>\n", "url": "/quay/", "date": "24 September 2015" }])
        );
        assert_eq!(hits(&[]), "[]");
    }
}
