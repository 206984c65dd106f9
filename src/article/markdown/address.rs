//! Addresses in bodies: which may be inside the site, and which must not be followed.

use super::LinkKind;

/// Whether an address may name something inside the site: it has no scheme, no host, and is more than a fragment.
pub(super) fn may_be_inside(address: &str) -> bool {
    !address.is_empty()
        && !address.starts_with(['#', '?'])
        && !address.starts_with("//")
        && scheme(address).is_none()
}

/// Whether following an address would run a script: `javascript:`, `vbscript:` and, but for pictures, `data:`.
/// Spaces and control characters are looked through, as browsers do (WHATWG URL, "basic URL parser", step 1 to 3).
pub(super) fn is_dangerous(address: &str, kind: LinkKind) -> bool {
    let bare = address.chars().filter(|c| *c > ' ').map(|c| c.to_ascii_lowercase());
    let starts = |beginning: &str| bare.clone().take(beginning.len()).eq(beginning.chars());
    starts("javascript:")
        || starts("vbscript:")
        || (starts("data:") && !(kind == LinkKind::Picture && starts("data:image/")))
}

/// The scheme of an address (RFC 3986, section 3.1), when it has one.
fn scheme(address: &str) -> Option<&str> {
    let end = address.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))?;
    let scheme = &address[..end];
    (address[end..].starts_with(':') && scheme.starts_with(|c: char| c.is_ascii_alphabetic()))
        .then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_inside_from_outside() {
        for inside in ["/about/", "../b.md", "photo.jpg", "a:b/c d", "ä:b", "x?y=http://z", "1:2"] {
            let expected = inside != "a:b/c d";
            assert_eq!(may_be_inside(inside), expected, "{inside}");
        }
        for outside in ["", "#top", "?page=2", "//host/x", "http://x", "mailto:a@b", "tel:1", "HTTPS://x"] {
            assert!(!may_be_inside(outside), "{outside}");
        }
    }

    #[test]
    fn scripts_are_found_behind_spaces_and_case() {
        for bad in ["javascript:x", " JavaScript:x", "java\nscript:x", "\u{1}vbscript:x", "data:text/html,x"]
        {
            assert!(is_dangerous(bad, LinkKind::Link), "{bad:?}");
            assert!(is_dangerous(bad, LinkKind::Picture), "{bad:?}");
        }
        assert!(!is_dangerous("data:image/png;base64,AA", LinkKind::Picture));
        assert!(is_dangerous("data:image/svg+xml,x", LinkKind::Link));
        assert!(!is_dangerous("/javascript:x", LinkKind::Link));
    }
}
