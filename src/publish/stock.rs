//! What is to be published: the files that a build made, each with its SHA-256.
//!
//! Takes: what the build's record says of the output folder. Does: looks at each file, and reads only those that are
//! not as they were when they were last summed up; what it finds out is kept beside the record (`NAME.sums`). Gives: a
//! [`Manifest`], and the names of files that are not what the build wrote.

use super::manifest::sum::{Sum, Summing};
use super::manifest::{Entry, Headers, Manifest};
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::fingerprint::{Digest, Digesting};
use crate::output::Output;
use crate::record::Class;
use crate::record::codec::{self, Stamp};
use crate::source::plain_reason;
use crate::source::stat::Stat;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// First bytes of the file of sums; another format has another number.
const MAGIC: &[u8; 16] = b"dateline sums  1";

/// The files to be published.
pub struct Stock {
    /// The folder they lie in.
    pub root: PathBuf,
    /// Its name in messages.
    pub shown: String,
    /// Which they are.
    pub manifest: Manifest,
    /// How many had to be read.
    pub read: usize,
}

/// What was found out about a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Known {
    path: Box<str>,
    stat: Stat,
    sum: Sum,
}

/// What a run of the machine found out.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Sums {
    /// Run of the machine: what the system had not written when it went down is lost, and times may not tell.
    boot: String,
    known: Vec<Known>,
}

impl Stock {
    /// Of the output folder that `output` has for itself; `headers` are what a target sends along with a path.
    ///
    /// # Errors
    /// When no build made the folder, or a file in it is not what the build wrote.
    pub fn of(
        output: &Output,
        stamps: &[Stamp],
        root: &Path,
        shown: &str,
        headers: &dyn Fn(&str, Class) -> Headers,
    ) -> Result<Self, Vec<Diagnostic>> {
        let path = output.file("sums");
        let boot = crate::output::boot();
        let before = load(&path).filter(|sums| sums.boot == boot).unwrap_or_default();
        let by_path: HashMap<&str, &Known> = before.known.iter().map(|known| (&*known.path, known)).collect();
        let now = output.now();
        let look = |stamp: &Stamp| look(root, stamp, by_path.get(&*stamp.path).copied());
        let looks: Vec<Result<Look, String>> = stamps.par_iter().map(look).collect();
        let (mut entries, mut known, mut problems, mut read) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for (stamp, look) in stamps.iter().zip(looks) {
            match look {
                Ok(look) => {
                    read += usize::from(look.read);
                    if let Some(stat) = look.stat.settled(now) {
                        known.push(Known { path: stamp.path.clone(), stat, sum: look.sum });
                    }
                    entries.push(Entry {
                        path: stamp.path.clone(),
                        size: look.stat.size,
                        sum: look.sum,
                        class: stamp.class,
                        retired: false,
                        headers: headers(&stamp.path, stamp.class),
                    });
                }
                Err(reason) => problems.push(catalogue::output_altered(shown, &stamp.path, &reason)),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        if read > 0 || known.len() != before.known.len() {
            keep(&path, &Sums { boot, known });
        }
        Ok(Self { root: root.to_path_buf(), shown: shown.to_owned(), manifest: Manifest::new(entries), read })
    }
}

struct Look {
    stat: Stat,
    sum: Sum,
    read: bool,
}

/// Looks at a file; in words why it is not what the build wrote.
fn look(root: &Path, stamp: &Stamp, known: Option<&Known>) -> Result<Look, String> {
    let full = root.join(&*stamp.path);
    let there = fs::symlink_metadata(&full).map_err(|e| plain_reason(&e))?;
    if !there.is_file() {
        return Err("it is no longer a file".to_owned());
    }
    let stat = Stat::of(&there);
    if let Some(known) = known.filter(|known| known.stat == stat) {
        return Ok(Look { stat, sum: known.sum, read: false });
    }
    let (digest, sum) = digests(&full).map_err(|e| plain_reason(&e))?;
    if digest != stamp.digest {
        return Err("it is not what the build wrote".to_owned());
    }
    Ok(Look { stat, sum, read: true })
}

pub(super) fn digests(path: &Path) -> io::Result<(Digest, Sum)> {
    let (mut digesting, mut summing) = (Digesting::default(), Summing::default());
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((digesting.finish(), summing.finish())),
            n => {
                digesting.update(&buffer[..n]);
                summing.update(&buffer[..n]);
            }
        }
    }
}

/// The sums that were kept; none when there are none, or they are damaged.
fn load(path: &Path) -> Option<Sums> {
    let bytes = fs::read(path).ok()?;
    let rest = bytes.strip_prefix(MAGIC)?;
    let (checksum, body) = rest.split_at_checked(16)?;
    (Digest::of(body).0 == checksum).then(|| codec::decode(body)).flatten()
}

/// Keeps them. Where that cannot be done, files are read again next time, which is all there is to it.
fn keep(path: &Path, sums: &Sums) {
    let body = codec::encode(sums);
    let bytes = [&MAGIC[..], &Digest::of(&body).0, &body].concat();
    let new = path.with_extension("sums.new");
    if fs::write(&new, bytes).is_ok() {
        let _ = fs::rename(&new, path);
    }
}
