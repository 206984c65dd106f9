//! The Gregorian calendar in plain numbers, extended back before its introduction.
//!
//! Takes: years, months and days. Gives: their length, their weekday, and their number counted from 1970-01-01.

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// Whether the year has a 29 February.
pub fn is_leap(year: i16) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days of a month (1 to 12); 0 for any other number.
pub fn days_in_month(year: i16, month: i8) -> i8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Day of the week, 1 for Monday to 7 for Sunday (ISO 8601).
pub fn weekday(year: i16, month: i8, day: i8) -> u8 {
    // 1970-01-01 was a Thursday.
    (to_days(year, month, day) + 3).rem_euclid(7) as u8 + 1
}

/// Days from 1970-01-01 to a day.
///
/// Years are counted from March, so that the leap day is the last of its year and
/// the days before a month are a linear function of its number.
pub fn to_days(year: i16, month: i8, day: i8) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

/// The day that is `days` after 1970-01-01; none outside the years an `i16` holds.
pub fn from_days(days: i64) -> Option<(i16, i8, i8)> {
    const FOUR_CENTURIES: i64 = 146_097;
    let days = days.checked_add(719_468)?;
    let (era, day_of_era) = (days.div_euclid(FOUR_CENTURIES), days.rem_euclid(FOUR_CENTURIES));
    let leap_days = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    Some((i16::try_from(year).ok()?, month as i8, day as i8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_days_as_the_calendar_does() {
        assert_eq!(to_days(1970, 1, 1), 0);
        assert_eq!(to_days(2000, 3, 1), 11_017);
        assert_eq!(to_days(1582, 10, 15), -141_427);
        let mut expected = to_days(1600, 1, 1);
        for year in 1600..2401 {
            for month in 1..13 {
                for day in 1..=days_in_month(year, month) {
                    assert_eq!(to_days(year, month, day), expected);
                    assert_eq!(from_days(expected), Some((year, month, day)));
                    expected += 1;
                }
            }
        }
    }

    #[test]
    fn knows_the_day_of_the_week() {
        assert_eq!(weekday(2015, 9, 24), 4);
        assert_eq!(weekday(1889, 5, 6), 1);
        assert_eq!(weekday(1970, 1, 4), 7);
    }

    #[test]
    fn far_days_have_no_name() {
        assert_eq!(from_days(i64::MAX), None);
        assert_eq!(from_days(i64::MIN), None);
    }
}
