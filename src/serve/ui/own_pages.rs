//! Pages of the program's own where the site has none: nothing can be shown, or nothing is there.
//!
//! Both leave by themselves: the script asks for the page again whenever something has changed, and opens what there is
//! then. It knows the page it is on by `data-check`, since such a page has no print that a preview could compare.

use super::ROOT;
use super::escape::Escaped;
use super::findings::overlay;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Digest;

/// The page for when mistakes leave nothing to show, not even an earlier state of the page.
pub fn faulty_page(mistakes: &[Diagnostic]) -> String {
    let list = match overlay(mistakes) {
        list if list.is_empty() => {
            format!("<p>No mistake is known any more. <a href=\"{ROOT}\">All problems of the site</a></p>")
        }
        list => list,
    };
    let body = format!(
        "<h1>This page cannot be shown</h1>\n<p>There is no earlier state of it. It appears here by itself as soon as the mistake is mended.</p>\n{list}"
    );
    page("This page cannot be shown", &Digest::of(list.as_bytes()).to_hex(), &body)
}

/// The page for an address at which nothing lies, for themes that have none.
pub fn nothing_page(path: &str) -> String {
    let body = format!(
        "<h1>Nothing is at this address</h1>\n<p class=\"place\"><code>{}</code></p>\n<p>Should a page appear here, it is shown by itself. <a href=\"{ROOT}\">The desk page</a> has a search over all headlines.</p>",
        Escaped(path),
    );
    page("Nothing is at this address", &Digest::of(body.as_bytes()).to_hex(), &body)
}

fn page(title: &str, check: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n<link rel=\"stylesheet\" href=\"{ROOT}client.css\">\n<link rel=\"stylesheet\" href=\"{ROOT}desk.css\">\n</head>\n<body class=\"own\">\n<main>\n{body}\n</main>\n<script defer src=\"{ROOT}client.js\" data-check=\"{check}\"></script>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::catalogue::source::cannot_read;

    #[test]
    fn faulty_pages_differ_as_their_mistakes_do() {
        let check = |html: &str| {
            let from = html.find("data-check=\"").expect("there is one") + 12;
            html[from..from + 32].to_owned()
        };
        let one = faulty_page(&[cannot_read("a.md", "no")]);
        assert!(one.contains("a.md") && one.contains("<h1>"));
        assert_eq!(check(&one), check(&faulty_page(&[cannot_read("a.md", "no")])));
        assert_ne!(check(&one), check(&faulty_page(&[cannot_read("b.md", "no")])));
        assert_ne!(check(&one), check(&faulty_page(&[])));
    }

    #[test]
    fn addresses_are_escaped() {
        let html = nothing_page("/<script>alert(1)</script>/\"'");
        assert_eq!(html.matches("<script").count(), 1);
        assert!(html.contains("/&lt;script&gt;alert(1)&lt;/script&gt;/&quot;&#39;"));
    }
}
