//! Large XML that may be damaged, one item at a time. The only module that knows `quick-xml`.
//!
//! Takes: a stream, and the names of elements that are items. Does: cuts the stream at the items ([`cut`]), so that a fault in one leaves the
//! others readable, and reads each by itself ([`element`]). Gives: elements, and for each where it stands.
//!
//! Nothing that a document declares is used: entities it defines are never replaced, and nothing is fetched.

mod cut;
mod element;

pub use cut::{Cut, Cutter, LARGEST_HEAD};
pub use element::{Element, Fault, read};

use super::encoding;

/// Reads the bytes of an item, which stand at a line and column of their file, in the encoding of this name. Gives also what is to be said.
///
/// # Errors
/// Line, column and reason when it is faulty.
pub fn of_bytes(
    bytes: &[u8],
    line: u32,
    column: u32,
    label: Option<&str>,
) -> Result<(Element, Vec<String>), (u32, u32, String)> {
    let decoded = encoding::decode(bytes, label).map_err(|no| (line, column, no.0))?;
    let element = read(&decoded.text).map_err(|Fault { at, why }| {
        let before = &decoded.text.as_bytes()[..at.min(decoded.text.len())];
        let lines = before.iter().filter(|b| **b == b'\n').count() as u32;
        let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |start| start + 1);
        let letters = String::from_utf8_lossy(&before[start..]).chars().count() as u32;
        let column = if lines == 0 { column + letters } else { letters + 1 };
        (line + lines, column, why)
    })?;
    Ok((element, decoded.notes))
}
