//! Headings: levels below the page's own, and ids.

use super::{Writer, owned, push_text};
use crate::article::slug;
use pulldown_cmark::{CowStr, HeadingLevel};
use std::collections::{HashMap, HashSet};

/// Ids that a page's own parts use or are likely to use; a heading of that name gets a number.
const TAKEN: [&str; 14] = [
    "calendar",
    "content",
    "corrections",
    "facts",
    "footer",
    "header",
    "main",
    "nav",
    "navigation",
    "related",
    "search",
    "sections",
    "today",
    "top",
];

/// The headings of a body.
#[derive(Default)]
pub(super) struct Headings {
    pub(super) ids: Ids,
    /// Where the levels stand in the output, one digit each.
    levels: Vec<usize>,
    /// Whether there is a heading of the first level, which belongs to the page.
    has_first_level: bool,
    /// By how much headings go down, once that is settled; what is written after that (footnotes) goes down at once.
    shift: Option<usize>,
    open: Option<Open>,
    /// Id of the heading above the current place.
    pub(super) last: Option<String>,
}

/// A heading being read.
struct Open {
    /// Where its start tag begins in the output.
    start: usize,
    id: Option<String>,
    classes: Vec<String>,
    text: String,
    level: HeadingLevel,
}

impl Headings {
    /// Notes text of the heading being read, if there is one.
    pub(super) fn content(&mut self, text: &str) {
        if let Some(heading) = &mut self.open {
            heading.text.push_str(text);
        }
    }

    /// Makes room for the page's own `<h1>` once all headings of the text are written: when there is one of the first
    /// level among them, every heading goes one level down.
    pub(super) fn settle(&mut self, out: &mut String) {
        self.shift = Some(usize::from(self.has_first_level));
        if !self.has_first_level {
            return;
        }
        let mut bytes = std::mem::take(out).into_bytes();
        for &at in &self.levels {
            if let Some(level @ b'1'..=b'5') = bytes.get_mut(at) {
                *level += 1;
            }
        }
        // Only digits were changed for digits.
        *out = String::from_utf8(bytes).unwrap_or_default();
    }
}

impl<'m> Writer<'m, '_> {
    pub(super) fn start_heading(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr<'m>>,
        classes: Vec<CowStr<'m>>,
    ) {
        self.headings.open = Some(Open {
            start: self.out.len(),
            id: id.map(owned).filter(|id| !id.is_empty()),
            classes: classes.into_iter().map(owned).filter(|class| is_name(class)).collect(),
            text: String::new(),
            level,
        });
    }

    pub(super) fn end_heading(&mut self) {
        let Some(heading) = self.headings.open.take() else { return };
        if self.out.len() == heading.start {
            // A heading without content would be announced, and say nothing.
            return;
        }
        let wanted = heading.id.unwrap_or_else(|| slug::slug(&heading.text, None));
        let id = self.headings.ids.claim(&wanted);
        let level = heading.level as usize;
        let level = self.headings.shift.map_or(level, |shift| (level + shift).clamp(2, 6));
        let mut tag = format!("<h{level} id=\"");
        push_text(&mut tag, &id);
        tag.push('"');
        if !heading.classes.is_empty() {
            tag.push_str(" class=\"");
            tag.push_str(&heading.classes.join(" "));
            tag.push('"');
        }
        tag.push('>');
        self.out.insert_str(heading.start, &tag);
        self.headings.levels.push(heading.start + "<h".len());
        self.out.push_str("</h");
        self.headings.levels.push(self.out.len());
        self.out.push_str(&level.to_string());
        self.out.push_str(">\n");
        self.headings.has_first_level |= heading.level == HeadingLevel::H1;
        self.headings.last = Some(id);
    }
}

/// Whether a text can be a class without any escaping.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// Ids given out, each once.
#[derive(Default)]
pub(super) struct Ids {
    used: HashSet<String>,
    /// The last number that a name was given, so that many equal headings take no longer than others.
    numbers: HashMap<String, u32>,
}

impl Ids {
    /// The id that was asked for, or, when it is taken, the same with a number.
    pub(super) fn claim(&mut self, wanted: &str) -> String {
        let wanted: String = wanted.split_whitespace().collect::<Vec<_>>().join("-");
        if !TAKEN.contains(&wanted.as_str()) && self.used.insert(wanted.clone()) {
            return wanted;
        }
        loop {
            let number = self.numbers.entry(wanted.clone()).or_insert(1);
            *number += 1;
            let numbered = format!("{wanted}-{number}");
            if self.used.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}
