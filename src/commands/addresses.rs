//! `dateline addresses fix`, and the list of addresses that `publish` keeps.

use super::progress::Progress;
use super::{Status, report, site};
use crate::addresses::{self, FILE, Now, Present};
use crate::article::{self, Reading, alias};
use crate::build::addresses::{Standing, Vanished, survey};
use crate::build::{Request, Watch};
use crate::cli::AddressesFixArgs;
use crate::diagnostic::{Diagnostic, catalogue::output as output_catalogue, join};
use crate::publish::manifest::Manifest;
use crate::source::plain_reason;
use std::fs;
use std::path::Path;

/// Mends addresses that would vanish, as far as that can be done without asking.
pub(super) fn fix(args: &AddressesFixArgs) -> Status {
    let done = (|| {
        let (request, _) = site::load(&args.site, None, false)?;
        let watch = Progress::new(false, false);
        let request = mark_gone(args, request).map_err(|problem| vec![problem])?;
        let (_, vanished) = survey(&request, &watch)?;
        let mut left = Vec::new();
        for address in &vanished {
            match mend(args, &request, address).map_err(|problem| vec![problem])? {
                Some(change) => drop(report::print(&change)),
                None => left.push(address),
            }
        }
        Ok((vanished.len(), left.iter().map(|address| unmended(address)).collect::<Vec<String>>()))
    })();
    match done {
        Err(problems) => {
            let problems: Vec<Diagnostic> = problems;
            report::diagnostics(&problems, false, false);
            Status::Failed
        }
        Ok((0, _)) => report::print("No address that was public would vanish.\n"),
        Ok((count, left)) => {
            let verb = if args.dry_run { "would be mended" } else { "mended" };
            report::print(&format!("{}{} of {count} {verb}.\n", left.concat(), count - left.len()));
            if left.is_empty() { Status::Done } else { Status::Faulty }
        }
    }
}

fn unmended(vanished: &Vanished) -> String {
    let why = match &vanished.path {
        Some(path) => format!("{path} is not in the site now, or its front matter has to be changed by hand"),
        None => "its article is not in the site any more: restore and withdraw it, or use --gone".to_owned(),
    };
    format!("{} stays: {why}\n", vanished.address)
}

/// Adds an alias to the article that has moved. Gives the change in words; none where it cannot be made.
fn mend(
    args: &AddressesFixArgs,
    request: &Request,
    vanished: &Vanished,
) -> Result<Option<String>, Diagnostic> {
    let (Some(path), Some(_)) = (&vanished.path, &vanished.now_at) else { return Ok(None) };
    let full = request.content.join(path);
    let shown = join(&request.content_shown, path);
    let bytes = crate::source::read(&request.content, &request.content_shown, path)?;
    let Ok(text) = String::from_utf8(bytes) else { return Ok(None) };
    let Some((after, line)) = alias::with_alias(&text, &vanished.address) else { return Ok(None) };
    let Some(reading) = Reading::new(&request.config, &request.content_shown) else { return Ok(None) };
    // Nothing is written that is not read as what was meant.
    let read = article::parse(path, after.as_bytes(), &reading).value;
    if !read.is_some_and(|a| a.aliases.iter().any(|alias| *alias.address == *vanished.address)) {
        return Ok(None);
    }
    let added = after.lines().nth(line - 1).unwrap_or_default();
    if !args.dry_run {
        replace(&full, &shown, after.as_bytes())?;
    }
    Ok(Some(format!("{shown}:{line}: {}\n", added.trim_end())))
}

/// Marks addresses as gone.
fn mark_gone(args: &AddressesFixArgs, mut request: Request) -> Result<Request, Diagnostic> {
    if args.gone.is_empty() {
        return Ok(request);
    }
    let shown = join(&request.site_shown, FILE);
    let unreadable = |_| {
        output_catalogue::usage(&format!(
            "`{shown}` has to be read first: `dateline build` says what is wrong with it"
        ))
    };
    let lines = addresses::read(&request.addresses).map_err(unreadable)?;
    if let Some(unknown) = args.gone.iter().find(|gone| !lines.iter().any(|line| line.address == **gone)) {
        return Err(output_catalogue::usage(&format!("`{unknown}` is no address in `{shown}`")));
    }
    let is_gone = |address: &str| args.gone.iter().any(|gone| gone == address);
    let present: Vec<Present> = lines
        .iter()
        .filter(|line| !is_gone(line.address) && !matches!(line.now, Now::Gone(_)))
        .map(|line| Present {
            address: line.address,
            article: line.article,
            to: match line.now {
                Now::Redirect(to) => Some(to),
                Now::Page | Now::Gone(_) => None,
            },
        })
        .collect();
    let text = addresses::updated(&lines, &present, &today());
    for gone in &args.gone {
        let _ = report::print(&format!("{shown}: {gone} is gone since {}\n", today()));
    }
    if !args.dry_run {
        replace(&request.site.join(FILE), &shown, text.as_bytes())?;
    }
    request.addresses = text;
    Ok(request)
}

/// Brings the list up to date after a publish: what of the site is in `manifest` is public now. Gives how many
/// addresses are new, if the list was looked at.
///
/// # Errors
/// When the site cannot be read, or the list cannot be written.
pub(super) fn keep(
    request: &Request,
    manifest: &Manifest,
    digest: &str,
    watch: &dyn Watch,
) -> Result<Option<usize>, Vec<Diagnostic>> {
    let state = request.site.join(".dateline").join("addresses.of");
    if request.site.join(FILE).is_file() && fs::read_to_string(&state).is_ok_and(|of| of.trim() == digest) {
        return Ok(None);
    }
    let (standing, _) = survey(request, watch)?;
    // Nothing counts as public that was not published: content may have changed since the build.
    let is_public = |standing: &&Standing| {
        standing.to.is_some()
            || manifest.find(&crate::archive::address::output_path(&standing.address)).is_some()
    };
    let present: Vec<Present> = standing
        .iter()
        .filter(is_public)
        .map(|s| Present { address: &s.address, article: &s.article, to: s.to.as_deref() })
        .collect();
    let lines = addresses::read(&request.addresses).unwrap_or_default();
    let text = addresses::updated(&lines, &present, &today());
    let new = text.lines().count().saturating_sub(1 + lines.len());
    if text != request.addresses {
        replace(&request.site.join(FILE), &join(&request.site_shown, FILE), text.as_bytes())
            .map_err(|problem| vec![problem])?;
    }
    let _ = fs::write(state, digest);
    Ok(Some(new))
}

fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}

/// Replaces a file of the site by rename.
fn replace(path: &Path, shown: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut new = path.as_os_str().to_owned();
    new.push(".new");
    fs::write(&new, bytes)
        .and_then(|()| fs::rename(&new, path))
        .map_err(|error| output_catalogue::cannot_write(shown, &plain_reason(&error)))
}
