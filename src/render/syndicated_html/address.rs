//! Addresses in a body, made absolute and safe to follow.

use url::Url;

/// Schemes that only lead somewhere. Any other, `javascript:` first among them, may act in the reader's page.
const SCHEMES: [&str; 22] = [
    "http", "https", "mailto", "tel", "sms", "ftp", "ftps", "sftp", "gopher", "gemini", "news", "nntp",
    "irc", "ircs", "xmpp", "sip", "sips", "geo", "magnet", "urn", "doi", "webcal",
];

/// Makes addresses absolute, as seen from a page.
pub struct Addresses {
    page: Option<Url>,
}

impl Addresses {
    /// `page` is the absolute address of the page; with anything else only absolute addresses have a meaning.
    pub fn new(page: &str) -> Self {
        Self { page: Url::parse(page).ok() }
    }

    /// The absolute form of an address; none when it is empty, no address, or not safe to follow.
    /// Pictures that stand in the address itself (`data:image/…`) are kept as they are.
    pub fn absolute(&self, address: &str) -> Option<String> {
        let address = address.trim();
        let absolute = Url::options().base_url(self.page.as_ref()).parse(address).ok()?;
        let safe = SCHEMES.contains(&absolute.scheme())
            || absolute.scheme() == "data" && absolute.path().to_ascii_lowercase().starts_with("image/");
        (safe && !address.is_empty()).then(|| absolute.into())
    }

    /// The same for each address of a `srcset` (HTML Standard, 4.8.4.2.1). None when none is left.
    pub fn absolute_set(&self, set: &str) -> Option<String> {
        let mut candidates = Vec::new();
        let mut rest = set;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
            if rest.is_empty() {
                break;
            }
            let (address, after) =
                rest.split_at(rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len()));
            // A comma right after the address ends the candidate; else its descriptor comes first.
            let ends = address.ends_with(',');
            let (descriptor, after) =
                if ends { ("", after) } else { after.split_once(',').unwrap_or((after, "")) };
            if let Some(absolute) = self.absolute(address.trim_end_matches(',')) {
                // A comma at an end of the address would be read as the end of the candidate.
                let absolute = absolute.trim_end_matches(',');
                candidates.push(format!("{absolute} {}", descriptor.trim()).trim_end().to_owned());
            }
            rest = after;
        }
        (!candidates.is_empty()).then(|| candidates.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn absolute(address: &str) -> Option<String> {
        Addresses::new("https://courier.example/2015/09/24/ferry/").absolute(address)
    }

    #[test]
    fn addresses_become_absolute() {
        for (address, expected) in [
            ("ferry.jpg", "https://courier.example/2015/09/24/ferry/ferry.jpg"),
            ("../../", "https://courier.example/2015/09/"),
            ("/a b/é", "https://courier.example/a%20b/%C3%A9"),
            ("#fn1", "https://courier.example/2015/09/24/ferry/#fn1"),
            ("//other.example/x", "https://other.example/x"),
            ("mailto:desk@courier.example", "mailto:desk@courier.example"),
            (" HTTP://Other.example ", "http://other.example/"),
            ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
        ] {
            assert_eq!(absolute(address).as_deref(), Some(expected));
        }
    }

    #[test]
    fn addresses_that_act_are_refused() {
        for address in [
            "javascript:alert(1)",
            " JAVA\nSCRIPT:alert(1)",
            "\u{1}javascript:alert(1)",
            "vbscript:x",
            "data:text/html,<script>",
            "blob:https://x.example/1",
            "http://[",
            "",
        ] {
            assert_eq!(absolute(address), None, "{address:?}");
        }
    }

    #[test]
    fn every_address_of_a_set_becomes_absolute() {
        let set = |set: &str| Addresses::new("https://a.example/b/").absolute_set(set);
        assert_eq!(
            set("s.jpg 320w,\n/m.jpg 640w , l.jpg").as_deref(),
            Some("https://a.example/b/s.jpg 320w, https://a.example/m.jpg 640w, https://a.example/b/l.jpg")
        );
        assert_eq!(
            set("x.jpg, y.jpg 2x").as_deref(),
            Some("https://a.example/b/x.jpg, https://a.example/b/y.jpg 2x")
        );
        assert_eq!(set("javascript:1 2x, z.jpg 2x").as_deref(), Some("https://a.example/b/z.jpg 2x"));
        assert_eq!((set(""), set(" , ,"), set("javascript:1")), (None, None, None));
    }

    #[test]
    fn without_a_page_only_absolute_addresses_have_a_meaning() {
        let addresses = Addresses::new("/not/absolute/");
        assert_eq!(addresses.absolute("x.jpg"), None);
        assert_eq!(addresses.absolute("https://a.example/").as_deref(), Some("https://a.example/"));
    }
}
