//! Networks that fail, servers that refuse, files that change.

use super::super::servers::Act;
use super::*;
use std::time::Instant;

pub fn a_server_that_stumbles_is_asked_again(server: &Server) {
    let sandbox = site(server, 10);
    server.faults(|number, _| match number % 7 {
        1 => Act::Answer(503, "SlowDown"),
        3 => Act::Delay(120),
        5 => Act::Drop,
        6 => Act::Answer(429, "TooManyRequests"),
        _ => Act::Pass,
    });
    published(&sandbox, server, &["--verify"]);
    server.faults(|_, _| Act::Pass);
    is_as_built(&sandbox, server);
}

/// A file of the output that somebody alters after the plan was made, while the files before it are sent.
pub fn a_file_that_changes_while_it_is_sent_is_told(server: &Server) {
    let sandbox = site(server, 4);
    let front = sandbox.path().join("site/output/index.html");
    let path = front.clone();
    server.faults(move |_, line| {
        // The claim comes before the first file.
        if line.starts_with("PUT") && line.contains("pending") {
            let text = std::fs::read_to_string(&path).expect("a page");
            std::fs::write(&path, text.replace("Report", "Rumour")).expect("it is altered");
        }
        Act::Pass
    });
    let (status, refused) = publish(&sandbox, server, &[]);
    assert_eq!((status, codes(&refused)), (2, vec!["E707".to_owned()]), "{refused}");
    assert!(server.get("www/.dateline/manifest").is_none());
    server.faults(|_, _| Act::Pass);
    published(&sandbox, server, &["--verify"]);
    is_as_built(&sandbox, server);
}

#[track_caller]
fn refused(sandbox: &Sandbox, server: &Server, said: &str, code: &str) {
    let (status, json) = publish(sandbox, server, &[]);
    let all = json["diagnostics"].to_string();
    assert!(status == 2 && all.contains(said) && all.contains(code), "{said}: {all}");
}

/// What the servers of a kind answer, and in which words it is told.
fn refusals(kind: Kind) -> [(u16, &'static str, &'static str); 5] {
    match kind {
        Kind::Azurite => [
            (403, "AuthenticationFailed", "the credentials are wrong, or the clock of this machine is"),
            (403, "AuthorizationFailure", "access was denied"),
            (403, "AuthorizationPermissionMismatch", "access was denied: the credentials do not allow it"),
            (404, "ContainerNotFound", "there is no such container"),
            (400, "InvalidHeaderValue", "the server answered with status 400"),
        ],
        _ => [
            (403, "InvalidAccessKeyId", "the credentials are not known there"),
            (403, "SignatureDoesNotMatch", "the credentials are wrong"),
            (403, "RequestTimeTooSkewed", "the clock of this machine"),
            (403, "AccessDenied", "access was denied"),
            (400, "InvalidArgument", "the server answered with status 400"),
        ],
    }
}

#[test]
fn what_a_store_refuses_is_said_in_words() {
    for kind in [Kind::Moto, Kind::Azurite, Kind::Google] {
        let Some(server) = Server::start(kind) else { return };
        let sandbox = site(&server, 2);
        for (status, code, said) in refusals(kind) {
            server.faults(move |_, _| Act::Answer(status, code));
            refused(&sandbox, &server, said, "E702");
        }
        // One that can be read and not be written.
        server.faults(|_, line| match line.starts_with("PUT") {
            true => Act::Answer(403, "AccessDenied"),
            false => Act::Pass,
        });
        refused(&sandbox, &server, "cannot write to the target: access was denied", "E703");
        server.faults(|_, line| match line.contains("index.html") {
            true => Act::Answer(403, "AccessDenied"),
            false => Act::Pass,
        });
        refused(&sandbox, &server, "publish again to go on from here", "E703");
        server.faults(|_, _| Act::Pass);
        published(&sandbox, &server, &["--verify"]);
        configure(&sandbox, "site", &server, "nowhere", "");
        let what =
            if kind == Kind::Azurite { "there is no such container" } else { "there is no such bucket" };
        refused(&sandbox, &server, what, "E702");
        let text = sandbox.read("site/config.yaml").replace(&server.port().to_string(), "1");
        sandbox.write("site/config.yaml", text.as_bytes());
        let begun = Instant::now();
        refused(&sandbox, &server, "the server cannot be reached", "E702");
        println!("{kind:?}: it was given up after {:?}", begun.elapsed());
    }
}

#[test]
fn where_no_credentials_are_it_is_said_how_to_give_them() {
    for (url, said) in [
        ("s3://mercury/www", "AWS_ACCESS_KEY_ID"),
        ("gs://mercury/www", "GOOGLE_APPLICATION_CREDENTIALS"),
        ("az://mercury/www", "AZURE_STORAGE_CONNECTION_STRING"),
    ] {
        let sandbox = Sandbox::new();
        let text = format!("title: T\nbase_url: https://t.example/\npublish: {{store: '{url}'}}\n");
        sandbox.write("site/config.yaml", text.as_bytes());
        article(&sandbox, 1, "one");
        let run = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["publish", "--site", "site", "--dry-run"])
            .current_dir(sandbox.path())
            .env_clear()
            .envs([("PATH", "/usr/bin:/bin"), ("HOME", "/nonexistent"), ("NO_COLOR", "1")])
            // Where credentials would be asked for on a machine of the provider.
            .envs([("AWS_METADATA_ENDPOINT", "http://127.0.0.1:1"), ("GCE_METADATA_HOST", "127.0.0.1:1")])
            .output()
            .expect("the program runs");
        let errors = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.code() == Some(2) && errors.contains(said), "{url}: {errors}");
    }
}
