//! A pod as a mesh sees it: its ports, whether it can be part of the mesh, and the Services that select it. And a Service,
//! with the pods that it selects.

mod machine;
mod remark;
mod service;
mod serving;

use injection::Status;
use kubeyaml::Value;
use objects::{World, kinds, names};
use serde::Serialize;

pub use self::remark::Remark;
pub use self::service::{Service, ServicePort};
pub use self::serving::{Selected, Serving, service};
use crate::part;
use crate::selector::pairs_select;

/// The user of the proxy, whose traffic is not captured.
const PROXY_USER: i64 = 1337;
/// Containers that may run as that user.
const MAY_BE_PROXY_USER: [&str; 2] = [names::PROXY_CONTAINER, "istio-operator"];
/// The labels that name a workload's service, and those that name its version.
const NAME_LABELS: [&str; 3] = [names::CANONICAL_NAME, names::APP_NAME, "app"];
const REVISION_LABELS: [&str; 3] = [names::CANONICAL_REVISION, names::APP_VERSION, "version"];
/// What stands between parts of the text.
const RULE: &str = "--------------------\n";

/// A pod as a mesh sees it.
///
/// Source: Istio 1.30 istioctl/pkg/describe/describe.go, podDescribeCmd and printPod.
#[derive(Debug)]
pub struct Description {
    /// The pod's name.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// The revision that injected it; empty if it does not say.
    pub revision: String,
    /// The ports of its containers.
    pub ports: Vec<Port>,
    /// Its phase; empty if that is not known.
    pub phase: String,
    /// What should be known of it, in istioctl's order.
    pub remarks: Vec<Remark>,
    /// The Services that select it, by name.
    pub services: Vec<Service>,
}

/// A port of a container.
#[derive(Debug, Serialize)]
pub struct Port {
    /// The number.
    pub port: i64,
    /// `TCP`, `UDP` or `SCTP`.
    pub protocol: String,
    /// The container.
    pub container: String,
}

/// Describes a pod. With `ignore_unmeshed` nothing is said of what it lacks to be part of the mesh.
pub fn pod(world: &World, pod: &Value, ignore_unmeshed: bool) -> Description {
    let namespace = part::namespace(pod);
    let services: Vec<Service> = world
        .all(kinds::SERVICE)
        .filter(|service| part::namespace(service) == namespace)
        .filter(|service| pairs_select(service.at(&["spec", "selector"]), part::labels(pod)))
        .map(|service| Service::of(service, pod))
        .collect();
    let mut remarks = Vec::new();
    remarks.extend(reserved_users(pod));
    remarks.extend(standing(pod, ignore_unmeshed));
    if services.is_empty() && !ignore_unmeshed {
        remarks.push(Remark::NoService);
    }
    Description {
        name: part::name(pod).to_owned(),
        namespace: namespace.to_owned(),
        revision: revision(pod),
        ports: pod.items_at(&["spec", "containers"]).iter().flat_map(ports).collect(),
        phase: pod.str_at(&["status", "phase"]).unwrap_or_default().to_owned(),
        remarks,
        services,
    }
}

impl Description {
    /// Lines for people. `asked` is the namespace that was asked about: objects of others are named with theirs.
    pub fn text(&self, asked: &str) -> String {
        let full = format!("{}.{}", self.name, self.namespace);
        let name = if self.namespace == asked { &self.name } else { &full };
        let remark = |remark: &Remark| remark.text(name) + "\n";
        let (before, after): (Vec<_>, Vec<_>) =
            self.remarks.iter().partition(|remark| matches!(remark, Remark::ReservedUser { .. }));
        let mut out: String = before.into_iter().map(remark).collect();
        out.push_str(&format!("Pod: {name}\n   Pod Revision: {}\n", self.revision));
        let ports: Vec<String> = self.ports.iter().map(Port::text).collect();
        match ports.is_empty() {
            true => out.push_str("   Pod does not expose ports\n"),
            false => out.push_str(&format!("   Pod Ports: {}\n", ports.join(", "))),
        }
        out.extend(after.into_iter().map(remark));
        out.push_str(RULE);
        let services: Vec<String> = self.services.iter().map(|service| service.text(asked)).collect();
        out.push_str(&services.join(RULE));
        out
    }
}

impl Port {
    fn text(&self) -> String {
        match self.protocol.as_str() {
            "TCP" => format!("{} ({})", self.port, self.container),
            other => format!("{}/{other} ({})", self.port, self.container),
        }
    }
}

fn ports(container: &Value) -> impl Iterator<Item = Port> {
    let name = part::name_of(container).to_owned();
    container.items_at(&["ports"]).iter().map(move |port| Port {
        port: port.at(&["containerPort"]).as_i64().unwrap_or_default(),
        protocol: port.str_at(&["protocol"]).unwrap_or("TCP").to_owned(),
        container: name.clone(),
    })
}

/// Source: Istio 1.30 describe.go, GetRevisionFromPodAnnotation.
fn revision(pod: &Value) -> String {
    match part::annotation(pod, names::REVISION) {
        Some(revision) => revision.to_owned(),
        None => Status::of_pod(pod).map(|status| status.revision).unwrap_or_default(),
    }
}

/// Whether what has this security context runs as the proxy's user.
fn runs_as_proxy(of: &Value) -> bool {
    of.at(&["securityContext", "runAsUser"]).as_i64() == Some(PROXY_USER)
}

fn reserved_users(pod: &Value) -> impl Iterator<Item = Remark> {
    let containers = pod.items_at(&["spec", "containers"]).iter();
    containers
        .filter(|container| {
            !MAY_BE_PROXY_USER.contains(&part::name_of(container)) && runs_as_proxy(container)
        })
        .map(|container| Remark::ReservedUser { container: part::name_of(container).to_owned() })
}

/// What is said of the pod up to the first thing that makes the rest of no use.
fn standing(pod: &Value, ignore_unmeshed: bool) -> Vec<Remark> {
    let phase = pod.str_at(&["status", "phase"]).unwrap_or_default();
    if phase != "Running" {
        return vec![Remark::NotRunning { phase: phase.to_owned() }];
    }
    let waiting = |list: &str, init: bool| {
        let statuses = pod.items_at(&["status", list]).iter();
        let waiting = statuses.filter(|status| status.at(&["ready"]).as_bool() != Some(true));
        let remark =
            move |status: &Value| Remark::NotReady { container: part::name_of(status).to_owned(), init };
        waiting.map(remark).collect::<Vec<_>>()
    };
    let mut remarks = [waiting("containerStatuses", false), waiting("initContainerStatuses", true)].concat();
    if ignore_unmeshed {
        return remarks;
    }
    if !part::containers(pod).any(part::is_proxy) {
        remarks.push(Remark::NotInMesh);
        return remarks;
    }
    if runs_as_proxy(pod.at(&["spec"])) {
        remarks.push(Remark::PodIsReservedUser);
    }
    let lacks = |labels: [&str; 3]| labels.iter().all(|label| part::label(pod, label).is_none());
    remarks.extend(lacks(NAME_LABELS).then_some(Remark::NoServiceName));
    remarks.extend(lacks(REVISION_LABELS).then_some(Remark::NoServiceRevision));
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said between the pod's ports and the first Service.
    fn said(metadata: &str, spec: &str, status: &str, ignore_unmeshed: bool) -> Vec<String> {
        let text = format!(
            "{{kind: Pod, metadata: {{name: p, namespace: ns, {metadata}}}, spec: {{{spec}}}, status: {{{status}}}}}"
        );
        let world = World::of_text(&text).unwrap();
        let description = pod(&world, world.get(kinds::POD, "ns", "p").unwrap(), ignore_unmeshed);
        description.remarks.iter().map(|remark| remark.text("p")).collect()
    }

    #[test]
    fn what_a_pod_lacks_is_said_in_istioctls_words() {
        let proxy = "containers: [{name: app}, {name: istio-proxy}]";
        let labels = "labels: {app: a, version: v}";
        let none = "Warning: No Kubernetes Services select pod p (see \
                    https://istio.io/docs/setup/kubernetes/additional-setup/requirements/ )";
        let user = "WARNING: User ID (UID) 1337 is reserved for the sidecar proxy.";
        let name = "Suggestion: add required service name label for Istio telemetry. See \
                    https://istio.io/v1.30/docs/ops/deployment/requirements/.";
        let revision = name.replace("name label", "revision label");
        for (metadata, spec, status, ignored, want) in [
            (labels, proxy, "phase: Running", false, vec![none]),
            (labels, proxy, "phase: Running", true, vec![]),
            ("", proxy, "phase: Running", false, vec![name, &revision, none]),
            (
                "labels: {service.istio.io/canonical-name: a, app.kubernetes.io/version: ''}",
                "initContainers: [{name: istio-proxy}]",
                "phase: Running",
                false,
                vec![none],
            ),
            (
                labels,
                "containers: [{name: app}]",
                "phase: Running, containerStatuses: [{name: app}, {name: b, ready: true}], initContainerStatuses: [{name: i, ready: false}]",
                false,
                vec![
                    "WARNING: Pod p Container app NOT READY",
                    "WARNING: Pod p Init Container i NOT READY",
                    "WARNING: p is not part of mesh; no Istio sidecar",
                    none,
                ],
            ),
            (
                "",
                "containers: [{name: app}]",
                "phase: Pending",
                false,
                vec!["   Pod is not Running (Pending)", none],
            ),
            ("", "containers: [{name: app}]", "", true, vec!["   Pod is not Running ()"]),
            (
                labels,
                "securityContext: {runAsUser: 1337}, containers: [{name: app, securityContext: {runAsUser: 1337}}, \
                 {name: istio-proxy, securityContext: {runAsUser: 1337}}]",
                "phase: Running",
                false,
                vec![user, "   WARNING: User ID (UID) 1337 is reserved for the sidecar proxy.", none],
            ),
        ] {
            assert_eq!(said(metadata, spec, status, ignored), want, "{metadata} {spec} {status}");
        }
    }

    #[test]
    fn revisions_are_those_of_annotations() {
        for (annotations, want) in [
            ("{istio.io/rev: a, sidecar.istio.io/status: '{\"revision\":\"b\"}'}", "a"),
            ("{sidecar.istio.io/status: '{\"revision\":\"b\"}'}", "b"),
            ("{sidecar.istio.io/status: none}", ""),
            ("{}", ""),
        ] {
            assert_eq!(
                revision(&kubeyaml::read(&format!("metadata: {{annotations: {annotations}}}")).unwrap()),
                want
            );
        }
    }
}
