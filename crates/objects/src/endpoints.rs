//! Which addresses serve a Service.

use kubeyaml::Value;

/// The Service that an EndpointSlice is of (label).
pub const SERVICE_NAME: &str = "kubernetes.io/service-name";

/// Whether an EndpointSlice has an address that takes requests.
///
/// Source: Kubernetes, EndpointConditions: where nothing is known it is to be taken for ready.
pub fn serves(slice: &Value) -> bool {
    slice.items_at(&["endpoints"]).iter().any(takes_requests)
}

/// A pod behind a Service, with the port that it serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backend {
    /// The pod's name.
    pub pod: String,
    /// The port in the pod.
    pub port: u16,
}

/// The pods that take requests for a port of a Service, of these EndpointSlices.
///
/// Source: Kubernetes, EndpointSlice: a port of a slice is that of the Service of the same name.
pub fn backends<'a>(service: &Value, slices: impl Iterator<Item = &'a Value>, port: u16) -> Vec<Backend> {
    let part = |object: &Value, key: &str| object.str_at(&["metadata", key]).unwrap_or_default().to_owned();
    let is_it = |p: &&Value| p.at(&["port"]).as_i64() == Some(i64::from(port));
    let Some(of_service) = service.items_at(&["spec", "ports"]).iter().find(is_it) else { return Vec::new() };
    let name = of_service.str_at(&["name"]).unwrap_or_default();
    let of_this = slices.filter(|slice| {
        part(slice, "namespace") == part(service, "namespace")
            && slice.str_at(&["metadata", "labels", SERVICE_NAME]) == Some(&part(service, "name"))
    });
    let mut all = Vec::new();
    for slice in of_this {
        let mut ports = slice.items_at(&["ports"]).iter();
        let target = ports.find(|p| p.str_at(&["name"]).unwrap_or_default() == name);
        let Some(target) = target.and_then(|p| u16::try_from(p.at(&["port"]).as_i64()?).ok()) else {
            continue;
        };
        let ready = slice.items_at(&["endpoints"]).iter().filter(|endpoint| takes_requests(endpoint));
        let pods = ready.filter(|e| e.str_at(&["targetRef", "kind"]) == Some("Pod"));
        let pods = pods.filter_map(|endpoint| endpoint.str_at(&["targetRef", "name"]));
        all.extend(pods.map(|pod| Backend { pod: pod.to_owned(), port: target }));
    }
    all
}

fn takes_requests(endpoint: &Value) -> bool {
    endpoint.at(&["conditions", "ready"]).as_bool() != Some(false)
        && !endpoint.items_at(&["addresses"]).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_ready_serves() {
        for (endpoints, want) in [
            ("[]", false),
            ("[{addresses: [10.0.0.1], conditions: {ready: false}}]", false),
            ("[{addresses: [], conditions: {ready: true}}]", false),
            (
                "[{addresses: [10.0.0.1], conditions: {ready: false}}, {addresses: [10.0.0.2], conditions: {ready: true}}]",
                true,
            ),
            ("[{addresses: [10.0.0.1]}]", true),
        ] {
            let slice = kubeyaml::read(&format!("endpoints: {endpoints}")).unwrap();
            assert_eq!(serves(&slice), want, "{endpoints}");
        }
    }

    #[test]
    fn a_port_of_a_service_is_that_of_its_pods_with_the_same_name() {
        let service = "metadata: {name: s, namespace: ns}\nspec: {ports: [{name: https, port: 443}, {name: plain, port: 80}]}";
        let service = kubeyaml::read(service).unwrap();
        let slice = |name: &str, ready: bool| {
            kubeyaml::read(&format!(
                "{{metadata: {{name: x, namespace: ns, labels: {{{SERVICE_NAME}: {name}}}}}, ports: [{{name: https, port: 15017}}], \
                 endpoints: [{{addresses: [10.0.0.1], conditions: {{ready: {ready}}}, targetRef: {{kind: Pod, name: p}}}}, \
                 {{addresses: [10.0.0.2]}}]}}"
            ))
            .unwrap()
        };
        for (slice, port, want) in [
            (slice("s", true), 443, 1),
            (slice("s", false), 443, 0),
            (slice("other", true), 443, 0),
            (slice("s", true), 80, 0),
            (slice("s", true), 15017, 0),
        ] {
            let found = backends(&service, [&slice].into_iter(), port);
            assert_eq!(found.len(), want, "{slice:?} {port}");
            assert!(found.iter().all(|b| *b == Backend { pod: "p".to_owned(), port: 15017 }));
        }
    }
}
