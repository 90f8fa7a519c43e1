//! How pods stand beside what injection would give them now.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]
#![allow(clippy::disallowed_methods, reason = "the single templates are files")]

#[path = "../../injection/tests/support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use diagnosis::outdated::{Now, Pods, pods};
use injection::config::{Config, Reading, Signs, Values};
use injection::patch::apply;
use injection::{
    Asked, Budget, Change, Facts, Injector, NativeSidecars, Question, Settings, Version, defaults,
};
use kubeyaml::Value;
use objects::World;

/// A template that is small enough to be seen through; `TAG`, `LEVEL` and `INIT` change.
const TEMPLATES: &str = r#"
policy: enabled
templates:
  sidecar: |
    metadata:
      labels: {security.istio.io/tlsMode: istio}
      annotations: {istio.io/rev: "{{ .Revision }}"}
    spec:
      initContainers: [{name: INIT, image: "proxyv2:TAG", args: [istio-iptables]}]
      containers:
      - name: istio-proxy
        image: proxyv2:TAG
        args: [proxy, LEVEL]
        env: [{name: OWNER, value: "{{ .DeploymentMeta.Name }}"}]
        resources: {limits: {cpu: "2"}}
        volumeMounts: [{name: istio-token, mountPath: /var/run/token}]
      volumes: [{name: istio-token, emptyDir: {}}]
"#;

fn templates(tag: &str, level: &str) -> String {
    TEMPLATES.replace("TAG", tag).replace("LEVEL", level).replace("INIT", "istio-init")
}

fn injector(config: &str, values: &str, revision: &str, version: Option<Version>) -> Injector {
    injector_of(config, values, revision, version, NativeSidecars::Auto)
}

fn injector_of(
    config: &str,
    values: &str,
    revision: &str,
    version: Option<Version>,
    native_sidecars: NativeSidecars,
) -> Injector {
    let reading = Reading { version, environment: &BTreeMap::new(), offline: false, signs: Signs::default() };
    let config = Config::parse(config, &reading).unwrap();
    let mesh = kubeyaml::read(defaults::mesh()).unwrap();
    let settings = Settings { revision: revision.to_owned(), native_sidecars, ..Settings::default() };
    Injector::new(config, Values::parse(values).unwrap(), mesh, settings).unwrap()
}

/// A pod as it is once it was created; as it was sent if nobody injects it.
fn created(pod: &Value, injector: &Injector) -> Option<Value> {
    let asked = Asked::Webhook { path: "/inject" };
    let question = Question { pod, namespace: "shop", workload: None, asked, budget: Budget::default() };
    let mut made = pod.clone();
    match injector.answer(&question, &Facts::default()).ok()?.injection?.change {
        Change::Patch(patch) => apply(&mut made, patch).unwrap(),
        Change::Pod(_) => panic!("the webhook answers with a patch"),
    }
    Some(made)
}

const NAMESPACE: &str = "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {LABELS}}}";
const ANOTHER_WEBHOOK: &str = "{apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, \
    metadata: {name: cert-manager}, webhooks: [{name: webhook.cert-manager.example}]}";

const WEBHOOK: &str = "
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: istio, creationTimestamp: '2026-01-02T00:00:00Z', labels: {istio.io/rev: default}}
webhooks:
- name: namespace.sidecar-injector.istio.io
  clientConfig: {service: {path: /inject}}
  rules: [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}]
  namespaceSelector: {matchLabels: {istio-injection: enabled}}
  objectSelector: {matchExpressions: [{key: sidecar.istio.io/inject, operator: NotIn, values: ['false']}]}
";
const TEMPLATE: &str = "{metadata: {labels: {app: web}}, spec: {containers: [{name: app, image: 'app:1'}]}}";

/// A pod of the StatefulSet `web`, from its template.
fn pod(template: &str) -> Value {
    pod_of(template, "web")
}

fn pod_of(template: &str, workload: &str) -> Value {
    let mut pod = kubeyaml::read(template).unwrap();
    let fields = pod.become_map();
    fields.insert("apiVersion", "v1");
    fields.insert("kind", "Pod");
    let metadata = fields.entry("metadata").become_map();
    metadata.insert("namespace", "shop");
    metadata.insert("name", format!("{workload}-0"));
    metadata.insert("generateName", format!("{workload}-"));
    let owner = format!("[{{apiVersion: apps/v1, kind: StatefulSet, name: {workload}, controller: true}}]");
    metadata.insert("ownerReferences", kubeyaml::read(&owner).unwrap());
    pod
}

fn stateful_set(template: &str) -> Value {
    stateful_set_named(template, "web")
}

fn stateful_set_named(template: &str, name: &str) -> Value {
    let head =
        format!("{{apiVersion: apps/v1, kind: StatefulSet, metadata: {{name: {name}, namespace: shop}}}}");
    let mut object = kubeyaml::read(&head).unwrap();
    let mut template = kubeyaml::read(template).unwrap();
    for key in ["name", "namespace"] {
        template.map_entry("metadata").remove(key);
    }
    object.map_entry("spec").insert("template", template);
    object
}

/// What the API server and kubelet make of a pod.
fn served(mut pod: Value) -> Value {
    let spec = pod.map_entry("spec");
    spec.insert("nodeName", "node-1");
    let token = kubeyaml::read("{name: kube-api-access-x7x2k, projected: {defaultMode: 420}}").unwrap();
    spec.entry("volumes").become_list().push(token.clone());
    for list in ["containers", "initContainers"] {
        for container in spec.get_mut(list).and_then(Value::as_list_mut).into_iter().flatten() {
            let limits = container.at(&["resources", "limits"]).clone();
            for (resource, limit) in limits.as_map().into_iter().flat_map(|limits| limits.iter()) {
                let requests = container.map_entry("resources").entry("requests").become_map();
                if !requests.contains(resource) {
                    requests.insert(resource, limit.clone());
                }
            }
            let fields = container.become_map();
            for (field, default) in [
                ("imagePullPolicy", "IfNotPresent"),
                ("terminationMessagePath", "/dev/termination-log"),
                ("terminationMessagePolicy", "File"),
            ] {
                if !fields.contains(field) {
                    fields.insert(field, default);
                }
            }
            let mount =
                "{name: kube-api-access-x7x2k, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}";
            fields.entry("volumeMounts").become_list().push(kubeyaml::read(mount).unwrap());
        }
    }
    let status = kubeyaml::read("{phase: Running, podIP: 10.0.0.1}").unwrap();
    pod.become_map().insert("status", status);
    pod
}

fn world(labels: &str, webhook: &str, objects: Vec<Value>) -> World {
    let mut world = World::of_text(&NAMESPACE.replace("LABELS", labels)).unwrap();
    world.know(objects::kinds::MUTATING_WEBHOOK);
    world.extend(World::of_text(webhook).unwrap());
    objects.into_iter().for_each(|object| world.insert(object));
    world
}

fn found(world: &World, injector: &(dyn Fn(&str) -> Result<Arc<Injector>, String> + Sync)) -> Vec<Pods> {
    pods(world, None, &Now { injector, facts: &Facts::default(), revision: "" })
}

fn said(all: &[Pods]) -> String {
    let one = |pods: &Pods| {
        let fields = pods.differences.iter().map(|d| d.field.clone()).collect::<Vec<_>>().join(" ");
        format!("{} {}", pods.state.code(), fields).trim_end().to_owned()
    };
    all.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn each_state_has_a_world() {
    const ON: &str = "istio-injection: enabled";
    let old = || injector(&templates("1", "info"), "", "default", None);
    let now = |_: &str| Ok(Arc::new(injector(&templates("1", "info"), "", "default", None)));
    let plain = pod(TEMPLATE);
    let injected = served(created(&plain, &old()).unwrap());
    let of = |config: &str| served(created(&plain, &injector(config, "", "default", None)).unwrap());
    let canary = served(created(&plain, &injector(&templates("1", "info"), "", "canary", None)).unwrap());
    let opted_out = TEMPLATE.replace("app: web", "app: web, sidecar.istio.io/inject: 'false'");
    let on_host = TEMPLATE.replace("spec: {", "spec: {hostNetwork: true, ");
    let refused = TEMPLATE.replace(
        "metadata: {",
        "metadata: {annotations: {traffic.sidecar.istio.io/includeInboundPorts: all}, ",
    );
    let another_init = templates("1", "info").replace("istio-init", "istio-validation");
    // A webhook that is not an injector's says nothing of revisions.
    let beside_another = format!("{WEBHOOK}\n---\n{ANOTHER_WEBHOOK}");
    for (labels, webhook, template, pod, want) in [
        (ON, WEBHOOK, TEMPLATE, injected.clone(), "current"),
        ("", WEBHOOK, TEMPLATE, served(plain.clone()), "not-injected"),
        (ON, WEBHOOK, TEMPLATE, served(plain.clone()), "missed"),
        ("", WEBHOOK, TEMPLATE, injected.clone(), "kept"),
        (ON, WEBHOOK, &opted_out, injected.clone(), "kept"),
        (ON, WEBHOOK, &on_host, injected.clone(), "kept"),
        ("istio.io/rev: canary", WEBHOOK, TEMPLATE, canary.clone(), "revision-gone"),
        ("istio.io/rev: canary", &*beside_another, TEMPLATE, canary.clone(), "revision-gone"),
        (ON, WEBHOOK, TEMPLATE, canary, "other-revision annotations[istio.io/rev]"),
        (
            ON,
            WEBHOOK,
            TEMPLATE,
            of(&templates("0", "info")),
            "proxy-image containers[istio-proxy].image initContainers[istio-init].image",
        ),
        (
            ON,
            WEBHOOK,
            TEMPLATE,
            of(&templates("1", "debug")),
            "sidecar-changed containers[istio-proxy].args[1]",
        ),
        (
            ON,
            WEBHOOK,
            TEMPLATE,
            of(&another_init),
            "sidecar-changed initContainers[istio-init] initContainers[istio-validation]",
        ),
        (
            ON,
            WEBHOOK,
            TEMPLATE,
            of(&templates("1", "info").replace("cpu: \"2\"", "cpu: \"1\"")),
            "sidecar-changed containers[istio-proxy].resources.limits.cpu containers[istio-proxy].resources.requests.cpu",
        ),
        (
            ON,
            WEBHOOK,
            TEMPLATE,
            of(&templates("1", "info").replace("tlsMode: istio", "tlsMode: other")),
            "sidecar-changed labels[security.istio.io/tlsMode]",
        ),
        (ON, WEBHOOK, &refused, injected.clone(), "refused"),
        (ON, "", TEMPLATE, injected.clone(), "revision-gone"),
    ] {
        let world = world(labels, webhook, vec![stateful_set(template), pod]);
        assert_eq!(said(&found(&world, &now)), want, "{labels} {template}");
    }
    // What cannot be told says why.
    let mut unknown = World::of([injected.clone()]);
    assert!(found(&unknown, &now)[0].state.to_string().contains("MutatingWebhookConfiguration"));
    unknown.know(objects::kinds::MUTATING_WEBHOOK);
    assert!(found(&unknown, &now)[0].state.to_string().contains("Namespace shop"));
    let world = world(ON, WEBHOOK, vec![injected]);
    let all = found(&world, &|_| Err("there is no ConfigMap".to_owned()));
    assert_eq!(all[0].state.to_string(), "cannot be told: there is no ConfigMap");
}

#[test]
fn pods_of_a_snapshot_are_compared_as_far_as_it_keeps_them() {
    let kept = |mut pod: Value| {
        objects::parts::of_snapshot(objects::kinds::POD).keep(&mut pod);
        pod
    };
    let now = |_: &str| Ok(Arc::new(injector(&templates("1", "info"), "", "default", None)));
    for (tag, level, want) in [
        ("1", "info", "current"),
        ("1", "debug", "current"),
        ("0", "info", "proxy-image containers[istio-proxy].image initContainers[istio-init].image"),
    ] {
        let old = injector(&templates(tag, level), "", "default", None);
        let pod = kept(served(created(&pod(TEMPLATE), &old).unwrap()));
        let world = world("istio-injection: enabled", WEBHOOK, vec![pod]);
        assert_eq!(said(&found(&world, &now)), want, "{tag} {level}");
    }
}

#[test]
fn the_least_risky_restart_is_the_first() {
    let owned = |kind: &str, name: &str, pod: &str| {
        format!(
            "{{apiVersion: v1, kind: Pod, metadata: {{namespace: shop, name: {pod}, generateName: {name}-, \
             ownerReferences: [{{apiVersion: apps/v1, kind: {kind}, name: {name}, controller: true}}]}}, \
             spec: {{containers: [{{name: app, image: a}}]}}}}"
        )
    };
    let ended = owned("Job", "done", "done-1").replace("spec:", "status: {phase: Succeeded}, spec:");
    let bare = "{apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: bare}, spec: {containers: [{name: app, image: a}]}}";
    let texts = [
        bare.to_owned(),
        owned("ReplicaSet", "one", "one-1"),
        owned("ReplicaSet", "two", "two-1"),
        owned("ReplicaSet", "two", "two-2"),
        owned("DaemonSet", "each", "each-1"),
        ended,
    ];
    let objects = texts.iter().map(|text| kubeyaml::read(text).unwrap()).collect();
    let world = world("istio-injection: enabled", WEBHOOK, objects);
    let now = |_: &str| Ok(Arc::new(injector(&templates("1", "info"), "", "default", None)));
    let all = found(&world, &now);
    let order: Vec<String> =
        all.iter().map(|pods| format!("{} {} {}", pods.name, pods.pods.len(), pods.risk.name())).collect();
    assert_eq!(order, ["two 2 rolls", "each 1 ordered", "one 1 interrupts", "bare 1 loses"]);
}

/// The configurations of several releases: single templates, templates as each release reads them, and the built-in ones.
fn configurations() -> Vec<(String, String, String, Option<Version>, NativeSidecars)> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../injection/tests/kube_inject");
    let single =
        ["single-1.2", "single-1.4", "single-1.6", "single-1.7", "single-1.8", "legacy-1.0"].map(|name| {
            let text = |file: &str| std::fs::read_to_string(cases.join(name).join(file)).unwrap_or_default();
            let config = text("config.yaml").replace("policy: disabled", "policy: enabled");
            (name.to_owned(), config, text("values.yaml"), None, NativeSidecars::Auto)
        });
    let releases = ["1.9", "1.14", "1.20", "1.22", "1.24", "1.27", "1.30"].map(|release| {
        let version = Some(release.parse().unwrap());
        (release.to_owned(), templates("1", "info"), String::new(), version, NativeSidecars::Auto)
    });
    let built_in = [NativeSidecars::True, NativeSidecars::False].map(|native| {
        let (config, values) = (defaults::config().to_owned(), defaults::values(false).to_owned());
        (format!("built-in {native:?}"), config, values, None, native)
    });
    single.into_iter().chain(releases).chain(built_in).collect()
}

#[test]
fn a_pod_that_was_just_injected_is_up_to_date() {
    for (name, config, values, version, native) in configurations() {
        let make = |_: &str| Ok(Arc::new(injector_of(&config, &values, "default", version, native)));
        let injector = make("").unwrap();
        let (mut running, mut owners) = (Vec::new(), Vec::new());
        for seed in 0..40 {
            let workload = format!("web-{seed}");
            let template = kubeyaml::to_json(&support::Pods::of(seed));
            let sent = pod_of(&template, &workload);
            let Some(made) = created(&sent, &injector) else { continue };
            if !names_are_unique(&sent) || !names_are_unique(&made) {
                continue;
            }
            running.push(served(made));
            owners.push(stateful_set_named(&template, &workload));
        }
        assert!(running.len() > 5, "{name}: only {} of the generated pods were injected", running.len());
        let with_owners = running.iter().cloned().chain(owners).collect();
        for objects in [with_owners, running] {
            let world = world("istio-injection: enabled", WEBHOOK, objects);
            for pods in found(&world, &make) {
                let found = (pods.state.code(), pods.differences);
                assert_eq!(found, ("current", vec![]), "{name}, {}: {}", pods.name, pods.state);
            }
        }
    }
}

/// The API server refuses a pod in which two containers have one name.
fn names_are_unique(pod: &Value) -> bool {
    let containers =
        ["containers", "initContainers"].into_iter().flat_map(|list| pod.items_at(&["spec", list]));
    let mut seen = BTreeSet::new();
    containers.filter_map(|c| c.str_at(&["name"])).all(|name| seen.insert(name))
}
