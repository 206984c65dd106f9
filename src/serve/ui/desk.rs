//! The desk page: what is wrong, what waits, what was rendered, and a search.
//!
//! One HTML page without inline scripts and styles, complete without JavaScript but for the search. Each part is a
//! `section` with an id, by which the script exchanges what has changed and leaves alone what has not.

mod problems;
mod renderings;
mod waiting;

use super::ROOT;
use super::escape::{Escaped, counted, number};
use crate::archive::address::url;
use crate::build::preview::answer::Site;

/// How much of a list is shown: a page with more than that helps nobody.
const SHOWN: usize = 200;

/// The desk page of a site.
pub fn desk(site: &dyn Site) -> String {
    // Before all else: what changes meanwhile has a greater number, by which the script sees that the page is old.
    let state = site.number();
    let home = url(&site.base(), "/");
    let problems = site.problems();
    let waiting = site.waiting();
    let renderings = site.renderings();
    let parts = [
        problems::section(&problems),
        waiting::section(&waiting),
        renderings::section(&renderings, state, &site.base()),
    ]
    .concat();
    let counts = counts(site, problems.len(), waiting.len());
    format!(
        "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"robots\" content=\"noindex\">
<title>Desk: {problem_count}</title>
<link rel=\"stylesheet\" href=\"{ROOT}client.css\">
<link rel=\"stylesheet\" href=\"{ROOT}desk.css\">
<script defer src=\"{ROOT}client.js\" data-address=\"\" data-number=\"{state}\"></script>
<script defer src=\"{ROOT}desk.js\"></script>
</head>
<body class=\"desk\">
<header>
<h1>Desk</h1>
<nav aria-label=\"Desk\">
<a href=\"{home}\">The site</a>
<a href=\"#problems\">Problems</a>
<a href=\"#waiting\">Not public yet</a>
<a href=\"#renderings\">Rendered</a>
</nav>
</header>
<main>
{counts}{SEARCH}{parts}</main>
</body>
</html>
",
        problem_count = counted(problems.len(), "problem", "problems"),
        home = Escaped(&home),
    )
}

fn counts(site: &dyn Site, problems: usize, waiting: usize) -> String {
    let (articles, pages) = site.counts();
    let entry = |count: usize, one: &str, many: &str| {
        let word = if count == 1 { one } else { many };
        format!("<div><dt>{word}</dt><dd>{}</dd></div>\n", number(count))
    };
    format!(
        "<section id=\"counts\" aria-label=\"Counts\">\n<dl>\n{}{}{}{}</dl>\n</section>\n",
        entry(articles, "article", "articles"),
        entry(pages, "page", "pages"),
        entry(waiting, "not public yet", "not public yet"),
        entry(problems, "problem", "problems"),
    )
}

/// The search is the script's, which takes the form out of hiding.
const SEARCH: &str = "<section id=\"search\" aria-labelledby=\"search-title\">
<h2 id=\"search-title\">Search headlines</h2>
<noscript><p>The search needs JavaScript. Everything else on this page does without.</p></noscript>
<form role=\"search\" hidden>
<label for=\"words\">Words of a headline</label>
<input id=\"words\" type=\"search\" name=\"q\" autocomplete=\"off\" spellcheck=\"false\" maxlength=\"200\">
<p id=\"found\" role=\"status\" aria-live=\"polite\"></p>
</form>
<ol id=\"hits\" aria-label=\"Articles found\" hidden></ol>
</section>
";

/// Says so when a list is cut.
fn cut(count: usize) -> String {
    match count > SHOWN {
        true => format!("<p class=\"cut\">The first {} of {} are shown.</p>\n", number(SHOWN), number(count)),
        false => String::new(),
    }
}

#[cfg(test)]
mod tests;
