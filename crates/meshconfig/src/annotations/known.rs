//! The annotations of pods that injection reads, and those that are almost one of them.

use crate::spelling::nearest;
use crate::version::Version;

/// Annotations that no release's own code knows: templates read them, or steps that come after the checks.
const UNCHECKED: [&str; 11] = [
    "inject.istio.io/templates",
    "sidecar.istio.io/agentLogLevel",
    "sidecar.istio.io/capNetBindService",
    "sidecar.istio.io/componentLogLevel",
    "sidecar.istio.io/extraStatTags",
    "sidecar.istio.io/logLevel",
    "sidecar.istio.io/nativeSidecar",
    "sidecar.istio.io/proxyImageType",
    "sidecar.istio.io/statsCompression",
    "sidecar.istio.io/statsHistogramBuckets",
    "traffic.sidecar.istio.io/includeOutboundPorts",
];

/// The domains whose annotations nothing but injection reads.
const DOMAINS: [&str; 5] = [
    "inject.istio.io",
    "readiness.status.sidecar.istio.io",
    "sidecar.istio.io",
    "status.sidecar.istio.io",
    "traffic.sidecar.istio.io",
];

/// The annotation, without its domain, that was meant by one that injection does not read and that is almost one that it
/// reads; `None` where it reads this one or none is like it.
pub fn meant_annotation(name: &str) -> Option<&'static str> {
    let (domain, own) = name.split_once('/')?;
    if !DOMAINS.contains(&domain) {
        return None;
    }
    let known = UNCHECKED.into_iter().chain(Version::annotations());
    let known = known.filter_map(|known| known.strip_prefix(domain)?.strip_prefix('/'));
    if known.clone().any(|known| known == own) { None } else { nearest(own, known) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_almost_an_annotation_was_meant_to_be_one() {
        for (name, want) in [
            ("sidecar.istio.io/proxyCpu", Some("proxyCPU")),
            ("traffic.sidecar.istio.io/excludeInboundPort", Some("excludeInboundPorts")),
            ("inject.istio.io/template", Some("templates")),
            ("sidecar.istio.io/proxyCPU", None),
            ("sidecar.istio.io/ours", None),
            ("example.com/proxyCpu", None),
            ("proxyCpu", None),
        ] {
            assert_eq!(meant_annotation(name), want, "{name}");
        }
    }

    #[test]
    fn no_annotation_is_listed_twice() {
        let listed = |name: &&str| Version::annotations().any(|known| known == *name);
        assert_eq!(UNCHECKED.iter().filter(|name| listed(name)).collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}
