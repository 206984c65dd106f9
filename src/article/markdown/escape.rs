//! Writing text into HTML.

use super::eighths;
use std::ops::Range;

/// Appends text with `& < > "` replaced, for element content and for double-quoted attribute values.
pub(in crate::article) fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = find_entity(rest) {
        let (plain, after) = rest.split_at(at);
        out.push_str(plain);
        let mut after = after.chars();
        out.push_str(match after.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            _ => "&quot;",
        });
        rest = after.as_str();
    }
    out.push_str(rest);
}

/// Where the first byte stands that is written as a character reference.
fn find_entity(text: &str) -> Option<usize> {
    let (eights, last) = text.as_bytes().as_chunks::<8>();
    let mut all = eights.iter().enumerate();
    let found = all.find_map(|(n, eight)| Some(n * 8 + eighths::first_entity(u64::from_le_bytes(*eight))?));
    let in_last = || last.iter().position(|b| matches!(b, b'&' | b'<' | b'>' | b'"'));
    found.or_else(|| Some(eights.len() * 8 + in_last()?))
}

/// Appends an address as the value of a quoted attribute: what may not stand in an address
/// (WHATWG "URL code points") is percent-encoded, what is encoded already is left.
pub(super) fn push_address(out: &mut String, address: &str) {
    let bytes = address.as_bytes();
    let host = host(address);
    for (at, &byte) in bytes.iter().enumerate() {
        let is_hex = |offset: usize| bytes.get(at + offset).is_some_and(u8::is_ascii_hexdigit);
        match byte {
            b'&' => out.push_str("&amp;"),
            // Raw HTML may put the value in single quotes.
            b'\'' => out.push_str("&#39;"),
            b'%' if is_hex(1) && is_hex(2) => out.push('%'),
            // Brackets enclose an IPv6 number.
            b'[' | b']' if host.contains(&at) => out.push(byte as char),
            b'%' | b'[' | b']' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => {
                push_encoded(out, byte)
            }
            _ if byte.is_ascii_graphic() => out.push(byte as char),
            _ => push_encoded(out, byte),
        }
    }
}

fn push_encoded(out: &mut String, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(HEX[usize::from(byte >> 4)] as char);
    out.push(HEX[usize::from(byte & 15)] as char);
}

/// Where the host of an address stands.
fn host(address: &str) -> Range<usize> {
    let Some(start) = address.find("//").map(|at| at + 2) else { return 0..0 };
    let end = address[start..].find(['/', '?', '#']).map_or(address.len(), |length| start + length);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> String {
        let mut out = String::new();
        push_address(&mut out, text);
        out
    }

    #[test]
    fn text_is_escaped() {
        let mut out = String::new();
        push_text(&mut out, "a<b> & \"ü\"");
        assert_eq!(out, "a&lt;b&gt; &amp; &quot;ü&quot;");
    }

    #[test]
    fn entities_are_found_wherever_they_stand() {
        for byte in (0..=0x7Fu8).map(char::from) {
            for before in 0..20 {
                let text = format!("{}{byte}ü!#{byte}%$'=?", "x".repeat(before));
                let found = matches!(byte, '&' | '<' | '>' | '"').then_some(before);
                assert_eq!(find_entity(&text), found, "{text:?}");
            }
        }
    }

    #[test]
    fn addresses_are_encoded_once() {
        assert_eq!(address("/ä b?x=1&y=[2]#z"), "/%C3%A4%20b?x=1&amp;y=%5B2%5D#z");
        assert_eq!(address("/100%/%20/%zz"), "/100%25/%20/%25zz");
        assert_eq!(address("http://[::1]/a[b]"), "http://[::1]/a%5Bb%5D");
        let once = address("/a \"b\" <ü>%");
        assert_eq!(address(&once), once);
    }
}
