//! Addresses: where the site stands, and those of others.

use super::reader::{self, Reader};
use crate::diagnostic::catalogue::config as problem;
use crate::yaml::Node;
use url::{Host, Url};

/// `base_url`: normalised, with a slash at its end.
pub(super) fn base_url(reader: &mut Reader, root: &Node) -> Option<String> {
    let (node, written) = reader::text(root, "base_url")?;
    match checked_base(written) {
        Ok(url) => Some(url),
        Err((reason, help)) => {
            let place = reader.place(&node.span);
            reader.report(problem::base_url(&reason, help, place));
            None
        }
    }
}

/// A base that was given elsewhere than in the configuration.
///
/// # Errors
/// Why it is none and what to write, in words.
pub fn given_base(written: &str) -> Result<String, String> {
    checked_base(written).map_err(|(reason, help)| format!("{reason}; {help}"))
}

/// A base, or why it is none and what to write.
fn checked_base(written: &str) -> Result<String, (String, String)> {
    let example = || "write it in full, as in `https://mercury.example/`".to_owned();
    if written.is_empty() {
        return Err(("is empty".to_owned(), example()));
    }
    let lower = written.to_ascii_lowercase();
    if !(lower.starts_with("http://") || lower.starts_with("https://")) {
        let help = match full(&format!("https://{}", written.trim_start_matches('/'))) {
            Some(meant) if !written.contains(':') && !written.starts_with('/') && written.contains('.') => {
                format!("write `https://` in front of it: {meant}")
            }
            _ => example(),
        };
        return Err((format!("must begin with `http://` or `https://`: {written}"), help));
    }
    let Ok(mut url) = Url::parse(written) else {
        return Err((format!("is not an address: {written}"), example()));
    };
    if !has_host(&url) {
        return Err((format!("names no host: {written}"), example()));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err((
            format!("has a `?` or `#` in it: {written}"),
            "leave away what follows the path".to_owned(),
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err((
            "has a name or password in it".to_owned(),
            "leave away what stands before the `@`".to_owned(),
        ));
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url.into())
}

/// A full address with `http` or `https`, normalised; none when it is not one.
pub(super) fn full(written: &str) -> Option<String> {
    let url = Url::parse(written).ok()?;
    (matches!(url.scheme(), "http" | "https") && has_host(&url)).then(|| url.into())
}

fn has_host(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => !name.is_empty() && !name.starts_with('.'),
        Some(_) => true,
        None => false,
    }
}

/// A path of the site (`/about/`): one slash at the start, no blanks, not another host (`//elsewhere.example/`).
pub(super) fn is_path(written: &str) -> bool {
    written.starts_with('/')
        && !written.starts_with("//")
        && !written.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\')
        && !written.split(['/', '?', '#']).any(|part| part == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_is_normalised() {
        for (written, base) in [
            ("https://mercury.example", "https://mercury.example/"),
            ("HTTP://Mercury.Example:80/archive", "http://mercury.example/archive/"),
            ("https://bücher.example/a b/", "https://xn--bcher-kva.example/a%20b/"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ] {
            assert_eq!(checked_base(written).as_deref(), Ok(base));
        }
    }

    #[test]
    fn what_is_no_base() {
        for written in [
            "",
            "mercury.example",
            "/",
            "ftp://x.example/",
            "https://",
            "https://x.example/?q",
            "http://a:b@x.example",
            "https://x y/",
            "//x.example",
            "file:///x",
        ] {
            assert!(checked_base(written).is_err(), "{written}");
        }
        let (_, help) = checked_base("mercury.example/news").unwrap_err();
        assert_eq!(help, "write `https://` in front of it: https://mercury.example/news");
    }

    #[test]
    fn paths_stay_on_the_site() {
        assert!(is_path("/about/") && is_path("/"));
        for written in ["about", "//elsewhere.example/", "/a b/", "/../x", "/a\\b"] {
            assert!(!is_path(written), "{written}");
        }
    }
}
