//! The fields of files that are not articles: standing pages, and files about a term or a writer.

use super::shapes::{IMAGE, TEXTS};
use super::table::Group;
use crate::yaml::shape::{Field, Shape};

/// Keys of a link.
pub(in crate::article) const LINK_KEYS: &[Field] = &[
    Field::new("title", Shape::Text, "Text of the link. Without it: the address.")
        .also(&["name", "text", "label"]),
    Field::new("url", Shape::Text, "Address.").also(&["link", "href"]),
];
const LINKS: Shape = Shape::Either(&[
    Shape::Text,
    Shape::List(&Shape::Either(&[Shape::Text, Shape::Map(LINK_KEYS)])),
    Shape::MapOf(&Shape::Text),
]);

const TITLE: Field = Field::new(
    "title",
    Shape::Text,
    "Title. Without it: the heading the body opens with, else the name of the file.",
);
const SUMMARY: Field =
    Field::new("summary", Shape::Text, "One or two sentences for search engines; markup is taken out.")
        .also(&["description", "excerpt"]);
const PICTURE: Field = Field::new("image", IMAGE, "Picture.").also(&[
    "picture",
    "photo",
    "cover",
    "hero",
    "featured_image",
    "thumbnail",
]);
const LANG: Field =
    Field::new("lang", Shape::Text, "Language as a BCP 47 tag.").also(&["language", "locale"]);
const ALIASES: Field =
    Field::new("aliases", TEXTS, "Old addresses, which lead here.").also(&["redirect_from", "formerly"]);
const EXTRA: Field = Field::new(
    "extra",
    Shape::Any,
    "Anything for the theme. Keys that no field answers to are found there too.",
);
const SLUG: Field =
    Field::new("slug", Shape::Text, "Last part of the address. Without it: the name of the file.");

/// Fields of a standing page, `content/pages/*.md`.
pub const STANDING: Group = Group {
    title: "Standing pages",
    intro: "Files in `content/pages/` are pages such as “About” and “Contact”: `content/pages/about.md` stands at `/about/`. They have no date and are in no list or feed.",
    fields: &[
        TITLE,
        Field::new("standfirst", Shape::Text, "The sentence under the title; inline Markdown.")
            .also(&["deck", "dek", "subhead", "subtitle", "lead"]),
        SUMMARY,
        Field::new("navigation", Shape::Boolean, "`true` puts the page into the navigation.")
            .default("false"),
        SLUG,
        Field::new("permalink", Shape::Text, "The whole address in the site, `/about/`.")
            .also(&["url", "path"]),
        ALIASES,
        PICTURE,
        LANG,
        Field::new("draft", Shape::Boolean, "`true` shows the page only with `--drafts`.").default("false"),
        Field::new("published", Shape::Boolean, "`false` is `draft: true`."),
        Field::new("noindex", Shape::Boolean, "`true` keeps the page out of search engines and sitemaps.")
            .default("false"),
        Field::new("template", Shape::Text, "Template of the theme, without `.html`.").also(&["layout"]),
        EXTRA,
    ],
    example: "title: About us\nnavigation: true\nsummary: Who makes this newspaper",
};

/// Fields of a file about a section, tag, series or other term.
pub const TERM: Group = Group {
    title: "Sections, tags and series",
    intro: "A file in the folder of a taxonomy (`content/tags/coal.md`, `content/series/the-quay.md`), or `_index.md` in the folder of a section, is about that term. Its body opens the page of the term.",
    fields: &[
        Field::new("title", Shape::Text, "Name for readers. Without it: as the articles write it.")
            .also(&["name"]),
        Field::new("description", Shape::Text, "One sentence; markup is taken out.").also(&[
            "summary",
            "deck",
            "standfirst",
        ]),
        Field::new("slug", Shape::Text, "Last part of the address. Without it: made of the name."),
        PICTURE,
        Field::new(
            "aliases",
            TEXTS,
            "Spellings that mean the same: articles that carry them are listed here.",
        ),
        Field::new("parent", Shape::Text, "The broader term."),
        Field::new("same_as", TEXTS, "Addresses that say what it is, such as a Wikidata page.")
            .also(&["sameAs"]),
        Field::new("links", LINKS, "Pages elsewhere."),
        LANG,
        EXTRA,
    ],
    example: "title: Islamic State\naliases: [Isis, Isil]\nparent: Syria",
};

/// Fields of a file about a writer, `content/authors/*.md` or `.yaml`.
pub const PROFILE: Group = Group {
    title: "Authors",
    intro: "A file in `content/authors/` is about a person with a byline: articles name them by the name of the file (`authors: ines-falk`) or by their name. It may be Markdown with the biography as its body, or YAML alone.",
    fields: &[
        Field::new(
            "name",
            Shape::Text,
            "Name for readers. Without it: first and last name, else made of the name of the file.",
        )
        .also(&["display_name", "title", "full_name"]),
        Field::new("first_name", Shape::Text, "First name, where there is no `name`."),
        Field::new("last_name", Shape::Text, "Last name, where there is no `name`."),
        Field::new("role", Shape::Text, "What they are.").also(&["job", "job_title", "position"]),
        Field::new(
            "description",
            Shape::Text,
            "One sentence; markup is taken out. Without it: the first of the biography.",
        )
        .also(&["summary", "deck"]),
        Field::new("biography", Shape::Text, "Biography in Markdown, where there is no body.").also(&["bio"]),
        Field::new(
            "slug",
            Shape::Text,
            "Last part of the address, and a name by which articles may call them.",
        ),
        PICTURE,
        Field::new("links", LINKS, "Pages of theirs elsewhere."),
        Field::new("url", Shape::Text, "A page of theirs.").also(&["website", "homepage"]),
        Field::new("email", Shape::Text, "Address of e-mail.").also(&["mail", "e-mail"]),
        Field::new("handle", Shape::Text, "Name on a social network, with `@`.").also(&["twitter"]),
        Field::new("same_as", TEXTS, "Addresses that say who they are, such as a Wikidata or ORCID page.")
            .also(&["sameAs"]),
        Field::new("aliases", TEXTS, "Other spellings of the name in bylines."),
        LANG,
        EXTRA,
    ],
    example: "name: Ines Falk\nrole: Shipping correspondent\naliases: [I. Falk]\nlinks:\n  - https://falk.example/",
};
