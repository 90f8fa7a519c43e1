//! Addresses with a port on the command line, as Go writes them.

use std::net::{Ipv4Addr, SocketAddr};

/// `IP:PORT`, or `:PORT` for all addresses as Go writes it.
///
/// # Errors
/// It is not such an address.
pub fn address(text: &str) -> Result<SocketAddr, String> {
    let parsed = match text.strip_prefix(':') {
        Some(port) => port.parse().ok().map(|port| SocketAddr::from((Ipv4Addr::UNSPECIFIED, port))),
        None => text.parse().ok(),
    };
    parsed.ok_or_else(|| format!("{text:?} is not an address with a port, such as :15014 or 127.0.0.1:15014"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_gos() {
        for (text, want) in [
            (":15014", Some("0.0.0.0:15014")),
            ("127.0.0.1:1", Some("127.0.0.1:1")),
            ("[::1]:1", Some("[::1]:1")),
            ("15014", None),
            (":x", None),
            ("", None),
        ] {
            assert_eq!(address(text).ok().map(|a| a.to_string()).as_deref(), want, "{text}");
        }
    }
}
