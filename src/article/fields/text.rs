//! Texts of fields: what of the way they are written does not belong to them.

use crate::article::markdown;

/// A text on one line, with single spaces and with its character references (`&#8217;`) replaced.
pub fn line(text: &str) -> Box<str> {
    let mut out = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.contains('&') { markdown::decode(&out).into() } else { out.into() }
}

/// A name made of the name of a file or folder: `council-votes_again` is “Council votes again”.
pub fn from_name(name: &str) -> Box<str> {
    let words = line(&name.replace(['-', '_'], " "));
    let mut rest = words.chars();
    match rest.next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(rest).collect::<String>().into(),
        _ => words,
    }
}

/// A language tag (BCP 47) in its usual spelling; none when it cannot be one. `en_GB.UTF-8` is `en-GB`.
pub fn language_tag(text: &str) -> Option<Box<str>> {
    let text = text.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
    let mut out = String::new();
    for (at, part) in text.split('-').enumerate() {
        let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
        let usual = match (at, part.len()) {
            (0, 2 | 3) if letters => part.to_ascii_lowercase(),
            (0, _) => return None,
            (_, 2) if letters => part.to_ascii_uppercase(),
            (_, 4) if letters => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
            (_, 1..=8) if part.bytes().all(|b| b.is_ascii_alphanumeric()) => part.to_ascii_lowercase(),
            _ => return None,
        };
        if at > 0 {
            out.push('-');
        }
        out.push_str(&usual);
    }
    Some(out.into())
}

/// A word as choices are compared: lower case, hyphens for spaces and underscores.
pub fn choice(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '_'], "-")
}

/// Whether an address has a scheme or a host, and so leads out of the site.
pub fn is_elsewhere(address: &str) -> bool {
    let scheme = address.find(':').map(|end| &address[..end]);
    address.starts_with("//")
        || scheme.is_some_and(|s| {
            s.starts_with(|c: char| c.is_ascii_alphabetic())
                && s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        assert_eq!(&*line("  CDC&#8217;s\n  API &amp; more "), "CDC’s API & more");
        assert_eq!(&*line("24\u{a0}Sept"), "24\u{a0}Sept");
        assert_eq!(&*from_name("council-votes_again"), "Council votes again");
        assert_eq!(&*from_name("élan-vital"), "Élan vital");
        assert_eq!(&*from_name(""), "");
    }

    #[test]
    fn language_tags() {
        for (written, tag) in [
            ("en", Some("en")),
            ("EN-gb", Some("en-GB")),
            ("en_US.UTF-8", Some("en-US")),
            ("zh-hant-tw", Some("zh-Hant-TW")),
            ("es-419", Some("es-419")),
            ("English", None),
            ("e", None),
            ("", None),
            ("en-", None),
            ("fr ", None),
        ] {
            assert_eq!(language_tag(written).as_deref(), tag, "{written}");
        }
    }

    #[test]
    fn addresses_elsewhere() {
        assert!(
            is_elsewhere("https://x.example/") && is_elsewhere("//x.example") && is_elsewhere("mailto:a@b")
        );
        assert!(!is_elsewhere("/2015/a:b/") && !is_elsewhere("quay.jpg") && !is_elsewhere(""));
    }
}
