//! The reader of dates of one site.
//!
//! Takes: the site's time zone and how it wants `03/04/2015` read. Gives: [`PressDate`]s of texts, file names and instants.

use super::{
    PressDate, civil, iso, lex,
    numbers::{self, Whole},
    parse::{self, Either, Written, WrittenZone},
    problem::{DateDoubt, DateProblem},
    words,
    zone::Zone,
};
use crate::config::AmbiguousDates;

/// Reads dates for one site. Built once.
#[derive(Debug, Clone)]
pub struct DateReader {
    zone: Zone,
    ambiguous: AmbiguousDates,
}

impl DateReader {
    /// A reader for a site in the IANA zone `timezone`; none when there is no such zone.
    pub fn new(timezone: &str, ambiguous: AmbiguousDates) -> Option<Self> {
        Some(Self { zone: Zone::named(timezone)?, ambiguous })
    }

    /// Reads a date in any form that newspapers, archives and other programs write.
    ///
    /// # Errors
    /// When it is in no known form, names a day or time that does not exist, or can mean two days.
    pub fn read(&self, text: &str) -> Result<PressDate, DateProblem> {
        self.read_with_doubt(text).map(|(date, _)| date)
    }

    /// The same, with what is odd about the date.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_with_doubt(&self, text: &str) -> Result<(PressDate, Option<DateDoubt>), DateProblem> {
        if let Some(written) = iso::read(text) {
            return self.written(written);
        }
        let text = lex::plain(text);
        if words::is_unknown(&text) || text.starts_with("0000-00-00") {
            return Ok((PressDate::UNKNOWN, None));
        }
        let (text, circa) = without_circa(&without_placeholders(&text));
        let (date, doubt) = match numbers::read(&text) {
            Some(whole) => (self.whole(whole)?, None),
            None => self.written(parse::parse(&text)?)?,
        };
        Ok((PressDate { circa: circa && !date.is_unknown(), ..date }, doubt))
    }

    /// Reads a moment, as on a command line: a date known at least to the day, or seconds since 1970. Gives seconds since 1970.
    ///
    /// # Errors
    /// As [`Self::read`], and when the date is only approximate or not known to the day.
    pub fn parse_time(&self, text: &str) -> Result<i64, DateProblem> {
        if let Ok(seconds) = text.trim().parse::<i64>()
            && !(1000..=9999).contains(&seconds)
            && text.trim().trim_start_matches('-').len() < 8
        {
            return Ok(seconds);
        }
        let date = self.read(text)?;
        if date.day == 0 || date.circa { Err(DateProblem::Unreadable) } else { Ok(date.instant) }
    }

    /// The day, at the precision of the numbers given: a month or day of 0 is not known.
    /// None when there is no such day, or the year is not between 1000 and 9999.
    pub fn day(&self, year: i16, month: i8, day: i8) -> Option<PressDate> {
        let written = Written {
            year: u64::try_from(year).ok(),
            month: u64::try_from(month).ok(),
            day: u64::try_from(day).ok(),
            ..Written::default()
        };
        self.written(written).ok().map(|(date, _)| date)
    }

    /// The date and time of an instant (seconds since 1970) in the site's zone; unknown outside the years 1000 to 9999.
    pub fn at_instant(&self, instant: i64) -> PressDate {
        self.instant(instant).unwrap_or(PressDate::UNKNOWN)
    }

    fn instant(&self, instant: i64) -> Result<PressDate, DateProblem> {
        let offset = self.zone.offset_at_instant(instant);
        let local = instant.saturating_add(i64::from(offset));
        let (year, month, day) =
            civil::from_days(local.div_euclid(civil::DAY)).ok_or(DateProblem::Unreadable)?;
        if !(1000..=9999).contains(&year) {
            return Err(DateProblem::YearOutOfRange(u64::try_from(year).unwrap_or(0)));
        }
        let time = u32::try_from(local.rem_euclid(civil::DAY)).ok();
        Ok(PressDate { instant, year, month, day, time, offset, seconds: true, circa: false })
    }

    fn whole(&self, whole: Whole) -> Result<PressDate, DateProblem> {
        let written = match whole {
            Whole::Instant(instant) => return self.instant(instant),
            Whole::Year(year) => Written { year: Some(year), ..Written::default() },
            Whole::Day(year, month, day) => {
                Written { year: Some(year), month: Some(month), day: Some(day), ..Written::default() }
            }
            Whole::Stamp([year, month, day, hour, minute, second], seconds) => Written {
                year: Some(year),
                month: Some(month),
                day: Some(day),
                time: Some((hour * 3600 + minute * 60 + second) as u32),
                seconds,
                ..Written::default()
            },
        };
        self.written(written).map(|(date, _)| date)
    }

    /// Checks what was written against the calendar and places it in time.
    fn written(&self, mut written: Written) -> Result<(PressDate, Option<DateDoubt>), DateProblem> {
        let year = match written.year {
            Some(year @ 1000..=9999) => year as i16,
            Some(year) => return Err(DateProblem::YearOutOfRange(year)),
            None => return Err(DateProblem::Unreadable),
        };
        if let Some(either) = written.either {
            let (day, month) = self.order(year, either)?;
            (written.day, written.month) = (Some(day), Some(month));
        }
        let month = match written.month.unwrap_or(0) {
            month @ 0..=12 => month as i8,
            month => return Err(DateProblem::NoSuchMonth(month)),
        };
        let day = match written.day.unwrap_or(0) {
            0 => 0,
            _ if month == 0 => return Err(DateProblem::Unreadable),
            day if day <= civil::days_in_month(year, month) as u64 => day as i8,
            day => return Err(DateProblem::NoSuchDay { day, year, month }),
        };
        if day == 0 && written.time.is_some_and(|t| t != 0) {
            return Err(DateProblem::Unreadable);
        }
        let time = written.time.filter(|_| day != 0);
        let date = PressDate {
            year,
            month,
            day,
            time,
            seconds: written.seconds && time.is_some(),
            ..PressDate::UNKNOWN
        };
        let date = self.placed(date, written.zone)?;
        let actual = civil::weekday(year, month, day);
        let wrong = written.weekday.filter(|written| day != 0 && *written != actual);
        Ok((date, wrong.map(|written| DateDoubt::Weekday { written, actual })))
    }

    /// Day and month of two numbers. Full stops put the day first unless the site says otherwise.
    fn order(&self, year: i16, either: Either) -> Result<(u64, u64), DateProblem> {
        let Either { first, second, dotted } = either;
        match (first, second) {
            (1..=12, 1..=12) if first == second => Ok((first, second)),
            (1..=12, 1..=12) => match self.ambiguous {
                AmbiguousDates::DayFirst => Ok((first, second)),
                AmbiguousDates::MonthFirst => Ok((second, first)),
                AmbiguousDates::Refuse if dotted => Ok((first, second)),
                AmbiguousDates::Refuse => Err(DateProblem::Ambiguous {
                    day_first: format!("{year:04}-{second:02}-{first:02}"),
                    month_first: format!("{year:04}-{first:02}-{second:02}"),
                }),
            },
            (1..=12, 13..) => Ok((second, first)),
            _ => Ok((first, second)),
        }
    }

    /// The date with its offset and instant.
    fn placed(&self, date: PressDate, zone: Option<WrittenZone>) -> Result<PressDate, DateProblem> {
        let (month, day, time) = (date.month.max(1), date.day.max(1), date.time.unwrap_or(0));
        let local = civil::to_days(date.year, month, day) * civil::DAY + i64::from(time);
        let at_wall = |zone: &Zone| zone.offset_at_wall(date.year, month, day, time);
        let offset = match zone {
            None => at_wall(&self.zone),
            Some(WrittenZone::Offset(offset)) => offset,
            Some(WrittenZone::Name(name)) => match self.zone.abbreviation(&name, local) {
                Some(offset) => offset,
                None => at_wall(&Zone::in_print(&name).ok_or(DateProblem::UnknownZone(name))?),
            },
        };
        Ok(PressDate { instant: local - i64::from(offset), offset, ..date })
    }
}

/// `1937-XX-XX` and `1937-??-??` with zeros for what is not known.
fn without_placeholders(text: &str) -> String {
    if !text.contains(['x', 'X', '?']) {
        return text.to_owned();
    }
    ["-xx", "-XX", "-??"].iter().fold(text.to_owned(), |text, mark| text.replace(mark, "-00"))
}

/// The text without what says that the date is approximate, and whether anything did.
fn without_circa(text: &str) -> (String, bool) {
    let lower = text.to_lowercase();
    if let Some(inner) = lower.strip_suffix("(circa)").or_else(|| lower.strip_suffix("(approx.)")) {
        return (inner.trim().to_owned(), true);
    }
    let tail = text.trim_end_matches(['~', '?', '%']).trim_end();
    let bare = tail.trim_start_matches('~').trim_start();
    let word_end = bare.find(|c: char| !c.is_alphabetic()).unwrap_or(bare.len());
    let (word, rest) = bare.split_at(word_end);
    let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start();
    if words::is_circa(&word.to_lowercase()) && !rest.is_empty() {
        return (rest.to_owned(), true);
    }
    (bare.to_owned(), bare.len() != text.len())
}
