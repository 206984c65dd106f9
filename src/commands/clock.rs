//! The moment of a build: `--at`, else `SOURCE_DATE_EPOCH`, else now. The only place that reads the clock.

use crate::article::date::DateReader;
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970 of the moment to build for.
///
/// # Errors
/// In words, when `at` or `SOURCE_DATE_EPOCH` cannot be read.
pub(super) fn moment(at: Option<&str>, dates: &DateReader) -> Result<i64, String> {
    if let Some(at) = at {
        return dates.parse_time(at).map_err(|problem| {
            format!("`--at {at}` is not a time: {problem}; write one such as 2026-11-22T18:00:00Z")
        });
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(epoch) => epoch.trim().parse().map_err(|_| {
            format!("SOURCE_DATE_EPOCH is not a number of seconds since 1970: `{epoch}`")
        }),
        Err(_) => Ok(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() as i64)),
    }
}
