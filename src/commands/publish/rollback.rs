//! `dateline publish --rollback`.

use super::{Said, keep, occasion, verified};
use crate::build::Request;
use crate::cli::PublishArgs;
use crate::commands::Status;
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::publish::receipt::Receipt;
use crate::publish::target::Target;

/// Goes back to the site of a receipt, or to the one before that readers see.
pub(super) fn run(
    args: &PublishArgs,
    place: &mut dyn Target,
    request: &Request,
    id: Option<String>,
    said: &mut Said,
) -> Result<Status, Diagnostic> {
    if !args.dry_run {
        place.lock()?;
    }
    let kept = place.kept()?;
    let state = place.state()?;
    let now = state.manifest.map(|(_, sum)| sum.to_string());
    let at = kept.iter().rposition(|receipt| Some(&receipt.to) == now.as_ref());
    let to = match &id {
        Some(id) => kept.iter().find(|receipt| receipt.id == *id),
        None => at.and_then(|at| at.checked_sub(1)).and_then(|at| kept.get(at)),
    };
    let names: Vec<String> = kept.iter().map(|receipt| receipt.id.clone()).collect();
    let to = to.ok_or_else(|| catalogue::no_receipt(place.shown(), id.as_deref(), &names))?;
    let occasion = occasion(&said.target);
    let receipt = Receipt {
        id: occasion.time.chars().filter(char::is_ascii_alphanumeric).collect(),
        time: occasion.time,
        by: occasion.by,
        from: now,
        rollback_to: Some(to.id.clone()),
        put: 0,
        replaced: 0,
        deleted: 0,
        bytes_planned: 0,
        ..to.clone()
    };
    if !args.dry_run {
        place.roll_back(to, &receipt)?;
        keep(&request.site, &receipt, "-rollback")?;
    }
    said.receipt = Some(receipt);
    match args.verify && !args.dry_run {
        true => verified(place, said),
        false => Ok(Status::Done),
    }
}
