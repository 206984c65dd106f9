//! Names of time zones, as the IANA database that the program carries has them.

use jiff::tz::TimeZoneDatabase;

/// The name as the database spells it (`europe/london` is `Europe/London`); none when there is no such zone.
pub fn spelt(name: &str) -> Option<String> {
    let database = TimeZoneDatabase::bundled();
    let zone = database.get(name).ok()?;
    Some(zone.iana_name().unwrap_or(name).to_owned())
}

/// Every name a zone can have, in order.
pub fn names() -> Vec<String> {
    TimeZoneDatabase::bundled().available().map(|name| name.as_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_database() {
        assert_eq!(spelt("Europe/London").as_deref(), Some("Europe/London"));
        assert_eq!(spelt("europe/london").as_deref(), Some("Europe/London"));
        assert_eq!(spelt("utc").as_deref(), Some("UTC"));
        for name in ["", "London", "Europe/Skerrow", "../etc/passwd"] {
            assert_eq!(spelt(name), None, "{name}");
        }
        assert!(names().iter().any(|name| name == "Asia/Kolkata"));
        assert!(names().iter().all(|name| spelt(name).as_ref() == Some(name)));
    }
}
