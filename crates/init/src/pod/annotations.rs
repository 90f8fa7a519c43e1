//! What the annotations of a pod ask for, with the defaults of Istio's values.
//!
//! Only what annotations say and every injection template heeds alike is known here; values and mesh config of a cluster
//! may say otherwise where a pod says nothing.
//!
//! Source: Istio 1.30 manifests/charts/istio-control/istio-discovery/files/injection-template.yaml

use std::collections::BTreeMap;

use capture::flags::{Flag, Flags};
use kubeyaml::{NULL, Value, read};

use super::Asked;

/// The ports of the proxy's own probes and figures.
const OWN_PORTS: [&str; 2] = ["15090", "15021"];
/// The agent's port, where the pod says no other.
const STATUS_PORT: &str = "15020";

/// What a pod asks for that is not injected yet.
pub(super) fn asked(pod: &Value) -> Result<Asked, String> {
    let annotation = |name: &str| pod.str_at(&["metadata", "annotations", name]).map(str::to_owned);
    let label = pod.str_at(&["metadata", "labels", "sidecar.istio.io/inject"]).map(str::to_owned);
    if label.or_else(|| annotation("sidecar.istio.io/inject")).as_deref() == Some("false") {
        return Err("the pod asks not to be injected".to_owned());
    }
    if pod.at(&["spec", "hostNetwork"]).as_bool() == Some(true) {
        return Err("the pod uses the network of its node, where nothing is captured".to_owned());
    }
    let proxy = match annotation("proxy.istio.io/config") {
        Some(text) => read(&text).map_err(|e| format!("annotation `proxy.istio.io/config`: {e}"))?,
        None => NULL.clone(),
    };
    let mode = annotation("sidecar.istio.io/interceptionMode")
        .or_else(|| proxy.str_at(&["interceptionMode"]).map(str::to_owned));
    if mode.as_deref() == Some("NONE") {
        return Err("the pod asks for the interception mode NONE, which captures nothing".to_owned());
    }
    let traffic = |name: &str| annotation(&format!("traffic.sidecar.istio.io/{name}"));
    let all = || Some("*".to_owned());
    let excluded = excluded(traffic("excludeInboundPorts"), status_port(pod, &proxy));
    let virtual_interfaces =
        annotation("istio.io/reroute-virtual-interfaces").or_else(|| traffic("kubevirtInterfaces"));
    let mut flags = Flags::default();
    for (flag, text) in [
        (Flag::EnvoyPort, Some("15001".to_owned())),
        (Flag::InboundCapturePort, Some("15006".to_owned())),
        (Flag::ProxyUid, Some("1337".to_owned())),
        (Flag::ProxyGid, Some("1337".to_owned())),
        (Flag::InterceptionMode, mode),
        (Flag::OutboundRanges, traffic("includeOutboundIPRanges").or_else(all)),
        (Flag::OutboundRangesExclude, traffic("excludeOutboundIPRanges")),
        (Flag::InboundPorts, traffic("includeInboundPorts").or_else(all)),
        (Flag::InboundPortsExclude, Some(excluded)),
        (Flag::OutboundPorts, traffic("includeOutboundPorts")),
        (Flag::OutboundPortsExclude, traffic("excludeOutboundPorts")),
        (Flag::ExcludeInterfaces, traffic("excludeInterfaces")),
        (Flag::VirtualInterfaces, virtual_interfaces),
        (Flag::LegacyRules, Some("no".to_owned())),
    ] {
        if let Some(text) = text {
            flags.set_text(flag, text);
        }
    }
    Ok(Asked {
        flags,
        variables: variables(&proxy),
        source: "the pod's annotations, with the defaults of Istio's values",
    })
}

fn status_port(pod: &Value, proxy: &Value) -> String {
    let annotated = pod.str_at(&["metadata", "annotations", "status.sidecar.istio.io/port"]);
    let configured = || proxy.at(&["statusPort"]).as_i64().map(|port| port.to_string());
    annotated.map(str::to_owned).or_else(configured).unwrap_or_else(|| STATUS_PORT.to_owned())
}

/// The user's ports between the proxy's own, as templates write them; zero stands for no port.
fn excluded(ports: Option<String>, status_port: String) -> String {
    let ports = ports.unwrap_or_default();
    let mut all: Vec<&str> = OWN_PORTS.to_vec();
    all.extend(ports.split(',').filter(|port| !port.is_empty()));
    if status_port != "0" && !all.contains(&status_port.as_str()) {
        all.push(&status_port);
    }
    all.join(",")
}

/// The proxy's variables, which the init container gets as well.
fn variables(proxy: &Value) -> BTreeMap<String, String> {
    let all = proxy.at(&["proxyMetadata"]).as_map();
    let said = |(name, value): (&str, &Value)| Some((name.to_owned(), value.as_str()?.to_owned()));
    all.into_iter().flat_map(kubeyaml::Map::iter).filter_map(said).collect()
}
