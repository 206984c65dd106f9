//! Pictures, documents and other files: which are published, and where.
//!
//! A file beside an article goes where the article goes; files of a folder with `index.md` go with it; any other
//! file keeps its place. What only withheld or withdrawn articles show is in no output.

use super::links::{Beside, normalise};
use crate::archive::Archive;
use crate::archive::presence::Presence;
use crate::article::Article;
use crate::diagnostic::join;
use crate::diagnostic::{Diagnostic, catalogue::output as catalogue};
use rapidhash::{RapidHashMap, RapidHashSet};
use std::collections::BTreeMap;

/// A file to copy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MediaFile {
    /// Address in the site.
    pub address: String,
    /// Path in the content folder, or in the static one.
    pub path: String,
    /// From the static folder rather than the content folder.
    pub fixed: bool,
}

/// What is published.
#[derive(Debug, Default)]
pub struct Media {
    /// Files to copy, in order of address.
    pub files: Vec<MediaFile>,
    /// Addresses by article and file, for links inside the articles.
    pub beside: Beside,
}

/// Folders of the two kinds of files, as messages call them.
pub struct Folders<'a> {
    /// The content folder.
    pub content: &'a str,
    /// The folder of files that are copied as they are.
    pub fixed: &'a str,
}

/// Decides about every file of the content folder that is no text (`assets`) and of the static folder (`fixed`).
/// `served` are the addresses of pages, which no file may take.
pub fn plan(
    archive: &Archive,
    assets: &[String],
    fixed: &[String],
    served: &RapidHashSet<&str>,
    folders: &Folders<'_>,
    report: &mut Vec<Diagnostic>,
) -> Media {
    let mut media = Media::default();
    if assets.is_empty() && fixed.is_empty() {
        return media;
    }
    let known: RapidHashSet<&str> = assets.iter().map(String::as_str).collect();
    let mut wanted: BTreeMap<String, MediaFile> = BTreeMap::new();
    let mut shown: RapidHashSet<&str> = RapidHashSet::default();
    for (article, address) in showing(archive) {
        let folder = folder_of(&article.path);
        let bundle = is_bundle(&article.path).then(|| bundled(assets, folder)).into_iter().flatten();
        let named = named_by(article).filter_map(|link| known.get(local(link, folder)?.as_str()).copied());
        for asset in bundle.chain(named) {
            shown.insert(asset);
            let beside = media.beside.entry(article.path.clone()).or_default();
            if !beside.iter().any(|(file, _)| file == asset) {
                let own = address_beside(&wanted, address, folder, asset);
                beside.push((asset.to_owned(), own.clone()));
                wanted.insert(own.clone(), MediaFile { address: own, path: asset.to_owned(), fixed: false });
            }
        }
    }
    let hidden = kept_out(archive, assets, &known);
    let kept = absolute(archive, &known);
    for asset in assets {
        let loose = !shown.contains(asset.as_str()) && !hidden.contains(asset.as_str());
        if loose || kept.contains(asset.as_str()) {
            let address = format!("/{asset}");
            wanted.entry(address.clone()).or_insert(MediaFile { address, path: asset.clone(), fixed: false });
        }
    }
    let fixed = fixed.iter().map(|p| MediaFile { address: format!("/{p}"), path: p.clone(), fixed: true });
    let mut taken: RapidHashMap<String, String> = RapidHashMap::default();
    for file in wanted.into_values().chain(fixed) {
        let shown = join(if file.fixed { folders.fixed } else { folders.content }, &file.path);
        let folded = file.address.to_lowercase();
        let folder = file.address.strip_suffix("index.html").unwrap_or(&file.address);
        let page =
            [&*file.address, folder, &format!("{}/", file.address)].iter().any(|a| served.contains(*a));
        let first = taken.get(&folded).map(String::as_str).or(page.then_some("a page of the site"));
        match first {
            Some(first) => report.push(catalogue::two_at_one_place(&shown, first, &file.address)),
            None => {
                taken.insert(folded, shown);
                media.files.push(file);
            }
        }
    }
    media
}

/// Articles that are shown, with their addresses.
fn showing(archive: &Archive) -> impl Iterator<Item = (&Article, &str)> {
    let visible = archive.entries.iter().filter(|e| e.presence != Presence::Tombstone);
    visible.map(|entry| (&*entry.article, &*entry.address))
}

/// Files that articles which are not shown name, or that lie in their folders.
fn kept_out<'a>(
    archive: &Archive,
    assets: &'a [String],
    known: &RapidHashSet<&'a str>,
) -> RapidHashSet<&'a str> {
    let stones = archive.entries.iter().filter(|e| e.presence == Presence::Tombstone).map(|e| &e.article);
    let mut out: RapidHashSet<&str> = RapidHashSet::default();
    for article in archive.withheld.iter().map(|(a, _)| a).chain(&archive.refused).chain(stones) {
        let folder = folder_of(&article.path);
        for link in named_by(article) {
            let path = match link.strip_prefix('/') {
                Some(inside) => Some(decoded(inside)),
                None => local(link, folder),
            };
            out.extend(path.and_then(|p| known.get(p.as_str()).copied()));
        }
        if is_bundle(&article.path) {
            out.extend(bundled(assets, folder));
        }
    }
    out
}

/// Addresses that an article names, as written.
fn named_by(article: &Article) -> impl Iterator<Item = &str> {
    let picture = article.image.iter().filter_map(|p| p.src.as_deref());
    picture.chain(article.body.links.iter().map(|l| &*l.address))
}

/// Files that something visible names from the root of the site, which keeps them at their place.
fn absolute<'a>(archive: &Archive, known: &RapidHashSet<&'a str>) -> RapidHashSet<&'a str> {
    let named = showing(archive).flat_map(|(article, _)| named_by(article));
    named.filter_map(|link| known.get(decoded(link.strip_prefix('/')?).as_str()).copied()).collect()
}

/// Files below a folder; `assets` are in order.
fn bundled<'a>(assets: &'a [String], folder: &str) -> impl Iterator<Item = &'a str> {
    let prefix = format!("{folder}/");
    let start = assets.partition_point(|a| a.as_str() < prefix.as_str());
    assets[start..].iter().map(String::as_str).take_while(move |a| a.starts_with(&prefix))
}

fn is_bundle(article: &str) -> bool {
    let name = article.rsplit('/').next().unwrap_or_default();
    article.contains('/') && name.rsplit_once('.').is_some_and(|(stem, _)| stem == "index")
}

fn folder_of(article: &str) -> &str {
    article.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The content path that a relative link names.
fn local(link: &str, folder: &str) -> Option<String> {
    if link.starts_with('/') || super::links::is_elsewhere(link) {
        return None;
    }
    normalise(&format!("{folder}/{}", decoded(link)))
}

fn decoded(link: &str) -> String {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// The address of a file beside an article: below the article, under its own name; of two files of one name the
/// second gets a digest of its path.
fn address_beside(wanted: &BTreeMap<String, MediaFile>, address: &str, folder: &str, asset: &str) -> String {
    let below = asset.strip_prefix(&format!("{folder}/")).filter(|_| !folder.is_empty());
    let name = below.unwrap_or_else(|| asset.rsplit('/').next().unwrap_or(asset));
    let base = address.rsplit_once('/').map_or("", |(base, _)| base);
    let plain = format!("{base}/{name}");
    match wanted.get(&plain) {
        Some(other) if other.path != asset => {
            let digest = blake3::hash(asset.as_bytes()).to_hex();
            format!("{base}/{}-{name}", &digest[..6])
        }
        _ => plain,
    }
}
