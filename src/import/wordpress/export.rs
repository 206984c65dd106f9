//! What articles of an export refer to.
//!
//! Takes: all export files. Does: goes through them once, without looking at articles. Gives: names of authors and categories, and pictures with
//! what is said about them.

use super::{ITEMS, lossy, meta, plain};
use crate::import::address::Old;
use crate::import::source::Tree;
use crate::import::xml::{self, Cut, Cutter, Element};
use std::collections::HashMap;

/// Most pictures that are remembered: some hundred bytes each.
const MOST_PICTURES: usize = 400_000;

/// A picture or another file of an export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attachment {
    pub(super) url: String,
    pub(super) alt: String,
    pub(super) caption: String,
    pub(super) credit: String,
    parent: u64,
}

/// Everything that exports say beside their articles.
#[derive(Debug, Default)]
pub(super) struct Exports {
    /// By site and login.
    authors: HashMap<(String, String), String>,
    /// By site and number.
    categories: HashMap<(String, String), String>,
    attachments: HashMap<(u32, u64), Attachment>,
    /// Numbers of sites, by their addresses.
    sites: HashMap<String, u32>,
    /// Site of each file.
    of_file: HashMap<usize, String>,
    /// Files of the source that are uploads, by the end of their path in lower case: `2015/09/quay.jpg`.
    uploads: HashMap<String, usize>,
}

impl Exports {
    pub(super) fn survey(tree: &Tree, own: &[usize]) -> Self {
        let mut all = Self::default();
        for file in own {
            all.file(tree, *file);
        }
        for (number, input) in tree.files.iter().enumerate().filter(|(number, _)| !own.contains(number)) {
            let lower = input.path.to_lowercase();
            let tail = match lower.split_once("uploads/") {
                Some((_, tail)) => tail.to_owned(),
                None => last_parts(&lower),
            };
            all.uploads.entry(tail).or_insert(number);
        }
        all
    }

    fn file(&mut self, tree: &Tree, file: usize) {
        let Ok(stream) = tree.stream(file) else { return };
        let mut cutter = Cutter::new(stream, ITEMS);
        let mut site: Option<String> = None;
        let mut label = None;
        while let Some(cut) = cutter.next() {
            if site.is_none() {
                label = declared(cutter.head());
                site = Some(self.channel(cutter.head(), label.as_deref()));
            }
            let (Cut::Item { bytes, line, column }, Some(site)) = (cut, &site) else { continue };
            if !is_attachment(&bytes) || self.attachments.len() >= MOST_PICTURES {
                continue;
            }
            if let Ok((element, _)) = xml::of_bytes(&bytes, line, column, label.as_deref()) {
                self.attachment(&element, site);
            }
        }
        let site = site.unwrap_or_else(|| self.channel(cutter.head(), None));
        self.of_file.insert(file, site);
    }

    /// Reads what stands before the first item, and gives the address of the site.
    fn channel(&mut self, head: &[u8], label: Option<&str>) -> String {
        let text = lossy(head, label);
        // The document ends later: what was opened and not closed is no fault here.
        let field = |name: &str| {
            let (open, close) = (format!("<{name}>"), format!("</{name}>"));
            let (_, rest) = text.split_once(&open)?;
            Some(plain(&uncovered(rest.split_once(&close)?.0)))
        };
        let site = ["wp:base_blog_url", "wp:base_site_url", "link"]
            .iter()
            .find_map(|name| field(name))
            .unwrap_or_default();
        let parts = |name: &str| -> Vec<Element> {
            let (open, close) = (format!("<{name}>"), format!("</{name}>"));
            let pieces = text.split(&open).skip(1).filter_map(|rest| rest.split_once(&close));
            pieces.filter_map(|(inner, _)| xml::read(&format!("{open}{inner}{close}")).ok()).collect()
        };
        for author in parts("wp:author") {
            let full =
                format!("{} {}", author.get("wp:author_first_name"), author.get("wp:author_last_name"));
            let name =
                [author.get("wp:author_display_name"), full.trim()].into_iter().find(|name| !name.is_empty());
            if let Some(name) = name {
                self.authors
                    .insert((site.clone(), author.get("wp:author_login").to_lowercase()), plain(name));
            }
        }
        for category in parts("wp:category") {
            let name = plain(category.get("wp:cat_name"));
            self.categories.insert((site.clone(), category.get("wp:term_id").to_owned()), name);
        }
        let next = self.sites.len() as u32;
        self.sites.entry(site.clone()).or_insert(next);
        site
    }

    fn attachment(&mut self, item: &Element, site: &str) {
        let number = item.get("wp:post_id").parse().unwrap_or(0);
        let url = item.get("wp:attachment_url");
        let url = if url.is_empty() { item.get("guid") } else { url };
        let credits = [
            "_media_credit",
            "media_credit",
            "_navis_media_credit_org",
            "credit",
            "photographer",
            "_wp_attachment_credit",
        ];
        let attachment = Attachment {
            url: url.to_owned(),
            alt: plain(meta(item, "_wp_attachment_image_alt").unwrap_or_default()),
            caption: plain(item.get("excerpt:encoded")),
            credit: plain(credits.iter().find_map(|key| meta(item, key)).unwrap_or_default()),
            parent: item.get("wp:post_parent").parse().unwrap_or(0),
        };
        let key = (self.sites.get(site).copied().unwrap_or(0), number);
        self.attachments.insert(key, attachment);
    }

    /// The address of the site that a file is an export of.
    pub(super) fn site(&self, file: usize) -> &str {
        self.of_file.get(&file).map_or("", |site| site)
    }

    /// The name of an author for readers.
    pub(super) fn author(&self, file: usize, login: &str) -> String {
        let key = (self.site(file).to_owned(), login.to_lowercase());
        self.authors.get(&key).cloned().unwrap_or_else(|| login.to_owned())
    }

    /// The name of a category, by its number.
    pub(super) fn category(&self, file: usize, number: &str) -> Option<&String> {
        self.categories.get(&(self.site(file).to_owned(), number.to_owned()))
    }

    /// A picture, by its number.
    pub(super) fn picture(&self, file: usize, number: u64) -> Option<&Attachment> {
        self.attachments.get(&(*self.sites.get(self.site(file))?, number))
    }

    /// Pictures that were uploaded to a post, in order of their numbers.
    pub(super) fn pictures_of(&self, file: usize, post: u64) -> Vec<u64> {
        let Some(site) = self.sites.get(self.site(file)) else { return Vec::new() };
        let own =
            self.attachments.iter().filter(|((s, _), found)| s == site && found.parent == post && post != 0);
        let mut numbers: Vec<u64> = own.map(|((_, number), _)| *number).collect();
        numbers.sort_unstable();
        numbers
    }

    /// The file of an upload, when the uploads were given with the export.
    pub(super) fn upload(&self, address: &str) -> Option<usize> {
        if self.uploads.is_empty() {
            return None;
        }
        let path = Old::read(address)?.path.to_lowercase();
        let (_, tail) = path.split_once("uploads/")?;
        let tail = tail.split('?').next().unwrap_or(tail);
        let short = last_parts(tail);
        [tail, &without_size(tail), &short, &without_size(&short)]
            .iter()
            .find_map(|tail| self.uploads.get(*tail).copied())
    }
}

/// `2015/09/quay.jpg` of `anything/2015/09/quay.jpg`.
fn last_parts(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    parts[parts.len().saturating_sub(3)..].join("/")
}

/// The name of the picture as it was uploaded: `quay.jpg` for `quay-300x200.jpg`.
fn without_size(path: &str) -> String {
    let Some((stem, ending)) = path.rsplit_once('.') else { return path.to_owned() };
    let Some((name, size)) = stem.rsplit_once('-') else { return path.to_owned() };
    let numbers = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match size.split_once('x') {
        Some((width, height)) if numbers(width) && numbers(height) => format!("{name}.{ending}"),
        _ => path.to_owned(),
    }
}

fn is_attachment(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.contains("attachment</wp:post_type>") || text.contains("attachment]]></wp:post_type>")
}

/// The encoding that a document says it is in.
pub(super) fn declared(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&head[..head.len().min(200)]);
    let declaration = head.split_once("<?xml")?.1.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value[1..].split(quote).next()?.to_owned())
}

/// Text without the `CDATA` around it.
fn uncovered(text: &str) -> String {
    let text = text.trim();
    text.strip_prefix("<![CDATA[").and_then(|text| text.strip_suffix("]]>")).unwrap_or(text).to_owned()
}
