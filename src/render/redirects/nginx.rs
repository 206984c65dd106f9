//! Redirects for nginx: `map` blocks.

use super::{Old, Redirect, regex, safe_target};
use std::collections::BTreeSet;

const HEADER: &str = "\
# Old addresses and where they lead. Put into the http block of nginx's configuration:
#     include /path/to/redirects.map;
# and into the server block of the site:
#     if ($dateline_redirect) { return 301 $dateline_redirect; }
";

/// The longest entry that fits nginx's usual hash bucket of 64 bytes.
const USUAL_BUCKET: usize = 40;

/// The redirects as a file of `map` blocks that set `$dateline_redirect`. An address that ends in a slash is also met
/// without.
///
/// nginx compares the decoded path, and takes the second of two entries that differ in case only for a mistake; the
/// first one counts here.
pub fn nginx(redirects: &[Redirect]) -> String {
    let (mut by_path, mut by_query) = (Map::default(), Map::default());
    for redirect in redirects {
        let old = Old::new(&redirect.from);
        match &old.query {
            Some(query) => {
                by_query.insert(&[old.path.as_slice(), b"?", query.as_bytes()].concat(), &redirect.to)
            }
            None => by_path.insert(&old.path, &redirect.to),
        }
    }
    // After the others, so that an address of its own goes before one that lacks a slash.
    for redirect in redirects {
        let old = Old::new(&redirect.from);
        if let (Some(path), None) = (old.path.strip_suffix(b"/").filter(|path| !path.is_empty()), old.query) {
            by_path.insert(path, &redirect.to);
        }
    }
    let mut file = String::from(HEADER);
    let longest = by_path.longest.max(by_query.longest);
    if longest > USUAL_BUCKET {
        let bucket = (longest + 24).next_power_of_two();
        file.push_str(
            "# Long addresses need this; if it is set elsewhere already, keep the larger number.\n",
        );
        file.push_str(&format!("map_hash_bucket_size {bucket};\n"));
    }
    if by_query.lines.is_empty() {
        file.push_str(&by_path.block("$uri", "$dateline_redirect", "\"\""));
    } else {
        file.push_str(&by_path.block("$uri", "$dateline_redirect_by_path", "\"\""));
        file.push_str(&by_query.block("\"$uri?$args\"", "$dateline_redirect", "$dateline_redirect_by_path"));
    }
    file
}

/// The entries of a `map` block.
#[derive(Default)]
struct Map {
    lines: String,
    keys: BTreeSet<Vec<u8>>,
    longest: usize,
}

impl Map {
    fn insert(&mut self, key: &[u8], to: &str) {
        if self.keys.insert(key.to_ascii_lowercase()) {
            self.longest = self.longest.max(key.len());
            self.lines.push_str(&format!("    \"{}\" \"{}\";\n", quoted(key), safe_target(to)));
        }
    }

    fn block(&self, source: &str, variable: &str, default: &str) -> String {
        format!("\nmap {source} {variable} {{\n    default {default};\n{}}}\n", self.lines)
    }
}

/// A key between double quotes: as it is, or as a regular expression when it has bytes no quoted text can have.
fn quoted(key: &[u8]) -> String {
    match std::str::from_utf8(key) {
        Ok(text) if !text.contains(char::is_control) => text.replace('\\', "\\\\").replace('"', "\\\""),
        _ => format!("~^{}$", regex::literal(key)),
    }
}
