//! Puts the script of the preview into a page.
//!
//! The page is otherwise left byte for byte as a build writes it. The script stands before the last `</body>`, since a
//! page may quote one: in a comment, a script, a text field, an attribute. What is none of these is told as a browser
//! tells it, in one pass; a page without an end of the body gets the script at its end, where browsers put it too.

use super::ROOT;
use super::escape::Escaped;
use crate::build::preview::answer::{Mark, PageNotes};
use std::ops::Range;

/// Elements whose content is text up to their end tag, whatever it looks like.
const RAW: &[&[u8]] =
    &[b"script", b"style", b"textarea", b"title", b"xmp", b"iframe", b"noembed", b"noframes"];

/// The page with the script in it, and what the script has to know.
pub fn inject(html: &[u8], notes: &PageNotes) -> Vec<u8> {
    let script = script(notes);
    let at = end_of_body(html);
    let mut out = Vec::with_capacity(html.len() + script.len());
    out.extend_from_slice(&html[..at]);
    out.extend_from_slice(script.as_bytes());
    out.extend_from_slice(&html[at..]);
    out
}

fn script(notes: &PageNotes) -> String {
    let mut out = format!(
        "<script defer src=\"{ROOT}client.js\" data-address=\"{}\" data-print=\"{}\" data-styles=\"{}\"",
        Escaped(&notes.address),
        notes.print.to_hex(),
        notes.styles.to_hex(),
    );
    if let Some(source) = &notes.source {
        out.push_str(&format!(" data-source=\"{}\"", Escaped(source)));
    }
    if let Some(mark) = &notes.mark {
        out.push_str(&format!(" data-mark=\"{}\"", Escaped(&mark_words(mark))));
    }
    if notes.outdated {
        out.push_str(" data-outdated");
    }
    out.push_str("></script>\n");
    out
}

/// What the banner over a page says.
fn mark_words(mark: &Mark) -> String {
    match mark {
        Mark::Draft => "Draft: readers do not see this page".to_owned(),
        Mark::Embargo(until) => format!("Embargoed until {until}: readers do not see this page before"),
        Mark::Future(date) => format!("Dated in the future: readers see this page from {date}"),
    }
}

/// Where the last `</body>` begins that is one; the length of the page when there is none.
fn end_of_body(html: &[u8]) -> usize {
    let mut found = html.len();
    let mut at = 0;
    while let Some(start) = find(html, b"<", at) {
        let rest = &html[start..];
        at = if rest.starts_with(b"<!--") {
            end_of_comment(html, start)
        } else if rest.starts_with(b"<!") || rest.starts_with(b"<?") {
            find(html, b">", start).map_or(html.len(), |end| end + 1)
        } else if let Some(name) = name(html, start + 1) {
            let raw = RAW.iter().find(|raw| html[name.clone()].eq_ignore_ascii_case(raw));
            let end = end_of_tag(html, name.end);
            raw.map_or(end, |raw| end_of_raw(html, end, raw))
        } else if let Some(name) = rest.get(1).filter(|c| **c == b'/').and_then(|_| name(html, start + 2)) {
            if html[name.clone()].eq_ignore_ascii_case(b"body") {
                found = start;
            }
            end_of_tag(html, name.end)
        } else {
            start + 1
        };
    }
    found
}

/// The name of a tag that begins here, if one does.
fn name(html: &[u8], start: usize) -> Option<Range<usize>> {
    html.get(start).filter(|c| c.is_ascii_alphabetic())?;
    let length =
        html[start..].iter().take_while(|c| !(c.is_ascii_whitespace() || matches!(c, b'/' | b'>'))).count();
    Some(start..start + length)
}

/// After the `>` of a tag: not one inside a quoted value.
fn end_of_tag(html: &[u8], start: usize) -> usize {
    let mut quote = None;
    let mut is_value = false;
    for (at, c) in html.iter().enumerate().skip(start) {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return at + 1,
            // A quotation mark opens a value only after `=`: elsewhere it is a stray character of a name.
            (None, b'"' | b'\'') if is_value => quote = Some(c),
            (None, _) => {}
        }
        is_value = *c == b'=' || (is_value && c.is_ascii_whitespace());
    }
    html.len()
}

/// After a comment: `-->` or `--!>` ends one, and `<!-->` is one already.
fn end_of_comment(html: &[u8], start: usize) -> usize {
    let mut at = start + 2;
    while let Some(dashes) = find(html, b"--", at) {
        let rest = &html[dashes + 2..];
        if rest.starts_with(b">") {
            return dashes + 3;
        }
        if rest.starts_with(b"!>") && dashes > start + 2 {
            return dashes + 4;
        }
        at = dashes + 1;
    }
    html.len()
}

/// After the text of an element such as `script`: at its end tag, or at the end of the page when it has none.
fn end_of_raw(html: &[u8], start: usize, element: &[u8]) -> usize {
    let mut at = start;
    while let Some(found) = find(html, b"</", at) {
        if name(html, found + 2).is_some_and(|name| html[name].eq_ignore_ascii_case(element)) {
            return found;
        }
        at = found + 2;
    }
    html.len()
}

fn find(html: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let rest = html.get(from..)?;
    rest.windows(needle.len()).position(|window| window == needle).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::Digest;

    fn notes() -> PageNotes {
        PageNotes {
            address: "/quay/".into(),
            print: Digest::of(b"print"),
            styles: Digest::of(b"styles"),
            mark: None,
            source: None,
            outdated: false,
        }
    }

    /// Where the script is put is written `|` in each of these.
    #[test]
    fn the_script_stands_before_the_end_of_the_body() {
        for marked in [
            "<html><body><p>a</p>|</body></html>",
            "<body>|</BODY >\n</html>",
            "<body><!-- </body> -->|</body><!-- </body> -->",
            "<body><!-->|</body>",
            "<body><!-- a --!>|</body>",
            "<body><script>'</body>'</script>|</body>",
            "<body>|</body><script>'</body>'</SCRIPT>",
            "<body><textarea></body></textarea>|</body>",
            "<title></body></title><body>|</body>",
            "<body><a title='</body>' href=\"</body>\">|</body>",
            "<body><a title = '</body>'>|</body>",
            "<body><p a'b>it's</p>|</body>",
            "<body></body>|</body>",
            "<body></bodyguard>|</body>",
            "<body>3 < 4 </ 5|</body>",
            "<!doctype html><?xml?>|</body>",
            "<p>no end|",
            "<script></body>|",
            "<!-- </body>|",
            "<a title='</body>|",
            "<|",
            "</|",
            "|",
        ] {
            let html = marked.replacen('|', "", 1);
            let expected = marked.replacen('|', &script(&notes()), 1);
            assert_eq!(String::from_utf8(inject(html.as_bytes(), &notes())).expect("text"), expected);
        }
    }

    #[test]
    fn bytes_that_are_no_text_stay() {
        let html = b"\xff<body>\xfe</body>\xfd";
        let out = inject(html, &notes());
        let script = script(&notes());
        assert_eq!(out.len(), html.len() + script.len());
        assert!(out.starts_with(b"\xff<body>\xfe<script") && out.ends_with(b"</body>\xfd"));
    }

    #[test]
    fn what_the_script_has_to_know_is_escaped() {
        let hostile = "\"></script><b a='";
        let notes = PageNotes {
            address: hostile.into(),
            source: Some(hostile.into()),
            mark: Some(Mark::Embargo(hostile.into())),
            outdated: true,
            ..notes()
        };
        let script = script(&notes);
        assert_eq!(script.matches("</script>").count(), 1, "{script}");
        assert_eq!(script.matches('"').count(), 12, "{script}");
        assert!(script.contains(" data-outdated>") && script.contains("data-source="), "{script}");
    }

    #[test]
    fn marks_are_said_in_words() {
        assert!(mark_words(&Mark::Draft).starts_with("Draft: readers do not see"));
        assert!(mark_words(&Mark::Embargo("2 May, 06:00 BST".into())).contains("until 2 May, 06:00 BST"));
        assert!(mark_words(&Mark::Future("2 May 2031".into())).starts_with("Dated in the future"));
    }

    /// Each byte is looked at a fixed number of times, whatever a page is made of.
    #[test]
    fn long_pages_are_no_trouble() {
        for piece in ["<", "<!--", "</", "<script>", "<a '", "</script ", "<textarea></", "<a b=\"", "<!-->"]
        {
            let html = piece.repeat(200_000);
            assert!(inject(html.as_bytes(), &notes()).len() > html.len());
        }
    }
}
