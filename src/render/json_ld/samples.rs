//! Views to test with.

use crate::config::Publisher;
use crate::plan::view::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The site every sample page belongs to.
pub fn site() -> SiteView {
    SiteView {
        title: "The Harbour Courier".to_owned(),
        description: "News of the port".to_owned(),
        url: "/archive/".to_owned(),
        base_url: "https://courier.example/archive/".to_owned(),
        language: "en".to_owned(),
        dir: "ltr",
        founded: None,
        navigation: Vec::new(),
        footer: Vec::new(),
        calendar_url: None,
        sections_url: None,
        feed_url: None,
        publisher: "Harbour Press".to_owned(),
        words: Arc::new(BTreeMap::new()),
        words_lang: "en".to_owned(),
        options: json!({}),
    }
}

/// Its publisher.
pub fn publisher() -> Publisher {
    Publisher {
        logo: Some("/archive/logo.png".to_owned()),
        founded: Some("1887".to_owned()),
        same_as: vec!["https://www.wikidata.org/wiki/Q1".to_owned()],
        ..Publisher::default()
    }
}

/// A date of which only the form for machines is known.
pub fn date(iso: &str) -> DateView {
    DateView {
        text: String::new(),
        short: String::new(),
        iso: iso.to_owned(),
        year: None,
        month: None,
        day: None,
        circa: false,
    }
}

/// A credit with a name and nothing else.
pub fn credit(name: &str) -> CreditView {
    CreditView {
        name: name.to_owned(),
        url: None,
        role: String::new(),
        handle: String::new(),
        email: String::new(),
        same_as: Vec::new(),
    }
}

/// A term without a page.
pub fn term(title: &str, same_as: &str) -> TermLink {
    TermLink { title: title.to_owned(), url: None, same_as: same_as.to_owned() }
}

/// An article of which hardly anything is known.
pub fn plain_article() -> ArticleView {
    ArticleView {
        title: "Ferry".to_owned(),
        short_title: "Ferry".to_owned(),
        kicker: String::new(),
        standfirst_html: String::new(),
        summary: String::new(),
        date: date(""),
        updated: None,
        added: None,
        expired: None,
        authors: Vec::new(),
        translators: Vec::new(),
        editors: Vec::new(),
        photographers: Vec::new(),
        section: None,
        tags: Vec::new(),
        people: Vec::new(),
        organisations: Vec::new(),
        places: Vec::new(),
        events: Vec::new(),
        series: None,
        dateline: String::new(),
        print: None,
        image: None,
        id: "ferry.md".to_owned(),
        canonical: String::new(),
        source_url: String::new(),
        archived_url: String::new(),
        status: "published",
        corrections: Vec::new(),
        rights: None,
        genre: String::new(),
        content: String::new(),
        words: 0,
        older: None,
        newer: None,
        cite: String::new(),
        extra: json!({}),
    }
}

/// An article of which everything is known.
pub fn full_article() -> ArticleView {
    ArticleView {
        short_title: "Night ferry".to_owned(),
        summary: "The council voted.".to_owned(),
        date: date("2015-09-24T14:32:00+01:00"),
        updated: Some(date("2015-09-25")),
        expired: Some(date("2016-01-01")),
        authors: vec![CreditView {
            url: Some("/archive/authors/ines-falk/".to_owned()),
            role: "Shipping correspondent".to_owned(),
            handle: "@ines".to_owned(),
            same_as: vec!["https://orcid.org/0".to_owned()],
            ..credit("Ines Falk")
        }],
        translators: vec![credit("T. Rede")],
        editors: vec![credit("E. Dit")],
        photographers: vec![credit("P. Hoto")],
        section: Some(Link { title: "Harbour".to_owned(), url: "/archive/sections/harbour/".to_owned() }),
        tags: vec![term("Ferries", ""), term("Coal", "https://www.wikidata.org/wiki/Q24489")],
        people: vec![term("Ada Ferry", "https://www.wikidata.org/wiki/Q2")],
        organisations: vec![term("Port Board", "")],
        places: vec![term("Quay", "")],
        events: vec![term("Regatta", "")],
        series: Some(SeriesView {
            title: "The last ferries".to_owned(),
            url: Some("/archive/series/last-ferries/".to_owned()),
            part: 2,
            previous: None,
            next: None,
        }),
        dateline: "Quayside".to_owned(),
        print: Some(PrintView {
            publication: "Courier".to_owned(),
            edition: "late".to_owned(),
            volume: "3".to_owned(),
            issue: "12".to_owned(),
            page: "1".to_owned(),
            column: "1-4".to_owned(),
        }),
        image: Some(ImageView {
            url: Some("/archive/f.jpg".to_owned()),
            permalink: Some("https://courier.example/archive/f.jpg".to_owned()),
            alt: String::new(),
            caption_html: "The <em>Ada</em> &amp; crew".to_owned(),
            credit: "P. Hoto".to_owned(),
            license: "CC BY".to_owned(),
            width: Some(800),
            height: Some(600),
        }),
        canonical: "https://original.example/f".to_owned(),
        source_url: "https://source.example/f".to_owned(),
        archived_url: "https://web.archive.example/f".to_owned(),
        corrections: vec![CorrectionView {
            date: Some(date("2015-09-26")),
            kind: "correction",
            text_html: "Nine, <b>not</b> seven.".to_owned(),
        }],
        rights: Some(RightsView {
            holder: "Ines Falk".to_owned(),
            notice: "© 2015".to_owned(),
            license: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
            year: "2015".to_owned(),
        }),
        genre: "report".to_owned(),
        words: 412,
        ..plain_article()
    }
}

/// The page of an article in two languages.
pub fn page() -> PageView {
    let translation = |lang: &str, current| Translation {
        lang: lang.to_owned(),
        name: lang.to_owned(),
        title: format!("Ferry in {lang}"),
        url: format!("/archive/{lang}/"),
        permalink: format!("https://courier.example/archive/{lang}/"),
        current,
    };
    PageView {
        title: "Ferry".to_owned(),
        permalink: "https://courier.example/archive/ferry/".to_owned(),
        description: "A page".to_owned(),
        lang: "en".to_owned(),
        translations: vec![translation("en", true), translation("fr", false)],
        ..PageView::default()
    }
}

/// An author's list.
pub fn author_list() -> ListView {
    ListView {
        taxonomy: "authors".to_owned(),
        title: "Ines Falk".to_owned(),
        url: "/archive/authors/ines-falk/".to_owned(),
        description: "Writes on ships.".to_owned(),
        content: String::new(),
        image: None,
        role: "Shipping correspondent".to_owned(),
        handle: "@ines".to_owned(),
        email: String::new(),
        same_as: vec!["https://people.example/Q7".to_owned()],
        links: vec![Link { title: "Elsewhere".to_owned(), url: "https://ines.example/".to_owned() }],
        parent: None,
        children: Vec::new(),
        number: None,
        items: Vec::new(),
        newer: None,
        older: None,
        feed_url: None,
    }
}
