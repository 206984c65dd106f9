//! Plain text as Markdown that shows the same words.
//!
//! Takes: paragraphs with blank lines between. Does: puts a backslash before every sign that Markdown would take for its own.
//! Gives: Markdown. Quotation marks, dashes and words are never changed.

use super::item::Body;

/// The body as Markdown, with one line end at its end unless it is empty.
pub fn markdown(body: &Body) -> String {
    let text = match body {
        Body::Markdown(text) | Body::Html(text) => text.trim_matches(['\n', '\r']).trim_end().to_owned(),
        Body::Plain(text) => escaped(text),
    };
    if text.is_empty() { text } else { text + "\n" }
}

/// Plain text with the signs of Markdown escaped.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    for line in text.trim().lines() {
        // Four blanks at the start would make source code of a line.
        let line = line.trim();
        line_into(&mut out, line);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

fn line_into(out: &mut String, line: &str) {
    let bytes = line.as_bytes();
    let marker = marker(line);
    for (at, c) in line.char_indices() {
        let next = bytes.get(at + c.len_utf8()).copied();
        let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied();
        let inside_word = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || b >= 0x80);
        let escape = match c {
            '\\' => next.is_none_or(|b| b.is_ascii_punctuation()),
            '*' | '`' | '[' | ']' => true,
            '_' => !(inside_word(before) && inside_word(next)),
            '~' => next == Some(b'~') || before == Some(b'~') || at == 0,
            '<' => next.is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?')),
            '&' => is_reference(&line[at..]),
            '{' => matches!(next, Some(b'%' | b'{' | b'<')),
            '|' => true,
            _ => Some(at) == marker,
        };
        if escape {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Where the sign stands that would make a heading, list, quotation or rule of a line.
fn marker(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let first = *bytes.first()?;
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    match first {
        b'#' | b'>' | b'=' | b'+' | b':' => Some(0),
        b'-' => Some(0),
        b'0'..=b'9' if digits <= 9 => {
            let sign = matches!(bytes.get(digits), Some(b'.' | b')'));
            let ends = bytes.get(digits + 1).is_none_or(u8::is_ascii_whitespace);
            (sign && ends).then_some(digits)
        }
        _ => None,
    }
}

/// Whether a character reference starts here, `&amp;` or `&#8217;`.
fn is_reference(text: &str) -> bool {
    let inner = &text[1..];
    let length = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).unwrap_or(inner.len());
    length > 1 && inner[length..].starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::markdown::plain_text;
    use proptest::prelude::*;

    #[test]
    fn signs_mean_themselves() {
        assert_eq!(escaped("# 1 in town"), "\\# 1 in town");
        assert_eq!(escaped("1. First\n- Second"), "1\\. First\n\\- Second");
        assert_eq!(escaped("a_b_c and _this_ *that*"), "a_b_c and \\_this\\_ \\*that\\*");
        assert_eq!(escaped("AT&T &amp; <b>"), "AT&T \\&amp; \\<b>");
        assert_eq!(escaped("1998 was a year. 3.5 too"), "1998 was a year. 3.5 too");
    }

    proptest! {
        #[test]
        fn no_word_is_lost(parts in prop::collection::vec(prop::sample::select(&[
            "quay", "*", "_", "`", "[", "](", "<b", "&amp;", "#", "1.", "-", "é", "{{", "|", "~~", "\\", " ", "\n", "!",
        ][..]), 0..20)) {
            let text = parts.concat();
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(words(&plain_text(&escaped(&text))), words(&text));
        }
    }
}
