//! A Service that selects a pod, and where its ports lead.

use kubeyaml::Value;
use objects::Protocol;
use serde::Serialize;

use crate::part;

/// A Service that selects the pod.
#[derive(Debug, Serialize)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// Its TCP ports; a mesh does not have others.
    pub ports: Vec<ServicePort>,
}

/// A port of a Service, and the pod's port behind it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServicePort {
    /// Its name; empty if it has none.
    pub name: String,
    /// Its number.
    pub port: i64,
    /// What it speaks.
    pub protocol: &'static str,
    /// The pod's port; `None` if no container has a port of the name that is asked for.
    pub target: Option<i64>,
    /// What istioctl says in that case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl Service {
    /// A Service beside a pod that it selects.
    ///
    /// Source: Istio 1.30 istioctl/pkg/describe/describe.go, printService.
    pub(super) fn of(service: &Value, pod: &Value) -> Service {
        let ports = service.items_at(&["spec", "ports"]).iter();
        let tcp = ports.filter(|port| transport(port) == "TCP");
        Service {
            name: part::name(service).to_owned(),
            namespace: part::namespace(service).to_owned(),
            ports: tcp.map(|port| ServicePort::of(port, pod)).collect(),
        }
    }

    /// Lines for people.
    pub(super) fn text(&self, asked: &str) -> String {
        let mut out = match self.namespace == asked {
            true => format!("Service: {}\n", self.name),
            false => format!("Service: {}.{}\n", self.name, self.namespace),
        };
        self.ports.iter().for_each(|port| out.push_str(&port.text()));
        out
    }
}

impl ServicePort {
    /// A line for people.
    pub(super) fn text(&self) -> String {
        match (&self.target, &self.error) {
            (Some(target), _) => {
                format!("   Port: {} {}/{} targets pod port {target}\n", self.name, self.port, self.protocol)
            }
            (None, error) => format!("   {}\n", error.as_deref().unwrap_or_default()),
        }
    }

    fn of(port: &Value, pod: &Value) -> ServicePort {
        let name = port.str_at(&["name"]).unwrap_or_default();
        let app_protocol = port.str_at(&["appProtocol"]);
        let target = target(port, pod);
        ServicePort {
            name: name.to_owned(),
            port: number(port),
            protocol: match app_protocol {
                None if name.is_empty() => "auto-detect",
                _ => Protocol::of_port(port).map(Protocol::name).unwrap_or(match app_protocol {
                    Some("hbone") => "HBONE",
                    _ => "UnsupportedProtocol",
                }),
            },
            target,
            error: target.is_none().then(|| {
                let uid = pod.str_at(&["metadata", "uid"]).unwrap_or_default();
                format!("no suitable port for manifest: {uid}")
            }),
        }
    }
}

/// The pod's port behind a port of a Service. One that names none leads to its own number.
///
/// Source: Istio 1.30 pilot/pkg/serviceregistry/kube/controller/util.go, FindPort.
fn target(port: &Value, pod: &Value) -> Option<i64> {
    let name = match port.at(&["targetPort"]) {
        Value::Null => return Some(number(port)),
        target => match target.as_str() {
            Some(name) => name,
            None => return target.as_i64(),
        },
    };
    let is_native = |container: &&Value| container.str_at(&["restartPolicy"]) == Some("Always");
    let native = pod.items_at(&["spec", "initContainers"]).iter().filter(is_native);
    let containers = pod.items_at(&["spec", "containers"]).iter().chain(native);
    containers
        .flat_map(|container| container.items_at(&["ports"]))
        .find(|of_pod| of_pod.str_at(&["name"]) == Some(name) && transport(of_pod) == transport(port))
        .and_then(|of_pod| of_pod.at(&["containerPort"]).as_i64())
}

fn number(port: &Value) -> i64 {
    port.at(&["port"]).as_i64().unwrap_or_default()
}

fn transport(port: &Value) -> &str {
    port.str_at(&["protocol"]).unwrap_or("TCP")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_lead_where_the_pod_says() {
        let pod = kubeyaml::read(
            "{metadata: {uid: u-1}, spec: {containers: [{ports: [{name: web, containerPort: 8080}, {name: dns, \
             containerPort: 53, protocol: UDP}]}], initContainers: [{restartPolicy: Always, ports: [{name: mesh, \
             containerPort: 15090}]}, {ports: [{name: once, containerPort: 1}]}]}}",
        )
        .unwrap();
        for (port, want) in [
            ("name: http-a, port: 80, targetPort: web", "   Port: http-a 80/HTTP targets pod port 8080\n"),
            ("port: 80, targetPort: 8081", "   Port:  80/auto-detect targets pod port 8081\n"),
            ("port: 80, appProtocol: grpc", "   Port:  80/GRPC targets pod port 80\n"),
            ("name: a, port: 80, appProtocol: hbone", "   Port: a 80/HBONE targets pod port 80\n"),
            (
                "name: a, port: 80, targetPort: mesh",
                "   Port: a 80/UnsupportedProtocol targets pod port 15090\n",
            ),
            ("name: a, port: 80, targetPort: once", "   no suitable port for manifest: u-1\n"),
            ("name: a, port: 80, targetPort: dns", "   no suitable port for manifest: u-1\n"),
            ("name: a, port: 53, protocol: UDP", ""),
        ] {
            let service = kubeyaml::read(&format!(
                "{{metadata: {{name: s, namespace: ns}}, spec: {{ports: [{{{port}}}]}}}}"
            ));
            let text = Service::of(&service.unwrap(), &pod).text("other");
            assert_eq!(text, format!("Service: s.ns\n{want}"), "{port}");
        }
    }
}
