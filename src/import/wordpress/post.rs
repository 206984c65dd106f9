//! A post, page or other item of an export.
//!
//! Takes: an item. Does: reads its fields, and decides whether it was ever shown. Gives: an article, or why there is none.

use super::comments;
use super::content::{self, Shown};
use super::export::{Attachment, Exports};
use super::{is_unset, meta, plain};
use crate::article::date::PressDate;
use crate::article::markdown::plain_text;
use crate::import::bodies::{self, How};
use crate::import::item::{Body, Found, Home, Item, Media, Place};
use crate::import::source::Tree;
use crate::import::xml::Element;
use crate::import::{MediaMode, Settings, item};
use std::collections::BTreeMap;

/// What an item is read with.
pub(super) struct Post<'t> {
    pub(super) tree: &'t Tree,
    pub(super) file: usize,
    pub(super) exports: &'t Exports,
    pub(super) settings: &'t Settings,
}

impl Post<'_> {
    /// Reads an item.
    pub(super) fn read(&self, element: &Element, place: Place, notes: Vec<String>) -> Found {
        let kind = element.get("wp:post_type");
        let status = element.get("wp:status");
        if let Some(because) = unread(kind, status, element) {
            return Found::Skipped { place, because };
        }
        let mut item = Item::new(place, Body::Markdown(String::new()));
        item.notes = notes;
        if kind == "page" {
            item.home = Home::Page;
        } else if !matches!(kind, "post" | "") {
            item.notes.push(format!("WordPress kept it as `{kind}`"));
            item.front.set_part("extra", "post_type", kind);
        }
        self.fields(element, &mut item);
        self.state(element, status, &mut item);
        self.terms(element, &mut item);
        self.addresses(element, &mut item);
        self.body(element, &mut item);
        self.picture(element, &mut item);
        self.comments(element, &mut item);
        self.media(&mut item);
        if item.body.source().trim().is_empty()
            && item.title().is_empty()
            && item.front.get("image").is_none()
        {
            return Found::Skipped {
                place: item.place,
                because: "it has neither a headline nor a text".to_owned(),
            };
        }
        if item.body.source().trim().is_empty() {
            item.notes.push("it has no text".to_owned());
        }
        Found::Item(Box::new(item))
    }

    fn fields(&self, element: &Element, item: &mut Item) {
        item.front.set("title", plain(element.get("title")));
        item.date = self.date(element, "wp:post_date").unwrap_or_else(|| {
            let published = element.get("pubdate");
            match self.settings.dates.read(published) {
                Ok(date) => date,
                Err(_) if published.is_empty() => PressDate::UNKNOWN,
                Err(_) => {
                    item.notes.push(format!("its date cannot be read: {published}"));
                    PressDate::UNKNOWN
                }
            }
        });
        if let Some(updated) = self
            .date(element, "wp:post_modified")
            .filter(|u| u.instant > item.date.instant && !item.date.is_unknown())
        {
            item.front.set("updated", item::written(&updated));
        }
        let excerpt =
            bodies::convert(element.get("excerpt:encoded"), &How { lines_count: true, ..How::PLAIN });
        item.front.set("summary", plain_text(&excerpt.markdown));
        let login = element.get("dc:creator");
        if !login.is_empty() {
            item.front.set("authors", vec![self.exports.author(self.file, &plain(login))]);
        }
        let name = element.get("wp:post_name");
        item.slug = Some(unescaped(name)).filter(|slug| !slug.is_empty());
        if element.get("wp:is_sticky") == "1" {
            item.front.set_part("extra", "sticky", true);
        }
    }

    /// A date of WordPress: the clock of its editors, and the same moment in Greenwich, which together say the zone.
    fn date(&self, element: &Element, field: &str) -> Option<PressDate> {
        let local = element.get(field);
        if is_unset(local) {
            return None;
        }
        let utc = element.get(&format!("{field}_gmt"));
        let dates = &self.settings.dates;
        let moment = |text: &str| {
            dates.read(&format!("{}Z", text.replacen(' ', "T", 1))).ok().map(|date| date.instant)
        };
        if let (false, Some(here), Some(there)) = (is_unset(utc), moment(local), moment(utc)) {
            let minutes = (here - there) / 60;
            if minutes.abs() <= 14 * 60 && minutes % 15 == 0 {
                let sign = if minutes < 0 { '-' } else { '+' };
                let zone = format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
                if let Ok(date) = dates.read(&format!("{}{zone}", local.replacen(' ', "T", 1))) {
                    return Some(date);
                }
            }
        }
        dates.read(local).ok()
    }

    /// Nothing that WordPress kept from readers is shown without somebody saying so.
    fn state(&self, element: &Element, status: &str, item: &mut Item) {
        let mut keep = |why: &str| {
            match item.home {
                Home::Page => item.front.set("draft", true),
                _ => item.front.set("status", "draft"),
            }
            item.notes.push(why.to_owned());
        };
        match status {
            "publish" | "" => {}
            "draft" | "pending" | "auto-draft" => keep("it was a draft, and is one here"),
            "private" => keep("it was private: it is a draft here"),
            "future" => keep("it was to be published later: it is a draft here"),
            other => keep(&format!("its status was `{other}`: it is a draft here")),
        }
        if !element.get("wp:post_password").is_empty() {
            keep("it could be read with a password only: it is a draft here");
        }
    }

    fn terms(&self, element: &Element, item: &mut Item) {
        let mut categories: Vec<String> = Vec::new();
        let (mut tags, mut authors): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        let mut others: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for term in element.all("category") {
            let name = plain(&term.text);
            let list = match term.attribute("domain") {
                "category" | "" => &mut categories,
                "post_tag" | "tag" => &mut tags,
                "author" => &mut authors,
                other => others.entry(other.to_owned()).or_default(),
            };
            if !name.is_empty() && !list.contains(&name) {
                list.push(name);
            }
        }
        // Old exports name every tag twice, once without saying that it is one.
        categories.retain(|name| {
            !tags.contains(name) && !matches!(&**name, "Uncategorized" | "Uncategorised" | "Allgemein")
        });
        let primary = meta(element, "_yoast_wpseo_primary_category")
            .and_then(|id| self.exports.category(self.file, id));
        if let Some(at) = primary.and_then(|name| categories.iter().position(|c| c == name)) {
            let first = categories.remove(at);
            categories.insert(0, first);
        }
        if item.home == Home::Article {
            item.front.set("section", categories.first().cloned().unwrap_or_default());
            if categories.len() > 1 {
                item.front.set("categories", categories);
            }
            item.front.set("tags", tags);
        }
        if !authors.is_empty() {
            item.front.set("authors", authors);
        }
        for (domain, names) in others {
            item.front.set_part("extra", &domain, names);
        }
    }

    fn addresses(&self, element: &Element, item: &mut Item) {
        let (link, guid, id) = (element.get("link"), element.get("guid"), element.get("wp:post_id"));
        let site = self.exports.site(self.file).trim_end_matches('/');
        let is_address = |text: &str| text.starts_with("http://") || text.starts_with("https://");
        if is_address(link) {
            item.addresses.push(link.to_owned());
            if let Some(slug) = item.slug.as_deref().filter(|slug| link.contains(*slug)) {
                let old = element.all("wp:postmeta").filter(|meta| meta.get("wp:meta_key") == "_wp_old_slug");
                item.addresses.extend(old.map(|meta| link.replacen(slug, meta.get("wp:meta_value"), 1)));
            }
        }
        if is_address(guid) {
            item.addresses.push(guid.to_owned());
        }
        if !id.is_empty() && is_address(site) {
            item.addresses.push(format!("{site}/?p={id}"));
        }
        item.id = match (guid, id) {
            ("", "") => None,
            ("", id) => Some(format!("wordpress {site} {id}")),
            (guid, _) => Some(guid.to_owned()),
        };
    }

    fn body(&self, element: &Element, item: &mut Item) {
        let text = element.get("content:encoded");
        let text = if text.is_empty() { element.get("description") } else { text };
        let post = element.get("wp:post_id").parse().unwrap_or(0);
        let gallery = |ids: &[u64]| {
            let ids = if ids.is_empty() { self.exports.pictures_of(self.file, post) } else { ids.to_vec() };
            let found: Vec<&Attachment> =
                ids.iter().filter_map(|id| self.exports.picture(self.file, *id)).collect();
            let missing = ids.len() - found.len();
            let shown = |a: &Attachment| {
                let said = [a.caption.as_str(), a.credit.as_str()];
                let caption = said.iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join(" · ");
                Shown { url: a.url.clone(), alt: a.alt.clone(), caption }
            };
            (found.into_iter().map(shown).collect(), missing)
        };
        let content = content::content(text, &gallery);
        item.notes.extend(content.notes);
        let how = How {
            keep_all: self.settings.keep_all,
            lines_count: !content.html.contains("<!-- wp:"),
            players: true,
            ..How::PLAIN
        };
        let made = bodies::convert(&content.html, &how);
        item.body = Body::Markdown(made.markdown);
        item.removed = made.removed;
        item.media = made.pictures.into_iter().filter_map(|named| self.upload(named)).collect();
    }

    /// The featured picture.
    fn picture(&self, element: &Element, item: &mut Item) {
        let Some(number) = meta(element, "_thumbnail_id") else { return };
        match number.parse().ok().and_then(|number| self.exports.picture(self.file, number)) {
            Some(found) => {
                for (part, value) in [
                    ("src", &found.url),
                    ("alt", &found.alt),
                    ("caption", &found.caption),
                    ("credit", &found.credit),
                ] {
                    if !value.is_empty() {
                        let value = if part == "caption" {
                            crate::import::body::escaped(value)
                        } else {
                            value.clone()
                        };
                        item.front.set_part("image", part, value);
                    }
                }
                item.media.extend(self.upload(found.url.clone()));
            }
            None => item.notes.push(format!("its picture, attachment {number}, is not in the export")),
        }
    }

    fn upload(&self, named: String) -> Option<Media> {
        self.exports.upload(&named).map(|file| Media { file, named })
    }

    /// Pictures that stand in it more than once, once.
    fn media(&self, item: &mut Item) {
        if self.settings.media != MediaMode::Copy || self.tree.files.len() < 2 {
            item.media.clear();
        }
        item.media.sort_by(|a, b| a.named.cmp(&b.named));
        item.media.dedup();
    }

    fn comments(&self, element: &Element, item: &mut Item) {
        let (approved, left) = comments::approved(element, self.settings);
        if !approved.is_empty() {
            item.front.set("comments", approved);
        }
        if left > 0 {
            item.notes.push(format!(
                "{left} comments that were not approved, or are none of readers, were left out"
            ));
        }
    }
}

/// Why an item is no article.
fn unread(kind: &str, status: &str, element: &Element) -> Option<String> {
    let title = plain(element.get("title"));
    if status == "trash" {
        return Some(format!("it is in the bin of WordPress: {title}"));
    }
    if status == "auto-draft" && element.get("content:encoded").is_empty() {
        return Some("WordPress made it when somebody opened the editor: it is empty".to_owned());
    }
    let what = match kind {
        "attachment" => format!(
            "it is a picture or file; articles show it with its caption: {}",
            element.get("wp:attachment_url")
        ),
        "nav_menu_item" => "it is an entry of a menu".to_owned(),
        "revision" => "it is an older version of an article".to_owned(),
        "custom_css"
        | "customize_changeset"
        | "wp_global_styles"
        | "wp_template"
        | "wp_template_part"
        | "wp_navigation"
        | "wp_font_face"
        | "wp_font_family" => "it belongs to the looks of the site".to_owned(),
        "oembed_cache" | "user_request" | "scheduled-action" | "wpcf7_contact_form" | "acf-field"
        | "acf-field-group" | "feedback" | "jp_pay_order" | "shop_order" | "elementor_library" => {
            format!("WordPress keeps it for itself, as `{kind}`")
        }
        _ => return None,
    };
    Some(what)
}

/// `quai` for `qu%61i`.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail
            .get(..2)
            .and_then(|d| std::str::from_utf8(d).ok())
            .and_then(|d| u8::from_str_radix(d, 16).ok());
        match (first, digits) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
