//! Articles by day, and how much was published when.

use crate::article::date::PressDate;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// A day as written: month and day are 0 where they are not known.
pub type Day = (i16, i8, i8);

/// Articles by day. The days of people, in the place of publication, not of UTC.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    days: BTreeMap<Day, Vec<u32>>,
    by_day_of_year: BTreeMap<(i8, i8), Vec<Day>>,
}

impl Calendar {
    /// Enters an article by its date, which must be known. Call in order of time.
    pub fn add(&mut self, date: &PressDate, entry: u32) {
        let day = (date.year, date.month, date.day);
        let known_day = date.day > 0;
        let articles = self.days.entry(day).or_default();
        if articles.is_empty() && known_day {
            self.by_day_of_year.entry((date.month, date.day)).or_default().push(day);
        }
        articles.push(entry);
    }

    /// Articles of one day, in order of time; with day 0 those whose day is not known, with month 0 those
    /// whose month is not known.
    pub fn day(&self, day: Day) -> &[u32] {
        self.days.get(&day).map_or(&[], Vec::as_slice)
    }

    /// Days with articles in a range, each with its articles, in order. Days that are not known count as 0.
    pub fn days(&self, range: RangeInclusive<Day>) -> impl DoubleEndedIterator<Item = (Day, &[u32])> {
        self.days.range(range).map(|(day, articles)| (*day, articles.as_slice()))
    }

    /// Days with articles of one year.
    pub fn in_year(&self, year: i16) -> impl DoubleEndedIterator<Item = (Day, &[u32])> {
        self.days((year, 0, 0)..=(year, 12, 31))
    }

    /// Days with articles of one month.
    pub fn in_month(&self, year: i16, month: i8) -> impl DoubleEndedIterator<Item = (Day, &[u32])> {
        self.days((year, month, 0)..=(year, month, 31))
    }

    /// Every day, month and year with articles, in order: years, months, days.
    pub fn periods(&self) -> (Vec<i16>, Vec<(i16, i8)>, Vec<Day>) {
        let mut years: Vec<i16> = self.days.keys().map(|d| d.0).collect();
        let mut months: Vec<(i16, i8)> = self.days.keys().filter(|d| d.1 > 0).map(|d| (d.0, d.1)).collect();
        let days = self.days.keys().filter(|d| d.2 > 0).copied().collect();
        years.dedup();
        months.dedup();
        (years, months, days)
    }

    /// The days of one day of the year that have articles, oldest first.
    pub fn day_of_year(&self, month: i8, day: i8) -> Vec<Day> {
        let mut days = self.by_day_of_year.get(&(month, day)).cloned().unwrap_or_default();
        days.sort_unstable();
        days
    }

    /// Days of the year with articles, in order.
    pub fn days_of_year(&self) -> Vec<(i8, i8)> {
        self.by_day_of_year.keys().copied().collect()
    }
}

/// How dark a day or year is drawn: 0 for nothing, 1 to 5 by powers of two, so that one more article elsewhere
/// never changes the shade here.
pub fn shade(count: u32) -> u8 {
    match count {
        0 => 0,
        1 => 1,
        2..=3 => 2,
        4..=7 => 3,
        8..=15 => 4,
        _ => 5,
    }
}

/// Days in a month of the Gregorian calendar.
pub fn days_in(year: i16, month: i8) -> i8 {
    match month {
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Day of the week of a date of the Gregorian calendar, 0 for Monday (Sakamoto's method).
pub fn weekday(year: i16, month: i8, day: i8) -> u8 {
    const SHIFT: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let y = i32::from(year) - i32::from(month < 3);
    let shift = SHIFT[usize::from(month.clamp(1, 12) as u8) - 1];
    let sunday_is_0 = (y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + shift + i32::from(day)).rem_euclid(7);
    ((sunday_is_0 + 6) % 7) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_days_of_the_week() {
        assert_eq!(weekday(2015, 9, 24), 3);
        assert_eq!(weekday(2026, 11, 22), 6);
        assert_eq!(weekday(1889, 3, 4), 0);
        assert_eq!(weekday(2000, 2, 29), 1);
        assert_eq!((days_in(1900, 2), days_in(2000, 2), days_in(2023, 11)), (28, 29, 30));
    }

    #[test]
    fn keeps_days_that_are_not_known_apart() {
        let mut calendar = Calendar::default();
        let date = |year, month, day| PressDate { year, month, day, ..PressDate::default() };
        for (at, d) in [date(1937, 0, 0), date(1937, 7, 0), date(1937, 7, 4), date(1938, 7, 4)].iter().enumerate() {
            calendar.add(d, at as u32);
        }
        assert_eq!(calendar.day((1937, 0, 0)), [0]);
        assert_eq!(calendar.in_month(1937, 7).count(), 2);
        assert_eq!(calendar.day_of_year(7, 4), [(1937, 7, 4), (1938, 7, 4)]);
        assert_eq!(calendar.periods().2, [(1937, 7, 4), (1938, 7, 4)]);
    }
}
