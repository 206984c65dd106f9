//! What `import` says: a line for what a person should look at, and one that sums up.

use crate::cli::{Format, ImportArgs};
use crate::commands::report as terminal;
use crate::diagnostic::{Diagnostic, join};
use crate::import::report::{Line, Outcome, Report};
use crate::import::{REPORT, store};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Lines that are listed of one outcome; of more, their number is said.
const LISTED: usize = 20;

/// Says why nothing was imported.
pub(super) fn problems(args: &ImportArgs, problems: &[Diagnostic]) {
    match args.format {
        Format::Json => {
            let diagnostics: Vec<_> = problems.iter().map(terminal::to_json).collect();
            terminal::print(&format!("{}\n", json!({"found": 0, "diagnostics": diagnostics, "lines": []})));
        }
        Format::Human => terminal::diagnostics(problems, args.verbose, args.quiet),
    }
}

/// Says what became of everything.
pub(super) fn report(args: &ImportArgs, report: &Report, into: &str) {
    if args.format == Format::Json {
        if let Ok(text) = serde_json::to_string(report) {
            terminal::print(&(text + "\n"));
        }
        return;
    }
    terminal::print(&table(args, report, into));
}

fn table(args: &ImportArgs, report: &Report, into: &str) -> String {
    let mut out = String::new();
    let mut counts: BTreeMap<Outcome, usize> = BTreeMap::new();
    for line in &report.lines {
        let count = counts.entry(line.outcome).or_default();
        *count += 1;
        if args.verbose || (is_shown(args, line.outcome) && *count <= LISTED) {
            entry(&mut out, line, args.verbose);
        }
    }
    for (outcome, count) in counts {
        if !args.verbose && is_shown(args, outcome) && count > LISTED {
            let _ = writeln!(out, "… and {} more {}", count - LISTED, outcome.word());
        }
    }
    out.push_str(&summary(args, report, into));
    out
}

/// What a person should look at without asking.
fn is_shown(args: &ImportArgs, outcome: Outcome) -> bool {
    match outcome {
        Outcome::Faulty => true,
        Outcome::Left | Outcome::Duplicate | Outcome::Skipped => !args.quiet,
        Outcome::Written | Outcome::Updated => args.dry_run && !args.quiet,
        Outcome::Unchanged | Outcome::Copied => false,
    }
}

fn entry(out: &mut String, line: &Line, all: bool) {
    let _ = writeln!(out, "{}: {}", line.place(), line.said());
    if !all {
        return;
    }
    if let Some(read_as) = &line.read_as {
        let _ = writeln!(out, "    read as {read_as}");
    }
    if !line.unsure.is_empty() {
        let _ = writeln!(out, "    not sure of: {}", line.unsure.join(", "));
    }
    for note in &line.notes {
        let _ = writeln!(out, "    {note}");
    }
    for removed in &line.removed {
        let text: String = removed.text.chars().take(80).collect();
        let _ = writeln!(out, "    taken out ({}): {text}", removed.what);
    }
}

fn summary(args: &ImportArgs, report: &Report, into: &str) -> String {
    let counts: Vec<String> = Outcome::ALL
        .iter()
        .filter(|outcome| report.count(**outcome) > 0)
        .map(|outcome| format!("{} {}", report.count(*outcome), outcome.word()))
        .collect();
    let would = if args.dry_run { " (nothing was written: --dry-run)" } else { "" };
    let mut out = match report.found {
        0 => "Nothing was found in what was given\n".to_owned(),
        found => format!("{found} found: {}{would}\n", counts.join(", ")),
    };
    let removed: usize = report.lines.iter().map(|line| line.removed.len()).sum();
    let unsure = report.lines.iter().filter(|line| !line.unsure.is_empty()).count();
    if removed > 0 {
        let _ = writeln!(out, "{removed} pieces were taken out of articles; --keep-all keeps them");
    }
    if unsure > 0 {
        let _ = writeln!(out, "{unsure} articles have a field that is a guess: look for `unsure` in them");
    }
    if !args.dry_run && report.found > 0 {
        let _ = writeln!(out, "Everything is listed in {}", join(into, &format!("{}/{REPORT}", store::OWN)));
    }
    out
}
