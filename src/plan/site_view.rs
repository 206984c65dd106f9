//! The view of the site, the lists a theme asks for, the front page and the page for what is not found.

use super::desk::{Desk, has_index};
use super::links::{Target, is_elsewhere};
use super::view::*;
use super::{Page, PageKind};
use crate::archive::related::related;
use crate::archive::reserved::CORRECTIONS;
use crate::archive::terms::{TaxonomyIndex, Term};
use crate::language;
use crate::theme::manifest::{ListRequest, ListSource, Manifest};
use std::collections::BTreeMap;

impl Desk<'_> {
    /// The site in the words of `lang`.
    pub fn site(&self, lang: &str) -> SiteView {
        let (words_lang, words) = self.words(lang);
        let config = self.config;
        let feeds = self.feeds_of(&config.feeds.formats, "/", &config.title);
        let sections = self.archive.taxonomy("sections").filter(|s| has_index(s));
        let founded = config.publisher.founded.as_ref().map(|date| {
            let year = year_of(date);
            let word = words.get("founded").and_then(|w| w.as_str());
            word.map_or_else(|| year.to_owned(), |w| w.replace("{year}", year))
        });
        SiteView {
            title: config.title.clone(),
            description: config.description.clone(),
            url: self.url("/"),
            base_url: config.base_url.clone(),
            language: config.language.clone(),
            dir: language::direction(&config.language),
            founded,
            navigation: self.navigation(),
            footer: self.footer(lang),
            calendar_url: self.calendar_url(),
            sections_url: sections.map(|s| self.taxonomy_url(s)),
            feed_url: feeds.first().map(|f| f.url.clone()),
            publisher: config.publisher.name.clone().unwrap_or_else(|| config.title.clone()),
            words,
            words_lang,
            options: config.theme_options.clone(),
        }
    }

    fn navigation(&self) -> Vec<Link> {
        if self.config.navigation.is_empty() {
            let sections = self.archive.taxonomy("sections");
            let mut links: Vec<Link> = sections.map_or(Vec::new(), |s| self.links_to_terms(s));
            links.sort_by_cached_key(|l| language::collation_key(&l.title));
            let pages = self.archive.standing.iter().filter(|p| p.standing.navigation);
            links.extend(pages.map(|p| Link { title: p.standing.title.clone(), url: self.url(&p.address) }));
            return links;
        }
        self.config.navigation.iter().filter_map(|item| self.navigation_item(item)).collect()
    }

    /// An entry of the navigation; none when it leads nowhere (which the plan reports).
    pub fn navigation_item(&self, item: &crate::config::NavigationItem) -> Option<Link> {
        if let Some(name) = item.target.strip_prefix("section:") {
            let link = self.term("sections", name.trim())?;
            return Some(Link { title: item.title.clone().unwrap_or(link.title), url: link.url });
        }
        let page = self
            .archive
            .standing
            .iter()
            .find(|p| p.address.trim_matches('/') == item.target.trim_matches('/'));
        let title = item.title.clone().or_else(|| page.map(|p| p.standing.title.clone()));
        let title = title.unwrap_or_else(|| item.target.clone());
        match self.links.resolve(&item.target, "", "/") {
            Target::Here(url) => Some(Link { title, url }),
            Target::Elsewhere if is_elsewhere(&item.target) => Some(Link { title, url: item.target.clone() }),
            Target::Elsewhere | Target::Broken => None,
        }
    }

    fn links_to_terms(&self, index: &TaxonomyIndex) -> Vec<Link> {
        let link = |term: &Term| {
            Some(Link { title: term.title.clone(), url: self.url(&self.term_address(index, term)?) })
        };
        index.terms.iter().filter_map(link).collect()
    }

    fn footer(&self, lang: &str) -> Vec<Link> {
        let mut links = Vec::new();
        let mut add = |title: String, url: String| links.push(Link { title, url });
        if let Some(url) = self.calendar_url() {
            add(self.word("by_date", lang), url);
        }
        for index in self.archive.taxonomies.iter().filter(|t| has_index(t)) {
            add(self.taxonomy_title(index, lang), self.taxonomy_url(index));
        }
        if self.links.served.contains(CORRECTIONS) {
            add(self.word("corrections", lang), self.url(CORRECTIONS));
        }
        for page in self.archive.standing.iter().filter(|p| !p.standing.draft) {
            add(page.standing.title.clone(), self.url(&page.address));
        }
        if let Some(feed) = self.feeds_of(&self.config.feeds.formats, "/", "").first() {
            add(self.word("feed", lang), feed.url.clone());
        }
        links
    }

    /// The front page.
    pub fn home(&self, page: &Page) -> PageView {
        let mut head = self.head(page, "home", self.config.title.clone());
        head.description.clone_from(&self.config.description);
        head.feeds = self.feeds_of(&self.config.feeds.formats, "/", &self.config.title);
        head
    }

    /// The page for an address that is not there.
    pub fn not_found(&self, page: &Page) -> PageView {
        let mut head = self.head(page, "not-found", self.word("not_found", &self.config.language));
        head.robots = super::head::NOINDEX;
        head
    }

    /// The lists that the theme wants on a page of this kind.
    pub fn lists(&self, manifest: &Manifest, kind: &PageKind, lang: &str) -> BTreeMap<String, ThemeList> {
        let chosen = self.chosen(manifest, kind, lang);
        chosen.into_iter().map(|(name, list)| (name.to_owned(), self.theme_list(list))).collect()
    }

    /// The same lists, before anything is said of their articles.
    pub fn chosen<'m>(&self, manifest: &'m Manifest, kind: &PageKind, lang: &str) -> Vec<(&'m str, Chosen)> {
        let Some(wanted) = manifest.lists.get(kind_name(kind)) else { return Vec::new() };
        wanted.iter().map(|(name, request)| (name.as_str(), self.choose(request, kind, lang))).collect()
    }

    fn theme_list(&self, chosen: Chosen) -> ThemeList {
        ThemeList {
            title: chosen.title,
            url: chosen.url,
            items: chosen.articles.into_iter().map(|e| self.card(e)).collect(),
            groups: chosen.groups.into_iter().map(|group| self.theme_list(group)).collect(),
        }
    }

    fn choose(&self, request: &ListRequest, kind: &PageKind, lang: &str) -> Chosen {
        let window = |entries: &mut dyn Iterator<Item = u32>| -> Vec<u32> {
            entries.skip(request.skip).take(request.limit).collect()
        };
        let mut list = Chosen::default();
        match (&request.from, kind) {
            (ListSource::Latest, _) => list.articles = window(&mut self.archive.listed.iter().rev().copied()),
            (ListSource::Sections, _) => list.groups = self.sections(request),
            (ListSource::Term(taxonomy, name), _) => {
                let index = self.archive.taxonomy(taxonomy);
                if let Some((index, term)) = index.and_then(|i| Some((i, i.find(name)?))) {
                    list.title.clone_from(&term.title);
                    list.url = self.term_address(index, term).map(|a| self.url(&a));
                    list.articles = window(&mut term.articles.iter().rev().copied());
                }
            }
            (ListSource::OnThisDay, _) => {
                let (year, month, day) = self.today;
                let days = self.archive.calendar.day_of_year(month, day);
                let earlier = days.iter().rev().filter(|d| d.0 < year);
                list.articles =
                    window(&mut earlier.flat_map(|d| self.archive.calendar.day(*d).iter().copied()));
                list.title = language::day_of_year(month, day, lang);
                let address = super::pages::on_this_day_address(month, day);
                list.url = self.links.served.contains(&*address).then(|| self.url(&address));
            }
            (ListSource::Related, PageKind::Article(at)) => {
                let entry = &self.archive.entries[*at as usize];
                let found = related(self.archive, entry, request.skip + request.limit);
                list.articles = window(&mut found.into_iter());
            }
            (ListSource::Related, _) => {}
        }
        list
    }

    /// The newest articles of every section, in the order of the navigation, else of names.
    fn sections(&self, request: &ListRequest) -> Vec<Chosen> {
        let Some(index) = self.archive.taxonomy("sections") else { return Vec::new() };
        let named = |name: &str| index.find(name);
        let from_navigation: Vec<&Term> = self
            .config
            .navigation
            .iter()
            .filter_map(|item| named(item.target.strip_prefix("section:")?.trim()))
            .collect();
        let mut terms: Vec<&Term> = match from_navigation.is_empty() {
            true => index.terms.iter().collect(),
            false => from_navigation,
        };
        if self.config.navigation.is_empty() {
            terms.sort_by_cached_key(|t| language::collation_key(&t.title));
        }
        let group = |term: &&Term| Chosen {
            title: term.title.clone(),
            url: self.term_address(index, term).map(|a| self.url(&a)),
            articles: term.articles.iter().rev().skip(request.skip).take(request.limit).copied().collect(),
            groups: Vec::new(),
        };
        terms.iter().filter(|t| !t.articles.is_empty()).map(group).collect()
    }
}

/// A list that a theme asked for: which articles are in it.
#[derive(Debug, Default)]
pub struct Chosen {
    /// Name for people; empty when the list has none.
    pub title: String,
    /// Address of the full list; none when it has none.
    pub url: Option<String>,
    /// The articles.
    pub articles: Vec<u32>,
    /// Sections with their articles.
    pub groups: Vec<Chosen>,
}

/// The year of `1889-05` or `1889-05-04`; anything else as it is.
fn year_of(date: &str) -> &str {
    match date.split_once('-') {
        Some((year, rest)) if rest.bytes().all(|b| b.is_ascii_digit() || b == b'-') => year,
        _ => date,
    }
}

/// The name under which `theme.yaml` asks for lists on a page of this kind.
fn kind_name(kind: &PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Article(_) => "article",
        PageKind::Standing(_) => "page",
        PageKind::List { .. } | PageKind::Undated(_) => "list",
        PageKind::Day(_) => "day",
        PageKind::NotFound => "not-found",
        _ => "",
    }
}
