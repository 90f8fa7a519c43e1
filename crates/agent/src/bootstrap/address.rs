//! `HOST:PORT`, as Go splits it.

use kubeyaml::Value;

use crate::json::object;
use crate::settings::{Notice, Plan};

/// Where something is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// A name or an address, without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
}

impl Address {
    /// A host and a port.
    #[must_use]
    pub fn new(host: impl Into<String>, port: u16) -> Address {
        Address { host: host.into(), port }
    }

    /// What a text says; `None` for anything but `HOST:PORT`, where IPv6 stands in brackets.
    #[must_use]
    pub fn parse(text: &str) -> Option<Address> {
        let (host, port) = text.rsplit_once(':')?;
        let host = match host.strip_prefix('[') {
            Some(host) => host.strip_suffix(']')?,
            None if host.contains(':') => return None,
            None => host,
        };
        let is_host = !host.is_empty() && !host.contains(['[', ']']);
        is_host.then_some(())?;
        Some(Address::new(host, port.parse().ok()?))
    }

    /// As a `socket_address`.
    pub(in crate::bootstrap) fn document(&self) -> Value {
        object! { "address": self.host.as_str(), "port_value": i64::from(self.port) }
    }
}

/// An address of the proxy config, where `$(HOST_IP)` is the node's.
pub(in crate::bootstrap) fn address_or_notice(
    field: &str,
    text: &str,
    plan: &Plan,
    notices: &mut Vec<Notice>,
) -> Option<Address> {
    let Some(mut address) = Address::parse(text) else {
        notices.push(Notice::Unreadable {
            name: format!("{field} of the proxy config"),
            why: "it is not HOST:PORT".to_owned(),
            instead: "none".to_owned(),
        });
        return None;
    };
    if let Some(ip) = plan.who.host_ip.filter(|_| address.host == "$(HOST_IP)") {
        address.host = ip.to_string();
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_ports_are_split() {
        for (text, want) in [
            ("zipkin.ns:9411", Some(("zipkin.ns", 9411))),
            ("[::1]:80", Some(("::1", 80))),
            ("$(HOST_IP):8126", Some(("$(HOST_IP)", 8126))),
            ("::1:80", None),
            ("a", None),
            ("a:", None),
            (":80", None),
            ("[::1:80", None),
            ("a:65536", None),
            ("a:-1", None),
        ] {
            let address = Address::parse(text);
            assert_eq!(address.as_ref().map(|a| (a.host.as_str(), a.port)), want, "{text}");
        }
    }
}
