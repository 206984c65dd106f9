//! Footnotes: numbered in the order in which the text refers to them, at the end, with links back.

use super::Writer;
use super::heading::Ids;
use crate::article::slug;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::HashMap;
use std::fmt::Write;

/// The footnotes of a body.
#[derive(Default)]
pub(super) struct Footnotes<'m> {
    /// By label, in small letters.
    notes: HashMap<String, Note<'m>>,
    /// Labels of definitions in the order of the text.
    defined: Vec<String>,
    /// Labels in the order of the first references to them.
    referred: Vec<String>,
    /// Labels of the definitions around the current place.
    keeping: Vec<String>,
}

/// A footnote.
#[derive(Default)]
struct Note<'m> {
    /// Its content, kept until all that comes before it is written.
    events: Vec<Event<'m>>,
    is_defined: bool,
    /// Its number; 0 before it is known.
    number: usize,
    id: String,
    /// Ids of the references to it.
    references: Vec<String>,
}

impl<'m> Footnotes<'m> {
    /// Keeps what belongs to a footnote for the end, and gives back everything else.
    pub(super) fn keep(&mut self, event: Event<'m>) -> Option<Event<'m>> {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let label = label.to_lowercase();
                let note = self.notes.entry(label.clone()).or_default();
                if !std::mem::replace(&mut note.is_defined, true) {
                    self.defined.push(label.clone());
                }
                self.keeping.push(label);
                None
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                self.keeping.pop();
                None
            }
            event => match self.keeping.last().and_then(|label| self.notes.get_mut(label)) {
                Some(note) => {
                    note.events.push(event);
                    None
                }
                None => Some(event),
            },
        }
    }

    /// The note with this label, numbered now if it was not.
    fn number(&mut self, label: &str, ids: &mut Ids) -> &mut Note<'m> {
        let note = self.notes.entry(label.to_owned()).or_default();
        if note.number == 0 {
            self.referred.push(label.to_owned());
            note.number = self.referred.len();
            note.id = ids.claim(&format!("fn-{}", slug::slug(label, None)));
        }
        note
    }

    /// The label of the note to be written after so many. One that nothing refers to comes after the others: it is text all the same.
    fn after(&mut self, written: usize, ids: &mut Ids) -> Option<String> {
        if self.referred.len() <= written {
            let notes = &self.notes;
            let label = self
                .defined
                .iter()
                .find(|label| notes.get(*label).is_some_and(|note| note.number == 0))?
                .clone();
            self.number(&label, ids);
        }
        self.referred.get(written).cloned()
    }
}

impl Writer<'_, '_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        self.content("");
        let ids = &mut self.headings.ids;
        let label = label.to_lowercase();
        let note = self.footnotes.number(&label, ids);
        let reference = ids.claim(&note.id.replacen("fn-", "fnref-", 1));
        let (number, id) = (note.number, &note.id);
        // Writing to a string cannot fail.
        let _ = write!(
            self.out,
            "<sup><a class=\"footnote-ref\" href=\"#{id}\" id=\"{reference}\" role=\"doc-noteref\">{number}</a></sup>"
        );
        note.references.push(reference);
    }

    /// Writes all notes. The links back are added when every note is written, since notes refer to notes.
    pub(super) fn write_footnotes(&mut self) {
        let body = self.out.len();
        let mut texts = Vec::new();
        while let Some(label) = self.footnotes.after(texts.len(), &mut self.headings.ids) {
            let events = self.footnotes.notes.get_mut(&label).map(|note| std::mem::take(&mut note.events));
            for event in events.unwrap_or_default() {
                self.event(event);
            }
            texts.push((label, self.out.split_off(body)));
        }
        if texts.is_empty() {
            return;
        }
        self.out.push_str("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for (label, text) in &texts {
            self.write_footnote(label, text);
        }
        self.out.push_str("</ol>\n</div>\n");
    }

    fn write_footnote(&mut self, label: &str, text: &str) {
        let Some(note) = self.footnotes.notes.get_mut(label) else { return };
        let references = std::mem::take(&mut note.references);
        let number = note.number;
        let (text, end) =
            text.strip_suffix("</p>\n").map_or((text, "</li>\n"), |text| (text, "</p>\n</li>\n"));
        let _ = write!(self.out, "<li id=\"{}\">{text}", note.id); // cannot fail
        for (at, reference) in references.iter().enumerate() {
            self.back_link(reference, number, at + 1);
        }
        self.out.push_str(end);
    }

    /// A link back to a reference. Its name is the arrow and the numbers, which every language reads.
    fn back_link(&mut self, reference: &str, number: usize, repeat: usize) {
        let _ = write!(self.out, " <a href=\"#{reference}\" role=\"doc-backlink\" aria-label=\"↩ {number}"); // cannot fail
        if repeat > 1 {
            let _ = write!(self.out, ".{repeat}\">↩\u{fe0e}<sup>{repeat}</sup></a>");
        } else {
            self.out.push_str("\">↩\u{fe0e}</a>");
        }
    }
}
