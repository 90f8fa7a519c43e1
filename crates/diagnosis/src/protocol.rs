//! What a port of a Service speaks, as Istio takes it.
//!
//! Source: Istio 1.30 pkg/config/kube/conversion.go, ConvertProtocol; pkg/config/protocol/instance.go, Parse.

use kubeyaml::Value;

/// What a port's name may begin with, up to a hyphen, in any case; and what it means.
const PROTOCOLS: [(&str, &str); 11] = [
    ("tcp", "TCP"),
    ("udp", "UDP"),
    ("grpc", "GRPC"),
    ("http", "HTTP"),
    ("http_proxy", "HTTP_PROXY"),
    ("http2", "HTTP2"),
    ("https", "HTTPS"),
    ("tls", "TLS"),
    ("mongo", "Mongo"),
    ("redis", "Redis"),
    ("mysql", "MySQL"),
];

/// Ports of protocols in which the server speaks first (mail, DNS, MySQL, MongoDB): they are TCP without a word.
const SERVER_FIRST: [i64; 4] = [25, 53, 3306, 27017];

/// What Kubernetes defines for `appProtocol` beyond.
const APP_PROTOCOLS: [(&str, &str); 3] =
    [("kubernetes.io/h2c", "HTTP2"), ("kubernetes.io/ws", "HTTP"), ("kubernetes.io/wss", "HTTPS")];

/// The protocol of a port of a Service: by `appProtocol`, else by name, else by number; `None` if nothing tells one that
/// Istio knows.
pub fn of_port(port: &Value) -> Option<&'static str> {
    if port.str_at(&["protocol"]) == Some("UDP") {
        return Some("UDP");
    }
    let app_protocol = port.str_at(&["appProtocol"]);
    if let Some((_, protocol)) = APP_PROTOCOLS.into_iter().find(|(name, _)| app_protocol == Some(name)) {
        return Some(protocol);
    }
    let name = app_protocol.or_else(|| port.str_at(&["name"])).unwrap_or_default().to_ascii_lowercase();
    if name.starts_with("grpc-web") {
        return Some("GRPC-Web");
    }
    let start = name.split('-').next().unwrap_or_default();
    let named = PROTOCOLS.into_iter().find(|(name, _)| *name == start).map(|(_, protocol)| protocol);
    let is_server_first = port.at(&["port"]).as_i64().is_some_and(|port| SERVER_FIRST.contains(&port));
    named.or(is_server_first.then_some("TCP"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_tell_protocols() {
        for (port, want) in [
            ("port: 1, name: HTTP2-web", Some("HTTP2")),
            ("port: 1, name: grpc-web-x", Some("GRPC-Web")),
            ("port: 1, name: grpc-x", Some("GRPC")),
            ("port: 1, name: web, protocol: UDP", Some("UDP")),
            ("port: 1, name: http, appProtocol: kubernetes.io/h2c", Some("HTTP2")),
            ("port: 1, name: http, appProtocol: own", None),
            ("port: 3306, name: db", Some("TCP")),
            ("port: 3306, name: mysql", Some("MySQL")),
            ("port: 1, name: web", None),
            ("port: 1", None),
        ] {
            assert_eq!(of_port(&kubeyaml::read(&format!("{{{port}}}")).unwrap()), want, "{port}");
        }
    }
}
