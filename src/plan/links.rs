//! Links inside the site: from what a body or a front matter says to an address that exists.

use crate::archive::address;
use crate::fingerprint::short;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Every address that the site serves, and what each content file became.
#[derive(Debug, Default)]
pub struct Links {
    /// Path of the site's root, `/` or `/archive/`.
    pub base: String,
    /// Addresses of pages, feeds and files.
    pub served: Served,
    /// Old addresses and where they lead (an address, or a URL elsewhere).
    pub redirects: BTreeMap<String, String>,
    /// Content files by the digest of their path: address. Articles, standing pages, terms and published files.
    pub files: HashMap<u64, Arc<str>>,
    /// Published files whose address depends on the article that shows them: (article path, file path) to address.
    pub beside: HashMap<(String, String), String>,
}

/// Addresses by their digests: there may be a million, and all that is asked is whether one is among them.
#[derive(Debug, Default)]
pub struct Served(Vec<u64>);

impl Served {
    /// These addresses.
    pub fn of<S: AsRef<str>>(addresses: impl ParallelIterator<Item = S>) -> Self {
        let mut all: Vec<u64> = addresses.map(|address| short(address.as_ref())).collect();
        all.par_sort_unstable();
        Self(all)
    }

    /// Whether an address is among them.
    pub fn contains(&self, address: &str) -> bool {
        self.0.binary_search(&short(address)).is_ok()
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An address of the site as a root-relative URL, with query and fragment as written.
    Here(String),
    /// Elsewhere, or only a fragment: left as written.
    Elsewhere,
    /// Nothing is there.
    Broken,
}

impl Links {
    /// Where `link`, as written in the content file `from` that stands at `at`, leads.
    pub fn resolve(&self, link: &str, from: &str, at: &str) -> Target {
        let link = link.trim();
        if link.is_empty() || link.starts_with('#') || link.starts_with('?') || is_elsewhere(link) {
            return Target::Elsewhere;
        }
        let end = link.find(['?', '#']).unwrap_or(link.len());
        let (path, tail) = link.split_at(end);
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let found = match decoded.strip_prefix('/') {
            Some(inside) => self.absolute(&decoded, inside),
            None => self.beside_or_below(&decoded, from).or_else(|| self.relative(&decoded, at)),
        };
        match found {
            Some(to) if to.contains("://") => Target::Here(to),
            Some(to) => Target::Here(format!("{}{tail}", address::url(&self.base, &to))),
            None => Target::Broken,
        }
    }

    /// A site path: a page, an old address, or a content file named from the content folder.
    fn absolute(&self, path: &str, inside: &str) -> Option<String> {
        let without_base = path.strip_prefix(self.base.trim_end_matches('/')).filter(|p| p.starts_with('/'));
        self.served_at(path)
            .or_else(|| without_base.and_then(|p| self.served_at(p)))
            .or_else(|| self.file(inside))
    }

    fn file(&self, path: &str) -> Option<String> {
        self.files.get(&short(path)).map(|address| address.to_string())
    }

    fn served_at(&self, path: &str) -> Option<String> {
        let with_slash = format!("{}/", path.trim_end_matches('/'));
        let without = path.trim_end_matches('/').to_owned();
        let folder = path.strip_suffix("index.html").map(str::to_owned);
        for candidate in [path.to_owned(), with_slash, without].into_iter().chain(folder) {
            if self.served.contains(&candidate) {
                return Some(candidate);
            }
            if let Some(to) = self.redirects.get(&candidate) {
                return Some(to.clone());
            }
        }
        None
    }

    /// A file named relative to the content file that holds the link, with or without `.md`.
    fn beside_or_below(&self, path: &str, from: &str) -> Option<String> {
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let joined = normalise(&format!("{folder}/{path}"))?;
        let joined = joined.trim_end_matches('/');
        if let Some(to) = self.beside.get(&(from.to_owned(), joined.to_owned())) {
            return Some(to.clone());
        }
        let names = [joined.to_owned(), format!("{joined}.md"), format!("{joined}/index.md")];
        names.iter().find_map(|n| self.file(n))
    }

    /// A path relative to the address of the page.
    fn relative(&self, path: &str, at: &str) -> Option<String> {
        let folder = at.rsplit_once('/').map_or("", |(folder, _)| folder);
        let joined = normalise(&format!("{folder}/{path}"))?;
        self.served_at(&format!("/{joined}"))
    }
}

/// A URL with a scheme, or `//host/…`.
pub fn is_elsewhere(link: &str) -> bool {
    let scheme = link.find(':').is_some_and(|colon| {
        let name = &link[..colon];
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    scheme || link.starts_with("//")
}

/// A relative path without `.` and `..`; none when it leads above the root.
pub fn normalise(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let slash = if path.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    Some(parts.join("/") + slash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        let files = [("harbour/2015/quay.md", "/2015/09/24/quay/"), ("map.pdf", "/map.pdf")];
        Links {
            base: "/archive/".to_owned(),
            served: Served::of(["/", "/2015/09/24/quay/", "/tags/coal/", "/map.pdf"].into_par_iter()),
            redirects: [("/old/".to_owned(), "/2015/09/24/quay/".to_owned())].into(),
            files: files.map(|(path, address)| (short(path), address.into())).into(),
            beside: [(
                ("harbour/2015/quay.md".into(), "harbour/2015/quay.jpg".into()),
                "/2015/09/24/quay/quay.jpg".into(),
            )]
            .into(),
        }
    }

    #[test]
    fn finds_what_people_mean() {
        let links = links();
        let go = |link: &str| links.resolve(link, "harbour/2015/quay.md", "/2015/09/24/quay/");
        let here = |to: &str| Target::Here(to.to_owned());
        assert_eq!(go("quay.md#end"), here("/archive/2015/09/24/quay/#end"));
        assert_eq!(go("../2015/quay"), here("/archive/2015/09/24/quay/"));
        assert_eq!(go("quay.jpg"), here("/archive/2015/09/24/quay/quay.jpg"));
        assert_eq!(go("/tags/coal"), here("/archive/tags/coal/"));
        assert_eq!(go("/archive/tags/coal/"), here("/archive/tags/coal/"));
        assert_eq!(go("/old?x=1"), here("/archive/2015/09/24/quay/?x=1"));
        assert_eq!(go("/map.pdf"), here("/archive/map.pdf"));
        assert_eq!(go("../../../../tags/coal/"), here("/archive/tags/coal/"));
        assert_eq!(go("nowhere.md"), Target::Broken);
        assert_eq!(go("../../../../../../etc/passwd"), Target::Broken);
        for elsewhere in ["https://x.example/", "mailto:a@b.example", "//x.example/a", "#top", ""] {
            assert_eq!(go(elsewhere), Target::Elsewhere, "{elsewhere}");
        }
    }
}
