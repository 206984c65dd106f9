//! Standing pages: About, Corrections policy, Contact.

use super::address;
use crate::article::standing::Standing;
use crate::diagnostic::{Diagnostic, catalogue::archive as catalogue};
use std::collections::HashMap;

/// A standing page with its address.
#[derive(Debug, Clone)]
pub struct StandingEntry {
    /// What it says.
    pub standing: Standing,
    /// Its address.
    pub address: String,
}

/// Gives standing pages their addresses: `pages/about.md` stands at `/about/`, `pages/legal/terms.md` at `/legal/terms/`.
pub fn place(pages: Vec<Standing>, content: &str, report: &mut Vec<Diagnostic>) -> Vec<StandingEntry> {
    let mut owners: HashMap<String, String> = HashMap::new();
    let mut placed = Vec::new();
    for standing in pages {
        let address = match address::parse(&wanted(&standing)) {
            Ok(address) => address,
            Err(bad) => {
                report.push(catalogue::bad_address(content, &standing.path, &bad.0));
                continue;
            }
        };
        if let Some(first) = owners.get(&address.to_lowercase()) {
            report.push(catalogue::two_at_one_address(content, &standing.path, first, &address));
            continue;
        }
        owners.insert(address.to_lowercase(), standing.path.clone());
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
