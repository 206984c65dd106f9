//! A place to listen at: the port that was asked for, or the next one that is free.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};

/// So many ports are tried.
const TRIED: u16 = 50;

/// A port that is ours.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    address: SocketAddr,
    host: String,
}

/// Takes `port` on `host`, or the next that is free; port 0 takes any.
///
/// # Errors
/// In words, when the host has no address here or no port is free.
pub fn listen(host: &str, port: u16) -> Result<Listener, String> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let addresses: Vec<IpAddr> = (bare, 0)
        .to_socket_addrs()
        .map_err(|error| format!("there is no address for `--host {host}`: {error}"))?
        .map(|address| address.ip())
        .collect();
    // A name such as `localhost` has two addresses; the older one is the one that every program tries.
    let ip = addresses.iter().find(|ip| ip.is_ipv4()).or(addresses.first());
    let ip = *ip.ok_or_else(|| format!("there is no address for `--host {host}`"))?;
    let mut refused: Option<io::Error> = None;
    for port in port..=port.saturating_add(if port == 0 { 0 } else { TRIED }) {
        match TcpListener::bind(SocketAddr::new(ip, port)).and_then(|socket| ready(socket, host)) {
            Ok(listener) => return Ok(listener),
            // Ports below 1024 are often not for everybody.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied) =>
            {
                refused.get_or_insert(error);
            }
            Err(error) => return Err(format!("cannot listen at {}: {error}", SocketAddr::new(ip, port))),
        }
    }
    let why = refused.map_or_else(String::new, |error| format!(": {error}"));
    Err(format!(
        "no port from {port} to {} is free at {ip}{why}; name another with `--port`",
        port.saturating_add(TRIED)
    ))
}

fn ready(socket: TcpListener, host: &str) -> io::Result<Listener> {
    socket.set_nonblocking(true)?;
    let address = socket.local_addr()?;
    Ok(Listener { socket, address, host: host.to_owned() })
}

impl Listener {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The host as it was asked for.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// How a browser on this machine reaches it: `http://127.0.0.1:4000`.
    pub fn origin(&self) -> String {
        let ip = match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
            IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
            ip => ip,
        };
        format!("http://{}", SocketAddr::new(ip, self.address.port()))
    }

    /// Whether only this machine can reach it.
    pub fn is_private(&self) -> bool {
        self.address.ip().is_loopback()
    }

    pub(super) fn into_socket(self) -> TcpListener {
        self.socket
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_free_port_is_taken() {
        let first = listen("127.0.0.1", 0).expect("a port");
        let port = first.address().port();
        if port > u16::MAX - 60 {
            return;
        }
        let second = listen("127.0.0.1", port).expect("a port after it");
        assert!((port + 1..=port + TRIED).contains(&second.address().port()));
        assert_eq!(second.origin(), format!("http://127.0.0.1:{}", second.address().port()));
        assert!(second.is_private());
    }

    #[test]
    fn what_is_no_host_is_said() {
        let problem = listen("no such host", 0).expect_err("no address");
        assert!(problem.contains("`--host no such host`"), "{problem}");
    }

    #[test]
    fn everywhere_is_reached_by_loopback_from_here() {
        let open = listen("0.0.0.0", 0).expect("a port");
        assert!(!open.is_private());
        assert!(open.origin().starts_with("http://127.0.0.1:"));
    }
}
