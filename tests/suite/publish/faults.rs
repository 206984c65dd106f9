//! What goes wrong at a target: what happened is said, in what state it is, and what to do.

use super::{codes, publish, published, site};
use crate::tree::tree;
use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

#[test]
fn a_manifest_that_cannot_be_used_is_told_from_none() {
    let sandbox = site(2);
    published(&sandbox, "flat", &[]);
    let good = sandbox.read("flat/.dateline/manifest");
    for (text, said) in
        [("dateline-manifest 9\n".to_owned(), "format 9"), (good.replace("index", "inbox"), "damaged")]
    {
        sandbox.write("flat/.dateline/manifest", text.as_bytes());
        let before = tree(&sandbox.path().join("flat"));
        let run = sandbox.run(&["publish", "flat", "--site", "site"]);
        assert!(
            run.status == 2 && run.stderr.contains("[E708]") && run.stderr.contains(said),
            "{}",
            run.stderr
        );
        assert!(tree(&sandbox.path().join("flat")) == before);
    }
    // As the message says: without it, and adopting what is there. Nothing that is right is sent again.
    fs::remove_file(sandbox.path().join("flat/.dateline/manifest")).expect("a file");
    assert_eq!(codes(&publish(&sandbox, "flat", &[]).1), ["E705"]);
    let adopted = published(&sandbox, "flat", &["--adopt"]);
    assert_eq!(adopted["files_sent"], 0);
    assert_eq!(sandbox.read("flat/.dateline/manifest"), good);
    sandbox.write("flat/.dateline/pending", b"{");
    assert_eq!(codes(&publish(&sandbox, "flat", &[]).1), ["E708"]);
}

#[test]
fn what_stands_where_the_link_belongs_is_left() {
    let sandbox = site(2);
    sandbox.write("www/current/index.html", b"theirs");
    assert_eq!(codes(&publish(&sandbox, "swap", &[]).1), ["E711"]);
    fs::remove_dir_all(sandbox.path().join("www/current")).expect("a folder");
    symlink("/elsewhere", sandbox.path().join("www/current")).expect("a link");
    assert_eq!(codes(&publish(&sandbox, "swap", &[]).1), ["E711"]);
    assert!(!sandbox.has("www/releases"));
}

#[test]
fn a_target_that_is_a_file_is_named() {
    let sandbox = site(2);
    sandbox.write("flat", b"a file");
    let run = sandbox.run(&["publish", "flat", "--site", "site"]);
    assert!(run.status == 2 && run.stderr.contains("[E703]"), "{}", run.stderr);
    let run = sandbox.run(&["publish", "flat", "--site", "site", "--dry-run"]);
    assert!(run.status == 2 && run.stderr.contains("[E702]"), "{}", run.stderr);
    assert_eq!(sandbox.read("flat"), "a file");
}

#[test]
fn a_file_of_the_site_may_become_a_folder_and_back() {
    let sandbox = site(2);
    sandbox.write("site/static/x", b"a file");
    sandbox.write("site/static/y/z.txt", b"in a folder");
    for target in ["swap", "flat"] {
        published(&sandbox, target, &[]);
    }
    fs::remove_dir_all(sandbox.path().join("site/static")).expect("a folder");
    sandbox.write("site/static/x/z.txt", b"in a folder");
    sandbox.write("site/static/y", b"a file");
    for target in ["swap", "flat"] {
        published(&sandbox, target, &["--verify"]);
        super::is_as_built(&sandbox, target);
    }
}

#[test]
fn a_full_disk_leaves_what_readers_see() {
    // A file system of a few hundred kilobytes, where the test may mount one.
    let sandbox = site(60);
    fs::create_dir_all(sandbox.path().join("www")).expect("a folder");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=400k", "tmpfs"])
        .arg(sandbox.path().join("www"))
        .output();
    if !mounted.is_ok_and(|run| run.status.success()) {
        println!("a full disk was not tested: nothing can be mounted here");
        return;
    }
    let run = sandbox.run(&["publish", "swap", "--site", "site"]);
    let link = fs::symlink_metadata(sandbox.path().join("www/current"));
    let unmounted = Command::new("umount").arg(sandbox.path().join("www")).status();
    assert!(unmounted.expect("umount runs").success());
    assert!(
        run.status == 2 && run.stderr.contains("[E703]") && run.stderr.contains("the disk is full"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("readers still see") && run.stdout == "Nothing was published.\n",
        "{}",
        run.stderr
    );
    assert!(link.is_err());
}
