//! What a page says about its article.
//!
//! Plain data. Sources are asked in order of trust, and each fills in what those before it left open.

use crate::import::bodies::Picture;

/// What is known of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facts {
    pub(super) title: String,
    pub(super) kicker: String,
    pub(super) standfirst: String,
    pub(super) authors: Vec<String>,
    pub(super) date: String,
    pub(super) updated: String,
    pub(super) section: String,
    pub(super) tags: Vec<String>,
    pub(super) picture: Option<Picture>,
    pub(super) address: String,
    pub(super) language: String,
    pub(super) publication: String,
    pub(super) dateline: String,
    pub(super) genre: &'static str,
    /// The text, as the page gives it to machines.
    pub(super) text: String,
    /// Whether the page says that only subscribers see all of it.
    pub(super) walled: bool,
    /// Whether it says that it is an article.
    pub(super) is_article: bool,
    /// Whether its text grew while something happened.
    pub(super) live: bool,
}

impl Facts {
    /// Fills in what is open.
    pub(super) fn fill(&mut self, other: Self) {
        let put = |own: &mut String, other: String| {
            if own.is_empty() {
                *own = tidy(&other);
            }
        };
        put(&mut self.title, other.title);
        put(&mut self.kicker, other.kicker);
        put(&mut self.standfirst, other.standfirst);
        put(&mut self.date, other.date);
        put(&mut self.updated, other.updated);
        put(&mut self.section, other.section);
        put(&mut self.address, other.address);
        put(&mut self.language, other.language);
        put(&mut self.publication, other.publication);
        put(&mut self.dateline, other.dateline);
        put(&mut self.text, other.text);
        if self.authors.is_empty() {
            self.authors = other.authors;
        }
        if self.tags.is_empty() {
            self.tags = other.tags;
        }
        match (&mut self.picture, other.picture) {
            (Some(own), Some(other)) => {
                put(&mut own.alt, other.alt);
                if same_picture(&own.src, &other.src) {
                    put(&mut own.caption, other.caption);
                    put(&mut own.credit, other.credit);
                }
            }
            (own, other) => *own = own.take().or(other),
        }
        if self.genre.is_empty() {
            self.genre = other.genre;
        }
        self.walled |= other.walled;
        self.is_article |= other.is_article;
        self.live |= other.live;
    }
}

/// Words with single blanks.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two addresses are those of one picture, perhaps in two sizes.
pub(super) fn same_picture(a: &str, b: &str) -> bool {
    let name = |address: &str| {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default().to_lowercase();
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_owned();
        // `quay-1200x675`, `quay_large`, `quay@2x`
        let cut = stem.rfind(['-', '_', '@']).filter(|at| {
            let size = &stem[at + 1..];
            size.bytes().all(|b| b.is_ascii_digit() || b == b'x')
                || matches!(size, "large" | "small" | "medium" | "scaled" | "full" | "thumb")
        });
        stem[..cut.unwrap_or(stem.len())].to_owned()
    };
    !a.is_empty() && name(a) == name(b) && !name(a).is_empty()
}
