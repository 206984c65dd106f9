//! Publishers that meet, and publishers that are killed.

use super::*;
use crate::dice::Dice;
use std::time::{Duration, Instant};

pub fn two_publishers(server: &Server) {
    let sandbox = site(server, 15);
    published(&sandbox, server, &[]);
    // Somebody else is at work, or was interrupted.
    let claim =
        r#"{"id":"x","by":"ines","time":"2026-11-22T11:00:00Z","owner":"other","paths":["index.html"]}"#;
    server.put("www/.dateline/pending", claim.as_bytes());
    article(&sandbox, 1, "two");
    let (status, refused) = publish(&sandbox, server, &[]);
    let said = refused["diagnostics"].to_string();
    assert!(
        status == 2
            && said.contains("E704")
            && said.contains("ines has been publishing here since 2026-11-22T11:00:00Z"),
        "{said}"
    );
    published(&sandbox, server, &["--force", "--verify"]);

    // Two at once, from two machines: one of them is told, or they follow each other; the site is never a mixture.
    configure(&sandbox, "other", server, "mercury", "");
    for (path, bytes) in sandbox.files("site/content") {
        sandbox.write(&format!("other/content/{path}"), &bytes);
    }
    sandbox.write("other/content/more.md", b"---\ntitle: More\ndate: 2015-05-05\n---\nx\n");
    for round in 0..4 {
        article(&sandbox, 2, &format!("round {round}"));
        let start = |site| command(&sandbox, server, site, &[]).spawn().expect("it runs");
        let both = [start("site"), start("other")].map(|child| child.wait_with_output().expect("it ends"));
        let mut won = 0;
        for run in &both {
            let json: Value = serde_json::from_slice(&run.stdout).expect("JSON");
            won += usize::from(run.status.success());
            assert!(run.status.success() || codes(&json).contains(&"E704".to_owned()), "{json}");
        }
        assert!(won >= 1);
        let manifest = server.get("www/.dateline/manifest").expect("a manifest").bytes;
        let listed = String::from_utf8(manifest)
            .expect("text")
            .lines()
            .filter(|l| l.split(' ').count() == 5 && !l.contains(" r "))
            .count();
        let keys = server.keys();
        let there = keys.iter().filter(|k| k.starts_with("www/") && !k.starts_with("www/.dateline/")).count();
        assert_eq!(there, listed, "round {round}");
    }
}

pub fn a_publish_goes_on_where_it_was_killed(server: &Server) {
    const ARTICLES: usize = 8;
    let sandbox = site(server, ARTICLES);
    build(&sandbox);
    let begun = Instant::now();
    published(&sandbox, server, &["--no-build"]);
    let length = begun.elapsed().as_secs_f64();
    let (mut dice, mut among) = (Dice::new(5), 0);
    for round in 0..20 {
        for n in 0..ARTICLES {
            article(&sandbox, n, &format!("round {round}"));
        }
        build(&sandbox);
        server.noted();
        let mut child = command(&sandbox, server, "site", &["--no-build"]).spawn().expect("it runs");
        std::thread::sleep(Duration::from_secs_f64(length * dice.chance()));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        // What the server was given before the end may be answered a moment later.
        std::thread::sleep(Duration::from_millis(150));
        let arrived: BTreeSet<String> =
            writes(server).into_iter().filter(|l| !l.contains(".dateline/")).collect();
        among += usize::from(!arrived.is_empty());
        published(&sandbox, server, &["--no-build", "--verify"]);
        let again: Vec<String> = writes(server).into_iter().filter(|line| arrived.contains(line)).collect();
        assert!(again.is_empty(), "round {round}: sent again: {again:?}");
        assert!(!server.keys().contains(&"www/.dateline/pending".to_owned()));
    }
    is_as_built(&sandbox, server);
    println!("{among} of 20 kills met a publish among its files");
    assert!(among >= 2, "only {among} kills met a publish among its files");
}
