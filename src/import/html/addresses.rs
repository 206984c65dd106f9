//! Addresses in a page.
//!
//! Takes: links as the page has them. Does: leaves those that lead to files which were given too, and makes the others whole, since what is
//! relative to an old site leads nowhere in a new one. Gives: addresses for the Markdown, and the files of pictures.

use crate::article::path::normal;
use crate::import::source::Tree;

/// Where a page stood, and where it lies now.
pub(super) struct Addresses<'t> {
    pub(super) tree: &'t Tree,
    pub(super) file: usize,
    /// Address of the page, or what it says its links start from; empty when it is not known.
    pub(super) base: String,
}

impl Addresses<'_> {
    /// An address as the article is to have it.
    pub(super) fn of(&self, link: &str) -> String {
        let link = link.trim();
        if link.is_empty() || link.starts_with('#') || has_scheme(link) || self.beside(link).is_some() {
            return link.to_owned();
        }
        joined(&self.base, link).unwrap_or_else(|| link.to_owned())
    }

    /// The file that a relative address leads to.
    pub(super) fn beside(&self, link: &str) -> Option<usize> {
        if has_scheme(link) || link.starts_with("//") {
            return None;
        }
        let path = link.split(['#', '?']).next().unwrap_or_default();
        let found = |path: &str| match path.strip_prefix('/') {
            Some(path) => self.tree.find(self.file, path),
            None => self.tree.find_beside(self.file, path),
        };
        if path.is_empty() {
            return None;
        }
        found(path).or_else(|| found(&decoded(path))).or_else(|| found(&decoded(link)))
    }
}

fn has_scheme(link: &str) -> bool {
    let length = link
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))
        .unwrap_or(link.len());
    length > 0 && link[length..].starts_with(':') && link.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// A relative address made whole; none without a base.
pub fn joined(base: &str, link: &str) -> Option<String> {
    let (scheme, rest) = base.split_once("://")?;
    let at = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at(at);
    if link.starts_with("//") {
        return Some(format!("{scheme}:{link}"));
    }
    let root = format!("{scheme}://{host}");
    let (link_path, tail) = link.split_at(link.find(['?', '#']).unwrap_or(link.len()));
    if link_path.is_empty() {
        return Some(format!("{root}{}{tail}", path.split(['?', '#']).next().unwrap_or_default()));
    }
    let slash = if link_path.ends_with('/') { "/" } else { "" };
    let folder = match link_path.starts_with('/') {
        true => "",
        false => {
            path.split(['?', '#']).next().and_then(|p| p.rsplit_once('/')).map_or("", |(folder, _)| folder)
        }
    };
    let whole = format!("{folder}/{link_path}");
    // What leads above the root stays at the root, as browsers have it.
    let path = normal(&whole).unwrap_or_else(|| link_path.trim_start_matches(['.', '/']).to_owned());
    let slash = if path.is_empty() { "" } else { slash };
    Some(format!("{root}/{path}{slash}{tail}"))
}

/// A path with its escapes replaced.
pub(super) fn decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3).and_then(|d| std::str::from_utf8(d).ok());
        match digits.and_then(|d| u8::from_str_radix(d, 16).ok()).filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The address in the remark that browsers leave in a page they save, or that of the page in an address of a web archive.
pub(super) fn saved_from(page: &str) -> Option<String> {
    let start = page.get(..page.len().min(4096)).unwrap_or_else(|| {
        let mut end = 4096;
        while !page.is_char_boundary(end) {
            end -= 1;
        }
        &page[..end]
    });
    let (_, rest) = start.split_once("saved from url=(")?;
    let (_, address) = rest.split_once(')')?;
    let address = address.split_whitespace().next()?;
    Some(address.to_owned()).filter(|address| address.starts_with("http"))
}

/// An address of a web archive as that, and as the address of the page it keeps.
pub(super) fn unarchived(address: &str) -> Option<(String, String)> {
    let (_, rest) = address.split_once("web.archive.org/web/")?;
    let (stamp, page) = rest.split_once('/')?;
    let stamped = stamp.len() >= 4 && stamp.as_bytes()[..4].iter().all(u8::is_ascii_digit);
    (stamped && page.starts_with("http")).then(|| (address.to_owned(), page.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_made_whole() {
        let join = |link| joined("https://a.example/2015/09/quay.html?x", link).unwrap_or_default();
        assert_eq!(join("fog.html"), "https://a.example/2015/09/fog.html");
        assert_eq!(join("../08/"), "https://a.example/2015/08/");
        assert_eq!(join("/x?y#z"), "https://a.example/x?y#z");
        assert_eq!(join("//b.example/x"), "https://b.example/x");
        assert_eq!(join("?p=1"), "https://a.example/2015/09/quay.html?p=1");
        assert_eq!(joined("", "x"), None);
        assert!(has_scheme("mailto:x") && !has_scheme("a/b:c"));
        assert_eq!(
            unarchived("https://web.archive.org/web/20150924120000/http://a.example/x")
                .map(|a| a.1)
                .as_deref(),
            Some("http://a.example/x")
        );
    }
}
