//! Text that becomes part of HTML: no title, path or message can end an element or an attribute.

use std::fmt::{self, Display, Formatter, Write};

/// Shows a text so that it stands for itself in the content of an element and in a quoted attribute.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                // Not allowed in HTML in any form.
                '\0' => out.write_char('\u{fffd}')?,
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// A link when the URL leads to a page; else only its text, so that no URL of another kind is ever followed.
pub(super) fn link(url: Option<&str>, text: &str) -> String {
    let text = Escaped(text);
    match url.filter(|url| leads_to_a_page(url)) {
        Some(url) => format!("<a href=\"{}\"><bdi>{text}</bdi></a>", Escaped(url)),
        None => format!("<bdi>{text}</bdi>"),
    }
}

fn leads_to_a_page(url: &str) -> bool {
    let on_this_server = url.starts_with('/') && !url.starts_with("//") && !url.starts_with("/\\");
    on_this_server || url.starts_with("http://") || url.starts_with("https://")
}

/// A number with its thousands set apart: `12,345`.
pub(super) fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 error`, `12 errors`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_an_element_or_an_attribute() {
        let hostile = "</script><img src=x onerror='a(\"b\")'>&lt;\0";
        let escaped = Escaped(hostile).to_string();
        assert!(!escaped.contains(['<', '>', '"', '\'', '\0']), "{escaped}");
        assert_eq!(Escaped("R&D").to_string(), "R&amp;D");
    }

    #[test]
    fn only_pages_are_linked() {
        for url in
            ["javascript:alert(1)", "//elsewhere.example/", "/\\elsewhere.example/", "data:text/html,x", ""]
        {
            assert_eq!(link(Some(url), "a"), "<bdi>a</bdi>", "{url}");
        }
        assert_eq!(link(None, "<b>"), "<bdi>&lt;b&gt;</bdi>");
        assert_eq!(link(Some("/a/?\"x"), "a"), "<a href=\"/a/?&quot;x\"><bdi>a</bdi></a>");
    }

    #[test]
    fn thousands_stand_apart() {
        for (given, expected) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (100_000, "100,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(number(given), expected);
        }
        assert_eq!(counted(1, "error", "errors"), "1 error");
        assert_eq!(counted(0, "error", "errors"), "0 errors");
    }
}
