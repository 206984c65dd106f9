//! Finding files: patterns, folders, packed files.

use super::{Content, Input, Refused, Tree, archive};
use crate::source::{inside, plain_reason};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Files and folders that fit a source as the user wrote it: itself, or what fits its pattern, in order.
pub(super) fn matching(source: &str) -> Result<Vec<PathBuf>, String> {
    let path = PathBuf::from(source);
    match fs::metadata(&path) {
        Ok(_) => return Ok(vec![path]),
        Err(error) if !source.contains(['*', '?', '[']) => return Err(plain_reason(&error)),
        Err(_) => {}
    }
    let found = glob::glob(source).map_err(|e| format!("the pattern has a mistake: {}", e.msg))?;
    let mut paths: Vec<PathBuf> = found.filter_map(Result::ok).collect();
    paths.sort();
    if paths.is_empty() { Err("nothing fits this pattern".to_owned()) } else { Ok(paths) }
}

impl Tree {
    /// Takes a file or a folder.
    pub(super) fn take(&mut self, source: usize, path: &Path, refused: &mut Vec<Refused>) {
        let shown = path.to_string_lossy().into_owned();
        if path.is_dir() {
            return self.folder(source, path, &shown, refused);
        }
        let name = path.file_name().map_or_else(|| shown.clone(), |n| n.to_string_lossy().into_owned());
        self.file(source, path, shown, name, true, refused);
    }

    fn folder(&mut self, source: usize, root: &Path, shown: &str, refused: &mut Vec<Refused>) {
        let mut problems = Vec::new();
        let found = crate::source::list(root, shown, &mut problems);
        let no = |shown: String, because: String| Refused { shown, because, harmless: false };
        refused.extend(problems.into_iter().map(|problem| {
            no(problem.place.map_or_else(|| shown.to_owned(), |place| place.path), problem.message)
        }));
        for file in found {
            let (path, shown) = (root.join(&*file.path), crate::diagnostic::join(shown, &file.path));
            if file.path.split('/').any(|part| part.starts_with('.')) {
                let because = "names that begin with a dot belong to programs".to_owned();
                refused.push(Refused { shown, because, harmless: true });
            } else if inside(&path, &[root]).is_none() {
                refused
                    .push(no(shown, "it is a link that leads out of the folder that was given".to_owned()));
            } else {
                self.file(source, &path, shown, file.path.to_string(), false, refused);
            }
        }
    }

    fn file(
        &mut self,
        source: usize,
        path: &Path,
        shown: String,
        name: String,
        named: bool,
        refused: &mut Vec<Refused>,
    ) {
        let size = fs::metadata(path).map_or(0, |found| found.len());
        let ending = |wanted: &str| name.len() > wanted.len() && name.to_ascii_lowercase().ends_with(wanted);
        if ending(".zip") {
            // What lies inside a folder that was given is told apart by the archive's own path.
            let inside = if named { String::new() } else { format!("{name}/") };
            return self.archive(source, path, &shown, &inside, refused);
        }
        let (content, name) = match name.len().checked_sub(3) {
            Some(length) if ending(".gz") && !ending(".tar.gz") => {
                (Content::Packed(path.to_path_buf()), name[..length].to_owned())
            }
            _ => (Content::File(path.to_path_buf()), name),
        };
        self.files.push(Input { shown, path: name, source, named, size, content });
    }

    fn archive(&mut self, source: usize, path: &Path, shown: &str, inside: &str, refused: &mut Vec<Refused>) {
        let opened = File::open(path).map_err(|e| plain_reason(&e)).and_then(archive::open);
        let mut opened = match opened {
            Ok(opened) => opened,
            Err(because) => {
                refused.push(Refused { shown: shown.to_owned(), because, harmless: false });
                return;
            }
        };
        let archive = self.archives.len();
        for entry in archive::entries(&mut opened) {
            let shown = format!("{shown}!{}", entry.name);
            match entry.verdict {
                Ok(()) => self.files.push(Input {
                    shown,
                    path: format!("{inside}{}", entry.name),
                    source,
                    named: false,
                    size: entry.size,
                    content: Content::Entry { archive, number: entry.number },
                }),
                Err((because, harmless)) => refused.push(Refused { shown, because, harmless }),
            }
        }
        self.archives.push(Mutex::new(opened));
    }

    /// Puts standard input aside, since most of it is looked at more than once.
    pub(super) fn standard_input(&mut self, source: usize) -> Result<(), String> {
        let keep = || -> io::Result<(tempfile::TempPath, u64)> {
            let mut file = tempfile::NamedTempFile::new()?;
            let mut head = [0; 2];
            let mut input = io::stdin().lock();
            let length = input.read(&mut head)?;
            let size = io::copy(&mut head[..length].chain(input), &mut file)?;
            Ok((file.into_temp_path(), size))
        };
        let (path, size) = keep().map_err(|e| plain_reason(&e))?;
        let mut head = [0; 2];
        let packed =
            File::open(&path).and_then(|mut f| f.read_exact(&mut head)).is_ok() && head == [0x1f, 0x8b];
        let place = path.to_path_buf();
        let content = if packed { Content::Packed(place) } else { Content::File(place) };
        self.files.push(Input {
            shown: "-".to_owned(),
            path: "stdin".to_owned(),
            source,
            named: true,
            size,
            content,
        });
        self._kept.push(path);
        Ok(())
    }
}
