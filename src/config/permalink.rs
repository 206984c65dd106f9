//! Patterns of addresses.

use super::Permalinks;
use super::reader::{self, Reader};
use crate::diagnostic::catalogue::config as problem;
use crate::yaml::Node;
use crate::yaml::suggest::did_you_mean;

/// Every placeholder.
const PLACEHOLDERS: [&str; 8] = ["section", "year", "month", "day", "slug", "title", "id", "filename"];
/// Those that tell one article from another.
const TELLING: [&str; 4] = ["slug", "title", "id", "filename"];
/// Those that only a dated article has.
const OF_DATE: [&str; 3] = ["year", "month", "day"];
/// What Jekyll and Hugo call them, with a colon.
const COLONS: &[(&str, &str)] = &[
    ("categories", "section"),
    ("category", "section"),
    ("sections", "section"),
    ("i_month", "month"),
    ("i_day", "day"),
    ("contentbasename", "filename"),
    ("slugorfilename", "slug"),
    ("slugorcontentbasename", "slug"),
];

/// `permalinks`.
pub(super) fn permalinks(reader: &mut Reader, root: &Node) -> Permalinks {
    let mut permalinks = Permalinks::default();
    let Some(node) = root.get("permalinks") else { return permalinks };
    if node.as_text().is_some() {
        permalinks.default = pattern(reader, node, true).unwrap_or(permalinks.default);
        return permalinks;
    }
    if let Some((node, _)) = reader::text(node, "default") {
        permalinks.default = pattern(reader, node, true).unwrap_or(permalinks.default);
    }
    if let Some((node, _)) = reader::text(node, "undated") {
        permalinks.undated = pattern(reader, node, false).unwrap_or(permalinks.undated);
    }
    for entry in node.get("sections").and_then(Node::as_map).unwrap_or_default() {
        if entry.value.as_text().is_some()
            && let Some(pattern) = pattern(reader, &entry.value, true)
        {
            permalinks.sections.push((entry.key.to_string(), pattern));
        }
    }
    permalinks
}

/// A pattern without faults; of others all faults are reported. An undated one may not speak of dates.
fn pattern(reader: &mut Reader, node: &Node, dated: bool) -> Option<String> {
    let pattern = node.as_text()?.trim();
    let faults = faults(pattern, dated);
    for fault in &faults {
        let place = reader.place_within(node, &fault.part);
        reader.report(problem::permalink(&fault.reason, fault.help.clone(), place));
    }
    faults.is_empty().then(|| pattern.to_owned())
}

/// Something wrong with a pattern.
#[derive(Debug, PartialEq)]
struct Fault {
    /// The part of the pattern that is meant.
    part: String,
    reason: String,
    help: String,
}

fn faults(pattern: &str, dated: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |part: &str, reason: String, help: String| {
        faults.push(Fault { part: part.to_owned(), reason, help });
    };
    let (literals, names) = split(pattern);
    for name in &names {
        let part = format!("{{{name}}}");
        if !PLACEHOLDERS.contains(name) {
            fault(&part, format!("there is no placeholder `{part}`"), suggestion(name));
        } else if !dated && OF_DATE.contains(name) {
            let help = "leave it away: these articles have no date".to_owned();
            fault(&part, format!("`{part}` cannot be in the pattern for undated articles"), help);
        }
    }
    for word in literals.iter().flat_map(|literal| literal.split('/')) {
        if let Some(name) = word.strip_prefix(':') {
            let help = suggestion(name);
            fault(word, format!("placeholders stand in braces, not behind a colon: {word}"), help);
        } else if word == ".." {
            let help = "leave it away; every address is inside the site".to_owned();
            fault(word, "`..` cannot be in an address".to_owned(), help);
        } else if let Some(sign) = word.chars().find(|c| !is_plain(*c)) {
            let help = "use letters, digits, `-`, `_` and `.` between the slashes".to_owned();
            fault(&sign.to_string(), format!("`{sign}` cannot be in the pattern of an address"), help);
        }
    }
    let example = || "write it as in `/{year}/{month}/{slug}/`".to_owned();
    if !pattern.starts_with('/') {
        fault(pattern, format!("a pattern must begin with `/`: {pattern}"), example());
    }
    if !(pattern.ends_with('/') || pattern.ends_with(".html")) {
        fault(pattern, format!("a pattern must end with `/` or `.html`: {pattern}"), example());
    }
    if pattern.contains("//") {
        fault("//", "two slashes cannot follow each other".to_owned(), "remove one".to_owned());
    }
    if names.iter().all(|name| PLACEHOLDERS.contains(name))
        && !names.iter().any(|name| TELLING.contains(name))
    {
        let help = "add one of `{slug}`, `{title}`, `{id}` and `{filename}`".to_owned();
        fault(pattern, format!("all articles would have the same address: {pattern}"), help);
    }
    faults
}

/// The parts of a pattern outside of braces, and the names in them. A brace that has no partner stays outside.
fn split(pattern: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut literals, mut names) = (Vec::new(), Vec::new());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}').filter(|(name, _)| !name.contains('{')) else {
            break;
        };
        literals.push(before);
        names.push(name);
        rest = behind;
    }
    literals.push(rest);
    (literals, names)
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~')
}

fn suggestion(name: &str) -> String {
    let name = name.trim().to_lowercase();
    let known = COLONS.iter().find(|(other, _)| *other == name).map(|(_, ours)| *ours);
    match known.or_else(|| did_you_mean(&name, PLACEHOLDERS)) {
        Some(meant) => format!("write `{{{meant}}}`"),
        None => {
            let all: Vec<String> = PLACEHOLDERS.iter().map(|name| format!("{{{name}}}")).collect();
            format!("the placeholders are: {}", all.join(" "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_that_will_do() {
        for pattern in [
            "/{year}/{month}/{day}/{slug}/",
            "/news/{id}.html",
            "/{section}-{title}/",
            "/новости/{filename}/",
        ] {
            assert_eq!(faults(pattern, true), [], "{pattern}");
        }
    }

    #[test]
    fn patterns_that_will_not() {
        for (pattern, part, reason, help) in [
            ("/{slugg}/", "{slugg}", "there is no placeholder `{slugg}`", "write `{slug}`"),
            (
                "/:year/{slug}/",
                ":year",
                "placeholders stand in braces, not behind a colon: :year",
                "write `{year}`",
            ),
            ("/{slug}/../", "..", "`..` cannot be in an address", ""),
            ("/{slug}/?a/", "?", "`?` cannot be in the pattern of an address", ""),
            ("{slug}/", "{slug}/", "a pattern must begin with `/`", ""),
            ("/{slug}", "/{slug}", "a pattern must end with", ""),
            ("/{year}/", "/{year}/", "all articles would have the same address", "add one of"),
            ("/a//{slug}/", "//", "two slashes", ""),
            ("/{slug/", "{", "`{` cannot be", ""),
            (
                "/{weather}/{slug}/",
                "{weather}",
                "there is no placeholder",
                "the placeholders are: {section} {year}",
            ),
        ] {
            let faults = faults(pattern, true);
            let fault = &faults[0];
            assert_eq!(fault.part, part, "{pattern}");
            assert!(fault.reason.starts_with(reason), "{fault:?}");
            assert!(fault.help.starts_with(help), "{fault:?}");
        }
        assert_eq!(faults("/{year}/{slug}/", false).len(), 1);
        assert_eq!(faults("year:{yaer}", true).len(), 4);
    }
}
