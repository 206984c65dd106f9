//! What open pages are told.

use super::client::PATIENCE;
use super::{impatient, serve, serve_within};
use dateline::build::preview::answer::Changed;
use std::time::{Duration, Instant};

#[test]
fn an_affected_page_loads_again_and_another_does_not() {
    let running = serve("/");
    let (mut quay, mut march) = (
        running.client.events(&running.site.query("/quay/")),
        running.client.events(&running.site.query("/märz/")),
    );
    assert_eq!(quay.expect("hello"), "1");
    assert_eq!(march.expect("hello"), "1");
    running.site.put("/quay/", "<h1>Quay</h1> anew");
    let outcome = running.server.update(&Changed::default());
    assert_eq!((outcome.reloaded, outcome.restyled, outcome.update.number), (1, 0, 2));
    assert_eq!(quay.expect("reload"), "2");
    march.expect_nothing();
}

#[test]
fn what_came_between_page_and_stream_is_not_lost() {
    let running = serve("/");
    let query = running.site.query("/quay/");
    running.site.put("/quay/", "<h1>Quay</h1> anew");
    running.server.update(&Changed::default());
    let mut stream = running.client.events(&query);
    assert_eq!(stream.expect("hello"), "2");
    assert_eq!(stream.expect("reload"), "2");
}

#[test]
fn a_picture_that_changed_before_the_page_was_opened_is_no_news() {
    let running = serve("/");
    let mut open = running.client.events(&running.site.query("/quay/"));
    open.expect("hello");
    running.site.save_picture();
    running.server.update(&Changed::default());
    open.expect("reload");
    // Else the page that has just loaded again would be told to load again, for ever.
    let mut next = running.client.events(&running.site.query("/quay/"));
    next.expect("hello");
    next.expect_nothing();
}

#[test]
fn styles_are_exchanged_once() {
    let running = serve("/");
    let mut stream = running.client.events(&running.site.query("/quay/"));
    stream.expect("hello");
    running.site.put_with("/quay/", "<h1>Quay</h1>", "bold");
    let outcome = running.server.update(&Changed::default());
    assert_eq!((outcome.reloaded, outcome.restyled), (0, 1));
    assert_eq!(stream.expect("styles"), "[\"/styles/main.css\"]");
    assert_eq!(running.server.update(&Changed::default()).restyled, 0);
    stream.expect_nothing();
}

#[test]
fn mistakes_come_and_go() {
    let running = serve("/");
    let mut early = running.client.events(&running.site.query("/quay/"));
    early.expect("hello");
    running.site.mistake(&["<b>gone</b>"]);
    running.server.update(&Changed::default());
    let first = early.expect("mistakes");
    let html = serde_json::from_str::<serde_json::Value>(&first).expect("JSON")["html"]
        .as_str()
        .expect("text")
        .to_owned();
    assert!(html.contains("&lt;b&gt;gone"), "{html}");
    let mut late = running.client.events(&running.site.query("/quay/"));
    late.expect("hello");
    assert_eq!(late.expect("mistakes"), first);
    running.server.update(&Changed::default());
    early.expect_nothing();
    running.site.mistake(&[]);
    running.server.update(&Changed::default());
    for stream in [&mut early, &mut late] {
        assert_eq!(stream.expect("mistakes"), "{\"html\":\"\"}");
    }
}

#[test]
fn the_desk_is_told_and_only_the_desk() {
    let running = serve("/");
    let (mut desk, mut quay) =
        (running.client.events("address="), running.client.events(&running.site.query("/quay/")));
    desk.expect("hello");
    quay.expect("hello");
    running.server.update(&Changed::default());
    assert_eq!(desk.expect("desk"), "2");
    quay.expect_nothing();
}

#[test]
fn a_page_of_our_own_knows_its_path_only() {
    let running = serve("/archive/");
    let mut stream = running.client.events("address=/archive/new/&print=&styles=");
    stream.expect("hello");
    stream.expect_nothing();
    running.site.put("/new/", "<h1>New</h1>");
    running.server.update(&Changed::default());
    stream.expect("reload");
}

#[test]
fn queries_of_any_kind() {
    let running = serve("/");
    for query in [
        "",
        "address=/quay/",
        "address=%ff&print=zz",
        "print=1&print=2",
        "address=/../&styles=x",
        "%%%",
        "a&b&c==",
    ] {
        let reply = running.client.ask("HEAD", &format!("/_dateline/events?{query}"), &[]);
        assert!(matches!(reply.status, 200 | 400), "{query}: {}", reply.status);
    }
    running.client.still_serves("queries");
}

#[test]
fn a_bounded_number_of_pages_follows() {
    let running = serve_within("/", impatient());
    let query = running.site.query("/quay/");
    let mut open: Vec<_> = (0..3).map(|_| running.client.events(&query)).collect();
    for stream in &mut open {
        stream.expect("hello");
    }
    let refused = running.client.get(&format!("/_dateline/events?{query}"));
    assert_eq!((refused.status, refused.header("retry-after")), (503, "5"));
    open.pop();
    let until = Instant::now() + PATIENCE;
    while running.server.open_pages() > 2 {
        assert!(Instant::now() < until, "a page that was closed keeps its place");
        std::thread::sleep(Duration::from_millis(20));
    }
    running.client.events(&query).expect("hello");
}

#[test]
fn who_does_not_read_does_not_hold_others_up() {
    let running = serve("/");
    let mut deaf = running.client.events(&running.site.query("/quay/"));
    let mut stream = running.client.events(&running.site.query("/märz/"));
    stream.expect("hello");
    deaf.expect("hello");
    for round in 0..200 {
        running.site.mistake(&[&format!("{round} {}", "x".repeat(20_000))]);
        let start = Instant::now();
        running.server.update(&Changed::default());
        assert!(start.elapsed() < Duration::from_secs(5), "an update waited");
        stream.expect("mistakes");
    }
    running.client.still_serves("a page that does not read");
}

#[test]
fn ending_closes_everything_at_once() {
    let running = serve("/");
    let mut stream = running.client.events(&running.site.query("/quay/"));
    stream.expect("hello");
    let start = Instant::now();
    running.server.stop();
    assert_eq!(stream.next(PATIENCE), None);
    assert!(start.elapsed() < Duration::from_secs(5));
}
