//! What a proxy is to have, in the form in which Envoy dumps what it has.

use std::collections::BTreeSet;
use std::sync::Arc;

use envoy_api::envoy::admin::v3::clusters_config_dump::DynamicCluster;
use envoy_api::envoy::admin::v3::endpoints_config_dump::DynamicEndpointConfig;
use envoy_api::envoy::admin::v3::listeners_config_dump::{DynamicListener, DynamicListenerState};
use envoy_api::envoy::admin::v3::routes_config_dump::DynamicRouteConfig;
use envoy_api::envoy::admin::v3::{
    ClustersConfigDump, ConfigDump, EndpointsConfigDump, ListenersConfigDump, RoutesConfigDump,
};
use envoy_api::{Any, Message, Name, any};
use mesh::{Kind, Resource, Served};
use prost_reflect::{DescriptorPool, DynamicMessage};
use xds::version_text;

/// All of it; endpoints if they are asked for.
///
/// Source: Istio 1.30 pilot/pkg/xds/debug.go, connectionConfigDump.
pub(super) fn whole(served: &Served, with_endpoints: bool) -> String {
    let clusters = served.all(Kind::Cluster).into_iter().map(|one| DynamicCluster {
        version_info: version_text(one.version),
        cluster: Some(packed(Kind::Cluster, &one)),
    });
    let listeners = served.all(Kind::Listener).into_iter().map(|one| DynamicListener {
        name: one.name.to_string(),
        active_state: Some(DynamicListenerState {
            version_info: version_text(one.version),
            listener: Some(packed(Kind::Listener, &one)),
        }),
    });
    let routes = routes(served).into_iter().map(|one| DynamicRouteConfig {
        version_info: version_text(one.version),
        route_config: Some(packed(Kind::Route, &one)),
    });
    let endpoints = served.all(Kind::Endpoints).into_iter().map(|one| DynamicEndpointConfig {
        version_info: version_text(one.version),
        endpoint_config: Some(packed(Kind::Endpoints, &one)),
    });
    let clusters = ClustersConfigDump { dynamic_active_clusters: clusters.collect(), ..Default::default() };
    let mut configs = vec![any(&clusters)];
    if with_endpoints {
        configs.push(any(&EndpointsConfigDump { dynamic_endpoint_configs: endpoints.collect() }));
    }
    let listeners = ListenersConfigDump { dynamic_listeners: listeners.collect(), ..Default::default() };
    configs.push(any(&listeners));
    configs.push(any(&RoutesConfigDump { dynamic_route_configs: routes.collect() }));
    json(&ConfigDump { configs })
}

/// All resources of a type.
pub(super) fn of_kind(served: &Served, kind: Kind) -> String {
    let configs = served.all(kind).iter().map(|one| packed(kind, one)).collect();
    json(&ConfigDump { configs })
}

/// Those that a listener of the proxy asks for.
fn routes(served: &Served) -> Vec<Resource> {
    let listeners = served.all(Kind::Listener);
    let names: BTreeSet<Arc<str>> = listeners.iter().filter_map(|one| served.routes_of(&one.name)).collect();
    names.iter().filter_map(|name| served.get_or_empty(Kind::Route, name)).collect()
}

fn packed(kind: Kind, resource: &Resource) -> Any {
    Any { type_url: kind.type_url().to_owned(), value: resource.body.to_vec() }
}

/// A message as JSON, with what is packed in it; an error as a text that says so.
fn json<M: Message + Name>(message: &M) -> String {
    let unreadable = |error: &dyn std::fmt::Display| format!("the dump cannot be written: {error}\n");
    let pool = match DescriptorPool::decode(envoy_api::DESCRIPTIONS) {
        Ok(pool) => pool,
        Err(error) => return unreadable(&error),
    };
    let Some(descriptor) = pool.get_message_by_name(&M::full_name()) else {
        return unreadable(&"its type is not described");
    };
    match DynamicMessage::decode(descriptor, &*message.encode_to_vec()) {
        Ok(dynamic) => serde_json::to_string(&dynamic).unwrap_or_else(|error| unreadable(&error)),
        Err(error) => unreadable(&error),
    }
}
