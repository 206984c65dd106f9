//! Views of articles, tombstones and standing pages.

use super::Page;
use super::cite::{Citation, cite};
use super::desk::{Desk, genre, short_title, text};
use super::head::NOINDEX;
use super::view::*;
use crate::archive::Entry;
use crate::archive::address::id_of;
use crate::archive::presence::Presence;
use crate::article::date::PressDate;
use crate::article::{CorrectionKind, Rare, Status, WithdrawalKind, markdown};
use crate::language;
use std::sync::LazyLock;

static NOTHING_RARE: LazyLock<Rare> = LazyLock::new(Rare::default);

impl Desk<'_> {
    /// An article's page. `content` is its body as HTML.
    pub fn article(&self, page: &Page, at: u32, content: String) -> PageView {
        let entry = &self.archive.entries[at as usize];
        let article = &entry.article;
        let rare = article.rare.as_deref().unwrap_or(&NOTHING_RARE);
        let view = self.article_view(entry, at, rare, content);
        let mut head = self.head(page, "article", (*article.title).to_owned());
        head.description = article.summary().to_owned();
        head.lang = self.lang(entry).to_owned();
        head.dir = self.dir(entry);
        if let Some(canonical) = &rare.canonical {
            head.canonical = (**canonical).to_owned();
        }
        if rare.noindex || entry.presence == Presence::Hidden || article.status == Status::Draft {
            head.robots = NOINDEX;
        }
        head.translations = self.translations(entry, at);
        head.image = view.image.clone().filter(|i| i.url.is_some());
        head.og_type = "article";
        head.active_url = view.section.as_ref().map(|s| s.url.clone());
        head.article = Some(view);
        head
    }

    fn article_view(&self, entry: &Entry, at: u32, rare: &Rare, content: String) -> ArticleView {
        let article = &entry.article;
        let lang = self.lang(entry);
        let credits =
            |list: &[crate::article::Credit]| list.iter().map(|c| self.credit(c)).collect::<Vec<_>>();
        let authors = credits(&article.authors);
        let date = self.date(&article.date, article.date_text.as_deref(), lang);
        let (older, newer) = self.neighbours(entry);
        ArticleView {
            title: (*article.title).to_owned(),
            short_title: short_title(entry).to_owned(),
            kicker: text(&article.kicker),
            standfirst_html: article.standfirst.as_deref().map(markdown::inline).unwrap_or_default(),
            summary: article.summary().to_owned(),
            cite: self.cite(entry, &authors),
            date,
            updated: article.updated.as_deref().map(|d| self.date(d, None, lang)),
            added: article.added.as_deref().map(|d| self.date(d, None, lang)),
            expired: article.expires.as_deref().filter(|_| entry.expired).map(|d| self.date(d, None, lang)),
            authors,
            translators: credits(&rare.translators),
            editors: credits(&rare.editors),
            photographers: credits(&rare.photographers),
            section: article.section.as_deref().and_then(|s| self.section(s)),
            tags: self.tags(entry),
            people: self.subjects("people", &rare.people),
            organisations: self.subjects("organisations", &rare.organisations),
            places: self.subjects("places", &rare.places),
            events: self.subjects("events", &rare.events),
            series: rare.series.as_deref().map(|s| self.series(s, at)),
            dateline: text(&rare.dateline),
            print: print_view(rare),
            image: article.image.as_ref().map(|i| self.picture(i, &article.path, &entry.address)),
            id: id_of(article),
            canonical: text(&rare.canonical),
            source_url: text(&rare.source_url),
            archived_url: text(&rare.archived_url),
            status: match article.status {
                Status::Draft => "draft",
                Status::Hidden => "hidden",
                Status::Published | Status::Withdrawn => "published",
            },
            corrections: self.corrections_of(entry),
            rights: rare.rights.as_ref().map(|r| RightsView {
                holder: text(&r.holder),
                notice: text(&r.notice),
                license: text(&r.license),
                year: text(&r.year),
            }),
            genre: rare.genre.map_or("", genre).to_owned(),
            content,
            words: article.body.words,
            older,
            newer,
            extra: serde_json::Value::Object(rare.extra.clone()),
        }
    }

    fn cite(&self, entry: &Entry, authors: &[CreditView]) -> String {
        let article = &entry.article;
        let names: Vec<&str> = authors.iter().map(|a| a.name.as_str()).collect();
        let day = PressDate { time: None, ..article.date };
        let print = article.rare.as_ref().and_then(|r| r.publication.as_deref());
        let lang = self.lang(entry);
        cite(&Citation {
            authors: &names,
            and: &self.word("and", lang),
            title: &article.title,
            newspaper: print.unwrap_or(&self.config.title),
            date: &if day.is_unknown() {
                String::new()
            } else {
                self.date(&day, article.date_text.as_deref(), lang).text
            },
            permalink: &self.permalink(&entry.address),
        })
    }

    /// The articles before and after one in time.
    fn neighbours(&self, entry: &Entry) -> (Option<Link>, Option<Link>) {
        let Some(rank) = entry.rank.map(|r| r as usize) else { return (None, None) };
        let listed = &self.archive.listed;
        let older = rank.checked_sub(1).and_then(|r| listed.get(r)).map(|&e| self.link_to(e));
        (older, listed.get(rank + 1).map(|&e| self.link_to(e)))
    }

    /// The corrections of an article, oldest first.
    pub fn corrections_of(&self, entry: &Entry) -> Vec<CorrectionView> {
        let lang = self.lang(entry);
        let rare = entry.article.rare.as_deref().unwrap_or(&NOTHING_RARE);
        let view = |c: &crate::article::Correction| CorrectionView {
            date: c.date.map(|d| self.date(&d, None, lang)),
            kind: match c.kind {
                CorrectionKind::Correction => "correction",
                CorrectionKind::Clarification => "clarification",
                CorrectionKind::Update => "update",
                CorrectionKind::EditorsNote => "editors-note",
                CorrectionKind::Retraction => "retraction",
            },
            text_html: markdown::inline(&c.text),
        };
        rare.corrections.iter().map(view).collect()
    }

    fn series(&self, name: &str, at: u32) -> SeriesView {
        let index = self.archive.taxonomy("series");
        let term = index.and_then(|i| i.find(name));
        let parts = term.map_or(&[][..], |t| &t.articles);
        let own = parts.binary_search(&at).ok();
        let link = |n: Option<usize>| n.and_then(|n| parts.get(n)).map(|&e| self.link_to(e));
        SeriesView {
            title: term.map_or(name, |t| &t.title).to_owned(),
            url: self.term("series", name).map(|l| l.url),
            part: own.map_or(1, |n| n as u32 + 1),
            previous: link(own.and_then(|n| n.checked_sub(1))),
            next: link(own.map(|n| n + 1)),
        }
    }

    fn translations(&self, entry: &Entry, at: u32) -> Vec<Translation> {
        let key = entry.article.rare.as_ref().and_then(|r| r.translation_key.as_ref());
        let all = key.and_then(|k| self.archive.translations.get(k)).filter(|all| all.len() > 1);
        let view = |&other: &u32| {
            let entry = &self.archive.entries[other as usize];
            let lang = self.lang(entry);
            Translation {
                lang: lang.to_owned(),
                name: language::name_in_itself(lang).unwrap_or(lang).to_owned(),
                title: (*entry.article.title).to_owned(),
                url: self.url(&entry.address),
                permalink: self.permalink(&entry.address),
                current: other == at,
            }
        };
        all.map_or(Vec::new(), |all| all.iter().map(view).collect())
    }

    /// A withdrawn article. A headline can itself be what must not be said, so it is kept only where the reason
    /// is an error or a licence.
    pub fn tombstone(&self, page: &Page, at: u32) -> PageView {
        let entry = &self.archive.entries[at as usize];
        let lang = self.lang(entry);
        let rare = entry.article.rare.as_deref().unwrap_or(&NOTHING_RARE);
        let withdrawal = rare.withdrawal.as_ref();
        let kind = withdrawal.and_then(|w| w.kind);
        let open = matches!(kind, Some(WithdrawalKind::Error | WithdrawalKind::Licence));
        let title = if open { (*entry.article.title).to_owned() } else { String::new() };
        let mut head = self.head(page, "tombstone", self.word("withdrawn", lang));
        head.robots = NOINDEX;
        head.lang = lang.to_owned();
        head.dir = self.dir(entry);
        head.tombstone = Some(TombstoneView {
            title,
            date: self.date(&entry.article.date, entry.article.date_text.as_deref(), lang),
            withdrawn: withdrawal.and_then(|w| w.date).map(|d| self.date(&d, None, lang)),
            reason_html: withdrawal
                .and_then(|w| w.reason.as_deref())
                .map(markdown::inline)
                .unwrap_or_default(),
            kind: match kind {
                Some(WithdrawalKind::Legal) => "legal",
                Some(WithdrawalKind::Privacy) => "privacy",
                Some(WithdrawalKind::Licence) => "licence",
                Some(WithdrawalKind::Error) => "error",
                None => "",
            },
        });
        head
    }

    /// A standing page. `content` is its body as HTML.
    pub fn standing(&self, page: &Page, at: u32, content: String) -> PageView {
        let entry = &self.archive.standing[at as usize];
        let standing = &entry.standing;
        let mut head = self.head(page, "page", standing.title.clone());
        head.description.clone_from(&standing.summary);
        if let Some(lang) = &standing.lang {
            head.lang.clone_from(lang);
            head.dir = language::direction(lang);
        }
        if standing.noindex {
            head.robots = NOINDEX;
        }
        head.image = standing.image.as_ref().map(|i| self.picture(i, &standing.path, &entry.address));
        head.active_url = Some(head.url.clone());
        head.standing = Some(StandingView {
            title: standing.title.clone(),
            standfirst_html: markdown::inline(&standing.standfirst),
            content,
            extra: serde_json::Value::Object(standing.extra.clone()),
        });
        head
    }
}

fn print_view(rare: &Rare) -> Option<PrintView> {
    let print = PrintView {
        publication: text(&rare.publication),
        edition: text(&rare.edition),
        volume: text(&rare.volume),
        issue: text(&rare.issue),
        page: text(&rare.page),
        column: text(&rare.column),
    };
    let fields =
        [&print.publication, &print.edition, &print.volume, &print.issue, &print.page, &print.column];
    fields.iter().any(|f| !f.is_empty()).then_some(print)
}
