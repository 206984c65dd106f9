//! Publishers that are killed at any moment: the next one goes on from there, and sends nothing again that arrived.

use super::{article, is_as_built, publish, published, readers, site};
use crate::dice::Dice;
use crate::sandbox::{AT, Sandbox};
use crate::tree::tree;
use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Kills for each kind of target.
const KILLS: usize = 20;

fn start(sandbox: &Sandbox, target: &str) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["publish", target, "--site", "site", "--quiet", "--no-build", "--at", AT])
        .current_dir(sandbox.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs")
}

/// Files of the site that lie where the next publish looks for them, whole.
fn arrived(sandbox: &Sandbox, target: &str, built: &BTreeMap<String, Vec<u8>>) -> usize {
    let folder = match target {
        "swap" if sandbox.has("www/releases/.partial") => "www/releases/.partial",
        "swap" => return 0,
        _ => "flat",
    };
    sandbox.files(folder).iter().filter(|(path, bytes)| built.get(*path) == Some(bytes)).count()
}

fn killed(target: &str) {
    let sandbox = site(40);
    assert_eq!(sandbox.run(&["build", "--site", "site"]).status, 0);
    let mut dice = Dice::new(11);
    let begun = Instant::now();
    assert!(start(&sandbox, target).wait().expect("it ends").success());
    let length = begun.elapsed();
    let (mut among, mut ended) = (0, 0);
    for round in 0..KILLS {
        // Every other round everything changes, so that there is much to send; else it is a first publish.
        if round % 2 == 0 {
            for name in ["www", "flat"] {
                let _ = std::fs::remove_dir_all(sandbox.path().join(name));
            }
        }
        for n in 0..40 {
            article(&sandbox, n, &format!("round {round}"));
        }
        assert_eq!(sandbox.run(&["build", "--site", "site"]).status, 0);
        let built = sandbox.files("site/output");
        let before = tree(&sandbox.path().join(readers(target)));
        let mut child = start(&sandbox, target);
        std::thread::sleep(Duration::from_secs_f64(length.as_secs_f64() * 1.1 * dice.chance()));
        child.kill().expect("it can be killed");
        ended += usize::from(child.wait().expect("it ends").success());
        if target == "swap" && sandbox.has("www/.dateline/pending") && round % 2 == 1 {
            let now = tree(&sandbox.path().join(readers(target)));
            let whole = is_whole(&sandbox, &built);
            assert!(now.keys().eq(before.keys()) || whole, "readers saw half a release");
        }
        let there = arrived(&sandbox, target, &built);
        among += usize::from(there > 0 && there < built.len());
        let (status, json) = publish(&sandbox, target, &["--no-build", "--verify"]);
        assert_eq!(status, 0, "round {round}: {json}");
        let sent = json["files_sent"].as_u64().expect("a number") as usize;
        assert!(
            sent + there <= built.len(),
            "round {round}: {there} of {} had arrived, {sent} were sent",
            built.len()
        );
        is_as_built(&sandbox, target);
        let own = if target == "swap" { "www" } else { "flat" };
        assert!(
            !sandbox.has(&format!("{own}/.dateline/pending"))
                && !sandbox.has(&format!("{own}/releases/.partial"))
        );
        assert_eq!(sandbox.files(&format!("{own}/.dateline/tmp")).len(), 0);
        assert_eq!(published(&sandbox, target, &["--no-build"])["receipt"], serde_json::Value::Null);
    }
    println!("{target}: {among} of {KILLS} kills met a publish among its files, {ended} came too late");
    assert!(among >= 2, "only {among} kills met a publish among its files");
}

fn is_whole(sandbox: &Sandbox, built: &BTreeMap<String, Vec<u8>>) -> bool {
    let now = sandbox.files("www/current");
    built.iter().all(|(path, bytes)| now.get(path) == Some(bytes))
}

#[test]
fn a_release_goes_on_where_it_was_killed() {
    killed("swap");
}

#[test]
fn a_folder_goes_on_where_it_was_killed() {
    killed("flat");
}

#[test]
fn another_site_than_the_killed_one_can_follow() {
    for target in ["swap", "flat"] {
        let sandbox = site(40);
        published(&sandbox, target, &[]);
        for round in 0..6 {
            for n in 0..40 {
                article(&sandbox, n, &format!("killed {round}"));
            }
            article(&sandbox, 100 + round, "only in the killed publish");
            assert_eq!(sandbox.run(&["build", "--site", "site"]).status, 0);
            let mut child = start(&sandbox, target);
            std::thread::sleep(Duration::from_millis(15 * (round as u64 + 1)));
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
            let name = format!("site/content/report-{}.md", 100 + round);
            std::fs::remove_file(sandbox.path().join(name)).expect("a file");
            article(&sandbox, 5, &format!("after {round}"));
            let done = published(&sandbox, target, &["--verify"]);
            assert!(done["verified"]["extra"].as_array().expect("a list").is_empty(), "{done}");
            is_as_built(&sandbox, target);
        }
    }
}
