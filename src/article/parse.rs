//! From the bytes of a file to an article.

use super::body::Content;
use super::date::{PressDate, name::DatedName};
use super::fields::reader::{Reader, distinct, lines};
use super::fields::tolerance::truth;
use super::fields::{people, picture, state, text};
use super::front_matter;
use super::markdown;
use super::names;
use super::path::Name;
use super::reading::{Parsed, Reading};
use super::{Alias, Article, Rare};
use crate::diagnostic::catalogue::article as catalogue;
use crate::yaml::{Entry, Node, Value};

/// Longest summary made of the body, in characters.
const SUMMARY: usize = 200;

/// Longest summary that somebody marked with `<!--more-->`, in characters.
const MARKED_SUMMARY: usize = 800;

/// What other generators call their usual template.
const USUAL_TEMPLATES: &[&str] = &[
    "post", "posts", "default", "page", "single", "article", "articles", "news", "base", "blog", "story",
    "none", "null",
];

/// Reads an article. `path` is relative to the content folder, with `/`.
pub fn parse(path: &str, bytes: &[u8], reading: &Reading) -> Parsed<Article> {
    let shown = reading.shown(path);
    let opened = match front_matter::open(&shown, bytes) {
        Ok(opened) => opened,
        Err(diagnostics) => return Parsed::refused(diagnostics),
    };
    let mut reader = Reader::new(opened.file, &opened.root, &reading.article, &reading.dates);
    reader.diagnostics.extend(opened.diagnostics);
    let name = Name::of(path);
    let dated = reading.dates.from_file_name(name.stem);
    let title = reader.headline("title");
    let mut content = Content::read(&opened.file, opened.body, title.is_none(), &reading.markdown);
    reader.diagnostics.append(&mut content.problems);
    let withdrawal = state::withdrawal(&mut reader);
    let standfirst = reader.headline("standfirst").and(reader.written("standfirst"));
    let summary = summary(&mut reader, &content, standfirst.as_deref());
    let article = Article {
        path: path.into(),
        title: title
            .or_else(|| content.heading.as_deref().map(text::line))
            .unwrap_or_else(|| title_of(&name, &dated)),
        short_title: reader.headline("short_title"),
        kicker: reader.headline("kicker").map(Into::into),
        summary: Some(summary).filter(|text| standfirst.as_deref().unwrap_or_default() != &**text),
        standfirst,
        date: published_on(&mut reader, &name, &dated, reading),
        date_text: reader.line("date_text"),
        updated: reader.date("updated", "until then the key is ignored").map(Box::new),
        added: reader.date("added", "until then the key is ignored").map(Box::new),
        embargo: embargo(&mut reader, reading),
        expires: reader.date("expires", "until then the article does not expire").map(Box::new),
        authors: authors(&mut reader).into(),
        section: section(&reader).or_else(|| name.section()).map(Into::into),
        tags: tags(&reader),
        lang: language(&mut reader).map(Into::into),
        status: state::status(&reader, withdrawal.is_some()),
        image: picture::picture(&mut reader, "image"),
        slug: reader.written("slug"),
        permalink: permalink(&mut reader),
        aliases: aliases(&reader),
        rare: None,
        body: content.body,
        facts: crate::fingerprint::Digest::NONE,
    };
    let rare = rare(&mut reader, reading, withdrawal);
    let rare = (rare != Rare::default()).then(|| Box::new(rare));
    let (doubtful, diagnostics) = (reader.doubtful || reader.unsafe_to_show, reader.diagnostics);
    let value = (!reader.unsafe_to_show).then_some(Article { rare, ..article });
    Parsed { value, diagnostics, doubtful, foreign_tags: content.foreign_tags }
}

/// A headline made of the name of the file.
fn title_of(name: &Name, dated: &DatedName) -> Box<str> {
    let title = text::from_name(dated.rest);
    if title.is_empty() { name.stem.into() } else { title }
}

fn summary(reader: &mut Reader, content: &Content, standfirst: Option<&str>) -> Box<str> {
    let plain = |text: &str| Some(markdown::plain_text(text)).filter(|text| !text.is_empty());
    let own = reader.headline("summary").and(reader.written("summary"));
    own.as_deref()
        .and_then(plain)
        .or_else(|| content.first_words.as_deref().map(|words| markdown::cut(words, MARKED_SUMMARY)))
        .or_else(|| standfirst.and_then(plain))
        .unwrap_or_else(|| markdown::cut(&content.first_paragraph, SUMMARY))
        .into()
}

/// The date: of the front matter, else of the name of the file, else of its folder.
fn published_on(reader: &mut Reader, name: &Name, dated: &DatedName, reading: &Reading) -> PressDate {
    let by_folder = || reading.dates.from_folders(&name.folders);
    let (fallback, consequence) = match (dated.date, by_folder()) {
        (Some(date), _) => {
            (date, format!("until then the article has the date of its file name, {}", date.iso()))
        }
        (None, Some(date)) => {
            (date, format!("until then the article has the date of its folder, {}", date.iso()))
        }
        (None, None) => (PressDate::UNKNOWN, "until then the article is undated".to_owned()),
    };
    let published = reader.entry("published").filter(|entry| truth(&entry.value).is_none());
    if let Some(entry) = published {
        // It may be a way to say `false`: what cannot be read keeps the article back.
        let unreadable = entry.value.as_text().is_none_or(|t| reading.dates.read(t).is_err());
        reader.unsafe_to_show |= unreadable;
        if unreadable {
            let place = reader.file.place(&entry.value.span);
            let written = entry.value.as_text().map_or(entry.value.kind_name(), str::trim);
            let message = format!("`{}` must be true, false or a date: {written}", entry.key);
            reader.diagnostics.push(catalogue::state_unclear(place, &message, None));
            return fallback;
        }
    }
    match reader.entry("date").or(published) {
        Some(entry) => reader.date_of(&entry.key, &entry.value, &consequence).unwrap_or(fallback),
        None => {
            if let Some(written) = dated.impossible {
                reader.diagnostics.push(catalogue::name_with_impossible_date(reader.file.shown, written));
            }
            fallback
        }
    }
}

/// End of the embargo. One that cannot be read keeps the article back.
fn embargo(reader: &mut Reader, reading: &Reading) -> Option<i64> {
    let entry = reader.entry("embargo")?;
    if matches!(entry.value.value, Value::Bool(false, _)) {
        return None;
    }
    let date = entry.value.as_text().and_then(|text| reading.dates.read(text).ok());
    match date.filter(|date| !date.circa).and_then(|date| date.start_instant()) {
        Some(instant) => Some(instant),
        None => {
            reader.unsafe_to_show = true;
            let place = reader.file.place(&entry.value.span);
            let written = entry.value.as_text().unwrap_or(entry.value.kind_name());
            reader.diagnostics.push(catalogue::embargo_unclear(place, written.trim()));
            None
        }
    }
}

fn authors(reader: &mut Reader) -> Vec<super::Credit> {
    let authors = people::credits(reader, "authors");
    if !authors.is_empty() {
        return authors;
    }
    let names = reader.node("taxonomies").and_then(|t| t.get("authors")).map(lines).unwrap_or_default();
    names.into_iter().map(|name| super::Credit { name: name.into(), ..super::Credit::default() }).collect()
}

fn section(reader: &Reader) -> Option<Box<str>> {
    let taxonomies = reader.node("taxonomies");
    let categories = reader.node("categories").or_else(|| taxonomies?.get("categories"));
    reader.first("section").or_else(|| categories.map(list)?.into_iter().next())
}

fn tags(reader: &Reader) -> Box<[names::Name]> {
    let tags = reader.node("tags").or_else(|| reader.node("taxonomies")?.get("tags"));
    shared(tags.map(list).unwrap_or_default())
}

/// Texts that other articles have too.
pub(super) fn shared(texts: Vec<Box<str>>) -> Box<[names::Name]> {
    texts.into_iter().map(Into::into).collect()
}

/// The items of a list, or of a text with commas between them.
fn list(node: &Node) -> Vec<Box<str>> {
    match node.as_text() {
        Some(text) => distinct(text.split(',').map(text::line)),
        None => lines(node),
    }
}

pub(super) fn language(reader: &mut Reader) -> Option<Box<str>> {
    let entry = reader.entry("lang")?;
    let written = entry.value.as_text()?.trim();
    let tag = text::language_tag(written);
    if tag.is_none() {
        let place = reader.file.place(&entry.value.span);
        reader.diagnostics.push(catalogue::not_a_language(place, written));
    }
    tag
}

pub(super) fn permalink(reader: &mut Reader) -> Option<Box<str>> {
    let entry = reader.entry("permalink")?;
    if let Value::Bool(_, written) = &entry.value.value {
        let place = reader.file.place(&entry.value.span);
        reader.diagnostics.push(catalogue::permalink_boolean(place, written));
        return None;
    }
    let address = reader.written("permalink")?;
    if text::is_elsewhere(&address) {
        let place = reader.file.place(&entry.value.span);
        reader.diagnostics.push(catalogue::permalink_elsewhere(place, &entry.key));
        return None;
    }
    Some(address)
}

/// Old addresses, each with its place.
pub(super) fn aliases(reader: &Reader) -> Box<[Alias]> {
    let Some(node) = reader.node("aliases") else { return Box::default() };
    let nodes = node.as_list().unwrap_or(std::slice::from_ref(node));
    let written = nodes.iter().filter_map(|node| Some((node.as_text()?.trim(), node)));
    let aliases = written.filter(|(address, _)| !address.is_empty());
    aliases
        .map(|(address, node)| Alias { address: address.into(), place: reader.file.place(&node.span) })
        .collect()
}

/// Fields that few articles have.
fn rare(reader: &mut Reader, reading: &Reading, withdrawal: Option<super::Withdrawal>) -> Rare {
    let source = reader.written("publication").filter(|source| text::is_elsewhere(source));
    let elsewhere = reader.written("permalink").filter(|address| text::is_elsewhere(address));
    Rare {
        translators: people::credits(reader, "translators").into(),
        editors: people::credits(reader, "editors").into(),
        photographers: people::credits(reader, "photographers").into(),
        people: people::subjects(reader, "people").into(),
        organisations: people::subjects(reader, "organisations").into(),
        places: people::subjects(reader, "places").into(),
        events: people::subjects(reader, "events").into(),
        other_terms: other_terms(reader, reading),
        series: reader.first("series").map(Into::into),
        dateline: reader.name("dateline"),
        publication: reader.name("publication").filter(|_| source.is_none()),
        edition: reader.name("edition"),
        volume: reader.name("volume"),
        issue: reader.name("issue"),
        page: reader.name("page"),
        column: reader.name("column"),
        dir: state::direction(reader),
        translation_key: reader.line("translation_key"),
        redirect_to: reader.first("redirect_to"),
        id: reader.written("id"),
        canonical: reader.written("canonical"),
        source_url: reader.written("source_url").or(source).or(elsewhere),
        archived_url: reader.written("archived_url"),
        noindex: reader.truth("noindex") == Some(true),
        corrections: state::corrections(reader).into(),
        withdrawal: withdrawal.map(Box::new),
        rights: state::rights(reader).map(Box::new),
        genre: state::genre(reader),
        template: template(reader).map(Into::into),
        extra: extra(reader),
    }
}

/// Values of the taxonomies that the configuration adds; one may be made of a field.
fn other_terms(reader: &Reader, reading: &Reading) -> Box<[(names::Name, Box<[names::Name]>)]> {
    let zola = reader.node("taxonomies");
    let values = |name: &str| match reader.own(name).or_else(|| zola?.get(name)) {
        Some(node) => list(node),
        None => {
            let node = reader.node(name);
            let nodes =
                node.map(|node| node.as_list().unwrap_or(std::slice::from_ref(node))).unwrap_or_default();
            distinct(
                nodes.iter().filter_map(|n| n.as_text().or_else(|| n.get("name")?.as_text())).map(text::line),
            )
        }
    };
    let terms = reading.taxonomies.iter().map(|name| ((&**name).into(), shared(values(name))));
    terms.filter(|(_, values)| !values.is_empty()).collect()
}

/// The template asked for. Usual templates of other generators ask for nothing.
pub(super) fn template(reader: &Reader) -> Option<Box<str>> {
    let entry = reader.entry("template")?;
    let written = reader.written("template")?;
    let name = written.strip_suffix(".html").unwrap_or(&written);
    let usual = !entry.key.eq_ignore_ascii_case("template") && USUAL_TEMPLATES.contains(&name);
    (!usual).then(|| name.into())
}

/// The `extra` map, and keys that no field answers to.
pub(super) fn extra(reader: &Reader) -> serde_json::Map<String, serde_json::Value> {
    let pair = |entry: &Entry| (entry.key.to_string(), entry.value.to_json());
    let rest = reader.rest.iter().filter(|entry| !entry.value.is_null());
    let mut extra: serde_json::Map<_, _> = rest.map(|entry| pair(entry)).collect();
    match reader.node("extra").map(|node| (node, node.as_map())) {
        Some((_, Some(entries))) => extra.extend(entries.iter().map(pair)),
        Some((node, None)) => drop(extra.insert("extra".to_owned(), node.to_json())),
        None => {}
    }
    if let Some(more) =
        reader.node("categories").filter(|node| node.as_list().is_some_and(|list| list.len() > 1))
    {
        extra.insert("categories".to_owned(), more.to_json());
    }
    extra
}
