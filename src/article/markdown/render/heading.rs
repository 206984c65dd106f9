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
    /// The headings around the current place, once the levels are settled; what is written after that (footnotes)
    /// gets its level at once.
    settled: Option<Above>,
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

    /// Gives each heading its level once all of the text are written.
    pub(super) fn settle(&mut self, out: &mut String) {
        if self.levels.is_empty() {
            self.settled = Some(Above::default());
            return;
        }
        let mut bytes = std::mem::take(out).into_bytes();
        let mut above = Above::default();
        for tags in self.levels.chunks(2) {
            let Some(written) = tags.first().and_then(|&at| bytes.get(at)) else { continue };
            let level = above.level_of(*written - b'0');
            for &at in tags {
                if let Some(digit) = bytes.get_mut(at) {
                    *digit = b'0' + level;
                }
            }
        }
        self.settled = Some(above);
        // Only digits were changed for digits.
        *out = String::from_utf8(bytes).unwrap_or_default();
    }
}

/// Levels, as written, of the headings that the current place belongs to.
#[derive(Default)]
struct Above(Vec<u8>);

impl Above {
    /// The level of the next heading: the highest come second, below the page's own `<h1>`, and none is more than one
    /// level below the heading it belongs to.
    fn level_of(&mut self, written: u8) -> u8 {
        self.0.retain(|&level| level < written);
        self.0.push(written);
        // There are six levels, so there are at most six here.
        (self.0.len() as u8 + 1).min(6)
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
        let written = heading.level as u8;
        let level = self.headings.settled.as_mut().map_or(written, |above| above.level_of(written));
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
