//! What the file system says about a file without opening it, and when that is enough to know its content.

use serde::{Deserialize, Serialize};

/// Size, times and number of a file. Two equal ones mean equal content, unless somebody wrote within one tick of the
/// clock by which the file system counts: see [`Stat::settled`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stat {
    /// Size in bytes.
    pub size: u64,
    /// Last change of the content, in nanoseconds since 1970.
    pub modified: i64,
    /// Last change of content or attributes, in nanoseconds since 1970. Programs that set [`Stat::modified`] back
    /// cannot set this.
    pub changed: i64,
    /// Number of the file in its file system.
    pub inode: u64,
}

/// A tick of the clock that stamps files, with room to spare: kernels count in 1 to 10 milliseconds.
const TICK: i64 = 25_000_000;
/// File systems that keep whole seconds only (or every second one).
const COARSE: i64 = 2_100_000_000;

impl Stat {
    /// Of a file that was looked at.
    #[cfg(unix)]
    pub fn of(metadata: &std::fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds =
            |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
        Self {
            size: metadata.size(),
            modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
            changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
            inode: metadata.ino(),
        }
    }

    /// This, if whoever writes the file after the moment `now` (by the file system's own clock) is certain to move
    /// one of the times; else none: the file has to be read again to be sure.
    pub fn settled(self, now: i64) -> Option<Self> {
        let coarse = self.changed % 1_000_000_000 == 0 && self.modified % 1_000_000_000 == 0;
        let tick = if coarse { COARSE } else { TICK };
        (self.changed.saturating_add(tick) < now).then_some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_trusted_only_when_its_last_change_is_past() {
        let stat = Stat { size: 1, modified: 5, changed: 5_000_000_001, inode: 1 };
        assert_eq!(stat.settled(5_000_000_001), None);
        assert_eq!(stat.settled(6_000_000_000), Some(stat));
        let coarse = Stat { modified: 0, changed: 5_000_000_000, ..stat };
        assert_eq!(coarse.settled(6_000_000_000), None);
        assert_eq!(coarse.settled(8_000_000_000), Some(coarse));
    }
}
