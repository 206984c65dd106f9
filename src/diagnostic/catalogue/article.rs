//! Problems of front matter (101 to 199).

use super::codes;
use crate::diagnostic::{Diagnostic, Place};

codes! {
    E101 Error "The front matter cannot be read" "Correct the line; until then the file is left out";
    E102 Error "The front matter is not made of keys and values" "Write each line as `key: value`; until then the file is left out";
    W103 Warning "A line of the front matter is not written as YAML wants it, but its meaning is plain" "Put the text in quotes, or spaces in place of tabs";
    W104 Warning "A key stands twice with the same value" "Remove one of the two";
    W105 Warning "A key is nearly one that is known" "Correct the key; as it is, it is kept for themes and does nothing else";
    W106 Warning "A value is not of the kind its field wants" "Correct the value; until then it is read as if the key were not there";
    E107 Error "The state of an article cannot be read" "Correct the value; until then the article is left out, since it may not be meant for readers";
    W108 Warning "What follows `#` in a value was taken for a comment" "Put the whole text in quotes";
    W109 Warning "A text in brackets is a list for YAML" "Put the text in quotes";
    E110 Error "A date cannot be read" "Write it as `2015-09-24`, `2015-09-24 14:32`, `1937-07`, `1937` or `1937~`";
    E111 Error "A date names a day, a time or a year that does not exist" "Correct it";
    E112 Error "A date has a year of two digits" "Write the year with four digits";
    E113 Error "A date can mean two days" "Write it as `2015-04-03`, or set `ambiguous` under `dates` in the configuration";
    E114 Error "A date names a time zone that is not known, or has several meanings" "Write the offset, such as `+01:00`, or a name such as `Europe/London`";
    W115 Warning "A date names the wrong day of the week" "Correct the date or the day of the week";
    W116 Warning "The name of a file starts with a date that does not exist" "Rename the file, or give the article a `date`";
    E117 Error "An embargo cannot be read" "Correct the date; until then the article is left out, since it may not be meant for readers yet";
    W120 Warning "A language is not written as a language tag" "Write a BCP 47 tag such as `en`, `pt-BR` or `zh-Hant`";
    W121 Warning "A permalink is `true` or `false`" "Write the address, or remove the key";
    W122 Warning "A permalink leads out of the site" "Write a path in the site, such as `/2015/09/quay/`; for where a text came from there is `source_url`";
    W123 Warning "A person, place or thing has no name" "Give it a `name`";
    W124 Warning "A correction has no text" "Give it a `text`";
    W125 Warning "A line of text was taken for a key, because a colon follows" "Indent the line if it belongs to the text above, or remove it";
}

/// Front matter that is not YAML, or contradicts itself.
pub fn not_yaml(place: Place, message: &str, help: Option<&str>) -> Diagnostic {
    let help = help.unwrap_or("correct it");
    Diagnostic::new(&E101, message).at(place).help(format!("{help} (until then the file is left out)"))
}

/// Front matter that is a list or a text; `found` says which.
pub fn no_keys(place: Place, found: &str) -> Diagnostic {
    Diagnostic::new(&E102, format!("this front matter is {found}, not keys and values")).at(place).help(
        "write each line as `key: value`, with a blank behind the colon (until then the file is left out)",
    )
}

/// Text whose quotes are missing or wrong; `fault` says in what way, `meant` how to write it.
pub fn text_without_quotes(place: Place, fault: &str, meant: &str) -> Diagnostic {
    Diagnostic::new(&W103, fault)
        .at(place)
        .help(format!("it was read as it is meant; write it as {}", shortened(meant)))
}

/// Tabs that were read as spaces.
pub fn tab(place: Place) -> Diagnostic {
    Diagnostic::new(&W103, "a tab stands here where YAML wants spaces")
        .at(place)
        .help("it was read as spaces; write spaces")
}

/// A key that stands twice with one value.
pub fn repeated_key(place: Place, key: &str) -> Diagnostic {
    Diagnostic::new(&W104, format!("`{key}` stands twice with the same value"))
        .at(place)
        .help("remove one of the two")
}

/// A key that is nearly `meant`.
pub fn unknown_key(place: Place, key: &str, meant: &str) -> Diagnostic {
    Diagnostic::new(&W105, format!("there is no field `{key}`"))
        .at(place)
        .help(format!("did you mean `{meant}`? As it is, it is kept for themes"))
}

/// A line of text in the place of a key.
pub fn text_as_key(place: Place) -> Diagnostic {
    Diagnostic::new(&W125, "this line of text was taken for a key, because a colon follows")
        .at(place)
        .help("indent it if it belongs to the text above; until then it is kept for themes")
}

/// A value of the wrong kind.
pub fn wrong_value(place: Place, message: &str, help: Option<String>) -> Diagnostic {
    let help = help.unwrap_or_else(|| "it was read as if it were not there".to_owned());
    Diagnostic::new(&W106, message).at(place).help(help)
}

/// A value that decides whether an article may be shown, and cannot be read.
pub fn state_unclear(place: Place, message: &str, help: Option<String>) -> Diagnostic {
    let left_out = "until it is corrected the article is left out";
    let help = help.map_or(left_out.to_owned(), |help| format!("{help} ({left_out})"));
    Diagnostic::new(&E107, message).at(place).help(help)
}

/// `title: City Council #3 meets`.
pub fn comment_in_text(place: Place, key: &str, comment: &str) -> Diagnostic {
    Diagnostic::new(
        &W108,
        format!("what follows `#` in `{key}` was taken for a comment: {}", shortened(comment)),
    )
    .at(place)
    .help("if it belongs to the text, put the whole text in quotes")
}

/// `title: [Update]`.
pub fn text_in_brackets(place: Place, key: &str, written: &str) -> Diagnostic {
    Diagnostic::new(&W109, format!("`{key}` is in brackets, which make it a list, and not in quotes"))
        .at(place)
        .help(format!("it was read as it is meant; write it as \"{}\"", shortened(written)))
}

/// A date in no form that is known. Here and below, `consequence` says what holds until it is corrected.
pub fn date_unreadable(place: Place, written: &str, consequence: &str) -> Diagnostic {
    Diagnostic::new(&E110, format!("this date cannot be read: {}", shortened(written))).at(place).help(format!(
        "write it as `2015-09-24`, `2015-09-24 14:32`, `1937-07`, `1937` or `1937~`; words can go into `date_text` ({consequence})"
    ))
}

/// A day, time or year that does not exist; `reason` says which.
pub fn date_impossible(place: Place, written: &str, reason: &str, consequence: &str) -> Diagnostic {
    Diagnostic::new(&E111, format!("this date does not exist: {}: {reason}", shortened(written)))
        .at(place)
        .help(format!("correct it ({consequence})"))
}

/// A year of two digits.
pub fn date_without_century(place: Place, written: &str, consequence: &str) -> Diagnostic {
    Diagnostic::new(&E112, format!("the year of this date has only two digits: {}", shortened(written)))
        .at(place)
        .help(format!("write the year with four digits ({consequence})"))
}

/// A date that means two days; `meanings` names both.
pub fn date_ambiguous(place: Place, written: &str, meanings: &str, consequence: &str) -> Diagnostic {
    Diagnostic::new(&E113, format!("this date can mean two days: {}: {meanings}", shortened(written))).at(place).help(format!(
        "write it in one of these ways, or set `ambiguous` under `dates` in the configuration to `day-first` or `month-first` ({consequence})"
    ))
}

/// A time zone nobody knows.
pub fn zone_unknown(place: Place, zone: &str, consequence: &str) -> Diagnostic {
    Diagnostic::new(
        &E114,
        format!("the time zone of this date is not known, or has several meanings: {}", shortened(zone)),
    )
    .at(place)
    .help(format!("write the offset, such as `+01:00`, or a name such as `Europe/London` ({consequence})"))
}

/// A list or group where a date should be.
pub fn date_of_wrong_kind(place: Place, key: &str, found: &str, consequence: &str) -> Diagnostic {
    Diagnostic::new(&E110, format!("`{key}` must be a date, not {found}"))
        .at(place)
        .help(format!("write it as `2015-09-24` ({consequence})"))
}

/// A date with the wrong day of the week.
pub fn date_doubtful(place: Place, written: &str, doubt: &str) -> Diagnostic {
    Diagnostic::new(
        &W115,
        format!("the day of the week does not fit the date: {}: {doubt}", shortened(written)),
    )
    .at(place)
    .help("the date was read and the day of the week ignored; correct the one that is wrong")
}

/// A file name with an impossible date.
pub fn name_with_impossible_date(path: &str, date: &str) -> Diagnostic {
    Diagnostic::new(&W116, format!("the name of this file starts with a date that does not exist: {date}"))
        .in_file(path)
        .help("rename the file, or give the article a `date`; until then it is undated")
}

/// An embargo that cannot be read.
pub fn embargo_unclear(place: Place, written: &str) -> Diagnostic {
    Diagnostic::new(&E117, format!("this embargo cannot be read: {}", shortened(written)))
        .at(place)
        .help("write it as `2015-09-24 14:32` (until it is corrected the article is left out)")
}

/// A language that is no tag.
pub fn not_a_language(place: Place, written: &str) -> Diagnostic {
    Diagnostic::new(&W120, format!("this is not a language tag: {}", shortened(written)))
        .at(place)
        .help("write a tag such as `en`, `pt-BR` or `zh-Hant`; until then the language is that of the site")
}

/// `permalink: true`.
pub fn permalink_boolean(place: Place, written: &str) -> Diagnostic {
    Diagnostic::new(&W121, format!("a permalink is an address, not `{written}`"))
        .at(place)
        .help("write the address, or remove the key; until then the usual address is used")
}

/// A permalink with a scheme or host.
pub fn permalink_elsewhere(place: Place, key: &str) -> Diagnostic {
    Diagnostic::new(&W122, format!("`{key}` is the address of a page in this site and cannot lead elsewhere"))
        .at(place)
        .help("it was read as `source_url`; write it there, and a path such as `/2015/09/quay/` here")
}

/// A group of keys without `name`.
pub fn nobody(place: Place, key: &str) -> Diagnostic {
    Diagnostic::new(&W123, format!("an entry of `{key}` has no name"))
        .at(place)
        .help("give it a `name`; until then it is left out")
}

/// A correction without text.
pub fn empty_correction(place: Place) -> Diagnostic {
    Diagnostic::new(&W124, "this correction has no text")
        .at(place)
        .help("give it a `text`; until then it is left out")
}

/// A value that fits a message.
fn shortened(text: &str) -> String {
    /// Characters shown.
    const SHOWN: usize = 80;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
