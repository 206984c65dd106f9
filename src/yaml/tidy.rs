//! What a tree of values needs before readers see it: keys that are unique, `<<` resolved, a place for everything.

use super::values::UNKNOWN;
use super::{Entry, Node, Repeated, Value, YamlError};
use std::collections::HashMap;
use std::ops::Range;

/// Settles the tree. Gives the keys that stood twice with the same value.
///
/// # Errors
/// A key that stands twice with different values; a `<<` that does not name a map.
pub(super) fn tidy(file: &str, part: &Range<usize>, root: &mut Node) -> Result<Vec<Repeated>, YamlError> {
    let mut tidier = Tidier { text: &file[..part.end], repeated: Vec::new() };
    tidier.node(root, &(part.start..part.start))?;
    let mut repeated = tidier.repeated;
    // A named map is seen once for each use of its name.
    repeated.sort_by_key(|(_, span)| span.start);
    repeated.dedup();
    Ok(repeated)
}

struct Tidier<'a> {
    text: &'a str,
    repeated: Vec<Repeated>,
}

impl Tidier<'_> {
    fn node(&mut self, node: &mut Node, parent: &Range<usize>) -> Result<(), YamlError> {
        self.settle(&mut node.span, parent);
        match &mut node.value {
            Value::Bool(value, source) if source.is_empty() => *source = value.to_string().into(),
            Value::Integer(value, source) if source.is_empty() => *source = value.to_string().into(),
            Value::Float(value, source) if source.is_empty() => *source = value.to_string().into(),
            Value::List(items) => {
                for item in items {
                    self.node(item, &node.span)?;
                }
            }
            Value::Map(entries) => {
                for entry in entries.iter_mut() {
                    self.settle(&mut entry.key_span, &node.span);
                    self.node(&mut entry.value, &entry.key_span)?;
                }
                self.unique(entries)?;
                if entries.iter().any(|entry| &*entry.key == "<<") {
                    merge(entries)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What has no place, or one that cannot be, takes its parent's.
    fn settle(&self, span: &mut Range<usize>, parent: &Range<usize>) {
        if *span == UNKNOWN || self.text.get(span.clone()).is_none() {
            *span = parent.clone();
        }
    }

    /// Drops repeated keys.
    fn unique(&mut self, entries: &mut Vec<Entry>) -> Result<(), YamlError> {
        let Some(repeats) = repeats(entries) else { return Ok(()) };
        for &(first, second) in &repeats {
            if !same(&entries[first].value, &entries[second].value) {
                return Err(self.contradiction(&entries[first], &entries[second]));
            }
            self.repeated.push((entries[second].key.clone(), entries[second].key_span.clone()));
        }
        let mut index = 0;
        let mut dropped = repeats.iter().map(|(_, second)| *second).peekable();
        entries.retain(|_| {
            let drop = dropped.next_if_eq(&index).is_some();
            index += 1;
            !drop
        });
        Ok(())
    }

    fn contradiction(&self, first: &Entry, second: &Entry) -> YamlError {
        let line = |at: usize| self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        let (above, below) = (line(first.key_span.start), line(second.key_span.start));
        YamlError {
            message: format!(
                "`{}` stands twice with different values, in line {above} and in line {below}",
                second.key
            ),
            span: second.key_span.clone(),
            help: Some("keep the one that is right and remove the other".to_owned()),
        }
    }
}

/// Pairs of places in `entries` that have the same key, first and later one, by the later one; none in most maps.
fn repeats(entries: &[Entry]) -> Option<Vec<(usize, usize)>> {
    /// Up to this many keys, comparing each with each is faster than hashing.
    const FEW: usize = 24;
    if entries.len() <= FEW {
        let is_repeat = |at: usize| entries[..at].iter().any(|earlier| earlier.key == entries[at].key);
        if !(0..entries.len()).any(is_repeat) {
            return None;
        }
    }
    let mut seen = HashMap::with_capacity(entries.len());
    let mut repeats = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        match seen.get(&entry.key) {
            Some(first) => repeats.push((*first, at)),
            None => {
                seen.insert(&entry.key, at);
            }
        }
    }
    (!repeats.is_empty()).then_some(repeats)
}

/// Whether two values are equal, wherever they stand.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a, _), Value::Bool(b, _)) => a == b,
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.key == b.key && same(&a.value, &b.value))
        }
        _ => a.kind_name() == b.kind_name() && a.as_text().is_some() && a.as_text() == b.as_text(),
    }
}

/// Replaces `<<` by the entries of the map it names, or of the maps: a key of the map itself comes before, and of
/// two maps the first.
fn merge(entries: &mut Vec<Entry>) -> Result<(), YamlError> {
    let mut merged: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut others = Vec::new();
    for entry in entries.drain(..) {
        if &*entry.key != "<<" {
            merged.push(entry);
            continue;
        }
        match entry.value.value {
            Value::Map(of_map) => others.extend(of_map),
            Value::List(maps) => {
                for map in maps {
                    let Value::Map(of_map) = map.value else { return Err(no_map(map.span)) };
                    others.extend(of_map);
                }
            }
            _ => return Err(no_map(entry.key_span)),
        }
    }
    let mut known: std::collections::HashSet<Box<str>> =
        merged.iter().map(|entry| entry.key.clone()).collect();
    merged.extend(others.into_iter().filter(|entry| known.insert(entry.key.clone())));
    *entries = merged;
    Ok(())
}

fn no_map(span: Range<usize>) -> YamlError {
    YamlError {
        message: "`<<` takes over the keys of a named group, and this is none".to_owned(),
        span,
        help: Some("write `<<: *name` for a group that is marked with `&name`".to_owned()),
    }
}
