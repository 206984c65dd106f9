//! What `dateline serve` prints: one line at the start, one for each update.

use crate::build::preview::answer::Changed;
use crate::serve::Outcome;
use std::time::Duration;

/// So many files are named in a line.
const NAMED: usize = 3;

/// The line at the start.
pub(super) fn started(address: &str, (articles, pages): (usize, usize), took: Duration) -> String {
    format!(
        "{address} shows {} and {}, read in {:.2} seconds; Ctrl-C ends it\n",
        count(articles, "article"),
        count(pages, "file"),
        took.as_secs_f64()
    )
}

/// The line after an update: `content/news/quay.md: 2 open pages reloaded (12 ms)`.
pub(super) fn updated(outcome: &Outcome, changed: &Changed) -> String {
    let (names, all) = match outcome.update.sources.is_empty() {
        false => (outcome.update.sources.clone(), outcome.update.source_count),
        true => {
            let names = changed.paths.iter().filter_map(|path| path.file_name());
            (names.map(|name| name.to_string_lossy().into_owned()).collect(), changed.paths.len())
        }
    };
    let what = match (names.len(), changed.all) {
        (0, true) => "everything was looked at".to_owned(),
        (0, false) => "time has passed".to_owned(),
        (given, _) => {
            let shown = names[..given.min(NAMED)].join(", ");
            let more = all.saturating_sub(NAMED);
            if more > 0 { format!("{shown} and {more} more") } else { shown }
        }
    };
    let mut effects = vec![format!("{} reloaded", count(outcome.reloaded, "open page"))];
    if outcome.restyled > 0 {
        effects.push(format!("{} took new styles", count(outcome.restyled, "open page")));
    }
    if outcome.reloaded == 0 && outcome.restyled > 0 {
        effects.remove(0);
    }
    format!("{what}: {} ({} ms)\n", effects.join(", "), outcome.took.as_millis())
}

/// The path of an address: `/` or `/archive/`.
pub(super) fn path_of(url: &str) -> &str {
    let after = url.find("://").map_or(0, |at| at + 3);
    url[after..].find('/').map_or("/", |at| &url[after + at..])
}

fn count(number: usize, what: &str) -> String {
    match number {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::preview::answer::Update;

    fn outcome(sources: &[&str], reloaded: usize, restyled: usize) -> Outcome {
        let sources: Vec<String> = sources.iter().map(|&source| source.to_owned()).collect();
        let update =
            Update { number: 2, changed: true, source_count: sources.len(), sources, files: Vec::new() };
        Outcome { update, reloaded, restyled, took: Duration::from_micros(12_345) }
    }

    #[test]
    fn lines() {
        let changed = Changed { paths: vec!["/s/templates/home.html".into()], all: false };
        for (outcome, changed, line) in [
            (outcome(&["content/a.md"], 1, 0), &changed, "content/a.md: 1 open page reloaded (12 ms)\n"),
            (
                outcome(&["a", "b", "c", "d", "e"], 0, 0),
                &changed,
                "a, b, c and 2 more: no open page reloaded (12 ms)\n",
            ),
            (outcome(&[], 0, 2), &changed, "home.html: 2 open pages took new styles (12 ms)\n"),
            (
                outcome(&[], 3, 1),
                &changed,
                "home.html: 3 open pages reloaded, 1 open page took new styles (12 ms)\n",
            ),
            (outcome(&[], 1, 0), &Changed::default(), "time has passed: 1 open page reloaded (12 ms)\n"),
        ] {
            assert_eq!(updated(&outcome, changed), line);
        }
        let line = started("http://127.0.0.1:4000/", (1, 12), Duration::from_millis(120));
        assert_eq!(
            line,
            "http://127.0.0.1:4000/ shows 1 article and 12 files, read in 0.12 seconds; Ctrl-C ends it\n"
        );
    }

    #[test]
    fn paths() {
        assert_eq!(path_of("https://a.example/archive/"), "/archive/");
        assert_eq!(path_of("https://a.example"), "/");
    }
}
