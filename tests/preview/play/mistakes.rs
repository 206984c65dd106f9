//! Mistakes are laid over the page that was good, and leave when they are mended.

use super::newspaper::{QUAY, QUAY_ADDRESS, quay};
use super::stage::{QUIET, Stage, play};

const PANEL: &str = "shown('.panel') ? inLayer('.panel').innerText : ''";

/// Waits until the overlay says all of this.
async fn until_overlay_says(stage: &Stage, parts: &[&str]) {
    for part in parts {
        stage.until(&format!("({PANEL}).includes({})", serde_json::json!(part))).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn faulty_front_matter_is_shown_with_its_line_and_leaves_when_mended() {
    play(|stage| async move {
        stage.open(QUAY_ADDRESS).await;
        stage
            .newspaper
            .save(QUAY, "---\ntitle: The quay opens\ndate: [2015-09-24\n---\n\nA first sentence.\n");
        until_overlay_says(&stage, &["content/harbour/quay.md:3:", "date: [2015-09-24", "error E"]).await;
        assert!(
            stage.holds("document.body.innerText.includes('A first sentence.')").await,
            "the last good page is gone"
        );
        assert!(stage.holds("document.activeElement === document.body").await, "the overlay took the focus");

        stage
            .browser
            .action_chain()
            .send_keys(thirtyfour::Key::Escape)
            .perform()
            .await
            .expect("a key is pressed");
        stage.until("!shown('.panel') && shown('.show')").await;
        stage.newspaper.save(
            QUAY,
            "---\ntitle: The quay opens\ndate: 2015-09-24\nsummary: [\n---\n\nA first sentence.\n",
        );
        until_overlay_says(&stage, &["content/harbour/quay.md:5:"]).await;

        stage.newspaper.save(QUAY, &quay("The quay opens", "A mended sentence."));
        stage.until("document.body.innerText.includes('A mended sentence.') && !shown('.panel')").await;
        tokio::time::sleep(QUIET).await;
        assert!(!stage.holds("shown('.panel') || shown('.show')").await, "the overlay came back");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_faulty_template_is_shown_and_the_last_good_page_stays() {
    play(|stage| async move {
        const TEMPLATE: &str = "templates/article.html";
        stage.open(QUAY_ADDRESS).await;
        let good = std::fs::read_to_string(stage.newspaper.path().join(TEMPLATE)).expect("it is there");
        stage.newspaper.save(TEMPLATE, &format!("{good}{{% if page.title %}}\n"));
        until_overlay_says(&stage, &["templates/article.html", "error E"]).await;
        assert!(
            stage.holds("document.body.innerText.includes('A first sentence.')").await,
            "the last good page is gone"
        );
        stage.newspaper.save(TEMPLATE, &good);
        stage.until("!shown('.panel') && document.body.innerText.includes('A first sentence.')").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_faulty_configuration_is_shown_and_the_last_good_page_stays() {
    play(|stage| async move {
        stage.open(QUAY_ADDRESS).await;
        let good = std::fs::read_to_string(stage.newspaper.path().join("config.yaml")).expect("it is there");
        stage.newspaper.save("config.yaml", &format!("{good}paginate: many\n"));
        until_overlay_says(&stage, &["config.yaml:5:", "paginate: many", "error E"]).await;
        assert!(
            stage.holds("document.body.innerText.includes('A first sentence.')").await,
            "the last good page is gone"
        );
        stage.newspaper.save("config.yaml", &good.replace("Tidewater Ledger", "Tidewater Gazette"));
        stage.until("!shown('.panel') && document.body.innerText.includes('Tidewater Gazette')").await;
    })
    .await;
}
