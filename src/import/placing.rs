//! The file of each article.
//!
//! Takes: what an article says of its section, date and headline, what earlier imports wrote, what stands in the site. Does: gives each
//! article a path and an address that are no other's, also not by case alone. Gives: paths below the folder that is imported into.

use super::front::{self, Front};
use super::item::{Home, Item};
use super::store::record::Entry;
use crate::archive::address;
use crate::archive::reserved::Reserved;
use crate::article::reading::Reading;
use crate::article::slug::{given_slug, slug};
use crate::config::Config;
use std::collections::{HashMap, HashSet};

/// What decides about the file of an article, kept for all of them.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Folder below the one that is imported into, empty or with a slash at its end.
    folder: String,
    /// Name without ending.
    stem: String,
    /// Whether it has files of its own, and so a folder.
    bundle: bool,
    /// Front matter that decides about the address.
    front: Front,
    /// Slug of the section.
    section: String,
    /// An address that the article is to keep.
    permalink: bool,
    home: Home,
}

/// How an article's file is to be called.
pub fn wish(item: &Item, lang: &str, bundle: bool) -> Wish {
    let lang = item.front.text("lang").unwrap_or(lang);
    let title = item.title();
    let name = match &item.slug {
        Some(given) => slug(given, Some(lang)),
        None => slug(title, Some(lang)),
    };
    let section = item.front.get("section").map_or("", |value| match value {
        serde_json::Value::Array(list) => list.first().and_then(|v| v.as_str()).unwrap_or_default(),
        value => value.as_str().unwrap_or_default(),
    });
    let section = if section.is_empty() { String::new() } else { slug(section, Some(lang)) };
    let mut folder = if section.is_empty() { String::new() } else { format!("{section}/") };
    let date = &item.date;
    match item.home {
        Home::Article => {}
        Home::Page => folder = "pages/".to_owned(),
        Home::Author => folder = "authors/".to_owned(),
    }
    let stem = match date.day_key() {
        _ if item.home != Home::Article => name,
        Some((year, month, day)) => {
            folder.push_str(&format!("{year:04}/"));
            format!("{year:04}-{month:02}-{day:02}-{name}")
        }
        None if !date.is_unknown() => {
            folder.push_str(&format!("{:04}/", date.year));
            name
        }
        None => name,
    };
    let mut front = Front::default();
    for field in ["title", "section", "lang", "id", "permalink", "slug"] {
        if let Some(value) = item.front.get(field) {
            front.set(field, value.clone());
        }
    }
    front.set("date", super::item::written(date));
    let permalink = item.front.get("permalink").is_some();
    Wish { folder, stem, bundle, front, section, permalink, home: item.home }
}

/// The same for an article that does not keep its old address.
fn without_permalink(wish: &Wish) -> Wish {
    let mut other = Wish { permalink: false, ..wish.clone() };
    other.front.take("permalink");
    other
}

/// The value for `slug`, where the name of the file would not give the same address.
pub fn slug_to_write(item: &Item, lang: &str) -> Option<String> {
    let given = item.slug.as_deref()?;
    let named = slug(given, Some(item.front.text("lang").unwrap_or(lang)));
    (given_slug(given) != named).then(|| given.to_owned())
}

/// Where a file went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Path below the folder.
    pub path: String,
    /// Address in the site, empty when it cannot be told.
    pub address: String,
    /// Whether the address that it was to keep is another's.
    pub permalink_taken: bool,
}

/// What became of an old address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claimed {
    /// It leads to the article.
    Given,
    /// It is the article's own.
    Own,
    /// A page has it.
    Taken,
}

/// Gives out paths and addresses, each once.
pub struct Places<'a> {
    reading: &'a Reading,
    config: &'a Config,
    /// The folder that is imported into, below the content folder; empty or with a slash at its end.
    prefix: String,
    /// Addresses that articles of the site have, and their paths below the content folder.
    site: &'a HashMap<String, String>,
    reserved: Reserved,
    paths: HashSet<String>,
    addresses: HashSet<String>,
}

impl<'a> Places<'a> {
    /// All places free but those of the site.
    pub fn new(
        reading: &'a Reading,
        config: &'a Config,
        prefix: &str,
        site: &'a HashMap<String, String>,
    ) -> Self {
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        Self {
            reading,
            config,
            prefix,
            site,
            reserved: Reserved::new(&[], config),
            paths: HashSet::new(),
            addresses: HashSet::new(),
        }
    }

    /// Keeps the path that an earlier import gave away.
    pub fn reserve(&mut self, entry: &Entry) {
        self.paths.insert(fold(&entry.path));
    }

    /// The address of an article that keeps the file it has.
    pub fn known(&mut self, wish: &Wish, path: &str) -> Placed {
        let kept = self.address(wish, path);
        let taken = wish.permalink && !self.is_free(&kept, path);
        let address = match taken {
            true => self.address(&without_permalink(wish), path),
            false => kept,
        };
        self.addresses.insert(fold(&address));
        Placed { path: path.to_owned(), address, permalink_taken: taken }
    }

    /// A path and an address for a new article. `taken` says whether a file of somebody else stands at a path.
    pub fn new_place(&mut self, wish: &Wish, taken: &dyn Fn(&str) -> bool) -> Placed {
        // An address that is kept does not change with the number: where it is another's, the article is placed as others are.
        if wish.permalink && !self.is_free(&self.address(wish, ""), "") {
            return Placed { permalink_taken: true, ..self.new_place(&without_permalink(wish), taken) };
        }
        let mut number = 1_usize;
        loop {
            let stem = if number == 1 { wish.stem.clone() } else { format!("{}-{number}", wish.stem) };
            let ending = if wish.bundle { "/index.md" } else { ".md" };
            let path = format!("{}{stem}{ending}", wish.folder);
            let address = self.address(wish, &path);
            if !self.paths.contains(&fold(&path)) && !taken(&path) && self.is_free(&address, &path) {
                self.paths.insert(fold(&path));
                self.addresses.insert(fold(&address));
                return Placed { path, address, permalink_taken: false };
            }
            number += 1;
        }
    }

    /// Whether no other page has an address; the file that stands at the path itself does not count.
    fn is_free(&self, address: &str, path: &str) -> bool {
        let own = format!("{}{path}", self.prefix);
        let nowhere = address.is_empty();
        nowhere
            || !self.addresses.contains(&fold(address))
                && self.site.get(&fold(address)).is_none_or(|other| *other == own)
    }

    /// Whether the site itself needs an address, or may come to need it: those below its lists are not given away.
    fn is_reserved(&self, address: &str) -> bool {
        let lower = address.to_lowercase();
        let mut parts = lower.trim_matches('/').split('/');
        let first = parts.next().unwrap_or_default();
        let alone = parts.next().is_none();
        let of_list = |path: &str| if path.is_empty() { alone } else { path.eq_ignore_ascii_case(first) };
        self.reserved.holds(&lower) || self.config.taxonomies.iter().any(|taxonomy| of_list(&taxonomy.path))
    }

    /// Lets an old address lead to an article, unless a page has it. Each is given away once.
    pub fn claim_alias(&mut self, alias: &str, own: &str) -> Claimed {
        let Ok(address) = address::parse_old(alias) else { return Claimed::Taken };
        let key = fold(&address);
        match key == fold(own) {
            true => Claimed::Own,
            false if self.is_reserved(&address) || self.site.contains_key(&key) => Claimed::Taken,
            false if self.addresses.insert(key) => Claimed::Given,
            false => Claimed::Taken,
        }
    }

    fn address(&self, wish: &Wish, path: &str) -> String {
        if wish.home != Home::Article {
            let stem =
                path.rsplit('/').next().and_then(|name| name.strip_suffix(".md")).unwrap_or(&wish.stem);
            let given = wish.front.text("permalink").or_else(|| wish.front.text("slug")).unwrap_or(stem);
            let page = address::parse(&format!("/{}/", given.trim_matches('/'))).unwrap_or_default();
            return if wish.home == Home::Page { page } else { String::new() };
        }
        let text = format!("---\n{}---\n\n.\n", front::written(&wish.front));
        let path = format!("{}{path}", self.prefix);
        let article = crate::article::parse(&path, text.as_bytes(), self.reading).value;
        let address = article.map(|article| address::of_article(&article, &wish.section, self.config));
        address.and_then(Result::ok).unwrap_or_default()
    }
}

/// A path or address as file systems and hosts that do not tell capitals apart see it.
pub fn fold(path: &str) -> String {
    path.trim_end_matches('/').to_lowercase()
}

/// The path of a file that goes with an article: in its folder, or beside it under its name.
pub fn beside(article: &str, name: &str) -> String {
    let (folder, file) = article.rsplit_once('/').unwrap_or(("", article));
    let name = safe_name(name);
    let name = match file {
        "index.md" => name,
        file => format!("{}-{name}", file.strip_suffix(".md").unwrap_or(file)),
    };
    if folder.is_empty() { name } else { format!("{folder}/{name}") }
}

/// The name of a file in letters that every file system and address can hold.
fn safe_name(name: &str) -> String {
    const LONGEST: usize = 100;
    let name = name.rsplit('/').next().unwrap_or(name);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let safe = |text: &str| -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        text.chars().map(|c| if plain(c) { c } else { '-' }).take(LONGEST).collect()
    };
    let stem = if stem.is_ascii() { safe(stem) } else { slug(stem, None) };
    let stem = stem.trim_matches(['-', '.']);
    let stem = if stem.is_empty() || crate::article::slug::is_device(stem) { "file" } else { stem };
    let ending = safe(ending);
    if ending.is_empty() { stem.to_owned() } else { format!("{stem}.{}", ending.to_lowercase()) }
}
