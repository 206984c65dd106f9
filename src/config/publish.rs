//! Targets: where the finished site is published.

mod place;

pub use place::{StoreKind, TargetPlace};

use super::reader::{self, Reader};
use crate::diagnostic::catalogue::config as problem;
use crate::yaml::Node;
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
    /// How texts are packed.
    pub encoding: Option<Encoding>,
    /// Whether old addresses are told to the store, which then answers with a redirect of its own.
    pub redirects: bool,
    /// Whether a branch holds the newest publish alone, by force.
    pub force_push: bool,
    /// Command that gets the addresses that have changed.
    pub purge: Option<String>,
}

/// How the texts of a store are packed, for all readers alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
}

impl Encoding {
    /// As `Content-Encoding` has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }
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
    let place = match place::parsed(url) {
        Ok(place) => place,
        Err((reason, help)) => {
            let place = reader.place(&url_node.span);
            reader.report(problem::target_url(&reason, help, place));
            return None;
        }
    };
    meaningless(reader, node, &place);
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
        encoding: match reader::text(node, "encoding") {
            Some((_, "gzip")) => Some(Encoding::Gzip),
            Some((_, "brotli")) => Some(Encoding::Brotli),
            _ => None,
        },
        redirects: reader::boolean(node, "redirects").unwrap_or(false),
        force_push: reader::boolean(node, "force_push").unwrap_or(false),
        purge: reader::words(node, "purge"),
    })
}

/// Whether an option means something for a place.
type Fits = fn(&TargetPlace) -> bool;

/// Options with the kinds of targets they are for.
const FOR: [(&str, &str, Fits); 10] = [
    ("swap", "folders", |place| matches!(place, TargetPlace::Folder(_))),
    ("keep", "folders", |place| matches!(place, TargetPlace::Folder(_))),
    ("concurrency", "folders, stores and SFTP", |place| !matches!(place, TargetPlace::Git { .. })),
    ("endpoint", "stores", is_store),
    ("allow_http", "stores", is_store),
    ("cache", "stores", is_store),
    ("encoding", "stores", is_store),
    ("region", "stores of S3", is_s3),
    ("redirects", "stores of S3", is_s3),
    ("force_push", "Git branches", |place| matches!(place, TargetPlace::Git { .. })),
];

fn is_store(place: &TargetPlace) -> bool {
    matches!(place, TargetPlace::Bucket { .. })
}

fn is_s3(place: &TargetPlace) -> bool {
    matches!(place, TargetPlace::Bucket { kind: StoreKind::S3, .. })
}

/// Reports options that mean nothing for this kind of target.
fn meaningless(reader: &mut Reader, node: &Node, target: &TargetPlace) {
    for entry in node.as_map().unwrap_or_default() {
        let option = FOR.iter().find(|(key, ..)| *key == entry.key.as_ref());
        if let Some((key, whose, _)) = option.filter(|(.., fits)| !fits(target)) {
            let place = reader.place(&entry.key_span);
            reader.report(problem::meaningless_option(key, target.kind(), whose, place));
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

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
