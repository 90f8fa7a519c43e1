//! What a pod's manifest asks for: the words of its init container, which it has once it is injected.

use std::net::IpAddr;

use capture::{Flag, families};
use injection::kube_inject::{KubeInject, Warning};
use kubeyaml::Value;

use super::asked::{AskError, Asked};
use super::container;

/// What the one pod of a manifest asks for, or a workload's template of it; `None` if it is not injected.
///
/// # Errors
/// The manifest cannot be read, or does not have one pod.
pub fn injected(manifest: &str) -> Result<Option<Asked>, AskError> {
    asked(&only_pod(manifest)?)
}

/// What the one pod of a manifest asks for once it is injected.
///
/// # Errors
/// As [`injected`]; and the manifest cannot be injected, or the pod's traffic is not captured.
pub fn injecting(manifest: &str, kube_inject: KubeInject<'_>) -> Result<Asked, AskError> {
    let outcome = kube_inject.inject_all(manifest)?;
    let skipped = outcome.warnings.iter().find_map(|warning| match warning {
        Warning::Skipped { why, .. } => Some(*why),
        Warning::Advice { .. } | Warning::FieldsDropped { .. } => None,
    });
    let found = injected(&outcome.text)?;
    found.ok_or_else(|| skipped.map_or(AskError::NotCaptured, |why| AskError::Skipped { why }))
}

/// The pod among the objects of a text, in Lists or not.
fn only_pod(text: &str) -> Result<Value, AskError> {
    let objects =
        objects::read(text).map_err(|e| AskError::Document { line: e.line(), cause: e.to_string() })?;
    let mut pods: Vec<&Value> = objects.iter().filter_map(pod_of).collect();
    let count = pods.len();
    match (pods.pop(), count) {
        (Some(pod), 1) => Ok(pod.clone()),
        (None, _) => Err(AskError::NoPod),
        _ => Err(AskError::Pods { count }),
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

fn asked(pod: &Value) -> Result<Option<Asked>, AskError> {
    let Some(mut asked) = container::asked(pod)? else { return Ok(None) };
    let addresses: Vec<IpAddr> = pod
        .items_at(&["status", "podIPs"])
        .iter()
        .filter_map(|address| address.str_at(&["ip"])?.parse().ok())
        .collect();
    if !asked.flags.has(Flag::Ipv6) && !addresses.is_empty() {
        let dual_stack = asked.flags.with(&|name| asked.variable(name)).truth(Flag::DualStack);
        let ipv6 = families(&in_order(addresses), dual_stack).ipv6;
        asked.flags.set_text(Flag::Ipv6, ipv6.to_string());
    }
    if !asked.flags.has(Flag::DnsServers) && pod.str_at(&["spec", "dnsPolicy"]) == Some("None") {
        let servers = pod.items_at(&["spec", "dnsConfig", "nameservers"]).iter();
        let servers: Vec<&str> = servers.filter_map(Value::as_str).collect();
        asked.flags.set_text(Flag::DnsServers, servers.join(","));
    }
    Ok(Some(asked))
}

/// The kernel lists the addresses of IPv4 first.
fn in_order(mut addresses: Vec<IpAddr>) -> Vec<IpAddr> {
    addresses.sort_by_key(IpAddr::is_ipv6);
    addresses
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use capture::Flags;
    use injection::config::{Config, Reading, Values};
    use injection::{Facts, Injector, NativeSidecars, Settings, defaults};
    use kubeyaml::read;

    use super::*;

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
        let asked = |text: &str| injected(text).unwrap().unwrap();
        let Asked { flags, variables, container } = asked(INJECTED);
        assert_eq!(container, "istio-init");
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
            assert_eq!(asked(&INJECTED.replace(from, to)).flags, flags, "{to}");
        }
        let dual = INJECTED.replace("ISTIO_META_DNS_CAPTURE", "ISTIO_DUAL_STACK");
        assert_eq!(text(&asked(&dual).flags, Flag::Ipv6), "true");
        let only = INJECTED.replace(", {ip: 10.0.0.1}", "");
        assert_eq!(text(&asked(&only).flags, Flag::Ipv6), "true");
        let nameless = asked(&INJECTED.replace("dnsPolicy: None", "dnsPolicy: Default"));
        assert!(matches!(nameless.under(Flags::default()), Err(AskError::NameServers)));
        let flags = Flags::read(&["--dns-servers", "10.0.0.1", "-b", "22"]).unwrap();
        assert_eq!(text(&nameless.under(flags).unwrap(), Flag::InboundPorts), "22", "the line comes first");
    }

    fn injector(values: &str, mesh: &str) -> Injector {
        let reading = Reading {
            version: None,
            environment: &BTreeMap::new(),
            offline: true,
            signs: injection::config::Signs::default(),
        };
        let config = Config::parse(defaults::config(), &reading).unwrap();
        let values = Values::parse(&[defaults::values(false), values].concat()).unwrap();
        let settings = Settings { native_sidecars: NativeSidecars::False, ..Settings::default() };
        Injector::new(config, values, read(mesh).unwrap(), settings).unwrap()
    }

    /// As `kubectl get` prints several objects.
    #[test]
    fn the_pod_may_be_in_a_list() {
        let list = |items: &[&str]| format!("kind: List\napiVersion: v1\nitems: [{}]\n", items.join(", "));
        let service = "{kind: Service, apiVersion: v1, metadata: {name: s}}";
        let own = "{kind: Pod, apiVersion: v1, metadata: {name: a, annotations: {traffic.sidecar.istio.io/excludeInboundPorts: '22'}}, \
                   spec: {containers: [{name: a}]}}";
        let asking =
            "{kind: Pod, apiVersion: v1, spec: {initContainers: [{name: istio-init, args: [-d, '22']}]}}";
        let nested = format!("{{kind: List, apiVersion: v1, items: [{own}]}}");
        for text in [list(&[service, own]), list(&[&nested])] {
            assert_eq!(injected(&text).unwrap(), None, "{text}");
            let asked = after_injection(&text, &injector("", "{}")).unwrap();
            assert!(asked.flags.text(Flag::InboundPortsExclude).unwrap().contains("22"), "{text}");
        }
        let asked = injected(&list(&[service, asking])).unwrap().unwrap();
        assert_eq!(asked.flags.text(Flag::InboundPortsExclude), Some("22"));
        assert!(matches!(injected(&list(&[own, asking])), Err(AskError::Pods { count: 2 })));
    }

    fn after_injection(text: &str, injector: &Injector) -> Result<Asked, AskError> {
        injecting(text, KubeInject { injector, facts: &Facts::default(), elsewhere: None })
    }

    fn workload(annotations: &str, spec: &str) -> String {
        format!(
            "kind: Service\napiVersion: v1\n---\nkind: Deployment\napiVersion: apps/v1\nmetadata: {{name: web}}\n\
             spec:\n  template:\n    metadata:\n      annotations: {{{annotations}}}\n    spec: {{containers: [{{name: web}}]{spec}}}\n"
        )
    }

    #[test]
    fn any_other_pod_asks_with_what_injection_gives_it() {
        let request = |annotations: &str, values: &str, mesh: &str| {
            let text = workload(annotations, "");
            assert_eq!(injected(&text).unwrap(), None);
            let asked = after_injection(&text, &injector(values, mesh)).unwrap();
            let flags = asked.flags.clone();
            flags.request(&|name| asked.variable(name))
        };
        let usual = request("", "", "{}");
        assert_eq!((usual.inbound_ports.as_str(), usual.outbound_ranges.as_str()), ("*", "*"));
        assert_eq!((usual.proxy_uid.as_str(), usual.virtual_interfaces.as_str()), ("1337", ""));
        let own = request(
            "traffic.sidecar.istio.io/excludeInboundPorts: '22', sidecar.istio.io/interceptionMode: TPROXY, \
             traffic.sidecar.istio.io/includeOutboundIPRanges: '', istio.io/reroute-virtual-interfaces: net1",
            "",
            "{}",
        );
        assert!(own.inbound_ports_exclude.contains("22"), "{}", own.inbound_ports_exclude);
        assert_eq!((own.outbound_ranges.as_str(), own.virtual_interfaces.as_str()), ("", "net1"));
        assert_eq!(own.inbound_interception_mode, "TPROXY");
        let of_mesh = request(
            "",
            "",
            "{defaultConfig: {interceptionMode: TPROXY, statusPort: 7, proxyMetadata: {ISTIO_META_DNS_CAPTURE: 'true'}}}",
        );
        assert_eq!(of_mesh.inbound_interception_mode, "TPROXY");
        assert!(of_mesh.redirect_dns && of_mesh.inbound_ports_exclude.contains(",7"), "{of_mesh:?}");
    }

    #[test]
    fn what_asks_for_nothing_is_refused() {
        for (text, cause) in [
            (String::new(), "there is no pod"),
            ("kind: Service\nspec: {ports: []}\n".to_owned(), "there is no pod"),
            ("kind: Pod\n---\nkind: Pod\n".to_owned(), "there are 2 pods"),
            ("kind: [".to_owned(), "line 1: "),
            (
                "kind: Pod\nspec: {initContainers: [{name: istio-init, args: [--what]}]}\n".to_owned(),
                "container `istio-init`: unexpected argument \"--what\"",
            ),
            (workload("sidecar.istio.io/inject: 'false'", ""), "it has sidecar injection disabled"),
            (workload("", ", hostNetwork: true"), "it has host networking enabled"),
            (workload("sidecar.istio.io/interceptionMode: NONE", ""), "neither `istio-init`"),
            (workload("proxy.istio.io/config: '['", ""), "could not parse proxy config"),
        ] {
            let error = match injected(&text) {
                Ok(None) => after_injection(&text, &injector("", "{}")).unwrap_err(),
                Ok(Some(found)) => panic!("{text}: {found:?}"),
                Err(error) => error,
            };
            assert!(error.to_string().contains(cause), "{text}: {error}");
        }
    }
}
