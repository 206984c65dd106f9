//! A code in a record: by its name, which never means anything else.

use super::{Code, catalogue};
use serde::{Deserialize, Deserializer, Serializer, de::Error};

/// Writes the name.
pub(super) fn serialize<S: Serializer>(code: &&'static Code, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(code.name)
}

/// Finds the code of that name.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<&'static Code, D::Error> {
    let name = String::deserialize(from)?;
    let known = catalogue::all().into_iter().find(|code| code.name == name);
    known.ok_or_else(|| D::Error::custom(format!("there is no code {name}")))
}
