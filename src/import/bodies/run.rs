//! A run of text: what stands in one paragraph, heading, list item or cell.
//!
//! Takes: pieces, each with its marks. Does: makes one of equal neighbours, one blank of several, and moves blanks out of marks, where
//! Markdown cannot have them. Gives: HTML of the few elements that [`markdown`](super::markdown) writes.

use super::{markdown, veil};

/// Marks of a piece, and the elements that stand for them from the outside in.
pub(super) const MARKS: &[(u16, &str)] = &[
    (1, "strong"),
    (2, "em"),
    (4, "del"),
    (8, "sub"),
    (16, "sup"),
    (32, "u"),
    (64, "mark"),
    (128, "kbd"),
    (256, "q"),
];

/// The mark that an element makes.
pub(super) fn mark(name: &str) -> u16 {
    match name {
        "strong" | "b" => 1,
        "em" | "i" | "dfn" | "var" => 2,
        "del" | "s" | "strike" => 4,
        "sub" => 8,
        "sup" => 16,
        "u" | "ins" => 32,
        "mark" => 64,
        "kbd" => 128,
        "q" => 256,
        _ => 0,
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    Text(String),
    Break,
    Code(String),
    Picture { src: String, alt: String, title: String },
}

/// A piece of a run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) what: What,
    pub(super) marks: u16,
    /// Address and title of the link it is in.
    pub(super) link: Option<(String, String)>,
}

impl Piece {
    fn is_blank(&self) -> bool {
        matches!(&self.what, What::Text(text) if text.trim().is_empty())
    }
}

/// The run as the writer of Markdown takes it; none when there is nothing to see in it.
pub(super) fn html(pieces: Vec<Piece>) -> Option<String> {
    let pieces = tidy(pieces);
    if pieces.iter().all(|piece| piece.is_blank() || piece.what == What::Break) {
        return None;
    }
    let written = serialised(&pieces, false);
    if pieces.iter().all(|piece| piece.marks == 0 && piece.link.is_none())
        || markdown::shows(&written, &words(&pieces))
    {
        return Some(written);
    }
    // Signs beside letters do not count as marks in Markdown: `word*“quote”*word`. Tags always do.
    Some(serialised(&pieces, true))
}

/// What a reader reads of it.
pub(super) fn words(pieces: &[Piece]) -> String {
    let parts = pieces.iter().map(|piece| match &piece.what {
        What::Text(text) | What::Code(text) => text.as_str(),
        What::Picture { alt, .. } => alt,
        What::Break => " ",
    });
    parts.collect()
}

/// One blank for several, none at the ends and around line ends; blanks bear only the marks that both of their neighbours bear.
fn tidy(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for piece in pieces {
        let What::Text(text) = &piece.what else {
            if piece.what == What::Break {
                trim_end(&mut all);
            }
            // Marks of letters say nothing of a picture.
            let marks = if matches!(piece.what, What::Picture { .. }) { 0 } else { piece.marks };
            all.push(Piece { marks, ..piece });
            continue;
        };
        let mut text = collapsed(text);
        let after_blank = match all.last() {
            None => true,
            Some(Piece { what: What::Text(before), .. }) => before.ends_with(' '),
            Some(Piece { what, .. }) => *what == What::Break,
        };
        if after_blank && text.starts_with(' ') {
            text.remove(0);
        }
        split(text, &piece, &mut all);
    }
    trim_end(&mut all);
    while all.last().is_some_and(|piece| piece.what == What::Break) {
        all.pop();
        trim_end(&mut all);
    }
    let first = all.iter().position(|piece| !piece.is_blank() && piece.what != What::Break).unwrap_or(0);
    all.drain(..first);
    for at in 0..all.len() {
        if all[at].is_blank() || all[at].what == What::Break {
            let (before, after) = (at.checked_sub(1).and_then(|at| all.get(at)), all.get(at + 1));
            let marks = before.map_or(0, |p| p.marks) & after.map_or(0, |p| p.marks);
            let link =
                before.filter(|b| after.is_some_and(|a| a.link == b.link)).and_then(|b| b.link.clone());
            (all[at].marks, all[at].link) = (marks, link);
        }
    }
    merged(all)
}

/// Blanks of ASCII as one blank; others are characters that somebody chose.
fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' | '\u{c}' if out.ends_with(' ') => {}
            ' ' | '\t' | '\n' | '\r' | '\u{c}' => out.push(' '),
            // No page shows it, and it would come between words that are searched for.
            '\u{feff}' | '\0' => {}
            c => out.push(c),
        }
    }
    out
}

/// Blanks at the ends as pieces of their own.
fn split(text: String, like: &Piece, all: &mut Vec<Piece>) {
    let start = text.len() - text.trim_start().len();
    let (before, rest) = text.split_at(start);
    let (core, after) = rest.split_at(rest.trim_end().len());
    for part in [before, core, after].into_iter().filter(|part| !part.is_empty()) {
        all.push(Piece { what: What::Text(part.to_owned()), ..like.clone() });
    }
}

fn trim_end(all: &mut Vec<Piece>) {
    while all.last().is_some_and(Piece::is_blank) {
        all.pop();
    }
}

fn merged(all: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(all.len());
    for piece in all {
        if let (Some(last), What::Text(text)) = (out.last_mut(), &piece.what)
            && last.marks == piece.marks
            && last.link == piece.link
            && let What::Text(before) = &mut last.what
        {
            before.push_str(text);
            continue;
        }
        out.push(piece);
    }
    out
}

fn serialised(pieces: &[Piece], tags: bool) -> String {
    let mut out = String::new();
    let (mut open, mut link): (Vec<usize>, Option<&(String, String)>) = (Vec::new(), None);
    let tag = |mark: usize| {
        if tags && mark < 3 { format!("x-{}", MARKS[mark].1) } else { MARKS[mark].1.to_owned() }
    };
    for piece in pieces {
        let wanted: Vec<usize> = (0..MARKS.len()).filter(|mark| piece.marks & MARKS[*mark].0 != 0).collect();
        let same = if piece.link.as_ref() == link {
            open.iter().zip(&wanted).take_while(|(a, b)| a == b).count()
        } else {
            0
        };
        open.drain(same..).rev().for_each(|mark| out.push_str(&format!("</{}>", tag(mark))));
        if piece.link.as_ref() != link {
            if link.is_some() {
                out.push_str("</a>");
            }
            link = piece.link.as_ref();
            if let Some((href, title)) = link {
                attribute(&mut out, "<a href=\"", href, false);
                attribute(&mut out, " title=\"", title, true);
                out.push('>');
            }
        }
        for mark in &wanted[same..] {
            out.push_str(&format!("<{}>", tag(*mark)));
            open.push(*mark);
        }
        match &piece.what {
            What::Text(text) => veil::text(text, false, &mut out),
            What::Break => out.push_str("<br>"),
            What::Code(text) => {
                out.push_str("<code>");
                markdown::escape(text, &mut out);
                out.push_str("</code>");
            }
            What::Picture { src, alt, title } => {
                attribute(&mut out, "<img src=\"", src, false);
                attribute(&mut out, " alt=\"", alt, true);
                attribute(&mut out, " title=\"", title, true);
                out.push('>');
            }
        }
    }
    open.drain(..).rev().for_each(|mark| out.push_str(&format!("</{}>", tag(mark))));
    if link.is_some() {
        out.push_str("</a>");
    }
    out
}

fn attribute(out: &mut String, start: &str, value: &str, is_text: bool) {
    if is_text && value.trim().is_empty() {
        return;
    }
    out.push_str(start);
    match is_text {
        true => veil::text(&value.split_whitespace().collect::<Vec<_>>().join(" "), true, out),
        false => super::raw::quote(value, out),
    }
    out.push('"');
}
