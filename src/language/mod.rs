//! Words, dates and numbers as each language writes them; the only room that knows `icu`.
//!
//! Takes: BCP 47 tags, dates, numbers. Does: asks the CLDR data that `icu` carries how a language writes a handful of
//! sample dates ([`samples`]), keeps what it learns as patterns ([`pattern`]) and fills those in, so that a date
//! costs a few copies and no look-up in that data. Gives: text. The calendar is the Gregorian one in every
//! language. A tag that is none, or whose language the data does not know, is written as English.

mod dates;
mod names;
mod numbers;
mod pattern;
mod samples;
mod sorting;
mod tag;
pub mod zone;

pub use dates::{
    DateWords, date_view, day_of_year, first_weekday, full_date, long_date, month_and_year, month_name,
    weekdays,
};
pub use names::name_in_itself;
pub use numbers::{format_number, plural_category};
pub use sorting::{collation_key, first_letter};

use icu_locale::{Direction, LocaleDirectionality, locale};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What is known of a language, gathered when it is first asked for.
struct Language {
    dates: samples::Dates,
    plurals: Option<numbers::Plurals>,
    direction: &'static str,
}

thread_local! {
    /// Languages by tag as written. One table per thread: the rules of `icu` cannot be shared between threads, and
    /// gathering them again costs far less than locking for every date.
    static LANGUAGES: RefCell<HashMap<Box<str>, Rc<Language>>> = RefCell::default();
}

/// The language of a tag.
fn language(tag: &str) -> Rc<Language> {
    if let Some(known) = LANGUAGES.with_borrow(|all| all.get(tag).cloned()) {
        return known;
    }
    let gathered = Rc::new(Language::gather(tag));
    LANGUAGES.with_borrow_mut(|all| all.insert(tag.into(), Rc::clone(&gathered)));
    gathered
}

impl Language {
    fn gather(tag: &str) -> Self {
        let locale = tag::locale(tag);
        let rtl = LocaleDirectionality::new_extended().get(&locale.id) == Some(Direction::RightToLeft);
        let (locale, dates) = match samples::Dates::of(&locale) {
            Some(dates) => (locale, dates),
            None => (locale!("en"), samples::Dates::of(&locale!("en")).unwrap_or_default()),
        };
        Self { dates, plurals: numbers::Plurals::of(&locale), direction: if rtl { "rtl" } else { "ltr" } }
    }
}

/// Writing direction of a language: `ltr` or `rtl`, by the script it is usually written in or the one in its tag.
pub fn direction(lang: &str) -> &'static str {
    language(lang).direction
}

#[cfg(test)]
mod tests;
