//! Where old addresses lead.

use super::Archive;
use super::address::{self, Address};
use super::owners::{Owners, lower};
use super::reserved::Reserved;
use crate::article::Alias;
use crate::diagnostic::{Diagnostic, catalogue::archive as catalogue};
use rapidhash::RapidHashSet;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A page with old addresses: its address, the path of its file, and what it says.
type Page<'a> = (&'a str, &'a str, &'a [Alias]);

impl Archive {
    /// Gathers the old addresses of articles and standing pages. A page keeps its address, and so does the first of two
    /// that want one.
    pub(super) fn gather_redirects(
        &mut self,
        reserved: &Reserved,
        content: &str,
        report: &mut Vec<Diagnostic>,
    ) {
        let mut redirects = std::mem::take(&mut self.redirects);
        let pages: Vec<Page> = self.pages_with_aliases();
        if !pages.is_empty() {
            let all = self.entries.iter().map(|e| (&*e.address, &*e.article.path));
            let standing = self.standing.iter().map(|p| (p.address.as_str(), p.standing.path.as_str()));
            let mut taken = Owners::new(self.entries.len());
            all.chain(standing).for_each(|(address, path)| taken.add(lower(address), path));
            for (address, path, aliases) in pages {
                for alias in aliases {
                    let at = (address, path);
                    forward(alias, at, &mut redirects, &mut taken, reserved, content, report);
                }
            }
        }
        if !redirects.is_empty() {
            // Only what something forwards to is ever looked for.
            let targets: RapidHashSet<&str> = redirects.values().map(String::as_str).collect();
            let wanted = self.entries.par_iter().enumerate().filter(|(_, e)| targets.contains(&*e.address));
            let wanted: Vec<(Address, u32)> = wanted.map(|(n, e)| (e.address.clone(), n as u32)).collect();
            self.by_address = wanted.into_iter().collect();
        }
        self.redirects = redirects;
    }

    fn pages_with_aliases(&self) -> Vec<Page<'_>> {
        let articles = self.entries.par_iter().filter(|e| !e.article.aliases.is_empty());
        let articles = articles.map(|e| (&*e.address, &*e.article.path, &*e.article.aliases));
        let mut pages: Vec<Page> = articles.collect();
        let standing = self.standing.iter().filter(|p| !p.standing.aliases.is_empty());
        pages.extend(standing.map(|p| (p.address.as_str(), p.standing.path.as_str(), &*p.standing.aliases)));
        pages
    }
}

/// Makes an old address of the page at `address`, which is read from `path`, lead there, if nothing is in the way.
fn forward<'a>(
    alias: &Alias,
    (address, path): (&'a str, &'a str),
    redirects: &mut BTreeMap<String, String>,
    taken: &mut Owners<'a, &'a str>,
    reserved: &Reserved,
    content: &str,
    report: &mut Vec<Diagnostic>,
) {
    let place = || alias.place.clone();
    if alias.address.contains('?') {
        report.push(catalogue::alias_with_query(&alias.address, place()));
    }
    let old = match address::parse_old(&alias.address) {
        Ok(old) if old == address => return,
        Ok(old) => old,
        Err(bad) => return report.push(catalogue::bad_alias(&alias.address, place(), &bad.0)),
    };
    let folded = lower(&old).into_owned();
    match (redirects.get(&old), taken.in_the_way(&folded)) {
        _ if folded == lower(address) => {
            report.push(catalogue::alias_in_capitals(&alias.address, place()));
        }
        (Some(to), _) if *to != *address => {
            report.push(catalogue::alias_twice(&alias.address, place(), to));
        }
        (Some(_), _) => {}
        (None, Some(owner)) => {
            report.push(catalogue::alias_taken(&alias.address, place(), content, owner));
        }
        (None, None) if reserved.holds(&folded) => {
            report.push(catalogue::alias_on_site_page(&alias.address, place()));
        }
        (None, None) => {
            taken.add(Cow::Owned(folded), path);
            redirects.insert(old, address.to_owned());
        }
    }
}
