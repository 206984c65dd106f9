//! Links inside the site that lead nowhere, with their places.

use super::{Content, Request, Watch};
use crate::archive::presence::Presence;
use crate::archive::reserved::term_address;
use crate::archive::{Archive, Entry};
use crate::article::Picture;
use crate::article::body::Body;
use crate::article::notes::TermNotes;
use crate::article::standing::Standing;
use crate::diagnostic::{Diagnostic, catalogue::archive as catalogue};
use crate::plan::desk::{Desk, has_page};
use crate::plan::links::{Links, Target, normalise};
use crate::source::{self, text::place};
use crate::theme::Theme;
use crate::theme::manifest::ListSource;
use rapidhash::RapidHashSet;
use rayon::prelude::*;
use std::borrow::Cow;

/// A content file whose links are looked at.
struct Text<'a> {
    path: &'a str,
    /// Where it is shown.
    address: Cow<'a, str>,
    image: Option<&'a Picture>,
    body: &'a Body,
}

/// Every link of a body and every picture of front matter that leads nowhere: of articles, standing pages and files
/// about terms.
pub(super) fn links(
    request: &Request,
    content: &Content,
    links: &Links,
    watch: &dyn Watch,
) -> Vec<Diagnostic> {
    let archive = &content.archive;
    let not_shown = not_shown(content);
    let of_entry = |entry: &Entry| {
        let found = of_entry(request, entry, links, &not_shown);
        watch.step();
        found
    };
    let mut found: Vec<Diagnostic> = archive.entries.par_iter().flat_map_iter(of_entry).collect();
    for page in &archive.standing {
        let Standing { path, image, body, .. } = &page.standing;
        let text = Text { path, address: page.address.as_str().into(), image: image.as_ref(), body };
        found.extend(of_text(request, &text, links, &not_shown));
    }
    for index in &archive.taxonomies {
        for term in index.terms.iter().filter(|term| has_page(term)) {
            let Some(TermNotes { path, image, body, .. }) = term.notes.as_deref() else { continue };
            let address = term_address(&index.taxonomy.path, &term.slug).into();
            let text = Text { path, address, image: image.as_ref(), body };
            found.extend(of_text(request, &text, links, &not_shown));
        }
    }
    found
}

/// The same of one article.
pub(super) fn article(request: &Request, content: &Content, links: &Links, entry: &Entry) -> Vec<Diagnostic> {
    of_entry(request, entry, links, &not_shown(content))
}

/// Content files that are not shown.
fn not_shown(content: &Content) -> RapidHashSet<&str> {
    let archive = &content.archive;
    let left_out = content.left_out.iter().map(String::as_str);
    let refused = archive.refused.iter().map(|a| &*a.path);
    archive.withheld.iter().map(|(a, _)| &*a.path).chain(refused).chain(left_out).collect()
}

fn of_entry(
    request: &Request,
    entry: &Entry,
    links: &Links,
    not_shown: &RapidHashSet<&str>,
) -> Vec<Diagnostic> {
    if entry.presence == Presence::Tombstone {
        return Vec::new();
    }
    let article = &entry.article;
    let image = article.image.as_deref();
    let text = Text { path: &article.path, address: (&*entry.address).into(), image, body: &article.body };
    of_text(request, &text, links, not_shown)
}

fn of_text(request: &Request, file: &Text, links: &Links, not_shown: &RapidHashSet<&str>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(picture) = file.image
        && let Some(src) = picture.src.as_deref()
        && links.resolve(src, file.path, &file.address) == Target::Broken
    {
        found.push(catalogue::picture_missing(src, picture.place.clone()));
    }
    let is_broken = |address: &str| links.resolve(address, file.path, &file.address) == Target::Broken;
    let broken: Vec<_> = file.body.links.iter().filter(|l| is_broken(&l.address)).collect();
    if broken.is_empty() {
        return found;
    }
    // Only now is the text needed again, to say where.
    let Ok(bytes) = source::read(&request.content, &request.content_shown, file.path) else {
        return found;
    };
    let text = String::from_utf8_lossy(&bytes);
    let path = crate::diagnostic::join(&request.content_shown, file.path);
    for link in broken {
        let at = |offset: u32| file.body.start as usize + offset as usize;
        let place = place(&path, &text, at(link.span.start)..at(link.span.end));
        found.push(match link.picture {
            true => catalogue::picture_missing(&link.address, place),
            false if link.address.starts_with('(') => catalogue::link_in_brackets(&link.address, place),
            false if names_one_of(not_shown, &link.address, file.path) => {
                catalogue::link_withheld(&link.address, place)
            }
            false => catalogue::link_broken(&link.address, place),
        });
    }
    found
}

/// Whether a link names one of these content files, with or without `.md`.
fn names_one_of(paths: &RapidHashSet<&str>, link: &str, from: &str) -> bool {
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
