//! Statistics: their tags, which are kept, and where they go.

use kubeyaml::{Map, Value};

use super::parameters::{Parameters, Stats};
use crate::json::object;

/// Istio's tags. Those of the user stand before `cache`.
const TAGS: [(&str, &str); 16] = [
    ("cluster_name", r"^cluster(\.(.+);)"),
    ("http_conn_manager_prefix", r"^http\.(((?:[_.[:digit:]\w]*|[_\[\]aAbBcCdDeEfF[:digit:]\w\:]*));\.)"),
    ("thread_name", r"^server(\.(.+))\.watchdog"),
    ("tcp_prefix", r"^tcp\.((.*?)\.)\w+?$"),
    ("response_code", r"_rq(_(\d{3}))$"),
    ("response_code_class", r"_rq(_(\dxx))$"),
    (
        "http_conn_manager_listener_prefix",
        r"^listener(?=\.).*?\.http\.(((?:[_.[:digit:]]*|[_\[\]aAbBcCdDeEfF[:digit:]]*))\.)",
    ),
    ("listener_address", r"^listener\.(((?:[_.[:digit:]]*|[_\[\]aAbBcCdDeEfF[:digit:]]*))\.)"),
    ("mongo_prefix", r"^mongo\.(.+?)\.(collection|cmd|cx_|op_|delays_|decoding_)(.*?)$"),
    ("cache", r"(cache\.(.+?)\.)"),
    ("component", r"(component\.(.+?)\.)"),
    ("tag", r"(tag\.(.+?);\.)"),
    ("wasm_filter", r"(wasm_filter\.(.+?)\.)"),
    ("authz_enforce_result", r"rbac(\.(allowed|denied))"),
    ("authz_dry_run_action", r"(\.istio_dry_run_(allow|deny)_)"),
    ("authz_dry_run_result", r"(\.shadow_(allowed|denied))"),
];

/// The `stats_config`.
pub(super) fn config(stats: &Stats, metadata_discovery: bool) -> Value {
    let tag = |name: &str, regex: String| object! { "tag_name": name, "regex": regex };
    let mut tags = Vec::new();
    for (name, regex) in TAGS {
        if name == "cache" {
            tags.extend(stats.tags.iter().map(|own| tag(own, format!(r"({own}=\.=(.*?);\.;)"))));
        }
        tags.push(tag(name, regex.to_owned()));
    }
    let mut config = object! {
        "use_all_default_tags": false,
        "stats_tags": tags,
        "stats_matcher": object! { "inclusion_list": object! { "patterns": patterns(stats, metadata_discovery) } },
    };
    if !stats.buckets.is_empty() {
        config.become_map().insert("histogram_bucket_settings", stats.buckets.clone());
    }
    config
}

fn patterns(stats: &Stats, metadata_discovery: bool) -> Value {
    let one = |kind: &str, text: &str| Value::Map(Map::from_entries(vec![(kind.into(), text.into())]));
    let mut patterns = vec![one("prefix", "reporter=")];
    if metadata_discovery {
        patterns.push(one("prefix", "workload_discovery"));
    }
    patterns.extend(stats.prefixes.iter().map(|text| one("prefix", text)));
    patterns.extend(stats.suffixes.iter().map(|text| one("suffix", text)));
    patterns.extend(stats.regexes.iter().map(|text| object! { "safe_regex": one("regex", text) }));
    patterns.extend([one("prefix", "component"), one("prefix", "istio")]);
    Value::List(patterns)
}

/// Where statistics are sent; `None` where nowhere.
pub(super) fn sinks(parameters: &Parameters<'_>) -> Option<Value> {
    let sink = |name: &str, kind: &str, mut config: Value| {
        config.become_map().insert("@type", format!("type.googleapis.com/envoy.config.metrics.v3.{kind}"));
        object! { "name": format!("envoy.stat_sinks.{name}"), "typed_config": config }
    };
    let service = parameters.metrics_service.as_ref().map(|_| {
        let server = object! { "envoy_grpc": object! { "cluster_name": "envoy_metrics_service" } };
        let config = object! { "transport_api_version": "V3", "grpc_service": server };
        sink("metrics_service", "MetricsServiceConfig", config)
    });
    let statsd = parameters.stats.statsd.as_ref().map(|address| {
        let config = object! { "address": object! { "socket_address": address.document() } };
        sink("statsd", "StatsdSink", config)
    });
    let sinks: Vec<Value> = service.into_iter().chain(statsd).collect();
    (!sinks.is_empty()).then_some(Value::List(sinks))
}
