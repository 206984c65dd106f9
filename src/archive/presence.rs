//! Where an article may appear at a given moment: the only place that compares an article with the clock.

use crate::article::{Article, Status};
use crate::config::{Config, Expired};

/// The moment a build is for, and what it includes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Seconds since 1970.
    pub at: i64,
    /// Whether drafts are built too.
    pub drafts: bool,
    /// Whether articles are built whose embargo or date lies ahead.
    pub ahead: bool,
}

/// Where an article appears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Everywhere.
    Listed,
    /// It has a page, and is in no list, feed, sitemap or search.
    Hidden,
    /// A tombstone stands at its address.
    Tombstone,
    /// In no output at all.
    Withheld(Withheld),
}

/// Why an article is in no output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Withheld {
    /// A draft, or `published: false`.
    Draft,
    /// Its embargo has not passed.
    Embargo,
    /// Its date is in the future.
    Future,
    /// It only points to another address.
    Redirect,
}

/// Decides where `article` appears at `clock`.
pub fn presence(article: &Article, clock: Clock, config: &Config) -> Presence {
    let is_draft = article.status == Status::Draft;
    if is_draft && !clock.drafts {
        return Presence::Withheld(Withheld::Draft);
    }
    if article.embargo.is_some_and(|until| until > clock.at) && !clock.ahead {
        return Presence::Withheld(Withheld::Embargo);
    }
    if article.rare.as_deref().is_some_and(|r| r.redirect_to.is_some()) {
        return Presence::Withheld(Withheld::Redirect);
    }
    // Whoever asks for drafts wants to see tomorrow's article too.
    let is_future = !article.date.is_unknown() && article.date.instant > clock.at;
    if config.hold_future && is_future && !is_draft && !clock.ahead {
        return Presence::Withheld(Withheld::Future);
    }
    match article.status {
        Status::Withdrawn => Presence::Tombstone,
        Status::Hidden => Presence::Hidden,
        _ if config.expired == Expired::Hide && is_expired(article, clock) => Presence::Hidden,
        Status::Published | Status::Draft => Presence::Listed,
    }
}

/// Whether the article is past its `expires`.
pub fn is_expired(article: &Article, clock: Clock) -> bool {
    article.expires.as_deref().is_some_and(|end| !end.is_unknown() && end.instant <= clock.at)
}
