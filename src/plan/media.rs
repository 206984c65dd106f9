//! Pictures, documents and other files: which are published, and where.
//!
//! A file beside an article goes where the article goes; files of a folder with `index.md` go with it; any other
//! file keeps its place. What only withheld or withdrawn articles show is in no output.

use super::Page;
use super::links::{Beside, normalise};
use crate::archive::presence::Presence;
use crate::archive::{Archive, Entry};
use crate::article::Article;
use crate::diagnostic::join;
use crate::diagnostic::{Diagnostic, catalogue::output as catalogue};
use rapidhash::{RapidHashMap, RapidHashSet};
use rayon::prelude::*;
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

/// Decides about every file of the content folder that is no text (`assets`) and of the static folder (`fixed`). No file
/// may take the address of a page.
pub fn plan(
    archive: &Archive,
    assets: &[String],
    fixed: &[String],
    pages: &[Page],
    folders: &Folders<'_>,
    report: &mut Vec<Diagnostic>,
) -> Media {
    let mut media = Media::default();
    let wanted = if assets.is_empty() { BTreeMap::new() } else { published(archive, assets, &mut media) };
    let fixed = fixed.iter().map(|p| MediaFile { address: format!("/{p}"), path: p.clone(), fixed: true });
    let wanted: Vec<MediaFile> = wanted.into_values().chain(fixed).collect();
    if wanted.is_empty() {
        return media;
    }
    let possible: RapidHashSet<String> = wanted.iter().flat_map(page_addresses).collect();
    let served = pages.par_iter().map(|page| &*page.address).filter(|address| possible.contains(*address));
    let served: RapidHashSet<&str> = served.collect::<Vec<_>>().into_iter().collect();
    let mut taken: RapidHashMap<String, String> = RapidHashMap::default();
    for file in wanted {
        let shown = join(if file.fixed { folders.fixed } else { folders.content }, &file.path);
        let folded = file.address.to_lowercase();
        let page = page_addresses(&file).iter().any(|address| served.contains(&**address));
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

/// Addresses of pages that cannot stand beside a file.
fn page_addresses(file: &MediaFile) -> [String; 3] {
    let folder = file.address.strip_suffix("index.html").unwrap_or(&file.address);
    [file.address.clone(), folder.to_owned(), [&*file.address, "/"].concat()]
}

/// The files of the content folder that are published, by address.
fn published(archive: &Archive, assets: &[String], media: &mut Media) -> BTreeMap<String, MediaFile> {
    let known: RapidHashSet<&str> = assets.iter().map(String::as_str).collect();
    let mut wanted: BTreeMap<String, MediaFile> = BTreeMap::new();
    let mut shown: RapidHashSet<&str> = RapidHashSet::default();
    let own = |entry| Some((entry, shown_by(entry, assets, &known))).filter(|(_, files)| !files.is_empty());
    let showing: Vec<(&Entry, Vec<&str>)> = showing(archive).filter_map(own).collect();
    for (Entry { article, address, .. }, files) in showing {
        let folder = folder_of(&article.path);
        let beside = media.beside.entry(article.path.clone()).or_default();
        for asset in files {
            shown.insert(asset);
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
    wanted
}

/// The files that go where an article goes: those of its folder, if it has one of its own, and those it names.
fn shown_by<'a>(entry: &Entry, assets: &'a [String], known: &RapidHashSet<&'a str>) -> Vec<&'a str> {
    let article = &entry.article;
    let folder = folder_of(&article.path);
    let bundle = is_bundle(&article.path).then(|| bundled(assets, folder)).into_iter().flatten();
    let named = named_by(article).filter_map(|link| known.get(local(link, folder)?.as_str()).copied());
    bundle.chain(named).collect()
}

/// Articles that are shown.
fn showing(archive: &Archive) -> impl ParallelIterator<Item = &Entry> {
    archive.entries.par_iter().filter(|e| e.presence != Presence::Tombstone)
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
    let named = showing(archive).flat_map_iter(|entry| named_by(&entry.article));
    let named = named.filter_map(|link| known.get(decoded(link.strip_prefix('/')?).as_str()).copied());
    named.collect::<Vec<_>>().into_iter().collect()
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
