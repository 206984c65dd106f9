//! Every file of the output besides pages: feeds, sitemaps, redirects, assets, pictures.

use super::Page;
use super::desk::has_page;
use super::media::MediaFile;
use crate::archive::address::{Address, is_page};
use crate::archive::reserved::{feed_address, term_address};
use crate::archive::{Archive, Entry};
use crate::article::Status;
use crate::config::{Config, FeedFormat};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Articles in an archive document of the site's feed (RFC 5005).
pub const FEED_ARCHIVE_SIZE: usize = 100;

/// Addresses in a sitemap file: so few that even with the longest ones a file keeps within 50 MB.
pub const SITEMAP_SIZE: usize = 20_000;

/// A file of the output.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Its address.
    pub address: Address,
    /// What it holds.
    pub file: File,
}

impl Planned {
    /// Path relative to the output folder.
    pub fn path(&self) -> &str {
        self.address.path()
    }
}

/// What a file of the output holds.
#[derive(Debug, Clone)]
pub enum File {
    /// A page: its number in the list of pages.
    Page(u32),
    /// A feed.
    Feed {
        /// The list it is of; none for the site.
        term: Option<(u8, u32)>,
        /// Its format.
        format: FeedFormat,
        /// Number of the archive document, 1 for the oldest; none for the feed that is subscribed to.
        document: Option<u32>,
    },
    /// The articles of one month, or everything else: which file of it, from 0.
    Sitemap(SitemapPart, u32),
    /// The list of sitemaps.
    SitemapIndex,
    /// The news sitemap.
    NewsSitemap,
    /// `robots.txt`.
    Robots,
    /// A page that forwards.
    Redirect(Box<Forward>),
    /// Rules for a host: all redirects.
    Rules(Host),
    /// An asset of the theme: its number.
    Asset(u32),
    /// A file to copy: its number.
    Media(u32),
}

/// An old address and where it leads.
#[derive(Debug, Clone)]
pub struct Forward {
    /// The old address.
    pub from: String,
    /// An address of the site, or a URL elsewhere.
    pub to: String,
}

/// What a sitemap lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SitemapPart {
    /// Articles of a month; year and month are 0 where not known.
    Month(i16, i8),
    /// Lists, standing pages and everything else.
    Pages,
}

/// A host that has its own form of redirects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// `_redirects`.
    Netlify,
    /// `.htaccess`.
    Apache,
    /// `redirects.map`.
    Nginx,
}

/// Lists every file of the output, pages included, in order of path within each kind.
pub fn list(
    archive: &Archive,
    config: &Config,
    pages: &[Page],
    media: &[MediaFile],
    assets: &[String],
) -> Vec<Planned> {
    let mut files: Vec<Planned> = Vec::with_capacity(pages.len() + media.len());
    let page =
        |(n, page): (usize, &Page)| Planned { address: page.address.clone(), file: File::Page(n as u32) };
    files.extend(pages.iter().enumerate().map(page));
    let mut add = |address: &str, file: File| files.push(Planned { address: address.into(), file });
    feeds(archive, config, &mut add);
    if config.sitemap {
        for (part, own) in sitemap_parts(archive, pages) {
            for number in 0..own.len().div_ceil(SITEMAP_SIZE) as u32 {
                add(&sitemap_address(part, number), File::Sitemap(part, number));
            }
        }
        add("/sitemap.xml", File::SitemapIndex);
        add("/robots.txt", File::Robots);
        if config.news_sitemap.is_some() {
            add("/news-sitemap.xml", File::NewsSitemap);
        }
    }
    redirects(archive, config, &mut add);
    for (n, asset) in assets.iter().enumerate() {
        add(asset, File::Asset(n as u32));
    }
    for (n, file) in media.iter().enumerate() {
        add(&file.address, File::Media(n as u32));
    }
    files
}

fn feeds(archive: &Archive, config: &Config, add: &mut impl FnMut(&str, File)) {
    for &format in &config.feeds.formats {
        add(&feed_address("/", format), File::Feed { term: None, format, document: None });
    }
    for (n, index) in archive.taxonomies.iter().enumerate() {
        for (t, term) in index.terms.iter().enumerate().filter(|(_, t)| has_page(t)) {
            let list = term_address(&index.taxonomy.path, &term.slug);
            for &format in &index.taxonomy.feeds {
                let term = Some((n as u8, t as u32));
                add(&feed_address(&list, format), File::Feed { term, format, document: None });
            }
        }
    }
    let walkable = config.feeds.formats.iter().find(|f| **f != FeedFormat::Json);
    if let (true, Some(&format)) = (config.feeds.archive && !archive.listed.is_empty(), walkable) {
        for number in 1..=feed_documents(archive.listed.len()) {
            let address = feed_document_address(format, number);
            add(&address, File::Feed { term: None, format, document: Some(number) });
        }
    }
}

/// How many archive documents a feed of `count` articles has: the closed ones, and the open one that follows them.
/// A site with fewer articles than fill one document has none.
pub fn feed_documents(count: usize) -> u32 {
    match count / FEED_ARCHIVE_SIZE {
        0 => 0,
        closed => closed as u32 + 1,
    }
}

/// Address of an archive document of the site's feed: `/feed/archive/3.xml`.
pub fn feed_document_address(format: FeedFormat, number: u32) -> String {
    let feed = feed_address("/", format);
    let (stem, ending) = feed.rsplit_once('.').unwrap_or((&feed, "xml"));
    format!("{stem}/archive/{number}.{ending}")
}

/// Whether search engines are told of an article: not of a hidden one or a draft, nor of one that they are to leave out
/// or whose original stands elsewhere.
pub fn is_for_search(entry: &Entry) -> bool {
    let rare = entry.article.rare.as_ref();
    let unwanted = rare.is_some_and(|r| r.noindex || r.canonical.is_some());
    entry.rank.is_some() && !unwanted && entry.article.status != Status::Draft
}

/// Sitemaps by what they list: the numbers of their pages.
pub fn sitemap_parts(archive: &Archive, pages: &[Page]) -> BTreeMap<SitemapPart, Vec<u32>> {
    use crate::plan::PageKind;
    let part = |page: &Page| match page.kind {
        PageKind::Article(at) => {
            let entry = &archive.entries[at as usize];
            let date = &entry.article.date;
            is_for_search(entry).then_some(SitemapPart::Month(date.year, date.month))
        }
        PageKind::Standing(at) => {
            (!archive.standing[at as usize].standing.noindex).then_some(SitemapPart::Pages)
        }
        PageKind::Tombstone(_) | PageKind::NotFound => None,
        _ => Some(SitemapPart::Pages),
    };
    let own: Vec<Option<SitemapPart>> = pages.par_iter().map(part).collect();
    let mut parts: BTreeMap<SitemapPart, Vec<u32>> = BTreeMap::new();
    let mut from = 0;
    // Pages of one part mostly stand together.
    for run in own.chunk_by(|a, b| a == b) {
        let numbers = from as u32..(from + run.len()) as u32;
        from += run.len();
        if let Some(Some(part)) = run.first() {
            parts.entry(*part).or_default().extend(numbers);
        }
    }
    parts
}

/// Address of a sitemap file; the first of a part has no number.
pub fn sitemap_address(part: SitemapPart, number: u32) -> String {
    let name = match part {
        SitemapPart::Pages => "pages".to_owned(),
        SitemapPart::Month(0, _) => "undated".to_owned(),
        SitemapPart::Month(year, 0) => format!("{year:04}"),
        SitemapPart::Month(year, month) => format!("{year:04}-{month:02}"),
    };
    match number {
        0 => format!("/sitemaps/{name}.xml"),
        number => format!("/sitemaps/{name}.{}.xml", number + 1),
    }
}

fn redirects(archive: &Archive, config: &Config, add: &mut impl FnMut(&str, File)) {
    if archive.redirects.is_empty() {
        return;
    }
    if config.redirects.pages {
        for (from, to) in archive.redirects.iter().filter(|(from, _)| is_page(from)) {
            add(from, File::Redirect(Box::new(Forward { from: from.clone(), to: to.clone() })));
        }
    }
    let hosts = [
        (config.redirects.netlify, "/_redirects", Host::Netlify),
        (config.redirects.apache, "/.htaccess", Host::Apache),
        (config.redirects.nginx, "/redirects.map", Host::Nginx),
    ];
    for (_, address, host) in hosts.into_iter().filter(|h| h.0) {
        add(address, File::Rules(host));
    }
}
