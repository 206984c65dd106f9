//! What happens to files without an editor: copies, clocks, and hands in the output folder.

use super::kinds::Hand;
use crate::tree::{Seen, tree};
use std::fs::{self, File, FileTimes};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

type Told = Option<String>;

impl Hand<'_> {
    /// A file of the output: its name and where it is. None while nothing was built.
    fn made(&mut self) -> Option<(String, PathBuf)> {
        let all = tree(&self.disk.output());
        let files: Vec<&str> =
            all.iter().filter(|(_, s)| matches!(s, Seen::File { .. })).map(|(p, _)| p.as_str()).collect();
        if files.is_empty() {
            return None;
        }
        let path = self.dice.pick(&files).to_owned();
        Some((path.clone(), self.disk.output().join(path)))
    }

    /// A text file of the site that a build reads.
    fn source(&mut self) -> Option<String> {
        let all: Vec<&str> = self.disk.paths().filter(|p| p.ends_with(".md")).collect();
        (!all.is_empty()).then(|| self.dice.pick(&all).to_owned())
    }
}

/// Waits until the clock of the file system has moved: what is altered within one tick of it, in the same size, has
/// the same times as before, and nothing but reading every page again could tell.
fn tick() {
    std::thread::sleep(Duration::from_millis(12));
}

/// Waits until a build trusts the times of what was just written.
pub fn settle() {
    std::thread::sleep(Duration::from_millis(40));
}

fn set_modified(path: &PathBuf, to: SystemTime) {
    let file = File::options().write(true).open(path).expect("a file");
    file.set_times(FileTimes::new().set_modified(to)).expect("times can be set");
}

fn modified(path: &PathBuf) -> SystemTime {
    fs::metadata(path).and_then(|m| m.modified()).expect("a time")
}

pub fn nothing(_: &mut Hand<'_>) -> Told {
    Some("nothing".to_owned())
}

pub fn touched(hand: &mut Hand<'_>) -> Told {
    let path = hand.source()?;
    let full = hand.disk.site().join(&path);
    let by = Duration::from_secs(hand.dice.below(5000) as u64);
    let to = if hand.dice.one_in(2) { modified(&full) + by } else { modified(&full) - by };
    set_modified(&full, to);
    Some(format!("{path}: touched"))
}

/// As a checkout does: every file is another one with the same bytes.
pub fn fresh_copy(hand: &mut Hand<'_>) -> Told {
    let paths: Vec<String> = hand.disk.paths().map(str::to_owned).collect();
    for path in paths {
        let full = hand.disk.site().join(&path);
        let bytes = fs::read(&full).expect("a file");
        fs::remove_file(&full).expect("files can be removed");
        fs::write(&full, bytes).expect("files can be written");
    }
    Some("every file of the site: removed and written again".to_owned())
}

/// A text of the same size, and the old time of modification with it: only the time of the change of status moves.
pub fn time_set_back(hand: &mut Hand<'_>) -> Told {
    let at = hand.dice.below(hand.site.articles.len());
    let article = hand.site.articles.get_mut(at)?;
    let (path, last) = (format!("content/{}", article.path()), article.body.rfind("quay")?);
    article.body.replace_range(last..last + 4, hand.dice.pick(&["pier", "dock", "mole"]));
    let full = hand.disk.site().join(&path);
    let before = modified(&full);
    hand.disk.follow(hand.site);
    set_modified(&full, before);
    Some(format!("{path}: `quay` replaced in the same size, and its time set back"))
}

/// Another text in the same size by rename, with a time of long ago, as from a backup.
pub fn older_file(hand: &mut Hand<'_>) -> Told {
    let at = hand.dice.below(hand.site.articles.len());
    let article = hand.site.articles.get_mut(at)?;
    let (path, last) = (format!("content/{}", article.path()), article.body.rfind(" It is ")?);
    article.body.replace_range(last..last + 7, " It was");
    let full = hand.disk.site().join(&path);
    fs::remove_file(&full).expect("files can be removed");
    hand.disk.follow(hand.site);
    set_modified(&full, SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000));
    Some(format!("{path}: replaced by another text that is older"))
}

pub fn output_altered(hand: &mut Hand<'_>) -> Told {
    let (path, full) = hand.made()?;
    let mut bytes = fs::read(&full).expect("a file");
    bytes.extend(b"<!-- by hand -->");
    fs::write(&full, bytes).expect("files can be written");
    Some(format!("output/{path}: altered by hand"))
}

fn alter_in_size(full: &PathBuf) -> Option<()> {
    let mut bytes = fs::read(full).expect("a file");
    *bytes.last_mut()? ^= 0x20;
    tick();
    fs::write(full, bytes).expect("files can be written");
    Some(())
}

pub fn output_altered_in_size(hand: &mut Hand<'_>) -> Told {
    let (path, full) = hand.made()?;
    alter_in_size(&full)?;
    Some(format!("output/{path}: altered by hand in the same size"))
}

pub fn output_time_set_back(hand: &mut Hand<'_>) -> Told {
    let (path, full) = hand.made()?;
    let before = modified(&full);
    alter_in_size(&full)?;
    set_modified(&full, before);
    Some(format!("output/{path}: altered by hand in the same size, and its time set back"))
}

pub fn output_emptied(hand: &mut Hand<'_>) -> Told {
    let (path, full) = hand.made()?;
    fs::write(&full, b"").expect("files can be written");
    Some(format!("output/{path}: emptied"))
}

pub fn output_deleted(hand: &mut Hand<'_>) -> Told {
    let (path, full) = hand.made()?;
    fs::remove_file(full).expect("files can be removed");
    Some(format!("output/{path}: deleted"))
}

pub fn output_folder_deleted(hand: &mut Hand<'_>) -> Told {
    let (path, _) = hand.made()?;
    let folder = path.split('/').next().filter(|f| *f != path)?;
    fs::remove_dir_all(hand.disk.output().join(folder)).expect("folders can be removed");
    Some(format!("output/{folder}: deleted with all in it"))
}

pub fn whole_output_deleted(hand: &mut Hand<'_>) -> Told {
    hand.made()?;
    fs::remove_dir_all(hand.disk.output()).expect("folders can be removed");
    Some("output: deleted with all in it".to_owned())
}

pub fn output_turned_folder(hand: &mut Hand<'_>) -> Told {
    let (path, full) = hand.made()?;
    fs::remove_file(&full).expect("files can be removed");
    fs::create_dir(&full).expect("folders can be made");
    if hand.dice.one_in(2) {
        fs::write(full.join("mine.txt"), "Mine").expect("files can be written");
    }
    hand.obstacle = Some(full);
    Some(format!("output/{path}: replaced by a folder"))
}
