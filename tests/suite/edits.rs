//! The property above all others: after any sequence of edits a build on top of the last one leaves what a clean
//! build makes, byte for byte and file for file, says the same, and touches nothing that stays.
//!
//! `DATELINE_SEQUENCES=N` plays so many sequences, `DATELINE_SEED=N` begins with that one:
//! `DATELINE_SEED=17 DATELINE_SEQUENCES=1 cargo test --test suite edits::` plays number 17 again.

mod content;
pub mod dice;
mod disk;
mod kinds;
mod mishaps;
mod places;
mod play;
mod previewed;
mod settings;
mod site;
mod start;

use dice::Dice;
use kinds::{Effect, KINDS};
use play::{Failure, Pools, Sequence, Tally, play};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Sequences that are played unless more or fewer are asked for.
const SEQUENCES: usize = 1000;

/// So many sequences are enough for every kind of edit to happen.
const ENOUGH: usize = 500;

/// Sequences that are played at once.
const PLAYERS: usize = 2;

fn asked(name: &str, default: usize) -> usize {
    std::env::var(name).map_or(default, |n| n.parse().unwrap_or_else(|e| panic!("{name}={n}: {e}")))
}

#[test]
fn any_sequence_of_edits_leaves_what_a_clean_build_makes() {
    let (first, count) = (asked("DATELINE_SEED", 1), asked("DATELINE_SEQUENCES", SEQUENCES));
    let (next, start) = (AtomicUsize::new(first), Instant::now());
    let (tally, failure) = (Mutex::new(Tally::new()), Mutex::new(None));
    std::thread::scope(|scope| {
        for _ in 0..PLAYERS {
            scope.spawn(|| {
                let (pools, mut own) = (Pools::new(), Tally::new());
                while failure.lock().expect("no panic").is_none() {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= first + count {
                        break;
                    }
                    let sequence = Sequence::new(Dice::new(number as u64).roll(), number);
                    if let Err(found) = play(&sequence, &pools, &mut own) {
                        let told = tell(number, &sequence, found, &pools);
                        failure.lock().expect("no panic").get_or_insert(told);
                    }
                }
                tally.lock().expect("no panic").add(&own);
            });
        }
    });
    let tally = tally.into_inner().expect("no panic");
    println!("{count} sequences, {} builds, {:.1} seconds", tally.builds, start.elapsed().as_secs_f64());
    if let Some(told) = failure.into_inner().expect("no panic") {
        panic!("{told}");
    }
    if count >= ENOUGH {
        happened(&tally);
    }
}

/// A failing sequence made as short as it gets, in words.
fn tell(number: usize, sequence: &Sequence, found: Failure, pools: &Pools) -> String {
    println!("sequence {number} fails; now it is made shorter");
    let (shorter, found) = shrink(sequence.clone(), found, pools);
    let mut out = format!("sequence {number} fails after {} edits:\n{}\n\n", found.after, found.wrong);
    let site = start::site(shorter.seed, shorter.most);
    out.push_str(&format!("The site: {:?}\n", site.config));
    for article in &site.articles {
        out.push_str(&format!("  {} {:?} {:?}\n", article.path(), article.fields, article.links));
    }
    for (n, told) in found.told.iter().enumerate() {
        out.push_str(&format!("{}. {told}\n", n + 1));
    }
    out.push_str(&format!("\nDATELINE_SEED={number} DATELINE_SEQUENCES=1 plays it again"));
    out
}

/// Drops edits from the end, the front and the middle, then articles, while the sequence still fails.
fn shrink(mut sequence: Sequence, mut found: Failure, pools: &Pools) -> (Sequence, Failure) {
    let mut shorter = |sequence: &mut Sequence, candidate: Sequence| {
        let failure = play(&candidate, pools, &mut Tally::new()).err();
        let fails = failure.is_some();
        if let Some(failure) = failure {
            *sequence = candidate;
            found = failure;
        }
        fails
    };
    let mut length = 0;
    while length < sequence.edits.len() {
        let candidate = Sequence { edits: sequence.edits[..length].to_vec(), ..sequence.clone() };
        if shorter(&mut sequence, candidate) {
            break;
        }
        length += 1;
    }
    let mut at = 0;
    while at < sequence.edits.len() {
        let mut candidate = sequence.clone();
        candidate.edits.remove(at);
        if !shorter(&mut sequence, candidate) {
            at += 1;
        }
    }
    for most in [0, 1, 2, 3, 4, 6, 8, 12] {
        let candidate = Sequence { most, ..sequence.clone() };
        if shorter(&mut sequence, candidate) {
            break;
        }
    }
    (sequence, found)
}

/// Every kind of edit was done, and did what it is there for.
fn happened(tally: &Tally) {
    for (n, kind) in KINDS.iter().enumerate() {
        let (done, moved, stopped) = (tally.done[n], tally.moved[n], tally.stopped[n]);
        println!("{:<32} {done:>5} done {moved:>5} moved {stopped:>5} stopped", kind.name);
        assert!(done >= 5, "`{}` was done {done} times only", kind.name);
        match kind.effect {
            Effect::Moves => assert!(moved >= 2, "`{}` moved nothing", kind.name),
            Effect::Same => assert!(done > stopped, "`{}` never came to a build", kind.name),
            Effect::Stops => assert!(stopped >= 2, "`{}` stopped nothing", kind.name),
        }
    }
}
