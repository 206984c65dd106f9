//! What the tree of another generator says beside its articles.
//!
//! Takes: the files of a tree. Does: tells the generator by its configuration and folders, reads what that says about addresses, and
//! indexes files by name, for links. Gives: a [`Site`].

use super::matter;
use crate::import::source::Tree;
use serde_json::Value;
use std::collections::HashMap;

/// A generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Generator {
    Jekyll,
    Hugo,
    Zola,
    Pelican,
    Eleventy,
    Unknown,
}

/// A tree.
pub(super) struct Site<'t> {
    pub(super) tree: &'t Tree,
    /// By source.
    sources: Vec<Facts>,
    /// Files by name, also without ending and date; none where two have it.
    names: HashMap<(usize, String), Option<usize>>,
}

struct Facts {
    generator: Generator,
    /// Folder of the site in the source, empty or with a slash at its end.
    root: String,
    /// Address of the site without a slash at its end.
    url: String,
    /// Pattern of addresses.
    permalink: Option<String>,
}

impl<'t> Site<'t> {
    pub(super) fn survey(tree: &'t Tree) -> Self {
        let sources = (0..tree.sources.len()).map(|source| facts(tree, source)).collect();
        let mut names = HashMap::new();
        let mut put = |key: (usize, String), file: usize| {
            let place = names.entry(key).or_insert(Some(file));
            if *place != Some(file) {
                *place = None;
            }
        };
        for (file, input) in tree.files.iter().enumerate() {
            let name = input.path.rsplit('/').next().unwrap_or_default();
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            put((input.source, name.to_lowercase()), file);
            if super::is_markdown(name) && stem != name {
                put((input.source, stem.to_lowercase()), file);
            }
        }
        Self { tree, sources, names }
    }

    fn facts(&self, file: usize) -> &Facts {
        &self.sources[self.tree.files[file].source]
    }

    pub(super) fn generator(&self, file: usize) -> Generator {
        self.facts(file).generator
    }

    /// Path of a file below the folder of its site.
    pub(super) fn path(&self, file: usize) -> &str {
        let path = &self.tree.files[file].path;
        path.strip_prefix(&*self.facts(file).root).unwrap_or(path)
    }

    /// A full address of a path of the site, or the path itself where the site's address is not known.
    pub(super) fn url(&self, file: usize, path: &str) -> String {
        if path.contains("://") {
            return path.to_owned();
        }
        format!("{}/{}", self.facts(file).url, path.trim_start_matches('/'))
    }

    /// Pattern of addresses that the configuration gives.
    pub(super) fn permalink(&self, file: usize) -> Option<&str> {
        self.facts(file).permalink.as_deref()
    }

    /// A file that an article names: beside it, or from one of the places that generators look in.
    pub(super) fn file(&self, from: usize, path: &str) -> Option<usize> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        if path.is_empty() || path.contains("://") || path.starts_with("//") {
            return None;
        }
        let path = decoded(path);
        if !path.starts_with('/')
            && let Some(file) = self.tree.find_beside(from, &path)
        {
            return Some(file);
        }
        let root = &self.facts(from).root;
        ["", "static/", "content/", "assets/", "public/", "src/", "source/"]
            .iter()
            .find_map(|folder| self.tree.find(from, &format!("{root}{folder}{path}")))
    }

    /// An article by how others refer to it: a path, or a name that only one has.
    pub(super) fn article(&self, from: usize, reference: &str) -> Option<usize> {
        let reference = reference.split(['?', '#']).next().unwrap_or_default().trim_start_matches("@/");
        if reference.trim_matches('/').is_empty() {
            return None;
        }
        let root = &self.facts(from).root;
        let endings = ["", ".md", "/index.md", ".markdown", ".html"];
        let folders = ["content/", "", "_posts/", "src/", "posts/"];
        let exact = endings.iter().find_map(|ending| {
            let named = format!("{}{ending}", reference.trim_end_matches('/'));
            let beside = (!reference.starts_with('/')).then(|| self.tree.find_beside(from, &named)).flatten();
            beside.or_else(|| {
                folders.iter().find_map(|folder| self.tree.find(from, &format!("{root}{folder}{named}")))
            })
        });
        let name = reference.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_lowercase();
        let source = self.tree.files[from].source;
        exact.or_else(|| self.names.get(&(source, name)).copied().flatten())
    }
}

/// Percent signs as the characters they stand for, where that is a path.
fn decoded(path: &str) -> String {
    if path.contains('%') { crate::archive::address::decoded(path) } else { path.to_owned() }
}

fn facts(tree: &Tree, source: usize) -> Facts {
    const CONFIGURATIONS: &[(&str, Generator)] = &[
        ("_config.yml", Generator::Jekyll),
        ("_config.yaml", Generator::Jekyll),
        ("hugo.toml", Generator::Hugo),
        ("hugo.yaml", Generator::Hugo),
        ("hugo.yml", Generator::Hugo),
        ("hugo.json", Generator::Hugo),
        ("pelicanconf.py", Generator::Pelican),
        (".eleventy.js", Generator::Eleventy),
        ("eleventy.config.js", Generator::Eleventy),
        ("config.toml", Generator::Zola),
        ("config.yaml", Generator::Hugo),
        ("config.yml", Generator::Hugo),
        ("config.json", Generator::Hugo),
    ];
    let own = || tree.files.iter().enumerate().filter(|(_, input)| input.source == source);
    let found = CONFIGURATIONS.iter().find_map(|(name, generator)| {
        let fits =
            |path: &str| path == *name || path.strip_suffix(name).is_some_and(|root| root.ends_with('/'));
        let nearest = own()
            .filter(|(_, input)| fits(&input.path))
            .min_by_key(|(_, input)| input.path.matches('/').count());
        nearest.map(|(file, _)| (file, *generator, *name))
    });
    let Some((file, mut generator, name)) = found else {
        // A tree without its configuration tells by its folders.
        let posts = own().any(|(_, input)| format!("/{}", input.path).contains("/_posts/"));
        let generator = if posts { Generator::Jekyll } else { Generator::Unknown };
        return Facts { generator, root: String::new(), url: String::new(), permalink: None };
    };
    let text = tree.text(file, |_| None).map(|decoded| decoded.text).unwrap_or_default();
    let configuration = settings(name, &text);
    if name == "config.toml" && configuration.get("baseURL").or(configuration.get("baseurl")).is_some() {
        generator = Generator::Hugo;
    }
    let setting = |names: &[&str]| {
        names.iter().find_map(|name| configuration.get(name)?.as_str()).unwrap_or_default().to_owned()
    };
    let url = match generator {
        Generator::Jekyll => format!("{}{}", setting(&["url"]), setting(&["baseurl"])),
        Generator::Pelican => python(&text, "SITEURL"),
        _ => setting(&["baseURL", "baseurl", "base_url", "baseUrl"]),
    };
    let permalink = match (generator, configuration.get("permalink")) {
        (Generator::Jekyll, Some(Value::String(pattern))) => Some(pattern.clone()),
        (Generator::Jekyll, _) => Some("date".to_owned()),
        (Generator::Pelican, _) => Some(python(&text, "ARTICLE_URL")).filter(|pattern| !pattern.is_empty()),
        _ => None,
    };
    let root = tree.files[file].path.strip_suffix(name).unwrap_or_default().to_owned();
    Facts { generator, root, url: url.trim_end_matches('/').to_owned(), permalink }
}

/// The settings of a configuration; what cannot be read says nothing.
fn settings(name: &str, text: &str) -> Value {
    match name.rsplit('.').next() {
        Some("toml") => {
            text.parse().map_or(Value::Null, |table| matter::from_toml(toml::Value::Table(table)))
        }
        Some("yml" | "yaml") => {
            crate::yaml::parse(text).map_or(Value::Null, |document| matter::value(&document.root))
        }
        Some("json") => serde_json::from_str(text).unwrap_or_default(),
        _ => Value::Null,
    }
}

/// A text that a program in Python gives a name.
fn python(text: &str, name: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix('='));
    line.map(|value| value.trim().trim_matches(['"', '\'']).to_owned()).unwrap_or_default()
}
