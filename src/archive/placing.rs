//! Each article at its address; the first by path keeps an address that two want.

use super::address::{self, Address, BadAddress};
use super::gather::Terms;
use super::owners::{Owners, all_differ, dotted_folders, lower};
use super::presence::{Presence, Withheld};
use super::reserved::Reserved;
use super::{Archive, Candidate, Entry};
use crate::article::Article;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, catalogue::archive as catalogue};
use rapidhash::RapidHashMap;
use rapidhash::v3::rapidhash_v3;
use rayon::prelude::*;

/// An address that an article wants, and what is known of it without looking at others.
struct Wanted {
    address: Result<Address, BadAddress>,
    /// Of the address in lower case.
    hash: u64,
    /// Nothing but another address that is just the same can be in its way.
    plain: bool,
}

impl Wanted {
    fn of(address: Result<String, BadAddress>, reserved: &Reserved) -> Self {
        let address = match address {
            Ok(address) => address,
            Err(bad) => return Self { address: Err(bad), hash: 0, plain: false },
        };
        let folded = lower(&address);
        let plain = dotted_folders(&folded).next().is_none() && !reserved.holds(&folded);
        Self { hash: rapidhash_v3(folded.as_bytes()), plain, address: Ok(address.as_str().into()) }
    }
}

impl Archive {
    /// Gives each article its address.
    pub(super) fn place(
        &mut self,
        present: Vec<Candidate>,
        terms: Vec<Terms>,
        config: &Config,
        reserved: &Reserved,
        content: &str,
        report: &mut Vec<Diagnostic>,
    ) {
        let wanted: Vec<Wanted> = present
            .par_iter()
            .map_init(RapidHashMap::default, |slugs, Candidate { article, .. }| {
                let section = article.section.map_or("", |section| {
                    slugs.entry(section.number()).or_insert_with(|| self.section_slug(&section))
                });
                Wanted::of(address::of_article(article, section, config), reserved)
            })
            .collect();
        let refused = self.refuse(&present, &wanted, reserved, content, report);
        self.entries.reserve_exact(present.len());
        let placed = present.into_iter().zip(terms).zip(wanted).zip(refused);
        for (((Candidate { article, presence, .. }, terms), Wanted { address, .. }), refused) in placed {
            match (address, presence) {
                _ if refused => self.refused.push(article),
                (address, Presence::Withheld(why)) => {
                    if let (Ok(address), Withheld::Redirect) = (address, why) {
                        self.point(&article, &address);
                    }
                    self.withheld.push((article, why));
                }
                (Ok(address), presence) => {
                    let (rank, expired) = (None, false);
                    self.entries.push(Entry { article, address, presence, terms, rank, expired });
                }
                (Err(_), _) => self.refused.push(article),
            }
        }
    }

    /// Which articles cannot have the address they want.
    fn refuse(
        &self,
        present: &[Candidate],
        wanted: &[Wanted],
        reserved: &Reserved,
        content: &str,
        report: &mut Vec<Diagnostic>,
    ) -> Vec<bool> {
        let mut refused = vec![false; present.len()];
        let asks =
            |c: &Candidate| !matches!(c.presence, Presence::Withheld(why) if why != Withheld::Redirect);
        let asking = || present.par_iter().zip(wanted).filter(|(candidate, _)| asks(candidate));
        if self.standing.iter().all(|page| dotted_folders(&page.address).next().is_none())
            && asking().all(|(_, wanted)| wanted.plain)
        {
            let standing = self.standing.par_iter().map(|page| rapidhash_v3(lower(&page.address).as_bytes()));
            if all_differ(asking().map(|(_, wanted)| wanted.hash).chain(standing).collect()) {
                return refused;
            }
        }
        let mut owners = Owners::new(present.len());
        for page in &self.standing {
            owners.add(lower(&page.address), &*page.standing.path);
        }
        let mut order: Vec<u32> = vec![0; present.len()];
        present.iter().enumerate().for_each(|(at, candidate)| order[candidate.nth as usize] = at as u32);
        for at in order.into_iter().map(|at| at as usize).filter(|&at| asks(&present[at])) {
            let path = &*present[at].article.path;
            let problem = match &wanted[at].address {
                Err(bad) => catalogue::bad_address(content, path, &bad.0),
                Ok(address) => {
                    let folded = lower(address);
                    match owners.in_the_way(&folded) {
                        Some(first) => catalogue::two_at_one_address(content, path, first, address),
                        None if reserved.holds(&folded) => {
                            catalogue::address_of_the_site(content, path, address)
                        }
                        None => {
                            owners.add(folded, path);
                            continue;
                        }
                    }
                }
            };
            refused[at] = true;
            report.push(problem);
        }
        refused
    }

    fn section_slug(&self, section: &str) -> String {
        let known = self.taxonomy("sections").and_then(|s| s.find(section)).and_then(|t| t.notes.as_ref());
        let given = known.and_then(|n| n.slug.clone());
        given.unwrap_or_else(|| crate::article::slug::slug(known.map_or(section, |n| &n.name), None))
    }

    fn point(&mut self, article: &Article, address: &str) {
        if let Some(target) = article.rare.as_ref().and_then(|r| r.redirect_to.as_deref()) {
            self.redirects.insert(address.to_owned(), target.to_owned());
        }
    }
}
