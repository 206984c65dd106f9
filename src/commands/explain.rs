//! `dateline explain`, and what `build --explain` says.

use super::progress::Progress;
use super::{Status, report, site};
use crate::build::result::{because, words};
use crate::build::{self, Explanation, Rendered};
use crate::cli::{ExplainArgs, Format};
use serde_json::json;
use std::collections::BTreeMap;

/// Pages that are named for one reason; of more, their number is said.
const NAMED: usize = 12;

/// Says why a page was rendered.
pub(super) fn run(args: &ExplainArgs) -> Status {
    let watch = Progress::new(false, false);
    let loaded = site::load(&args.site, args.output.as_deref(), args.strict);
    let explained = loaded.and_then(|(request, _)| {
        let address = address(&args.url, &request.config.base_url);
        build::explain(&request, &address, &watch).map(|found| (address, found))
    });
    match (explained, args.format) {
        (Ok((address, found)), Format::Human) => report::print(&human(&address, &found)),
        (Ok((address, found)), Format::Json) => {
            let last = found.last.as_ref().map(
                |(ago, reason, moved)| json!({"builds_ago": ago, "reason": reason, "moved": words(moved)}),
            );
            let now =
                found.now.as_ref().map(|(reason, moved)| json!({"reason": reason, "moved": words(moved)}));
            let whole = json!({
                "address": address, "path": found.path, "template": found.template, "last": last, "now": now,
            });
            report::print(&format!("{whole}\n"))
        }
        (Err(problems), _) => {
            report::diagnostics(&problems, false, false);
            Status::Failed
        }
    }
}

/// The address inside the site: what a browser shows, without host, query and fragment, and without the folder of
/// `base_url`.
fn address(given: &str, base_url: &str) -> String {
    let path = |url: &str| match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]).to_owned(),
        None => url.to_owned(),
    };
    let (given, base) = (path(given), path(base_url));
    let given = given.split(['?', '#']).next().unwrap_or_default();
    let inside = given.strip_prefix(base.trim_end_matches('/')).unwrap_or(given);
    let decoded = crate::archive::address::decoded(&format!("/{}", inside.trim_start_matches('/')));
    let is_file = decoded.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file || decoded.ends_with('/') { decoded } else { format!("{decoded}/") }
}

fn human(address: &str, found: &Explanation) -> String {
    let made = if found.template.is_some() { "rendered" } else { "made" };
    let of = found.template.as_ref().map_or(String::new(), |t| format!(", by the template {t}"));
    let mut out = format!("{address}\n    is the file {}{of}\n", found.path);
    out.push_str(&match &found.last {
        None => format!("    was never {made}: no build has written it yet\n"),
        Some((ago, reason, moved)) => {
            let when = match ago {
                0 => "in the last build".to_owned(),
                1 => "in the last build but one".to_owned(),
                n => format!("{n} builds before the last one"),
            };
            format!("    was {made} {when}, because {}\n", because(*reason, moved, made))
        }
    });
    out.push_str(&match &found.now {
        None => format!("    would not be {made} now: nothing that it shows has moved\n"),
        Some((reason, moved)) => {
            format!("    would be {made} now, because {}\n", because(*reason, moved, made))
        }
    });
    out
}

/// The pages that a build rendered, by reason and by what moved; the most frequent first.
pub(super) fn rendered(pages: &[Rendered]) -> String {
    if pages.is_empty() {
        return "No page was rendered.\n".to_owned();
    }
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for page in pages {
        groups.entry(because(page.reason, &page.moved, "rendered")).or_default().push(&page.path);
    }
    let mut groups: Vec<(String, Vec<&str>)> = groups.into_iter().collect();
    groups.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
    let mut out = String::new();
    for (why, paths) in groups {
        let count = if paths.len() == 1 { "1 page".to_owned() } else { format!("{} pages", paths.len()) };
        out.push_str(&format!("{count}, because {why}\n"));
        paths.iter().take(NAMED).for_each(|path| out.push_str(&format!("    {path}\n")));
        if paths.len() > NAMED {
            out.push_str(&format!("    and {} more\n", paths.len() - NAMED));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_a_browser_shows_for_an_address() {
        let address = |given| address(given, "https://mercury.example/archive/");
        assert_eq!(address("https://mercury.example/archive/2015/09/24/quay/?x=1#top"), "/2015/09/24/quay/");
        assert_eq!(address("/archive/tags"), "/tags/");
        assert_eq!(address("tags/%D0%BD%D0%BE/"), "/tags/но/");
        assert_eq!(address("/feed.xml"), "/feed.xml");
        assert_eq!(address("https://mercury.example/archive/"), "/");
    }
}
