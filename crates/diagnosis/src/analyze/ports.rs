//! Ports of Services whose names tell no protocol that Istio knows.
//!
//! Source: Istio 1.30 pkg/config/analysis/analyzers/service/portname.go.

use kubeyaml::Value;
use objects::names::GATEWAY_MANAGED;
use objects::{Protocol, kinds};

use super::services::target;
use super::view::{View, finding, is_control_plane};
use crate::codes::istio::{EXTERNAL_NAME, PORT_NAME};
use crate::finding::Finding;
use crate::part::label;

/// Adds what is found.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    for service in view.all(kinds::SERVICE) {
        if is_control_plane(service) || label(service, GATEWAY_MANAGED).is_some() {
            continue;
        }
        let is_external = service.str_at(&["spec", "type"]) == Some("ExternalName");
        for port in service.items_at(&["spec", "ports"]) {
            let name = port.str_at(&["name"]).unwrap_or_default();
            if Protocol::of_port(port).is_some() && !(is_external && name == "tcp") {
                continue;
            }
            findings.push(match is_external {
                true => finding(&EXTERNAL_NAME, kinds::SERVICE, service, EXTERNAL.to_owned()),
                false => finding(&PORT_NAME, kinds::SERVICE, service, cause(port, name)),
            });
        }
    }
}

const EXTERNAL: &str = "Port name for ExternalName service is invalid. Proxy may prevent tcp named ports and unmatched traffic \
                        for ports serving TCP protocol from being forwarded correctly";

fn cause(port: &Value, name: &str) -> String {
    format!(
        "Port name {name} (port: {}, targetPort: {}) doesn't follow the naming convention of Istio port.",
        port.at(&["port"]).as_i64().unwrap_or_default(),
        target(port).unwrap_or_else(|| "0".to_owned())
    )
}

#[cfg(test)]
mod tests {
    use super::super::case::found;

    #[test]
    fn names_of_ports_tell_protocols() {
        for (metadata, kind, port, want) in [
            ("", "ClusterIP", "port: 1, name: http", ""),
            ("", "ClusterIP", "port: 1, name: HTTP2-web", ""),
            ("", "ClusterIP", "port: 1, name: grpc-web-x", ""),
            ("", "ClusterIP", "port: 1, name: web, protocol: UDP", ""),
            ("", "ClusterIP", "port: 1, name: web, appProtocol: kubernetes.io/h2c", ""),
            ("", "ClusterIP", "port: 1, name: http, appProtocol: own", "IST0118"),
            ("", "ClusterIP", "port: 1, name: web, targetPort: x", "IST0118"),
            ("", "ClusterIP", "port: 1", "IST0118"),
            ("", "ClusterIP", "port: 3306", ""),
            ("", "ClusterIP", "port: 1, name: hbone", "IST0118"),
            ("", "ExternalName", "port: 1, name: tcp", "IST0150"),
            ("", "ExternalName", "port: 1, name: web", "IST0150"),
            ("", "ExternalName", "port: 1, name: tcp-x", ""),
            ("istio: pilot", "ClusterIP", "port: 1", ""),
            ("gateway.istio.io/managed: x", "ClusterIP", "port: 1", ""),
        ] {
            let object = format!(
                "{{kind: Service, apiVersion: v1, metadata: {{name: s, labels: {{{metadata}}}}}, spec: {{type: {kind}, ports: [{{{port}}}]}}}}"
            );
            let code = found("service.PortNameAnalyzer", &object)
                .first()
                .map(|f| f.chars().take(7).collect::<String>());
            assert_eq!(code.unwrap_or_default(), want, "{object}");
        }
    }

    #[test]
    fn a_port_is_named_as_istio_names_it() {
        let service = |port: &str| {
            format!("{{kind: Service, apiVersion: v1, metadata: {{name: s}}, spec: {{ports: [{{{port}}}]}}}}")
        };
        for (port, want) in [
            ("port: 80, targetPort: http", "Port name  (port: 80, targetPort: http)"),
            ("port: 80, name: x, targetPort: 8080", "Port name x (port: 80, targetPort: 8080)"),
            ("port: 80", "Port name  (port: 80, targetPort: 0)"),
        ] {
            let found = found("service.PortNameAnalyzer", &service(port));
            assert!(found[0].contains(want), "{found:?}");
        }
    }
}
