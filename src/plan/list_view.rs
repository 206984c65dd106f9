//! Views of lists: terms, undated articles, indexes of taxonomies, corrections.

use super::Page;
use super::desk::{Desk, has_page};
use super::links::Target;
use super::pages::{CORRECTIONS_PER_PAGE, page_address};
use super::pagination::{Slice, slice};
use super::view::*;
use crate::archive::reserved::{CORRECTIONS, UNDATED, feed_address, term_address};
use crate::archive::terms::Term;
use crate::article::markdown;
use crate::article::notes::TermNotes;
use crate::config::FeedFormat;
use crate::language;

/// From this many terms on, an index is divided by first letters.
const LETTERS_FROM: usize = 40;

impl Desk<'_> {
    /// A page of a term's list. `content` is the body of the term's own file as HTML.
    pub fn list(
        &self,
        page: &Page,
        taxonomy: u8,
        term: u32,
        number: Option<u32>,
        content: String,
    ) -> PageView {
        let index = &self.archive.taxonomies[taxonomy as usize];
        let term = &index.terms[term as usize];
        let notes = term.notes.as_ref();
        let address = term_address(&index.taxonomy.path, &term.slug);
        let slice = slice(term.articles.len(), self.config.paginate, number);
        let related = |at: &u32| {
            let term = &index.terms[*at as usize];
            has_page(term).then(|| Link {
                title: term.title.clone(),
                url: self.url(&term_address(&index.taxonomy.path, &term.slug)),
            })
        };
        let mut view = self.slice_view(&index.taxonomy.name, &term.title, &address, &term.articles, &slice);
        view.parent = term.parent.as_ref().and_then(related);
        view.children = term.children.iter().filter_map(related).collect();
        if let Some(notes) = notes {
            self.add_notes(&mut view, notes, &address, content);
        }
        let feeds = self.feeds_of(&index.taxonomy.feeds, &address, &term.title);
        view.feed_url = feeds.first().map(|f| f.url.clone());
        let mut head = self.head(page, "list", term.title.clone());
        head.description = notes.map(|n| n.summary.clone()).unwrap_or_default();
        head.image = view.image.clone().filter(|i| i.url.is_some());
        head.feeds.splice(..0, feeds);
        head.active_url = Some(self.url(&address));
        head.list = Some(view);
        head
    }

    fn add_notes(&self, view: &mut ListView, notes: &TermNotes, address: &str, content: String) {
        view.description.clone_from(&notes.description);
        view.role.clone_from(&notes.role);
        view.handle.clone_from(&notes.handle);
        view.email.clone_from(&notes.email);
        view.same_as.clone_from(&notes.same_as);
        view.image = notes.image.as_ref().map(|i| self.picture(i, &notes.path, address));
        view.links = notes
            .links
            .iter()
            .map(|(title, to)| Link {
                title: title.clone(),
                url: match self.links.resolve(to, &notes.path, address) {
                    Target::Here(url) => url,
                    Target::Elsewhere | Target::Broken => to.clone(),
                },
            })
            .collect();
        if view.number.is_none() {
            // What an author's file says under `biography` stands where its body would.
            view.content =
                if content.trim().is_empty() { markdown::inline(&notes.biography) } else { content };
        }
    }

    /// A page of the undated articles.
    pub fn undated(&self, page: &Page, number: Option<u32>) -> PageView {
        let slice = slice(self.archive.undated.len(), self.config.paginate, number);
        let title = self.word("undated", &self.config.language);
        let mut head = self.head(page, "list", title.clone());
        head.list = Some(self.slice_view("undated", &title, UNDATED, &self.archive.undated, &slice));
        head
    }

    fn slice_view(
        &self,
        taxonomy: &str,
        title: &str,
        address: &str,
        articles: &[u32],
        slice: &Slice,
    ) -> ListView {
        let range = slice.range.start.min(articles.len())..slice.range.end.min(articles.len());
        let (newer, older) = self.turn(address, slice);
        ListView {
            taxonomy: taxonomy.to_owned(),
            title: title.to_owned(),
            url: self.url(address),
            description: String::new(),
            content: String::new(),
            image: None,
            role: String::new(),
            handle: String::new(),
            email: String::new(),
            links: Vec::new(),
            same_as: Vec::new(),
            parent: None,
            children: Vec::new(),
            number: slice.number,
            items: articles[range].iter().rev().map(|&e| self.card(e)).collect(),
            newer,
            older,
            feed_url: None,
        }
    }

    /// Links to the newer and the older page; the titles are their numbers, empty for the list's own address.
    fn turn(&self, address: &str, slice: &Slice) -> (Option<Link>, Option<Link>) {
        let link = |n: Option<u32>| Link {
            title: n.map_or_else(String::new, |n| n.to_string()),
            url: self.url(&page_address(address, n)),
        };
        let newer = slice.number.map(|_| link(slice.newer));
        (newer, slice.older.map(|n| link(Some(n))))
    }

    /// Feeds of a list or of the site.
    pub fn feeds_of(&self, formats: &[FeedFormat], address: &str, title: &str) -> Vec<FeedLink> {
        let view = |format: &FeedFormat| FeedLink {
            title: title.to_owned(),
            url: self.url(&feed_address(address, *format)),
            media_type: match format {
                FeedFormat::Rss => "application/rss+xml",
                FeedFormat::Atom => "application/atom+xml",
                FeedFormat::Json => "application/feed+json",
            },
        };
        formats.iter().map(view).collect()
    }

    /// The index of a taxonomy. `content` is the body of the taxonomy's own file as HTML.
    pub fn terms_index(&self, page: &Page, taxonomy: u8, content: String) -> PageView {
        let index = &self.archive.taxonomies[taxonomy as usize];
        let mut terms: Vec<&Term> = index.terms.iter().filter(|t| has_page(t)).collect();
        terms.sort_by_cached_key(|t| (language::collation_key(&t.title), t.title.clone()));
        let lettered = terms.len() >= LETTERS_FROM;
        let mut groups: Vec<TermGroup> = Vec::new();
        for term in terms {
            let letter = if lettered { language::first_letter(&term.title) } else { String::new() };
            let summary = TermSummary {
                title: term.title.clone(),
                url: self.url(&term_address(&index.taxonomy.path, &term.slug)),
                description: term.notes.as_ref().map(|n| n.summary.clone()).unwrap_or_default(),
                count: term.articles.len() as u32,
            };
            match groups.last_mut() {
                Some(group) if group.letter == letter => group.terms.push(summary),
                _ => groups.push(TermGroup { letter, terms: vec![summary] }),
            }
        }
        let mut head = self.head(page, "terms", self.taxonomy_title(index, &self.config.language));
        head.description = index.notes.as_ref().map(|n| n.description.clone()).unwrap_or_default();
        head.terms = Some(TermsView { taxonomy: index.taxonomy.name.clone(), content, groups });
        head
    }

    /// A page of the corrections.
    pub fn corrections(&self, page: &Page, number: Option<u32>) -> PageView {
        let all = &self.archive.corrections;
        let slice = slice(all.len(), CORRECTIONS_PER_PAGE, number);
        let item = |&(entry, nth): &(u32, u32)| {
            let mut own = self.corrections_of(&self.archive.entries[entry as usize]);
            CorrectionItem { correction: own.swap_remove(nth as usize), article: self.card(entry) }
        };
        let (newer, older) = self.turn(CORRECTIONS, &slice);
        let items = all[slice.range].iter().rev().map(item).collect();
        let mut head = self.head(page, "corrections", self.word("corrections", &self.config.language));
        head.corrections = Some(CorrectionsView { items, number, newer, older });
        head
    }
}
