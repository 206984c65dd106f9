//! What the preview itself shows can be used by everybody: axe looks at the desk page and at the overlay.

use super::newspaper::{BENCH_ADDRESS, QUAY, article};
use super::stage::{Stage, play_in};
use serde_json::{Value, json};
use std::path::Path;
use thirtyfour::prelude::*;

/// WCAG 2.2 AA: every level A and AA criterion since 2.0, as `tests/browser` asks of pages.
const STANDARD: &[&str] =
    &["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/// What axe finds wrong in a part of the page that is open; it looks into shadow roots by itself.
async fn faults(stage: &Stage, part: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../browser/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; `scripts/test tools` installs it", path.display()));
    stage.browser.execute(axe, Vec::<Value>::new()).await.expect("axe can be loaded");
    let options = json!({ "runOnly": { "type": "tag", "values": STANDARD }, "preload": false });
    let run = format!(
        "const found = await axe.run({part}, arguments[0]); \
         return [found.passes.length, found.violations.map((v) => `${{v.id}}: ${{v.nodes.map((n) => n.target + ' ' + n.failureSummary).join('; ')}}`)];"
    );
    let result = stage.browser.execute(run, vec![options]).await.expect("axe runs").json().clone();
    assert!(result[0].as_u64().is_some_and(|passes| passes > 3), "axe has looked at nothing: {result}");
    result[1].as_array().into_iter().flatten().map(Value::to_string).collect()
}

/// At the width of a desk and at the least width that a window can have.
async fn assert_without_faults(stage: &Stage, part: &str, what: &str) {
    for width in [1280, 500] {
        stage.browser.set_window_rect(0, 0, width, 900).await.expect("the window can be sized");
        assert_eq!(faults(stage, part).await, Vec::<String>::new(), "{what}, {width} px");
        assert!(
            stage.holds("document.documentElement.scrollWidth <= innerWidth").await,
            "{what}: wider than {width} px"
        );
    }
}

async fn look_at_everything(scheme: &str) {
    play_in(scheme, |stage| async move {
        assert_eq!(stage.text("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'").await, stage.scheme);
        stage.newspaper.save("content/council/lock.md", &article("A second lock", "2026-11-19", "status: draft\n", "Not yet."));
        stage.open(BENCH_ADDRESS).await;
        stage.newspaper.save(QUAY, "---\ntitle: The quay opens\ndate: [2015-09-24\n---\n\nA first sentence.\n");
        stage.until("shown('.panel')").await;
        assert_without_faults(&stage, "{ include: [['dateline-preview']] }", "the overlay").await;

        stage.open("/_dateline/").await;
        stage.browser.find(By::Id("words")).await.expect("a field").send_keys("the").await.expect("it takes words");
        stage.until("document.querySelector('#hits li') && document.querySelector('#waiting li') && document.querySelector('#problems .finding')").await;
        assert_without_faults(&stage, "document", "the desk page").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn desk_and_overlay_are_accessible_in_the_light() {
    look_at_everything("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn desk_and_overlay_are_accessible_in_the_dark() {
    look_at_everything("dark").await;
}
