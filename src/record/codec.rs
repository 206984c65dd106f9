//! Sources and files of the output as bytes: `postcard`, in chunks, so that neither side holds them all at once.
//!
//! A chunk's stamps (what is compared with the file system) and its facts are two sections: a build in which nothing
//! has changed reads the stamps only.

use super::frame::{Kind, Section};
use super::{Changes, Class, Facts, Head, Made, Print, Root, Source};
use crate::fingerprint::Digest;
use crate::source::stat::Stat;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Sources in a chunk.
pub const SOURCES: usize = 1024;
/// Files of the output in a chunk.
pub const MADE: usize = 2048;

/// A file of the output as it is compared with the file system.
#[derive(Debug, Clone, PartialEq)]
pub struct Stamp {
    /// Path relative to the output folder.
    pub path: Box<str>,
    /// As [`Made::stat`].
    pub stat: Option<Stat>,
    /// As [`Made::digest`].
    pub digest: Digest,
    /// As [`Made::class`].
    pub class: Class,
}

/// A value as bytes.
pub fn encode<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    // Postcard refuses only sequences of unknown length, and no type here has one.
    postcard::to_stdvec(value).unwrap_or_default()
}

/// A value from its bytes; none when they hold anything else.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (value, rest) = postcard::take_from_bytes(bytes).ok()?;
    rest.is_empty().then_some(value)
}

/// Sources and their facts, already encoded one by one, as two sections.
pub fn sources(sources: &[Source], facts: &[Vec<u8>]) -> [Section; 2] {
    [
        Section { kind: Kind::Sources, count: sources.len() as u32, bytes: encode(sources) },
        Section { kind: Kind::Facts, count: facts.len() as u32, bytes: facts.concat() },
    ]
}

/// The sources of a section.
pub fn read_sources(section: &Section) -> Option<Vec<Source>> {
    decode(&section.bytes).filter(|all: &Vec<Source>| all.len() == section.count as usize)
}

/// The facts of a section.
pub fn read_facts(section: &Section) -> Option<Vec<Facts>> {
    let (mut all, mut rest) = (Vec::with_capacity(section.count as usize), section.bytes.as_slice());
    for _ in 0..section.count {
        let (facts, more) = postcard::take_from_bytes(rest).ok()?;
        all.push(facts);
        rest = more;
    }
    rest.is_empty().then_some(all)
}

/// Files of the output as two sections.
pub fn made(made: &[Made]) -> [Section; 2] {
    let stamps: Vec<_> = made.iter().map(|m| (&m.path, &m.stat, &m.digest, &m.class)).collect();
    let prints: Vec<&Print> = made.iter().map(|m| &m.print).collect();
    let count = made.len() as u32;
    [
        Section { kind: Kind::Stamps, count, bytes: encode(&stamps) },
        Section { kind: Kind::Prints, count, bytes: encode(&prints) },
    ]
}

/// The stamps of a section.
pub fn read_stamps(section: &Section) -> Option<Vec<Stamp>> {
    let all: Vec<(Box<str>, Option<Stat>, Digest, Class)> = decode(&section.bytes)?;
    let stamp = |(path, stat, digest, class)| Stamp { path, stat, digest, class };
    (all.len() == section.count as usize).then(|| all.into_iter().map(stamp).collect())
}

/// The prints of a section.
pub fn read_prints(section: &Section) -> Option<Vec<Print>> {
    decode(&section.bytes).filter(|all: &Vec<Print>| all.len() == section.count as usize)
}

/// The head as a section.
pub fn head(head: &Head) -> Section {
    Section { kind: Kind::Head, count: 1, bytes: encode(head) }
}

/// Changes as a section.
pub fn changes(changes: &Changes) -> Section {
    Section { kind: Kind::Changes, count: 1, bytes: encode(changes) }
}

/// What a source is found by.
pub fn key(source: &Source) -> (Root, &str) {
    (source.root, &source.path)
}
