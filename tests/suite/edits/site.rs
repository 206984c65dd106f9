//! A site as the edits see it: what its author keeps, from which the files on disk follow.

use std::collections::BTreeMap;

/// Moments of builds, the usual one in the middle.
pub const MOMENTS: &[&str] = &[
    "2024-02-29T00:00:00Z",
    "2026-10-31T08:00:00Z",
    "2026-11-21T23:30:00Z",
    "2026-11-22T12:00:00Z",
    "2026-11-22T18:00:00Z",
    "2026-11-24T12:00:01Z",
    "2026-12-24T06:00:00Z",
    "2027-11-22T12:00:00Z",
];

/// The usual moment.
pub const NOW: usize = 3;

/// What keeps an article from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A list in the front matter that never ends.
    Open,
    /// Bytes that are no text.
    Bytes,
    /// Front matter that never ends.
    Endless,
}

/// An article: its place, its front matter as one line of YAML a field, and its text.
#[derive(Debug, Clone)]
pub struct Article {
    pub folder: String,
    pub name: String,
    /// In a folder of its own, as `index.md`.
    pub bundle: bool,
    pub fields: BTreeMap<&'static str, String>,
    pub body: String,
    /// Paths in the content folder that the text links to.
    pub links: Vec<String>,
    /// Name of a picture beside it that the text shows.
    pub picture: Option<String>,
    pub fault: Option<Fault>,
}

/// Fields that say in which state an article is.
const STATES: &[&str] =
    &["status", "embargo", "expires", "withdrawal", "redirect_to", "draft", "noindex", "published"];

impl Article {
    /// Path in the content folder.
    pub fn path(&self) -> String {
        let base = format!("{}/{}", self.folder, self.name);
        if self.bundle { format!("{base}/index.md") } else { format!("{base}.md") }
    }

    /// Path of a file beside it, in the folder of the site.
    pub fn beside(&self, file: &str) -> String {
        let own = if self.bundle { format!("{}/", self.name) } else { String::new() };
        format!("content/{}/{own}{file}", self.folder)
    }

    /// Puts it into a state, out of every other.
    pub fn state(&mut self, fields: &[(&'static str, &str)]) {
        self.fields.retain(|field, _| !STATES.contains(field));
        self.fields.extend(fields.iter().map(|(field, value)| (*field, (*value).to_owned())));
    }

    fn bytes(&self) -> Vec<u8> {
        let mut text = String::from("---\n");
        for (field, value) in &self.fields {
            text.push_str(&format!("{field}: {value}\n"));
        }
        match self.fault {
            Some(Fault::Open) => text.push_str("tags: [coal, {tern\n"),
            Some(Fault::Endless) => return text.into_bytes(),
            _ => {}
        }
        text.push_str(&format!("---\n\n{}\n", self.body));
        let up = "../".repeat(self.folder.matches('/').count() + 1 + usize::from(self.bundle));
        for link in &self.links {
            text.push_str(&format!("\nMore [there]({up}{link}).\n"));
        }
        if let Some(picture) = &self.picture {
            text.push_str(&format!("\n![A view]({picture})\n"));
        }
        let mut bytes = text.into_bytes();
        if self.fault == Some(Fault::Bytes) {
            bytes.extend(b"Caf\xe9\xff");
        }
        bytes
    }
}

/// Everything that lies in the folder of the site, and how it is to be built.
#[derive(Debug, Clone)]
pub struct Site {
    pub articles: Vec<Article>,
    /// Every other file, by path in the folder of the site.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Keys of the configuration, each with its value as one line of YAML.
    pub config: BTreeMap<&'static str, &'static str>,
    /// A line that makes the configuration unusable.
    pub config_fault: bool,
    /// Number of the moment in [`MOMENTS`].
    pub at: usize,
    pub drafts: bool,
    pub strict: bool,
    /// How many names were given out.
    pub made: usize,
}

impl Site {
    /// Every file, by path in the folder of the site.
    pub fn on_disk(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.files.clone();
        files.extend(self.articles.iter().map(|a| (format!("content/{}", a.path()), a.bytes())));
        let mut config = String::new();
        for (key, value) in self.config.iter().filter(|(_, value)| !value.is_empty()) {
            config.push_str(&format!("{key}: {value}\n"));
        }
        if self.config_fault {
            config.push_str("pagniate: [3\n");
        }
        files.insert("config.yaml".to_owned(), config.into_bytes());
        files
    }

    /// A name that no file had before.
    pub fn new_name(&mut self) -> String {
        self.made += 1;
        format!("a{}", self.made)
    }
}
