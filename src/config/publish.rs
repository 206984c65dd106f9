//! Targets: where the finished site is published.

use super::reader::{self, Reader};
use crate::diagnostic::catalogue::config as problem;
use crate::yaml::Node;
use crate::yaml::suggest::did_you_mean;
use std::ops::Range;

/// A target.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishTarget {
    /// Name, as it is given to `dateline publish`.
    pub name: String,
    /// Where it is.
    pub place: TargetPlace,
    /// Whether a folder holds releases, one of which readers see by a link.
    pub swap: bool,
    /// Releases that are kept.
    pub keep: usize,
    /// Files that are sent at once.
    pub concurrency: usize,
    /// How many files may be deleted unasked.
    pub max_delete: Limit,
    /// Whether what stands there is public, so that its addresses are to last.
    pub public: bool,
    /// Address of the store's server, where it is not Amazon's.
    pub endpoint: Option<String>,
    /// Region of the store.
    pub region: Option<String>,
    /// Whether the store may be spoken to without encryption.
    pub allow_http: bool,
    /// Patterns of paths with how long files may be kept, in order.
    pub cache: Vec<(String, String)>,
    /// Command that gets the addresses that have changed.
    pub purge: Option<String>,
}

/// Where a target is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetPlace {
    /// A folder: absolute, or relative to the site.
    Folder(String),
    /// A bucket of an object store that speaks as S3 does.
    Bucket {
        /// Its name.
        bucket: String,
        /// What the names of objects begin with, without slashes around; empty for nothing.
        prefix: String,
    },
}

/// How many files may be deleted without being asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// 256, or one file in a hundred where that is more.
    Default,
    /// So many.
    Files(usize),
    /// So many of a hundred.
    Percent(f64),
}

impl Limit {
    /// From what was written: `500` or `2.5%`.
    pub fn read(written: &str) -> Option<Self> {
        let written = written.trim();
        match written.strip_suffix('%') {
            Some(percent) => {
                let percent: f64 = percent.trim().parse().ok()?;
                (0.0..=100.0).contains(&percent).then_some(Self::Percent(percent))
            }
            None => written.parse().ok().map(Self::Files),
        }
    }

    /// So many of a site with this number of files.
    pub fn of(self, files: usize) -> usize {
        match self {
            Self::Default => (files / 100).max(256),
            Self::Files(most) => most,
            Self::Percent(percent) => (files as f64 * percent / 100.0) as usize,
        }
    }
}

/// Schemes of addresses that can be published to.
const SCHEMES: [&str; 2] = ["file", "s3"];

/// `publish`.
pub(super) fn targets(reader: &mut Reader, root: &Node) -> Vec<PublishTarget> {
    let entries = root.get("publish").and_then(Node::as_map).unwrap_or_default();
    let mut targets = Vec::new();
    for entry in entries {
        let name = entry.key.trim();
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if name.is_empty() || name.starts_with(['-', '.']) || !name.chars().all(is_part) {
            let place = reader.place(&entry.key_span);
            reader.report(problem::target_name(name, place));
            continue;
        }
        targets.extend(target(reader, name, &entry.key_span, &entry.value));
    }
    targets
}

fn target(reader: &mut Reader, name: &str, key: &Range<usize>, node: &Node) -> Option<PublishTarget> {
    let written = match node.as_text() {
        Some(url) => Some((node, url.trim())),
        None => reader::text(node, "url"),
    };
    let Some((url_node, url)) = written else {
        let place = reader.place(key);
        let message = format!("the target `{name}` has no address");
        reader.report(problem::missing_key(&message, "add `url: …`, such as `/srv/www`", place));
        return None;
    };
    let place = match parsed(url) {
        Ok(place) => place,
        Err((reason, help)) => {
            let place = reader.place(&url_node.span);
            reader.report(problem::target_url(&reason, help, place));
            return None;
        }
    };
    let max_delete = match reader::text(node, "max_delete") {
        None => Limit::Default,
        Some((node, written)) => Limit::read(written).unwrap_or_else(|| {
            let place = reader.place(&node.span);
            reader.report(problem::delete_limit(written, place));
            Limit::Default
        }),
    };
    Some(PublishTarget {
        name: name.to_owned(),
        place,
        swap: reader::boolean(node, "swap").unwrap_or(true),
        keep: reader::count(node, "keep").unwrap_or(5),
        concurrency: reader::count(node, "concurrency").unwrap_or(8),
        max_delete,
        public: reader::boolean(node, "public").unwrap_or(true),
        endpoint: endpoint(reader, node),
        region: reader::words(node, "region"),
        allow_http: reader::boolean(node, "allow_http").unwrap_or(false),
        cache: cache(node),
        purge: reader::words(node, "purge"),
    })
}

/// The bucket and the prefix of `s3://bucket/prefix`.
fn bucket(rest: &str) -> Result<TargetPlace, (String, String)> {
    let example = || "write it as in `s3://bucket/prefix`".to_owned();
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    if bucket.contains('@') {
        let help = "leave away what stands before the `@`: credentials come from the environment".to_owned();
        return Err(("has a name or password in it".to_owned(), help));
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if bucket.is_empty() || !bucket.chars().all(is_part) {
        return Err(("names no bucket".to_owned(), example()));
    }
    let prefix = prefix.trim_matches('/');
    if !prefix.is_empty() && prefix.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err(("has a prefix that cannot be used".to_owned(), example()));
    }
    Ok(TargetPlace::Bucket { bucket: bucket.to_owned(), prefix: prefix.to_owned() })
}

/// `endpoint`: an address of a server.
fn endpoint(reader: &mut Reader, node: &Node) -> Option<String> {
    let (node, written) = reader::text(node, "endpoint")?;
    match super::address::full(written).filter(|_| !written.contains('@')) {
        Some(url) => Some(url.trim_end_matches('/').to_owned()),
        None => {
            let place = reader.place(&node.span);
            let help = "write the address of a server, such as `https://s3.example.net`".to_owned();
            reader.report(problem::target_url("has an `endpoint` that is none", help, place));
            None
        }
    }
}

/// `cache`: patterns and what they say, in the order they are written.
fn cache(node: &Node) -> Vec<(String, String)> {
    let entries = node.get("cache").and_then(Node::as_map).unwrap_or_default();
    let rule =
        |entry: &crate::yaml::Entry| Some((entry.key.to_string(), entry.value.as_text()?.trim().to_owned()));
    entries.iter().filter_map(rule).collect()
}

/// What an address names, or why it names nothing and what to write. Neither repeats a secret that may be in it.
fn parsed(url: &str) -> Result<TargetPlace, (String, String)> {
    let example = || {
        "write a folder, such as `/srv/www` or `file:///srv/www`, or a bucket, such as `s3://mercury/www`"
            .to_owned()
    };
    if url.is_empty() {
        return Err(("is empty".to_owned(), example()));
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return match url.contains(|c: char| c.is_control()) {
            true => Err(("has a line break or another control character in it".to_owned(), example())),
            false => Ok(TargetPlace::Folder(url.to_owned())),
        };
    };
    match scheme.to_ascii_lowercase().as_str() {
        "file" if rest.starts_with('/') => {
            let path = percent_encoding::percent_decode_str(rest).decode_utf8();
            let path = path.map_err(|_| ("is not in UTF-8".to_owned(), example()))?;
            Ok(TargetPlace::Folder(path.into_owned()))
        }
        "file" => Err(("names a host, and a folder is on this machine".to_owned(), example())),
        "s3" => bucket(rest),
        other => {
            let help = match did_you_mean(other, SCHEMES) {
                Some(meant) => format!("did you mean `{meant}://`?"),
                None => example(),
            };
            Err((format!("begins with `{scheme}://`, to which nothing can be published"), help))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_paths_or_addresses() {
        let folder = |path: &str| Ok(TargetPlace::Folder(path.to_owned()));
        assert_eq!(parsed("/srv/www"), folder("/srv/www"));
        assert_eq!(parsed("../www"), folder("../www"));
        assert_eq!(parsed("file:///srv/my%20www"), folder("/srv/my www"));
        for wrong in ["", "file://host/x", "ftp://x/", "fille:///srv", "a\nb"] {
            assert!(parsed(&wrong.replace("\\n", "\n")).is_err(), "{wrong}");
        }
        assert_eq!(parsed("fille:///srv").unwrap_err().1, "did you mean `file://`?");
    }

    #[test]
    fn buckets_have_a_name_and_perhaps_a_prefix() {
        let place = |bucket: &str, prefix: &str| {
            Ok(TargetPlace::Bucket { bucket: bucket.to_owned(), prefix: prefix.to_owned() })
        };
        assert_eq!(parsed("s3://mercury"), place("mercury", ""));
        assert_eq!(parsed("s3://mercury/www/site/"), place("mercury", "www/site"));
        for wrong in
            ["s3://", "s3:///x", "s3://a b/", "s3://key:secret@bucket/", "s3://b/../x", "s3://b/a//c"]
        {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            parsed("s33://b").unwrap_err().1,
            "write a folder, such as `/srv/www` or `file:///srv/www`, or a bucket, such as `s3://mercury/www`"
        );
    }

    #[test]
    fn a_refusal_repeats_no_secret() {
        let (reason, help) = parsed("ftp://harbour:hunter2@host/x").unwrap_err();
        assert!(!reason.contains("hunter2") && !help.contains("hunter2"), "{reason} {help}");
    }

    #[test]
    fn limits_are_numbers_or_shares() {
        assert_eq!(Limit::Default.of(1000), 256);
        assert_eq!(Limit::Default.of(100_000), 1000);
        assert_eq!(Limit::read("0").map(|l| l.of(9)), Some(0));
        assert_eq!(Limit::read("2.5 %").map(|l| l.of(1000)), Some(25));
        for wrong in ["", "-1", "101%", "many", "%", "NaN%"] {
            assert_eq!(Limit::read(wrong), None, "{wrong}");
        }
    }
}
