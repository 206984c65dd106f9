//! Faulty files: each with the exact message and place, and what is made of the file all the same.

use super::{parsed, reading, shown};
use crate::article::parse;
use proptest::prelude::*;

/// What is said about a file, and whether there is an article.
fn told(path: &str, text: &str) -> (Vec<String>, bool, bool) {
    let parsed = parsed(path, text);
    (shown(&parsed.diagnostics), parsed.value.is_some(), parsed.doubtful)
}

/// Read past, with this one warning.
fn warned(text: &str, warning: &str) {
    assert_eq!(told("quay.md", text), (vec![warning.to_owned()], true, false), "{text}");
}

/// Left out, for this one reason.
fn refused(text: &str, error: &str) {
    assert_eq!(told("quay.md", text), (vec![error.to_owned()], false, true), "{text}");
}

#[test]
fn an_unquoted_colon() {
    warned(
        "---\ntitle: Budget: what now\n---\nWords.\n",
        "W103 2:8 this text has a colon in it and is not in quotes // it was read as it is meant; write it as 'Budget: what now'",
    );
    let title = parsed("quay.md", "---\ntitle: Budget: what now\n---\nWords.\n").value.unwrap().title;
    assert_eq!(&*title, "Budget: what now");
}

#[test]
fn other_slips_with_a_plain_meaning() {
    let read = "it was read as it is meant; write it as";
    warned(
        "---\ntitle: @mayor answers\n---\nWords.\n",
        &format!(
            "W103 2:8 this text begins with a sign that means something in YAML and is not in quotes // {read} '@mayor answers'"
        ),
    );
    warned(
        "---\ntitle: [Update] Budget passes\n---\nWords.\n",
        &format!(
            "W103 2:8 this text begins with a bracket and is not in quotes // {read} '[Update] Budget passes'"
        ),
    );
    warned(
        "---\ntitle: [Update]\n---\nWords.\n",
        &format!(
            "W109 2:8 `title` is in brackets, which make it a list, and not in quotes // {read} \"[Update]\""
        ),
    );
    warned(
        "---\ntitle: 'It's over'\n---\nWords.\n",
        &format!(
            "W103 2:8 this text has quotation marks in it that YAML takes for its end // {read} 'It''s over'"
        ),
    );
    warned(
        "---\ntags:\n\t- coal\n---\nWords.\n",
        "W103 3:1 a tab stands here where YAML wants spaces // it was read as spaces; write spaces",
    );
    warned(
        "---\ntitle: City Council #3 meets\n---\nWords.\n",
        "W108 2:21 what follows `#` in `title` was taken for a comment: #3 meets // if it belongs to the text, put the whole text in quotes",
    );
    warned(
        "---\ntags:\n  - #metoo\n  - x # a remark\n---\nWords.\n",
        "W108 3:5 what follows `#` in `tags` was taken for a comment: #metoo // if it belongs to the text, put the whole text in quotes",
    );
}

#[test]
fn tabs_that_could_mean_several_things() {
    refused(
        "---\nauthors:\n  - name: A\n\t- name: B\n---\nWords.\n",
        "E101 4:1 a tab is used to indent this line // indent with spaces; YAML does not allow tabs here (until then the file is left out)",
    );
}

#[test]
fn repeated_keys() {
    warned(
        "---\ntitle: A\ntitle: A\n---\nWords.\n",
        "W104 3:1 `title` stands twice with the same value // remove one of the two",
    );
    refused(
        "---\ntitle: A\ndate: 2015\ntitle: B\n---\nWords.\n",
        "E101 4:1 `title` stands twice with different values, in line 2 and in line 4 // keep the one that is right and remove the other (until then the file is left out)",
    );
}

#[test]
fn oddities_of_the_file() {
    warned(
        "\u{feff}---\ntitle: A\n---\nWords.\n",
        "W004 this file starts with a byte order mark // it was read all the same; save it as UTF-8 without a byte order mark (BOM)",
    );
    warned(
        "---\r\ntitle: A\r\n---\r\nWords.\r\n",
        "W005 1:4 the lines of this file end as on Windows (CRLF) // it was read all the same; save it with line ends of the Unix kind (LF)",
    );
    warned(
        "\n---\ntitle: A\n---\nWords.\n",
        "W006 2:1 a blank line stands before the front matter // it was read all the same; `---` belongs into the first line",
    );
}

#[test]
fn nothing_in_it() {
    for text in ["", "  \n\n", "---\n---\n"] {
        refused(text, "E003 this file is empty // write the article, or remove the file");
    }
}

#[test]
fn bytes_that_are_no_text() {
    let told = |bytes: &[u8]| shown(&parse("quay.md", bytes, &reading()).diagnostics);
    assert_eq!(
        told(b"---\ntitle: Caf\xe9 closes\n---\n"),
        [
            "E001 2:11 this file is not in UTF-8: byte E9 is no part of a character here // it looks like ISO 8859-1 (Latin-1): open it with that encoding in a text editor and save it as UTF-8"
        ]
    );
    assert_eq!(
        told(b"GIF89a\0\0"),
        [
            "E002 1:7 this is no text: a NUL byte stands here // if it is a picture or a document, give it the name that fits it; if it is a text, save it again as UTF-8"
        ]
    );
}

#[test]
fn front_matter_of_other_kinds() {
    refused(
        "---\ntitle: A\n\nWords.\n",
        "E008 1:1 the front matter that opens here never closes // put `---` on a line of its own between the front matter and the text",
    );
    refused(
        "+++\ntitle = \"A\"\n+++\nWords.\n",
        "E009 1:1 this front matter is in TOML, and only YAML is read // write `---` in place of `+++`, and `title: \"…\"` in place of `title = \"…\"`, and so on for each line",
    );
    refused(
        "{\"title\": \"A\"}\n\nWords.\n",
        "E010 1:1 this front matter is in JSON, and only YAML is read // put a line `---` above the opening brace and another below the closing one; the JSON itself can stay",
    );
    refused(
        "---\ntitle:\"A\"\n---\nWords.\n",
        "E102 2:1 this front matter is text, not keys and values // write each line as `key: value`, with a blank behind the colon (until then the file is left out)",
    );
    warned(
        "title: A\ndate: 2015\n\nWords.\n",
        "W007 1:1 this looks like front matter, but there is no `---` above it, so it was read as text // put a line `---` above it and another below it",
    );
}

#[test]
fn a_broken_date_leaves_the_article() {
    let text = "---\ntitle: A\ndate: 2021-02-08 16:30-:00+16:30\n---\nWords.\n";
    let advice = "write it as `2015-09-24`, `2015-09-24 14:32`, `1937-07`, `1937` or `1937~`; words can go into `date_text`";
    let message = "E110 3:7 this date cannot be read: 2021-02-08 16:30-:00+16:30";
    assert_eq!(
        told("quay.md", text),
        (vec![format!("{message} // {advice} (until then the article is undated)")], true, true)
    );
    let dated = "until then the article has the date of its file name, 2021-02-08";
    assert_eq!(told("2021-02-08-quay.md", text).0, [format!("{message} // {advice} ({dated})")]);
    let iso = |path| parsed(path, text).value.unwrap().date.iso();
    assert_eq!(
        (iso("quay.md"), iso("2021-02-08-quay.md"), iso("2021/02/quay.md")),
        (String::new(), "2021-02-08".into(), "2021-02".into())
    );
}

#[test]
fn dates_that_cannot_be() {
    let said = |date: &str| told("quay.md", &format!("---\ndate: {date}\n---\nWords.\n")).0.concat();
    let undated = "(until then the article is undated)";
    assert_eq!(
        said("2021-02-29"),
        format!(
            "E111 2:7 this date does not exist: 2021-02-29: there is no day 29, February 2021 has 28 days // correct it {undated}"
        )
    );
    assert_eq!(
        said("24/09/15"),
        format!(
            "E112 2:7 the year of this date has only two digits: 24/09/15 // write the year with four digits {undated}"
        )
    );
    assert_eq!(
        said("03/04/2015"),
        format!(
            "E113 2:7 this date can mean two days: 03/04/2015: it can mean `2015-04-03` or `2015-03-04` // write it in one of these ways, or set `ambiguous` under `dates` in the configuration to `day-first` or `month-first` {undated}"
        )
    );
    assert_eq!(
        said("2015-09-24 10:00 XYZ"),
        format!(
            "E114 2:7 the time zone of this date is not known, or has several meanings: XYZ // write the offset, such as `+01:00`, or a name such as `Europe/London` {undated}"
        )
    );
    assert_eq!(
        said("[2015]"),
        format!("E110 2:7 `date` must be a date, not a list // write it as `2015-09-24` {undated}")
    );
    assert_eq!(
        said("Friday 24 September 2015"),
        "W115 2:7 the day of the week does not fit the date: Friday 24 September 2015: that day was a Thursday, not a Friday // the date was read and the day of the week ignored; correct the one that is wrong"
    );
    assert_eq!(
        told("2015-02-30-quay.md", "Words.\n").0,
        [
            "W116 the name of this file starts with a date that does not exist: 2015-02-30 // rename the file, or give the article a `date`; until then it is undated"
        ]
    );
}

#[test]
fn what_decides_about_showing_is_never_guessed() {
    refused(
        "---\nstatus: secret\n---\nWords.\n",
        "E107 2:9 `status` has no choice of this name: secret // the choices are: published, draft, hidden, withdrawn (until it is corrected the article is left out)",
    );
    refused(
        "---\nstatus: drafft\n---\nWords.\n",
        "E107 2:9 `status` has no choice of this name: drafft // did you mean `draft`? (until it is corrected the article is left out)",
    );
    refused(
        "---\ndraft: perhaps\n---\nWords.\n",
        "E107 2:8 `draft` must be true or false, not text // until it is corrected the article is left out",
    );
    refused(
        "---\nembargo: next week\n---\nWords.\n",
        "E117 2:10 this embargo cannot be read: next week // write it as `2015-09-24 14:32` (until it is corrected the article is left out)",
    );
    let (said, shown, doubtful) = told("quay.md", "---\npublished: nope\ndate: 2015\n---\nWords.\n");
    assert!(
        said[0].starts_with("E107 2:12 `published` must be true, false or a date: nope")
            && !shown
            && doubtful,
        "{said:?}"
    );
}

#[test]
fn values_that_do_not_fit() {
    warned(
        "---\ngenre: novel\n---\nWords.\n",
        "W106 2:8 `genre` has no choice of this name: novel // the choices are: report, opinion, analysis, review, editorial, letter, obituary, press-release",
    );
    warned(
        "---\nid:\n  - a\n---\nWords.\n",
        "W106 3:3 `id` must be text, not a list // it was read as if it were not there",
    );
    warned(
        "---\nauthors:\n  - [a]\n---\nWords.\n",
        "W106 3:5 `authors[1]` must be text or a group of keys, not a list // it was read as if it were not there",
    );
    warned(
        "---\nauthors:\n  - role: Editor\n---\nWords.\n",
        "W123 3:5 an entry of `authors` has no name // give it a `name`; until then it is left out",
    );
    warned(
        "---\nauthors:\n  - nmae: A\n    name: B\n---\nWords.\n",
        "W106 3:5 there is no key `authors[1].nmae` // did you mean `name`?",
    );
    warned(
        "---\ncorrections: {text: East, not west.}\n---\nWords.\n",
        "W106 2:27 there is no key `corrections.not west.` // the keys here are: date, kind, text",
    );
    warned(
        "---\ncorrections:\n  - date: 2015\n---\nWords.\n",
        "W124 3:5 this correction has no text // give it a `text`; until then it is left out",
    );
    warned(
        "---\nlang: English\n---\nWords.\n",
        "W120 2:7 this is not a language tag: English // write a tag such as `en`, `pt-BR` or `zh-Hant`; until then the language is that of the site",
    );
    warned(
        "---\npermalink: true\n---\nWords.\n",
        "W121 2:12 a permalink is an address, not `true` // write the address, or remove the key; until then the usual address is used",
    );
    warned(
        "---\nurl: https://old.example/1\n---\nWords.\n",
        "W122 2:6 `url` is the address of a page in this site and cannot lead elsewhere // it was read as `source_url`; write it there, and a path such as `/2015/09/quay/` here",
    );
    warned(
        "---\ntitel: A\n---\nWords.\n",
        "W105 2:1 there is no field `titel` // did you mean `title`? As it is, it is kept for themes",
    );
    warned(
        "---\nsummary: One\n<p>In the films, they do this: and that\n---\nWords.\n",
        "W125 3:1 this line of text was taken for a key, because a colon follows // indent it if it belongs to the text above; until then it is kept for themes",
    );
}

#[test]
fn everything_at_once_in_order_of_finding() {
    let text = "---\ntitel: A\ndate: soon\nlang: English\ngenre: novel\n---\nWords.\n";
    let mut parsed = parsed("quay.md", text);
    crate::diagnostic::sort(&mut parsed.diagnostics);
    let codes: Vec<&str> = parsed.diagnostics.iter().map(|d| d.code.name).collect();
    assert_eq!(codes, ["W105", "E110", "W120", "W106"]);
}

#[test]
fn a_title_of_ten_kilobytes() {
    let title = "Coal ".repeat(2048);
    let article = parsed("quay.md", &format!("---\ntitle: {title}\n---\nWords.\n")).value.unwrap();
    assert_eq!(article.title.len(), title.trim().len());
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        parse("2015-1-1-x.md", &bytes, &reading());
    }

    #[test]
    fn no_front_matter_panics(lines in prop::collection::vec(prop::sample::select(&[
        "title: A", "title: [x", "date: 2015-9-9", "date: x", "tags: [a, null, {b: c}]", "authors: {name: [x]}", "image: [{src: {}}, 1]",
        "corrections: [{text: [a]}, b]", "withdrawal: {kind: 1}", "- x", "  y: z", "\t", "extra: [1]", "status: [a]", "published: {}",
        "embargo: []", "taxonomies: {tags: {a: b}, authors: 1}", "lang: é", "permalink: [a]", "aliases: [[a], 1.10]", "#x", "'", "---", "é: ü",
        "redirect_to: {a: b}", "rights: [1]", "people: [{wikidata: 1}]", "summary: |", "  <b>&amp;</b>", "",
    ][..]), 0..14)) {
        let text = format!("---\n{}\n---\n# H\n\nWords.", lines.join("\n"));
        let parsed = parsed("a/2015/x.md", &text);
        prop_assert!(parsed.value.is_some() || !parsed.diagnostics.is_empty());
    }
}
