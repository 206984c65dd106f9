//! What a build depends on besides its sources: the program, the configuration, the theme, the arguments, the clock.

use super::Request;
use crate::archive::Archive;
use crate::article::Article;
use crate::fingerprint::{Digest, Hasher};
use crate::theme::Layer;
use crate::theme::manifest::{ListSource, Manifest};

/// How long a news sitemap holds an article, in seconds: two days, as Google asks.
pub(super) const NEWS_AGE: i64 = 2 * 24 * 60 * 60;

/// Digests of what a build depends on besides its sources.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct World {
    /// The program.
    pub(super) program: Digest,
    /// What reading a source depends on.
    pub(super) reading: Digest,
    /// What every page depends on, but for its template and the site's view.
    pub(super) common: Digest,
    /// Everything.
    pub(super) all: Digest,
}

impl World {
    pub(super) fn of(request: &Request, layers: &[Layer]) -> Self {
        let config = &request.config;
        let program = Hasher::new("program").text(env!("DATELINE_PROGRAM")).finish();
        let mut reading = Hasher::new("reading");
        reading.digest(program).text(&request.content_shown).text(&config.timezone);
        reading.debug(&config.ambiguous_dates).debug(&config.markdown).debug(&config.highlight);
        for taxonomy in &config.taxonomies {
            reading.text(&taxonomy.name);
        }
        let mut common = Hasher::new("common");
        // Where the site is published is no part of it.
        let site = crate::config::Config { publish: Vec::new(), ..config.clone() };
        common.digest(program).debug(&site);
        let mut all = Hasher::new("all");
        for layer in layers {
            common.text(&layer.name);
            all.text(&layer.name);
            for file in &layer.files {
                all.text(&file.path).text(&file.shown).bytes(&file.bytes);
                // Templates and assets count for the pages that they are part of.
                if !file.path.starts_with("templates/") && !file.path.starts_with("assets/") {
                    common.text(&file.path).bytes(&file.bytes);
                }
            }
        }
        let (reading, common) = (reading.finish(), common.finish());
        all.text(&request.addresses).number(u64::from(request.allow_broken_addresses));
        all.digest(reading).digest(common).debug(&(
            request.strict,
            request.clock.drafts,
            request.clock.ahead,
        ));
        all.text(&request.site_shown).text(&request.output_shown).text(&request.config_shown);
        all.text(&request.content.to_string_lossy()).text(&request.site.to_string_lossy());
        Self { program, reading, common, all: all.finish() }
    }
}

/// The moments between which nothing changes by itself: from the first, until just before the second. In seconds
/// since 1970. An embargo passes, a date comes, an article expires, one leaves the news sitemap.
pub(super) fn standstill(request: &Request, archive: &Archive) -> (i64, i64) {
    let (mut from, mut until) = (i64::MIN, i64::MAX);
    let mut turn = |moment: i64| match moment <= request.clock.at {
        true => from = from.max(moment),
        false => until = until.min(moment),
    };
    let mut turns = |article: &Article| {
        article.embargo.into_iter().for_each(&mut turn);
        article.expires.iter().filter(|d| !d.is_unknown()).for_each(|d| turn(d.instant));
        if !article.date.is_unknown() {
            turn(article.date.instant);
            if request.config.news_sitemap.is_some() {
                turn(article.date.instant.saturating_add(NEWS_AGE));
            }
        }
    };
    archive.entries.iter().for_each(|e| turns(&e.article));
    archive.withheld.iter().for_each(|(article, _)| turns(article));
    archive.refused.iter().for_each(|article| turns(article));
    (from, until)
}

/// The day of the build, if any page of the theme changes with it.
pub(super) fn today(request: &Request, manifest: &Manifest) -> Option<(i16, i8, i8)> {
    let lists = manifest.lists.values().flat_map(|lists| lists.values());
    let changes = lists.into_iter().any(|list| list.from == ListSource::OnThisDay);
    changes.then_some(request.today)
}
