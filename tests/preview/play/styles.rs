//! A style is exchanged on the page as it stands.

use super::newspaper::QUAY_ADDRESS;
use super::stage::play;

#[tokio::test(flavor = "multi_thread")]
async fn a_style_is_exchanged_without_loading_the_page_anew() {
    play(|stage| async move {
        stage.open(QUAY_ADDRESS).await;
        stage.until("getComputedStyle(document.body).backgroundColor === 'rgb(250, 240, 230)'").await;
        stage.mark_window().await;
        let sheets = stage.value("document.querySelectorAll('link[rel=stylesheet]').length").await;
        for colour in ["rgb(1, 2, 3)", "rgb(4, 5, 6)"] {
            stage.newspaper.save("assets/house.css", &format!("body {{ background-color: {colour} }}\n"));
            stage.until(&format!("getComputedStyle(document.body).backgroundColor === '{colour}'")).await;
        }
        stage.until(&format!("document.querySelectorAll('link[rel=stylesheet]').length === {sheets}")).await;
        assert!(stage.is_same_window().await, "the page was loaded anew for a style");
    })
    .await;
}
