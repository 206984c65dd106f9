//! Links inside the site that lead nowhere, with their places.

use super::{Content, Request, Watch};
use crate::archive::presence::Presence;
use crate::archive::{Archive, Entry};
use crate::diagnostic::{Diagnostic, catalogue::archive as catalogue};
use crate::plan::desk::Desk;
use crate::plan::links::{Links, Target, normalise};
use crate::source::{self, text::place};
use crate::theme::Theme;
use crate::theme::manifest::ListSource;
use rayon::prelude::*;
use std::collections::HashSet;

/// Every link of an article's body and every picture of its front matter that leads nowhere.
pub(super) fn links(
    request: &Request,
    content: &Content,
    links: &Links,
    watch: &dyn Watch,
) -> Vec<Diagnostic> {
    let archive = &content.archive;
    let left_out = content.left_out.iter().map(String::as_str);
    let refused = archive.refused.iter().map(|a| &*a.path);
    let not_shown: HashSet<&str> =
        archive.withheld.iter().map(|(a, _)| &*a.path).chain(refused).chain(left_out).collect();
    let of_entry = |entry: &Entry| {
        let found = if entry.presence == Presence::Tombstone {
            Vec::new()
        } else {
            of_article(request, entry, links, &not_shown)
        };
        watch.step();
        found
    };
    archive.entries.par_iter().flat_map_iter(of_entry).collect()
}

fn of_article(request: &Request, entry: &Entry, links: &Links, not_shown: &HashSet<&str>) -> Vec<Diagnostic> {
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
            false if link.address.starts_with('(') => catalogue::link_in_brackets(&link.address, place),
            false if names_one_of(not_shown, &link.address, &article.path) => {
                catalogue::link_withheld(&link.address, place)
            }
            false => catalogue::link_broken(&link.address, place),
        });
    }
    found
}

/// Whether a link names one of these content files, with or without `.md`.
fn names_one_of(paths: &HashSet<&str>, link: &str, from: &str) -> bool {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let named = path.strip_prefix('/').map(str::to_owned).or_else(|| normalise(&format!("{folder}/{path}")));
    named.is_some_and(|named| paths.contains(&*named) || paths.contains(&*format!("{named}.md")))
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
    for (article, _) in &archive.withheld {
        let Some(to) = article.rare.as_ref().and_then(|r| r.redirect_to.as_deref()) else { continue };
        let own = archive.redirects.iter().find(|(_, target)| *target == to);
        if let (Some((from, _)), Target::Broken) = (own, links.resolve(to, "", "/")) {
            found.push(catalogue::redirect_broken(&request.content_shown, &article.path, from, to));
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
