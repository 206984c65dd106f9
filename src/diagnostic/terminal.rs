//! Diagnostics for people at a terminal, drawn by `annotate-snippets` (rustc's own renderer).
//!
//! Takes: sorted diagnostics. Does: draws each with its place and line; of a code that comes very often
//! shows the first few and counts the rest, so that one habit of an archive does not hide everything else.
//! Gives: text, styled or plain.

use super::{Code, Diagnostic, Severity, Spot};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use std::collections::BTreeMap;

/// How many of one code are drawn in full unless all are asked for.
const SHOWN_PER_CODE: usize = 5;

/// How to draw.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// With colours.
    pub colour: bool,
    /// Width of the terminal in columns.
    pub width: usize,
    /// With long sentences broken between words, for a terminal; a file keeps each in one line.
    pub wrap: bool,
    /// All diagnostics rather than the first few of each code.
    pub all: bool,
}

/// The text for a list of diagnostics; empty for none.
pub fn render(diagnostics: &[Diagnostic], style: Style) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(style.width);
    let mut seen: BTreeMap<&'static str, (usize, &'static Code)> = BTreeMap::new();
    let mut out = String::new();
    for diagnostic in diagnostics {
        let (count, _) = seen.entry(diagnostic.code.name).or_insert((0, diagnostic.code));
        *count += 1;
        if style.all || *count <= SHOWN_PER_CODE {
            out.push_str(&draw(diagnostic, &renderer, style));
            out.push_str("\n\n");
        }
    }
    if !style.all {
        for (name, (count, code)) in seen.iter().filter(|(_, (count, _))| *count > SHOWN_PER_CODE) {
            let more = count - SHOWN_PER_CODE;
            out.push_str(&format!("{name}: {more} more of these ({})\n", lower_first(code.meaning)));
        }
        if seen.values().any(|(count, _)| *count > SHOWN_PER_CODE) {
            out.push_str("All of them: dateline build -v\n\n");
        }
    }
    out
}

fn draw(diagnostic: &Diagnostic, renderer: &Renderer, style: Style) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Notice => Level::NOTE.with_name("notice"),
    };
    let mut elements: Vec<Element<'_>> = Vec::new();
    if let Some(place) = &diagnostic.place {
        match &place.spot {
            Some(spot) => draw_spot(&place.path, spot, &mut elements),
            None => elements.push(Origin::path(place.path.as_str()).into()),
        }
    }
    let lines = |text: &str, before: usize| match style.wrap {
        true => wrapped(text, style.width.saturating_sub(before)),
        false => text.to_owned(),
    };
    let spot = diagnostic.place.as_ref().and_then(|place| place.spot.as_ref());
    let margin = spot.map_or(0, |spot| spot.line.to_string().len());
    if let Some(help) = &diagnostic.help {
        elements.push(Level::HELP.message(lines(help, margin + " = help: ".len())).into());
    }
    let title = lines(&diagnostic.message, "warning[W000]: ".len());
    let title = level.primary_title(title).id(diagnostic.code.name);
    let drawn = renderer.render(&[title.elements(elements)]);
    drawn.split_inclusive('\n').filter(|line| bare(line).trim() != ":::").collect()
}

/// Text in lines of at most so many characters, broken between words; a longer word has a line of its own.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut filled = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if filled > 0 && filled + 1 + length > width {
            out.push('\n');
            filled = 0;
        } else if filled > 0 {
            out.push(' ');
            filled += 1;
        }
        out.push_str(word);
        filled += length;
    }
    out
}

/// A line without its colours.
fn bare(line: &str) -> String {
    let mut parts = line.split("\x1b[");
    let first = parts.next().unwrap_or_default();
    let others = parts.map(|part| part.split_once('m').map_or("", |(_, text)| text));
    std::iter::once(first).chain(others).collect()
}

/// The renderer counts columns in the excerpt; where a long line was cut, the true column is said apart. The renderer
/// then announces the excerpt as one from a file without a name (`:::`), which is left out.
fn draw_spot<'a>(path: &'a str, spot: &'a Spot, elements: &mut Vec<Element<'a>>) {
    let mark = AnnotationKind::Primary.span(spot.marked.clone());
    let snippet = Snippet::source(spot.text.as_str()).line_start(spot.line as usize).annotation(mark);
    if spot.text[..spot.marked.start].chars().count() + 1 == spot.column as usize {
        elements.push(snippet.path(path).into());
    } else {
        elements.push(Origin::path(path).line(spot.line as usize).char_column(spot.column as usize).into());
        elements.push(snippet.into());
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::catalogue::source::{E054, cannot_read};
    use crate::source::text::place;

    const PLAIN: Style = Style { colour: false, width: 80, wrap: false, all: false };

    #[test]
    fn draws_place_line_and_help() {
        let text = "---\ntitle: x: y\n---\n";
        let diagnostic = Diagnostic::new(&E054, "wrong").at(place("a.md", text, 11..15)).help("do this");
        let expected = "error[E054]: wrong\n --> a.md:2:8\n  |\n2 | title: x: y\n  |        ^^^^\n  |\n  = help: do this\n\n";
        assert_eq!(render(&[diagnostic], PLAIN), expected);
    }

    #[test]
    fn a_long_line_has_its_true_column_and_one_announcement() {
        let text = format!("{}wrong{}\n", "a ".repeat(300), " b".repeat(300));
        let diagnostic = Diagnostic::new(&E054, "wrong").at(place("a.md", &text, 600..605));
        for colour in [false, true] {
            let drawn = render(std::slice::from_ref(&diagnostic), Style { colour, ..PLAIN });
            assert!(drawn.contains("a.md:1:601"), "{drawn}");
            assert!(!drawn.contains(":::"), "{drawn}");
            assert!(drawn.lines().all(|line| bare(line).chars().count() <= 120), "{drawn}");
        }
    }

    #[test]
    fn long_sentences_are_broken_between_words() {
        let long = "every word of this sentence stands whole in a line ".repeat(4);
        let diagnostic =
            Diagnostic::new(&E054, long.trim()).at(place("a.md", "abc\n", 0..1)).help(long.trim());
        let drawn = render(std::slice::from_ref(&diagnostic), Style { wrap: true, ..PLAIN });
        assert!(drawn.lines().all(|line| line.chars().count() <= 80), "{drawn}");
        let words: Vec<&str> = drawn.split_whitespace().collect();
        assert_eq!(words.iter().filter(|word| **word == "sentence").count(), 8, "{drawn}");
    }

    #[test]
    fn counts_what_it_does_not_draw() {
        let many: Vec<_> = (0..8).map(|n| cannot_read(&format!("{n}.md"), "no")).collect();
        let text = render(&many, PLAIN);
        assert!(text.contains("4.md") && !text.contains("5.md"), "{text}");
        assert!(text.contains("E054: 3 more of these (a file could not be read)"), "{text}");
        assert!(render(&many, Style { all: true, ..PLAIN }).contains("7.md"));
    }
}
