//! What is sent, what is not, and what is found at the target.

use super::*;
use crate::dice::Dice;
use std::fs;

pub fn what_has_changed_is_sent_and_nothing_else(server: &Server) {
    let sandbox = site(server, 12);
    let planned = published(&sandbox, server, &["--dry-run"]);
    assert!(writes(server).is_empty() && server.keys().is_empty());
    let first = published(&sandbox, server, &["--verify"]);
    assert_eq!(first["files_sent"], planned["plan"]["put"]);
    is_as_built(&sandbox, server);
    let front = server.get("www/index.html").expect("a front page");
    assert_eq!(front.says("Content-Type"), "text/html; charset=utf-8");
    assert_eq!(front.says("Cache-Control"), "public, max-age=60");
    let style = server.keys().into_iter().find(|k| k.contains("assets/style.")).expect("a style sheet");
    let style = server.get(&style).expect("a style sheet");
    assert!(style.says("Cache-Control").contains("max-age=31536000, immutable"));

    // Nothing to do: two questions.
    server.noted();
    let again = published(&sandbox, server, &[]);
    assert_eq!((steps(&again).len(), &again["receipt"]), (0, &Value::Null));
    let asked: Vec<String> = server.noted().into_iter().map(|(line, _)| line).collect();
    assert_eq!(asked, ["GET www/.dateline/manifest", "GET www/.dateline/pending"]);

    // One article: what of the output has changed, in the order of the plan, and what publishing keeps.
    article(&sandbox, 3, "two");
    let before = sandbox.files("site/output");
    let third = published(&sandbox, server, &[]);
    let mut changed: Vec<String> = sandbox
        .files("site/output")
        .into_iter()
        .filter(|(p, b)| before.get(p) != Some(b))
        .map(|(p, _)| format!("PUT {p}"))
        .collect();
    let mut wrote = writes(server);
    let receipt = format!("PUT .dateline/receipts/{}.json", third["receipt"]["id"].as_str().expect("a name"));
    assert_eq!(wrote.first().map(String::as_str), Some("PUT .dateline/pending"));
    assert_eq!(
        wrote[wrote.len() - 4..],
        ["PUT .dateline/SHA256SUMS", &*receipt, "PUT .dateline/manifest", "DELETE .dateline/pending"]
    );
    wrote.retain(|line| !line.contains(".dateline/"));
    wrote.sort();
    changed.sort();
    assert_eq!(wrote, changed);

    // Deletions, within the limit.
    fs::remove_file(sandbox.path().join("site/content/report-5.md")).expect("a file");
    let (status, refused) = publish(&sandbox, server, &["--max-delete", "0"]);
    assert_eq!((status, codes(&refused).contains(&"E706".to_owned())), (2, true), "{refused}");
    assert!(writes(server).is_empty());
    let done = published(&sandbox, server, &["--verify"]);
    assert!(steps(&done).contains(&"delete 2015/01/06/report-5/index.html".to_owned()), "{done}");
    is_as_built(&sandbox, server);
    let (status, refused) = publish(&sandbox, server, &["--rollback"]);
    assert_eq!((status, codes(&refused)), (2, vec!["E712".to_owned()]));
}

pub fn what_was_altered_is_found_and_put_right(server: &Server) {
    let sandbox = site(server, 4);
    published(&sandbox, server, &[]);
    let page = server.get("www/index.html").expect("a page").bytes;
    let altered = String::from_utf8(page).expect("text").replace("Report", "Rumour");
    server.put("www/index.html", altered.as_bytes());
    server.delete("www/robots.txt");
    server.put("www/theirs.html", b"x");
    let (status, said) = verify(&sandbox, server, &[]);
    let expected = "missing  robots.txt\naltered  index.html\nextra    theirs.html\n";
    assert!(status == Some(1) && said.starts_with(expected), "{said}");
    let healed = published(&sandbox, server, &["--force"]);
    assert_eq!(healed["files_sent"], 2, "{healed}");
    server.delete("www/theirs.html");
    assert_eq!(verify(&sandbox, server, &["--sample", "50%"]).0, Some(0));
    assert_eq!(verify(&sandbox, server, &[]).0, Some(0));
}

pub fn strangers_are_left_alone_unless_adopted(server: &Server) {
    let sandbox = site(server, 2);
    server.put("www/index.html", b"theirs");
    server.put("www/old/page.html", b"theirs");
    server.put("elsewhere/page.html", b"theirs");
    let (status, refused) = publish(&sandbox, server, &[]);
    assert_eq!((status, codes(&refused)), (2, vec!["E705".to_owned()]));
    published(&sandbox, server, &["--adopt", "--verify"]);
    is_as_built(&sandbox, server);
    assert_eq!(server.get("elsewhere/page.html").expect("it is there").bytes, b"theirs");
}

pub fn large_files_go_in_parts(server: &Server) {
    let sandbox = site(server, 1);
    // 20 MB that cannot be told from noise.
    let mut dice = Dice::new(7);
    let bytes: Vec<u8> = (0..20 * 1024 * 1024).map(|_| dice.byte()).collect();
    sandbox.write("site/static/sound/interview.mp3", &bytes);
    published(&sandbox, server, &["--verify"]);
    is_as_built(&sandbox, server);
    assert_eq!(
        server.get("www/sound/interview.mp3").expect("it is there").says("Content-Type"),
        "audio/mpeg"
    );
    assert!(!server.keys().iter().any(|key| key.contains("part")), "{:?}", server.keys());
}
