//! The place of every value and key, by a walk through the text and the tree of values together.
//!
//! Takes: a text that is valid YAML, and its values. Does: moves a cursor forward through the text; at each value the
//! tree says what must stand there, so nothing has to be guessed, and what does not fit is noticed. Texts whose place
//! is known already (see [`super::values`]) put a lost cursor right again. Gives: spans and the source text of numbers;
//! what was not found stays [`UNKNOWN`].
//!
//! A name (`*name`) sends the cursor back to what the name stands for, and then on from the name.

use super::scan::{Cursor, Surroundings};
use super::values::UNKNOWN;
use super::{Entry, Node, Value};
use std::collections::HashMap;
use std::ops::Range;

/// Finds the places in `root`, read from `file[part]`.
pub(super) fn locate(file: &str, part: &Range<usize>, root: &mut Node) {
    let mut locator = Locator {
        cursor: Cursor { text: &file[..part.end], at: part.start },
        anchors: HashMap::new(),
        allowance: part.len().saturating_mul(8),
    };
    locator.cursor.skip_prologue();
    locator.node(root, Surroundings { indent: -1, flow: false });
}

struct Locator<'a> {
    cursor: Cursor<'a>,
    anchors: HashMap<&'a str, Anchor>,
    /// Bytes that may still be read again for names.
    allowance: usize,
}

/// Where the value with a name stands.
#[derive(Clone)]
struct Anchor {
    span: Range<usize>,
    around: Surroundings,
}

impl<'a> Locator<'a> {
    fn node(&mut self, node: &mut Node, around: Surroundings) {
        if node.is_null() {
            return self.nothing(node, around);
        }
        self.cursor.skip_blank();
        let name = self.properties();
        if self.cursor.byte(0) == Some(b'*') {
            return self.alias(node);
        }
        let start = self.cursor.at;
        match &mut node.value {
            Value::List(items) => node.span = self.list(items, around),
            Value::Map(entries) => node.span = self.map(entries, around),
            Value::Text(text) => node.span = self.text(text, &node.span, around),
            Value::Bool(_, source) | Value::Integer(_, source) | Value::Float(_, source) => {
                node.span = self.word(source, around);
            }
            Value::Null => {}
        }
        if let Some(name) = name {
            self.anchors.insert(name, Anchor { span: start..self.cursor.at, around });
        }
    }

    /// Over tags (dropped) and an anchor, whose name is given.
    fn properties(&mut self) -> Option<&'a str> {
        let mut name = None;
        loop {
            match self.cursor.byte(0) {
                Some(b'&') => {
                    self.cursor.at += 1;
                    name = Some(self.cursor.name());
                }
                Some(b'!') => {
                    self.cursor.word(true);
                }
                _ => return name,
            }
            self.cursor.skip_blank();
        }
    }

    /// Nothing: `~`, `null`, or no text at all, in which case the cursor must not run on to the next key.
    fn nothing(&mut self, node: &mut Node, around: Surroundings) {
        let before = self.cursor.at;
        node.span = before..before;
        self.cursor.skip_blank();
        let line_end = self.cursor.line_end();
        if self.cursor.byte(0) == Some(b'*') && !self.is_key() {
            return self.alias(node);
        }
        let name = self.properties();
        let start = self.cursor.at;
        let word = self.cursor.word(around.flow);
        let end = self.cursor.at;
        self.cursor.skip_spaces();
        if matches!(word, "~" | "null" | "Null" | "NULL") && self.cursor.byte(0) != Some(b':') {
            node.span = start..end;
            self.cursor.at = end;
        } else {
            // A tag or a name without a value, on a line of its own.
            self.cursor.at = if start >= line_end && name.is_some() { line_end } else { before };
        }
        if let Some(name) = name {
            self.anchors.insert(name, Anchor { span: start..end, around });
        }
    }

    /// Whether the name that begins here is the next key and not a value.
    fn is_key(&self) -> bool {
        let mut ahead = Cursor { text: self.cursor.text, at: self.cursor.at + 1 };
        ahead.name();
        ahead.skip_spaces();
        ahead.byte(0) == Some(b':')
    }

    /// A name: the value takes its place, what is inside of the value the place where the name was given.
    fn alias(&mut self, node: &mut Node) {
        let start = self.cursor.at;
        self.cursor.at += 1;
        let name = self.cursor.name();
        let end = self.cursor.at;
        // A name never stands for a name, so this ends, whatever may have gone wrong before.
        if let Some(anchor) = self.anchors.get(name).cloned()
            && self.cursor.text.as_bytes().get(anchor.span.start) != Some(&b'*')
            && let Some(left) = self.allowance.checked_sub(anchor.span.len())
        {
            self.allowance = left;
            self.cursor.at = anchor.span.start;
            self.node(node, anchor.around);
            self.cursor.at = end;
        }
        node.span = start..end;
    }

    fn list(&mut self, items: &mut [Node], around: Surroundings) -> Range<usize> {
        let start = self.cursor.at;
        if self.cursor.eat(b'[') {
            for item in items {
                self.node(item, Surroundings { flow: true, ..around });
                self.cursor.skip_blank();
                self.cursor.eat(b',');
            }
            self.cursor.skip_blank();
            self.cursor.eat(b']');
            return start..self.cursor.at;
        }
        let line = if self.cursor.byte(0) == Some(b'-') { start..self.cursor.line_end() } else { UNKNOWN };
        let inside = Surroundings { indent: self.cursor.column(), flow: around.flow };
        for item in items {
            self.cursor.skip_blank();
            self.cursor.sign(b'-');
            self.node(item, inside);
        }
        line
    }

    fn map(&mut self, entries: &mut [Entry], around: Surroundings) -> Range<usize> {
        let start = self.cursor.at;
        if self.cursor.eat(b'{') {
            self.entries(entries, Surroundings { flow: true, ..around });
            self.cursor.skip_blank();
            self.cursor.eat(b'}');
            return start..self.cursor.at;
        }
        let line_end = self.cursor.line_end();
        let inside = Surroundings { indent: self.cursor.column(), flow: around.flow };
        self.entries(entries, inside);
        match entries.first() {
            Some(first) if (start..=line_end).contains(&first.key_span.start) => start..line_end,
            _ => UNKNOWN,
        }
    }

    fn entries(&mut self, entries: &mut [Entry], around: Surroundings) {
        for entry in entries {
            self.cursor.skip_blank();
            if self.cursor.sign(b'?') {
                self.cursor.skip_blank();
            }
            self.properties();
            let start = self.cursor.at;
            if self.cursor.eat(b'*') {
                self.cursor.name();
                entry.key_span = start..self.cursor.at;
            } else {
                entry.key_span = self.text(&entry.key, &entry.key_span, around);
            }
            let after = self.cursor.at;
            self.cursor.skip_blank();
            if self.cursor.eat(b':') || !entry.value.is_null() {
                self.node(&mut entry.value, around);
            } else {
                self.cursor.at = after;
                entry.value.span = after..after;
            }
            if around.flow {
                self.cursor.skip_blank();
                self.cursor.eat(b',');
            }
        }
    }

    /// A text whose place may be known, but for its quotes.
    fn text(&mut self, value: &str, known: &Range<usize>, around: Surroundings) -> Range<usize> {
        let start = self.cursor.at;
        if *known == UNKNOWN {
            return match self.cursor.byte(0) {
                Some(b'"' | b'\'') => self.cursor.quoted(),
                Some(b'|' | b'>') if !around.flow => Some(self.cursor.block(around)),
                _ => self.cursor.plain(value),
            }
            .unwrap_or(UNKNOWN);
        }
        if known.start == start {
            self.cursor.at = known.end;
            return known.clone();
        }
        // With a doubled or escaped quote in it only the end of a quoted text is known for certain.
        if let Some(b'"' | b'\'') = self.cursor.byte(0)
            && let Some(span) = self.cursor.quoted()
            && span.end == known.end + 1
        {
            return span;
        }
        // The cursor was lost.
        self.cursor.at = start.max(known.end);
        self.cursor.at += usize::from(matches!(self.cursor.byte(0), Some(b'"' | b'\'')));
        known.clone()
    }

    /// A number or boolean; its text becomes its source text.
    fn word(&mut self, source: &mut Box<str>, around: Surroundings) -> Range<usize> {
        let start = self.cursor.at;
        if let Some(b'"' | b'\'') = self.cursor.byte(0) {
            // `!!int "3"`
            let span = self.cursor.quoted().unwrap_or(UNKNOWN);
            *source =
                self.cursor.text.get(span.start + 1..span.end.saturating_sub(1)).unwrap_or_default().into();
            return span;
        }
        let word = self.cursor.word(around.flow);
        let fits = word.starts_with(|c: char| c.is_ascii_digit() || "+-.tTfF".contains(c)) && word != "-";
        if !fits {
            self.cursor.at = start;
            return UNKNOWN;
        }
        *source = word.into();
        start..self.cursor.at
    }
}
