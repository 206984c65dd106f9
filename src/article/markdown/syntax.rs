//! The Markdown dialect: which of the parser's extensions are on, and where.

use pulldown_cmark::{OffsetIter, Options, Parser};

/// Events of a body with their places in `text`.
pub(super) fn body(text: &str, smart_punctuation: bool) -> OffsetIter<'_> {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    options.set(Options::ENABLE_SMART_PUNCTUATION, smart_punctuation);
    Parser::new_ext(text, options).into_offset_iter()
}

/// Events of a text that is one line of inline Markdown, whatever it begins with: `1. May` is no list here.
/// `line` is what [`as_line`] gave; the events include the start and end of one block, to be ignored.
pub(super) fn inline(line: &str) -> Parser<'_> {
    Parser::new_ext(line, Options::ENABLE_STRIKETHROUGH)
}

/// Whether a text on one line has no markup in it, nor anything that may be some, as most short texts have not: the
/// parser would give it back as it is.
pub(super) fn is_unmarked(line: &str) -> bool {
    let is_sign =
        |b: u8| matches!(b, b'!' | b'#' | b'&' | b'*' | b'<' | b'>' | b'[' | b'\\' | b']' | b'_' | b'`');
    let may_mark = |b: u8| (b < b' ') | is_sign(b) | matches!(b, b'{'..=0x7F);
    !line.bytes().fold(false, |any, b| any | may_mark(b))
}

/// Writes a text so that the parser finds nothing but inline markup in it: as a heading on one line, closed
/// so that number signs at its end are kept.
pub(super) fn as_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + 5);
    line.push_str("# ");
    for word in text.split(['\n', '\r']) {
        line.push_str(word.trim());
        line.push(' ');
    }
    line.push('#');
    line
}
