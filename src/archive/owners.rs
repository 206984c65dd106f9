//! Who has which address: one address, one owner, and no file where a folder must be.

use std::collections::HashMap;

/// Addresses in lower case, since many file systems take `/Quay/` and `/quay/` for one, and the paths of their owners.
#[derive(Default)]
pub struct Owners<'a> {
    pages: HashMap<String, &'a str>,
    /// Folders with a dot in their name, which could be files just as well: `/news.html/` when there is `/news.html/quay/`.
    folders: HashMap<String, &'a str>,
}

impl<'a> Owners<'a> {
    /// Gives an address (in lower case) to the file at `path`.
    pub fn add(&mut self, address: String, path: &'a str) {
        for folder in dotted_folders(&address) {
            self.folders.entry(folder.to_owned()).or_insert(path);
        }
        self.pages.insert(address, path);
    }

    /// The owner of an address, or of one that cannot stand beside it on a disk.
    pub fn in_the_way(&self, address: &str) -> Option<&'a str> {
        let itself = self.pages.get(address).or_else(|| self.folders.get(address));
        itself.or_else(|| dotted_folders(address).find_map(|folder| self.pages.get(folder))).copied()
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
        owners.add("/news.html".to_owned(), "a.md");
        owners.add("/b.html/c/".to_owned(), "c.md");
        owners.add("/v1.2/".to_owned(), "v.md");
        assert_eq!(owners.in_the_way("/news.html/quay/"), Some("a.md"));
        assert_eq!(owners.in_the_way("/b.html"), Some("c.md"));
        assert_eq!(owners.in_the_way("/b.html/d/"), None);
        assert_eq!(owners.in_the_way("/v1.2/x/"), None);
        assert_eq!(owners.in_the_way("/v1.2/"), Some("v.md"));
    }
}
