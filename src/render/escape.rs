//! Escapes for the kinds of text that outputs are made of.
//!
//! Takes: any text. Gives: the same text in a form that cannot end or break what surrounds it.

use std::borrow::Cow;
use std::fmt::Write;

/// The text without the characters that XML 1.0 cannot hold, not even as references (section 2.2 of the
/// recommendation: most control characters, U+FFFE and U+FFFF). Markup is left to the writer to escape.
pub fn xml_characters(text: &str) -> Cow<'_, str> {
    // Most texts have neither control characters nor any of those that begin like U+FFFE.
    let is_doubtful = |b: u8| (b < b' ') | (b == 0xEF);
    if !text.bytes().fold(false, |any, b| any | is_doubtful(b)) || text.chars().all(is_xml_character) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|&c| is_xml_character(c)).collect())
}

fn is_xml_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The text for HTML, as content or as the value of an attribute in either kind of quotes.
pub fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Bytes as part of an address: everything percent-encoded but the unreserved characters of RFC 3986 and those of
/// `also`, which are ASCII.
pub fn percent_encode(bytes: &[u8], also: &str) -> String {
    let mut encoded = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || also.as_bytes().contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The bytes that a percent-encoded text stands for. A percent sign without two hexadecimal digits is itself.
pub fn percent_decode(text: &str) -> Vec<u8> {
    let mut rest = text.as_bytes();
    let mut decoded = Vec::with_capacity(rest.len());
    while let Some((&byte, tail)) = rest.split_first() {
        let digits = tail.get(..2).and_then(|pair| Some((hex(pair[0])?, hex(pair[1])?)));
        match (byte, digits) {
            (b'%', Some((high, low))) => {
                decoded.push(high * 16 + low);
                rest = &tail[2..];
            }
            _ => {
                decoded.push(byte);
                rest = tail;
            }
        }
    }
    decoded
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn characters_that_xml_cannot_hold_are_left_out() {
        assert_eq!(xml_characters("a\u{0}b\u{1F}c\td\n\u{FFFF}\u{FFFE}é😀"), "abc\td\né😀");
        assert!(matches!(xml_characters("plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn html_is_escaped_for_content_and_attributes() {
        assert_eq!(html(r#"<a href="x" title='y'>&"#), "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;");
    }

    #[test]
    fn stray_percent_signs_are_themselves() {
        assert_eq!(percent_decode("100%"), b"100%");
        assert_eq!(percent_decode("%zz%4"), b"%zz%4");
        assert_eq!(percent_decode("%c3%A9"), "é".as_bytes());
        assert_eq!(percent_encode("/é x%".as_bytes(), "/"), "/%C3%A9%20x%25");
    }

    proptest! {
        #[test]
        fn encoding_is_undone_by_decoding(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            prop_assert_eq!(percent_decode(&percent_encode(&bytes, "/")), bytes);
        }
    }
}
