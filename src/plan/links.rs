//! Links inside the site: from what a body or a front matter says to an address that exists.

use crate::archive::address::{self, Address};
use crate::article::path::normal;
use rapidhash::{RapidHashMap, RapidHashSet};
use std::sync::Arc;

/// Every address that the site serves, and what each content file became.
#[derive(Debug, Default)]
pub struct Links {
    /// Path of the site's root, `/` or `/archive/`.
    pub base: String,
    /// Addresses of pages, feeds and files.
    pub served: RapidHashSet<Address>,
    /// Old addresses and where they lead (an address, or a URL elsewhere).
    pub redirects: RapidHashMap<String, String>,
    /// Content files: path to address. Articles, standing pages and terms.
    pub files: RapidHashMap<Arc<str>, Address>,
    /// Published files: path to address.
    pub assets: RapidHashMap<String, String>,
    /// Published files whose address depends on the article that shows them: by article path, the file's path and its
    /// address.
    pub beside: Beside,
}

/// Files that lie where their articles do: by path of the article, path of the file and its address.
pub type Beside = RapidHashMap<Arc<str>, Vec<(String, String)>>;

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
            Some(to) if to.contains("://") => Target::Here(to.to_owned()),
            Some(to) => {
                let mut url = address::url(&self.base, to);
                url.push_str(tail);
                Target::Here(url)
            }
            None => Target::Broken,
        }
    }

    /// A site path: a page, an old address, or a content file named from the content folder.
    fn absolute(&self, path: &str, inside: &str) -> Option<&str> {
        let without_base = path.strip_prefix(self.base.trim_end_matches('/')).filter(|p| p.starts_with('/'));
        self.served_at(path)
            .or_else(|| without_base.and_then(|p| self.served_at(p)))
            .or_else(|| self.file(inside))
    }

    fn served_at(&self, path: &str) -> Option<&str> {
        let at = |address: &str| {
            let here = self.served.get(address).map(|here| &**here);
            here.or_else(|| self.redirects.get(address).map(String::as_str))
        };
        let without = path.trim_end_matches('/');
        at(path)
            .or_else(|| at(&[without, "/"].concat()))
            .or_else(|| at(without))
            .or_else(|| at(path.strip_suffix("index.html")?))
    }

    /// A file named relative to the content file that holds the link, with or without `.md`.
    fn beside_or_below(&self, path: &str, from: &str) -> Option<&str> {
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let joined = normalise(&format!("{folder}/{path}"))?;
        let joined = joined.trim_end_matches('/');
        let own = self.beside.get(from).into_iter().flatten();
        let own = own.filter(|(file, _)| file == joined).map(|(_, to)| to.as_str()).next();
        own.or_else(|| self.file(joined))
            .or_else(|| self.file(&[joined, ".md"].concat()))
            .or_else(|| self.file(&[joined, "/index.md"].concat()))
    }

    fn file(&self, path: &str) -> Option<&str> {
        let text = self.files.get(path).map(|to| &**to);
        text.or_else(|| self.assets.get(path).map(String::as_str))
    }

    /// A path relative to the address of the page.
    fn relative(&self, path: &str, at: &str) -> Option<&str> {
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

/// A relative path without `.` and `..`, with the slash at its end if it has one; none when it leads above the root.
pub fn normalise(path: &str) -> Option<String> {
    let normal = normal(path)?;
    let slash = if path.ends_with('/') && !normal.is_empty() { "/" } else { "" };
    Some(normal + slash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        Links {
            base: "/archive/".to_owned(),
            served: ["/", "/2015/09/24/quay/", "/tags/coal/", "/map.pdf"]
                .map(Address::from)
                .into_iter()
                .collect(),
            redirects: [("/old/".to_owned(), "/2015/09/24/quay/".to_owned())].into_iter().collect(),
            files: [("harbour/2015/quay.md".into(), "/2015/09/24/quay/".into())].into_iter().collect(),
            assets: [("map.pdf".to_owned(), "/map.pdf".to_owned())].into_iter().collect(),
            beside: [(
                "harbour/2015/quay.md".into(),
                vec![("harbour/2015/quay.jpg".to_owned(), "/2015/09/24/quay/quay.jpg".to_owned())],
            )]
            .into_iter()
            .collect(),
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
