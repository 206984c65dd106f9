//! Time zones with their history: with the language room the only module that knows `jiff`.
//!
//! Takes: names of IANA zones, wall times and instants. Gives: offsets. The zone data are the ones inside the
//! program, so that a site comes out the same on every machine.

use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase},
};

/// An IANA time zone.
#[derive(Debug, Clone)]
pub struct Zone(TimeZone);

/// Zone abbreviations that mean one thing in print, and the zones of RFC 2822, in minutes east of UTC. What a
/// site's own zone calls itself comes before this table, so that `BST` and `IST` mean what its readers take them for.
const ABBREVIATIONS: &[(&str, i32)] = &[
    ("UTC", 0),
    ("GMT", 0),
    ("UT", 0),
    ("Z", 0),
    ("WET", 0),
    ("WEST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("MEZ", 60),
    ("MESZ", 120),
    ("EET", 120),
    ("EEST", 180),
    ("SAST", 120),
    ("MSK", 180),
    ("WIB", 420),
    ("HKT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("ACDT", 630),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("NST", -210),
    ("NDT", -150),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("AKST", -540),
    ("AKDT", -480),
    ("HST", -600),
];

/// What newspapers write for a zone that changes its clocks.
const IN_PRINT: &[(&str, &str)] = &[
    ("ET", "America/New_York"),
    ("CT", "America/Chicago"),
    ("MT", "America/Denver"),
    ("PT", "America/Los_Angeles"),
];

impl Zone {
    /// The zone of a name that stands behind a time: an IANA name or `ET`.
    pub fn in_print(name: &str) -> Option<Self> {
        let spoken = IN_PRINT.iter().find(|(known, _)| *known == name).map(|(_, zone)| *zone);
        Self::named(spoken.unwrap_or(name))
    }

    /// The zone of a name such as `Europe/London`; none when there is no such zone.
    pub fn named(name: &str) -> Option<Self> {
        TimeZoneDatabase::bundled().get(name).ok().map(Self)
    }

    /// Offset in seconds at a wall time. A time that a change of clocks skipped or repeated is read with the
    /// offset from before the change (RFC 5545, section 3.3.5).
    pub fn offset_at_wall(&self, year: i16, month: i8, day: i8, time: u32) -> i32 {
        let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        let wall = DateTime::new(year, month, day, hour as i8, minute as i8, second as i8, 0);
        let Ok(wall) = wall else { return 0 };
        match self.0.to_ambiguous_timestamp(wall).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset.seconds(),
            AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before.seconds(),
        }
    }

    /// Offset in seconds at an instant (seconds since 1970).
    pub fn offset_at_instant(&self, instant: i64) -> i32 {
        self.0.to_offset(timestamp(instant)).seconds()
    }

    /// Offset in seconds that an abbreviation such as `BST` means for a site in this zone, near an instant; none
    /// when it has no single meaning.
    pub fn abbreviation(&self, name: &str, near: i64) -> Option<i32> {
        self.own_abbreviation(name, near).or_else(|| {
            ABBREVIATIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, m)| m * 60)
        })
    }

    /// What the zone itself calls by that name, at that moment or at the changes of clocks around it.
    fn own_abbreviation(&self, name: &str, near: i64) -> Option<i32> {
        let at = timestamp(near);
        let now = self.0.to_offset_info(at);
        if now.abbreviation().eq_ignore_ascii_case(name) {
            return Some(now.offset().seconds());
        }
        let around = self.0.following(at).take(1).chain(self.0.preceding(at).take(2));
        around.into_iter().find(|t| t.abbreviation().eq_ignore_ascii_case(name)).map(|t| t.offset().seconds())
    }
}

/// The moment, held within what the zone data cover.
fn timestamp(instant: i64) -> Timestamp {
    let held = instant.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(held).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_have_their_history() {
        let london = Zone::named("Europe/London").unwrap();
        assert_eq!(london.offset_at_wall(2015, 9, 24, 0), 3600);
        assert_eq!(london.offset_at_wall(2015, 12, 24, 0), 0);
        assert_eq!(london.offset_at_wall(1970, 1, 1, 0), 3600, "British Standard Time, all year");
        assert_eq!(london.offset_at_wall(1943, 7, 1, 0), 7200, "double summer time");
        assert_eq!(london.offset_at_wall(1840, 1, 1, 0), -75, "local mean time");
        assert_eq!(london.offset_at_instant(i64::MAX), 0);
    }

    #[test]
    fn skipped_and_repeated_times_keep_the_offset_from_before() {
        let london = Zone::named("Europe/London").unwrap();
        assert_eq!(london.offset_at_wall(2015, 3, 29, 5400), 0, "01:30 did not exist");
        assert_eq!(london.offset_at_wall(2015, 10, 25, 5400), 3600, "01:30 came twice");
    }

    #[test]
    fn abbreviations_mean_what_the_sites_readers_take_them_for() {
        let zone = |name| Zone::named(name).unwrap();
        assert_eq!(zone("Europe/London").abbreviation("BST", 1_443_100_000), Some(3600));
        assert_eq!(zone("Europe/London").abbreviation("bst", 1_420_100_000), Some(3600), "written in winter");
        assert_eq!(zone("America/New_York").abbreviation("BST", 1_443_100_000), None);
        assert_eq!(zone("Asia/Kolkata").abbreviation("IST", 0), Some(19_800));
        assert_eq!(zone("Asia/Shanghai").abbreviation("CST", 1_443_100_000), Some(28_800));
        assert_eq!(zone("Europe/London").abbreviation("CST", 1_443_100_000), Some(-21_600));
    }

    #[test]
    fn names_are_known() {
        assert!(Zone::named("Europe/Lundon").is_none());
    }
}
