//! Addresses: from what an article says and the site's patterns to one path that is safe everywhere.
//!
//! An address here is a path as people read it (`/2015/09/24/новости/`), not percent-encoded: it starts with `/`,
//! ends with `/` or a file name, and no part of it can leave the output folder. [`url`] encodes it (RFC 3986),
//! [`output_path`] says which file serves it.

mod kept;

pub use kept::Address;

use crate::article::Article;
use crate::article::slug::{given_slug, is_device, push_path, slug};
use crate::config::Config;
use percent_encoding::percent_decode_str;

/// Longest part of an address in bytes: what the common file systems hold as one name, with room for an ending.
const LONGEST_PART: usize = 240;

/// Longest part that is surely not cut.
const PLAIN_PART: usize = 120;

/// Why an address cannot be used, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadAddress(pub String);

/// The address of an article: its own `permalink`, else the pattern for its section.
/// `section` is the slug of its section, empty when it has none.
///
/// # Errors
/// When its permalink leads outside the site, or a part of the address is too long for a file name.
pub fn of_article(article: &Article, section: &str, config: &Config) -> Result<String, BadAddress> {
    match &article.permalink {
        Some(given) if given.contains('{') || given.contains("/:") => {
            parse(&expand(&from_colons(given), article, section))
        }
        Some(given) => parse(given),
        None => {
            let name = article.section.as_deref().unwrap_or_default();
            let own = config.permalinks.sections.iter().find(|(s, _)| s == name || s == section);
            let pattern = match own {
                Some((_, pattern)) if !needs_date(pattern) || !article.date.is_unknown() => pattern,
                _ if article.date.is_unknown() && needs_date(&config.permalinks.default) => {
                    &config.permalinks.undated
                }
                _ => &config.permalinks.default,
            };
            parse(&expand(pattern, article, section))
        }
    }
}

/// Reads an address somebody wrote (`permalink`, an alias, a full URL) as a path of this site.
///
/// # Errors
/// When it leads outside the site or a part of it is too long for a file name.
pub fn parse(given: &str) -> Result<String, BadAddress> {
    parse_with(given, given_slug)
}

/// Reads an old address of a page. As [`parse`], but spaces stay: links that are out there have them.
///
/// # Errors
/// As [`parse`].
pub fn parse_old(given: &str) -> Result<String, BadAddress> {
    parse_with(given, |part| {
        let safe = given_slug(part);
        let same = |a: char, b: char| a == b || (a == ' ' && b == '-');
        let spaced = part.chars().count() == safe.chars().count()
            && part.chars().zip(safe.chars()).all(|(a, b)| same(a, b));
        if spaced { part.to_owned() } else { safe }
    })
}

fn parse_with(given: &str, name: impl Fn(&str) -> String) -> Result<String, BadAddress> {
    if is_plain(given) {
        return Ok(["/", given.trim_matches('/'), "/"].concat());
    }
    let path = given.split_once("://").map_or(given, |(_, rest)| rest.find('/').map_or("/", |i| &rest[i..]));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let mut parts = Vec::new();
    for part in decoded.split(['/', '\\']) {
        match part.trim() {
            "" | "." => {}
            ".." => return Err(BadAddress(format!("`{}` leads out of the site", shorten(given)))),
            part if part.len() > LONGEST_PART => {
                return Err(BadAddress(format!("`{}…` is too long for a file name", shorten(part))));
            }
            part => parts.push(name(part)),
        }
    }
    if parts.last().is_some_and(|last| last == "index.html") {
        parts.pop();
    }
    let file = parts.last().is_some_and(|last| is_file_name(last));
    let joined = parts.join("/");
    Ok(match (joined.is_empty(), file) {
        (true, _) => "/".to_owned(),
        (false, true) => format!("/{joined}"),
        (false, false) => format!("/{joined}/"),
    })
}

/// Whether every part of an address is plain letters, digits and hyphens, which stay just as they are.
fn is_plain(given: &str) -> bool {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let mut parts = given.trim_matches('/').as_bytes().split(|b| *b == b'/');
    parts.all(|part| {
        (1..=PLAIN_PART).contains(&part.len())
            && part.iter().all(plain)
            && !std::str::from_utf8(part).is_ok_and(is_device)
    })
}

/// The root-relative URL of an address on a site whose `base_url` has the path `base` (`/` or `/archive/`).
pub fn url(base: &str, address: &str) -> String {
    let base = base.trim_end_matches('/');
    let mut url = String::with_capacity(base.len() + address.len());
    url.push_str(base);
    push_path(&mut url, address);
    url
}

/// An address as people read it, from one that is percent-encoded.
pub fn decoded(address: &str) -> String {
    percent_decode_str(address).decode_utf8_lossy().into_owned()
}

/// The file that serves an address, relative to the output folder.
pub fn output_path(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// Whether an address is an HTML page (a folder, or a file with an HTML ending).
pub fn is_page(address: &str) -> bool {
    address.ends_with('/') || address.ends_with(".html") || address.ends_with(".htm")
}

/// A last part such as `story.html` or `view.php`: short letters after a dot, so that `v1.2` stays a folder.
fn is_file_name(part: &str) -> bool {
    part.rsplit_once('.').is_some_and(|(stem, ending)| {
        let known = ["html", "htm", "php", "asp", "aspx", "jsp", "cfm", "shtml", "xml", "txt", "json"];
        !stem.is_empty() && known.contains(&ending.to_ascii_lowercase().as_str())
    })
}

fn needs_date(pattern: &str) -> bool {
    ["{year}", "{month}", "{day}"].iter().any(|p| pattern.contains(p))
}

/// `/:year/:title/`, as Jekyll and Hugo write patterns, in ours.
fn from_colons(pattern: &str) -> String {
    let known = [("categories", "section"), ("year", "year"), ("month", "month"), ("day", "day")];
    let more = [("title", "title"), ("slug", "slug"), ("filename", "filename"), ("section", "section")];
    known
        .iter()
        .chain(&more)
        .fold(pattern.to_owned(), |p, (from, to)| p.replace(&format!("/:{from}"), &format!("/{{{to}}}")))
}

fn expand(pattern: &str, article: &Article, section: &str) -> String {
    let date = &article.date;
    let lang = article.lang.as_deref();
    let part = |text: String| if text.contains('/') { text.replace('/', "-") } else { text };
    let two = |n: i8, out: &mut String| {
        if n != 0 {
            out.extend([b'0' + n.unsigned_abs() / 10, b'0' + n.unsigned_abs() % 10].map(char::from));
        }
    };
    let mut out = String::with_capacity(pattern.len() + 40);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('}') else { break };
        match &rest[open + 1..open + close] {
            "section" => out.push_str(section),
            "year" if !date.is_unknown() => out.push_str(&format!("{:04}", date.year)),
            "month" => two(date.month, &mut out),
            "day" => two(date.day, &mut out),
            "slug" => out.push_str(&part(slug_of(article))),
            "title" => out.push_str(&slug(&article.title, lang)),
            "filename" => out.push_str(&part(given_slug(file_stem(&article.path)))),
            "id" => out.push_str(&part(given_slug(&id_of(article)))),
            _ => {}
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out
}

/// The last part of an article's address: its `slug`, else its file name without a date, else its title.
pub fn slug_of(article: &Article) -> String {
    if let Some(given) = &article.slug {
        return given_slug(given);
    }
    let stem = file_stem(&article.path);
    let name = match crate::article::date::without_date(stem) {
        "" => &article.title,
        name => name,
    };
    slug(name, article.lang.as_deref())
}

/// Permanent identity of an article: its `id`, else its path.
pub fn id_of(article: &Article) -> String {
    article.rare.as_ref().and_then(|r| r.id.as_deref()).unwrap_or(&article.path).to_owned()
}

/// The name of the file without ending; for `index.md` the name of its folder.
fn file_stem(path: &str) -> &str {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let folder = folder.rsplit('/').next().unwrap_or_default();
    if stem == "index" && !folder.is_empty() { folder } else { stem }
}

fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(given: &str) -> String {
        parse(given).unwrap()
    }

    #[test]
    fn reads_addresses_people_write() {
        assert_eq!(ok("news/quay"), "/news/quay/");
        assert_eq!(ok("https://old.example/news/quay/?id=3#top"), "/news/quay/");
        assert_eq!(ok("//news///quay/index.html"), "/news/quay/");
        assert_eq!(ok("/news/quay.html"), "/news/quay.html");
        assert_eq!(ok("/releases/v1.2"), "/releases/v1.2/");
        assert_eq!(ok("/%D0%BD%D0%BE/"), "/но/");
        assert_eq!(ok(""), "/");
        assert_eq!(
            (ok("//a/b-C_1//"), ok("/con/x"), ok("/-a-/")),
            ("/a/b-C_1/".into(), "/n-con/x/".into(), "/-a-/".into())
        );
        assert_eq!(ok("/Old News/a b.html"), "/Old-News/a-b.html");
        assert_eq!(parse_old("/Old News/a%20b.html").unwrap(), "/Old News/a b.html");
        assert_eq!(parse_old("/a: b/c/").unwrap(), "/a-b/c/");
    }

    #[test]
    fn refuses_what_leaves_the_site() {
        for bad in ["../x", "/a/../../etc/passwd", "/a/%2e%2e/b", "a\\..\\b"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert!(parse(&"x".repeat(300)).is_err());
    }

    #[test]
    fn knows_the_file_behind_an_address() {
        assert_eq!(output_path("/"), "index.html");
        assert_eq!(output_path("/a/b/"), "a/b/index.html");
        assert_eq!(output_path("/a.html"), "a.html");
        assert_eq!(file_stem("culture/2009/glass-plates/index.md"), "glass-plates");
        assert_eq!(from_colons("/:year/:month/:title/"), "/{year}/{month}/{title}/");
    }
}
