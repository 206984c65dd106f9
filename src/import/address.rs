//! Old addresses: what they are the same as, and which files they lead to now.
//!
//! Takes: addresses as sources and links write them. Does: takes away what does not matter (`http` or `https`, `www.`, a slash or
//! `index.html` at the end, what follows `#`). Gives: a key that is equal for equal addresses, and a table from keys to articles.

use crate::article::path::normal;
use std::collections::HashMap;

/// An address taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Old {
    /// Host in lower case, without `www.`; empty for a path.
    pub host: String,
    /// Path, beginning with `/`, and query.
    pub path: String,
    /// What follows `#`, with the sign.
    pub fragment: String,
}

impl Old {
    /// Takes an address apart; none for one that is neither of the web nor a path from the root.
    pub fn read(address: &str) -> Option<Self> {
        let (address, fragment) = match address.trim().find('#') {
            Some(at) => address.trim().split_at(at),
            None => (address.trim(), ""),
        };
        let lower = address.to_ascii_lowercase();
        let behind = ["https://", "http://", "//"].into_iter().find(|scheme| lower.starts_with(scheme));
        let (host, path) = match behind {
            // `//wiki/page` of a careless program has no host with a dot in it.
            Some("//") if !address[2..].split('/').next().unwrap_or_default().contains('.') => {
                ("", &address[1..])
            }
            Some(scheme) => {
                let rest = &address[scheme.len()..];
                rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()))
            }
            None if address.starts_with('/') => ("", address),
            None => return None,
        };
        let host = host.to_ascii_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host).trim_end_matches('.').to_owned();
        Some(Self { host, path: plain_path(path), fragment: fragment.to_owned() })
    }

    /// What equal addresses share.
    pub fn key(&self) -> String {
        format!("{}{}", self.host, self.path)
    }

    /// The path without a query, as an alias; none for the root, which no article may take.
    pub fn alias(&self) -> Option<&str> {
        (!self.path.contains('?') && self.path != "/").then_some(&self.path)
    }
}

/// The address that stands for a file of a source, so that links between files are found like any other.
pub fn of_file(source: usize, path: &str) -> String {
    format!("https://source-{source}.invalid/{path}")
}

/// The full address of what an article at a full address names: a path from the root, or one beside the article.
pub fn full(article: &str, named: &str) -> Option<String> {
    let host = article.find("://")? + 3;
    let root = article[host..].find('/').map_or(article.len(), |at| host + at);
    if named.contains("://") || named.starts_with("//") || named.starts_with('#') {
        return None;
    }
    if named.starts_with('/') {
        return Some(format!("{}{named}", &article[..root]));
    }
    let folder = article[root..].rsplit_once('/').map_or("", |(folder, _)| folder);
    Some(format!("{}/{}", &article[..root], normal(&format!("{folder}/{named}"))?))
}

/// The path in an address that stands for a file; none for any other.
pub fn path_of_file(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://source-")?;
    let (number, path) = rest.split_once(".invalid/")?;
    number.bytes().all(|b| b.is_ascii_digit()).then(|| format!("/{path}"))
}

/// A path with single slashes, without `index.html` and the slash at its end.
fn plain_path(path: &str) -> String {
    let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.last().is_some_and(|last| matches!(*last, "index.html" | "index.htm" | "index.php")) {
        parts.pop();
    }
    let query = if query == "?" { "" } else { query };
    format!("/{}{query}", parts.join("/"))
}

/// From old addresses to articles, by their numbers.
#[derive(Debug, Default)]
pub struct Table {
    places: HashMap<String, Option<usize>>,
}

impl Table {
    /// Says that an article stood at an address. Where two stood at one, links to it are left as they are.
    pub fn add(&mut self, address: &str, article: usize) {
        let Some(old) = Old::read(address) else { return };
        let bare = old.path.clone();
        self.put(old.key(), article);
        if !old.host.is_empty() {
            self.put(bare, article);
        }
    }

    /// The same for an address whose path alone says nothing.
    pub fn add_exactly(&mut self, address: &str, article: usize) {
        if let Some(old) = Old::read(address) {
            self.put(old.key(), article);
        }
    }

    fn put(&mut self, key: String, article: usize) {
        let place = self.places.entry(key).or_insert(Some(article));
        if *place != Some(article) {
            *place = None;
        }
    }

    /// The article a link leads to, and what follows `#` in it. `from` is an address of the article the link stands in.
    pub fn find(&self, link: &str, from: Option<&str>) -> Option<(usize, String)> {
        let base = from.and_then(Old::read);
        let old = Old::read(link).or_else(|| beside(link, base.as_ref()?))?;
        let host = base.map(|base| base.host).unwrap_or_default();
        let keys = match old.host.is_empty() {
            true => [format!("{host}{}", old.path), old.path.clone()],
            false => [old.key(), old.key()],
        };
        let found = keys.iter().find_map(|key| self.places.get(key).copied().flatten())?;
        Some((found, old.fragment))
    }
}

/// A link relative to an address.
fn beside(link: &str, base: &Old) -> Option<Old> {
    if link.starts_with('#') || link.contains(':') {
        return None;
    }
    let folder = base.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (path, tail) = link.split_at(link.find(['?', '#']).unwrap_or(link.len()));
    let path = normal(&format!("{folder}/{path}"))?;
    let mut old = Old::read(&format!("/{path}{tail}"))?;
    old.host.clone_from(&base.host);
    Some(old)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_matter_is_taken_away() {
        let key = |address| Old::read(address).map(|old| old.key());
        assert_eq!(
            key("https://www.Mercury.example/2015/quay/index.html#top"),
            key("http://mercury.example/2015/quay/")
        );
        assert_eq!(key("https://en.wiki.example//wiki/Quay").as_deref(), Some("en.wiki.example/wiki/Quay"));
        assert_eq!(key("//wiki/Quay").as_deref(), Some("/wiki/Quay"));
        assert_eq!(key("mailto:a@b.example"), None);
        assert_ne!(key("https://a.example/?p=1"), key("https://a.example/?p=2"));
    }

    #[test]
    fn names_become_full_addresses() {
        let full = |named| full("https://mercury.example/2015/quay/", named);
        assert_eq!(full("/a.jpg").as_deref(), Some("https://mercury.example/a.jpg"));
        assert_eq!(full("../a.jpg").as_deref(), Some("https://mercury.example/2015/a.jpg"));
        assert_eq!(full("https://elsewhere.example/a.jpg"), None);
    }

    #[test]
    fn links_find_their_article() {
        let mut table = Table::default();
        table.add("https://mercury.example/2015/quay/", 3);
        table.add("/old/one.html", 4);
        let from = Some("https://mercury.example/2015/fog/");
        assert_eq!(table.find("http://www.mercury.example/2015/quay#x", from), Some((3, "#x".to_owned())));
        assert_eq!(table.find("/2015/quay", from).map(|f| f.0), Some(3));
        assert_eq!(table.find("quay/", Some("https://mercury.example/2015/fog")).map(|f| f.0), Some(3));
        assert_eq!(table.find("https://elsewhere.example/2015/quay/", from), None);
        assert_eq!(table.find("/old/one.html", None).map(|f| f.0), Some(4));
    }
}
