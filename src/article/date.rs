//! Dates as newspapers have them: at the precision somebody wrote, certain or not.
//!
//! Takes: a text as people write dates. Does: reads it ([`words`], [`lex`], [`parse`]), checks it against the
//! calendar ([`civil`]) and places it in time ([`zone`], the only module besides the language room that knows
//! `jiff`). Gives: a [`PressDate`], or a [`problem::DateProblem`]. What was not written is not made up: no
//! midnight, no day, no century. Dates are Gregorian, years 1000 to 9999.

pub mod civil;
mod clock;
mod iso;
mod lex;
pub mod name;
mod numbers;
mod parse;
pub mod problem;
pub mod reader;
mod words;
pub mod zone;

pub use name::without_date;
pub use problem::{DateDoubt, DateProblem};
pub use reader::DateReader;

use serde::{Deserialize, Serialize};

/// A date with its precision. Ordered by time; an unknown date sorts before every other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PressDate {
    /// Seconds since 1970-01-01T00:00:00Z of the start of the period (midnight in the site's zone for a day).
    /// [`i64::MIN`] when unknown.
    pub instant: i64,
    /// Year as written, 1000 to 9999; 0 when unknown.
    pub year: i16,
    /// Month; 0 when not known.
    pub month: i8,
    /// Day; 0 when not known.
    pub day: i8,
    /// Time of day in seconds since midnight, as written (that is, at `offset`); none when not written.
    pub time: Option<u32>,
    /// Offset from UTC in seconds at that time: the one written, else that of the site's zone.
    pub offset: i32,
    /// Whether seconds were written (else minutes only).
    pub seconds: bool,
    /// Approximate (`1937~`).
    pub circa: bool,
}

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Nothing.
    Unknown,
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
    /// The minute.
    Minute,
    /// The second.
    Second,
}

impl Default for PressDate {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

impl PressDate {
    /// No date.
    pub const UNKNOWN: Self = Self {
        instant: i64::MIN,
        year: 0,
        month: 0,
        day: 0,
        time: None,
        offset: 0,
        seconds: false,
        circa: false,
    };

    /// Whether nothing is known.
    pub fn is_unknown(&self) -> bool {
        self.year == 0
    }

    /// How much is known.
    pub fn precision(&self) -> Precision {
        match (self.year, self.month, self.day, self.time, self.seconds) {
            (0, ..) => Precision::Unknown,
            (_, 0, ..) => Precision::Year,
            (_, _, 0, ..) => Precision::Month,
            (_, _, _, None, _) => Precision::Day,
            (.., false) => Precision::Minute,
            (.., true) => Precision::Second,
        }
    }

    /// Start of the period in seconds since 1970-01-01T00:00:00Z; none when unknown.
    pub fn start_instant(&self) -> Option<i64> {
        (!self.is_unknown()).then_some(self.instant)
    }

    /// Year, month and day for grouping by day, as written; none when the day is not known.
    pub fn day_key(&self) -> Option<(i16, i8, i8)> {
        (self.day != 0).then_some((self.year, self.month, self.day))
    }

    /// Hour, minute and second as written; none when no time was written.
    pub fn clock(&self) -> Option<(u32, u32, u32)> {
        self.time.map(|t| (t / 3600, t / 60 % 60, t % 60))
    }

    /// The value for `<time datetime>` at the precision of the date: `2015-09-24T14:32:00+01:00`, `2015-09-24`,
    /// `1937-07`, `1937`; empty when unknown. An offset that is no whole number of minutes (local mean time, before
    /// standard zones) has no form there and is left out, which HTML allows.
    pub fn iso(&self) -> String {
        let known = match self.precision() {
            _ if self.time.is_some() => 3,
            Precision::Unknown => 0,
            Precision::Year => 1,
            Precision::Month => 2,
            _ => 3,
        };
        let mut out = String::with_capacity(25);
        self.push_day(&mut out, known);
        if let Some(clock) = self.clock() {
            push_clock(&mut out, 'T', clock);
            push_offset(&mut out, self.offset, ":");
        }
        out
    }

    /// Appends the first so many parts of `2015-09-24`.
    fn push_day(&self, out: &mut String, parts: usize) {
        if parts > 0 {
            push_year(out, self.year);
        }
        for number in [self.month, self.day].into_iter().take(parts.saturating_sub(1)) {
            out.push('-');
            push_number(out, u32::from(number.unsigned_abs()), 2);
        }
    }

    /// Date and time by RFC 3339, for formats that know no shorter form; none when the day is not known.
    /// A day without a time stands at its start.
    pub fn rfc3339(&self) -> Option<String> {
        let (date, offset) = self.whole_minutes()?;
        let mut out = String::with_capacity(25);
        date.push_day(&mut out, 3);
        push_clock(&mut out, 'T', date.clock().unwrap_or_default());
        push_offset(&mut out, offset, ":");
        Some(out)
    }

    /// Date and time by RFC 2822 (RSS), `Thu, 24 Sep 2015 14:32:00 +0100`; none when the day is not known.
    /// A day without a time stands at its start.
    pub fn rfc2822(&self) -> Option<String> {
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (date, offset) = self.whole_minutes()?;
        let Self { year, month, day, .. } = date;
        let weekday = DAYS.get(usize::from(civil::weekday(year, month, day)) - 1)?;
        let name = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
        let mut out = String::with_capacity(31);
        out.extend([weekday, ", "]);
        push_number(&mut out, u32::from(day.unsigned_abs()), 2);
        out.extend([" ", name, " "]);
        push_year(&mut out, year);
        push_clock(&mut out, ' ', date.clock().unwrap_or_default());
        out.push(' ');
        push_offset(&mut out, offset, "");
        Some(out)
    }

    /// The same moment with an offset of whole minutes, which the RFC formats need: UTC where it is none.
    fn whole_minutes(&self) -> Option<(Self, i32)> {
        if self.day == 0 {
            return None;
        }
        if self.offset % 60 == 0 {
            return Some((*self, self.offset));
        }
        let (days, time) = (self.instant.div_euclid(civil::DAY), self.instant.rem_euclid(civil::DAY));
        let (year, month, day) = civil::from_days(days)?;
        Some((Self { year, month, day, time: u32::try_from(time).ok(), offset: 0, ..*self }, 0))
    }
}

/// Appends `1889`.
fn push_year(out: &mut String, year: i16) {
    if year < 0 {
        out.push('-');
    }
    push_number(out, u32::from(year.unsigned_abs()), if year < 0 { 3 } else { 4 });
}

/// Appends `T14:32:00`, with the sign that stands before it.
fn push_clock(out: &mut String, first: char, (hour, minute, second): (u32, u32, u32)) {
    for (sign, number) in [(first, hour), (':', minute), (':', second)] {
        out.push(sign);
        push_number(out, number, 2);
    }
}

/// Appends `+01:00`; nothing when `offset` is no whole number of minutes.
fn push_offset(out: &mut String, offset: i32, separator: &str) {
    if offset % 60 == 0 {
        let minutes = offset.unsigned_abs() / 60;
        out.push(if offset < 0 { '-' } else { '+' });
        push_number(out, minutes / 60, 2);
        out.push_str(separator);
        push_number(out, minutes % 60, 2);
    }
}

/// Appends a number with at least `width` digits. Every page has many, and the ways of `format!` are long.
fn push_number(out: &mut String, number: u32, width: u32) {
    let length = number.checked_ilog10().unwrap_or(0) + 1;
    let mut place = 10_u32.pow(length.max(width) - 1);
    while place > 0 {
        out.push(char::from(b'0' + (number / place % 10) as u8));
        place /= 10;
    }
}

#[cfg(test)]
mod tests;
