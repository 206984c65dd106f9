//! Two publishers at once.

use super::{article, codes, is_as_built, publish, published, site};
use crate::sandbox::AT;
use std::fs::{self, File};
use std::process::{Command, Stdio};

#[test]
fn two_publishers_at_once() {
    for (target, own) in [("swap", "www"), ("flat", "flat")] {
        let sandbox = site(4);
        published(&sandbox, target, &[]);
        let lock = File::open(sandbox.path().join(own).join(".dateline/lock")).expect("the lock");
        lock.lock().expect("it can be had");
        article(&sandbox, 1, "two");
        let (status, refused) = publish(&sandbox, target, &[]);
        assert_eq!((status, codes(&refused)), (2, vec!["E704".to_owned()]), "{refused}");
        // Looking is allowed.
        published(&sandbox, target, &["--dry-run"]);
        drop(lock);
        published(&sandbox, target, &["--verify"]);
    }
}

#[test]
fn whoever_of_two_wins_the_site_is_whole() {
    for target in ["swap", "flat"] {
        let sandbox = site(40);
        let copy = |to: &str| {
            // Each of the two builds for itself.
            for (path, bytes) in sandbox.files("site") {
                sandbox.write(&format!("{to}/{path}"), &bytes);
            }
        };
        copy("other");
        fs::remove_file(sandbox.path().join("other/content/report-7.md")).expect("a file");
        let start = |site: &str| {
            Command::new(env!("CARGO_BIN_EXE_dateline"))
                .args(["publish", target, "--site", site, "--quiet", "--at", AT])
                .current_dir(sandbox.path())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the program runs")
        };
        for _ in 0..5 {
            for name in ["www", "flat"] {
                let _ = fs::remove_dir_all(sandbox.path().join(name));
            }
            let both =
                [start("site"), start("other")].map(|child| child.wait_with_output().expect("it ends"));
            let failed = both.iter().filter(|run| !run.status.success());
            for run in failed.clone() {
                let said = String::from_utf8_lossy(&run.stderr).into_owned();
                assert!(run.status.code() == Some(2) && said.contains("[E704]"), "{said}");
            }
            assert!(failed.count() <= 1);
            let run = sandbox.run(&["verify", target, "--site", "site"]);
            assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
        }
        published(&sandbox, target, &[]);
        is_as_built(&sandbox, target);
    }
}
