//! The annotations that Istio knows, whoever reads them: on which kinds they mean something, and how settled they are.

use crate::spelling::nearest;
use crate::version::Version;

/// An annotation that Istio knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownAnnotation {
    /// Its name.
    pub name: &'static str,
    /// The kinds of objects on which it means something; empty for all of them.
    pub kinds: &'static [&'static str],
    /// Whether Istio calls what it belongs to an alpha feature.
    pub is_alpha: bool,
    /// Whether Istio advises against it.
    pub is_deprecated: bool,
}

/// What Istio knows of an annotation; `None` if it does not know it.
///
/// Source: Istio 1.30, its reference of resource annotations.
pub fn known_annotation(name: &str) -> Option<&'static KnownAnnotation> {
    KNOWN.binary_search_by(|known| known.name.cmp(name)).ok().and_then(|at| KNOWN.get(at))
}

/// All annotations that Istio knows, by name.
///
/// Source: Istio 1.30, its reference of resource annotations.
pub fn known_annotations() -> impl Iterator<Item = &'static KnownAnnotation> {
    KNOWN.iter()
}

/// The domains whose annotations nothing but injection reads.
const DOMAINS: [&str; 5] = [
    "inject.istio.io",
    "readiness.status.sidecar.istio.io",
    "sidecar.istio.io",
    "status.sidecar.istio.io",
    "traffic.sidecar.istio.io",
];

/// What templates read and Istio's reference leaves out.
const UNDOCUMENTED: [&str; 1] = ["sidecar.istio.io/capNetBindService"];

/// The annotation, without its domain, that was meant by one that injection does not read and that is almost one that it
/// reads; `None` where it reads this one or none is like it.
pub fn meant_annotation(name: &str) -> Option<&'static str> {
    let (domain, own) = name.split_once('/')?;
    if !DOMAINS.contains(&domain) {
        return None;
    }
    let known = KNOWN.iter().map(|known| known.name).chain(UNDOCUMENTED).chain(Version::annotations());
    let known = known.filter_map(|known| known.strip_prefix(domain)?.strip_prefix('/'));
    if known.clone().any(|known| known == own) { None } else { nearest(own, known) }
}

const fn alpha(name: &'static str, kinds: &'static [&'static str]) -> KnownAnnotation {
    KnownAnnotation { name, kinds, is_alpha: true, is_deprecated: false }
}

const fn settled(name: &'static str, kinds: &'static [&'static str]) -> KnownAnnotation {
    KnownAnnotation { name, kinds, is_alpha: false, is_deprecated: false }
}

impl KnownAnnotation {
    const fn out_of_date(self) -> KnownAnnotation {
        KnownAnnotation { is_deprecated: true, ..self }
    }
}

const ANY: &[&str] = &[];
const POD: &[&str] = &["Pod"];
const SERVICE: &[&str] = &["Service"];
const GATEWAY: &[&str] = &["Gateway"];
const WORKLOAD_ENTRY: &[&str] = &["WorkloadEntry"];

/// By name.
const KNOWN: &[KnownAnnotation] = &[
    alpha("alpha.istio.io/canonical-serviceaccounts", SERVICE).out_of_date(),
    alpha("alpha.istio.io/kubernetes-serviceaccounts", SERVICE).out_of_date(),
    alpha("ambient.istio.io/bypass-inbound-capture", POD),
    alpha("ambient.istio.io/dns-capture", POD),
    settled("ambient.istio.io/redirection", POD),
    alpha("ambient.istio.io/waypoint-inbound-binding", &["GatewayClass", "Gateway"]),
    alpha("galley.istio.io/analyze-suppress", ANY),
    alpha("gateway.istio.io/controller-version", GATEWAY),
    alpha("gateway.istio.io/name-override", GATEWAY),
    alpha("gateway.istio.io/service-account", GATEWAY),
    alpha("inject.istio.io/templates", POD),
    alpha("istio.io/autoRegistrationGroup", WORKLOAD_ENTRY),
    alpha("istio.io/connectedAt", WORKLOAD_ENTRY),
    alpha("istio.io/disconnectedAt", WORKLOAD_ENTRY),
    alpha("istio.io/dry-run", &["AuthorizationPolicy"]),
    alpha("istio.io/reroute-virtual-interfaces", POD),
    alpha("istio.io/rev", POD),
    alpha("istio.io/workloadController", WORKLOAD_ENTRY),
    settled("kubernetes.io/ingress.class", &["Ingress"]),
    alpha("networking.istio.io/exportTo", SERVICE),
    alpha("networking.istio.io/service-type", GATEWAY),
    alpha("networking.istio.io/traffic-distribution", &["Namespace", "Service", "ServiceEntry"]),
    alpha("prometheus.istio.io/merge-metrics", POD),
    settled("proxy.istio.io/config", POD),
    alpha("proxy.istio.io/overrides", POD),
    alpha("readiness.status.sidecar.istio.io/applicationPorts", POD),
    alpha("readiness.status.sidecar.istio.io/failureThreshold", POD),
    alpha("readiness.status.sidecar.istio.io/initialDelaySeconds", POD),
    alpha("readiness.status.sidecar.istio.io/periodSeconds", POD),
    alpha("sidecar.istio.io/agentLogLevel", POD),
    alpha("sidecar.istio.io/bootstrapOverride", POD),
    alpha("sidecar.istio.io/componentLogLevel", POD),
    alpha("sidecar.istio.io/discoveryAddress", POD).out_of_date(),
    alpha("sidecar.istio.io/extraStatTags", POD).out_of_date(),
    settled("sidecar.istio.io/inject", POD).out_of_date(),
    alpha("sidecar.istio.io/interceptionMode", POD),
    alpha("sidecar.istio.io/logLevel", POD),
    alpha("sidecar.istio.io/nativeSidecar", POD),
    alpha("sidecar.istio.io/proxyCPU", POD),
    alpha("sidecar.istio.io/proxyCPULimit", POD),
    alpha("sidecar.istio.io/proxyImage", POD),
    alpha("sidecar.istio.io/proxyImageType", POD),
    alpha("sidecar.istio.io/proxyMemory", POD),
    alpha("sidecar.istio.io/proxyMemoryLimit", POD),
    alpha("sidecar.istio.io/rewriteAppHTTPProbers", POD),
    alpha("sidecar.istio.io/statsCompression", POD).out_of_date(),
    alpha("sidecar.istio.io/statsEvictionInterval", POD),
    alpha("sidecar.istio.io/statsFlushInterval", POD),
    alpha("sidecar.istio.io/statsHistogramBins", POD),
    alpha("sidecar.istio.io/statsHistogramBuckets", POD),
    alpha("sidecar.istio.io/statsInclusionPrefixes", POD).out_of_date(),
    alpha("sidecar.istio.io/statsInclusionRegexps", POD).out_of_date(),
    alpha("sidecar.istio.io/statsInclusionSuffixes", POD).out_of_date(),
    alpha("sidecar.istio.io/status", POD),
    alpha("sidecar.istio.io/userVolume", POD),
    alpha("sidecar.istio.io/userVolumeMount", POD),
    alpha("status.sidecar.istio.io/port", POD),
    alpha("topology.istio.io/controlPlaneClusters", &["Namespace"]),
    alpha("traffic.istio.io/nodeSelector", SERVICE),
    alpha("traffic.sidecar.istio.io/excludeInboundPorts", POD),
    alpha("traffic.sidecar.istio.io/excludeInterfaces", POD),
    alpha("traffic.sidecar.istio.io/excludeOutboundIPRanges", POD),
    alpha("traffic.sidecar.istio.io/excludeOutboundPorts", POD),
    alpha("traffic.sidecar.istio.io/includeInboundPorts", POD),
    alpha("traffic.sidecar.istio.io/includeOutboundIPRanges", POD),
    alpha("traffic.sidecar.istio.io/includeOutboundPorts", POD),
    alpha("traffic.sidecar.istio.io/kubevirtInterfaces", POD).out_of_date(),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_in_order_so_that_each_is_found() {
        assert!(KNOWN.is_sorted_by(|a, b| a.name < b.name));
        for known in KNOWN {
            assert_eq!(known_annotation(known.name), Some(known));
        }
        assert_eq!(known_annotation("sidecar.istio.io/Inject"), None);
    }

    #[test]
    fn what_is_almost_an_annotation_was_meant_to_be_one() {
        for (name, want) in [
            ("sidecar.istio.io/proxyCpu", Some("proxyCPU")),
            ("traffic.sidecar.istio.io/excludeInboundPort", Some("excludeInboundPorts")),
            ("inject.istio.io/template", Some("templates")),
            ("sidecar.istio.io/proxyCPU", None),
            ("sidecar.istio.io/capNetBindService", None),
            ("sidecar.istio.io/ours", None),
            ("example.com/proxyCpu", None),
            ("proxyCpu", None),
        ] {
            assert_eq!(meant_annotation(name), want, "{name}");
        }
    }

    #[test]
    fn what_is_undocumented_is_in_no_other_list() {
        let listed = |name: &str| {
            known_annotation(name).is_some() || Version::annotations().any(|known| known == name)
        };
        assert!(!UNDOCUMENTED.into_iter().any(listed));
    }
}
