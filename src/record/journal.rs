//! The journal: which files are a build's own, known before they are made.
//!
//! A build that is killed has made files that no record names. So before it makes the first, it says in the journal
//! which paths it is about to make, by eight bytes of each path's digest; and when all is done, that it is done. An
//! unfinished journal tells the next build to look for what is left lying about.
//!
//! ```text
//! journal = magic, digest of the output's place, block*
//! block   = kind u8 ('+' coming, '-' removed, '.' done), count u32, (8 bytes)*, checksum 8 bytes
//! ```
//!
//! What is announced and not removed since is ours, whether a record knows of it or not.
//!
//! A journal that was written for another place says nothing here: its paths would be somebody else's files. A
//! damaged block is passed over, and everything after it too; what stands before it holds.

use crate::fingerprint::Digest;
use std::collections::HashSet;

/// First bytes of a journal of this format.
const MAGIC: &[u8; 16] = b"dateline journal";
/// Paths in a block.
const BLOCK: usize = 4096;

/// What a journal says.
#[derive(Debug, Default, PartialEq)]
pub struct Journal {
    /// The paths, by [`path`].
    pub paths: Vec<u64>,
    /// A build began and did not end.
    pub unfinished: bool,
    /// Something in it cannot be read.
    pub damaged: bool,
}

/// What stands for a path in the journal.
pub fn path(path: &str) -> u64 {
    crate::fingerprint::short(path)
}

/// The first bytes of a journal of the output at this place.
pub fn start(place: Digest) -> Vec<u8> {
    [&MAGIC[..], &place.0].concat()
}

/// Blocks that announce these paths; at least one, so that the journal says that a build is under way.
pub fn announce(paths: &[u64]) -> Vec<u8> {
    let mut out = Vec::with_capacity(paths.len() * 8 + 64);
    let mut blocks = paths.chunks(BLOCK).peekable();
    if blocks.peek().is_none() {
        block(&mut out, b'+', &[]);
    }
    blocks.for_each(|paths| block(&mut out, b'+', paths));
    out
}

/// The blocks that say that a build is done, and that it removed these paths.
pub fn done(removed: &[u64]) -> Vec<u8> {
    let mut out = Vec::new();
    removed.chunks(BLOCK).for_each(|paths| block(&mut out, b'-', paths));
    block(&mut out, b'.', &[]);
    out
}

fn block(out: &mut Vec<u8>, kind: u8, paths: &[u64]) {
    let start = out.len();
    out.push(kind);
    out.extend((paths.len() as u32).to_le_bytes());
    paths.iter().for_each(|path| out.extend(path.to_le_bytes()));
    let checksum = first_eight(Digest::of(&out[start..]));
    out.extend(checksum);
}

fn first_eight(digest: Digest) -> [u8; 8] {
    let mut own = [0; 8];
    own.copy_from_slice(&digest.0[..8]);
    own
}

/// Reads the journal of the output at this place.
pub fn read(bytes: &[u8], place: Digest) -> Journal {
    let mut journal = Journal::default();
    let Some(mut rest) = bytes.strip_prefix(&*start(place)) else {
        return Journal { unfinished: true, damaged: true, ..journal };
    };
    while !rest.is_empty() {
        let Some((kind, paths, more)) = take(rest) else {
            journal.damaged = true;
            journal.unfinished = true;
            break;
        };
        journal.unfinished = kind != b'.';
        let paths = paths.chunks_exact(8).map(|p| u64::from_le_bytes(p.try_into().unwrap_or_default()));
        if kind == b'-' {
            let removed: HashSet<u64> = paths.collect();
            journal.paths.retain(|path| !removed.contains(path));
        } else {
            journal.paths.extend(paths);
        }
        rest = more;
    }
    journal
}

fn take(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let kind = *bytes.first().filter(|kind| matches!(kind, b'+' | b'-' | b'.'))?;
    let count = u32::from_le_bytes(bytes.get(1..5)?.try_into().ok()?) as usize;
    let end = 5 + count.checked_mul(8).filter(|length| *length <= bytes.len())?;
    let checksum = bytes.get(end..end + 8)?;
    (checksum == first_eight(Digest::of(&bytes[..end]))).then(|| (kind, &bytes[5..end], &bytes[end + 8..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Digest = Digest([1; 16]);

    #[test]
    fn says_what_was_announced_and_whether_it_was_done() {
        let paths: Vec<u64> = (0..10_000).map(|n| path(&format!("{n}.html"))).collect();
        let mut bytes = start(HERE);
        bytes.extend(announce(&paths));
        let begun = read(&bytes, HERE);
        assert_eq!((begun.paths.len(), begun.unfinished, begun.damaged), (10_000, true, false));
        bytes.extend(done(&[]));
        assert!(!read(&bytes, HERE).unfinished);
        bytes.extend(announce(&[]));
        bytes.extend(done(&[paths[3]]));
        assert!(read(&bytes, HERE).paths.len() == 9_999 && !read(&bytes, HERE).paths.contains(&paths[3]));
        bytes.extend(announce(&[]));
        assert!(read(&bytes, HERE).unfinished);
    }

    #[test]
    fn damage_costs_what_stands_behind_it() {
        let mut bytes = start(HERE);
        bytes.extend(announce(&[1, 2]));
        let first = bytes.len();
        bytes.extend(announce(&[3]));
        bytes.extend(done(&[]));
        for cut in 0..bytes.len() {
            let journal = read(&bytes[..cut], HERE);
            assert!(journal.paths.len() <= 3);
            assert!(journal.unfinished || cut == start(HERE).len(), "{cut}");
        }
        for at in first..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 16;
            let journal = read(&damaged, HERE);
            assert!(journal.damaged && journal.unfinished && journal.paths.contains(&2), "{at}");
        }
    }

    #[test]
    fn says_nothing_about_another_place() {
        let bytes = [start(Digest([2; 16])), announce(&[1, 2]), done(&[])].concat();
        let journal = read(&bytes, HERE);
        assert!(journal.damaged && journal.paths.is_empty());
    }
}
