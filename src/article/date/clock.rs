//! Times of day and time zones in a date.
//!
//! Takes: the parser of a date. Does: reads a time where one starts, and a zone behind it. Gives: their places in [`Written`].
//!
//! [`Written`]: super::parse::Written

use super::lex::Kind;
use super::parse::{Parser, Step, WrittenZone};
use super::problem::DateProblem;
use super::words;

impl Parser<'_> {
    /// `14:32`, `14:32:05.123`, `2:32 p.m.`, `2 pm`, `14h32`, `14 Uhr`, `14.32 Uhr`, `T143205`.
    pub(super) fn time(&mut self) -> Step {
        let Some((number, digits)) = self.number_at(0) else { return Ok(false) };
        if self.out.time.is_some() {
            return Ok(false);
        }
        let after_t = matches!(self.previous(), Some(Kind::Word(w)) if w == "t");
        let (hour, minute, second, length) = match digits {
            1 | 2 => match self.clock(number) {
                Some(clock) => clock,
                None => return Ok(false),
            },
            4 if after_t => (number / 100, number % 100, None, 1),
            6 if after_t => (number / 10_000, number / 100 % 100, Some(number % 100), 1),
            _ => return Ok(false),
        };
        self.at += length;
        let hour = self.half_of_day(hour)?;
        // A leap second is the last second of its minute: no time zone data know it.
        let second = second.map(|s| if s == 60 { 59 } else { s });
        if hour > 23 || minute > 59 || second.is_some_and(|s| s > 59) {
            return Err(DateProblem::NoSuchTime);
        }
        self.out.time = Some((hour * 3600 + minute * 60 + second.unwrap_or(0)) as u32);
        self.out.seconds = second.is_some();
        self.zone_may_follow = true;
        Ok(true)
    }

    /// Hour, minute and second of a time that starts here with `hour`, and its length in tokens.
    fn clock(&self, hour: u64) -> Option<(u64, u64, Option<u64>, usize)> {
        let two_digits =
            |ahead| self.number_at(ahead).filter(|(_, digits)| *digits == 2).map(|(value, _)| value);
        if self.mark(1, ':') {
            let minute = two_digits(2)?;
            if !self.mark(3, ':') {
                return Some((hour, minute, None, 3));
            }
            let second = two_digits(4)?;
            let fraction =
                (self.mark(5, '.') || self.mark(5, ',')) && !self.spaced(6) && self.number_at(6).is_some();
            return Some((hour, minute, Some(second), if fraction { 7 } else { 5 }));
        }
        match self.word_at(1) {
            Some("h") if !self.spaced(2) => {
                return Some((
                    hour,
                    two_digits(2).unwrap_or(0),
                    None,
                    2 + usize::from(two_digits(2).is_some()),
                ));
            }
            Some("h" | "uhr") => return Some((hour, 0, None, 2)),
            _ if self.half(1).is_some() => return Some((hour, 0, None, 1)),
            _ => {}
        }
        let after_clock_word = self.after_clock_word();
        let minute = two_digits(2).filter(|_| self.mark(1, '.'))?;
        let before_clock_word = self.half(3).is_some() || matches!(self.word_at(3), Some("uhr" | "h"));
        (after_clock_word || before_clock_word).then_some((hour, minute, None, 3))
    }

    /// Whether `kl`, `kl.` or the like stands before.
    fn after_clock_word(&self) -> bool {
        let dot = usize::from(self.previous() == Some(&Kind::Mark('.')));
        let word = self.at.checked_sub(1 + dot).and_then(|i| self.tokens.get(i)).map(|t| &t.kind);
        matches!(word, Some(Kind::Word(w)) if matches!(w.as_str(), "kl" | "klo" | "klockan"))
    }

    /// `am` or `p.m.` at a token: whether it is the second half of the day, and its length in tokens.
    fn half(&self, ahead: usize) -> Option<(bool, usize)> {
        let dot = |at| usize::from(self.mark(at, '.'));
        match self.word_at(ahead)? {
            "am" | "pm" => Some((self.word_at(ahead) == Some("pm"), 1 + dot(ahead + 1))),
            letter @ ("a" | "p") if self.mark(ahead + 1, '.') && self.word_at(ahead + 2) == Some("m") => {
                Some((letter == "p", 3 + dot(ahead + 3)))
            }
            _ => None,
        }
    }

    /// The hour on a clock of 24 hours, after reading `am`, `pm` and what else may follow a time.
    fn half_of_day(&mut self, hour: u64) -> Result<u64, DateProblem> {
        if let Some((afternoon, length)) = self.half(0) {
            // German: `14:32 am 24. September`.
            if !afternoon && hour > 12 && self.number_at(length).is_some() {
                return Ok(hour);
            }
            self.at += length;
            return match (hour, afternoon) {
                (0..=12, _) => Ok(hour % 12 + if afternoon { 12 } else { 0 }),
                (_, true) => Ok(hour),
                (_, false) => Err(DateProblem::NoSuchTime),
            };
        }
        if matches!(self.word_at(0), Some("uhr" | "h" | "hrs" | "hours" | "o'clock")) {
            self.at += 1;
        }
        Ok(hour)
    }

    /// `Z`, `-0400`, `-5`, `GMT+1`, `BST`, `Europe/London`, `(BST)`, `[Europe/London]`, after a time.
    pub(super) fn zone(&mut self) -> Step {
        if !self.zone_may_follow {
            return Ok(false);
        }
        for (open, close) in [('(', ')'), ('[', ']')] {
            if self.mark(0, open) {
                return Ok(self.bracketed(close));
            }
        }
        if self.out.zone.is_some() {
            return Ok(false);
        }
        let universal = matches!(self.word_at(0), Some("gmt" | "utc" | "ut" | "z"));
        let sign_at = usize::from(universal);
        if (self.mark(sign_at, '+') || self.mark(sign_at, '-')) && !self.spaced(sign_at + 1) {
            return self.offset(sign_at);
        }
        let Some(word) = self.word_at(0) else { return Ok(false) };
        let other_role = words::month(word).is_some() || words::weekday(word).is_some() || words::joins(word);
        if other_role && !universal {
            return Ok(false);
        }
        let name = self.name_here();
        self.skip_text(name.len());
        self.out.zone = Some(WrittenZone::Name(name));
        Ok(true)
    }

    /// A sign and digits, the sign `ahead` of here.
    fn offset(&mut self, ahead: usize) -> Step {
        let east = self.mark(ahead, '+');
        let Some((number, digits)) = self.number_at(ahead + 1) else { return Err(DateProblem::Unreadable) };
        let minutes = self.number_at(ahead + 3).filter(|(_, d)| *d == 2 && self.mark(ahead + 2, ':'));
        let (hours, minutes, length) = match (digits, minutes) {
            (1 | 2, Some((minutes, _))) => (number, minutes, 4),
            (1 | 2, None) => (number, 0, 2),
            (3 | 4, None) => (number / 100, number % 100, 2),
            _ => return Err(DateProblem::Unreadable),
        };
        if hours > 15 || minutes > 59 {
            return Err(DateProblem::Unreadable);
        }
        let seconds = (hours * 3600 + minutes * 60) as i32;
        self.out.zone = Some(WrittenZone::Offset(if east { seconds } else { -seconds }));
        self.at += ahead + length;
        Ok(true)
    }

    /// A zone in brackets, or a remark after a zone, which RFC 2822 allows.
    fn bracketed(&mut self, close: char) -> bool {
        let Some(length) = self.tokens[self.at..].iter().position(|t| t.kind == Kind::Mark(close)) else {
            return false;
        };
        if self.out.zone.is_none() {
            let from = self.tokens[self.at].start + 1;
            let to = self.tokens[self.at + length].start;
            self.out.zone = Some(WrittenZone::Name(self.text[from..to].trim().to_owned()));
        }
        self.at += length + 1;
        true
    }

    /// The text from here to the next space, bracket or comma.
    fn name_here(&self) -> String {
        let start = self.tokens.get(self.at).map_or(self.text.len(), |t| t.start);
        let rest = &self.text[start..];
        rest[..rest.find([' ', '(', '[', ',', ';']).unwrap_or(rest.len())].to_owned()
    }

    fn skip_text(&mut self, bytes: usize) {
        let end = self.tokens.get(self.at).map_or(0, |t| t.start) + bytes;
        while self.tokens.get(self.at).is_some_and(|t| t.start < end) {
            self.at += 1;
        }
    }
}
