//! What a port of a Service speaks, as Istio takes it.
//!
//! Source: Istio 1.30 pkg/config/kube/conversion.go, ConvertProtocol; pkg/config/protocol/instance.go, Parse.

use kubeyaml::Value;

/// What a port speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// Any TCP, not looked into.
    Tcp,
    /// UDP, which no sidecar takes.
    Udp,
    /// gRPC.
    Grpc,
    /// gRPC as browsers speak it.
    GrpcWeb,
    /// HTTP/1.
    Http,
    /// HTTP/1 to a proxy.
    HttpProxy,
    /// HTTP/2 in plain text.
    Http2,
    /// HTTP in TLS of the application's own.
    Https,
    /// TLS of the application's own.
    Tls,
    /// MongoDB.
    Mongo,
    /// Redis.
    Redis,
    /// MySQL.
    MySql,
}

/// What a port's name may begin with, up to a hyphen, in any case; and what it means.
const NAMES: [(&str, Protocol); 11] = [
    ("tcp", Protocol::Tcp),
    ("udp", Protocol::Udp),
    ("grpc", Protocol::Grpc),
    ("http", Protocol::Http),
    ("http_proxy", Protocol::HttpProxy),
    ("http2", Protocol::Http2),
    ("https", Protocol::Https),
    ("tls", Protocol::Tls),
    ("mongo", Protocol::Mongo),
    ("redis", Protocol::Redis),
    ("mysql", Protocol::MySql),
];

/// Ports of protocols in which the server speaks first (mail, DNS, MySQL, MongoDB): they are TCP without a word.
const SERVER_FIRST: [i64; 4] = [25, 53, 3306, 27017];

/// What Kubernetes defines for `appProtocol` beyond.
const APP_PROTOCOLS: [(&str, Protocol); 3] = [
    ("kubernetes.io/h2c", Protocol::Http2),
    ("kubernetes.io/ws", Protocol::Http),
    ("kubernetes.io/wss", Protocol::Https),
];

impl Protocol {
    /// The protocol of a port of a Service: by `appProtocol`, else by name, else by number; `None` if nothing tells one
    /// that Istio knows, so that a proxy has to look into the traffic.
    pub fn of_port(port: &Value) -> Option<Protocol> {
        if port.str_at(&["protocol"]) == Some("UDP") {
            return Some(Protocol::Udp);
        }
        let app_protocol = port.str_at(&["appProtocol"]);
        if let Some((_, protocol)) = APP_PROTOCOLS.into_iter().find(|(name, _)| app_protocol == Some(name)) {
            return Some(protocol);
        }
        let name = app_protocol.or_else(|| port.str_at(&["name"])).unwrap_or_default().to_ascii_lowercase();
        if name.starts_with("grpc-web") {
            return Some(Protocol::GrpcWeb);
        }
        let start = name.split('-').next().unwrap_or_default();
        let named = NAMES.into_iter().find(|(name, _)| *name == start).map(|(_, protocol)| protocol);
        let is_server_first = port.at(&["port"]).as_i64().is_some_and(|port| SERVER_FIRST.contains(&port));
        named.or(is_server_first.then_some(Protocol::Tcp))
    }

    /// Its name, as Istio prints it.
    pub fn name(self) -> &'static str {
        match self {
            Protocol::Tcp => "TCP",
            Protocol::Udp => "UDP",
            Protocol::Grpc => "GRPC",
            Protocol::GrpcWeb => "GRPC-Web",
            Protocol::Http => "HTTP",
            Protocol::HttpProxy => "HTTP_PROXY",
            Protocol::Http2 => "HTTP2",
            Protocol::Https => "HTTPS",
            Protocol::Tls => "TLS",
            Protocol::Mongo => "Mongo",
            Protocol::Redis => "Redis",
            Protocol::MySql => "MySQL",
        }
    }
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
            let found = Protocol::of_port(&kubeyaml::read(&format!("{{{port}}}")).unwrap());
            assert_eq!(found.map(Protocol::name), want, "{port}");
        }
    }
}
