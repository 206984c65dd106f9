//! The shortest build: nothing has changed, and looking at the files is enough to know it.

use super::Request;
use super::world::World;
use crate::output::Output;
use crate::output::memory::Memory;
use crate::output::write::Held;
use crate::record::codec::Stamp;
use crate::record::{Head, Root, Source};
use crate::source::SourceFile;
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// So many files of the output may have to be read to know that they are the same; when it is more, the record is
/// brought up to date so that the next build need not read them.
const MANY: usize = 2000;

/// The head of the record, if a build now would find and write just what the last one did. Everything is compared
/// that a build depends on: the program, the arguments, configuration and theme; the moment, with the moments at which
/// something would have changed by itself; every source and every file of the output by size, times and number.
pub(super) fn unchanged(
    request: &Request,
    output: &Output,
    memory: &mut Memory,
    world: &World,
    boot: &str,
    sources: [&[SourceFile]; 2],
) -> Option<Head> {
    let head = &memory.head;
    let at = request.clock.at;
    let same = head.world == world.all
        && head.program == world.program
        && head.boot == boot
        && (head.from..head.until).contains(&at)
        && head.today.is_none_or(|day| day == request.today)
        && !output.is_astray()
        && !memory.changes_lost;
    if !same || !all_known(&memory.sources()?, sources) {
        return None;
    }
    let stamps = memory.stamps()?;
    let read = AtomicUsize::new(0);
    let is_held = |stamp: &Stamp| match output.holds(&stamp.path, stamp.stat, stamp.digest) {
        Held::Same => true,
        Held::Touched(_) => read.fetch_add(1, Ordering::Relaxed) < MANY,
        Held::Lost => false,
    };
    let held = stamps.len() as u64 == memory.head.planned && stamps.par_iter().all(is_held);
    held.then(|| memory.head.clone())
}

/// Whether these are the files of the record, each as it was when it was read.
fn all_known(known: &[&Source], [content, fixed]: [&[SourceFile]; 2]) -> bool {
    let content = content.iter().map(|file| (Root::Content, file));
    let found = content.chain(fixed.iter().map(|file| (Root::Static, file)));
    let same = |((root, file), source): ((Root, &SourceFile), &&Source)| {
        source.root == root && *source.path == *file.path && source.stat == Some(file.stat)
    };
    found.clone().count() == known.len() && found.zip(known).all(same)
}
