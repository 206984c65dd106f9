//! The one form that most files have, read without taking it apart: `2015-09-24`, `2015-09-24T14:32:00Z`.
//!
//! Takes: a text. Gives: what it says when it has exactly one of these forms; every other form, and every number
//! out of its range, is left to [`parse`](super::parse), so that nothing is read in two ways.

use super::parse::{Written, WrittenZone};

/// Reads a day, or a day with a time in UTC.
pub(super) fn read(text: &str) -> Option<Written> {
    let bytes = text.as_bytes();
    let number = |range: std::ops::Range<usize>| {
        let digits = bytes.get(range)?;
        digits
            .iter()
            .all(u8::is_ascii_digit)
            .then(|| digits.iter().fold(0, |n, d| n * 10 + u64::from(d - b'0')))
    };
    let sign = |at: usize, sign: u8| (bytes.get(at) == Some(&sign)).then_some(());
    sign(4, b'-').and_then(|()| sign(7, b'-'))?;
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let date = Written { year: Some(year), month: Some(month), day: Some(day), ..Written::default() };
    if bytes.len() == 10 {
        return Some(date);
    }
    sign(10, b'T')
        .and_then(|()| sign(13, b':'))
        .and_then(|()| sign(16, b':'))
        .and_then(|()| sign(19, b'Z'))?;
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    if bytes.len() != 20 || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let time = u32::try_from(hour * 3600 + minute * 60 + second).ok();
    Some(Written { time, seconds: true, zone: Some(WrittenZone::Offset(0)), ..date })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::date::parse::parse;

    #[test]
    fn says_the_same_as_the_reader_of_all_forms() {
        for text in ["2015-09-24", "1889-03-04", "2015-09-24T14:32:00Z", "2000-02-29T00:00:59Z"] {
            // The reader of all forms keeps `Z` as a name, which means the same.
            let mut all = parse(text).expect("a date");
            all.zone = all.zone.map(|_| WrittenZone::Offset(0));
            assert_eq!(read(text), Some(all), "{text}");
        }
        for text in [
            "2015-13-01",
            "2015-09-24T24:00:00Z",
            "2015-09-24 14:32",
            "2015-9-24",
            "",
            "2015-09-24T14:32:00+01:00",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
