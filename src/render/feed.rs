//! A feed as plain data, and what its dates mean, whatever the format.
//!
//! Takes: a list's facts and its articles, newest first, as strings that are ready to be written. Does: decides which
//! date an item shows, and how it is known among all items of the world. Gives: a [`Feed`] for the writers
//! ([`rss`](super::rss), [`atom`](super::atom), [`json_feed`](super::json_feed)).
//!
//! What is said about time, in every format:
//!
//! - Nothing is dated by the clock of the build, and no date is made up. An undated item shows no date.
//! - Readers compute with dates, and many cannot before 1970 (one files an article of 1892 under 2028); no feed format
//!   has a year or a month without a day. An item with such a date shows when it entered the archive (`added`), or
//!   nothing; its true date stands in its title and, at its own precision, as `dc:date`.
//! - A day without a time of day stands at its start, because the formats have no shorter form.

use super::escape::percent_encode;
use std::borrow::Cow;

/// A feed document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Feed {
    /// Title of the list.
    pub title: String,
    /// What it holds; may be empty.
    pub description: String,
    /// Root of the site as an absolute address with a slash at the end. It makes identities unique in the world.
    pub site_url: String,
    /// Absolute address of the list's page.
    pub page_url: String,
    /// Absolute address of this document.
    pub self_url: String,
    /// Language (BCP 47).
    pub language: String,
    /// Name of the publisher.
    pub publisher: String,
    /// Which part of the list this document is.
    pub role: FeedRole,
    /// Other documents of the same list.
    pub links: FeedLinks,
    /// The articles, in the order they are to stand in.
    pub items: Vec<FeedItem>,
}

/// Which part of a list a document is (RFC 5005).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FeedRole {
    /// The newest articles, or an archive document that still grows.
    #[default]
    Subscription,
    /// All there are: what is not in it is gone (section 2).
    Complete,
    /// A closed part of the past, which does not change (section 4).
    Archive,
}

/// Absolute addresses of other documents of the same list (RFC 5005, section 4).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedLinks {
    /// The document to subscribe to; only in archive documents.
    pub current: Option<String>,
    /// The archive document with the articles before these.
    pub prev_archive: Option<String>,
    /// The archive document with the articles after these.
    pub next_archive: Option<String>,
}

/// An article in a feed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FeedItem {
    /// Permanent identity within the site, or an address that identifies it in the world.
    pub id: String,
    /// Absolute address of its page.
    pub url: String,
    /// Headline.
    pub title: String,
    /// Summary as text; may be empty.
    pub summary: String,
    /// The whole text as HTML fit for strangers' pages ([`super::syndicated_html`]).
    pub content_html: Option<String>,
    /// Byline.
    pub authors: Vec<FeedAuthor>,
    /// Section, tags and other subjects.
    pub categories: Vec<String>,
    /// First publication; none when undated.
    pub published: Option<FeedDate>,
    /// When it entered this archive.
    pub added: Option<FeedDate>,
    /// Last change of substance.
    pub updated: Option<FeedDate>,
    /// Absolute address of the lead picture.
    pub image: Option<String>,
    /// Language (BCP 47), when it is not the feed's.
    pub language: Option<String>,
}

/// Somebody in a byline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedAuthor {
    /// Name.
    pub name: String,
    /// E-mail address; may be empty.
    pub email: String,
    /// Absolute address of a page about them; may be empty.
    pub url: String,
}

/// A date in the forms that feeds need.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedDate {
    /// Start of the period in seconds since 1970-01-01T00:00:00Z.
    pub instant: i64,
    /// The date for people: `4 May 1892`, `about 1937`; may be empty.
    pub text: String,
    /// The date at its own precision: `1892-05-04`, `1937`.
    pub iso: String,
    /// Date and time by RFC 3339; none when the day is not known.
    pub rfc3339: Option<String>,
    /// Date and time by RFC 2822; none when the day is not known.
    pub rfc2822: Option<String>,
}

impl FeedDate {
    /// Whether a reader that computes with seconds since 1970 can hold it.
    fn is_readable(&self) -> bool {
        self.instant >= 0 && self.rfc3339.is_some() && self.rfc2822.is_some()
    }
}

impl Feed {
    /// The latest change of an item: what `lastBuildDate` and `updated` say. None when no item has a date.
    pub fn updated(&self) -> Option<&FeedDate> {
        self.items.iter().filter_map(FeedItem::changed).max_by_key(|date| date.instant)
    }

    /// The item's identity in the world: its own when that is an address already, else one made of the site's
    /// address and the identity within the site. The same article has the same identity in all feeds.
    pub fn identity(&self, item: &FeedItem) -> String {
        if is_absolute(&item.id) {
            return item.id.clone();
        }
        format!("{}#{}", self.site_url, percent_encode(item.id.as_bytes(), "/"))
    }
}

/// Whether a text is an absolute URI or IRI (RFC 3987), by its form.
fn is_absolute(id: &str) -> bool {
    let Some((scheme, rest)) = id.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !rest.is_empty()
        && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}

impl FeedItem {
    /// The date that readers sort and show by; see the rules at the top of this module.
    pub fn shown_date(&self) -> Option<&FeedDate> {
        match &self.published {
            Some(date) if date.is_readable() => Some(date),
            Some(_) => self.added.as_ref().filter(|added| added.is_readable()),
            None => None,
        }
    }

    /// The date of publication where [`shown_date`](Self::shown_date) is not it.
    pub fn true_date(&self) -> Option<&FeedDate> {
        self.published.as_ref().filter(|date| !date.is_readable())
    }

    /// The headline, followed by the true date where the dates of the format cannot say it.
    pub fn heading(&self) -> Cow<'_, str> {
        let Some(date) = self.true_date() else { return Cow::Borrowed(&self.title) };
        let text = if date.text.is_empty() { &date.iso } else { &date.text };
        Cow::Owned(format!("{} ({text})", self.title))
    }

    /// When the item last became something else to a reader: the later of `added` and `updated`, else its
    /// publication. None when none of these is known or can be held by readers.
    pub fn changed(&self) -> Option<&FeedDate> {
        let readable = |date: &&FeedDate| date.is_readable();
        let later =
            [&self.added, &self.updated].into_iter().flatten().filter(readable).max_by_key(|d| d.instant);
        later.or(self.published.as_ref().filter(readable))
    }
}

#[cfg(test)]
pub(super) mod samples;
#[cfg(test)]
mod tests;
