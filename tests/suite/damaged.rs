//! Records that were damaged, in every way a disk, a copy or a hand can: the build that finds one makes what a clean
//! build makes, and never panics.

use crate::bare;
use crate::inside::{Asked, build_site};
use crate::sandbox::{AT, Sandbox};
use crate::tree::{Seen, Tree, difference, tree};
use dateline::build::Built;
use dateline::diagnostic::Diagnostic;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

const ARTICLES: usize = 12;

/// A site that goes to and fro between two states, so that every build on a damaged record also has work to do: one
/// article is edited, one is deleted.
struct Workshop {
    sandbox: Sandbox,
    clean: [Tree; 2],
    state: usize,
    damages: usize,
}

fn state(sandbox: &Sandbox, state: usize) {
    bare::article(sandbox, 3, &format!("Words, told {state} times."));
    match state {
        0 => bare::article(sandbox, 5, "Here."),
        _ => fs::remove_file(sandbox.path().join(bare::path(5))).expect("a file"),
    }
}

impl Workshop {
    fn new() -> Self {
        let sandbox = bare::site(ARTICLES);
        let clean = [0, 1].map(|n| {
            state(&sandbox, n);
            bare::clean(&sandbox)
        });
        let mut workshop = Self { sandbox, clean, state: 1, damages: 0 };
        workshop.again();
        workshop
    }

    fn build(&self) -> Result<Built, Vec<Diagnostic>> {
        let asked = Asked { at: AT, drafts: false, strict: false };
        build_site(self.sandbox.path(), &self.sandbox.path().join("output"), asked)
    }

    fn again(&mut self) {
        bare::forget(&self.sandbox);
        assert!(self.build().is_ok());
    }

    /// The files of the record, but for the lock.
    fn record(&self) -> Vec<PathBuf> {
        let all = tree(&self.sandbox.path().join(".dateline"));
        let files =
            all.iter().filter(|(path, seen)| matches!(seen, Seen::File { .. }) && !path.ends_with(".lock"));
        files.map(|(path, _)| self.sandbox.path().join(".dateline").join(path)).collect()
    }

    /// Damages what a good build left, builds, and holds the result against a clean build. Every second time the site
    /// was edited in between.
    fn damage(&mut self, what: &str, damage: impl FnOnce()) {
        self.damages += 1;
        damage();
        if self.damages.is_multiple_of(2) {
            self.state = 1 - self.state;
            state(&self.sandbox, self.state);
        }
        let built = catch_unwind(AssertUnwindSafe(|| self.build()));
        let built = built.unwrap_or_else(|_| panic!("{what}: a panic"));
        let found = difference(&tree(&self.sandbox.path().join("output")), &self.clean[self.state]);
        match built {
            Ok(_) if found.is_none() => {}
            Ok(_) => panic!("{what}: {}", found.unwrap_or_default()),
            Err(said) => panic!("{what}: nothing was built: {said:?}"),
        }
    }
}

impl Workshop {
    /// Puts a folder where a file of the record was: a build does without it, or names it and waits until it is gone.
    fn turned_folder(&mut self, file: &Path) {
        fs::remove_file(file).expect("a record");
        fs::create_dir(file).expect("a folder");
        self.state = 1 - self.state;
        state(&self.sandbox, self.state);
        if let Err(said) = self.build() {
            let named = |d: &Diagnostic| d.place.as_ref().is_some_and(|p| Path::new(&p.path) == file);
            assert!(said.iter().any(named), "{} is a folder, and is not named: {said:?}", file.display());
        }
        let _ = fs::remove_dir(file);
        self.damage(&format!("{} was a folder", name(file)), || {});
    }
}

fn set(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("files can be written");
}

fn name(path: &Path) -> String {
    path.extension().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// So many numbers below `end` (all, when there are fewer), the first 64 among them.
fn spread(end: usize, count: usize) -> Vec<usize> {
    let step = (end / count.max(1)).max(1);
    let mut all: Vec<usize> = (0..end.min(64)).chain((64..end).step_by(step)).collect();
    all.extend(end.checked_sub(1));
    all.dedup();
    all
}

#[test]
fn a_record_cut_short() {
    let mut workshop = Workshop::new();
    for file in workshop.record() {
        let length = fs::read(&file).expect("a record").len();
        for cut in spread(length, 60) {
            let bytes = fs::read(&file).expect("a record");
            let left = cut.min(bytes.len());
            workshop.damage(&format!("{} cut to {left} bytes", name(&file)), || set(&file, &bytes[..left]));
        }
    }
    println!("{} damages", workshop.damages);
    assert!(workshop.damages >= 60);
}

#[test]
fn a_record_with_a_bit_turned() {
    let mut workshop = Workshop::new();
    for file in workshop.record() {
        let length = fs::read(&file).expect("a record").len();
        for (n, at) in spread(length, 120).into_iter().enumerate() {
            let mut bytes = fs::read(&file).expect("a record");
            let at = at.min(bytes.len() - 1);
            bytes[at] ^= 1 << (n % 8);
            workshop.damage(&format!("{}: bit {} of byte {at} turned", name(&file), n % 8), || {
                set(&file, &bytes)
            });
        }
    }
    println!("{} damages", workshop.damages);
    assert!(workshop.damages >= 200);
}

#[test]
fn a_record_of_another_version() {
    let mut workshop = Workshop::new();
    for file in workshop.record() {
        for at in 0..40 {
            let mut bytes = fs::read(&file).expect("a record");
            if let Some(byte) = bytes.get_mut(at) {
                *byte = byte.wrapping_sub(1);
            }
            workshop.damage(&format!("{}: byte {at} is one less", name(&file)), || set(&file, &bytes));
        }
    }
}

#[test]
fn a_record_replaced() {
    let other = bare::site(ARTICLES + 5);
    bare::article(&other, 3, "Of another site.");
    assert_eq!(other.run(&["build"]).status, 0);
    let mut workshop = Workshop::new();
    let of_other = |ending: &str| {
        let all = other.files(".dateline");
        all.into_iter().find(|(path, _)| path.ends_with(ending)).map(|(_, bytes)| bytes).unwrap_or_default()
    };
    let files = workshop.record();
    for _ in 0..2 {
        for file in &files {
            let called = name(file);
            workshop.damage(&format!("{called} emptied"), || set(file, b""));
            workshop.damage(&format!("{called} deleted"), || fs::remove_file(file).expect("a record"));
            workshop.damage(&format!("{called} is a letter"), || {
                set(file, b"Dear editor,\n\nthe tide was low.\n")
            });
            workshop.damage(&format!("{called} is noise"), || {
                set(file, &(0..=255u8).cycle().take(5000).collect::<Vec<_>>());
            });
            workshop.damage(&format!("{called} is long"), || set(file, &[b'\n'; 300_000]));
            workshop.damage(&format!("{called} is another site's"), || set(file, &of_other(&called)));
            workshop.damage(&format!("{called} twice"), || {
                let bytes = fs::read(file).expect("a record");
                set(file, &[bytes.clone(), bytes].concat());
            });
            workshop.turned_folder(file);
        }
        for (a, b) in files.iter().zip(files.iter().skip(1)) {
            workshop.damage(&format!("{} and {} exchanged", name(a), name(b)), || {
                let (one, two) = (fs::read(a).expect("a record"), fs::read(b).expect("a record"));
                set(a, &two);
                set(b, &one);
            });
        }
        // An odd number, so that each damage is met with and without edits.
        workshop.damages += 1;
    }
}

/// A record of another site names files that are a stranger's here.
#[test]
fn the_record_of_another_site_takes_no_strangers_files() {
    let workshop = Workshop::new();
    let other = bare::site(ARTICLES);
    other.write("content/2015-01-01-mine.md", b"---\npermalink: /stranger/mine/\n---\nWords.\n");
    assert_eq!(other.run(&["build"]).status, 0);
    let sandbox = &workshop.sandbox;
    sandbox.write("output/stranger/mine/index.html", b"A stranger's");
    let foreign = other.files(".dateline");
    for file in workshop.record() {
        let ending = name(&file);
        if let Some((_, bytes)) = foreign.iter().find(|(path, _)| path.ends_with(&ending)) {
            set(&file, bytes);
        }
    }
    let built = workshop.build();
    assert!(built.is_ok(), "{built:?}");
    assert_eq!(sandbox.read("output/stranger/mine/index.html"), "A stranger's");
    bare::is(&sandbox.path().join("output"), &workshop.clean[workshop.state], "another site's record");
}

#[test]
fn the_program_on_damaged_records() {
    let workshop = Workshop::new();
    let sandbox = &workshop.sandbox;
    for file in workshop.record() {
        for damage in [&b""[..], b"\xff\xfe\x00", b"dateline output record 0\n"] {
            set(&file, damage);
            let run = sandbox.run(&["build"]);
            assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
            assert_eq!(run.status, 0, "{}", run.stderr);
        }
    }
}

/// Without any record nothing in a full folder is known to be ours.
#[test]
fn a_record_that_is_gone() {
    let workshop = Workshop::new();
    let sandbox = &workshop.sandbox;
    let before = tree(&sandbox.path().join("output"));
    fs::remove_dir_all(sandbox.path().join(".dateline")).expect("a record");
    let run = sandbox.run(&["build"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("E602") && run.stderr.contains("output"), "{}", run.stderr);
    assert_eq!(tree(&sandbox.path().join("output")), before);
    fs::remove_dir_all(sandbox.path().join("output")).expect("the output");
    bare::builds_as(sandbox, &workshop.clean[workshop.state], "a record that is gone");
}

/// The changes since the base are a file of their own. Without them the base says too little: which files have come
/// since is then known from the journal.
#[test]
fn changes_that_are_lost() {
    let sandbox = bare::site(ARTICLES);
    let clean = bare::clean(&sandbox);
    bare::article(&sandbox, 40, "One more.");
    let more = bare::clean(&sandbox);
    for (n, damage) in [None, Some(&b""[..]), Some(&b"\xff\xfe\x00"[..])].into_iter().enumerate() {
        for stays in [true, false] {
            bare::forget(&sandbox);
            fs::remove_file(sandbox.path().join(bare::path(40))).expect("an article");
            bare::builds_as(&sandbox, &clean, "a first build");
            bare::article(&sandbox, 40, "One more.");
            bare::builds_as(&sandbox, &more, "a build with one more");
            let state = tree(&sandbox.path().join(".dateline"));
            let changes = state.keys().find(|path| path.ends_with(".changes")).expect("changes");
            let changes = sandbox.path().join(".dateline").join(changes);
            match damage {
                None => fs::remove_file(&changes).expect("changes"),
                Some(bytes) => set(&changes, bytes),
            }
            if !stays {
                fs::remove_file(sandbox.path().join(bare::path(40))).expect("an article");
            }
            let run = sandbox.run(&["build", "--format", "json"]);
            assert_eq!(run.status, 0, "{}", run.stdout);
            assert_eq!(run.stdout.contains("N612"), damage.is_some(), "damage {n}: {}", run.stdout);
            let want = if stays { &more } else { &clean };
            bare::is(&sandbox.path().join("output"), want, "changes that are lost");
            bare::builds_as(&sandbox, want, "the build after that");
            if !stays {
                bare::article(&sandbox, 40, "One more.");
            }
        }
    }
}
