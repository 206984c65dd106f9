//! Counting words, also in languages that write without spaces.

use super::eighths;

/// Characters of Thai, Lao, Khmer and Burmese that make up a word on average.
const LETTERS_PER_WORD: u32 = 5;

/// Counts words in a text that arrives in pieces; a word may go on from one piece to the next.
#[derive(Debug, Default)]
pub(super) struct Words {
    count: u32,
    /// Letters of languages that put no spaces between words.
    dense: u32,
    in_word: bool,
}

impl Words {
    /// Counts a piece of text.
    pub(super) fn text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            if rest.as_bytes()[0].is_ascii() {
                rest = &rest[self.ascii(rest.as_bytes())..];
            }
            if let Some(c) = rest.chars().next() {
                self.wide(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }

    /// Counts the ASCII that a piece begins with, which is most of what is counted: eight bytes at a time. Gives
    /// its length.
    fn ascii(&mut self, text: &[u8]) -> usize {
        let before = self.in_word;
        let (eights, last) = text.as_chunks::<8>();
        let mut ended = 0;
        let mut whole = eights.iter().map(|eight| u64::from_le_bytes(*eight));
        let cut = whole.find(|eight| {
            let is_ascii = eight & eighths::HIGH == 0;
            if is_ascii {
                ended += eighths::ended_words(*eight, &mut self.in_word);
            }
            !is_ascii
        });
        let done = (eights.len() - whole.len() - usize::from(cut.is_some())) * 8;
        let rest = cut.map_or(last, |_| &text[done..done + 8]);
        let plain = rest.iter().take_while(|b| b.is_ascii()).count();
        // What fills up the last eight neither begins nor ends a word.
        let mut filled = [b'.'; 8];
        filled[..plain].copy_from_slice(&rest[..plain]);
        ended += eighths::ended_words(u64::from_le_bytes(filled), &mut self.in_word);
        // A word counts when it begins: those that ended, and one that goes on, but for one that was begun before.
        let begun = ended + u32::from(self.in_word) - u32::from(before);
        self.count = self.count.saturating_add(begun);
        done + plain
    }

    /// Ends the current word.
    pub(super) fn gap(&mut self) {
        self.in_word = false;
    }

    /// Words so far.
    pub(super) fn total(&self) -> u32 {
        self.count.saturating_add(self.dense.div_ceil(LETTERS_PER_WORD))
    }

    fn wide(&mut self, c: char) {
        match c {
            // Kana, CJK ideographs with their extensions: each is about a word.
            '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{9FFF}' => self.ideograph(),
            '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9D}' | '\u{20000}'..='\u{3FFFF}' => self.ideograph(),
            // Thai, Lao, Burmese, Khmer: the letters of words that nothing separates.
            '\u{0E01}'..='\u{0EDF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17D3}' => {
                self.dense = self.dense.saturating_add(u32::from(c.is_alphabetic()));
                self.in_word = false;
            }
            '—' => self.in_word = false,
            c if c.is_whitespace() => self.in_word = false,
            c if !self.in_word && c.is_alphanumeric() => self.start(),
            _ => {}
        }
    }

    fn start(&mut self) {
        self.in_word = true;
        self.count = self.count.saturating_add(1);
    }

    fn ideograph(&mut self) {
        self.count = self.count.saturating_add(1);
        self.in_word = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn count(pieces: &[&str]) -> u32 {
        let mut words = Words::default();
        pieces.iter().for_each(|piece| words.text(piece));
        words.total()
    }

    #[test]
    fn counts_words_of_spaced_languages() {
        assert_eq!(count(&["The ship's cook, 41 — a well-known man—sang."]), 8);
        assert_eq!(count(&["un", "believable"]), 1);
        assert_eq!(count(&["Четвёртый причал\u{a0}закрыт"]), 3);
        assert_eq!(count(&["한국어 신문 기사"]), 3);
        assert_eq!(count(&[" … – * "]), 0);
    }

    #[test]
    fn counts_something_sensible_without_spaces() {
        assert_eq!(count(&["港口今天关闭。"]), 6);
        assert_eq!(count(&["港のニュース"]), 6);
        assert_eq!(count(&["ท่าเรือปิดวันนี้"]), 3);
    }

    /// The same, letter by letter.
    fn count_slowly(pieces: &[&str]) -> u32 {
        let mut words = Words::default();
        for c in pieces.iter().flat_map(|piece| piece.chars()) {
            match c {
                c if c.is_ascii_whitespace() => words.gap(),
                c if !c.is_ascii() => words.wide(c),
                c if c.is_ascii_alphanumeric() && !words.in_word => words.start(),
                _ => {}
            }
        }
        words.total()
    }

    #[test]
    fn every_character_is_what_it_is() {
        for c in (0..0x80u8).map(char::from) {
            for text in [format!("{c}"), format!("a{c}b"), format!(" {c} {c}"), format!("1234567{c}a")] {
                assert_eq!(count(&[&text]), count_slowly(&[&text]), "{text:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn eight_at_a_time_is_the_same_as_one(pieces in prop::collection::vec("([ -~]|[ab ]|[\n\t\u{b}—é港ท\u{a0}]){0,40}", 0..4)) {
            let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
            prop_assert_eq!(count(&pieces), count_slowly(&pieces));
        }
    }
}
