//! The webhook's patch: what an earlier injection put in is removed, what the template gives is added at the end.

use std::collections::{BTreeMap, HashSet};

use kubeyaml::{Map, Value};

use super::config::LegacyConfig;
use super::sidecar::Sidecar;
use super::{labels, probes, prometheus, status};
use crate::Version;
use crate::names::{PROMETHEUS_ENV, PROXY_CONTAINER, STATUS, VALIDATION_CONTAINER};
use crate::patch::{Op, Operation, escaped};
use crate::pod::{name, push_env};
use crate::subject::Subject;

/// Where Kubernetes mounts the token of the pod's service account.
const SERVICE_ACCOUNT_TOKEN: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

/// The pod that is patched.
#[derive(Clone, Copy)]
struct Patched<'a> {
    subject: &'a Subject<'a, LegacyConfig>,
    /// The pod as it was sent.
    raw: &'a Value,
    /// Whether the pod got the proxy's group.
    sets_group: bool,
}

/// The operations in Istio's order.
///
/// Unlike Istio's, the patch of a pod without `spec` or `metadata` makes them, so that it can be applied.
///
/// Source: Istio 1.1 to 1.8 webhook.go, createPatch.
pub fn operations(
    subject: &Subject<'_, LegacyConfig>,
    mut sidecar: Sidecar,
    status: String,
    sets_group: bool,
) -> Vec<Operation> {
    let (pod, version) = (subject.pod, subject.version());
    let patched = Patched { subject, raw: subject.question.pod, sets_group };
    let mut patch = Patch { operations: Vec::new(), version, holds_application: sidecar.holds_application };
    let with_secrets = version.has_spec_key("ImagePullSecrets");
    if patched.raw.at(&["spec"]).as_map().is_none() {
        patch.add("/spec", Map::new());
    }
    let agent_port = tell_agent(&mut sidecar, subject);
    let containers = pod.items_at(&["spec", "containers"]);
    if let Some(port) = agent_port.filter(|_| version.probes_first) {
        patch.operations.extend(probes::operations(containers, &[], port, version));
    }
    let annotations = annotations(subject, &mut sidecar, status);

    let previous = status::previous(pod, version);
    patch.remove(pod, "initContainers", &previous.init_containers);
    patch.remove(pod, "containers", &previous.containers);
    patch.remove(pod, "volumes", &previous.volumes);
    if with_secrets {
        patch.remove(pod, "imagePullSecrets", &previous.image_pull_secrets);
    }

    let labels = labels::of_webhook(pod, &subject.identity.name, &sidecar, subject.revision(), version);
    patch.append_containers(pod, "initContainers", sidecar.init_containers);
    patch.append_containers(pod, "containers", sidecar.containers);
    patch.append(pod, "volumes", sidecar.volumes);
    if with_secrets {
        patch.append(pod, "imagePullSecrets", sidecar.image_pull_secrets);
    }
    if version.has_spec_key("DNSConfig") {
        patch.pod_wide(patched, sidecar.dns_config);
    }
    patch.annotate(patched.raw, annotations);
    patch.label(patched.raw, labels);
    if let Some(port) = agent_port.filter(|_| !version.probes_first) {
        patch.operations.extend(probes::operations(containers, &previous.containers, port, version));
    }
    patch.operations
}

/// Tells the agent what to ask of the application if its probes are rewritten, and gives the agent's port.
fn tell_agent(sidecar: &mut Sidecar, subject: &Subject<'_, LegacyConfig>) -> Option<i64> {
    let (pod, version) = (subject.pod, subject.version());
    if !probes::are_rewritten(pod, sidecar, version) {
        return None;
    }
    let proxy = probes::proxy(&mut sidecar.containers)?;
    probes::tell_agent(proxy, pod.items_at(&["spec", "containers"]), version);
    probes::status_port(proxy, pod, subject.injector.mesh(), version)
}

/// The annotations that the pod gets.
fn annotations(
    subject: &Subject<'_, LegacyConfig>,
    sidecar: &mut Sidecar,
    status: String,
) -> BTreeMap<String, String> {
    let (version, mesh) = (subject.version(), subject.injector.mesh());
    let mut annotations = BTreeMap::from([(STATUS.to_owned(), status)]);
    if version.injected_annotations {
        annotations.extend(subject.config.injected_annotations.iter().cloned());
    }
    if prometheus::is_merged(subject.pod, mesh, version) {
        if let (Some(proxy), Some(scraped)) =
            (probes::proxy(&mut sidecar.containers), prometheus::scraped(subject.pod))
        {
            push_env(proxy, PROMETHEUS_ENV, scraped);
        }
        let port = mesh.default_config().status_port();
        annotations.extend(prometheus::annotations(port).map(|(key, value)| (key.to_owned(), value)));
    }
    annotations
}

struct Patch {
    operations: Vec<Operation>,
    version: Version,
    holds_application: bool,
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
            } else if list.ends_with("ontainers") && self.is_first(&item) {
                self.add(format!("/spec/{list}/0"), item);
            } else {
                self.add(format!("/spec/{list}/-"), item);
            }
        }
    }

    /// Whether a container comes before the pod's own.
    ///
    /// Source: Istio 1.8 webhook.go, shouldBeInjectedInFront.
    fn is_first(&self, container: &Value) -> bool {
        match name(container) {
            PROXY_CONTAINER => self.holds_application,
            VALIDATION_CONTAINER => self.version.validation_first,
            _ => false,
        }
    }

    /// As [`Patch::append`]; from 1.1 on the proxy gets the mount of the service account's token that a container has.
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

    fn pod_wide(&mut self, patched: Patched<'_>, dns_config: Option<Value>) {
        if let Some(dns_config) = dns_config {
            self.add("/spec/dnsConfig", dns_config);
        }
        // The user's own is put back as it was sent, with what the type may not know.
        let source = if patched.sets_group { patched.subject.pod } else { patched.raw };
        let security_context = source.at(&["spec", "securityContext"]);
        if !security_context.is_null() {
            self.add("/spec/securityContext", security_context.clone());
        }
    }

    fn annotate(&mut self, raw: &Value, annotations: BTreeMap<String, String>) {
        let metadata = raw.at(&["metadata"]);
        let mut own = metadata.at(&["annotations"]).as_map();
        if metadata.as_map().is_none() {
            let all: Map = annotations.into_iter().map(|(k, v)| (k.into(), v.into())).collect();
            let mut metadata = Map::new();
            metadata.insert("annotations", all);
            return self.add("/metadata", metadata);
        }
        static EMPTY: Map = Map::new();
        for (key, value) in annotations {
            let Some(there) = own else {
                let mut first = Map::new();
                first.insert(key, value);
                self.add("/metadata/annotations", first);
                own = Some(&EMPTY);
                continue;
            };
            let replaces = there.get(&key).and_then(Value::as_str).is_some_and(|old| !old.is_empty());
            let op = if replaces { Op::Replace } else { Op::Add };
            let path = format!("/metadata/annotations/{}", escaped(&key));
            self.operations.push(Operation { op, path, value: Some(value.into()) });
        }
    }

    fn label(&mut self, raw: &Value, labels: BTreeMap<&'static str, String>) {
        let mut has_any = raw.at(&["metadata", "labels"]).as_map().is_some();
        for (key, value) in labels {
            if std::mem::replace(&mut has_any, true) {
                self.add(format!("/metadata/labels/{}", escaped(key)), value);
            } else {
                let mut first = Map::new();
                first.insert(key, value);
                self.add("/metadata/labels", first);
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
    use gotext::Budget;

    use super::*;
    use crate::config::Config;
    use crate::facts::Facts;
    use crate::legacy::tests::injector;
    use crate::patch::to_json;
    use crate::question::{Asked, Question};
    use crate::workload::Identity;

    const TEMPLATE: &str = "
rewriteAppHTTPProbe: true
containers:
- {name: istio-proxy, args: [--statusPort=9]}
- {name: second}
volumes: [{name: v}]
imagePullSecrets: [{name: s}]
dnsConfig: {searches: [x]}
";

    fn patched(pod: &str, template: &str, version: Version, holds_application: bool) -> Vec<String> {
        let pod = kubeyaml::from_json(pod.as_bytes()).unwrap();
        let sidecar = Sidecar { holds_application, ..Sidecar::read(template, version).unwrap() };
        let injector = injector("template: ''\ninjectedAnnotations: {injected: 'yes'}", "", version);
        let Config::Legacy(config) = injector.config() else { panic!("it is a legacy config") };
        let asked = Asked::Webhook { path: "" };
        let question =
            Question { pod: &pod, namespace: "", workload: None, asked, budget: Budget::default() };
        let identity = Identity { name: "w".to_owned(), ..Identity::default() };
        let mesh = injector.mesh_of(&question, &pod, &Facts::default()).unwrap();
        let subject = Subject::new(config, &injector, &question, &pod, &identity, &mesh, &Facts::default());
        let line = |o: Operation| {
            let value = o.value.as_ref().map(|v| format!(" {}", kubeyaml::to_json(v)));
            format!("{:?} {}{}", o.op, o.path, value.unwrap_or_default())
        };
        operations(&subject, sidecar, "S".to_owned(), false).into_iter().map(line).collect()
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
    fn later_releases_put_the_probes_first_and_what_the_pod_waits_for() {
        let pod = r#"{"metadata":{"labels":{"app":"a"},"annotations":{"prometheus.io/port":"80"}},"spec":{
            "containers":[{"name":"a","startupProbe":{"httpGet":{"port":80},"timeoutSeconds":3}}],
            "initContainers":[{"name":"own"}]}}"#;
        let template = "rewriteAppHTTPProbe: true\ncontainers: [{name: istio-proxy}]\ninitContainers: [{name: istio-validation}]";
        let want_1_8 = [
            r#"Replace /spec/containers/0/startupProbe/httpGet {"path":"/app-health/a/startupz","port":15020}"#,
            r#"Add /spec/initContainers/0 {"name":"istio-validation","resources":{}}"#,
            r#"Add /spec/containers/0 {"env":[{"name":"ISTIO_KUBE_APP_PROBERS","value":"{\"/app-health/a/startupz\":{\"httpGet\":{\"port\":80},\"timeoutSeconds\":3}}"},{"name":"ISTIO_PROMETHEUS_ANNOTATIONS","value":"{\"scrape\":\"\",\"path\":\"\",\"port\":\"80\"}"}],"name":"istio-proxy","resources":{}}"#,
            r#"Add /metadata/annotations/injected "yes""#,
            r#"Add /metadata/annotations/prometheus.io~1path "/stats/prometheus""#,
            r#"Replace /metadata/annotations/prometheus.io~1port "15020""#,
            r#"Add /metadata/annotations/prometheus.io~1scrape "true""#,
            r#"Add /metadata/annotations/sidecar.istio.io~1status "S""#,
            r#"Add /metadata/labels/istio.io~1rev """#,
            r#"Add /metadata/labels/security.istio.io~1tlsMode "istio""#,
            r#"Add /metadata/labels/service.istio.io~1canonical-name "a""#,
            r#"Add /metadata/labels/service.istio.io~1canonical-revision "latest""#,
        ];
        assert_eq!(patched(pod, template, Version::V1_8, true), want_1_8);
        let want_1_2 = [
            r#"Add /spec/initContainers/- {"name":"istio-validation","resources":{}}"#,
            r#"Add /spec/containers/- {"env":[{"name":"ISTIO_KUBE_APP_PROBERS","value":"{}"}],"name":"istio-proxy","resources":{}}"#,
            r#"Add /metadata/annotations/sidecar.istio.io~1status "S""#,
        ];
        assert_eq!(patched(pod, template, Version::V1_2, false), want_1_2);
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
