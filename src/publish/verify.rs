//! Verification: what lies at a target, or in an output folder, against what should.

use super::manifest::sum::{Sum, Summing};
use super::manifest::{Entry, Manifest};
use super::run::at_once;
use super::target::Target;
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::source::plain_reason;
use std::collections::HashMap;
use std::io::Read;
use std::sync::Mutex;

/// What differs, each list in order of path.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Differences {
    /// Files that should be there.
    pub missing: Vec<String>,
    /// Files that hold something else.
    pub altered: Vec<String>,
    /// Files that nobody published.
    pub extra: Vec<String>,
    /// Files that were read.
    pub read: usize,
    /// Files that should be there.
    pub files: usize,
}

impl Differences {
    /// Whether all is as it should be.
    pub fn is_none(&self) -> bool {
        self.missing.is_empty() && self.altered.is_empty() && self.extra.is_empty()
    }
}

/// Which files are read; that they are there, and their sizes, is looked at for all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// So many of a hundred.
    pub percent: f64,
    /// By which they are drawn: another number draws others.
    pub seed: u64,
}

impl Sample {
    /// All of them.
    pub const ALL: Self = Self { percent: 100.0, seed: 0 };

    /// From what was written: `5%`.
    pub fn read(written: &str) -> Option<f64> {
        let percent: f64 = written.trim().trim_end_matches('%').trim().parse().ok()?;
        (percent > 0.0 && percent <= 100.0).then_some(percent)
    }

    /// Whether the file at a path is among them.
    pub fn has(self, path: &str) -> bool {
        let drawn = crate::fingerprint::Hasher::new("sample").number(self.seed).text(path).finish();
        let drawn = u64::from_le_bytes(std::array::from_fn(|at| drawn.0[at]));
        (drawn as f64 / u64::MAX as f64) * 100.0 <= self.percent
    }
}

/// Compares a target with its manifest.
///
/// # Errors
/// When it cannot be read, or has none.
pub fn target(target: &dyn Target, sample: Sample) -> Result<Differences, Diagnostic> {
    let state = target.state()?;
    let Some((manifest, _)) = state.manifest else {
        return Err(catalogue::nothing_published(target.shown()));
    };
    let listing = target.list(usize::MAX)?;
    compare(&manifest, listing, sample, target)
}

/// The sum of a file at a target; none when it is not there.
fn sum(target: &dyn Target, entry: &Entry) -> Result<Option<Sum>, Diagnostic> {
    let Some(mut bytes) = target.read(&entry.path)? else { return Ok(None) };
    let unreadable = |e| catalogue::cannot_read(target.shown(), &entry.path, &plain_reason(&e));
    let (mut summing, mut buffer) = (Summing::default(), vec![0; 64 * 1024]);
    loop {
        match bytes.read(&mut buffer).map_err(unreadable)? {
            0 => return Ok(Some(summing.finish())),
            n => summing.update(&buffer[..n]),
        }
    }
}

/// Files that are read at once: over a network nearly all of the time is waiting.
const AT_ONCE: usize = 8;

fn compare(
    manifest: &Manifest,
    listing: Vec<(Box<str>, u64)>,
    sample: Sample,
    target: &dyn Target,
) -> Result<Differences, Diagnostic> {
    let mut there: HashMap<Box<str>, u64> = listing.into_iter().collect();
    let mut found = Differences { files: manifest.entries().len(), ..Differences::default() };
    let mut drawn = Vec::new();
    for entry in manifest.entries() {
        match there.remove(&entry.path) {
            None => found.missing.push(entry.path.to_string()),
            Some(size) if size != entry.size && target.keeps_size(entry) => {
                found.altered.push(entry.path.to_string())
            }
            Some(_) if sample.has(&entry.path) => drawn.push(entry),
            Some(_) => {}
        }
    }
    found.read = drawn.len();
    let read: Mutex<Differences> = Mutex::default();
    at_once(&drawn, AT_ONCE, |entry| {
        let own = sum(target, entry)?;
        let Ok(mut read) = read.lock() else { return Ok(()) };
        match own {
            None => read.missing.push(entry.path.to_string()),
            Some(own) if own != entry.sum => read.altered.push(entry.path.to_string()),
            Some(_) => {}
        }
        Ok(())
    })?;
    let read = read.into_inner().unwrap_or_default();
    found.missing.extend(read.missing);
    found.altered.extend(read.altered);
    found.missing.sort();
    found.altered.sort();
    found.extra = there.into_keys().map(String::from).collect();
    found.extra.sort();
    Ok(found)
}

/// Compares an output folder with what the build wrote. Names that start with a dot are nobody's business there,
/// unless the build wrote them.
///
/// # Errors
/// When it cannot be read.
pub fn output(
    stamps: &[crate::record::codec::Stamp],
    root: &std::path::Path,
    shown: &str,
    sample: Sample,
) -> Result<Differences, Diagnostic> {
    let folder = super::folder::Folder::new(root, shown, false, 1);
    let mut there: HashMap<Box<str>, u64> = folder.list(usize::MAX)?.into_iter().collect();
    let mut found = Differences { files: stamps.len(), ..Differences::default() };
    for stamp in stamps {
        if there.remove(&stamp.path).is_none() {
            found.missing.push(stamp.path.to_string());
        } else if sample.has(&stamp.path) {
            found.read += 1;
            let digest = super::stock::digests(&root.join(&*stamp.path));
            let digest = digest.map_err(|e| catalogue::cannot_read(shown, &stamp.path, &plain_reason(&e)))?.0;
            if digest != stamp.digest {
                found.altered.push(stamp.path.to_string());
            }
        }
    }
    there.retain(|path, _| !path.starts_with('.'));
    found.missing.sort();
    found.altered.sort();
    found.extra = there.into_keys().map(String::from).collect();
    found.extra.sort();
    Ok(found)
}
