//! Pages that readers do not see yet say so.

use super::newspaper::{QUAY, QUAY_ADDRESS, article};
use super::stage::play;

const MARK: &str = "shown('.mark') ? inLayer('.mark').innerText : ''";

#[tokio::test(flavor = "multi_thread")]
async fn drafts_and_embargoed_articles_are_marked() {
    play(|stage| async move {
        stage.open(QUAY_ADDRESS).await;
        assert_eq!(stage.text(MARK).await, "");
        let saved = |more: &str| article("The quay opens", "2015-09-24", more, "A first sentence.");
        stage.newspaper.save(QUAY, &saved("status: draft\n"));
        stage.until(&format!("({MARK}).startsWith('Draft')")).await;
        stage.newspaper.save(QUAY, &saved("embargo: 2026-12-01T06:00:00Z\n"));
        stage.until(&format!("({MARK}).startsWith('Embargoed until')")).await;
        let mark = stage.text(MARK).await;
        assert!(mark.contains("2026") && mark.contains("6:00"), "the hour is said: {mark}");
        stage.newspaper.save(QUAY, &saved(""));
        stage.until(&format!("({MARK}) === '' && document.readyState === 'complete'")).await;
    })
    .await;
}

/// No style of a theme reaches the mark.
#[tokio::test(flavor = "multi_thread")]
async fn a_theme_cannot_hide_the_mark() {
    play(|stage| async move {
        stage.newspaper.save("assets/house.css", "* { display: none !important; color: white !important; }\nhtml, body { display: block !important; font-size: 3px !important }\n");
        stage.newspaper.save(QUAY, &article("The quay opens", "2015-09-24", "status: draft\n", "A first sentence."));
        stage.open(QUAY_ADDRESS).await;
        stage.until(&format!("({MARK}).startsWith('Draft')")).await;
        assert!(stage.holds("parseFloat(getComputedStyle(inLayer('.mark')).fontSize) >= 13").await, "too small to read");
    })
    .await;
}
