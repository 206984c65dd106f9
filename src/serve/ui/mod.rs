//! What the preview itself shows in the browser: the script in each page, the overlay with mistakes, the desk page.
//!
//! Takes: what a preview knows, as plain data. Does: writes HTML and JSON, with every text in it escaped. Gives: texts
//! for the server to send, and the scripts and styles that belong to them. It touches nothing and keeps nothing.

mod desk;
mod escape;
mod findings;
mod inject;
mod own_pages;
mod search;

pub use desk::desk;
pub use findings::overlay;
pub use inject::inject;
pub use own_pages::{faulty_page, nothing_page};
pub use search::hits;

/// Where everything of the program's own lies, whatever the base path of the site.
pub const ROOT: &str = "/_dateline/";

/// The files below [`ROOT`]: name, media type, content.
pub const FILES: &[(&str, &str, &[u8])] = &[
    ("client.js", SCRIPT, include_bytes!("assets/client.js")),
    ("client.css", STYLE, include_bytes!("assets/client.css")),
    ("desk.js", SCRIPT, include_bytes!("assets/desk.js")),
    ("desk.css", STYLE, include_bytes!("assets/desk.css")),
];

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

#[cfg(test)]
mod tests {
    use super::*;

    /// A script that waits in every page that is looked at has to stay small.
    #[test]
    fn the_client_is_small() {
        let size = |name: &str| FILES.iter().find(|(n, ..)| *n == name).map_or(0, |(.., bytes)| bytes.len());
        assert!((1..10_000).contains(&size("client.js")), "{}", size("client.js"));
        assert!((1..10_000).contains(&size("client.css")), "{}", size("client.css"));
    }

    /// The desk page is sent with a policy that allows no inline script or style and no other host.
    #[test]
    fn assets_keep_to_the_policy() {
        for (name, _, bytes) in FILES {
            let text = String::from_utf8_lossy(bytes);
            for forbidden in ["eval(", "new Function", "@import", "//cdn", ".setAttribute('style'"] {
                assert!(!text.contains(forbidden), "{name}: {forbidden}");
            }
        }
    }
}
