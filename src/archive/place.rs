//! Where each article appears, and at which address: one address, one article.

use super::owners::{Folded, Owners};
use super::presence::{self, Clock, Presence, Withheld};
use super::reserved::Reserved;
use super::{Archive, Entry, Terms, address};
use crate::article::Article;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, catalogue::archive as catalogue};
use rayon::prelude::*;

/// Decides where each article appears, and sorts all by time and path; they come in order of path. Also gives the
/// place of each in the order of paths.
pub(super) fn admit(
    articles: Vec<Box<Article>>,
    config: &Config,
    clock: Clock,
) -> (Vec<(Box<Article>, Presence)>, Vec<u32>) {
    let mut order: Vec<(i64, u32)> =
        articles.iter().enumerate().map(|(nth, article)| (article.date.instant, nth as u32)).collect();
    order.par_sort_unstable();
    let mut articles: Vec<Option<Box<Article>>> = articles.into_iter().map(Some).collect();
    let take = |&(_, nth): &(i64, u32)| {
        let article = articles[nth as usize].take()?;
        let presence = presence::presence(&article, clock, config);
        Some((article, presence))
    };
    let present = order.iter().filter_map(take).collect();
    (present, order.into_iter().map(|(_, nth)| nth).collect())
}

/// An address that an article wants.
struct Wanted {
    address: Result<String, address::BadAddress>,
    folded: Option<Folded>,
    /// Whether the site needs the address itself.
    reserved: bool,
}

impl Archive {
    /// Gives each article its address. The first by path keeps an address that two want.
    pub(super) fn place(
        &mut self,
        present: Vec<(Box<Article>, Presence)>,
        ranks: &[u32],
        terms: Vec<Terms>,
        config: &Config,
        reserved: &Reserved,
        content: &str,
        report: &mut Vec<Diagnostic>,
    ) {
        let wanted: Vec<Wanted> = present
            .par_iter()
            .map(|(article, presence)| {
                let address = address::of_article(article, &self.section_slug(article), config);
                let folded = address.as_deref().ok().filter(|_| needs_one(presence)).map(Folded::of);
                let reserved = folded.as_ref().is_some_and(|folded| reserved.holds(&folded.text));
                Wanted { address, folded, reserved }
            })
            .collect();
        let refused = self.refuse(&present, ranks, &wanted, content, report);
        self.entries.reserve(present.len());
        let placed = present.into_iter().zip(terms).zip(wanted).zip(refused);
        for ((((article, presence), terms), wanted), refused) in placed {
            match (wanted.address, presence) {
                _ if refused => self.refused.push(article),
                (address, Presence::Withheld(why)) => {
                    if let (Ok(address), Withheld::Redirect) = (address, why) {
                        self.point(&article, address);
                    }
                    self.withheld.push((article, why));
                }
                (Ok(address), presence) => self.entries.push(Entry {
                    address: address.into(),
                    presence,
                    terms,
                    rank: None,
                    expired: false,
                    article,
                }),
                (Err(_), _) => self.refused.push(article),
            }
        }
    }

    /// Which articles cannot have the address they want.
    fn refuse(
        &self,
        present: &[(Box<Article>, Presence)],
        ranks: &[u32],
        wanted: &[Wanted],
        content: &str,
        report: &mut Vec<Diagnostic>,
    ) -> Vec<bool> {
        let mut owners = Owners::default();
        for page in &self.standing {
            owners.add(&Folded::of(&page.address), &page.standing.path);
        }
        let mut refused = vec![false; present.len()];
        let mut order = vec![0u32; ranks.len()];
        for (at, &nth) in ranks.iter().enumerate() {
            order[nth as usize] = at as u32;
        }
        for at in order.into_iter().map(|at| at as usize).filter(|&at| needs_one(&present[at].1)) {
            let path = &*present[at].0.path;
            let Wanted { address, folded, reserved } = &wanted[at];
            let problem = match (address, folded) {
                (Err(bad), _) => catalogue::bad_address(content, path, &bad.0),
                (Ok(_), None) => continue,
                (Ok(address), Some(folded)) => match owners.in_the_way(folded) {
                    Some(first) => catalogue::two_at_one_address(content, path, first, address),
                    None if *reserved => catalogue::address_of_the_site(content, path, address),
                    None => {
                        owners.add(folded, path);
                        continue;
                    }
                },
            };
            refused[at] = true;
            report.push(problem);
        }
        refused
    }

    fn section_slug(&self, article: &Article) -> String {
        let Some(section) = article.section.as_deref() else { return String::new() };
        let known = self.taxonomy("sections").and_then(|s| s.find(section)).and_then(|t| t.notes.as_ref());
        let given = known.and_then(|n| n.slug.clone());
        given.unwrap_or_else(|| crate::article::slug::slug(known.map_or(section, |n| &n.name), None))
    }

    fn point(&mut self, article: &Article, address: String) {
        if let Some(target) = article.rare.as_ref().and_then(|r| r.redirect_to.as_deref()) {
            self.redirects.insert(address, target.to_owned());
        }
    }
}

/// Whether an article needs an address: one that is withheld does not, unless it forwards.
fn needs_one(presence: &Presence) -> bool {
    !matches!(presence, Presence::Withheld(why) if *why != Withheld::Redirect)
}
