//! Addresses that were public: none of them may vanish unnoticed.

use super::{Content, Request, Watch, index, read_texts, scene};
use crate::addresses::{self, FILE, Line, Now, Present};
use crate::archive::Archive;
use crate::archive::presence::Withheld;
use crate::article::Article;
use crate::diagnostic::{Diagnostic, Place, catalogue::archive as catalogue, join};
use std::collections::HashMap;

/// An address that would vanish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vanished {
    /// The address.
    pub address: String,
    /// The file of its article, if it is still there.
    pub path: Option<String>,
    /// Where the article stands now.
    pub now_at: Option<String>,
}

/// What stands at an address of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The address.
    pub address: String,
    /// The article: its `id`, or its file.
    pub article: String,
    /// Where it leads, when it is not a page.
    pub to: Option<String>,
}

/// Everything that stands at an address of its own: articles, tombstones, standing pages, and what leads to them.
fn present(archive: &Archive, forwards: bool) -> Vec<Present<'_>> {
    let entries = archive.entries.iter();
    let mut all: Vec<Present> =
        entries.map(|e| Present { address: &e.address, article: identity(&e.article), to: None }).collect();
    all.extend(archive.standing.iter().map(|p| Present {
        address: &p.address,
        article: &p.standing.path,
        to: None,
    }));
    if forwards {
        all.extend(archive.redirects.iter().map(|(from, to)| {
            let owner = archive.by_address(to).map_or("", |entry| identity(&entry.article));
            Present { address: from, article: owner, to: Some(to) }
        }));
    }
    all.sort_by(|a, b| (a.address, a.to.is_some()).cmp(&(b.address, b.to.is_some())));
    all.dedup_by(|b, a| a.address == b.address);
    all
}

/// By what an article is known: its `id`, or its file.
fn identity(article: &Article) -> &str {
    article.rare.as_deref().and_then(|rare| rare.id.as_deref()).unwrap_or(&article.path)
}

fn present_in<'c>(request: &Request, content: &'c Content) -> Vec<Present<'c>> {
    let redirects = &request.config.redirects;
    let forwards = redirects.pages || redirects.netlify || redirects.apache || redirects.nginx;
    present(&content.archive, forwards)
}

/// Diagnostics for every address that was public and would vanish: errors, or warnings where that is allowed.
pub(super) fn check(request: &Request, content: &Content) -> Vec<Diagnostic> {
    let path = join(&request.site_shown, FILE);
    let lines = match addresses::read(&request.addresses) {
        Ok(lines) => lines,
        Err(faulty) => {
            let line = |number: &usize| request.addresses.lines().nth(number - 1).unwrap_or_default();
            let one = |number: &usize| catalogue::address_line(&path, *number, line(number));
            return faulty.iter().take(20).map(one).collect();
        }
    };
    if lines.is_empty() {
        return Vec::new();
    }
    let gone = addresses::vanished(&lines, &present_in(request, content));
    if gone.is_empty() {
        return Vec::new();
    }
    let known = Known::of(content);
    gone.iter()
        .map(|line| {
            let problem = known.about(request, line);
            match request.allow_broken_addresses {
                true => catalogue::address_broken(&problem),
                false => problem,
            }
        })
        .collect()
}

/// Articles by `id` and by file, whatever became of them.
struct Known<'c> {
    /// Where they stand now.
    placed: HashMap<&'c str, (&'c str, &'c str)>,
    /// Why they stand nowhere.
    withheld: HashMap<&'c str, (&'c str, &'static str)>,
}

impl<'c> Known<'c> {
    fn of(content: &'c Content) -> Self {
        let archive = &content.archive;
        let mut own = Self { placed: HashMap::new(), withheld: HashMap::new() };
        for entry in &archive.entries {
            for name in [identity(&entry.article), &*entry.article.path] {
                own.placed.insert(name, (&*entry.article.path, &*entry.address));
            }
        }
        for page in &archive.standing {
            own.placed.insert(&page.standing.path, (&page.standing.path, &page.address));
        }
        let why = |withheld: Withheld| match withheld {
            Withheld::Draft => "it is a draft",
            Withheld::Embargo => "its embargo has not passed",
            Withheld::Future => "it is dated in the future",
            Withheld::Redirect => "it only points to another address",
        };
        let withheld = archive.withheld.iter().map(|(article, withheld)| (&**article, why(*withheld)));
        let refused =
            archive.refused.iter().map(|article| (&**article, "it is left out because of a mistake"));
        for (article, why) in withheld.chain(refused) {
            for name in [identity(article), &*article.path] {
                own.withheld.insert(name, (&*article.path, why));
            }
        }
        for path in &content.left_out {
            own.withheld.insert(path, (path, "it is left out because of a mistake"));
        }
        own
    }

    fn about(&self, request: &Request, line: &Line) -> Diagnostic {
        let shown = |path: &str| join(&request.content_shown, path);
        let in_file = |path: &str| Place { path: shown(path), spot: None };
        match (self.placed.get(line.article), self.withheld.get(line.article)) {
            (Some((path, _)), _) if matches!(line.now, Now::Redirect(_)) => {
                catalogue::alias_vanishes(line.address, in_file(path))
            }
            (Some((path, now)), _) => catalogue::address_moved(line.address, now, line.first, in_file(path)),
            (None, Some((path, why))) => catalogue::address_withheld(line.address, why, in_file(path)),
            (None, None) => {
                catalogue::address_lost(line.address, line.article, &join(&request.site_shown, FILE))
            }
        }
    }
}

/// What stands where, for the list of addresses; and what of the list would vanish.
///
/// # Errors
/// What would keep the site from being built.
pub fn survey(
    request: &Request,
    watch: &dyn Watch,
) -> Result<(Vec<Standing>, Vec<Vanished>), Vec<Diagnostic>> {
    let mut report = Vec::new();
    let mut scene = scene::without_shortcut(request, &mut report)?;
    let texts = read_texts(request, &mut scene, None, watch)?;
    let (content, _) = index(request, &scene, texts, watch, &mut report);
    let all = present_in(request, &content);
    let unreadable = |_| check(request, &content);
    let lines = addresses::read(&request.addresses).map_err(unreadable)?;
    let gone = addresses::vanished(&lines, &all);
    let known = Known::of(&content);
    let vanished = gone.iter().map(|line| {
        let (placed, withheld) = (known.placed.get(line.article), known.withheld.get(line.article));
        let path = placed.map(|(path, _)| path).or(withheld.map(|(path, _)| path));
        Vanished {
            address: line.address.to_owned(),
            path: path.map(|path| (*path).to_owned()),
            now_at: placed.map(|(_, address)| (*address).to_owned()),
        }
    });
    let vanished = vanished.collect();
    let standing = all.iter().map(|present| Standing {
        address: present.address.to_owned(),
        article: present.article.to_owned(),
        to: present.to.map(str::to_owned),
    });
    Ok((standing.collect(), vanished))
}
