//! `dateline build`.

#[cfg(feature = "serve")]
mod again;

use super::progress::{Progress, Timings};
use super::site;
use super::{Status, explain, report};
use crate::build::{self, ArticleCount, Built, PageCount};
use crate::cli::{BuildArgs, Format};
use crate::diagnostic::{Diagnostic, Severity};
use serde_json::json;
use std::time::Duration;

/// Builds the site and says what became of it.
pub(super) fn run(args: &BuildArgs) -> Status {
    if let Some(jobs) = args.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global();
        if let Err(error) = pool {
            return report::failed(&format!("cannot use {jobs} threads: {error}"));
        }
    }
    #[cfg(feature = "serve")]
    if args.watch {
        return again::run(args);
    }
    Attempt::make(args, args.clean).say(args)
}

/// A build that has been made, or has not.
struct Attempt {
    built: Built,
    done: bool,
    watch: Progress,
}

impl Attempt {
    fn make(args: &BuildArgs, clean: bool) -> Self {
        let watch = Progress::new(!args.quiet && args.format == Format::Human, args.timings);
        let nothing = |problems| (Built::nothing(problems), false);
        let (built, done) = match site::load(&args.site, args.output.as_deref(), args.strict) {
            Err(problems) => nothing(problems),
            Ok((mut request, mut diagnostics)) => {
                request.clean = clean;
                request.explain = args.explain;
                request.allow_broken_addresses = args.allow_broken_addresses;
                let (mut built, done) =
                    build::build(&request, &watch).map_or_else(nothing, |built| (built, true));
                diagnostics.append(&mut built.diagnostics);
                crate::diagnostic::sort(&mut diagnostics);
                built.diagnostics = diagnostics;
                (built, done)
            }
        };
        Self { built, done, watch }
    }

    fn say(&self, args: &BuildArgs) -> Status {
        match args.format {
            Format::Json => say_json(&self.built, &self.watch, args.explain),
            Format::Human => say_human(args, &self.built, &self.watch, self.done),
        }
        status(&self.built, args.strict, self.done)
    }
}

fn status(built: &Built, strict: bool, done: bool) -> Status {
    let worst = built.diagnostics.iter().map(Diagnostic::severity).min();
    match (done, worst) {
        (false, _) => Status::Failed,
        (true, Some(Severity::Error)) => Status::Faulty,
        (true, Some(Severity::Warning)) if strict => Status::Faulty,
        (true, _) if built.articles.faulty > 0 => Status::Faulty,
        (true, _) => Status::Done,
    }
}

fn say_human(args: &BuildArgs, built: &Built, watch: &Progress, done: bool) {
    let (took, timings) = watch.finish();
    report::diagnostics(&built.diagnostics, args.verbose, args.quiet);
    if args.timings && done {
        report::say(&draw(&timings));
    }
    if !done {
        report::say("Nothing was built.\n");
    } else {
        if args.explain {
            report::print(&explain::rendered(&built.rendered));
        }
        report::print(&summary(built, took));
    }
}

/// One line: `70 articles (2 withheld, 1 faulty), 412 pages (12 written), 0.31 seconds`.
fn summary(built: &Built, took: Duration) -> String {
    let ArticleCount { found, withheld, faulty, .. } = built.articles;
    let PageCount { planned, written, removed, .. } = built.pages;
    let apart = |parts: &[(usize, &str)]| {
        let parts: Vec<String> =
            parts.iter().filter(|p| p.0 > 0).map(|(n, what)| format!("{n} {what}")).collect();
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
    };
    let articles = apart(&[(withheld, "withheld"), (faulty, "faulty")]);
    let unwritten = if written == 0 && removed == 0 {
        " (nothing changed)".to_owned()
    } else {
        apart(&[(written, "written"), (removed, "removed")])
    };
    let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    format!(
        "{}{articles}, {}{unwritten}, {:.2} seconds\n",
        count(found, "article"),
        count(planned, "page"),
        took.as_secs_f64()
    )
}

fn say_json(built: &Built, watch: &Progress, explain: bool) {
    let (took, _) = watch.finish();
    let diagnostics: Vec<_> = built.diagnostics.iter().map(report::to_json).collect();
    let mut whole = json!({
        "articles": built.articles,
        "pages": built.pages,
        "rendered_because": built.rendered_because,
        "bytes_written": built.bytes_written,
        "seconds": took.as_secs_f64(),
        "peak_memory_bytes": peak_memory(),
        "diagnostics": diagnostics,
    });
    if explain {
        whole["rendered"] = json!(built.rendered);
    }
    report::print(&format!("{whole}\n"));
}

/// Largest amount of memory this process has had resident, in bytes; null where the system does not say.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
}

/// The longest address among the slowest pages; of a longer one the middle is left out.
const ADDRESS: usize = 66;

/// Stages, templates and the slowest pages as tables of at most 80 columns.
fn draw(timings: &Timings) -> String {
    let seconds = |d: Duration| format!("{:.3} s", d.as_secs_f64());
    let line = |name: &str, time: &str, count: &str| format!("{name:<32} {time:>12} {count:>10}\n");
    let mut out = line("stage", "time", "steps");
    for (name, steps, _, took) in &timings.stages {
        let steps = if *steps == 0 { String::new() } else { steps.to_string() };
        out.push_str(line(name, &seconds(*took), &steps).trim_end());
        out.push('\n');
    }
    out.push('\n');
    out.push_str(&line("template (time on all threads)", "time", "pages"));
    for (name, (pages, took)) in &timings.templates {
        out.push_str(&line(name, &seconds(*took), &pages.to_string()));
    }
    out.push_str("\nslowest pages\n");
    for (took, address) in &timings.slowest {
        out.push_str(&format!("{:>11}  {}\n", seconds(*took), shortened(address)));
    }
    out.push('\n');
    out
}

fn shortened(address: &str) -> String {
    let length = address.chars().count();
    if length <= ADDRESS {
        return address.to_owned();
    }
    let start: String = address.chars().take(ADDRESS / 2).collect();
    let end: String = address.chars().skip(length + 1 - ADDRESS / 2).collect();
    format!("{start}…{end}")
}
