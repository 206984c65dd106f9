//! What the site holds: every page, as a value.
//!
//! Takes: the archive, the configuration, the theme. Does: lists every page with its address and template,
//! resolves addresses, and makes the view of one page at a time. Gives: a [`Plan`] of small values (indices into the
//! archive, no bodies), and views.

pub mod article_view;
pub mod calendar_view;
pub mod cite;
pub mod desk;
pub mod doubles;
pub mod files;
pub mod head;
pub mod links;
pub mod list_view;
pub mod media;
pub mod pages;
pub mod pagination;
pub mod site_view;
pub mod view;

use crate::archive::address::Address;
use crate::archive::calendar::Day;
use crate::theme::Template;

/// A page to render.
#[derive(Debug, Clone)]
pub struct Page {
    /// Address, not percent-encoded.
    pub address: Address,
    /// What it shows.
    pub kind: PageKind,
    /// The template that shows it.
    pub template: Template,
}

/// What a page shows: numbers of entries, taxonomies and terms of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageKind {
    /// The front page.
    Home,
    /// An article.
    Article(u32),
    /// A withdrawn article.
    Tombstone(u32),
    /// A standing page.
    Standing(u32),
    /// A page of a term's list; `number` counts from the oldest, none for the list's own address.
    List {
        /// Taxonomy.
        taxonomy: u8,
        /// Term.
        term: u32,
        /// Number of the page.
        number: Option<u32>,
    },
    /// A page of the undated articles.
    Undated(Option<u32>),
    /// The index of a taxonomy.
    Terms(u8),
    /// All years.
    Calendar,
    /// A year.
    Year(i16),
    /// A month.
    Month(i16, i8),
    /// A day.
    Day(Day),
    /// A day in every year.
    OnThisDay(i8, i8),
    /// The index of days of the year.
    DaysOfYear,
    /// A page of the corrections.
    Corrections(Option<u32>),
    /// What a host shows for an address that is not there.
    NotFound,
}
