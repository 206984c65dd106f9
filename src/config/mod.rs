//! The configuration: what a site wants, checked in full.
//!
//! Takes: the text of `config.yaml`. Gives: a [`Config`] in which everything is valid and resolved, or diagnostics, all of them.
//!
//! [`keys`] has every key once, with what it means; the check, the manual and the JSON Schema come from there.
//! [`read`] turns what was written into what is valid, with one file for each part that has rules of its own.

mod address;
mod defaults;
mod feeds;
mod folder;
pub mod keys;
pub mod language;
mod manual;
mod navigation;
mod permalink;
pub mod publish;
mod read;
mod reader;
mod taxonomy;
mod timezone;

pub use address::given_base;
pub use manual::{manual, schema};
pub use read::{read, read_bytes};

use serde_json::Value as Json;

/// A checked configuration.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Name of the newspaper.
    pub title: String,
    /// Absolute address of the site, `http` or `https`, with a slash at the end.
    pub base_url: String,
    /// One sentence about the site.
    pub description: String,
    /// Language of the site (BCP 47), as a canonical tag.
    pub language: String,
    /// IANA zone of dates written without one.
    pub timezone: String,
    /// Whether `03/04/2015` is the third of April (`day-first`), the fourth of March (`month-first`) or refused.
    pub ambiguous_dates: AmbiguousDates,
    /// Name of the theme: a folder in `themes/`, or one built into the program.
    pub theme: String,
    /// Settings for the theme, passed on as they are; an object.
    pub theme_options: Json,
    /// Content folder, relative to the site.
    pub content: String,
    /// Output folder, relative to the site.
    pub output: String,
    /// Where the finished site is published; no page depends on it.
    pub publish: Vec<publish::PublishTarget>,
    /// Folder copied as it is, relative to the site.
    pub static_folder: String,
    /// Addresses of articles.
    pub permalinks: Permalinks,
    /// Articles on a full list page, 1 or more.
    pub paginate: usize,
    /// Taxonomies with pages, in order. `sections` is among them unless switched off.
    pub taxonomies: Vec<Taxonomy>,
    /// Calendar pages (years, months, days).
    pub calendar: bool,
    /// The 366 pages of days of the year.
    pub on_this_day: bool,
    /// The page of corrections.
    pub corrections: bool,
    /// Feeds.
    pub feeds: Feeds,
    /// Navigation, in order; empty means: the sections, then standing pages that ask for it.
    pub navigation: Vec<NavigationItem>,
    /// Who publishes.
    pub publisher: Publisher,
    /// How bodies are read.
    pub markdown: Markdown,
    /// Whether source code in bodies is highlighted.
    pub highlight: bool,
    /// Sitemaps and robots.txt.
    pub sitemap: bool,
    /// News sitemap; none when no publication is named.
    pub news_sitemap: Option<NewsSitemap>,
    /// Redirects for old addresses.
    pub redirects: Redirects,
    /// What becomes of articles past their `expires`.
    pub expired: Expired,
    /// Whether articles dated in the future wait for their hour (`true`) or are shown.
    pub hold_future: bool,
}

/// How a date such as `03/04/2015` is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmbiguousDates {
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
    /// Reported as an error.
    Refuse,
}

/// Patterns of addresses. Each starts with `/`, ends with `/` or `.html`, has at least one of `{slug}`, `{title}`, `{id}` and
/// `{filename}`, and else only `{section}`, `{year}`, `{month}` and `{day}` in braces.
#[derive(Debug, Clone, PartialEq)]
pub struct Permalinks {
    /// For dated articles, `/{year}/{month}/{day}/{slug}/`.
    pub default: String,
    /// For undated ones, `/undated/{slug}/`.
    pub undated: String,
    /// For the articles of a section, by the section's name or slug.
    pub sections: Vec<(String, String)>,
}

/// A way of grouping articles that has pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Taxonomy {
    /// Name, the same as the front matter field: `sections`, `tags`, `authors`, `series`, `people`, …
    pub name: String,
    /// Folder of its pages, such as `tags`: letters, digits, `-` and `_`.
    pub path: String,
    /// Title of its index; none means: the theme's word for it.
    pub title: Option<String>,
    /// Feeds each of its terms gets.
    pub feeds: Vec<FeedFormat>,
}

/// Feeds.
#[derive(Debug, Clone, PartialEq)]
pub struct Feeds {
    /// Formats of the site's own feed.
    pub formats: Vec<FeedFormat>,
    /// Items in a feed.
    pub limit: usize,
    /// Whether items hold the whole text.
    pub full_text: bool,
    /// Whether the whole archive can be walked by feed (RFC 5005).
    pub archive: bool,
    /// Whether archive documents hold the whole text too.
    pub archive_full_text: bool,
}

/// A feed format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeedFormat {
    /// RSS 2.0.
    Rss,
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

/// An entry of the navigation.
#[derive(Debug, Clone, PartialEq)]
pub struct NavigationItem {
    /// Text; none when a section or page gives its own title.
    pub title: Option<String>,
    /// A site path (`/about/`), an absolute address (`https:`, `http:` or `mailto:`), or `section:NAME`.
    pub target: String,
}

/// Who publishes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Publisher {
    /// Name; none means the title.
    pub name: Option<String>,
    /// Address of their own site.
    pub url: Option<String>,
    /// Site path (`/logo.png`) or absolute address of a logo.
    pub logo: Option<String>,
    /// Year of foundation, or a date, as text.
    pub founded: Option<String>,
    /// Addresses that identify them elsewhere.
    pub same_as: Vec<String>,
}

/// How bodies are read.
#[derive(Debug, Clone, PartialEq)]
pub struct Markdown {
    /// Raw HTML in bodies: kept, or shown as text.
    pub html: RawHtml,
    /// `"x"` to “x”, `--` to –.
    pub smart_punctuation: bool,
}

/// What becomes of raw HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawHtml {
    /// Kept: it is the site's own content.
    Keep,
    /// Shown as text, for archives built from strangers' text.
    Escape,
}

/// News sitemap (Google's extension).
#[derive(Debug, Clone, PartialEq)]
pub struct NewsSitemap {
    /// Name of the publication exactly as search engines know it.
    pub publication: String,
    /// Its language, two or three letters.
    pub language: String,
}

/// Redirects for old addresses.
#[derive(Debug, Clone, PartialEq)]
pub struct Redirects {
    /// A page that forwards, for each alias.
    pub pages: bool,
    /// `_redirects` (Netlify, Cloudflare Pages and others).
    pub netlify: bool,
    /// `.htaccess` (Apache).
    pub apache: bool,
    /// `redirects.map` (nginx).
    pub nginx: bool,
}

/// What becomes of articles past their `expires`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expired {
    /// Shown, marked as out of date.
    Show,
    /// Treated as hidden.
    Hide,
}
