use super::folders::Folders;
use super::gather::{Batch, Pace};
use super::source::{self, LOST};
use notify::{Error, ErrorKind, RecursiveMode};
use notify_debouncer_mini::{DebouncedEvent, DebouncedEventKind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

fn folders(site: &Path, watched: &[&str], aside: &[&str]) -> Folders {
    let all = |names: &[&str]| names.iter().map(|name| site.join(name).components().collect()).collect();
    Folders { site: site.to_owned(), watched: all(watched), aside: all(aside) }
}

fn event(path: &str) -> DebouncedEvent {
    DebouncedEvent::new(PathBuf::from(path), DebouncedEventKind::Any)
}

#[test]
fn one_save_is_passed_on_at_once_and_many_files_are_waited_for() {
    let start = super::now();
    let mut pace = Pace::begin(start);
    let at = |millis: u64| start + Duration::from_millis(millis);
    let short = pace.patience(at(0), 1).expect("it waits");
    let long = pace.patience(at(0), 100).expect("it waits");
    assert!(short < Duration::from_millis(30) && short < long);
    assert!(pace.patience(at(240), 1).is_some_and(|left| left <= Duration::from_millis(10)));
    assert_eq!(pace.patience(at(250), 1), None);
    assert!(pace.patience(at(250), 100).is_some());
    assert_eq!(pace.patience(at(1500), 100), None);
}

#[test]
fn events_that_were_lost_and_a_limit_that_is_reached() {
    let own = folders(Path::new("/s"), &["content"], &["output"]);
    let mut batch = Batch::default();
    assert!(!batch.take(Ok(vec![
        event("/s/content/a"),
        event("/s/output/b"),
        event("/s"),
        event("/s/content/a")
    ])));
    let changed = batch.finish(&own);
    assert_eq!((changed.paths, changed.all), (vec![PathBuf::from("/s/content/a")], false));
    let mut batch = Batch::default();
    assert!(!batch.take(Ok(vec![event(LOST)])));
    let changed = batch.finish(&own);
    assert!(changed.all && changed.paths.is_empty());
    let mut batch = Batch::default();
    assert!(batch.take(Err(Error::new(ErrorKind::MaxFilesWatch))) && !batch.all);
    assert!(!batch.take(Err(Error::path_not_found())) && !batch.all);
    assert!(!batch.take(Err(Error::generic("something"))) && batch.all);
}

#[test]
fn what_is_left_aside_is_walked_around() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path();
    for name in ["a/b", "a/out/c", "d", ".git/objects"] {
        std::fs::create_dir_all(site.join(name)).expect("made");
    }
    let own = folders(site, &["", "d", "later"], &["a/out", ".git"]);
    let roots: Vec<(PathBuf, bool)> =
        own.roots().into_iter().map(|(root, mode)| (root, mode == RecursiveMode::Recursive)).collect();
    let want = [("", false), ("a", false), ("a/b", true), ("d", true)];
    assert_eq!(roots, want.map(|(name, whole)| (site.join(name).components().collect(), whole)));
    for (name, at_top) in [
        ("a/x", true),
        ("x", true),
        ("later", true),
        ("a/b/x", false),
        ("d/x", false),
        (".git/x", false),
        ("a/out/x", false),
    ] {
        assert_eq!(own.is_at_the_top(&site.join(name)), at_top, "{name}");
    }
    let plain = folders(site, &["a"], &["out"]);
    assert_eq!(plain.roots().get(&site.join("a")), Some(&RecursiveMode::Recursive));
    assert!(!plain.is_at_the_top(&site.join("a/x")) && plain.is_at_the_top(&site.join("a")));
}

#[test]
fn where_the_system_watches_no_more_it_is_looked() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("content")).expect("made");
    let own = folders(folder.path(), &["content"], &[]);
    let (sender, events) = channel();
    let (mut eyes, note) = source::open(false, &own, sender).expect("it watches");
    assert_eq!((eyes.is_polling(), note), (false, None));
    let note = eyes.give_up(&own);
    assert!(note.contains("fs.inotify.max_user_watches") && note.contains("once a second"), "{note}");
    assert!(eyes.is_polling() && eyes.is_root(&folder.path().join("content")));
    std::fs::write(folder.path().join("content/a.md"), "x").expect("written");
    let mut batch = Batch::default();
    while !batch.paths().any(|path| path.ends_with("a.md")) {
        batch.take(events.recv_timeout(Duration::from_secs(20)).expect("it is seen"));
    }
}

#[test]
fn nothing_is_waited_for_twice() {
    // The clock may stand still between two looks at it.
    let mut pace = Pace::begin(Instant::now() + Duration::from_secs(1));
    assert!(pace.patience(super::now(), 1).is_some());
}
