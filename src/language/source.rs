//! What ICU says: the patterns and names of one locale, as plain strings.

use icu_calendar::Gregorian;
use icu_calendar::week::WeekInformation;
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{MD, T, Y, YM, YMD, YMDE};
use icu_datetime::input::{Date, DateTime, Time};
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use icu_locale::{LanguageIdentifier, Locale, locale};
use writeable::TryWriteable;

/// A year that begins with a Monday.
const YEAR: i32 = 2018;

/// The locale of a tag, `en` when it is none or ICU has no data for it.
///
/// Only language, script and region count: an extension (`-u-ca-buddhist`) would have dates and numbers written
/// in ways that the archive's addresses and other articles do not follow.
pub(super) fn locale(tag: &str) -> Locale {
    let parsed = Locale::try_from_str(&tag.replace('_', "-"));
    let Ok(Locale { id, .. }) = parsed else { return locale!("en") };
    let locale = Locale::from(LanguageIdentifier::from((id.language, id.script, id.region)));
    // Without data of its own a language has the root's names for months: `M09`.
    let names = months(&locale, "MMMM");
    if names.is_empty() || names.iter().any(|name| name.starts_with("M0")) { locale!("en") } else { locale }
}

/// Names in order.
pub(super) type Names = Box<[Box<str>]>;

/// Patterns of a locale, in the notation of Unicode (UTS 35, "Date Field Symbol Table").
pub(super) struct Patterns {
    /// Day, month in words, year.
    pub(super) long: String,
    /// The same, shortened.
    pub(super) medium: String,
    /// The shortened one with the time of day.
    pub(super) medium_time: String,
    /// Day of the week, day, month in words, year.
    pub(super) full: String,
    /// Month in words, year.
    pub(super) month: String,
    /// Day, month in words.
    pub(super) day_of_year: String,
    pub(super) year: String,
    /// Hour and minute.
    pub(super) time: String,
}

/// The patterns of a locale; numbers alone should ICU have none.
pub(super) fn patterns(locale: &Locale) -> Patterns {
    known_patterns(locale).unwrap_or_else(|| Patterns {
        long: "y-MM-dd".into(),
        medium: "y-MM-dd".into(),
        medium_time: "y-MM-dd HH:mm".into(),
        full: "y-MM-dd".into(),
        month: "y-MM".into(),
        day_of_year: "MM-dd".into(),
        year: "y".into(),
        time: "HH:mm".into(),
    })
}

fn known_patterns(locale: &Locale) -> Option<Patterns> {
    let moment = moment(9, 28, 14)?;
    // Each set of fields is a type of its own.
    macro_rules! pattern {
        ($fields:expr) => {
            FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(locale.into(), $fields)
                .ok()?
                .format(&moment)
                .pattern()
                .to_string()
        };
    }
    Some(Patterns {
        long: pattern!(YMD::long()),
        medium: pattern!(YMD::medium()),
        medium_time: pattern!(YMD::medium().with_time_hm()),
        full: pattern!(YMDE::long()),
        month: pattern!(YM::long()),
        day_of_year: pattern!(MD::long()),
        year: pattern!(Y::medium()),
        time: pattern!(T::hm()),
    })
}

/// The twelve months, none should ICU not know the field, in the form that a field such as `MMMM` or `LLL` stands for.
pub(super) fn months(locale: &Locale, field: &str) -> Names {
    texts(locale, field, (1..=12).map(|month| moment(month, 1, 0))).unwrap_or_default()
}

/// The days of the week, Monday first, or none, in the form that a field such as `EEEE` or `ccccc` stands for.
pub(super) fn weekdays(locale: &Locale, field: &str) -> Names {
    texts(locale, field, (1..=7).map(|day| moment(1, day, 0))).unwrap_or_default()
}

/// What stands for morning and afternoon (`a`) or a part of the day (`B`), for each hour, or none.
pub(super) fn periods(locale: &Locale, field: &str) -> Names {
    texts(locale, field, (0..24).map(|hour| moment(1, 1, hour))).unwrap_or_default()
}

/// The name of our era, for a field such as `G`.
pub(super) fn era(locale: &Locale, field: &str) -> Box<str> {
    let names = texts(locale, field, std::iter::once(moment(1, 1, 0)));
    names.and_then(|names| names.into_iter().next()).unwrap_or_default()
}

/// The digits, from zero; none where they are `0` to `9`.
pub(super) fn digits(locale: &Locale) -> Option<Vec<char>> {
    let days = texts(locale, "d", [10, 2, 3, 4, 5, 6, 7, 8, 9].into_iter().map(|day| moment(1, day, 0)))?;
    let ten: Vec<char> = days.first()?.chars().collect();
    let &[one, zero] = ten.as_slice() else { return None };
    let others = days.iter().skip(1).map(|day| day.chars().next());
    [Some(zero), Some(one)].into_iter().chain(others).collect::<Option<Vec<char>>>().filter(|_| zero != '0')
}

/// The first day of the week, 0 for Monday.
pub(super) fn first_weekday(locale: &Locale) -> u8 {
    WeekInformation::try_new(locale.into()).map_or(0, |week| week.first_weekday as u8 - 1)
}

/// Day of the week, 0 for Monday; none for a day that there is not.
pub(super) fn weekday(year: i16, month: i8, day: i8) -> Option<usize> {
    let date = Date::try_new_gregorian(year.into(), month.try_into().ok()?, day.try_into().ok()?).ok()?;
    Some(date.weekday() as usize - 1)
}

fn moment(month: u8, day: u8, hour: u8) -> Option<DateTime<Gregorian>> {
    let (date, time) = (Date::try_new_gregorian(YEAR, month, day).ok()?, Time::try_new(hour, 0, 0, 0).ok()?);
    Some(DateTime { date, time })
}

/// Moments written by a pattern of one field.
fn texts(
    locale: &Locale,
    field: &str,
    moments: impl Iterator<Item = Option<DateTime<Gregorian>>>,
) -> Option<Names> {
    let pattern = DateTimePattern::try_from_pattern_str(field).ok()?;
    let mut names = FixedCalendarDateTimeNames::<Gregorian>::try_new(locale.into()).ok()?;
    let formatter = names.include_for_pattern(&pattern).ok()?;
    let write = |moment: Option<DateTime<Gregorian>>| {
        let written = formatter.format(&moment?);
        let text = written.try_write_to_string().ok()?.into_owned();
        Some(text.into_boxed_str())
    };
    moments.map(write).collect()
}
