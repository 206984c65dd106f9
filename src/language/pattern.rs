//! Patterns learnt from a sample.
//!
//! Takes: a date that somebody else has written out, with Latin digits, and its numbers. Does: finds the numbers in
//! the text again. Gives: a [`Pattern`] that writes other numbers in their place.

/// Digits of a language: Latin ones, or those of its script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    zero: char,
}

impl Default for Digits {
    fn default() -> Self {
        Self::LATIN
    }
}

impl Digits {
    /// `0` to `9`.
    pub const LATIN: Self = Self { zero: '0' };

    /// The digits that a sample of the number 2015 is written with; Latin ones when they are not ten signs in a row.
    pub fn of_2015(sample: &str) -> Self {
        let written: Vec<char> = sample.chars().filter(|c| c.is_numeric()).collect();
        let [two, zero, one, five] = written[..] else { return Self::LATIN };
        let digits = Self { zero };
        let all = [digits.digit(2), digits.digit(1), digits.digit(5)] == [two, one, five];
        if all { digits } else { Self::LATIN }
    }

    fn digit(self, value: u32) -> char {
        char::from_u32(u32::from(self.zero) + value).unwrap_or('0')
    }

    /// The text with its Latin digits replaced by these.
    pub fn in_text(self, text: &str) -> String {
        text.chars().map(|c| c.to_digit(10).map_or(c, |value| self.digit(value))).collect()
    }

    /// Writes a number with at least `width` digits.
    fn write(self, out: &mut String, number: u32, width: u32) {
        let length = number.checked_ilog10().unwrap_or(0) + 1;
        let mut place = 10_u32.checked_pow(length.max(width) - 1).unwrap_or(1);
        while place > 0 {
            out.push(self.digit(number / place % 10));
            place /= 10;
        }
    }
}

/// Numbers to be written in a pattern; those it does not name are left out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Numbers {
    /// Year.
    pub year: u32,
    /// Day of the month.
    pub day: u32,
    /// Minute of the hour.
    pub minute: u32,
}

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Text(Box<str>),
    Year,
    Day,
    TwoDigitDay,
    Minute,
}

/// A text with places for numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pattern {
    pieces: Vec<Piece>,
}

impl Pattern {
    /// The pattern of a sample that was written with the given numbers. No two of them may be alike, and none like
    /// another number in the sample; 0 stands for one that is not there.
    pub fn learn(sample: &str, numbers: Numbers, two_digit_days: bool, digits: Digits) -> Self {
        let mut pieces = Vec::new();
        let mut text = String::new();
        for run in runs(sample) {
            let piece = match run.parse::<u32>() {
                Ok(0) | Err(_) => None,
                Ok(n) if n == numbers.year => Some(Piece::Year),
                Ok(n) if n == numbers.day => {
                    Some(if two_digit_days { Piece::TwoDigitDay } else { Piece::Day })
                }
                Ok(n) if n == numbers.minute => Some(Piece::Minute),
                Ok(_) => None,
            };
            match piece {
                None => text.push_str(&digits.in_text(run)),
                Some(piece) => {
                    if !text.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut text).into()));
                    }
                    pieces.push(piece);
                }
            }
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text.into()));
        }
        Self { pieces }
    }

    /// Whether there is a place for the year.
    pub fn has_year(&self) -> bool {
        self.pieces.contains(&Piece::Year)
    }

    /// Whether a number stands in its text: that of the month, where it is not named.
    pub fn has_fixed_number(&self) -> bool {
        let number = |piece: &Piece| matches!(piece, Piece::Text(text) if text.chars().any(char::is_numeric));
        self.pieces.iter().any(number)
    }

    /// Writes the text with these numbers. `first` is written for the first day of a month in place of `1`.
    pub fn write(&self, out: &mut String, numbers: Numbers, digits: Digits, first: Option<&str>) {
        for piece in &self.pieces {
            match (piece, first) {
                (Piece::Text(text), _) => out.push_str(text),
                (Piece::Year, _) => digits.write(out, numbers.year, 1),
                (Piece::Day, Some(first)) if numbers.day == 1 => out.push_str(first),
                (Piece::Day, _) => digits.write(out, numbers.day, 1),
                (Piece::TwoDigitDay, _) => digits.write(out, numbers.day, 2),
                (Piece::Minute, _) => digits.write(out, numbers.minute, 2),
            }
        }
    }
}

/// The text in pieces of digits only and of no digits.
pub fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let kind = rest.bytes().next()?.is_ascii_digit();
        let end = rest.bytes().position(|b| b.is_ascii_digit() != kind).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(run)
    })
}
