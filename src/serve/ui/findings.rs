//! Diagnostics as HTML: the same that the terminal draws, for the overlay and the desk page.

use super::ROOT;
use super::escape::{Escaped, counted, link};
use crate::diagnostic::{Diagnostic, Place, Severity, Spot};

/// How many the overlay shows in full; the rest is counted, with a link to the desk page.
const SHOWN: usize = 5;

/// The inside of the overlay: mistakes with their places and what to do, errors first; empty when there are none.
///
/// `data-summary` on the outermost element is what a screen reader is told when the overlay appears.
pub fn overlay(mistakes: &[Diagnostic]) -> String {
    if mistakes.is_empty() {
        return String::new();
    }
    let mut sorted: Vec<&Diagnostic> = mistakes.iter().collect();
    sorted.sort_by_key(|diagnostic| diagnostic.severity());
    let title = title(&sorted);
    let shown: String = sorted.iter().take(SHOWN).map(|diagnostic| finding(diagnostic, None, 3)).collect();
    let more = match sorted.len().saturating_sub(SHOWN) {
        0 => "All problems of the site".to_owned(),
        more => format!("{} further, and all problems of the site", counted(more, "problem", "problems")),
    };
    format!(
        "<div class=\"mistakes\" data-summary=\"{}\">\n<h2>{title}</h2>\n{shown}<p class=\"more\"><a href=\"{ROOT}\">{more}</a></p>\n</div>",
        Escaped(&summary(&title, sorted.first().copied())),
    )
}

/// `2 errors and 1 warning`.
fn title(sorted: &[&Diagnostic]) -> String {
    let words = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Notice, "notice", "notices"),
    ];
    let mut parts = Vec::new();
    for (severity, one, many) in words {
        let count = sorted.iter().filter(|diagnostic| diagnostic.severity() == severity).count();
        if count > 0 {
            parts.push(counted(count, one, many));
        }
    }
    match parts.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

fn summary(title: &str, first: Option<&Diagnostic>) -> String {
    let Some(first) = first else { return title.to_owned() };
    match &first.place {
        Some(place) => format!("{title}. {}, {}", first.message, place_words(place)),
        None => format!("{title}. {}", first.message),
    }
}

fn place_words(place: &Place) -> String {
    match &place.spot {
        Some(spot) => format!("{}, line {}", place.path, spot.line),
        None => place.path.clone(),
    }
}

/// `content/news/quay.md:3:8`, as editors open it.
fn place_text(place: &Place) -> String {
    match &place.spot {
        Some(spot) => format!("{}:{}:{}", place.path, spot.line, spot.column),
        None => place.path.clone(),
    }
}

/// How the terminal names it.
pub(super) fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "notice",
    }
}

/// One diagnostic, with a heading of that level; `url` leads to the page of the file that it is in.
pub(super) fn finding(diagnostic: &Diagnostic, url: Option<&str>, level: u8) -> String {
    let word = severity_word(diagnostic.severity());
    let mut out = format!(
        "<article class=\"finding {word}\">\n<h{level}><span class=\"code\">{word} {}</span> {}</h{level}>\n",
        diagnostic.code.name,
        Escaped(&diagnostic.message),
    );
    if let Some(place) = &diagnostic.place {
        out.push_str(&format!("<p class=\"place\"><code>{}</code>", Escaped(&place_text(place))));
        if url.is_some() {
            out.push_str(&format!(" {}", link(url, "the page")));
        }
        out.push_str("</p>\n");
        if let Some(spot) = &place.spot {
            out.push_str(&source_line(spot));
        }
    }
    if let Some(help) = &diagnostic.help {
        out.push_str(&format!("<p class=\"help\"><b>help:</b> {}</p>\n", Escaped(help)));
    }
    out.push_str("</article>\n");
    out
}

/// The line with the part that is meant marked. A place between two characters is marked by an empty element, which the
/// style draws as a bar. The line may be wide and is then scrolled, also with the keyboard.
fn source_line(spot: &Spot) -> String {
    let (before, marked, after) = cut(spot);
    format!(
        "<pre tabindex=\"0\" role=\"group\" aria-label=\"line {line}\"><code><span class=\"line\">{line}</span>{}<mark>{}</mark>{}</code></pre>\n",
        Escaped(before),
        Escaped(marked),
        Escaped(after),
        line = spot.line,
    )
}

/// A place that does not fit its line marks the end of the line: a message is worth more than its mark.
fn cut(spot: &Spot) -> (&str, &str, &str) {
    let text = spot.text.as_str();
    match (text.get(..spot.marked.start), text.get(spot.marked.clone()), text.get(spot.marked.end..)) {
        (Some(before), Some(marked), Some(after)) => (before, marked, after),
        _ => (text, "", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::catalogue;
    use crate::diagnostic::catalogue::source::{E054, cannot_read};
    use crate::source::text::place;

    fn mistake() -> Diagnostic {
        Diagnostic::new(&E054, "wrong <b>")
            .at(place("a<.md", "---\ntitle: <x> & y\n", 11..14))
            .help("do \"this\"")
    }

    #[test]
    fn shows_what_the_terminal_shows() {
        let html = overlay(&[mistake()]);
        for part in [
            "<h2>1 error</h2>",
            "error E054</span> wrong &lt;b&gt;",
            "<code>a&lt;.md:2:8</code>",
            "<span class=\"line\">2</span>title: <mark>&lt;x&gt;</mark> &amp; y",
            "<b>help:</b> do &quot;this&quot;",
            "data-summary=\"1 error. wrong &lt;b&gt;, a&lt;.md, line 2\"",
            "href=\"/_dateline/\"",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn nothing_when_there_is_nothing() {
        assert_eq!(overlay(&[]), "");
    }

    #[test]
    fn errors_come_first_and_the_rest_is_counted() {
        let mut many: Vec<_> = (0..8).map(|n| cannot_read(&format!("{n}.md"), "no")).collect();
        let warning = catalogue::all().into_iter().find(|code| code.severity == Severity::Warning);
        many.insert(0, Diagnostic::new(warning.expect("there is one"), "later"));
        let html = overlay(&many);
        assert!(html.contains("<h2>8 errors and 1 warning</h2>"), "{html}");
        assert!(html.contains("4 problems further, and all"), "{html}");
        assert!(!html.contains("later"), "{html}");
        assert_eq!(html.matches("<article").count(), SHOWN);
    }

    #[test]
    fn a_mark_that_does_not_fit_its_line_is_no_end() {
        let mut odd = mistake();
        if let Some(spot) = odd.place.as_mut().and_then(|place| place.spot.as_mut()) {
            spot.text = "é".into();
            spot.marked = 1..40;
        }
        assert!(overlay(&[odd]).contains("é<mark></mark>"));
    }
}
