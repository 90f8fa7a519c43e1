//! Annotations of a pod that a policy can follow, and the values for which it does.

/// An annotation whose value is handed on as it is, and the form that it must have for that: less than injection takes,
/// so that no value is handed on that the webhook refuses or that YAML takes for something else.
#[derive(Clone, Copy, Debug)]
pub struct Followed {
    /// Its name.
    pub name: &'static str,
    /// What its value must match, in the syntax of RE2.
    pub form: &'static str,
}

const PORTS: &str =
    "^([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3})(,([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}))*$";
const RANGES: &str = r"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])(,((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9]))*$";
const CPU: &str = "^[1-9][0-9]{0,5}m?$";
const MEMORY: &str = "^[1-9][0-9]{0,5}([KMG]i?)?$";

/// Those that are followed where a template reads them.
pub const FOLLOWED: [Followed; 10] = [
    Followed { name: "sidecar.istio.io/agentLogLevel", form: "^[a-z]+:(none|fatal|error|warn|info|debug)$" },
    Followed {
        name: "sidecar.istio.io/componentLogLevel",
        form: "^[a-z_]+:(trace|debug|info|warning|error|critical|off)(,[a-z_]+:(trace|debug|info|warning|error|critical|off))*$",
    },
    Followed { name: "sidecar.istio.io/logLevel", form: "^(trace|debug|info|warning|error|critical)$" },
    Followed { name: "sidecar.istio.io/proxyCPU", form: CPU },
    Followed { name: "sidecar.istio.io/proxyCPULimit", form: CPU },
    Followed { name: "sidecar.istio.io/proxyMemory", form: MEMORY },
    Followed { name: "sidecar.istio.io/proxyMemoryLimit", form: MEMORY },
    Followed { name: "traffic.sidecar.istio.io/excludeOutboundIPRanges", form: RANGES },
    Followed { name: "traffic.sidecar.istio.io/excludeOutboundPorts", form: PORTS },
    Followed { name: "traffic.sidecar.istio.io/includeOutboundIPRanges", form: RANGES },
];

/// How an annotation is followed, if it is.
pub fn followed(name: &str) -> Option<&'static Followed> {
    FOLLOWED.iter().find(|followed| followed.name == name)
}

/// Whether it is of one of Istio's domains: whatever injection reads of those is followed or keeps a pod out.
pub fn is_istios(name: &str) -> bool {
    name.contains("istio.io")
}
