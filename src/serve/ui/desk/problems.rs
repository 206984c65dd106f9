//! What is wrong, by severity.

use super::super::escape::{Escaped, counted, number};
use super::super::findings::{finding, severity_word};
use super::{SHOWN, cut};
use crate::build::preview::answer::Problem;
use crate::diagnostic::{Code, Severity};
use std::collections::BTreeMap;

pub(super) fn section(problems: &[Problem]) -> String {
    let groups = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Notice, "notice", "notices"),
    ];
    let mut inside = String::new();
    for (severity, one, many) in groups {
        let of_it: Vec<&Problem> =
            problems.iter().filter(|problem| problem.diagnostic.severity() == severity).collect();
        if !of_it.is_empty() {
            let title = counted(of_it.len(), one, many);
            // The worst there is stands open; the others are opened by whoever has time for them.
            let is_open = inside.is_empty();
            inside.push_str(&group(severity, &title, &of_it, is_open));
        }
    }
    if inside.is_empty() {
        inside.push_str("<p class=\"well\">Nothing is wrong.</p>\n");
    }
    format!(
        "<section id=\"problems\" aria-labelledby=\"problems-title\">\n<h2 id=\"problems-title\">Problems</h2>\n{inside}</section>\n"
    )
}

/// Problems of one severity. When they are too many, each code has the same share, so that one habit of an archive does
/// not hide everything else.
fn group(severity: Severity, title: &str, problems: &[&Problem], is_open: bool) -> String {
    let word = severity_word(severity);
    let open = if is_open { " open" } else { "" };
    let mut out =
        format!("<details id=\"{word}s\"{open}>\n<summary><h3 class=\"{word}\">{title}</h3></summary>\n");
    let mut codes: BTreeMap<&str, (usize, &Code)> = BTreeMap::new();
    for problem in problems {
        codes.entry(problem.diagnostic.code.name).or_insert((0, problem.diagnostic.code)).0 += 1;
    }
    let share = match problems.len() > SHOWN {
        true => (SHOWN / codes.len()).max(1),
        false => SHOWN,
    };
    if problems.len() > SHOWN {
        out.push_str(&overview(&codes, share, problems.len()));
    }
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in problems {
        let so_far = shown.entry(problem.diagnostic.code.name).or_insert(0);
        *so_far += 1;
        if *so_far <= share {
            out.push_str(&finding(&problem.diagnostic, problem.url.as_deref(), 4));
        }
    }
    out.push_str("</details>\n");
    out
}

/// How many there are of each code, and how many of them follow.
fn overview(codes: &BTreeMap<&str, (usize, &Code)>, share: usize, all: usize) -> String {
    let shown: usize = codes.values().map(|(count, _)| (*count).min(share)).sum();
    if codes.len() == 1 {
        return format!("{}<p class=\"cut\">All of them: <code>dateline build -v</code></p>\n", cut(all));
    }
    let mut out = format!(
        "<p class=\"cut\">{} of {} are shown, of each kind the first {}. All of them: <code>dateline build -v</code></p>\n<ul class=\"codes\">\n",
        number(shown),
        number(all),
        number(share),
    );
    for (name, (count, code)) in codes {
        out.push_str(&format!("<li><b>{}</b> × {name}: {}</li>\n", number(*count), Escaped(code.meaning)));
    }
    out.push_str("</ul>\n");
    out
}
