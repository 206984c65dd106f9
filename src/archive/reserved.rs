//! Addresses that the site itself needs, so that no article can take the place of a list.

use super::owners::dotted_folders;
use super::terms::TaxonomyIndex;
use crate::config::{Config, FeedFormat};
use rapidhash::RapidHashSet;

/// Address of the calendar's first page.
pub const CALENDAR: &str = "/archive/";
/// Address of the days of the year.
pub const ON_THIS_DAY: &str = "/on-this-day/";
/// Address of the corrections.
pub const CORRECTIONS: &str = "/corrections/";
/// Address of the undated articles.
pub const UNDATED: &str = "/undated/";

/// The site's own addresses.
pub struct Reserved {
    exact: RapidHashSet<String>,
    calendar: bool,
    sitemap: bool,
    lists: Vec<String>,
}

impl Reserved {
    /// What the lists, calendar and special pages of the site need.
    pub fn new(taxonomies: &[TaxonomyIndex], config: &Config) -> Self {
        let own = ["/", "/404.html", "/robots.txt", "/sitemap.xml", UNDATED];
        let mut exact: RapidHashSet<String> = own.map(str::to_owned).into_iter().collect();
        let mut lists = vec![UNDATED.to_owned()];
        for taxonomy in taxonomies {
            let folder = index_address(&taxonomy.taxonomy.path);
            for term in &taxonomy.terms {
                let list = term_address(&taxonomy.taxonomy.path, &term.slug);
                exact.insert(list.to_lowercase());
                lists.push(list.to_lowercase());
            }
            exact.insert(folder.to_lowercase());
        }
        if config.corrections {
            exact.insert(CORRECTIONS.to_owned());
            lists.push(CORRECTIONS.to_owned());
        }
        if config.on_this_day {
            exact.insert(ON_THIS_DAY.to_owned());
        }
        if config.calendar {
            exact.insert(CALENDAR.to_owned());
        }
        let rules = &config.redirects;
        for (_, name) in
            [(rules.netlify, "/_redirects"), (rules.apache, "/.htaccess"), (rules.nginx, "/redirects.map")]
                .iter()
                .filter(|(wanted, _)| *wanted)
        {
            exact.insert((*name).to_owned());
        }
        exact.extend(config.news_sitemap.is_some().then(|| "/news-sitemap.xml".to_owned()));
        exact.extend(config.feeds.formats.iter().map(|format| feed_address("/", *format)));
        lists.sort();
        Self { exact, calendar: config.calendar, sitemap: config.sitemap, lists }
    }

    /// Whether the site needs this address (in lower case) itself.
    pub fn holds(&self, address: &str) -> bool {
        let file = address.trim_end_matches('/');
        self.exact.contains(address)
            || !file.is_empty() && self.exact.contains(file)
            || dotted_folders(address).any(|folder| self.exact.contains(folder))
            || self.calendar && is_period(address)
            || self.is_list_page(address)
            || self.is_feed(address)
            || self.sitemap && address.starts_with("/sitemaps/") && address.ends_with(".xml")
    }

    /// `/tags/coal/feed.xml` and the like, or a document of the site's own feed, whether there is one today or not.
    fn is_feed(&self, address: &str) -> bool {
        let Some((folder, name)) = address.rsplit_once('/') else { return false };
        match name {
            "feed.xml" | "atom.xml" | "feed.json" => self.lists.binary_search(&format!("{folder}/")).is_ok(),
            _ => matches!(folder, "/feed/archive" | "/atom/archive"),
        }
    }

    /// `/tags/coal/page/3/`, whether there are three pages today or not.
    fn is_list_page(&self, address: &str) -> bool {
        let Some((list, number)) = address.trim_end_matches('/').rsplit_once("/page/") else { return false };
        number.bytes().all(|b| b.is_ascii_digit()) && self.lists.binary_search(&format!("{list}/")).is_ok()
    }
}

/// Address of the index of a taxonomy that lies in the folder `path`; the site's root has none of its own.
pub fn index_address(path: &str) -> String {
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

/// Address of a term's list.
pub fn term_address(path: &str, slug: &str) -> String {
    if path.is_empty() { ["/", slug, "/"].concat() } else { ["/", path, "/", slug, "/"].concat() }
}

/// Address of a feed of the list at `list`, which is `/` for the site's own.
pub fn feed_address(list: &str, format: FeedFormat) -> String {
    let name = match format {
        FeedFormat::Rss => "feed.xml",
        FeedFormat::Atom => "atom.xml",
        FeedFormat::Json => "feed.json",
    };
    format!("{list}{name}")
}

/// `/2015/`, `/2015/09/` or `/2015/09/24/`.
fn is_period(address: &str) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = address.trim_matches('/').split('/');
    let year = parts.next().is_some_and(|year| digits(year, 4));
    let (month, day) = (parts.next(), parts.next());
    year && month.is_none_or(|m| digits(m, 2)) && day.is_none_or(|d| digits(d, 2)) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_periods() {
        assert!(is_period("/2015/") && is_period("/2015/09/") && is_period("/2015/09/24/"));
        assert!(!is_period("/2015/09/24/quay/") && !is_period("/201/") && !is_period("/"));
    }
}
