//! One sequence of edits: after each, what was built on top of earlier builds is held against a clean build.

use super::dice::Dice;
use super::disk::Disk;
use super::kinds::{Effect, Hand, KINDS};
use super::mishaps;
use super::site::{MOMENTS, Site};
use super::start;
use crate::inside::{Asked, build_site};
use crate::tree::{Seen, Tree, difference, tree};
use dateline::build::Built;
use dateline::diagnostic::Diagnostic;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// A sequence: a site of at most so many articles, and edits, each a number in [`KINDS`] and a seed.
#[derive(Debug, Clone)]
pub struct Sequence {
    pub seed: u64,
    pub most: usize,
    pub in_memory: bool,
    /// The first build finds files that are old enough for their times to be trusted.
    pub settled: bool,
    pub edits: Vec<(usize, u64)>,
}

impl Sequence {
    pub fn new(seed: u64, number: usize) -> Self {
        let mut dice = Dice::new(seed);
        let count = 3 + dice.below(4) + if dice.one_in(8) { 2 } else { 0 };
        let mut edits: Vec<(usize, u64)> = Vec::new();
        while edits.len() < count {
            // What was broken is often repaired at once.
            let last = edits.last().map(|(kind, _)| KINDS[*kind].name);
            let next = UNDONE.iter().find(|(broken, _)| last == Some(*broken)).filter(|_| dice.one_in(2));
            let named = next.and_then(|(_, by)| KINDS.iter().position(|k| k.name == *by));
            edits.push((named.unwrap_or_else(|| dice.below(KINDS.len())), dice.roll()));
        }
        Self {
            seed,
            most: usize::MAX,
            in_memory: !number.is_multiple_of(20),
            settled: number.is_multiple_of(3),
            edits,
        }
    }
}

/// Edits that another one undoes.
const UNDONE: &[(&str, &str)] = &[
    ("broken file", "repaired file"),
    ("broken config", "broken config"),
    ("broken template", "broken template"),
    ("moment forward", "moment back"),
    ("date in the future", "moment forward"),
    ("embargo", "moment forward"),
    ("picture removed", "picture added"),
];

/// How often each kind of edit was done, and how often it moved what is built.
#[derive(Debug, Default, Clone)]
pub struct Tally {
    pub done: Vec<usize>,
    pub moved: Vec<usize>,
    pub stopped: Vec<usize>,
    pub builds: usize,
}

impl Tally {
    pub fn new() -> Self {
        let none = vec![0; KINDS.len()];
        Self { done: none.clone(), moved: none.clone(), stopped: none, builds: 0 }
    }

    pub fn add(&mut self, other: &Tally) {
        let add = |to: &mut Vec<usize>, from: &[usize]| to.iter_mut().zip(from).for_each(|(a, b)| *a += b);
        add(&mut self.done, &other.done);
        add(&mut self.moved, &other.moved);
        add(&mut self.stopped, &other.stopped);
        self.builds += other.builds;
    }
}

/// A sequence after which two builds differ.
#[derive(Debug)]
pub struct Failure {
    /// After how many edits.
    pub after: usize,
    /// What each edit did.
    pub told: Vec<String>,
    /// What is wrong.
    pub wrong: String,
}

/// Threads that builds run on: two for the one that is kept, one for the clean one.
pub struct Pools {
    kept: rayon::ThreadPool,
    clean: rayon::ThreadPool,
}

impl Pools {
    pub fn new() -> Self {
        let pool = |n| rayon::ThreadPoolBuilder::new().num_threads(n).build().expect("threads");
        Self { kept: pool(2), clean: pool(1) }
    }
}

type Outcome = Result<Built, Vec<Diagnostic>>;

struct Player<'a> {
    disk: Disk,
    pools: &'a Pools,
    /// What the clean build of the step before made, when it was done.
    clean: Option<Tree>,
}

/// Plays a sequence to its end or its first failure.
pub fn play(sequence: &Sequence, pools: &Pools, tally: &mut Tally) -> Result<(), Failure> {
    let mut site = start::site(sequence.seed, sequence.most);
    let mut player = Player { disk: Disk::new(sequence.in_memory), pools, clean: None };
    let mut told = Vec::new();
    player.disk.follow(&site);
    let mut step = |player: &mut Player<'_>, site: &Site, obstacle: Option<&Path>, told: &[String]| {
        tally.builds += 2;
        catch_unwind(AssertUnwindSafe(|| player.hold(site, obstacle)))
            .unwrap_or_else(|panic| Err(format!("a panic: {}", words(&panic))))
            .map_err(|wrong| Failure { after: told.len(), told: told.to_vec(), wrong })
    };
    if sequence.settled {
        mishaps::settle();
    }
    player.begin(&site);
    let mut counts = Vec::new();
    let mut kinds = Vec::new();
    for (kind, seed) in &sequence.edits {
        let mut dice = Dice::new(*seed);
        let mut hand = Hand { dice: &mut dice, site: &mut site, disk: &mut player.disk, obstacle: None };
        let said = (KINDS[*kind].act)(&mut hand);
        let obstacle = hand.obstacle.take();
        player.disk.follow(&site);
        let Some(said) = said else { continue };
        told.push(format!("{}: {said}", KINDS[*kind].name));
        counts.push(step(&mut player, &site, obstacle.as_deref(), &told)?);
        kinds.push(*kind);
    }
    for (kind, outcome) in kinds.into_iter().zip(&counts) {
        tally.done[kind] += 1;
        tally.moved[kind] += usize::from(*outcome == Moved::Yes);
        tally.stopped[kind] += usize::from(*outcome == Moved::Stopped);
        if *outcome == Moved::Yes && KINDS[kind].effect == Effect::Same {
            let wrong = format!("`{}` moved what a clean build makes", KINDS[kind].name);
            return Err(Failure { after: told.len(), told, wrong });
        }
    }
    Ok(())
}

/// Whether an edit moved what a clean build makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moved {
    Yes,
    No,
    Stopped,
}

fn words(panic: &Box<dyn std::any::Any + Send>) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default()
}

impl Player<'_> {
    fn build(&self, asked: Asked<'_>) -> Outcome {
        self.pools.kept.install(|| build_site(&self.disk.site(), &self.disk.output(), asked))
    }

    /// The first build is a clean one itself.
    fn begin(&mut self, site: &Site) {
        let built = self.build(asked(site)).is_ok();
        self.clean = built.then(|| tree(&self.disk.output()));
    }

    /// Builds on top of what is there and into a fresh folder, and compares everything.
    fn hold(&mut self, site: &Site, obstacle: Option<&Path>) -> Result<Moved, String> {
        let asked = asked(site);
        let mut before = tree(&self.disk.output());
        let mut kept = self.build(asked);
        if let Some(obstacle) = obstacle {
            self.stopped_by(obstacle, &kept)?;
            if kept.is_err() {
                before = tree(&self.disk.output());
                kept = self.build(asked);
            }
        }
        let after = tree(&self.disk.output());
        let pool = &self.pools.clean;
        let (clean, made) = self.disk.clean(|site, output| pool.install(|| build_site(site, output, asked)));
        left_alone(&before, &after)?;
        match (kept, clean) {
            (Ok(kept), Ok(clean)) => {
                if let Some(found) = difference(&after, &made) {
                    return Err(found);
                }
                same_words(&kept.diagnostics, &clean.diagnostics)?;
                same("the counts of articles", &kept.articles, &clean.articles)?;
                same("the number of planned files", &kept.pages.planned, &clean.pages.planned)?;
                counted(&kept, &before, &after)?;
                let bytes = |tree: &Tree| -> Vec<(String, Option<Vec<u8>>)> {
                    tree.iter().map(|(p, s)| (p.clone(), bytes_of(s).map(<[u8]>::to_vec))).collect()
                };
                let moved = self.clean.as_ref().is_none_or(|last| bytes(last) != bytes(&made));
                self.clean = Some(made);
                Ok(if moved { Moved::Yes } else { Moved::No })
            }
            (Err(kept), Err(clean)) => {
                same_words(&kept, &clean)?;
                let gone = before.keys().find(|p| !after.contains_key(*p));
                gone.map_or(Ok(Moved::Stopped), |p| Err(format!("nothing was built, and {p} was removed")))
            }
            (kept, clean) => Err(format!(
                "one build was done and the other was not:\n  kept: {}\n  clean: {}",
                outcome(&kept),
                outcome(&clean)
            )),
        }
    }

    /// A folder in the place of a file is named, or gives way; what lies in it is nobody's to remove.
    fn stopped_by(&self, obstacle: &Path, kept: &Outcome) -> Result<(), String> {
        let held = obstacle.join("mine.txt").exists();
        match kept {
            Ok(_) if held => Err(format!("built although {} is a folder", obstacle.display())),
            Ok(_) => Ok(()),
            Err(problems) => {
                let place =
                    obstacle.strip_prefix(self.disk.output()).map(|p| format!("output/{}", p.display()));
                let named = |d: &Diagnostic| {
                    d.code.name == "E604"
                        && d.place.as_ref().map(|p| p.path.as_str()) == place.as_deref().ok()
                };
                let other = problems.iter().all(|d| d.code.name != "E604");
                if !other && !problems.iter().any(named) {
                    return Err(format!("{place:?} is in the way and is not named: {problems:?}"));
                }
                fs::remove_dir_all(obstacle).map_err(|e| format!("{}: {e}", obstacle.display()))
            }
        }
    }
}

fn asked(site: &Site) -> Asked<'static> {
    Asked { at: MOMENTS[site.at], drafts: site.drafts, strict: site.strict }
}

fn bytes_of(seen: &Seen) -> Option<&[u8]> {
    match seen {
        Seen::File { bytes, .. } => Some(bytes),
        _ => None,
    }
}

/// A file that holds what it held has not been touched.
fn left_alone(before: &Tree, after: &Tree) -> Result<(), String> {
    for (path, seen) in after {
        if let (Seen::File { bytes, mark }, Some(Seen::File { bytes: old, mark: was })) =
            (seen, before.get(path))
            && bytes == old
            && mark != was
        {
            return Err(format!("{path} holds what it held, and was written again"));
        }
    }
    Ok(())
}

/// The counts of files written and removed are those of files that changed.
fn counted(kept: &Built, before: &Tree, after: &Tree) -> Result<(), String> {
    let files = |tree: &Tree| tree.values().filter(|s| bytes_of(s).is_some()).count();
    let new = |(path, seen): &(&String, &Seen)| {
        bytes_of(seen).is_some() && before.get(*path).and_then(bytes_of) != bytes_of(seen)
    };
    same("the number of written files", &kept.pages.written, &after.iter().filter(new).count())?;
    same("the number of planned files", &kept.pages.planned, &files(after))?;
    let gone = before.iter().filter(|(p, s)| bytes_of(s).is_some() && !after.contains_key(*p)).count();
    same("the number of removed files", &kept.pages.removed, &gone)
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, have: &T, want: &T) -> Result<(), String> {
    if have == want { Ok(()) } else { Err(format!("{what}: {have:?} instead of {want:?}")) }
}

fn same_words(have: &[Diagnostic], want: &[Diagnostic]) -> Result<(), String> {
    let line = |d: &Diagnostic| format!("{} {:?} {} ({:?})", d.code.name, d.place, d.message, d.help);
    let (have, want): (Vec<_>, Vec<_>) = (have.iter().map(line).collect(), want.iter().map(line).collect());
    if have == want {
        return Ok(());
    }
    let more =
        have.iter().filter(|l| !want.contains(l)).map(|l| format!("said and not by a clean build: {l}"));
    let less = want.iter().filter(|l| !have.contains(l)).map(|l| format!("said by a clean build only: {l}"));
    let all: Vec<String> = more.chain(less).collect();
    Err(format!("the diagnostics differ ({} and {}):\n  {}", have.len(), want.len(), all.join("\n  ")))
}

fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Ok(built) => format!("{:?}", built.pages),
        Err(problems) => format!("{problems:?}"),
    }
}
