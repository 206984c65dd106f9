//! The manifest: what a published site consists of, file by file.
//!
//! ```text
//! dateline-manifest 1
//! SHA256 SIZE CLASS HEADERS PATH          one line a file, in order of path
//! total FILES BYTES SHA256                of all the lines before
//! ```
//!
//! `CLASS` is `a` (asset), `m` (picture or copied file), `p` (article), `l` (list, feed), `d` (redirect), or `r`: an asset
//! that no page uses any more and that stays for the pages readers have open. `HEADERS` is a digest of what is sent
//! along with the file, or `-`. In paths a backslash, a line feed and a carriage return are written `\\`, `\n` and
//! `\r`, as `sha256sum` does. It can be written and read line by line; a manifest that was cut off or altered is
//! found out by its last line.

pub mod sum;

use crate::record::Class;
use sum::{Sum, Summing};

/// First line of a manifest, but for the number of the format.
const TITLE: &str = "dateline-manifest ";
/// The format that this program writes, and the newest that it reads.
const FORMAT: u32 = 1;

/// Digest of what is sent along with a file (its type, how long it may be kept, how it is packed); none of a file in
/// a folder, which has nothing of the kind.
pub type Headers = Option<u64>;

/// A file of a published site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path below the root of the site, with `/`.
    pub path: Box<str>,
    /// Its size in bytes.
    pub size: u64,
    /// Its content.
    pub sum: Sum,
    /// What it is to its readers.
    pub class: Class,
    /// An asset that no page of this site uses: it stays until the publish after, for pages that readers have open.
    pub retired: bool,
    /// What is sent along with it.
    pub headers: Headers,
}

/// All files of a published site, in order of path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    entries: Vec<Entry>,
}

/// Why bytes are no manifest that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is of a newer format.
    Newer(u32),
    /// It is something else, cut off, or altered.
    Damaged,
}

impl Manifest {
    /// Of these files, in whatever order.
    pub fn new(mut entries: Vec<Entry>) -> Self {
        if !entries.is_sorted_by(|a, b| a.path < b.path) {
            entries.sort_by(|a, b| a.path.cmp(&b.path));
            entries.dedup_by(|b, a| a.path == b.path);
        }
        Self { entries }
    }

    /// The files in order of path.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The file at a path.
    pub fn find(&self, path: &str) -> Option<&Entry> {
        let at = self.entries.binary_search_by(|entry| (*entry.path).cmp(path)).ok()?;
        Some(&self.entries[at])
    }

    /// Bytes of all files together.
    pub fn bytes(&self) -> u64 {
        self.entries.iter().map(|entry| entry.size).sum()
    }

    /// As text, and the digest by which it is known: the SHA-256 that its last line carries.
    pub fn write(&self) -> (Vec<u8>, Sum) {
        let mut out = Vec::with_capacity(64 + self.entries.len() * 128);
        out.extend(format!("{TITLE}{FORMAT}\n").as_bytes());
        for entry in &self.entries {
            let headers = entry.headers.map_or_else(|| "-".to_owned(), |headers| format!("{headers:016x}"));
            let class = if entry.retired { 'r' } else { letter(entry.class) };
            let path = escaped(&entry.path);
            out.extend(format!("{} {} {class} {headers} {path}\n", entry.sum, entry.size).as_bytes());
        }
        let sum = Sum::of(&out);
        out.extend(format!("total {} {} {sum}\n", self.entries.len(), self.bytes()).as_bytes());
        (out, sum)
    }

    /// The list that `sha256sum -c` reads.
    pub fn sums(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.entries.len() * 100);
        for entry in &self.entries {
            let path = escaped(&entry.path);
            let mark = if path.len() == entry.path.len() { "" } else { "\\" };
            out.extend(format!("{mark}{}  {path}\n", entry.sum).as_bytes());
        }
        out
    }

    /// Reads what [`Manifest::write`] wrote; also gives its digest.
    ///
    /// # Errors
    /// When it is something else.
    pub fn read(bytes: &[u8]) -> Result<(Self, Sum), Fault> {
        let title = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let format = title.strip_prefix(TITLE.as_bytes()).ok_or(Fault::Damaged)?;
        match std::str::from_utf8(format).ok().and_then(|format| format.parse::<u32>().ok()) {
            Some(FORMAT) => {}
            Some(newer) if newer > FORMAT => return Err(Fault::Newer(newer)),
            _ => return Err(Fault::Damaged),
        }
        read_lines(bytes, title.len() + 1).ok_or(Fault::Damaged)
    }
}

/// The lines between the first and the last, if the last fits them.
fn read_lines(bytes: &[u8], start: usize) -> Option<(Manifest, Sum)> {
    let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
    let last = text.rfind('\n')? + 1;
    let mut total = text[last..].strip_prefix("total ")?.split(' ');
    let (files, size, sum) = (total.next()?, total.next()?, total.next()?);
    let mut summing = Summing::default();
    summing.update(&bytes[..last]);
    let own = summing.finish();
    let entries: Option<Vec<Entry>> = text.get(start..last)?.lines().map(read_line).collect();
    let manifest = Manifest { entries: entries? };
    let fits = Sum::read(sum.as_bytes()) == Some(own)
        && files.parse() == Ok(manifest.entries.len())
        && size.parse() == Ok(manifest.bytes())
        && manifest.entries.is_sorted_by(|a, b| a.path < b.path);
    fits.then_some((manifest, own))
}

fn read_line(line: &str) -> Option<Entry> {
    let mut parts = line.splitn(5, ' ');
    let sum = Sum::read(parts.next()?.as_bytes())?;
    let size = parts.next()?.parse().ok()?;
    let (class, retired) = match parts.next()? {
        "a" => (Class::Asset, false),
        "r" => (Class::Asset, true),
        "m" => (Class::Media, false),
        "p" => (Class::Article, false),
        "l" => (Class::List, false),
        "d" => (Class::Redirect, false),
        _ => return None,
    };
    let headers = match parts.next()? {
        "-" => None,
        hex => Some(u64::from_str_radix(hex, 16).ok()?),
    };
    let path = plain(parts.next()?)?;
    is_inside(&path).then(|| Entry { path: path.into(), size, sum, class, retired, headers })
}

/// A relative path of plain parts only: nothing that a manifest says leads out of the site.
fn is_inside(path: &str) -> bool {
    path.split('/').all(|part| !part.is_empty() && part != "." && part != ".." && !part.contains('\0'))
}

fn letter(class: Class) -> char {
    match class {
        Class::Asset => 'a',
        Class::Media => 'm',
        Class::Article => 'p',
        Class::List => 'l',
        Class::Redirect => 'd',
    }
}

fn escaped(path: &str) -> std::borrow::Cow<'_, str> {
    match path.contains(['\\', '\n', '\r']) {
        true => path.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r").into(),
        false => path.into(),
    }
}

fn plain(written: &str) -> Option<String> {
    let mut out = String::with_capacity(written.len());
    let mut letters = written.chars();
    while let Some(letter) = letters.next() {
        out.push(match letter {
            '\\' => match letters.next()? {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            other => other,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests;
