//! Words, dates and numbers as each language writes them; the only room that knows `icu`.
//!
//! Takes: a language tag (BCP 47) and a date, a number or a term. Gives: text for people. Everything that ICU knows
//! of a language and Dateline needs is read once into a [`Language`], plain strings that any number of threads
//! use; writing a date then is joining strings.
//!
//! Dates are always Gregorian, as newspapers date their issues, whatever calendar a country keeps beside it.
//! A tag that is no language, or a language that ICU has no data for, is written as English.

pub mod date;
pub mod number;
pub mod order;
mod pattern;
mod source;
pub mod tag;

use crate::article::date::PressDate;
use crate::plan::view::{DateView, Weekday};
use date::{DateWords, Dates};
use number::Numbers;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

pub use order::{collation_key, first_letter};
pub use tag::{direction, name_in_itself};

/// What is known of a language.
#[derive(Debug)]
pub struct Language {
    dates: Dates,
    numbers: Numbers,
}

/// Languages read so far, by tag. It holds nothing that the tag does not decide.
static KNOWN: LazyLock<RwLock<HashMap<Box<str>, Arc<Language>>>> = LazyLock::new(RwLock::default);

impl Language {
    /// The language with this tag. The first time takes about a millisecond, after that it is a look-up; who writes
    /// many dates keeps the result.
    pub fn of(tag: &str) -> Arc<Self> {
        if let Some(known) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(tag) {
            return known.clone();
        }
        let locale = source::locale(tag);
        let name = locale.to_string();
        let language = if name == tag {
            Arc::new(Self { dates: Dates::of(&locale), numbers: Numbers::of(&locale) })
        } else {
            // Other spellings of a tag share its language.
            Self::of(&name)
        };
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        known.entry(tag.into()).or_insert(language).clone()
    }

    /// A date for people and for machines, at its own precision. `text` is the date as printed, where the article
    /// has one; `words` are the theme's.
    pub fn date_view(&self, date: &PressDate, text: Option<&str>, words: DateWords) -> DateView {
        self.dates.view(date, text, words)
    }

    /// A day with its name: `Thursday 24 September 2015`.
    pub fn day_name(&self, year: i16, month: i8, day: i8) -> String {
        self.dates.day_name(year, month, day)
    }

    /// A month with its year: `September 2015`.
    pub fn month_and_year(&self, year: i16, month: i8) -> String {
        self.dates.month_and_year(year, month)
    }

    /// The name of a month by itself: `September`; empty for a month there is not.
    pub fn month_name(&self, month: i8) -> &str {
        self.dates.month_name(month)
    }

    /// A day of the year: `22 November`.
    pub fn day_of_year(&self, month: i8, day: i8) -> String {
        self.dates.day_of_year(month, day)
    }

    /// A year as it stands by itself: `2015`, in Chinese `2015年`.
    pub fn year_name(&self, year: i16) -> String {
        self.dates.year_name(year)
    }

    /// The days of the week, beginning with the language's first.
    pub fn weekdays(&self) -> Vec<Weekday> {
        self.dates.weekdays()
    }

    /// The first day of the week: 0 for Monday to 6 for Sunday.
    pub fn first_weekday(&self) -> u8 {
        self.dates.first_weekday()
    }

    /// The plural category of a number of things: `zero`, `one`, `two`, `few`, `many` or `other` (CLDR).
    pub fn plural_category(&self, n: u64) -> &'static str {
        self.numbers.plural_category(n)
    }

    /// A number with its groups parted: `1,204`.
    pub fn format_number(&self, n: u64) -> String {
        self.numbers.format(n)
    }
}

/// [`Language::date_view`] in the language with this tag.
pub fn date_view(date: &PressDate, text: Option<&str>, lang: &str, words: DateWords) -> DateView {
    Language::of(lang).date_view(date, text, words)
}

/// [`Language::plural_category`] in the language with this tag.
pub fn plural_category(lang: &str, n: u64) -> &'static str {
    Language::of(lang).plural_category(n)
}

/// [`Language::format_number`] in the language with this tag.
pub fn format_number(n: u64, lang: &str) -> String {
    Language::of(lang).format_number(n)
}

#[cfg(test)]
mod tests;
