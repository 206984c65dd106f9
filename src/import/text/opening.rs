//! The opening of a dump: headline, standfirst, byline, date, dateline.
//!
//! Takes: the units that are left. Does: reads those that are lines of the head, and takes them away. Gives: fields of the item.

use super::dump::{Dump, HEAD, HEADLINE};
use super::head::{self, DateLine};
use super::units::Unit;
use crate::article::date::PressDate;
use crate::import::body::escaped;
use crate::import::item::{Removed, written};

impl Dump<'_> {
    /// Lines such as `URL: https://…` or `Author: Ines Falk` at the start.
    pub(super) fn headers(&mut self) {
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
    pub(super) fn headline(&mut self) {
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

    /// Standfirst, byline and date, in whatever order they stand.
    pub(super) fn head(&mut self) {
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
                    self.item.front.set("updated", written(&date));
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

    /// The dateline of an agency at the start of the text.
    pub(super) fn wire(&mut self, path: &str) {
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
    pub(super) fn date_of_name(&mut self, path: &str) {
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
