//! One dump: from its units to an item.

use super::furniture::{self, Repeated, Strength};
use super::head::{self, DateLine};
use super::units::{Unit, units};
use crate::article::date::PressDate;
use crate::import::Settings;
use crate::import::body::escaped;
use crate::import::encoding::Decoded;
use crate::import::item::{Body, Found, Item, Place, Removed};

/// Longest headline, in characters; what is longer is a paragraph.
const HEADLINE: usize = 200;
/// Longest caption.
const CAPTION: usize = 400;
/// Lines that the head of an article may have.
const HEAD: usize = 12;

/// Reads a dump. `path` is its path in the source.
pub(super) fn read(
    place: Place,
    path: &str,
    decoded: &Decoded,
    repeated: &Repeated,
    settings: &Settings,
) -> Found {
    let (units, broken) = units(&decoded.text);
    if units.is_empty() {
        return Found::Skipped { place, because: "it is empty".to_owned() };
    }
    if let Some(because) = no_article(&units) {
        return Found::Skipped { place, because };
    }
    let mut item = Item::new(place, Body::Markdown(String::new()));
    item.notes.clone_from(&decoded.notes);
    if !broken.is_empty() {
        item.notes.push(format!(
            "words broken over two lines were put together without being sure: {}",
            broken.join(", ")
        ));
    }
    let mut dump = Dump { item, units, repeated, settings };
    dump.headers();
    dump.headline();
    dump.furniture();
    dump.head();
    dump.captions();
    dump.wire(path);
    dump.date_of_name(path);
    if dump.units.is_empty() {
        let title = dump.item.title().to_owned();
        let because = format!("it has no text but what is no article's: “{title}”");
        return Found::Skipped { place: dump.item.place, because };
    }
    dump.item.body = Body::Markdown(markdown(&dump.units));
    Found::Item(Box::new(dump.item))
}

/// Why a page is none that anybody wanted to keep: an error page, or a wall.
fn no_article(units: &[Unit]) -> Option<String> {
    const TITLES: &[&str] = &[
        "page not found",
        "404",
        "not found",
        "error 404",
        "access denied",
        "403 forbidden",
        "forbidden",
        "internal server error",
        "500 internal server error",
        "502 bad gateway",
        "503 service unavailable",
        "service unavailable",
        "log in",
        "login",
        "sign in",
        "subscribe to continue",
        "subscribe to read",
        "sorry, we can't find that page",
        "sorry, this page isn't available",
        "are you a robot?",
        "just a moment...",
        "please verify you are a human",
        "seite nicht gefunden",
        "page introuvable",
        "página no encontrada",
    ];
    const MOST_WORDS: usize = 120;
    let title = units.first()?.text.to_lowercase().replace('’', "'");
    let title = title.trim_end_matches(['.', '!', ':']);
    let is = TITLES.iter().any(|known| {
        title == *known || title.starts_with(&format!("{known} ")) || title.starts_with(&format!("{known}:"))
    });
    let words: usize = units.iter().map(|unit| unit.text.split_whitespace().count()).sum();
    (is && title.chars().count() < 60 && words < MOST_WORDS)
        .then(|| format!("it is an error page or a wall, no article: “{}”", units[0].text))
}

struct Dump<'a> {
    item: Item,
    /// What has not found its place yet.
    units: Vec<Unit>,
    repeated: &'a Repeated,
    settings: &'a Settings,
}

impl Dump<'_> {
    fn take_out(&mut self, at: usize, what: &str) {
        let unit = self.units.remove(at);
        self.item.removed.push(Removed { what: what.to_owned(), text: unit.text });
    }

    /// Lines such as `URL: https://…` or `Author: Ines Falk` at the start.
    fn headers(&mut self) {
        while let Some(unit) = self.units.first() {
            let text = unit.text.clone();
            let bare = text.starts_with("http://") || text.starts_with("https://");
            let (key, value) = match text.split_once(':') {
                _ if bare && !text.contains(char::is_whitespace) => ("url".to_owned(), text.as_str()),
                Some((key, value)) => (key.trim().to_lowercase(), value.trim()),
                None => return,
            };
            let known = match key.as_str() {
                "url" | "link" | "source" | "permalink" if value.starts_with("http") => {
                    self.item.addresses.push(value.to_owned());
                    true
                }
                "title" | "headline" if !value.is_empty() => {
                    self.item.front.set("title", value);
                    true
                }
                "author" | "authors" | "byline" => match head::byline(value, true) {
                    Some(byline) => {
                        self.item.front.set("authors", byline.authors);
                        true
                    }
                    None => false,
                },
                "section" | "category" if !value.is_empty() && value.chars().count() < 60 => {
                    self.item.front.set("section", value);
                    true
                }
                "tags" | "keywords" if !value.is_empty() => {
                    let tags: Vec<&str> =
                        value.split([',', ';']).map(str::trim).filter(|tag| !tag.is_empty()).collect();
                    self.item.front.set("tags", tags);
                    true
                }
                "date" | "published" => self.take_date(&text),
                _ => false,
            };
            if !known {
                return;
            }
            self.units.remove(0);
        }
    }

    /// The first line, when it can be one.
    fn headline(&mut self) {
        let Some(first) = self.units.first() else { return };
        if self.item.front.get("title").is_some() {
            if first.text == self.item.title() {
                self.take_out(0, "headline once more");
            }
            return;
        }
        let long = first.text.chars().count() > HEADLINE;
        if long || first.table || head::wire(&first.text).is_some() {
            // There is none: the first words have to do, and stay where they are.
            let mut title = String::new();
            let start = head::wire(&first.text).map_or(0, |wire| wire.length);
            for word in first.text[start..].split_whitespace().take(12) {
                title.push_str(if title.is_empty() { "" } else { " " });
                title.push_str(word);
                if word.ends_with(['.', '?', '!']) && title.len() > 20 {
                    break;
                }
            }
            self.item.front.set("title", title.trim_end_matches(['.', ',', ';', ':']));
            self.item.doubt("title");
            return;
        }
        let first = self.units.remove(0);
        self.item.front.set("title", first.text.as_str());
        while self.units.first().is_some_and(|unit| unit.text == first.text) {
            self.take_out(0, "headline once more");
        }
    }

    /// What an edge unit is when it is furniture.
    fn is_furniture(&self, unit: &Unit) -> Option<String> {
        let known = furniture::known(&unit.text).map(|(what, _)| what.to_owned());
        known.or_else(|| {
            let kept = head::date_line(&unit.text, &self.settings.dates).is_some()
                || head::byline(&unit.text, false).is_some();
            let (count, files) = self.repeated.often(&unit.text).filter(|_| !kept)?;
            Some(format!("stands in {count} of {files} files"))
        })
    }

    /// Takes out what stood around the article: from the end up to the first line that is none, then whatever is unmistakable.
    fn furniture(&mut self) {
        if self.settings.keep_all {
            return;
        }
        let list = self.units.iter().position(|unit| furniture::opens_a_list(&unit.text));
        if let Some(list) = list.filter(|list| *list * 2 > self.units.len()) {
            let is_other = |unit: &Unit| {
                unit.text.chars().count() < 140 && !unit.text.ends_with('.')
                    || self.is_furniture(unit).is_some()
            };
            if self.units[list..].iter().all(is_other) {
                while self.units.len() > list {
                    self.take_out(list, "list of other articles");
                }
            }
        }
        while let Some(what) = self.units.last().and_then(|unit| self.is_furniture(unit)) {
            self.take_out(self.units.len() - 1, &what);
        }
        let mut at = 0;
        let mut begun = false;
        while at < self.units.len() {
            let unit = &self.units[at];
            let known = furniture::known(&unit.text);
            let what = match known {
                Some((what, Strength::Anywhere)) => Some(what.to_owned()),
                Some((what, Strength::AtTheEdges)) if !begun => Some(what.to_owned()),
                _ if !begun && at < HEAD => self.is_furniture(unit).filter(|_| known.is_none()),
                // A sentence of six words that stands in so many files is nobody's.
                _ => self
                    .repeated
                    .often(&unit.text)
                    .filter(|_| unit.text.split_whitespace().count() > 5)
                    .map(|(count, files)| format!("stands in {count} of {files} files")),
            };
            begun |= unit.text.chars().count() > HEADLINE;
            match what {
                Some(what) => self.take_out(at, &what),
                None => at += 1,
            }
        }
    }

    /// Standfirst, byline and date, in whatever order they stand.
    fn head(&mut self) {
        let is_mark = |dump: &Self, unit: &Unit| {
            head::date_line(&unit.text, &dump.settings.dates).is_some()
                || head::byline(&unit.text, false).is_some()
        };
        let marks: Vec<usize> =
            (0..self.units.len().min(HEAD)).filter(|at| is_mark(self, &self.units[*at])).collect();
        let Some(mut first) = marks.first().copied().filter(|at| *at <= 5) else { return };
        // A name alone on the line before the date.
        if first > 0 && self.item.front.get("authors").is_none() && !self.is_byline(first) {
            let name = &self.units[first - 1].text;
            if let Some(byline) = head::byline(name, true).filter(|_| name.split_whitespace().count() >= 2) {
                self.take_byline(byline);
                self.item.doubt("authors");
                self.units.remove(first - 1);
                first -= 1;
            }
        }
        let mut at = 0;
        let mut gone = 0;
        while at < self.units.len() && at + gone < HEAD {
            let text = self.units[at].text.clone();
            let byline = head::byline(&text, false).filter(|_| self.item.front.get("authors").is_none());
            // A line of several things looks like a byline with a long job.
            match (self.take_parts(&text), byline) {
                (true, _) => {}
                (false, Some(byline)) => self.take_byline(byline),
                (false, None) => {
                    at += 1;
                    continue;
                }
            }
            self.units.remove(at);
            gone += 1;
            if at > 5 {
                break;
            }
        }
        self.standfirst(first);
    }

    fn is_byline(&self, at: usize) -> bool {
        head::byline(&self.units[at].text, false).is_some()
    }

    fn take_byline(&mut self, byline: head::Byline) {
        self.item.front.set("authors", byline.authors);
        if let Some(place) = byline.place {
            self.item.front.set_default("dateline", place);
        }
    }

    /// A line of parts, each a byline or a date: `By Tom Reyes | 24 September 2015 | Updated: 25 September 2015`.
    fn take_parts(&mut self, line: &str) -> bool {
        if self.take_date(line) {
            return true;
        }
        let parts: Vec<&str> =
            line.split(['|', '•', '·']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let is = |part: &str| {
            head::date_line(part, &self.settings.dates).is_some() || head::byline(part, false).is_some()
        };
        if parts.len() < 2 || line.chars().count() > HEADLINE || !parts.iter().all(|part| is(part)) {
            return false;
        }
        for part in parts {
            match head::byline(part, false) {
                Some(byline) => self.take_byline(byline),
                None => drop(self.take_date(part)),
            }
        }
        true
    }

    fn take_date(&mut self, line: &str) -> bool {
        let Some(DateLine { date, updated, doubt }) = head::date_line(line, &self.settings.dates) else {
            return false;
        };
        if let Some(doubt) = doubt {
            self.item.notes.push(format!("the date is doubtful: {doubt}"));
            self.item.doubt(if updated { "updated" } else { "date" });
        }
        match (date.is_unknown(), updated || !self.item.date.is_unknown()) {
            (true, _) => self.item.front.set("date_text", line),
            (false, true) => {
                if date.instant != self.item.date.instant {
                    self.item.front.set("updated", crate::import::item::written(&date));
                }
            }
            (false, false) => self.item.date = date,
        }
        true
    }

    /// What stands between headline and byline is the standfirst.
    fn standfirst(&mut self, first: usize) {
        const LONGEST: usize = 500;
        let Some(unit) = self.units.first().filter(|_| first > 0) else { return };
        if unit.text.chars().count() <= LONGEST && !unit.table && self.units.len() > 1 {
            let unit = self.units.remove(0);
            self.item.front.set("standfirst", escaped(&unit.text));
            if first > 1 {
                self.item.doubt("standfirst");
            }
        }
    }

    /// Captions: what stands twice in a row (alternative text and caption were both copied), and what looks like one before the text.
    fn captions(&mut self) {
        let mut at = 0;
        while at + 1 < self.units.len() {
            if !is_twice(&self.units[at].text, &self.units[at + 1].text) {
                at += 1;
                continue;
            }
            // The longer one has the name of whoever made the picture.
            let shorter = if self.units[at].text.len() > self.units[at + 1].text.len() { at + 1 } else { at };
            self.take_out(shorter, "caption once more");
            if self.item.front.get("image").is_none() {
                let unit = self.units.remove(at);
                self.caption(&unit.text);
            } else {
                at += 1;
            }
        }
        let single =
            self.units.first().filter(|unit| looks_like_caption(&unit.text)).map(|unit| unit.text.clone());
        if let Some(text) = single
            && self.item.front.get("image").is_none()
            && self.units.get(1).is_some_and(|next| next.text.chars().count() > text.chars().count())
        {
            self.units.remove(0);
            self.caption(&text);
            self.item.doubt("image");
        }
    }

    fn caption(&mut self, text: &str) {
        let (caption, credit) = credit(text);
        self.item.front.set_part("image", "caption", escaped(caption));
        if let Some(credit) = credit {
            self.item.front.set_part("image", "credit", credit);
        }
    }

    /// The dateline of an agency at the start of the text.
    fn wire(&mut self, path: &str) {
        let Some(first) = self.units.first_mut() else { return };
        let Some(wire) = head::wire(&first.text) else { return };
        if self.settings.keep_all {
            self.item.front.set_default("dateline", wire.place);
            return;
        }
        let text = first.text[..wire.length].trim().to_owned();
        first.text = first.text[wire.length..].trim_start().to_owned();
        self.item.removed.push(Removed { what: "dateline, now a field".to_owned(), text });
        self.item.front.set_default("dateline", wire.place);
        if let Some(agency) = wire.agency {
            self.item.front.set_default("authors", vec![agency]);
        }
        let folders: Vec<&str> = path.split('/').collect();
        let year = self.settings.dates.from_folders(&folders).map(|date| date.year);
        if let (Some(day), Some(year), true) = (wire.day, year, self.item.date.is_unknown())
            && let Ok(date) = self.settings.dates.read(&format!("{day}, {year}"))
        {
            self.item.date = date;
            self.item.doubt("date");
        }
    }

    /// The date in the name of the file or its folders, when the text has none.
    fn date_of_name(&mut self, path: &str) {
        let mut folders: Vec<&str> = path.split('/').collect();
        let name = folders.pop().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        if !self.item.date.is_unknown() || self.item.front.get("date_text").is_some() {
            return;
        }
        let dates = &self.settings.dates;
        self.item.date = dates
            .from_file_name(stem)
            .date
            .or_else(|| dates.from_folders(&folders))
            .unwrap_or(PressDate::UNKNOWN);
    }
}

/// Whether two lines are one caption, copied twice: equal, or one is the start of the other.
fn is_twice(a: &str, b: &str) -> bool {
    const SHORTEST: usize = 12;
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (short, long) = (short.trim_end_matches('.').trim(), long.trim());
    let length = long.chars().count();
    short.chars().count() >= SHORTEST
        && length <= CAPTION
        && long.starts_with(short)
        && length <= short.chars().count() + 60
}

/// Signs of a caption: a credit, or a short line without a full stop.
fn looks_like_caption(text: &str) -> bool {
    const SIGNS: &[&str] = &[
        "Photo:",
        "Picture:",
        "Photograph:",
        "Image:",
        "Photo by",
        "Picture by",
        "Getty",
        "File photo",
        "Archivbild",
        "Foto:",
        "Credit:",
        "(left)",
        "(right)",
        "Pictured",
    ];
    let length = text.chars().count();
    let quoted = text.starts_with(['"', '“', '‘', '\'', '«', '„']);
    length <= CAPTION && !quoted && (SIGNS.iter().any(|sign| text.contains(sign)) || credit(text).1.is_some())
}

/// A caption and the credit at its end: `The quay (Ana Sol)`, `The quay. Photo: Ana Sol`.
fn credit(text: &str) -> (&str, Option<&str>) {
    for sign in ["Photo:", "Picture:", "Photograph:", "Image:", "Foto:", "Credit:", "Photo by", "Picture by"]
    {
        if let Some((caption, credit)) = text.split_once(sign)
            && !caption.trim().is_empty()
            && (1..=60).contains(&credit.trim().chars().count())
        {
            return (caption.trim(), Some(credit.trim()));
        }
    }
    if let Some((caption, credit)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('('))
        && credit.split(['/', ',']).all(|part| head::is_name(part.trim()))
        && !caption.trim().is_empty()
    {
        return (caption.trim(), Some(credit));
    }
    (text, None)
}

/// The units as Markdown.
fn markdown(units: &[Unit]) -> String {
    let mut out = String::new();
    for unit in units {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        match unit.table {
            true => {
                let ticks = unit.text.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1;
                let fence = "`".repeat(ticks);
                out.push_str(&format!("{fence}\n{}\n{fence}", unit.text));
            }
            false => out.push_str(&escaped(&unit.text)),
        }
    }
    out
}
