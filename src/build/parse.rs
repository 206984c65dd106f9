//! Reading every text of the content folder: articles, standing pages, notes about terms.

use super::{Request, Watch};
use crate::archive::Sources;
use crate::article::Article;
use crate::article::notes::{TermNotes, parse_notes};
use crate::article::parse::parse;
use crate::article::reading::{ForeignTag, Parsed, Reading};
use crate::article::standing::{Standing, parse_standing};
use crate::diagnostic::{Diagnostic, catalogue::body as catalogue};
use crate::source::kind::{self, Kind};
use crate::source::{self, SourceFile};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What the texts say.
pub(super) struct Texts {
    pub(super) sources: Sources,
    /// Paths of articles that could not be read.
    pub(super) left_out: Vec<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

enum Text {
    Article(Parsed<Article>),
    Standing(Parsed<Standing>),
    Notes(Parsed<TermNotes>),
}

/// Reads every text, several at a time; results stand in order of path.
pub(super) fn all(request: &Request, reading: &Reading, files: &[SourceFile], watch: &dyn Watch) -> Texts {
    let texts: Vec<&SourceFile> = files.iter().filter(|f| f.kind != Kind::Asset).collect();
    let read: Vec<Result<Text, Diagnostic>> = texts
        .par_iter()
        .map(|file| {
            let text = one(request, reading, file);
            watch.step();
            text
        })
        .collect();
    let mut out = Texts {
        sources: Sources { articles: Vec::new(), standing: Vec::new(), notes: Vec::new() },
        left_out: Vec::new(),
        diagnostics: Vec::new(),
    };
    let mut foreign: BTreeMap<Box<str>, (u32, ForeignTag)> = BTreeMap::new();
    for (text, file) in read.into_iter().zip(texts) {
        match text {
            Err(problem) => {
                out.diagnostics.push(problem);
                out.left_out.extend((file.kind == Kind::Article).then(|| file.path.clone()));
            }
            Ok(Text::Article(parsed)) => match out.accept(parsed, request.strict, &mut foreign) {
                Some(article) => out.sources.articles.push(article),
                None => out.left_out.push(file.path.clone()),
            },
            Ok(Text::Standing(parsed)) => {
                let page = out.accept(parsed, request.strict, &mut foreign);
                out.sources.standing.extend(page.filter(|p| !p.draft || request.clock.drafts));
            }
            Ok(Text::Notes(parsed)) => {
                let notes = out.accept(parsed, request.strict, &mut foreign);
                out.sources.notes.extend(notes);
            }
        }
    }
    let counted =
        foreign.into_values().map(|(count, first)| catalogue::foreign_tags(&first.kind, count, first.place));
    out.diagnostics.extend(counted);
    out
}

fn one(request: &Request, reading: &Reading, file: &SourceFile) -> Result<Text, Diagnostic> {
    let bytes = source::read(&request.content, &request.content_shown, &file.path)?;
    Ok(match &file.kind {
        Kind::Standing => Text::Standing(parse_standing(&file.path, &bytes, reading)),
        Kind::Author => {
            Text::Notes(parse_notes(&file.path, &bytes, "authors", kind::author_name(&file.path), reading))
        }
        Kind::Term { taxonomy, name } => {
            Text::Notes(parse_notes(&file.path, &bytes, taxonomy, name, reading))
        }
        Kind::Article | Kind::Asset => Text::Article(parse(&file.path, &bytes, reading)),
    })
}

impl Texts {
    /// Takes what was found on the way; gives the value unless it must be left out.
    fn accept<T>(
        &mut self,
        parsed: Parsed<T>,
        strict: bool,
        foreign: &mut BTreeMap<Box<str>, (u32, ForeignTag)>,
    ) -> Option<T> {
        self.diagnostics.extend(parsed.diagnostics);
        for tag in parsed.foreign_tags {
            let known = foreign.entry(tag.kind.clone()).or_insert_with(|| (0, tag.clone()));
            known.0 += tag.count;
        }
        parsed.value.filter(|_| !(strict && parsed.doubtful))
    }
}
