//! Files of a target folder: each appears whole, by rename.

use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::publish::manifest::Entry;
use crate::publish::manifest::sum::{Sum, Summing};
use crate::source::plain_reason;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

/// The sum of a file.
pub(super) fn sum_of(path: &Path) -> io::Result<(u64, Sum)> {
    copy(&mut File::open(path)?, &mut io::sink())
}

/// Copies, and sums up what was copied.
pub(super) fn copy(from: &mut dyn Read, to: &mut dyn Write) -> io::Result<(u64, Sum)> {
    let (mut summing, mut size) = (Summing::default(), 0);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok((size, summing.finish())),
            n => {
                to.write_all(&buffer[..n])?;
                summing.update(&buffer[..n]);
                size += n as u64;
            }
        }
    }
}

/// Whether there is just this file.
pub(super) fn is(path: &Path, entry: &Entry) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_file() && there.len() == entry.size => Ok(sum_of(path)?.1 == entry.sum),
        Ok(_) => Ok(false),
        Err(e) if is_missing(&e) => Ok(false),
        Err(e) => Err(e),
    }
}

/// Whether an error only says that there is no such file.
pub(super) fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Replaces a small file of our own by rename.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_data()?;
    fs::rename(&new, path)
}

/// Copies `source` to `temporary` and gives it its name, if it is what the entry says.
pub(super) fn send(
    entry: &Entry,
    source: &Path,
    shown: &str,
    temporary: &Path,
    to: &Path,
    target: &str,
) -> Result<(), Diagnostic> {
    let done = (|| {
        let mut from =
            File::open(source).map_err(|e| catalogue::cannot_read_output(shown, &plain_reason(&e)))?;
        let fail = |e: &io::Error| catalogue::cannot_write(target, &entry.path, &plain_reason(e));
        let mut file = File::create(temporary).map_err(|e| fail(&e))?;
        let (size, sum) = copy(&mut from, &mut file).map_err(|e| fail(&e))?;
        if (size, sum) != (entry.size, entry.sum) {
            return Err(catalogue::changed_while_sent(shown));
        }
        fs::rename(temporary, to).map_err(|e| fail(&e))
    })();
    if done.is_err() {
        let _ = fs::remove_file(temporary);
    }
    done
}

/// Every file below a folder by relative path, with its size, leaving out our own folder; at most `most`.
pub(super) fn list(root: &Path, leave_out: &str, most: usize) -> io::Result<Vec<(Box<str>, u64)>> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let full = root.join(&folder);
        let entries = match fs::read_dir(&full) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if path == leave_out {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                found.push((path.into_boxed_str(), entry.metadata()?.len()));
                if found.len() >= most {
                    return Ok(found);
                }
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Removes a file and the folders above it that it leaves empty, up to `root`.
pub(super) fn remove(root: &Path, path: &str) -> io::Result<()> {
    let full = root.join(path);
    match fs::symlink_metadata(&full) {
        // Somebody put a folder where our file was: it is theirs.
        Ok(there) if there.is_dir() => return Ok(()),
        Err(e) if is_missing(&e) => return Ok(()),
        _ => fs::remove_file(&full)?,
    }
    let mut folder = full.parent();
    while let Some(dir) = folder.filter(|dir| *dir != root && dir.starts_with(root)) {
        if fs::remove_dir(dir).is_err() {
            break;
        }
        folder = dir.parent();
    }
    Ok(())
}
