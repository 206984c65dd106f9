//! Raw HTML in bodies: a small scanner, just enough to find addresses and text.
//!
//! Takes: a piece of HTML as an author wrote it, in any state. Gives: its [`Token`]s, and the attributes of a tag.
//! It follows the tokenizer of the HTML standard where a difference would be seen (quotes, comments,
//! `<script>`), and gives up on a tag that never ends: the rest is text.

use super::LinkKind;
use std::ops::Range;

/// A part of a piece of HTML.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Text, entities as written.
    Text(&'a str),
    /// A tag from `<` to `>`.
    Tag(Tag<'a>),
    /// What a reader does not see: a comment, a declaration, the content of a script or style.
    Hidden(&'a str),
}

/// A tag.
#[derive(Debug, PartialEq)]
pub(super) struct Tag<'a> {
    /// The tag as written.
    pub(super) whole: &'a str,
    /// Its name as written.
    pub(super) name: &'a str,
    /// Whether it is an end tag.
    pub(super) closing: bool,
}

impl Tag<'_> {
    /// Whether the name is this one, given in small letters.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// Splits HTML into tokens; joined, they are the input.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    // The element whose content is hidden: set after its start tag.
    let mut hidden: Option<&str> = None;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(name) = hidden.take() {
            let end = end_of_hidden(rest, name);
            if end > 0 {
                let (content, after) = rest.split_at(end);
                rest = after;
                return Some(Token::Hidden(content));
            }
        }
        let (token, length) = next(rest);
        rest = &rest[length..];
        if let Token::Tag(tag) = &token
            && !tag.closing
            && ["script", "style"].iter().any(|name| tag.is(name))
        {
            hidden = Some(tag.name);
        }
        Some(token)
    })
}

fn next(html: &str) -> (Token<'_>, usize) {
    let Some(start) = html.find('<') else { return (Token::Text(html), html.len()) };
    if start > 0 {
        return (Token::Text(&html[..start]), start);
    }
    if html.starts_with("<!--") {
        let end = html[2..].find("-->").map_or(html.len(), |end| end + 5);
        return (Token::Hidden(&html[..end]), end);
    }
    if html.starts_with("<!") || html.starts_with("<?") {
        let end = html.find('>').map_or(html.len(), |end| end + 1);
        return (Token::Hidden(&html[..end]), end);
    }
    let closing = html.starts_with("</");
    let name_start = 1 + usize::from(closing);
    let name = &html[name_start..];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return (Token::Text(&html[..1]), 1);
    }
    let name =
        &name[..name.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(name.len())];
    match end_of_tag(&html[name_start + name.len()..]) {
        None => (Token::Text(html), html.len()),
        Some(length) => {
            let end = name_start + name.len() + length;
            (Token::Tag(Tag { whole: &html[..end], name, closing }), end)
        }
    }
}

/// Length up to and with the `>` that ends a tag, not counting one in a quoted value.
fn end_of_tag(rest: &str) -> Option<usize> {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            _ => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    None
}

fn end_of_hidden(html: &str, name: &str) -> usize {
    let found = html.match_indices("</").find(|(at, _)| {
        html.as_bytes()
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
    });
    found.map_or(html.len(), |(at, _)| at)
}

/// The attributes of a tag: name, and the range of the value in `tag` without quotes (empty for none).
pub(super) fn attributes(tag: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let bytes = tag.as_bytes();
    let skip = move |mut at: usize, is: fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|b| is(*b)) {
            at += 1;
        }
        at
    };
    let mut at = skip(1, |b| !b.is_ascii_whitespace() && b != b'>');
    std::iter::from_fn(move || {
        let start = skip(at, |b| b.is_ascii_whitespace() || b == b'/');
        let end = skip(start, |b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'>' | b'/'));
        if end == start && bytes.get(start) != Some(&b'=') {
            return None;
        }
        let equals = skip(end, |b| b.is_ascii_whitespace());
        if bytes.get(equals) != Some(&b'=') {
            at = end;
            return Some((&tag[start..end], end..end));
        }
        let value = skip(equals + 1, |b| b.is_ascii_whitespace());
        let range = match bytes.get(value) {
            Some(quote @ (b'"' | b'\'')) => {
                let length = tag[value + 1..].find(*quote as char).unwrap_or(tag.len() - value - 1);
                at = (value + 1 + length + 1).min(tag.len());
                value + 1..value + 1 + length
            }
            _ => {
                at = skip(value, |b| !b.is_ascii_whitespace() && b != b'>');
                value..at
            }
        };
        Some((&tag[start..end], range))
    })
}

/// Elements that stand within a line of text; any other begins or ends a block, or breaks a line.
pub(super) const INLINE: [&str; 28] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "var",
];

/// An address in a tag.
#[derive(Debug, PartialEq)]
pub(super) struct Address {
    /// Where it stands in the tag.
    pub(super) range: Range<usize>,
    /// What it is for.
    pub(super) kind: LinkKind,
}

/// The addresses of a start tag, in order: `href`, `src`, `poster`, and each candidate of a `srcset`.
pub(super) fn addresses(tag: &Tag) -> Vec<Address> {
    let mut found = Vec::new();
    if tag.closing {
        return found;
    }
    for (name, range) in attributes(tag.whole) {
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
        if is("href") {
            found.push(Address { range, kind: LinkKind::Link });
        } else if is("src") || is("poster") {
            found.push(Address { range, kind: LinkKind::Picture });
        } else if is("srcset") {
            found
                .extend(candidates(tag.whole, range).map(|range| Address { range, kind: LinkKind::Picture }));
        }
    }
    found
}

/// The addresses of a `srcset`: the first word of each part between commas. A comma inside an address is kept.
fn candidates(tag: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        let rest = &tag[at..range.end];
        let start =
            at + rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',').len();
        let word = &tag[start..range.end];
        let word = &word[..word.find(|c: char| c.is_ascii_whitespace()).unwrap_or(word.len())];
        if word.is_empty() {
            return None;
        }
        let address = word.trim_end_matches(',');
        at = start + word.len();
        if address.len() == word.len() {
            // A descriptor follows, up to the next comma.
            at = tag[at..range.end].find(',').map_or(range.end, |comma| at + comma + 1);
        }
        Some(start..start + address.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(token: &Token) -> String {
        match token {
            Token::Text(text) | Token::Hidden(text) => (*text).to_owned(),
            Token::Tag(tag) => tag.whole.to_owned(),
        }
    }

    fn values(tag: &str) -> Vec<(&str, &str)> {
        attributes(tag).map(|(name, range)| (name, &tag[range])).collect()
    }

    #[test]
    fn splits_tags_from_text() {
        let html = "a<b title='x>y'>c</b><!-- <i> --><SCRIPT>if (a<b) '<p>'</script>d";
        let kinds: String = tokens(html)
            .map(|token| match token {
                Token::Text(_) => 't',
                Token::Tag(tag) if tag.closing => '/',
                Token::Tag(_) => '<',
                Token::Hidden(_) => 'h',
            })
            .collect();
        assert_eq!(kinds, "t<t/h<h/t");
    }

    #[test]
    fn reads_attributes_in_every_form() {
        let tag = "<img src=a.png alt = \"x 'y'\" hidden data-x='' / title=\"\n\">";
        assert_eq!(
            values(tag),
            [("src", "a.png"), ("alt", "x 'y'"), ("hidden", ""), ("data-x", ""), ("title", "\n")]
        );
        assert_eq!(values("</p>"), []);
        assert_eq!(values("<a href=\"x"), [("href", "x")]);
    }

    #[test]
    fn finds_addresses() {
        let tag = "<img SRC='a.png' srcset=\"b.png 1x, c,d.png 2x,e.png\" alt=x>";
        let Some(Token::Tag(tag)) = tokens(tag).next() else { panic!("a tag") };
        let found: Vec<&str> = addresses(&tag).into_iter().map(|address| &tag.whole[address.range]).collect();
        assert_eq!(found, ["a.png", "b.png", "c,d.png", "e.png"]);
    }

    #[test]
    fn unfinished_html_takes_linear_time() {
        for piece in ["<a ", "<", "<!--", "<script>", "</", "<a href=\"", "<p =", "<?"] {
            let html = piece.repeat(200_000);
            assert_eq!(tokens(&html).map(|token| written(&token).len()).sum::<usize>(), html.len());
        }
    }

    proptest! {
        #[test]
        fn tokens_join_to_the_input(html in r#"([a-z é=/\n'"]|<|>|<!--|-->|</|script)*"#) {
            prop_assert_eq!(tokens(&html).map(|token| written(&token)).collect::<String>(), html.clone());
            for token in tokens(&html) {
                if let Token::Tag(tag) = token {
                    attributes(tag.whole).count();
                }
            }
        }
    }
}
