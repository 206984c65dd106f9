//! Builds that are killed at any moment. The next one makes of it what a clean build makes, and what strangers keep in
//! the folder stays.

use crate::bare;
use crate::dice::Dice;
use crate::sandbox::{AT, Sandbox};
use crate::tree::{Seen, Tree, difference, tree};
use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ARTICLES: usize = 150;

/// Kills in each of the two tests.
const KILLS: usize = 110;

/// Where a kill met a build, by what was on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Landing {
    /// Neither record nor output had changed.
    Before,
    /// The record had been announced, or in some other way begun.
    Announced,
    /// Some files had been written.
    Pages,
    /// All had been written, and the build still ran.
    Written,
    /// The build had ended by itself.
    Ended,
}

/// Draws moments to kill at, first from all over the build, then where it has been met least.
struct Aim {
    /// How long a build takes.
    length: f64,
    dice: Dice,
    /// Delays and where they landed.
    met: Vec<(f64, Landing)>,
}

impl Aim {
    fn new(length: Duration) -> Self {
        Self { length: length.as_secs_f64(), dice: Dice::new(7), met: Vec::new() }
    }

    fn delay(&mut self) -> Duration {
        let (round, chance) = (self.met.len(), self.dice.chance());
        let delay = match round % 5 {
            // Very early and very late.
            0 if round % 2 == 0 => 0.003 * chance,
            0 => self.length * (0.9 + 0.2 * chance),
            // Between what was too early and what was too late for what is met least: when the record is announced,
            // and when everything is written.
            1 => self.between(Landing::Before, Landing::Pages, chance),
            2 => self.between(Landing::Pages, Landing::Ended, chance),
            _ => self.length * 1.05 * chance,
        };
        Duration::from_secs_f64(delay.max(0.0))
    }

    /// A delay around the border of two landings.
    fn between(&self, early: Landing, late: Landing, chance: f64) -> f64 {
        let all = |landing: Landing| self.met.iter().filter(move |m| m.1 == landing).map(|m| m.0);
        let last = all(early).fold(f64::NAN, f64::max);
        let first = all(late).fold(f64::NAN, f64::min);
        if last.is_nan() || first.is_nan() {
            return self.length * chance;
        }
        let (from, to) = (last.min(first), last.max(first));
        from + (to - from) * chance
    }

    fn count(&self, landing: Landing) -> usize {
        self.met.iter().filter(|m| m.1 == landing).count()
    }
}

/// Starts a build, kills it after a while, and says where it was.
fn kill_after(sandbox: &Sandbox, delay: Duration, want: &Tree) -> Landing {
    let (output, state) = (sandbox.path().join("output"), sandbox.path().join(".dateline"));
    let before = (bytes(&tree(&output)), noted(&tree(&state)));
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["build", "--quiet", "--at", AT])
        .current_dir(sandbox.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    std::thread::sleep(delay);
    child.kill().expect("the program can be killed");
    let status = child.wait().expect("the program ends");
    let now = tree(&output);
    match status.code() {
        Some(code) => {
            assert_eq!(code, 0);
            Landing::Ended
        }
        None if bytes(&now) == before.0 && noted(&tree(&state)) == before.1 => Landing::Before,
        None if want.iter().all(|(path, seen)| now.get(path).and_then(content) == content(seen)) => {
            Landing::Written
        }
        None if bytes(&now) == before.0 => Landing::Announced,
        None => Landing::Pages,
    }
}

fn content(seen: &Seen) -> Option<&[u8]> {
    match seen {
        Seen::File { bytes, .. } => Some(bytes),
        _ => None,
    }
}

fn bytes(tree: &Tree) -> BTreeMap<String, Vec<u8>> {
    tree.iter().filter_map(|(path, seen)| Some((path.clone(), content(seen)?.to_vec()))).collect()
}

/// The record's files, without the lock, which says nothing.
fn noted(tree: &Tree) -> BTreeMap<String, Vec<u8>> {
    let mut noted = bytes(tree);
    noted.retain(|path, _| !path.ends_with(".lock"));
    noted
}

/// How long a build takes: the middle one of three.
fn length(mut prepare: impl FnMut(usize), sandbox: &Sandbox) -> Duration {
    let mut took: Vec<Duration> = (0..3)
        .map(|round| {
            prepare(round);
            let start = Instant::now();
            assert_eq!(sandbox.run(&["build", "--quiet"]).status, 0);
            start.elapsed()
        })
        .collect();
    took.sort();
    took[1]
}

/// Kills were met before, among and after the pages.
fn spread(aim: &Aim) {
    let all = [Landing::Before, Landing::Announced, Landing::Pages, Landing::Written, Landing::Ended];
    let counts: Vec<(Landing, usize)> = all.iter().map(|l| (*l, aim.count(*l))).collect();
    println!("{counts:?} in builds of {:.3} seconds", aim.length);
    assert!(aim.count(Landing::Before) >= 5, "{counts:?}");
    assert!(aim.count(Landing::Pages) >= 10, "{counts:?}");
    assert!(aim.count(Landing::Announced) + aim.count(Landing::Written) >= 1, "{counts:?}");
    assert!(aim.count(Landing::Ended) <= KILLS * 2 / 3, "{counts:?}");
}

/// Nothing that a killed build was writing is left.
fn tidy(sandbox: &Sandbox) {
    for folder in ["output", ".dateline"] {
        let all = tree(&sandbox.path().join(folder));
        let left = |path: &&String| {
            let name = path.rsplit('/').next().unwrap_or_default();
            name.starts_with(".dateline-") || name.starts_with(".tmp") || name.ends_with(".new")
        };
        let left: Vec<&String> = all.keys().filter(left).collect();
        assert!(left.is_empty(), "left in {folder}: {left:?}");
    }
}

#[test]
fn first_builds_that_are_killed() {
    let sandbox = bare::site(ARTICLES);
    let want = bare::clean(&sandbox);
    let mut aim = Aim::new(length(|_| bare::forget(&sandbox), &sandbox));
    bare::forget(&sandbox);
    for round in 0..KILLS {
        let delay = aim.delay();
        let landing = kill_after(&sandbox, delay, &want);
        aim.met.push((delay.as_secs_f64(), landing));
        // Some are resumed and killed again before anybody looks.
        if aim.dice.chance() < 0.5 {
            bare::builds_as(&sandbox, &want, &format!("kill {round} after {delay:?} ({landing:?})"));
            tidy(&sandbox);
            bare::forget(&sandbox);
        }
    }
    spread(&aim);
}

/// The texts of one of a few states of the site.
fn edit(sandbox: &Sandbox, state: usize) {
    for number in (0..ARTICLES).step_by(3) {
        bare::article(sandbox, number, &format!("Words about it, told {state} times."));
    }
    for number in ARTICLES..ARTICLES + 20 {
        match state {
            1 | 3 => bare::article(sandbox, number, "News."),
            _ => drop(fs::remove_file(sandbox.path().join(bare::path(number)))),
        }
    }
    sandbox.write("content/harbour/view.jpg", &vec![state as u8; 3000 + state]);
}

#[test]
fn builds_with_edits_that_are_killed() {
    let sandbox = bare::site(ARTICLES);
    let states: Vec<Tree> = (0..4)
        .map(|state| {
            edit(&sandbox, state);
            bare::clean(&sandbox)
        })
        .collect();
    assert!((1..4).all(|n| difference(&states[n], &states[n - 1]).is_some()));
    let mut aim = Aim::new(length(|round| edit(&sandbox, round), &sandbox));
    sandbox.write("output/stranger.txt", b"Mine");
    sandbox.write("output/strangers/notes.txt", b"Mine too");
    let mut state = 2;
    for round in 0..KILLS {
        // Half of the builds begin with what a killed one left of another state.
        state = (state + 1 + usize::from(aim.dice.chance() < 0.3)) % states.len();
        edit(&sandbox, state);
        let delay = aim.delay();
        let landing = kill_after(&sandbox, delay, &states[state]);
        aim.met.push((delay.as_secs_f64(), landing));
        if aim.dice.chance() < 0.5 {
            let after = format!("kill {round} after {delay:?} ({landing:?})");
            bare::builds_as(&sandbox, &states[state], &after);
            tidy(&sandbox);
            assert_eq!(sandbox.read("output/stranger.txt"), "Mine", "{after}");
            assert_eq!(sandbox.read("output/strangers/notes.txt"), "Mine too", "{after}");
        }
    }
    spread(&aim);
}
