//! Structured data of a page, by what it shows.

use crate::plan::desk::Desk;
use crate::plan::view::{Link, PageView, SiteView};
use crate::render::json_ld::{self, Site};

/// JSON-LD for a page; empty for tombstones, redirects and what is not found.
pub(super) fn of(page: &PageView, site: &SiteView, desk: &Desk<'_>) -> String {
    let site = Site { view: site, publisher: &desk.config.publisher };
    if let Some(article) = &page.article {
        return json_ld::article(site, page, article);
    }
    match page.kind {
        "home" => json_ld::website(site, page),
        "page" => json_ld::standing(site, page, &[]),
        "tombstone" | "not-found" => String::new(),
        _ => match &page.list {
            Some(list) if list.taxonomy == "authors" => json_ld::profile(site, page, list, &trail(page, desk)),
            _ => json_ld::collection(site, page, &trail(page, desk)),
        },
    }
}

/// The pages between the front page and this one.
fn trail(page: &PageView, desk: &Desk<'_>) -> Vec<Link> {
    let calendar = || desk.calendar_url().map(|url| Link { title: desk.word("by_date", &page.lang), url });
    let mut trail = Vec::new();
    if let Some(list) = &page.list {
        let index = desk.archive.taxonomy(&list.taxonomy).filter(|i| crate::plan::desk::has_index(i));
        trail.extend(index.map(|i| Link { title: desk.taxonomy_title(i, &page.lang), url: desk.taxonomy_url(i) }));
        if list.number.is_some() {
            trail.push(Link { title: list.title.clone(), url: list.url.clone() });
        }
    }
    if page.year.is_some() || page.month.is_some() || page.day.is_some() {
        trail.extend(calendar());
    }
    if let Some(month) = &page.month {
        trail.push(Link { title: month.year.to_string(), url: month.year_url.clone() });
    }
    if let Some(day) = &page.day {
        trail.extend([day.year.clone(), day.month.clone()]);
    }
    trail
}
