//! The webhook's patch: what an earlier injection put in is removed, what the template gives is added at the end.

use std::collections::HashSet;

use kubeyaml::{Map, Value};

use super::sidecar::Sidecar;
use super::{probes, status};
use crate::Version;
use crate::names::{PROBERS_ENV, PROXY_CONTAINER, STATUS};
use crate::patch::{Op, Operation};
use crate::pod::{name, push_env};

/// Where Kubernetes mounts the token of the pod's service account.
const SERVICE_ACCOUNT_TOKEN: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

/// The pod that is patched.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The pod as it was sent.
    pub raw: &'a Value,
    /// The pod as Go's type has it.
    pub pod: &'a Value,
    /// Whether the pod's security context was set for the token of the secret discovery service.
    pub mounts_sds_token: bool,
    /// Which Istio is answered like.
    pub version: Version,
}

/// The operations in Istio's order.
///
/// Unlike Istio's, the patch of a pod without `spec` or `metadata` makes them, so that it can be applied.
///
/// Source: Istio 1.1 webhook.go, createPatch.
pub fn operations(subject: Subject<'_>, mut sidecar: Sidecar, status: String) -> Vec<Operation> {
    let mut patch = Patch { operations: Vec::new(), version: subject.version };
    let with_secrets = subject.version.has_spec_key("ImagePullSecrets");
    if subject.raw.at(&["spec"]).as_map().is_none() {
        patch.add("/spec", Map::new());
    }
    let status_port = if sidecar.rewrite_probes { tell_agent(&mut sidecar, subject.pod) } else { None };

    let previous = status::previous(subject.pod, subject.version);
    patch.remove(subject.pod, "initContainers", &previous.init_containers);
    patch.remove(subject.pod, "containers", &previous.containers);
    patch.remove(subject.pod, "volumes", &previous.volumes);
    if with_secrets {
        patch.remove(subject.pod, "imagePullSecrets", &previous.image_pull_secrets);
    }

    patch.append_containers(subject.pod, "initContainers", sidecar.init_containers);
    patch.append_containers(subject.pod, "containers", sidecar.containers);
    patch.append(subject.pod, "volumes", sidecar.volumes);
    if with_secrets {
        patch.append(subject.pod, "imagePullSecrets", sidecar.image_pull_secrets);
    }
    if subject.version.has_spec_key("DNSConfig") {
        patch.pod_wide(subject, sidecar.dns_config);
    }
    patch.annotate(subject.raw, status);
    if let Some(port) = status_port {
        patch.operations.extend(probes::operations(
            subject.pod.items_at(&["spec", "containers"]),
            &previous.containers,
            port,
        ));
    }
    patch.operations
}

/// Tells the agent what to ask of the application, and gives the agent's port.
fn tell_agent(sidecar: &mut Sidecar, pod: &Value) -> Option<i64> {
    let proxy = probes::proxy(&mut sidecar.containers)?;
    push_env(proxy, PROBERS_ENV, probes::probers(pod.items_at(&["spec", "containers"])));
    probes::status_port(proxy)
}

struct Patch {
    operations: Vec<Operation>,
    version: Version,
}

impl Patch {
    fn add(&mut self, path: impl Into<String>, value: impl Into<Value>) {
        self.operations.push(Operation { op: Op::Add, path: path.into(), value: Some(value.into()) });
    }

    /// Removes the items of these names, the last one first.
    fn remove(&mut self, pod: &Value, list: &str, names: &[String]) {
        let names: HashSet<&str> = names.iter().map(String::as_str).collect();
        // 0.5 wrote the value of every operation.
        let value = (self.version.null_on_removal).then_some(Value::Null);
        for (i, item) in pod.items_at(&["spec", list]).iter().enumerate().rev() {
            if names.contains(name(item)) {
                self.operations.push(Operation {
                    op: Op::Remove,
                    path: format!("/spec/{list}/{i}"),
                    value: value.clone(),
                });
            }
        }
    }

    /// Adds items at the end of a list; where the pod has none, the first one makes it.
    fn append(&mut self, pod: &Value, list: &str, items: Vec<Value>) {
        let mut absent = pod.items_at(&["spec", list]).is_empty();
        for item in items {
            if std::mem::take(&mut absent) {
                self.add(format!("/spec/{list}"), vec![item]);
            } else {
                self.add(format!("/spec/{list}/-"), item);
            }
        }
    }

    /// As [`Patch::append`]; in 1.1 the proxy gets the mount of the service account's token that a container has.
    ///
    /// Source: Istio 1.1 webhook.go, addContainer.
    fn append_containers(&mut self, pod: &Value, list: &str, mut containers: Vec<Value>) {
        let token = if self.version.token_mount { token_mount(pod.items_at(&["spec", list])) } else { None };
        if let Some(token) = token {
            for proxy in containers.iter_mut().filter(|c| name(c) == PROXY_CONTAINER) {
                proxy.list_entry("volumeMounts").push(token.clone());
            }
        }
        self.append(pod, list, containers);
    }

    fn pod_wide(&mut self, subject: Subject<'_>, dns_config: Option<Value>) {
        if let Some(dns_config) = dns_config {
            self.add("/spec/dnsConfig", dns_config);
        }
        // The user's own is put back as it was sent, with what the type may not know.
        let source = if subject.mounts_sds_token { subject.pod } else { subject.raw };
        let security_context = source.at(&["spec", "securityContext"]);
        if !security_context.is_null() {
            self.add("/spec/securityContext", security_context.clone());
        }
    }

    fn annotate(&mut self, raw: &Value, status: String) {
        let metadata = raw.at(&["metadata"]);
        let mut annotation = Map::new();
        match metadata.at(&["annotations"]).as_map() {
            Some(annotations) => {
                let there =
                    annotations.get(STATUS).and_then(Value::as_str).is_some_and(|old| !old.is_empty());
                let op = if there { Op::Replace } else { Op::Add };
                let path = format!("/metadata/annotations/{}", STATUS.replace('/', "~1"));
                self.operations.push(Operation { op, path, value: Some(status.into()) });
            }
            None if metadata.as_map().is_some() => {
                annotation.insert(STATUS, status);
                self.add("/metadata/annotations", annotation);
            }
            None => {
                annotation.insert(STATUS, status);
                let mut metadata = Map::new();
                metadata.insert("annotations", annotation);
                self.add("/metadata", metadata);
            }
        }
    }
}

/// The last mount of the service account's token in these containers, if its volume has a name.
fn token_mount(containers: &[Value]) -> Option<Value> {
    let mut mounts = containers.iter().flat_map(|c| c.items_at(&["volumeMounts"]));
    let last = mounts.rfind(|m| m.str_at(&["mountPath"]) == Some(SERVICE_ACCOUNT_TOKEN))?;
    (!name(last).is_empty()).then(|| last.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patch::to_json;

    const TEMPLATE: &str = "
rewriteAppHTTPProbe: true
containers:
- {name: istio-proxy, args: [--statusPort=9]}
- {name: second}
volumes: [{name: v}]
imagePullSecrets: [{name: s}]
dnsConfig: {searches: [x]}
";

    fn patched(pod: &str, template: &str, version: Version, mounts_sds_token: bool) -> Vec<String> {
        let pod = kubeyaml::from_json(pod.as_bytes()).unwrap();
        let sidecar = Sidecar::read(template, version).unwrap();
        let subject = Subject { raw: &pod, pod: &pod, mounts_sds_token, version };
        let line = |o: Operation| {
            let value = o.value.as_ref().map(|v| format!(" {}", kubeyaml::to_json(v)));
            format!("{:?} {}{}", o.op, o.path, value.unwrap_or_default())
        };
        operations(subject, sidecar, "S".to_owned()).into_iter().map(line).collect()
    }

    #[test]
    fn operations_come_in_istios_order() {
        let pod = r#"{"metadata":{"annotations":{"a":"b"}},"spec":{
            "containers":[{"name":"istio-proxy"},{"name":"a","livenessProbe":{"httpGet":{"port":80}},
                "volumeMounts":[{"name":"t","mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}]}],
            "initContainers":[{"name":"istio-init"},{"name":"own"},{"name":"enable-core-dump"}],
            "securityContext":{"runAsUser":1}}}"#;
        let want_1_1 = [
            "Remove /spec/initContainers/2",
            "Remove /spec/initContainers/0",
            "Remove /spec/containers/0",
            r#"Add /spec/containers/- {"args":["--statusPort=9"],"env":[{"name":"ISTIO_KUBE_APP_PROBERS","value":"{\"/app-health/a/livez\":{\"port\":80}}"}],"name":"istio-proxy","resources":{},"volumeMounts":[{"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount","name":"t"}]}"#,
            r#"Add /spec/containers/- {"name":"second","resources":{}}"#,
            r#"Add /spec/volumes [{"name":"v"}]"#,
            r#"Add /spec/imagePullSecrets [{"name":"s"}]"#,
            r#"Add /spec/dnsConfig {"searches":["x"]}"#,
            r#"Add /spec/securityContext {"runAsUser":1}"#,
            r#"Add /metadata/annotations/sidecar.istio.io~1status "S""#,
            r#"Replace /spec/containers/0/livenessProbe/httpGet {"path":"/app-health/a/livez","port":9}"#,
        ];
        assert_eq!(patched(pod, TEMPLATE, Version::V1_1, false), want_1_1);
        let want_0_5 = [
            "Remove /spec/initContainers/2 null",
            "Remove /spec/initContainers/0 null",
            "Remove /spec/containers/0 null",
            r#"Add /spec/containers/- {"args":["--statusPort=9"],"name":"istio-proxy","resources":{}}"#,
            r#"Add /spec/containers/- {"name":"second","resources":{}}"#,
            r#"Add /spec/volumes [{"name":"v"}]"#,
            r#"Add /metadata/annotations/sidecar.istio.io~1status "S""#,
        ];
        assert_eq!(patched(pod, TEMPLATE, Version::V0_5, false), want_0_5);
    }

    #[test]
    fn the_annotation_finds_its_place() {
        for (pod, want) in [
            (
                r#"{"metadata":{},"spec":{}}"#,
                &[r#"Add /metadata/annotations {"sidecar.istio.io/status":"S"}"#][..],
            ),
            (
                r#"{"metadata":{"annotations":{"sidecar.istio.io/status":"old"}},"spec":{}}"#,
                &[r#"Replace /metadata/annotations/sidecar.istio.io~1status "S""#],
            ),
            (
                r#"{"metadata":{"annotations":{"sidecar.istio.io/status":""}},"spec":{}}"#,
                &[r#"Add /metadata/annotations/sidecar.istio.io~1status "S""#],
            ),
            ("{}", &["Add /spec {}", r#"Add /metadata {"annotations":{"sidecar.istio.io/status":"S"}}"#]),
        ] {
            assert_eq!(patched(pod, "", Version::V1_0, false), want, "{pod}");
        }
    }

    #[test]
    fn operations_are_json() {
        let operations = [Operation { op: Op::Remove, path: "/a".into(), value: Some(Value::Null) }];
        assert_eq!(to_json(&operations), r#"[{"op":"remove","path":"/a","value":null}]"#);
    }
}
