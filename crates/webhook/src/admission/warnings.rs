//! What a person should know who creates a pod: things that are allowed and cannot work.

use injection::spelling::nearest;
use kubeyaml::{Map, Value};

use crate::engine::PodVerdict;

const INJECT: &str = "sidecar.istio.io/inject";
const PROXY: &str = "istio-proxy";
/// Containers that belong to the mesh, and may run as its user.
const MESH_CONTAINERS: [&str; 4] = [PROXY, "istio-init", "istio-validation", "enable-core-dump"];
/// The proxy's user, whose traffic is not captured.
const PROXY_UID: i64 = 1337;
/// Ports on which the proxy or its agent listens.
const PROXY_PORTS: [i64; 9] = [15000, 15001, 15004, 15006, 15008, 15020, 15021, 15053, 15090];

/// More warnings than an answer carries are not looked for.
const MOST: usize = 16;
/// Annotations whose names are compared with those that are known.
const COMPARED: usize = 500;

/// Annotations whose value is a truth value in Go's spelling, and which count as absent when it is not.
const TRUTHS: [&str; 2] = ["sidecar.istio.io/rewriteAppHTTPProbers", "sidecar.istio.io/nativeSidecar"];

/// The annotations that injection reads, by domain; a name that is almost one of them is a mistake.
const KNOWN: [(&str, &[&str]); 5] = [
    (
        "sidecar.istio.io/",
        &[
            "agentLogLevel",
            "bootstrapOverride",
            "capNetBindService",
            "componentLogLevel",
            "controlPlaneAuthPolicy",
            "discoveryAddress",
            "enableCoreDump",
            "extraStatTags",
            "inject",
            "interceptionMode",
            "logLevel",
            "nativeSidecar",
            "proxyCPU",
            "proxyCPULimit",
            "proxyImage",
            "proxyImageType",
            "proxyMemory",
            "proxyMemoryLimit",
            "rewriteAppHTTPProbers",
            "statsCompression",
            "statsHistogramBuckets",
            "statsInclusionPrefixes",
            "statsInclusionRegexps",
            "statsInclusionSuffixes",
            "status",
            "userVolume",
            "userVolumeMount",
        ],
    ),
    (
        "traffic.sidecar.istio.io/",
        &[
            "excludeInboundPorts",
            "excludeInterfaces",
            "excludeOutboundIPRanges",
            "excludeOutboundPorts",
            "includeInboundPorts",
            "includeOutboundIPRanges",
            "includeOutboundPorts",
            "kubevirtInterfaces",
        ],
    ),
    ("status.sidecar.istio.io/", &["port"]),
    (
        "readiness.status.sidecar.istio.io/",
        &["applicationPorts", "failureThreshold", "initialDelaySeconds", "periodSeconds"],
    ),
    ("inject.istio.io/", &["templates"]),
];

/// The warnings about a pod and what was decided about it, in a stable order.
pub fn warnings(pod: &Value, verdict: &PodVerdict) -> Vec<String> {
    let mut out = Vec::new();
    wish(pod, verdict, &mut out);
    if verdict.inject {
        let annotations = pod.at(&["metadata", "annotations"]).as_map();
        annotations.into_iter().for_each(|a| misspelt(a, &mut out));
        annotations.into_iter().for_each(|a| untrue(a, &mut out));
        users(pod, &mut out);
        ports(pod, &mut out);
        dns(pod, &mut out);
        job(pod, verdict, &mut out);
    }
    out
}

/// What the pod asks for and does not get.
fn wish(pod: &Value, verdict: &PodVerdict, out: &mut Vec<String>) {
    let label = pod.str_at(&["metadata", "labels", INJECT]);
    let annotation = pod.str_at(&["metadata", "annotations", INJECT]);
    if let (Some(label), Some(annotation)) = (label, annotation)
        && label != annotation
    {
        out.push(format!(
            "the annotation {INJECT}: {annotation:?} has no effect beside the label of that name, {label:?}"
        ));
    }
    if !verdict.inject && verdict.code == "host-network" && label.or(annotation) == Some("true") {
        out.push(format!(
            "{INJECT} has no effect: a pod in the node's network (hostNetwork) gets no sidecar"
        ));
    }
}

fn misspelt(annotations: &Map, out: &mut Vec<String>) {
    for key in annotations.keys().take(COMPARED) {
        let Some((domain, known, name)) = KNOWN
            .iter()
            .find_map(|(domain, known)| key.strip_prefix(domain).map(|name| (domain, *known, name)))
        else {
            continue;
        };
        if known.contains(&name) {
            continue;
        }
        if out.len() >= MOST {
            return;
        }
        if let Some(meant) = nearest(name, known.iter().copied()) {
            out.push(format!("the annotation {key} has no effect; did you mean {domain}{meant}?"));
        }
    }
}

fn untrue(annotations: &Map, out: &mut Vec<String>) {
    const GO: [&str; 12] = ["1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"];
    for key in TRUTHS {
        if let Some(value) = annotations.get(key).and_then(Value::as_str)
            && !GO.contains(&value)
        {
            out.push(format!("the annotation {key}: {value:?} has no effect, it must be true or false"));
        }
    }
}

fn users(pod: &Value, out: &mut Vec<String>) {
    let user = |node: &Value| node.at(&["securityContext", "runAsUser"]).as_i64();
    let inherited = user(pod.at(&["spec"]));
    for container in application_containers(pod) {
        if out.len() >= MOST {
            return;
        }
        if user(container).or(inherited) == Some(PROXY_UID) {
            out.push(format!(
                "container {} runs as user {PROXY_UID}, which is the proxy's: its traffic passes the mesh by",
                name(container)
            ));
        }
    }
}

fn ports(pod: &Value, out: &mut Vec<String>) {
    for container in application_containers(pod) {
        for port in container.items_at(&["ports"]) {
            if out.len() >= MOST {
                return;
            }
            if let Some(number) = port.at(&["containerPort"]).as_i64().filter(|n| PROXY_PORTS.contains(n)) {
                out.push(format!(
                    "port {number} of container {} is one that the proxy itself uses",
                    name(container)
                ));
            }
        }
    }
}

/// Source: Istio 1.30 webhook.go, checkPreconditions, which only logs it.
fn dns(pod: &Value, out: &mut Vec<String>) {
    match pod.str_at(&["spec", "dnsPolicy"]) {
        None | Some("" | "ClusterFirst") => {}
        Some(other) => out.push(format!(
            "dnsPolicy {other} may keep the proxy from finding the control plane; ClusterFirst does not"
        )),
    }
}

/// A job whose proxy is an ordinary container never ends.
fn job(pod: &Value, verdict: &PodVerdict, out: &mut Vec<String>) {
    let owners = pod.items_at(&["metadata", "ownerReferences"]);
    if owners.iter().any(|o| o.str_at(&["kind"]) == Some("Job")) && adds_ordinary_proxy(&verdict.patch) {
        out.push(
            "the pod of a Job gets a proxy that does not end with it: let native sidecars be used, \
             or end the proxy with a request to localhost:15020/quitquitquit"
                .to_owned(),
        );
    }
}

fn adds_ordinary_proxy(patch: &str) -> bool {
    let Ok(patch) = kubeyaml::from_json(patch.as_bytes()) else { return false };
    let operations = patch.as_list().unwrap_or_default();
    let containers =
        operations.iter().filter(|o| o.str_at(&["path"]).is_some_and(|p| p.starts_with("/spec/containers")));
    let values = containers.map(|o| o.at(&["value"]));
    values.into_iter().any(|value| {
        let list = value.as_list().unwrap_or_default();
        name(value) == PROXY || list.iter().any(|c| name(c) == PROXY) || value.as_str() == Some(PROXY)
    })
}

fn application_containers(pod: &Value) -> impl Iterator<Item = &Value> {
    pod.items_at(&["spec", "containers"]).iter().filter(|c| !MESH_CONTAINERS.contains(&name(c)))
}

fn name(container: &Value) -> &str {
    container.str_at(&["name"]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pod: &str, code: &'static str, patch: &str) -> Vec<String> {
        let verdict =
            PodVerdict { inject: code.is_empty(), code, patch: patch.to_owned(), ..PodVerdict::default() };
        warnings(&kubeyaml::from_json(pod.as_bytes()).unwrap(), &verdict)
    }

    #[test]
    fn no_more_is_looked_for_than_an_answer_carries() {
        let ports = vec![r#"{"containerPort":15001}"#; 1000].join(",");
        let pod = format!(r#"{{"spec":{{"containers":[{{"name":"a","ports":[{ports}]}}]}}}}"#);
        assert_eq!(said(&pod, "", "").len(), MOST);
    }

    #[test]
    fn each_thing_that_cannot_work_is_said() {
        let annotated =
            |key: &str, value: &str| format!(r#"{{"metadata":{{"annotations":{{"{key}":"{value}"}}}}}}"#);
        let job = r#"{"metadata":{"ownerReferences":[{"kind":"Job"}]}}"#.to_owned();
        let proxy = r#"[{"op":"add","path":"/spec/containers/-","value":{"name":"istio-proxy"}}]"#;
        let native = r#"[{"op":"add","path":"/spec/initContainers","value":[{"name":"istio-proxy"}]}]"#;
        for (pod, code, patch, want) in [
            (annotated("sidecar.istio.io/proxyCpu", "1"), "", "", Some("did you mean sidecar.istio.io/proxyCPU?")),
            (annotated("traffic.sidecar.istio.io/excludeInboundPort", "1"), "", "", Some("did you mean traffic.sidecar.istio.io/excludeInboundPorts?")),
            (annotated("sidecar.istio.io/proxyCPU", "1"), "", "", None),
            (annotated("sidecar.istio.io/ours", "1"), "", "", None),
            (annotated("example.com/proxyCpu", "1"), "", "", None),
            (annotated("sidecar.istio.io/rewriteAppHTTPProbers", "yes"), "", "", Some("must be true or false")),
            (r#"{"spec":{"containers":[{"name":"a","securityContext":{"runAsUser":1337}}]}}"#.into(), "", "", Some("container a runs as user 1337")),
            (r#"{"spec":{"securityContext":{"runAsUser":1337},"containers":[{"name":"a"}]}}"#.into(), "", "", Some("container a runs as user 1337")),
            (r#"{"spec":{"containers":[{"name":"istio-proxy","securityContext":{"runAsUser":1337}}]}}"#.into(), "", "", None),
            (r#"{"spec":{"containers":[{"name":"a","ports":[{"containerPort":15001}]}]}}"#.into(), "", "", Some("port 15001 of container a")),
            (r#"{"spec":{"dnsPolicy":"Default"}}"#.into(), "", "", Some("dnsPolicy Default")),
            (job.clone(), "", proxy, Some("the pod of a Job")),
            (job, "", native, None),
            (
                r#"{"metadata":{"labels":{"sidecar.istio.io/inject":"true"},"annotations":{"sidecar.istio.io/inject":"false"}}}"#.into(),
                "",
                "",
                Some("has no effect beside the label"),
            ),
            (r#"{"metadata":{"labels":{"sidecar.istio.io/inject":"true"}}}"#.into(), "host-network", "", Some("hostNetwork")),
            (annotated("sidecar.istio.io/proxyCpu", "1"), "policy-disabled", "", None),
        ] {
            let said = said(&pod, code, patch);
            assert_eq!(said.len(), usize::from(want.is_some()), "{pod}: {said:?}");
            assert!(said.iter().zip(want).all(|(s, w)| s.contains(w)), "{pod}: {said:?}");
        }
    }
}
