//! Reading the record of the last build.
//!
//! Takes: the files of the record. Does: opens them, checks every part against its checksum, puts base and changes
//! together. Gives: a [`Memory`], of which a build in which nothing changed reads only what it compares with the file
//! system. A record that is missing, damaged, of another format or of another folder is none.

use super::Output;
use crate::fingerprint::Digest;
use crate::record::codec::{self, Stamp};
use crate::record::frame::{self, Kind, Row, Section, TAIL};
use crate::record::{Changes, Facts, Head, Made, Root, Source, journal};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::OnceLock;

/// What the last build left behind, opened and not yet read.
pub struct Memory {
    /// The build as a whole.
    pub head: Head,
    base: Base,
    changes: Changes,
    changes_size: u64,
    /// Sources of the base, once they were read.
    read: Option<Vec<Vec<Source>>>,
    /// There are changes, and they cannot be read: what is known is older than it could be.
    pub changes_lost: bool,
}

/// Everything that is known of the last build.
#[derive(Default)]
pub struct Before {
    /// The build as a whole.
    pub head: Head,
    /// Sources with what they say, in order of root and path.
    pub sources: Vec<(Source, Facts)>,
    /// Files of the output.
    pub made: Vec<Made>,
    /// Filled when it is first needed; none when nothing is to be found.
    by_path: Option<OnceLock<HashMap<u64, u32>>>,
}

struct Base {
    file: File,
    size: u64,
    rows: Vec<Row>,
    name: Digest,
}

/// Whether there is a record.
pub enum Found {
    /// There is none.
    Nothing,
    /// There is one, and it cannot be used.
    Damaged,
    /// There is one.
    Record(Box<Memory>),
}

impl Output {
    /// Looks for a record.
    pub fn remember(&self) -> Found {
        let path = self.file("record");
        if std::fs::symlink_metadata(&path).is_err() {
            // A build that was killed before its first record is nothing strange.
            return if self.owned.is_empty() || self.astray { Found::Nothing } else { Found::Damaged };
        }
        match Memory::open(&path, &self.file("changes"), self.name()) {
            Some(memory) => Found::Record(Box::new(memory)),
            None => Found::Damaged,
        }
    }

    /// What stands for this output folder in its record.
    pub fn name(&self) -> Digest {
        place(&self.root)
    }

    /// Says which files are ours by the record, besides those of the journal. Files that only the journal knows lie
    /// where no record does: of a build that was killed, or whose changes to the record are lost.
    pub fn own<'a>(&mut self, paths: impl ParallelIterator<Item = &'a str>) {
        let known = super::sorted(paths.map(journal::path).collect());
        self.astray |= self.owned.iter().any(|path| known.binary_search(path).is_err());
        let mut owned = std::mem::take(&mut self.owned);
        owned.extend(known);
        self.owned = super::sorted(owned);
    }

    /// Says that there was a record, and that it cannot be read. Whose the files in the folder are is then known from
    /// the journal, and without one not at all; that a build made this folder is certain, though.
    pub fn lost_record(&mut self) {
        self.astray = true;
        self.adopts = self.owned.is_empty() || self.journal_lost;
    }
}

/// What the last build into the folder `output` knew of its sources, by the record in `state`: the digest of how they
/// were read, and what they say. Takes no lock, since the files of a record are only ever replaced as a whole, and reads
/// nothing about the output. None when there is no record.
pub fn sources(output: &Path, state: &Path) -> Option<(Digest, Vec<(Source, Facts)>)> {
    let root = super::real_path(output);
    let file = |ending: &str| state.join(format!("{}.{ending}", super::name_of(&root)));
    let mut memory = Memory::open(&file("record"), &file("changes"), place(&root))?;
    let sources = memory.facts()?;
    Some((memory.head.reading, sources))
}

/// What stands for the output folder at this path.
pub fn place(root: &Path) -> Digest {
    Digest::of(root.as_os_str().as_encoded_bytes())
}

impl Memory {
    fn open(base: &Path, changes: &Path, place: Digest) -> Option<Self> {
        let (base, base_head) = Base::open(base)?;
        let is_there = std::fs::symlink_metadata(changes).is_ok();
        let changes = Base::open(changes).filter(|(_, first)| first.kind == Kind::Changes);
        let changes = changes.and_then(|(file, first)| Some((codec::decode(&first.bytes)?, file.size)));
        let changes_lost = is_there && changes.is_none();
        // A build that was killed after it wrote a new base leaves changes of the old one.
        let changes = changes.filter(|(changes, _): &(Changes, u64)| changes.base == base.name);
        let head = match &changes {
            Some((changes, _)) => changes.head.clone(),
            None => codec::decode(&base_head.bytes).filter(|_| base_head.kind == Kind::Head)?,
        };
        let (changes, changes_size) = changes.unwrap_or_default();
        (head.place == place).then_some(Self { head, base, changes, changes_size, read: None, changes_lost })
    }

    /// Sources in order of root and path; none when the record is damaged.
    pub fn sources(&mut self) -> Option<Vec<&Source>> {
        self.read = Some(self.base.read(Kind::Sources, codec::read_sources)?);
        let gone: HashSet<(Root, &str)> = self.replaced_sources();
        let parts = self.read.iter().flatten().flatten();
        let kept = parts.filter(|s| gone.is_empty() || !gone.contains(&codec::key(s)));
        let mut all: Vec<&Source> = kept.chain(&self.changes.sources).collect();
        sort(&mut all, |source| codec::key(source));
        Some(all)
    }

    fn replaced_sources(&self) -> HashSet<(Root, &str)> {
        let gone = self.changes.gone_sources.iter().map(|(root, path)| (*root, &**path));
        gone.chain(self.changes.sources.iter().map(codec::key)).collect()
    }

    /// What is compared with the output folder; none when the record is damaged.
    pub fn stamps(&self) -> Option<Vec<Stamp>> {
        let parts = self.base.read(Kind::Stamps, codec::read_stamps)?;
        let replaced: HashSet<&str> = self.replaced_files();
        let kept =
            parts.into_iter().flatten().filter(|s| replaced.is_empty() || !replaced.contains(&*s.path));
        let own = |made: &Made| Stamp {
            path: made.path.clone(),
            stat: made.stat,
            digest: made.digest,
            class: made.class,
        };
        Some(kept.chain(self.changes.made.iter().map(own)).collect())
    }

    fn replaced_files(&self) -> HashSet<&str> {
        self.changes.gone.iter().map(|p| &**p).chain(self.changes.made.iter().map(|m| &*m.path)).collect()
    }

    /// Sources with what they say, in order of root and path; none when the record is damaged.
    fn facts(&mut self) -> Option<Vec<(Source, Facts)>> {
        let read = self.read.take();
        let (sources, facts) = rayon::join(
            || read.or_else(|| self.base.read(Kind::Sources, codec::read_sources)),
            || self.base.read(Kind::Facts, codec::read_facts),
        );
        let sources = paired(sources?, facts?)?;
        let gone = self.replaced_sources();
        let mut sources: Vec<(Source, Facts)> =
            sources.filter(|(s, _)| gone.is_empty() || !gone.contains(&codec::key(s))).collect();
        let facts: Option<Vec<Facts>> = self.changes.facts.iter().map(|bytes| codec::decode(bytes)).collect();
        sources.extend(std::mem::take(&mut self.changes.sources).into_iter().zip(facts?));
        sort(&mut sources, |(source, _)| codec::key(source));
        Some(sources)
    }

    /// Everything; none when the record is damaged. What of it lies only in the changes, and the name of the base, are
    /// given beside it.
    pub fn everything(mut self) -> Option<(Before, Earlier)> {
        let (stamps, prints) = rayon::join(
            || self.base.read(Kind::Stamps, codec::read_stamps),
            || self.base.read(Kind::Prints, codec::read_prints),
        );
        let made = paired(stamps?, prints?)?;
        let replaced = self.replaced_files();
        let made = made.filter(|(s, _)| replaced.is_empty() || !replaced.contains(&*s.path));
        let whole = |(Stamp { path, stat, digest, class }, print)| Made { path, stat, digest, class, print };
        let mut made: Vec<Made> = made.map(whole).collect();
        let earlier = Earlier {
            base: self.base.name,
            base_size: self.base.size,
            changes_size: self.changes_size,
            sources: self.changes.sources.iter().map(|s| (s.root, s.path.clone())).collect(),
            gone_sources: self.changes.gone_sources.clone(),
            made: self.changes.made.iter().map(|m| m.path.clone()).collect(),
            gone: self.changes.gone.clone(),
        };
        let sources = self.facts()?;
        made.extend(self.changes.made);
        Some((Before::new(self.head, sources, made), earlier))
    }
}

/// Sorts what is nearly always in order already.
fn sort<T>(all: &mut [T], key: impl Fn(&T) -> (Root, &str)) {
    if !all.is_sorted_by(|a, b| key(a) <= key(b)) {
        all.sort_by(|a, b| key(a).cmp(&key(b)));
    }
}

/// Which entries of a record lie in its changes rather than in its base.
#[derive(Debug, Default)]
pub struct Earlier {
    /// Name of the base.
    pub base: Digest,
    /// Bytes of the base.
    pub base_size: u64,
    /// Bytes of the changes.
    pub changes_size: u64,
    /// Sources.
    pub sources: HashSet<(Root, Box<str>)>,
    /// Sources of the base that are gone.
    pub gone_sources: Vec<(Root, Box<str>)>,
    /// Files of the output.
    pub made: HashSet<Box<str>>,
    /// Files of the base that are gone.
    pub gone: Vec<Box<str>>,
}

/// Two columns of chunks as one sequence of pairs; none when they do not belong together.
fn paired<A, B>(first: Vec<Vec<A>>, second: Vec<Vec<B>>) -> Option<impl Iterator<Item = (A, B)>> {
    let fits = first.len() == second.len() && first.iter().zip(&second).all(|(a, b)| a.len() == b.len());
    fits.then(|| first.into_iter().flatten().zip(second.into_iter().flatten()))
}

impl Before {
    fn new(head: Head, sources: Vec<(Source, Facts)>, made: Vec<Made>) -> Self {
        Self { head, sources, made, by_path: Some(OnceLock::new()) }
    }

    /// Forgets everything but which files there are.
    pub fn forget(&mut self) {
        self.by_path = None;
        self.sources.clear();
        self.head = Head { build: self.head.build, ..Head::default() };
    }

    /// The file of the output at `path`.
    pub fn made(&self, path: &str) -> Option<&Made> {
        let by_path = self.by_path.as_ref()?.get_or_init(|| {
            self.made.iter().enumerate().map(|(n, m)| (journal::path(&m.path), n as u32)).collect()
        });
        let at = *by_path.get(&journal::path(path))?;
        self.made.get(at as usize).filter(|m| &*m.path == path)
    }

    /// The same, for a file that is planned as number `nth`: files are planned in the order of the last build but for
    /// a few, so it is nearly always found where it was.
    pub fn made_about(&self, path: &str, nth: usize) -> Option<&Made> {
        const ABOUT: usize = 6;
        self.by_path.as_ref()?;
        let near = (0..=ABOUT).flat_map(|step| [nth.checked_add(step), nth.checked_sub(step)]);
        let found = near.flatten().find_map(|at| self.made.get(at).filter(|m| &*m.path == path));
        found.or_else(|| self.made(path))
    }
}

impl Base {
    /// Opens a file of a record; also gives its section with the head, or with the changes.
    fn open(path: &Path) -> Option<(Self, Section)> {
        let file = File::open(path).ok()?;
        let size = file.metadata().ok().filter(std::fs::Metadata::is_file)?.len();
        let mut tail = vec![0; TAIL];
        let tail_at = size.checked_sub(TAIL as u64)?;
        file.read_exact_at(&mut tail, tail_at).ok()?;
        let length = frame::table_length(&tail)?;
        let table_at = tail_at.checked_sub(length as u64)?;
        let mut table = vec![0; length];
        file.read_exact_at(&mut table, table_at).ok()?;
        let (rows, name) = frame::open(&table, &tail)?;
        let own = Self { file, size, rows, name };
        let row = own.rows.iter().find(|row| matches!(row.kind, Kind::Head | Kind::Changes)).copied()?;
        let section = own.section(&row)?;
        Some((own, section))
    }

    fn section(&self, row: &Row) -> Option<Section> {
        if row.start.checked_add(row.length)? > self.size {
            return None;
        }
        let mut bytes = vec![0; usize::try_from(row.length).ok()?];
        self.file.read_exact_at(&mut bytes, row.start).ok()?;
        row.accept(bytes)
    }

    /// All sections of a kind, in order; none when one of them is damaged.
    fn read<T: Send>(&self, kind: Kind, read: impl Fn(&Section) -> Option<T> + Sync) -> Option<Vec<T>> {
        let rows: Vec<&Row> = self.rows.iter().filter(|row| row.kind == kind).collect();
        rows.par_iter().map(|row| read(&self.section(row)?)).collect()
    }
}

/// The run of the machine, by the name that the system gives it; empty where it gives none.
pub fn boot() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/random/boot_id");
    name.map(|name| name.trim().to_owned()).unwrap_or_default()
}
