//! Builds that something keeps from being done: a full disk, a folder that must not be written, something in the way,
//! another build. They say what and where and end with status 2; every page of the earlier site is still there, as it
//! was or as it is to be; and when the obstacle is gone, the next build makes what a clean one makes.

use crate::bare;
use crate::sandbox::{AT, Run, Sandbox, run_in};
use crate::tree::{Seen, Tree, difference, tree};
use rustix::fs::{FlockOperation, flock};
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const ARTICLES: usize = 40;

/// A site that was built, and was edited since.
fn edited() -> (Sandbox, Tree, Tree) {
    let sandbox = bare::site(ARTICLES);
    assert_eq!(sandbox.run(&["build"]).status, 0);
    let before = tree(&sandbox.path().join("output"));
    for number in (0..ARTICLES + 10).step_by(2) {
        bare::article(&sandbox, number, "Other words about it.");
    }
    let clean = bare::clean(&sandbox);
    assert!(difference(&before, &clean).is_some());
    (sandbox, before, clean)
}

/// A build that was not done, and said why and where.
#[track_caller]
fn refused(run: &Run, code: &str, place: &str) {
    assert_eq!(run.status, 2, "{}{}", run.stdout, run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert!(
        run.stderr.contains(code) && run.stderr.contains(place),
        "no {code} or no {place}: {}",
        run.stderr
    );
}

/// Every file of the earlier site is as it was, or complete as it is to be; nothing half written lies beside it.
#[track_caller]
fn whole(sandbox: &Sandbox, before: &Tree, clean: &Tree, but: &str) {
    let now = tree(&sandbox.path().join("output"));
    for (path, seen) in before.iter().filter(|(path, _)| !path.starts_with(but) || but.is_empty()) {
        let same = |of: &Tree| bytes(of.get(path)) == bytes(now.get(path));
        if bytes(Some(seen)).is_some() {
            assert!(now.contains_key(path), "{path} is gone");
            assert!(same(before) || same(clean), "{path} is neither as it was nor as it is to be");
        }
    }
    let half: Vec<&String> = now.keys().filter(|p| p.contains(".dateline-")).collect();
    assert!(half.is_empty(), "{half:?}");
}

fn bytes(seen: Option<&Seen>) -> Option<&[u8]> {
    match seen {
        Some(Seen::File { bytes, .. }) => Some(bytes),
        _ => None,
    }
}

/// Runs a program of the system; whether it was there and did it.
fn can(program: &str, args: &[&str], folder: &Path) -> bool {
    let run = Command::new(program).args(args).arg(folder).output();
    run.is_ok_and(|run| run.status.success())
}

/// A file system of its own, taken away at the end.
struct Mount<'a>(&'a Path);

impl<'a> Mount<'a> {
    /// None where the system does not let us.
    fn of_size(size: &str, at: &'a Path) -> Option<Self> {
        fs::create_dir_all(at).expect("folders can be made");
        can("mount", &["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"], at).then_some(Self(at))
    }

    fn grow(&self, size: &str) {
        assert!(can("mount", &["-o", &format!("remount,size={size}")], self.0), "a mount cannot be changed");
    }
}

impl Drop for Mount<'_> {
    fn drop(&mut self) {
        can("umount", &["-l"], self.0);
    }
}

/// The program with files that may not grow beyond so many blocks of 512 bytes: what a full disk does to large files,
/// for where nothing can be mounted.
fn with_small_files(sandbox: &Sandbox, blocks: usize) -> Run {
    let line = format!(
        "trap '' XFSZ; ulimit -f {blocks}; exec '{}' build --at {AT}",
        env!("CARGO_BIN_EXE_dateline")
    );
    let run = Command::new("sh")
        .args(["-c", &line])
        .current_dir(sandbox.path())
        .env_remove("SOURCE_DATE_EPOCH")
        .env("NO_COLOR", "1")
        .output()
        .expect("a shell");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run { status: run.status.code().unwrap_or(-1), stdout: text(&run.stdout), stderr: text(&run.stderr) }
}

#[test]
fn a_disk_that_is_full() {
    let sandbox = bare::site(ARTICLES);
    let output = sandbox.path().join("output");
    let Some(mount) = Mount::of_size("1m", &output) else {
        // Loud, and not silently passed: the other test of full disks holds everywhere.
        eprintln!("NOT TESTED: nothing can be mounted here, so no disk was full (needs root and `mount`)");
        return;
    };
    assert_eq!(sandbox.run(&["build"]).status, 0);
    let before = tree(&output);
    for number in 0..ARTICLES + 10 {
        bare::article(&sandbox, number, &"Many more words about it. ".repeat(900));
    }
    let clean = bare::clean(&sandbox);
    refused(&sandbox.run(&["build"]), "E601", "output/");
    whole(&sandbox, &before, &clean, "");
    refused(&sandbox.run(&["build"]), "E601", "output/");
    whole(&sandbox, &before, &clean, "");
    mount.grow("64m");
    bare::builds_as(&sandbox, &clean, "a full disk");
}

#[test]
fn a_full_disk_where_the_record_lies() {
    let sandbox = bare::site(ARTICLES);
    let state = sandbox.path().join(".dateline");
    let Some(mount) = Mount::of_size("4k", &state) else {
        eprintln!("NOT TESTED: nothing can be mounted here, so no disk was full (needs root and `mount`)");
        return;
    };
    let clean = bare::clean(&sandbox);
    refused(&sandbox.run(&["build"]), "E601", ".dateline/");
    mount.grow("64m");
    bare::builds_as(&sandbox, &clean, "a full disk of the record");
}

#[test]
fn files_that_cannot_be_written_to_their_end() {
    let (sandbox, before, _) = edited();
    sandbox.write("content/harbour/view.jpg", &[9; 200_000]);
    bare::article(&sandbox, 1, &"Many more words about it. ".repeat(9000));
    let clean = bare::clean(&sandbox);
    // Small enough for every page of before, too small for the two that grew.
    refused(&with_small_files(&sandbox, 128), "E601", "output/");
    whole(&sandbox, &before, &clean, "");
    bare::builds_as(&sandbox, &clean, "files that could not be written");
    // So small that not even the record goes in: whatever is done then, the next build is right.
    bare::forget(&sandbox);
    assert_eq!(with_small_files(&sandbox, 1).status, 2);
    bare::builds_as(&sandbox, &clean, "a record that could not be written");
}

/// As another user where the tests run as root, who may write everywhere.
#[test]
fn an_output_that_must_not_be_written() {
    let (sandbox, before, clean) = edited();
    let root = fs::read_to_string("/proc/self/status").is_ok_and(|s| s.contains("Uid:\t0\t"));
    let mode =
        |path: &Path, mode: u32| fs::set_permissions(path, Permissions::from_mode(mode)).expect("rights");
    let program = sandbox.path().join("dateline");
    fs::copy(env!("CARGO_BIN_EXE_dateline"), &program).expect("a copy of the program");
    mode(&program, 0o755);
    mode(sandbox.path(), 0o755);
    let output = sandbox.path().join("output");
    let folders: Vec<_> =
        before.iter().filter(|(_, s)| **s == Seen::Folder).map(|(p, _)| output.join(p)).collect();
    let lock = |to: u32| folders.iter().chain([&output]).for_each(|folder| mode(folder, to));
    lock(0o555);
    let state = sandbox.path().join(".dateline");
    mode(&state, 0o777);
    for entry in fs::read_dir(&state).expect("the record").flatten() {
        mode(&entry.path(), 0o666);
    }
    let mut command = match root {
        true => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
            command
        }
        false => Command::new(&program),
    };
    let run = command.args(["build", "--at", AT]).current_dir(sandbox.path()).env("NO_COLOR", "1").output();
    let run = run.expect("the program runs as another user");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let run =
        Run { status: run.status.code().unwrap_or(-1), stdout: text(&run.stdout), stderr: text(&run.stderr) };
    lock(0o755);
    refused(&run, "E601", "output/");
    whole(&sandbox, &before, &clean, "");
    bare::builds_as(&sandbox, &clean, "an output that was locked");
}

#[test]
fn a_page_turned_folder() {
    let (sandbox, before, clean) = edited();
    let page = sandbox.path().join("output/404.html");
    fs::remove_file(&page).expect("a page");
    fs::create_dir(&page).expect("a folder");
    fs::write(page.join("mine.txt"), "Mine").expect("a file");
    refused(&sandbox.run(&["build"]), "E604", "output/404.html");
    whole(&sandbox, &before, &clean, "404.html");
    assert_eq!(sandbox.read("output/404.html/mine.txt"), "Mine");
    fs::remove_dir_all(&page).expect("a folder");
    bare::builds_as(&sandbox, &clean, "a page turned folder");
    // One with nothing in it is nobody's.
    fs::remove_file(&page).expect("a page");
    fs::create_dir(&page).expect("a folder");
    bare::builds_as(&sandbox, &clean, "a page turned empty folder");
}

#[test]
fn a_folder_of_pages_turned_file() {
    let (sandbox, before, clean) = edited();
    let folder = sandbox.path().join("output/tags");
    fs::remove_dir_all(&folder).expect("a folder");
    fs::write(&folder, "Mine").expect("a file");
    let run = sandbox.run(&["build"]);
    refused(&run, "E60", "output/tags");
    whole(&sandbox, &before, &clean, "tags");
    assert_eq!(sandbox.read("output/tags"), "Mine");
    fs::remove_file(&folder).expect("a file");
    bare::builds_as(&sandbox, &clean, "a folder turned file");
}

#[test]
fn the_output_turned_file() {
    let (sandbox, _, clean) = edited();
    let output = sandbox.path().join("output");
    fs::remove_dir_all(&output).expect("a folder");
    fs::write(&output, "Mine").expect("a file");
    refused(&sandbox.run(&["build"]), "E601", "output");
    assert_eq!(sandbox.read("output"), "Mine");
    fs::remove_file(&output).expect("a file");
    bare::builds_as(&sandbox, &clean, "an output turned file");
}

#[test]
fn the_record_turned_file() {
    let (sandbox, before, clean) = edited();
    let state = sandbox.path().join(".dateline");
    let aside = sandbox.path().join("aside");
    fs::rename(&state, &aside).expect("the record can be put aside");
    fs::write(&state, "Mine").expect("a file");
    refused(&sandbox.run(&["build"]), "E601", ".dateline");
    whole(&sandbox, &before, &before, "");
    assert_eq!(sandbox.read(".dateline"), "Mine");
    fs::remove_file(&state).expect("a file");
    // Without a record nothing in the output is known to be ours.
    refused(&sandbox.run(&["build"]), "E602", "output");
    whole(&sandbox, &before, &before, "");
    let _ = fs::remove_dir_all(&state);
    fs::rename(&aside, &state).expect("the record can be put back");
    bare::builds_as(&sandbox, &clean, "a record turned file");
}

#[test]
fn another_build_of_the_same_output() {
    let (sandbox, before, clean) = edited();
    let state = sandbox.path().join(".dateline");
    let entries = fs::read_dir(&state).expect("the record").flatten().map(|e| e.path());
    let lock = entries.into_iter().find(|p| p.extension().is_some_and(|e| e == "lock")).expect("a lock");
    let held = File::open(lock).expect("the lock");
    flock(&held, FlockOperation::NonBlockingLockExclusive).expect("the lock is free");
    refused(&sandbox.run(&["build"]), "E603", "output");
    assert_eq!(tree(&sandbox.path().join("output")), before);
    // Another output of the same site is nobody's business.
    let other = run_in(sandbox.path(), &["build", "--at", AT, "--output", "elsewhere"]);
    assert_eq!(other.status, 0, "{}", other.stderr);
    bare::is(&sandbox.path().join("elsewhere"), &clean, "a build beside another");
    drop(held);
    bare::builds_as(&sandbox, &clean, "another build");
}
