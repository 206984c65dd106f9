//! Many pages open at once, more than a browser has connections to a host.

use super::newspaper::{QUAY, QUAY_ADDRESS, quay};
use super::stage::play;

#[tokio::test(flavor = "multi_thread")]
async fn more_tabs_than_connections_all_load_and_all_catch_up() {
    play(|stage| async move {
        let mut tabs = vec![stage.browser.window().await.expect("there is a window")];
        stage.open(QUAY_ADDRESS).await;
        for _ in 0..9 {
            let tab = stage.browser.new_tab().await.expect("another tab");
            stage.browser.switch_to_window(tab.clone()).await.expect("it is in front");
            stage.open(QUAY_ADDRESS).await;
            stage.until("document.body.innerText.includes('A first sentence.')").await;
            tabs.push(tab);
        }
        stage.newspaper.save(QUAY, &quay("The quay opens", "A second sentence."));
        for tab in tabs {
            stage.browser.switch_to_window(tab).await.expect("it is in front");
            stage.until("document.body.innerText.includes('A second sentence.')").await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_gone_back_to_is_up_to_date() {
    play(|stage| async move {
        stage.open(QUAY_ADDRESS).await;
        stage.open("/").await;
        stage.newspaper.save(QUAY, &quay("The quay opens", "A second sentence."));
        stage.browser.back().await.expect("the page before");
        stage.until("document.body.innerText.includes('A second sentence.')").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_without_a_page_shows_it_when_it_comes() {
    play(|stage| async move {
        stage.open("/2015/09/25/ferry/").await;
        stage.newspaper.save(
            "content/harbour/ferry.md",
            &super::newspaper::article("The ferry", "2015-09-25", "", "It sails at six."),
        );
        stage.until("document.body.innerText.includes('It sails at six.')").await;
        let status = "performance.getEntriesByType('navigation')[0].responseStatus";
        assert_eq!(stage.value(status).await, serde_json::json!(200));
    })
    .await;
}
