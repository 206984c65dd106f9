//! Trees of Markdown that other generators build: Jekyll, Hugo, Zola, Pelican, Eleventy, and Markdown of no generator at all.
//!
//! Takes: their files. Does: reads the configuration of the tree ([`site`]), front matter in every form ([`matter`]), gives keys the names
//! they have here ([`fields`]), turns shortcodes and Liquid ([`tags`]) into Markdown and HTML ([`bodies`]). Gives: an item for each article,
//! standing page and author ([`page`]).

mod bodies;
mod fields;
mod matter;
mod page;
mod people;
mod site;
mod tags;

use super::Settings;
use super::item::{Found, Place};
use super::kind::{Claim, Kind, Reader};
use super::source::Tree;
use fields::Names;
use site::Site;

/// The kind `markdown`.
pub struct Markdown;

/// Folders that hold no articles, and what they hold.
const OTHERS: &[(&str, &str)] = &[
    ("_layouts", "templates"),
    ("_includes", "parts of templates"),
    ("_site", "a finished site"),
    ("_sass", "styles"),
    ("layouts", "templates"),
    ("templates", "templates"),
    ("archetypes", "patterns for new articles"),
    ("themes", "themes"),
    ("node_modules", "programs"),
    ("vendor", "programs"),
    ("i18n", "words of themes"),
    ("resources", "what a program has made"),
];

/// Whether a name is that of a file of Markdown.
fn is_markdown(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    matches!(ending.as_str(), "md" | "markdown" | "mkd" | "mdown" | "mdx")
}

impl Kind for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn claim(&self, name: &str, head: &[u8]) -> Claim {
        let mut folders = name.rsplit('/').skip(1);
        if let Some((folder, holds)) =
            folders.find_map(|own| OTHERS.iter().find(|(folder, _)| *folder == own))
        {
            return Claim::No(format!("the folder {folder} holds {holds}"));
        }
        if people::is_data(name) {
            return Claim::Surely("it is the data file of a site's authors".to_owned());
        }
        if is_markdown(name) {
            return Claim::Surely("its name is that of a file of Markdown".to_owned());
        }
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        let front = head.starts_with(b"---\n") || head.starts_with(b"---\r\n");
        match front && (name.ends_with(".html") || name.ends_with(".txt")) {
            true => Claim::Surely("it opens with front matter".to_owned()),
            false => Claim::No("it is no Markdown".to_owned()),
        }
    }

    fn survey<'t>(&self, tree: &'t Tree, _own: &'t [usize], settings: &'t Settings) -> Box<dyn Reader + 't> {
        Box::new(Pages { site: Site::survey(tree), names: Names::new(), settings })
    }
}

struct Pages<'t> {
    site: Site<'t>,
    names: Names,
    settings: &'t Settings,
}

impl Reader for Pages<'_> {
    fn read(&self, file: usize, give: &mut dyn FnMut(Found)) {
        let input = &self.site.tree.files[file];
        let decoded = match self.site.tree.text(file, |_| None) {
            Ok(decoded) => decoded,
            Err(because) => return give(Found::Faulty { place: Place::file(&input.shown), because }),
        };
        if people::is_data(&input.path) {
            return people::read(&input.path, &input.shown, &decoded.text, give);
        }
        give(page::read(&self.site, &self.names, self.settings, file, &decoded));
    }
}
