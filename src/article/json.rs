//! What themes get as it is, in a record: as one text of JSON, since the record's own form knows no values of any kind.

use serde::{Deserialize, Deserializer, Serializer, de::Error};
use serde_json::{Map, Value};

/// Writes the text; an empty one for an empty map, which most are.
pub(super) fn serialize<S: Serializer>(map: &Map<String, Value>, to: S) -> Result<S::Ok, S::Error> {
    let text = if map.is_empty() { String::new() } else { Value::Object(map.clone()).to_string() };
    to.serialize_str(&text)
}

/// Reads the text.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Map<String, Value>, D::Error> {
    let text = String::deserialize(from)?;
    if text.is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_str(&text).map_err(D::Error::custom)
}
