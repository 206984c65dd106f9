//! Addresses that were ever public: the list that is kept with the site, and what of it would vanish.
//!
//! Takes: the text of `addresses.tsv`, and what stands at which address now. Does: goes through both in order, once.
//! Gives: the addresses at which nothing would stand any more, or the list brought up to date.
//!
//! ```text
//! address <TAB> article <TAB> first published <TAB> now
//! /2015/09/24/quay/   news/quay.md   2026-11-22   page
//! /news/1234.html     news/quay.md   2026-11-22   redirect /2015/09/24/quay/
//! /2015/09/25/pier/   pier-1         2026-11-22   gone 2026-12-01
//! ```
//!
//! An article is named by the `id` of its front matter, or else by its file. One line an address, in order of address,
//! so that two people's changes meet in one place only when they are about one address.

use std::cmp::Ordering;

/// Name of the file in the site's folder.
pub const FILE: &str = "addresses.tsv";

/// First line of the file.
const HEADING: &str = "address\tarticle\tfirst published\tnow";

/// A line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// The address.
    pub address: &'a str,
    /// The article that stands there, or stood: its `id`, or its file.
    pub article: &'a str,
    /// The day it was first published.
    pub first: &'a str,
    /// What is there now.
    pub now: Now<'a>,
}

/// What is at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Now<'a> {
    /// A page, or a tombstone.
    Page,
    /// It leads to another address.
    Redirect(&'a str),
    /// Nothing, since a day, and somebody said that this is right.
    Gone(&'a str),
}

/// What stands at an address in the site as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Present<'a> {
    /// The address.
    pub address: &'a str,
    /// The article: its `id`, or its file.
    pub article: &'a str,
    /// Where it leads, when it is not a page.
    pub to: Option<&'a str>,
}

/// The lines of the file in order of address.
///
/// # Errors
/// The numbers of lines that cannot be read, from 1.
pub fn read(text: &str) -> Result<Vec<Line<'_>>, Vec<usize>> {
    let (mut lines, mut faulty) = (Vec::with_capacity(text.len() / 64), Vec::new());
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') || (at == 0 && line == HEADING) {
            continue;
        }
        match read_line(line) {
            Some(line) => lines.push(line),
            None => faulty.push(at + 1),
        }
    }
    if !faulty.is_empty() {
        return Err(faulty);
    }
    if !lines.is_sorted_by(|a, b| a.address < b.address) {
        // Two branches that were put together may leave an address twice: the later line holds.
        lines.sort_by(|a, b| a.address.cmp(b.address));
        lines.reverse();
        lines.dedup_by(|b, a| a.address == b.address);
        lines.reverse();
    }
    Ok(lines)
}

fn read_line(line: &str) -> Option<Line<'_>> {
    let mut parts = line.split('\t');
    let (address, article, first, now) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let now = match now.trim_end().split_once(' ') {
        None if now.trim_end() == "page" => Now::Page,
        Some(("redirect", to)) => Now::Redirect(to),
        Some(("gone", since)) => Now::Gone(since),
        _ => return None,
    };
    (address.starts_with('/') && parts.next().is_none()).then_some(Line { address, article, first, now })
}

/// Lines of addresses at which something stood, and nothing stands now. `present` is in order of address.
pub fn vanished<'t>(lines: &[Line<'t>], present: &[Present]) -> Vec<Line<'t>> {
    let mut found = Vec::new();
    let mut now = present.iter().peekable();
    for line in lines.iter().filter(|line| !matches!(line.now, Now::Gone(_))) {
        while now.next_if(|present| present.address < line.address).is_some() {}
        if now.peek().is_none_or(|present| present.address != line.address) {
            found.push(*line);
        }
    }
    found
}

/// The file brought up to date: what is new has been public since `today`, and what has vanished all the same is gone
/// since then.
pub fn updated(lines: &[Line], present: &[Present], today: &str) -> String {
    let mut out = String::with_capacity(64 * (lines.len() + present.len()) + HEADING.len());
    out.push_str(HEADING);
    out.push('\n');
    let (mut old, mut now) = (lines.iter().peekable(), present.iter().peekable());
    loop {
        let order = match (old.peek(), now.peek()) {
            (None, None) => return out,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(line), Some(present)) => line.address.cmp(present.address),
        };
        let line = if order.is_le() { old.next() } else { None };
        let present = if order.is_ge() { now.next() } else { None };
        let written = match (line, present) {
            (line, Some(Present { address, article, to })) => Line {
                address,
                article,
                first: line.map_or(today, |line| line.first),
                now: to.map_or(Now::Page, Now::Redirect),
            },
            (Some(line), None) if matches!(line.now, Now::Gone(_)) => *line,
            (Some(line), None) => Line { now: Now::Gone(today), ..*line },
            (None, None) => continue,
        };
        push(&mut out, &written);
    }
}

fn push(out: &mut String, line: &Line) {
    for part in [line.address, "\t", line.article, "\t", line.first, "\t"] {
        out.push_str(part);
    }
    match line.now {
        Now::Page => out.push_str("page"),
        Now::Redirect(to) => {
            out.push_str("redirect ");
            out.push_str(to);
        }
        Now::Gone(since) => {
            out.push_str("gone ");
            out.push_str(since);
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests;
