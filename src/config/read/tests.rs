//! Configurations with and without mistakes.

mod random;

use super::super::{FeedFormat, NavigationItem, Taxonomy};
use super::*;
use crate::yaml::shape::Field;

/// The configuration of the example site.
const EXAMPLE: &str = include_str!("../../../config.yaml");

/// Keys that every configuration here starts with, so that nothing is said about their absence.
const HEAD: &str = "title: T\nbase_url: https://t.example/\n";

fn valid(text: &str) -> Config {
    let (config, warnings) =
        read("config.yaml", &format!("{HEAD}{text}")).unwrap_or_else(|report| panic!("{report:#?}"));
    assert_eq!(warnings, [], "{text}");
    config
}

/// Code, marked text, message and help of everything that is found.
fn problems(text: &str) -> Vec<String> {
    let report = match read("config.yaml", &format!("{HEAD}{text}")) {
        Ok((_, warnings)) => warnings,
        Err(report) => report,
    };
    let line = |diagnostic: &Diagnostic| {
        let spot = diagnostic.place.as_ref().and_then(|place| place.spot.as_ref());
        let at = spot
            .map(|spot| format!("{} {}", spot.line - 2, &spot.text[spot.marked.clone()]))
            .unwrap_or_default();
        let help = diagnostic.help.clone().unwrap_or_default();
        format!("{} {at} | {} | {help}", diagnostic.code.name, diagnostic.message)
    };
    report.iter().map(line).collect()
}

#[track_caller]
fn assert_problem(text: &str, starts: &str) {
    let problems = problems(text);
    assert!(problems.len() == 1 && problems[0].starts_with(starts), "{text}\n{problems:#?}");
}

#[test]
fn the_example_shows_every_key_and_has_no_fault() {
    let (config, report) = read("config.yaml", EXAMPLE).unwrap_or_else(|report| panic!("{report:#?}"));
    assert_eq!(report, []);
    assert_eq!(config.title, "The Skerrow Mercury");
    let root = yaml::parse(EXAMPLE).unwrap().root;
    shows(&root, KEYS, "");
}

/// Whether a document has each key of the table somewhere, at each depth.
fn shows(node: &Node, fields: &[Field], path: &str) {
    for field in fields {
        let path = format!("{path}.{}", field.name);
        let values = values_of(node, field.name);
        assert!(!values.is_empty(), "the example does not show `{path}`");
        for shape in shapes(&field.shape) {
            let Shape::Map(inner) = shape else { continue };
            for field in inner {
                let shown = values.iter().any(|value| !values_of(value, field.name).is_empty());
                assert!(shown, "the example does not show `{path}.{}`", field.name);
            }
        }
    }
}

/// Values of a key in a map, or in any of the maps inside of a list or map.
fn values_of<'n>(node: &'n Node, key: &str) -> Vec<&'n Node> {
    let inner: Vec<&Node> = match (node.as_list(), node.as_map()) {
        (Some(items), _) => items.iter().collect(),
        (_, Some(entries)) => entries.iter().map(|entry| &entry.value).collect(),
        _ => Vec::new(),
    };
    node.get(key).into_iter().chain(inner.into_iter().filter_map(|node| node.get(key))).collect()
}

/// A shape and those it is made of.
fn shapes(shape: &Shape) -> Vec<Shape> {
    match shape {
        Shape::List(inner) | Shape::MapOf(inner) => shapes(inner),
        Shape::Either(all) => all.iter().flat_map(shapes).collect(),
        other => vec![*other],
    }
}

#[test]
fn the_defaults_are_those_of_the_table() {
    fn write(fields: &[Field], indent: &str) -> String {
        let mut out = String::new();
        for field in fields {
            if let Some(default) = field.default {
                out += &format!("{indent}{}: {default}\n", field.name);
            } else if let Some(Shape::Map(inner)) =
                shapes(&field.shape).into_iter().find(|s| matches!(s, Shape::Map(_)))
            {
                let inner = write(inner, &format!("{indent}  "));
                if !inner.is_empty() && field.name != "navigation" {
                    out += &format!("{indent}{}:\n{inner}", field.name);
                }
            }
        }
        out
    }
    let written = write(KEYS, "");
    let (config, report) =
        read("config.yaml", &written).unwrap_or_else(|report| panic!("{written}{report:#?}"));
    assert_eq!(report, []);
    assert_eq!(config, Config::default());
    let (config, report) = read("config.yaml", "").unwrap();
    assert_eq!(config, Config::default());
    assert_eq!(report.iter().map(|d| d.code.name).collect::<Vec<_>>(), ["W420", "W420"]);
}

#[test]
fn examples_of_the_table_are_valid() {
    for field in KEYS.iter().filter(|field| !field.example.is_empty()) {
        let value: String = field.example.lines().map(|line| format!("\n  {line}")).collect();
        let text = format!("{}:{value}\n", field.name);
        if let Err(report) = read("config.yaml", &text) {
            panic!("{text}{report:#?}");
        }
    }
}

#[test]
fn values_are_resolved() {
    let config = valid(
        "language: PT-br\ntimezone: europe/lisbon\ncontent: ./words/\nexpired: hide\ndates: {ambiguous: month-first}\n\
         redirects: {files: nginx, pages: no}\nmarkdown: {html: escape}\ntheme_options: {columns: 3}\nhold_future: off\n\
         news_sitemap: {publication: T}\npublisher: {founded: 1889, same_as: https://w.example/T}\n",
    );
    assert_eq!((config.language.as_str(), config.timezone.as_str()), ("pt-BR", "Europe/Lisbon"));
    assert_eq!((config.content.as_str(), config.expired), ("words", Expired::Hide));
    assert_eq!(config.ambiguous_dates, AmbiguousDates::MonthFirst);
    assert!(config.redirects.nginx && !config.redirects.pages && !config.redirects.apache);
    assert_eq!(config.markdown, Markdown { html: RawHtml::Escape, smart_punctuation: false });
    assert_eq!(config.theme_options, serde_json::json!({"columns": 3}));
    assert!(!config.hold_future);
    assert_eq!(config.news_sitemap, Some(NewsSitemap { publication: "T".into(), language: "pt".into() }));
    assert_eq!(config.publisher.founded.as_deref(), Some("1889"));
    assert_eq!(config.publisher.same_as, ["https://w.example/T"]);
}

#[test]
fn taxonomies_are_named_or_changed() {
    let names = |config: &Config| config.taxonomies.iter().map(|t| t.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&valid("taxonomies: [tags, ships]")), ["tags", "ships"]);
    assert_eq!(names(&valid("taxonomies: []")), [""; 0]);
    let config = valid("taxonomies: {sections: false, tags: {path: subjects, title: Subjects}, ships: }");
    assert_eq!(names(&config).last().map(String::as_str), Some("ships"));
    assert_eq!(config.taxonomies.len(), 8);
    let tags = Taxonomy {
        name: "tags".into(),
        path: "subjects".into(),
        title: Some("Subjects".into()),
        feeds: vec![FeedFormat::Rss],
    };
    assert_eq!(config.taxonomies[0], tags);
}

#[test]
fn feeds_of_lists_go_to_their_taxonomies() {
    let of = |config: &Config, name: &str| {
        config.taxonomies.iter().find(|t| t.name == name).unwrap().feeds.clone()
    };
    let config = valid("feeds: {limit: 10, lists: {tags: [], places: [atom, json, atom], events: rss}}");
    assert_eq!(config.feeds.limit, 10);
    assert_eq!(of(&config, "tags"), []);
    assert_eq!(of(&config, "places"), [FeedFormat::Atom, FeedFormat::Json]);
    assert_eq!(of(&config, "events"), [FeedFormat::Rss]);
    assert_eq!(of(&config, "sections"), [FeedFormat::Rss]);
    let none = valid("feeds: false");
    assert!(none.feeds.formats.is_empty() && !none.feeds.archive && of(&none, "tags").is_empty());
}

#[test]
fn navigation_leads_to_sections_pages_and_elsewhere() {
    let config = valid(
        "navigation:\n- harbour\n- /about/\n- https://other.example/\n- section: letters\n  title: Letters\n- {title: Write, url: 'mailto:desk@t.example'}\n",
    );
    let item = |title: Option<&str>, target: &str| NavigationItem {
        title: title.map(str::to_owned),
        target: target.into(),
    };
    let expected = [
        item(None, "section:harbour"),
        item(None, "/about/"),
        item(None, "https://other.example/"),
        item(Some("Letters"), "section:letters"),
        item(Some("Write"), "mailto:desk@t.example"),
    ];
    assert_eq!(config.navigation, expected);
}

#[test]
fn one_pattern_is_the_default_one() {
    let config = valid("permalinks: /{section}/{slug}.html");
    assert_eq!(config.permalinks.default, "/{section}/{slug}.html");
    let config = valid("permalinks: {sections: {letters: '/l/{slug}/'}}");
    assert_eq!(config.permalinks.sections, [("letters".to_owned(), "/l/{slug}/".to_owned())]);
}

#[test]
fn mistakes_have_a_place_and_a_remedy() {
    for (text, problem) in [
        ("baseURL: x", "E403 1 baseURL | there is no key `baseURL` | did you mean `base_url`?"),
        (
            "languageCode: en",
            "E403 1 languageCode | there is no key `languageCode` | did you mean `language`?",
        ),
        ("feeds:\n  limt: 3", "E403 2 limt | there is no key `feeds.limt` | did you mean `limit`?"),
        ("paginate: many", "E404 1 many | `paginate` must be a whole number from 1 to 1000, not text"),
        ("taxonomies: 3", "E404 1 3 | `taxonomies` must be a list of text or a group of keys, not a number"),
        ("paginate: 0", "E405 1 0 | `paginate` must be a whole number from 1 to 1000: 0"),
        ("expired: hidden", "E406 1 hidden | `expired` has no choice of this name: hidden | "),
        (
            "feeds: {formats: [rss, jsn]}",
            "E406 1 jsn | `feeds.formats[2]` has no choice of this name: jsn | did you mean `json`?",
        ),
        ("language: en_GB", "E408 1 en_GB | this is not the tag of a language: en_GB | write `en-GB`"),
        (
            "timezone: London",
            "E409 1 London | there is no time zone of this name: London | did you mean `Europe/London`?",
        ),
        ("content: ../news", "E410 1 ../news | `content` leads out of the site: ../news | "),
        ("output: content/site", "E411 1 content/site | `output` and `content` name folders one of which"),
        ("static: Content", "E411 1 Content | `static` and `content` name"),
        ("permalinks: /{yaer}/{slug}/", "E412 1 {yaer} | there is no placeholder `{yaer}` | write `{year}`"),
        (
            "permalinks:\n  undated: /{day}/{slug}/",
            "E412 2 {day} | `{day}` cannot be in the pattern for undated articles",
        ),
        ("taxonomies: [tag]", "E413 1 tag | this cannot be the name of a taxonomy: tag | write `tags`"),
        ("taxonomies: {ships: {path: a/b}}", "E413 1 a/b | this cannot be the folder of a taxonomy: a/b | "),
        ("taxonomies: {ships: {path: '2015'}}", "E413 1 '2015' | "),
        (
            "taxonomies: {ships: {path: Tags}}",
            "E414 1 Tags | `/Tags/` is already the place of the taxonomy `tags` | ",
        ),
        (
            "taxonomies: {tags: {path: people}}",
            "E414 1 people | `/people/` is already the place of the taxonomy `people` | ",
        ),
        ("taxonomies: [archive]", "E414 1 archive | `/archive/` is already the place of the calendar | "),
        ("taxonomies: [tags, tags]", "E414 1 tags | "),
        ("navigation: [//x.example/]", "E415 1 //x.example/ | `navigation` is not an address"),
        ("publisher: {url: t.example}", "E415 1 t.example | `publisher.url` is not an address"),
        (
            "feeds: {lists: {tgas: rss}}",
            "E416 1 tgas | there is no taxonomy `tgas` that could have feeds | did you mean `tags`?",
        ),
        ("navigation: [{title: x}]", "E417 1 {title: x} | this entry of the navigation leads nowhere"),
        (
            "navigation: [{url: 'https://x.example/'}]",
            "E417 1 {url: 'https://x.example/'} | a link to somewhere else needs",
        ),
        ("news_sitemap: {language: en}", "E417 1 {language: en} | the news sitemap needs the name"),
        ("theme: ../mine", "E418 1 ../mine | this is not the name of a theme"),
        ("expired: show\nexpired: show", "W402 2 expired | `expired` stands twice"),
    ] {
        assert_problem(text, problem);
    }
    let report = read("config.yaml", "base_url: mercury.example\ntitle: x").unwrap_err();
    assert_eq!(report[0].help.as_deref(), Some("write `https://` in front of it: https://mercury.example/"));
    let report = read("config.yaml", "title: a: b").unwrap_err();
    assert_eq!((report[0].code.name, report.len()), ("E401", 1));
    let report = read("config.yaml", "- title").unwrap_err();
    assert_eq!(report[0].code.name, "E404");
    let report = read_bytes("config.yaml", b"title: T\xfcr\n").unwrap_err();
    let spot = report[0].place.as_ref().and_then(|place| place.spot.as_ref()).unwrap();
    assert_eq!((report[0].code.name, spot.line, spot.column), ("E419", 1, 9));
}

#[test]
fn all_mistakes_are_found_at_once_in_order() {
    let text = "titel: x\nlanguage: english\ntimezone: Nowhere\npermalinks: x\ntaxonomies: {tag: true, page: true}\nnavigation: [{}]\n";
    let codes: Vec<String> = problems(text).iter().map(|line| line[..6].to_owned()).collect();
    assert_eq!(
        codes,
        ["E403 1", "E408 2", "E409 3", "E412 4", "E412 4", "E412 4", "E413 5", "E414 5", "E417 6"]
    );
}
