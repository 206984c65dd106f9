//! Counting words, also in languages that write without spaces.

/// Characters of Thai, Lao, Khmer and Burmese that make up a word on average.
const LETTERS_PER_WORD: u32 = 5;

const LETTER: u8 = 1;
const SPACE: u8 = 2;

/// Which bytes are letters or digits, and which part words.
static CLASSES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        table[byte] = if c.is_ascii_alphanumeric() {
            LETTER
        } else if c.is_ascii_whitespace() {
            SPACE
        } else {
            0
        };
        byte += 1;
    }
    table
};

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
            let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
            let (plain, other) = rest.split_at(ascii);
            self.ascii(plain.as_bytes());
            let wide = other.find(|c: char| c.is_ascii()).unwrap_or(other.len());
            other[..wide].chars().for_each(|c| self.wide(c));
            rest = &other[wide..];
        }
    }

    fn ascii(&mut self, bytes: &[u8]) {
        // Without branches: this loop sees every byte of every archive.
        let (mut count, mut in_word) = (0, u8::from(self.in_word));
        for &byte in bytes {
            let class = CLASSES[usize::from(byte)];
            let starts = class & LETTER & !in_word;
            count += u32::from(starts);
            in_word = (in_word | starts) & !(class >> 1);
        }
        self.count = self.count.saturating_add(count);
        self.in_word = in_word != 0;
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
