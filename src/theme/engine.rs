//! Compiled templates: from views to HTML, and from Tera's errors to diagnostics.

use super::closure::{Closure, Files};
use super::{Layer, filters};
use crate::diagnostic::{Diagnostic, Place, catalogue::theme as catalogue};
use crate::source::text::place;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tera::{Context, Error, ErrorKind, Tera, Value};

/// The name of a template that exists.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Template(Arc<str>);

impl Template {
    /// Its file name, such as `article.html`.
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// The variables of one page. Values are shared: a view of the site is made once and used on every page.
#[derive(Clone, Default)]
pub struct View(Context);

/// A value that is ready for templates and cheap to use again.
#[derive(Clone)]
pub struct Shared(Value);

impl Shared {
    /// Makes a value ready.
    ///
    /// # Errors
    /// A diagnostic when it cannot be expressed as data (a map with keys that are not text).
    pub fn new<T: Serialize>(value: &T) -> Result<Self, Diagnostic> {
        Value::try_from_serializable(value)
            .map(Shared)
            .map_err(|error| catalogue::view_not_data(&error.to_string()))
    }
}

impl View {
    /// Adds a variable.
    ///
    /// # Errors
    /// As [`Shared::new`].
    pub fn insert<T: Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Diagnostic> {
        self.0.insert_value(name, Shared::new(value)?.0);
        Ok(())
    }

    /// Adds a variable that several pages share.
    pub fn share(&mut self, name: &'static str, value: &Shared) {
        self.0.insert_value(name, value.0.clone());
    }
}

pub(super) struct Engine {
    tera: Tera,
    /// Room for the next page, by the length of the last.
    length: AtomicUsize,
    names: BTreeMap<String, Source>,
    prefixes: Vec<String>,
    assets: BTreeMap<String, String>,
}

struct Source {
    shown: String,
    text: String,
}

impl Engine {
    /// Compiles the templates of all layers; the first layer with a name wins, and `LAYER/name.html` names one exactly.
    pub(super) fn compile(
        layers: &[Layer],
        assets: BTreeMap<String, String>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::new();
        filters::register(&mut tera, assets.clone());
        tera.autoescape_on([".html", ".xml"]);
        let prefixes: Vec<String> = layers.iter().map(|l| format!("{}/", l.name)).collect();
        let mut names = BTreeMap::new();
        let mut report = Vec::new();
        for layer in layers {
            for file in &layer.files {
                let Some(name) = file.path.strip_prefix("templates/") else { continue };
                match String::from_utf8(file.bytes.to_vec()) {
                    Ok(text) => {
                        let source = Source { shown: file.shown.clone(), text };
                        names.insert(format!("{}/{name}", layer.name), source);
                    }
                    Err(_) => report.push(catalogue::template_not_utf8(&file.shown)),
                }
            }
        }
        let mut engine =
            Engine { tera, length: AtomicUsize::new(0), names, prefixes: prefixes.clone(), assets };
        report.extend(engine.each_alone());
        if !report.is_empty() {
            return Err(report);
        }
        let loaded = engine.tera.set_fallback_prefixes(prefixes).and_then(|()| {
            let templates = engine.names.iter().map(|(name, source)| (name.as_str(), source.text.as_str()));
            engine.tera.add_raw_templates(templates)
        });
        match loaded {
            Ok(()) => Ok(engine),
            Err(error) => Err(engine.explain_all(&error)),
        }
    }

    /// Tera stops at the first template it cannot read; reading each alone finds every such mistake in one run.
    fn each_alone(&self) -> Vec<Diagnostic> {
        let alone = |(name, source): (&String, &Source)| {
            let error = Tera::new().add_raw_template(name, &source.text).err()?;
            matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| self.explain(&error, None))
        };
        self.names.iter().filter_map(alone).collect()
    }

    pub(super) fn find(&self, name: &str) -> Option<Template> {
        self.tera.contains_template(name).then(|| Template(name.into()))
    }

    /// The files that a template is made of.
    pub(super) fn closure(&self, template: &Template) -> Closure {
        let texts = self.names.iter().map(|(n, s)| (n.as_str(), (s.text.as_str(), s.shown.as_str())));
        let files = Files { texts: texts.collect(), prefixes: &self.prefixes, assets: &self.assets };
        files.closure(&template.0)
    }

    pub(super) fn mentions(&self, word: &str) -> bool {
        self.names.values().any(|source| source.text.contains(word))
    }

    pub(super) fn render(&self, template: &Template, view: &View, page: &str) -> Result<String, Diagnostic> {
        // A page that is about as long as the one before needs no second place in memory while it grows.
        let mut html = Vec::with_capacity(self.length.load(Ordering::Relaxed));
        self.tera
            .render_to(&template.0, &view.0, &mut html)
            .and_then(|()| Ok(String::from_utf8(html)?))
            .inspect(|html| self.length.store(html.len() + html.len() / 8, Ordering::Relaxed))
            .map_err(|error| self.explain(&error, Some(page)))
    }

    fn explain(&self, error: &Error, page: Option<&str>) -> Diagnostic {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let place = self.place(report.filename(), report.span().range.clone());
                catalogue::template_error(report.message(), place, page)
            }
            ErrorKind::MissingParent { current, parent } => {
                let source = self.names.get(current);
                let start = source.and_then(|s| s.text.find(parent.as_str()));
                let place = start.and_then(|start| self.place(current, start..start + parent.len()));
                catalogue::template_error(&format!("there is no template `{parent}` to extend"), place, page)
            }
            _ => {
                let mut text = error.to_string();
                let mut source = std::error::Error::source(error);
                while let Some(cause) = source {
                    text = format!("{text}: {cause}");
                    source = cause.source();
                }
                catalogue::template_error(text.trim_start_matches("error: "), None, page)
            }
        }
    }

    fn place(&self, name: &str, range: std::ops::Range<usize>) -> Option<Place> {
        self.names.get(name).map(|source| place(&source.shown, &source.text, range))
    }

    /// Unknown filters, functions, components and templates come as one text of drawn reports:
    /// `error: MESSAGE`, then ` --> NAME:LINE:COLUMN`.
    fn explain_all(&self, error: &Error) -> Vec<Diagnostic> {
        let ErrorKind::Msg(text) = error.kind() else { return vec![self.explain(error, None)] };
        let mut found = Vec::new();
        for report in text.split("\n\n") {
            let mut lines = report.lines();
            let message = lines.next().unwrap_or_default().trim_start_matches("error: ");
            let spot = lines.next().and_then(|l| l.trim_start().strip_prefix("--> "));
            let place = spot.and_then(|s| self.place_of_text(s));
            found.push(catalogue::template_error(message, place, None));
        }
        found
    }

    fn place_of_text(&self, spot: &str) -> Option<Place> {
        let mut parts = spot.rsplitn(3, ':');
        let column: usize = parts.next()?.parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        let source = self.names.get(parts.next()?)?;
        let line_start: usize = source.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let rest = &source.text[line_start..];
        let start = line_start + rest.char_indices().nth(column - 1).map_or(0, |(i, _)| i);
        let word = source.text[start..].find(|c: char| !(c.is_alphanumeric() || "_./\"".contains(c)));
        Some(place(&source.shown, &source.text, start..start + word.unwrap_or(1).max(1)))
    }
}
