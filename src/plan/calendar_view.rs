//! Views of the calendar: all years, a year, a month, a day, a day in every year.

use super::Page;
use super::desk::Desk;
use super::pages::{day_address, month_address, on_this_day_address, year_address};
use super::view::*;
use crate::archive::calendar::{Day, shade};
use crate::archive::reserved::{ON_THIS_DAY, UNDATED};
use crate::article::date::civil::{days_in_month, weekday};
use crate::language;

/// A month with more articles than this shows its grid only; the days' pages hold them all.
const MONTH_LISTS: usize = 300;
/// Articles of one year on a page of a day of the year.
const YEAR_LISTS: usize = 20;

impl Desk<'_> {
    /// All years.
    pub fn calendar(&self, page: &Page) -> PageView {
        let mut counts: std::collections::BTreeMap<i16, u32> = std::collections::BTreeMap::new();
        for ((year, ..), articles) in self.archive.calendar.days((i16::MIN, 0, 0)..=(i16::MAX, 12, 31)) {
            *counts.entry(year).or_default() += articles.len() as u32;
        }
        let (first, last) = (counts.keys().next().copied(), counts.keys().last().copied());
        let decade = |start: i16| DecadeView {
            start,
            years: (start..start + 10)
                .map(|year| {
                    let count = counts.get(&year).copied().unwrap_or(0);
                    let url = (count > 0).then(|| self.url(&year_address(year)));
                    YearSummary { year, url, count, shade: shade(count / 4 + u32::from(count > 0)) }
                })
                .collect(),
        };
        let decades = match (first, last) {
            (Some(first), Some(last)) => (first.div_euclid(10)..=last.div_euclid(10))
                .map(|d| decade(d * 10))
                .filter(|d| d.years.iter().any(|y| y.count > 0))
                .collect(),
            _ => Vec::new(),
        };
        let mut head = self.head(page, "calendar", self.word("by_date", &self.config.language));
        head.active_url = Some(head.url.clone());
        head.calendar = Some(CalendarView {
            decades,
            undated_url: (!self.archive.undated.is_empty()).then(|| self.url(UNDATED)),
            on_this_day_url: self.links.served.contains(ON_THIS_DAY).then(|| self.url(ON_THIS_DAY)),
        });
        head
    }

    /// A year.
    pub fn year(&self, page: &Page, year: i16) -> PageView {
        let days: Vec<(Day, &[u32])> = self.archive.calendar.in_year(year).collect();
        let (older, newer) = self.archive.calendar.years_around(year);
        let mut head = self.head(page, "year", format!("{year}"));
        head.active_url = self.calendar_url();
        head.year = Some(YearView {
            year,
            count: days.iter().map(|(_, a)| a.len() as u32).sum(),
            days: days.iter().filter(|(d, _)| d.2 > 0).count() as u32,
            months: (1..=12).map(|month| self.grid(year, month)).collect(),
            weekdays: self.weekdays(),
            items: self.cards(self.archive.calendar.day((year, 0, 0))),
            older: older.map(|y| self.year_link(y)),
            newer: newer.map(|y| self.year_link(y)),
            calendar_url: self.calendar_url().unwrap_or_default(),
        });
        head
    }

    /// A month.
    pub fn month(&self, page: &Page, year: i16, month: i8) -> PageView {
        let lang = &self.config.language;
        let days: Vec<(Day, &[u32])> = self.archive.calendar.in_month(year, month).collect();
        let count: usize = days.iter().map(|(_, a)| a.len()).sum();
        let known = days.iter().rev().filter(|(d, _)| d.2 > 0 && count <= MONTH_LISTS);
        let group = |(day, articles): &(Day, &[u32])| DayGroup {
            title: language::day_of_year(day.1, day.2, lang),
            url: Some(self.url(&day_address(*day))),
            items: self.cards(articles),
            more: 0,
        };
        let (older, newer) = self.archive.calendar.months_around(year, month);
        let name = language::month_name(month, lang);
        let mut head = self.head(page, "month", self.month_link(year, month).title);
        head.active_url = self.calendar_url();
        head.month = Some(MonthView {
            year,
            year_url: self.url(&year_address(year)),
            name,
            grid: self.grid(year, month),
            weekdays: self.weekdays(),
            count: count as u32,
            days: known.map(group).collect(),
            items: self.cards(self.archive.calendar.day((year, month, 0))),
            older: older.map(|m| self.month_link(m.0, m.1)),
            newer: newer.map(|m| self.month_link(m.0, m.1)),
        });
        head
    }

    /// A day.
    pub fn day(&self, page: &Page, day: Day) -> PageView {
        let lang = &self.config.language;
        let articles = self.archive.calendar.day(day);
        let (older, newer) = self.archive.calendar.days_around(day);
        let on_this_day = self.config.on_this_day.then(|| Link {
            title: language::day_of_year(day.1, day.2, lang),
            url: self.url(&on_this_day_address(day.1, day.2)),
        });
        let name = language::full_date(day.0, day.1, day.2, lang);
        let mut head = self.head(page, "day", name.clone());
        head.active_url = self.calendar_url();
        head.day = Some(DayView {
            name,
            month: self.month_link(day.0, day.1),
            year: self.year_link(day.0),
            items: self.cards(articles),
            on_this_day,
            older: older.map(|d| self.day_link(d)),
            newer: newer.map(|d| self.day_link(d)),
        });
        head
    }

    /// A day in every year.
    pub fn on_this_day(&self, page: &Page, month: i8, day: i8) -> PageView {
        let lang = &self.config.language;
        let name = language::day_of_year(month, day, lang);
        let group = |d: &Day| {
            let articles = self.archive.calendar.day(*d);
            DayGroup {
                title: d.0.to_string(),
                url: self.config.calendar.then(|| self.url(&day_address(*d))),
                items: self.cards(&articles[..articles.len().min(YEAR_LISTS)]),
                more: articles.len().saturating_sub(YEAR_LISTS) as u32,
            }
        };
        let (older, newer) = self.archive.calendar.days_of_year_around(month, day);
        let link = |(m, d)| Link {
            title: language::day_of_year(m, d, lang),
            url: self.url(&on_this_day_address(m, d)),
        };
        let mut head = self.head(page, "on-this-day", name.clone());
        head.active_url = self.calendar_url();
        head.on_this_day = Some(OnThisDayView {
            name,
            years: self.archive.calendar.day_of_year(month, day).iter().rev().map(group).collect(),
            months: Vec::new(),
            older: older.map(link),
            newer: newer.map(link),
        });
        head
    }

    /// The index of days of the year, in the grid of a leap year that starts on a Monday.
    pub fn days_of_year(&self, page: &Page) -> PageView {
        let months = (1..=12).map(|month| {
            let cell = |day: i8| {
                let days = self.archive.calendar.day_of_year(month, day);
                let count: usize = days.iter().map(|d| self.archive.calendar.day(*d).len()).sum();
                let url = (count > 0).then(|| self.url(&on_this_day_address(month, day)));
                DayCell { day: Some(day), url, count: count as u32, shade: shade(count as u32) }
            };
            let mut cells: Vec<DayCell> = (1..=days_in_month(2000, month)).map(cell).collect();
            cells.resize(cells.len().next_multiple_of(7), EMPTY);
            let weeks = cells.chunks(7).map(<[DayCell]>::to_vec).collect();
            MonthGrid { name: language::month_name(month, &self.config.language), url: None, weeks }
        });
        let mut head = self.head(page, "on-this-day", self.word("on_this_day", &self.config.language));
        head.active_url = self.calendar_url();
        head.on_this_day = Some(OnThisDayView {
            name: String::new(),
            years: Vec::new(),
            months: months.collect(),
            older: None,
            newer: None,
        });
        head
    }

    fn cards(&self, entries: &[u32]) -> Vec<Card> {
        entries.iter().map(|&e| self.card(e)).collect()
    }

    fn year_link(&self, year: i16) -> Link {
        Link { title: year.to_string(), url: self.url(&year_address(year)) }
    }

    fn month_link(&self, year: i16, month: i8) -> Link {
        let title = language::month_and_year(year, month, &self.config.language);
        Link { title, url: self.url(&month_address(year, month)) }
    }

    fn day_link(&self, day: Day) -> Link {
        let title = language::long_date(day.0, day.1, day.2, &self.config.language);
        Link { title, url: self.url(&day_address(day)) }
    }

    fn weekdays(&self) -> Vec<Weekday> {
        let names = language::weekdays(&self.config.language);
        names.into_iter().map(|(name, narrow)| Weekday { name, narrow }).collect()
    }

    /// A month as weeks that start on the first day of the language's week.
    fn grid(&self, year: i16, month: i8) -> MonthGrid {
        let first = language::first_weekday(&self.config.language);
        let mut cells = vec![EMPTY; cells_before(year, month, first)];
        for day in 1..=days_in_month(year, month) {
            let count = self.archive.calendar.day((year, month, day)).len() as u32;
            let url = (count > 0).then(|| self.url(&day_address((year, month, day))));
            cells.push(DayCell { day: Some(day), url, count, shade: shade(count) });
        }
        cells.resize(cells.len().next_multiple_of(7), EMPTY);
        let any = self.archive.calendar.in_month(year, month).next().is_some();
        MonthGrid {
            name: language::month_name(month, &self.config.language),
            url: any.then(|| self.url(&month_address(year, month))),
            weeks: cells.chunks(7).map(<[DayCell]>::to_vec).collect(),
        }
    }
}

/// A cell outside the month.
const EMPTY: DayCell = DayCell { day: None, url: None, count: 0, shade: 0 };

/// How many cells of the first week come before the month, in weeks that begin on `first`: 0 for Monday to 6 for Sunday.
fn cells_before(year: i16, month: i8, first: u8) -> usize {
    // The day of the week is 1 for Monday.
    usize::from((7 + weekday(year, month, 1) - 1 - first) % 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_below_its_day_of_the_week() {
        const MONDAY: u8 = 0;
        const SUNDAY: u8 = 6;
        // 1 November 1954 was a Monday, 1 May 2022 a Sunday.
        assert_eq!(cells_before(1954, 11, MONDAY), 0);
        assert_eq!(cells_before(1954, 11, SUNDAY), 1);
        assert_eq!(cells_before(2022, 5, MONDAY), 6);
        assert_eq!(cells_before(2022, 5, SUNDAY), 0);
    }
}
