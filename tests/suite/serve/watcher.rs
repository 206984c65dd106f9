//! What is seen of what happens to files.

use dateline::build::preview::answer::Changed;
use dateline::serve::watch::{Folders, Seen, watch};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);

/// A site that is watched.
struct Ground {
    folder: tempfile::TempDir,
    seen: Receiver<Seen>,
}

impl Ground {
    fn new(poll: bool) -> Self {
        Self::laid_out(poll, "content")
    }

    /// With the articles in this folder of the site.
    fn laid_out(poll: bool, content: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().canonicalize().expect("it is there");
        for name in ["content/news", "output", ".dateline", ".git"] {
            fs::create_dir_all(site.join(name)).expect("made");
        }
        fs::write(site.join("config.yaml"), "title: T").expect("written");
        fs::write(site.join("content/news/quay.md"), "one").expect("written");
        let watched = [content, "static", "themes", "templates"]
            .map(|name| site.join(name).components().collect())
            .into();
        let aside = ["output", ".dateline", ".git"].map(|name| site.join(name)).into();
        let folders = Folders { site, watched, aside };
        let (give, seen) = channel();
        watch(move || Some(folders.clone()), poll, move |seen| give.send(seen).is_ok()).expect("it watches");
        Self { folder, seen }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().expect("it is there").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    /// The next batch, and how long it took.
    #[track_caller]
    fn next(&self) -> (Changed, Duration) {
        let start = Instant::now();
        loop {
            match self.seen.recv_timeout(PATIENCE).expect("something is seen") {
                Seen::Changed(changed) => return (changed, start.elapsed()),
                Seen::Look(_) => {}
                Seen::Note(note) => panic!("{note}"),
            }
        }
    }

    /// Waits until this path has been seen. Gives everything that was, and in how many batches.
    #[track_caller]
    fn until(&self, name: &str) -> (BTreeSet<PathBuf>, usize) {
        let path = self.path(name);
        let mut all = BTreeSet::new();
        for batches in 1.. {
            all.extend(self.next().0.paths);
            if all.contains(&path) {
                return (all, batches);
            }
        }
        unreachable!("there is always another batch")
    }

    #[track_caller]
    fn nothing(&self, of: &str) {
        match self.seen.recv_timeout(Duration::from_millis(400)) {
            Ok(Seen::Changed(changed)) => panic!("{of}: {changed:?}"),
            Ok(Seen::Look(_) | Seen::Note(_)) | Err(_) => {}
        }
    }
}

#[test]
fn a_save_is_seen_soon_and_once() {
    let ground = Ground::new(false);
    ground.write("content/news/quay.md", "two");
    let (changed, took) = ground.next();
    assert_eq!(changed, Changed { paths: vec![ground.path("content/news/quay.md")], all: false });
    println!("a save was seen after {took:?}");
    assert!(took < Duration::from_secs(2), "{took:?}");
    ground.nothing("a save that was seen");
}

#[test]
fn a_save_by_rename_is_one() {
    let ground = Ground::new(false);
    ground.write("content/news/.quay.md.swp", "two");
    fs::rename(ground.path("content/news/quay.md"), ground.path("content/news/quay.md~")).expect("renamed");
    fs::rename(ground.path("content/news/.quay.md.swp"), ground.path("content/news/quay.md"))
        .expect("renamed");
    fs::remove_file(ground.path("content/news/quay.md~")).expect("removed");
    let (all, batches) = ground.until("content/news/quay.md");
    assert!(all.len() <= 3, "{all:?}");
    assert_eq!(batches, 1);
    ground.nothing("a save that was seen");
}

#[test]
fn reading_is_no_change() {
    let ground = Ground::new(false);
    for _ in 0..5 {
        fs::read(ground.path("content/news/quay.md")).expect("read");
        fs::read_dir(ground.path("content/news")).expect("read").for_each(drop);
    }
    ground.nothing("reading");
}

#[test]
fn what_the_program_writes_is_no_change() {
    let ground = Ground::new(false);
    for name in ["output/quay/index.html", ".dateline/record", ".git/index", ".git/objects/ab/cd"] {
        ground.write(name, "x");
    }
    ground.nothing("what the program writes");
    // Where the articles are the site's own folder, too.
    let ground = Ground::laid_out(false, "");
    for name in ["output/quay/index.html", ".dateline/record", ".git/index"] {
        ground.write(name, "x");
    }
    ground.nothing("what the program writes");
    ground.write("later/quay.md", "x");
    ground.until("later");
    ground.write("later/deep/pier.md", "x");
    let (all, _) = ground.until("later/deep");
    assert!(all.iter().all(|path| path.starts_with(ground.path("later"))), "{all:?}");
}

#[test]
fn removals_and_renames() {
    let ground = Ground::new(false);
    ground.write("content/old/a.md", "x");
    ground.until("content/old");
    fs::remove_file(ground.path("content/news/quay.md")).expect("removed");
    ground.until("content/news/quay.md");
    fs::rename(ground.path("content/old"), ground.path("content/new")).expect("renamed");
    let (mut all, _) = ground.until("content/new");
    if !all.contains(&ground.path("content/old")) {
        all = ground.until("content/old").0;
    }
    assert!(!all.is_empty());
    // The folder is watched under its new name.
    std::thread::sleep(Duration::from_millis(100));
    ground.write("content/new/a.md", "y");
    ground.until("content/new/a.md");
    fs::remove_dir_all(ground.path("content/new")).expect("removed");
    ground.until("content/new");
}

#[test]
fn folders_that_come_later_are_watched() {
    let ground = Ground::new(false);
    ground.write("content/a/b/c/deep.md", "x");
    ground.until("content/a");
    std::thread::sleep(Duration::from_millis(100));
    ground.write("content/a/b/c/deep.md", "y");
    ground.until("content/a/b/c/deep.md");
    ground.write("templates/home.html", "x");
    ground.until("templates");
    std::thread::sleep(Duration::from_millis(100));
    ground.write("templates/home.html", "y");
    ground.until("templates/home.html");
    ground.write("config.yaml", "title: U");
    ground.until("config.yaml");
}

#[test]
fn the_content_folder_may_be_exchanged() {
    let ground = Ground::new(false);
    for round in 0..3 {
        fs::rename(ground.path("content"), ground.path(&format!("aside{round}"))).expect("renamed");
        ground.write("content/news/quay.md", "other");
        ground.until("content");
        std::thread::sleep(Duration::from_millis(200));
        while ground.seen.try_recv().is_ok() {}
        ground.write("content/news/quay.md", &format!("round {round}"));
        ground.until("content/news/quay.md");
    }
}

#[test]
fn hundreds_of_files_are_one_batch() {
    let ground = Ground::new(false);
    for number in 0..20 {
        fs::create_dir_all(ground.path(&format!("content/f{number}"))).expect("made");
    }
    ground.until("content/f19");
    std::thread::sleep(Duration::from_millis(300));
    while ground.seen.try_recv().is_ok() {}
    for number in 0..600 {
        ground.write(&format!("content/f{}/a{number}.md", number % 20), "x");
    }
    let (first, _) = ground.next();
    let mut rest = Vec::new();
    while let Ok(Seen::Changed(changed)) = ground.seen.recv_timeout(Duration::from_millis(500)) {
        rest.push(changed.paths.len());
    }
    println!("600 files: {} in the first batch, then {rest:?}", first.paths.len());
    let all = first.paths.len() + rest.iter().sum::<usize>();
    assert!(first.all || all >= 600, "{all}");
    // On a machine with other work, the writer itself may pause for longer than one waits.
    assert!(rest.len() <= 2, "{rest:?}");
}

#[test]
fn looking_sees_what_nobody_tells() {
    let ground = Ground::new(true);
    std::thread::sleep(Duration::from_millis(1100));
    ground.write("content/news/quay.md", "two");
    ground.until("content/news/quay.md");
    ground.write("content/late/pier.md", "x");
    ground.until("content/late/pier.md");
    fs::remove_file(ground.path("content/late/pier.md")).expect("removed");
    ground.until("content/late/pier.md");
    ground.write("templates/home.html", "x");
    // A folder that has come stands for what is in it.
    ground.until("templates");
    std::thread::sleep(Duration::from_millis(1100));
    ground.write("templates/home.html", "y");
    ground.until("templates/home.html");
}

#[test]
fn a_second_save_within_a_second_is_looked_at_too() {
    let ground = Ground::new(true);
    std::thread::sleep(Duration::from_millis(1100));
    ground.write("content/news/quay.md", "two");
    ground.until("content/news/quay.md");
    ground.write("content/news/quay.md", "three");
    let path = ground.path("content/news/quay.md");
    let until = Instant::now() + Duration::from_secs(4);
    loop {
        let left = until.saturating_duration_since(Instant::now());
        match ground.seen.recv_timeout(left).expect("it is looked at again") {
            Seen::Look(changed) | Seen::Changed(changed) if changed.paths.contains(&path) => return,
            _ => {}
        }
    }
}

#[test]
fn a_site_without_folders_is_watched() {
    let folder = tempfile::tempdir().expect("a folder");
    let site: &Path = folder.path();
    let folders = Folders { site: site.to_owned(), watched: vec![site.join("content")], aside: Vec::new() };
    let (give, seen) = channel();
    watch(move || Some(folders.clone()), false, move |seen| give.send(seen).is_ok()).expect("it watches");
    fs::create_dir(site.join("content")).expect("made");
    match seen.recv_timeout(PATIENCE).expect("it is seen") {
        Seen::Changed(changed) => assert!(changed.paths.contains(&site.join("content")), "{changed:?}"),
        other => panic!("{other:?}"),
    }
}
