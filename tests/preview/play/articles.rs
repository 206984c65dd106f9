//! Editing articles: the pages that show them are loaded anew, and no others.

use super::newspaper::{BENCH_ADDRESS, HARBOUR_LIST, QUAY, QUAY_ADDRESS, article, long_body, quay};
use super::preview::Preview;
use super::stage::{QUIET, play};

#[tokio::test(flavor = "multi_thread")]
async fn a_page_shows_what_was_saved_without_being_touched() {
    play(|stage| async move {
        stage.open(QUAY_ADDRESS).await;
        stage.until("document.body.innerText.includes('A first sentence.')").await;
        stage.newspaper.save(QUAY, &quay("The quay opens", "A second sentence."));
        stage.until("document.body.innerText.includes('A second sentence.')").await;
        stage.newspaper.save_by_rename(QUAY, &quay("The quay opens", "A third sentence."));
        stage.until("document.body.innerText.includes('A third sentence.')").await;
        for n in 0..10 {
            stage.newspaper.save(QUAY, &quay("The quay opens", &format!("Sentence number {n}.")));
        }
        stage.until("document.body.innerText.includes('Sentence number 9.')").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_shows_an_article_reloads_and_another_article_does_not() {
    play(|stage| async move {
        stage.open(BENCH_ADDRESS).await;
        stage.mark_window().await;
        let bench = stage.browser.window().await.expect("there is a window");
        let list = stage.browser.new_window().await.expect("a second window");
        stage.browser.switch_to_window(list).await.expect("the list is in front");
        stage.open(HARBOUR_LIST).await;
        stage.mark_window().await;
        stage.newspaper.save(QUAY, &quay("The quay opens at last", "A first sentence."));
        stage.until("document.body.innerText.includes('The quay opens at last')").await;
        stage.until_reloaded().await;

        stage.browser.switch_to_window(bench).await.expect("the article is in front");
        tokio::time::sleep(QUIET).await;
        assert!(stage.is_same_window().await, "an article that does not show the other was loaded anew");
        stage.newspaper.save(
            "content/council/bench.md",
            &article("A bench for the square", "1961-06-11", "", "It is of elm."),
        );
        stage.until("document.body.innerText.includes('It is of elm')").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_place_and_the_focus_are_kept() {
    play(|stage| async move {
        stage.newspaper.save(QUAY, &quay("The quay opens", &long_body("A first sentence.")));
        stage.open(QUAY_ADDRESS).await;
        stage.until("document.documentElement.scrollHeight > 4000").await;
        assert!(stage.holds("(() => { const links = document.querySelectorAll('a[href]'); links[3].focus(); window.scrollTo({ top: 2345, behavior: 'instant' }); return document.activeElement === links[3]; })()").await);
        stage.newspaper.save(QUAY, &quay("The quay opens", &long_body("Another first sentence.")));
        stage.until("document.body.innerText.includes('Another first sentence.') && document.readyState === 'complete'").await;
        stage.until("Math.abs(scrollY - 2345) < 2").await;
        assert!(stage.holds("document.activeElement === document.querySelectorAll('a[href]')[3]").await, "the focus is lost");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_goes_is_gone_and_comes_back() {
    play(|stage| async move {
        stage.open(QUAY_ADDRESS).await;
        stage.mark_window().await;
        stage.newspaper.remove(QUAY);
        stage.until_reloaded().await;
        assert!(!stage.holds("document.body.innerText.includes('A first sentence.')").await);
        stage.newspaper.save(QUAY, &quay("The quay opens", "It is back."));
        stage.until("document.body.innerText.includes('It is back.')").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_saved_while_the_server_was_away_is_shown_when_it_is_back() {
    play(|stage| async move {
        stage.open(QUAY_ADDRESS).await;
        stage.until("document.body.innerText.includes('A first sentence.')").await;
        let mut preview = stage.preview.lock().await;
        preview.stop().await;
        stage.newspaper.save(QUAY, &quay("The quay opens", "Written while nobody served."));
        *preview = Preview::start(stage.newspaper.path(), preview.port()).await;
        stage.until("document.body.innerText.includes('Written while nobody served.')").await;
    })
    .await;
}
