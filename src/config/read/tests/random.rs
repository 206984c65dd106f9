//! Configurations drawn by lot.

use super::super::read;
use super::EXAMPLE;
use crate::config::keys::KEYS;
use crate::diagnostic::Severity;
use proptest::prelude::*;

/// Lines of a valid configuration, some cut, doubled, swapped or spoilt.
fn spoilt() -> impl Strategy<Value = String> {
    let lines: Vec<&str> = EXAMPLE.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
    let spoil = (0..lines.len(), 0..6usize, "[ -~é\t]{0,6}");
    prop::collection::vec(spoil, 0..5).prop_map(move |spoils| {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        for (at, how, junk) in spoils {
            let at = at.min(lines.len() - 1);
            let line = &mut lines[at];
            match how {
                0 => line.push_str(&junk),
                1 => *line = line.replacen(|c: char| c.is_alphabetic(), &junk, 1),
                2 => *line = line.replace(' ', ""),
                3 => *line = line.split(':').next().unwrap_or_default().to_owned() + ": " + &junk,
                4 => line.insert_str(0, &junk),
                _ => {
                    let copy = line.clone();
                    lines.push(copy);
                }
            }
        }
        lines.join("\n")
    })
}

fn check_report(text: &str) -> Result<(), TestCaseError> {
    let report = match read("config.yaml", text) {
        Ok((config, report)) => {
            prop_assert!(config.base_url.ends_with('/') && config.paginate > 0);
            report
        }
        Err(report) => {
            prop_assert!(report.iter().any(|diagnostic| diagnostic.severity() == Severity::Error));
            report
        }
    };
    for diagnostic in report {
        let spot = diagnostic.place.as_ref().and_then(|place| place.spot.as_ref());
        prop_assert!(spot.is_none_or(|spot| spot.offset <= text.len()));
        prop_assert!(spot.is_none_or(|spot| spot.text.get(spot.marked.clone()).is_some()));
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,60}") {
        check_report(&text)?;
    }

    #[test]
    fn no_spoilt_configuration_panics(text in spoilt()) {
        check_report(&text)?;
    }

    #[test]
    fn no_value_panics(key in 0..KEYS.len(), value in "[ -~é]{0,20}|-? ?\\PC{0,10}") {
        check_report(&format!("{}: {value}", KEYS[key].name))?;
        check_report(&format!("{}: {:?}", KEYS[key].name, value))?;
    }
}
