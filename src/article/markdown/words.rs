//! Counting words, also in languages that write without spaces.

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
            let plain = rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len());
            self.ascii(&rest.as_bytes()[..plain]);
            rest = &rest[plain..];
            if let Some(c) = rest.chars().next() {
                self.wide(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }

    /// Counts a piece of ASCII, which is most of what is counted: byte by byte.
    fn ascii(&mut self, text: &[u8]) {
        let (mut count, mut in_word) = (0u32, self.in_word);
        for b in text {
            let begins = !in_word & b.is_ascii_alphanumeric();
            count = count.wrapping_add(u32::from(begins));
            in_word = (in_word | begins) & !b.is_ascii_whitespace();
        }
        self.count = self.count.saturating_add(count);
        self.in_word = in_word;
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
}
