use super::*;
use crate::publish::manifest::sum::Sum;
use crate::record::Class;
use std::fs;
use std::process::Command;

fn git(at: &Path, args: &[&str]) -> String {
    let run = Command::new("git").arg("--git-dir").arg(at).args(args).output().unwrap();
    String::from_utf8_lossy(&run.stdout).into_owned()
}

/// Nothing else may be pushed with a file that is not what the plan was made from.
#[test]
fn a_file_that_is_not_what_it_was_is_not_pushed() {
    if Command::new("git").arg("--version").output().is_err() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let remote = folder.path().join("remote.git");
    fs::create_dir(&remote).unwrap();
    git(&remote, &["init", "--quiet", "--bare"]);
    let source = folder.path().join("page");
    let mut target = GitBranch::new(Address {
        repository: remote.to_string_lossy().into_owned(),
        shown: "remote.git".to_owned(),
        branch: "pages".to_owned(),
        force_push: false,
        cache: folder.path().join("cache"),
        ssh_config: None,
        own_ssh: false,
    });
    target.lock().unwrap();
    let (size, sum) = (5, Sum::of(b"befor"));
    let entry = Entry { path: "a/b".into(), size, sum, class: Class::Article, retired: false, headers: None };
    let manifest = Manifest::new(vec![entry.clone()]);
    let (bytes, to) = manifest.write();
    let occasion = crate::publish::receipt::Occasion {
        target: "git".to_owned(),
        by: "ines".to_owned(),
        time: "2026-11-22T12:00:00Z".to_owned(),
    };
    let receipt = occasion.receipt("remote.git", None, to, &crate::publish::plan::Plan::default());
    let pending = Pending::default();
    for (text, code) in
        [("after", Some("E707")), ("before", Some("E707")), ("bef", Some("E707")), ("befor", None)]
    {
        fs::write(&source, text).unwrap();
        let state = target.state().unwrap();
        target.begin(&pending, &state, false).unwrap();
        target.put(&entry, &source, "output/a/b").unwrap();
        let done =
            target.conclude(&Conclusion { manifest: &manifest, bytes: bytes.clone(), receipt: &receipt });
        assert_eq!(done.err().map(|problem| problem.code.name), code, "{text}");
        let tree = git(&remote, &["ls-tree", "-r", "--name-only", "pages"]);
        assert_eq!(tree.contains("a/b"), code.is_none(), "{text}: {tree}");
    }
    assert!(target.holds(&entry).unwrap());
}
