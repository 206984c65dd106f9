//! Patterns of dates: read once, then written quickly.
//!
//! Takes: a pattern in the notation of Unicode (`EEEE, d MMMM y`) and the names of a locale. Gives: a [`Pattern`]
//! that holds its names and writes a [`Moment`] without asking anybody.

use super::source::{self, Names};
use icu_locale::Locale;
use std::sync::Arc;

/// What a pattern may be asked to write. Fields that the pattern does not have are not looked at.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Moment {
    pub(super) year: i16,
    /// 1 to 12.
    pub(super) month: i8,
    pub(super) day: i8,
    /// 0 for Monday.
    pub(super) weekday: usize,
    /// Seconds since midnight.
    pub(super) time: u32,
}

/// A pattern of one locale.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    parts: Vec<Part>,
    digits: Digits,
}

/// The digits of a locale, from zero; none for `0` to `9`.
pub(super) type Digits = Option<Arc<[char]>>;

#[derive(Debug, Clone)]
enum Part {
    Text(Box<str>),
    Year,
    MonthName(Names),
    /// Numbers with the least count of their digits.
    Month(usize),
    Day(usize),
    Weekday(Names),
    Hour(Clock, usize),
    Minute(usize),
    Period(Names),
}

/// How hours are counted: from 0 or 1, to 12 or 24.
#[derive(Debug, Clone, Copy)]
enum Clock {
    From0To23,
    From1To24,
    From0To11,
    From1To12,
}

impl Pattern {
    /// Reads a pattern, with the names of a locale. A field that has no place in a newspaper's date is left out.
    pub(super) fn read(pattern: &str, locale: &Locale, digits: &Digits) -> Self {
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = pattern;
        while let Some(first) = rest.chars().next() {
            if first.is_ascii_alphabetic() {
                let length = rest.len() - rest.trim_start_matches(first).len();
                let (field, after) = rest.split_at(length);
                rest = after;
                match part(field, locale) {
                    Part::Text(fixed) => text.push_str(&fixed),
                    part => {
                        if !text.is_empty() {
                            parts.push(Part::Text(plain_spaces(&text).into()));
                            text.clear();
                        }
                        parts.push(part);
                    }
                }
            } else if let Some(after) = rest.strip_prefix("''") {
                text.push('\'');
                rest = after;
            } else if let Some(quoted) = rest.strip_prefix('\'') {
                let end = quoted.find('\'').unwrap_or(quoted.len());
                text.push_str(&quoted[..end]);
                rest = quoted.get(end + 1..).unwrap_or("");
            } else {
                text.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        if !text.is_empty() {
            parts.push(Part::Text(plain_spaces(&text).into()));
        }
        Self { parts, digits: digits.clone() }
    }

    /// The same with the first day of a month written in a way of its own: `1er`.
    pub(super) fn write_with_first(&self, out: &mut String, moment: &Moment, first: Option<&str>) {
        for part in &self.parts {
            match (part, first) {
                (Part::Day(_), Some(first)) if moment.day == 1 => out.push_str(first),
                _ => self.write_part(out, part, moment),
            }
        }
    }

    /// Appends a moment.
    pub(super) fn write(&self, out: &mut String, moment: &Moment) {
        self.write_with_first(out, moment, None);
    }

    fn write_part(&self, out: &mut String, part: &Part, moment: &Moment) {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Year => self.number(out, moment.year.unsigned_abs().into(), 1),
            Part::MonthName(names) => {
                push_name(out, names, usize::from(moment.month.unsigned_abs()).wrapping_sub(1))
            }
            Part::Month(length) => self.number(out, moment.month.unsigned_abs().into(), *length),
            Part::Day(length) => self.number(out, moment.day.unsigned_abs().into(), *length),
            Part::Weekday(names) => push_name(out, names, moment.weekday),
            Part::Hour(clock, length) => self.number(out, clock.hour(moment.time / 3600), *length),
            Part::Minute(length) => self.number(out, moment.time / 60 % 60, *length),
            Part::Period(names) => push_name(out, names, (moment.time / 3600) as usize),
        }
    }

    /// Appends a number in the locale's digits, with zeros before it up to a length.
    fn number(&self, out: &mut String, number: u32, length: usize) {
        let mut buffer = [0; 10];
        let mut at = buffer.len();
        let mut rest = number;
        while at > 0 && (rest > 0 || buffer.len() - at < length.max(1)) {
            at -= 1;
            buffer[at] = (rest % 10) as u8;
            rest /= 10;
        }
        for &digit in &buffer[at..] {
            let own = self.digits.as_ref().and_then(|digits| digits.get(usize::from(digit)));
            out.push(own.copied().unwrap_or(char::from(b'0' + digit)));
        }
    }
}

impl Clock {
    fn hour(self, hour: u32) -> u32 {
        match self {
            Self::From0To23 => hour,
            Self::From1To24 => (hour + 23) % 24 + 1,
            Self::From0To11 => hour % 12,
            Self::From1To12 => (hour + 11) % 12 + 1,
        }
    }
}

fn push_name(out: &mut String, names: &Names, at: usize) {
    if let Some(name) = names.get(at) {
        out.push_str(name);
    }
}

/// One field of a pattern: a letter, repeated.
fn part(field: &str, locale: &Locale) -> Part {
    let length = field.len();
    match (field.as_bytes().first(), length) {
        (Some(b'y'), _) => Part::Year,
        (Some(b'M' | b'L'), 1 | 2) => Part::Month(length),
        (Some(b'M' | b'L'), _) => Part::MonthName(source::months(locale, field)),
        (Some(b'd'), _) => Part::Day(length),
        (Some(b'E' | b'c'), _) => Part::Weekday(source::weekdays(locale, field)),
        (Some(b'H'), _) => Part::Hour(Clock::From0To23, length),
        (Some(b'k'), _) => Part::Hour(Clock::From1To24, length),
        (Some(b'K'), _) => Part::Hour(Clock::From0To11, length),
        (Some(b'h'), _) => Part::Hour(Clock::From1To12, length),
        (Some(b'm'), _) => Part::Minute(length),
        (Some(b'a' | b'b' | b'B'), _) => Part::Period(source::periods(locale, field)),
        (Some(b'G'), _) => Part::Text(source::era(locale, field)),
        _ => Part::Text(Box::default()),
    }
}

/// Narrow unbreakable spaces, which many fonts lack, as ordinary unbreakable ones.
pub(super) fn plain_spaces(text: &str) -> String {
    text.replace('\u{202F}', "\u{A0}")
}
