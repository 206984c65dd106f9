//! What is known of a body without keeping it.

use std::ops::Range;

/// Facts about a body.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Body {
    /// Where the body starts in the file, in bytes.
    pub start: usize,
    /// BLAKE3 of the body's bytes.
    pub digest: [u8; 32],
    /// Number of words.
    pub words: u32,
    /// Addresses the body names that may be inside the site (no scheme, not only a `#fragment`).
    pub links: Vec<BodyLink>,
}

/// A link or picture in a body.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyLink {
    /// Address as written.
    pub address: Box<str>,
    /// Picture (or other medium) rather than link.
    pub picture: bool,
    /// Where it stands, in bytes of the body.
    pub span: Range<u32>,
}
