//! Grammars of languages, and which of two to take.
//!
//! There are two collections. The larger one's JavaScript brings the parser into a loop without end on `x /*`
//! (a fault of syntect 5.3), as does everything that embeds it; so a language comes from the smaller collection
//! where that has it, and from the larger only where it is on a list of those that embed no JavaScript.

use std::sync::LazyLock;
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// The smaller collection: the older and larger half of languages in use.
static COMMON: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);
/// The larger collection, of which only [`MORE`] is used.
static EXTRA: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// What the larger collection is used for.
pub(super) const MORE: [&str; 50] = [
    "ada",
    "asm",
    "awk",
    "cmake",
    "crystal",
    "csv",
    "dart",
    "dockerfile",
    "elm",
    "env",
    "ex",
    "exs",
    "elixir",
    "f#",
    "f90",
    "fish",
    "fs",
    "glsl",
    "graphql",
    "gql",
    "hcl",
    "htaccess",
    "ini",
    "jl",
    "jq",
    "jsonnet",
    "julia",
    "kotlin",
    "kt",
    "less",
    "nginx",
    "nim",
    "nix",
    "proto",
    "protobuf",
    "sass",
    "scss",
    "sol",
    "solidity",
    "styl",
    "swift",
    "tf",
    "toml",
    "ts",
    "tsx",
    "typescript",
    "vhdl",
    "vim",
    "viml",
    "zig",
];

/// Names in use for languages that the grammars know by another.
const ALIASES: [(&str, &str); 34] = [
    ("apache", "htaccess"),
    ("apacheconf", "htaccess"),
    ("console", "sh"),
    ("docker", "dockerfile"),
    ("dotenv", "env"),
    ("golang", "go"),
    ("handlebars", "html"),
    ("hbs", "html"),
    ("jinja", "html"),
    ("jinja2", "html"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsx", "js"),
    ("liquid", "html"),
    ("mjs", "js"),
    ("mysql", "sql"),
    ("node", "js"),
    ("objc", "m"),
    ("objective-c", "m"),
    ("objectivec", "m"),
    ("postgres", "sql"),
    ("postgresql", "sql"),
    ("python3", "py"),
    ("regex", "re"),
    ("shell", "sh"),
    ("shell-session", "sh"),
    ("shellscript", "sh"),
    ("svelte", "html"),
    ("svg", "xml"),
    ("terraform", "tf"),
    ("twig", "html"),
    ("vue", "html"),
    ("xhtml", "html"),
    ("zsh", "sh"),
];

/// The grammar of a language, and the collection it belongs to. None for a language that is not known, and for plain text.
pub(super) fn find(language: &str) -> Option<(&'static SyntaxSet, &'static SyntaxReference)> {
    let name = ALIASES.iter().find(|(alias, _)| *alias == language).map_or(language, |(_, name)| *name);
    let common = COMMON.find_syntax_by_token(name).map(|grammar| (&*COMMON, grammar));
    let found = common.or_else(|| {
        // The list first, so that a name nobody knows does not unpack the larger collection.
        let name = MORE.iter().find(|more| **more == name)?;
        Some((&*EXTRA, EXTRA.find_syntax_by_token(name)?))
    });
    found.filter(|(_, grammar)| grammar.name != "Plain Text")
}
