//! Tags of languages (BCP 47).

use crate::yaml::suggest::did_you_mean;

/// Languages that people write by name.
const NAMES: &[(&str, &str)] = &[
    ("Arabic", "ar"),
    ("Chinese", "zh"),
    ("Dutch", "nl"),
    ("English", "en"),
    ("French", "fr"),
    ("German", "de"),
    ("Hebrew", "he"),
    ("Hindi", "hi"),
    ("Italian", "it"),
    ("Japanese", "ja"),
    ("Korean", "ko"),
    ("Persian", "fa"),
    ("Polish", "pl"),
    ("Portuguese", "pt"),
    ("Russian", "ru"),
    ("Spanish", "es"),
    ("Swedish", "sv"),
    ("Turkish", "tr"),
    ("Ukrainian", "uk"),
    ("Welsh", "cy"),
];

/// A tag in its canonical case (`en-GB`, `zh-Hant-TW`, `de-x-harbour`), or none when the text is not formed like the
/// tag of a language (RFC 5646, section 2.1, without the tags of before 2006 that have forms of their own).
pub fn canonical(tag: &str) -> Option<String> {
    let mut parts = tag.split('-').peekable();
    let mut out = parts.next().filter(|part| letters(part, 2..=3))?.to_ascii_lowercase();
    let mut add = |part: String| {
        out.push('-');
        out.push_str(&part);
    };
    for _ in 0..3 {
        parts.next_if(|part| letters(part, 3..=3)).map(str::to_ascii_lowercase).map(&mut add);
    }
    parts.next_if(|part| letters(part, 4..=4)).map(title_case).map(&mut add);
    let region =
        |part: &&str| letters(part, 2..=2) || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
    parts.next_if(region).map(str::to_ascii_uppercase).map(&mut add);
    while let Some(variant) = parts.next_if(|part| is_variant(part)) {
        add(variant.to_ascii_lowercase());
    }
    while let Some(singleton) = parts.next() {
        if singleton.len() != 1 || !alphanumeric(singleton, 1..=1) {
            return None;
        }
        let private = singleton.eq_ignore_ascii_case("x");
        let least = if private { 1 } else { 2 };
        add(singleton.to_ascii_lowercase());
        let mut count = 0;
        while let Some(part) = parts.next_if(|part| alphanumeric(part, least..=8)) {
            add(part.to_ascii_lowercase());
            count += 1;
        }
        if count == 0 {
            return None;
        }
    }
    Some(out)
}

/// The tag that was meant by a text that is none: `en_GB`, `English`.
pub(super) fn meant(written: &str) -> Option<String> {
    let name = did_you_mean(written, NAMES.iter().map(|(name, _)| *name));
    if let Some((_, tag)) = NAMES.iter().find(|(known, _)| Some(*known) == name) {
        return Some((*tag).to_owned());
    }
    // `en_GB.UTF-8`, as operating systems have it.
    let tag = written.trim().split('.').next().unwrap_or_default().replace(['_', ' '], "-");
    canonical(&tag)
}

fn letters(part: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn alphanumeric(part: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_variant(part: &str) -> bool {
    alphanumeric(part, 5..=8) || alphanumeric(part, 4..=4) && part.starts_with(|c: char| c.is_ascii_digit())
}

fn title_case(part: &str) -> String {
    let (first, rest) = part.split_at(1);
    first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_get_their_usual_case() {
        for (written, tag) in [
            ("en", "en"),
            ("EN-gb", "en-GB"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("sl-rozaj-biske", "sl-rozaj-biske"),
            ("de-1996", "de-1996"),
            ("ar-u-nu-latn", "ar-u-nu-latn"),
            ("de-x-Harbour", "de-x-harbour"),
            ("zh-yue", "zh-yue"),
        ] {
            assert_eq!(canonical(written).as_deref(), Some(tag));
        }
    }

    #[test]
    fn what_is_no_tag() {
        for written in
            ["", "e", "english", "en_GB", "en-", "en--GB", "x-foo", "en-u", "en-GB-US", "é", "en GB", "-en"]
        {
            assert_eq!(canonical(written), None, "{written}");
        }
        assert_eq!(meant("en_GB"), Some("en-GB".to_owned()));
        assert_eq!(meant("english"), Some("en".to_owned()));
        assert_eq!(meant("de_DE.UTF-8"), Some("de-DE".to_owned()));
        assert_eq!(meant("klingonese"), None);
    }
}
