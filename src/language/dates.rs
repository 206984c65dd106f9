//! Dates in words.
//!
//! Takes: a date, or its numbers, and a language. Gives: the text a reader of that language expects. Numbers that are
//! no date (a month 13) give an empty text.

use super::language;
use super::pattern::{Numbers, Pattern};
use super::samples::Dates;
use crate::article::date::{Precision, PressDate, civil};
use crate::plan::view::DateView;

/// Words around a date, in the language of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateWords {
    /// For an approximate date: `about {date}`.
    pub circa: String,
    /// For a date that is not known: `Undated`.
    pub undated: String,
}

/// A date for templates, at its precision and without seconds. `date_text`, the date as it was printed, is shown as
/// it is wherever there is one.
pub fn date_view(date: &PressDate, date_text: Option<&str>, lang: &str, words: &DateWords) -> DateView {
    let printed = date_text.filter(|text| !text.trim().is_empty());
    let (text, short) = match printed {
        Some(printed) => (printed.to_owned(), printed.to_owned()),
        None if date.is_unknown() => (words.undated.clone(), words.undated.clone()),
        None => {
            let language = language(lang);
            let text = language.dates.text(date);
            let short = language.dates.short(date);
            if date.circa { (about(words, &text), about(words, &short)) } else { (text, short) }
        }
    };
    let known = |number: i8| (number != 0).then_some(number);
    DateView {
        text,
        short,
        iso: date.iso(),
        year: (!date.is_unknown()).then_some(date.year),
        month: known(date.month),
        day: known(date.day),
        circa: date.circa,
    }
}

fn about(words: &DateWords, date: &str) -> String {
    words.circa.replace("{date}", date)
}

impl Dates {
    /// `24 September 2015, 14:32`, as far as it is known.
    fn text(&self, date: &PressDate) -> String {
        let numbers = numbers(date.year, date.day);
        match date.precision() {
            Precision::Unknown => String::new(),
            Precision::Year => self.fill(Some(&self.year), numbers),
            Precision::Month => self.fill(of_month(&self.month_long, date.month), numbers),
            // Midnight to the second is what programs write that know the day alone.
            _ if date.clock() == Some((0, 0, 0)) => self.fill(of_month(&self.long, date.month), numbers),
            Precision::Day => self.fill(of_month(&self.long, date.month), numbers),
            Precision::Minute | Precision::Second => self.with_time(date, numbers),
        }
    }

    /// `24 Sept 2015`, as far as it is known.
    fn short(&self, date: &PressDate) -> String {
        let patterns = match date.precision() {
            Precision::Unknown | Precision::Year => return self.text(date),
            Precision::Month => &self.month_medium,
            Precision::Day | Precision::Minute | Precision::Second => &self.medium,
        };
        self.fill(of_month(patterns, date.month), numbers(date.year, date.day))
    }

    fn with_time(&self, date: &PressDate, numbers: Numbers) -> String {
        let (hour, minute, _) = date.clock().unwrap_or_default();
        let day = of_month(&self.long, date.month);
        let time = usize::try_from(hour).ok().and_then(|hour| self.times.get(hour));
        let numbers = Numbers { minute, ..numbers };
        let (first, second) = if self.glue.time_first { (time, day) } else { (day, time) };
        let mut out = String::with_capacity(48);
        self.fill_into(&mut out, first, numbers);
        out.push_str(&self.glue.between);
        self.fill_into(&mut out, second, numbers);
        out.push_str(&self.glue.after);
        out
    }

    fn fill(&self, pattern: Option<&Pattern>, numbers: Numbers) -> String {
        let mut out = String::with_capacity(32);
        self.fill_into(&mut out, pattern, numbers);
        out
    }

    fn fill_into(&self, out: &mut String, pattern: Option<&Pattern>, numbers: Numbers) {
        if let Some(pattern) = pattern {
            pattern.write(out, numbers, self.digits, self.first_day);
        }
    }
}

/// The entry of a month (1 to 12).
fn of_month<T>(list: &[T], month: i8) -> Option<&T> {
    list.get(usize::try_from(month).ok()?.checked_sub(1)?)
}

fn numbers(year: i16, day: i8) -> Numbers {
    Numbers { year: year.unsigned_abs().into(), day: day.unsigned_abs().into(), minute: 0 }
}

/// Name of a month (1 to 12) where it stands alone: `September`.
pub fn month_name(month: i8, lang: &str) -> String {
    of_month(&language(lang).dates.months, month).cloned().unwrap_or_default()
}

/// A day without its year: `22 November`.
pub fn day_of_year(month: i8, day: i8, lang: &str) -> String {
    let dates = &language(lang).dates;
    dates.fill(of_month(&dates.day_of_year, month), numbers(0, day))
}

/// A month with its year: `September 2015`.
pub fn month_and_year(year: i16, month: i8, lang: &str) -> String {
    let dates = &language(lang).dates;
    dates.fill(of_month(&dates.month_long, month), numbers(year, 0))
}

/// A day: `24 September 2015`.
pub fn long_date(year: i16, month: i8, day: i8, lang: &str) -> String {
    let dates = &language(lang).dates;
    dates.fill(of_month(&dates.long, month), numbers(year, day))
}

/// A day with its weekday: `Thursday 24 September 2015`.
pub fn full_date(year: i16, month: i8, day: i8, lang: &str) -> String {
    let dates = &language(lang).dates;
    let weekday = usize::from(civil::weekday(year, month, day)) - 1;
    dates.fill(of_month(&dates.full, month).and_then(|week| week.get(weekday)), numbers(year, day))
}

/// Names of the weekdays with a narrow form for the head of a column, beginning with the day on which the week begins
/// in the language's region: `("Monday", "M")`.
pub fn weekdays(lang: &str) -> Vec<(String, String)> {
    let dates = &language(lang).dates;
    let mut days: Vec<_> =
        dates.weekdays.iter().cloned().zip(dates.narrow_weekdays.iter().cloned()).collect();
    let first = usize::from(dates.first_weekday).min(days.len());
    days.rotate_left(first);
    days
}

/// Day on which the week begins in the language's region (or the region it is mostly spoken in): 0 for Monday to
/// 6 for Sunday.
pub fn first_weekday(lang: &str) -> u8 {
    language(lang).dates.first_weekday
}
