//! The parts of an address that are made from text.
//!
//! Takes: a headline, a name or a slug that somebody wrote. Does: either writes it in plain ASCII ([`slug`], by
//! the habits of its language, [`letters`]), or keeps it as it is and takes out what an address or a file name
//! cannot hold ([`given_slug`]). Gives: one segment of a path, never empty. The only module that knows `deunicode`
//! and `unicode-normalization`.

pub mod fold;
mod given;
mod letters;

pub use given::{given_slug, is_device};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

/// Length after which a generated slug is cut, in characters (all of them ASCII).
const LONGEST: usize = 80;

/// A cut at a word never leaves less than this.
const SHORTEST_CUT: usize = 40;

/// What a path segment may hold unencoded: `pchar` of RFC 3986, section 3.3, and the slash between segments.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/');

/// A segment of an address made from a text in a language (BCP 47): lower-case ASCII letters and digits joined by
/// single hyphens, about 80 characters at most. A text with nothing that can be written so gets `n-` and eight hex
/// digits that depend on the text alone.
pub fn slug(text: &str, lang: Option<&str>) -> String {
    let rules = letters::Rules::of(lang.unwrap_or(""));
    // Most names of files are ASCII, which neither normalisation nor transliteration changes.
    let plain = if text.is_ascii() {
        rules.apply(text)
    } else {
        deunicode::deunicode(&rules.apply(&text.nfkc().collect::<String>()))
    };
    let mut slug = String::with_capacity(plain.len());
    for c in plain.chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            '\'' | '`' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(cut(&slug));
    if slug.is_empty() {
        return number_of(text);
    }
    if is_device(&slug) { format!("n-{slug}") } else { slug }
}

/// Where to end a slug (ASCII): without a hyphen at the end, and at a word when it is too long.
fn cut(slug: &str) -> usize {
    let whole = slug.trim_end_matches('-').len();
    if whole <= LONGEST {
        return whole;
    }
    let word_end = slug.get(..=LONGEST).and_then(|head| head.rfind('-'));
    word_end.filter(|&end| end >= SHORTEST_CUT).unwrap_or(LONGEST)
}

/// A name for a text that has none of its own: `n-` and eight hex digits, the same for the same text everywhere.
fn number_of(text: &str) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    format!("n-{}", hash.get(..8).unwrap_or_default())
}

/// A path as it stands in an address: everything but the characters of RFC 3986 that mean themselves in a path is
/// written as `%` and two hex digits per byte. Slashes stay. Takes a path that is not encoded yet.
pub fn percent_encode_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    push_path(&mut out, path);
    out
}

/// Appends a path as [`percent_encode_path`] gives it.
pub fn push_path(out: &mut String, path: &str) {
    // Most addresses have nothing to encode, and this is asked for every link of every page; without leaving early,
    // many bytes are looked at in one step. Between `-` and `9` are `.`, `/` and the digits.
    let is_plain = |b: u8| (b | 0x20).is_ascii_lowercase() | matches!(b, b'-'..=b'9') | (b == b'_');
    if path.bytes().fold(true, |all, b| all & is_plain(b)) {
        out.push_str(path);
    } else {
        out.extend(utf8_percent_encode(path, PATH));
    }
}

#[cfg(test)]
mod tests;
