//! ZIP archives. The only module that knows `zip`.
//!
//! Takes: an archive that anybody may have made. Does: lists its entries, refusing names that lead out, links, encryption,
//! archives inside, and what unpacks to more than could be meant. Gives: entries, and their bytes.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use zip::ZipArchive;

/// An open archive.
pub(super) type Archive = ZipArchive<BufReader<File>>;

/// Most entries of an archive.
const MOST_ENTRIES: usize = 2_000_000;
/// Most bytes that an archive may unpack to, however small the entries are.
const MOST_BYTES: u64 = 64 * 1024 * 1024 * 1024;
/// From this size on an entry may not shrink to less than a thousandth: no text does.
const LARGE: u64 = 16 * 1024 * 1024;
/// How much smaller than its content an entry may be.
const RATIO: u64 = 1000;

/// An entry of an archive.
pub(super) struct Entry {
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) size: u64,
    /// Why it is left out, and whether nothing is wrong with that.
    pub(super) verdict: Result<(), (String, bool)>,
}

/// Opens an archive.
pub(super) fn open(file: File) -> Result<Archive, String> {
    let archive = ZipArchive::new(BufReader::new(file))
        .map_err(|e| format!("it is no ZIP archive that can be read: {e}"))?;
    if archive.len() > MOST_ENTRIES {
        return Err(format!("it has {} entries, more than {MOST_ENTRIES}", archive.len()));
    }
    Ok(archive)
}

/// Its entries but for folders, in order of name.
pub(super) fn entries(archive: &mut Archive) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(archive.len());
    let mut total = 0_u64;
    for number in 0..archive.len() {
        let entry = match archive.by_index_raw(number) {
            Ok(entry) => entry,
            Err(error) => {
                let verdict = Err((format!("the archive is damaged: {error}"), false));
                entries.push(Entry { number, name: format!("entry {number}"), size: 0, verdict });
                continue;
            }
        };
        if entry.is_dir() {
            continue;
        }
        let (size, packed) = (entry.size(), entry.compressed_size());
        total = total.saturating_add(size);
        let safe = entry.enclosed_name().map(|path| slashes(&path));
        let name = safe.clone().unwrap_or_else(|| {
            entry.name().map_or_else(|_| format!("entry {number}"), |name| name.to_string())
        });
        let no = |because: &str| Err((because.to_owned(), false));
        let verdict = match safe {
            None => no("its name leads out of the archive"),
            Some(_) if entry.is_symlink() => no("it is a link, and links in archives are not followed"),
            Some(_) if entry.encrypted() => no("it is encrypted: unpack the archive first"),
            Some(_) if total > MOST_BYTES => no("the archive unpacks to more than 64 GB"),
            Some(_) if size > LARGE && size / RATIO > packed => {
                no("it unpacks to more than a thousand times its size, as no text does")
            }
            Some(name) if is_archive(&name) => no("it is an archive inside an archive: unpack it first"),
            Some(name) if is_leaving(&name) => {
                Err(("names that begin with a dot belong to programs".to_owned(), true))
            }
            Some(_) => Ok(()),
        };
        entries.push(Entry { number, name, size, verdict });
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name).then(a.number.cmp(&b.number)));
    entries
}

fn slashes(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn is_archive(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".zip", ".gz", ".tar", ".7z", ".rar", ".bz2", ".xz"].iter().any(|ending| name.ends_with(ending))
}

fn is_leaving(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

/// Up to so many bytes of an entry.
pub(super) fn read(archive: &mut Archive, number: usize, most: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let entry = archive.by_index(number).map_err(|e| e.to_string())?;
    entry.take(most).read_to_end(&mut bytes).map_err(|e| format!("the archive is damaged: {e}"))?;
    Ok(bytes)
}

/// An entry, unpacked into a file.
pub(super) fn unpack(archive: &mut Archive, number: usize, into: &mut File) -> Result<(), String> {
    let mut entry = archive.by_index(number).map_err(|e| e.to_string())?;
    std::io::copy(&mut entry, into).map(drop).map_err(|e| format!("the archive is damaged: {e}"))
}
