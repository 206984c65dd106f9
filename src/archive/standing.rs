//! Standing pages: About, Corrections policy, Contact.

use super::address;
use super::owners::{Owners, lower};
use super::reserved::Reserved;
use crate::article::standing::Standing;
use crate::diagnostic::{Diagnostic, catalogue::archive as catalogue};

/// A standing page with its address.
#[derive(Debug, Clone)]
pub struct StandingEntry {
    /// What it says.
    pub standing: Standing,
    /// Its address.
    pub address: String,
}

/// Gives standing pages their addresses: `pages/about.md` stands at `/about/`, `pages/legal/terms.md` at `/legal/terms/`.
pub fn place(
    pages: Vec<Standing>,
    reserved: &Reserved,
    content: &str,
    report: &mut Vec<Diagnostic>,
) -> Vec<StandingEntry> {
    let paths: Vec<String> = pages.iter().map(|p| p.path.clone()).collect();
    let mut owners = Owners::new(pages.len());
    let mut placed = Vec::new();
    for (standing, path) in pages.into_iter().zip(&paths) {
        let address = match address::parse(&wanted(&standing)) {
            Ok(address) => address,
            Err(bad) => {
                report.push(catalogue::bad_address(content, &standing.path, &bad.0));
                continue;
            }
        };
        let folded = lower(&address).into_owned();
        if let Some(first) = owners.in_the_way(&folded) {
            report.push(catalogue::two_at_one_address(content, path, first, &address));
            continue;
        }
        if reserved.holds(&folded) {
            report.push(catalogue::address_of_the_site(content, path, &address));
            continue;
        }
        owners.add(folded.into(), path.as_str());
        placed.push(StandingEntry { standing, address });
    }
    placed
}

fn wanted(standing: &Standing) -> String {
    if let Some(permalink) = &standing.permalink {
        return permalink.clone();
    }
    let inside = standing.path.strip_prefix("pages/").unwrap_or(&standing.path);
    let stem = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    match (&standing.slug, stem.rsplit_once('/')) {
        (Some(slug), Some((folder, _))) => format!("/{folder}/{slug}/"),
        (Some(slug), None) => format!("/{slug}/"),
        (None, _) => format!("/{stem}/"),
    }
}
