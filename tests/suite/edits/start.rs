//! Sites to start from: small, and each with something of everything.

use super::dice::Dice;
use super::site::{Article, Fault, NOW, Site};
use std::collections::BTreeMap;

pub const FOLDERS: &[&str] = &["harbour", "letters", "harbour/2015", "islands"];
pub const TAGS: &[&str] = &["coal", "Coal", "Night ferry", "tern", "C++"];
pub const SECTIONS: &[&str] = &["Harbour", "letters", "Sport & leisure"];
pub const NAMES: &[&str] = &["Ines Falk", "ines-falk", "Tom Reyes", "{name: Ana Sol, role: Painter}"];
pub const SERIES: &[&str] = &["The quay", "Ferries by night"];
pub const DATES: &[&str] = &[
    "2015-09-24",
    "2015-09-24 14:32",
    "2015-09-02",
    "2014-11-22",
    "1998-11-22T09:00:00Z",
    "1937~",
    "1937-07",
    "unknown",
    "2026-11-20 20:00",
    "2026-11-21",
    "2026-11-22",
];
pub const PAST: &[&str] = &["1891-03-01", "1937-07-02", "1998-02-28", "2015-09-01"];
pub const FUTURE: &[&str] = &["2026-11-22 17:00", "2026-11-23", "2026-12-01", "2027-11-22"];
pub const WORDS: &[&str] = &[
    "The quay was empty by noon.",
    "Two terns sat on the bollard, and `no` ship came.",
    "**Coal** is dear & {{ everything }} else is <em>dearer</em>.",
    "# A heading\n\nThe ferry left at ten.",
    "First the ferry.<!--more-->Then the rest of it.",
    "```rust\nfn main() {}\n```\n\nThat was code.",
    "A note[^1] on the tide.\n\n[^1]: It was high.",
];

/// Keys of the configuration with the values they may have; an empty value leaves the key out.
pub const CONFIG: &[(&str, &[&str])] = &[
    ("title", &["The Skerrow Mercury", "The <Tern> & Post"]),
    (
        "base_url",
        &["https://mercury.example/", "https://mercury.example/old/paper/", "https://tern.example/"],
    ),
    ("language", &["en", "fr", "en-GB", "ar"]),
    ("timezone", &["", "Europe/London", "Asia/Tokyo"]),
    ("paginate", &["2", "3", "20"]),
    ("calendar", &["false", "", "false"]),
    ("on_this_day", &["false", "", "false"]),
    ("corrections", &["", "false"]),
    (
        "permalinks",
        &[
            "",
            "/{section}/{slug}/",
            "{default: '/{year}/{slug}.html', undated: '/old/{filename}/'}",
            "{sections: {letters: '/post/{year}/{id}/'}}",
        ],
    ),
    ("redirects", &["", "{files: [netlify, apache, nginx]}", "{pages: false, files: netlify}"]),
    (
        "feeds",
        &[
            "{formats: rss, lists: {sections: [], tags: [], authors: [], series: []}}",
            "",
            "false",
            "{formats: [atom, json], limit: 2, archive_full_text: true, lists: {tags: [rss, atom]}}",
            "{full_text: false, archive: false}",
        ],
    ),
    ("news_sitemap", &["", "{publication: The Skerrow Mercury}"]),
    ("sitemap", &["", "false"]),
    (
        "taxonomies",
        &["", "[sections, tags, authors]", "{tags: {path: subjects, title: Subjects}, events: false}"],
    ),
    ("theme", &["bare", "bare", "bare", "bare", "broadsheet", "plain", "evening"]),
    ("theme_options", &["", "{motto: Neither wind nor tide}"]),
    ("description", &["", "News of one small harbour"]),
    ("expired", &["", "hide"]),
    ("hold_future", &["", "false"]),
    ("highlight", &["", "false"]),
    ("markdown", &["", "{smart_punctuation: true, html: escape}"]),
    ("navigation", &["", "[harbour, {title: About, url: /about/}]"]),
    ("publisher", &["", "{name: Mercury Trust, founded: 1889}"]),
    ("dates", &["", "{ambiguous: day-first}"]),
];

/// Kinds of pages that the theme `bare` has a template for.
const BARE: &[&str] = &[
    "home",
    "article",
    "page",
    "list",
    "terms",
    "calendar",
    "year",
    "month",
    "day",
    "on-this-day",
    "corrections",
    "404",
    "tombstone",
];

/// Shows everything a template can see, so that nothing can be stale unseen. The words are too many to show.
pub const BARE_TEMPLATE: &str = "<p>{{ page }}</p>\n<p>{{ lists }}</p>\n<p>{{ site.title }} {{ site.navigation }} \
     {{ site.footer }} {{ site.options }} {{ site.words.by }} {{ 'style.css' | asset }}</p>\n";

/// A site of at most this many articles.
pub fn site(seed: u64, most: usize) -> Site {
    let mut dice = Dice::new(seed);
    let mut site = Site {
        articles: Vec::new(),
        files: BTreeMap::new(),
        config: CONFIG.iter().map(|(key, values)| (*key, values[0])).collect(),
        config_fault: false,
        at: NOW,
        drafts: dice.one_in(5),
        strict: dice.one_in(8),
        made: 0,
    };
    for (key, values) in CONFIG {
        if dice.one_in(3) {
            site.config.insert(key, dice.pick(values));
        }
    }
    themes(&mut site);
    terms(&mut dice, &mut site);
    let count = 5 + dice.below(4) + if dice.one_in(12) { dice.below(17) } else { 0 };
    for _ in 0..count {
        let mut article = article(&mut dice, &mut site);
        if dice.one_in(30) {
            article.fault = Some(Fault::Open);
        }
        // A smaller site is the same site without its last articles.
        if site.articles.len() < most {
            site.articles.push(article);
        }
    }
    site
}

fn themes(site: &mut Site) {
    let mut put = |path: String, text: &str| {
        site.files.insert(path, text.as_bytes().to_vec());
    };
    let lists = "lists:\n  home:\n    lead: {from: latest, limit: 2}\n    today: {from: on-this-day}\n    \
                 sections: {from: sections, limit: 2}\n    coal: {from: 'tag:coal', limit: 2}\n  article:\n    \
                 related: {from: related, limit: 2}\n";
    put("themes/bare/theme.yaml".to_owned(), &format!("name: Bare\n{lists}"));
    put("themes/bare/assets/style.css".to_owned(), "p { color: black }\n");
    put("themes/bare/i18n/en.yaml".to_owned(), "by: By\n");
    for name in BARE {
        put(format!("themes/bare/templates/{name}.html"), BARE_TEMPLATE);
    }
    put("themes/evening/theme.yaml".to_owned(), "name: Evening\nparent: bare\n");
}

fn terms(dice: &mut Dice, site: &mut Site) {
    let all: &[(&str, &str)] = &[
        ("content/pages/about.md", "---\ntitle: About us\nnavigation: true\n---\nWe print [news](/).\n"),
        ("content/pages/help/contact.md", "---\ntitle: Contact\naliases: [/kontakt/]\n---\nWrite to us.\n"),
        (
            "content/authors/ines-falk.md",
            "---\nname: Ines Falk\naliases: [I. Falk]\n---\nShe writes on ships.\n",
        ),
        ("content/tags/coal.md", "---\ntitle: Coal\naliases: [Cole]\n---\nIt is black.\n"),
        (
            "content/harbour/_index.md",
            "---\ntitle: The harbour\ndescription: Ships and tides\n---\nBy the sea.\n",
        ),
        ("content/series/the-quay.md", "---\ntitle: The quay\n---\nA long story.\n"),
        ("static/robots-of-old.txt", "Hello\n"),
        ("static/pictures/mark.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>\n"),
        ("content/harbour/map.pdf", "%PDF-1.4\n"),
    ];
    for (path, text) in all {
        if !dice.one_in(3) {
            site.files.insert((*path).to_owned(), text.as_bytes().to_vec());
        }
    }
}

/// A new article; its picture is put beside it.
pub fn article(dice: &mut Dice, site: &mut Site) -> Article {
    let name = site.new_name();
    let number = site.made;
    let mut article = Article {
        folder: dice.pick(FOLDERS).to_owned(),
        bundle: dice.one_in(5),
        fields: BTreeMap::new(),
        body: format!("{} It is {number}.", dice.pick(WORDS)),
        links: Vec::new(),
        picture: None,
        fault: None,
        name,
    };
    let mut set = |field: &'static str, value: String| article.fields.insert(field, value);
    set("title", format!("\"Tale {number} <b> & 'co'\""));
    if !dice.one_in(9) {
        set("date", dice.pick(DATES).to_owned());
    }
    set("tags", format!("[{}]", dice.some(TAGS, 3).join(", ")));
    set("authors", format!("[{}]", dice.some(NAMES, 2).join(", ")));
    if dice.one_in(3) {
        set("section", format!("\"{}\"", dice.pick(SECTIONS)));
    }
    if dice.one_in(4) {
        set("series", dice.pick(SERIES).to_owned());
    }
    if dice.one_in(5) {
        set("aliases", format!("[/old/{number}.html]"));
    }
    if dice.one_in(5) {
        set("translation_key", format!("key{}", dice.below(3)));
        set("lang", dice.pick(&["fr", "en", "he"]).to_owned());
    }
    if dice.one_in(6) {
        set("corrections", "[{date: 2015-09-26, text: It was the *Agnes*.}]".to_owned());
    }
    if dice.one_in(3) {
        state(dice, &mut article);
    }
    if let Some(other) = site.articles.get(dice.below(site.articles.len() * 2)) {
        article.links.push(other.path());
    }
    if dice.one_in(3) {
        let file = format!("view{}.jpg", dice.below(3));
        site.files.insert(article.beside(&file), format!("A picture {number}").into_bytes());
        article.picture = Some(file);
    }
    article
}

/// Puts an article into some state.
pub fn state(dice: &mut Dice, article: &mut Article) -> &'static str {
    let states: &[(&'static str, &[(&'static str, &str)])] = &[
        ("published", &[]),
        ("draft", &[("status", "draft")]),
        ("hidden", &[("status", "hidden")]),
        ("withdrawn", &[("status", "withdrawn"), ("withdrawal", "{kind: error, reason: It was *wrong*}")]),
        ("withdrawn for privacy", &[("withdrawal", "{kind: privacy, reason: asked, date: 2020-01-02}")]),
        ("embargoed", &[("embargo", "2026-11-22T16:00:00Z")]),
        ("embargoed until long ago", &[("embargo", "2019-01-01")]),
        ("expiring", &[("expires", "2026-11-23")]),
        ("a pointer", &[("redirect_to", "/about/")]),
        ("out of search engines", &[("noindex", "true")]),
    ];
    let (name, fields) = states[dice.below(states.len())];
    article.state(fields);
    name
}
