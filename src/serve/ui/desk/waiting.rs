//! Drafts, embargoed and future articles.

use super::super::escape::{Escaped, link, number};
use super::{SHOWN, cut};
use crate::build::preview::answer::{Mark, Waiting};

pub(super) fn section(waiting: &[Waiting]) -> String {
    let mut out = format!(
        "<section id=\"waiting\" aria-labelledby=\"waiting-title\">\n<h2 id=\"waiting-title\">Not public yet <span class=\"count\">{}</span></h2>\n",
        number(waiting.len()),
    );
    if waiting.is_empty() {
        out.push_str("<p class=\"well\">Every article is public.</p>\n");
    } else {
        out.push_str(&cut(waiting.len()));
        out.push_str("<ul class=\"waiting\">\n");
        out.extend(waiting.iter().take(SHOWN).map(entry));
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
    out
}

fn entry(waiting: &Waiting) -> String {
    let title = if waiting.title.trim().is_empty() { "(without a headline)" } else { &waiting.title };
    let (kind, words) = match &waiting.mark {
        Mark::Draft => ("draft", "Draft".to_owned()),
        Mark::Embargo(until) => ("embargo", format!("Embargoed until {until}")),
        Mark::Future(date) => ("future", format!("Dated {date}")),
    };
    format!(
        "<li><span class=\"headline\">{}</span> <span class=\"mark {kind}\">{}</span> <code>{}</code></li>\n",
        link(waiting.url.as_deref(), title),
        Escaped(&words),
        Escaped(&waiting.path),
    )
}
