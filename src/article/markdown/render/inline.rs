//! Short texts: inline Markdown as HTML without block elements.

use super::super::shortcode::Masked;
use super::super::{Options, syntax};
use super::{Resolve, Writer, push_text};
use crate::config::RawHtml;
use pulldown_cmark::{Event, Tag, TagEnd};

/// A short text, such as a standfirst or a caption, as HTML without block elements. Addresses stay as written and raw
/// HTML is shown as text. Blank lines become line breaks.
pub fn inline(text: &str) -> String {
    inline_with(text, &|_, _| None)
}

/// The same, with addresses passed through a resolver as [`render`] does.
pub fn inline_with(text: &str, resolve: Resolve) -> String {
    if syntax::is_unmarked(text) {
        let mut out = String::with_capacity(text.len() + 16);
        push_text(&mut out, text.trim());
        return out;
    }
    marked(text, resolve)
}

fn marked(text: &str, resolve: Resolve) -> String {
    let options = Options { html: RawHtml::Escape, smart_punctuation: false, highlight: false };
    let mut out = String::with_capacity(text.len() + 16);
    let mut paragraph = String::new();
    // One blank line more ends the last paragraph.
    for line in text.trim().lines().chain([""]) {
        if !line.trim().is_empty() {
            paragraph.push_str(line);
            paragraph.push('\n');
        } else if !paragraph.is_empty() {
            if !out.is_empty() {
                out.push_str("<br>");
            }
            out.push_str(&inline_paragraph(&std::mem::take(&mut paragraph), options, resolve));
        }
    }
    out
}

fn inline_paragraph(text: &str, options: Options, resolve: Resolve) -> String {
    let masked = Masked::new(text);
    let line = syntax::as_line(masked.text());
    let mut writer = Writer::new(&masked, options, resolve, text.len());
    for event in syntax::inline(&line) {
        if !matches!(event, Event::Start(Tag::Heading { .. }) | Event::End(TagEnd::Heading(_))) {
            writer.event(event);
        }
    }
    writer.out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_has_no_marks_is_the_same_both_ways(text in "([a-z \u{a0}]|[ -~é—\u{3000}\u{FFFC}\u{E7BE}\u{85}\u{2028}]){0,16}") {
            if syntax::is_unmarked(&text) {
                prop_assert_eq!(inline(&text), marked(&text, &|_, _| None));
            }
        }
    }
}
