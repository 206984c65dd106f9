//! Which address is answered by whom.

use super::{Shared, guard, live, path, reply, ui};
use crate::build::preview::answer::{Answer, Site};
use crate::fingerprint::Digest;
use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde::Deserialize;
use std::sync::Arc;

/// The desk page runs the program's own scripts and styles and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Longer words are in no headline.
const WORDS: usize = 300;

/// What is asked of a search.
#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    q: String,
}

/// Everything this server answers.
pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/_dateline", any(|| async { reply::redirect(ui::ROOT, None) }))
        .route("/_dateline/", any(desk))
        .route("/_dateline/events", any(events))
        .route("/_dateline/search", any(search))
        .route("/_dateline/{*name}", any(own_file))
        .fallback(site)
        .layer(from_fn_with_state(shared.clone(), guard::check))
        .with_state(shared)
}

/// Does something with the site that may take as long as rendering a page, when there is a place for it. A client that
/// goes away meanwhile leaves its place when the work is done, not before: there are never more at work than there are
/// places. None when it could not be done.
async fn with_site<T: Send + 'static>(
    shared: &Shared,
    work: impl FnOnce(&dyn Site) -> T + Send + 'static,
) -> Option<T> {
    let place = shared.answers.clone().acquire_owned().await.ok()?;
    let site = shared.site.clone();
    let done = tokio::task::spawn_blocking(move || {
        let done = work(&*site);
        drop(place);
        done
    });
    done.await.ok()
}

/// A fault in the program itself: it costs this answer and nothing else.
fn fault() -> Response {
    reply::plain(
        StatusCode::INTERNAL_SERVER_ERROR,
        "The program made a mistake of its own here; the terminal says more. Everything else goes on.\n",
    )
}

async fn site(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let raw = request.uri().path();
    let Some(path) = path::decoded(raw) else { return reply::nothing(raw) };
    let asked = path.clone();
    match with_site(&shared, move |site| find(site, &asked)).await {
        Some(answer) => reply::send(answer, request, &path).await,
        None => fault(),
    }
}

/// What lies at a path of the server. A site below a base has nothing outside of it but the way there.
fn find(site: &dyn Site, asked: &str) -> Answer {
    let base = site.base();
    let words = path::decoded(&base).unwrap_or_else(|| base.clone());
    match path::inside(asked, &words) {
        Some(inside) => site.answer(inside),
        None if asked == "/" || [asked, "/"].concat() == words => Answer::Redirect { to: base, alias: false },
        None => Answer::Nothing,
    }
}

async fn desk(State(shared): State<Arc<Shared>>) -> Response {
    let Some(html) = with_site(&shared, |site| ui::desk(site)).await else { return fault() };
    let policy = [(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))];
    (policy, reply::page(StatusCode::OK, html)).into_response()
}

async fn search(State(shared): State<Arc<Shared>>, query: Query<Search>, request: Request) -> Response {
    if !shared.names.is_from_here(request.headers()) {
        return foreign();
    }
    let Query(Search { q }) = query;
    let words: String = q.chars().take(WORDS).collect();
    let Some(list) = with_site(&shared, move |site| ui::hits(&site.search(&words, ui::HITS))).await else {
        return fault();
    };
    ([(CONTENT_TYPE, "application/json"), (axum::http::header::CACHE_CONTROL, "no-store")], list)
        .into_response()
}

async fn own_file(request: Request) -> Response {
    let path = request.uri().path();
    let name = path.strip_prefix(ui::ROOT).unwrap_or_default();
    match ui::FILES.iter().find(|(own, ..)| *own == name) {
        Some((_, kind, bytes)) => {
            reply::whole(StatusCode::OK, kind, Digest::of(bytes), (*bytes).into(), request.headers())
        }
        None => reply::nothing(path),
    }
}

async fn events(
    State(shared): State<Arc<Shared>>,
    query: Result<Query<live::Asked>, axum::extract::rejection::QueryRejection>,
    request: Request,
) -> Response {
    if !shared.names.is_from_here(request.headers()) {
        return foreign();
    }
    let Ok(Query(asked)) = query else {
        return reply::plain(StatusCode::BAD_REQUEST, "This stream is for the pages of the preview.\n");
    };
    // To say what became of nobody is to hold a place for nothing.
    if request.method() == axum::http::Method::HEAD {
        return reply::plain(StatusCode::OK, "");
    }
    let Ok(place) = shared.streams.clone().try_acquire_owned() else {
        let words = "Too many pages of this preview are open: close some of them.\n";
        let response = reply::plain(StatusCode::SERVICE_UNAVAILABLE, words);
        return ([(RETRY_AFTER, "5")], response).into_response();
    };
    let (page, stream) = live::open(asked, place);
    let own = shared.clone();
    let told =
        with_site(&shared, move |site| own.live.welcome(page, site, |path| inside_of(site, path))).await;
    told.map_or_else(fault, |()| stream.into_response())
}

/// The address inside the site of a path that a browser shows.
fn inside_of(site: &dyn Site, shown: &str) -> Option<String> {
    let base = site.base();
    let words = path::decoded(&base).unwrap_or(base);
    path::inside(shown, &words).map(str::to_owned)
}

fn foreign() -> Response {
    reply::plain(StatusCode::FORBIDDEN, "Only pages of this preview may ask for this.\n")
}
