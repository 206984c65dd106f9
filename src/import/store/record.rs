//! What imports wrote: which article of a source became which file, and what stood in it.
//!
//! Lines of tabs, in order, so that it can be committed with the articles and two versions of it compare well.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Name of the file.
pub const FILE: &str = "record.tsv";

const HEAD: &str = "# dateline import 1: identity, file, digest of what was written, date, headline";

/// A file that an import wrote.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Path below the folder.
    pub path: String,
    /// Digest of the bytes that were written.
    pub digest: String,
    /// Day of the article, for telling apart what has only its place for an identity.
    pub day: String,
    /// Headline, for the same.
    pub title: String,
}

/// All of them, by identity.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The entries.
    pub entries: BTreeMap<String, Entry>,
}

impl Record {
    /// Reads what [`Record::write`] gave.
    ///
    /// # Errors
    /// In words, when it is none.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return Err("it was not written by this program, or by a later version of it".to_owned());
        }
        let mut entries = BTreeMap::new();
        for (number, line) in lines.enumerate() {
            let cells: Vec<&str> = line.split('\t').collect();
            let [id, path, digest, day, title] = cells[..] else {
                return Err(format!("line {} does not have five parts", number + 2));
            };
            let safe = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
            if !safe {
                return Err(format!("line {} names a file outside the folder", number + 2));
            }
            let entry = Entry {
                path: path.to_owned(),
                digest: digest.to_owned(),
                day: day.to_owned(),
                title: title.to_owned(),
            };
            entries.insert(id.to_owned(), entry);
        }
        Ok(Self { entries })
    }

    /// As text.
    pub fn write(&self) -> String {
        let mut out = format!("{HEAD}\n");
        for (id, entry) in &self.entries {
            let Entry { path, digest, day, title } = entry;
            let _ = writeln!(out, "{id}\t{path}\t{digest}\t{day}\t{title}");
        }
        out
    }
}

/// A text that fits between tabs.
pub fn cell(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
