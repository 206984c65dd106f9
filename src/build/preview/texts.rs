//! What the texts of the content folder say, but for articles that stand in the archive.
//!
//! Takes: texts that have moved. Does: reads them, several at a time, and keeps beside each what is wrong with it. An
//! article whose text cannot be read any more stays what it was, so that its page stays while its writer mends it.
//! Gives: which articles are to be exchanged.

use crate::article::reading::{ForeignTag, Parsed, Reading};
use crate::article::{Article, Standing, TermNotes};
use crate::build::parse::{Read, Reader, take_known};
use crate::build::{Request, Watch};
use crate::diagnostic::{Diagnostic, catalogue::body as catalogue};
use crate::fingerprint::Digest;
use crate::record::{Facts, Source};
use crate::source::SourceFile;
use crate::source::kind::Kind;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Files that are read before what they say is put away.
const AT_ONCE: usize = 4096;

/// What the texts say.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) standing: BTreeMap<Arc<str>, Standing>,
    pub(super) notes: BTreeMap<Arc<str>, TermNotes>,
    /// Articles that never could be read.
    pub(super) left_out: BTreeSet<Arc<str>>,
    /// What is wrong with each, where something is.
    remarks: BTreeMap<Arc<str>, Remarks>,
}

/// What is wrong with a text.
struct Remarks {
    diagnostics: Vec<Diagnostic>,
    foreign_tags: Vec<ForeignTag>,
}

/// What came of reading.
#[derive(Default)]
pub(super) struct Exchange {
    /// Articles that are new or say something else.
    pub(super) articles: BTreeMap<Arc<str>, Box<Article>>,
    /// Whether a standing page or a file about a term says something else, or one came or went.
    pub(super) others: bool,
    /// Whether articles went, or became unreadable before they were ever shown.
    pub(super) left_out: bool,
}

/// How texts are read.
pub(super) struct Desk<'a> {
    pub(super) request: &'a Request,
    pub(super) reading: &'a Reading,
    pub(super) watch: &'a dyn Watch,
}

impl Texts {
    /// Reads texts. `known` is what a record knows of them, in order of path; `is_shown` says which articles stand in
    /// the archive.
    pub(super) fn read(
        &mut self,
        desk: &Desk,
        files: &[SourceFile],
        known: &mut [(Source, Facts)],
        is_shown: impl Fn(&str) -> bool,
    ) -> Exchange {
        let Desk { request, reading, watch } = *desk;
        let reader = Reader { request, reading, known: &mut [], now: i64::MIN, prints: true, watch };
        let mut exchange = Exchange::default();
        let mut at = 0;
        for files in files.chunks(AT_ONCE) {
            let known: Vec<_> = files.iter().map(|file| take_known(known, &mut at, &file.path)).collect();
            let texts = files.par_iter().zip(known).filter(|(file, _)| file.kind != Kind::Asset);
            let read: Vec<(&SourceFile, Read)> = texts
                .map(|(file, known)| {
                    watch.step();
                    (file, reader.look(file, known, None))
                })
                .collect();
            for (file, read) in read {
                self.take(file, read, &is_shown, request, &mut exchange);
            }
        }
        exchange
    }

    /// Forgets texts that are gone.
    pub(super) fn forget(&mut self, gone: &[Arc<str>], exchange: &mut Exchange) {
        for path in gone {
            self.remarks.remove(path);
            exchange.left_out |= self.left_out.remove(path);
            exchange.others |= self.standing.remove(path).is_some();
            exchange.others |= self.notes.remove(path).is_some();
        }
    }

    fn take(
        &mut self,
        file: &SourceFile,
        read: Read,
        is_shown: &impl Fn(&str) -> bool,
        request: &Request,
        exchange: &mut Exchange,
    ) {
        let (path, facts) = (&file.path, read.source.facts);
        self.remarks.remove(path);
        match read.facts {
            Facts::Article(parsed) => match self.remark(path, read.problem, Some(parsed)) {
                Some(mut article) => {
                    article.facts = facts;
                    article.path = path.clone();
                    exchange.left_out |= self.left_out.remove(path);
                    exchange.articles.insert(path.clone(), article);
                }
                None if is_shown(path) => {}
                None => exchange.left_out |= self.left_out.insert(path.clone()),
            },
            Facts::Standing(parsed) => {
                let page = self.remark(path, read.problem, Some(parsed));
                let page = page.filter(|page| !page.draft || request.clock.drafts);
                exchange.others |=
                    put(&mut self.standing, path, page.map(|page| Standing { facts, ..*page }));
            }
            Facts::Notes(parsed) => {
                let notes = self.remark(path, read.problem, Some(parsed));
                exchange.others |=
                    put(&mut self.notes, path, notes.map(|notes| TermNotes { facts, ..*notes }));
            }
            Facts::Nothing => {
                self.remark::<()>(path, read.problem, None);
                if file.kind == Kind::Article && !is_shown(path) {
                    exchange.left_out |= self.left_out.insert(path.clone());
                }
            }
        }
    }

    /// Keeps what is wrong with a text; gives what it says.
    fn remark<T>(
        &mut self,
        path: &Arc<str>,
        problem: Option<Diagnostic>,
        parsed: Option<Parsed<T>>,
    ) -> Option<T> {
        let none = Parsed { value: None, diagnostics: Vec::new(), doubtful: false, foreign_tags: Vec::new() };
        let Parsed { value, mut diagnostics, foreign_tags, .. } = parsed.unwrap_or(none);
        diagnostics.extend(problem);
        if !diagnostics.is_empty() || !foreign_tags.is_empty() {
            self.remarks.insert(path.clone(), Remarks { diagnostics, foreign_tags });
        }
        value
    }

    /// What is wrong with each text.
    pub(super) fn remarked(&self) -> impl Iterator<Item = &Diagnostic> {
        self.remarks.values().flat_map(|remarks| &remarks.diagnostics)
    }

    /// Everything that is wrong with the texts, with what is counted over all of them.
    pub(super) fn problems(&self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.remarked().cloned().collect();
        let mut foreign: BTreeMap<&str, (u32, &ForeignTag)> = BTreeMap::new();
        for tag in self.remarks.values().flat_map(|remarks| &remarks.foreign_tags) {
            foreign.entry(&tag.kind).or_insert((0, tag)).0 += tag.count;
        }
        let counted = foreign.into_values();
        all.extend(counted.map(|(n, tag)| catalogue::foreign_tags(&tag.kind, n, tag.place.clone())));
        all
    }
}

/// Puts what a text says in its place, or what could not be read any more leaves it. Gives whether that is new.
fn put<T: Printed>(all: &mut BTreeMap<Arc<str>, T>, path: &Arc<str>, value: Option<T>) -> bool {
    let Some(value) = value else { return all.remove(path).is_some() };
    let print = value.print();
    all.insert(path.clone(), value).is_none_or(|old| old.print() != print)
}

/// What has a digest of all that it says.
trait Printed {
    fn print(&self) -> Digest;
}

impl Printed for Standing {
    fn print(&self) -> Digest {
        self.facts
    }
}

impl Printed for TermNotes {
    fn print(&self) -> Digest {
        self.facts
    }
}
