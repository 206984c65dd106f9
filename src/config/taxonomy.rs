//! Taxonomies: which there are, and where their pages stand.

use super::Taxonomy;
use super::defaults::TAXONOMIES;
use super::reader::{self, Reader};
use crate::diagnostic::catalogue::config as problem;
use crate::yaml::suggest::did_you_mean;
use crate::yaml::{Entry, Node};
use std::ops::Range;

/// Folders of the finished site that have a purpose, and which.
const FIXED: &[(&str, &str)] = &[
    ("404", "the page for addresses that do not exist"),
    ("archive", "the calendar"),
    ("assets", "the files of the theme"),
    ("corrections", "the corrections"),
    ("feed", "the feeds"),
    ("on-this-day", "the days of the year"),
    ("page", "further pages of lists"),
    ("sitemaps", "the sitemaps"),
    ("undated", "the articles without a date"),
];

/// A taxonomy and where it was written; nowhere for one of the defaults.
type Written = (Taxonomy, Option<Range<usize>>);

/// `taxonomies`: a list says which there are, a map what is different from the defaults.
pub(super) fn taxonomies(reader: &mut Reader, root: &Node) -> Vec<Taxonomy> {
    let defaults = || TAXONOMIES.iter().map(|name| (Taxonomy::named(name), None)).collect();
    let written: Vec<Written> = match root.get("taxonomies") {
        Some(node) if node.as_list().is_some() => named(reader, reader::items(node)),
        Some(node) => changed(reader, defaults(), node.as_map().unwrap_or_default()),
        None => defaults(),
    };
    clashes(reader, &written);
    written.into_iter().map(|(taxonomy, _)| taxonomy).collect()
}

fn named(reader: &mut Reader, items: &[Node]) -> Vec<Written> {
    let mut all: Vec<Written> = Vec::new();
    for item in items {
        let Some(name) = item.as_text().map(str::trim) else { continue };
        if all.iter().any(|(taxonomy, _)| taxonomy.name == name) {
            let place = reader.place(&item.span);
            reader.report(problem::taxonomy_clash(name, "a taxonomy of this name", place));
        } else if is_name(reader, name, &item.span) {
            all.push((Taxonomy::named(name), Some(item.span.clone())));
        }
    }
    all
}

fn changed(reader: &mut Reader, mut all: Vec<Written>, entries: &[Entry]) -> Vec<Written> {
    for entry in entries {
        let name = &*entry.key;
        if !is_name(reader, name, &entry.key_span) {
            continue;
        }
        let index = all.iter().position(|(taxonomy, _)| taxonomy.name == name);
        if entry.value.as_bool() == Some(false) {
            index.map(|index| all.remove(index));
            continue;
        }
        let index = index.unwrap_or_else(|| {
            all.push((Taxonomy::named(name), None));
            all.len() - 1
        });
        let Some((taxonomy, written)) = all.get_mut(index) else { continue };
        *written = Some(entry.key_span.clone());
        if let Some((node, path)) = reader::text(&entry.value, "path") {
            *written = Some(node.span.clone());
            let path = path.trim_matches('/');
            match is_folder(path) {
                true => taxonomy.path = path.to_owned(),
                false => {
                    let place = reader.place(&node.span);
                    let help = "write one name of letters, digits, `-` and `_`".to_owned();
                    reader.report(problem::taxonomy_name("folder", path, help, place));
                }
            }
        }
        taxonomy.title = reader::words(&entry.value, "title");
    }
    all
}

/// Whether a taxonomy may be called so; it is the name of a field in front matter too.
fn is_name(reader: &mut Reader, name: &str, span: &Range<usize>) -> bool {
    let near = did_you_mean(name, TAXONOMIES).filter(|near| *near != name);
    let help = match near {
        Some(near) => format!("write `{near}`"),
        None if is_folder(name) => return true,
        None => "use letters, digits, `-` and `_`, and a letter among them".to_owned(),
    };
    let place = reader.place(span);
    reader.report(problem::taxonomy_name("name", name, help, place));
    false
}

/// One part of an address in ASCII. Digits alone are years.
fn is_folder(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        && name.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Reports taxonomies that would stand where something else does.
fn clashes(reader: &mut Reader, all: &[Written]) {
    for (index, this) in all.iter().enumerate() {
        let is_same = |path: &str| path.eq_ignore_ascii_case(&this.0.path);
        if let Some((_, what)) = FIXED.iter().find(|(path, _)| is_same(path)) {
            clash(reader, this, what);
        } else if let Some(earlier) = all[..index].iter().find(|(other, _)| is_same(&other.path)) {
            // What was written is told, not the default it met.
            let (told, other) = if this.1.is_some() { (this, earlier) } else { (earlier, this) };
            clash(reader, told, &format!("the taxonomy `{}`", other.0.name));
        }
    }
}

fn clash(reader: &mut Reader, (taxonomy, span): &Written, with: &str) {
    if let Some(span) = span {
        let place = reader.place(span);
        reader.report(problem::taxonomy_clash(&taxonomy.path, with, place));
    }
}
