//! Pages that are no articles: a server's excuse, a door that asks for a name, a list of articles.
//!
//! Takes: the title of a page, its text and its forms. Gives: what it is, as the end of “skipped because …”.

use crate::import::bodies;
use dom_query::Document;

/// Longest text of a page that excuses itself, in words.
const LONGEST: usize = 150;

const EXCUSES: &[&str] = &[
    "page not found",
    "404",
    "not found",
    "error 404",
    "file not found",
    "page cannot be found",
    "page can't be found",
    "page could not be found",
    "page doesn't exist",
    "page does not exist",
    "no longer available",
    "seite nicht gefunden",
    "page introuvable",
    "página no encontrada",
    "pagina non trovata",
    "pagina niet gevonden",
    "sidan hittades inte",
    "siden blev ikke fundet",
    "страница не найдена",
    "access denied",
    "forbidden",
    "403",
    "500 internal",
    "internal server error",
    "service unavailable",
    "bad gateway",
    "gateway timeout",
    "just a moment",
    "attention required",
    "are you a robot",
    "site maintenance",
    "under maintenance",
    "account suspended",
    "this domain",
    "index of /",
    "database error",
    "error establishing",
    "captcha",
];

const DOORS: &[&str] = &[
    "log in",
    "login",
    "sign in",
    "signin",
    "subscribe to continue",
    "subscribe to read",
    "register to continue",
    "anmelden",
    "einloggen",
    "connexion",
    "se connecter",
    "iniciar sesión",
    "accedi",
    "inloggen",
    "logga in",
    "subscription required",
    "create an account",
];

/// What a page is that is no article.
pub(super) fn no_article(page: &Document, title: &str, text: &str) -> Option<String> {
    let words = text.split_whitespace().count();
    if words > LONGEST {
        return None;
    }
    let heading = bodies::select(page, "h1").nodes().first().map(bodies::text).unwrap_or_default();
    let titles =
        [title.to_lowercase(), heading.to_lowercase(), bodies::select(page, "title").text().to_lowercase()];
    let said = |phrases: &[&str]| {
        titles.iter().filter(|title| title.split_whitespace().count() <= 12).any(|title| {
            phrases.iter().any(|phrase| match phrase.len() {
                // A number may stand in any headline; an excuse begins with it.
                3 => title.starts_with(phrase) || title.ends_with(phrase),
                _ => title.contains(phrase),
            })
        })
    };
    let shown = [title, &heading]
        .into_iter()
        .find(|text| !text.trim().is_empty())
        .unwrap_or("without a title")
        .trim()
        .to_owned();
    let door = bodies::select(page, "input[type=\"password\"]").exists() || said(DOORS);
    if words < 90 && door && (said(DOORS) || words < 40) {
        return Some(format!("it is a page to log in or subscribe, not an article: “{shown}”"));
    }
    // An article about something that was not found says more than that.
    if words < 90 && said(EXCUSES) {
        return Some(format!("it is an error page of the server, not an article: “{shown}”"));
    }
    let lower = text.to_lowercase();
    if words < 40
        && (lower.contains("enable javascript")
            || lower.contains("javascript is disabled")
            || lower.contains("activez javascript"))
    {
        return Some("there is no text in it: the site filled its pages by a script".to_owned());
    }
    None
}

/// Whether a page mostly leads to others.
pub(super) fn is_list(body: &dom_query::NodeRef) -> bool {
    let all = bodies::text(body).split_whitespace().count();
    let links: Vec<usize> = body
        .descendants_it()
        .filter(|n| n.has_name("a"))
        .map(|n| bodies::text(&n).split_whitespace().count())
        .collect();
    links.len() >= 8 && links.iter().sum::<usize>() * 10 > all * 6
}
