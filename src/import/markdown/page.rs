//! One file of Markdown: from its text to an item.

use super::bodies::Bodies;
use super::fields::{Filler, Names};
use super::matter::{self, Matter};
use super::people;
use super::site::{Generator, Site};
use crate::article::date::without_date;
use crate::import::encoding::Decoded;
use crate::import::item::{Body, Found, Home, Item, Media, Place, Removed};
use crate::import::{Settings, links};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Folders that name no section.
const PLAIN: &[&str] = &[
    "content",
    "_posts",
    "_drafts",
    "posts",
    "post",
    "blog",
    "articles",
    "src",
    "source",
    "drafts",
    "site",
    "docs",
    "pages",
    "_articles",
    "collections",
    "website",
];

/// Reads a file.
pub(super) fn read(site: &Site, names: &Names, settings: &Settings, file: usize, decoded: &Decoded) -> Found {
    let input = &site.tree.files[file];
    let text = &decoded.text;
    let matter = match matter::read(text) {
        Ok(matter) => matter,
        Err(mistake) => {
            let place = Place { path: input.shown.clone(), line: mistake.line, column: mistake.column };
            return Found::Faulty { place, because: mistake.because };
        }
    };
    let place = Place::file(&input.shown);
    let path = site.path(file);
    let name = Name::of(path);
    let of_author = name.folders.last().is_some_and(|folder| is_authors(folder)) && name.stem != "_index";
    if (name.file.starts_with("_index.") && !of_author) || (name.is_readme() && matter.keys.is_empty()) {
        let because = if name.is_readme() {
            "it is about the tree itself"
        } else {
            "it describes a list, not an article"
        };
        return Found::Skipped { place, because: because.to_owned() };
    }
    let body = text[matter.body..].to_owned();
    if of_author {
        let slug = matter
            .keys
            .iter()
            .find(|(key, _)| key == "slug")
            .and_then(|(_, value)| value.as_str())
            .unwrap_or(name.stem)
            .to_owned();
        return Found::Item(Box::new(people::item(place, &slug, matter.keys, body)));
    }
    let Matter { keys, notes, .. } = matter;
    let mut item = Item::new(place, Body::Markdown(String::new()));
    item.notes = decoded.notes.iter().cloned().chain(notes).collect();
    item.home = home(&keys, &name, site.generator(file));
    let layout = keys
        .iter()
        .find(|(key, _)| key == "permalink")
        .and_then(|(_, value)| value.as_str().map(str::to_owned));
    Filler { names, site, settings, file, item: &mut item, extra: Map::new() }.fill(keys);
    by_name(&mut item, &name, settings);
    item.body = Body::Markdown(bodies(site, file, &body, &mut item));
    title(&mut item, &name);
    addresses(&mut item, site, file, &name, layout.as_deref());
    media(&mut item, site, file);
    Found::Item(Box::new(item))
}

/// The path of a file, taken apart.
struct Name<'p> {
    file: &'p str,
    /// Name without ending; of an `index.md` that of its folder.
    stem: &'p str,
    folders: Vec<&'p str>,
}

impl<'p> Name<'p> {
    fn of(path: &'p str) -> Self {
        let mut folders: Vec<&str> = path.split('/').collect();
        let file = folders.pop().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let record = stem == "_index" && folders.len() > 1 && is_authors(folders[folders.len() - 2]);
        let stem = if stem == "index" || record { folders.pop().unwrap_or(stem) } else { stem };
        Self { file, stem, folders }
    }

    fn is_readme(&self) -> bool {
        let stem = self.stem.to_ascii_lowercase();
        matches!(stem.as_str(), "readme" | "contributing" | "license" | "changelog" | "code_of_conduct")
    }

    /// The first folder that says what the article is about.
    fn section(&self) -> Option<&'p str> {
        let says = |folder: &&&str| !PLAIN.contains(*folder) && !crate::article::date::name::is_date(folder);
        self.folders.iter().find(says).copied()
    }
}

/// Whether a folder holds the records of authors.
fn is_authors(folder: &str) -> bool {
    matches!(folder, "authors" | "_authors")
}

/// Whether a file is a standing page: its own generator says so, and it has no date.
fn home(keys: &[(String, Value)], name: &Name, generator: Generator) -> Home {
    let says = |key: &str| keys.iter().any(|(own, value)| own == key && value.as_str() == Some("page"));
    let dated = keys.iter().any(|(key, _)| matches!(key.as_str(), "date" | "pubdate" | "publishDate"));
    let folder =
        name.folders.last().is_some_and(|folder| *folder == "pages") && generator == Generator::Pelican;
    if !dated && (says("layout") || says("type") || folder) { Home::Page } else { Home::Article }
}

/// What the name of the file and its folders say: date, slug, section, draft.
fn by_name(item: &mut Item, name: &Name, settings: &Settings) {
    if item.date.is_unknown() && item.home == Home::Article {
        let dated = settings.dates.from_file_name(name.stem);
        item.date = dated.date.or_else(|| settings.dates.from_folders(&name.folders)).unwrap_or(item.date);
    }
    if item.slug.is_none() {
        item.slug = Some(without_date(name.stem).to_owned()).filter(|slug| !slug.is_empty());
    }
    if item.home == Home::Page {
        return;
    }
    if let Some(section) = name.section() {
        item.front.set_default("section", section);
    }
    if name.folders.iter().any(|folder| matches!(*folder, "_drafts" | "drafts")) {
        item.front.set("status", "draft");
    }
}

fn bodies(site: &Site, file: usize, body: &str, item: &mut Item) -> String {
    let mut bodies = Bodies { site, file, kept: BTreeMap::new(), open: Vec::new() };
    let text = bodies.read(body, 0);
    // Zola's own way to name a file of the tree.
    let named = |link: &str| bodies.reference(link.strip_prefix('@').filter(|path| path.starts_with('/'))?);
    let text = links::rewritten(&text, &named);
    for (name, count) in bodies.kept {
        item.notes.push(format!("kept as written: {count} × {name}"));
    }
    text
}

/// A headline: its own, the heading the body opens with, or the name of the file.
fn title(item: &mut Item, name: &Name) {
    if item.front.get("title").is_some() {
        return;
    }
    let body = item.body.source().trim_start();
    let heading = body
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("# "))
        .map(|title| title.trim().trim_end_matches('#').trim().to_owned());
    if let (Some(heading), Body::Markdown(text)) = (heading.filter(|title| !title.is_empty()), &item.body) {
        let rest = text.trim_start().split_once('\n').map_or("", |(_, rest)| rest).to_owned();
        item.removed.push(Removed { what: "heading, now the headline".to_owned(), text: heading.clone() });
        item.front.set("title", heading);
        item.body = Body::Markdown(rest);
        return;
    }
    let words = without_date(name.stem).replace(['-', '_'], " ");
    let mut letters = words.chars();
    let title = letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str());
    item.front.set("title", title.unwrap_or_else(|| name.stem.to_owned()));
    item.doubt("title");
}

/// Where the generator put it, as far as that can be told.
fn addresses(item: &mut Item, site: &Site, file: usize, name: &Name, own: Option<&str>) {
    let pattern = own.filter(|own| own.contains(':')).or_else(|| site.permalink(file));
    let slug = item.slug.clone().unwrap_or_default();
    let path = match site.generator(file) {
        _ if item.addresses.first().is_some_and(|first| !first.starts_with('/') || own.is_some()) => return,
        _ if slug.is_empty() => return,
        Generator::Jekyll => pattern.and_then(|pattern| jekyll(pattern, item, &slug)),
        Generator::Hugo | Generator::Zola => {
            let folders: Vec<&str> =
                name.folders.iter().copied().filter(|folder| *folder != "content").collect();
            let slug = if item.front.get("slug").is_some() { slug.clone() } else { slug.to_lowercase() };
            Some(folders.into_iter().chain([slug.as_str()]).collect::<Vec<_>>().join("/") + "/")
        }
        Generator::Pelican => Some(match site.permalink(file) {
            Some(pattern) => pattern.replace("{slug}", &slug),
            None => format!("{slug}.html"),
        }),
        Generator::Eleventy | Generator::Unknown => None,
    };
    if let Some(path) = path.filter(|path| !path.contains(['{', ':'])) {
        item.addresses.insert(0, site.url(file, &path));
    }
}

/// An address by a pattern of Jekyll.
fn jekyll(pattern: &str, item: &Item, slug: &str) -> Option<String> {
    let pattern = match pattern {
        "date" => "/:categories/:year/:month/:day/:title.html",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "none" => "/:categories/:title.html",
        own => own,
    };
    let (year, month, day) = item.date.day_key()?;
    let section = item.front.text("section").unwrap_or_default().to_lowercase().replace(' ', "-");
    let path = pattern
        .replace(":categories", &section)
        .replace(":category", &section)
        .replace(":year", &format!("{year:04}"))
        .replace(":month", &format!("{month:02}"))
        .replace(":i_month", &month.to_string())
        .replace(":day", &format!("{day:02}"))
        .replace(":i_day", &day.to_string())
        .replace(":slug", slug)
        .replace(":title", slug)
        .replace(":output_ext", ".html");
    Some(path)
}

/// Files that the article shows, and that lie in the tree.
fn media(item: &mut Item, site: &Site, file: usize) {
    let mut named: Vec<String> = Vec::new();
    if let Body::Markdown(text) = &item.body {
        named.extend(links::destinations(text).into_iter().map(|range| text[range].to_owned()));
    }
    let image = item.front.get("image").and_then(|image| match image {
        Value::String(src) => Some(src.clone()),
        Value::Object(map) => ["src", "path", "url", "file", "image"]
            .iter()
            .find_map(|key| map.get(*key)?.as_str().map(str::to_owned)),
        _ => None,
    });
    named.extend(image);
    named.sort();
    named.dedup();
    for named in named {
        let found = site.file(file, &named).filter(|found| *found != file);
        let is_text = |found: &usize| {
            let path = &site.tree.files[*found].path;
            super::is_markdown(path) || path.ends_with(".html") || path.ends_with(".htm")
        };
        if let Some(found) = found.filter(|found| !is_text(found)) {
            item.media.push(Media { file: found, named });
        }
    }
}
