//! Feeds and sitemaps of the archive: from entries to the plain types that their writers take.

use super::make::Maker;
use crate::archive::address::id_of;
use crate::archive::reserved::{feed_address, term_address};
use crate::archive::{Archive, Entry};
use crate::article::date::PressDate;
use crate::config::FeedFormat;
use crate::diagnostic::Diagnostic;
use crate::plan::files::{FEED_ARCHIVE_SIZE, feed_document_address};
use crate::render::feed::{Feed, FeedAuthor, FeedDate, FeedItem, FeedLinks, FeedRole};
use crate::render::{atom, feed_archive, json_feed, rss, syndicated_html};
use rayon::prelude::*;
use std::ops::Range;

/// The listed articles in the order in which they entered the archive: by `added`, else by date.
pub(super) struct Arrivals {
    /// Entries, first arrival first.
    pub(super) order: Vec<u32>,
    /// The last arrivals of each term by taxonomy, newest first; none when they came in the order of their dates, as the
    /// articles of terms stand already.
    newest: Option<Vec<Vec<Vec<u32>>>>,
}

impl Arrivals {
    /// `limit` is how many articles a feed of a term holds at most.
    pub(super) fn of(archive: &Archive, limit: usize) -> Self {
        let added = |at: &u32| {
            let article = &archive.entries[*at as usize].article;
            article.added.as_deref().filter(|d| !d.is_unknown()).map(|d| d.instant)
        };
        if archive.listed.par_iter().all(|at| added(at).is_none()) {
            return Self { order: archive.listed.clone(), newest: None };
        }
        let arrival = |at: &u32| added(at).unwrap_or(archive.entries[*at as usize].article.date.instant);
        let mut arrivals: Vec<(i64, u32)> = archive.listed.par_iter().map(|at| (arrival(at), *at)).collect();
        arrivals.par_sort_unstable();
        let order: Vec<u32> = arrivals.into_iter().map(|(_, at)| at).collect();
        let mut newest: Vec<Vec<Vec<u32>>> =
            archive.taxonomies.iter().map(|index| vec![Vec::new(); index.terms.len()]).collect();
        for &at in order.iter().rev() {
            for &(taxonomy, term) in &archive.entries[at as usize].terms {
                let own = &mut newest[taxonomy as usize][term as usize];
                if own.len() < limit {
                    own.push(at);
                }
            }
        }
        Self { order, newest: Some(newest) }
    }
}

impl Maker<'_> {
    /// A feed as text.
    pub(super) fn feed(
        &self,
        term: Option<(u8, u32)>,
        format: FeedFormat,
        document: Option<u32>,
        report: &mut Vec<Diagnostic>,
    ) -> String {
        let feed = match term {
            Some((taxonomy, term)) => self.term_feed(taxonomy, term, format, report),
            None => self.site_feed(format, document, report),
        };
        match format {
            FeedFormat::Rss => rss::rss(&feed),
            FeedFormat::Atom => atom::atom(&feed),
            FeedFormat::Json => json_feed::json_feed(&feed),
        }
    }

    /// The articles of a term's feed, newest arrival first.
    pub(super) fn term_feed_articles(&self, taxonomy: u8, term: u32) -> Vec<u32> {
        match &self.ready.arrivals.newest {
            Some(newest) => newest[taxonomy as usize][term as usize].clone(),
            None => {
                let term = &self.desk.archive.taxonomies[taxonomy as usize].terms[term as usize];
                term.articles.iter().rev().take(self.desk.config.feeds.limit).copied().collect()
            }
        }
    }

    fn term_feed(&self, taxonomy: u8, term: u32, format: FeedFormat, report: &mut Vec<Diagnostic>) -> Feed {
        let index = &self.desk.archive.taxonomies[taxonomy as usize];
        let newest = self.term_feed_articles(taxonomy, term);
        let term = &index.terms[term as usize];
        let list = term_address(&index.taxonomy.path, &term.slug);
        let mut feed = self.empty_feed(&list, format);
        feed.title = format!("{} – {}", term.title, self.desk.config.title);
        feed.description = term.notes.as_ref().map(|n| n.summary.clone()).unwrap_or_default();
        feed.items = newest.iter().map(|&at| self.item(at, false, report)).collect();
        feed
    }

    /// Which arrivals a feed of the site holds, and how it is joined to the others.
    pub(super) fn site_feed_range(
        &self,
        format: FeedFormat,
        document: Option<u32>,
    ) -> (Range<usize>, (FeedRole, FeedLinks)) {
        let config = self.desk.config;
        let count = self.ready.arrivals.order.len();
        let cut = feed_archive::cut(count, FEED_ARCHIVE_SIZE, config.feeds.limit);
        let first = config.feeds.formats.iter().find(|f| **f != FeedFormat::Json);
        let walkable = config.feeds.archive && first == Some(&format);
        let own = feed_address("/", format);
        let link = |number: usize| self.desk.permalink(&feed_document_address(format, number as u32));
        let mut links = FeedLinks::default();
        match document.and_then(|n| cut.documents.get(n as usize - 1)) {
            Some(document) => {
                let role = if document.closed { FeedRole::Archive } else { FeedRole::Subscription };
                links.current = Some(self.desk.permalink(&own));
                links.prev_archive = document.previous.map(link);
                links.next_archive = document.next.map(link);
                (document.items.clone(), (role, links))
            }
            None if walkable => {
                links.prev_archive = cut.newest_closed.map(link);
                (cut.current, (FeedRole::default(), links))
            }
            None => (count.saturating_sub(config.feeds.limit)..count, (FeedRole::default(), links)),
        }
    }

    fn site_feed(&self, format: FeedFormat, document: Option<u32>, report: &mut Vec<Diagnostic>) -> Feed {
        let config = self.desk.config;
        let (range, (role, links)) = self.site_feed_range(format, document);
        let mut feed = self.empty_feed("/", format);
        feed.title.clone_from(&config.title);
        feed.description.clone_from(&config.description);
        feed.role = role;
        feed.links = links;
        if let Some(number) = document {
            feed.self_url = self.desk.permalink(&feed_document_address(format, number));
        }
        let full = if document.is_some() { config.feeds.archive_full_text } else { config.feeds.full_text };
        feed.items =
            self.ready.arrivals.order[range].iter().rev().map(|&at| self.item(at, full, report)).collect();
        feed
    }

    fn empty_feed(&self, list: &str, format: FeedFormat) -> Feed {
        let config = self.desk.config;
        Feed {
            site_url: config.base_url.clone(),
            page_url: self.desk.permalink(list),
            self_url: self.desk.permalink(&feed_address(list, format)),
            language: config.language.clone(),
            publisher: config.publisher.name.clone().unwrap_or_else(|| config.title.clone()),
            ..Feed::default()
        }
    }

    fn item(&self, at: u32, full: bool, report: &mut Vec<Diagnostic>) -> FeedItem {
        let entry = &self.desk.archive.entries[at as usize];
        let article = &entry.article;
        let lang = self.desk.lang(entry);
        let url = self.desk.permalink(&entry.address);
        let content_html = full.then(|| {
            let html = self.body(&article.path, &entry.address, &article.body, report).html;
            syndicated_html::syndicated_html(&html, &url)
        });
        let card = self.desk.card(at);
        let author = |a: &crate::plan::view::CreditView| FeedAuthor {
            name: a.name.clone(),
            email: a.email.clone(),
            url: a.url.as_deref().map(|u| self.desk.absolute(u)).unwrap_or_default(),
        };
        let section = card.section.iter().map(|s| s.title.clone());
        let tags = self.desk.tags(entry);
        FeedItem {
            id: id_of(article),
            url,
            title: article.title.to_string(),
            summary: article.summary().to_owned(),
            content_html,
            authors: card.authors.iter().map(author).collect(),
            categories: section.chain(tags.into_iter().map(|t| t.title)).collect(),
            published: self.feed_date(&article.date, article.date_text.as_deref(), entry),
            added: article.added.as_deref().and_then(|d| self.feed_date(d, None, entry)),
            updated: article.updated.as_deref().and_then(|d| self.feed_date(d, None, entry)),
            image: card.image.and_then(|i| i.permalink),
            language: (lang != self.desk.config.language).then(|| lang.to_owned()),
        }
    }

    fn feed_date(&self, date: &PressDate, printed: Option<&str>, entry: &Entry) -> Option<FeedDate> {
        (!date.is_unknown()).then(|| FeedDate {
            instant: date.instant,
            text: self.desk.date(date, printed, self.desk.lang(entry)).text,
            iso: date.iso(),
            rfc3339: date.rfc3339(),
            rfc2822: date.rfc2822(),
        })
    }

    /// Absolute addresses of the sitemaps for `robots.txt`.
    pub(super) fn sitemap_addresses(&self) -> Vec<String> {
        let news = self.desk.config.news_sitemap.as_ref().map(|_| "/news-sitemap.xml");
        ["/sitemap.xml"].into_iter().chain(news).map(|a| self.desk.permalink(a)).collect()
    }
}
