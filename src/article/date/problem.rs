//! What can be wrong with a date.

use std::fmt::{self, Display, Formatter};

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateProblem {
    /// It has no form that is known.
    Unreadable,
    /// The century is missing.
    TwoDigitYear,
    /// The year is not between 1000 and 9999.
    YearOutOfRange(u64),
    /// The month is not between 1 and 12.
    NoSuchMonth(u64),
    /// The month has fewer days.
    NoSuchDay {
        /// Day as written.
        day: u64,
        /// Year.
        year: i16,
        /// Month.
        month: i8,
    },
    /// The time is none that a clock shows.
    NoSuchTime,
    /// `03/04/2015`, and the configuration does not say which number is the day.
    Ambiguous {
        /// ISO date when the day stands first.
        day_first: String,
        /// ISO date when the month stands first.
        month_first: String,
    },
    /// A name of a time zone that is not known or has several meanings.
    UnknownZone(String),
}

/// What is odd about a date that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateDoubt {
    /// The day of the week does not belong to the date.
    Weekday {
        /// As written, 1 for Monday.
        written: u8,
        /// As the calendar has it.
        actual: u8,
    },
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Display for DateProblem {
    /// Half a sentence that follows the date and a colon.
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => write!(out, "it is in no form that is known"),
            Self::TwoDigitYear => write!(out, "the year has only two digits"),
            Self::YearOutOfRange(year) => write!(out, "the year {year} is not between 1000 and 9999"),
            Self::NoSuchMonth(month) => write!(out, "there is no month {month}"),
            Self::NoSuchDay { day, year, month } => {
                let name =
                    usize::try_from(*month - 1).ok().and_then(|i| MONTHS.get(i)).unwrap_or(&"the month");
                let days = super::civil::days_in_month(*year, *month);
                write!(out, "there is no day {day}, {name} {year} has {days} days")
            }
            Self::NoSuchTime => write!(out, "there is no such time of day"),
            Self::Ambiguous { day_first, month_first } => {
                write!(out, "it can mean `{day_first}` or `{month_first}`")
            }
            Self::UnknownZone(name) => {
                write!(out, "the time zone `{name}` is not known or has several meanings")
            }
        }
    }
}

impl Display for DateDoubt {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Self::Weekday { written, actual } = self;
        let name = |day: &u8| WEEKDAYS.get(usize::from(*day).wrapping_sub(1)).copied().unwrap_or_default();
        write!(out, "that day was a {}, not a {}", name(actual), name(written))
    }
}
