//! The endpoints of clusters.

use envoy_api::envoy::config::core::v3 as core;
use envoy_api::envoy::config::endpoint::v3 as api;
use envoy_api::structs::of_texts;

use crate::cluster::outbound_name;
use crate::envoy::parts::address_of;
use crate::resource::{Resource, resource};
use crate::view::{Endpoint, PortView};

/// The endpoints of a port of a Service.
///
/// Source: Istio 1.30 pilot/pkg/xds/endpoints/endpoint_builder.go.
pub(crate) fn of(host: &str, port: &PortView) -> Resource {
    let name = outbound_name(host, port.port.number);
    let count = u32::try_from(port.endpoints.len()).unwrap_or(u32::MAX);
    let place = api::LocalityLbEndpoints {
        lb_endpoints: port.endpoints.iter().map(endpoint).collect(),
        load_balancing_weight: Some(count),
        ..Default::default()
    };
    let assignment = api::ClusterLoadAssignment {
        cluster_name: name.clone(),
        endpoints: if count == 0 { Vec::new() } else { vec![place] },
        ..Default::default()
    };
    resource(&name, &assignment)
}

fn endpoint(endpoint: &Endpoint) -> api::LbEndpoint {
    let metadata = endpoint.has_mutual_tls.then(|| core::Metadata {
        filter_metadata: [("envoy.transport_socket_match".to_owned(), of_texts([("tlsMode", "istio")]))]
            .into(),
    });
    let address = Some(address_of(endpoint.address, endpoint.port));
    let health_status = match endpoint.is_draining {
        true => core::HealthStatus::Draining,
        false => core::HealthStatus::Healthy,
    };
    let host = api::Endpoint { address, ..Default::default() };
    api::LbEndpoint {
        host_identifier: Some(api::lb_endpoint::HostIdentifier::Endpoint(host)),
        health_status: health_status.into(),
        load_balancing_weight: Some(1),
        metadata,
    }
}
