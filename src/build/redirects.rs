//! Old addresses: pages that forward, and rules for hosts.

use super::produce::Producer;
use crate::plan::files::Host;
use crate::plan::links::Target;
use crate::render::redirects;

impl Producer<'_> {
    /// Absolute address of where a redirect leads.
    pub(super) fn target(&self, to: &str) -> String {
        match self.shop.desk.links.resolve(to, "", "/") {
            Target::Here(url) => self.shop.desk.absolute(&url),
            Target::Elsewhere | Target::Broken => self.shop.desk.absolute(to),
        }
    }

    /// What a redirect page says: the absolute address it leads to, and a title.
    pub(super) fn redirect_target(&self, to: &str) -> (String, String) {
        let permalink = self.target(to);
        let entry = self.shop.desk.archive.by_address(to).filter(|e| e.rank.is_some());
        let title = entry.map_or_else(|| permalink.clone(), |e| e.article.title.to_string());
        (permalink, title)
    }

    pub(super) fn redirect(&self, to: &str) -> String {
        let lang = self.shop.desk.config.language.as_str();
        let (permalink, title) = self.redirect_target(to);
        redirects::redirect_page(&redirects::RedirectPage {
            lang: &self.shop.desk.words(lang).0,
            dir: crate::language::direction(lang),
            moved: &self.shop.desk.word("moved", lang),
            title: &title,
            url: &permalink,
            permalink: &permalink,
        })
    }

    /// All redirects: old address, where it leads.
    pub(super) fn all_redirects(&self) -> Vec<redirects::Redirect> {
        let redirects = self.shop.desk.archive.redirects.iter();
        redirects
            .map(|(from, to)| redirects::Redirect { from: self.shop.desk.url(from), to: self.target(to) })
            .collect()
    }

    pub(super) fn rules(&self, host: Host) -> String {
        let rules = self.all_redirects();
        match host {
            Host::Netlify => redirects::netlify(&rules),
            Host::Apache => redirects::apache(&rules),
            Host::Nginx => redirects::nginx(&rules),
        }
    }
}
