//! What is sent along with a file by a store that serves it: its type, how long it may be kept, how it is packed.
//!
//! Takes: a path, what the file is to its readers, and the rules of the target. Gives: [`Headers`] and their digest, by
//! which a plan tells that a file has to be sent again though its bytes are the same.

use crate::config::publish::Encoding;
use crate::record::Class;

/// How long something may be kept whose name changes with its content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// How long a picture may be kept.
const A_DAY: &str = "public, max-age=86400";
/// How long a page may be kept: a correction must not wait longer.
const SHORT: &str = "public, max-age=60";

/// What is sent along with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headers<'r> {
    /// `Content-Type`.
    pub content_type: &'static str,
    /// `Cache-Control`.
    pub cache_control: &'r str,
    /// `Content-Encoding`: texts are packed, pictures and the like are already.
    pub encoding: Option<Encoding>,
    /// Whether the file is an old address that the store itself is to lead on from.
    pub leads_on: bool,
}

/// What a target says of the files that it hands out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    /// Patterns of paths with how long files may be kept; the first that fits holds.
    pub cache: Vec<(String, String)>,
    /// How texts are packed.
    pub encoding: Option<Encoding>,
    /// Whether old addresses are told to the store.
    pub redirects: bool,
}

impl<'r> Headers<'r> {
    /// Of a file.
    pub fn of(path: &str, class: Class, rules: &'r Rules) -> Self {
        let usual = match class {
            Class::Asset => FOR_EVER,
            Class::Media => A_DAY,
            Class::Article | Class::List | Class::Redirect => SHORT,
        };
        let own =
            rules.cache.iter().find(|(pattern, _)| fits(pattern, path)).map(|(_, value)| value.as_str());
        let content_type = content_type(path);
        Self {
            content_type,
            cache_control: own.unwrap_or(usual),
            encoding: rules.encoding.filter(|_| is_text(content_type)),
            leads_on: rules.redirects && class == Class::Redirect,
        }
    }

    /// By which two are told apart.
    pub fn digest(&self) -> u64 {
        let mut all = format!("{}\n{}", self.content_type, self.cache_control);
        if let Some(encoding) = self.encoding {
            all.push_str(&format!("\nencoding {}", encoding.name()));
        }
        if self.leads_on {
            all.push_str("\nleads on");
        }
        crate::fingerprint::short(&all)
    }
}

/// Whether a pattern fits a path: `*` stands for anything but `/`, `**` for anything. One without a `/` is about names.
pub fn fits(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_start_matches('/');
    let path = if pattern.contains('/') { path } else { path.rsplit('/').next().unwrap_or(path) };
    fits_bytes(pattern.as_bytes(), path.as_bytes())
}

fn fits_bytes(pattern: &[u8], path: &[u8]) -> bool {
    match (pattern, path) {
        ([], _) => path.is_empty(),
        ([b'*', b'*', rest @ ..], _) => (0..=path.len()).any(|at| fits_bytes(rest, &path[at..])),
        ([b'*', rest @ ..], _) => {
            let end = path.iter().position(|byte| *byte == b'/').unwrap_or(path.len());
            (0..=end).any(|at| fits_bytes(rest, &path[at..]))
        }
        ([a, pattern @ ..], [b, path @ ..]) => a == b && fits_bytes(pattern, path),
        (_, []) => false,
    }
}

/// Whether files of a type are worth packing.
fn is_text(content_type: &str) -> bool {
    content_type.starts_with("text/")
        || content_type.contains("charset=utf-8")
        || matches!(
            content_type,
            "application/manifest+json" | "image/svg+xml" | "font/ttf" | "font/otf" | "application/wasm"
        )
}

/// The type of a file by the ending of its name.
fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match (name, ending.as_str()) {
        ("atom.xml", _) => "application/atom+xml; charset=utf-8",
        ("feed.xml", _) => "application/rss+xml; charset=utf-8",
        ("feed.json", _) => "application/feed+json; charset=utf-8",
        (_, "html" | "htm") => "text/html; charset=utf-8",
        (_, "css") => "text/css; charset=utf-8",
        (_, "js" | "mjs") => "text/javascript; charset=utf-8",
        (_, "txt" | "md") => "text/plain; charset=utf-8",
        (_, "csv") => "text/csv; charset=utf-8",
        (_, "xml") => "application/xml; charset=utf-8",
        (_, "json") => "application/json; charset=utf-8",
        (_, "webmanifest") => "application/manifest+json",
        (_, "svg") => "image/svg+xml",
        (_, "png") => "image/png",
        (_, "jpg" | "jpeg") => "image/jpeg",
        (_, "gif") => "image/gif",
        (_, "webp") => "image/webp",
        (_, "avif") => "image/avif",
        (_, "ico") => "image/x-icon",
        (_, "woff") => "font/woff",
        (_, "woff2") => "font/woff2",
        (_, "ttf") => "font/ttf",
        (_, "otf") => "font/otf",
        (_, "pdf") => "application/pdf",
        (_, "mp3") => "audio/mpeg",
        (_, "ogg") => "audio/ogg",
        (_, "m4a") => "audio/mp4",
        (_, "mp4") => "video/mp4",
        (_, "webm") => "video/webm",
        (_, "zip") => "application/zip",
        (_, "wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_names_or_paths() {
        for (pattern, path) in [
            ("*.html", "a/b/index.html"),
            ("assets/*", "assets/x.css"),
            ("/assets/**", "assets/a/b.css"),
            ("**/feed.xml", "tags/a/feed.xml"),
            ("robots.txt", "robots.txt"),
        ] {
            assert!(fits(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in
            [("assets/*", "assets/a/b.css"), ("*.htm", "index.html"), ("a/b", "a/b/c"), ("", "a")]
        {
            assert!(!fits(pattern, path), "{pattern} {path}");
        }
    }

    #[test]
    fn what_never_changes_may_be_kept() {
        let rules = Rules::default();
        let asset = Headers::of("assets/style.0123abcd.css", Class::Asset, &rules);
        assert_eq!((asset.content_type, asset.cache_control), ("text/css; charset=utf-8", FOR_EVER));
        let page = Headers::of("2015/index.html", Class::List, &rules);
        assert_eq!((page.content_type, page.cache_control), ("text/html; charset=utf-8", SHORT));
        let rules = Rules { cache: vec![("*.html".to_owned(), "no-cache".to_owned())], ..Rules::default() };
        let own = Headers::of("2015/index.html", Class::List, &rules);
        assert!(own.cache_control == "no-cache" && own.digest() != page.digest());
    }

    #[test]
    fn texts_are_packed_and_old_addresses_told() {
        let rules = Rules { encoding: Some(Encoding::Gzip), redirects: true, ..Rules::default() };
        let plain = Rules::default();
        let packed = |path: &str| Headers::of(path, Class::List, &rules).encoding.is_some();
        assert!(["index.html", "a/feed.xml", "robots.txt", "app.js", "logo.svg"].into_iter().all(packed));
        assert!(!["a.jpg", "a.woff2", "a.pdf", "a.zip", "CNAME"].into_iter().any(packed));
        let old = Headers::of("news/1234.html", Class::Redirect, &rules);
        assert!(old.leads_on && !Headers::of("index.html", Class::List, &rules).leads_on);
        assert_ne!(old.digest(), Headers::of("news/1234.html", Class::Redirect, &plain).digest());
    }
}
