//! From what lies at an address to a response, as a good static host would send it.

use super::ui;
use crate::build::preview::answer::{Answer, Made};
use crate::fingerprint::Digest;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::path::Path;
use tower_http::services::ServeFile;

const HTML: &str = "text/html; charset=utf-8";

/// A browser may keep it, and has to ask each time whether it still holds.
const ASK: HeaderValue = HeaderValue::from_static("no-cache");

/// A browser may not keep it.
const FORGET: HeaderValue = HeaderValue::from_static("no-store");

/// Sends an answer to what was asked for by `path`. `query` is what followed the path.
pub(super) async fn send(answer: Answer, request: Request, path: &str) -> Response {
    match answer {
        Answer::Made(made) => send_made(made, request.headers()),
        Answer::File { path: file, name } => send_file(&file, &name, request, path).await,
        Answer::Redirect { to, .. } => redirect(&to, request.uri().query()),
        Answer::Faulty(mistakes) => page(StatusCode::INTERNAL_SERVER_ERROR, ui::faulty_page(&mistakes)),
        Answer::Nothing => nothing(path),
    }
}

/// Nothing lies there, and the theme has no page that says so.
pub(super) fn nothing(path: &str) -> Response {
    page(StatusCode::NOT_FOUND, ui::nothing_page(path))
}

/// A page of the program's own.
pub(super) fn page(status: StatusCode, html: String) -> Response {
    (status, [(CONTENT_TYPE, HeaderValue::from_static(HTML)), (CACHE_CONTROL, FORGET)], html).into_response()
}

/// A sentence.
pub(super) fn plain(status: StatusCode, words: &'static str) -> Response {
    (status, [(CACHE_CONTROL, FORGET)], words).into_response()
}

/// Elsewhere. The status is the one that a host sends, 301, so that the preview shows what hosting will; browsers keep
/// such an answer for good unless they are told not to, and an address can change while a site is written.
pub(super) fn redirect(to: &str, query: Option<&str>) -> Response {
    let to = match query {
        Some(query) if !to.contains(['?', '#']) => format!("{to}?{query}"),
        _ => to.to_owned(),
    };
    match HeaderValue::from_str(&to) {
        Ok(to) => (StatusCode::MOVED_PERMANENTLY, [(LOCATION, to), (CACHE_CONTROL, FORGET)]).into_response(),
        Err(_) => {
            plain(StatusCode::INTERNAL_SERVER_ERROR, "This address leads to one that cannot be sent.\n")
        }
    }
}

/// Something that was made: with the script of the preview when it is a page.
fn send_made(made: Made, headers: &HeaderMap) -> Response {
    let status = StatusCode::from_u16(made.status).unwrap_or(StatusCode::OK);
    let kind = content_type(&made.name);
    match &made.page {
        // What is sent differs from what was made by what the script is told: that counts too.
        Some(notes) if kind.starts_with("text/html") => {
            let bytes = ui::inject(&made.bytes, notes);
            whole(status, &kind, Digest::of(&bytes), bytes.into(), headers)
        }
        _ => whole(status, &kind, made.digest, made.bytes.to_vec().into(), headers),
    }
}

/// Bytes with their tag, or only the word that they are as they were.
pub(super) fn whole(
    status: StatusCode,
    kind: &str,
    digest: Digest,
    body: Body,
    headers: &HeaderMap,
) -> Response {
    let tag = format!("\"{}\"", digest.to_hex());
    let is_known = status == StatusCode::OK && holds(headers, &tag);
    let mut response = match is_known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => (status, body).into_response(),
    };
    let own = response.headers_mut();
    own.insert(CACHE_CONTROL, ASK);
    for (name, value) in [(CONTENT_TYPE, kind), (ETAG, &*tag)] {
        // Both are made of a few letters and signs.
        if let Ok(value) = HeaderValue::from_str(value) {
            own.insert(name, value);
        }
    }
    response
}

/// Whether the client says that it has this already.
fn holds(headers: &HeaderMap, tag: &str) -> bool {
    let lists = headers.get_all(IF_NONE_MATCH).iter().filter_map(|list| list.to_str().ok());
    lists
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|own| own == "*" || own.trim_start_matches("W/") == tag)
}

/// A file as it is: in parts when it is asked for in parts, with a tag of its size and time.
async fn send_file(file: &Path, name: &str, request: Request, path: &str) -> Response {
    let kind = content_type(name);
    let response = match ServeFile::new(file).try_call(request).await {
        Ok(response) if response.status() != StatusCode::NOT_FOUND => response,
        // It was there a moment ago.
        Ok(_) => return nothing(path),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return nothing(path),
        Err(_) => return plain(StatusCode::INTERNAL_SERVER_ERROR, "This file cannot be read.\n"),
    };
    let mut response = response.map(Body::new);
    let own = response.headers_mut();
    own.insert(CACHE_CONTROL, ASK);
    if own.contains_key(CONTENT_TYPE)
        && let Ok(kind) = HeaderValue::from_str(&kind)
    {
        own.insert(CONTENT_TYPE, kind);
    }
    response
}

/// Media type by the ending of a name. Everything that the program writes is UTF-8.
fn content_type(name: &str) -> String {
    let kind = mime_guess::from_path(name).first_raw().unwrap_or("application/octet-stream");
    match kind.starts_with("text/") {
        true => format!("{kind}; charset=utf-8"),
        false => kind.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        for (name, want) in [
            ("a/index.html", HTML),
            ("feed.xml", "text/xml; charset=utf-8"),
            ("style.1234abcd.css", "text/css; charset=utf-8"),
            ("x.js", "text/javascript; charset=utf-8"),
            ("feed.json", "application/json"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("a/view.JPG", "image/jpeg"),
            ("a.svg", "image/svg+xml"),
            ("a.webp", "image/webp"),
            ("a.avif", "image/avif"),
            ("a.mp4", "video/mp4"),
            ("a.woff2", "font/woff2"),
            ("a.pdf", "application/pdf"),
            ("site.webmanifest", "application/manifest+json"),
            ("_headers", "application/octet-stream"),
        ] {
            assert_eq!(content_type(name), want, "{name}");
        }
    }

    #[test]
    fn tags() {
        let headers =
            |list: &'static str| HeaderMap::from_iter([(IF_NONE_MATCH, HeaderValue::from_static(list))]);
        assert!(holds(&headers("\"a\""), "\"a\""));
        assert!(holds(&headers("\"b\", W/\"a\""), "\"a\""));
        assert!(holds(&headers("*"), "\"a\""));
        assert!(!holds(&headers("\"b\""), "\"a\"") && !holds(&HeaderMap::new(), "\"a\""));
    }

    #[test]
    fn redirects_are_not_remembered() {
        let response = redirect("/a/", Some("q=1"));
        assert_eq!(response.status(), StatusCode::MOVED_PERMANENTLY);
        assert_eq!(response.headers()[LOCATION], "/a/?q=1");
        assert_eq!(response.headers()[CACHE_CONTROL], "no-store");
        assert_eq!(redirect("/a/\r\nx: y", None).status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
