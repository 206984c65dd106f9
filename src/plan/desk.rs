//! The editor's desk: what views are made from, and the small pieces that many views share.

use super::links::{Links, Target};
use super::view::*;
use crate::archive::reserved::{CALENDAR, index_address, term_address};
use crate::archive::terms::{TaxonomyIndex, Term};
use crate::archive::{Archive, Entry, address};
use crate::article::date::PressDate;
use crate::article::names::Name;
use crate::article::notes::TermNotes;
use crate::article::{Credit, Direction, Genre, Picture, Subject, markdown};
use crate::config::Config;
use crate::language::{self, DateWords};
use crate::theme::words::{WordList, Words};
use std::ops::Deref;
use std::sync::LazyLock;

/// Words around dates for a theme that has none.
static PLAIN_WORDS: LazyLock<DateWords> =
    LazyLock::new(|| DateWords { circa: "about {date}".to_owned(), undated: "Undated".to_owned() });

/// Everything views are made from. Nothing here moves while pages are rendered.
pub struct Desk<'a> {
    /// The articles.
    pub archive: &'a Archive,
    /// What the site wants.
    pub config: &'a Config,
    /// Words of the interface.
    pub words: &'a Words,
    /// Addresses.
    pub links: &'a Links,
    /// The day of the build's moment in the site's own zone: year, month, day.
    pub today: (i16, i8, i8),
}

impl<'a> Desk<'a> {
    /// Root-relative URL of an address.
    pub fn url(&self, address: &str) -> String {
        address::url(&self.links.base, address)
    }

    /// Absolute URL of an address.
    pub fn permalink(&self, address: &str) -> String {
        self.absolute(&self.url(address))
    }

    /// Absolute form of a root-relative URL; anything else stays as it is.
    pub fn absolute(&self, url: &str) -> String {
        if !url.starts_with('/') || url.starts_with("//") {
            return url.to_owned();
        }
        let root = self.config.base_url.trim_end_matches('/');
        let origin = root.strip_suffix(self.links.base.trim_end_matches('/')).unwrap_or(root);
        [origin, url].concat()
    }

    /// Language of an article.
    pub fn lang<'e>(&'e self, entry: &'e Entry) -> &'e str {
        entry.article.lang.as_deref().unwrap_or(&self.config.language)
    }

    /// Writing direction of an article.
    pub fn dir(&self, entry: &Entry) -> &'static str {
        match entry.article.rare.as_ref().and_then(|r| r.dir) {
            Some(Direction::Ltr) => "ltr",
            Some(Direction::Rtl) => "rtl",
            None => language::direction(self.lang(entry)),
        }
    }

    /// Words for a page in `lang`: those of the language, else of the site's.
    pub fn words(&self, lang: &str) -> (String, WordList) {
        let (tag, words) = self.words.of(&[lang, &self.config.language]);
        (tag.to_owned(), words)
    }

    /// A word of the interface in `lang`; its own name when the theme lacks it.
    pub fn word(&self, name: &str, lang: &str) -> String {
        let (_, words) = self.words.of(&[lang, &self.config.language]);
        words.get(name).and_then(|w| w.as_str()).unwrap_or(name).to_owned()
    }

    /// A date in the words of a language.
    pub fn date(&self, date: &PressDate, date_text: Option<&str>, lang: &str) -> DateView {
        let words = self.words.dates(&[lang, &self.config.language]);
        language::date_view(date, date_text, lang, words.unwrap_or(&PLAIN_WORDS))
    }

    /// A link to an article by its list title.
    pub fn link_to(&self, entry: u32) -> Link {
        let entry = &self.archive.entries[entry as usize];
        Link { title: short_title(entry).to_owned(), url: self.url(&entry.address) }
    }

    /// Address of a term's list; none when it has no page.
    pub fn term_address(&self, taxonomy: &TaxonomyIndex, term: &Term) -> Option<String> {
        has_page(term).then(|| term_address(&taxonomy.taxonomy.path, &term.slug))
    }

    /// A link to a term by a spelling; the text is the term's own name. None when the taxonomy or its page is not there.
    pub fn term(&self, taxonomy: &str, name: &str) -> Option<Link> {
        let index = self.archive.taxonomy(taxonomy)?;
        let term = index.find(name)?;
        let url = self.url(&self.term_address(index, term)?);
        Some(Link { title: term.title.clone(), url })
    }

    /// Tags of an article as views; where the site has no taxonomy of tags, their names.
    pub fn tags(&self, entry: &Entry) -> Vec<TermLink> {
        let plain = |title: &str, url| TermLink { title: title.to_owned(), url, same_as: String::new() };
        let Some(number) = self.archive.taxonomies.iter().position(|t| t.taxonomy.name == "tags") else {
            return entry.article.tags.iter().map(|t| plain(t, None)).collect();
        };
        let index = &self.archive.taxonomies[number];
        let own = entry.terms.iter().filter(|(taxonomy, _)| usize::from(*taxonomy) == number);
        own.map(|(_, term)| &index.terms[*term as usize])
            .map(|term| plain(&term.title, self.term_address(index, term).map(|a| self.url(&a))))
            .collect()
    }

    /// Subjects of an article as views.
    pub fn subjects(&self, taxonomy: &str, subjects: &[Subject]) -> Vec<TermLink> {
        let view = |subject: &Subject| {
            let link = self.term(taxonomy, &subject.name);
            let title = link.as_ref().map_or_else(|| (*subject.name).to_owned(), |l| l.title.clone());
            let same_as = subject.same_as.as_deref().unwrap_or_default().to_owned();
            TermLink { title, url: link.map(|l| l.url), same_as }
        };
        subjects.iter().map(view).collect()
    }

    /// A credit with the name from the author's own file, when there is one.
    pub fn credit(&self, credit: &Credit) -> CreditView {
        let index = self.archive.taxonomy("authors");
        let term = index.and_then(|i| i.find(&credit.name).map(|t| (i, t)));
        let notes = term.and_then(|(_, t)| t.notes.as_deref());
        let own = |given: &Option<Name>, noted: Option<&String>| {
            given.as_deref().map(str::to_owned).or_else(|| noted.cloned()).unwrap_or_default()
        };
        let page = term.and_then(|(i, t)| self.term_address(i, t)).map(|a| self.url(&a));
        CreditView {
            name: term.map_or_else(|| (*credit.name).to_owned(), |(_, t)| t.title.clone()),
            url: page.or_else(|| credit.url.as_deref().map(str::to_owned)),
            role: own(&credit.role, notes.map(|n| &n.role)),
            handle: own(&credit.handle, notes.map(|n| &n.handle)),
            email: own(&credit.email, notes.map(|n| &n.email)),
            same_as: self.same_as(credit, notes),
        }
    }

    /// Addresses that identify a person: of the credit, of their own file.
    fn same_as(&self, credit: &Credit, notes: Option<&TermNotes>) -> Vec<String> {
        let own = credit.same_as.iter().map(|a| (**a).to_owned());
        let mut all: Vec<String> =
            own.chain(notes.into_iter().flat_map(|n| n.same_as.iter().cloned())).collect();
        let mut seen = std::collections::HashSet::new();
        all.retain(|a| seen.insert(a.clone()));
        all
    }

    /// A picture named in the content file `from` that stands at `at`.
    pub fn picture(&self, picture: &Picture, from: &str, at: &str) -> ImageView {
        let url = picture.src.as_deref().map(|src| match self.links.resolve(src, from, at) {
            Target::Here(url) => url,
            Target::Elsewhere | Target::Broken => src.to_owned(),
        });
        ImageView {
            permalink: url.as_deref().map(|u| self.absolute(u)),
            url,
            alt: (*picture.alt).to_owned(),
            caption_html: markdown::inline(&picture.caption),
            credit: (*picture.credit).to_owned(),
            license: (*picture.license).to_owned(),
            width: None,
            height: None,
        }
    }

    /// An article as lists show it.
    pub fn card(&self, entry: u32) -> Card {
        let entry = &self.archive.entries[entry as usize];
        let article = &entry.article;
        let lang = self.lang(entry);
        // A list does without a picture that is not there; its article still names it.
        let is_there =
            |src: &str| !matches!(self.links.resolve(src, &article.path, &entry.address), Target::Broken);
        let image = article.image.as_ref().filter(|i| i.src.as_deref().is_some_and(is_there));
        Card {
            title: short_title(entry).to_owned(),
            url: self.url(&entry.address),
            kicker: text(&article.kicker),
            standfirst_html: article.standfirst.as_deref().map(markdown::inline).unwrap_or_default(),
            summary: article.summary().to_owned(),
            date: self.date(&article.date, article.date_text.as_deref(), lang),
            section: article.section.as_deref().and_then(|s| self.section(s)),
            authors: article.authors.iter().map(|a| self.credit(a)).collect(),
            image: image.map(|i| self.picture(i, &article.path, &entry.address)),
            lang: lang.to_owned(),
            dir: self.dir(entry),
            genre: article.rare.as_ref().and_then(|r| r.genre).map_or("", genre).to_owned(),
        }
    }

    /// A section as a link; one without a page is a name with an empty address.
    pub fn section(&self, name: &str) -> Option<Link> {
        Some(
            self.term("sections", name)
                .unwrap_or_else(|| Link { title: name.to_owned(), url: String::new() }),
        )
        .filter(|l| !l.url.is_empty())
    }

    /// Address of the calendar as a URL; none when it is off.
    pub fn calendar_url(&self) -> Option<String> {
        self.config.calendar.then(|| self.url(CALENDAR))
    }

    /// Title of a taxonomy's index.
    pub fn taxonomy_title(&self, taxonomy: &TaxonomyIndex, lang: &str) -> String {
        let noted = taxonomy.notes.as_ref().map(|n| n.title.clone()).filter(|t| !t.is_empty());
        let given = noted.or_else(|| taxonomy.taxonomy.title.clone());
        given.unwrap_or_else(|| self.word(&taxonomy.taxonomy.name, lang))
    }

    /// Address of a taxonomy's index.
    pub fn taxonomy_url(&self, taxonomy: &TaxonomyIndex) -> String {
        self.url(&index_address(&taxonomy.taxonomy.path))
    }
}

/// Whether a term has a page: articles to list, or a file of its own.
pub fn has_page(term: &Term) -> bool {
    !term.articles.is_empty() || term.notes.is_some()
}

/// Whether a taxonomy has an index page.
pub fn has_index(taxonomy: &TaxonomyIndex) -> bool {
    !taxonomy.taxonomy.path.is_empty() && taxonomy.terms.iter().any(has_page)
}

/// Headline for lists.
pub fn short_title(entry: &Entry) -> &str {
    entry.article.short_title.as_deref().unwrap_or(&entry.article.title)
}

/// Text of an optional field.
pub fn text(field: &Option<impl Deref<Target = str>>) -> String {
    field.as_deref().unwrap_or_default().to_owned()
}

/// Name of a genre.
pub fn genre(genre: Genre) -> &'static str {
    match genre {
        Genre::Report => "report",
        Genre::Opinion => "opinion",
        Genre::Analysis => "analysis",
        Genre::Review => "review",
        Genre::Editorial => "editorial",
        Genre::Letter => "letter",
        Genre::Obituary => "obituary",
        Genre::PressRelease => "press-release",
    }
}
