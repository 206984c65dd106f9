//! Themes: templates, styles and words; the only room that knows `tera`.
//!
//! Takes: layers of files, the site's own first, then the theme, then its parents. Does: reads `theme.yaml` and
//! the words of the interface, names assets by their content, compiles the templates (every mistake is found
//! before a page is written). Gives: a [`Theme`], which renders a page's view to HTML and nothing else.

pub mod assets;
pub mod builtin;
pub mod closure;
mod engine;
mod filters;
pub mod load;
pub mod manifest;
pub mod words;

pub use engine::{Shared, Template, View};

use crate::diagnostic::{Diagnostic, catalogue::theme as catalogue};
use assets::Asset;
use engine::Engine;
use manifest::Manifest;
use std::borrow::Cow;
use std::collections::BTreeMap;
use words::Words;

/// A file of a theme.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    /// Path inside the theme: `templates/article.html`, `assets/style.css`, `i18n/en.yaml`, `theme.yaml`.
    pub path: String,
    /// Path for messages.
    pub shown: String,
    /// Content.
    pub bytes: Cow<'static, [u8]>,
}

/// The files of the site itself, of its theme, or of a parent of the theme.
#[derive(Debug, Clone)]
pub struct Layer {
    /// Name by which a template may name a file of exactly this layer: `{% extends "broadsheet/article.html" %}`.
    pub name: String,
    /// Its files in order of path.
    pub files: Vec<ThemeFile>,
}

/// A theme ready to render.
pub struct Theme {
    /// What `theme.yaml` says, the parents' lists included.
    pub manifest: Manifest,
    /// Files to publish, with fingerprinted names.
    pub assets: Vec<Asset>,
    /// Words of the interface by language.
    pub words: Words,
    engine: Engine,
}

impl Theme {
    /// Puts a theme together from its layers, the most particular first. `url` makes a root-relative URL of an address.
    ///
    /// # Errors
    /// All that is wrong with `theme.yaml`, the words and the templates.
    pub fn assemble(
        layers: Vec<Layer>,
        url: impl Fn(&str) -> String,
    ) -> Result<(Theme, Vec<Diagnostic>), Vec<Diagnostic>> {
        let mut report = Vec::new();
        let manifest = manifest::read(&layers, &mut report);
        let words = words::read(&layers, &mut report);
        let assets = assets::collect(&layers);
        let addresses: BTreeMap<String, String> =
            assets.iter().map(|a| (a.name.clone(), url(&a.address))).collect();
        let engine = Engine::compile(&layers, addresses);
        let engine = match engine {
            Ok(engine) => engine,
            Err(problems) => {
                report.extend(problems);
                return Err(report);
            }
        };
        if report.iter().any(|d| d.severity() == crate::diagnostic::Severity::Error) {
            return Err(report);
        }
        Ok((Theme { manifest, assets, words, engine }, report))
    }

    /// The first of `names` (without `.html`) that the theme has.
    pub fn template(&self, names: &[&str]) -> Option<Template> {
        names.iter().find_map(|name| self.engine.find(&format!("{name}.html")))
    }

    /// The template for a kind of page: the first of `names` that exists.
    ///
    /// # Errors
    /// A diagnostic that names the missing template when there is none.
    pub fn require(&self, names: &[&str]) -> Result<Template, Diagnostic> {
        let last = names.last().copied().unwrap_or_default();
        self.template(names)
            .ok_or_else(|| catalogue::template_missing(&format!("{last}.html"), &self.manifest.name))
    }

    /// The files that a template is made of, with their digests.
    pub fn closure(&self, template: &Template) -> closure::Closure {
        self.engine.closure(template)
    }

    /// Whether any template names this field, so that what no page shows need not be made.
    pub fn shows(&self, field: &str) -> bool {
        self.engine.mentions(field)
    }

    /// Renders a view; `page` is its address, for messages.
    ///
    /// # Errors
    /// A diagnostic with template, line, column and the page.
    pub fn render(&self, template: &Template, view: &View, page: &str) -> Result<String, Diagnostic> {
        self.engine.render(template, view, page)
    }
}
