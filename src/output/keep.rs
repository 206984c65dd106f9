//! Writing the record.
//!
//! Takes: sources and files of the output as a build comes to know them. Does: writes a whole new base, section by
//! section while the build goes on, or else gathers what has changed since the base and writes that at the end. The
//! file gets its name by rename, when everything else is done. Gives: nothing: see [`super::memory`].

use super::Output;
use super::memory::Earlier;
use super::prune::Pruned;
use crate::diagnostic::{Diagnostic, catalogue::output as catalogue};
use crate::record::codec::{self, MADE, SOURCES};
use crate::record::frame::{self, MAGIC, Row, Section};
use crate::record::{Changes, Facts, Head, Made, Root, Source, journal};
use crate::source::plain_reason;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// A record being written.
pub enum Keeper {
    /// A new base.
    Base(Box<NewBase>),
    /// Changes since a base.
    Changes(Box<Since>),
}

/// A base being written.
pub struct NewBase {
    path: PathBuf,
    file: BufWriter<File>,
    at: u64,
    rows: Vec<Row>,
    sources: Vec<Source>,
    facts: Vec<Vec<u8>>,
    made: Vec<Made>,
    paths: Vec<u64>,
    clock: Option<File>,
}

/// Changes being gathered.
pub struct Since {
    earlier: Earlier,
    changes: Changes,
    touched: bool,
}

impl Output {
    /// Begins a record: a new base, or changes since the one that `earlier` speaks of.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keeper(&self, earlier: Option<Earlier>) -> Result<Keeper, Diagnostic> {
        if let Some(earlier) = earlier {
            let changes = Changes { base: earlier.base, ..Changes::default() };
            return Ok(Keeper::Changes(Box::new(Since { earlier, changes, touched: false })));
        }
        let path = self.file("record").with_extension("record.new");
        let fail = |e: io::Error| catalogue::cannot_write(&path.to_string_lossy(), &plain_reason(&e));
        let mut file = BufWriter::with_capacity(1 << 18, File::create(&path).map_err(fail)?);
        file.write_all(MAGIC).map_err(fail)?;
        Ok(Keeper::Base(Box::new(NewBase {
            file,
            at: MAGIC.len() as u64,
            rows: Vec::new(),
            sources: Vec::new(),
            facts: Vec::new(),
            made: Vec::new(),
            paths: Vec::new(),
            clock: self._lock[0].as_ref().and_then(|lock| lock.try_clone().ok()),
            path,
        })))
    }
}

impl Keeper {
    /// Whether what was known before is written again.
    pub fn is_base(&self) -> bool {
        matches!(self, Self::Base(_))
    }

    /// Takes a source. `facts` are encoded; of one that has not changed since the record, they may be left out unless
    /// a base is written.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub fn source(&mut self, source: Source, facts: Option<Vec<u8>>, same: bool) -> Result<(), Diagnostic> {
        match self {
            Self::Base(base) => base.source(source, facts.unwrap_or_else(|| codec::encode(&Facts::Nothing))),
            Self::Changes(since) => {
                let in_changes = since.earlier.sources.contains(&(source.root, source.path.clone()));
                since.touched |= !same;
                if !same || in_changes {
                    since.changes.sources.push(source);
                    since.changes.facts.push(facts.unwrap_or_else(|| codec::encode(&Facts::Nothing)));
                }
                Ok(())
            }
        }
    }

    /// Whether the facts of a source are needed though it has not changed.
    pub fn needs_facts(&self, root: Root, path: &str) -> bool {
        match self {
            Self::Base(_) => true,
            Self::Changes(since) => {
                !since.earlier.sources.is_empty() && since.earlier.sources.contains(&(root, path.into()))
            }
        }
    }

    /// Files of which it needs what is known even where nothing of it has moved; none when it does of all.
    pub fn copied(&self) -> Option<HashSet<Box<str>>> {
        match self {
            Self::Base(_) => None,
            Self::Changes(since) => Some(since.earlier.made.clone()),
        }
    }

    /// Takes a file of the output; `same` when its entry in the record need not change.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub fn made(&mut self, made: Made, same: bool) -> Result<(), Diagnostic> {
        match self {
            Self::Base(base) => base.made(made),
            Self::Changes(since) => {
                since.touched |= !same;
                if !same || since.earlier.made.contains(&made.path) {
                    since.changes.made.push(made);
                }
                Ok(())
            }
        }
    }

    /// Says which sources and files of the last build are gone.
    pub fn gone(&mut self, sources: Vec<(Root, Box<str>)>, files: Vec<Box<str>>) {
        if let Self::Changes(since) = self {
            since.touched |= !sources.is_empty() || !files.is_empty();
            since.changes.gone_sources.extend(sources);
            since.changes.gone.extend(files);
        }
    }
}

impl NewBase {
    fn source(&mut self, source: Source, facts: Vec<u8>) -> Result<(), Diagnostic> {
        self.sources.push(source);
        self.facts.push(facts);
        if self.sources.len() >= SOURCES { self.flush_sources() } else { Ok(()) }
    }

    fn made(&mut self, made: Made) -> Result<(), Diagnostic> {
        self.paths.push(journal::path(&made.path));
        self.made.push(made);
        // One chunk stays behind: by the time it is written, a tick has passed since its files were.
        if self.made.len() >= 2 * MADE { self.flush_made(MADE) } else { Ok(()) }
    }

    fn flush_sources(&mut self) -> Result<(), Diagnostic> {
        if self.sources.is_empty() {
            return Ok(());
        }
        let sections = codec::sources(&self.sources, &self.facts);
        self.sources.clear();
        self.facts.clear();
        sections.iter().try_for_each(|section| self.section(section))
    }

    fn flush_made(&mut self, count: usize) -> Result<(), Diagnostic> {
        if count == 0 {
            return Ok(());
        }
        let now = super::clock(self.clock.as_ref()).unwrap_or(i64::MIN);
        let mut made: Vec<Made> = self.made.drain(..count).collect();
        settle(&mut made, now);
        let sections = codec::made(&made);
        sections.iter().try_for_each(|section| self.section(section))
    }

    fn section(&mut self, section: &Section) -> Result<(), Diagnostic> {
        self.rows.push(Row::of(section, self.at));
        self.at += section.bytes.len() as u64;
        self.file.write_all(&section.bytes).map_err(|e| self.fail(&e))
    }

    fn close(mut self, head: &Head) -> Result<(PathBuf, Vec<u64>), Diagnostic> {
        self.flush_sources()?;
        self.flush_made(self.made.len().min(MADE))?;
        self.flush_made(self.made.len())?;
        self.section(&codec::head(head))?;
        let (table, _) = frame::close(&self.rows);
        self.file.write_all(&table).and_then(|()| self.file.flush()).map_err(|e| self.fail(&e))?;
        Ok((self.path, self.paths))
    }

    fn fail(&self, error: &io::Error) -> Diagnostic {
        catalogue::cannot_write(&self.path.to_string_lossy(), &plain_reason(error))
    }
}

impl Output {
    /// Puts the record in place, and says in the journal that the build is done. `before` is what the changes, if it is
    /// changes that are kept, are compared with; `pruned` is what was removed.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, keeper: Keeper, head: Head, before: &Head, pruned: &Pruned) -> Result<(), Diagnostic> {
        match keeper {
            Keeper::Base(base) => {
                let path = self.file("record");
                let (new, paths) = base.close(&head)?;
                let fail = |e: io::Error| catalogue::cannot_write(&path.to_string_lossy(), &plain_reason(&e));
                super::put_in_place(&new, &path).map_err(fail)?;
                match fs::remove_file(self.file("changes")) {
                    Err(e) if e.kind() != io::ErrorKind::NotFound && !self.file("changes").is_dir() => {
                        return Err(fail(e));
                    }
                    _ => {}
                }
                let text =
                    [journal::start(self.name()), journal::announce(&paths), journal::done(&[])].concat();
                self.replace(&self.journal_path(), &text, false)
            }
            Keeper::Changes(since) => {
                let Since { mut changes, earlier, touched } = *since;
                settle(&mut changes.made, self.clock());
                if !touched && same_but_for_the_number(&head, before) {
                    return self.end_journal(pruned);
                }
                let again: HashSet<(Root, &str)> = changes.sources.iter().map(codec::key).collect();
                let gone = earlier.gone_sources.into_iter().filter(|(r, p)| !again.contains(&(*r, p)));
                let gone: Vec<_> = gone.collect();
                changes.gone_sources.extend(gone);
                let again: HashSet<&str> = changes.made.iter().map(|m| &*m.path).collect();
                let gone: Vec<_> = earlier.gone.into_iter().filter(|p| !again.contains(&**p)).collect();
                changes.gone.extend(gone);
                changes.head = head;
                let section = codec::changes(&changes);
                let (table, _) = frame::close(&[Row::of(&section, MAGIC.len() as u64)]);
                self.replace(&self.file("changes"), &[&MAGIC[..], &section.bytes, &table].concat(), false)?;
                self.end_journal(pruned)
            }
        }
    }

    /// Says in the journal that the build is done, if it began to write.
    fn end_journal(&self, pruned: &Pruned) -> Result<(), Diagnostic> {
        let begun = self.begun.load(std::sync::atomic::Ordering::Acquire);
        if !begun && !self.astray && pruned.gone.is_empty() {
            return Ok(());
        }
        self.begin()?;
        let path = self.journal_path();
        let fail = |e: io::Error| catalogue::cannot_write(&path.to_string_lossy(), &plain_reason(&e));
        let mut file = File::options().append(true).open(&path).map_err(fail)?;
        file.write_all(&journal::done(&pruned.gone)).map_err(fail)
    }
}

/// Forgets the times of files that were written within the last tick of the clock.
fn settle(made: &mut [Made], now: i64) {
    made.iter_mut().for_each(|made| made.stat = made.stat.and_then(|stat| stat.settled(now)));
}

fn same_but_for_the_number(now: &Head, before: &Head) -> bool {
    Head { build: before.build, ..now.clone() } == *before
}

/// Whether the changes have grown so much that a new base is cheaper to read.
pub fn is_worn(earlier: &Earlier) -> bool {
    earlier.changes_size > (64 * 1024).max(earlier.base_size / 5)
}
