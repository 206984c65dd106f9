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
    /// Command that gets the addresses that have changed.
    pub purge: Option<String>,
}

/// Where a target is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetPlace {
    /// A folder: absolute, or relative to the site.
    Folder(String),
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
const SCHEMES: [&str; 1] = ["file"];

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
        purge: reader::words(node, "purge"),
    })
}

/// What an address names, or why it names nothing and what to write. Neither repeats a secret that may be in it.
fn parsed(url: &str) -> Result<TargetPlace, (String, String)> {
    let example = || "write a folder, such as `/srv/www` or `file:///srv/www`".to_owned();
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
