//! One page as one article.

use super::addresses::{Addresses, joined, saved_from, unarchived};
use super::around::{self, Around};
use super::facts::{Facts, same_picture, tidy};
use super::looks::{self, Looks};
use super::tags::Tags;
use super::{json_ld, main_text, microdata, walls};
use crate::article::date::PressDate;
use crate::import::bodies::{self, How, Made, Picture};
use crate::import::body::escaped;
use crate::import::encoding::Decoded;
use crate::import::item::{Body, Found, Item, Media, Place};
use crate::import::source::Tree;
use crate::import::text::furniture::{Strength, known};
use crate::import::{MediaMode, Settings, item};
use dom_query::{Document, NodeRef};

/// Fewest words of an article.
const FEWEST: usize = 5;

/// A page.
pub(super) struct Page<'t> {
    tree: &'t Tree,
    file: usize,
    settings: &'t Settings,
    document: Document,
    decoded: &'t Decoded,
}

impl<'t> Page<'t> {
    pub(super) fn new(tree: &'t Tree, file: usize, settings: &'t Settings, decoded: &'t Decoded) -> Self {
        Self { tree, file, settings, document: bodies::page(&decoded.text), decoded }
    }

    /// Reads it.
    pub(super) fn read(&self, place: Place, around: &Around) -> Found {
        let page = &self.document;
        let tags = Tags::of(page);
        let (facts, mut seen) = self.facts(&tags);
        let whole = page.body().map(|body| bodies::text(&body)).unwrap_or_default();
        if let Some(because) = walls::no_article(page, &facts.title, &whole) {
            return Found::Skipped { place, because };
        }
        if whole.is_empty() {
            return Found::Skipped { place, because: "there is no text in it".to_owned() };
        }
        let (address, archived) = self.address(&facts, &tags);
        let base = bodies::select(page, "base[href]").attr("href").filter(|href| href.starts_with("http"));
        let base = base.map_or_else(|| address.clone(), |href| href.to_string());
        let addresses = Addresses { tree: self.tree, file: self.file, base };
        let site = around::site(page, &self.decoded.text, self.tree.files[self.file].source);
        let mut item = Item::new(place, Body::Markdown(String::new()));
        item.notes.clone_from(&self.decoded.notes);
        let lead = self.lead(&facts, &addresses);
        let made = self.body(&facts, &mut seen, &addresses, &|text| around.often(&site, text));
        if !facts.is_article && facts.date.is_empty() && seen.facts.date.is_empty() && tags.is_front()
            || !facts.is_article && page.body().is_some_and(|body| walls::is_list(&body))
        {
            return Found::Skipped {
                place: item.place,
                because: "it is a list of articles, not one itself".to_owned(),
            };
        }
        let words = bodies::size(&made.markdown);
        if words < FEWEST && made.pictures.is_empty() && lead.is_none() {
            return Found::Skipped {
                place: item.place,
                because: format!("no text of an article was found in it, only “{}”", facts.title),
            };
        }
        let mut facts = facts;
        seen.guessed.iter().for_each(|field| item.doubt(field));
        facts.fill(seen.facts);
        if facts.walled && words < 120 {
            item.notes.push(
                "the page says that only subscribers see all of it: this may be just its start".to_owned(),
            );
        }
        self.fields(&facts, lead, address, archived, &mut item);
        self.media(made, &addresses, &mut item);
        Found::Item(Box::new(item))
    }

    /// What the page says, those first who are trusted most.
    fn facts(&self, tags: &Tags) -> (Facts, Looks) {
        let (page, dates) = (&self.document, &self.settings.dates);
        let mut facts = Facts::default();
        for other in [
            json_ld::facts(page),
            tags.open_graph(),
            microdata::facts(page),
            tags.others(),
            looks::times(page, dates),
        ] {
            let other = Facts {
                date: Some(other.date.clone()).filter(|date| looks::is_date(date, dates)).unwrap_or_default(),
                updated: Some(other.updated.clone())
                    .filter(|date| looks::is_date(date, dates))
                    .unwrap_or_default(),
                ..other
            };
            facts.fill(other);
        }
        let seen = looks::looks(page, dates, &facts.publication);
        // The standfirst that readers see counts for more than what was written for search engines.
        let mut shown = seen.facts.clone();
        if !shown.standfirst.is_empty() {
            facts.standfirst = std::mem::take(&mut shown.standfirst);
        }
        facts.title = super::tags::without_site(&facts.title, &facts.publication);
        facts.fill(shown);
        facts.authors = facts.authors.iter().flat_map(|name| looks::names(name)).collect();
        (facts, seen)
    }

    /// Its usual address, and that of a copy in a web archive.
    fn address(&self, facts: &Facts, tags: &Tags) -> (String, String) {
        let saved = saved_from(&self.decoded.text).unwrap_or_default();
        let candidates = [tags.canonical(), &facts.address, &saved];
        let found = candidates.into_iter().find(|a| a.starts_with("http")).map(str::to_owned);
        let relative = || joined(&saved, tags.canonical()).filter(|_| !tags.canonical().is_empty());
        let found = found.or_else(relative).unwrap_or_default();
        match unarchived(&found) {
            Some((archived, page)) => (page, archived),
            None => (found, unarchived(&saved).map(|found| found.0).unwrap_or_default()),
        }
    }

    /// The lead picture: taken out of the page, since it has a place of its own.
    fn lead(&self, facts: &Facts, addresses: &Addresses) -> Option<Picture> {
        let of = |link: &str| addresses.of(link);
        let how = How { address: &of, ..How::PLAIN };
        let body = self.document.body()?;
        let area = bodies::select(&self.document, "article, main").nodes().first().copied().unwrap_or(body);
        let shown = looks::lead(&area, &how);
        match (shown, &facts.picture) {
            (Some((node, mut picture)), known) => {
                if let Some(known) = known.as_ref().filter(|known| same_picture(&known.src, &picture.src)) {
                    let put = |own: &mut String, other: &str| {
                        if own.is_empty() {
                            other.clone_into(own);
                        }
                    };
                    put(&mut picture.caption, &known.caption);
                    put(&mut picture.credit, &known.credit);
                    put(&mut picture.alt, &known.alt);
                }
                node.remove_from_parent();
                Some(picture)
            }
            (None, Some(known)) => {
                let stands = bodies::select(&self.document, "img, amp-img").nodes().iter().any(|img| {
                    ["src", "data-src"]
                        .iter()
                        .any(|name| img.attr(name).is_some_and(|src| same_picture(&src, &known.src)))
                });
                // One that stands further down in the text is shown there.
                (!stands).then(|| Picture { src: addresses.of(&known.src), ..known.clone() })
            }
            (None, None) => None,
        }
    }

    fn body(
        &self,
        facts: &Facts,
        seen: &mut Looks,
        addresses: &Addresses,
        around: &dyn Fn(&str) -> Option<String>,
    ) -> Made {
        let page = &self.document;
        let found;
        let mut nodes: Vec<NodeRef> = main_text::marked(page, facts).unwrap_or_default();
        if nodes.is_empty() {
            found = main_text::by_looks(page);
            nodes = found.as_ref().map(|document| vec![document.root()]).unwrap_or_default();
        }
        let text = |nodes: &[NodeRef]| nodes.iter().map(|n| bodies::size(&bodies::text(n))).sum::<usize>();
        if text(&nodes) < FEWEST {
            nodes = page.body().into_iter().collect();
        }
        let dates = &self.settings.dates;
        nodes.iter().for_each(|node| looks::in_text(node, looks::HEAD, dates, seen, facts));
        let dated = !facts.date.is_empty() || !seen.facts.date.is_empty();
        let signed = !facts.authors.is_empty() || !seen.facts.authors.is_empty();
        if !dated || !signed {
            page.body().iter().for_each(|body| looks::in_text(body, looks::PAGE_HEAD, dates, seen, facts));
        }
        let own = |text: &str| -> Option<String> {
            let text = tidy(text);
            if text == facts.title || (text == facts.standfirst && !text.is_empty()) {
                return Some(
                    if text == facts.title { "headline, now a field" } else { "standfirst, now a field" }
                        .to_owned(),
                );
            }
            if let Some((_, what)) = seen.lines.iter().find(|(line, _)| *line == text) {
                return Some((*what).to_owned());
            }
            if is_made_of(&text, &seen.lines) {
                return Some("byline, now a field".to_owned());
            }
            let phrase = known(&text)
                .filter(|(what, strength)| {
                    *strength == Strength::Anywhere || (*what == "copyright line" && is_notice(&text))
                })
                .map(|(what, _)| what.to_owned());
            phrase.or_else(|| around(&text))
        };
        let of = |link: &str| addresses.of(link);
        let how = How { keep_all: self.settings.keep_all, address: &of, furniture: Some(&own), ..How::PLAIN };
        let mut all = Made::default();
        for node in &nodes {
            let made = bodies::convert_node(node, &how);
            if !all.markdown.is_empty() && !made.markdown.is_empty() {
                all.markdown.push_str("\n\n");
            }
            all.markdown.push_str(&made.markdown);
            all.removed.extend(made.removed);
            all.pictures.extend(made.pictures);
        }
        all
    }

    fn fields(
        &self,
        facts: &Facts,
        lead: Option<Picture>,
        address: String,
        archived: String,
        item: &mut Item,
    ) {
        let front = &mut item.front;
        front.set("title", facts.title.as_str());
        front.set("kicker", facts.kicker.as_str());
        front.set("standfirst", escaped(&facts.standfirst));
        front.set("authors", facts.authors.clone());
        front.set("section", facts.section.as_str());
        front.set("tags", facts.tags.clone());
        front.set("publication", facts.publication.as_str());
        front.set("dateline", facts.dateline.as_str());
        front.set("genre", facts.genre);
        front.set("archived_url", archived);
        let language = facts.language.split([',', ';']).next().unwrap_or_default().trim().replace('_', "-");
        let same = language.eq_ignore_ascii_case(&self.settings.language)
            || language
                .split('-')
                .next()
                .is_some_and(|first| first.eq_ignore_ascii_case(&self.settings.language));
        if !same && language.len() <= 12 && language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            front.set("lang", language);
        }
        for (part, value) in lead.iter().flat_map(|p| {
            [
                ("src", p.src.clone()),
                ("alt", p.alt.clone()),
                ("caption", escaped(&p.caption)),
                ("credit", p.credit.clone()),
            ]
        }) {
            if !value.is_empty() {
                front.set_part("image", part, value);
            }
        }
        self.dates(facts, item);
        if !address.is_empty() {
            item.addresses.push(address);
        }
        if facts.title.is_empty() {
            item.doubt("title");
        }
    }

    fn dates(&self, facts: &Facts, item: &mut Item) {
        let dates = &self.settings.dates;
        item.date =
            dates.read(&facts.date).ok().filter(|_| !facts.date.is_empty()).unwrap_or(PressDate::UNKNOWN);
        if let Ok(updated) = dates.read(&facts.updated)
            && !facts.updated.is_empty()
            && updated.instant > item.date.instant
            && !item.date.is_unknown()
        {
            item.front.set("updated", item::written(&updated));
        }
        if item.date.is_unknown() {
            let path = &self.tree.files[self.file].path;
            let mut folders: Vec<&str> = path.split('/').collect();
            let name = folders.pop().unwrap_or_default();
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let by_name = dates.from_file_name(stem).date.or_else(|| dates.from_folders(&folders));
            if let Some(date) = by_name {
                item.date = date;
                item.doubt("date");
            }
        }
    }

    /// Pictures that were saved with the page.
    fn media(&self, made: Made, addresses: &Addresses, item: &mut Item) {
        item.removed = made.removed;
        item.body = Body::Markdown(made.markdown);
        let mut named = made.pictures;
        named.extend(item.front.get("image").and_then(|image| image.get("src")?.as_str().map(str::to_owned)));
        named.sort();
        named.dedup();
        if self.settings.media == MediaMode::Copy {
            item.media = named
                .into_iter()
                .filter_map(|named| addresses.beside(&named).map(|file| Media { file, named }))
                .collect();
        }
    }
}

/// Whether a line says nothing but what was read as fields.
fn is_made_of(text: &str, lines: &[(String, &'static str)]) -> bool {
    const LONGEST: usize = 200;
    const JOINING: &[&str] =
        &["by", "on", "posted", "published", "and", "at", "in", "von", "am", "par", "le", "por", "el"];
    if text.len() > LONGEST {
        return false;
    }
    let mut rest = text.to_owned();
    lines.iter().for_each(|(line, _)| rest = rest.replacen(line.as_str(), " ", 1));
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    rest.len() < text.len() && words.all(|word| JOINING.contains(&&*word.to_lowercase()))
}

/// Whether a line that begins like a notice of copyright is one: it has a year, and no sentence.
fn is_notice(text: &str) -> bool {
    const LONGEST: usize = 15;
    text.split_whitespace().count() <= LONGEST
        && (text.contains('©') || text.bytes().any(|b| b.is_ascii_digit()))
}
