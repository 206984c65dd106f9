//! Fingerprints: by which a build tells whether anything moved.
//!
//! Takes: plain values, and views of pages. Does: hashes them so that no two different sequences of values are taken
//! for one (every text goes in with its length). Gives: a [`Digest`]; and for a view also [`parts`], which say
//! *which* of its fields moved. It owns no facts: what belongs into a fingerprint stands where the fingerprint is made.

pub mod parts;

use serde::{Deserialize, Serialize};

/// The first 16 bytes of a BLAKE3 hash: enough that no two values of any archive share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Digest(pub [u8; 16]);

impl Digest {
    /// Of nothing at all: what is not known yet.
    pub const NONE: Self = Self([0; 16]);

    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::from_hash(blake3::hash(bytes))
    }

    fn from_hash(hash: blake3::Hash) -> Self {
        let mut own = [0; 16];
        own.copy_from_slice(&hash.as_bytes()[..16]);
        Self(own)
    }

    /// As 32 hexadecimal digits.
    pub fn to_hex(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The first eight bytes of the digest of a text: what a text is looked up by where many are kept.
pub fn short(text: &str) -> u64 {
    let mut own = [0; 8];
    own.copy_from_slice(&Digest::of(text.as_bytes()).0[..8]);
    u64::from_le_bytes(own)
}

/// [`Digest::of`] bytes that come in pieces.
#[derive(Default)]
pub struct Digesting(blake3::Hasher);

impl Digesting {
    /// Adds a piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all pieces.
    pub fn finish(&self) -> Digest {
        Digest::from_hash(self.0.finalize())
    }
}

/// Hashes values one after the other.
#[derive(Clone)]
pub struct Hasher(blake3::Hasher);

impl Hasher {
    /// Begins; `kind` keeps fingerprints of different things apart.
    pub fn new(kind: &str) -> Self {
        let mut own = Self(blake3::Hasher::new());
        own.text(kind);
        own
    }

    /// Adds a text with its length.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }

    /// Adds bytes with their number.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.number(bytes.len() as u64);
        self.0.update(bytes);
        self
    }

    /// Adds a text that may be missing.
    pub fn maybe(&mut self, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.number(1).text(text),
            None => self.number(0),
        }
    }

    /// Adds a number.
    pub fn number(&mut self, number: u64) -> &mut Self {
        self.0.update(&number.to_le_bytes());
        self
    }

    /// Adds a digest.
    pub fn digest(&mut self, digest: Digest) -> &mut Self {
        self.0.update(&digest.0);
        self
    }

    /// Adds anything by how it is written for developers. For settings: slow, and nothing can be forgotten.
    pub fn debug(&mut self, value: &impl std::fmt::Debug) -> &mut Self {
        self.text(&format!("{value:?}"))
    }

    /// The digest of everything so far.
    pub fn finish(&self) -> Digest {
        Digest::from_hash(self.0.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_differently_differs() {
        let of = |texts: &[&str]| {
            let mut hasher = Hasher::new("test");
            for text in texts {
                hasher.text(text);
            }
            hasher.finish()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab"]), of(&["ab", ""]));
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        assert_eq!(Digest::NONE.to_hex(), "0".repeat(32));
    }
}
