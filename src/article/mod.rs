//! One article: its own facts, without knowledge of any other.
//!
//! Takes: the text of a file. Does: splits front matter from body, checks the front matter field by field,
//! reads dates, surveys the body. Gives: an [`Article`] (facts only; the body is read again when a page
//! shows it) and diagnostics. Never touches a disk or a clock.

pub mod alias;
pub mod body;
pub mod date;
pub mod highlight;
pub mod markdown;

pub mod fields;
mod front_matter;
mod json;
pub mod names;
pub mod notes;
pub mod parse;
pub mod path;
pub mod reading;
pub mod repair;
pub mod slug;
pub mod split;
pub mod standing;

pub use fields::manual::article_schema as schema;
pub use notes::{TermNotes, parse_notes};
pub use parse::parse;
pub use reading::{ForeignTag, Parsed, Reading};
pub use standing::{Standing, parse_standing};

use crate::fingerprint::Digest;
use date::PressDate;
use names::Name;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is known of one article. Well under 2 KB for an ordinary one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Path relative to the content folder, with `/`.
    pub path: Arc<str>,
    /// Headline.
    pub title: Box<str>,
    /// Headline in lists.
    pub short_title: Option<Box<str>>,
    /// Label above the headline.
    pub kicker: Option<Name>,
    /// Standfirst, inline Markdown as written.
    pub standfirst: Option<Box<str>>,
    /// Summary as text, where it is not the standfirst just as it is written: see [`Article::summary`].
    pub summary: Option<Box<str>>,
    /// First publication; [`PressDate::is_unknown`] when undated.
    pub date: PressDate,
    /// The date as printed, shown verbatim.
    pub date_text: Option<Box<str>>,
    /// Last change of substance.
    pub updated: Option<Box<PressDate>>,
    /// When it entered this archive.
    pub added: Option<Box<PressDate>>,
    /// In no output before then, in seconds since 1970.
    pub embargo: Option<i64>,
    /// Out of date from then on.
    pub expires: Option<Box<PressDate>>,
    /// Byline.
    pub authors: Box<[Credit]>,
    /// Section as written (or the first of `categories`, or the folder).
    pub section: Option<Name>,
    /// Tags as written, without doubles.
    pub tags: Box<[Name]>,
    /// BCP 47 tag of its language, when given.
    pub lang: Option<Name>,
    /// What state it is in.
    pub status: Status,
    /// Lead picture.
    pub image: Option<Box<Picture>>,
    /// Last part of the address as given (`slug`), not yet made safe.
    pub slug: Option<Box<str>>,
    /// Address as given.
    pub permalink: Option<Box<str>>,
    /// Old addresses.
    pub aliases: Box<[Alias]>,
    /// Fields few articles have.
    pub rare: Option<Box<Rare>>,
    /// What the body holds.
    pub body: body::Body,
    /// Digest of all of this, by which a build tells whether anything of it moved; [`Digest::NONE`] till it is needed.
    #[serde(skip)]
    pub facts: Digest,
}

impl Article {
    /// Summary as text: the field, else what stands before `<!--more-->`, else the standfirst as text,
    /// else the first paragraph as text cut to about 200 characters at a word. May be empty.
    pub fn summary(&self) -> &str {
        self.summary.as_deref().or(self.standfirst.as_deref()).unwrap_or_default()
    }
}

/// An old address and where it is written, for messages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alias {
    /// The address as written.
    pub address: Box<str>,
    /// Where it stands.
    pub place: crate::diagnostic::Place,
}

/// Fields that few articles have, kept out of the way of the rest.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Rare {
    /// Credits besides the byline.
    pub translators: Box<[Credit]>,
    /// Editors.
    pub editors: Box<[Credit]>,
    /// Photographers.
    pub photographers: Box<[Credit]>,
    /// People, organisations, places and events the article is about.
    pub people: Box<[Subject]>,
    /// See `people`.
    pub organisations: Box<[Subject]>,
    /// See `people`.
    pub places: Box<[Subject]>,
    /// See `people`.
    pub events: Box<[Subject]>,
    /// Values of taxonomies that the configuration adds, by their front matter key.
    pub other_terms: Box<[(Name, Box<[Name]>)]>,
    /// Running story.
    pub series: Option<Name>,
    /// Place of writing.
    pub dateline: Option<Name>,
    /// Where it stood in print.
    pub publication: Option<Name>,
    /// Edition.
    pub edition: Option<Name>,
    /// Volume.
    pub volume: Option<Name>,
    /// Issue.
    pub issue: Option<Name>,
    /// Page.
    pub page: Option<Name>,
    /// Column.
    pub column: Option<Name>,
    /// Writing direction, when given.
    pub dir: Option<Direction>,
    /// Joins translations.
    pub translation_key: Option<Box<str>>,
    /// Makes the entry a pointer to another address.
    pub redirect_to: Option<Box<str>>,
    /// Permanent identity, when given.
    pub id: Option<Box<str>>,
    /// Original elsewhere.
    pub canonical: Option<Box<str>>,
    /// Where it came from.
    pub source_url: Option<Box<str>>,
    /// An archived copy.
    pub archived_url: Option<Box<str>>,
    /// Kept out of search engines and sitemaps.
    pub noindex: bool,
    /// Corrections, oldest first.
    pub corrections: Box<[Correction]>,
    /// Why it was withdrawn.
    pub withdrawal: Option<Box<Withdrawal>>,
    /// Rights.
    pub rights: Option<Box<Rights>>,
    /// Kind of piece.
    pub genre: Option<Genre>,
    /// Template of the theme, without `.html`.
    pub template: Option<Name>,
    /// Unknown keys and the `extra` map, for themes; an object.
    #[serde(with = "json")]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// A person with a credit.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Credit {
    /// Name, or slug of an author file.
    pub name: Name,
    /// What they are.
    pub role: Option<Name>,
    /// `@ines`.
    pub handle: Option<Name>,
    /// Address of a page of theirs.
    pub url: Option<Name>,
    /// E-mail address.
    pub email: Option<Name>,
    /// Addresses that identify them elsewhere.
    pub same_as: Box<[Name]>,
}

/// Who or what an article is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// Name.
    pub name: Name,
    /// Address that identifies it elsewhere; a `wikidata: Q42` becomes `https://www.wikidata.org/wiki/Q42`.
    pub same_as: Option<Name>,
}

/// A picture as the front matter gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Path or address as written; none when the picture is lost.
    pub src: Option<Box<str>>,
    /// Where `src` (or the picture) is written, for messages.
    pub place: crate::diagnostic::Place,
    /// Alternative text.
    pub alt: Box<str>,
    /// Caption, inline Markdown as written.
    pub caption: Box<str>,
    /// Who made it.
    pub credit: Name,
    /// Licence.
    pub license: Name,
}

/// State of an article, apart from what the clock decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    /// In every output.
    Published,
    /// Only with `--drafts`.
    Draft,
    /// Has a page, is in no list, feed, sitemap or search.
    Hidden,
    /// A tombstone at its address.
    Withdrawn,
}

/// Writing direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// When.
    pub date: Option<PressDate>,
    /// What kind.
    pub kind: CorrectionKind,
    /// What it says, inline Markdown as written.
    pub text: Box<str>,
}

/// Kind of correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CorrectionKind {
    /// `correction`
    Correction,
    /// `clarification`
    Clarification,
    /// `update`
    Update,
    /// `editors-note`
    EditorsNote,
    /// `retraction`
    Retraction,
}

/// Why an article was withdrawn.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Withdrawal {
    /// When.
    pub date: Option<PressDate>,
    /// What is said about it, inline Markdown as written.
    pub reason: Option<Box<str>>,
    /// What kind of reason.
    pub kind: Option<WithdrawalKind>,
}

/// Kind of reason for a withdrawal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WithdrawalKind {
    /// `legal`
    Legal,
    /// `privacy`
    Privacy,
    /// `licence` (also `license`)
    Licence,
    /// `error`
    Error,
}

/// Rights in an article.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Rights {
    /// Who holds them.
    pub holder: Option<Name>,
    /// Notice as printed; a plain text for `rights` comes here.
    pub notice: Option<Name>,
    /// Licence.
    pub license: Option<Name>,
    /// Year.
    pub year: Option<Name>,
}

/// Kind of piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Genre {
    /// `report`
    Report,
    /// `opinion`
    Opinion,
    /// `analysis`
    Analysis,
    /// `review`
    Review,
    /// `editorial`
    Editorial,
    /// `letter`
    Letter,
    /// `obituary`
    Obituary,
    /// `press-release`
    PressRelease,
}
#[cfg(test)]
#[cfg(test)]
mod tests;
