//! Publishing to stores: the same scenarios against a server of each kind.

mod basics;
mod faults;
mod interrupted;
mod readers;
mod told;

use super::servers::{Kind, Server};
use super::{article, codes, steps};
use crate::sandbox::{AT, Sandbox};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::{Command, Stdio};

/// A test for each scenario and each kind of server.
macro_rules! with_every_server {
    ($($kind:ident $name:ident: $($module:ident::$scenario:ident),* $(,)?;)*) => {
        $(mod $name {
            $(
                #[test]
                fn $scenario() {
                    if let Some(server) = super::Server::start(super::Kind::$kind) {
                        super::$module::$scenario(&server);
                    }
                }
            )*
        })*
    };
}

macro_rules! scenarios {
    ($($kind:ident $name:ident),*; $($some:ident $called:ident),*) => {
        with_every_server! {
            $($some $called:
                basics::what_has_changed_is_sent_and_nothing_else,
                basics::what_was_altered_is_found_and_put_right,
                basics::strangers_are_left_alone_unless_adopted,
                basics::large_files_go_in_parts,
                told::texts_are_packed,
                interrupted::two_publishers,
                faults::a_server_that_stumbles_is_asked_again;
            )*
            $($kind $name:
                basics::what_has_changed_is_sent_and_nothing_else,
                basics::what_was_altered_is_found_and_put_right,
                basics::strangers_are_left_alone_unless_adopted,
                basics::large_files_go_in_parts,
                told::texts_are_packed,
                interrupted::two_publishers,
                interrupted::a_publish_goes_on_where_it_was_killed,
                faults::a_server_that_stumbles_is_asked_again,
                faults::a_file_that_changes_while_it_is_sent_is_told,
                readers::nobody_meets_a_broken_page;
            )*
        }
    };
}

// Behind the words of Google answers the same server as in the first row: kills and readers would meet nothing new.
scenarios!(Moto moto, S3s s3s, Azurite azurite; Google google);

/// A site with so many articles, to be published to a store under the prefix `www`.
fn site(server: &Server, articles: usize) -> Sandbox {
    let sandbox = Sandbox::new();
    configure(&sandbox, "site", server, "mercury", "");
    for n in 0..articles {
        article(&sandbox, n, "one");
    }
    sandbox
}

fn configure(sandbox: &Sandbox, site: &str, server: &Server, bucket: &str, more: &str) {
    let target = server.target(bucket);
    let text = format!(
        "title: T\nbase_url: https://t.example/\npublish:\n  store: {{{target}, public: false{more}}}\n"
    );
    sandbox.write(&format!("{site}/config.yaml"), text.as_bytes());
}

fn program(sandbox: &Sandbox, server: &Server, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command
        .args(args)
        .current_dir(sandbox.path())
        .envs(server.environment())
        .env("NO_COLOR", "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn command(sandbox: &Sandbox, server: &Server, site: &str, more: &[&str]) -> Command {
    let args = ["publish", "store", "--site", site, "--at", AT, "--format", "json"];
    program(sandbox, server, &[&args[..], more].concat())
}

fn publish(sandbox: &Sandbox, server: &Server, more: &[&str]) -> (i32, Value) {
    let run = command(sandbox, server, "site", more).output().expect("the program runs");
    let (said, errors) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    for secret in [server.secret(), "hunter2"] {
        assert!(!said.contains(secret) && !errors.contains(secret), "{said}{errors}");
    }
    let json = serde_json::from_str(&said).unwrap_or_else(|e| panic!("{e}: {said}{errors}"));
    (run.status.code().unwrap_or(-1), json)
}

#[track_caller]
fn published(sandbox: &Sandbox, server: &Server, more: &[&str]) -> Value {
    let (status, json) = publish(sandbox, server, more);
    assert_eq!(status, 0, "{json}");
    json
}

/// Compares what is there with the manifest: exit status, and what was said.
fn verify(sandbox: &Sandbox, server: &Server, more: &[&str]) -> (Option<i32>, String) {
    let args = ["verify", "store", "--site", "site"];
    let run = program(sandbox, server, &[&args[..], more].concat()).output().expect("the program runs");
    (run.status.code(), String::from_utf8_lossy(&run.stdout).into_owned())
}

/// Requests that changed something, without the folder: `PUT index.html`.
fn writes(server: &Server) -> Vec<String> {
    let all = server
        .noted()
        .into_iter()
        .filter(|(line, _)| line.starts_with("PUT ") || line.starts_with("DELETE "));
    all.filter_map(|(line, status)| {
        // A claim that is there already is asked about before it is taken over.
        let refused = line.ends_with("/.dateline/pending") && matches!(status, 409 | 412);
        assert!(refused || (200..300).contains(&status), "{line} {status}");
        (!refused).then(|| line.replace("www/", ""))
    })
    .collect()
}

/// What lies there is what the build wrote.
#[track_caller]
fn is_as_built(sandbox: &Sandbox, server: &Server) {
    let built = sandbox.files("site/output");
    let names: BTreeSet<&str> = built.keys().map(String::as_str).collect();
    let keys = server.keys();
    let ours = keys.iter().filter_map(|key| key.strip_prefix("www/"));
    let there: BTreeSet<&str> = ours.filter(|key| !key.starts_with(".dateline/")).collect();
    let differing: Vec<&&str> = there.symmetric_difference(&names).collect();
    assert!(differing.is_empty(), "{differing:?}");
    for (path, bytes) in &built {
        assert!(server.get(&format!("www/{path}")).expect("it is there").bytes == *bytes, "{path}");
    }
}

/// The site is built, and nothing else.
#[track_caller]
fn build(sandbox: &Sandbox) {
    assert_eq!(sandbox.run(&["build", "--site", "site"]).status, 0);
}
