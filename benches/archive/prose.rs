//! Words that nobody ever wrote, in the rhythm of English: common short words among invented ones.

use super::chance::Chance;
use super::{Archive, PICTURES, path, picture_path};
use std::collections::HashSet;

const COMMON: [&str; 32] = [
    "the", "of", "and", "to", "a", "in", "that", "was", "for", "on", "by", "with", "as", "at", "from", "is",
    "were", "it", "had", "be", "which", "are", "their", "but", "said", "his", "has", "after", "an", "who",
    "this", "been",
];
const BEGIN: [&str; 20] =
    ["b", "br", "c", "ch", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "v"];
const MIDDLE: [&str; 9] = ["a", "e", "i", "o", "u", "ai", "ea", "oo", "y"];
const END: [&str; 10] = ["", "", "l", "m", "n", "nd", "r", "rt", "s", "th"];

const CODE: [&str; 3] = [
    "```rust\nfn tally(rows: &[Row]) -> u64 {\n    rows.iter().filter(|row| row.valid).map(|row| row.votes).sum()\n}\n```",
    "```sql\nSELECT ward, sum(votes) AS votes\nFROM ballots\nWHERE valid\nGROUP BY ward;\n```",
    "```python\nfor ward, votes in sorted(wards.items()):\n    print(f\"{ward}: {votes:,}\")\n```",
];

/// The words of an archive.
pub struct Vocabulary(Vec<String>);

impl Vocabulary {
    /// So many different words.
    pub fn new(chance: &mut Chance, count: usize) -> Self {
        let (mut words, mut known) = (Vec::with_capacity(count), HashSet::new());
        while words.len() < count {
            let syllables = chance.pick(&[1, 2, 2, 3]);
            let word: String = (0..syllables)
                .flat_map(|_| [chance.pick(&BEGIN), chance.pick(&MIDDLE), chance.pick(&END)])
                .collect();
            if word.len() > 2 && known.insert(word.clone()) {
                words.push(word);
            }
        }
        Self(words)
    }

    fn word(&self, chance: &mut Chance) -> &str {
        &self.0[chance.zipf(self.0.len() as u64)]
    }

    /// Two words that begin with capitals, all pairs as likely.
    pub fn name(&self, chance: &mut Chance) -> String {
        let mut part = || {
            let mut word = self.0[chance.below(self.0.len() as u64) as usize].clone();
            word[..1].make_ascii_uppercase();
            word
        };
        format!("{} {}", part(), part())
    }

    /// A headline of four to nine words.
    pub fn headline(&self, chance: &mut Chance) -> String {
        let count = chance.between(4, 9);
        let mut text = (0..count).map(|_| self.word(chance)).collect::<Vec<_>>().join(" ");
        text[..1].make_ascii_uppercase();
        text
    }

    /// A sentence of eight to 28 words, with emphasis and quotation now and then.
    pub fn sentence(&self, chance: &mut Chance) -> String {
        let count = chance.between(8, 28);
        let mut text = String::new();
        for n in 0..count {
            let word = if chance.per_mille(420) { chance.pick(&COMMON) } else { self.word(chance) };
            match chance.below(1000) {
                0..=7 => text.push_str(&format!("*{word}*")),
                8..=13 => text.push_str(&format!("**{word}**")),
                14..=18 => text.push_str(&format!("“{word}”")),
                19..=21 => text.push_str(&format!("[{word}](https://example.org/{word})")),
                _ if n == 0 => {
                    text.push_str(&word[..1].to_ascii_uppercase());
                    text.push_str(&word[1..]);
                }
                _ => text.push_str(word),
            }
            text.push_str(match n + 1 {
                last if last == count => ".",
                _ if chance.per_mille(50) => ", ",
                _ => " ",
            });
        }
        text
    }

    /// Two to five sentences.
    pub fn paragraph(&self, chance: &mut Chance) -> String {
        let count = chance.between(2, 5);
        (0..count).map(|_| self.sentence(chance)).collect::<Vec<_>>().join(" ")
    }
}

impl Archive {
    /// A body of about 500 words.
    pub(super) fn body(&self, number: u64, chance: &mut Chance) -> String {
        let mut parts = Vec::new();
        for n in 0..chance.between(5, 10) {
            if n > 0 && chance.per_mille(120) {
                parts.push(format!("## {}", self.words.headline(chance)));
            }
            parts.push(self.block(number, chance));
        }
        if chance.per_mille(20) {
            parts.push(format!("{}[^1]", self.words.sentence(chance)));
            parts.push(format!("[^1]: {}", self.words.sentence(chance)));
        }
        parts.join("\n\n") + "\n"
    }

    fn block(&self, number: u64, chance: &mut Chance) -> String {
        let words = &self.words;
        match chance.below(1000) {
            0..=59 => format!("> {}", words.paragraph(chance)),
            60..=99 => (0..4).map(|_| format!("- {}", words.sentence(chance))).collect::<Vec<_>>().join("\n"),
            100..=114 => self.table(chance),
            115..=121 => chance.pick(&CODE).to_owned(),
            122..=136 => {
                let picture = picture_path(chance.below(PICTURES));
                format!("![{}](/{picture})", words.headline(chance))
            }
            137..=200 if number > 0 => {
                let earlier = self.identity(chance.below(number));
                let (before, after) = (words.sentence(chance), words.sentence(chance));
                // Nothing stands where a draft would be.
                if earlier.state.is_some() {
                    return before;
                }
                let earlier = path(&earlier);
                format!("{before} [As this paper reported](/{earlier}), {after}")
            }
            _ => words.paragraph(chance),
        }
    }

    fn table(&self, chance: &mut Chance) -> String {
        let mut rows = vec!["| ward | votes |".to_owned(), "| --- | ---: |".to_owned()];
        for _ in 0..chance.between(4, 8) {
            rows.push(format!("| {} | {} |", self.words.name(chance), chance.below(10_000)));
        }
        rows.join("\n")
    }
}
