//! Pages that nobody wanted to keep: errors, and walls before articles.

use super::units::Unit;

/// Why a page is none that anybody wanted to keep: an error page, or a wall.
pub(super) fn no_article(units: &[Unit]) -> Option<String> {
    const TITLES: &[&str] = &[
        "page not found",
        "404",
        "not found",
        "error 404",
        "access denied",
        "403 forbidden",
        "forbidden",
        "internal server error",
        "500 internal server error",
        "502 bad gateway",
        "503 service unavailable",
        "service unavailable",
        "log in",
        "login",
        "sign in",
        "subscribe to continue",
        "subscribe to read",
        "sorry, we can't find that page",
        "sorry, this page isn't available",
        "are you a robot?",
        "just a moment...",
        "please verify you are a human",
        "seite nicht gefunden",
        "page introuvable",
        "página no encontrada",
    ];
    const MOST_WORDS: usize = 120;
    let title = units.first()?.text.to_lowercase().replace('’', "'");
    let title = title.trim_end_matches(['.', '!', ':']);
    let is = TITLES.iter().any(|known| {
        title == *known || title.starts_with(&format!("{known} ")) || title.starts_with(&format!("{known}:"))
    });
    let words: usize = units.iter().map(|unit| unit.text.split_whitespace().count()).sum();
    (is && title.chars().count() < 60 && words < MOST_WORDS)
        .then(|| format!("it is an error page or a wall, no article: “{}”", units[0].text))
}
