//! Problems of the configuration (4xx).

use super::codes;
use crate::diagnostic::{Diagnostic, Place, Spot};

codes! {
    E401 Error "`config.yaml` is not valid YAML" "Correct the place that is named; text with a colon or a quote in it needs quotes around it";
    W402 Warning "A key of `config.yaml` stands twice with the same value" "Remove one of the two";
    E403 Error "`config.yaml` has a key that does not exist" "Correct its name; `docs/config.md` lists every key";
    E404 Error "A value in `config.yaml` is of the wrong kind" "Write it as `docs/config.md` shows";
    E405 Error "A number in `config.yaml` is too small or too large" "Choose one within the bounds";
    E406 Error "A word in `config.yaml` is none of the choices" "Choose one of those that are named";
    E407 Error "`base_url` cannot be the address of a site" "Write the full address, such as `https://mercury.example/`";
    E408 Error "A language is not written as a tag" "Write it as BCP 47 does: `en`, `en-GB`, `pt-BR`, `zh-Hant`";
    E409 Error "The time zone does not exist" "Write the name of a zone as the IANA database has it, such as `Europe/London`";
    E410 Error "A folder in `config.yaml` cannot be used" "Name a folder inside the site, such as `content`";
    E411 Error "Two of the site's folders are one, or one is inside the other" "Give each a folder of its own";
    E412 Error "A pattern for addresses cannot be used" "Write it as in `/{year}/{month}/{slug}/`";
    E413 Error "A taxonomy cannot have this name or folder" "Use letters, digits, `-` and `_`";
    E414 Error "Two lists of the site would stand at one address" "Give one of the taxonomies another `path`";
    E415 Error "An address in `config.yaml` cannot be used" "Write a path of the site (`/about/`) or a full address (`https://…`)";
    E416 Error "Feeds are asked for a taxonomy that the site does not have" "Correct the name, or add it to `taxonomies`";
    E417 Error "A key that is needed is missing" "Add it";
    E418 Error "The name of the theme is not the name of a folder" "Write the name alone, such as `broadsheet`";
    E419 Error "`config.yaml` is not valid UTF-8" "Save it as UTF-8";
    E421 Error "The address of a target cannot be published to" "Write a folder (`/srv/www`), a store (`s3://…`), `sftp://…` or a Git branch (`git+ssh://…#pages`)";
    E422 Error "A target has a name that cannot be used" "Use letters, digits, `-`, `_` and `.`";
    E423 Error "The number of files that a publish may delete is none" "Write a number, or a share such as `2%`";
    W424 Warning "An option of a target means nothing for a target of its kind" "Leave it away";
    W420 Warning "`config.yaml` does not say what the site is called, or where it will stand" "Add `title` and `base_url`";
}

/// A configuration that is not YAML; `help` says what to do, where that is known.
pub fn not_yaml(message: String, help: Option<String>, place: Place) -> Diagnostic {
    advised(Diagnostic::new(&E401, message).at(place), help)
}

fn advised(diagnostic: Diagnostic, help: Option<String>) -> Diagnostic {
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// A key that is there twice, which does no harm.
pub fn repeated_key(key: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&W402, format!("`{key}` stands twice with the same value"))
        .at(place)
        .help("remove one of the two")
}

/// A key that is not in the table of keys.
pub fn unknown_key(message: String, help: Option<String>, place: Place) -> Diagnostic {
    advised(Diagnostic::new(&E403, message).at(place), help)
}

/// A value that is text where a list is expected, and the like.
pub fn wrong_kind(message: String, place: Place) -> Diagnostic {
    Diagnostic::new(&E404, message).at(place)
}

/// A number outside of its bounds.
pub fn out_of_range(message: String, place: Place) -> Diagnostic {
    Diagnostic::new(&E405, message).at(place)
}

/// A word that is none of the choices.
pub fn unknown_choice(message: String, help: Option<String>, place: Place) -> Diagnostic {
    advised(Diagnostic::new(&E406, message).at(place), help)
}

/// A `base_url` that is none; `reason` says why, `help` what to write.
pub fn base_url(reason: &str, help: String, place: Place) -> Diagnostic {
    Diagnostic::new(&E407, format!("`base_url` {reason}")).at(place).help(help)
}

/// A language that is no tag; `meant` is the tag that was meant, when that is plain.
pub fn language(written: &str, meant: Option<&str>, place: Place) -> Diagnostic {
    let help = match meant {
        Some(tag) => format!("write `{tag}`"),
        None => "write a tag such as `en`, `en-GB` or `zh-Hant`".to_owned(),
    };
    Diagnostic::new(&E408, format!("this is not the tag of a language: {written}")).at(place).help(help)
}

/// A time zone that does not exist; `meant` is the one that was probably meant.
pub fn timezone(written: &str, meant: Option<&str>, place: Place) -> Diagnostic {
    let help = match meant {
        Some(zone) => format!("did you mean `{zone}`?"),
        None => "write a name such as `Europe/London`; every zone is called by a city in it".to_owned(),
    };
    Diagnostic::new(&E409, format!("there is no time zone of this name: {written}")).at(place).help(help)
}

/// A folder that cannot be used, and why.
pub fn folder(key: &str, reason: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&E410, format!("`{key}` {reason}"))
        .at(place)
        .help("name a folder inside the site, relative to `config.yaml`, with `/` between its parts")
}

/// Two folders that get in each other's way.
pub fn folders_overlap(key: &str, folder: &str, other_key: &str, other: &str, place: Place) -> Diagnostic {
    let message = if folder == other {
        format!("`{key}` and `{other_key}` name the same folder: {folder}")
    } else {
        format!("`{key}` and `{other_key}` name folders one of which is inside the other: {folder}, {other}")
    };
    Diagnostic::new(&E411, message).at(place).help("give each a folder of its own")
}

/// A pattern for addresses that cannot be used; `reason` says why, `help` what to write.
pub fn permalink(reason: &str, help: String, place: Place) -> Diagnostic {
    Diagnostic::new(&E412, reason).at(place).help(help)
}

/// A name or folder of a taxonomy that cannot be used.
pub fn taxonomy_name(what: &str, written: &str, help: String, place: Place) -> Diagnostic {
    Diagnostic::new(&E413, format!("this cannot be the {what} of a taxonomy: {written}")).at(place).help(help)
}

/// A taxonomy whose pages would stand where something else does.
pub fn taxonomy_clash(path: &str, with: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&E414, format!("`/{path}/` is already the place of {with}"))
        .at(place)
        .help("give the taxonomy another `path`")
}

/// An address that is none; `key` names where it stands.
pub fn address(key: &str, written: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&E415, format!("`{key}` is not an address that can be used: {written}"))
        .at(place)
        .help("write a full address that begins with `https://`, or a path of the site that begins with `/` where that makes sense")
}

/// Feeds for something that is no taxonomy of the site.
pub fn feeds_of_nothing(name: &str, meant: Option<&str>, known: &str, place: Place) -> Diagnostic {
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the site's taxonomies are: {known}"),
    };
    Diagnostic::new(&E416, format!("there is no taxonomy `{name}` that could have feeds"))
        .at(place)
        .help(help)
}

/// A key without which a group of keys says nothing.
pub fn missing_key(message: &str, help: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&E417, message).at(place).help(help)
}

/// A theme that is not called by a name.
pub fn theme_name(written: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&E418, format!("this is not the name of a theme: {written}"))
        .at(place)
        .help("write the name of a folder in `themes/`, such as `broadsheet`, without `/`")
}

/// A configuration that is not text.
pub fn not_utf8(place: Place) -> Diagnostic {
    Diagnostic::new(&E419, "here stand bytes that are not text in UTF-8")
        .at(place)
        .help("save the file as UTF-8 in your editor")
}

/// A site without a name or an address of its own; the default is named.
pub fn anonymous(key: &str, default: &str, path: &str) -> Diagnostic {
    Diagnostic::new(&W420, format!("`{key}` is missing, so that it is taken to be `{default}`"))
        .in_file(path)
        .help(format!("add `{key}` before the site is published"))
}

/// Whether a line may hold a password: it names somebody before a host.
fn hides_something(place: &Place) -> bool {
    place.spot.as_ref().is_some_and(|spot| spot.text.contains('@'))
}

/// A place without the words that stand there.
fn without_text(place: Place) -> Place {
    let hidden = |spot: Box<Spot>| Spot { text: "…".to_owned(), marked: 0.."…".len(), ..*spot };
    Place { path: place.path, spot: place.spot.map(|spot| Box::new(hidden(spot))) }
}

/// The address of a target that is none; `reason` says why, `help` what to write.
pub fn target_url(reason: &str, help: String, place: Place) -> Diagnostic {
    let place = if hides_something(&place) { without_text(place) } else { place };
    Diagnostic::new(&E421, format!("the address of a target {reason}")).at(place).help(help)
}

/// A target called by a name that cannot be typed safely.
pub fn target_name(name: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&E422, format!("this cannot be the name of a target: {name}"))
        .at(place)
        .help("use letters, digits, `-`, `_` and `.`")
}

/// A limit that is none.
pub fn delete_limit(written: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&E423, format!("this is no number of files that may be deleted: {written}"))
        .at(place)
        .help("write a number, or a share such as `2%`")
}

/// An option of a target that is for others.
pub fn meaningless_option(key: &str, kind: &str, whose: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&W424, format!("`{key}` means nothing here: the target is {kind}"))
        .at(place)
        .help(format!("leave it away: it is for {whose}"))
}
