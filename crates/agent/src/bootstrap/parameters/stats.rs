//! Which statistics there are, and how often and where they are sent.

use std::net::IpAddr;

use kubeyaml::Value;

use super::super::address::{Address, address_or_notice};
use crate::json::object;
use crate::node::Found;
use crate::settings::{Notice, Plan};

/// What is decided of statistics.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stats {
    /// How often they are sent, as protobuf writes durations; `None` is Envoy's default.
    pub flush_interval: Option<String>,
    /// How often those that nothing uses are dropped.
    pub eviction_interval: Option<String>,
    /// Tags beside Istio's.
    pub tags: Vec<String>,
    /// Beginnings of the names that are kept.
    pub prefixes: Vec<String>,
    /// Ends of them.
    pub suffixes: Vec<String>,
    /// Regular expressions for them.
    pub regexes: Vec<String>,
    /// `histogram_bucket_settings`.
    pub buckets: Vec<Value>,
    /// Whether answers with metrics may be compressed.
    pub compressed: bool,
    /// Where they are sent as StatsD.
    pub statsd: Option<Address>,
}

const FLUSH: &str = "sidecar.istio.io/statsFlushInterval";
const EVICTION: &str = "sidecar.istio.io/statsEvictionInterval";
const BUCKETS: &str = "sidecar.istio.io/statsHistogramBuckets";

impl Stats {
    /// What annotations and the proxy config say; an annotation comes first.
    ///
    /// Source: Istio 1.30 pkg/bootstrap/config.go, getStatsOptions.
    pub(super) fn of(plan: &Plan, found: &Found, notices: &mut Vec<Notice>) -> Stats {
        let inclusion = |annotation: &str, field: &str, required: &[&str]| {
            let own = match plan.who.annotation(&format!("sidecar.istio.io/statsInclusion{annotation}")) {
                Some(text) if !text.is_empty() => text.split(',').map(str::to_owned).collect(),
                _ => texts(plan.mesh.proxy_value(&["proxyStatsMatcher", field])),
            };
            with_addresses(
                own.into_iter().chain(required.iter().map(|text| (*text).to_owned())),
                &plan.who.addresses,
            )
        };
        let suffixes = match plan.drain.until_no_connections {
            true => &SUFFIXES[..],
            false => SUFFIXES.split_last().map(|(_, rest)| rest).unwrap_or_default(),
        };
        let (flush_interval, eviction_interval) = intervals(plan, notices);
        Stats {
            flush_interval,
            eviction_interval,
            tags: tags(plan),
            prefixes: inclusion("Prefixes", "inclusionPrefixes", &PREFIXES),
            suffixes: inclusion("Suffixes", "inclusionSuffixes", suffixes),
            regexes: inclusion("Regexps", "inclusionRegexps", &[r"vhost\..*\.route\..*"]),
            buckets: buckets(plan.who.annotation(BUCKETS), notices),
            compressed: plan.mesh.proxy_value(&["statsCompression"]).as_bool().unwrap_or(true),
            statsd: statsd(plan, found, notices),
        }
    }
}

/// What readiness and draining read.
const PREFIXES: [&str; 5] = ["cluster_manager", "listener_manager", "server", "cluster.xds-grpc", "wasm"];

/// The last is for proxies that wait until no connection is left.
const SUFFIXES: [&str; 5] =
    ["rbac.allowed", "rbac.denied", "shadow_allowed", "shadow_denied", "downstream_cx_active"];

fn texts(list: &Value) -> Vec<String> {
    list.as_list().unwrap_or_default().iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Each pattern with `{pod_ip}` once for each address.
fn with_addresses(patterns: impl Iterator<Item = String>, addresses: &[IpAddr]) -> Vec<String> {
    let each = |pattern: String| match pattern.contains("{pod_ip}") {
        true => addresses.iter().map(|ip| pattern.replace("{pod_ip}", &ip.to_string())).collect(),
        false => vec![pattern],
    };
    patterns.flat_map(each).collect()
}

fn tags(plan: &Plan) -> Vec<String> {
    let annotation = plan.who.annotation("sidecar.istio.io/extraStatTags").unwrap_or_default();
    let mut tags: Vec<String> = Vec::new();
    let given = texts(plan.mesh.proxy_value(&["extraStatTags"]));
    for tag in given.into_iter().chain(annotation.split(',').map(str::to_owned)) {
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

fn buckets(annotation: Option<&str>, notices: &mut Vec<Notice>) -> Vec<Value> {
    let Some(text) = annotation else { return Vec::new() };
    let read = kubeyaml::from_json(text.as_bytes()).ok();
    let are_numbers = |value: &Value| {
        value.as_list().is_some_and(|list| {
            list.iter().all(|item| matches!(item, Value::Int(_) | Value::Uint(_) | Value::Float(_)))
        })
    };
    match read {
        Some(Value::Map(map)) if map.iter().all(|(_, value)| are_numbers(value)) => map
            .into_entries()
            .into_iter()
            .map(|(prefix, buckets)| object! { "match": object! { "prefix": prefix }, "buckets": buckets })
            .collect(),
        _ => {
            notices.push(unreadable(BUCKETS, "it is not a JSON object of lists of numbers"));
            Vec::new()
        }
    }
}

fn unreadable(name: &str, why: &str) -> Notice {
    Notice::Unreadable { name: name.to_owned(), why: why.to_owned(), instead: "Envoy's default".to_owned() }
}

/// How often statistics are sent, and how often those that nothing uses are dropped; nanoseconds are written as protobuf does.
fn intervals(plan: &Plan, notices: &mut Vec<Notice>) -> (Option<String>, Option<String>) {
    let mut interval = |name: &str| {
        let text = plan.who.annotation(name)?;
        let read = golang::duration::parse(text).ok().filter(|nanoseconds| *nanoseconds >= 1_000_000);
        if read.is_none() {
            notices.push(unreadable(name, "it is not a duration of a millisecond or more"));
        }
        read
    };
    let (flush, mut eviction) = (interval(FLUSH), interval(EVICTION));
    let unit = flush.unwrap_or(5_000_000_000);
    if eviction.is_some_and(|eviction| eviction % unit != 0) {
        notices
            .push(unreadable(EVICTION, "it is not a multiple of the interval in which statistics are sent"));
        eviction = None;
    }
    (flush.map(protoschema::duration::proto_text), eviction.map(protoschema::duration::proto_text))
}

/// Envoy sends StatsD to addresses only: a name counts by what it was found to mean.
fn statsd(plan: &Plan, found: &Found, notices: &mut Vec<Notice>) -> Option<Address> {
    const FIELD: &str = "statsdUdpAddress";
    let mut address = address_or_notice(FIELD, plan.mesh.proxy_text(&[FIELD])?, plan, notices)?;
    if address.host.parse::<IpAddr>().is_err() {
        let Some(ip) = found.statsd else {
            notices.push(Notice::Unreadable {
                name: format!("{FIELD} of the proxy config"),
                why: "its name has no address".to_owned(),
                instead: "none".to_owned(),
            });
            return None;
        };
        address.host = ip.to_string();
    }
    Some(address)
}
