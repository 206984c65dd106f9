//! What all pages have: address, title, description, language, robots.

use super::Page;
use super::desk::Desk;
use super::view::*;
use crate::language;

/// Robots line of an ordinary page.
pub const INDEX: &str = "index, follow, max-image-preview:large";
/// Robots line of a page that is kept out of search engines.
pub const NOINDEX: &str = "noindex";

impl Desk<'_> {
    /// The common part of a page's view, in the site's language.
    pub fn head(&self, page: &Page, kind: &'static str, title: String) -> PageView {
        let permalink = self.permalink(&page.address);
        PageView {
            kind,
            url: self.url(&page.address),
            canonical: permalink.clone(),
            permalink,
            title,
            description: String::new(),
            lang: self.config.language.clone(),
            dir: language::direction(&self.config.language),
            robots: INDEX,
            og_type: "website",
            feeds: self.feeds_of(
                self.config.feeds.formats.get(..1).unwrap_or_default(),
                "/",
                &self.config.title,
            ),
            ..PageView::default()
        }
    }
}
