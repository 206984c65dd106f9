//! What holds for keys that are not written; a test compares this with the table of keys.

use super::*;

/// Taxonomies of a site that names none.
pub(super) const TAXONOMIES: [&str; 8] =
    ["sections", "tags", "authors", "series", "people", "organisations", "places", "events"];

/// Those of them whose terms have feeds.
const WITH_FEEDS: [&str; 4] = ["sections", "tags", "authors", "series"];

impl Default for Config {
    /// The configuration of a folder without `config.yaml`.
    fn default() -> Self {
        Self {
            title: "Untitled archive".to_owned(),
            base_url: "http://localhost/".to_owned(),
            description: String::new(),
            language: "en".to_owned(),
            timezone: "UTC".to_owned(),
            ambiguous_dates: AmbiguousDates::Refuse,
            theme: "broadsheet".to_owned(),
            theme_options: Json::Object(serde_json::Map::new()),
            content: "content".to_owned(),
            output: "output".to_owned(),
            publish: Vec::new(),
            static_folder: "static".to_owned(),
            permalinks: Permalinks::default(),
            paginate: 20,
            taxonomies: TAXONOMIES.iter().map(|name| Taxonomy::named(name)).collect(),
            calendar: true,
            on_this_day: true,
            corrections: true,
            feeds: Feeds::default(),
            navigation: Vec::new(),
            publisher: Publisher::default(),
            markdown: Markdown { html: RawHtml::Keep, smart_punctuation: false },
            highlight: true,
            sitemap: true,
            news_sitemap: None,
            redirects: Redirects { pages: true, netlify: false, apache: false, nginx: false },
            expired: Expired::Show,
            hold_future: true,
        }
    }
}

impl Default for Permalinks {
    fn default() -> Self {
        Self {
            default: "/{year}/{month}/{day}/{slug}/".to_owned(),
            undated: "/undated/{slug}/".to_owned(),
            sections: Vec::new(),
        }
    }
}

impl Default for Feeds {
    fn default() -> Self {
        Self {
            formats: vec![FeedFormat::Rss, FeedFormat::Atom, FeedFormat::Json],
            limit: 30,
            full_text: true,
            archive: true,
            archive_full_text: false,
        }
    }
}

impl Taxonomy {
    /// A taxonomy about which nothing is said but its name.
    pub(super) fn named(name: &str) -> Self {
        let feeds = if WITH_FEEDS.contains(&name) { vec![FeedFormat::Rss] } else { Vec::new() };
        Self { name: name.to_owned(), path: name.to_owned(), title: None, feeds }
    }
}
