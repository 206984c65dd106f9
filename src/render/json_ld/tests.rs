use super::samples::*;
use super::*;
use crate::plan::view::{ArticleView, PrintView};
use proptest::prelude::*;
use serde_json::json;

fn read(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

fn with_site<T>(f: impl FnOnce(Site) -> T) -> T {
    f(Site { view: &site(), publisher: &publisher() })
}

#[test]
fn an_article_says_all_that_is_known() {
    let data = read(&with_site(|site| article(site, &page(), &full_article())));
    let name = |name: &str| json!([{ "@type": "Person", "name": name }]);
    for (property, expected) in [
        ("@context", json!("https://schema.org")),
        ("@type", json!("ReportageNewsArticle")),
        ("headline", json!("Ferry")),
        ("alternativeHeadline", json!("Night ferry")),
        ("description", json!("The council voted.")),
        ("datePublished", json!("2015-09-24T14:32:00+01:00")),
        ("dateModified", json!("2015-09-25")),
        ("expires", json!("2016-01-01")),
        (
            "author",
            json!([{
                "@type": "Person", "name": "Ines Falk", "jobTitle": "Shipping correspondent", "alternateName": "@ines",
                "url": "https://courier.example/archive/authors/ines-falk/", "sameAs": ["https://orcid.org/0"],
            }]),
        ),
        ("editor", name("E. Dit")),
        ("translator", name("T. Rede")),
        ("contributor", name("P. Hoto")),
        (
            "image",
            json!({
                "@type": "ImageObject", "url": "https://courier.example/archive/f.jpg", "caption": "The Ada & crew",
                "creditText": "P. Hoto", "license": { "@type": "CreativeWork", "name": "CC BY" }, "width": 800, "height": 600,
            }),
        ),
        ("dateline", json!("Quayside")),
        ("printEdition", json!("late")),
        ("printPage", json!("1")),
        ("printColumn", json!("1-4")),
        ("printSection", json!("Harbour")),
        (
            "isPartOf",
            json!([
                { "@type": "PublicationIssue", "issueNumber": "12", "isPartOf": {
                    "@type": "PublicationVolume", "volumeNumber": "3", "isPartOf": { "@type": "Newspaper", "name": "Courier" } } },
                { "@type": "CreativeWorkSeries", "name": "The last ferries",
                  "url": "https://courier.example/archive/series/last-ferries/" },
            ]),
        ),
        (
            "publisher",
            json!({
                "@type": "NewsMediaOrganization", "name": "Harbour Press", "url": "https://courier.example/archive/",
                "logo": { "@type": "ImageObject", "url": "https://courier.example/archive/logo.png" },
                "foundingDate": "1887", "sameAs": ["https://www.wikidata.org/wiki/Q1"],
            }),
        ),
        (
            "correction",
            json!([{
                "@type": "CorrectionComment", "name": "correction", "text": "Nine, not seven.", "datePublished": "2015-09-26",
            }]),
        ),
        (
            "about",
            json!([
                { "@type": "Person", "name": "Ada Ferry", "sameAs": "https://www.wikidata.org/wiki/Q2" },
                { "@type": "Organization", "name": "Port Board" },
                { "@type": "Place", "name": "Quay" },
                { "@type": "Event", "name": "Regatta" },
            ]),
        ),
        ("articleSection", json!("Harbour")),
        (
            "keywords",
            json!(["Ferries", { "@type": "DefinedTerm", "name": "Coal", "sameAs": "https://www.wikidata.org/wiki/Q24489" }]),
        ),
        ("inLanguage", json!("en")),
        ("wordCount", json!(412)),
        ("sameAs", json!("https://original.example/f")),
        ("isBasedOn", json!("https://source.example/f")),
        ("archivedAt", json!("https://web.archive.example/f")),
        ("copyrightHolder", json!({ "@type": "Person", "name": "Ines Falk" })),
        ("copyrightYear", json!(2015)),
        ("copyrightNotice", json!("© 2015")),
        ("license", json!("https://creativecommons.org/licenses/by/4.0/")),
        ("identifier", json!("ferry.md")),
        ("url", json!("https://courier.example/archive/ferry/")),
        ("creativeWorkStatus", json!("Published")),
        (
            "translationOfWork",
            json!({
                "@type": "NewsArticle", "headline": "Ferry in fr", "inLanguage": "fr", "url": "https://courier.example/archive/fr/",
            }),
        ),
    ] {
        assert_eq!(data[property], expected, "{property}");
    }
    assert_eq!(data.get("workTranslation"), None);
    let crumbs = &data["mainEntityOfPage"]["breadcrumb"]["itemListElement"];
    assert_eq!(data["mainEntityOfPage"]["@id"], "https://courier.example/archive/ferry/");
    assert_eq!(
        crumbs[1],
        json!({
            "@type": "ListItem", "position": 2, "name": "Harbour", "item": "https://courier.example/archive/sections/harbour/",
        })
    );
    assert_eq!(crumbs.as_array().unwrap().len(), 3);
}

#[test]
fn what_is_not_known_is_not_said() {
    let bare = PageView { description: String::new(), translations: Vec::new(), ..page() };
    let data = read(&with_site(|site| article(site, &bare, &plain_article())));
    let mut keys: Vec<_> = data.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            "@context",
            "@type",
            "creativeWorkStatus",
            "headline",
            "identifier",
            "inLanguage",
            "mainEntityOfPage",
            "publisher",
            "url",
        ]
    );
}

#[test]
fn the_genre_picks_the_type() {
    for (genre, kind) in [
        ("", "NewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("editorial", "OpinionNewsArticle"),
        ("letter", "OpinionNewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("review", "ReviewNewsArticle"),
        ("obituary", "NewsArticle"),
        ("press-release", "NewsArticle"),
    ] {
        let view = ArticleView { genre: genre.to_owned(), ..plain_article() };
        assert_eq!(read(&with_site(|site| article(site, &page(), &view)))["@type"], kind);
    }
}

#[test]
fn an_original_names_its_translations_and_a_retraction_shows() {
    let mut view = ArticleView { translators: Vec::new(), ..full_article() };
    view.corrections[0].kind = "retraction";
    let data = read(&with_site(|site| article(site, &page(), &view)));
    assert_eq!(data["workTranslation"][0]["inLanguage"], "fr");
    assert_eq!(data["creativeWorkStatus"], "Retracted");
}

#[test]
fn print_says_what_is_known_of_it() {
    let print =
        PrintView { issue: "12".to_owned(), publication: "Courier".to_owned(), ..PrintView::default() };
    let view = ArticleView { print: Some(print), ..plain_article() };
    let data = read(&with_site(|site| article(site, &page(), &view)));
    assert_eq!(data["isPartOf"][0]["isPartOf"], json!({ "@type": "Newspaper", "name": "Courier" }));
}

#[test]
fn other_pages_say_what_they_are() {
    let trail = [Link { title: "Tags".to_owned(), url: "/archive/tags/".to_owned() }];
    let home = read(&with_site(|site| website(site, &page())));
    assert_eq!(
        (&home["@type"], &home["publisher"]["@type"]),
        (&json!("WebSite"), &json!("NewsMediaOrganization"))
    );
    let list = read(&with_site(|site| collection(site, &page(), &trail)));
    assert_eq!(
        (&list["@type"], &list["breadcrumb"]["@type"]),
        (&json!("CollectionPage"), &json!("BreadcrumbList"))
    );
    assert_eq!(list["breadcrumb"]["itemListElement"][1]["item"], "https://courier.example/archive/tags/");
    assert_eq!(read(&with_site(|site| standing(site, &page(), &[])))["@type"], "WebPage");
}

#[test]
fn an_authors_page_is_about_a_person() {
    let data = read(&with_site(|site| profile(site, &page(), &author_list(), &[])));
    assert_eq!(data["@type"], "ProfilePage");
    assert_eq!(
        data["mainEntity"],
        json!({
            "@type": "Person", "name": "Ines Falk", "jobTitle": "Shipping correspondent", "alternateName": "@ines", "description": "A page",
            "url": "https://courier.example/archive/authors/ines-falk/",
            "sameAs": ["https://people.example/Q7", "https://ines.example/"],
        })
    );
}

proptest! {
    #[test]
    fn no_text_ends_the_script(text in "(\\PC|<|>|&|/|script|!--|\u{2028}|\u{2029}|\"|\\\\|\n|\0){0,30}") {
        let mut view = full_article();
        view.title = text.clone();
        view.corrections[0].text_html = text.clone();
        view.authors[0].url = Some(text.clone());
        view.print = Some(PrintView { issue: text.clone(), ..PrintView::default() });
        let page = PageView { title: text.clone(), permalink: text.clone(), ..page() };
        let json = with_site(|site| article(site, &page, &view));
        let unsafe_characters = ['<', '>', '&', '\u{2028}', '\u{2029}', '\n', '\0'];
        prop_assert!(!json.contains(unsafe_characters), "{}", json);
        let data = read(&json);
        if !text.is_empty() {
            prop_assert_eq!(data["headline"].as_str(), Some(text.as_str()));
        }
    }
}
