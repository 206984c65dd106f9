//! Exports and feeds that mean harm, or have come to some.

use super::{report, site, written};
use crate::sandbox::Sandbox;

const HEAD: &str = "<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><link>https://a.example</link>\n";

fn post(number: usize, body: &str) -> String {
    format!(
        "<item><title>Story {number}</title><link>https://a.example/{number}/</link><content:encoded><![CDATA[{body}]]></content:encoded>\
         <wp:post_id>{number}</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>\n"
    )
}

fn imported(text: &str) -> (Sandbox, i32) {
    let sandbox = site();
    sandbox.write("input.xml", text.as_bytes());
    let run = sandbox.run(&["import", "auto", "input.xml"]);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    let status = run.status;
    (sandbox, status)
}

#[test]
fn what_a_document_declares_is_never_used() {
    let bomb: String = (1..30).map(|n| format!("<!ENTITY e{n} \"&e{0};&e{0};\">", n - 1)).collect();
    let entities = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY e0 \"x\">{bomb}<!ENTITY f SYSTEM \"input.xml\">]>"
    );
    let body = "<item><title>A bomb</title><wp:post_type>post</wp:post_type><content:encoded>&e29; and &f; stand here as they are.</content:encoded></item>";
    let (sandbox, status) = imported(&format!("{entities}{}{body}</channel></rss>", &HEAD[22..]));
    assert_eq!(status, 0);
    let files = written(&sandbox);
    let text = String::from_utf8_lossy(files.values().next().expect("an article")).into_owned();
    assert!(text.contains("e29; and ") && text.contains("f; stand here as they are."), "{text}");
}

#[test]
fn a_fault_costs_one_item() {
    let (good, late) = (
        post(1, "The first story is whole, and has words enough."),
        post(9, "The last story is whole, and has words enough."),
    );
    for fault in [
        "<item><title>x</wrong></item>\n",
        "<item><content:encoded><![CDATA[never closed</content:encoded></item>\n",
        "<item><title>never closed</title>\n",
        "<item>\u{1}<a b=></item>\n",
    ] {
        let (sandbox, _) = imported(&format!("{HEAD}{good}{fault}{late}</channel></rss>"));
        let report = report(&sandbox);
        assert_eq!(report["counts"]["written"], 2, "{fault}: {report}");
    }
}

#[test]
fn an_export_that_is_cut_anywhere_says_so() {
    let whole = format!(
        "{HEAD}{}{}</channel></rss>",
        post(1, "One story of some length."),
        post(2, "Another story of some length.")
    );
    for end in (60..whole.len() - 6).step_by(37) {
        let (sandbox, status) = imported(&whole[..end]);
        if sandbox.files("content").contains_key(".import/import-report.json") {
            assert!(status != 0, "cut at {end}: {}", report(&sandbox));
        }
    }
}

#[test]
fn pages_of_any_shape_do_no_harm() {
    let deep = |tag: &str| {
        format!(
            "<html><body><h1>A headline here</h1>{}<p>Words enough for an article, six or more.",
            tag.repeat(2_000)
        )
    };
    let pages = [
        deep("<div>"),
        deep("<b>"),
        deep("<font color=x>"),
        deep("<ul><li>"),
        deep("<table><tr><td>"),
        deep("<blockquote>"),
        deep("<a href=x>"),
        "<html><head><script type=\"application/ld+json\">".to_owned()
            + &"[".repeat(5000)
            + "</script></head><body><p>Words enough for one.",
        "<html><body>\u{0}".to_owned(),
        "<html>".to_owned(),
        "<".repeat(50_000),
        "<html><body><!--".to_owned() + &"-".repeat(50_000),
        "<html><body><p>".to_owned() + &"&amp;".repeat(20_000),
        "<html><body><p>".to_owned() + &"*".repeat(20_000),
    ];
    let sandbox = site();
    for (number, page) in pages.iter().enumerate() {
        sandbox.write(&format!("input/{number}.html"), page.as_bytes());
    }
    let run = sandbox.run(&["import", "html", "input"]);
    assert!(
        run.status < 3 && !run.stderr.contains("panicked") && !run.stderr.contains("overflow"),
        "{} {}",
        run.status,
        run.stderr
    );
    assert_eq!(report(&sandbox)["found"], pages.len());
}
