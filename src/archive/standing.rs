//! Standing pages: About, Corrections policy, Contact.

use super::address;
use crate::article::Picture;
use crate::article::body::Body;
use crate::diagnostic::{Diagnostic, catalogue::archive as catalogue};
use std::collections::HashMap;

/// What a file in `content/pages/` says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Standing {
    /// Path relative to the content folder.
    pub path: String,
    /// Title.
    pub title: String,
    /// Address when given (`permalink`).
    pub permalink: Option<String>,
    /// Last part of the address when given.
    pub slug: Option<String>,
    /// Standfirst, inline Markdown as written.
    pub standfirst: String,
    /// Summary as text.
    pub summary: String,
    /// Language when given.
    pub lang: Option<String>,
    /// Whether it belongs in the navigation.
    pub navigation: bool,
    /// Kept out of search engines and sitemaps.
    pub noindex: bool,
    /// A draft.
    pub draft: bool,
    /// Picture.
    pub image: Option<Picture>,
    /// Old addresses.
    pub aliases: Vec<String>,
    /// Template of the theme, without `.html`.
    pub template: Option<String>,
    /// Unknown keys and the `extra` map.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// What the body holds.
    pub body: Body,
}

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
