//! Language tags as people write them.
//!
//! Takes: a tag. Gives: a locale in canonical form; English for what is no tag.

use icu_locale::{Locale, LocaleCanonicalizer, locale};

/// The locale of a BCP 47 tag, also when it is written with `_` or is a tag of old (`iw` for Hebrew).
pub fn locale(tag: &str) -> Locale {
    let Ok(mut locale) = Locale::try_from_str(&tag.trim().replace('_', "-")) else { return locale!("en") };
    LocaleCanonicalizer::new_common().canonicalize(&mut locale);
    if locale.id.language.is_unknown() { locale!("en") } else { locale }
}

/// Language subtag of a tag, in lower case: `de` of `de-AT`.
pub fn primary(tag: &str) -> String {
    tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Region subtag of a tag, in upper case: `AT` of `de-AT`; empty when there is none.
pub fn region(tag: &str) -> String {
    let is_region = |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic());
    tag.trim().split(['-', '_']).skip(1).find(is_region).unwrap_or_default().to_ascii_uppercase()
}
