//! Dates in the names of files and folders.

use super::{DateReader, PressDate};

/// What a file name says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DatedName<'a> {
    /// The date it starts with.
    pub date: Option<PressDate>,
    /// The digits of a date that is none, `2015-02-30`.
    pub impossible: Option<&'a str>,
    /// What follows the date; the whole name when it has none. May be empty.
    pub rest: &'a str,
}

impl DateReader {
    /// Reads the name of a file without its extension: `2015-7-1-council-votes`, `2015_07_01`, `20150701-x`.
    /// Only whole days count: `2015-10-things-to-do` is no October.
    pub fn from_file_name<'a>(&self, stem: &'a str) -> DatedName<'a> {
        let undated = DatedName { date: None, impossible: None, rest: stem };
        let Some((numbers, length)) = day_at_start(stem) else { return undated };
        let rest = &stem[length..];
        let rest = match rest.chars().next() {
            None => rest,
            Some('-' | '_' | ' ' | '.') => rest.trim_start_matches(['-', '_', ' ', '.']),
            Some(_) => return undated,
        };
        let [year, month, day] = numbers;
        match self.day(year, month as i8, day as i8) {
            Some(date) if month > 0 && day > 0 => DatedName { date: Some(date), impossible: None, rest },
            _ => DatedName { impossible: Some(&stem[..length]), ..undated },
        }
    }

    /// Reads the folders a file is in: `2015/09/24`, `2015/09`, `2015`, `2015-09-24` or `2015-09`, after any others.
    pub fn from_folders(&self, folders: &[&str]) -> Option<PressDate> {
        let from = folders.iter().position(|f| year(f).is_some() || is_date(f))?;
        let (first, rest) = folders[from..].split_first()?;
        if let Some((numbers, length)) = day_at_start(first)
            && length == first.len()
        {
            return self.day(numbers[0], numbers[1] as i8, numbers[2] as i8);
        }
        if let Some((left, right)) = first.split_once(['-', '_']) {
            return self.day(year(left)?, short(right)?, 0);
        }
        let month = rest.first().and_then(|f| short(f)).filter(|m| (1..=12).contains(m)).unwrap_or(0);
        let day = rest.get(1).and_then(|f| short(f)).filter(|_| month > 0).unwrap_or(0);
        let year = year(first)?;
        self.day(year, month, day).or_else(|| self.day(year, month, 0))
    }
}

/// The name of a file without the date it starts with; empty when it is nothing but a date.
pub fn without_date(stem: &str) -> &str {
    let Some((_, length)) = day_at_start(stem) else { return stem };
    let rest = &stem[length..];
    if rest.is_empty() || rest.starts_with(['-', '_', ' ', '.']) {
        rest.trim_start_matches(['-', '_', ' ', '.'])
    } else {
        stem
    }
}

/// Whether a folder is named after a date or a part of one, so that it names no section.
pub fn is_date(folder: &str) -> bool {
    let day = day_at_start(folder).is_some_and(|(_, length)| length == folder.len());
    let month = folder.split_once(['-', '_']).is_some_and(|(y, m)| year(y).is_some() && short(m).is_some());
    day || month || year(folder).is_some() || short(folder).is_some()
}

/// Year, month and day at the start of a name, and how many bytes they take.
fn day_at_start(name: &str) -> Option<([i16; 3], usize)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |text: &str| text.parse::<i16>().ok();
    match digits(name) {
        8 => Some(([number(&name[..4])?, number(&name[4..6])?, number(&name[6..8])?], 8))
            .filter(|(n, _)| (1500..2200).contains(&n[0])),
        4 => {
            let sign = name[4..].chars().next().filter(|c| matches!(c, '-' | '_' | '.'))?;
            let months = &name[5..];
            let month = digits(months);
            let days = months.get(month..)?.strip_prefix(sign)?;
            let day = digits(days);
            let short = (1..=2).contains(&month) && (1..=2).contains(&day);
            let length = 5 + month + 1 + day;
            short.then_some(([number(&name[..4])?, number(&months[..month])?, number(&days[..day])?], length))
        }
        _ => None,
    }
}

fn year(folder: &str) -> Option<i16> {
    let year: i16 = folder.parse().ok()?;
    (folder.len() == 4 && (1000..=9999).contains(&year) && !folder.starts_with('+')).then_some(year)
}

/// A month or a day of one or two digits.
fn short(folder: &str) -> Option<i8> {
    let short = (1..=2).contains(&folder.len()) && folder.bytes().all(|b| b.is_ascii_digit());
    folder.parse().ok().filter(|n: &i8| short && (1..=31).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::AmbiguousDates;

    fn reader() -> DateReader {
        DateReader::new("Europe/London", AmbiguousDates::Refuse).unwrap()
    }

    #[test]
    fn file_names() {
        for (name, date, rest) in [
            ("2015-7-1-council-votes", "2015-07-01", "council-votes"),
            ("2015-07-01", "2015-07-01", ""),
            ("2015_07_01_x", "2015-07-01", "x"),
            ("20150701-x", "2015-07-01", "x"),
            ("2015-07-01 A day", "2015-07-01", "A day"),
            ("2015-10-things-to-do", "", "2015-10-things-to-do"),
            ("1984", "", "1984"),
            ("2015-07-1st-place", "", "2015-07-1st-place"),
            ("año-2015", "", "año-2015"),
        ] {
            let read = reader().from_file_name(name);
            assert_eq!(read.date.unwrap_or_default().iso(), date, "{name}");
            assert_eq!((read.rest, read.impossible), (rest, None), "{name}");
        }
        assert_eq!(reader().from_file_name("2015-02-30-x").impossible, Some("2015-02-30"));
    }

    #[test]
    fn folders() {
        for (path, date) in [
            ("news/2015/09/24", "2015-09-24"),
            ("2015/09", "2015-09"),
            ("2015", "2015"),
            ("2015-09/x", "2015-09"),
            ("2015-09-24", "2015-09-24"),
            ("2015/coal/24", "2015"),
            ("2015/02/30", "2015-02"),
            ("news", ""),
            ("12/13", ""),
        ] {
            let folders: Vec<&str> = path.split('/').collect();
            assert_eq!(reader().from_folders(&folders).unwrap_or_default().iso(), date, "{path}");
        }
        assert!(
            is_date("2015") && is_date("09") && is_date("2015-09") && !is_date("news") && !is_date("100")
        );
    }
}
