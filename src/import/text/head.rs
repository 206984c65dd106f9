//! Lines of the head of an article: who wrote it, when, where.
//!
//! Takes: a line. Does: reads bylines, date lines and the datelines of news agencies. Gives: their parts, or none when it is not one.

use crate::article::date::problem::DateProblem;
use crate::article::date::{DateReader, PressDate};
use serde_json::{Map, Value};

/// A byline.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Byline {
    /// Values for `authors`.
    pub(in crate::import) authors: Vec<Value>,
    /// Where it was written.
    pub(in crate::import) place: Option<String>,
}

/// Words with which bylines begin.
const BY: &[&str] = &[
    "by ",
    "von ",
    "par ",
    "por ",
    "door ",
    "words by ",
    "text by ",
    "written by ",
    "story by ",
    "reported by ",
];
/// Words in small letters that stand in names.
const PARTICLES: &[&str] = &[
    "de", "da", "di", "do", "dos", "du", "del", "della", "la", "le", "van", "von", "der", "den", "ter",
    "ten", "bin", "ibn", "al", "el", "y", "e", "zu", "af", "av", "ap",
];

/// Reads a byline. `bare` allows one without a word before it and without a handle.
pub(in crate::import) fn byline(line: &str, bare: bool) -> Option<Byline> {
    const LONGEST: usize = 160;
    let line = line.trim();
    if line.chars().count() > LONGEST || line.ends_with(['?', '!', ':']) {
        return None;
    }
    let lower = line.to_lowercase();
    let marked = BY.iter().find(|by| lower.starts_with(**by) && line.is_char_boundary(by.len()));
    let names = marked.map_or(line, |by| line[by.len()..].trim());
    let handle = names.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(_, handle)| is_handle(handle.trim_end_matches([',', ';', ')'])))
    });
    if marked.is_none() && !handle && !bare {
        return None;
    }
    let names = names.trim_end_matches(['.', '|', ',']).trim();
    let (names, place) = match names.rsplit_once(" in ") {
        Some((names, place)) if is_name(place) => (names, Some(place.to_owned())),
        _ => (names, None),
    };
    let (names, role) = role(names);
    let mut authors = Vec::new();
    for part in people(names) {
        authors.push(person(part, role.filter(|_| people(names).len() == 1))?);
    }
    (!authors.is_empty()).then_some(Byline { authors, place })
}

/// Names and what stands behind a comma when that is a job: `Tom Reyes, Shipping correspondent`.
fn role(names: &str) -> (&str, Option<&str>) {
    const JOBS: &[&str] = &[
        "correspondent",
        "editor",
        "reporter",
        "writer",
        "columnist",
        "critic",
        "staff",
        "chief",
        "producer",
        "korrespondent",
        "redakteur",
        "redactie",
    ];
    match names.split_once([',', '|']) {
        Some((name, job)) if JOBS.iter().any(|word| job.to_lowercase().contains(word)) => {
            (name.trim(), Some(job.trim()))
        }
        _ => match names.split_once(" for ") {
            Some((name, paper)) if is_name(name) => {
                (name.trim(), Some(&names[names.len() - paper.len() - 4..]))
            }
            _ => (names, None),
        },
    }
}

/// Several names, apart.
fn people(names: &str) -> Vec<&str> {
    let mut parts = vec![names];
    for sign in [" and ", " & ", " und ", " et ", ", ", "; "] {
        let split: Vec<&str> = parts.iter().flat_map(|part| part.split(sign)).map(str::trim).collect();
        if split.iter().all(|part| is_name(part.split('@').next().unwrap_or_default())) {
            parts = split;
        }
    }
    parts
}

fn person(text: &str, role: Option<&str>) -> Option<Value> {
    let (name, handle) = match text.split_once('@') {
        Some((name, handle)) => {
            (name.trim().trim_end_matches('(').trim(), Some(handle.trim().trim_end_matches(')')))
        }
        None => (text.trim(), None),
    };
    if !is_name(name) || handle.is_some_and(|handle| !is_handle(handle)) {
        return None;
    }
    if handle.is_none() && role.is_none() {
        return Some(Value::from(name));
    }
    let mut map = Map::new();
    map.insert("name".to_owned(), name.into());
    if let Some(handle) = handle {
        map.insert("handle".to_owned(), format!("@{handle}").into());
    }
    if let Some(role) = role {
        map.insert("role".to_owned(), role.into());
    }
    Some(Value::Object(map))
}

fn is_handle(text: &str) -> bool {
    (1..=30).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// One to six words that begin with capitals, with particles between.
pub(in crate::import) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| {
        let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.'));
        letters && (word.starts_with(char::is_uppercase) || PARTICLES.contains(word))
    };
    let capital = words.iter().any(|word| word.starts_with(char::is_uppercase));
    (1..=6).contains(&words.len()) && capital && words.iter().all(is_word)
}

/// A line that is a date.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct DateLine {
    /// The date; unknown when the line is clearly one and cannot be read for certain.
    pub(in crate::import) date: PressDate,
    /// Whether it is the date of a change.
    pub(in crate::import) updated: bool,
    /// What is doubtful about it.
    pub(in crate::import) doubt: Option<String>,
}

/// Reads a line that holds nothing but a date, behind `Published:` or the like.
pub(in crate::import) fn date_line(line: &str, dates: &DateReader) -> Option<DateLine> {
    const LONGEST: usize = 90;
    const LABELS: &[(&str, bool)] = &[
        ("last updated", true),
        ("last modified", true),
        ("updated", true),
        ("modified", true),
        ("aktualisiert", true),
        ("mis à jour", true),
        ("first published", false),
        ("published", false),
        ("posted", false),
        ("publication date", false),
        ("date", false),
        ("veröffentlicht", false),
        ("publié", false),
    ];
    let line = line.trim();
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    if line.chars().count() > LONGEST || digits < 4 {
        return None;
    }
    let lower = line.to_lowercase();
    let label =
        LABELS.iter().find(|(label, _)| lower.starts_with(label) && line.is_char_boundary(label.len()));
    let mut rest = label.map_or(line, |(label, _)| &line[label.len()..]);
    rest = rest.trim_start_matches([':', ' ', '-', '–', '\u{a0}']);
    rest = rest.strip_prefix("on ").or_else(|| rest.strip_prefix("at ")).unwrap_or(rest);
    let updated = label.is_some_and(|(_, updated)| *updated);
    match dates.read_with_doubt(rest) {
        Ok((date, doubt)) if !date.is_unknown() => {
            // A bare number may be anything.
            let bare = rest.chars().all(|c| c.is_ascii_digit());
            (!bare || label.is_some()).then(|| DateLine {
                date,
                updated,
                doubt: doubt.map(|d| d.to_string()),
            })
        }
        Err(
            problem @ (DateProblem::Ambiguous { .. }
            | DateProblem::UnknownZone(_)
            | DateProblem::NoSuchDay { .. }),
        ) => {
            Some(DateLine { date: PressDate::UNKNOWN, updated, doubt: Some(format!("`{rest}`: {problem}")) })
        }
        _ => None,
    }
}

/// The dateline of a news agency at the start of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Wire {
    /// Place of writing.
    pub(in crate::import) place: String,
    /// Agency.
    pub(in crate::import) agency: Option<String>,
    /// Day and month as written, `March 1`.
    pub(in crate::import) day: Option<String>,
    /// Bytes that it takes, with the dash behind it.
    pub(in crate::import) length: usize,
}

/// Reads `KUWAIT, March 1 (Agency) - ` and its kin.
pub(in crate::import) fn wire(paragraph: &str) -> Option<Wire> {
    const LONGEST: usize = 80;
    let (at, dash) = [" - ", " -- ", " — ", " – ", " —", "— "]
        .iter()
        .filter_map(|dash| Some((paragraph.find(dash)?, *dash)))
        .min()?;
    let head = &paragraph[..at];
    if head.is_empty() || head.chars().count() > LONGEST {
        return None;
    }
    let (head, agency) = match head.split_once('(') {
        Some((before, agency)) => (before.trim(), Some(agency.strip_suffix(')')?.trim().to_owned())),
        None => (head, None),
    };
    let capitals = head.chars().take_while(|c| !c.is_lowercase()).filter(|c| c.is_alphabetic()).count();
    let place_end = head.find(',').unwrap_or(head.len());
    let (place, rest) = head.split_at(place_end);
    let all_capitals = place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && capitals >= 3;
    let parts: Vec<&str> = rest.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_day =
        |part: &&str| part.bytes().any(|b| b.is_ascii_digit()) && part.split_whitespace().count() == 2;
    let day = parts.iter().copied().find(|part| is_day(part)).map(str::to_owned);
    let more: Vec<&str> = parts.iter().copied().filter(|part| !is_day(part)).collect();
    // Without capitals, an agency or a day it may be any half of a sentence.
    if !(all_capitals || (is_name(place) && (agency.is_some() || day.is_some())))
        || !more.iter().all(|part| is_name(part))
    {
        return None;
    }
    let place = std::iter::once(place.trim()).chain(more).collect::<Vec<_>>().join(", ");
    Some(Wire { place, agency, day, length: at + dash.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::AmbiguousDates;

    fn dates() -> DateReader {
        DateReader::new("Europe/London", AmbiguousDates::Refuse).expect("a zone")
    }

    #[test]
    fn bylines_are_read() {
        let json = |line: &str| byline(line, false).map(|b| serde_json::to_string(&b.authors).expect("JSON"));
        assert_eq!(
            json("Ines Falk@inesfalk").as_deref(),
            Some(r#"[{"handle":"@inesfalk","name":"Ines Falk"}]"#)
        );
        assert_eq!(json("By Tom Reyes").as_deref(), Some(r#"["Tom Reyes"]"#));
        assert_eq!(
            json("By Tom Reyes and Ines van der Falk").as_deref(),
            Some(r#"["Tom Reyes","Ines van der Falk"]"#)
        );
        assert_eq!(
            json("By Tom Reyes, Shipping correspondent").as_deref(),
            Some(r#"[{"name":"Tom Reyes","role":"Shipping correspondent"}]"#)
        );
        let placed = byline("By Ines Falk in Port Skerrow", false).expect("a byline");
        assert_eq!(placed.place.as_deref(), Some("Port Skerrow"));
        assert_eq!(json("By the time the ferry came it was dark"), None);
        assert_eq!(json("Ines Falk"), None);
        assert!(byline("Ines Falk", true).is_some());
    }

    #[test]
    fn date_lines_are_read() {
        let iso = |line: &str| date_line(line, &dates()).map(|line| line.date.iso());
        assert_eq!(iso("Thursday 24 September 2015 14:32").as_deref(), Some("2015-09-24T14:32:00+01:00"));
        assert_eq!(iso("Published: March 2, 2001").as_deref(), Some("2001-03-02"));
        assert_eq!(iso("26-FEB-1987 17:00:56.04").as_deref(), Some("1987-02-26T17:00:56+00:00"));
        assert_eq!(iso("1998"), None);
        assert_eq!(iso("The 2015 season opened on 24 September"), None);
        assert!(date_line("03/04/2015", &dates()).is_some_and(|line| line.doubt.is_some()));
    }

    #[test]
    fn datelines_of_agencies_are_read() {
        let found = wire("KUWAIT, March 1 (Agency) - Oil fell.").expect("a dateline");
        assert_eq!(
            (found.place.as_str(), found.agency.as_deref(), found.day.as_deref()),
            ("KUWAIT", Some("Agency"), Some("March 1"))
        );
        assert_eq!(wire("SKERROW — Rain fell.").expect("a dateline").place, "SKERROW");
        assert_eq!(wire("Port Skerrow (Agency) - Rain.").expect("a dateline").place, "Port Skerrow");
        assert_eq!(wire("The ship - an old one - left."), None);
        assert_eq!(wire("It rained, he said - and left."), None);
    }
}
