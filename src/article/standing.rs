//! Standing pages: About, Corrections policy, Contact.

use super::body::{Body, Content};
use super::fields::reader::Reader;
use super::fields::{picture, text};
use super::path::Name;
use super::reading::{Parsed, Reading};
use super::{Alias, Picture};
use super::{front_matter, markdown, parse};
use crate::fingerprint::Digest;
use serde::{Deserialize, Serialize};

/// What a file in `content/pages/` says.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Standing {
    /// Path relative to the content folder.
    pub path: String,
    /// Title.
    pub title: String,
    /// Address when given (`permalink`).
    pub permalink: Option<String>,
    /// Last part of the address when given.
    pub slug: Option<String>,
    /// Standfirst, inline Markdown as written; may be empty.
    pub standfirst: String,
    /// Summary as text; may be empty.
    pub summary: String,
    /// Language when given.
    pub lang: Option<String>,
    /// Whether it belongs in the navigation.
    pub navigation: bool,
    /// Kept out of search engines and sitemaps.
    pub noindex: bool,
    /// A draft.
    pub draft: bool,
    /// Picture.
    pub image: Option<Picture>,
    /// Old addresses.
    pub aliases: Box<[Alias]>,
    /// Template of the theme, without `.html`.
    pub template: Option<String>,
    /// Unknown keys and the `extra` map.
    #[serde(with = "super::json")]
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// What the body holds.
    pub body: Body,
    /// Digest of all of this; [`Digest::NONE`] till it is needed.
    #[serde(skip)]
    pub facts: Digest,
}

/// Longest summary made of the body, in characters.
const SUMMARY: usize = 200;

/// Reads a standing page. `path` is relative to the content folder, with `/`.
pub fn parse_standing(path: &str, bytes: &[u8], reading: &Reading) -> Parsed<Standing> {
    let shown = reading.shown(path);
    let opened = match front_matter::open(&shown, bytes) {
        Ok(opened) => opened,
        Err(diagnostics) => return Parsed::refused(diagnostics),
    };
    let mut reader = Reader::new(opened.file, &opened.root, &reading.standing, &reading.dates);
    reader.diagnostics.extend(opened.diagnostics);
    let title = reader.headline("title");
    let mut content = Content::read(&opened.file, opened.body, title.is_none(), &reading.markdown);
    reader.diagnostics.append(&mut content.problems);
    let title = title.or_else(|| content.heading.as_deref().map(text::line));
    let title = title.unwrap_or_else(|| text::from_name(Name::of(path).stem));
    let owned = |text: Option<Box<str>>| text.map(String::from);
    let standfirst = owned(reader.written("standfirst")).unwrap_or_default();
    let summary = match reader.written("summary") {
        Some(summary) => markdown::plain_text(&summary),
        None if !standfirst.is_empty() => markdown::plain_text(&standfirst),
        None => markdown::cut(&content.first_paragraph, SUMMARY),
    };
    let standing = Standing {
        path: path.to_owned(),
        title: title.into(),
        permalink: owned(parse::permalink(&mut reader)),
        slug: owned(reader.written("slug")),
        standfirst,
        summary,
        lang: owned(parse::language(&mut reader)),
        navigation: reader.truth("navigation") == Some(true),
        noindex: reader.truth("noindex") == Some(true),
        draft: reader.truth("draft") == Some(true) || reader.truth("published") == Some(false),
        image: picture::picture(&mut reader, "image").map(|picture| *picture),
        aliases: parse::aliases(&reader),
        template: owned(parse::template(&reader)),
        extra: parse::extra(&reader),
        body: content.body,
        facts: Digest::NONE,
    };
    Parsed {
        value: (!reader.unsafe_to_show).then_some(standing),
        doubtful: reader.doubtful || reader.unsafe_to_show,
        diagnostics: reader.diagnostics,
        foreign_tags: content.foreign_tags,
    }
}
