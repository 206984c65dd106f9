//! The plan of a publish: what goes up, what is replaced, what is deleted, and why.
//!
//! Takes: what is published (the target's manifest), what is to be, and which paths an interrupted publish may have
//! touched. Does: goes through both lists once. Gives: [`Plan`], whose steps stand in the order in which they can be
//! done under the eyes of readers:
//!
//! 1. whatever stands in the way of a file (a file where a folder is needed, or the other way round);
//! 2. assets and pictures;
//! 3. new articles, then new lists: nothing that readers can reach leads to them yet;
//! 4. changed articles, then changed lists, feeds and sitemaps: whatever they lead to is there;
//! 5. deletions.
//!
//! New pages stand before changed ones of every kind, because a changed article may lead to a list that is new.

use super::manifest::{Entry, Manifest};
use crate::record::Class;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What is done with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// A file goes up where none was.
    Put,
    /// A file takes the place of another.
    Replace,
    /// A file is deleted.
    Delete,
}

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The site has it, and the target does not.
    New,
    /// Its content differs.
    Content,
    /// Its content is the same; what is sent along with it differs.
    Headers,
    /// Nobody knows what is there, since a publish was interrupted or everything is to be looked at.
    Unsure,
    /// The site has it no longer.
    Gone,
    /// An interrupted publish may have left it, and the site does not have it.
    Left,
    /// An asset that no page uses any more, kept for one publish longer than its pages.
    Retired,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub action: Action,
    /// Why.
    pub why: Why,
    /// With which path.
    pub path: Box<str>,
    /// Bytes that go up, or of the file that is deleted where that is known.
    pub size: u64,
    /// What the file is to its readers.
    pub class: Class,
    /// Whether the target is asked first if it has the file already.
    pub ask: bool,
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Steps in their order.
    pub steps: Vec<Step>,
    /// What is published when all of them are done.
    pub next: Manifest,
    /// Files that stay as they are.
    pub kept: usize,
}

/// Paths of which nobody knows what is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unsure {
    /// These.
    pub paths: BTreeSet<Box<str>>,
    /// All.
    pub all: bool,
}

impl Unsure {
    fn has(&self, path: &str) -> bool {
        self.all || (!self.paths.is_empty() && self.paths.contains(path))
    }
}

impl Plan {
    /// The plan from what is published to what is to be.
    pub fn of(old: &Manifest, unsure: &Unsure, new: &Manifest) -> Self {
        let mut made = Self::compared(old, unsure, new);
        let nothing = made.steps.iter().all(|step| step.why == Why::Retired);
        if nothing {
            // Assets that are done with are no reason to publish: they go when something else does.
            made.steps.clear();
            made.kept = old.entries().len();
            made.next = old.clone();
            return made;
        }
        let in_the_way = in_the_way(&made.steps);
        let rank = |step: &Step| match (step.action, step.class) {
            (Action::Delete, _) if in_the_way.contains(&step.path) => 0,
            (Action::Delete, _) => 6,
            (_, Class::Asset | Class::Media) => 1,
            (Action::Put, Class::Article) => 2,
            (Action::Put, Class::List | Class::Redirect) => 3,
            (Action::Replace, Class::Article) => 4,
            (Action::Replace, Class::List | Class::Redirect) => 5,
        };
        made.steps.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.path.cmp(&b.path)));
        made
    }

    fn compared(old: &Manifest, unsure: &Unsure, new: &Manifest) -> Self {
        let (mut steps, mut retired, mut kept) = (Vec::new(), Vec::new(), 0);
        let (mut was, mut is) = (old.entries().iter().peekable(), new.entries().iter().peekable());
        loop {
            let order = match (was.peek(), is.peek()) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(a), Some(b)) => a.path.cmp(&b.path),
            };
            let before = if order.is_le() { was.next() } else { None };
            let after = if order.is_ge() { is.next() } else { None };
            match (before, after) {
                (Some(entry), None) if entry.class == Class::Asset && !entry.retired => {
                    kept += 1;
                    retired.push(Entry { retired: true, ..entry.clone() });
                }
                (Some(entry), None) => steps.push(deletion(entry)),
                (before, Some(entry)) => match sending(before, entry, unsure) {
                    Some(step) => steps.push(step),
                    None => kept += 1,
                },
                (None, None) => {}
            }
        }
        let left = |path: &str| old.find(path).is_none() && new.find(path).is_none();
        steps.extend(unsure.paths.iter().filter(|path| left(path)).map(|path| Step {
            action: Action::Delete,
            why: Why::Left,
            path: path.clone(),
            size: 0,
            class: Class::List,
            ask: false,
        }));
        let next = match retired.is_empty() {
            true => new.clone(),
            false => Manifest::new([new.entries(), &retired].concat()),
        };
        Self { steps, next, kept }
    }

    /// How many steps of a kind there are.
    pub fn count(&self, action: Action) -> usize {
        self.steps.iter().filter(|step| step.action == action).count()
    }

    /// Deletions that count against the limit: of files that were published, other than assets that are done with.
    pub fn deletions(&self) -> usize {
        self.steps.iter().filter(|step| step.why == Why::Gone).count()
    }

    /// Bytes that go up.
    pub fn bytes(&self) -> u64 {
        self.steps.iter().filter(|step| step.action != Action::Delete).map(|step| step.size).sum()
    }
}

fn deletion(entry: &Entry) -> Step {
    let why = if entry.retired { Why::Retired } else { Why::Gone };
    let (path, size, class) = (entry.path.clone(), entry.size, entry.class);
    Step { action: Action::Delete, why, path, size, class, ask: false }
}

fn sending(before: Option<&Entry>, entry: &Entry, unsure: &Unsure) -> Option<Step> {
    let ask = unsure.has(&entry.path);
    let (action, why) = match before {
        None => (Action::Put, Why::New),
        Some(before) if before.sum != entry.sum => (Action::Replace, Why::Content),
        Some(before) if before.headers != entry.headers => (Action::Replace, Why::Headers),
        Some(_) if ask => (Action::Replace, Why::Unsure),
        Some(_) => return None,
    };
    let (path, size, class) = (entry.path.clone(), entry.size, entry.class);
    Some(Step { action, why, path, size, class, ask })
}

/// Paths to be deleted that stand where a folder is needed, or below where a file is.
fn in_the_way(steps: &[Step]) -> BTreeSet<Box<str>> {
    let gone: BTreeSet<&str> =
        steps.iter().filter(|s| s.action == Action::Delete).map(|s| &*s.path).collect();
    let mut found = BTreeSet::new();
    if gone.is_empty() {
        return found;
    }
    for step in steps.iter().filter(|step| step.action == Action::Put) {
        let above = step.path.match_indices('/').map(|(at, _)| &step.path[..at]);
        found.extend(above.filter(|folder| gone.contains(folder)).map(Box::from));
        let below = format!("{}/", step.path);
        let inside = gone.range(&*below..).take_while(|path| path.starts_with(&below));
        found.extend(inside.map(|path| Box::from(*path)));
    }
    found
}

#[cfg(test)]
mod tests;
