//! Who may ask, and how.
//!
//! A page of a stranger, open in the editor's browser, can send requests to this machine. By the rules of browsers it
//! cannot read the answers, unless its host's name is made to lead here after it was loaded (DNS rebinding): its requests
//! then name that host. So only names that are ours are answered.

use super::Shared;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, HOST, ORIGIN, X_CONTENT_TYPE_OPTIONS};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::sync::Arc;

use super::reply::plain;

/// The names that this server goes by.
#[derive(Debug)]
pub(super) struct Names {
    hosts: Vec<String>,
    /// Whether every address is ours, since it listens at all that this machine has.
    any_address: bool,
    /// `https://preview.example`, behind a proxy.
    origin: Option<String>,
}

impl Names {
    /// For a server that listens at `ip`, was asked for by `host`, and is reached at `base_url`.
    pub(super) fn new(ip: IpAddr, host: &str, base_url: Option<&str>) -> Self {
        let mut hosts: Vec<String> = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).into();
        hosts.push(match ip {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        });
        hosts.push(host.to_ascii_lowercase());
        let base: Option<Uri> = base_url.and_then(|url| url.parse().ok());
        hosts.extend(base.as_ref().and_then(Uri::host).map(str::to_ascii_lowercase));
        let origin = base.as_ref().and_then(|base| {
            Some(format!("{}://{}", base.scheme_str()?, base.authority()?).to_ascii_lowercase())
        });
        Self { hosts, any_address: ip.is_unspecified(), origin }
    }

    /// Whether a host, with a port or without, is this server. The port does not matter: what is forwarded from another
    /// port is still ours, and a stranger's name is not made ours by one.
    fn is_own(&self, authority: &str) -> bool {
        let Ok(parsed) = authority.parse::<Authority>() else { return false };
        let rest = authority.strip_prefix(parsed.host());
        let is_port =
            |rest: &str| rest.is_empty() || rest.strip_prefix(':').is_some_and(|p| p.parse::<u16>().is_ok());
        if !rest.is_some_and(is_port) {
            return false;
        }
        let host = parsed.host().to_ascii_lowercase();
        let host = host.strip_suffix('.').unwrap_or(&host);
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        self.hosts.iter().any(|own| own == host) || self.any_address && bare.parse::<IpAddr>().is_ok()
    }

    /// Whether a request comes from a page of this server, or from no page at all. Browsers say so in one header or the
    /// other.
    pub(super) fn is_from_here(&self, headers: &HeaderMap) -> bool {
        let text = |value: &HeaderValue| value.to_str().unwrap_or("?").to_ascii_lowercase();
        if let Some(site) = headers.get("sec-fetch-site").map(text)
            && !matches!(&*site, "same-origin" | "none")
        {
            return false;
        }
        let Some(origin) = headers.get(ORIGIN).map(text) else { return true };
        let asked = headers.get(HOST).map(text);
        let is_asked = origin.split_once("://").is_some_and(|(_, host)| asked.as_deref() == Some(host));
        is_asked || self.origin.as_ref() == Some(&origin)
    }
}

/// Lets through what asks one of our names, for something to read.
pub(super) async fn check(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&shared.names, &request) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn refusal(names: &Names, request: &Request) -> Option<Response> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Some(plain(StatusCode::BAD_REQUEST, "A request has to name one host.\n"));
    };
    let named = host.to_str().is_ok_and(|host| names.is_own(host));
    let written = request.uri().authority().is_none_or(|authority| names.is_own(authority.as_str()));
    if !named || !written {
        let words = "This preview does not go by that name. Open the address that `dateline serve` printed; for a preview \
            behind a proxy, start it with `--base-url`.\n";
        return Some(plain(StatusCode::MISDIRECTED_REQUEST, words));
    }
    if *request.method() != Method::GET && *request.method() != Method::HEAD {
        let words = plain(StatusCode::METHOD_NOT_ALLOWED, "A preview can only be read.\n");
        return Some(([(ALLOW, "GET, HEAD")], words).into_response());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(ip: &str, host: &str, base_url: Option<&str>) -> Names {
        Names::new(ip.parse().expect("an address"), host, base_url)
    }

    #[test]
    fn own_names() {
        let own = names("127.0.0.1", "127.0.0.1", Some("https://Preview.example/archive/"));
        for host in [
            "localhost",
            "LOCALHOST:4000",
            "localhost.",
            "127.0.0.1",
            "127.0.0.1:4000",
            "127.0.0.1:9",
            "[::1]",
            "[::1]:4000",
            "preview.example",
            "preview.example:443",
        ] {
            assert!(own.is_own(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:4000",
            "localhost.evil.example",
            "localhost@evil.example",
            "evil.example@localhost",
            "127.0.0.1.evil.example",
            "192.168.0.7",
            "[::2]",
            "::1",
            "localhost:",
            "localhost:x",
            "localhost:99999",
            "localhost/x",
            "2130706433",
            "0x7f.1",
            "preview.example.evil",
        ] {
            assert!(!own.is_own(host), "{host}");
        }
    }

    #[test]
    fn every_address_is_ours_when_we_listen_at_all() {
        let own = names("0.0.0.0", "0.0.0.0", None);
        assert!(own.is_own("192.168.0.7:4000") && own.is_own("[fe80::1]:4000") && own.is_own("0.0.0.0:4000"));
        assert!(!own.is_own("evil.example") && !own.is_own("192.168.0.7.evil.example"));
        let one = names("192.168.0.7", "desk.local", None);
        assert!(one.is_own("192.168.0.7:1") && one.is_own("desk.local:4000") && !one.is_own("192.168.0.8"));
    }

    #[test]
    fn pages_of_others_are_known() {
        let own = names("127.0.0.1", "127.0.0.1", Some("https://preview.example/"));
        let headers = |pairs: &[(&'static str, &'static str)]| {
            pairs
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
                .collect::<HeaderMap>()
        };
        for here in [
            &[("host", "localhost:4000")][..],
            &[("host", "localhost:4000"), ("sec-fetch-site", "same-origin")],
            &[("host", "localhost:4000"), ("sec-fetch-site", "none")],
            &[("host", "localhost:4000"), ("origin", "http://localhost:4000")],
            &[("host", "127.0.0.1:4000"), ("origin", "https://preview.example")],
        ] {
            assert!(own.is_from_here(&headers(here)), "{here:?}");
        }
        for elsewhere in [
            &[("host", "localhost:4000"), ("origin", "http://evil.example")][..],
            &[("host", "localhost:4000"), ("origin", "http://localhost:3000")],
            &[("host", "localhost:4000"), ("origin", "null")],
            &[("host", "localhost:4000"), ("sec-fetch-site", "cross-site")],
            &[("host", "localhost:4000"), ("sec-fetch-site", "same-site")],
            &[
                ("host", "localhost:4000"),
                ("origin", "http://localhost:4000"),
                ("sec-fetch-site", "cross-site"),
            ],
            &[("host", "localhost:4000"), ("origin", "http://localhost:4000.evil.example")],
        ] {
            assert!(!own.is_from_here(&headers(elsewhere)), "{elsewhere:?}");
        }
    }
}
