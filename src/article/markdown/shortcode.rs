//! Tags of other generators in a body: found, hidden from the Markdown parser, and put back as written.
//!
//! Takes: a body. Gives: the same text with each tag replaced by a token that no Markdown rule touches
//! ([`Masked`]), the way back from tokens to tags, and from places in the one text to places in the other.
//!
//! Known are Hugo's `{{< … >}}` and `{{% … %}}`, Liquid's, Twig's and Nunjucks' `{% … %}` and `{{ … }}`, and those
//! WordPress shortcodes in square brackets that cannot be taken for a link: a list of names, and bare names
//! only where they are no ordinary word.

use super::holds;
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

/// Opening and closing marks; a longer mark stands before the shorter it begins with.
const BRACES: [(&str, &str); 4] = [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}")];

/// WordPress shortcodes, and whether `[name]` alone is one.
const BRACKETS: [(&str, bool); 14] = [
    ("caption", true),
    ("wp_caption", true),
    ("gallery", true),
    ("playlist", true),
    ("embed", true),
    ("contact-form", true),
    ("contact-form-7", true),
    ("audio", false),
    ("video", false),
    ("youtube", false),
    ("vimeo", false),
    ("soundcloud", false),
    ("pullquote", false),
    ("sourcecode", false),
];

/// A token is `OPEN`, the number of the tag, a space, `CLOSE`. The space keeps it from being the destination of a link.
/// Their last bytes are rare in texts, which makes them quick to look for.
const OPEN: char = '\u{E7BE}';
const CLOSE: char = '\u{E7BF}';

/// A body whose tags are hidden.
pub(super) struct Masked<'a> {
    source: &'a str,
    text: Cow<'a, str>,
    tags: Vec<Tag>,
}

struct Tag {
    /// Where it stands in the source.
    source: Range<usize>,
    /// Where its token stands in the masked text.
    token: Range<usize>,
}

/// A part of a masked text.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    /// Text without a tag.
    Text(&'a str),
    /// A tag, by its number.
    Tag(usize),
}

impl<'a> Masked<'a> {
    /// Hides the tags of a body.
    pub(super) fn new(source: &'a str) -> Self {
        let found = find(source);
        if found.is_empty() {
            return Self { source, text: Cow::Borrowed(source), tags: Vec::new() };
        }
        let mut text = String::with_capacity(source.len());
        let mut tags = Vec::with_capacity(found.len());
        let mut from = 0;
        for span in found {
            text.push_str(&source[from..span.start]);
            let start = text.len();
            text.push(OPEN);
            let _ = write!(text, "{} ", tags.len()); // writing to a string cannot fail
            text.push(CLOSE);
            from = span.end;
            tags.push(Tag { source: span, token: start..text.len() });
        }
        text.push_str(&source[from..]);
        Self { source, text: Cow::Owned(text), tags }
    }

    /// The text to parse.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The tag with this number, as written.
    pub(super) fn tag(&self, number: usize) -> &'a str {
        self.tags.get(number).map_or("", |tag| &self.source[tag.source.clone()])
    }

    /// Where the tag with this number stands in the source.
    pub(super) fn place(&self, number: usize) -> Range<usize> {
        self.tags.get(number).map_or(0..0, |tag| tag.source.clone())
    }

    /// The range of the source for a range of the masked text.
    pub(super) fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let tag_at = |at: usize| self.tags.partition_point(|tag| tag.token.start < at).checked_sub(1);
        let to_source =
            |at: usize, inside: fn(&Tag) -> usize| match tag_at(at).map(|number| &self.tags[number]) {
                None => at,
                Some(tag) if at < tag.token.end => inside(tag),
                Some(tag) => at - tag.token.end + tag.source.end,
            };
        let start = to_source(range.start, |tag| tag.source.start);
        start..to_source(range.end, |tag| tag.source.end).max(start)
    }

    /// Whether a text from the parser has a tag in it.
    pub(super) fn has_tag(&self, text: &str) -> bool {
        !self.tags.is_empty() && self.next_token(text).is_some()
    }

    /// A text from the parser with its tags as written.
    pub(super) fn restore<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !self.has_tag(text) {
            return Cow::Borrowed(text);
        }
        let pieces = self.pieces(text).map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Tag(number) => self.tag(number),
        });
        Cow::Owned(pieces.collect())
    }

    /// A text from the parser, cut into tags and what stands between them.
    pub(super) fn pieces<'t>(&self, text: &'t str) -> impl Iterator<Item = Piece<'t>> {
        let mut rest = text;
        let mut pending = None;
        std::iter::from_fn(move || {
            if let Some(number) = pending.take() {
                return Some(Piece::Tag(number));
            }
            if rest.is_empty() {
                return None;
            }
            let (text, number) = match self.next_token(rest) {
                None => (std::mem::take(&mut rest), None),
                Some((span, number)) => {
                    let text = &rest[..span.start];
                    rest = &rest[span.end..];
                    (text, Some(number))
                }
            };
            match number {
                Some(number) if text.is_empty() => Some(Piece::Tag(number)),
                _ => {
                    pending = number;
                    Some(Piece::Text(text))
                }
            }
        })
    }

    /// The first token in a text. A mark of somebody else's in the private use area is no token.
    fn next_token(&self, text: &str) -> Option<(Range<usize>, usize)> {
        if self.tags.is_empty() {
            return None;
        }
        text.match_indices(OPEN).find_map(|(at, mark)| {
            let rest = &text[at + mark.len()..];
            let digits = rest.bytes().take_while(u8::is_ascii_digit).take(9).count();
            let number: usize = rest[..digits].parse().ok()?;
            let end = rest[digits..].strip_prefix(' ')?.strip_prefix(CLOSE)?;
            (number < self.tags.len()).then(|| (at..text.len() - end.len(), number))
        })
    }
}

/// What kind of tag this is, for reports: `{{< figure >}}`, `{% include %}`, `{{ … }}`, `[caption]`.
pub(super) fn kind(tag: &str) -> String {
    if let Some(inner) = tag.strip_prefix('[') {
        return format!("[{}]", name(inner.trim_start_matches('/')));
    }
    let Some((open, close)) = BRACES.iter().find(|(open, _)| tag.starts_with(open)) else {
        return tag.to_owned();
    };
    if *open == "{{" {
        return "{{ … }}".to_owned();
    }
    let inner = tag[open.len()..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '/'));
    let name = name(inner);
    // `{% endraw %}` closes `{% raw %}`: one kind.
    let name =
        if *open == "{%" { name.strip_prefix("end").filter(|n| !n.is_empty()).unwrap_or(name) } else { name };
    format!("{open} {name} {close}")
}

fn name(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.')))
        .unwrap_or(text.len());
    text[..end].trim_end_matches(['-', '/'])
}

/// Places of all tags, in order, none inside another.
fn find(text: &str) -> Vec<Range<usize>> {
    let mut all = braces(text);
    let brackets = brackets(text);
    if !brackets.is_empty() {
        all.extend(brackets);
        all.sort_by_key(|span| span.start);
        let mut end = 0;
        all.retain(|span| {
            let apart = span.start >= end;
            end = end.max(span.end);
            apart
        });
    }
    all
}

fn braces(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Few bodies have any.
    if !holds(text.as_bytes(), b'{') {
        return found;
    }
    // For each form the next closing mark, looked up once and kept until it is passed, so that time stays linear.
    let mut closing: [Option<usize>; BRACES.len()] = [None; BRACES.len()];
    let mut from = 0;
    while let Some(at) = text[from..].find('{').map(|offset| from + offset) {
        from = at + 1;
        let Some(form) = BRACES.iter().position(|(open, _)| text[at..].starts_with(open)) else { continue };
        let (open, close) = BRACES[form];
        let inner = at + open.len();
        let next = match closing[form] {
            Some(known) if known >= inner => known,
            _ => find_mark(&text[inner..], close).map_or(usize::MAX, |offset| inner + offset),
        };
        closing[form] = Some(next);
        if next != usize::MAX && is_tag(&text[inner..next]) && !is_escaped(text, at) {
            from = next + close.len();
            found.push(at..from);
        }
    }
    found
}

/// Where a mark stands first. Looking for its first character is quicker than for all of it, since that is rare.
fn find_mark(text: &str, mark: &str) -> Option<usize> {
    let first = mark.chars().next()?;
    text.match_indices(first).map(|(at, _)| at).find(|at| text[*at..].starts_with(mark))
}

/// Whether this can stand between braces: something, within one paragraph, with no other tag begun.
fn is_tag(inner: &str) -> bool {
    let inner = inner.trim();
    !inner.is_empty()
        && !inner.contains("{{")
        && !inner.contains("{%")
        && !inner.lines().any(|line| line.trim().is_empty())
}

fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('[') {
        let rest = &text[at + 1..];
        let (closing, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let length =
            rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
        let Some((_, alone)) = BRACKETS.iter().find(|(name, _)| *name == &rest[..length]) else { continue };
        let Some(end) = rest.find(['[', ']']).filter(|end| rest[*end..].starts_with(']')) else { continue };
        let attributes = &rest[length..end];
        let is_one = if attributes.trim().is_empty() {
            closing || (*alone && !rest[end + 1..].starts_with(['(', '[', ':']))
        } else {
            attributes.starts_with([' ', '\n', '\t']) && attributes.contains('=') && is_tag(attributes)
        };
        if is_one && !is_escaped(text, at) {
            found.push(at..text.len() - rest.len() + end + 1);
        }
    }
    found
}

fn is_escaped(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].ends_with(b"\\")
}

#[cfg(test)]
mod tests;
