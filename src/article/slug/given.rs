//! Slugs that an author wrote.
//!
//! Takes: a text in any script. Gives: the same text as one segment of a path that every system of files and every
//! browser accepts, changed as little as that needs.

use unicode_normalization::UnicodeNormalization;

/// Longest segment in bytes. File systems allow 255; the rest is for endings such as `.html.gz`.
const LONGEST: usize = 200;

/// A slug or path segment as its author wrote it, in NFC: script and case stay, spaces become hyphens, and so does
/// what an address or a file name cannot hold. Never empty, at most 200 bytes, no dot at either end, no `..`, no
/// name that Windows reserves for a device.
pub fn given_slug(text: &str) -> String {
    let mut kept: String = if text.is_ascii() {
        keep_safe(text)
    } else {
        // Taking signs away can bring a letter and a mark together, so the result is composed once more.
        keep_safe(&text.nfc().collect::<String>()).nfc().collect()
    };
    kept.truncate(cut(&kept));
    if kept.is_empty() {
        return super::number_of(text);
    }
    if is_device(&kept) { format!("n-{kept}") } else { kept }
}

/// What may stay of a text; one hyphen for each run of what may not, none at the ends.
fn keep_safe(text: &str) -> String {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() | matches!(b, b'-' | b'_');
    if text.bytes().fold(true, |all, b| all & is_plain(b)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if c.is_whitespace() || is_unsafe(c) {
            gap = true;
            continue;
        }
        if c == '.' && (out.is_empty() || out.ends_with('.')) {
            continue;
        }
        if gap && c != '-' && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// Characters with a meaning in an address, in a shell pattern or in the file names of some system.
fn is_unsafe(c: char) -> bool {
    matches!(c, '/' | '\\' | '?' | '#' | '%' | ':' | '*' | '"' | '<' | '>' | '|') || c.is_control()
}

/// Signs without a shape that make two different names look the same. The joiners of Persian and Indian scripts
/// (U+200C, U+200D) change how a word is written and stay.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Where to end a segment: after at most 200 bytes, at a letter, without a dot at the end.
fn cut(segment: &str) -> usize {
    let mut end = segment.len().min(LONGEST);
    while !segment.is_char_boundary(end) {
        end -= 1;
    }
    let head = segment.get(..end).unwrap_or_default();
    if end == segment.len() {
        head.trim_end_matches('.').len()
    } else {
        head.trim_end_matches(['.', '-']).len()
    }
}

/// Whether Windows takes a file name for a device, whatever ending it has
/// (Microsoft, “Naming Files, Paths, and Namespaces”).
pub fn is_device(name: &str) -> bool {
    // None of them is longer, however it is written, and most names are.
    const LONGEST: usize = 12;
    if name.len() > LONGEST && !name.contains('.') {
        return false;
    }
    let stem = name.split('.').next().unwrap_or_default().to_uppercase();
    let port = |kind: &str| {
        let number = stem.strip_prefix(kind);
        number.is_some_and(|n| {
            matches!(n, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
        })
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || port("COM")
        || port("LPT")
}
