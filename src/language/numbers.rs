//! Numbers and what goes with them.
//!
//! Takes: whole numbers and a language. Gives: the category of its plural, and the number with its thousands apart.

use super::{language, tag};
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};

/// Rules for the plural of a language.
pub struct Plurals {
    rules: PluralRules,
}

impl Plurals {
    /// The rules for counting; none when the data lack them.
    pub fn of(locale: &Locale) -> Option<Self> {
        let rules = PluralRules::try_new(locale.into(), PluralRuleType::Cardinal.into()).ok()?;
        Some(Self { rules })
    }

    fn category(&self, n: u64) -> &'static str {
        match self.rules.category_for(n) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }
}

/// The form of a word that goes with a number: `zero`, `one`, `two`, `few`, `many` or `other` (CLDR).
pub fn plural_category(lang: &str, n: u64) -> &'static str {
    language(lang).plurals.as_ref().map_or("other", |plurals| plurals.category(n))
}

/// A number with its thousands set apart as the language does: `1,204`, `1.204`, `1 204`. Digits are Latin in every
/// language. Languages that write four digits without a gap do so here.
pub fn format_number(n: u64, lang: &str) -> String {
    let habit = Grouping::of(&tag::primary(lang), &tag::region(lang));
    let digits = n.to_string();
    if digits.len() < habit.from {
        return digits;
    }
    let mut out = String::with_capacity(digits.len() + 12);
    for (at, digit) in digits.chars().enumerate() {
        let after = digits.len() - at;
        if at > 0 && habit.stands_before(after) {
            out.push(habit.separator);
        }
        out.push(digit);
    }
    out
}

/// How a language sets digits apart.
struct Grouping {
    separator: char,
    /// Digits a number needs to be grouped.
    from: usize,
    /// Whether only the last three digits make a group of three, and the rest groups of two.
    indian: bool,
}

impl Grouping {
    fn of(language: &str, region: &str) -> Self {
        // The no-break space stands for the narrow one too, which many fonts do not have.
        let separator = match (language, region) {
            ("de" | "it", "CH" | "LI") => '’',
            ("de", "AT") => '\u{a0}',
            ("es", "MX" | "US" | "PR" | "GT" | "HN" | "NI" | "PA" | "PE" | "SV" | "DO") => ',',
            ("es", "CR") | ("pt", "PT" | "AO" | "MZ" | "CV") | ("en", "ZA") => '\u{a0}',
            (
                "de" | "es" | "it" | "nl" | "da" | "id" | "tr" | "el" | "pt" | "ca" | "ro" | "hr" | "sr"
                | "bs" | "sl" | "mk" | "is" | "fo" | "vi" | "gl" | "eu" | "az" | "fy" | "kl" | "jv" | "lb",
                _,
            ) => '.',
            (
                "fr" | "ru" | "uk" | "be" | "bg" | "cs" | "sk" | "pl" | "hu" | "sv" | "nb" | "nn" | "no"
                | "fi" | "et" | "lv" | "lt" | "kk" | "ky" | "uz" | "hy" | "ka" | "sq" | "af" | "br" | "oc"
                | "eo" | "se",
                _,
            ) => '\u{a0}',
            _ => ',',
        };
        let five = matches!(language, "es" | "pl" | "bg" | "hu" | "lv" | "ka" | "et")
            || (language, region) == ("pt", "PT");
        let indian = matches!(
            language,
            "hi" | "bn" | "mr" | "gu" | "ta" | "te" | "kn" | "ml" | "pa" | "as" | "or" | "ne"
        ) || (language, region) == ("en", "IN");
        Self { separator, from: if five { 5 } else { 4 }, indian }
    }

    /// Whether a separator stands where `after` digits follow.
    fn stands_before(&self, after: usize) -> bool {
        if self.indian { after == 3 || (after > 3 && after % 2 == 1) } else { after.is_multiple_of(3) }
    }
}
