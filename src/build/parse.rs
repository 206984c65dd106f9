//! Reading every text of the content folder: articles, standing pages, notes about terms.
//!
//! What the last build's record says about a text is taken over when the file is the same: by size, times and number,
//! or, where those differ, by its bytes.

use super::{Request, Watch};
use crate::archive::Sources;
use crate::article::notes::parse_notes;
use crate::article::parse::parse;
use crate::article::reading::{ForeignTag, Parsed, Reading};
use crate::article::standing::parse_standing;
use crate::diagnostic::{Diagnostic, catalogue::body as catalogue};
use crate::fingerprint::Digest;
use crate::output::keep::Keeper;
use crate::record::{Facts, Root, Source, codec};
use crate::source::kind::{self, Kind};
use crate::source::{self, SourceFile};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Files that are read before what they say is put away; it bounds what is held twice.
const AT_ONCE: usize = 4096;

/// What the texts say.
pub(super) struct Texts {
    pub(super) sources: Sources,
    /// Paths of articles that could not be read.
    pub(super) left_out: Vec<String>,
    /// Files that are no text, not yet read unless the record knows them.
    pub(super) assets: Vec<Source>,
    pub(super) diagnostics: Vec<Diagnostic>,
    foreign: BTreeMap<Box<str>, (u32, ForeignTag)>,
}

/// How texts are read, and what is known of them.
pub(super) struct Reader<'a> {
    pub(super) request: &'a Request,
    pub(super) reading: &'a Reading,
    /// Sources of the record in order of path, with what they say.
    pub(super) known: &'a mut [(Source, Facts)],
    /// The moment at which reading began, by the file system's clock.
    pub(super) now: i64,
    /// Whether facts are digested though no record is kept.
    pub(super) prints: bool,
    pub(super) watch: &'a dyn Watch,
}

/// A file that was looked at.
pub(super) struct Read {
    pub(super) source: Source,
    pub(super) facts: Facts,
    /// What it says, encoded; none where nobody needs that.
    encoded: Option<Vec<u8>>,
    /// Whether the record has it just so.
    same: bool,
    pub(super) problem: Option<Diagnostic>,
}

impl Reader<'_> {
    /// Reads every text, several at a time, and hands them to the keeper of the record; results stand in order of path.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub(super) fn all(
        &mut self,
        files: &[SourceFile],
        mut keeper: Option<&mut Keeper>,
    ) -> Result<Texts, Diagnostic> {
        let mut out = Texts {
            sources: Sources { articles: Vec::new(), standing: Vec::new(), notes: Vec::new() },
            left_out: Vec::new(),
            assets: Vec::new(),
            diagnostics: Vec::new(),
            foreign: BTreeMap::new(),
        };
        let mut at = 0;
        for files in files.chunks(AT_ONCE) {
            let known: Vec<Option<(Source, Facts)>> =
                files.iter().map(|file| take_known(self.known, &mut at, &file.path)).collect();
            let read: Vec<Read> = files
                .par_iter()
                .zip(known)
                .map(|(file, known)| {
                    let read = self.look(file, known, keeper.as_deref());
                    if file.kind != Kind::Asset {
                        self.watch.step();
                    }
                    read
                })
                .collect();
            for (file, read) in files.iter().zip(read) {
                out.take(file, read, self.request, keeper.as_deref_mut())?;
            }
        }
        let foreign = std::mem::take(&mut out.foreign).into_values();
        let counted = foreign.map(|(count, first)| catalogue::foreign_tags(&first.kind, count, first.place));
        out.diagnostics.extend(counted);
        Ok(out)
    }

    /// Looks at one file, and reads it where what is `known` of it does not hold any more.
    pub(super) fn look(
        &self,
        file: &SourceFile,
        known: Option<(Source, Facts)>,
        keeper: Option<&Keeper>,
    ) -> Read {
        let stat = file.stat.settled(self.now);
        let source =
            |digest, facts| Source { root: Root::Content, path: (&*file.path).into(), stat, digest, facts };
        let encoded = |facts: &Facts| {
            let needed = keeper.is_some_and(|k| k.needs_facts(Root::Content, &file.path));
            needed.then(|| codec::encode(facts))
        };
        if file.kind == Kind::Asset {
            let known = known.map(|(source, _)| source);
            let digest =
                known.as_ref().filter(|k| k.stat == Some(file.stat)).map_or(Digest::NONE, |k| k.digest);
            let source = source(digest, Digest::NONE);
            let same = known.as_ref() == Some(&source);
            return Read { source, facts: Facts::Nothing, encoded: None, same, problem: None };
        }
        let known = match known {
            Some((source, facts)) if source.stat == Some(file.stat) && facts != Facts::Nothing => {
                return Read { encoded: encoded(&facts), source, facts, same: true, problem: None };
            }
            known => known,
        };
        let bytes = match source::read(&self.request.content, &self.request.content_shown, &file.path) {
            Ok(bytes) => bytes,
            Err(problem) => {
                let source = Source { stat: None, ..source(Digest::NONE, Digest::NONE) };
                let same = known.is_some_and(|(known, _)| known == source);
                return Read { source, facts: Facts::Nothing, encoded: None, same, problem: Some(problem) };
            }
        };
        let digest = Digest::of(&bytes);
        if let Some((known, facts)) = known
            && known.digest == digest
            && facts != Facts::Nothing
        {
            let source = source(digest, known.facts);
            let same = source == known;
            // The keeper of changes has no other copy of what is to be written again.
            let encoded = if same { encoded(&facts) } else { keeper.map(|_| codec::encode(&facts)) };
            return Read { encoded, source, facts, same, problem: None };
        }
        let facts = self.parse(file, &bytes);
        let encoded = (keeper.is_some() || self.prints).then(|| codec::encode(&facts));
        let print = encoded.as_deref().map_or(Digest::NONE, Digest::of);
        Read { source: source(digest, print), facts, encoded, same: false, problem: None }
    }

    fn parse(&self, file: &SourceFile, bytes: &[u8]) -> Facts {
        let (path, reading) = (&*file.path, self.reading);
        match &file.kind {
            Kind::Standing => Facts::Standing(boxed(parse_standing(path, bytes, reading))),
            Kind::Author => {
                Facts::Notes(boxed(parse_notes(path, bytes, "authors", kind::author_name(path), reading)))
            }
            Kind::Term { taxonomy, name } => {
                Facts::Notes(boxed(parse_notes(path, bytes, taxonomy, name, reading)))
            }
            Kind::Article | Kind::Asset => Facts::Article(boxed(parse(path, bytes, reading))),
        }
    }
}

/// The same with its value behind a pointer: what a record knows of all files has room for the largest.
fn boxed<T>(parsed: Parsed<T>) -> Parsed<Box<T>> {
    let Parsed { value, diagnostics, doubtful, foreign_tags } = parsed;
    Parsed { value: value.map(Box::new), diagnostics, doubtful, foreign_tags }
}

/// Finds a source in the record. Both are in order, so the search goes on from `at`, where the last one ended.
pub(super) fn find_known(known: &[(Source, Facts)], at: &mut usize, root: Root, path: &str) -> Option<usize> {
    while known.get(*at).is_some_and(|(source, _)| codec::key(source) < (root, path)) {
        *at += 1;
    }
    known.get(*at).filter(|(source, _)| codec::key(source) == (root, path)).map(|_| *at)
}

/// Takes a source out of the record.
pub(super) fn take_known(
    known: &mut [(Source, Facts)],
    at: &mut usize,
    path: &str,
) -> Option<(Source, Facts)> {
    let found = find_known(known, at, Root::Content, path)?;
    let (source, facts) = known.get_mut(found)?;
    Some((source.clone(), std::mem::replace(facts, Facts::Nothing)))
}

impl Texts {
    fn take(
        &mut self,
        file: &SourceFile,
        read: Read,
        request: &Request,
        keeper: Option<&mut Keeper>,
    ) -> Result<(), Diagnostic> {
        let print = read.source.facts;
        match (keeper, file.kind == Kind::Asset) {
            // What is no text is handed over when it is known whether it is published.
            (_, true) => self.assets.push(read.source),
            (Some(keeper), false) => keeper.source(read.source, read.encoded, read.same)?,
            (None, false) => {}
        }
        self.diagnostics.extend(read.problem);
        match read.facts {
            Facts::Nothing => {
                self.left_out.extend((file.kind == Kind::Article).then(|| file.path.to_string()));
            }
            Facts::Article(parsed) => match self.accept(parsed, request.strict) {
                Some(mut article) => {
                    article.facts = print;
                    // The list of files has the same path; there is no need for two.
                    article.path = file.path.clone();
                    self.sources.articles.push(article);
                }
                None => self.left_out.push(file.path.to_string()),
            },
            Facts::Standing(parsed) => {
                let page = self.accept(parsed, request.strict);
                let page = page.filter(|p| !p.draft || request.clock.drafts);
                self.sources
                    .standing
                    .extend(page.map(|page| crate::article::Standing { facts: print, ..*page }));
            }
            Facts::Notes(parsed) => {
                let notes = self.accept(parsed, request.strict);
                self.sources.notes.extend(notes.map(|n| crate::article::TermNotes { facts: print, ..*n }));
            }
        }
        Ok(())
    }

    /// Takes what was found on the way; gives the value unless it must be left out.
    fn accept<T>(&mut self, parsed: Parsed<T>, strict: bool) -> Option<T> {
        self.diagnostics.extend(parsed.diagnostics);
        for tag in parsed.foreign_tags {
            let known = self.foreign.entry(tag.kind.clone()).or_insert_with(|| (0, tag.clone()));
            known.0 += tag.count;
        }
        parsed.value.filter(|_| !(strict && parsed.doubtful))
    }
}
