//! `dateline verify`.

use super::publish::{finished, named, open};
use super::{Status, report, site};
use crate::build::Request;
use crate::cli::{Format, VerifyArgs};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::output as output_catalogue;
use crate::publish::folder::Folder;
use crate::publish::verify::{self, Differences, Sample};
use serde_json::json;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Files of one kind that are listed for people; of more, their number is said.
const LISTED: usize = 200;

/// Compares, and says what differs.
pub(super) fn run(args: &VerifyArgs) -> Status {
    match differences(args) {
        Ok((place, found)) => {
            let shown = match args.format {
                Format::Human => format!("{}{}", human(&found), summary(&place, &found)),
                Format::Json => format!("{}\n", json!({"place": place, "differences": found})),
            };
            match (report::print(&shown), found.is_none()) {
                (Status::Done, false) => Status::Faulty,
                (status, _) => status,
            }
        }
        Err(problems) => {
            report::diagnostics(&problems, false, false);
            Status::Failed
        }
    }
}

fn differences(args: &VerifyArgs) -> Result<(String, Differences), Vec<Diagnostic>> {
    let (request, _) = site::load(&args.site, args.output.as_deref(), false)?;
    let sample = match args.sample.as_deref() {
        None => Sample::ALL,
        Some(written) => {
            let percent = Sample::read(written).ok_or_else(|| {
                let message = format!("`--sample {written}` is no share of the files; write one such as 5%");
                vec![output_catalogue::usage(&message)]
            })?;
            // Another run looks at other files.
            let seed = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos() as u64);
            Sample { percent, seed }
        }
    };
    place(args, &request, sample).map_err(|problem| vec![problem])
}

/// A target of this name; else a folder: of the finished site, or a published one.
fn place(args: &VerifyArgs, request: &Request, sample: Sample) -> Result<(String, Differences), Diagnostic> {
    let targets = &request.config.publish;
    let is_target = |name: &str| targets.iter().any(|target| target.name == name);
    if let Some(folder) = args.place.as_deref().filter(|name| !is_target(name) && Path::new(name).is_dir()) {
        let path = Path::new(folder);
        if site::absolute(path) == request.output {
            let (_output, stamps) = finished(request)?;
            return Ok((folder.to_owned(), verify::output(&stamps, &request.output, folder, sample)?));
        }
        let swap = path.join("current").is_symlink();
        let found = verify::target(&Folder::new(path, folder, swap, 1), sample)?;
        return Ok((folder.to_owned(), found));
    }
    let target = named(targets, args.place.as_deref())?;
    let place = open(target, request)?;
    let found = verify::target(&*place, sample)?;
    Ok((format!("{} ({})", target.name, place.shown()), found))
}

/// One line a file that differs.
pub(super) fn human(found: &Differences) -> String {
    let mut out = String::new();
    for (what, paths) in [("missing", &found.missing), ("altered", &found.altered), ("extra", &found.extra)] {
        for path in paths.iter().take(LISTED) {
            out.push_str(&format!("{what:<8} {path}\n"));
        }
        if paths.len() > LISTED {
            out.push_str(&format!("{what:<8} and {} more\n", paths.len() - LISTED));
        }
    }
    out
}

fn summary(place: &str, found: &Differences) -> String {
    let Differences { missing, altered, extra, read, files } = found;
    match found.is_none() {
        true => format!("{place}: {files} files are as they should be ({read} read)\n"),
        false => format!(
            "{place}: of {files} files {} missing, {} altered; {} extra ({read} read)\n",
            missing.len(),
            altered.len(),
            extra.len()
        ),
    }
}
