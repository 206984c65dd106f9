//! HTML read as text: character references resolved, tags left out.
//!
//! Takes: HTML, or the value of an attribute as it stands in HTML. Gives: the text a person reads.
//! Known by name are the references of ASCII, of Latin 1 and of common typography; every other character is
//! known by number. A reference that is not known stays as it is written.

/// Names of the characters from U+00A0 to U+00FF, in order.
const LATIN_1: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo",
    "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot",
    "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",
    "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute",
    "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash",
    "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde",
    "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc",
    "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave",
    "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// Other names: ASCII, which can hide the scheme of an address, and typography.
const OTHERS: [(&str, char); 46] = [
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("excl", '!'),
    ("quot", '"'),
    ("QUOT", '"'),
    ("num", '#'),
    ("dollar", '$'),
    ("percnt", '%'),
    ("amp", '&'),
    ("AMP", '&'),
    ("apos", '\''),
    ("lpar", '('),
    ("rpar", ')'),
    ("ast", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("period", '.'),
    ("sol", '/'),
    ("colon", ':'),
    ("semi", ';'),
    ("lt", '<'),
    ("LT", '<'),
    ("equals", '='),
    ("gt", '>'),
    ("GT", '>'),
    ("quest", '?'),
    ("commat", '@'),
    ("lsqb", '['),
    ("bsol", '\\'),
    ("rsqb", ']'),
    ("lowbar", '_'),
    ("lcub", '{'),
    ("vert", '|'),
    ("rcub", '}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("bull", '•'),
    ("hellip", '…'),
    ("euro", '€'),
    ("trade", '™'),
];

/// The text of a piece of HTML, runs of white space as one blank. What stands between two tags is kept, whatever
/// the tags: meant for a sentence or two with inline markup.
pub fn text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        text.push_str(before);
        match tag_length(tag) {
            Some(length) => {
                if breaks_words(tag) {
                    text.push(' ');
                }
                rest = &tag[length..];
            }
            None => {
                text.push('<');
                rest = &tag[1..];
            }
        }
    }
    text.push_str(rest);
    decode(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Length of the tag or comment that the text starts with; none when it is only a `<`.
fn tag_length(tag: &str) -> Option<usize> {
    if tag.starts_with("<!--") {
        return Some(tag.find("-->")? + 3);
    }
    let named = |c: &char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?');
    tag.chars().nth(1).filter(named)?;
    let mut quote = None;
    for (index, c) in tag.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if c == open => quote = None,
            (None, '>') => return Some(index + 1),
            _ => {}
        }
    }
    None
}

/// Whether the words before and after a tag are two words: `one<br>two`, but not `c<sub>2</sub>`.
fn breaks_words(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    ["br", "p", "div", "li", "td", "tr", "blockquote"].iter().any(|block| name.eq_ignore_ascii_case(block))
}

/// The text with its character references resolved.
pub fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, reference) = rest.split_at(start);
        decoded.push_str(before);
        let (character, length) = resolve(reference).unwrap_or(('&', 1));
        decoded.push(character);
        rest = &reference[length..];
    }
    decoded.push_str(rest);
    decoded
}

/// The character of the reference that the text starts with, and the reference's length.
fn resolve(reference: &str) -> Option<(char, usize)> {
    if let Some(number) = reference.strip_prefix("&#") {
        return resolve_number(number).map(|(character, length)| (character, length + 2));
    }
    let end = reference.char_indices().skip(1).find(|(_, c)| !c.is_ascii_alphanumeric())?.0;
    let name = reference.get(1..end)?;
    if reference.as_bytes().get(end) != Some(&b';') {
        return None;
    }
    let latin = || LATIN_1.iter().zip('\u{A0}'..).find(|(known, _)| **known == name).map(|(_, c)| c);
    let other = || OTHERS.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    Some((latin().or_else(other)?, end + 1))
}

/// The character for what follows `&#`, and the length of it. The semicolon may be missing, as browsers allow.
fn resolve_number(number: &str) -> Option<(char, usize)> {
    let hexadecimal = number.starts_with(['x', 'X']);
    let start = usize::from(hexadecimal);
    let radix = if hexadecimal { 16 } else { 10 };
    let digits: &str =
        number[start..].split(|c: char| !c.is_digit(radix)).next().filter(|d| !d.is_empty())?;
    let value = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    let character = char::from_u32(value).filter(|&c| c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER);
    let end = start + digits.len();
    Some((character, end + usize::from(number.as_bytes().get(end) == Some(&b';'))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markup_is_left_out() {
        assert_eq!(
            text("A <em>very</em>  late <a title=\"a > b\" href='/x'>ferry</a>."),
            "A very late ferry."
        );
        assert_eq!(text("one<br>two<!-- no -->"), "one two");
        assert_eq!(text("7 < 9 &amp; 9 > 7 &lt;b&gt;"), "7 < 9 & 9 > 7 <b>");
    }

    #[test]
    fn references_are_resolved() {
        assert_eq!(decode("caf&eacute; &#8211; &#x2019;&yuml;&nbsp;&euro;"), "café – ’ÿ\u{A0}€");
        assert_eq!(decode("java&#115cript&colon;&Tab;"), "javascript:\t");
        assert_eq!(
            decode("a=1&copy=2 &unknown; & &; &# &#x; &#xffffffffff;&#0;"),
            "a=1&copy=2 &unknown; & &; &# &#x; ��"
        );
    }

    proptest! {
        #[test]
        fn no_text_panics(html in "(<|&|#|x|;|/|!|-|\"|'|>|[a-z0-9é ]){0,40}") {
            let _ = text(&html);
        }

        #[test]
        fn text_that_was_escaped_comes_back(words in "[^\\s\\p{C}]{0,20}") {
            prop_assert_eq!(text(&super::super::escape::html(&words)), words);
        }
    }
}
