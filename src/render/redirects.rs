//! Old addresses that lead to new ones: as pages, and in the forms that web servers read.
//!
//! Takes: pairs of addresses. Does: brings both into a form that cannot end a line, a quoted text or a rule, whatever
//! they hold. Gives: an HTML page for one, or a file for all.
//!
//! The old address is meant as a visitor's browser asks for it. It may be percent-encoded or not; `#` is a character
//! of it like any other; what follows `?` is a query, which only servers can look at.

mod apache;
mod netlify;
mod nginx;
mod regex;

pub use apache::apache;
pub use netlify::netlify;
pub use nginx::nginx;

use super::escape::{html, percent_decode, percent_encode};

/// An old address and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The old address as a path from the root of the host, percent-encoded or not: `/2009/07/ferry.html`, `/?p=12`.
    pub from: String,
    /// The new address: a path from the root of the host, or absolute; percent-encoded.
    pub to: String,
}

/// A page that stands at an old address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectPage<'a> {
    /// Language of the words (BCP 47).
    pub lang: &'a str,
    /// `ltr` or `rtl`.
    pub dir: &'a str,
    /// The sentence before the link, such as `This page has moved:`.
    pub moved: &'a str,
    /// Title of the page it leads to.
    pub title: &'a str,
    /// Address it leads to, root-relative or absolute.
    pub url: &'a str,
    /// The same as an absolute address.
    pub permalink: &'a str,
}

/// The page as HTML. It needs nothing but itself.
pub fn redirect_page(page: &RedirectPage) -> String {
    let RedirectPage { lang, dir, moved, title, .. } = page;
    let (lang, dir, moved, title) = (html(lang), html(dir), html(moved), html(title));
    let (url, permalink) = (html(&safe_target(page.url)), html(&safe_target(page.permalink)));
    format!(
        "<!DOCTYPE html>\n\
         <html lang=\"{lang}\" dir=\"{dir}\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <title>{title}</title>\n\
         <link rel=\"canonical\" href=\"{permalink}\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={url}\">\n\
         </head>\n\
         <body>\n\
         <main>\n\
         <h1>{title}</h1>\n\
         <p>{moved} <a href=\"{url}\">{permalink}</a></p>\n\
         </main>\n\
         </body>\n\
         </html>\n"
    )
}

/// Where a page leads that [`redirect_page`] made; none of any other page.
pub fn destination(page: &str) -> Option<String> {
    const BEFORE: &str = "<meta http-equiv=\"refresh\" content=\"0; url=";
    let url = page.split_once(BEFORE)?.1.split_once('"')?.0;
    // What `html` escapes, in the other direction; an address is percent-encoded, so of these only `&` and `'` occur.
    let plain = url.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    Some(plain.replace("&amp;", "&"))
}

/// An old address, taken apart.
struct Old {
    /// The path as the bytes that servers compare: not percent-encoded, without repeated slashes, from `/` on.
    path: Vec<u8>,
    /// The query as it is sent, percent-encoded; none without a `?`.
    query: Option<String>,
}

impl Old {
    fn new(from: &str) -> Self {
        let (path, query) = match from.split_once('?') {
            Some((path, query)) => (path, Some(percent_encode(query.as_bytes(), "/:?@!$&'()*+,;=%"))),
            None => (from, None),
        };
        let mut bytes = vec![b'/'];
        for byte in percent_decode(path) {
            if byte != b'/' || bytes.last() != Some(&b'/') {
                bytes.push(byte);
            }
        }
        Self { path: bytes, query: query.filter(|query| !query.is_empty()) }
    }
}

/// A new address with every character percent-encoded that no address may hold: blanks, quotes, control characters,
/// `$`, which servers take for variables, and so on. What is percent-encoded already stays.
fn safe_target(to: &str) -> String {
    percent_encode(to.as_bytes(), "/:?#[]@!&'()*+,;=%")
}

#[cfg(test)]
mod tests;
