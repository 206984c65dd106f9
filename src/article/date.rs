//! Dates as newspapers have them: at the precision somebody wrote, certain or not.

/// A date with its precision. Ordered by time; an unknown date sorts before every other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PressDate {
    /// Seconds since 1970-01-01T00:00:00Z of the start of the period (midnight in the site's zone for a day).
    /// [`i64::MIN`] when unknown.
    pub instant: i64,
    /// Year; 0 when unknown.
    pub year: i16,
    /// Month; 0 when not known.
    pub month: i8,
    /// Day; 0 when not known.
    pub day: i8,
    /// Time of day in seconds since midnight, local time; none when not written.
    pub time: Option<u32>,
    /// Offset from UTC in seconds at that time.
    pub offset: i32,
    /// Whether seconds were written (else minutes only).
    pub seconds: bool,
    /// Approximate (`1937~`).
    pub circa: bool,
}
