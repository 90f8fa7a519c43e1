//! A Service as a mesh sees it: the pods that it selects, what they lack, and where its ports lead.

use golang::quote::quote;
use kubeyaml::Value;
use objects::{World, kinds, names};
use serde::Serialize;

use super::remark::Remark;
use super::service::{Service, ServicePort};
use crate::part;
use crate::selector::pairs_select;

/// A Service as a mesh sees it.
///
/// Source: Istio 1.30 istioctl/pkg/describe/describe.go, svcDescribeCmd.
#[derive(Debug)]
pub struct Serving {
    /// Its name.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// The pods that it selects, by name.
    pub pods: Vec<Selected>,
    /// Where its TCP ports lead in the first pod that is part of the mesh; none if no pod is.
    pub ports: Option<Vec<ServicePort>>,
}

/// A pod that a Service selects.
#[derive(Debug)]
pub struct Selected {
    /// Its name.
    pub name: String,
    /// Why it does not count as part of the mesh; `None` if it does.
    pub remark: Option<Remark>,
}

/// Describes a Service. One without a selector selects nothing.
pub fn service(world: &World, service: &Value) -> Serving {
    let selector = service.at(&["spec", "selector"]);
    let (name, namespace) = (part::name(service), part::namespace(service));
    let selected = world
        .all(kinds::POD)
        .filter(|pod| part::namespace(pod) == namespace && pairs_select(selector, part::labels(pod)));
    let mut serving =
        Serving { name: name.to_owned(), namespace: namespace.to_owned(), pods: Vec::new(), ports: None };
    for pod in selected {
        let remark = remark(pod);
        if remark.is_none() && serving.ports.is_none() {
            serving.ports = Some(Service::of(service, pod).ports);
        }
        serving.pods.push(Selected { name: part::name(pod).to_owned(), remark });
    }
    serving
}

/// Why a pod does not count as part of the mesh.
fn remark(pod: &Value) -> Option<Remark> {
    let phase = pod.str_at(&["status", "phase"]).unwrap_or_default();
    if phase != "Running" {
        return Some(Remark::NotRunning { phase: phase.to_owned() });
    }
    let statuses = ["containerStatuses", "initContainerStatuses"].map(|list| pod.items_at(&["status", list]));
    match statuses.iter().copied().flatten().find(|status| part::is_proxy(status)) {
        None => Some(Remark::NoProxy),
        Some(status) if status.at(&["ready"]).as_bool() == Some(true) => None,
        Some(_) => Some(Remark::NotReady { container: names::PROXY_CONTAINER.to_owned(), init: false }),
    }
}

impl Serving {
    /// Lines for people. `asked` is the namespace that was asked about: objects of others are named with theirs.
    pub fn text(&self, asked: &str) -> String {
        let shown = |name: &str| match self.namespace == asked {
            true => name.to_owned(),
            false => format!("{name}.{}", self.namespace),
        };
        let remarks = self.pods.iter().filter_map(|pod| Some(pod.remark.as_ref()?.text(&shown(&pod.name))));
        let mut out: String = remarks.map(|remark| remark + "\n").collect();
        let name = quote(&shown(&self.name));
        match (&self.ports, self.pods.len()) {
            (Some(ports), _) => {
                out.push_str(&format!("Service: {}\n", shown(&self.name)));
                ports.iter().for_each(|port| out.push_str(&port.text()));
            }
            (None, 0) => out.push_str(&format!("Service {name} has no pods.\n")),
            (None, count) => out.push_str(&format!(
                "Service {name} has no Istio pods.  ({count} pods in service).\nUse `istioctl kube-inject` or redeploy with \
                 Istio automatic sidecar injection.\n"
            )),
        }
        out
    }

    /// The same for programs.
    pub fn machine(&self) -> impl Serialize {
        let pod = |pod: &'_ Selected| SaidOf {
            name: pod.name.clone(),
            code: pod.remark.as_ref().map(Remark::code),
            text: pod.remark.as_ref().map(|remark| remark.text(&pod.name).trim_start().to_owned()),
        };
        Machine {
            name: &self.name,
            namespace: &self.namespace,
            pods: self.pods.iter().map(pod).collect(),
            ports: self.ports.as_deref().unwrap_or_default(),
        }
    }
}

#[derive(Serialize)]
struct Machine<'a> {
    name: &'a str,
    namespace: &'a str,
    pods: Vec<SaidOf>,
    ports: &'a [ServicePort],
}

#[derive(Serialize)]
struct SaidOf {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(service: &str, pods: &[(&str, &str)]) -> String {
        let service = format!(
            "{{kind: Service, apiVersion: v1, metadata: {{name: s, namespace: ns}}, spec: {{{service}}}}}"
        );
        let pods = pods.iter().map(|(name, status)| {
            format!(
                "{{kind: Pod, apiVersion: v1, metadata: {{name: {name}, namespace: ns, labels: {{app: a}}}}, status: {{{status}}}}}"
            )
        });
        let text: Vec<String> = std::iter::once(service).chain(pods).collect();
        let world = World::of_text(&text.join("\n---\n")).unwrap();
        self::service(&world, world.get(kinds::SERVICE, "ns", "s").unwrap()).text("ns")
    }

    #[test]
    fn pods_that_do_not_count_are_named_in_istioctls_words() {
        const SELECTS: &str = "selector: {app: a}, ports: [{name: http, port: 80, targetPort: 8080}]";
        let meshed = "phase: Running, containerStatuses: [{name: app}, {name: istio-proxy, ready: true}]";
        let native = "phase: Running, initContainerStatuses: [{name: istio-proxy, ready: true}]";
        let port = "Service: s\n   Port: http 80/HTTP targets pod port 8080\n";
        let none = |count| {
            format!(
                "Service \"s\" has no Istio pods.  ({count} pods in service).\nUse `istioctl kube-inject` or redeploy with \
                 Istio automatic sidecar injection.\n"
            )
        };
        for (service, pods, want) in [
            (SELECTS, vec![], "Service \"s\" has no pods.\n".to_owned()),
            ("ports: [{port: 80}]", vec![("p", meshed)], "Service \"s\" has no pods.\n".to_owned()),
            (SELECTS, vec![("p", meshed)], port.to_owned()),
            (SELECTS, vec![("p", native)], port.to_owned()),
            (
                SELECTS,
                vec![("p", "phase: Pending"), ("q", "phase: Running")],
                format!(
                    "   Pod is not Running (Pending)\nPod q: no container \"istio-proxy\" in pod\n{}",
                    none(2)
                ),
            ),
            (
                SELECTS,
                vec![("p", "phase: Running, containerStatuses: [{name: istio-proxy}]"), ("q", meshed)],
                format!("WARNING: Pod p Container istio-proxy NOT READY\n{port}"),
            ),
        ] {
            assert_eq!(said(service, &pods), want, "{service} {pods:?}");
        }
    }
}
