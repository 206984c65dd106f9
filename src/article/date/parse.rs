//! From tokens to what was written: numbers and words with their roles, not yet checked against a calendar.
//!
//! Takes: a plain text. Does: goes through its tokens once; each piece is a time, a zone, a group of numbers such as
//! `2015-09-24`, a word or a single number, and every role can be taken only once. Gives: [`Written`].

use super::lex::{self, Kind, Token};
use super::problem::DateProblem;
use super::words;

/// A date as written.
#[derive(Debug, Default, PartialEq)]
pub struct Written {
    /// Year.
    pub year: Option<u64>,
    /// Month.
    pub month: Option<u64>,
    /// Day.
    pub day: Option<u64>,
    /// Day and month in an order that the text does not tell.
    pub either: Option<Either>,
    /// Seconds since midnight.
    pub time: Option<u32>,
    /// Whether seconds were written.
    pub seconds: bool,
    /// Time zone.
    pub zone: Option<WrittenZone>,
    /// Day of the week, 1 for Monday.
    pub weekday: Option<u8>,
}

/// Two numbers that are day and month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Either {
    /// The first as written.
    pub first: u64,
    /// The second as written.
    pub second: u64,
    /// Whether they are separated by full stops, which nobody does who puts the month first.
    pub dotted: bool,
}

/// A time zone as written.
#[derive(Debug, Clone, PartialEq)]
pub enum WrittenZone {
    /// Offset in seconds east of UTC.
    Offset(i32),
    /// Abbreviation or IANA name.
    Name(String),
}

/// Whether something was read.
pub(super) type Step = Result<bool, DateProblem>;

/// Reads a text made plain by [`lex::plain`].
pub fn parse(text: &str) -> Result<Written, DateProblem> {
    let tokens = lex::tokens(text).ok_or(DateProblem::Unreadable)?;
    let mut parser = Parser { text, tokens, at: 0, zone_may_follow: false, out: Written::default() };
    while parser.at < parser.tokens.len() {
        let read = parser.zone()?
            || parser.time()?
            || parser.group()?
            || parser.word()
            || parser.number()?
            || parser.separator()?;
        if !read {
            return Err(DateProblem::Unreadable);
        }
    }
    Ok(parser.out)
}

/// Goes through the tokens.
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
    /// Whether the last thing read was a time.
    pub(super) zone_may_follow: bool,
    pub(super) out: Written,
}

impl Parser<'_> {
    pub(super) fn peek(&self, ahead: usize) -> Option<&Kind> {
        self.tokens.get(self.at + ahead).map(|t| &t.kind)
    }

    pub(super) fn spaced(&self, ahead: usize) -> bool {
        self.tokens.get(self.at + ahead).is_none_or(|t| t.spaced)
    }

    pub(super) fn mark(&self, ahead: usize, mark: char) -> bool {
        self.peek(ahead) == Some(&Kind::Mark(mark))
    }

    pub(super) fn word_at(&self, ahead: usize) -> Option<&str> {
        match self.peek(ahead) {
            Some(Kind::Word(word)) => Some(word),
            _ => None,
        }
    }

    pub(super) fn number_at(&self, ahead: usize) -> Option<(u64, usize)> {
        match self.peek(ahead) {
            Some(Kind::Number(value, digits)) => Some((*value, *digits)),
            _ => None,
        }
    }

    pub(super) fn short_number(&self, ahead: usize) -> Option<u64> {
        self.number_at(ahead).filter(|(_, digits)| *digits <= 2).map(|(value, _)| value)
    }

    pub(super) fn previous(&self) -> Option<&Kind> {
        self.at.checked_sub(1).and_then(|i| self.tokens.get(i)).map(|t| &t.kind)
    }

    /// Numbers with the same sign between them: `2015-09-24`, `2015/9`, `24.9.2015`, `9/2015`.
    fn group(&mut self) -> Step {
        let (Some((a, a_digits)), Some(Kind::Mark(sign @ ('-' | '/' | '.')))) =
            (self.number_at(0), self.peek(1))
        else {
            return Ok(false);
        };
        let sign = *sign;
        let joined =
            |at: usize| self.mark(at, sign) && (sign == '.' || !self.spaced(at) && !self.spaced(at + 1));
        let Some((b, b_digits)) = self.number_at(2).filter(|_| joined(1)) else { return Ok(false) };
        let third = self.number_at(4).filter(|_| joined(3));
        if self.out.year.or(self.out.month).or(self.out.day).is_some() || self.out.either.is_some() {
            return Err(DateProblem::Unreadable);
        }
        let out = &mut self.out;
        match (a_digits, b_digits, third) {
            (4, 1 | 2, Some((day, 1 | 2))) => (out.year, out.month, out.day) = (Some(a), Some(b), Some(day)),
            (4, 1 | 2, None) => (out.year, out.month) = (Some(a), Some(b)),
            (1 | 2, 1 | 2, Some((year, 4))) => {
                out.year = Some(year);
                out.either = Some(Either { first: a, second: b, dotted: sign == '.' });
            }
            (1 | 2, 4, None) => (out.month, out.year) = (Some(a), Some(b)),
            (1 | 2, 1 | 2, Some((_, 1 | 2))) => return Err(DateProblem::TwoDigitYear),
            _ => return Err(DateProblem::Unreadable),
        }
        self.at += if third.is_some() { 5 } else { 3 };
        self.zone_may_follow = false;
        Ok(true)
    }

    /// A month, a day of the week, or a word that only joins.
    fn word(&mut self) -> bool {
        let Some(word) = self.word_at(0) else { return false };
        let (month, weekday) = (words::month(word), words::weekday(word));
        let joins = words::joins(word) && self.at > 0;
        let later_month = || {
            self.tokens[self.at + 1..]
                .iter()
                .any(|t| matches!(&t.kind, Kind::Word(w) if words::month(w).is_some()))
        };
        if let Some(weekday) = weekday
            && self.out.weekday.is_none()
            && !joins
            && (month.is_none() || later_month())
        {
            self.out.weekday = Some(weekday);
        } else if let Some(month) = month
            && self.out.month.is_none()
            && self.out.either.is_none()
        {
            self.out.month = Some(month as u64);
        } else if !words::joins(word) {
            return false;
        }
        self.at += 1;
        self.zone_may_follow = false;
        true
    }

    /// A number alone: a year of four digits, a day of one or two, or `20150924`.
    fn number(&mut self) -> Step {
        let Some((value, digits)) = self.number_at(0) else { return Ok(false) };
        let abbreviated = self.previous() == Some(&Kind::Mark('\''));
        let out = &mut self.out;
        match digits {
            _ if abbreviated => return Err(DateProblem::TwoDigitYear),
            4 if out.year.is_none() => out.year = Some(value),
            1 | 2 if out.day.is_none() && out.either.is_none() => out.day = Some(value),
            1 | 2 if out.year.is_none() => return Err(DateProblem::TwoDigitYear),
            8 if out.year.or(out.month).or(out.day).is_none() => {
                (out.year, out.month, out.day) =
                    (Some(value / 10_000), Some(value / 100 % 100), Some(value % 100));
            }
            _ => return Ok(false),
        }
        self.at += 1;
        let ordinal = self.word_at(0).is_some_and(words::is_ordinal) && !self.spaced(0);
        self.at += usize::from(ordinal && digits <= 2);
        self.zone_may_follow = false;
        Ok(true)
    }

    /// A sign that separates parts, where it cannot mean a span of time.
    fn separator(&mut self) -> Step {
        let by_word = matches!(self.previous(), Some(Kind::Word(_))) || self.word_at(1).is_some();
        let apart = self.spaced(0) && self.spaced(1);
        match self.peek(0) {
            Some(Kind::Mark('.' | ',' | ';')) => {}
            Some(Kind::Mark('-' | '/' | '|')) if (by_word || apart) && self.peek(1).is_some() => {}
            Some(Kind::Mark('\'')) if self.short_number(1).is_some() => {
                return Err(DateProblem::TwoDigitYear);
            }
            _ => return Ok(false),
        }
        self.at += 1;
        Ok(true)
    }
}
