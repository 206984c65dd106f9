//! Problems of themes, templates and words (5xx).

use super::codes;
use crate::diagnostic::{Diagnostic, Place};

codes! {
    E501 Error "The theme that the configuration names does not exist" "Correct `theme` in the configuration, or put the theme into `themes/`";
    E502 Error "A template has a mistake" "Correct the template at the place that is named";
    E503 Error "A template that is needed is missing" "Add it to the theme, or give the theme a parent that has it";
    E504 Error "A theme file is not valid UTF-8" "Save it as UTF-8";
    E505 Error "A theme is its own parent" "Correct `parent` in `theme.yaml`";
    E506 Error "A view cannot be given to a template" "Use only text as keys in `extra` and `theme_options`";
    E507 Error "`theme.yaml` has a mistake" "Correct it at the place that is named; `docs/themes.md` lists what it may hold";
    E508 Error "A file of words has a mistake" "Write `word: text`, or for a word with a number a map of plural forms with `other`";
    W511 Warning "An article asks for a template that the theme does not have" "Correct `template`; the article's usual template is used";
    W512 Warning "A theme file could not be read" "Give the account that runs the build the right to read it";
}

/// The theme is not there; `near` is a name like it, `known` the built-in ones.
pub fn theme_missing(name: &str, wanted_by: Place, near: Option<&str>, known: &str) -> Diagnostic {
    let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? Else "));
    Diagnostic::new(&E501, format!("there is no theme `{name}`"))
        .at(wanted_by)
        .help(format!("{near}put it into `themes/{name}/`, or use one that comes with the program: {known}"))
}

/// A mistake in a template, found at load (`page` none) or while rendering a page.
pub fn template_error(message: &str, place: Option<Place>, page: Option<&str>) -> Diagnostic {
    let message = message.trim_end_matches(['.', '\n']);
    let mut diagnostic = Diagnostic::new(&E502, format!("this template has a mistake: {message}"));
    diagnostic.place = place;
    match page {
        Some(page) => diagnostic.help(format!("it was found while rendering the page `{page}`")),
        None => diagnostic
            .help("it was found before any page was written; `docs/templates.md` lists what there is"),
    }
}

/// A template for a kind of page is missing.
pub fn template_missing(name: &str, theme: &str) -> Diagnostic {
    Diagnostic::new(&E503, format!("the theme `{theme}` has no template `{name}`"))
        .help(format!("add `templates/{name}`, or give the theme a parent that has it"))
}

/// A template that is not text.
pub fn template_not_utf8(path: &str) -> Diagnostic {
    Diagnostic::new(&E504, "this theme file is not valid UTF-8").in_file(path).help("save it as UTF-8")
}

/// Parents in a circle.
pub fn parent_circle(path: &str, name: &str) -> Diagnostic {
    Diagnostic::new(&E505, format!("the theme `{name}` is, through its parents, its own parent"))
        .in_file(path)
        .help("correct `parent` in `theme.yaml`")
}

/// Something that is not data.
pub fn view_not_data(reason: &str) -> Diagnostic {
    Diagnostic::new(&E506, format!("a value cannot be given to a template: {reason}"))
        .help("use only text as keys in `extra` and `theme_options`")
}

/// A mistake in `theme.yaml`.
pub fn bad_manifest(message: impl Into<String>, place: Place) -> Diagnostic {
    Diagnostic::new(&E507, message).at(place).help("`docs/themes.md` lists what `theme.yaml` may hold")
}

/// A mistake in a file of words.
pub fn bad_words(message: impl Into<String>, place: Place) -> Diagnostic {
    Diagnostic::new(&E508, message)
        .at(place)
        .help("write `word: text`, or for a word with a number a map of plural forms with `other`")
}

/// A theme file that cannot be read.
pub fn cannot_read(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&W512, format!("cannot read this theme file: {reason}"))
        .in_file(path)
        .help("the site is built without it")
}

/// A template that an article asks for and the theme has not.
pub fn unknown_template(path: &str, name: &str) -> Diagnostic {
    Diagnostic::new(&W511, format!("the theme has no template `{name}.html`"))
        .in_file(path)
        .help("correct `template`; the usual template is used")
}
