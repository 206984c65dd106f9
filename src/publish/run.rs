//! Making a plan against a target, and carrying it out.
//!
//! Takes: a target and what is to be published. Does: compares manifests; then sends what the plan says, several files
//! at once, and waits after each kind of files until all of them have arrived. Gives: a receipt. What an interrupted
//! publish may have touched is known from the note it left at the target, and is looked at before it is sent again.

use super::manifest::sum::Sum;
use super::manifest::{Entry, Manifest};
use super::plan::{Action, Plan, Step, Unsure};
use super::receipt::{Occasion, Receipt};
use super::stock::Stock;
use super::target::{Conclusion, Pending, State, Target};
use crate::config::publish::Limit;
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue, join};
use crate::record::Class;
use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How to publish.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Look at every file of the target, whatever its manifest says.
    pub force: bool,
    /// Take files that lie there for files of the site.
    pub adopt: bool,
    /// How many files may be deleted.
    pub limit: Limit,
    /// Delete more, too.
    pub yes: bool,
    /// Files that are sent at once.
    pub concurrency: usize,
}

/// A plan against a target in a certain state.
pub struct Prepared {
    /// What is to be done.
    pub plan: Plan,
    /// What is published now.
    pub state: State,
    /// Digest of what is to be published.
    pub to: Sum,
    bytes: Vec<u8>,
}

/// Follows what is sent.
pub trait Follow: Sync {
    /// So many files and bytes are to be sent.
    fn begin(&self, files: usize, bytes: u64);
    /// One has arrived; none of its bytes had to be sent when the target had it already.
    fn done(&self, bytes: u64, sent: bool);
}

impl Prepared {
    /// Whether there is anything to do.
    pub fn is_nothing(&self) -> bool {
        self.plan.steps.is_empty() && self.state.pending.is_none() && self.state.manifest.is_some()
    }
}

/// Compares. Changes nothing at the target.
///
/// # Errors
/// When the target cannot be read, or files that are nobody's lie there.
pub fn prepare(target: &dyn Target, new: &Manifest, options: &Options) -> Result<Prepared, Diagnostic> {
    let state = target.state()?;
    let mut unsure = Unsure { all: options.force, ..Unsure::default() };
    let is_done = |pending: &Pending| {
        // Only the last step was missing: what it names is all there.
        state.manifest.as_ref().is_some_and(|(_, sum)| pending.id.ends_with(&sum.short()))
    };
    if let Some(pending) = state.pending.as_ref().filter(|pending| !is_done(pending)) {
        unsure.paths = pending.paths.iter().cloned().collect();
    } else if state.manifest.is_none() && state.pending.is_none() {
        let mut strangers = target.strangers()?;
        strangers.retain(|name| !is_nobodys(name));
        if let (Some(first), false) = (strangers.first(), options.adopt) {
            return Err(catalogue::strangers(target.shown(), first, strangers.len()));
        }
    }
    let listed = match &state.manifest {
        None if options.adopt => {
            unsure.all = true;
            adopted(target.list(usize::MAX)?)
        }
        _ => Manifest::default(),
    };
    let old = state.manifest.as_ref().map_or(&listed, |(manifest, _)| manifest);
    let plan = Plan::of(old, &unsure, new);
    // Where nothing is to be done, what is there is what is to be.
    let (bytes, to) = match &state.manifest {
        Some((_, sum)) if plan.steps.is_empty() && state.pending.is_none() => (Vec::new(), *sum),
        _ => plan.next.write(),
    };
    Ok(Prepared { plan, state, to, bytes })
}

/// Names that start with a dot are nobody's business, as in the output folder.
fn is_nobodys(path: &str) -> bool {
    path.starts_with('.') && !path.starts_with(".well-known")
}

/// What lies at a target without a manifest, as far as a listing tells.
fn adopted(listing: Vec<(Box<str>, u64)>) -> Manifest {
    let unknown = |(path, size)| Entry {
        path,
        size,
        sum: Sum([0; 32]),
        class: Class::List,
        retired: false,
        headers: None,
    };
    Manifest::new(listing.into_iter().filter(|(path, _)| !is_nobodys(path)).map(unknown).collect())
}

/// Refuses a plan that deletes more than was allowed.
///
/// # Errors
/// When it does.
pub fn within_limit(prepared: &Prepared, options: &Options) -> Result<(), Diagnostic> {
    let published = prepared.state.manifest.as_ref().map_or(0, |(manifest, _)| manifest.entries().len());
    let (deletions, most) = (prepared.plan.deletions(), options.limit.of(published));
    match deletions > most && !options.yes {
        true => Err(catalogue::too_many_deletions(deletions, most, published)),
        false => Ok(()),
    }
}

/// Carries out a plan. The target must be locked.
///
/// # Errors
/// The first thing that went wrong, with what state the target is in.
pub fn carry_out(
    target: &mut dyn Target,
    stock: &Stock,
    mut prepared: Prepared,
    occasion: &Occasion,
    owner: &str,
    options: &Options,
    follow: &dyn Follow,
) -> Result<Receipt, Diagnostic> {
    let id = occasion.id(prepared.to);
    let pending = Pending {
        id: id.clone(),
        by: occasion.by.clone(),
        time: occasion.time.clone(),
        owner: owner.to_owned(),
        paths: prepared.plan.steps.iter().map(|step| step.path.clone()).collect(),
    };
    target.begin(&pending, &prepared.state, options.force)?;
    let advice = target.after_failure();
    let failed = |problem: Diagnostic| match &problem.help {
        Some(help) => {
            let help = format!("{help}; {advice}");
            problem.help(help)
        }
        None => problem.help(advice),
    };
    let sending: Vec<&Step> =
        prepared.plan.steps.iter().filter(|step| step.action != Action::Delete).collect();
    follow.begin(sending.len(), sending.iter().map(|step| step.size).sum());
    let lost = carry(target, stock, &prepared.plan, options).map_err(failed)?;
    for phase in prepared.plan.steps.chunk_by(|a, b| kind(a) == kind(b)) {
        let each = |step: &Step| one(target, stock, &prepared.plan.next, step, follow);
        at_once(phase, options.concurrency, each).map_err(failed)?;
    }
    if !lost.is_empty() {
        let entries = prepared.plan.next.entries().iter().filter(|entry| !lost.contains(&entry.path));
        prepared.plan.next = Manifest::new(entries.cloned().collect());
        (prepared.bytes, prepared.to) = prepared.plan.next.write();
    }
    let from = prepared.state.manifest.as_ref().map(|(_, sum)| sum.to_string());
    let receipt = Receipt { id, ..occasion.receipt(target.shown(), from, prepared.to, &prepared.plan) };
    let conclusion = Conclusion { manifest: &prepared.plan.next, bytes: prepared.bytes, receipt: &receipt };
    target.conclude(&conclusion).map_err(failed)?;
    Ok(receipt)
}

/// Steps of one kind can be done in any order.
fn kind(step: &Step) -> (Action, Class) {
    match (step.action, step.class) {
        (Action::Delete, _) => (Action::Delete, Class::List),
        (_, Class::Asset | Class::Media) => (Action::Put, Class::Asset),
        (action, Class::Redirect) => (action, Class::List),
        other => other,
    }
}

fn one(
    target: &dyn Target,
    stock: &Stock,
    next: &Manifest,
    step: &Step,
    follow: &dyn Follow,
) -> Result<(), Diagnostic> {
    if step.action == Action::Delete {
        return target.delete(&step.path);
    }
    let Some(entry) = next.find(&step.path) else { return Ok(()) };
    let there = step.ask && target.holds(entry)?;
    if !there {
        send(target, stock, entry)?;
    }
    follow.done(step.size, !there);
    Ok(())
}

fn send(target: &dyn Target, stock: &Stock, entry: &Entry) -> Result<(), Diagnostic> {
    target.put(entry, &stock.root.join(&*entry.path), &join(&stock.shown, &entry.path))
}

/// Hands over what stays as it is, where the target needs that. Gives assets that are done with and are lost there.
fn carry(
    target: &dyn Target,
    stock: &Stock,
    plan: &Plan,
    options: &Options,
) -> Result<HashSet<Box<str>>, Diagnostic> {
    if !target.carries() {
        return Ok(HashSet::new());
    }
    let moving: HashSet<&str> = plan.steps.iter().map(|step| &*step.path).collect();
    let staying: Vec<&Entry> =
        plan.next.entries().iter().filter(|entry| !moving.contains(&*entry.path)).collect();
    let lost = Mutex::new(HashSet::new());
    at_once(&staying, options.concurrency, |entry| {
        if target.carry(entry)? {
            return Ok(());
        }
        match (entry.retired, lost.lock()) {
            (true, Ok(mut lost)) => {
                lost.insert(entry.path.clone());
                Ok(())
            }
            _ => send(target, stock, entry),
        }
    })?;
    Ok(lost.into_inner().unwrap_or_default())
}

/// Does something with each of these, several at once; stops at the first failure.
pub(super) fn at_once<T: Sync>(
    all: &[T],
    threads: usize,
    each: impl Fn(&T) -> Result<(), Diagnostic> + Sync,
) -> Result<(), Diagnostic> {
    let (next, failure) = (AtomicUsize::new(0), Mutex::new(None));
    let work = || {
        while let Some(item) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(problem) = each(item) {
                next.store(all.len(), Ordering::Relaxed);
                if let Ok(mut first) = failure.lock() {
                    first.get_or_insert(problem);
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(all.len()) {
            scope.spawn(work);
        }
        work();
    });
    failure.into_inner().ok().flatten().map_or(Ok(()), Err)
}
