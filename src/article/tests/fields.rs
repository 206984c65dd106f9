//! Fields as people write them.

use super::{article, parsed, reading, shown};
use crate::article::date::PressDate;
use crate::article::fields::table;
use crate::article::names::Name;
use crate::article::{Article, CorrectionKind, Credit, Direction, Genre, Rights, Status, WithdrawalKind};
use serde_json::json;

fn names(credits: &[Credit]) -> Vec<&str> {
    credits.iter().map(|credit| &*credit.name).collect()
}

fn texts(texts: &[Name]) -> Vec<&str> {
    texts.iter().map(|text| &**text).collect()
}

fn at(path: &str, text: &str) -> Article {
    parsed(path, text).value.unwrap()
}

#[test]
fn every_example_of_the_manual_is_faultless() {
    for group in table::ARTICLE {
        article(group.example);
    }
}

#[test]
fn an_article_needs_nothing_but_a_body() {
    let bare = at("news/2015-09-24-council-votes.md", "Words of the day.\n");
    assert_eq!(
        (&*bare.title, bare.date.iso(), bare.section.as_deref()),
        ("Council votes", "2015-09-24".into(), Some("News"))
    );
    assert_eq!((bare.summary(), bare.body.start, bare.body.words), ("Words of the day.", 0, 4));
    assert_eq!(&*at("2015/07/01/the-quay/index.md", "Words.").title, "The quay");
    assert_eq!(at("2015/07/01/the-quay/index.md", "Words.").date.iso(), "2015-07-01");
    assert_eq!(&*at("2015-07-01.md", "Words.").title, "2015-07-01");
}

#[test]
fn the_heading_a_body_opens_with_is_its_title() {
    let text = "---\ndate: 2015\n---\n\n# The *quay* &amp; us\n\nWords [here](/a/).\n";
    let read = at("x.md", text);
    assert_eq!(&*read.title, "The quay & us");
    assert_eq!(text[read.body.start as usize..].trim(), "Words [here](/a/).");
    let link = &read.body.links[0];
    let body = &text[read.body.start as usize..];
    assert!(body[link.span.start as usize..link.span.end as usize].contains("/a/"));
    let titled = "---\ntitle: A\n---\n# B\n";
    assert!(titled[at("x.md", titled).body.start as usize..].starts_with("# B"));
}

#[test]
fn scalars_keep_what_was_written() {
    assert_eq!(&*article("title: 1984").title, "1984");
    assert_eq!(&*article("title: 2015-09-24").title, "2015-09-24");
    assert_eq!(&*article("title: Yes").title, "Yes");
    assert_eq!(&*article("title: 1.10").title, "1.10");
    assert_eq!(&*article("title: CDC&#8217;s\n  folded").title, "CDC’s folded");
    assert_eq!(article("slug: 007").slug.as_deref(), Some("007"));
}

#[test]
fn the_first_name_counts_and_the_rest_is_kept() {
    let read = article("description: D\nexcerpt: E\nheadline: H\nShort-Title: S");
    assert_eq!((&*read.title, read.short_title.as_deref(), read.summary()), ("H", Some("S"), "D"));
    assert_eq!(read.rare.unwrap().extra, *json!({"excerpt": "E"}).as_object().unwrap());
    assert_eq!(&*article("title:\nheadline: H").title, "H");
}

#[test]
fn summaries() {
    assert_eq!(article("summary: <p>A *b* [c](/d)</p>\nstandfirst: S").summary(), "A b c");
    assert_eq!(article("standfirst: S *t*").summary(), "S t");
    assert_eq!(article("standfirst: S t").summary, None);
    assert_eq!(article("standfirst: S t").summary(), "S t");
    assert_eq!(article("standfirst: S *t*").standfirst.as_deref(), Some("S *t*"));
    assert_eq!(at("x.md", "---\nstandfirst: S\n---\nOne.\n\n<!--more-->\n\nTwo.\n").summary(), "One.");
    let long = at("x.md", &"word ".repeat(100));
    let long = long.summary();
    assert!(long.ends_with("word…") && long.chars().count() <= 201);
}

#[test]
fn dates() {
    let iso = |front: &str| article(front).date.iso();
    assert_eq!(iso("date: 1937"), "1937");
    assert_eq!(iso("publishDate: 2015-09-24 14:32"), "2015-09-24T14:32:00+01:00");
    assert_eq!(iso("created: 1443101520"), "2015-09-24T14:32:00+01:00");
    assert_eq!(iso("published: 2015-09-24"), "2015-09-24");
    assert_eq!(iso("date: 2014\npublished: 2015"), "2014");
    assert!(article("date: 1937~").date.circa);
    let unknown = at("2015-09-24-x.md", "---\ndate: unknown\n---\nWords.");
    assert_eq!(unknown.date, PressDate::UNKNOWN);
    let more = article(
        "updated: 2015-09-25\narchived_on: 2024\nexpiryDate: 2016-01-01\nembargoedUntil: 2015-09-24T00:00Z\ndate_display: Michaelmas",
    );
    assert_eq!(more.updated.unwrap().iso(), "2015-09-25");
    assert_eq!(
        (more.added.unwrap().iso(), more.expires.unwrap().iso()),
        ("2024".into(), "2016-01-01".into())
    );
    assert_eq!((more.embargo, more.date_text.as_deref()), (Some(1_443_052_800), Some("Michaelmas")));
}

#[test]
fn authors() {
    let of = |front: &str| article(front).authors;
    assert_eq!(names(&of("authors: Falk, Ines")), ["Falk, Ines"]);
    assert_eq!(names(&of("by: [A, null, B, A]")), ["A", "B"]);
    assert_eq!(names(&of("byline: By Ines Falk")), ["Ines Falk"]);
    assert_eq!(names(&of("author: By Numbers")), ["By Numbers"]);
    assert_eq!(names(&of("taxonomies: {authors: [A]}")), ["A"]);
    let ines = Credit {
        name: "Ines Falk".into(),
        role: Some("Editor".into()),
        handle: Some("@ines".into()),
        url: Some("/ines/".into()),
        email: Some("i@x.example".into()),
        same_as: ["https://a.example".into(), "https://b.example".into()].into(),
    };
    let front = "author:\n  name: Ines Falk\n  job: Editor\n  twitter: '@ines'\n  url: /ines/\n  email: i@x.example\n  sameAs: [https://a.example, https://b.example]\n  shoe_size: 9";
    assert_eq!(*of(front), [ines]);
    let mailed = &of("authors: Ines Falk <i@x.example>")[0];
    assert_eq!((&*mailed.name, mailed.email.as_deref()), ("Ines Falk", Some("i@x.example")));
    let rare = article("translator: T\neditors: [E]\nphotographer: P").rare.unwrap();
    assert_eq!(
        (names(&rare.translators), names(&rare.editors), names(&rare.photographers)),
        (vec!["T"], vec!["E"], vec!["P"])
    );
}

#[test]
fn tags_and_sections() {
    assert_eq!(texts(&article("tags: coal, ships ,coal,").tags), ["coal", "ships"]);
    assert_eq!(
        texts(&article("tags: [coal, 1984, null, true, 'a, b']").tags),
        ["coal", "1984", "true", "a, b"]
    );
    for none in ["tags:", "tags: [null]", "tags: []", "tags: ''"] {
        assert!(article(none).tags.is_empty());
    }
    assert_eq!(texts(&article("keywords: a").tags), ["a"]);
    assert_eq!(texts(&article("taxonomies:\n  tags: [a]").tags), ["a"]);
    let section = |front: &str| at("news/x.md", &format!("---\n{front}\n---\nWords.")).section.unwrap();
    assert_eq!(&*section("section: Sport\ncategories: [A, B]"), "Sport");
    assert_eq!(&*section("categories: [A, B]"), "A");
    assert_eq!(&*section("category: A B"), "A B");
    assert_eq!(&*section("title: x"), "News");
    assert_eq!(
        article("categories: [A, B]").rare.unwrap().extra,
        *json!({"categories": ["A", "B"]}).as_object().unwrap()
    );
}

#[test]
fn subjects_and_further_taxonomies() {
    let rare = article("people:\n  - Falk, Ines\n  - {name: Ada, wikidata: Q7259}\nplaces: Skerrow\norganizations: [{name: Port, url: https://p.example}]\nships: Agnes, Ada\npublication: The Mercury").rare.unwrap();
    assert_eq!((&*rare.people[0].name, &rare.people[0].same_as), ("Falk, Ines", &None));
    assert_eq!(rare.people[1].same_as.as_deref(), Some("https://www.wikidata.org/wiki/Q7259"));
    assert_eq!(
        (&*rare.places[0].name, rare.organisations[0].same_as.as_deref()),
        ("Skerrow", Some("https://p.example"))
    );
    let terms: Vec<(&str, Vec<&str>)> =
        rare.other_terms.iter().map(|(name, values)| (&**name, texts(values))).collect();
    assert_eq!(terms, [("ships", vec!["Agnes", "Ada"]), ("publication", vec!["The Mercury"])]);
    assert_eq!(rare.publication.as_deref(), Some("The Mercury"));
}

#[test]
fn pictures() {
    let image = |front: &str| {
        article(front)
            .image
            .map(|p| (p.src.unwrap_or_default().into_string(), p.alt.into_string(), p.caption.into_string()))
    };
    let text = |a: &str, b: &str, c: &str| Some((a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(image("cover: quay.jpg"), text("quay.jpg", "", ""));
    assert_eq!(
        image("image: quay.jpg\nimage_alt: A quay\nimage_caption: The *quay*"),
        text("quay.jpg", "A quay", "The *quay*")
    );
    assert_eq!(image("image: {path: quay.jpg, alt: A quay}"), text("quay.jpg", "A quay", ""));
    assert_eq!(image("image: {caption: Lost}"), text("", "", "Lost"));
    assert_eq!(image("image: [a.jpg, b.jpg]"), text("a.jpg", "", ""));
    for none in ["image: false", "image:", "image: ''", "image: {alt: x}", "image: []"] {
        assert_eq!(image(none), None, "{none}");
    }
    let place = article("image:\n  src: quay.jpg").image.unwrap().place;
    assert_eq!((place.path.as_str(), place.spot.unwrap().line), ("content/quay.md", 3));
}

#[test]
fn states() {
    let status = |front: &str| article(front).status;
    assert_eq!(status("title: x"), Status::Published);
    assert_eq!(status("draft: true\nstatus: published"), Status::Draft);
    assert_eq!(status("draft: yes"), Status::Draft);
    assert_eq!(status("draft: 'true'"), Status::Draft);
    assert_eq!(status("draft: false"), Status::Published);
    assert_eq!(status("published: false"), Status::Draft);
    assert_eq!(status("published: true"), Status::Published);
    assert_eq!(status("status: Publish"), Status::Published);
    assert_eq!(status("status: private"), Status::Draft);
    assert_eq!(status("status: hidden"), Status::Hidden);
    assert_eq!(status("status: withdrawn"), Status::Withdrawn);
    assert_eq!(status("withdrawn: true"), Status::Withdrawn);
    assert_eq!(status("withdrawal: false"), Status::Published);
}

#[test]
fn withdrawals_and_corrections() {
    let withdrawn = article("withdrawal: {date: 2016-01-02, reason: A *court*, kind: Legal}");
    let withdrawal = withdrawn.rare.unwrap().withdrawal.unwrap();
    assert_eq!((withdrawn.status, withdrawal.kind), (Status::Withdrawn, Some(WithdrawalKind::Legal)));
    assert_eq!(
        (withdrawal.date.unwrap().iso(), withdrawal.reason.as_deref()),
        ("2016-01-02".into(), Some("A *court*"))
    );
    let reason = article("withdrawn_reason: Why").rare.unwrap().withdrawal.unwrap().reason;
    assert_eq!(reason.as_deref(), Some("Why"));
    let kinds = |front: &str| {
        let corrections = article(front).rare.unwrap().corrections;
        corrections.into_iter().map(|c| (c.kind, c.text.into_string())).collect::<Vec<_>>()
    };
    let one = |kind, text: &str| vec![(kind, text.to_owned())];
    assert_eq!(kinds("correction: It was *not*."), one(CorrectionKind::Correction, "It was *not*."));
    assert_eq!(kinds("corrections: {kind: editors note, text: T}"), one(CorrectionKind::EditorsNote, "T"));
    let ordered = kinds(
        "corrections:\n  - undated\n  - {date: 2016, text: late}\n  - {date: 2015, text: early, kind: update}",
    );
    assert_eq!(
        ordered.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(),
        ["early", "late", "undated"]
    );
}

#[test]
fn addresses() {
    let read = article(
        "aliases: [/a/, '', 12]\npermalink: /x/\nguid: 77\ncanonical_url: https://c.example\nlink: https://l.example\nredirectto: /y/",
    );
    assert_eq!(read.permalink.as_deref(), Some("/x/"));
    let aliases: Vec<(&str, u32)> =
        read.aliases.iter().map(|a| (&*a.address, a.place.spot.as_ref().unwrap().column)).collect();
    assert_eq!(aliases, [("/a/", 11), ("12", 20)]);
    let rare = read.rare.unwrap();
    assert_eq!((rare.id.as_deref(), rare.canonical.as_deref()), (Some("77"), Some("https://c.example")));
    assert_eq!(
        (rare.source_url.as_deref(), rare.redirect_to.as_deref()),
        (Some("https://l.example"), Some("/y/"))
    );
    let source = article("source: https://s.example/1").rare.unwrap();
    assert_eq!((source.source_url.as_deref(), source.publication), (Some("https://s.example/1"), None));
}

#[test]
fn rights_language_genre_and_theme() {
    let rights = |front: &str| article(front).rare.unwrap().rights.unwrap();
    let notice = Rights { notice: Some("© 1937 The Mercury".into()), ..Rights::default() };
    assert_eq!(*rights("copyright: © 1937 The Mercury"), notice);
    assert_eq!(rights("rights: © 1937 The Mercury\nlicense: CC0").license.as_deref(), Some("CC0"));
    assert_eq!(rights("rights: {holder: H, year: 1937}\ncredit: X").holder.as_deref(), Some("H"));
    assert_eq!(article("locale: pt_br").lang.as_deref(), Some("pt-BR"));
    let rare = article("dir: RTL\ngenre: Press release\nlayout: longread.html\nweather: rain\nextra: {colour: red}\ntranslationKey: k").rare.unwrap();
    assert_eq!(
        (rare.dir, rare.genre, rare.template.as_deref()),
        (Some(Direction::Rtl), Some(Genre::PressRelease), Some("longread"))
    );
    assert_eq!(rare.extra, *json!({"weather": "rain", "colour": "red"}).as_object().unwrap());
    assert!(article("layout: post").rare.is_none());
    assert!(article("noindex: true").rare.unwrap().noindex);
}

#[test]
fn tags_of_other_generators_are_counted() {
    let parsed = parsed("x.md", "---\ntitle: A\n---\n{{< img a >}}\n\n{{< img b >}}\n\n{% include c %}\n");
    let tags: Vec<(&str, u32, u32)> = parsed
        .foreign_tags
        .iter()
        .map(|t| (&*t.kind, t.count, t.place.spot.as_ref().unwrap().line))
        .collect();
    assert_eq!(tags, [("{{< img >}}", 2, 4), ("{% include %}", 1, 8)]);
    assert_eq!(shown(&parsed.diagnostics), Vec::<String>::new());
}

#[test]
fn an_article_stays_small() {
    assert!(std::mem::size_of::<Article>() < 360);
    assert_eq!(reading().folder.as_ref(), "content");
}
