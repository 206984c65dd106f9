//! One file of the output: from its place in the plan to bytes on disk, or to the certainty that they are there.

use super::make::Maker;
use super::media;
use super::write::Verdict;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Digest;
use crate::output::memory::Before;
use crate::output::write::{Held, Placed};
use crate::output::{Outcome, Output};
use crate::plan::files::{File, Planned};
use crate::record::{Because, Class, Made, Print, Reason};
use std::collections::HashSet;

/// Where a build puts its files, and what the last one left there.
pub(super) struct Workshop<'a> {
    pub(super) media: media::Sources<'a>,
    pub(super) output: &'a Output,
    pub(super) before: &'a Before,
    /// Files of which the record needs a copy in any case; none when it does of all.
    pub(super) copied: Option<HashSet<Box<str>>>,
}

/// Makes and writes the files of one build.
pub(super) struct Producer<'a> {
    pub(super) maker: Maker<'a>,
    pub(super) shop: Workshop<'a>,
}

/// A file that is as it must be.
pub(super) struct Done {
    pub(super) outcome: Outcome,
    /// None when the record has it just so and needs no copy.
    pub(super) made: Option<Made>,
    /// Whether the record has it just so.
    pub(super) same: bool,
    /// Whether it is a page that was rendered.
    pub(super) rendered: bool,
    /// The source of a file that was copied, now that it has been read.
    pub(super) source: Option<crate::record::Source>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Producer<'_> {
    /// Sees to it that one file, planned as number `nth`, is as it must be.
    pub(super) fn produce(&self, planned: &Planned, nth: usize) -> Result<Done, Diagnostic> {
        let known = self.shop.before.made_about(planned.path(), nth);
        match &planned.file {
            File::Page(n) => self.page(&self.maker.pages[*n as usize], planned.path(), known),
            File::Media(n) => self.copy(*n as usize, planned.path(), known),
            File::Asset(n) => {
                let bytes = &self.maker.theme.assets[*n as usize].bytes;
                self.small(planned, known, Digest::of(bytes), |_| bytes.to_vec())
            }
            file => {
                let inputs = self.maker.file_inputs(file, planned.path());
                self.small(planned, known, inputs, |report| self.maker.bytes_of(file, report))
            }
        }
    }

    /// A file without a template: made again when anything that can influence it has moved.
    fn small(
        &self,
        planned: &Planned,
        known: Option<&Made>,
        inputs: Digest,
        make: impl FnOnce(&mut Vec<Diagnostic>) -> Vec<u8>,
    ) -> Result<Done, Diagnostic> {
        if let Some(known) = known.filter(|k| k.print.inputs == inputs)
            && let Some(done) = self.kept(known, None)
        {
            return Ok(done);
        }
        let mut diagnostics = Vec::new();
        let bytes = make(&mut diagnostics);
        let placed = self.shop.output.write(planned.path(), &bytes)?;
        let because = self.because(known, known.map_or(Reason::New, |_| Reason::View), "");
        // What was made of a text that could not be read is not what belongs there.
        let inputs = if diagnostics.is_empty() { inputs } else { Digest::NONE };
        let print = Print { inputs, because, ..Print::default() };
        let class = match planned.file {
            File::Asset(_) => Class::Asset,
            File::Redirect(_) => Class::Redirect,
            _ => Class::List,
        };
        Ok(Done { diagnostics, ..done(planned.path(), placed, class, print, known, false) })
    }

    /// Why a file without a template would be made; none when it would not.
    pub(super) fn small_verdict(&self, planned: &Planned) -> Verdict {
        let Some(known) = self.shop.before.made(planned.path()) else {
            return Some((Reason::New, String::new()));
        };
        let inputs = match &planned.file {
            File::Asset(n) => Digest::of(&self.maker.theme.assets[*n as usize].bytes),
            File::Media(n) => self.shop.media.digest(*n as usize),
            file => self.maker.file_inputs(file, planned.path()),
        };
        if known.print.inputs != inputs {
            return Some((Reason::View, String::new()));
        }
        self.kept(known, None).is_none().then(|| (Reason::Output, String::new()))
    }

    /// The file as it stands, if it still holds what a build wrote; `print` is what it is now made of, if that moved.
    pub(super) fn kept(&self, known: &Made, print: Option<Print>) -> Option<Done> {
        let (outcome, rendered, source) = (Outcome::Unchanged, false, None);
        let stat = match self.shop.output.holds(&known.path, known.stat, known.digest) {
            Held::Same => known.stat,
            Held::Touched(stat) => Some(stat),
            Held::Lost => return None,
        };
        let same = stat == known.stat && print.as_ref().is_none_or(|print| *print == known.print);
        let made = (!same || self.is_copied(&known.path)).then(|| {
            let print = print.unwrap_or_else(|| known.print.clone());
            Made { path: known.path.clone(), stat, digest: known.digest, class: known.class, print }
        });
        Some(Done { outcome, made, same, rendered, source, diagnostics: Vec::new() })
    }

    /// Whether the record needs a copy of what it knows of a file, though nothing of it has moved.
    fn is_copied(&self, path: &str) -> bool {
        self.shop.copied.as_ref().is_none_or(|copied| copied.contains(path))
    }

    pub(super) fn because(&self, known: Option<&Made>, reason: Reason, moved: &str) -> Because {
        let reason = if known.is_none() { Reason::New } else { reason };
        Because { build: self.shop.before.head.build + 1, reason, moved: moved.into() }
    }
}

/// A file that was made.
pub(super) fn done(
    path: &str,
    placed: Placed,
    class: Class,
    print: Print,
    known: Option<&Made>,
    rendered: bool,
) -> Done {
    let made = Made { path: path.into(), stat: Some(placed.stat), digest: placed.digest, class, print };
    let same = known == Some(&made);
    Done { outcome: placed.outcome, made: Some(made), same, rendered, source: None, diagnostics: Vec::new() }
}
