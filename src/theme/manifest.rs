//! `theme.yaml`: what a theme is called, what it builds on, and the lists it wants on its pages.

use super::Layer;
use crate::diagnostic::{Diagnostic, catalogue::theme as catalogue};
use crate::source::text::place;
use crate::yaml::{self, Node, suggest::did_you_mean};
use std::collections::BTreeMap;

/// Page kinds that may ask for lists.
pub const KINDS: &[&str] = &["home", "article", "page", "list", "day", "not-found"];

/// What `theme.yaml` says, the lists of the parents included.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Manifest {
    /// Name of the theme.
    pub name: String,
    /// Lists by page kind, then by the name a template uses. A theme's own entry replaces its parent's.
    pub lists: BTreeMap<String, BTreeMap<String, ListRequest>>,
}

/// A list that a theme wants.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRequest {
    /// Which articles.
    pub from: ListSource,
    /// How many to leave out at the start.
    pub skip: usize,
    /// How many at most (of `sections`: from each).
    pub limit: usize,
}

/// Where a list's articles come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListSource {
    /// The newest of the site.
    Latest,
    /// The newest of every section, grouped.
    Sections,
    /// The newest of one term: taxonomy and name (`section:harbour`, `tag:coal`).
    Term(&'static str, String),
    /// This day in other years.
    OnThisDay,
    /// Earlier articles about the same things; only for articles.
    Related,
}

/// Name of the parent theme that a `theme.yaml` gives, if it can be read.
pub fn parent_of(text: &str) -> Option<String> {
    let document = yaml::parse(text).ok()?;
    document.root.get("parent").and_then(|n| n.as_text()).map(str::to_owned)
}

/// Reads the manifests of all layers, the most particular first.
pub fn read(layers: &[Layer], report: &mut Vec<Diagnostic>) -> Manifest {
    // The site's own folders stand first, and are no theme.
    let name = layers.get(1).or(layers.first()).map(|l| l.name.clone()).unwrap_or_default();
    let mut manifest = Manifest { name, ..Manifest::default() };
    for layer in layers.iter().rev() {
        let Some(file) = layer.files.iter().find(|f| f.path == "theme.yaml") else { continue };
        let text = String::from_utf8_lossy(&file.bytes);
        match yaml::parse(&text) {
            Ok(document) => {
                let mut reader = Reader { path: &file.shown, text: &text, report };
                reader.read(&document.root, &mut manifest);
            }
            Err(error) => {
                report.push(catalogue::bad_manifest(error.message, place(&file.shown, &text, error.span)));
            }
        }
    }
    manifest
}

const NO_SOURCE: &str = "a list needs `from`, such as `{from: latest, limit: 9}`";

struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    report: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn wrong(&mut self, message: String, span: std::ops::Range<usize>) {
        self.report.push(catalogue::bad_manifest(message, place(self.path, self.text, span)));
    }

    fn unknown(&mut self, what: &str, word: &str, known: &[&str], span: std::ops::Range<usize>) {
        let near = did_you_mean(word, known.iter().copied())
            .map_or(String::new(), |n| format!("; did you mean `{n}`?"));
        self.wrong(format!("unknown {what} `{word}`{near}"), span);
    }

    fn read(&mut self, root: &Node, manifest: &mut Manifest) {
        let Some(entries) = root.as_map() else {
            if !root.is_null() {
                self.wrong("a map is expected here, such as `name: My theme`".to_owned(), root.span.clone());
            }
            return;
        };
        for entry in entries {
            match &*entry.key {
                "name" | "description" | "parent" | "version" | "author" | "license" => {
                    if entry.value.as_text().is_none() {
                        self.wrong(format!("`{}` must be text", entry.key), entry.value.span.clone());
                    }
                }
                "lists" => self.lists(&entry.value, manifest),
                other => {
                    let known = ["name", "description", "parent", "version", "author", "license", "lists"];
                    self.unknown("key", other, &known, entry.key_span.clone());
                }
            }
        }
    }

    fn lists(&mut self, node: &Node, manifest: &mut Manifest) {
        let Some(kinds) = node.as_map() else {
            return self.wrong("`lists` must be a map of page kinds".to_owned(), node.span.clone());
        };
        for kind in kinds {
            if !KINDS.contains(&&*kind.key) {
                self.unknown("page kind", &kind.key, KINDS, kind.key_span.clone());
                continue;
            }
            let Some(wanted) = kind.value.as_map() else {
                self.wrong(format!("`{}` must be a map of lists", kind.key), kind.value.span.clone());
                continue;
            };
            for list in wanted {
                if let Some(request) = self.request(&list.value, &kind.key) {
                    let lists = manifest.lists.entry(kind.key.to_string()).or_default();
                    lists.insert(list.key.to_string(), request);
                }
            }
        }
    }

    fn request(&mut self, node: &Node, kind: &str) -> Option<ListRequest> {
        let Some(entries) = node.as_map() else {
            self.wrong(NO_SOURCE.to_owned(), node.span.clone());
            return None;
        };
        let (mut from, mut skip, mut limit) = (None, 0, 10);
        for entry in entries {
            let number = entry.value.as_integer().and_then(|n| usize::try_from(n).ok());
            match (&*entry.key, number) {
                ("from", _) => from = self.source(&entry.value, kind),
                ("skip", Some(n)) => skip = n,
                ("limit", Some(n)) => limit = n,
                ("skip" | "limit", None) => {
                    self.wrong(
                        format!("`{}` must be a number, 0 or more", entry.key),
                        entry.value.span.clone(),
                    );
                }
                (other, _) => self.unknown("key", other, &["from", "skip", "limit"], entry.key_span.clone()),
            }
        }
        if !entries.iter().any(|e| &*e.key == "from") {
            self.wrong(NO_SOURCE.to_owned(), node.span.clone());
        }
        from.map(|from| ListRequest { from, skip, limit })
    }

    fn source(&mut self, node: &Node, kind: &str) -> Option<ListSource> {
        let text = node.as_text().unwrap_or_default();
        match (text, text.split_once(':')) {
            ("latest", _) => Some(ListSource::Latest),
            ("sections", _) => Some(ListSource::Sections),
            ("on-this-day", _) if kind == "home" => Some(ListSource::OnThisDay),
            ("related", _) if kind == "article" => Some(ListSource::Related),
            ("on-this-day" | "related", _) => {
                self.wrong(format!("`{text}` is not to be had on pages of kind `{kind}`"), node.span.clone());
                None
            }
            (_, Some(("section", name))) => Some(ListSource::Term("sections", name.trim().to_owned())),
            (_, Some(("tag", name))) => Some(ListSource::Term("tags", name.trim().to_owned())),
            _ => {
                let known = ["latest", "sections", "section:NAME", "tag:NAME", "on-this-day", "related"];
                self.unknown("source of a list", text, &known, node.span.clone());
                None
            }
        }
    }
}
