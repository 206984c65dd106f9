//! State, corrections, withdrawal, rights and kind of an article.

use super::reader::{Reader, inside};
use super::shapes::{CORRECTION_KEYS, RIGHTS_KEYS, WITHDRAWAL_KEYS};
use super::text;
use super::tolerance::truth;
use crate::article::names::Name;
use crate::article::{
    Correction, CorrectionKind, Direction, Genre, Rights, Status, Withdrawal, WithdrawalKind,
};
use crate::diagnostic::catalogue::article as catalogue;
use crate::yaml::Node;

/// Words of other tools for states and choices.
const SYNONYMS: &[(&str, &str)] = &[
    ("publish", "published"),
    ("public", "published"),
    ("live", "published"),
    ("private", "draft"),
    ("pending", "draft"),
    ("unpublished", "draft"),
    ("unlisted", "hidden"),
    ("op-ed", "opinion"),
    ("news", "report"),
    ("license", "licence"),
    ("editor's-note", "editors-note"),
    ("editor’s-note", "editors-note"),
    ("editors'-note", "editors-note"),
];

/// Whether a word stands for a choice of the tables.
pub fn is_synonym(word: &str) -> bool {
    SYNONYMS.iter().any(|(known, _)| *known == word)
}

/// A choice in the spelling of the tables.
fn choice(node: &Node) -> Option<String> {
    let word = text::choice(node.as_text()?);
    Some(SYNONYMS.iter().find(|(known, _)| *known == word).map_or(word, |(_, meant)| (*meant).to_owned()))
}

/// What state the article is in. Of several things said, the most cautious counts.
pub fn status(reader: &Reader, withdrawn: bool) -> Status {
    let status = reader.node("status").and_then(choice).unwrap_or_default();
    if reader.truth("draft") == Some(true) || reader.truth("published") == Some(false) || status == "draft" {
        Status::Draft
    } else if withdrawn || status == "withdrawn" {
        Status::Withdrawn
    } else if status == "hidden" {
        Status::Hidden
    } else {
        Status::Published
    }
}

/// Why the article was withdrawn; none when it was not.
pub fn withdrawal(reader: &mut Reader) -> Option<Withdrawal> {
    let reason = reader.written("withdrawn_reason");
    let Some(entry) = reader.entry("withdrawal") else {
        return reason.map(|reason| Withdrawal { reason: Some(reason), ..Withdrawal::default() });
    };
    let node = &entry.value;
    match truth(node) {
        Some(false) if reason.is_none() => return None,
        Some(_) => return Some(Withdrawal { reason, ..Withdrawal::default() }),
        None => {}
    }
    if node.as_map().is_none() {
        let written = node.as_text().map(|t| t.trim().into());
        return Some(Withdrawal { reason: written.or(reason), ..Withdrawal::default() });
    }
    let within = |name| inside(node, WITHDRAWAL_KEYS, name);
    let kind = within("kind").and_then(choice).and_then(|kind| match kind.as_str() {
        "legal" => Some(WithdrawalKind::Legal),
        "privacy" => Some(WithdrawalKind::Privacy),
        "licence" => Some(WithdrawalKind::Licence),
        "error" => Some(WithdrawalKind::Error),
        _ => None,
    });
    let date = within("date").and_then(|date| reader.date_of("date", date, "the notice has no date"));
    let written = within("reason").and_then(Node::as_text).map(|t| t.trim().into());
    Some(Withdrawal { date: date.filter(|d| !d.is_unknown()), reason: written.or(reason), kind })
}

/// Corrections, oldest first; those without a date last.
pub fn corrections(reader: &mut Reader) -> Vec<Correction> {
    let Some(entry) = reader.entry("corrections") else { return Vec::new() };
    let items = entry.value.as_list().unwrap_or(std::slice::from_ref(&entry.value));
    let mut out = Vec::new();
    for node in items {
        let within = |name| inside(node, CORRECTION_KEYS, name);
        let text =
            node.as_text().or_else(|| within("text").and_then(Node::as_text)).unwrap_or_default().trim();
        if text.is_empty() {
            if !node.is_null() {
                let place = reader.file.place(&node.span);
                reader.diagnostics.push(catalogue::empty_correction(place));
            }
            continue;
        }
        let kind = match within("kind").and_then(choice).as_deref() {
            Some("clarification") => CorrectionKind::Clarification,
            Some("update") => CorrectionKind::Update,
            Some("editors-note") => CorrectionKind::EditorsNote,
            Some("retraction") => CorrectionKind::Retraction,
            _ => CorrectionKind::Correction,
        };
        let date = within("date").and_then(|date| reader.date_of("date", date, "the correction has no date"));
        out.push(Correction { date: date.filter(|d| !d.is_unknown()), kind, text: text.into() });
    }
    out.sort_by_key(|correction| correction.date.map_or(i64::MAX, |date| date.instant));
    out
}

/// Rights, from `rights` and from the fields for its parts.
pub fn rights(reader: &Reader) -> Option<Rights> {
    let node = reader.node("rights");
    let within = |name: &str| {
        let part = node.and_then(|node| inside(node, RIGHTS_KEYS, name)).and_then(Node::as_text);
        part.map(text::line).filter(|t| !t.is_empty()).map(Name::from)
    };
    let notice = node.and_then(Node::as_text).map(|t| text::line(t).into()).or_else(|| within("notice"));
    let rights = Rights {
        holder: within("holder").or_else(|| reader.name("credit")),
        notice: notice.or_else(|| reader.name("copyright")),
        license: within("license").or_else(|| reader.name("license")),
        year: within("year"),
    };
    (rights != Rights::default()).then_some(rights)
}

/// Kind of piece.
pub fn genre(reader: &Reader) -> Option<Genre> {
    match reader.node("genre").and_then(choice)?.as_str() {
        "report" => Some(Genre::Report),
        "opinion" => Some(Genre::Opinion),
        "analysis" => Some(Genre::Analysis),
        "review" => Some(Genre::Review),
        "editorial" => Some(Genre::Editorial),
        "letter" => Some(Genre::Letter),
        "obituary" => Some(Genre::Obituary),
        "press-release" => Some(Genre::PressRelease),
        _ => None,
    }
}

/// Writing direction.
pub fn direction(reader: &Reader) -> Option<Direction> {
    match reader.node("dir").and_then(choice)?.as_str() {
        "ltr" => Some(Direction::Ltr),
        "rtl" => Some(Direction::Rtl),
        _ => None,
    }
}
