//! What a page shows to readers: headline, standfirst, byline, date, section.
//!
//! Takes: a page. Does: looks for elements that are named after what they hold, then for lines that read like it. Gives: facts, and the lines
//! they were found in, which are not repeated in the text.

use super::facts::{Facts, tidy};
use super::tags::without_site;
use crate::article::date::DateReader;
use crate::import::bodies::{self, How};
use crate::import::text::head;
use dom_query::{Document, NodeRef};

/// Blocks from the start of the text in which a byline or a date may stand.
pub(super) const HEAD: usize = 24;
/// The same, from the start of the page.
pub(super) const PAGE_HEAD: usize = 80;

/// What readers see.
pub(super) struct Looks {
    pub(super) facts: Facts,
    /// Blocks that were read as fields, and which.
    pub(super) lines: Vec<(String, &'static str)>,
    /// Fields that were found in lines which only read like them.
    pub(super) guessed: Vec<&'static str>,
}

const STANDFIRSTS: &str = ".standfirst, .deck, .dek, .subheadline, .sub-headline, .subhead, .subtitle, .article-subtitle, .article-lead, \
    .article__lead, .article-intro, .article__intro, .article-standfirst, .entry-subtitle, .lede, .strapline, .chapo, .entradilla, .teaser-text, \
    [class*=\"standfirst\"], [class*=\"Standfirst\"]";
const BYLINES: &str = ".byline__name, .byline-name, .author-name, .author .fn, .byline .fn, [rel=\"author\"], .byline, .article-byline, .article__byline, \
    .entry-author, .post-author, .article-author, .author, [class*=\"byline\"], [class*=\"Byline\"]";
const DATES: &str = "time[pubdate], .entry-date, .published, .dateline time, .article-date, .article__date, .post-date, .pub-date, .pubdate, \
    .publish-date, .published-date, .timestamp, .date, .datum, .fecha, [class*=\"publish\"]";
const SECTIONS: &str = "[rel=\"category tag\"], .article-section, .section-name, .article__section, .entry-category a, .cat-links a, .kicker-section";
const KICKERS: &str = ".kicker, .overline, .eyebrow, .article-kicker, .dachzeile";

/// Reads a page; `body` is where its text stands.
pub(super) fn looks(page: &Document, dates: &DateReader, site: &str) -> Looks {
    let mut lines: Vec<(String, &'static str)> = Vec::new();
    let mut facts = Facts { title: title(page, site), ..Facts::default() };
    let mut first = |selector: &'static str,
                     what: &'static str,
                     fits: &dyn Fn(&str) -> bool|
     -> Option<(String, String)> {
        for node in bodies::select(page, selector).nodes().iter().take(12) {
            let text = bodies::text(node);
            if !text.is_empty() && !is_elsewhere(node) && fits(&text) {
                lines.push((text.clone(), what));
                let machine = ["datetime", "content", "title"].iter().find_map(|name| node.attr(name));
                return Some((text, machine.map(|m| m.to_string()).unwrap_or_default()));
            }
        }
        None
    };
    let words = |text: &str| text.split_whitespace().count();
    let standfirst = first(STANDFIRSTS, "standfirst, now a field", &|text| (4..=90).contains(&words(text)));
    facts.standfirst = standfirst.map(|found| found.0).unwrap_or_default();
    facts.kicker = first(KICKERS, "kicker, now a field", &|text| words(text) <= 8)
        .map(|found| found.0)
        .unwrap_or_default();
    facts.section = first(SECTIONS, "section, now a field", &|text| words(text) <= 5)
        .map(|found| found.0)
        .unwrap_or_default();
    let byline = first(BYLINES, "byline, now a field", &|text| head::byline(text, true).is_some());
    if let Some((text, _)) = byline {
        facts.authors = names(&text);
    }
    let readable =
        |text: &str| is_date(text, dates) || head::date_line(text, dates).is_some_and(|line| !line.updated);
    let date = first(DATES, "date, now a field", &|text| readable(text))
        .map(|(text, machine)| if is_date(&machine, dates) { machine } else { date_of(&text, dates) });
    facts.date = date.unwrap_or_default();
    let html = bodies::select(page, "html");
    facts.language =
        html.attr("lang").or_else(|| html.attr("xml:lang")).map(|lang| lang.to_string()).unwrap_or_default();
    Looks { facts, lines, guessed: Vec::new() }
}

/// Dates in `time`, which many pages have for each of many things: one that is marked as published, or the first.
pub(super) fn times(page: &Document, dates: &DateReader) -> Facts {
    let elements = bodies::select(page, "time[datetime]");
    let mut all = elements.nodes().iter().filter(|node| !is_elsewhere(node)).filter_map(|node| {
        let value = node.attr("datetime")?.to_string();
        let updated = node.class().is_some_and(|class| class.contains("updat") || class.contains("modif"));
        (is_date(&value, dates) && !updated).then_some(value)
    });
    Facts { date: all.next().unwrap_or_default(), ..Facts::default() }
}

/// Fields in lines of the text itself, as pages without any marks have them.
pub(super) fn in_text(body: &NodeRef, most: usize, dates: &DateReader, found: &mut Looks, wanted: &Facts) {
    let before = (found.facts.date.is_empty(), found.facts.authors.is_empty());
    for text in bodies::leaves(body).into_iter().take(most) {
        if found.lines.iter().any(|(line, _)| *line == text) {
            continue;
        }
        if let Some(date) = head::date_line(&text, dates) {
            if !date.date.is_unknown() && found.facts.date.is_empty() && !date.updated {
                found.facts.date = date_of(&text, dates);
            }
            found.lines.push((text, "date, now a field"));
            continue;
        }
        let parts: Vec<&str> =
            text.split(['|', '•', '·']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let is_line =
            |part: &&str| head::date_line(part, dates).is_some() || head::byline(part, false).is_some();
        if text.chars().count() < 120 && parts.iter().all(&is_line) {
            for part in &parts {
                match head::byline(part, false) {
                    Some(_) if found.facts.authors.is_empty() => found.facts.authors = names(part),
                    None if found.facts.date.is_empty() => found.facts.date = date_of(part, dates),
                    _ => {}
                }
            }
            found.lines.push((text, "byline, now a field"));
        } else if wanted.authors.contains(&text) {
            found.lines.push((text, "byline, now a field"));
        }
    }
    for (field, open) in
        [("date", before.0 && wanted.date.is_empty()), ("authors", before.1 && wanted.authors.is_empty())]
    {
        let filled =
            if field == "date" { !found.facts.date.is_empty() } else { !found.facts.authors.is_empty() };
        if open && filled {
            found.guessed.push(field);
        }
    }
}

/// Whether a text is a date; one that says nothing is none.
pub(super) fn is_date(text: &str, dates: &DateReader) -> bool {
    dates.read(text).is_ok_and(|date| !date.is_unknown())
}

/// The part of a line that is its date.
fn date_of(line: &str, dates: &DateReader) -> String {
    if is_date(line, dates) {
        return line.to_owned();
    }
    head::date_line(line, dates)
        .and_then(|found| crate::import::item::written(&found.date))
        .unwrap_or_default()
}

/// Names in a byline.
pub(super) fn names(line: &str) -> Vec<String> {
    let line = tidy(line);
    let name = |value: &serde_json::Value| match value {
        serde_json::Value::Object(map) => map.get("name").and_then(|name| name.as_str()).map(str::to_owned),
        other => other.as_str().map(str::to_owned),
    };
    match head::byline(&line, true) {
        Some(byline) => byline.authors.iter().filter_map(name).collect(),
        None => vec![line],
    }
}

/// Whether an element belongs to another article than the one of the page.
fn is_elsewhere(node: &NodeRef) -> bool {
    const OTHERS: &[&str] = &["aside", "footer", "nav"];
    node.ancestors_it(None)
        .any(|n| OTHERS.iter().any(|name| n.has_name(name)) || bodies::is_removed(&n, false).is_some())
}

fn title(page: &Document, site: &str) -> String {
    let whole = tidy(&bodies::select(page, "head title").text());
    let is_site = |node: &NodeRef| {
        // The name of the newspaper stands in the first heading of many pages, and leads to its front page.
        let class = node.class().is_some_and(|class| class.contains("site") || class.contains("logo"));
        let home = |n: &NodeRef| n.has_name("a") && n.attr("href").is_some_and(|href| is_home(&href));
        class || node.descendants_it().any(|n| home(&n)) || node.ancestors_it(Some(2)).any(|n| home(&n))
    };
    let shown = |selector: &'static str| -> Vec<String> {
        let nodes = bodies::select(page, selector);
        let own = nodes.nodes().iter().filter(|n| !is_elsewhere(n) && !is_site(n)).map(bodies::text);
        own.filter(|text| !text.is_empty() && !text.eq_ignore_ascii_case(site)).collect()
    };
    let headings = shown("h1");
    // The headline is the heading that stands in the title too.
    let in_title = headings.iter().find(|text| whole.contains(text.as_str())).cloned();
    let named = || shown("article h1, main h1, .headline, .entry-title, .article-title").into_iter().next();
    let only = || headings.iter().find(|text| text.split_whitespace().count() > 1).cloned();
    in_title
        .or_else(named)
        .or_else(only)
        .or_else(|| line_of_title(page, &whole))
        .unwrap_or_else(|| of_window(&whole, site))
}

fn is_home(href: &str) -> bool {
    let path = href.split_once("://").map_or(href, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    matches!(path.trim_start_matches('.'), "/" | "/index.html" | "/index.htm" | "index.html")
}

/// A line at the start of the page which the title of the window has too, beside the name of the newspaper.
fn line_of_title(page: &Document, whole: &str) -> Option<String> {
    const LINES: usize = 60;
    let fits = |line: &String| {
        let rest = whole.strip_prefix(line.as_str()).or_else(|| whole.strip_suffix(line.as_str()));
        line.split_whitespace().count() >= 3
            && line.len() * 3 >= whole.len()
            && rest.is_some_and(|rest| rest.len() != whole.len())
    };
    bodies::leaves(&page.body()?).into_iter().take(LINES).find(fits)
}

/// The headline in the title of the window, without the name of the newspaper.
fn of_window(title: &str, site: &str) -> String {
    let bare = without_site(title, site);
    if bare != title {
        return bare;
    }
    for sign in [" | ", " :: ", " — ", " – ", " - "] {
        if let Some((head, tail)) = title.rsplit_once(sign)
            && head.split_whitespace().count() >= 3
            && tail.split_whitespace().count() <= 4
        {
            return head.to_owned();
        }
        if let Some((first, rest)) = title.split_once(sign)
            && rest.split_whitespace().count() >= 3
            && first.split_whitespace().count() <= 4
        {
            return rest.to_owned();
        }
    }
    title.to_owned()
}

/// Pictures before the text, with what is said about them.
pub(super) fn lead<'a>(body: &NodeRef<'a>, how: &How) -> Option<(NodeRef<'a>, bodies::Picture)> {
    for node in body.descendants_it() {
        let name = node.node_name().unwrap_or_default();
        let text = matches!(&*name, "p") && bodies::text(&node).split_whitespace().count() > 12;
        if text {
            return None;
        }
        let boxed = bodies::is_picture_box(&node);
        if boxed || &*name == "img" || &*name == "amp-img" {
            if bodies::is_removed(&node, false).is_some() {
                continue;
            }
            if let Some(picture) = bodies::picture(&node, how) {
                return Some((node, picture));
            }
        }
    }
    None
}
