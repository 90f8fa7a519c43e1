//! Istio's own expected bootstraps, where `PEER_BOOTSTRAP` names the folder that has them (pkg/bootstrap/testdata of Istio
//! 1.30): ours must be the same JSON.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "the crate is pure, and its tests are not"
)]

mod prototext;

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use agent::bootstrap::{self, Parameters, template};
use agent::node::{Found, Node};
use agent::settings::{Environment, Files, Flags, Given, Host, Plan, Tls};
use kubeyaml::{Map, Value};
use meshconfig::{ProxyConfig, Version};

/// A case: what the test of Istio gives beside the file of its proxy config.
struct Case {
    name: &'static str,
    variables: &'static [(&'static str, &'static str)],
    annotations: &'static [(&'static str, &'static str)],
}

const fn case(name: &'static str) -> Case {
    Case { name, variables: &[], annotations: &[] }
}

const LIMIT: &str = "ISTIO_META_GLOBAL_DOWNSTREAM_MAX_CONNECTIONS";

const RUNNING: &[(&str, &str)] = &[
    ("ISTIO_META_ISTIO_PROXY_SHA", "istio-proxy:sha"),
    ("ISTIO_META_INTERCEPTION_MODE", "REDIRECT"),
    ("ISTIO_META_ISTIO_VERSION", "release-3.1"),
    ("ISTIO_META_POD_NAME", "svc-0-0-0-6944fb884d-4pgx8"),
    ("POD_NAME", "svc-0-0-0-6944fb884d-4pgx8"),
    ("POD_NAMESPACE", "test"),
    (
        "ISTIO_METAJSON_LABELS",
        r#"{"version": "v1alpha1", "app": "test", "istio-locality":"regionA.zoneB.sub_zoneC"}"#,
    ),
];

const INSECURE: &[(&str, &str)] = &[("istio.io/insecurepath", r#"{"paths":["/metrics","/live"]}"#)];

const SUFFIXES: &str = "suffix1,suffix2,upstream_rq_1xx,upstream_rq_2xx,upstream_rq_3xx,upstream_rq_4xx,upstream_rq_5xx,\
    upstream_rq_time,upstream_cx_tx_bytes_total,upstream_cx_rx_bytes_total,upstream_cx_total,\
    downstream_rq_1xx,downstream_rq_2xx,downstream_rq_3xx,downstream_rq_4xx,downstream_rq_5xx,\
    downstream_rq_time,downstream_cx_tx_bytes_total,downstream_cx_rx_bytes_total,downstream_cx_total";

/// Source of the inputs: Istio 1.30 pkg/bootstrap/instance_test.go, TestGolden.
fn cases() -> Vec<Case> {
    let plain = [
        "xdsproxy",
        "auth",
        "authsds",
        "default",
        "explicit_internal_address",
        "tracing_lightstep",
        "tracing_zipkin",
        "tracing_datadog",
        "metrics_no_statsd",
        "tracing_none",
        "all",
        "tracing_tls",
        "tracing_tls_custom_sni",
        "global_downstream_max_connections_runtime",
        "stats_compression",
    ];
    let mut cases: Vec<Case> = plain.map(case).into();
    cases.extend([
        Case { variables: &[("ISTIO_META_ENABLE_HBONE", "true")], ..case("ambient") },
        Case { variables: RUNNING, annotations: INSECURE, ..case("running") },
        Case { variables: RUNNING, annotations: INSECURE, ..case("runningsds") },
        Case {
            annotations: &[
                ("sidecar.istio.io/statsInclusionPrefixes", "prefix1,prefix2,http.{pod_ip}_"),
                ("sidecar.istio.io/statsInclusionSuffixes", SUFFIXES),
                (
                    "sidecar.istio.io/statsInclusionRegexps",
                    r"http.[0-9]*\.[0-9]*\.[0-9]*\.[0-9]*_8080.downstream_rq_time",
                ),
                ("sidecar.istio.io/extraStatTags", "dlp_status,dlp_error"),
                (
                    "sidecar.istio.io/statsHistogramBuckets",
                    r#"{"istio":[1,5,10,50,100,500,1000,5000,10000],"envoy":[1,5,10,25,50,100,250,500,1000,2500,5000,10000]}"#,
                ),
            ],
            ..case("stats_inclusion")
        },
        Case {
            variables: &[
                ("COMPLIANCE_POLICY", "fips-140-2"),
                ("ISTIO_META_LOAD_STATS_CONFIG_JSON", r#"{"api_type": "GRPC", "transport_api_version": "V3"}"#),
            ],
            ..case("lrs")
        },
        Case { annotations: &[("sidecar.istio.io/statsFlushInterval", "10s")], ..case("stats_flush_interval") },
        Case { annotations: &[("sidecar.istio.io/statsEvictionInterval", "10s")], ..case("stats_eviction_interval") },
        Case {
            annotations: &[("sidecar.istio.io/statsEvictionInterval", "11s")],
            ..case("invalid_stats_eviction_interval")
        },
        Case {
            annotations: &[
                ("sidecar.istio.io/statsFlushInterval", "10s"),
                ("sidecar.istio.io/statsEvictionInterval", "20s"),
            ],
            ..case("stats_interval")
        },
        Case { variables: &[(LIMIT, "10000")], ..case("global_downstream_max_connections_meta") },
        Case { variables: &[(LIMIT, "20000")], ..case("global_downstream_max_connections_both") },
    ]);
    cases
}

/// What Istio's own test does not use either.
const UNUSED: [&str; 1] = ["legacy_stats_tags_regex"];

#[test]
fn bootstraps_are_istios() {
    let Some(folder) = folder() else { return };
    let names =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> =
        names.filter_map(|name| name.strip_suffix("_golden.json").map(str::to_owned)).collect();
    let known = cases().iter().map(|case| case.name).chain(UNUSED).map(str::to_owned).collect();
    assert_eq!(files, known, "each of Istio's files has its case");
    compare(&folder, bootstrap::document);
}

/// Istio's own template, as a user may have one.
#[test]
fn templates_of_users_see_what_istios_see() {
    let Some(folder) = folder() else { return };
    let file = folder.join("../../../tools/packaging/common/envoy_bootstrap.json");
    let template = std::fs::read_to_string(&file).unwrap();
    compare(&folder, |parameters| {
        let text = template::render("t", &template, parameters, |_| None).unwrap();
        kubeyaml::read(&text).unwrap()
    });
}

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("PEER_BOOTSTRAP").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("SKIPPED: PEER_BOOTSTRAP names no folder with Istio's expected bootstraps");
    }
    folder
}

fn compare(folder: &Path, make: impl Fn(&Parameters<'_>) -> Value) {
    let mut differ = Vec::new();
    for case in cases() {
        let text = std::fs::read_to_string(folder.join(format!("{}_golden.json", case.name))).unwrap();
        let want = kubeyaml::read(&text).unwrap();
        let config = std::fs::read_to_string(folder.join(format!("{}.proxycfg", case.name))).unwrap();
        let mut places = Vec::new();
        differences(&ours(&case, &config, &make), &want, String::new(), &mut places);
        if !places.is_empty() {
            differ.push(format!("{}:\n  {}", case.name, places.join("\n  ")));
        }
    }
    eprintln!("{} of {} bootstraps are Istio's", cases().len() - differ.len(), cases().len());
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

fn ours(case: &Case, config: &str, make: impl Fn(&Parameters<'_>) -> Value) -> Value {
    let mut config = prototext::read(config);
    let fields = config.become_map();
    fields.insert("config_path", format!("/tmp/bootstrap/{}", case.name));
    fields.insert("custom_config_file", "envoy_bootstrap.json");
    if fields.get("status_port").is_none() {
        fields.insert("status_port", 15020);
    }
    if let Some((_, limit)) = case.variables.iter().find(|(name, _)| *name == LIMIT) {
        config.map_entry("proxy_metadata").insert(LIMIT, *limit);
    }
    let texts = |pairs: &[(&str, &str)]| {
        kubeyaml::to_json(&Value::Map(
            pairs.iter().map(|(k, v)| ((*k).into(), Value::text(v))).collect::<Map>(),
        ))
    };
    let annotations = texts(case.annotations);
    let config_text = kubeyaml::to_json(&config);
    let own = [
        ("ISTIO_METAJSON_ANNOTATIONS", annotations.as_str()),
        ("ENVOY_SKIP_DEPRECATED_LOGS", "false"),
        ("WORKLOAD_IDENTITY_SOCKET_FILE", "test.sock"),
        ("PROXY_CONFIG", &config_text),
        ("INSTANCE_IP", "10.3.3.3"),
    ];
    let environment: Environment = own.into_iter().chain(case.variables.iter().copied()).collect();
    let quoted = |(name, value): &(&str, &str)| format!("{name}={}", golang::quote::quote(value));
    let annotations: Vec<String> = case.annotations.iter().map(quoted).collect();
    let files = Files { annotations: Some(annotations.join("\n")), ..Files::default() };
    let flags = Flags::read(&["sidecar", "--outlierLogPath", "/dev/stdout"]).unwrap();
    let host = Host::default();
    let given = Given { flags: &flags, environment: &environment, files: &files, host: &host };
    let plan = as_in_the_test(Plan::new(&given).unwrap(), &config);
    let node = Node::of(&plan, &Found::default());
    let found = make(&Parameters::of(&plan, &node, &Found::default()));
    with_paths_of_the_test(found)
}

/// The test goes around the command line: its proxy config has no defaults, and the node is named.
fn as_in_the_test(mut plan: Plan, config: &Value) -> Plan {
    plan.mesh.proxy_config = ProxyConfig::alone(config, Version::LATEST).unwrap();
    plan.mesh.reported_version = "binary-1.0".to_owned();
    plan.who.node_id = "sidecar~1.2.3.4~foo~bar".to_owned();
    plan.who.addresses =
        ["10.3.3.3", "10.4.4.4", "10.5.5.5", "10.6.6.6"].map(|ip| ip.parse::<IpAddr>().unwrap()).into();
    plan.xds.server.tls = Some(Tls {
        server_name: "spiffe://cluster.local/ns/istio-system/sa/istio-pilot-service-account".to_owned(),
        roots: agent::settings::Roots::System,
    });
    plan
}

/// Istio's test replaces these two paths in its result.
fn with_paths_of_the_test(mut bootstrap: Value) -> Value {
    replace(&mut bootstrap, &|text| match text {
        text if text.ends_with("/XDS") => Some("/tmp/XDS".to_owned()),
        text if text.ends_with("/lightstep_access_token.txt") => {
            Some("/test-path/lightstep_access_token.txt".to_owned())
        }
        _ => None,
    });
    bootstrap
}

fn replace(value: &mut Value, with: &dyn Fn(&str) -> Option<String>) {
    match value {
        Value::Map(map) => map.iter_mut().for_each(|(_, value)| replace(value, with)),
        Value::List(list) => list.iter_mut().for_each(|value| replace(value, with)),
        Value::String(text) => {
            if let Some(other) = with(text) {
                *value = other.into();
            }
        }
        _ => {}
    }
}

fn differences(found: &Value, want: &Value, path: String, places: &mut Vec<String>) {
    match (found, want) {
        (Value::Map(a), Value::Map(b)) => {
            let keys: BTreeSet<&str> = a.keys().chain(b.keys()).collect();
            for key in keys {
                differences(found.at(&[key]), want.at(&[key]), format!("{path}.{key}"), places);
            }
        }
        (Value::List(a), Value::List(b)) if a.len() == b.len() => {
            for (i, (found, want)) in a.iter().zip(b).enumerate() {
                differences(found, want, format!("{path}[{i}]"), places);
            }
        }
        _ if found == want => {}
        _ => places.push(format!("{path}: {} is not {}", kubeyaml::to_json(found), kubeyaml::to_json(want))),
    }
}
