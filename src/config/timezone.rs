//! The time zone of the site.

use super::reader::{self, Reader};
use crate::diagnostic::catalogue::config as problem;
use crate::language::zone;
use crate::yaml::Node;
use crate::yaml::suggest::did_you_mean;

/// Abbreviations that are no zones, and the zone that uses them.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("AEST", "Australia/Sydney"),
    ("AEDT", "Australia/Sydney"),
    ("BST", "Europe/London"),
    ("CDT", "America/Chicago"),
    ("CEST", "Europe/Berlin"),
    ("EDT", "America/New_York"),
    ("IST", "Asia/Kolkata"),
    ("JST", "Asia/Tokyo"),
    ("MDT", "America/Denver"),
    ("MSK", "Europe/Moscow"),
    ("PDT", "America/Los_Angeles"),
    ("PST", "America/Los_Angeles"),
    ("Z", "UTC"),
];

/// `timezone`: the name of a zone that exists, spelt as the database spells it.
pub(super) fn timezone(reader: &mut Reader, root: &Node) -> Option<String> {
    let (node, written) = reader::text(root, "timezone")?;
    if let Some(name) = zone::spelt(written) {
        return Some(name);
    }
    let meant = meant(written);
    let place = reader.place(&node.span);
    reader.report(problem::timezone(written, meant.as_deref(), place));
    None
}

/// The zone that was probably meant: by its abbreviation, by the city alone, or by a slip of the pen.
fn meant(written: &str) -> Option<String> {
    if let Some((_, zone)) = ABBREVIATIONS.iter().find(|(short, _)| short.eq_ignore_ascii_case(written)) {
        return Some((*zone).to_owned());
    }
    let names = zone::names();
    let city = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
    let asked = city(written).replace(' ', "_");
    if let Some(name) =
        names.iter().find(|name| name.contains('/') && city(name).eq_ignore_ascii_case(&asked))
    {
        return Some(name.clone());
    }
    if let Some(name) = did_you_mean(written, names.iter().map(String::as_str)) {
        return Some(name.to_owned());
    }
    let cities: Vec<String> = names.iter().map(|name| city(name)).collect();
    let near = did_you_mean(&asked, cities.iter().map(String::as_str))?;
    names.iter().find(|name| city(name) == near).cloned()
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn what_was_meant() {
        for (written, zone) in [
            ("London", Some("Europe/London")),
            ("new york", Some("America/New_York")),
            ("BST", Some("Europe/London")),
            ("Europe/Londn", Some("Europe/London")),
            ("Berln", Some("Europe/Berlin")),
            ("Skerrow Standard Time", None),
        ] {
            assert_eq!(meant(written).as_deref(), zone, "{written}");
        }
    }
}
