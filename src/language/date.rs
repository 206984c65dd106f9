//! Dates in words: at the precision they were written with, in the order and with the names of a language.

use super::pattern::{Digits, Moment, Pattern};
use super::source::{self, Names, Patterns};
use crate::article::date::PressDate;
use crate::plan::view::{DateView, Weekday};
use icu_locale::Locale;
use std::fmt::Write;

/// Words that a theme has for dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateWords<'w> {
    /// For an approximate date, such as `about {date}`; `{date}` is replaced.
    pub circa: &'w str,
    /// For no date at all, such as `Undated`.
    pub undated: &'w str,
}

/// How a language writes dates.
#[derive(Debug)]
pub(super) struct Dates {
    long: Pattern,
    long_time: Pattern,
    short: Pattern,
    full: Pattern,
    month: Pattern,
    short_month: Pattern,
    day_of_year: Pattern,
    year: Pattern,
    /// What stands for the first day of a month in a date in words, where it is no plain number.
    first_day: Option<&'static str>,
    months: Names,
    /// Monday first.
    weekdays: Vec<Weekday>,
    /// 0 for Monday.
    first_weekday: u8,
}

impl Dates {
    /// Reads a locale's ways.
    pub(super) fn of(locale: &Locale) -> Self {
        let digits: Digits = source::digits(locale).map(Into::into);
        let patterns = source::patterns(locale);
        let read = |pattern: &str| Pattern::read(pattern, locale, &digits);
        let region = locale.id.region.as_ref().map(|region| region.as_str());
        let weekdays = source::weekdays(locale, "cccc").into_iter().zip(source::weekdays(locale, "ccccc"));
        Self {
            long: read(&patterns.long),
            long_time: read(&with_time(&patterns, !source::periods(locale, "B").is_empty())),
            short: read(&patterns.medium),
            full: read(&full(&patterns, locale)),
            month: read(&patterns.month),
            short_month: read(&patterns.month.replace("MMMM", "MMM").replace("LLLL", "LLL")),
            day_of_year: read(&patterns.day_of_year),
            year: read(&patterns.year),
            first_day: match (locale.id.language.as_str(), region) {
                ("fr", _) => Some("1er"),
                ("pt", None | Some("BR")) => Some("1º"),
                _ => None,
            },
            months: source::months(locale, "LLLL"),
            weekdays: weekdays
                .map(|(name, narrow)| Weekday { name: name.into(), narrow: narrow.into() })
                .collect(),
            first_weekday: source::first_weekday(locale),
        }
    }

    /// See [`super::Language::date_view`].
    pub(super) fn view(&self, date: &PressDate, text: Option<&str>, words: DateWords) -> DateView {
        let known = |part: i8| (part > 0).then_some(part);
        let (month, day) = (known(date.month), known(date.month).and(known(date.day)));
        let (long, short) = if date.year == 0 {
            let undated = text.unwrap_or(words.undated);
            (undated.to_owned(), undated.to_owned())
        } else {
            let long = text.map_or_else(|| self.long(date, words), str::to_owned);
            (long, circa(self.short(date), date, words))
        };
        DateView {
            text: long,
            short,
            iso: iso(date),
            year: (date.year != 0).then_some(date.year),
            month,
            day,
            circa: date.circa,
        }
    }

    fn long(&self, date: &PressDate, words: DateWords) -> String {
        let moment = moment(date);
        let mut out = String::with_capacity(40);
        match (date.month > 0, date.day > 0, date.time) {
            (true, true, Some(_)) => self.long_time.write_with_first(&mut out, &moment, self.first_day),
            (true, true, None) => self.long.write_with_first(&mut out, &moment, self.first_day),
            (true, false, _) => self.month.write(&mut out, &moment),
            (false, ..) => self.year.write(&mut out, &moment),
        }
        circa(out, date, words)
    }

    fn short(&self, date: &PressDate) -> String {
        let moment = moment(date);
        let mut out = String::with_capacity(20);
        match (date.month > 0, date.day > 0) {
            (true, true) => self.short.write(&mut out, &moment),
            (true, false) => self.short_month.write(&mut out, &moment),
            (false, _) => self.year.write(&mut out, &moment),
        }
        out
    }

    /// See [`super::Language::day_name`].
    pub(super) fn day_name(&self, year: i16, month: i8, day: i8) -> String {
        let Some(weekday) = source::weekday(year, month, day) else { return String::new() };
        let mut out = String::with_capacity(40);
        self.full.write_with_first(&mut out, &Moment { year, month, day, weekday, time: 0 }, self.first_day);
        out
    }

    /// See [`super::Language::month_and_year`].
    pub(super) fn month_and_year(&self, year: i16, month: i8) -> String {
        let mut out = String::new();
        self.month.write(&mut out, &Moment { year, month, ..Moment::default() });
        out
    }

    /// See [`super::Language::month_name`].
    pub(super) fn month_name(&self, month: i8) -> &str {
        usize::try_from(month)
            .ok()
            .and_then(|month| self.months.get(month.checked_sub(1)?))
            .map_or("", |name| name)
    }

    /// See [`super::Language::day_of_year`].
    pub(super) fn day_of_year(&self, month: i8, day: i8) -> String {
        let mut out = String::new();
        self.day_of_year.write_with_first(
            &mut out,
            &Moment { month, day, ..Moment::default() },
            self.first_day,
        );
        out
    }

    /// See [`super::Language::year_name`].
    pub(super) fn year_name(&self, year: i16) -> String {
        let mut out = String::new();
        self.year.write(&mut out, &Moment { year, ..Moment::default() });
        out
    }

    /// See [`super::Language::weekdays`].
    pub(super) fn weekdays(&self) -> Vec<Weekday> {
        let mut days = self.weekdays.clone();
        let first = usize::from(self.first_weekday).min(days.len());
        days.rotate_left(first);
        days
    }

    /// See [`super::Language::first_weekday`].
    pub(super) fn first_weekday(&self) -> u8 {
        self.first_weekday
    }
}

/// The pattern of a long date with its time, joined as the locale joins a shortened one: a comma, where the long
/// pattern of ICU has "at" or "um".
fn with_time(patterns: &Patterns, has_parts_of_day: bool) -> String {
    let Patterns { long, medium, medium_time, time, .. } = patterns;
    let clock = if time.contains('B') && !has_parts_of_day { "HH:mm" } else { time };
    if let Some(glue) =
        medium_time.strip_prefix(medium.as_str()).and_then(|rest| rest.split(time.as_str()).next())
    {
        return format!("{long}{glue}{clock}");
    }
    match medium_time.strip_suffix(medium.as_str()).and_then(|rest| rest.strip_prefix(time.as_str())) {
        Some(glue) => format!("{clock}{glue}{long}"),
        None => format!("{long}, {clock}"),
    }
}

/// The pattern of a date with its day of the week, in words as the long date is. Newspapers that write the day
/// first in English put no comma after the name: `Thursday 24 September 2015`.
fn full(patterns: &Patterns, locale: &Locale) -> String {
    let Patterns { long, full, .. } = patterns;
    let in_words = |pattern: &str| pattern.contains("MMM") || pattern.contains("LLL");
    if locale.id.language.as_str() == "en" && long.starts_with('d') {
        full.replace("EEEE, ", "EEEE ")
    } else if in_words(long) && !in_words(full) {
        format!("EEEE, {long}")
    } else {
        full.clone()
    }
}

fn circa(text: String, date: &PressDate, words: DateWords) -> String {
    if date.circa { words.circa.replace("{date}", &text) } else { text }
}

fn moment(date: &PressDate) -> Moment {
    let time = date.time.unwrap_or(0).min(24 * 3600 - 1);
    Moment { year: date.year, month: date.month, day: date.day, weekday: 0, time }
}

/// A date for `<time datetime>` (HTML, "Dates and times"): no more of it than is known; empty for no date, and for
/// years that HTML has no way to write.
fn iso(date: &PressDate) -> String {
    let mut out = String::with_capacity(25);
    if date.year <= 0 {
        return out;
    }
    // Writing to a string cannot fail.
    let _ = write!(out, "{:04}", date.year);
    if date.month <= 0 {
        return out;
    }
    let _ = write!(out, "-{:02}", date.month);
    if date.day <= 0 {
        return out;
    }
    let _ = write!(out, "-{:02}", date.day);
    if let Some(time) = date.time {
        let (hours, minutes, seconds) = (time / 3600 % 24, time / 60 % 60, time % 60);
        let _ = write!(out, "T{hours:02}:{minutes:02}:{seconds:02}");
        // Local mean times of the 19th century had seconds, which HTML has no place for.
        let offset = (f64::from(date.offset) / 60.0).round() as i32;
        let sign = if offset < 0 { '-' } else { '+' };
        let _ = write!(out, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60);
    }
    out
}
