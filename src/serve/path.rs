//! The path of a request, decoded once and held against everything that paths are misused for.
//!
//! The site looks names up and never makes a file's path of them, so none of this could lead out of it. It is refused
//! here all the same, so that nothing depends on that alone.

use percent_encoding::percent_decode_str;

/// The path in words; none when it has a form that no address of a site has: a `%` that encodes nothing, bytes that are
/// no text, control characters, a backslash, a slash or a backslash in disguise, an empty folder, `.` or `..`.
pub(super) fn decoded(raw: &str) -> Option<String> {
    let inner = raw.strip_prefix('/')?;
    if !is_well_encoded(raw) {
        return None;
    }
    let mut segments = Vec::new();
    for segment in inner.split('/') {
        let segment = percent_decode_str(segment).decode_utf8().ok()?;
        if segment.chars().any(|c| c.is_control() || matches!(c, '/' | '\\'))
            || matches!(&*segment, "." | "..")
        {
            return None;
        }
        segments.push(segment);
    }
    let folders = segments.len() - 1;
    if segments[..folders].iter().any(|folder| folder.is_empty()) {
        return None;
    }
    Some(format!("/{}", segments.join("/")))
}

fn is_well_encoded(raw: &str) -> bool {
    let mut parts = raw.split('%');
    parts.next();
    parts.all(|part| part.len() >= 2 && part.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit))
}

/// What a path is called inside the site: without the base, that both sides have in words. None when it lies elsewhere.
pub(super) fn inside<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    path.strip_prefix(base.trim_end_matches('/')).filter(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded_once() {
        for (raw, want) in [
            ("/", "/"),
            ("/a/b/", "/a/b/"),
            ("/a/b.png", "/a/b.png"),
            ("/m%C3%A4rz/", "/märz/"),
            ("/märz/", "/märz/"),
            ("/a%20b+c", "/a b+c"),
            ("/%2541", "/%41"),
            ("/%252e%252e/", "/%2e%2e/"),
            ("/...", "/..."),
            ("/.well-known/x", "/.well-known/x"),
        ] {
            assert_eq!(decoded(raw).as_deref(), Some(want), "{raw}");
        }
    }

    #[test]
    fn disguises_are_refused() {
        for raw in [
            "",
            "a",
            "*",
            "//",
            "//a",
            "/a//b",
            "/a//",
            "/..",
            "/../x",
            "/a/../b",
            "/a/..",
            "/.",
            "/./a",
            "/a/./",
            "/%2e%2e/x",
            "/%2E./x",
            "/.%2e/x",
            "/..%2fx",
            "/a%2Fb",
            "/a%5cb",
            "/a\\b",
            "/..\\x",
            "/%00",
            "/a%00.png",
            "/%0d%0aX:y",
            "/%7f",
            "/%c2%85",
            "/%",
            "/%4",
            "/%zz",
            "/a%",
            "/%ff",
            "/%c0%ae%c0%ae/",
            "/%c0%af",
            "/%ed%a0%80",
            "/%u002e",
            "/%€",
        ] {
            assert_eq!(decoded(raw), None, "{raw}");
        }
    }

    #[test]
    fn the_base_is_taken_away() {
        for (path, base, want) in [
            ("/a/", "/", Some("/a/")),
            ("/", "/", Some("/")),
            ("/archive/a/", "/archive/", Some("/a/")),
            ("/archive/", "/archive/", Some("/")),
            ("/archive", "/archive/", None),
            ("/archives/a", "/archive/", None),
            ("/", "/archive/", None),
        ] {
            assert_eq!(inside(path, base), want, "{path} below {base}");
        }
    }
}
