//! Numbers: their digits and groups, and the plural forms they ask for.

use super::pattern::plain_spaces;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

/// Plural categories are kept for numbers below this.
const KEPT: u64 = 200;

/// How a language writes and counts numbers.
#[derive(Debug)]
pub(super) struct Numbers {
    locale: Locale,
    digits: Vec<char>,
    separator: String,
    /// Digits of the last group, and of each before it: 3 and 2 in `12,34,567`.
    groups: (usize, usize),
    /// Least number of digits that are parted.
    least: usize,
    categories: Vec<&'static str>,
}

impl Numbers {
    /// Reads a locale's ways.
    pub(super) fn of(locale: &Locale) -> Self {
        let formatter = DecimalFormatter::try_new(locale.into(), Default::default());
        let write = |number: u64| match &formatter {
            Ok(formatter) => formatter.format(&Decimal::from(number)).to_string(),
            Err(_) => number.to_string(),
        };
        let parts = Parts::of(&write(12_345_678));
        let least = if parts.separator.is_empty() {
            usize::MAX
        } else if write(1234).chars().count() > 4 {
            4
        } else {
            5
        };
        let rules = plural_rules(locale);
        Self {
            locale: locale.clone(),
            digits: write(1_234_567_890).chars().filter(|c| c.is_numeric()).collect(),
            separator: parts.separator,
            groups: parts.groups,
            least,
            categories: (0..KEPT).map(|n| category(rules.as_ref(), n)).collect(),
        }
    }

    /// See [`super::Language::format_number`].
    pub(super) fn format(&self, n: u64) -> String {
        let plain = n.to_string();
        let (last, before) = self.groups;
        let mut out = String::with_capacity(plain.len() * 2);
        for (at, digit) in plain.bytes().enumerate() {
            let left = plain.len() - at;
            let starts_group = left == last || (left > last && (left - last).is_multiple_of(before));
            if at > 0 && starts_group && plain.len() >= self.least {
                out.push_str(&self.separator);
            }
            // The digits were read from one to nine and zero.
            let own = self.digits.get(usize::from((digit - b'0' + 9) % 10));
            out.push(own.copied().unwrap_or(char::from(digit)));
        }
        out
    }

    /// See [`super::Language::plural_category`].
    pub(super) fn plural_category(&self, n: u64) -> &'static str {
        match usize::try_from(n).ok().and_then(|n| self.categories.get(n)) {
            Some(category) => category,
            None => category(plural_rules(&self.locale).as_ref(), n),
        }
    }
}

fn plural_rules(locale: &Locale) -> Option<PluralRules> {
    PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok()
}

fn category(rules: Option<&PluralRules>, n: u64) -> &'static str {
    match rules.map(|rules| rules.category_for(n)) {
        Some(PluralCategory::Zero) => "zero",
        Some(PluralCategory::One) => "one",
        Some(PluralCategory::Two) => "two",
        Some(PluralCategory::Few) => "few",
        Some(PluralCategory::Many) => "many",
        Some(PluralCategory::Other) | None => "other",
    }
}

/// What a written number shows of its grouping.
struct Parts {
    separator: String,
    groups: (usize, usize),
}

impl Parts {
    /// Reads the groups of 12345678, which has at least two separators where numbers are grouped.
    fn of(written: &str) -> Self {
        let groups: Vec<usize> = written
            .split(|c: char| !c.is_numeric())
            .map(|group| group.chars().count())
            .filter(|n| *n > 0)
            .collect();
        let separator: String =
            written.chars().skip_while(|c| c.is_numeric()).take_while(|c| !c.is_numeric()).collect();
        match groups.as_slice() {
            [.., before, last] if groups.len() > 2 => {
                Self { separator: plain_spaces(&separator), groups: (*last, *before) }
            }
            _ => Self { separator: String::new(), groups: (3, 3) },
        }
    }
}
