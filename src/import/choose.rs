//! Which kind reads which file.
//!
//! Takes: the files and the kind the user named, or none. Does: asks the kinds about the name and the first bytes of each file.
//! Gives: for each file its kind and why, or why none reads it.

use super::kind::{Claim, KINDS, Kind};
use super::source::{Input, Tree};
use rayon::prelude::*;

/// What becomes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// It is read as this kind, by its place in [`KINDS`].
    Read {
        /// The kind.
        kind: usize,
        /// Why, where the program decided.
        because: Option<String>,
    },
    /// No kind reads it, and why.
    Leave {
        /// The end of “skipped because …”.
        because: String,
        /// Whether the user asked for just this file, so that leaving it is a fault.
        faulty: bool,
    },
}

/// Chooses for every file; `kind` is the one the user named, none for `auto`.
pub fn choose(tree: &Tree, kind: Option<&str>) -> Vec<Choice> {
    (0..tree.files.len())
        .into_par_iter()
        .map(|file| match tree.head(file) {
            Ok(head) => one(&tree.files[file], &head, kind),
            Err(because) => Choice::Leave { because, faulty: true },
        })
        .collect()
}

fn one(input: &Input, head: &[u8], wanted: Option<&str>) -> Choice {
    let leave = |because: String| Choice::Leave { because, faulty: input.named };
    if let Some(what) = no_text(head) {
        return leave(format!("it is {what}"));
    }
    let claims =
        KINDS.iter().enumerate().map(|(number, kind)| (number, *kind, kind.claim(&input.path, head)));
    match wanted {
        Some(name) => {
            let claim = claims.into_iter().find(|(_, kind, _)| kind.name() == name);
            match claim {
                // Whoever names a file and a kind knows what they want.
                Some((kind, _, Claim::No(_))) if input.named => Choice::Read { kind, because: None },
                Some((_, _, Claim::No(because))) => leave(because),
                Some((kind, ..)) => Choice::Read { kind, because: None },
                None => leave(format!("this program does not read the kind {name}")),
            }
        }
        None => surest(claims).unwrap_or_else(|| leave(unread(&input.path, head))),
    }
}

/// Why no kind reads a file, as far as its first bytes tell.
fn unread(path: &str, head: &[u8]) -> String {
    let start: String =
        String::from_utf8_lossy(head).trim_start().chars().take(64).collect::<String>().to_lowercase();
    let page = start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || path.to_lowercase().ends_with(".html");
    match (page, start.starts_with("<?xml") || start.starts_with("<rss")) {
        (true, _) => "it is a web page, and this program has no kind that reads those".to_owned(),
        (_, true) => "it is XML that no kind of this program reads".to_owned(),
        _ => "no kind that this program reads looks like it".to_owned(),
    }
}

/// The first of those that are surest.
fn surest<'k>(claims: impl Iterator<Item = (usize, &'k dyn Kind, Claim)>) -> Option<Choice> {
    let mut perhaps = None;
    for (kind, _, claim) in claims {
        match claim {
            Claim::Surely(because) => return Some(Choice::Read { kind, because: Some(because) }),
            Claim::Perhaps(because) => {
                perhaps = perhaps.or(Some(Choice::Read { kind, because: Some(because) }));
            }
            Claim::No(_) => {}
        }
    }
    perhaps
}

/// What a file is that is no text, by its first bytes.
fn no_text(head: &[u8]) -> Option<&'static str> {
    const SIGNS: &[(&[u8], &str)] = &[
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"\x89PNG", "a PNG picture"),
        (b"GIF8", "a GIF picture"),
        (b"%PDF", "a PDF document"),
        (b"PK\x03\x04", "an archive or an office document"),
        (b"\x1f\x8b", "a packed file"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"{\\rtf", "a rich text document: save it as plain text first"),
        (b"ID3", "a sound file"),
        (b"OggS", "a sound file"),
        (b"\x7fELF", "a program"),
    ];
    let known = SIGNS.iter().find(|(sign, _)| head.starts_with(sign)).map(|(_, what)| *what);
    let riff = head.starts_with(b"RIFF").then_some("a picture, sound or film");
    let film = (head.get(4..8) == Some(b"ftyp")).then_some("a film");
    let utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let evenly = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count() * 5 > head.len();
    let binary = head.contains(&0) && !utf16 && !(evenly(0) ^ evenly(1));
    known.or(riff).or(film).or_else(|| binary.then_some("no text"))
}
