//! The fields of an article's front matter, said once: for reading, for the manual and for editors.

use super::shapes::{CORRECTIONS, CREDITS, GENRES, IMAGE, RIGHTS, SUBJECTS, TEXTS, WITHDRAWAL};
use crate::yaml::shape::{Field, Shape};

/// Fields about one thing, with a heading for the manual and an example.
pub struct Group {
    /// Heading.
    pub title: &'static str,
    /// What to know about them all; Markdown.
    pub intro: &'static str,
    /// The fields.
    pub fields: &'static [Field],
    /// Front matter that shows them.
    pub example: &'static str,
}

const HEADLINE: &[Field] = &[
    Field::new("title", Shape::Text, "Headline. Without it: the heading the body opens with, else the name of the file.").also(&["headline"]),
    Field::new("short_title", Shape::Text, "Headline in lists.").also(&["linkTitle", "slugline"]),
    Field::new("kicker", Shape::Text, "Label above the headline.").also(&["overline", "eyebrow"]),
    Field::new("standfirst", Shape::Text, "The sentence under the headline; inline Markdown.").also(&["deck", "dek", "subhead", "subtitle", "lead"]),
    Field::new(
        "summary",
        Shape::Text,
        "For lists, feeds and search engines; markup is taken out. Without it: what stands before `<!--more-->`, else the standfirst, else the first paragraph.",
    )
    .also(&["description", "excerpt"]),
    Field::new("genre", Shape::OneOf(GENRES), "Kind of piece."),
];

const DATES: &[Field] = &[
    Field::new(
        "date",
        Shape::Date,
        "First publication. Without it: the date in the name of the file, else that of its folder.",
    )
    .also(&["publishDate", "pubdate", "datePublished", "created"]),
    Field::new("date_text", Shape::Text, "The date as printed; shown as it is in place of the date.")
        .also(&["date_display"]),
    Field::new("updated", Shape::Date, "Last change of substance.").also(&[
        "lastmod",
        "modified",
        "last_modified_at",
    ]),
    Field::new("added", Shape::Date, "When it entered this archive. Feeds are ordered by it.")
        .also(&["archived_on"]),
    Field::new(
        "embargo",
        Shape::Date,
        "The article is in no output before then. One that cannot be read keeps the article out.",
    )
    .also(&["embargoedUntil"]),
    Field::new(
        "expires",
        Shape::Date,
        "Out of date from then on: shown with a mark, or hidden if the configuration says so.",
    )
    .also(&["expiryDate", "unpublishDate"]),
];

const PEOPLE: &[Field] = &[
    Field::new(
        "authors",
        CREDITS,
        "Byline. A comma inside one text is kept: it may stand before a job or a first name. Several people are a list. From `byline` a leading “By” is taken off.",
    )
    .also(&["author", "by", "byline"]),
    Field::new("translators", CREDITS, "Who translated it.").also(&["translator"]),
    Field::new("editors", CREDITS, "Who edited it.").also(&["editor"]),
    Field::new("photographers", CREDITS, "Who took the pictures.").also(&["photographer"]),
];

const TOPICS: &[Field] = &[
    Field::new(
        "section",
        TEXTS,
        "Desk. Without it: the first of `categories`, else the first folder that is not named after a date.",
    )
    .also(&["category"]),
    Field::new("categories", TEXTS, "The first is the section when there is no `section`."),
    Field::new("tags", TEXTS, "Subjects. In one text they are separated by commas.")
        .also(&["tag", "keywords", "topics"]),
    Field::new(
        "taxonomies",
        Shape::MapOf(&TEXTS),
        "`tags`, `categories` and `authors` in here are read too.",
    ),
    Field::new("people", SUBJECTS, "People it is about."),
    Field::new("organisations", SUBJECTS, "Organisations it is about.").also(&["organizations"]),
    Field::new("places", SUBJECTS, "Places it is about."),
    Field::new("events", SUBJECTS, "Events it is about."),
    Field::new("series", TEXTS, "The running story it belongs to."),
];

const PRINT: &[Field] = &[
    Field::new("dateline", Shape::Text, "Place of writing.").also(&["located"]),
    Field::new(
        "publication",
        Shape::Text,
        "The newspaper it stood in. An address in `source` counts as `source_url`.",
    )
    .also(&["source"]),
    Field::new("edition", Shape::Text, "Edition."),
    Field::new("volume", Shape::Text, "Volume."),
    Field::new("issue", Shape::Text, "Issue."),
    Field::new("page", Shape::Text, "Page."),
    Field::new("column", Shape::Text, "Column."),
];

const PICTURES: &[Field] = &[
    Field::new("image", IMAGE, "Lead picture; of several the first.").also(&[
        "cover",
        "hero",
        "featured_image",
        "thumbnail",
    ]),
    Field::new("image_alt", Shape::Text, "What the picture shows, for an `image` that is only a path."),
    Field::new("image_caption", Shape::Text, "Caption, for an `image` that is only a path.")
        .also(&["image_figcaption"]),
    Field::new("image_credit", Shape::Text, "Who made it, for an `image` that is only a path."),
    Field::new("image_license", Shape::Text, "Licence, for an `image` that is only a path.")
        .also(&["image_licence"]),
];

const LANGUAGE: &[Field] = &[
    Field::new(
        "lang",
        Shape::Text,
        "Language of the article as a BCP 47 tag: `en`, `pt-BR`. Without it: that of the site.",
    )
    .also(&["language", "locale"]),
    Field::new(
        "dir",
        Shape::OneOf(&[("ltr", "left to right."), ("rtl", "right to left.")]),
        "Writing direction. Without it: that of the language.",
    ),
    Field::new("translation_key", Shape::Text, "Articles with the same key are translations of each other.")
        .also(&["translationKey", "ref"]),
];

const ADDRESSES: &[Field] = &[
    Field::new(
        "slug",
        Shape::Text,
        "Last part of the address. Without it: the name of the file without its date.",
    ),
    Field::new("permalink", Shape::Text, "The whole address in the site, `/2015/09/quay/`.")
        .also(&["url", "path"]),
    Field::new("aliases", TEXTS, "Old addresses, which lead here.").also(&["redirect_from", "formerly"]),
    Field::new(
        "redirect_to",
        TEXTS,
        "Makes the file a pointer from its address to this one: it has no page of its own.",
    ),
    Field::new(
        "id",
        Shape::Text,
        "Identity that never changes, for feeds and citations. Without it: the path of the file.",
    )
    .also(&["guid", "wordpress_id"]),
    Field::new(
        "canonical",
        Shape::Text,
        "Address of the original elsewhere, which search engines are to prefer.",
    )
    .also(&["canonical_url"]),
    Field::new("source_url", Shape::Text, "Where the text came from.").also(&["link"]),
    Field::new("archived_url", Shape::Text, "A copy in a web archive."),
];

const STATE: &[Field] = &[
    Field::new(
        "status",
        Shape::OneOf(&[
            ("published", "in every output."),
            ("draft", "only with `--drafts`."),
            ("hidden", "has a page, and is in no list, feed, sitemap or search."),
            ("withdrawn", "a notice stands at its address, and the text is in no output."),
        ]),
        "State of the article. One that cannot be read keeps the article out.",
    )
    .default("published"),
    Field::new("draft", Shape::Boolean, "`true` is `status: draft`."),
    Field::new(
        "published",
        Shape::Either(&[Shape::Boolean, Shape::Date]),
        "`false` is `status: draft`; a date is the `date`.",
    ),
    Field::new(
        "withdrawal",
        Shape::Either(&[Shape::Boolean, Shape::Text, WITHDRAWAL]),
        "Withdraws the article, and says when and why.",
    )
    .also(&["withdrawn"]),
    Field::new("withdrawn_reason", Shape::Text, "Withdraws the article for this reason; inline Markdown."),
    Field::new(
        "corrections",
        CORRECTIONS,
        "Shown on the article, on the page of corrections, and told to search engines.",
    )
    .also(&["correction"]),
    Field::new("noindex", Shape::Boolean, "`true` keeps the page out of search engines and sitemaps.")
        .default("false"),
];

const RIGHTS_FIELDS: &[Field] = &[
    Field::new("rights", Shape::Either(&[Shape::Text, RIGHTS]), "Rights: a notice as printed, or its parts."),
    Field::new("copyright", Shape::Text, "Notice as printed, where `rights` gives none."),
    Field::new("license", Shape::Text, "Licence, where `rights` gives none.").also(&["licence"]),
    Field::new("credit", Shape::Text, "Who holds the rights, where `rights` does not say."),
];

const THEME: &[Field] = &[
    Field::new("template", Shape::Text, "Template of the theme, without `.html`. What other tools call their usual ones (`post`, `default`, …) does not count in `layout`.")
        .also(&["layout"]),
    Field::new("extra", Shape::Any, "Anything for the theme, as `page.article.extra`. Keys that no field answers to are found there too."),
];

/// Every field of an article.
pub const ARTICLE: &[Group] = &[
    Group {
        title: "Headline and text",
        intro: "Numbers, dates and words such as `yes` may stand as text without quotes and keep what was written. Character references (`&#8217;`) are replaced.",
        fields: HEADLINE,
        example: "title: The last coal ship leaves\nkicker: Harbour\nstandfirst: After *134 years* the east quay falls silent\ngenre: report",
    },
    Group {
        title: "Dates",
        intro: "A date is kept at the precision it is written with: `2015-09-24 14:32`, `24 September 2015`, `1937-07`, `1937`, `1937~` (about 1937), `unknown`. \
                Most forms that newspapers and programs write are read, with the names of months in some twenty languages. A time without a zone is one \
                of the site's `timezone`. Which number of `03/04/2015` is the day is said by `dates.ambiguous` in the configuration. A date that cannot be read is an error; \
                the article is still shown, by the date in the name of its file or undated.",
        fields: DATES,
        example: "date: Thursday 24 September 2015 14:32\nupdated: 2015-09-25\nadded: 2024-03-01\nexpires: 2016-01-01",
    },
    Group {
        title: "People",
        intro: "A credit is a name, or the name of a file in `content/authors/`, or its parts; several are a list.",
        fields: PEOPLE,
        example: "authors:\n  - ines-falk\n  - name: Tom Reyes\n    role: Shipping correspondent\nphotographers: Ana Sol",
    },
    Group {
        title: "What it is about",
        intro: "Further fields of this kind are those that the configuration names under `taxonomies`.",
        fields: TOPICS,
        example: "section: Harbour\ntags: coal, shipping\npeople:\n  - Ines Falk\n  - name: Ada Lovelace\n    wikidata: Q7259\nseries: The quay",
    },
    Group {
        title: "Where it stood in print",
        intro: "",
        fields: PRINT,
        example: "dateline: Skerrow\npublication: The Skerrow Mercury\nedition: Late\npage: 3",
    },
    Group {
        title: "Lead picture",
        intro: "",
        fields: PICTURES,
        example: "image:\n  src: quay.jpg\n  alt: An empty quay in the rain\n  caption: The *east quay* on Friday\n  credit: Ana Sol",
    },
    Group {
        title: "Language",
        intro: "",
        fields: LANGUAGE,
        example: "lang: fr\ntranslation_key: last-coal-ship",
    },
    Group {
        title: "Addresses",
        intro: "",
        fields: ADDRESSES,
        example: "slug: last-coal-ship\naliases:\n  - /news/1234.html\nsource_url: https://example.org/1234",
    },
    Group {
        title: "State and corrections",
        intro: "",
        fields: STATE,
        example: "status: published\ncorrections:\n  - date: 2015-09-26\n    kind: correction\n    text: The ship was the *Agnes*, not the *Ada*.",
    },
    Group {
        title: "Rights",
        intro: "",
        fields: RIGHTS_FIELDS,
        example: "rights:\n  holder: The Skerrow Mercury\n  license: CC BY 4.0\n  year: 2015",
    },
    Group {
        title: "For the theme",
        intro: "",
        fields: THEME,
        example: "template: longread\nextra:\n  colour: red",
    },
];

/// Every field of an article, in one list.
pub fn article() -> Vec<Field> {
    ARTICLE.iter().flat_map(|group| group.fields).copied().collect()
}
