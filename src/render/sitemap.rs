//! Sitemaps (the protocol of sitemaps.org, version 0.9) and Google's extension for news.
//!
//! Takes: addresses with the dates of their contents. Does: keeps the protocol's limits: 50,000 addresses and 50 MB in
//! a file, fewer than 2,048 characters in an address, 1,000 articles in a news sitemap. Gives: XML documents.
//! The only module that knows the `sitemap-rs` crate.
//!
//! The crate writes every date with a time of day. The protocol allows `1937`, `1937-07` and `1937-07-04`, and a
//! midnight nobody wrote would be untrue, so documents are made with a stand-in for each date, which is then replaced
//! by the date as it is.

use super::escape::xml_characters;
use crate::config::NewsSitemap;
use sitemap_rs::jiff::{Timestamp, Zoned, tz::TimeZone};
use sitemap_rs::news::{News, Publication};
use sitemap_rs::sitemap::Sitemap;
use sitemap_rs::sitemap_index::SitemapIndex;
use sitemap_rs::url::Url;
use sitemap_rs::url_set::UrlSet;

/// Most addresses in a file.
pub const MAX_URLS: usize = 50_000;
/// Largest file in bytes, uncompressed.
pub const MAX_BYTES: usize = 50 * 1024 * 1024;
/// Most articles in a news sitemap.
pub const MAX_NEWS: usize = 1_000;

/// An address in a sitemap, or a sitemap in an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapEntry {
    /// Absolute address, percent-encoded.
    pub url: String,
    /// Last change of the content (never of the build) in W3C's form at its own precision: `1937-07`,
    /// `2015-09-24T14:32:00+01:00`. None when not known.
    pub lastmod: Option<String>,
}

/// An article in a news sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsEntry {
    /// Absolute address, percent-encoded.
    pub url: String,
    /// First publication in W3C's form at its own precision, a day at least.
    pub published: String,
    /// Headline.
    pub title: String,
}

/// Sitemap files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sitemaps {
    /// The files; the entries stand in them in the order they were given.
    pub files: Vec<SitemapFile>,
    /// Addresses that are too long for the protocol and stand in no file.
    pub left_out: Vec<String>,
}

/// One sitemap file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapFile {
    /// Number of addresses.
    pub urls: usize,
    /// The document.
    pub xml: String,
}

/// The addresses as sitemap files, in the order given: as few as the limits allow. No address gives no file.
pub fn sitemaps(entries: &[SitemapEntry]) -> Sitemaps {
    cut(entries, MAX_URLS, MAX_BYTES)
}

fn cut(entries: &[SitemapEntry], max_urls: usize, max_bytes: usize) -> Sitemaps {
    let mut sitemaps = Sitemaps::default();
    let mut file = Document::default();
    for entry in entries {
        let Some(url) = url(&entry.url, entry.lastmod.as_deref(), None) else {
            sitemaps.left_out.push(entry.url.clone());
            continue;
        };
        let bytes = written_bytes(&entry.url);
        if file.urls.len() == max_urls || !file.urls.is_empty() && file.bytes + bytes > max_bytes {
            sitemaps.files.push(std::mem::take(&mut file).write());
        }
        file.bytes += bytes;
        file.dates.extend(entry.lastmod.as_deref().filter(|date| is_date(date)).map(str::to_owned));
        file.urls.push(url);
    }
    if !file.urls.is_empty() {
        sitemaps.files.push(file.write());
    }
    sitemaps
}

/// The index of sitemap files: one document, or more when there are over 50,000 files.
pub fn indexes(files: &[SitemapEntry]) -> Vec<String> {
    files.chunks(MAX_URLS).map(index).collect()
}

fn index(files: &[SitemapEntry]) -> String {
    let date = |file: &SitemapEntry| file.lastmod.clone().filter(|date| is_date(date));
    let sitemaps = files
        .iter()
        .map(|file| Sitemap::new(xml_characters(&file.url).into_owned(), date(file).map(|_| stand_in())));
    let index = SitemapIndex::new(sitemaps.collect()).expect("chunks have at most 50,000 files");
    let mut xml = Vec::new();
    index.write(&mut xml).expect("memory takes every write");
    restore_dates(&xml, "lastmod", files.iter().filter_map(date))
}

/// The news sitemap: the first 1,000 articles of those given, newest first. Articles without a day are left out.
pub fn news_sitemap(publication: &NewsSitemap, articles: &[NewsEntry]) -> String {
    let dated =
        articles.iter().filter(|article| article.published.len() >= 10 && is_date(&article.published));
    let mut document = Document::default();
    for article in dated {
        let news = News::new(
            Publication::new(clean(&publication.publication), clean(&publication.language)),
            stand_in(),
            clean(&article.title),
        );
        let Some(url) = url(&article.url, None, Some(news)) else { continue };
        document.urls.push(url);
        document.dates.push(article.published.clone());
        if document.urls.len() == MAX_NEWS {
            break;
        }
    }
    document.write_with("news:publication_date").xml
}

/// A file that is being filled.
#[derive(Default)]
struct Document {
    urls: Vec<Url>,
    /// The true dates, in the order in which stand-ins stand in the document.
    dates: Vec<String>,
    /// No fewer bytes than the addresses take when written.
    bytes: usize,
}

impl Document {
    fn write(self) -> SitemapFile {
        self.write_with("lastmod")
    }

    fn write_with(self, date_element: &str) -> SitemapFile {
        let urls = self.urls.len();
        let set = UrlSet::new(self.urls).expect("files are filled to the limits at most");
        let mut xml = Vec::new();
        set.write(&mut xml).expect("memory takes every write");
        SitemapFile { urls, xml: restore_dates(&xml, date_element, self.dates.into_iter()) }
    }
}

/// An address for the crate; none when it is too long for the protocol.
fn url(address: &str, lastmod: Option<&str>, news: Option<News>) -> Option<Url> {
    let lastmod = lastmod.filter(|date| is_date(date)).map(|_| stand_in());
    Url::new(clean(address), Vec::new(), lastmod, None, None, None, None, news).ok()
}

/// The moment that stands in for every date.
fn stand_in() -> Zoned {
    Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC)
}

/// The document with the true dates in the place of the stand-ins. Text is escaped, so a stand-in cannot be text.
fn restore_dates(xml: &[u8], element: &str, mut dates: impl Iterator<Item = String>) -> String {
    let xml = String::from_utf8_lossy(xml);
    let stand_in = format!("<{element}>1970-01-01T00:00:00+00:00</{element}>");
    let mut restored = String::with_capacity(xml.len());
    let mut parts = xml.split(&stand_in);
    restored.push_str(parts.next().unwrap_or_default());
    for part in parts {
        if let Some(date) = dates.next() {
            restored.push_str(&format!("<{element}>{date}</{element}>"));
        }
        restored.push_str(part);
    }
    restored
}

/// Whether a text has the form of W3C's dates: a year of four digits and what may follow one.
fn is_date(text: &str) -> bool {
    let year = text.as_bytes().get(..4).is_some_and(|year| year.iter().all(u8::is_ascii_digit));
    year && text.bytes().all(|byte| byte.is_ascii_digit() || b"-+:.TZ".contains(&byte))
}

/// No fewer bytes than an entry takes when written: elements, a date, and the address with its escapes.
fn written_bytes(address: &str) -> usize {
    const ELEMENTS_AND_DATE: usize = 128;
    let escapes = address.bytes().filter(|byte| b"<>&'\"".contains(byte)).count();
    ELEMENTS_AND_DATE + address.len() + escapes * "quot;".len()
}

fn clean(text: &str) -> String {
    xml_characters(text).into_owned()
}

#[cfg(test)]
mod tests;
