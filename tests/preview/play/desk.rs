//! The desk page.

use super::newspaper::{QUAY, QUAY_ADDRESS, article, quay};
use super::stage::{Stage, play};
use thirtyfour::TypingData;
use thirtyfour::prelude::*;

async fn part_says(stage: &Stage, id: &str, text: &str) {
    let text = serde_json::json!(text);
    stage.until(&format!("document.getElementById('{id}')?.innerText.includes({text})")).await;
}

async fn type_words(stage: &Stage, words: impl Into<TypingData>) {
    let field = stage.browser.find(By::Id("words")).await.expect("there is a field");
    field.send_keys(words).await.expect("it can be typed into");
}

#[tokio::test(flavor = "multi_thread")]
async fn headlines_are_found_while_typing_and_from_the_keyboard() {
    play(|stage| async move {
        stage.open("/_dateline/").await;
        type_words(&stage, "quay op").await;
        part_says(&stage, "hits", "The quay opens").await;
        part_says(&stage, "found", "1 article").await;
        type_words(&stage, " nowhere").await;
        part_says(&stage, "found", "No headline has").await;
        assert!(!stage.holds("document.querySelector('#hits li')").await);
        stage
            .browser
            .find(By::Id("words"))
            .await
            .expect("there is a field")
            .clear()
            .await
            .expect("it can be emptied");
        type_words(&stage, "BUDGET").await;
        part_says(&stage, "hits", "Council passes its budget").await;
        type_words(&stage, Key::Down + Key::Enter).await;
        stage.until("document.body.innerText.includes('Nine voted for it.')").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_come_and_go_and_what_is_typed_stays() {
    play(|stage| async move {
        stage.open("/_dateline/").await;
        type_words(&stage, "bench").await;
        part_says(&stage, "hits", "A bench for the square").await;
        stage.mark_window().await;
        stage
            .newspaper
            .save(QUAY, "---\ntitle: The quay opens\ndate: [2015-09-24\n---\n\nA first sentence.\n");
        part_says(&stage, "problems", "content/harbour/quay.md:3:").await;
        assert!(
            stage.holds("words.value === 'bench' && document.activeElement === words").await,
            "what was typed is lost"
        );
        stage.newspaper.save(QUAY, &quay("The quay opens", "A mended sentence."));
        stage
            .until("!document.getElementById('problems').innerText.includes('content/harbour/quay.md')")
            .await;
        assert!(stage.is_same_window().await, "the desk page was loaded anew");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_listed_with_its_hour_and_a_link() {
    play(|stage| async move {
        stage.open("/_dateline/").await;
        stage.newspaper.save(
            "content/council/lock.md",
            &article(
                "A second lock",
                "2026-11-19",
                "embargo: 2026-12-01T06:00:00Z\n",
                "The vote is on Tuesday.",
            ),
        );
        stage.newspaper.save(
            "content/council/obituary.md",
            &article("An obituary in store", "2026-11-19", "status: draft\n", "Not yet."),
        );
        part_says(&stage, "waiting", "A second lock").await;
        part_says(&stage, "waiting", "An obituary in store").await;
        part_says(&stage, "waiting", "Embargoed until").await;
        part_says(&stage, "waiting", "6:00").await;
        part_says(&stage, "waiting", "Draft").await;
        let link = stage.browser.find(By::LinkText("A second lock")).await.expect("it is linked");
        link.click().await.expect("it can be followed");
        stage.until("document.body.innerText.includes('The vote is on Tuesday.')").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_rendered_is_listed_with_its_reason() {
    play(|stage| async move {
        stage.open(QUAY_ADDRESS).await;
        stage.newspaper.save(QUAY, &quay("The quay opens", "Something else."));
        stage.until("document.body.innerText.includes('Something else.')").await;
        stage.open("/_dateline/").await;
        part_says(&stage, "renderings", QUAY_ADDRESS).await;
        let row = format!("[...document.querySelectorAll('#renderings > table tbody tr')].find((row) => row.innerText.includes('{QUAY_ADDRESS}'))");
        stage.until(&row).await;
        let cells = stage.text(&format!("{row}.innerText")).await;
        assert!(cells.contains("article.html"), "the template is named: {cells}");
        assert!(stage.holds(&format!("parseFloat({row}.querySelector('.time').innerText) > 0")).await, "{cells}");
        assert!(stage.holds(&format!("{row}.cells[1].innerText.trim().length > 3")).await, "the reason is given: {cells}");
    })
    .await;
}
