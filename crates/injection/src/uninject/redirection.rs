//! Annotations in which templates repeat for a CNI plugin how traffic is captured.

use kubeyaml::Value;

use super::loss::Loss;
use super::record::Record;
use super::take::take_annotation;
use crate::names::{
    EXCLUDE_INBOUND_PORTS, EXCLUDE_OUTBOUND_IP_RANGES, INCLUDE_INBOUND_PORTS, INCLUDE_OUTBOUND_IP_RANGES,
    INIT_CONTAINER, INTERCEPTION_MODE, STATUS_PORT,
};
use crate::pod::{ContainerList, annotation, set_annotation};

const NETWORKS: &str = "k8s.v1.cni.cncf.io/networks";

/// Takes out the annotations that say what would be so without them; others may be the author's, and stay.
///
/// Source: Istio 1.30 istiod chart, injection-template.yaml; Istio 1.3 to 1.7, podRedirectAnnot.
pub fn restore(pod: &mut Value, record: &Record, losses: &mut Vec<Loss>) {
    networks(pod);
    // Whoever writes them writes this one, too; with an init container that captures, only templates of 1.3 to 1.8 do.
    let captures = record.status.init_containers.iter().any(|name| name == INIT_CONTAINER);
    if annotation(pod, INTERCEPTION_MODE).is_none() || (captures && !record.appended) {
        return;
    }
    let ports = [container_ports(pod, |_| true), container_ports(pod, is_tcp)];
    for (key, usual) in [
        (INTERCEPTION_MODE, "REDIRECT"),
        (INCLUDE_OUTBOUND_IP_RANGES, "*"),
        (INCLUDE_INBOUND_PORTS, "*"),
        (EXCLUDE_OUTBOUND_IP_RANGES, ""),
    ] {
        let Some(value) = annotation(pod, key) else { continue };
        if value == usual
            || value.is_empty()
            || (key == INCLUDE_INBOUND_PORTS && ports.iter().any(|ports| ports == value))
        {
            take_annotation(pod, key);
        } else {
            losses.push(Loss::Kept { annotation: key.to_owned() });
        }
    }
    excluded_ports(pod, losses);
}

/// The port of the agent is put among those that the author, or the mesh, excludes.
fn excluded_ports(pod: &mut Value, losses: &mut Vec<Loss>) {
    let Some(value) = annotation(pod, EXCLUDE_INBOUND_PORTS) else { return };
    let agent = annotation(pod, STATUS_PORT).unwrap_or("15020").trim();
    let own: Vec<&str> = value.split(',').filter(|port| port.trim() != agent && !port.is_empty()).collect();
    let own = own.join(",");
    if own.is_empty() {
        take_annotation(pod, EXCLUDE_INBOUND_PORTS);
    } else {
        set_annotation(pod, EXCLUDE_INBOUND_PORTS, own);
        losses.push(Loss::Kept { annotation: EXCLUDE_INBOUND_PORTS.to_owned() });
    }
}

/// The ports of all containers, which older templates capture where nothing else is said; from 1.4 on those of TCP.
fn container_ports(pod: &Value, counts: impl Fn(&Value) -> bool) -> String {
    let containers = ContainerList::Containers.of(pod).iter();
    let ports = containers.flat_map(|container| container.items_at(&["ports"])).filter(|port| counts(port));
    let numbers = ports.filter_map(|port| port.at(&["containerPort"]).as_i64()).map(|port| port.to_string());
    numbers.collect::<Vec<_>>().join(",")
}

fn is_tcp(port: &Value) -> bool {
    !matches!(port.str_at(&["protocol"]), Some("UDP" | "SCTP"))
}

/// Takes Istio's network out of those that the pod is attached to.
///
/// Source: Istio 1.30 template.go, appendMultusNetwork.
fn networks(pod: &mut Value) {
    let Some(value) = annotation(pod, NETWORKS) else { return };
    let is_istios = |entry: &str| matches!(entry.trim(), "istio-cni" | "default/istio-cni");
    if is_istios(value) {
        take_annotation(pod, NETWORKS);
        return;
    }
    let without = match value.rsplit_once(']') {
        None => value.rsplit_once(',').filter(|(_, last)| is_istios(last)).map(|(rest, _)| rest.to_owned()),
        Some((list, end)) => {
            let last = list.rfind('{').and_then(|at| Some((list.get(..at)?, list.get(at..)?)));
            last.filter(|(_, entry)| is_istios_entry(entry)).map(|(rest, _)| {
                let rest = rest.trim_end().trim_end_matches(',');
                format!("{rest}]{end}")
            })
        }
    };
    if let Some(without) = without {
        set_annotation(pod, NETWORKS, without);
    }
}

fn is_istios_entry(json: &str) -> bool {
    let entry = kubeyaml::from_json(json.trim().as_bytes()).ok();
    let name = entry.as_ref().and_then(|entry| entry.str_at(&["name"]));
    matches!(name, Some("istio-cni" | "default/istio-cni"))
}
