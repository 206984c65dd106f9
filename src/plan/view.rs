//! Everything a template may see, field by field.
//!
//! A page's template is rendered with exactly three variables: `site`, `page` and `lists`,
//! and nothing else reaches it: no clock, no file system, no other page.
//! `docs/templates.md` is written from the comments below, and a test holds the two together.
//!
//! Conventions: a field ending in `html` (and `content`) is HTML that is already safe: write `{{ x | safe }}`.
//! Everything else is plain text and is escaped by the template engine. A missing value is `null`, a missing
//! list is empty, so `{% if page.article.kicker %}` never fails. Addresses (`url`) are root-relative and include
//! the path of `base_url`; `permalink` is absolute.

use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What every page of the site sees, the same on all pages of one language.
/// It holds nothing that changes when an article is added.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// Name of the newspaper, from `title`.
    pub title: String,
    /// One sentence about the site, from `description`.
    pub description: String,
    /// Root of the site as a path, `/` or `/archive/`.
    pub url: String,
    /// Root of the site as an absolute address with a slash at the end.
    pub base_url: String,
    /// Language of the site (BCP 47).
    pub language: String,
    /// Writing direction of the site: `ltr` or `rtl`.
    pub dir: &'static str,
    /// A short line about the newspaper, such as `Founded 1889`, from `publisher.founded`; may be null.
    pub founded: Option<String>,
    /// Navigation in order.
    pub navigation: Vec<Link>,
    /// Links for the foot of each page: by date, sections, each taxonomy, corrections, feed; only those that exist.
    pub footer: Vec<Link>,
    /// Address of the calendar (`/archive/`), null when `calendar` is off.
    pub calendar_url: Option<String>,
    /// Address of the index of sections, null when there are no sections.
    pub sections_url: Option<String>,
    /// Address of the site's first feed, null when there is none.
    pub feed_url: Option<String>,
    /// Name of the publisher, from `publisher.name`, else the title.
    pub publisher: String,
    /// Words of the interface in the language of the page, from `i18n/LANG.yaml`: `{{ site.words.by }}`.
    /// A word with a number takes `{{ site.words.articles | plural(n=3, lang=site.words_lang) }}`.
    pub words: Arc<BTreeMap<String, serde_json::Value>>,
    /// Language the words are in.
    pub words_lang: String,
    /// The theme's own settings, from `theme_options` in the configuration.
    pub options: serde_json::Value,
}

/// A link with its text.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct Link {
    /// Text of the link.
    pub title: String,
    /// Root-relative (or, to elsewhere, absolute) address.
    pub url: String,
}

/// What one page shows. One of the fields from `article` to `tombstone` is set, by `kind`; the others are null.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PageView {
    /// `home`, `article`, `page`, `tombstone`, `list`, `terms`, `calendar`, `year`, `month`, `day`,
    /// `on-this-day`, `corrections` or `not-found`.
    pub kind: &'static str,
    /// Root-relative address.
    pub url: String,
    /// Absolute address.
    pub permalink: String,
    /// Headline or name of the page, without the name of the site.
    pub title: String,
    /// One or two sentences for search engines and cards; may be empty.
    pub description: String,
    /// Language of the content (BCP 47), for `<html lang>`.
    pub lang: String,
    /// `ltr` or `rtl`, for `<html dir>`.
    pub dir: &'static str,
    /// Value of `<meta name="robots">`.
    pub robots: &'static str,
    /// Absolute address for `<link rel="canonical">`.
    pub canonical: String,
    /// Feeds for `<link rel="alternate">`: those of the list, if this is one, and the site's own.
    pub feeds: Vec<FeedLink>,
    /// The same article in other languages, this page included, for `hreflang`; empty without translations.
    pub translations: Vec<Translation>,
    /// Picture for cards, absolute address; null when there is none.
    pub image: Option<ImageView>,
    /// Open Graph type: `article` or `website`.
    pub og_type: &'static str,
    /// Structured data (JSON-LD), safe to write inside `<script type="application/ld+json">` with `| safe`.
    pub json_ld: String,
    /// Address of the navigation entry this page stands under; null when none.
    pub active_url: Option<String>,
    /// Whether the page shows highlighted source code, so that the theme can link its style.
    pub has_code: bool,
    /// The article (`kind` is `article`).
    pub article: Option<ArticleView>,
    /// The standing page (`kind` is `page`).
    pub standing: Option<StandingView>,
    /// The tombstone of a withdrawn article (`kind` is `tombstone`).
    pub tombstone: Option<TombstoneView>,
    /// The list of a section, tag, author, series or other term (`kind` is `list`), and the undated articles.
    pub list: Option<ListView>,
    /// The index of a taxonomy (`kind` is `terms`).
    pub terms: Option<TermsView>,
    /// The calendar's first page, all years (`kind` is `calendar`).
    pub calendar: Option<CalendarView>,
    /// A year (`kind` is `year`).
    pub year: Option<YearView>,
    /// A month (`kind` is `month`).
    pub month: Option<MonthView>,
    /// A day (`kind` is `day`).
    pub day: Option<DayView>,
    /// A day in every year, or the index of such days (`kind` is `on-this-day`).
    pub on_this_day: Option<OnThisDayView>,
    /// The corrections (`kind` is `corrections`).
    pub corrections: Option<CorrectionsView>,
}

/// A feed of a page.
#[derive(Debug, Clone, Serialize)]
pub struct FeedLink {
    /// Title of the feed.
    pub title: String,
    /// Root-relative address.
    pub url: String,
    /// Media type, `application/rss+xml`, `application/atom+xml` or `application/feed+json`.
    pub media_type: &'static str,
}

/// The same article in another language.
#[derive(Debug, Clone, Serialize)]
pub struct Translation {
    /// Language (BCP 47).
    pub lang: String,
    /// Name of the language in itself, `Français`; the tag when the name is not known.
    pub name: String,
    /// Title in that language.
    pub title: String,
    /// Root-relative address.
    pub url: String,
    /// Absolute address.
    pub permalink: String,
    /// Whether this is the page itself.
    pub current: bool,
}

/// A date at the precision it was written with.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct DateView {
    /// The date for people in the language of the article: `24 September 2015, 14:32`, `1937`, `about 1937`;
    /// `date_text` verbatim where the article has one.
    pub text: String,
    /// The same without the time of day, shortened for lists: `24 Sept 2015`.
    pub short: String,
    /// For `<time datetime>`: `2015-09-24T14:32:00+01:00`, `2015-09-24`, `1937-07`, `1937`; empty when unknown.
    pub iso: String,
    /// Year; null when unknown.
    pub year: Option<i16>,
    /// Month 1 to 12; null when not known.
    pub month: Option<i8>,
    /// Day 1 to 31; null when not known.
    pub day: Option<i8>,
    /// Whether the date is approximate (`1937~`).
    pub circa: bool,
}

/// A picture.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct ImageView {
    /// Root-relative address; null when the picture is lost and only its caption is left.
    pub url: Option<String>,
    /// Absolute address; null when the picture is lost.
    pub permalink: Option<String>,
    /// Alternative text; empty when none was given.
    pub alt: String,
    /// Caption as HTML; may be empty.
    pub caption_html: String,
    /// Who made it; may be empty.
    pub credit: String,
    /// Licence; may be empty.
    pub license: String,
    /// Width in pixels, null when not known.
    pub width: Option<u32>,
    /// Height in pixels, null when not known.
    pub height: Option<u32>,
}

/// A person with a credit on an article.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct CreditView {
    /// Name as it is to be shown.
    pub name: String,
    /// Address of the author's page; null when there is none.
    pub url: Option<String>,
    /// `Shipping correspondent`; may be empty.
    pub role: String,
    /// `@ines`; may be empty.
    pub handle: String,
    /// E-mail address; may be empty.
    pub email: String,
    /// Addresses that identify them elsewhere.
    pub same_as: Vec<String>,
}

/// A tag, person, place or other term an article carries.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct TermLink {
    /// Name of the term.
    pub title: String,
    /// Address of the term's page; null when the taxonomy has none.
    pub url: Option<String>,
    /// Address that identifies the thing elsewhere (Wikidata and the like); may be empty.
    pub same_as: String,
}

/// An article as lists show it.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// Headline for lists: `short_title`, else `title`.
    pub title: String,
    /// Root-relative address.
    pub url: String,
    /// Label above the headline; may be empty.
    pub kicker: String,
    /// Standfirst as HTML; may be empty.
    pub standfirst_html: String,
    /// Summary as text; may be empty.
    pub summary: String,
    /// Date of first publication.
    pub date: DateView,
    /// Section; null when the article has none.
    pub section: Option<Link>,
    /// Byline.
    pub authors: Vec<CreditView>,
    /// Lead picture; null when there is none (a lost one counts as none here).
    pub image: Option<ImageView>,
    /// Language (BCP 47).
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// `report`, `opinion`, …; may be empty.
    pub genre: String,
}

/// An article in full.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleView {
    /// Headline.
    pub title: String,
    /// Headline for lists.
    pub short_title: String,
    /// Label above the headline; may be empty.
    pub kicker: String,
    /// Standfirst as HTML; may be empty.
    pub standfirst_html: String,
    /// Summary as text; may be empty.
    pub summary: String,
    /// Date of first publication.
    pub date: DateView,
    /// Last change of substance; null when none.
    pub updated: Option<DateView>,
    /// When it entered this archive; null when not said.
    pub added: Option<DateView>,
    /// Set when the article is out of date (`expires` has passed), with that date; else null.
    pub expired: Option<DateView>,
    /// Byline.
    pub authors: Vec<CreditView>,
    /// Translators.
    pub translators: Vec<CreditView>,
    /// Editors.
    pub editors: Vec<CreditView>,
    /// Photographers.
    pub photographers: Vec<CreditView>,
    /// Section; null when the article has none.
    pub section: Option<Link>,
    /// Tags.
    pub tags: Vec<TermLink>,
    /// People it is about.
    pub people: Vec<TermLink>,
    /// Organisations it is about.
    pub organisations: Vec<TermLink>,
    /// Places it is about.
    pub places: Vec<TermLink>,
    /// Events it is about.
    pub events: Vec<TermLink>,
    /// The running story it belongs to; null when none.
    pub series: Option<SeriesView>,
    /// Place of writing; may be empty.
    pub dateline: String,
    /// Where it stood in print; null when nothing is known.
    pub print: Option<PrintView>,
    /// Lead picture (one without an address is a lost picture); null when none.
    pub image: Option<ImageView>,
    /// Permanent identity.
    pub id: String,
    /// Original elsewhere; may be empty.
    pub canonical: String,
    /// Where the text came from; may be empty.
    pub source_url: String,
    /// An archived copy; may be empty.
    pub archived_url: String,
    /// `published`, `draft` (only in previews), `hidden`.
    pub status: &'static str,
    /// Corrections, oldest first.
    pub corrections: Vec<CorrectionView>,
    /// Rights; null when nothing is said.
    pub rights: Option<RightsView>,
    /// `report`, `opinion`, …; may be empty.
    pub genre: String,
    /// The body as HTML.
    pub content: String,
    /// Number of words in the body.
    pub words: u32,
    /// The article before this one in time; null for the first.
    pub older: Option<Link>,
    /// The article after this one in time; null for the newest.
    pub newer: Option<Link>,
    /// How to cite the article: one line of text.
    pub cite: String,
    /// Unknown keys of the front matter and the `extra` map.
    pub extra: serde_json::Value,
}

/// A running story, seen from one of its parts.
#[derive(Debug, Clone, Serialize)]
pub struct SeriesView {
    /// Name.
    pub title: String,
    /// Address of its page; null when series have no pages.
    pub url: Option<String>,
    /// Number of this part, counted from the oldest, 1 for the first.
    pub part: u32,
    /// The part before; null for the first.
    pub previous: Option<Link>,
    /// The part after; null for the last.
    pub next: Option<Link>,
}

/// Where an article stood in print.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PrintView {
    /// Name of the publication; may be empty.
    pub publication: String,
    /// Edition; may be empty.
    pub edition: String,
    /// Volume; may be empty.
    pub volume: String,
    /// Issue; may be empty.
    pub issue: String,
    /// Page; may be empty.
    pub page: String,
    /// Column; may be empty.
    pub column: String,
}

/// A correction.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionView {
    /// Date; null when not said.
    pub date: Option<DateView>,
    /// `correction`, `clarification`, `update`, `editors-note` or `retraction`.
    pub kind: &'static str,
    /// Text as HTML.
    pub text_html: String,
}

/// Rights in an article.
#[derive(Debug, Clone, Serialize, Default)]
pub struct RightsView {
    /// Who holds them; may be empty.
    pub holder: String,
    /// Notice as printed; may be empty.
    pub notice: String,
    /// Name or address of a licence; may be empty.
    pub license: String,
    /// Year; may be empty.
    pub year: String,
}

/// A withdrawn article. It holds nothing of the text.
#[derive(Debug, Clone, Serialize)]
pub struct TombstoneView {
    /// Headline, only where the reason is an error or a licence; empty for legal reasons and privacy.
    pub title: String,
    /// Date of first publication.
    pub date: DateView,
    /// When it was withdrawn; null when not said.
    pub withdrawn: Option<DateView>,
    /// Reason as HTML; may be empty.
    pub reason_html: String,
    /// `legal`, `privacy`, `licence`, `error`, or empty.
    pub kind: &'static str,
}

/// A standing page.
#[derive(Debug, Clone, Serialize)]
pub struct StandingView {
    /// Title.
    pub title: String,
    /// Standfirst as HTML; may be empty.
    pub standfirst_html: String,
    /// Body as HTML.
    pub content: String,
    /// Unknown keys of the front matter and the `extra` map.
    pub extra: serde_json::Value,
}

/// The articles of one term, one page of them.
#[derive(Debug, Clone, Serialize)]
pub struct ListView {
    /// Name of the taxonomy in the configuration: `sections`, `tags`, `authors`, `series`, …; `undated` for the undated.
    pub taxonomy: String,
    /// Name of the term.
    pub title: String,
    /// Address of the list's first page.
    pub url: String,
    /// Description from the term's own file as text; may be empty.
    pub description: String,
    /// Body of the term's own file, or an author's biography, as HTML, on the list's first page only; may be empty.
    pub content: String,
    /// Picture from the term's own file; null when none.
    pub image: Option<ImageView>,
    /// Role of an author; may be empty.
    pub role: String,
    /// Handle of an author; may be empty.
    pub handle: String,
    /// Address of e-mail of an author; may be empty.
    pub email: String,
    /// Links from the term's own file (an author's pages elsewhere).
    pub links: Vec<Link>,
    /// Addresses that say who or what the term is, from its own file.
    pub same_as: Vec<String>,
    /// The broader term; null when none.
    pub parent: Option<Link>,
    /// Narrower terms.
    pub children: Vec<Link>,
    /// Number of this page counted from the oldest; null on the list's first page, which shows the newest.
    pub number: Option<u32>,
    /// The articles, newest first.
    pub items: Vec<Card>,
    /// The page with the next newer articles; null on the list's first page.
    pub newer: Option<Link>,
    /// The page with the next older articles; null on the last.
    pub older: Option<Link>,
    /// Feed of the list; null when it has none.
    pub feed_url: Option<String>,
}

/// The index of a taxonomy: all its terms.
#[derive(Debug, Clone, Serialize)]
pub struct TermsView {
    /// Name of the taxonomy in the configuration.
    pub taxonomy: String,
    /// Body of the taxonomy's own file (`content/tags/_index.md`) as HTML; may be empty.
    pub content: String,
    /// Terms in groups, by first letter; one group without a letter when there are few.
    pub groups: Vec<TermGroup>,
}

/// Terms with the same first letter.
#[derive(Debug, Clone, Serialize)]
pub struct TermGroup {
    /// The letter; empty for a single group.
    pub letter: String,
    /// The terms in alphabetical order.
    pub terms: Vec<TermSummary>,
}

/// A term in its index.
#[derive(Debug, Clone, Serialize)]
pub struct TermSummary {
    /// Name.
    pub title: String,
    /// Address of its page.
    pub url: String,
    /// Description as text; may be empty.
    pub description: String,
    /// Number of articles.
    pub count: u32,
}

/// The first page of the calendar: every year with articles.
#[derive(Debug, Clone, Serialize)]
pub struct CalendarView {
    /// Decades, oldest first.
    pub decades: Vec<DecadeView>,
    /// Address of the undated articles; null when there are none.
    pub undated_url: Option<String>,
    /// Address of the index of days of the year; null when off.
    pub on_this_day_url: Option<String>,
}

/// A decade of the calendar.
#[derive(Debug, Clone, Serialize)]
pub struct DecadeView {
    /// First year, such as 1950.
    pub start: i16,
    /// All ten years.
    pub years: Vec<YearSummary>,
}

/// A year in the calendar.
#[derive(Debug, Clone, Serialize)]
pub struct YearSummary {
    /// The year.
    pub year: i16,
    /// Address of its page; null when it has no articles.
    pub url: Option<String>,
    /// Number of articles.
    pub count: u32,
    /// 0 to 5, how much was published, for shading.
    pub shade: u8,
}

/// A year: twelve months of days.
#[derive(Debug, Clone, Serialize)]
pub struct YearView {
    /// The year.
    pub year: i16,
    /// Number of articles.
    pub count: u32,
    /// Number of days with articles.
    pub days: u32,
    /// The months, January first.
    pub months: Vec<MonthGrid>,
    /// Names of the days of the week, in the order of the grid's columns.
    pub weekdays: Vec<Weekday>,
    /// Articles whose month is not known.
    pub items: Vec<Card>,
    /// The year before that has articles; null for the first.
    pub older: Option<Link>,
    /// The year after that has articles; null for the last.
    pub newer: Option<Link>,
    /// Address of the calendar's first page.
    pub calendar_url: String,
}

/// A day of the week.
#[derive(Debug, Clone, Serialize)]
pub struct Weekday {
    /// Full name.
    pub name: String,
    /// One or two letters.
    pub narrow: String,
}

/// A month as a grid of weeks.
#[derive(Debug, Clone, Serialize)]
pub struct MonthGrid {
    /// Name of the month, `September`.
    pub name: String,
    /// Address of the month's page; null when it has no articles.
    pub url: Option<String>,
    /// Weeks of seven cells.
    pub weeks: Vec<Vec<DayCell>>,
}

/// A cell of the grid.
#[derive(Debug, Clone, Serialize)]
pub struct DayCell {
    /// Day of the month; null for a cell outside the month.
    pub day: Option<i8>,
    /// Address of the day's page; null when it has no articles.
    pub url: Option<String>,
    /// Number of articles that day.
    pub count: u32,
    /// 0 to 5, how much was published, for shading.
    pub shade: u8,
}

/// A month.
#[derive(Debug, Clone, Serialize)]
pub struct MonthView {
    /// The year.
    pub year: i16,
    /// Address of the year's page.
    pub year_url: String,
    /// Name of the month.
    pub name: String,
    /// The grid of its days.
    pub grid: MonthGrid,
    /// Names of the days of the week, in the order of the grid's columns.
    pub weekdays: Vec<Weekday>,
    /// Number of articles.
    pub count: u32,
    /// Articles by day, newest day first; empty when the month has more than 300 articles.
    pub days: Vec<DayGroup>,
    /// Articles whose day is not known.
    pub items: Vec<Card>,
    /// The month before that has articles; null for the first.
    pub older: Option<Link>,
    /// The month after that has articles; null for the last.
    pub newer: Option<Link>,
}

/// The articles of one day, or of one year on a day of the year.
#[derive(Debug, Clone, Serialize)]
pub struct DayGroup {
    /// `24 September`, or `2015`.
    pub title: String,
    /// Address of that day's page; null when there is none.
    pub url: Option<String>,
    /// The articles.
    pub items: Vec<Card>,
    /// How many more there are on the day's page.
    pub more: u32,
}

/// A day.
#[derive(Debug, Clone, Serialize)]
pub struct DayView {
    /// `Thursday 24 September 2015`.
    pub name: String,
    /// The month it is in.
    pub month: Link,
    /// The year it is in.
    pub year: Link,
    /// The articles, in order of time.
    pub items: Vec<Card>,
    /// The same day in every year; null when off.
    pub on_this_day: Option<Link>,
    /// The day before that has articles; null for the first.
    pub older: Option<Link>,
    /// The day after that has articles; null for the last.
    pub newer: Option<Link>,
}

/// A day of the year in every year, or the index of such days.
#[derive(Debug, Clone, Serialize)]
pub struct OnThisDayView {
    /// `22 November`; empty on the index.
    pub name: String,
    /// The years, newest first, each with its articles (at most twenty, then `more`); empty on the index.
    pub years: Vec<DayGroup>,
    /// The twelve months with their days, on the index only. A leap year's days.
    pub months: Vec<MonthGrid>,
    /// The day before that has articles; null on the index.
    pub older: Option<Link>,
    /// The day after that has articles; null on the index.
    pub newer: Option<Link>,
}

/// A page of corrections.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionsView {
    /// Corrections, newest first.
    pub items: Vec<CorrectionItem>,
    /// Number of this page counted from the oldest; null on the first page, which shows the newest.
    pub number: Option<u32>,
    /// The page with newer corrections; null on the first page.
    pub newer: Option<Link>,
    /// The page with older corrections; null on the last.
    pub older: Option<Link>,
}

/// A correction with its article.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionItem {
    /// The correction.
    pub correction: CorrectionView,
    /// The article.
    pub article: Card,
}

/// A list the theme asked for in `theme.yaml`: `{{ lists.latest.items }}`.
#[derive(Debug, Clone, Serialize)]
pub struct ThemeList {
    /// Name for people; empty when the list has none.
    pub title: String,
    /// Address of the full list; null when it has none.
    pub url: Option<String>,
    /// The articles.
    pub items: Vec<Card>,
    /// The sections with their articles, for `from: sections`; empty else.
    pub groups: Vec<ThemeList>,
}
