//! Values with parts of their own: credits, pictures, corrections and the like.

use crate::yaml::shape::{Choice, Field, Shape};

/// Text, or several.
pub(super) const TEXTS: Shape = Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)]);

/// Keys of a credit.
pub(super) const CREDIT_KEYS: &[Field] = &[
    Field::new("name", Shape::Text, "Name, or the name of a file in `content/authors/`.").also(&[
        "display_name",
        "full_name",
        "slug",
        "id",
    ]),
    Field::new("role", Shape::Text, "What they are.").also(&["title", "job", "job_title", "position"]),
    Field::new("handle", Shape::Text, "Name on a social network, with `@`.").also(&["twitter"]),
    Field::new("url", Shape::Text, "Address of a page of theirs.").also(&["link", "website", "homepage"]),
    Field::new("email", Shape::Text, "Address of e-mail.").also(&["mail", "e-mail"]),
    Field::new("same_as", TEXTS, "Addresses that say who they are, such as a Wikidata or ORCID page.")
        .also(&["sameAs"]),
];
const CREDIT: Shape = Shape::Map(CREDIT_KEYS);
/// People with a credit.
pub(super) const CREDITS: Shape =
    Shape::Either(&[Shape::Text, CREDIT, Shape::List(&Shape::Either(&[Shape::Text, CREDIT]))]);

/// Keys of somebody or something an article is about.
pub(super) const SUBJECT_KEYS: &[Field] = &[
    Field::new("name", Shape::Text, "Name.").also(&["title"]),
    Field::new("wikidata", Shape::Text, "Number of its Wikidata entry, `Q42`."),
    Field::new("same_as", TEXTS, "Address that says who or what it is.").also(&["sameAs", "url"]),
];
const SUBJECT: Shape = Shape::Map(SUBJECT_KEYS);
/// Who or what an article is about.
pub(super) const SUBJECTS: Shape =
    Shape::Either(&[Shape::Text, SUBJECT, Shape::List(&Shape::Either(&[Shape::Text, SUBJECT]))]);

/// Keys of a picture.
pub(super) const PICTURE_KEYS: &[Field] = &[
    Field::new("src", Shape::Text, "File beside the article, path in the site, or address. Without it the picture is lost, and its caption is shown.")
        .also(&["path", "url", "file", "image", "filename"]),
    Field::new("alt", Shape::Text, "What it shows, for those who cannot see it.").also(&["alt_text"]),
    Field::new("caption", Shape::Text, "Caption; inline Markdown.").also(&["title", "figcaption"]),
    Field::new("credit", Shape::Text, "Who made it.").also(&["photographer", "author", "attribution"]),
    Field::new("license", Shape::Text, "Licence: a name or an address.").also(&["licence"]),
];
const PICTURE: Shape = Shape::Map(PICTURE_KEYS);
/// A picture; of several the first.
pub(super) const IMAGE: Shape =
    Shape::Either(&[Shape::Text, PICTURE, Shape::List(&Shape::Either(&[Shape::Text, PICTURE]))]);

const CORRECTION_KINDS: &[Choice] = &[
    ("correction", "something was wrong."),
    ("clarification", "something could be misunderstood."),
    ("update", "something happened since."),
    ("editors-note", "the editors have something to say."),
    ("retraction", "the article does not stand."),
];
/// Keys of a correction.
pub(super) const CORRECTION_KEYS: &[Field] = &[
    Field::new("date", Shape::Date, "When it was made."),
    Field::new("kind", Shape::OneOf(CORRECTION_KINDS), "What it is.").also(&["type"]).default("correction"),
    Field::new("text", Shape::Text, "What it says; inline Markdown.").also(&[
        "note",
        "message",
        "description",
    ]),
];
const CORRECTION: Shape = Shape::Map(CORRECTION_KEYS);
/// Corrections.
pub(super) const CORRECTIONS: Shape =
    Shape::Either(&[Shape::Text, CORRECTION, Shape::List(&Shape::Either(&[Shape::Text, CORRECTION]))]);

/// Keys of a withdrawal.
pub(super) const WITHDRAWAL_KEYS: &[Field] = &[
    Field::new("date", Shape::Date, "When it was withdrawn."),
    Field::new("reason", Shape::Text, "What is said about it; inline Markdown.").also(&["text", "note"]),
    Field::new(
        "kind",
        Shape::OneOf(&[
            ("legal", "a court or a lawyer."),
            ("privacy", "somebody's privacy."),
            ("licence", "the right to show it ended."),
            ("error", "it was wrong."),
        ]),
        "What kind of reason.",
    )
    .also(&["type"]),
];
/// A withdrawal as a group of keys.
pub(super) const WITHDRAWAL: Shape = Shape::Map(WITHDRAWAL_KEYS);

/// Keys of rights.
pub(super) const RIGHTS_KEYS: &[Field] = &[
    Field::new("holder", Shape::Text, "Who holds them.").also(&["owner"]),
    Field::new("notice", Shape::Text, "Notice as printed.").also(&["text"]),
    Field::new("license", Shape::Text, "Licence: a name or an address.").also(&["licence"]),
    Field::new("year", Shape::Text, "Year."),
];
/// Rights as a group of keys.
pub(super) const RIGHTS: Shape = Shape::Map(RIGHTS_KEYS);

/// Kinds of pieces.
pub(super) const GENRES: &[Choice] = &[
    ("report", "news."),
    ("opinion", "one person's view."),
    ("analysis", "what the news means."),
    ("review", "of a book, a play, a meal."),
    ("editorial", "the newspaper's view."),
    ("letter", "to the editor."),
    ("obituary", "a life that ended."),
    ("press-release", "from somebody else, as they wrote it."),
];
