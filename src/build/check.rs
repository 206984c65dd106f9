//! Links inside the site that lead nowhere, with their places.

use super::{Request, Watch};
use crate::archive::presence::Presence;
use crate::archive::{Archive, Entry};
use crate::diagnostic::{Diagnostic, catalogue::archive as catalogue};
use crate::plan::desk::Desk;
use crate::plan::links::{Links, Target};
use crate::source::{self, text::place};
use crate::theme::Theme;
use crate::theme::manifest::ListSource;
use rayon::prelude::*;

/// Every link of an article's body and every picture of its front matter that leads nowhere.
pub(super) fn links(
    request: &Request,
    archive: &Archive,
    links: &Links,
    watch: &dyn Watch,
) -> Vec<Diagnostic> {
    let of_entry = |entry: &Entry| {
        let found = if entry.presence == Presence::Tombstone {
            Vec::new()
        } else {
            of_article(request, entry, links)
        };
        watch.step();
        found
    };
    archive.entries.par_iter().flat_map_iter(of_entry).collect()
}

fn of_article(request: &Request, entry: &Entry, links: &Links) -> Vec<Diagnostic> {
    let article = &entry.article;
    let mut found = Vec::new();
    if let Some(picture) = &article.image
        && let Some(src) = picture.src.as_deref()
        && links.resolve(src, &article.path, &entry.address) == Target::Broken
    {
        found.push(catalogue::picture_missing(src, picture.place.clone()));
    }
    let broken: Vec<_> = article
        .body
        .links
        .iter()
        .filter(|l| links.resolve(&l.address, &article.path, &entry.address) == Target::Broken)
        .collect();
    if broken.is_empty() {
        return found;
    }
    // Only now is the text needed again, to say where.
    let Ok(bytes) = source::read(&request.content, &request.content_shown, &article.path) else {
        return found;
    };
    let text = String::from_utf8_lossy(&bytes);
    let path = crate::diagnostic::join(&request.content_shown, &article.path);
    for link in broken {
        let start = article.body.start + link.span.start as usize;
        let place = place(&path, &text, start..article.body.start + link.span.end as usize);
        found.push(match link.picture {
            true => catalogue::picture_missing(&link.address, place),
            false => catalogue::link_broken(&link.address, place),
        });
    }
    found
}

/// The navigation, redirects and lists of the theme.
pub(super) fn site(request: &Request, archive: &Archive, links: &Links, theme: &Theme) -> Vec<Diagnostic> {
    let config = &request.config;
    let desk = Desk { archive, config, words: &theme.words, links, today: request.today };
    let mut found = Vec::new();
    for item in &config.navigation {
        if desk.navigation_item(item).is_none() {
            found.push(catalogue::navigation_broken(&item.target, &request.config_shown));
        }
    }
    for (from, to) in &archive.redirects {
        if links.resolve(to, "", "/") == Target::Broken {
            found.push(catalogue::redirect_broken(from, to));
        }
    }
    for (kind, lists) in
        theme.manifest.lists.iter().filter(|(kind, _)| *kind != "home" && *kind != "not-found")
    {
        for (name, _) in
            lists.iter().filter(|(_, r)| matches!(r.from, ListSource::Latest | ListSource::Sections))
        {
            found.push(catalogue::list_moves(name, kind));
        }
    }
    found
}
