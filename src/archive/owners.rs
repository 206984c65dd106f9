//! Who has which address: one address, one owner, and no file where a folder must be.

use crate::fingerprint::short;
use std::collections::HashMap;

/// Addresses in lower case, since many file systems take `/Quay/` and `/quay/` for one, and the paths of their owners.
/// Both are kept by digest: there may be a million.
#[derive(Default)]
pub struct Owners<'a> {
    pages: HashMap<u64, &'a str>,
    /// Folders with a dot in their name, which could be files just as well: `/news.html/` when there is `/news.html/quay/`.
    folders: HashMap<u64, &'a str>,
}

/// An address in lower case with its digest.
pub struct Folded {
    /// The address in lower case.
    pub text: String,
    key: u64,
}

impl Folded {
    /// Of an address.
    pub fn of(address: &str) -> Self {
        let text = address.to_lowercase();
        Self { key: short(&text), text }
    }
}

impl<'a> Owners<'a> {
    /// Gives an address to the file at `path`.
    pub fn add(&mut self, address: &Folded, path: &'a str) {
        if address.text.contains('.') {
            for folder in dotted_folders(&address.text) {
                self.folders.entry(short(folder)).or_insert(path);
            }
        }
        self.pages.insert(address.key, path);
    }

    /// The owner of an address, or of one that cannot stand beside it on a disk.
    pub fn in_the_way(&self, address: &Folded) -> Option<&'a str> {
        let itself = self.pages.get(&address.key).or_else(|| self.folders.get(&address.key));
        let above = || dotted_folders(&address.text).find_map(|folder| self.pages.get(&short(folder)));
        itself.or_else(|| if address.text.contains('.') { above() } else { None }).copied()
    }
}

/// The folders above a page whose names have a dot, without `/` at their end.
pub(super) fn dotted_folders(address: &str) -> impl Iterator<Item = &str> {
    let slashes = address.match_indices('/').map(|(at, _)| &address[..at]);
    slashes.filter(|folder| folder.rsplit('/').next().is_some_and(|name| name.contains('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_no_folder() {
        let mut owners = Owners::default();
        owners.add(&Folded::of("/news.html"), "a.md");
        owners.add(&Folded::of("/b.html/c/"), "c.md");
        owners.add(&Folded::of("/v1.2/"), "v.md");
        assert_eq!(owners.in_the_way(&Folded::of("/news.html/quay/")), Some("a.md"));
        assert_eq!(owners.in_the_way(&Folded::of("/b.html")), Some("c.md"));
        assert_eq!(owners.in_the_way(&Folded::of("/b.html/d/")), None);
        assert_eq!(owners.in_the_way(&Folded::of("/v1.2/x/")), None);
        assert_eq!(owners.in_the_way(&Folded::of("/v1.2/")), Some("v.md"));
    }
}
