//! Front matter as newspapers have it: most of it plain, a little of everything else.

use super::chance::Chance;
use super::{Archive, Identity, Moment, PICTURES, picture_path};
use std::fmt::Write;

const GENRES: [&str; 5] = ["report", "analysis", "review", "obituary", "letter"];
const EDITIONS: [&str; 3] = ["Morning", "Evening", "Late"];
const KINDS: [&str; 3] = ["correction", "clarification", "update"];

impl Archive {
    /// The lines between the dashes.
    pub(super) fn front_matter(&self, number: u64, identity: &Identity, chance: &mut Chance) -> String {
        let mut out = String::new();
        let mut line = |key: &str, value: &str| {
            writeln!(out, "{key}: {value}").expect("a string takes every write");
        };
        line("title", &identity.headline);
        line("date", &date(identity.moment, chance));
        line("authors", &list(&self.staff, chance.between(1, 8) / 8 + 1, chance));
        line("section", identity.section);
        line("tags", &list(&self.subjects, chance.between(2, 5), chance));
        if chance.per_mille(600) {
            line("summary", &format!("{}.", self.words.headline(chance)));
        }
        if chance.per_mille(300) {
            line("standfirst", &format!("{}, and what became of it", self.words.headline(chance)));
        }
        if chance.per_mille(250) {
            let src = picture_path(chance.below(PICTURES));
            let (alt, credit) = (self.words.headline(chance), self.words.name(chance));
            line("image", &format!("{{src: /{src}, alt: {alt}, credit: {credit}}}"));
        }
        if chance.per_mille(100) {
            line("people", &list(&self.staff, 2, chance));
            line("places", &format!("[{}]", self.words.name(chance)));
        }
        if chance.per_mille(200) {
            line("genre", chance.pick(&GENRES));
        }
        if chance.per_mille(100) {
            line("updated", &day(identity.moment));
        }
        if chance.per_mille(30) {
            line("series", &self.subjects[chance.zipf(self.subjects.len() as u64)]);
        }
        if identity.moment.year < 1998 {
            line("edition", chance.pick(&EDITIONS));
            line("page", &chance.between(1, 24).to_string());
        }
        if chance.per_mille(20) {
            let (kind, text) = (chance.pick(&KINDS), self.words.headline(chance));
            line("corrections", &format!("[{{date: {}, kind: {kind}, text: {text}}}]", day(identity.moment)));
        }
        if chance.per_mille(30) {
            line("aliases", &format!("[/news/{number}.html]"));
        }
        if let Some((key, value)) = identity.state {
            line(key, value);
        }
        out
    }
}

/// Some names, the first ones of the list most often, each once.
fn list(names: &[String], count: u64, chance: &mut Chance) -> String {
    let mut own: Vec<&str> = (0..count).map(|_| &*names[chance.zipf(names.len() as u64)]).collect();
    own.sort_unstable();
    own.dedup();
    format!("[{}]", own.join(", "))
}

fn day(moment: Moment) -> String {
    let Moment { year, month, day, .. } = moment;
    format!("{year}-{month:02}-{day:02}")
}

/// A date as one of the many hands of an archive would write it. Old ones are less exact.
fn date(moment: Moment, chance: &mut Chance) -> String {
    let Moment { year, month, minute, .. } = moment;
    let (hour, minute) = (minute / 60, minute % 60);
    let day = day(moment);
    match (chance.below(100), year) {
        (0..=2, ..1980) => format!("{year}-{month:02}"),
        (3..=4, ..1980) => format!("{year}~"),
        (_, ..1998) => day,
        (0..=9, _) => day,
        (10..=39, _) => format!("{day} {hour:02}:{minute:02}"),
        (40..=49, _) => format!("{day} {hour}:{minute:02}:00 -0500"),
        _ => format!("{day}T{hour:02}:{minute:02}:00Z"),
    }
}
