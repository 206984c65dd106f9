//! Articles by day, and how much was published when.

use crate::article::date::PressDate;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// A day as written: month and day are 0 where they are not known.
pub type Day = (i16, i8, i8);

/// The periods with articles before and after one.
pub type Around<T> = (Option<T>, Option<T>);

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

    /// The days with articles before and after a day.
    pub fn days_around(&self, day: Day) -> Around<Day> {
        let known = |(day, _): (&Day, &Vec<u32>)| (day.2 > 0).then_some(*day);
        let before = self.days.range(..day).rev().find_map(known);
        (before, self.days.range(day..).filter(|(d, _)| **d != day).find_map(known))
    }

    /// The months with articles before and after a month.
    pub fn months_around(&self, year: i16, month: i8) -> Around<(i16, i8)> {
        let known = |(day, _): (&Day, &Vec<u32>)| (day.1 > 0).then_some((day.0, day.1));
        let before = self.days.range(..(year, month, 0)).rev().find_map(known);
        (before, self.days.range((year, month + 1, 0)..).find_map(known))
    }

    /// The years with articles before and after a year.
    pub fn years_around(&self, year: i16) -> Around<i16> {
        let before = self.days.range(..(year, 0, 0)).next_back().map(|(day, _)| day.0);
        (before, self.days.range((year + 1, 0, 0)..).next().map(|(day, _)| day.0))
    }

    /// The days of the year with articles before and after one.
    pub fn days_of_year_around(&self, month: i8, day: i8) -> Around<(i8, i8)> {
        let before = self.by_day_of_year.range(..(month, day)).next_back().map(|(day, _)| *day);
        (before, self.by_day_of_year.range((month, day + 1)..).next().map(|(day, _)| *day))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_days_that_are_not_known_apart() {
        let mut calendar = Calendar::default();
        let date = |year, month, day| PressDate { year, month, day, ..PressDate::default() };
        for (at, d) in
            [date(1937, 0, 0), date(1937, 7, 0), date(1937, 7, 4), date(1938, 7, 4)].iter().enumerate()
        {
            calendar.add(d, at as u32);
        }
        assert_eq!(calendar.day((1937, 0, 0)), [0]);
        assert_eq!(calendar.in_month(1937, 7).count(), 2);
        assert_eq!(calendar.day_of_year(7, 4), [(1937, 7, 4), (1938, 7, 4)]);
        assert_eq!(calendar.periods().2, [(1937, 7, 4), (1938, 7, 4)]);
    }
}
