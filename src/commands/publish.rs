//! `dateline publish`.

mod open;
#[cfg(feature = "publish")]
mod profile;
mod rollback;
mod say;

use super::progress::Progress;
use super::transfer::Transfer;
use super::{Status, site};
use crate::build::{self, Built, Request};
use crate::cli::{Format, PublishArgs};
use crate::config::publish::{Limit, PublishTarget};
use crate::diagnostic::catalogue::{output as output_catalogue, publish as catalogue};
use crate::diagnostic::{Diagnostic, Severity};
use crate::output::Output;
use crate::output::memory::Found;
use crate::publish::manifest::Manifest;
use crate::publish::plan::Plan;
use crate::publish::receipt::{Occasion, Receipt};
use crate::publish::run::{self, Options};
use crate::publish::stock::Stock;
use crate::publish::target::Target;
use crate::publish::verify::{self, Differences, Sample};
use crate::record::codec::Stamp;
pub(super) use open::{named, open};
use say::Said;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Publishes, and says what became of it.
pub(super) fn run(args: &PublishArgs) -> Status {
    let mut said = Said::default();
    let status = match publish(args, &mut said) {
        Ok(status) => status,
        Err(problems) => {
            said.diagnostics.extend(problems);
            Status::Failed
        }
    };
    crate::diagnostic::sort(&mut said.diagnostics);
    said.finish(args, status);
    status
}

fn publish(args: &PublishArgs, said: &mut Said) -> Result<Status, Vec<Diagnostic>> {
    let (mut request, warnings) = site::load(&args.site, args.output.as_deref(), false)?;
    said.diagnostics.extend(warnings);
    request.allow_broken_addresses = args.allow_broken_addresses;
    let request = request;
    let (target, rollback) = chosen(args, &request).map_err(one)?;
    let limit = match args.max_delete.as_deref() {
        None => target.max_delete,
        Some(written) => Limit::read(written).ok_or_else(|| {
            let message =
                format!("`--max-delete {written}` is no number of files; write one, or a share such as 2%");
            vec![output_catalogue::usage(&message)]
        })?,
    };
    let mut place = open(target, &request).map_err(one)?;
    said.target = target.name.clone();
    said.url = place.shown().to_owned();
    if let Some(id) = rollback {
        return rollback::run(args, &mut *place, &request, id, said).map_err(one);
    }
    let faulty = match args.no_build {
        true => 0,
        false => built(args, &request, said)?,
    };
    let options = Options {
        force: args.force,
        adopt: args.adopt,
        limit,
        yes: args.yes,
        concurrency: target.concurrency,
    };
    let (output, stamps) = finished(&request).map_err(one)?;
    let stock = Stock::of(&output, &stamps, &request.output, &request.output_shown, &|path, class| {
        place.headers(path, class)
    })?;
    drop(stamps);
    said.faulty = faulty;
    let worst = if faulty > 0 { Status::Faulty } else { Status::Done };
    if !args.dry_run {
        place.lock().map_err(one)?;
    }
    let prepared = run::prepare(&*place, &stock.manifest, &options).map_err(one)?;
    // What is published then is not told file by file, and would be held twice.
    let Plan { steps, kept, .. } = &prepared.plan;
    said.plan = Some(Plan { steps: steps.clone(), kept: *kept, next: Manifest::default() });
    if args.dry_run {
        if let Err(problem) = run::within_limit(&prepared, &options) {
            said.diagnostics.push(problem);
            return Ok(Status::Failed);
        }
        return Ok(worst);
    }
    run::within_limit(&prepared, &options).map_err(one)?;
    let mut digest = prepared.to.to_string();
    if !prepared.is_nothing() {
        said.say_plan(args);
        let occasion = occasion(&target.name);
        let owner = owner(&request.site);
        let transfer = Transfer::new(!args.quiet && args.format == Format::Human);
        let receipt = run::carry_out(&mut *place, &stock, prepared, &occasion, &owner, &options, &transfer);
        (said.sent, said.bytes_sent) = transfer.finish();
        let receipt = receipt.map_err(one)?;
        keep(&request.site, &receipt, "").map_err(one)?;
        purge(target, &request, said);
        digest.clone_from(&receipt.to);
        said.receipt = Some(receipt);
    }
    let next = stock.manifest;
    drop(output);
    if target.public && !args.site.drafts {
        said.new_addresses = super::addresses::keep(&request, &next, &digest, &Progress::new(false, false))?;
    }
    match args.verify {
        true => Ok(verified(&*place, said).map_err(one)?.max(worst)),
        false => Ok(worst),
    }
}

/// Compares everything that is there with what was published.
fn verified(place: &dyn Target, said: &mut Said) -> Result<Status, Diagnostic> {
    let differences: Differences = verify::target(place, Sample::ALL)?;
    let status = if differences.is_none() { Status::Done } else { Status::Faulty };
    said.differences = Some(differences);
    Ok(status)
}

/// The target that is meant, and the receipt to go back to.
fn chosen<'r>(
    args: &PublishArgs,
    request: &'r Request,
) -> Result<(&'r PublishTarget, Option<Option<String>>), Diagnostic> {
    let targets = &request.config.publish;
    let mut name = args.target.clone();
    let mut rollback = args.rollback.clone().map(|id| Some(id).filter(|id| !id.is_empty()));
    // `--rollback production`: the name of a target is no receipt.
    if let (None, Some(Some(id))) = (&name, &rollback)
        && targets.iter().any(|target| target.name == *id)
    {
        (name, rollback) = (Some(id.clone()), Some(None));
    }
    Ok((named(targets, name.as_deref())?, rollback))
}

/// Builds. Gives how many articles were faulty.
fn built(args: &PublishArgs, request: &Request, said: &mut Said) -> Result<usize, Vec<Diagnostic>> {
    let watch = Progress::new(!args.quiet && args.format == Format::Human, false);
    let built: Result<Built, Vec<Diagnostic>> = build::build(request, &watch);
    watch.finish();
    let built = built?;
    let errors = built.diagnostics.iter().filter(|d| d.severity() == Severity::Error).count();
    said.diagnostics.extend(built.diagnostics);
    Ok(built.articles.faulty.max(usize::from(errors > 0)))
}

/// The output folder, for this process alone, and what the last build wrote into it.
pub(super) fn finished(request: &Request) -> Result<(Output, Vec<Stamp>), Diagnostic> {
    let output = Output::open(&request.output, &request.output_shown, &request.site.join(".dateline"))?;
    let stamps = match output.remember() {
        Found::Record(memory) if !output.is_astray() && !memory.changes_lost => memory.stamps(),
        _ => None,
    };
    let stamps = stamps.ok_or_else(|| catalogue::nothing_built(&request.output_shown))?;
    Ok((output, stamps))
}

/// Who publishes, and when: the real time, whatever moment the site is built for.
fn occasion(target: &str) -> Occasion {
    let name = |key: &str| std::env::var(key).ok().filter(|name| !name.is_empty());
    let by = ["DATELINE_PUBLISHER", "USER", "LOGNAME"].into_iter().find_map(name);
    let time = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
    Occasion { target: target.to_owned(), by: by.unwrap_or_else(|| "unknown".to_owned()), time }
}

/// A word that stands for this site's folder, drawn once: by it an interrupted publish of its own is known again.
fn owner(site: &Path) -> String {
    let path = site.join(".dateline").join("publisher");
    if let Ok(word) = fs::read_to_string(&path) {
        return word.trim().to_owned();
    }
    let seed = format!("{:?} {} {}", std::time::SystemTime::now(), std::process::id(), site.display());
    let word = crate::fingerprint::Digest::of(seed.as_bytes()).to_hex();
    // Where it cannot be kept, an interrupted publish counts as somebody else's, which is asked about.
    let _ = fs::write(&path, format!("{word}\n"));
    word
}

/// Keeps a receipt with the site.
fn keep(site: &Path, receipt: &Receipt, ending: &str) -> Result<(), Diagnostic> {
    let folder: PathBuf = site.join(".dateline").join("receipts");
    let path = folder.join(format!("{}-{}{ending}.json", receipt.target, receipt.id));
    fs::create_dir_all(&folder).and_then(|()| fs::write(&path, receipt.write())).map_err(|e| {
        output_catalogue::cannot_write(&path.to_string_lossy(), &crate::source::plain_reason(&e))
            .help("the site is published; only the receipt could not be kept here")
    })
}

/// Runs the command that is to know which addresses have changed.
fn purge(target: &PublishTarget, request: &Request, said: &mut Said) {
    let (Some(command), Some(plan)) = (&target.purge, &said.plan) else { return };
    let base = &request.config.base_url;
    let address = |path: &str| {
        let page =
            path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
        let path = format!("/{}", page.unwrap_or(path));
        format!("{}{}\n", base.trim_end_matches('/'), crate::archive::address::url("/", &path))
    };
    let list: String = plan.steps.iter().map(|step| address(&step.path)).collect();
    let done = (|| {
        let mut child = Command::new("sh")
            .args(["-c", command])
            .current_dir(&request.site)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            // A command that does not read it to the end is free not to.
            let _ = input.write_all(list.as_bytes());
        }
        child.wait()
    })();
    match done {
        Ok(status) if status.success() => {}
        Ok(status) => said.diagnostics.push(catalogue::purge_failed(&status.to_string())),
        Err(e) => said.diagnostics.push(catalogue::purge_failed(&crate::source::plain_reason(&e))),
    }
}

fn one(problem: Diagnostic) -> Vec<Diagnostic> {
    vec![problem]
}
