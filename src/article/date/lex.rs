//! From the text of a date to tokens.
//!
//! Takes: a text. Does: makes the spaces, dashes and digits of print plain, then cuts at every change between
//! digits, letters and signs. Gives: [`Token`]s.

/// A piece of a date.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Whether a space stands before it.
    pub spaced: bool,
    /// Where it starts in the plain text, in bytes.
    pub start: usize,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A whole number and how many digits it was written with.
    Number(u64, usize),
    /// Letters, in lower case.
    Word(String),
    /// Any other character.
    Mark(char),
}

/// The text with plain spaces, hyphens, apostrophes and digits, without quotation marks around it.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}' => {}
            c if c.is_whitespace() => out.push(' '),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            '\u{2019}' | '\u{2018}' | '\u{02bc}' => out.push('\''),
            '\u{660}'..='\u{669}' => out.push(digit(c, 0x660)),
            '\u{6f0}'..='\u{6f9}' => out.push(digit(c, 0x6f0)),
            '年' | '月' | '년' | '월' => out.push('-'),
            '日' | '일' => out.push(' '),
            c => out.push(c),
        }
    }
    let out = out.trim().trim_matches(['"', '“', '”']);
    let out =
        if text.contains(['年', '月', '년', '월']) { out.replace("- ", "-") } else { out.to_owned() };
    out.trim().trim_end_matches('-').trim_end().to_owned()
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit(c as u32 - zero, 10).unwrap_or(c)
}

/// Tokens of a [`plain`] text; none when it holds a number too large for any date.
pub fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut spaced = false;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let length = match first {
            c if c.is_whitespace() => {
                spaced = true;
                rest = &rest[c.len_utf8()..];
                continue;
            }
            c if c.is_ascii_digit() => run(rest, |c| c.is_ascii_digit()),
            c if c.is_alphabetic() => word(rest),
            c => c.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        let kind = match first {
            c if c.is_ascii_digit() => Kind::Number(piece.parse().ok()?, piece.len()),
            c if c.is_alphabetic() => Kind::Word(piece.to_lowercase()),
            c => Kind::Mark(c),
        };
        tokens.push(Token { kind, spaced, start });
        rest = after;
        spaced = false;
    }
    Some(tokens)
}

fn run(text: &str, holds: impl Fn(char) -> bool) -> usize {
    text.find(|c| !holds(c)).unwrap_or(text.len())
}

/// Letters with the apostrophes between them (`o'clock`).
fn word(text: &str) -> usize {
    let letters = run(text, char::is_alphabetic);
    let after = text[letters..].strip_prefix('\'').unwrap_or_default();
    if after.starts_with(char::is_alphabetic) { letters + 1 + word(after) } else { letters }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn print_becomes_plain() {
        assert_eq!(plain("\u{feff}24\u{a0}September\u{202f}2015 – 14:32"), "24 September 2015 - 14:32");
        assert_eq!(plain("2015年9月24日"), "2015-9-24");
        assert_eq!(plain("2015년 9월 24일"), "2015-9-24");
        assert_eq!(plain("1937年"), "1937");
        assert_eq!(plain("٢٤/٩/٢٠١٥"), "24/9/2015");
    }

    #[test]
    fn cuts_between_digits_letters_and_signs() {
        let kinds: Vec<Kind> = tokens("24th o'clock+1").unwrap().into_iter().map(|t| t.kind).collect();
        let word = |w: &str| Kind::Word(w.to_owned());
        assert_eq!(
            kinds,
            [Kind::Number(24, 2), word("th"), word("o'clock"), Kind::Mark('+'), Kind::Number(1, 1)]
        );
        assert_eq!(tokens("99999999999999999999999"), None);
    }
}
