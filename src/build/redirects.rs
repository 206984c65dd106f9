//! Old addresses: pages that forward, and rules for hosts.

use super::make::Maker;
use crate::plan::files::Host;
use crate::plan::links::Target;
use crate::render::redirects;

impl Maker<'_> {
    /// Absolute address of where a redirect leads.
    pub(super) fn target(&self, to: &str) -> String {
        match self.desk.links.resolve(to, "", "/") {
            Target::Here(url) => self.desk.absolute(&url),
            Target::Elsewhere | Target::Broken => self.desk.absolute(to),
        }
    }

    /// What a redirect page says: the absolute address it leads to, and a title.
    pub(super) fn redirect_target(&self, to: &str) -> (String, String) {
        let permalink = self.target(to);
        let entry = self.desk.archive.by_address(to).filter(|e| e.rank.is_some());
        let title = entry.map_or_else(|| permalink.clone(), |e| e.article.title.to_string());
        (permalink, title)
    }

    pub(super) fn redirect(&self, to: &str) -> String {
        let lang = self.desk.config.language.as_str();
        let (permalink, title) = self.redirect_target(to);
        redirects::redirect_page(&redirects::RedirectPage {
            lang: &self.desk.words(lang).0,
            dir: crate::language::direction(lang),
            moved: &self.desk.word("moved", lang),
            title: &title,
            url: &permalink,
            permalink: &permalink,
        })
    }

    /// All redirects: old address, where it leads.
    pub(super) fn all_redirects(&self) -> Vec<redirects::Redirect> {
        let redirects = self.desk.archive.redirects.iter();
        redirects
            .map(|(from, to)| redirects::Redirect { from: self.desk.url(from), to: self.target(to) })
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
