//! Who has which address: one address, one owner, and no file where a folder must be.

use rapidhash::RapidHashMap;
use rayon::prelude::*;
use std::borrow::Cow;

/// Addresses in lower case, since many file systems take `/Quay/` and `/quay/` for one, and whatever stands for their
/// owners.
pub struct Owners<'a, T> {
    pages: RapidHashMap<Cow<'a, str>, T>,
    /// Folders with a dot in their name, which could be files just as well: `/news.html/` when there is `/news.html/quay/`.
    folders: RapidHashMap<String, T>,
}

impl<'a, T: Copy> Owners<'a, T> {
    /// None yet, with room for so many.
    pub fn new(count: usize) -> Self {
        Self {
            pages: RapidHashMap::with_capacity_and_hasher(count, Default::default()),
            folders: RapidHashMap::default(),
        }
    }

    /// Gives an address (in lower case) to an owner.
    pub fn add(&mut self, address: Cow<'a, str>, owner: T) {
        for folder in dotted_folders(&address) {
            self.folders.entry(folder.to_owned()).or_insert(owner);
        }
        self.pages.insert(address, owner);
    }

    /// The owner of an address, or of one that cannot stand beside it on a disk.
    pub fn in_the_way(&self, address: &str) -> Option<T> {
        let itself = self.pages.get(address).or_else(|| self.folders.get(address));
        itself.or_else(|| dotted_folders(address).find_map(|folder| self.pages.get(folder))).copied()
    }
}

/// The folders above a page whose names have a dot, without `/` at their end.
pub(super) fn dotted_folders(address: &str) -> impl Iterator<Item = &str> {
    let dotted = if address.contains('.') { address } else { "" };
    let slashes = dotted.match_indices('/').map(|(at, _)| &dotted[..at]);
    slashes.filter(|folder| folder.rsplit('/').next().is_some_and(|name| name.contains('.')))
}

/// A text in lower case; most addresses are.
pub fn lower(text: &str) -> Cow<'_, str> {
    match text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        true => text.into(),
        false => text.to_lowercase().into(),
    }
}

/// Whether no two of these are equal.
pub fn all_differ(mut hashes: Vec<u64>) -> bool {
    hashes.par_sort_unstable();
    hashes.array_windows().all(|[a, b]| a != b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_no_folder() {
        let mut owners = Owners::new(0);
        owners.add("/news.html".into(), "a.md");
        owners.add("/b.html/c/".into(), "c.md");
        owners.add("/v1.2/".into(), "v.md");
        assert_eq!(owners.in_the_way("/news.html/quay/"), Some("a.md"));
        assert_eq!(owners.in_the_way("/b.html"), Some("c.md"));
        assert_eq!(owners.in_the_way("/b.html/d/"), None);
        assert_eq!(owners.in_the_way("/v1.2/x/"), None);
        assert_eq!(owners.in_the_way("/v1.2/"), Some("v.md"));
    }

    #[test]
    fn lower_case_is_the_same_both_ways() {
        for text in ["/quay/", "/Quay/", "/ÉTÉ/", "/été/", "/İ/", ""] {
            assert_eq!(lower(text), text.to_lowercase());
        }
        assert!(all_differ(vec![3, 1, 2]) && !all_differ(vec![3, 1, 3]));
    }
}
