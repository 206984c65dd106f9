//! A preview that follows a sequence of edits shows after each what a clean build would write, and says the same.

use super::dice::Dice;
use super::disk::Disk;
use super::kinds::{Hand, KINDS};
use super::play::Sequence;
use super::site::{MOMENTS, Site};
use super::{asked, start};
use crate::inside::{Asked, Nobody, build_site, load};
use crate::tree::{Seen, Tree};
use dateline::build::Built;
use dateline::build::preview::Preview;
use dateline::build::preview::answer::{
    Answer, Changed, Effect, Made, PageNotes, Site as _, Updatable, Update,
};
use dateline::diagnostic::{Diagnostic, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Sequences that are played unless more or fewer are asked for.
const SEQUENCES: usize = 150;

#[test]
fn a_preview_shows_after_any_edit_what_a_clean_build_makes() {
    let first = asked("DATELINE_SEED", 1);
    let mut tally = Tally::default();
    for number in first..first + asked("DATELINE_SEQUENCES", SEQUENCES) {
        let sequence = Sequence::new(Dice::new(number as u64).roll(), number);
        if let Err((told, wrong)) = play(&sequence, &mut tally) {
            panic!("DATELINE_SEED={number}, after\n  {}\n{wrong}", told.join("\n  "));
        }
    }
    println!("{tally:?}");
    assert!(tally.held > tally.kept * 4 && tally.held > tally.stopped * 4, "{tally:?}");
}

/// How many states were held against a clean build, how many showed articles as they were before they were broken, and
/// how many could not be built at all.
#[derive(Debug, Default)]
struct Tally {
    held: usize,
    kept: usize,
    stopped: usize,
}

fn play(sequence: &Sequence, tally: &mut Tally) -> Result<(), (Vec<String>, String)> {
    let mut site = start::site(sequence.seed, sequence.most);
    let mut disk = Disk::new(sequence.in_memory);
    disk.follow(&site);
    let drafts = site.drafts;
    let asked = |site: &Site| Asked { at: MOMENTS[site.at], drafts, strict: false };
    // Half of them begin with what a build has left.
    if sequence.settled {
        let _ = build_site(&disk.site(), &disk.output(), asked(&site));
    }
    let now = Arc::new(Mutex::new(asked(&site)));
    let preview = Preview::open(load(disk.site(), disk.output(), now.clone()), Arc::new(Nobody));
    let mut told = Vec::new();
    let mut faulty: Option<BTreeSet<String>> = None;
    let mut addresses = BTreeMap::new();
    let mut there = files(&disk.site());
    for step in 0..=sequence.edits.len() {
        if let Some((kind, seed)) = step.checked_sub(1).map(|n| sequence.edits[n]) {
            let mut dice = Dice::new(seed);
            let mut hand = Hand { dice: &mut dice, site: &mut site, disk: &mut disk, obstacle: None };
            let said = (KINDS[kind].act)(&mut hand);
            disk.follow(&site);
            let Some(said) = said else { continue };
            told.push(format!("{}: {said}", KINDS[kind].name));
            *now.lock().expect("no panic") = asked(&site);
            let after = files(&disk.site());
            let changed = changed(&there, &after, seed);
            let open = pages(&preview, &addresses);
            let update = preview.update(&changed);
            if !changed.all
                && let Err(wrong) = moved(&preview, open, &update)
            {
                told.push(format!("{changed:?} → {update:?}"));
                return Err((told, wrong));
            }
            told.push(format!("    {changed:?} → {update:?}"));
            // Time may have passed as well.
            preview.update(&Changed::default());
            there = after;
        }
        let (built, made) = disk.clean(|site, output| build_site(site, output, asked_for(&now)));
        let Ok(built) = built else {
            tally.stopped += 1;
            continue;
        };
        let first = faulty.get_or_insert_with(|| broken(&built));
        match hold(&preview, &built, &made, &addresses) {
            Ok(()) => tally.held += 1,
            // What was sound once stays while it is broken.
            Err(_) if !broken(&built).is_subset(first) => tally.kept += 1,
            Err(wrong) => return Err((told, wrong)),
        }
        addresses.extend(made);
    }
    Ok(())
}

/// Files with mistakes.
fn broken(built: &Built) -> BTreeSet<String> {
    let errors = built.diagnostics.iter().filter(|d| d.severity() == Severity::Error);
    errors.filter_map(|d| Some(d.place.as_ref()?.path.clone())).collect()
}

fn asked_for(now: &Mutex<Asked<'static>>) -> Asked<'static> {
    *now.lock().expect("no panic")
}

/// Everything that a clean build makes lies where it belongs, what was there before and is not any more is not, and the
/// same is said of the site.
fn hold(preview: &Preview, built: &Built, made: &Tree, before: &Tree) -> Result<(), String> {
    for (path, seen) in made {
        let Seen::File { bytes, .. } = seen else { continue };
        match preview.answer(&format!("/{path}")) {
            Answer::Made(made) if made.bytes[..] == bytes[..] => {}
            Answer::Made(made) => {
                let (have, want) = (String::from_utf8_lossy(&made.bytes), String::from_utf8_lossy(bytes));
                let line = have.lines().zip(want.lines()).find(|(a, b)| a != b);
                let differs = line.map(|(a, b)| (around(a, b), around(b, a)));
                return Err(format!("{path} ({}): {differs:#?}", made.status));
            }
            Answer::File { path: file, .. } if fs::read(&file).is_ok_and(|have| have == *bytes) => {}
            Answer::Redirect { alias: true, .. } if forwards(bytes) => {}
            other => return Err(format!("{path}: {other:?}")),
        }
    }
    for path in before.keys().filter(|path| !made.contains_key(*path)) {
        match preview.answer(&format!("/{path}")) {
            Answer::Made(made) if made.status == 404 => {}
            Answer::Redirect { .. } | Answer::Nothing => {}
            other => return Err(format!("{path} is still there: {other:?}")),
        }
    }
    let line = |d: &Diagnostic| format!("{} {:?} {}", d.code.name, d.place, d.message);
    let have: Vec<String> = preview.problems().iter().map(|p| line(&p.diagnostic)).collect();
    // About the record of the last build, of which a preview knows nothing.
    let want = built.diagnostics.iter().filter(|d| !d.code.name.ends_with("612"));
    let want: Vec<String> = want.map(line).collect();
    if have == want { Ok(()) } else { Err(format!("said: {have:#?}\ninstead of {want:#?}")) }
}

/// The pages at these paths, as they stand.
fn pages(preview: &Preview, paths: &Tree) -> Vec<(String, Made, PageNotes)> {
    let page = |path: &String| match preview.answer(&format!("/{path}")) {
        Answer::Made(made) => made.page.clone().map(|notes| (path.clone(), made, notes)),
        _ => None,
    };
    paths.keys().filter_map(page).collect()
}

/// A page that has changed is known to have, and only that.
fn moved(preview: &Preview, open: Vec<(String, Made, PageNotes)>, update: &Update) -> Result<(), String> {
    for (path, before, notes) in open {
        let effect = preview.effect(&notes.address, notes.print, notes.styles);
        let Answer::Made(now) = preview.answer(&format!("/{path}")) else { continue };
        let is_marked = now.page.as_ref().is_some_and(|now| now.mark != notes.mark);
        let shows_file = update.files.iter().any(|file| String::from_utf8_lossy(&now.bytes).contains(file));
        let has_moved = now.bytes != before.bytes || is_marked || shows_file;
        if has_moved != (effect != Effect::None) {
            return Err(format!("{path}: {effect:?}, though it has moved: {has_moved}"));
        }
    }
    Ok(())
}

/// A line around the place where it differs from another.
fn around(line: &str, other: &str) -> String {
    let same = line.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    line.chars().skip(same.saturating_sub(40)).take(200).collect()
}

fn forwards(page: &[u8]) -> bool {
    String::from_utf8_lossy(page).contains("http-equiv=\"refresh\"")
}

/// Files of a site's folder by path, with what tells them apart.
fn files(site: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![site.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            match path.is_dir() {
                true if path.ends_with("output") || path.ends_with(".dateline") => {}
                true => open.push(path),
                false => {
                    all.insert(path.clone(), fs::read(&path).unwrap_or_default());
                }
            }
        }
    }
    all
}

/// What a watcher would say: the files, or now and then a folder that is gone, or that events were lost.
fn changed(before: &BTreeMap<PathBuf, Vec<u8>>, after: &BTreeMap<PathBuf, Vec<u8>>, seed: u64) -> Changed {
    if seed.is_multiple_of(11) {
        return Changed { paths: Vec::new(), all: true };
    }
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let new = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path);
    let folder = |path: &Path| path.parent().filter(|folder| !folder.exists()).map(Path::to_path_buf);
    let gone = gone.map(|path| match seed.is_multiple_of(2) {
        true => folder(path).unwrap_or_else(|| path.clone()),
        false => path.clone(),
    });
    Changed { paths: gone.chain(new.cloned()).collect(), all: false }
}
