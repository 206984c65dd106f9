//! From bytes to text, whatever encoding they are in. The only module that knows `encoding_rs` and `chardetng`.
//!
//! Takes: bytes, and the encoding they say they are in. Does: believes a byte order mark, then UTF-8 that has no fault, then what
//! is declared, then a guess; mends text that was read in the wrong encoding before, where the whole of it agrees.
//! Gives: the text and what there is to say about it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, with line ends of `\n` and without a byte order mark.
    pub text: String,
    /// What a person should know, a sentence each.
    pub notes: Vec<String>,
}

/// Why bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoText(pub String);

/// Reads bytes as text. `declared` is the name of an encoding that the file itself gives.
///
/// # Errors
/// When they are no text.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, NoText> {
    let mut notes = Vec::new();
    let (encoding, start) = Encoding::for_bom(bytes).map_or((None, 0), |(e, length)| (Some(e), length));
    let encoding = encoding.or_else(|| utf16_without_mark(bytes));
    let body = &bytes[start..];
    if encoding.is_none_or(|e| e == UTF_8)
        && let Some(at) = body.iter().position(|b| *b == 0)
    {
        return Err(NoText(format!("it is no text: byte {} is a NUL", start + at + 1)));
    }
    let valid = std::str::from_utf8(body).ok().filter(|_| encoding.is_none_or(|e| e == UTF_8));
    let text = match (valid, encoding) {
        (Some(text), _) => text.to_owned(),
        (None, Some(encoding)) => other(body, encoding, &mut notes),
        (None, None) => {
            let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
            other(body, declared.filter(|e| *e != UTF_8).unwrap_or_else(|| guess(body)), &mut notes)
        }
    };
    let text = match mended(&text) {
        Some(whole) => {
            notes.push("letters that had been read in a wrong encoding (â€™ for ’) were mended".to_owned());
            whole
        }
        None => text,
    };
    Ok(Decoded { text: plain_lines(text), notes })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

fn other(bytes: &[u8], encoding: &'static Encoding, notes: &mut Vec<String>) -> String {
    let (text, faults) = encoding.decode_without_bom_handling(bytes);
    notes.push(format!("it was in {}, not in UTF-8", encoding.name()));
    if faults {
        notes.push(format!("some bytes mean nothing in {}; � stands in their place", encoding.name()));
    }
    text.into_owned()
}

/// UTF-16 that has no mark: every other byte of Latin letters is a NUL.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(256) & !1];
    let nul = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count() * 4;
    match (nul(0) > head.len(), nul(1) > head.len()) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// The text as it was before somebody took its UTF-8 for Windows-1252; none unless all of it agrees: every letter outside of
/// ASCII belongs to a sequence of UTF-8 that means something.
pub fn mended(text: &str) -> Option<String> {
    if text.is_ascii() || !text.contains(['Ã', 'â', 'Â', 'Ð', 'Ñ', 'Å', 'Ä', 'ã', 'ð']) {
        return None;
    }
    let (bytes, _, lost) = WINDOWS_1252.encode(text);
    if lost {
        return None;
    }
    String::from_utf8(bytes.into_owned()).ok().filter(|whole| whole != text)
}

fn plain_lines(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes, None).expect("text").text
    }

    #[test]
    fn reads_what_is_there() {
        assert_eq!(text(b"\xef\xbb\xbfquay\r\n"), "quay\n");
        assert_eq!(text(b"\xff\xfeq\0u\0"), "qu");
        assert_eq!(text(b"\0q\0u\0a\0y"), "quay");
        assert_eq!(text("café".as_bytes()), "café");
        assert_eq!(text(b"She said \x93caf\xe9\x94 \x96 and left"), "She said “café” – and left");
        let russian = decode(b"\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0", Some("windows-1251"));
        assert_eq!(russian.expect("text").text, "Привет, мир");
        assert!(decode(b"GIF89a\0\0", None).is_err());
    }

    #[test]
    fn mends_only_when_all_of_it_agrees() {
        assert_eq!(mended("the shipâ€™s cafÃ©").as_deref(), Some("the ship’s café"));
        assert_eq!(mended("the shipâ€™s café"), None, "one letter is right already");
        assert_eq!(mended("São Paulo â la carte"), None);
        assert_eq!(mended("plain"), None);
    }
}
