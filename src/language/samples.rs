//! What the CLDR data says of a language's dates, learnt from samples.
//!
//! Takes: a locale. Does: has `icu` write one date for each month, weekday and hour, and learns the patterns. Gives:
//! [`Dates`]. Words that change with the month (`d'abril`, `24 сентября`) come out right, as every month has its own
//! pattern.

use super::names;
use super::pattern::{Digits, Numbers, Pattern, runs};
use icu_calendar::{Date, Gregorian, types::Weekday, week::WeekInformation};
use icu_datetime::fieldsets::{E, M, MD, T, Y, YM, YMD, YMDE, YMDT};
use icu_datetime::input::{DateTime, Time};
use icu_datetime::options::TimePrecision;
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter};
use icu_locale::extensions::unicode::{key, value};
use icu_locale::{Locale, locale};

/// Year of all samples.
const YEAR: i32 = 2015;
/// Day of the samples: no other number in them is as high.
const DAY: u8 = 28;
/// Minute of the samples, likewise.
const MINUTE: u8 = 32;

/// The dates of a language. Lists by month begin with January, by weekday with Monday, by hour with midnight.
#[derive(Debug, Default)]
pub struct Dates {
    /// Digits.
    pub digits: Digits,
    /// `24 September 2015`
    pub long: Vec<Pattern>,
    /// `24 Sept 2015`
    pub medium: Vec<Pattern>,
    /// `September 2015`
    pub month_long: Vec<Pattern>,
    /// `Sept 2015`
    pub month_medium: Vec<Pattern>,
    /// `24 September`
    pub day_of_year: Vec<Pattern>,
    /// `Thursday 24 September 2015`, by month, then by weekday.
    pub full: Vec<Vec<Pattern>>,
    /// `2015`
    pub year: Pattern,
    /// `14:32`, by hour.
    pub times: Vec<Pattern>,
    /// What stands before, between and after date and time.
    pub glue: Glue,
    /// `September`, where it stands alone.
    pub months: Vec<String>,
    /// `Thursday`, where it stands alone.
    pub weekdays: Vec<String>,
    /// `T`, for the head of a column.
    pub narrow_weekdays: Vec<String>,
    /// First day of the week, 0 for Monday.
    pub first_weekday: u8,
    /// What is written for the first day of a month when it is not a plain number.
    pub first_day: Option<&'static str>,
}

/// How a date and a time of day stand together.
#[derive(Debug, PartialEq)]
pub struct Glue {
    /// Whether the time comes first.
    pub time_first: bool,
    /// What stands between them.
    pub between: String,
    /// What stands after both.
    pub after: String,
}

impl Default for Glue {
    fn default() -> Self {
        Self { time_first: false, between: ", ".to_owned(), after: String::new() }
    }
}

/// Has one sample written by `icu`; none when its data lack something.
macro_rules! sample {
    ($locale:expr, $fields:expr, $date:expr) => {
        match FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(preferences($locale), $fields) {
            Ok(formatter) => Some(tidy(formatter.format($date).to_string())),
            Err(_) => None,
        }
    };
}

/// Learns one pattern for each month.
macro_rules! by_month {
    ($locale:expr, $fields:expr, $digits:expr) => {{
        let formatter =
            FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(preferences($locale), $fields).ok()?;
        let write = |month, day| Some(tidy(formatter.format(&date(month, day)?).to_string()));
        let two_digit_days = runs(&write(11, 3)?).any(|run| run == "03");
        let learn = |month| Some(Pattern::learn(&write(month, DAY)?, numbers(DAY), two_digit_days, $digits));
        (1..=12).map(learn).collect::<Option<Vec<Pattern>>>()?
    }};
}

impl Dates {
    /// The dates of a locale; none when its language is not in the data, which number the months of such a language.
    pub fn of(locale: &Locale) -> Option<Self> {
        Self::learn(locale).filter(|dates| dates.months.first().is_some_and(|name| name != "M01"))
    }

    fn learn(locale: &Locale) -> Option<Self> {
        let (language, digits) = (locale.id.language, digits(locale)?);
        // All samples are written with Latin digits, which are easy to find again.
        let mut locale = locale.clone();
        locale.extensions.unicode.keywords.set(key!("nu"), value!("latn"));
        let locale = &locale;
        let long = by_month!(locale, YMD::long(), digits);
        let months = (1..=12).map(|month| sample!(locale, M::long(), &date(month, DAY)?));
        let months: Vec<String> = months.map(|name| Some(digits.in_text(&name?))).collect::<Option<_>>()?;
        let month_long = by_month!(&for_month_and_year(locale), YM::long(), digits);
        let mut month_medium = by_month!(locale, YM::medium(), digits);
        // A month without a day is read as a fraction when it is a number: `9/2015`.
        if month_medium.iter().any(|pattern| pattern.has_fixed_number() || !pattern.has_year()) {
            month_medium.clone_from(&month_long);
        }
        let weekdays = weekday_names(locale)?;
        Some(Self {
            digits,
            medium: by_month!(locale, YMD::medium(), digits),
            day_of_year: by_month!(locale, MD::long(), digits),
            full: full(locale, digits)?,
            year: Pattern::learn(&sample!(locale, Y::long(), &date(1, 1)?)?, numbers(0), false, digits),
            times: times(locale, digits)?,
            glue: glue(locale)?,
            narrow_weekdays: names::narrow_weekdays(language.as_str(), &short_weekday_names(locale)?),
            first_weekday: first_weekday(locale),
            first_day: (language.as_str() == "fr").then_some("1er"),
            long,
            months,
            month_long,
            month_medium,
            weekdays,
        })
    }
}

fn preferences(locale: &Locale) -> DateTimeFormatterPreferences {
    locale.into()
}

fn date(month: u8, day: u8) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(YEAR, month, day).ok()
}

fn numbers(day: u8) -> Numbers {
    Numbers { year: YEAR.unsigned_abs(), day: day.into(), minute: 0 }
}

/// The narrow no-break space (U+202F) that CLDR writes before `PM` is missing from many fonts; the wide one is not.
fn tidy(sample: String) -> String {
    sample.replace('\u{202f}', "\u{a0}")
}

/// The digits of a locale.
fn digits(locale: &Locale) -> Option<Digits> {
    Some(Digits::of_2015(&sample!(locale, Y::long(), &date(1, 1)?)?))
}

/// Portuguese of Brazil has a pattern for month and year in CLDR 48 that names the year of the week, which `icu` does
/// not write; that of Portugal is the same otherwise.
fn for_month_and_year(locale: &Locale) -> Locale {
    if locale.id.language.as_str() == "pt" { locale!("pt-PT") } else { locale.clone() }
}

/// Full dates by month and weekday.
fn full(locale: &Locale, digits: Digits) -> Option<Vec<Vec<Pattern>>> {
    let formatter =
        FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(preferences(locale), YMDE::long()).ok()?;
    let english = locale.id.language.as_str() == "en";
    let write = |date| {
        let sample = tidy(formatter.format(&date).to_string());
        if english { without_comma(sample) } else { sample }
    };
    let two_digit_days = runs(&write(date(11, 3)?)).any(|run| run == "03");
    let of_month = |month| {
        // The last seven days that every month has are one of each weekday.
        let mut week: Vec<_> = (DAY - 6..=DAY).filter_map(|day| Some((date(month, day)?, day))).collect();
        week.sort_by_key(|(date, _)| date.weekday() as u8);
        week.into_iter()
            .map(|(date, day)| Pattern::learn(&write(date), numbers(day), two_digit_days, digits))
            .collect()
    };
    Some((1..=12).map(of_month).collect())
}

/// British newspapers write `Thursday 24 September 2015`; CLDR has a comma after the weekday.
fn without_comma(sample: String) -> String {
    match sample.split_once(", ") {
        Some((weekday, rest)) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{weekday} {rest}")
        }
        _ => sample,
    }
}

/// Times of day by hour. Whether the clock has twelve hours or twenty-four is the language's choice.
fn times(locale: &Locale, digits: Digits) -> Option<Vec<Pattern>> {
    let formatter =
        FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(preferences(locale), T::hm()).ok()?;
    let minute = Numbers { minute: MINUTE.into(), ..Numbers::default() };
    let learn = |hour| {
        let sample = tidy(formatter.format(&Time::try_new(hour, MINUTE, 0, 0).ok()?).to_string());
        Some(Pattern::learn(&sample, minute, false, digits))
    };
    (0..24).map(learn).collect()
}

/// How date and time are joined, from a sample of both.
fn glue(locale: &Locale) -> Option<Glue> {
    let time = Time::try_new(14, MINUTE, 0, 0).ok()?;
    let date = date(9, DAY)?;
    let fields = YMDT::medium().with_time_precision(TimePrecision::Minute);
    let both = sample!(locale, fields, &DateTime { date, time })?;
    let (date, time) = (sample!(locale, YMD::medium(), &date)?, sample!(locale, T::hm(), &time)?);
    Some(glue_of(&both, &date, &time).unwrap_or_default())
}

fn glue_of(both: &str, date: &str, time: &str) -> Option<Glue> {
    let time_first = both.starts_with(time);
    let (first, second) = if time_first { (time, date) } else { (date, time) };
    let (between, after) = both.strip_prefix(first)?.split_once(second)?;
    // The data of Bulgarian have the word for hour at the end of the time and again after both.
    let after = if second.ends_with(after) { "" } else { after };
    Some(Glue { time_first, between: between.to_owned(), after: after.to_owned() })
}

fn weekday_names(locale: &Locale) -> Option<Vec<String>> {
    // 1 June 2015 was a Monday.
    (1..=7).map(|day| sample!(locale, E::long(), &date(6, day)?)).collect()
}

fn short_weekday_names(locale: &Locale) -> Option<Vec<String>> {
    (1..=7).map(|day| sample!(locale, E::short(), &date(6, day)?)).collect()
}

fn first_weekday(locale: &Locale) -> u8 {
    let first = WeekInformation::try_new(locale.into()).map_or(Weekday::Monday, |week| week.first_weekday);
    (first as u8).saturating_sub(1)
}
