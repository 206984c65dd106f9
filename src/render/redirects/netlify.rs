//! Redirects for Netlify, Cloudflare Pages and other hosts that read a `_redirects` file.

use super::{Old, Redirect, safe_target};
use crate::render::escape::percent_encode;

/// The redirects as a `_redirects` file: a line each of old address, new address and status, parted by blanks.
///
/// `*` and `:name` are wildcards in such a file and are percent-encoded. An address with a query takes Netlify's form
/// for it, which other hosts pass over; a query that is not made of names with values has no form at all and is left
/// out.
pub fn netlify(redirects: &[Redirect]) -> String {
    let mut rules: Vec<_> =
        redirects.iter().map(|redirect| (Old::new(&redirect.from), &redirect.to)).collect();
    // The first line that fits counts, and one for a path alone fits with any query.
    rules.sort_by_key(|(old, _)| old.query.is_none());
    rules.iter().filter_map(|(old, to)| line(old, to)).collect()
}

fn line(old: &Old, to: &str) -> Option<String> {
    let path = percent_encode(&old.path, "/!$&'()+,;=@");
    let to = without_wildcards(&safe_target(to));
    let Some(query) = &old.query else { return Some(format!("{path} {to} 301\n")) };
    let mut conditions = String::new();
    for parameter in query.split('&') {
        let (name, value) = parameter.split_once('=')?;
        if name.is_empty() || value.is_empty() {
            return None;
        }
        conditions.push_str(&format!(" {name}={}", value.replace(':', "%3A")));
    }
    Some(format!("{path}{conditions} {to} 301\n"))
}

/// A new address in which no `:name` is left behind the name of the host.
fn without_wildcards(to: &str) -> String {
    let host = to.find("://").map_or(0, |scheme| scheme + 3);
    let path = to[host..].find('/').map_or(to.len(), |slash| host + slash);
    let path = if host == 0 { 0 } else { path };
    format!("{}{}", &to[..path], to[path..].replace(':', "%3A"))
}
