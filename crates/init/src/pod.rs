//! What a pod's own manifest asks for: its init container's words where it is injected, else its annotations.

mod annotations;
mod container;

use std::collections::BTreeMap;
use std::io::Read;
use std::net::IpAddr;

use capture::{Flag, Flags};
use kubeyaml::{Value, documents, read};

use crate::arguments::Applying;
use crate::error::Error;
use crate::host::families;

/// A manifest is not longer than this.
const MOST_BYTES: u64 = 64 << 20;

/// What a pod asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The flags of its init container.
    pub flags: Flags,
    /// The variables of its init container.
    pub variables: BTreeMap<String, String>,
    /// What says so: a container, or the annotations.
    pub source: &'static str,
}

/// Reads the one pod of a manifest, or a workload's template of it; `-` is standard input.
///
/// # Errors
/// The file cannot be read, has no pod or several, or the pod asks for no capture.
pub fn asked_by(path: &str) -> Result<Asked, Error> {
    let refuse = |cause: String| Error::Manifest { path: path.to_owned(), cause };
    let text = text_of(path).map_err(|e| refuse(e.to_string()))?;
    let pod = only_pod(&text).map_err(refuse)?;
    asked(&pod).map_err(refuse)
}

fn text_of(path: &str) -> std::io::Result<String> {
    let mut text = String::new();
    match path {
        "-" => std::io::stdin().take(MOST_BYTES).read_to_string(&mut text)?,
        _ => std::fs::File::open(path)?.take(MOST_BYTES).read_to_string(&mut text)?,
    };
    Ok(text)
}

/// The pod among the documents of a text.
fn only_pod(text: &str) -> Result<Value, String> {
    let mut pods = Vec::new();
    for document in documents(text) {
        let document = document.map_err(|e| format!("line {}: {e}", e.line()))?;
        let object = read(&document.text).map_err(|e| format!("document at line {}: {e}", document.line))?;
        pods.extend(pod_of(&object).cloned());
    }
    let count = pods.len();
    match (pods.pop(), count) {
        (Some(pod), 1) => Ok(pod),
        (None, _) => Err("there is no pod, nor a workload with a template of one".to_owned()),
        _ => Err(format!("there are {count} pods, and one at a time can be looked at")),
    }
}

/// What an object holds of a pod: itself, or its template.
fn pod_of(object: &Value) -> Option<&Value> {
    let template = ["spec", "template"];
    let of_job = ["spec", "jobTemplate", "spec", "template"];
    let is_pod = object.str_at(&["kind"]) == Some("Pod");
    let places = [object.at(&template), object.at(&of_job)];
    if is_pod { Some(object) } else { places.into_iter().find(|pod| pod.at(&["spec"]).as_map().is_some()) }
}

/// What a pod asks for.
fn asked(pod: &Value) -> Result<Asked, String> {
    let mut asked = match container::asked(pod)? {
        Some(asked) => asked,
        None => annotations::asked(pod)?,
    };
    let flags = &mut asked.flags;
    let addresses: Vec<IpAddr> = pod
        .items_at(&["status", "podIPs"])
        .iter()
        .filter_map(|address| address.str_at(&["ip"])?.parse().ok())
        .collect();
    if !flags.has(Flag::Ipv6) && !addresses.is_empty() {
        let variables = &asked.variables;
        let environment = |name: &str| variables.get(name).cloned();
        let applying = Applying::of(flags, &environment).map_err(|e| e.to_string())?;
        let ipv6 = families(&in_order(addresses), applying.dual_stack).ipv6;
        flags.set_text(Flag::Ipv6, ipv6.to_string());
    }
    if !flags.has(Flag::DnsServers) && pod.str_at(&["spec", "dnsPolicy"]) == Some("None") {
        let servers = pod.items_at(&["spec", "dnsConfig", "nameservers"]).iter();
        flags.set_text(Flag::DnsServers, servers.filter_map(Value::as_str).collect::<Vec<_>>().join(","));
    }
    Ok(asked)
}

/// The kernel lists the addresses of IPv4 first.
fn in_order(mut addresses: Vec<IpAddr>) -> Vec<IpAddr> {
    addresses.sort_by_key(IpAddr::is_ipv6);
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_of(text: &str) -> Result<Asked, String> {
        asked(&only_pod(text)?)
    }

    const INJECTED: &str = "
kind: Pod
metadata: {annotations: {traffic.sidecar.istio.io/includeInboundPorts: '1'}}
spec:
  dnsPolicy: None
  dnsConfig: {nameservers: [10.0.0.10]}
  initContainers:
  - {name: other, args: [-p, '1']}
  - name: istio-init
    args: [istio-iptables, -p, '15001', -z, '15006', -u, '1337', -m, REDIRECT, -i, '*', -x, '', -b, '80', --log_output_level=default:info]
    env:
    - {name: ISTIO_META_DNS_CAPTURE, value: 'true'}
    - {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
status: {podIPs: [{ip: 'fd00::1'}, {ip: 10.0.0.1}]}
";

    #[test]
    fn an_injected_pod_asks_with_its_init_container() {
        let found = asked_of(INJECTED).unwrap();
        let Asked { flags, variables, source } = found.clone();
        assert_eq!(source, "container `istio-init`");
        let text = |flags: &Flags, flag| flags.text(flag).unwrap_or_default().to_owned();
        assert_eq!(text(&flags, Flag::InboundPorts), "80", "and not as the annotation says");
        assert_eq!(text(&flags, Flag::OutboundRangesExclude), "");
        assert_eq!(
            (text(&flags, Flag::Ipv6), text(&flags, Flag::DnsServers)),
            ("false".into(), "10.0.0.10".into())
        );
        assert_eq!(variables, BTreeMap::from([("ISTIO_META_DNS_CAPTURE".into(), "true".into())]));
        for (from, to) in [
            ("name: istio-init", "name: istio-validation"),
            ("args: [istio-iptables,", "command: [/usr/local/bin/pilot-agent]\n    args: [istio-iptables,"),
        ] {
            assert_eq!(asked_of(&INJECTED.replace(from, to)).unwrap().flags, flags, "{to}");
        }
        let dual = INJECTED.replace("ISTIO_META_DNS_CAPTURE", "ISTIO_DUAL_STACK");
        assert_eq!(text(&asked_of(&dual).unwrap().flags, Flag::Ipv6), "true");
        let only = INJECTED.replace(", {ip: 10.0.0.1}", "");
        assert_eq!(text(&asked_of(&only).unwrap().flags, Flag::Ipv6), "true");
    }

    #[test]
    fn any_other_pod_asks_with_its_annotations() {
        let workload = |annotations: &str| {
            format!(
                "kind: Service\n---\nkind: Deployment\nspec:\n  template:\n    metadata:\n      annotations: {{{annotations}}}\n    spec: {{containers: []}}\n"
            )
        };
        let plain = asked_of(&workload("")).unwrap();
        assert!(plain.source.contains("annotations"), "{}", plain.source);
        let request = |annotations: &str| {
            let Asked { flags, variables, .. } = asked_of(&workload(annotations)).unwrap();
            flags.request(&|name| variables.get(name).cloned())
        };
        let usual = request("");
        assert_eq!((usual.inbound_ports.as_str(), usual.outbound_ranges.as_str()), ("*", "*"));
        assert_eq!(usual.inbound_ports_exclude, "15090,15021,15020");
        assert_eq!((usual.proxy_uid.as_str(), usual.proxy_gid.as_str()), ("1337", "1337"));
        let own = request(
            "traffic.sidecar.istio.io/excludeInboundPorts: '22', status.sidecar.istio.io/port: '0', \
             traffic.sidecar.istio.io/includeOutboundIPRanges: '', istio.io/reroute-virtual-interfaces: net1, \
             sidecar.istio.io/interceptionMode: TPROXY, \
             proxy.istio.io/config: '{proxyMetadata: {ISTIO_META_DNS_CAPTURE: \"true\"}}'",
        );
        assert_eq!(own.inbound_ports_exclude, "15090,15021,22");
        assert_eq!((own.outbound_ranges.as_str(), own.virtual_interfaces.as_str()), ("", "net1"));
        assert_eq!(own.inbound_interception_mode, "TPROXY");
        assert!(own.redirect_dns);
        let configured = request("proxy.istio.io/config: '{statusPort: 1, interceptionMode: TPROXY}'");
        assert_eq!(configured.inbound_ports_exclude, "15090,15021,1");
        assert_eq!(configured.inbound_interception_mode, "TPROXY");
    }

    #[test]
    fn what_asks_for_nothing_is_refused() {
        for (text, cause) in [
            ("", "there is no pod"),
            ("kind: Service\nspec: {ports: []}\n", "there is no pod"),
            ("kind: Pod\n---\nkind: Pod\n", "there are 2 pods"),
            ("kind: [", "document at line 1"),
            (
                "kind: Pod\nmetadata: {annotations: {sidecar.istio.io/inject: 'false'}}\n",
                "not to be injected",
            ),
            ("kind: Pod\nmetadata: {labels: {sidecar.istio.io/inject: 'false'}}\n", "not to be injected"),
            ("kind: Pod\nspec: {hostNetwork: true}\n", "network of its node"),
            ("kind: Pod\nmetadata: {annotations: {sidecar.istio.io/interceptionMode: NONE}}\n", "NONE"),
            ("kind: Pod\nmetadata: {annotations: {proxy.istio.io/config: '['}}\n", "`proxy.istio.io/config`"),
            (
                "kind: Pod\nspec: {initContainers: [{name: istio-init, args: [--what]}]}\n",
                "container `istio-init`",
            ),
        ] {
            let error = asked_of(text).unwrap_err();
            assert!(error.contains(cause), "{text}: {error}");
        }
    }
}
