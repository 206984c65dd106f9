//! Redirects for Apache: an `.htaccess` file for mod_rewrite.

use super::{Old, Redirect, regex, safe_target};

/// The redirects as an `.htaccess` file for the root of the site. An address that ends in a slash is also met without.
///
/// Apache compares the decoded path and the query as it is sent. In a new address `%1` would mean a part of the
/// last condition, so percent signs get a backslash.
pub fn apache(redirects: &[Redirect]) -> String {
    let mut file =
        String::from("# Old addresses and where they lead. Needs mod_rewrite.\nRewriteEngine On\n");
    let mut rules: Vec<_> =
        redirects.iter().map(|redirect| (Old::new(&redirect.from), &redirect.to)).collect();
    // A rule for a path alone would also catch the path with a query. The sort keeps the order of the others.
    rules.sort_by_key(|(old, _)| old.query.is_none());
    for (old, to) in rules {
        file.push_str(&rule(&old, to));
    }
    file
}

fn rule(old: &Old, to: &str) -> String {
    let path = match old.path.strip_suffix(b"/") {
        Some(path) if !path.is_empty() => format!("{}/?", regex::literal(path)),
        _ => regex::literal(&old.path),
    };
    let target = safe_target(to).replace('%', "\\%");
    let mut rule = format!("\nRewriteCond \"%{{REQUEST_URI}}\" \"^{path}$\"\n");
    let flags = match &old.query {
        Some(query) => {
            rule.push_str(&format!(
                "RewriteCond \"%{{QUERY_STRING}}\" \"^{}$\"\n",
                regex::literal(query.as_bytes())
            ));
            // Without this the old query would be put behind the new address.
            "R=301,L,NE,QSD"
        }
        None => "R=301,L,NE",
    };
    rule.push_str(&format!("RewriteRule \"^\" \"{target}\" [{flags}]\n"));
    rule
}
