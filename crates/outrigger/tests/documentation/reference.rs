//! The reference of annotations, labels and metrics. What each means is said here; which there are, the code says.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use meshconfig::{Version, check_annotation, known_annotations};
use objects::names;
use pages::{Book, assert_is};

/// Annotations of pods: the name, a value that is taken, and what it does.
const ANNOTATIONS: &[(&str, &str, &str)] = &[
    (
        "ambient.istio.io/bypass-inbound-capture",
        "true",
        "In ambient mode, inbound traffic of the pod is not captured",
    ),
    ("ambient.istio.io/dns-capture", "true", "In ambient mode, questions to name servers are captured"),
    ("ambient.istio.io/redirection", "enabled", "Set by Istio: ambient mode takes the pod's traffic"),
    (
        "inject.istio.io/templates",
        "sidecar,custom",
        "The templates to use, in order, in place of `defaultTemplates`",
    ),
    (
        "istio.io/reroute-virtual-interfaces",
        "net1",
        "Interfaces of virtual machines, whose traffic is outbound",
    ),
    (
        "istio.io/rev",
        "canary",
        "Set by injection: the revision that injected the pod. As a *label* it asks for one",
    ),
    (
        "prometheus.istio.io/merge-metrics",
        "false",
        "Whether the application's metrics are served with the proxy's",
    ),
    (
        "proxy.istio.io/config",
        "concurrency: 2",
        "The pod's own proxy config, as YAML, merged over the mesh's `defaultConfig`",
    ),
    (
        "proxy.istio.io/overrides",
        "{}",
        "Set by injection: what the pod itself says of injected containers, as JSON",
    ),
    (
        "readiness.status.sidecar.istio.io/applicationPorts",
        "8080",
        "Ports of the application that have to listen before the pod is ready",
    ),
    (
        "readiness.status.sidecar.istio.io/failureThreshold",
        "30",
        "Failures of the proxy's readiness probe until the pod is not ready",
    ),
    (
        "readiness.status.sidecar.istio.io/initialDelaySeconds",
        "1",
        "Seconds before the first readiness probe of the proxy",
    ),
    ("readiness.status.sidecar.istio.io/periodSeconds", "2", "Seconds between readiness probes of the proxy"),
    ("sidecar.istio.io/agentLogLevel", "default:debug", "The agent's log level"),
    (
        "sidecar.istio.io/bootstrapOverride",
        "my-bootstrap",
        "A ConfigMap of the namespace with a bootstrap for Envoy",
    ),
    ("sidecar.istio.io/componentLogLevel", "misc:error", "Envoy's log level by component"),
    (
        "sidecar.istio.io/discoveryAddress",
        "istiod.istio-system.svc:15012",
        "The control plane's address; use `proxy.istio.io/config`",
    ),
    (
        "sidecar.istio.io/extraStatTags",
        "zone",
        "More tags of Envoy's statistics; use `proxy.istio.io/config`",
    ),
    (
        "sidecar.istio.io/inject",
        "false",
        "Whether the pod is injected; use the label of the same name, which alone can bring a pod to an injector",
    ),
    (
        "sidecar.istio.io/interceptionMode",
        "TPROXY",
        "How traffic is captured: `REDIRECT`, `TPROXY` or `NONE`",
    ),
    ("sidecar.istio.io/logLevel", "debug", "Envoy's log level"),
    (
        "sidecar.istio.io/nativeSidecar",
        "true",
        "Whether the proxy is a native sidecar: an init container that keeps running",
    ),
    (
        "sidecar.istio.io/proxyCPU",
        "100m",
        "The CPU that the proxy requests. Any of the four drops the values' requests and limits",
    ),
    ("sidecar.istio.io/proxyCPULimit", "2", "The CPU that the proxy may use"),
    ("sidecar.istio.io/proxyImage", "registry.example/proxyv2:1", "The proxy's image"),
    (
        "sidecar.istio.io/proxyImageType",
        "distroless",
        "The variant of the proxy's image: `debug`, `distroless`",
    ),
    ("sidecar.istio.io/proxyMemory", "128Mi", "The memory that the proxy requests"),
    ("sidecar.istio.io/proxyMemoryLimit", "1Gi", "The memory that the proxy may use"),
    (
        "sidecar.istio.io/rewriteAppHTTPProbers",
        "true",
        "Whether probes of the application go through the agent, past mutual TLS",
    ),
    ("sidecar.istio.io/statsCompression", "true", "Whether Envoy compresses its statistics"),
    ("sidecar.istio.io/statsEvictionInterval", "1m", "How long Envoy keeps statistics that are not used"),
    ("sidecar.istio.io/statsFlushInterval", "5s", "How often Envoy flushes its statistics"),
    ("sidecar.istio.io/statsHistogramBins", "100", "Bins of Envoy's histograms"),
    ("sidecar.istio.io/statsHistogramBuckets", "{}", "Buckets of Envoy's histograms by prefix, as JSON"),
    (
        "sidecar.istio.io/statsInclusionPrefixes",
        "cluster",
        "Prefixes of the statistics that Envoy keeps; use `proxy.istio.io/config`",
    ),
    (
        "sidecar.istio.io/statsInclusionRegexps",
        "http.*",
        "Expressions of the statistics that Envoy keeps; use `proxy.istio.io/config`",
    ),
    (
        "sidecar.istio.io/statsInclusionSuffixes",
        "rq_time",
        "Suffixes of the statistics that Envoy keeps; use `proxy.istio.io/config`",
    ),
    ("sidecar.istio.io/status", "{}", "Set by injection: what it added, as JSON"),
    ("sidecar.istio.io/userVolume", "[]", "Volumes to add to the pod, as JSON"),
    ("sidecar.istio.io/userVolumeMount", "[]", "Mounts to add to the proxy, as JSON"),
    (
        "status.sidecar.istio.io/port",
        "15020",
        "The port of the agent's health and merged metrics; 0 turns it off",
    ),
    (
        "traffic.sidecar.istio.io/excludeInboundPorts",
        "22",
        "Inbound ports that are not captured, where `*` are",
    ),
    ("traffic.sidecar.istio.io/excludeInterfaces", "eth1", "Interfaces whose traffic is not captured"),
    (
        "traffic.sidecar.istio.io/excludeOutboundIPRanges",
        "10.0.0.0/8",
        "Outbound ranges that are not captured, where `*` are",
    ),
    ("traffic.sidecar.istio.io/excludeOutboundPorts", "5432", "Outbound ports that are not captured"),
    (
        "traffic.sidecar.istio.io/includeInboundPorts",
        "*",
        "Inbound ports that are captured: `*`, a list, or none",
    ),
    (
        "traffic.sidecar.istio.io/includeOutboundIPRanges",
        "*",
        "Outbound ranges that are captured: `*`, a list, or none",
    ),
    (
        "traffic.sidecar.istio.io/includeOutboundPorts",
        "443",
        "Outbound ports that are captured whatever the range",
    ),
    (
        "traffic.sidecar.istio.io/kubevirtInterfaces",
        "net1",
        "The old name of `istio.io/reroute-virtual-interfaces`",
    ),
];

/// Labels: the name, where it stands, and what it does.
const LABELS: &[(&str, &str, &str)] = &[
    (
        names::INJECTION,
        "Namespace",
        "`enabled`: the default revision injects the pods. `disabled`: none does, whatever they say",
    ),
    (
        names::REVISION,
        "Namespace, pod",
        "The revision or tag that injects. Beside `istio-injection` it does not count",
    ),
    (
        names::INJECT,
        "pod",
        "`true` or `false`: whether the pod is injected. Beats the annotation of the same name",
    ),
    (
        names::TAG,
        "webhook configuration, Service",
        "The revision tag that it is of; `outrigger tag` finds tags by it",
    ),
    (
        names::DEACTIVATED,
        "webhook configuration's selectors",
        "Asked for by entries that a tag has put out of use; nothing carries it",
    ),
    (names::DATAPLANE_MODE, "Namespace, pod", "`ambient`: the mesh without a sidecar; `none` opts a pod out"),
    (
        names::NETWORK_LABEL,
        "Namespace, pod",
        "The network that a pod is in; injection passes it to the proxy",
    ),
    (names::TLS_MODE, "pod", "Set by injection: `istio`, the pod speaks mutual TLS"),
    (
        names::CANONICAL_NAME,
        "pod",
        "Set by injection, unless the pod has it: the service in telemetry, from `app` or the owner's name",
    ),
    (
        names::CANONICAL_REVISION,
        "pod",
        "Set by injection, unless the pod has it: the version of that service, from `version`",
    ),
    (names::APP_NAME, "pod", "Read for the canonical name where that is absent"),
    (names::APP_VERSION, "pod", "Read for the canonical revision where that is absent"),
];

fn reference(name: &str) -> std::path::PathBuf {
    Book::here().source().join("reference").join(name)
}

#[test]
fn annotations_are_listed() {
    let mut page = "# Annotations\n\nThis page is generated from the annotations that the code knows. They stand on pods, that is, on the pod \
                    template of a workload; on the workload itself they do nothing. What each lets a pod's author reach, and how to forbid it, is \
                    in [Security](../security.md).\n\n| annotation | for example | does |\n|---|---|---|\n"
        .to_owned();
    let of_pods: Vec<_> = known_annotations().filter(|known| known.kinds == ["Pod"]).collect();
    let said: BTreeSet<&str> = ANNOTATIONS.iter().map(|(name, ..)| *name).collect();
    let known: BTreeSet<&str> = of_pods.iter().map(|known| known.name).collect();
    assert_eq!(said, known, "each annotation of pods has a row");
    for known in of_pods {
        let (name, value, does) = ANNOTATIONS.iter().find(|(name, ..)| *name == known.name).unwrap();
        assert_eq!(check_annotation(name, value, Version::LATEST), Ok(()), "{name}: {value}");
        let old = if known.is_deprecated { " (deprecated by Istio)" } else { "" };
        let _ = writeln!(page, "| `{name}` | `{value}` | {does}{old} |");
    }
    page.push_str("\n## On other objects\n\n`outrigger analyze` knows these, and says where they have no effect.\n\n| annotation | on |\n|---|---|\n");
    for known in known_annotations().filter(|known| known.kinds != ["Pod"]) {
        let kinds = if known.kinds.is_empty() { "any object".to_owned() } else { known.kinds.join(", ") };
        let _ = writeln!(page, "| `{}` | {kinds} |", known.name);
    }
    assert_is(&reference("annotations.md"), &page);
}

#[test]
fn labels_are_listed() {
    let mut page = "# Labels\n\nLabels of namespaces and pods are what API servers select by: a pod that carries only the annotation \
                    `sidecar.istio.io/inject` in a namespace without a label never reaches an injector. [The decision](../decision.md) has the \
                    table of all combinations.\n\n| label | on | does |\n|---|---|---|\n"
        .to_owned();
    for (name, on, does) in LABELS {
        let _ = writeln!(page, "| `{name}` | {on} | {does} |");
    }
    assert_is(&reference("labels.md"), &page);
}

/// A metric as the code registers it.
#[derive(Debug)]
pub struct Metric {
    pub name: String,
    pub help: String,
    pub kind: &'static str,
}

/// The metrics that a source file registers.
pub fn metrics(file: &str) -> Vec<Metric> {
    let source = fs::read_to_string(Book::here().top().join("crates").join(file)).unwrap();
    let mut found = Vec::new();
    for call in source.split(".register(").skip(1) {
        let mut texts = call.split('"');
        let (Some(_), Some(name), Some(_), Some(help), Some(rest)) =
            (texts.next(), texts.next(), texts.next(), texts.next(), texts.next())
        else {
            continue;
        };
        if !name.contains('_') {
            continue;
        }
        let field = rest.trim_start_matches([',', ' ', '\n']).trim_start_matches("self.");
        let field = field.split(['.', ')', ',']).next().unwrap().trim();
        let declared = source.lines().find(|line| {
            line.trim_start().trim_start_matches("pub(crate) ").starts_with(&format!("{field}: "))
        });
        let kind = match declared.unwrap_or_default() {
            line if line.contains("Counter") => "counter",
            line if line.contains("Histogram") => "histogram",
            _ => "gauge",
        };
        let name = if kind == "counter" { format!("{name}_total") } else { name.to_owned() };
        found.push(Metric { name, help: help.to_owned(), kind });
    }
    found
}

/// The webhook's metrics.
pub const WEBHOOK: &str = "webhook/src/metrics.rs";
/// Those of `outrigger outdated --watch`.
pub const WATCH: &str = "outrigger/src/commands/outdated/watch/metrics.rs";

#[test]
fn metrics_are_listed() {
    let mut page = "# Metrics\n\nThis page is generated from the code. [Alerts and dashboard](../operations/monitoring.md) uses them.\n".to_owned();
    for (title, file) in [
        ("`outrigger webhook`, port 15014, path `/metrics`", WEBHOOK),
        ("`outrigger outdated --watch`, at `--monitoring-address`", WATCH),
    ] {
        let listed = metrics(file);
        assert!(listed.len() > 3, "{file}: {listed:?}");
        let _ = write!(page, "\n## {title}\n\n| metric | kind | is |\n|---|---|---|\n");
        for Metric { name, help, kind } in listed {
            let _ = writeln!(page, "| `{name}` | {kind} | {help} |");
        }
    }
    assert_is(&reference("metrics.md"), &page);
}
