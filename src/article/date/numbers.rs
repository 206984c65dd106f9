//! Dates that are one number: `1937`, `20150924`, `20150924143200`, and seconds or milliseconds since 1970.

/// What a number stands for.
#[derive(Debug, PartialEq)]
pub enum Whole {
    /// A year.
    Year(u64),
    /// Digits of year, month, day, hour, minute and, when `true`, second.
    Stamp([u64; 6], bool),
    /// Year, month and day.
    Day(u64, u64, u64),
    /// Seconds since 1970-01-01T00:00:00Z.
    Instant(i64),
}

/// Reads a text that is nothing but digits (with a sign or a fraction where it counts seconds); none otherwise.
///
/// Ten or eleven digits count seconds and thirteen count milliseconds: seconds reach eleven digits only in 2286. Twelve
/// digits are a stamp to the minute where the calendar allows it, since milliseconds had twelve digits before 2001 only.
pub fn read(text: &str) -> Option<Whole> {
    let (digits, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let all_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(unsigned) || !all_digits(fraction) || unsigned.len() > 14 {
        return None;
    }
    let value: u64 = unsigned.parse().ok()?;
    let whole = !digits.starts_with('-') && !text.contains('.');
    let seconds: i64 = digits.parse().ok()?;
    match unsigned.len() {
        4 if whole => Some(Whole::Year(value)),
        8 if whole => Some(Whole::Day(value / 10_000, value / 100 % 100, value % 100)),
        9..=11 => Some(Whole::Instant(seconds)),
        12 if whole && stamp(value * 100).is_some() => stamp(value * 100).map(|s| Whole::Stamp(s, false)),
        12 | 13 => Some(Whole::Instant(seconds.div_euclid(1000))),
        14 if whole => stamp(value).map(|s| Whole::Stamp(s, true)),
        _ => None,
    }
}

/// The parts of a number of fourteen digits; none when no calendar or clock has them.
fn stamp(value: u64) -> Option<[u64; 6]> {
    let part = |power: u32, size: u64| value / 10u64.pow(power) % size;
    let parts = [part(10, 10_000), part(8, 100), part(6, 100), part(4, 100), part(2, 100), part(0, 100)];
    let [year, month, day, hour, minute, second] = parts;
    let real = (1500..2200).contains(&year)
        && (1..13).contains(&month)
        && (1..32).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    real.then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_tells_what_is_counted() {
        assert_eq!(read("1937"), Some(Whole::Year(1937)));
        assert_eq!(read("20150924"), Some(Whole::Day(2015, 9, 24)));
        assert_eq!(read("1443101520"), Some(Whole::Instant(1_443_101_520)));
        assert_eq!(read("1443101520.75"), Some(Whole::Instant(1_443_101_520)));
        assert_eq!(read("1443101520123"), Some(Whole::Instant(1_443_101_520)));
        assert_eq!(read("-500000000"), Some(Whole::Instant(-500_000_000)));
        assert_eq!(read("20150924143205"), Some(Whole::Stamp([2015, 9, 24, 14, 32, 5], true)));
        assert_eq!(read("201509241432"), Some(Whole::Stamp([2015, 9, 24, 14, 32, 0], false)));
        assert_eq!(read("999999999999"), Some(Whole::Instant(999_999_999)));
        for text in ["", "-", ".", "12", "-1937", "193.7", "99999999999999", "١٩٣٧"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
