//! Every key of `config.yaml`, said once: for the check, the manual and the schema.

mod publish;

use crate::yaml::shape::{Choice, Field, Shape};
use publish::TARGET;

/// The headings under which the manual shows the keys: the first key of each, and the heading.
pub(super) const HEADINGS: &[(&str, &str)] = &[
    ("title", "The newspaper"),
    ("content", "Folders"),
    ("theme", "Appearance"),
    ("permalinks", "Addresses"),
    ("paginate", "Lists and pages"),
    ("dates", "Articles"),
    ("feeds", "Feeds and search engines"),
    ("publish", "Publishing"),
];

/// The table.
pub const KEYS: &[Field] = &[
    Field::new("title", Shape::Text, "Name of the newspaper. It stands in the head of every page and in every feed.")
        .elsewhere(&["name", "site_title", "site_name"])
        .default("Untitled archive")
        .example("The Skerrow Mercury"),
    Field::new("description", Shape::Text, "One sentence about the site, for search engines and feeds.")
        .elsewhere(&["tagline", "subtitle", "slogan", "summary"])
        .example("News from the harbour since 1889"),
    Field::new(
        "base_url",
        Shape::Text,
        "Address at which the site will stand, with `http` or `https`. It may have a path, for a site in a folder of another one: \
         `https://paper.example/archive/`. Feeds, sitemaps and what search engines read need it, because they name pages in full.",
    )
    .elsewhere(&["url", "site_url", "siteurl", "site", "domain", "host", "address"])
    .default("http://localhost/")
    .example("https://mercury.example/"),
    Field::new(
        "language",
        Shape::Text,
        "Language of the site as a BCP 47 tag: `en`, `en-GB`, `pt-BR`, `ar`. It decides the words of the pages, how dates are \
         written, and the direction of the text. An article in another language says so itself.",
    )
    .elsewhere(&["languageCode", "lang", "locale", "defaultContentLanguage", "default_lang"])
    .default("en")
    .example("en-GB"),
    Field::new(
        "timezone",
        Shape::Text,
        "Time zone of dates and times that are written without one, by its name in the IANA database. Its history is known: \
         on 24 September 2015 the clocks of London were an hour ahead of Greenwich.",
    )
    .elsewhere(&["time_zone", "tz", "zone"])
    .default("UTC")
    .example("Europe/London"),
    Field::new("publisher", Shape::Map(PUBLISHER), "Who publishes the newspaper, for search engines and citations.")
        .elsewhere(&["organisation", "organization", "owner"])
        .example("name: Skerrow Mercury Ltd\nfounded: 1889"),
    Field::new("content", Shape::Text, "Folder with the articles, relative to `config.yaml`.")
        .elsewhere(&["contentDir", "content_dir", "source", "src", "input", "posts"])
        .default("content"),
    Field::new(
        "output",
        Shape::Text,
        "Folder the finished site is written to. Only files that an earlier build wrote are ever replaced or removed in it.",
    )
    .elsewhere(&["publishDir", "publish_dir", "destination", "output_dir", "outdir", "dist", "build", "public"])
    .default("output"),
    Field::new("static", Shape::Text, "Folder whose files are copied to the site as they are. It need not exist.")
        .elsewhere(&["staticDir", "static_dir", "static_folder", "assets", "passthrough", "files"])
        .default("static"),
    Field::new("theme", Shape::Text, "Theme: the name of a folder in `themes/`, or of one that comes with the program.")
        .elsewhere(&["template", "skin", "layout", "style"])
        .default("broadsheet")
        .example("broadsheet"),
    Field::new(
        "theme_options",
        Shape::MapOf(&Shape::Any),
        "Settings of the theme. They reach its templates as `site.options`; each theme says what it understands.",
    )
    .elsewhere(&["params", "extra", "theme_settings", "options", "data"])
    .default("{}")
    .example("motto: Neither wind nor tide"),
    Field::new(
        "navigation",
        Shape::List(&Shape::Either(&[Shape::Text, Shape::Map(NAVIGATION)])),
        "What stands in the navigation, in order. A word is a section; a path of the site or a full address is a link. Without this \
         key: the sections, then the standing pages that ask for it.",
    )
    .elsewhere(&["menu", "menus", "nav", "links", "header_pages"])
    .default("[]")
    .example("- harbour\n- section: letters\n  title: Letters to the editor\n- title: About\n  url: /about/"),
    Field::new(
        "permalinks",
        Shape::Either(&[Shape::Text, Shape::Map(PERMALINKS)]),
        "Patterns from which the addresses of articles are made, or one pattern for all dated articles. A pattern begins with `/`, \
         ends with `/` or `.html`, and has `{slug}`, `{title}`, `{id}` or `{filename}` in it. Placeholders: `{section}`, `{year}`, \
         `{month}`, `{day}`, `{slug}` (the article's own, else from its file name without a date, else from its title), `{title}`, `{id}`, `{filename}` (without date and \
         ending). Where two articles would get the same address, both are named, and nothing is overwritten.",
    )
    .elsewhere(&["permalink", "urls", "routes", "slugs"])
    .example("default: /{year}/{month}/{slug}/\nsections:\n  letters: /letters/{year}/{slug}/"),
    Field::new("redirects", Shape::Map(REDIRECTS), "How an old address (`aliases` of an article) leads to the new one.")
        .elsewhere(&["aliases", "redirect", "redirect_from"])
        .example("pages: true\nfiles: [netlify]"),
    Field::new(
        "paginate",
        Shape::Integer { min: 1, max: 1000 },
        "Articles on a page of a list. Pages are numbered from the oldest article, so that a full page never changes again.",
    )
    .elsewhere(&["pagination", "paginate_by", "page_size", "per_page", "posts_per_page", "pagerSize"])
    .default("20"),
    Field::new(
        "taxonomies",
        Shape::Either(&[Shape::List(&Shape::Text), Shape::MapOf(&Shape::Either(&[Shape::Boolean, Shape::Map(TAXONOMY)]))]),
        "Ways of grouping articles that have pages, by the name of the field in the front matter. A list names all of them. A map \
         changes some: `false` switches one off, a name of your own adds one, the others stay. One that no article uses writes no pages.",
    )
    .elsewhere(&["taxonomy", "collections", "groups"])
    .default("[sections, tags, authors, series, people, organisations, places, events]")
    .example("events: false\nships:\n  path: ships\n  title: Ships"),
    Field::new("calendar", Shape::Boolean, "Whether there are pages for years, months and days, at `/archive/`.")
        .elsewhere(&["archive", "archives", "date_archives"])
        .default("true"),
    Field::new(
        "on_this_day",
        Shape::Boolean,
        "Whether there is a page for each day of the year with what was published on it in any year, at `/on-this-day/`.",
    )
    .elsewhere(&["anniversaries", "today"])
    .default("true"),
    Field::new("corrections", Shape::Boolean, "Whether there is a page with all corrections, at `/corrections/`.")
        .elsewhere(&["errata"])
        .default("true"),
    Field::new("dates", Shape::Map(DATES), "How dates are read.")
        .elsewhere(&["date", "date_format", "dateFormat"])
        .example("ambiguous: day-first"),
    Field::new("expired", Shape::OneOf(EXPIRED), "What becomes of an article when the date in its `expires` has passed.")
        .elsewhere(&["buildExpired", "expiry"])
        .default("show"),
    Field::new(
        "hold_future",
        Shape::Boolean,
        "Whether an article that is dated in the future is held back until a build after that time. An `embargo` holds in any case.",
    )
    .elsewhere(&["future", "buildFuture", "show_future"])
    .default("true"),
    Field::new("markdown", Shape::Map(MARKDOWN), "How the text of articles is read.")
        .elsewhere(&["markup", "kramdown", "markdown_ext", "goldmark"])
        .example("smart_punctuation: true"),
    Field::new("highlight", Shape::Boolean, "Whether source code in articles is coloured.")
        .elsewhere(&["highlighter", "highlighting", "syntax", "syntax_highlighting", "highlight_code"])
        .default("true"),
    Field::new("feeds", Shape::Either(&[Shape::Boolean, Shape::Map(FEEDS)]), "Feeds. `false` switches all of them off.")
        .elsewhere(&["feed", "rss", "atom", "outputs", "generate_feed", "generate_feeds", "syndication"])
        .example("formats: [rss, json]\nlimit: 50\nlists:\n  tags: []\n  places: rss"),
    Field::new("sitemap", Shape::Boolean, "Whether `sitemap.xml` and the sitemaps of each month are written, and `robots.txt`.")
        .elsewhere(&["sitemaps", "enableRobotsTXT", "robots"])
        .default("true"),
    Field::new(
        "news_sitemap",
        Shape::Map(NEWS_SITEMAP),
        "The news sitemap, with the articles of the last two days. It is written only when the publication is named here.",
    )
    .elsewhere(&["google_news", "newsSitemap", "news"])
    .example("publication: The Skerrow Mercury"),
    Field::new(
        "publish",
        Shape::MapOf(&Shape::Either(&[Shape::Text, Shape::Map(TARGET)])),
        "Where `dateline publish` takes the finished site: targets by their names. A target is an address, or an address with \
         options. [Publishing](publish.md) tells what happens there.",
    )
    .elsewhere(&["deploy", "deployment", "targets", "target", "remote"])
    .default("{}")
    .example("production:\n  url: /srv/www\n  keep: 10\nstaging:\n  url: ../staging\n  swap: false"),
];

const PUBLISHER: &[Field] = &[
    Field::new("name", Shape::Text, "Name. Without it the site's `title`.").elsewhere(&["title"]),
    Field::new("url", Shape::Text, "Address of their own site.").elsewhere(&["website", "homepage", "link"]),
    Field::new("logo", Shape::Text, "Logo: a path of the site (`/logo.png`) or an address.")
        .elsewhere(&["image", "icon"]),
    Field::new("founded", Shape::Date, "Year or date of foundation.").elsewhere(&[
        "since",
        "established",
        "foundingDate",
    ]),
    Field::new(
        "same_as",
        Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)]),
        "Addresses that say who they are, such as a Wikidata entry.",
    )
    .elsewhere(&["sameAs", "links", "social"])
    .default("[]"),
];

const NAVIGATION: &[Field] = &[
    Field::new("title", Shape::Text, "Text. Without it the section's or page's own.")
        .elsewhere(&["name", "text", "label"]),
    Field::new("url", Shape::Text, "Path of the site, or full address.")
        .elsewhere(&["link", "href", "path", "page", "target"]),
    Field::new("section", Shape::Text, "Name of a section, in place of `url`.").elsewhere(&["category"]),
];

const PERMALINKS: &[Field] = &[
    Field::new("default", Shape::Text, "For dated articles.")
        .elsewhere(&["posts", "articles", "pattern"])
        .default("/{year}/{month}/{day}/{slug}/"),
    Field::new("undated", Shape::Text, "For articles without a date.").default("/undated/{slug}/"),
    Field::new("sections", Shape::MapOf(&Shape::Text), "For the articles of one section, by its name.")
        .elsewhere(&["section", "categories"])
        .default("{}"),
];

const REDIRECTS: &[Field] = &[
    Field::new(
        "pages",
        Shape::Boolean,
        "Whether a small page that forwards stands at each old address. It works on every host.",
    )
    .elsewhere(&["page", "html"])
    .default("true"),
    Field::new(
        "files",
        Shape::Either(&[Shape::OneOf(HOSTS), Shape::List(&Shape::OneOf(HOSTS))]),
        "Files with the rules of a host, for redirects that need no page.",
    )
    .elsewhere(&["file", "hosts", "host", "formats"])
    .default("[]"),
];

const HOSTS: &[Choice] = &[
    ("netlify", "`_redirects`, as Netlify, Cloudflare Pages and others read it."),
    ("apache", "`.htaccess`."),
    ("nginx", "`redirects.map`, to be included in a `map` block."),
];

const TAXONOMY: &[Field] = &[
    Field::new("path", Shape::Text, "Folder of its pages. Without it the name.").elsewhere(&[
        "slug",
        "url",
        "permalink",
        "folder",
    ]),
    Field::new("title", Shape::Text, "Title of its index. Without it the theme's word for it.")
        .elsewhere(&["name", "label"]),
];

const DATES: &[Field] = &[Field::new(
    "ambiguous",
    Shape::OneOf(AMBIGUOUS),
    "How a date such as `03/04/2015` is read, which could be two days.",
)
.elsewhere(&["order", "format", "day_first"])
.default("refuse")];

const AMBIGUOUS: &[Choice] =
    &[("refuse", "not read, but reported."), ("day-first", "3 April."), ("month-first", "4 March.")];

const EXPIRED: &[Choice] = &[
    ("show", "shown, marked as out of date."),
    ("hide", "kept at its address, and in no list, feed or sitemap."),
];

const MARKDOWN: &[Field] = &[
    Field::new("html", Shape::OneOf(HTML), "What becomes of HTML in the text.").elsewhere(&["unsafe", "raw_html"]).default("keep"),
    Field::new(
        "smart_punctuation",
        Shape::Boolean,
        "Whether straight quotes become curly ones and `--` a dash. Off, because a quotation is not to be changed unasked.",
    )
    .elsewhere(&["smart", "smartypants", "typographer", "typographic"])
    .default("false"),
];

const HTML: &[Choice] = &[
    ("keep", "kept, because it is the site's own."),
    ("escape", "shown as text, for archives of texts by strangers."),
];

const FEEDS: &[Field] = &[
    Field::new("formats", FORMATS, "Formats of the site's own feed.").elsewhere(&["format", "types"]).default("[rss, atom, json]"),
    Field::new("limit", Shape::Integer { min: 1, max: 1000 }, "Articles in a feed.")
        .elsewhere(&["size", "items", "count", "max", "feed_limit", "posts_limit"])
        .default("30"),
    Field::new("full_text", Shape::Boolean, "Whether a feed has the whole text of an article, not only its summary.")
        .elsewhere(&["full", "full_content", "content"])
        .default("true"),
    Field::new(
        "archive",
        Shape::Boolean,
        "Whether a reader can walk through the whole archive by feed (RFC 5005), a hundred articles at a time.",
    )
    .elsewhere(&["archives", "history", "complete"])
    .default("true"),
    Field::new("archive_full_text", Shape::Boolean, "Whether the feeds of the archive have the whole text too.").default("false"),
    Field::new(
        "lists",
        Shape::MapOf(&FORMATS),
        "Formats of the feeds that each section, tag and so on has, by the name of the taxonomy. `[]` switches them off; taxonomies \
         that are not named stay as they are.",
    )
    .elsewhere(&["taxonomies", "terms", "sections", "tags"])
    .default("{sections: [rss], tags: [rss], authors: [rss], series: [rss]}"),
];

const FORMATS: Shape = Shape::Either(&[Shape::OneOf(FORMAT), Shape::List(&Shape::OneOf(FORMAT))]);

const FORMAT: &[Choice] = &[("rss", "RSS 2.0."), ("atom", "Atom."), ("json", "JSON Feed 1.1.")];

const NEWS_SITEMAP: &[Field] = &[
    Field::new("publication", Shape::Text, "Name of the publication, exactly as search engines know it.")
        .elsewhere(&["name", "title", "publication_name"]),
    Field::new("language", Shape::Text, "Its language, two or three letters. Without it that of the site.")
        .elsewhere(&["lang"]),
];
