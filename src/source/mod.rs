//! Files and places in them; the only room that reads folders (it owns `walkdir`).
//!
//! Takes: the content folder. Does: walks it in order of names and sorts what it finds by kind; every
//! error of the walk becomes a diagnostic, none is dropped. Gives: [`Discovery`]; and, later, the bytes
//! of one file at a time.
#![allow(clippy::disallowed_methods, reason = "this room is where the content is read from disk")]

pub mod kind;
pub mod stat;
pub mod text;
mod walk;

use crate::diagnostic::{Diagnostic, catalogue::source as catalogue, join};
use kind::Kind;
use stat::Stat;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::DirEntry;

/// Largest article or data file that is read, in bytes. An article of this size is a mistake: the longest
/// real one measured has under 1 MB.
pub const LARGEST_TEXT: u64 = 32 * 1024 * 1024;

/// A file of the content folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path relative to the content folder, with `/`.
    pub path: Arc<str>,
    /// What it is, by its place and name.
    pub kind: Kind,
    /// What the file system said of it on the walk.
    pub stat: Stat,
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Discovery {
    /// Files in order of path.
    pub files: Vec<SourceFile>,
    /// Article files that were seen but cannot be used (no readable name, broken link).
    pub lost_articles: usize,
    /// What went wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Walks the content folder at `root`, which messages call `shown`, leaving out the folders in `skip`
/// (absolute paths: the output, when it lies inside) and every name that starts with a dot.
/// `taxonomies` are the names whose folders hold term files.
pub fn discover(root: &Path, shown: &str, skip: &[PathBuf], taxonomies: &[&str]) -> Discovery {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let folder = real(root);
    let skip: Vec<PathBuf> =
        skip.iter().filter_map(|s| Some(root.join(real(s).strip_prefix(&folder).ok()?))).collect();
    let wanted = |entry: &DirEntry| {
        let hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        !hidden && (entry.depth() == 0 || skip.iter().all(|s| s.as_os_str() != entry.path().as_os_str()))
    };
    walk::walk(root, shown, taxonomies, &wanted)
}

impl Discovery {
    fn take(&mut self, entry: &DirEntry, root: &Path, shown: &str, taxonomies: &[&str]) {
        let stat = match entry.metadata() {
            Ok(metadata) => Stat::of(&metadata),
            Err(error) => return self.refuse(&error, root, shown),
        };
        let Some(path) = below(entry.path(), root) else {
            let relative = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy();
            self.lost_articles += usize::from(kind::is_article_name(&relative));
            self.diagnostics.push(catalogue::name_not_utf8(&join(shown, &relative)));
            return;
        };
        let kind = kind::of(path, taxonomies);
        self.files.push(SourceFile { path: path.into(), kind, stat });
    }

    fn refuse(&mut self, error: &walkdir::Error, root: &Path, shown: &str) {
        let path = error.path().unwrap_or(root);
        let relative = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
        let shown = join(shown, &relative);
        if error.loop_ancestor().is_some() {
            self.diagnostics.push(catalogue::link_loop(&shown));
            return;
        }
        self.lost_articles += usize::from(kind::is_article_name(&relative));
        let leads_nowhere = error.io_error().is_some_and(|e| e.kind() == io::ErrorKind::NotFound)
            && fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink());
        self.diagnostics.push(match leads_nowhere {
            true => catalogue::link_to_nothing(&shown),
            false => {
                let reason = error.io_error().map_or_else(|| error.to_string(), plain_reason);
                catalogue::cannot_walk(&shown, &reason)
            }
        });
    }

    /// A pipe, a socket or a device: reading it could wait for ever.
    fn refuse_special(&mut self, entry: &DirEntry, root: &Path, shown: &str) {
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy();
        self.lost_articles += usize::from(kind::is_article_name(&relative));
        self.diagnostics.push(catalogue::not_a_file(&join(shown, &relative)));
    }
}

/// One place in the content folder, looked at without walking it.
#[derive(Debug)]
pub enum Glance {
    /// A file, as a walk would have found it.
    File(SourceFile),
    /// Nothing is there.
    Gone,
    /// A name that a walk passes over.
    Hidden,
    /// A folder, a link or something else: only a walk can tell.
    Unclear,
}

/// Looks at `path` (relative, with `/`) in the content folder at `root`; `taxonomies` are as for [`discover`].
pub fn glance(root: &Path, path: &str, taxonomies: &[&str]) -> Glance {
    if path.split('/').any(|name| name.starts_with('.')) {
        return Glance::Hidden;
    }
    match fs::symlink_metadata(root.join(path)) {
        Ok(found) if found.is_file() => {
            let kind = kind::of(path, taxonomies);
            Glance::File(SourceFile { path: path.into(), kind, stat: Stat::of(&found) })
        }
        Ok(_) => Glance::Unclear,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Glance::Gone,
        Err(_) => Glance::Unclear,
    }
}

/// The real path of a file, without links in it; none when that leads out of all of these folders.
pub fn inside(path: &Path, folders: &[&Path]) -> Option<PathBuf> {
    let real = path.canonicalize().ok()?;
    let holds = |folder: &&Path| folder.canonicalize().is_ok_and(|folder| real.starts_with(folder));
    folders.iter().any(holds).then_some(real)
}

/// The bytes of a file of the content folder.
///
/// # Errors
/// A diagnostic when it cannot be read or is larger than [`LARGEST_TEXT`].
pub fn read(root: &Path, shown: &str, path: &str) -> Result<Vec<u8>, Diagnostic> {
    let full = root.join(path);
    let fail = |error: &io::Error| catalogue::cannot_read(&join(shown, path), &plain_reason(error));
    let file = fs::File::open(&full).map_err(|e| fail(&e))?;
    let mut bytes = Vec::new();
    let size = file.metadata().map_or(0, |m| m.len());
    if size > LARGEST_TEXT {
        return Err(catalogue::too_large(&join(shown, path), size, LARGEST_TEXT));
    }
    bytes.reserve(size as usize + 1);
    file.take(LARGEST_TEXT + 1).read_to_end(&mut bytes).map_err(|e| fail(&e))?;
    if bytes.len() as u64 > LARGEST_TEXT {
        return Err(catalogue::too_large(&join(shown, path), bytes.len() as u64, LARGEST_TEXT));
    }
    Ok(bytes)
}

/// Why the system refused, in words without its error number.
pub fn plain_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

/// The path of a file that a walk found below `root`, as text; none when it is none. A walk puts names behind the root
/// as they are, so there is no need to take paths apart.
fn below<'a>(path: &'a Path, root: &Path) -> Option<&'a str> {
    let inside = path.as_os_str().as_encoded_bytes().strip_prefix(root.as_os_str().as_encoded_bytes())?;
    std::str::from_utf8(inside).ok().map(|path| path.trim_start_matches('/'))
}

/// Whether there is a folder at `path`.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// All files of a folder that is copied as it is, in order of path; none when there is no such folder. Names that
/// start with a dot belong to it (`.well-known`), but for what systems and version control leave behind.
pub fn list(root: &Path, shown: &str, report: &mut Vec<Diagnostic>) -> Vec<SourceFile> {
    const LEAVINGS: [&str; 4] = [".git", ".gitignore", ".gitkeep", ".DS_Store"];
    if !root.is_dir() {
        return Vec::new();
    }
    let wanted = |entry: &DirEntry| !LEAVINGS.iter().any(|l| entry.file_name() == *l);
    let found = walk::walk(root, shown, &[], &wanted);
    report.extend(found.diagnostics);
    found.files
}
