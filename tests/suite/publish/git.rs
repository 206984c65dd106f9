//! Publishing to a branch of a real bare repository, by the real `git`.

use super::{article, codes, steps};
use crate::dice::Dice;
use crate::sandbox::{AT, Sandbox};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A site with so many articles, to be published to the branch `pages` of `remote.git`; none where `git` is missing.
fn site(articles: usize) -> Option<Sandbox> {
    if let Err(e) = Command::new("git").arg("--version").stdout(Stdio::null()).status() {
        let required = std::env::var_os("DATELINE_SERVERS").is_some_and(|v| v == "required");
        assert!(!required, "git cannot be started: {e}");
        println!("publishing to a branch was not tested: install git ({e})");
        return None;
    }
    let sandbox = Sandbox::new();
    git(&sandbox, &["init", "--quiet", "--bare", "--initial-branch=pages", "remote.git"]);
    configure(&sandbox, "site", "../remote.git", "");
    for n in 0..articles {
        article(&sandbox, n, "one");
    }
    Some(sandbox)
}

fn configure(sandbox: &Sandbox, site: &str, repository: &str, more: &str) {
    let target = format!("git: {{url: 'git+file://{repository}#pages', public: false{more}}}");
    let text = format!("title: T\nbase_url: https://t.example/\npublish:\n  {target}\n");
    sandbox.write(&format!("{site}/config.yaml"), text.as_bytes());
}

/// Runs `git` in the sandbox, apart from the configuration of whoever runs the test.
fn git(sandbox: &Sandbox, args: &[&str]) -> String {
    let run = quiet(Command::new("git").args(["-c", "user.name=T", "-c", "user.email=t@t.example"]))
        .args(args)
        .current_dir(sandbox.path())
        .output()
        .expect("git runs");
    assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8_lossy(&run.stdout).into_owned()
}

fn remote(sandbox: &Sandbox, args: &[&str]) -> String {
    git(sandbox, &[&["--git-dir=remote.git"], args].concat())
}

fn quiet(command: &mut Command) -> &mut Command {
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1")
}

fn command(sandbox: &Sandbox, site: &str, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    quiet(&mut command)
        .args(["publish", "git", "--site", site, "--at", AT, "--format", "json"])
        .args(more)
        .current_dir(sandbox.path())
        .env("NO_COLOR", "1")
        // Whatever surrounds the program does not matter to it.
        .env("GIT_DIR", "/nowhere")
        .env("GIT_INDEX_FILE", "/nowhere/index")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn publish(sandbox: &Sandbox, more: &[&str]) -> (i32, Value) {
    let run = command(sandbox, "site", more).output().expect("the program runs");
    let (said, errors) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(!said.contains("hunter2") && !errors.contains("hunter2"), "{said}{errors}");
    let json = serde_json::from_str(&said).unwrap_or_else(|e| panic!("{e}: {said}{errors}"));
    (run.status.code().unwrap_or(-1), json)
}

#[track_caller]
fn published(sandbox: &Sandbox, more: &[&str]) -> Value {
    let (status, json) = publish(sandbox, more);
    assert_eq!(status, 0, "{json}");
    json
}

fn tip(sandbox: &Sandbox) -> String {
    remote(sandbox, &["for-each-ref", "--format=%(objectname)", "refs/heads/pages"]).trim().to_owned()
}

fn commits(sandbox: &Sandbox) -> usize {
    remote(sandbox, &["rev-list", "--count", "pages"]).trim().parse().expect("a number")
}

/// Paths of the published tree.
fn paths(sandbox: &Sandbox) -> BTreeSet<String> {
    let listed = remote(sandbox, &["ls-tree", "-r", "-z", "--name-only", "pages"]);
    listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect()
}

#[track_caller]
fn is_as_built(sandbox: &Sandbox) {
    remote(sandbox, &["fsck", "--strict"]);
    let _ = fs::remove_dir_all(sandbox.path().join("checkout"));
    git(sandbox, &["clone", "--quiet", "--depth=1", "--branch=pages", &file(sandbox), "checkout"]);
    let mut there = sandbox.files("checkout");
    there.retain(|path, _| !path.starts_with(".git/") && !path.starts_with(".dateline/"));
    assert!(there.remove(".nojekyll").is_some());
    let built = sandbox.files("site/output");
    let differing: Vec<&String> =
        there.keys().chain(built.keys()).filter(|p| there.get(*p) != built.get(*p)).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

fn file(sandbox: &Sandbox) -> String {
    format!("file://{}/remote.git", sandbox.path().display())
}

#[test]
fn a_branch_gets_what_has_changed_and_nothing_else() {
    let Some(sandbox) = site(12) else { return };
    // Paths as only the disk knows them.
    sandbox.write("site/static/a b/\"quoted\" \\ ünï_.txt", b"x");
    sandbox.write("site/static/_under/x.txt", b"x");
    let planned = published(&sandbox, &["--dry-run"]);
    assert_eq!(tip(&sandbox), "");
    let first = published(&sandbox, &["--verify"]);
    assert_eq!(first["files_sent"], planned["plan"]["put"]);
    is_as_built(&sandbox);
    let sums = Command::new("sha256sum")
        .args(["--quiet", "--strict", "-c", ".dateline/SHA256SUMS"])
        .current_dir(sandbox.path().join("checkout"))
        .status();
    assert!(sums.expect("sha256sum runs").success());
    let log = remote(&sandbox, &["log", "-1", "--format=%an <%ae>%n%B", "pages"]);
    let id = first["receipt"]["id"].as_str().expect("a name");
    assert!(log.starts_with("Dateline <dateline@localhost>\nPublish "), "{log}");
    assert!(log.contains(&format!("Dateline-Receipt: {id}")), "{log}");

    // Nothing to do: no commit, no push.
    let before = tip(&sandbox);
    let again = published(&sandbox, &["--verify"]);
    assert_eq!((steps(&again).len(), &again["receipt"], tip(&sandbox)), (0, &Value::Null, before));

    // One article: what of the output has changed, and what publishing keeps.
    article(&sandbox, 3, "two");
    let before = sandbox.files("site/output");
    let third = published(&sandbox, &["--verify"]);
    let changed = remote(&sandbox, &["diff", "--name-only", "-z", "pages~1", "pages"]);
    let mut changed: BTreeSet<String> =
        changed.split('\0').filter(|p| !p.is_empty()).map(str::to_owned).collect();
    let id = third["receipt"]["id"].as_str().expect("a name");
    for own in ["manifest", "SHA256SUMS", &format!("receipts/{id}.json")] {
        assert!(changed.remove(&format!(".dateline/{own}")), "{own}: {changed:?}");
    }
    let after = sandbox.files("site/output");
    let differ: BTreeSet<String> =
        after.into_iter().filter(|(p, b)| before.get(p) != Some(b)).map(|(p, _)| p).collect();
    assert_eq!(changed, differ);
    assert_eq!(commits(&sandbox), 2);

    // Deletions, within the limit.
    fs::remove_file(sandbox.path().join("site/content/report-5.md")).expect("a file");
    let before = tip(&sandbox);
    let (status, refused) = publish(&sandbox, &["--max-delete", "0"]);
    assert_eq!((status, codes(&refused), tip(&sandbox)), (2, vec!["E706".to_owned()], before));
    let done = published(&sandbox, &["--verify"]);
    assert!(steps(&done).contains(&"delete 2015/01/06/report-5/index.html".to_owned()), "{done}");
    is_as_built(&sandbox);
}

#[test]
fn a_fresh_clone_of_the_site_goes_on() {
    let Some(sandbox) = site(6) else { return };
    sandbox.write("site/static/x", b"a file");
    sandbox.write("site/static/y/z.txt", b"in a folder");
    published(&sandbox, &[]);
    article(&sandbox, 1, "two");
    published(&sandbox, &[]);
    fs::remove_dir_all(sandbox.path().join("site/.dateline/git")).expect("the cache");
    fs::remove_dir_all(sandbox.path().join("site/static")).expect("a folder");
    sandbox.write("site/static/x/z.txt", b"in a folder");
    sandbox.write("site/static/y", b"a file");
    // Over a transport that makes the clone a shallow one.
    configure(&sandbox, "site", &sandbox.path().join("remote.git").to_string_lossy(), "");
    let done = published(&sandbox, &["--verify"]);
    assert_eq!(done["files_sent"], 2, "{done}");
    is_as_built(&sandbox);
    assert_eq!(commits(&sandbox), 3);
    // Somebody else's commit on top is no obstacle, and stays.
    git(&sandbox, &["clone", "--quiet", "--branch=pages", &file(&sandbox), "theirs"]);
    sandbox.write("theirs/theirs.txt", b"x");
    git(&sandbox, &["-C", "theirs", "add", "theirs.txt"]);
    git(&sandbox, &["-C", "theirs", "commit", "--quiet", "-m", "More"]);
    git(&sandbox, &["-C", "theirs", "push", "--quiet"]);
    article(&sandbox, 2, "two");
    published(&sandbox, &[]);
    assert!(paths(&sandbox).contains("theirs.txt") && commits(&sandbox) == 5);
}

#[test]
fn what_was_altered_on_a_branch_is_found_and_put_right() {
    let Some(sandbox) = site(4) else { return };
    published(&sandbox, &[]);
    git(&sandbox, &["clone", "--quiet", "--branch=pages", &file(&sandbox), "theirs"]);
    let altered = sandbox.read("theirs/index.html").replace("Report", "Rumour");
    sandbox.write("theirs/index.html", altered.as_bytes());
    sandbox.write("theirs/theirs.html", b"x");
    git(&sandbox, &["-C", "theirs", "rm", "--quiet", "robots.txt"]);
    git(&sandbox, &["-C", "theirs", "add", "."]);
    git(&sandbox, &["-C", "theirs", "commit", "--quiet", "-m", "Rumours"]);
    git(&sandbox, &["-C", "theirs", "push", "--quiet"]);
    let verify = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        let run = quiet(&mut command)
            .args(["verify", "git", "--site", "site"])
            .current_dir(sandbox.path())
            .output()
            .expect("the program runs");
        (run.status.code(), String::from_utf8_lossy(&run.stdout).into_owned())
    };
    let (status, said) = verify();
    let expected = "missing  robots.txt\naltered  index.html\nextra    theirs.html\n";
    assert!(status == Some(1) && said.starts_with(expected), "{said}");
    let healed = published(&sandbox, &["--force"]);
    assert_eq!(healed["files_sent"], 2, "{healed}");
    git(&sandbox, &["-C", "theirs", "pull", "--quiet", "--no-rebase"]);
    git(&sandbox, &["-C", "theirs", "rm", "--quiet", "theirs.html"]);
    git(&sandbox, &["-C", "theirs", "commit", "--quiet", "-m", "Away"]);
    git(&sandbox, &["-C", "theirs", "push", "--quiet"]);
    assert_eq!(verify().0, Some(0));
}

#[test]
fn strangers_on_a_branch_are_left_alone_unless_adopted() {
    let Some(sandbox) = site(2) else { return };
    git(&sandbox, &["clone", "--quiet", &file(&sandbox), "theirs"]);
    sandbox.write("theirs/index.html", b"theirs");
    sandbox.write("theirs/old/page.html", b"theirs");
    sandbox.write("theirs/.github/x", b"theirs");
    git(&sandbox, &["-C", "theirs", "add", "."]);
    git(&sandbox, &["-C", "theirs", "commit", "--quiet", "-m", "Theirs"]);
    git(&sandbox, &["-C", "theirs", "push", "--quiet", "origin", "HEAD:pages"]);
    let before = tip(&sandbox);
    let (status, refused) = publish(&sandbox, &[]);
    assert_eq!((status, codes(&refused), tip(&sandbox)), (2, vec!["E705".to_owned()], before));
    published(&sandbox, &["--adopt"]);
    let there = paths(&sandbox);
    assert!(there.contains(".github/x") && !there.contains("old/page.html"), "{there:?}");
    assert_eq!(commits(&sandbox), 2);
}

#[test]
fn a_branch_goes_back_and_forth() {
    let Some(sandbox) = site(4) else { return };
    let first = published(&sandbox, &[]);
    is_as_built(&sandbox);
    let one = sandbox.files("site/output");
    let (status, refused) = publish(&sandbox, &["--rollback"]);
    assert_eq!((status, codes(&refused)), (2, vec!["E712".to_owned()]), "{refused}");
    article(&sandbox, 1, "two");
    let second = published(&sandbox, &[]);
    // A clone that remembers nothing can go back too.
    fs::remove_dir_all(sandbox.path().join("site/.dateline/git")).expect("the cache");
    let dry = published(&sandbox, &["--rollback", "--dry-run"]);
    assert_eq!((&dry["receipt"]["rollback_to"], commits(&sandbox)), (&first["receipt"]["id"], 2));
    let back = published(&sandbox, &["--rollback", "--verify"]);
    assert_eq!((&back["receipt"]["to"], commits(&sandbox)), (&first["receipt"]["to"], 3));
    let _ = fs::remove_dir_all(sandbox.path().join("checkout"));
    git(&sandbox, &["clone", "--quiet", "--branch=pages", &file(&sandbox), "checkout"]);
    for (path, bytes) in &one {
        assert!(sandbox.files("checkout").get(path) == Some(bytes), "{path}");
    }
    let receipts = paths(&sandbox).into_iter().filter(|path| path.starts_with(".dateline/receipts/")).count();
    assert_eq!(receipts, 3);
    let id = second["receipt"]["id"].as_str().expect("a name");
    published(&sandbox, &["--rollback", id, "--verify"]);
    is_as_built(&sandbox);
    assert_eq!(publish(&sandbox, &["--rollback", "nonsense"]).0, 2);
    // After going back, publishing starts from there.
    article(&sandbox, 2, "three");
    published(&sandbox, &["--verify"]);
    is_as_built(&sandbox);
}

#[test]
fn with_force_a_branch_holds_the_newest_publish_alone() {
    let Some(sandbox) = site(4) else { return };
    configure(&sandbox, "site", "../remote.git", ", force_push: true");
    published(&sandbox, &["--verify"]);
    article(&sandbox, 1, "two");
    let done = published(&sandbox, &["--verify"]);
    assert!(done["files_sent"].as_u64().expect("a number") < 12, "{done}");
    is_as_built(&sandbox);
    assert_eq!(commits(&sandbox), 1);
    let (status, refused) = publish(&sandbox, &["--rollback"]);
    let said = refused["diagnostics"].to_string();
    assert!(status == 2 && said.contains("E712") && said.contains("the newest publish alone"), "{said}");
}

#[test]
fn two_publishers_to_one_branch() {
    let Some(sandbox) = site(12) else { return };
    for more in ["", ", force_push: true"] {
        configure(&sandbox, "site", "../remote.git", more);
        configure(&sandbox, "other", "../remote.git", more);
        for (path, bytes) in sandbox.files("site/content") {
            sandbox.write(&format!("other/content/{path}"), &bytes);
        }
        sandbox.write("other/content/more.md", b"---\ntitle: More\ndate: 2015-05-05\n---\nx\n");
        for round in 0..4 {
            article(&sandbox, 2, &format!("round {round}"));
            let start = |site| command(&sandbox, site, &[]).spawn().expect("it runs");
            let both =
                [start("site"), start("other")].map(|child| child.wait_with_output().expect("it ends"));
            let mut won = 0;
            for run in &both {
                let json: Value = serde_json::from_slice(&run.stdout).expect("JSON");
                won += usize::from(run.status.success());
                assert!(run.status.success() || codes(&json).contains(&"E704".to_owned()), "{json}");
            }
            assert!(won >= 1);
            let manifest = remote(&sandbox, &["cat-file", "blob", "pages:.dateline/manifest"]);
            let lines = manifest.lines().filter(|l| l.split(' ').count() == 5);
            let listed: BTreeSet<String> =
                lines.filter_map(|l| Some(l.splitn(5, ' ').nth(4)?.to_owned())).collect();
            let mut there = paths(&sandbox);
            there.retain(|path| !path.starts_with(".dateline/") && path != ".nojekyll");
            assert_eq!(there, listed, "round {round}");
        }
        published(&sandbox, &["--verify"]);
        is_as_built(&sandbox);
    }
}

#[test]
fn a_branch_is_whole_whenever_a_publisher_is_killed() {
    let Some(sandbox) = site(12) else { return };
    assert_eq!(sandbox.run(&["build", "--site", "site"]).status, 0);
    let begun = Instant::now();
    published(&sandbox, &["--no-build"]);
    let length = begun.elapsed().as_secs_f64();
    let (mut dice, mut among) = (Dice::new(7), 0);
    for round in 0..20 {
        for n in 0..12 {
            article(&sandbox, n, &format!("round {round}"));
        }
        assert_eq!(sandbox.run(&["build", "--site", "site"]).status, 0);
        let before = tip(&sandbox);
        let mut child = command(&sandbox, "site", &["--no-build"]).spawn().expect("it runs");
        std::thread::sleep(Duration::from_secs_f64(length * dice.chance()));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        among += usize::from(tip(&sandbox) == before);
        published(&sandbox, &["--no-build", "--verify"]);
        assert_eq!(remote(&sandbox, &["rev-list", "--count", &format!("{before}..pages")]).trim(), "1");
    }
    is_as_built(&sandbox);
    println!("{among} of 20 kills came before the branch was moved");
    assert!(among >= 2, "only {among} kills came before the branch was moved");
}

#[test]
fn what_git_refuses_is_said_in_words() {
    let Some(sandbox) = site(2) else { return };
    let refused = |said: &str, code: &str| {
        let (status, json) = publish(&sandbox, &[]);
        let all = json["diagnostics"].to_string();
        assert!(status == 2 && all.contains(said) && all.contains(code), "{said}: {all}");
    };
    configure(&sandbox, "site", "../nowhere.git", "");
    refused("there is no such repository", "E702");
    sandbox.write("site/config.yaml", b"title: T\nbase_url: https://t.example/\npublish:\n  git: {url: 'git+https://127.0.0.1:1/x.git#pages'}\n");
    refused("cannot be reached", "E702");
    configure(&sandbox, "site", "../remote.git", "");
    let hook = sandbox.path().join("remote.git/hooks/pre-receive");
    fs::create_dir_all(hook.parent().expect("a folder")).expect("a folder");
    sandbox.write(
        "remote.git/hooks/pre-receive",
        b"#!/bin/sh\necho secret https://ines:hunter2@host >&2\nexit 1\n",
    );
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("a right");
    refused("a hook of the server has refused the commit", "E703");
    refused("the branch is as it was", "E703");
    fs::remove_file(&hook).expect("a file");
    published(&sandbox, &["--verify"]);
    let text = remote(&sandbox, &["cat-file", "blob", "pages:.dateline/manifest"]);
    assert!(!text.contains(".nojekyll") && paths(&sandbox).contains(".nojekyll"));
    // Without `git` there is a word about that.
    let run = command(&sandbox, "site", &[]).env("PATH", "/nowhere").output().expect("the program runs");
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.code() == Some(2) && said.contains("`git` is not installed"), "{said}");
}

#[cfg(feature = "publish-sftp")]
#[test]
fn a_branch_over_ssh() {
    use super::sshd::{Act, Sshd};
    let (Some(sandbox), Some(server)) = (site(4), Sshd::start()) else { return };
    let at = sandbox.path().display();
    let config = |host: &str| {
        let text = format!(
            "title: T\nbase_url: https://t.example/\npublish:\n  \
             git: {{url: 'git+ssh://{host}{at}/remote.git#pages', public: false}}\n"
        );
        sandbox.write("site/config.yaml", text.as_bytes());
    };
    let publish = || {
        let mut command = command(&sandbox, "site", &["--verify"]);
        let run = command.env("DATELINE_SSH_CONFIG", server.config()).env_remove("GIT_SSH_COMMAND").output();
        let run = run.expect("the program runs");
        (run.status.code(), String::from_utf8_lossy(&run.stdout).into_owned())
    };
    config("mercury");
    server.know("nobody");
    let (status, said) = publish();
    assert!(status == Some(2) && said.contains("connect to it once by hand"), "{said}");
    server.know("other");
    assert!(publish().1.contains("another key than the one"));
    server.know("host");
    server.configure("other");
    assert!(publish().1.contains("takes none of the keys"));
    server.configure("user");
    // The first question, the first push, and the question after it are cut off.
    server.faults(|number| if number % 3 == 0 { Act::Cut(4_500) } else { Act::Delay(2) });
    let (status, said) = publish();
    assert_eq!(status, Some(0), "{said}");
    server.faults(|_| Act::Pass);
    is_as_built(&sandbox);
    article(&sandbox, 1, "two");
    assert_eq!(publish().0, Some(0));
    is_as_built(&sandbox);
    config("nowhere.invalid");
    assert!(publish().1.contains("the name of the server is not known"));
}

#[test]
fn an_author_is_whom_git_knows() {
    let Some(sandbox) = site(2) else { return };
    sandbox.write("gitconfig", b"[user]\nname = Ines Harbour\nemail = ines@mercury.example\n");
    let run = command(&sandbox, "site", &[])
        .env("GIT_CONFIG_GLOBAL", sandbox.path().join("gitconfig"))
        .output()
        .expect("the program runs");
    assert!(run.status.success());
    let log = remote(&sandbox, &["log", "-1", "--format=%an <%ae> %cn", "pages"]);
    assert_eq!(log.trim(), "Ines Harbour <ines@mercury.example> Ines Harbour");
}
