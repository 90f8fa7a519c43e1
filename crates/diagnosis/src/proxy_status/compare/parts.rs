//! The parts of a dump that istiod sends: clusters, listeners and routes that are in use.
//!
//! Source: Istio 1.30 istioctl/pkg/util/configdump.

use crate::proto_json::Json;
use crate::proxy_status::types;

pub(super) const CLUSTERS: &str = "type.googleapis.com/envoy.admin.v3.ClustersConfigDump";
pub(super) const LISTENERS: &str = "type.googleapis.com/envoy.admin.v3.ListenersConfigDump";
pub(super) const ROUTES: &str = "type.googleapis.com/envoy.admin.v3.RoutesConfigDump";

/// The last part of a dump that is of a type.
pub(super) fn section<'a>(dump: &'a Json, url: &str) -> Option<&'a Json> {
    let Some(Json::List(parts)) = dump.get("configs") else { return None };
    parts.iter().rev().find(|part| part.get("@type").and_then(Json::as_text) == Some(url))
}

/// Clusters by name.
pub(super) fn clusters(section: &Json) -> Json {
    let mut clusters = items(section, "dynamicActiveClusters");
    for cluster in &mut clusters {
        strip(cluster);
        of_type(cluster.get_mut("cluster"), types::CLUSTER);
    }
    sort_by_name(&mut clusters, |cluster| cluster.get("cluster"));
    only("dynamicActiveClusters", clusters)
}

/// Listeners by name. What a listener was before it was loaded anew is not compared.
pub(super) fn listeners(section: &Json) -> Json {
    let mut listeners = items(section, "dynamicListeners");
    listeners.retain(|listener| listener.get("activeState").is_some());
    for listener in &mut listeners {
        listener.take("drainingState");
        listener.take("name");
        if let Some(active) = listener.get_mut("activeState") {
            strip(active);
            of_type(active.get_mut("listener"), types::LISTENER);
        }
    }
    sort_by_name(&mut listeners, |listener| listener.get("activeState")?.get("listener"));
    only("dynamicListeners", listeners)
}

/// Routes by name, and so their hosts: istiod and Envoy may have them in another order.
pub(super) fn routes(section: &Json) -> Json {
    let mut routes = items(section, "dynamicRouteConfigs");
    for route in &mut routes {
        strip(route);
        let config = route.get_mut("routeConfig");
        if let Some(config) = of_type(config, types::ROUTE)
            && let Some(Json::List(hosts)) = config.get_mut("virtualHosts")
        {
            sort_by_name(hosts, |host| Some(host));
        }
    }
    sort_by_name(&mut routes, |route| route.get("routeConfig"));
    only("dynamicRouteConfigs", routes)
}

fn items(section: &Json, field: &str) -> Vec<Json> {
    match section.get(field) {
        Some(Json::List(items)) => items.clone(),
        _ => Vec::new(),
    }
}

fn only(field: &str, items: Vec<Json>) -> Json {
    let is_any = !items.is_empty();
    Json::message([(field, Some(Json::List(items)).filter(|_| is_any))])
}

fn strip(state: &mut Json) {
    state.take("versionInfo");
    state.take("lastUpdated");
}

/// Older proxies and istiods have an older version of the same type.
fn of_type<'a>(resource: Option<&'a mut Json>, url: &str) -> Option<&'a mut Json> {
    let resource = resource?;
    if let Some(named) = resource.get_mut("@type") {
        *named = Json::text(url);
    }
    Some(resource)
}

fn sort_by_name(items: &mut [Json], named: fn(&Json) -> Option<&Json>) {
    items.sort_by_cached_key(|item| {
        let name = named(item).and_then(|named| named.get("name")).and_then(Json::as_text);
        name.unwrap_or_default().to_owned()
    });
}
