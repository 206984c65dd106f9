//! The frame of a record: sections one after the other, and at the end a table of them.
//!
//! ```text
//! file    = magic section* table tail
//! table   = (kind u8, count u32, start u64, length u64, checksum 16 bytes)*
//! tail    = number of sections u32, checksum of the table 16 bytes, magic
//! ```
//!
//! All numbers are little-endian. A checksum is the first half of the BLAKE3 of the bytes. The table stands last, so
//! that a record can be written from start to end while the build goes on; the file gets its name only then.

use crate::fingerprint::{Digest, Hasher};

/// First and last bytes of a record of this format. Another format has another number.
pub const MAGIC: &[u8; 16] = b"dateline record3";
/// Bytes of a row of the table.
const ROW: usize = 1 + 4 + 8 + 8 + 16;
/// Bytes of the tail.
pub const TAIL: usize = 4 + 16 + MAGIC.len();

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The build as a whole.
    Head = 1,
    /// Sources.
    Sources = 2,
    /// What they say.
    Facts = 3,
    /// Files of the output.
    Stamps = 4,
    /// What they were made of.
    Prints = 5,
    /// Changes since a base.
    Changes = 6,
}

/// A part of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// What it holds.
    pub kind: Kind,
    /// How many.
    pub count: u32,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Where a section lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// What it holds.
    pub kind: Kind,
    /// How many.
    pub count: u32,
    /// Where it begins.
    pub start: u64,
    /// Its length in bytes.
    pub length: u64,
    checksum: Digest,
}

impl Row {
    /// Of a section that begins at `start`.
    pub fn of(section: &Section, start: u64) -> Self {
        let checksum = Digest::of(&section.bytes);
        Self { kind: section.kind, count: section.count, start, length: section.bytes.len() as u64, checksum }
    }

    /// The section, if these bytes are what was written.
    pub fn accept(&self, bytes: Vec<u8>) -> Option<Section> {
        let whole = bytes.len() as u64 == self.length && Digest::of(&bytes) == self.checksum;
        whole.then_some(Section { kind: self.kind, count: self.count, bytes })
    }
}

/// The table of a record and its tail; and the name of the record, which no other has.
pub fn close(rows: &[Row]) -> (Vec<u8>, Digest) {
    let mut out = Vec::with_capacity(rows.len() * ROW + TAIL);
    for row in rows {
        out.push(row.kind as u8);
        out.extend(row.count.to_le_bytes());
        out.extend(row.start.to_le_bytes());
        out.extend(row.length.to_le_bytes());
        out.extend(row.checksum.0);
    }
    let checksum = Digest::of(&out);
    out.extend((rows.len() as u32).to_le_bytes());
    out.extend(checksum.0);
    out.extend(MAGIC);
    (out, name(checksum))
}

fn name(checksum: Digest) -> Digest {
    Hasher::new("record").digest(checksum).finish()
}

/// Length of the table, from the tail; none when this is not the end of a record.
pub fn table_length(tail: &[u8]) -> Option<usize> {
    let count = u32::from_le_bytes(tail.get(..4)?.try_into().ok()?);
    (tail.get(20..)? == MAGIC).then_some(count as usize * ROW)
}

/// The table, and the name of the record; none when anything in it is not as it was written.
pub fn open(table: &[u8], tail: &[u8]) -> Option<(Vec<Row>, Digest)> {
    let checksum = Digest(tail.get(4..20)?.try_into().ok()?);
    if Digest::of(table) != checksum || table_length(tail)? != table.len() {
        return None;
    }
    let rows: Option<Vec<Row>> = table.chunks_exact(ROW).map(row).collect();
    Some((rows?, name(checksum)))
}

fn row(bytes: &[u8]) -> Option<Row> {
    let long = |at: usize| Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
    Some(Row {
        kind: match bytes.first()? {
            1 => Kind::Head,
            2 => Kind::Sources,
            3 => Kind::Facts,
            4 => Kind::Stamps,
            5 => Kind::Prints,
            6 => Kind::Changes,
            _ => return None,
        },
        count: u32::from_le_bytes(bytes.get(1..5)?.try_into().ok()?),
        start: long(5)?,
        length: long(13)?,
        checksum: Digest(bytes.get(21..37)?.try_into().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flipped_bit_is_found_out_wherever_it_is() {
        let section = Section { kind: Kind::Facts, count: 3, bytes: b"abc".to_vec() };
        let row = Row::of(&section, 16);
        let (table, name) = close(&[row]);
        let cut = table.len() - TAIL;
        let open_at = |bytes: &[u8]| {
            let tail = &bytes[bytes.len() - TAIL..];
            open(&bytes[..table_length(tail)?.min(cut)], tail)
        };
        assert_eq!(open_at(&table), Some((vec![row], name)));
        for at in 0..table.len() {
            let mut damaged = table.clone();
            damaged[at] ^= 4;
            assert_eq!(open_at(&damaged), None, "byte {at}");
        }
        assert_eq!(row.accept(b"abd".to_vec()), None);
        assert_eq!(row.accept(b"abc".to_vec()), Some(section));
    }
}
