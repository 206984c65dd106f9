//! Sitemaps of the archive: from pages to the plain types that the writer takes.

use super::make::Maker;
use super::world::NEWS_AGE;
use crate::archive::Entry;
use crate::plan::PageKind;
use crate::plan::files::{SITEMAP_SIZE, SitemapPart, is_for_search, sitemap_address};
use crate::render::sitemap::{self, NewsEntry, SitemapEntry};

impl Maker<'_> {
    /// One sitemap file: `number` counts the files of a part from 0.
    pub(super) fn sitemap(&self, part: SitemapPart, number: u32) -> String {
        let pages = self.ready.sitemaps.get(&part).map_or(&[][..], |pages| pages);
        let own = pages.chunks(SITEMAP_SIZE).nth(number as usize).unwrap_or_default();
        let entry = |&n: &u32| {
            let page = &self.pages[n as usize];
            let lastmod = match page.kind {
                PageKind::Article(at) => lastmod(&self.desk.archive.entries[at as usize]),
                _ => None,
            };
            SitemapEntry { url: self.desk.permalink(&page.address), lastmod }
        };
        let entries: Vec<SitemapEntry> = own.iter().map(entry).collect();
        let files = sitemap::sitemaps(&entries).files;
        files.into_iter().next().map(|file| file.xml).unwrap_or_default()
    }

    /// The list of all sitemap files, each with the last change in it.
    pub(super) fn sitemap_index(&self) -> String {
        let entries = self.desk.archive.entries.as_slice();
        let mut files = Vec::new();
        for (part, pages) in &self.ready.sitemaps {
            for (number, chunk) in pages.chunks(SITEMAP_SIZE).enumerate() {
                let articles = chunk.iter().filter_map(|&n| match self.pages[n as usize].kind {
                    PageKind::Article(at) => Some(&entries[at as usize]),
                    _ => None,
                });
                let latest = articles.max_by_key(|e| changed(e).instant).and_then(lastmod);
                let url = self.desk.permalink(&sitemap_address(*part, number as u32));
                files.push(SitemapEntry { url, lastmod: latest });
            }
        }
        sitemap::indexes(&files).into_iter().next().unwrap_or_default()
    }

    /// The news sitemap: the articles of the last two days.
    pub(super) fn news_sitemap(&self) -> String {
        let Some(publication) = &self.desk.config.news_sitemap else { return String::new() };
        let at = self.request.clock.at;
        let entries = &self.desk.archive.entries;
        let fresh = self.desk.archive.listed.iter().rev().map(|&e| &entries[e as usize]);
        let fresh = fresh
            .take_while(|e| e.article.date.instant > at - NEWS_AGE)
            .filter(|e: &&Entry| is_for_search(e));
        let entry = |e: &Entry| NewsEntry {
            url: self.desk.permalink(&e.address),
            published: e.article.date.iso(),
            title: e.article.title.to_string(),
        };
        let articles: Vec<NewsEntry> = fresh.map(entry).collect();
        sitemap::news_sitemap(publication, &articles)
    }
}

/// Last change of the content: `updated`, else first publication.
fn changed(entry: &Entry) -> crate::article::date::PressDate {
    *entry.article.updated.as_deref().filter(|d| !d.is_unknown()).unwrap_or(&entry.article.date)
}

fn lastmod(entry: &Entry) -> Option<String> {
    Some(changed(entry).iso()).filter(|iso| !iso.is_empty())
}
