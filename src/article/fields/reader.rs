//! The reader of one file's front matter.
//!
//! Takes: the tree of the front matter, and a table of fields. Does: finds for each field the key that answers to it, checks the
//! shapes of values, and names keys that are nearly known. Gives: values by field, and diagnostics, all of them.

use super::keys::Keys;
use super::{text, tolerance};
use crate::article::date::{DateProblem, DateReader, PressDate};
use crate::article::names::Name;
use crate::diagnostic::{Diagnostic, Place, catalogue::article as catalogue};
use crate::source::text::place;
use crate::yaml::check;
use crate::yaml::shape::{Field, Shape};
use crate::yaml::{Entry, Node};
use std::ops::Range;

/// A file as diagnostics show it.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Path as the user would write it.
    pub shown: &'a str,
    /// The whole text.
    pub text: &'a str,
}

impl File<'_> {
    /// A place in the file.
    pub fn place(&self, span: &Range<usize>) -> Place {
        place(self.shown, self.text, span.clone())
    }
}

/// Reads the fields of one file.
pub struct Reader<'a> {
    /// The file.
    pub file: File<'a>,
    keys: &'a Keys,
    dates: &'a DateReader,
    chosen: Vec<Option<(usize, &'a Entry)>>,
    own: Vec<&'a Entry>,
    /// Keys that no field answers to, and those whose field has a better one.
    pub rest: Vec<&'a Entry>,
    /// What was found wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether something that decides if the article may be shown could not be read.
    pub unsafe_to_show: bool,
    /// Whether an error was found that leaves the file out under `--strict`.
    pub doubtful: bool,
}

/// Fields that decide whether an article may be shown.
const GUARDS: &[&str] = &["status", "draft", "published"];

impl<'a> Reader<'a> {
    /// Looks through the keys of `root`, which is a map or nothing.
    pub fn new(file: File<'a>, root: &'a Node, keys: &'a Keys, dates: &'a DateReader) -> Self {
        let mut reader = Self {
            file,
            keys,
            dates,
            chosen: vec![None; keys.fields().len()],
            own: Vec::new(),
            rest: Vec::new(),
            diagnostics: Vec::new(),
            unsafe_to_show: false,
            doubtful: false,
        };
        for entry in root.as_map().unwrap_or_default() {
            reader.take(entry);
        }
        for (field, chosen) in keys.fields().iter().zip(reader.chosen.clone()) {
            if let Some((_, entry)) = chosen {
                reader.check(field, entry);
            }
        }
        reader
    }

    fn take(&mut self, entry: &'a Entry) {
        let empty = entry.value.is_null() || entry.value.as_text().is_some_and(|t| t.trim().is_empty());
        if self.keys.is_own(&entry.key) {
            self.own.push(entry);
        } else if let Some((field, rank)) = self.keys.find(&entry.key) {
            self.comment(entry);
            if empty {
                return;
            }
            let better = self.chosen[field].is_none_or(|(other, _)| rank < other);
            let loser =
                if better { self.chosen[field].replace((rank, entry)).map(|(_, e)| e) } else { Some(entry) };
            self.rest.extend(loser);
        } else {
            if tolerance::is_text(&entry.key) {
                let place = self.file.place(&entry.key_span);
                self.diagnostics.push(catalogue::text_as_key(place));
            } else if let Some(meant) = self.keys.suggest(&entry.key) {
                let place = self.file.place(&entry.key_span);
                self.diagnostics.push(catalogue::unknown_key(place, &entry.key, meant));
            }
            self.rest.push(entry);
        }
    }

    /// Warns where `#` turned text into a comment: `title: City Council #3 meets`.
    fn comment(&mut self, entry: &Entry) {
        let items = entry.value.as_list().unwrap_or_default();
        for node in items.iter().chain([&entry.value]) {
            let quoted = self.file.text[node.span.start..].starts_with(['"', '\'', '[', '{', '|', '>']);
            if quoted || node.as_list().is_some() || node.as_map().is_some() {
                continue;
            }
            let rest = self.file.text[node.span.end..].lines().next().unwrap_or_default();
            let sign = rest.trim_start();
            let follows = sign.starts_with('#') && sign[1..].starts_with(char::is_alphanumeric);
            let spaced = node.is_null() || sign.len() < rest.len();
            if follows && spaced {
                let start = node.span.end + rest.len() - sign.len();
                let place = self.file.place(&(start..start + sign.trim_end().len()));
                self.diagnostics.push(catalogue::comment_in_text(place, &entry.key, sign.trim_end()));
            }
        }
    }

    fn check(&mut self, field: &Field, entry: &Entry) {
        // Dates are checked by reading them, and a title in brackets is read as it stands.
        if matches!(field.shape, Shape::Date) || self.in_brackets(field.name, &entry.value).is_some() {
            return;
        }
        for mut finding in check::check(&entry.value, &field.shape) {
            if tolerance::is_tolerable(&finding, &self.file) {
                continue;
            }
            let dot = if finding.path.is_empty() || finding.path.starts_with('[') { "" } else { "." };
            finding.path = format!("{}{dot}{}", entry.key, finding.path);
            let place = self.file.place(&finding.span);
            if GUARDS.contains(&field.name) {
                self.unsafe_to_show = true;
                self.diagnostics.push(catalogue::state_unclear(place, &finding.message(), finding.help()));
            } else {
                self.diagnostics.push(catalogue::wrong_value(place, &finding.message(), finding.help()));
            }
        }
    }

    /// The key and value of a field.
    pub fn entry(&self, field: &str) -> Option<&'a Entry> {
        self.chosen.get(self.keys.index(field)?).copied().flatten().map(|(_, entry)| entry)
    }

    /// The value of a field.
    pub fn node(&self, field: &str) -> Option<&'a Node> {
        self.entry(field).map(|entry| &entry.value)
    }

    /// A field's text as written, without spaces around it.
    pub fn written(&self, field: &str) -> Option<Box<str>> {
        let node = self.node(field)?;
        let text = self.in_brackets(field, node).or_else(|| node.as_text())?.trim();
        (!text.is_empty()).then(|| text.into())
    }

    /// A field's text on one line.
    pub fn line(&self, field: &str) -> Option<Box<str>> {
        let text = text::line(self.node(field)?.as_text()?);
        (!text.is_empty()).then_some(text)
    }

    /// The same of a text that other articles have too.
    pub fn name(&self, field: &str) -> Option<Name> {
        self.line(field).map(Name::from)
    }

    /// A headline or the like, on one line. Brackets around it that make it a list for YAML belong to it.
    pub fn headline(&mut self, field: &str) -> Option<Box<str>> {
        let entry = self.entry(field)?;
        let Some(written) = self.in_brackets(field, &entry.value) else { return self.line(field) };
        let place = self.file.place(&entry.value.span);
        self.diagnostics.push(catalogue::text_in_brackets(place, &entry.key, written));
        Some(text::line(written))
    }

    /// A text field whose value is a list or group in brackets on one line.
    fn in_brackets(&self, field: &str, node: &Node) -> Option<&'a str> {
        let written = self.file.text.get(node.span.clone())?;
        let collection = node.as_list().is_some() || node.as_map().is_some();
        let headline =
            matches!(field, "title" | "short_title" | "kicker" | "standfirst" | "summary" | "name");
        (headline && collection && written.starts_with(['[', '{']) && !written.contains('\n'))
            .then_some(written)
    }

    /// A field's texts, each on one line.
    pub fn lines(&self, field: &str) -> Vec<Box<str>> {
        self.node(field).map(lines).unwrap_or_default()
    }

    /// The first of a field's texts.
    pub fn first(&self, field: &str) -> Option<Box<str>> {
        self.lines(field).into_iter().next()
    }

    /// The value of a key that only this site has (a taxonomy of its configuration).
    pub fn own(&self, key: &str) -> Option<&'a Node> {
        self.own.iter().find(|entry| self.keys.same(&entry.key, key)).map(|entry| &entry.value)
    }

    /// Whether a field is `true` or `false`.
    pub fn truth(&self, field: &str) -> Option<bool> {
        self.node(field).and_then(tolerance::truth)
    }

    /// The date of a field; none when there is no key, or it is not known. A problem is reported, with `consequence`.
    pub fn date(&mut self, field: &str, consequence: &str) -> Option<PressDate> {
        let entry = self.entry(field)?;
        self.date_of(&entry.key, &entry.value, consequence).filter(|date| !date.is_unknown())
    }

    /// Reads a date, which may be the unknown one. None when it cannot be read: that is reported, with `consequence`, and makes
    /// the file doubtful.
    pub fn date_of(&mut self, key: &str, node: &Node, consequence: &str) -> Option<PressDate> {
        let place = || self.file.place(&node.span);
        let Some(written) = node.as_text() else {
            self.doubtful = true;
            self.diagnostics.push(catalogue::date_of_wrong_kind(place(), key, node.kind_name(), consequence));
            return None;
        };
        match self.dates.read_with_doubt(written) {
            Ok((date, doubt)) => {
                if let Some(doubt) = doubt {
                    self.diagnostics.push(catalogue::date_doubtful(
                        place(),
                        written.trim(),
                        &doubt.to_string(),
                    ));
                }
                Some(date)
            }
            Err(problem) => {
                self.doubtful = true;
                self.diagnostics.push(unusable(place(), written.trim(), &problem, consequence));
                None
            }
        }
    }
}

/// A date that cannot be used.
fn unusable(place: Place, written: &str, problem: &DateProblem, consequence: &str) -> Diagnostic {
    let reason = problem.to_string();
    match problem {
        DateProblem::Unreadable => catalogue::date_unreadable(place, written, consequence),
        DateProblem::TwoDigitYear => catalogue::date_without_century(place, written, consequence),
        DateProblem::Ambiguous { .. } => catalogue::date_ambiguous(place, written, &reason, consequence),
        DateProblem::UnknownZone(zone) => catalogue::zone_unknown(place, zone, consequence),
        DateProblem::YearOutOfRange(_)
        | DateProblem::NoSuchMonth(_)
        | DateProblem::NoSuchDay { .. }
        | DateProblem::NoSuchTime => catalogue::date_impossible(place, written, &reason, consequence),
    }
}

/// Texts of a scalar or a list, each on one line, without empty ones and doubles.
pub fn lines(node: &Node) -> Vec<Box<str>> {
    let nodes = node.as_list().unwrap_or(std::slice::from_ref(node));
    distinct(nodes.iter().filter_map(Node::as_text).map(text::line))
}

/// Without empty texts and doubles.
pub fn distinct(texts: impl Iterator<Item = Box<str>>) -> Vec<Box<str>> {
    let mut out: Vec<Box<str>> = Vec::new();
    for text in texts {
        if !text.is_empty() && !out.contains(&text) {
            out.push(text);
        }
    }
    out
}

/// The value of a key inside of a map, by its name or another that is read as it.
pub fn inside<'a>(node: &'a Node, fields: &[Field], name: &str) -> Option<&'a Node> {
    let field = fields.iter().find(|field| field.name == name)?;
    let mut names = std::iter::once(&field.name).chain(field.also);
    names.find_map(|name| node.get(name).filter(|value| !value.is_null()))
}
