//! What is known of a mesh, as istiod's debug pages have it.

use std::collections::BTreeMap;

use mesh::Snapshot;
use mesh::model::Address;
use objects::Protocol;
use serde_json::{Map, Value, json};

use super::moment::rfc3339;
use crate::plane::Plane;

/// The proxies that are connected; with what they say of themselves, or without.
///
/// Source: Istio 1.30 pilot/pkg/xds/debug.go, AdsClients.
pub(super) fn clients(plane: &Plane, with_metadata: bool) -> String {
    let connections = plane.connections.of_namespace("");
    let clients: Vec<Value> = connections
        .iter()
        .map(|one| {
            let mut client = json!({
                "connectionId": one.id,
                "connectedAt": rfc3339(one.connected_at),
                "address": one.address.to_string(),
            });
            if let (true, Some(fields)) = (with_metadata, client.as_object_mut()) {
                let proxy = one.served.proxy();
                fields.insert("labels".to_owned(), json!(proxy.labels));
                let metadata = json!({
                    "NAMESPACE": one.namespace,
                    "SERVICE_ACCOUNT": proxy.service_account,
                    "ISTIO_VERSION": one.version,
                    "CLUSTER_ID": one.cluster,
                    "INSTANCE_IPS": proxy.addresses,
                });
                fields.insert("metadata".to_owned(), metadata);
            }
            client
        })
        .collect();
    json!({ "totalClients": clients.len(), "clients": clients }).to_string()
}

/// The Services.
///
/// Source: Istio 1.30 pilot/pkg/model/service.go, Service.
pub(super) fn services(snapshot: &Snapshot) -> String {
    let services = snapshot.offers().values().map(|offer| {
        let service = &offer.view.service;
        let addresses = match &service.address {
            Address::Own(addresses) => addresses.clone(),
            Address::Headless | Address::Alias(_) => Vec::new(),
        };
        let ports = service.ports.iter().map(|port| {
            let protocol = port.protocol.map(Protocol::name).unwrap_or("Unsupported");
            json!({ "name": port.name, "port": port.number, "protocol": protocol })
        });
        json!({
            "hostname": offer.view.host,
            "defaultAddress": addresses.first(),
            "clusterVIPs": { "Addresses": { &snapshot.settings().cluster: addresses } },
            "creationTime": service.created,
            "Resolution": if offer.view.is_headless() { 3 } else { 0 },
            "ports": ports.collect::<Vec<_>>(),
            "Attributes": {
                "ServiceRegistry": "Kubernetes",
                "Name": service.name.name,
                "Namespace": service.name.namespace,
                "LabelSelectors": service.selector,
            },
        })
    });
    Value::Array(services.collect()).to_string()
}

/// The endpoints, by host and namespace.
pub(super) fn endpoints(snapshot: &Snapshot) -> String {
    let shard = format!("Kubernetes/{}", snapshot.settings().cluster);
    let of_host = |offer: &mesh::Offer| {
        let endpoints = offer.view.ports.iter().flat_map(|port| {
            port.endpoints.iter().map(|endpoint| {
                json!({
                    "Addresses": [endpoint.address],
                    "EndpointPort": endpoint.port,
                    "ServicePortName": port.port.name,
                    "TLSMode": if endpoint.has_mutual_tls { "istio" } else { "disabled" },
                })
            })
        });
        let shards: Map<String, Value> =
            [(shard.clone(), Value::Array(endpoints.collect()))].into_iter().collect();
        json!({ &offer.view.service.name.namespace: { "Shards": shards } })
    };
    let all: BTreeMap<&str, Value> =
        snapshot.offers().values().map(|offer| (offer.view.host.as_str(), of_host(offer))).collect();
    json!(all).to_string()
}

/// The policies.
pub(super) fn policies(snapshot: &Snapshot) -> String {
    let policies = snapshot.policies().all().map(|policy| {
        let mode = |mode: &Option<mesh::model::Mode>| mode.map_or("UNSET", mesh::model::Mode::name);
        let ports: BTreeMap<String, Value> =
            policy.ports.iter().map(|(port, one)| (port.to_string(), json!({ "mode": mode(one) }))).collect();
        json!({
            "kind": "PeerAuthentication",
            "apiVersion": "security.istio.io/v1",
            "metadata": {
                "name": policy.name.name,
                "namespace": policy.name.namespace,
                "creationTimestamp": policy.created,
            },
            "spec": {
                "selector": { "matchLabels": policy.selector },
                "mtls": { "mode": mode(&policy.mode) },
                "portLevelMtls": ports,
            },
        })
    });
    Value::Array(policies.collect()).to_string()
}

/// The settings, under the names of the mesh config.
pub(super) fn settings(snapshot: &Snapshot) -> String {
    let settings = snapshot.settings();
    let seconds = |time: std::time::Duration| format!("{}s", time.as_secs_f64());
    json!({
        "rootNamespace": settings.root_namespace,
        "trustDomain": settings.trust_domain,
        "trustDomainAliases": settings.trust_domain_aliases,
        "outboundTrafficPolicy": { "mode": if settings.lets_out { "ALLOW_ANY" } else { "REGISTRY_ONLY" } },
        "enableAutoMtls": settings.auto_mtls,
        "connectTimeout": seconds(settings.connect_timeout),
        "protocolDetectionTimeout": seconds(settings.detection_timeout),
        "proxyListenPort": settings.outbound_port,
        "proxyInboundListenPort": settings.inbound_port,
        "meshMTLS": { "minProtocolVersion": if settings.needs_tls_1_3 { "TLSV1_3" } else { "TLSV1_2" } },
    })
    .to_string()
}

/// What is odd about what proxies are sent: clusters that lead nowhere, and Services that do not agree, by the names of
/// istiod's metrics.
///
/// Source: Istio 1.30 pilot/pkg/model/push_context.go, ProxyStatus.
pub(super) fn oddities(plane: &Plane, snapshot: &Snapshot) -> String {
    let ports =
        snapshot.offers().values().flat_map(|offer| offer.view.ports.iter().map(move |port| (offer, port)));
    let empty = ports.filter(|(_, port)| port.endpoints.is_empty());
    let empty: BTreeMap<String, Value> = empty
        .map(|(offer, port)| (format!("outbound|{}||{}", port.port.number, offer.view.host), json!({})))
        .collect();
    let connections = plane.connections.of_namespace("");
    let conflicts: BTreeMap<String, Value> = connections
        .iter()
        .flat_map(|one| one.served.conflicts.iter().map(move |conflict| (one, conflict)))
        .map(|(one, conflict)| {
            let key = format!("{}:{}", one.proxy, conflict.target);
            (key, json!({ "proxy": one.proxy, "message": conflict.to_string() }))
        })
        .collect();
    json!({ "pilot_eds_no_instances": empty, "pilot_conflict_inbound_listener": conflicts }).to_string()
}

/// A list of texts.
pub(super) fn texts(texts: Vec<String>) -> String {
    json!(texts).to_string()
}
