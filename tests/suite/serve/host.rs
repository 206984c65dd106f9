//! What a good static host does.

use super::fake::FILM;
use super::serve;

#[test]
fn addresses_are_answered_as_a_host_does() {
    let running = serve("/");
    let client = running.client;
    let table: &[(&str, u16, &str, &str)] = &[
        // Address, status, type, what stands in the body or where it leads.
        ("/", 200, "text/html; charset=utf-8", "<h1>Front</h1>"),
        ("/quay/", 200, "text/html; charset=utf-8", "<h1>Quay</h1>"),
        ("/quay/?utm=1", 200, "text/html; charset=utf-8", "<h1>Quay</h1>"),
        ("/m%C3%A4rz/", 200, "text/html; charset=utf-8", "<h1>March</h1>"),
        ("/märz/", 200, "text/html; charset=utf-8", "<h1>March</h1>"),
        ("/qua%79/", 200, "text/html; charset=utf-8", "<h1>Quay</h1>"),
        ("/qua%2579/", 404, "text/html; charset=utf-8", "Nothing is at this address"),
        ("/quay", 301, "", "/quay/"),
        ("/quay?a=b", 301, "", "/quay/?a=b"),
        ("/old-quay/", 301, "", "/quay/"),
        ("/elsewhere/", 301, "", "https://elsewhere.example/x"),
        ("/gone/", 410, "text/html; charset=utf-8", "<h1>Quay</h1>"),
        ("/nothing/", 404, "text/html; charset=utf-8", "Nothing is at this address"),
        ("/QUAY/", 404, "text/html; charset=utf-8", "Nothing is at this address"),
        ("/vanished.jpg", 404, "text/html; charset=utf-8", "Nothing is at this address"),
        ("/feed.xml", 200, "text/xml; charset=utf-8", "<rss/>"),
        ("/styles/main.css", 200, "text/css; charset=utf-8", "a{}"),
        ("/view.jpg", 200, "image/jpeg", "jpeg"),
        ("/faulty/", 500, "text/html; charset=utf-8", "broken &lt;b&gt;"),
        ("/panic/", 500, "text/plain; charset=utf-8", "mistake of its own"),
        ("/_dateline", 301, "", "/_dateline/"),
        ("/_dateline/", 200, "text/html; charset=utf-8", "<html"),
        ("/_dateline/client.js", 200, "text/javascript; charset=utf-8", "EventSource"),
        ("/_dateline/desk.css", 200, "text/css; charset=utf-8", "{"),
        ("/_dateline/other", 404, "text/html; charset=utf-8", "Nothing is at this address"),
        ("/_dateline/search?q=red%20tape", 200, "application/json", "\"<red tape>\""),
        ("/_dateline/search", 200, "application/json", "[]"),
    ];
    for (path, status, kind, body) in table {
        let reply = client.get(path);
        assert_eq!(reply.status, *status, "{path}: {}", reply.text());
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert!(reply.header("cache-control").starts_with("no-"), "{path}: {:?}", reply.headers);
        match status {
            301 => assert_eq!(reply.header("location"), *body, "{path}"),
            _ => {
                assert_eq!(reply.header("content-type"), *kind, "{path}");
                assert!(reply.text().contains(body), "{path}: {}", reply.text());
            }
        }
    }
    client.still_serves("all of them");
}

#[test]
fn a_site_below_a_base() {
    let running = serve("/archiv%C3%A4/");
    let client = running.client;
    for (path, status, to) in [
        ("/", 301, "/archiv%C3%A4/"),
        ("/archiv%C3%A4", 301, "/archiv%C3%A4/"),
        ("/archivä/quay/", 200, ""),
        ("/archiv%C3%A4/", 200, ""),
        ("/archiv%C3%A4/quay", 301, "/archiv%C3%A4/quay/"),
        ("/quay/", 404, ""),
        ("/archiv%C3%A4quay/", 404, ""),
        ("/_dateline/", 200, ""),
    ] {
        let reply = client.get(path);
        assert_eq!((reply.status, reply.header("location")), (status, to), "{path}");
    }
}

#[test]
fn pages_carry_the_script_and_other_things_do_not() {
    let running = serve("/");
    let page = running.client.get("/quay/").text();
    assert_eq!(page.matches("/_dateline/client.js").count(), 1, "{page}");
    assert!(page.contains("data-address=\"/quay/\""));
    for path in ["/gone/", "/feed.xml", "/styles/main.css"] {
        assert!(!running.client.get(path).text().contains("_dateline"), "{path}");
    }
}

#[test]
fn a_page_is_sent_again_only_when_it_has_changed() {
    let running = serve("/");
    let client = running.client;
    for path in ["/quay/", "/feed.xml", "/view.jpg", "/_dateline/client.js"] {
        let first = client.get(path);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{path}: {tag}");
        for list in [tag.clone(), format!("\"x\", {tag}"), "*".to_owned()] {
            let again = client.ask("GET", path, &[("If-None-Match", &list)]);
            assert_eq!((again.status, again.body.len()), (304, 0), "{path}: {list}");
            assert_eq!(again.header("etag"), tag, "{path}");
        }
        assert_eq!(client.ask("GET", path, &[("If-None-Match", "\"x\"")]).status, 200, "{path}");
        assert_eq!(client.ask("HEAD", path, &[("If-None-Match", &tag)]).status, 304, "{path}");
    }
    let tag = client.get("/quay/").header("etag").to_owned();
    running.site.put("/quay/", "<h1>Quay</h1> and more");
    assert_eq!(client.ask("GET", "/quay/", &[("If-None-Match", &tag)]).status, 200);
    let tag = client.get("/quay/").header("etag").to_owned();
    running.site.put_with("/quay/", "<h1>Quay</h1> and more", "bold");
    let after = client.ask("GET", "/quay/", &[("If-None-Match", &tag)]);
    assert_eq!(after.status, 200, "the script has to know the styles it was made with");
    // A page about what is missing is not the page that is asked for.
    assert_eq!(client.ask("GET", "/nothing/", &[("If-None-Match", "*")]).status, 404);
}

#[test]
fn a_file_that_was_written_again_is_sent_again() {
    let running = serve("/");
    let tag = running.client.get("/view.jpg").header("etag").to_owned();
    std::thread::sleep(std::time::Duration::from_millis(20));
    std::fs::write(running.site.folder().join("view.jpg"), b"gepj").expect("written");
    let again = running.client.ask("GET", "/view.jpg", &[("If-None-Match", &tag)]);
    assert_eq!((again.status, again.text().as_str()), (200, "gepj"));
}

#[test]
fn head_is_get_without_the_body() {
    let running = serve("/");
    for path in ["/quay/", "/film.mp4", "/nothing/", "/quay", "/_dateline/", "/_dateline/client.js"] {
        let (get, head) = (running.client.get(path), running.client.ask("HEAD", path, &[]));
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.body.len(), 0, "{path}");
        for name in ["content-length", "content-type", "etag", "location", "cache-control"] {
            assert_eq!(head.header(name), get.header(name), "{path}: {name}");
        }
    }
}

#[test]
fn other_methods_are_refused() {
    let running = serve("/");
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get"] {
        for path in ["/quay/", "/_dateline/", "/_dateline/events", "/film.mp4"] {
            let target = if method == "CONNECT" { "localhost:80" } else { path };
            let reply = running.client.ask(method, target, &[]);
            assert_eq!(reply.status, 405, "{method} {path}");
            assert_eq!(reply.header("allow"), "GET, HEAD", "{method} {path}");
        }
    }
    running.client.still_serves("other methods");
}

#[test]
fn parts_of_a_film() {
    let running = serve("/");
    let whole = running.client.get("/film.mp4");
    assert_eq!((whole.status, whole.body.len(), whole.header("accept-ranges")), (200, FILM, "bytes"));
    for (range, from, to) in [
        ("bytes=0-0", 0, 1),
        ("bytes=100-299", 100, 300),
        ("bytes=2999990-", FILM - 10, FILM),
        ("bytes=-7", FILM - 7, FILM),
    ] {
        let part = running.client.ask("GET", "/film.mp4", &[("Range", range)]);
        assert_eq!(part.status, 206, "{range}");
        assert_eq!(part.header("content-range"), format!("bytes {from}-{}/{FILM}", to - 1), "{range}");
        assert_eq!(part.body, whole.body[from..to], "{range}");
        assert_eq!(part.header("content-type"), "video/mp4", "{range}");
    }
    for (range, status) in [("bytes=3000000-", 416), ("bytes=5-1", 416), ("bytes=99999999999999999999-", 416)]
    {
        assert_eq!(running.client.ask("GET", "/film.mp4", &[("Range", range)]).status, status, "{range}");
    }
    running.client.still_serves("ranges");
}
