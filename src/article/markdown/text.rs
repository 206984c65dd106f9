//! Short texts without markup, and at a length.

use super::{shortcode, syntax};
use pulldown_cmark::{Event, Parser};

/// Stands in a text for a tag of another generator until [`tidy`] takes it out.
pub(super) const TAG: char = '\u{FFFC}';

/// Inline Markdown as text: without marks, tags and addresses, on one line. Pictures give their alternative text.
pub fn plain_text(inline: &str) -> String {
    if syntax::is_unmarked(inline) { tidy(inline.trim()) } else { without_marks(inline) }
}

fn without_marks(inline: &str) -> String {
    let masked = shortcode::Masked::new(inline);
    let line = syntax::as_line(masked.text());
    let mut out = String::with_capacity(inline.len());
    for event in syntax::inline(&line) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&masked.restore(&text)),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::InlineHtml(tag) if tag.starts_with("<br") => out.push(' '),
            _ => {}
        }
    }
    tidy(&out)
}

/// Cuts a text at a word so that it has at most `limit` characters, and an ellipsis when something is missing.
/// A text without spaces is cut between characters.
pub fn cut(text: &str, limit: usize) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let head = &text[..end];
    let whole_words = text[end..].starts_with(char::is_whitespace);
    let at = if whole_words { Some(end) } else { head.rfind(char::is_whitespace) };
    // Without a space in the last third it is a language that has none, or a very long word.
    let at = at.filter(|at| *at * 3 >= end * 2).unwrap_or_else(|| before_marks(text, end));
    let kept = text[..at].trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—' | '-' | '(')
    });
    format!("{kept}…")
}

/// Moves a cut back so that it does not part a letter from its marks or an emoji from what joins it.
fn before_marks(text: &str, end: usize) -> usize {
    let joins = |c: char| {
        matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{64B}'..='\u{65F}' | '\u{93C}'..='\u{94D}'
            | '\u{E31}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
    };
    let mut end = end;
    while text[end..].starts_with(joins) || text[..end].ends_with('\u{200D}') {
        match text[..end].chars().next_back() {
            Some(c) => end -= c.len_utf8(),
            None => break,
        }
    }
    end
}

/// A text with one space for each run of spaces and line ends, without tags of other generators and
/// without the brackets of links that led to one (`[text](TAG)`).
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(TAG) {
        push_spaced(&mut out, &rest[..at]);
        rest = &rest[at + TAG.len_utf8()..];
        if out.ends_with("](")
            && let Some(end) = rest.find(')')
            && let Some(start) = out.rfind('[')
        {
            rest = &rest[end + 1..];
            out.truncate(out.len() - 2);
            if out[..start].ends_with('!') {
                out.truncate(start - 1);
            } else {
                out.remove(start);
            }
        }
    }
    push_spaced(&mut out, rest);
    out.truncate(out.trim_end().len());
    out
}

fn push_spaced(out: &mut String, text: &str) {
    let is_blank = |b: &u8| b.is_ascii_whitespace();
    let mut rest = text;
    while let Some(at) = rest.as_bytes().iter().position(is_blank) {
        out.push_str(&rest[..at]);
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// A text of raw HTML with its character references (`&eacute;`, `&#8217;`) replaced.
pub fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest name of a character reference has 31 letters.
        let end = rest.bytes().take(34).position(|byte| byte == b';').map_or(1, |end| end + 1);
        let (reference, after) = rest.split_at(end);
        // The Markdown parser knows the names of the HTML standard.
        let decoded = Parser::new(reference).find_map(|event| match event {
            Event::Text(text) if end > 1 => Some(text),
            _ => None,
        });
        out.push_str(decoded.as_deref().unwrap_or(reference));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_has_no_marks() {
        assert_eq!(
            plain_text("The *last* [coal ship](/x \"t\") leaves &amp; `goes`"),
            "The last coal ship leaves & goes"
        );
        assert_eq!(plain_text("1. May <b>or</b> June<br>1891"), "1. May or June 1891");
        assert_eq!(plain_text("# a\n\n> b #"), "# a > b #");
        assert_eq!(plain_text(""), "");
        assert_eq!(plain_text("C#"), "C#");
        assert_eq!(plain_text("\"straight\" -- {{ x_y_z }}"), "\"straight\" -- {{ x_y_z }}");
    }

    #[test]
    fn cuts_at_words() {
        assert_eq!(cut("one two three", 20), "one two three");
        assert_eq!(cut("one two three", 13), "one two three");
        assert_eq!(cut("one two three", 10), "one two…");
        assert_eq!(cut("one two, three", 8), "one two…");
        assert_eq!(cut("港口今天关闭了很久", 4), "港口今天…");
        assert_eq!(cut("unbelievablelongword", 5), "unbel…");
        assert_eq!(cut("cafe\u{301}cafe", 4), "caf…");
    }

    #[test]
    fn tags_and_the_links_to_them_go() {
        assert_eq!(tidy("a [b](\u{FFFC} x) c \u{FFFC}  d"), "a b c d");
        assert_eq!(tidy("![p](\u{FFFC}) c"), "c");
        assert_eq!(tidy("](\u{FFFC})"), "]()");
    }

    #[test]
    fn references_are_decoded() {
        assert_eq!(decode("a&amp;b &eacute;&#8217;&nope; & &;"), "a&b é’&nope; & &;");
    }

    proptest! {
        #[test]
        fn what_has_no_marks_is_the_same_both_ways(text in "([a-z \u{a0}]|[ -~é—\u{3000}\u{FFFC}\u{E7BE}\u{85}\u{2028}]){0,16}") {
            if syntax::is_unmarked(&text) {
                prop_assert_eq!(plain_text(&text), without_marks(&text));
            }
        }

        #[test]
        fn no_text_panics(text in "(\\PC|[#*_`\\[\\]()!<>&;\n\u{FFFC}\u{E7BE}])*", limit in 0usize..40) {
            let plain = plain_text(&text);
            prop_assert!(cut(&plain, limit).chars().count() <= limit + 1);
            decode(&text);
            tidy(&text);
        }
    }
}
