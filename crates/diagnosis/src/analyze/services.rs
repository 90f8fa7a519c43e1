//! Deployments whose Services disagree: one port with different protocols, or one target port with different ports.
//!
//! Source: Istio 1.30 pkg/config/analysis/analyzers/deployment/services.go.

use std::collections::{BTreeMap, BTreeSet};

use kubeyaml::Value;
use objects::kinds;
use objects::names::{GATEWAY_MANAGED, INJECT, INJECTION};

use super::view::{View, finding};
use crate::codes::istio::{PORTS_DIFFER, PROTOCOLS_DIFFER};
use crate::finding::Finding;
use crate::part::{annotation, image, is_proxy, label, labels, name, namespace};
use crate::selector::pairs_select;

/// Adds what is found.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    let mut services: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for service in view.all(kinds::SERVICE) {
        services.entry(namespace(service)).or_default().push(service);
    }
    for deployment in view.all(kinds::DEPLOYMENT).filter(|deployment| is_in_mesh(deployment, view)) {
        let labels = labels(deployment.at(&["spec", "template"]));
        let all = services.get(namespace(deployment)).into_iter().flatten().copied();
        let ports: Vec<Port<'_>> = all
            .filter(|service| pairs_select(service.at(&["spec", "selector"]), labels))
            .flat_map(|service| {
                service.items_at(&["spec", "ports"]).iter().map(|port| Port::of(service, port))
            })
            .collect();
        look_at(deployment, &ports, findings);
    }
}

/// A port of a Service.
struct Port<'a> {
    service: String,
    number: i64,
    protocol: &'a str,
    target: String,
}

impl<'a> Port<'a> {
    fn of(service: &Value, port: &'a Value) -> Port<'a> {
        let number = port.at(&["port"]).as_i64().unwrap_or_default();
        Port {
            service: format!("{}/{}", namespace(service), name(service)),
            number,
            protocol: port.str_at(&["protocol"]).filter(|protocol| !protocol.is_empty()).unwrap_or("TCP"),
            target: target(port).filter(|target| target != "0").unwrap_or_else(|| number.to_string()),
        }
    }
}

/// The target port, by name or number.
pub fn target(port: &Value) -> Option<String> {
    let target = port.at(&["targetPort"]);
    let text = target.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    text.or_else(|| target.as_i64().map(|number| number.to_string()))
}

fn look_at(deployment: &Value, ports: &[Port<'_>], findings: &mut Vec<Finding>) {
    let mut add = |code, cause| findings.push(finding(code, kinds::DEPLOYMENT, deployment, cause));
    let mut by_number: BTreeMap<i64, Vec<&Port<'_>>> = BTreeMap::new();
    // Of Services that share a port, the last one counts.
    let mut by_target: BTreeMap<&str, BTreeMap<i64, &str>> = BTreeMap::new();
    for port in ports {
        by_number.entry(port.number).or_default().push(port);
        by_target.entry(&port.target).or_default().insert(port.number, &port.service);
    }
    let deployment = name(deployment);
    for (number, ports) in by_number {
        let protocols: BTreeSet<&str> = ports.iter().map(|port| port.protocol).collect();
        if protocols.len() > 1 {
            let services: BTreeSet<&str> = ports.iter().map(|port| port.service.as_str()).collect();
            add(
                &PROTOCOLS_DIFFER,
                format!(
                    "This deployment {deployment} is associated with multiple services using port {number} but different \
                 protocols: [{}]",
                    services.into_iter().collect::<Vec<_>>().join(" ")
                ),
            );
        }
    }
    for (target, ports) in by_target.iter().filter(|(_, ports)| ports.len() > 1) {
        let mut services: Vec<&str> = ports.values().copied().collect();
        services.sort_unstable();
        let ports: Vec<String> = ports.keys().map(i64::to_string).collect();
        add(
            &PORTS_DIFFER,
            format!(
                "This deployment {deployment} is associated with multiple services [{}] using targetPort {} but different \
             ports: [{}].",
                services.join(" "),
                golang::quote::quote(target),
                ports.join(" ")
            ),
        );
    }
}

/// Whether the pods of a Deployment have a proxy, or get one. A waypoint is a proxy, and has none.
fn is_in_mesh(deployment: &Value, view: &View<'_>) -> bool {
    if label(deployment, GATEWAY_MANAGED) == Some("istio.io-mesh-controller") {
        return false;
    }
    let template = deployment.at(&["spec", "template"]);
    let containers = template.items_at(&["spec", "containers"]);
    if containers.iter().any(|container| is_proxy(container) && !image(container).is_empty()) {
        return true;
    }
    match label(template, INJECT).or_else(|| annotation(template, INJECT)) {
        Some(says) => says.eq_ignore_ascii_case("true"),
        None => {
            let home = view.get(kinds::NAMESPACE, "", namespace(deployment));
            home.and_then(|home| label(home, INJECTION)) == Some("enabled")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::case::found;

    fn in_mesh(services: &[(&str, &str)], template: &str) -> Vec<String> {
        let services: String = services
            .iter()
            .map(|(name, ports)| {
                format!("---\n{{kind: Service, apiVersion: v1, metadata: {{name: {name}, namespace: ns}}, spec: {{selector: {{a: b}}, ports: [{ports}]}}}}\n")
            })
            .collect();
        let deployment = format!(
            "{{kind: Deployment, apiVersion: apps/v1, metadata: {{name: d, namespace: ns}}, spec: {{template: {template}}}}}\n"
        );
        found("deployment.MultiServiceAnalyzer", &(deployment + &services))
    }

    #[test]
    fn services_of_a_deployment_agree() {
        const INJECTED: &str = "{metadata: {labels: {a: b, sidecar.istio.io/inject: 'true'}}}";
        for (services, template, want) in [
            (
                [("s", "{port: 80, protocol: TCP}"), ("t", "{port: 80, protocol: UDP}")],
                INJECTED,
                "IST0116 Deployment ns/d: This deployment d is associated with multiple services using port 80 but different \
                 protocols: [ns/s ns/t]",
            ),
            (
                [("s", "{port: 81, targetPort: 8080}"), ("t", "{port: 80, targetPort: 8080}")],
                INJECTED,
                "IST0137 Deployment ns/d: This deployment d is associated with multiple services [ns/s ns/t] using targetPort \
                 \"8080\" but different ports: [80 81].",
            ),
            ([("s", "{port: 80}"), ("t", "{port: 80, protocol: TCP}")], INJECTED, ""),
            ([("s", "{port: 80, protocol: UDP}"), ("t", "{port: 80}")], "{metadata: {labels: {a: b}}}", ""),
            (
                [("s", "{port: 80, protocol: UDP}"), ("t", "{port: 80}")],
                "{metadata: {labels: {a: c, sidecar.istio.io/inject: 'true'}}}",
                "",
            ),
        ] {
            assert_eq!(in_mesh(&services, template).join("|"), want, "{services:?} {template}");
        }
    }
}
