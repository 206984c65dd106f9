//! Files about a term: a section, a tag, a series, a writer.

use super::Picture;
use super::body::{Body, Content};
use super::fields::other_tables::LINK_KEYS;
use super::fields::reader::{Reader, inside};
use super::fields::{picture, text};
use super::path::Name;
use super::reading::{Parsed, Reading};
use super::{front_matter, markdown, parse};
use crate::fingerprint::Digest;
use crate::yaml::Node;
use serde::{Deserialize, Serialize};

/// What a term's own file says (`content/tags/coal.md`, `content/authors/ines.md`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TermNotes {
    /// Path relative to the content folder.
    pub path: String,
    /// Name of the taxonomy.
    pub taxonomy: String,
    /// Name by which articles may call it: the file's name, or that of its folder for an `_index.md`.
    pub name: String,
    /// Name for people; empty when the file gives none.
    pub title: String,
    /// Last part of its address when given.
    pub slug: Option<String>,
    /// One sentence as text; may be empty.
    pub description: String,
    /// The description; without one, the first words about a writer. May be empty.
    pub summary: String,
    /// Picture.
    pub image: Option<Picture>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Name of the broader term.
    pub parent: Option<String>,
    /// Role of an author; may be empty.
    pub role: String,
    /// Address of e-mail of an author; may be empty.
    pub email: String,
    /// Handle of an author; may be empty.
    pub handle: String,
    /// Links: text and address.
    pub links: Vec<(String, String)>,
    /// Addresses that say who or what it is.
    pub same_as: Vec<String>,
    /// Biography of an author in Markdown, where it stands in the front matter; empty else.
    pub biography: String,
    /// Language when given.
    pub lang: Option<String>,
    /// Unknown keys and the `extra` map.
    #[serde(with = "super::json")]
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// What the body holds.
    pub body: Body,
    /// Digest of all of this; [`Digest::NONE`] till it is needed.
    #[serde(skip)]
    pub facts: Digest,
}

/// Longest description made of a biography, in characters.
const DESCRIPTION: usize = 200;

/// Reads a file about the term `name` of a taxonomy; with `authors` for `taxonomy` it is a writer. `path` is relative to the content
/// folder, with `/`; a file that ends in `.yaml` or `.yml` is YAML from start to end.
pub fn parse_notes(
    path: &str,
    bytes: &[u8],
    taxonomy: &str,
    name: &str,
    reading: &Reading,
) -> Parsed<TermNotes> {
    let shown = reading.shown(path);
    let data = path.ends_with(".yaml") || path.ends_with(".yml");
    let opened =
        if data { front_matter::open_data(&shown, bytes) } else { front_matter::open(&shown, bytes) };
    let opened = match opened {
        Ok(opened) => opened,
        Err(diagnostics) => return Parsed::refused(diagnostics),
    };
    let is_author = taxonomy == "authors";
    let keys = if is_author { &reading.profile } else { &reading.term };
    let mut reader = Reader::new(opened.file, &opened.root, keys, &reading.dates);
    reader.diagnostics.extend(opened.diagnostics);
    let title = title(&mut reader, is_author);
    let mut content = Content::read(&opened.file, opened.body, title.is_none(), &reading.markdown);
    reader.diagnostics.append(&mut content.problems);
    let title = title.or_else(|| content.heading.as_deref().map(text::line));
    let line = |field| reader.line(field).map(String::from);
    let written = |field| reader.written(field).map(String::from);
    let many = |field| reader.lines(field).into_iter().map(String::from).collect();
    let biography = written("biography").unwrap_or_default();
    let description = markdown::plain_text(&written("description").unwrap_or_default());
    let summary = match (description.as_str(), content.first_paragraph.as_str()) {
        ("", "") => markdown::cut(&markdown::plain_text(&biography), DESCRIPTION),
        ("", first) if is_author => markdown::cut(first, DESCRIPTION),
        (description, _) => description.to_owned(),
    };
    let notes = TermNotes {
        path: path.to_owned(),
        taxonomy: taxonomy.to_owned(),
        name: name.to_owned(),
        title: title.or_else(|| is_author.then(|| person(Name::of(path).stem))).unwrap_or_default().into(),
        slug: written("slug"),
        description,
        summary,
        image: None,
        aliases: many("aliases"),
        parent: line("parent"),
        role: line("role").unwrap_or_default(),
        email: line("email").unwrap_or_default(),
        handle: line("handle").unwrap_or_default(),
        links: links(&reader),
        same_as: many("same_as"),
        biography,
        lang: None,
        extra: parse::extra(&reader),
        body: content.body,
        facts: Digest::NONE,
    };
    let image = picture::picture(&mut reader, "image").map(|picture| *picture);
    let lang = parse::language(&mut reader).map(String::from);
    Parsed {
        value: Some(TermNotes { image, lang, ..notes }),
        doubtful: reader.doubtful,
        diagnostics: reader.diagnostics,
        foreign_tags: content.foreign_tags,
    }
}

fn title(reader: &mut Reader, is_author: bool) -> Option<Box<str>> {
    if !is_author {
        return reader.headline("title");
    }
    reader.headline("name").or_else(|| {
        let name = ["first_name", "last_name"].map(|field| reader.line(field).unwrap_or_default()).join(" ");
        Some(name.trim()).filter(|name| !name.is_empty()).map(Into::into)
    })
}

/// A person's name made of the name of a file: `ines-falk` is “Ines Falk”.
fn person(name: &str) -> Box<str> {
    let words: Vec<Box<str>> = name.split(['-', '_', ' ']).map(text::from_name).collect();
    text::line(&words.join(" "))
}

/// Links, from a list of addresses or of pairs, or from a map of titles to addresses; and the page of a writer.
fn links(reader: &Reader) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut add = |title: Option<&str>, url: Option<&str>| {
        let Some(url) = url.map(str::trim).filter(|url| !url.is_empty()) else { return };
        let bare = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
        let title = title.map_or_else(|| bare.to_owned(), |title| text::line(title).into());
        out.push((title, url.to_owned()));
    };
    add(None, reader.written("url").as_deref());
    let node = reader.node("links");
    if let Some(entries) = node.and_then(Node::as_map) {
        entries.iter().for_each(|entry| add(Some(&entry.key), entry.value.as_text()));
        return out;
    }
    for item in node.map(|node| node.as_list().unwrap_or(std::slice::from_ref(node))).unwrap_or_default() {
        let part = |name| inside(item, LINK_KEYS, name).and_then(Node::as_text);
        add(part("title"), item.as_text().or_else(|| part("url")));
    }
    out
}
