//! The static layer of Envoy's runtime, and the most connections.

use kubeyaml::{Map, Value};

use crate::json::object;
use crate::settings::{Notice, Plan};

/// The defaults, and over them `runtimeValues` of the proxy config: `true` and `false` become truth values, and an empty
/// text takes a default away.
///
/// Source: Istio 1.30 pkg/bootstrap/config.go, extractRuntimeFlags.
pub(super) fn layer(plan: &Plan) -> Value {
    let mut layer = object! {
        "re2.max_program_size.error_level": "32768",
        "envoy.deprecated_features:envoy.config.listener.v3.Listener.hidden_envoy_deprecated_use_original_dst": true,
        "envoy.reloadable_features.http_reject_path_with_fragment": false,
        "envoy.reloadable_features.fixed_heap_use_allocated": true,
        "envoy.reloadable_features.coalesce_lb_rebuilds_on_batch_update": false,
    };
    let flags = layer.become_map();
    if plan.envoy.fips {
        flags.insert("envoy.reloadable_features.google_grpc_disable_tls_13", true);
    }
    if plan.envoy.keeps_fragments {
        flags.insert("envoy.reloadable_features.http_strip_fragment_from_path_unsafe_if_disabled", "false");
    }
    for (name, value) in plan.mesh.proxy_value(&["runtimeValues"]).as_map().into_iter().flat_map(Map::iter) {
        match value.as_str().unwrap_or_default() {
            "" => drop(flags.remove(name)),
            "true" => drop(flags.insert(name, true)),
            "false" => drop(flags.insert(name, false)),
            other => drop(flags.insert(name, other)),
        }
    }
    layer
}

const METADATA: &str = "ISTIO_META_GLOBAL_DOWNSTREAM_MAX_CONNECTIONS";
const RUNTIME: &str = "overload.global_downstream_max_connections";

/// The first that is a number: of the proxy's metadata, of its runtime values, the most that there can be.
///
/// Source: Istio 1.30 pkg/bootstrap/config.go, getNodeMetadataOptions.
pub(super) fn max_connections(plan: &Plan, notices: &mut Vec<Notice>) -> i64 {
    let mut most = i64::from(i32::MAX);
    let [of_metadata, of_runtime] = [["proxyMetadata", METADATA], ["runtimeValues", RUNTIME]]
        .map(|path| plan.mesh.proxy_text(&path).map(|text| (path.last().copied().unwrap_or_default(), text)));
    let numbers = of_metadata.into_iter().chain(of_runtime);
    for (name, text) in numbers {
        match text.parse::<u32>() {
            Ok(number) => {
                most = number.into();
                break;
            }
            Err(_) => notices.push(Notice::Unreadable {
                name: name.to_owned(),
                why: "it is not a number of connections".to_owned(),
                instead: most.to_string(),
            }),
        }
    }
    most
}
