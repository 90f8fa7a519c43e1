//! TLS and keepalive of connections to servers that the proxy config names.
//!
//! Source: Istio 1.30 pkg/bootstrap/option/convert.go.

use kubeyaml::{Map, Value};

use crate::json::{list, object};
use crate::node::Node;

/// The `transport_socket` of a message `ClientTLSSettings`; `None` is plaintext. Certificates come through the agent's
/// socket, those of files by names such as `file-root:/etc/ca.pem`.
pub(super) fn transport_socket(
    settings: &Value,
    default_sni: &str,
    http2: bool,
    node: &Node,
) -> Option<Value> {
    let files = |key: &str, field: &str| {
        node.text(key)
            .or_else(|| settings.str_at(&[field]).filter(|text| !text.is_empty()))
            .map(str::to_owned)
    };
    let root = || files("TLS_CLIENT_ROOT_CERT", "caCertificates").map(|path| format!("file-root:{path}"));
    let sni = settings.str_at(&["sni"]).filter(|sni| !sni.is_empty());
    let (certificate, root, alpn, sni) = match settings.str_at(&["mode"])? {
        "SIMPLE" => (None, root(), list!["h2"], sni),
        "MUTUAL" => {
            let chain = files("TLS_CLIENT_CERT_CHAIN", "clientCertificate");
            let key = files("TLS_CLIENT_KEY", "privateKey");
            let pair = chain.zip(key).map(|(chain, key)| format!("file-cert:{chain}~{key}"));
            (pair, root(), list!["h2"], sni)
        }
        "ISTIO_MUTUAL" => (
            Some("default".to_owned()),
            Some("ROOTCA".to_owned()),
            list!["istio", "h2"],
            sni.or(Some(default_sni)),
        ),
        _ => return None,
    };
    let mut context = object! { "combined_validation_context": validation(settings, root) };
    let context = context.become_map();
    if let Some(name) = certificate {
        context.insert("tls_certificate_sds_secret_configs", list![secret(&name)]);
    }
    if http2 {
        context.insert("alpn_protocols", alpn);
    }
    Some(socket(context.clone(), sni))
}

fn socket(context: Map, sni: Option<&str>) -> Value {
    let mut upstream = object! {
        "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
        "common_tls_context": context,
    };
    if let Some(sni) = sni {
        upstream.become_map().insert("sni", sni);
    }
    object! { "name": "envoy.transport_sockets.tls", "typed_config": upstream }
}

fn validation(settings: &Value, root: Option<String>) -> Value {
    let names = settings.items_at(&["subjectAltNames"]).iter().filter_map(Value::as_str);
    let matchers: Vec<Value> = names.map(|name| object! { "exact": name }).collect();
    let mut context = object! {};
    if !matchers.is_empty() {
        context.become_map().insert("match_subject_alt_names", matchers);
    }
    let mut validation = object! { "default_validation_context": context };
    if let Some(name) = root {
        validation.become_map().insert("validation_context_sds_secret_config", secret(&name));
    }
    validation
}

fn secret(name: &str) -> Value {
    let mut config = object! {
        "api_config_source": object! {
            "api_type": "GRPC",
            "grpc_services": list![object! { "envoy_grpc": object! { "cluster_name": "sds-grpc" } }],
            "set_node_on_first_message_only": true,
            "transport_api_version": "V3",
        },
        "resource_api_version": "V3",
    };
    if ["default", "ROOTCA"].contains(&name) {
        config.become_map().insert("initial_fetch_timeout", "0s");
    }
    object! { "name": name, "sds_config": config }
}

/// The `upstream_connection_options` of a message `TcpKeepalive`.
pub(super) fn keepalive(settings: &Value) -> Value {
    let seconds = |field: &str| {
        let nanoseconds = protoschema::duration::nanoseconds(settings.str_at(&[field])?)?;
        Some(nanoseconds / 1_000_000_000).filter(|seconds| *seconds > 0)
    };
    let mut keepalive = object! {};
    for (key, value) in [
        ("keepalive_probes", settings.at(&["probes"]).as_i64().filter(|probes| *probes > 0)),
        ("keepalive_time", seconds("time")),
        ("keepalive_interval", seconds("interval")),
    ] {
        if let Some(value) = value {
            keepalive.become_map().insert(key, value);
        }
    }
    object! { "tcp_keepalive": keepalive }
}
