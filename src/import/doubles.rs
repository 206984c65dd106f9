//! The same article more than once: under several addresses, in several files, in an older and a newer export.
//!
//! Takes: a digest of each article's words and its day. Does: compares. Gives: for each article the one it repeats, if any.

use super::item::{Home, Item};
use crate::fingerprint::Digest;
use std::collections::HashMap;

/// Fewer words than this can stand in two articles by chance.
const FEWEST_WORDS: usize = 8;

/// What articles are compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    digest: Option<Digest>,
    day: Option<(i16, i8, i8)>,
}

/// What an article is compared by: its words in lower case, without anything between them.
pub fn words(item: &Item) -> Words {
    let mut text = String::new();
    let mut count = 0;
    let all = item.title().split(|c: char| !c.is_alphanumeric());
    for word in all.chain(item.body.source().split(|c: char| !c.is_alphanumeric())) {
        if !word.is_empty() {
            text.extend(word.chars().flat_map(char::to_lowercase));
            text.push(' ');
            count += 1;
        }
    }
    let digest = (count >= FEWEST_WORDS && item.home == Home::Article).then(|| Digest::of(text.as_bytes()));
    Words { digest, day: item.date.day_key() }
}

/// For each article the number of the one it repeats. Of equals one that `known` says was imported before stays, else the first.
/// Columns that say the same every week are told apart by their days.
pub fn repeats(all: &[Words], known: &dyn Fn(usize) -> bool) -> Vec<Option<usize>> {
    let mut groups: HashMap<Digest, Vec<usize>> = HashMap::new();
    for (number, words) in all.iter().enumerate() {
        if let Some(digest) = words.digest {
            groups.entry(digest).or_default().push(number);
        }
    }
    let mut out = vec![None; all.len()];
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let mut kept: Vec<usize> = Vec::new();
        let (before, after): (Vec<usize>, Vec<usize>) = group.into_iter().partition(|number| known(*number));
        // One that has a date comes before one that has none, which may then be the same as any.
        let (dated, undated): (Vec<usize>, Vec<usize>) =
            after.into_iter().partition(|number| all[*number].day.is_some());
        for number in before.into_iter().chain(dated).chain(undated) {
            let same = |other: &&usize| {
                let (a, b) = (all[number].day, all[**other].day);
                a == b || a.is_none() || b.is_none()
            };
            match kept.iter().find(same) {
                Some(first) => out[number] = Some(*first),
                None => kept.push(number),
            }
        }
    }
    out
}
