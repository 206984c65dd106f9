//! Shortcodes of Hugo and Zola and tags of Liquid, taken apart.
//!
//! Takes: a text. Does: finds what stands between `{{<`, `{{%`, `{{` or `{%` and the signs that close them. Gives: [`Tag`]s, with name
//! and arguments.

use std::ops::Range;

/// A tag.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tag<'t> {
    /// Bytes of it, with its braces.
    pub(super) range: Range<usize>,
    /// What kind of braces it has.
    pub(super) braces: Braces,
    /// Its name; of `{{ … }}` everything inside, trimmed.
    pub(super) name: &'t str,
    /// What follows the name.
    pub(super) rest: &'t str,
    /// Whether it closes another, `{{< /name >}}`.
    pub(super) closes: bool,
}

/// Kinds of braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Braces {
    /// `{{< name >}}` or `{{% name %}}`.
    Hugo,
    /// `{% name %}`.
    Tag,
    /// `{{ value }}`.
    Value,
}

/// The first tag at or behind a byte.
pub(super) fn next(text: &str, from: usize) -> Option<Tag<'_>> {
    let mut at = from;
    while let Some(found) = text.get(at..)?.find('{') {
        at += found;
        if let Some(tag) = tag_at(text, at) {
            return Some(tag);
        }
        at += 1;
    }
    None
}

fn tag_at(text: &str, at: usize) -> Option<Tag<'_>> {
    let rest = &text[at..];
    let (open, close, braces) = [
        ("{{<", ">}}", Braces::Hugo),
        ("{{%", "%}}", Braces::Hugo),
        ("{%-", "%}", Braces::Tag),
        ("{%", "%}", Braces::Tag),
        ("{{-", "}}", Braces::Value),
        ("{{", "}}", Braces::Value),
    ]
    .into_iter()
    .find(|(open, ..)| rest.starts_with(open))?;
    let end = bounded(&rest[open.len()..]).find(close)?;
    let inner = rest[open.len()..open.len() + end].trim().trim_end_matches(['-', '/']).trim();
    // `{{</* name */>}}` is a shortcode that is spoken of.
    if inner.starts_with("/*") || inner.is_empty() {
        return None;
    }
    let closes = inner.starts_with('/');
    let inner = inner.trim_start_matches('/').trim();
    let length = match braces {
        Braces::Value if inner.ends_with(')') && !inner.starts_with(['"', '\'']) => {
            inner.find('(').unwrap_or(inner.len())
        }
        Braces::Value => inner.len(),
        _ => inner.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(inner.len()),
    };
    let (name, rest) = inner.split_at(length);
    Some(Tag {
        range: at..at + open.len() + end + close.len(),
        braces,
        name: name.trim(),
        rest: rest.trim(),
        closes,
    })
}

/// As much of a text as a tag may take; without an end, every open brace would be compared with the whole text.
fn bounded(text: &str) -> &str {
    const LONGEST: usize = 4096;
    let end = (0..=LONGEST.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

impl Tag<'_> {
    /// Its arguments: names and values; those without a name have an empty one.
    pub(super) fn arguments(&self) -> Vec<(String, String)> {
        let mut rest =
            self.rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(self.rest);
        let mut found = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            if rest.is_empty() {
                return found;
            }
            let name_end =
                rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(rest.len());
            let after = rest[name_end..].trim_start();
            let name = match after.strip_prefix('=') {
                Some(value) if name_end > 0 => {
                    let name = rest[..name_end].to_lowercase();
                    rest = value.trim_start();
                    name
                }
                _ => String::new(),
            };
            let (value, left) = value(rest);
            found.push((name, value));
            rest = left;
        }
    }

    /// The value of an argument by its name, or by its place.
    pub(super) fn argument(&self, name: &str, place: usize) -> Option<String> {
        let all = self.arguments();
        let named = all.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
        let placed =
            || all.iter().filter(|(own, _)| own.is_empty()).nth(place).map(|(_, value)| value.clone());
        named.or_else(placed).filter(|value| !value.is_empty())
    }
}

/// A value at the start of a text, in quotation marks or up to a blank, and what follows.
fn value(text: &str) -> (String, &str) {
    for quote in ['"', '\'', '`'] {
        if let Some(inner) = text.strip_prefix(quote) {
            let mut escaped = false;
            for (at, c) in inner.char_indices() {
                match c {
                    '\\' if !escaped => escaped = true,
                    c if c == quote && !escaped => {
                        return (
                            inner[..at].replace(&format!("\\{quote}"), &quote.to_string()),
                            &inner[at + 1..],
                        );
                    }
                    _ => escaped = false,
                }
            }
            return (inner.to_owned(), "");
        }
    }
    let end = text.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(text.len()).max(1);
    let end = (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_taken_apart() {
        let tag = next(r#"x {{< figure src="a b.jpg" alt='say "hi"' >}} y"#, 0).expect("a tag");
        assert_eq!(
            (tag.name, tag.argument("src", 0).as_deref(), tag.argument("alt", 1).as_deref()),
            ("figure", Some("a b.jpg"), Some("say \"hi\""))
        );
        let zola = next(r#"{{ youtube(id="abc") }}"#, 0).expect("a tag");
        assert_eq!((zola.name, zola.argument("id", 0).as_deref()), ("youtube", Some("abc")));
        let liquid = next("{% highlight rust linenos %}", 0).expect("a tag");
        assert_eq!((liquid.name, liquid.argument("", 0).as_deref()), ("highlight", Some("rust")));
        assert!(next("{{< /highlight >}}", 0).is_some_and(|tag| tag.closes));
        assert!(next("{{</* figure */>}} and { and {{", 0).is_none());
    }
}
