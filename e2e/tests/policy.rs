//! The policy of `outrigger policy generate` beside the webhook, on a real API server: the same pods, field by field.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::process::Command;
use std::time::Duration;

use e2e::{ControlPlane, Kubectl, Webhook, outrigger, until};
use serde_json::Value;

/// What the policy does with a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    /// The same as the webhook, which injects it.
    Injected,
    /// The same as the webhook, which leaves it alone.
    Alone,
    /// It leaves alone what the webhook injects or refuses, and says which condition keeps it out.
    Excluded(&'static str),
}
use Done::{Alone, Excluded, Injected};

const APP: &str = "containers: [{name: app, image: app}]";

/// What is tried: what it shows, the pod's metadata and its spec, and what becomes of it.
const PODS: [(&str, &str, &str, Done); 43] = [
    ("nothing but a name", "name: plain", APP, Injected),
    ("a name that is generated", "generateName: plain-", APP, Injected),
    ("labels of the application", "name: a, labels: {app: web, version: v2}", APP, Injected),
    (
        "recommended labels",
        "name: a, labels: {app.kubernetes.io/name: web, app.kubernetes.io/version: '3'}",
        APP,
        Injected,
    ),
    (
        "canonical labels",
        "name: a, labels: {service.istio.io/canonical-name: web.x_y, service.istio.io/canonical-revision: '7', app: other}",
        APP,
        Injected,
    ),
    ("an empty label", "name: a, labels: {app: '', version: ''}", APP, Injected),
    (
        "a name that is longer than a label",
        "name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.-b.example",
        APP,
        Alone,
    ),
    (
        "a name that ends in dots once it is cut",
        "name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b.example",
        APP,
        Injected,
    ),
    (
        "mutual TLS turned off, and a workload name",
        "name: a, labels: {security.istio.io/tlsMode: disabled, service.istio.io/workload-name: w}",
        APP,
        Injected,
    ),
    (
        "annotations of others",
        "name: a, annotations: {example.com/a: b, kubectl.kubernetes.io/restartedAt: now}",
        APP,
        Injected,
    ),
    (
        "a default container",
        "name: a, annotations: {kubectl.kubernetes.io/default-container: b, kubectl.kubernetes.io/default-logs-container: b}",
        "containers: [{name: app, image: app}, {name: b, image: b}]",
        Injected,
    ),
    (
        "a Deployment's",
        "generateName: web-77f9b-, labels: {pod-template-hash: 77f9b, app: web}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-77f9b, uid: u, controller: true}]",
        APP,
        Injected,
    ),
    (
        "a ReplicaSet's",
        "generateName: web-, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: u, controller: true}]",
        APP,
        Injected,
    ),
    (
        "a Rollout's",
        "generateName: web-8c2-, labels: {rollouts-pod-template-hash: 8c2}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-8c2, uid: u, controller: true}]",
        APP,
        Injected,
    ),
    (
        "a DeploymentConfig's",
        "generateName: web-3-, labels: {deploymentconfig: web}, ownerReferences: [{apiVersion: v1, kind: ReplicationController, name: web-3, uid: u, controller: true}]",
        APP,
        Injected,
    ),
    (
        "a CronJob's",
        "generateName: night-27654321-, ownerReferences: [{apiVersion: batch/v1, kind: Job, name: night-27654321, uid: u, controller: true}]",
        "restartPolicy: Never, containers: [{name: app, image: app}]",
        Injected,
    ),
    (
        "a Job's",
        "generateName: once-, ownerReferences: [{apiVersion: batch/v1, kind: Job, name: once-1, uid: u, controller: true}]",
        "restartPolicy: Never, containers: [{name: app, image: app}]",
        Injected,
    ),
    (
        "a StatefulSet's",
        "name: db-0, generateName: db-, ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: u, controller: true}]",
        APP,
        Injected,
    ),
    (
        "an owner that does not control it",
        "generateName: x-, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: c, uid: u}]",
        APP,
        Injected,
    ),
    (
        "two containers with ports",
        "name: a",
        "containers: [{name: app, image: app, ports: [{containerPort: 80, name: http}, {containerPort: 53, protocol: UDP, hostPort: 5300, hostIP: 127.0.0.1}]}, {name: more, image: m, ports: [{containerPort: 90}]}]",
        Injected,
    ),
    (
        "init containers of its own",
        "name: a",
        "initContainers: [{name: one, image: i}, {name: two, image: i}], containers: [{name: app, image: app}]",
        Injected,
    ),
    (
        "volumes, a pull secret and a security context of its own",
        "name: a",
        "volumes: [{name: v, emptyDir: {}}], imagePullSecrets: [{name: s}], securityContext: {runAsUser: 7, fsGroup: 8}, containers: [{name: app, image: app, volumeMounts: [{name: v, mountPath: /v}]}]",
        Injected,
    ),
    (
        "no token",
        "name: a",
        "automountServiceAccountToken: false, containers: [{name: app, image: app}]",
        Injected,
    ),
    (
        "resources",
        "name: a, annotations: {sidecar.istio.io/proxyCPU: 200m, sidecar.istio.io/proxyMemory: 64Mi}",
        APP,
        Injected,
    ),
    (
        "limits",
        "name: a, annotations: {sidecar.istio.io/proxyCPU: 100m, sidecar.istio.io/proxyCPULimit: '1000m', sidecar.istio.io/proxyMemoryLimit: 1Gi}",
        APP,
        Injected,
    ),
    (
        "levels of logs",
        "name: a, annotations: {sidecar.istio.io/logLevel: debug, sidecar.istio.io/componentLogLevel: 'http:debug,misc:info', sidecar.istio.io/agentLogLevel: 'default:debug'}",
        APP,
        Injected,
    ),
    (
        "ranges of addresses",
        "name: a, annotations: {traffic.sidecar.istio.io/includeOutboundIPRanges: '10.0.0.0/8,192.168.0.0/16', traffic.sidecar.istio.io/excludeOutboundIPRanges: 10.1.0.0/16}",
        APP,
        Injected,
    ),
    ("a pod that asks by a label", "name: a, labels: {sidecar.istio.io/inject: 'true'}", APP, Injected),
    ("a label that is no answer", "name: a, labels: {sidecar.istio.io/inject: maybe}", APP, Injected),
    ("a pod that refuses by a label", "name: a, labels: {sidecar.istio.io/inject: 'false'}", APP, Alone),
    (
        "a pod that refuses by an annotation",
        "name: a, annotations: {sidecar.istio.io/inject: 'false'}",
        APP,
        Alone,
    ),
    (
        "the label before the annotation",
        "name: a, labels: {sidecar.istio.io/inject: 'true'}, annotations: {sidecar.istio.io/inject: 'false'}",
        APP,
        Injected,
    ),
    ("the node's network", "name: a", "hostNetwork: true, containers: [{name: app, image: app}]", Alone),
    (
        "settings of the proxy",
        "name: a, annotations: {proxy.istio.io/config: 'concurrency: 3'}",
        APP,
        Excluded("annotations"),
    ),
    (
        "ports that are left alone",
        "name: a, annotations: {traffic.sidecar.istio.io/excludeInboundPorts: '80'}",
        APP,
        Excluded("annotations"),
    ),
    (
        "a volume for the proxy",
        "name: a, annotations: {sidecar.istio.io/userVolume: '{\"v\": {\"emptyDir\": {}}}'}",
        APP,
        Excluded("annotations"),
    ),
    (
        "resources that YAML takes for something else",
        "name: a, annotations: {sidecar.istio.io/proxyCPU: '1e3'}",
        APP,
        Excluded("annotation-values"),
    ),
    (
        "ranges that are none",
        "name: a, annotations: {traffic.sidecar.istio.io/includeOutboundIPRanges: 10.0.0.0/99}",
        APP,
        Excluded("annotation-values"),
    ),
    (
        "a proxy of its own",
        "name: a",
        "containers: [{name: app, image: app}, {name: istio-proxy, image: auto}]",
        Excluded("own-containers"),
    ),
    (
        "a volume of an injected name",
        "name: a",
        "volumes: [{name: istio-envoy, emptyDir: {}}], containers: [{name: app, image: app}]",
        Excluded("own-containers"),
    ),
    ("metrics", "name: a, annotations: {prometheus.io/port: '9090'}", APP, Excluded("prometheus")),
    ("a network", "name: a, labels: {topology.istio.io/network: net}", APP, Excluded("network-label")),
    (
        "a probe",
        "name: a",
        "containers: [{name: app, image: app, livenessProbe: {httpGet: {path: /l, port: 80}}}]",
        Excluded("probes"),
    ),
];

/// How the name of the volume with the token begins; five random letters follow.
const TOKEN: &str = "kube-api-access-";

/// The pod as the API server would store it, without what is another each time; or why it would not.
fn created(kubectl: &Kubectl, namespace: &str, metadata: &str, spec: &str) -> Result<Value, String> {
    let pod = format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{namespace: {namespace}, {metadata}}}\nspec: {{{spec}}}\n"
    );
    let text = kubectl.try_run("create --dry-run=server -f - -o json", &pod)?;
    // The volume with the token has a random name.
    let token = text.find(TOKEN).and_then(|at| text.get(at..at + TOKEN.len() + 5)).unwrap_or(TOKEN);
    let mut pod: Value = serde_json::from_str(&text.replace(token, "token")).unwrap();
    let fields = pod["metadata"].as_object_mut().unwrap();
    if fields.contains_key("generateName") {
        fields.remove("name");
    }
    for key in ["uid", "creationTimestamp", "managedFields", "resourceVersion"] {
        fields.remove(key);
    }
    Ok(pod)
}

/// Where two documents differ, and what each has there.
fn differences(one: &Value, other: &Value, path: &str, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for key in keys {
                differences(&one[key], &other[key], &format!("{path}.{key}"), found);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (i, (a, b)) in a.iter().zip(b).enumerate() {
                differences(a, b, &format!("{path}[{i}]"), found);
            }
        }
        _ if one == other => {}
        _ => found.push(format!("{path}: {one} by the policy, {other} by the webhook")),
    }
}

fn is_injected(pod: &Value) -> bool {
    !pod["metadata"]["annotations"]["sidecar.istio.io/status"].is_null()
}

/// What `outrigger policy generate` prints; something is always lost.
fn generated(flags: &[&str]) -> String {
    let output = Command::new(outrigger()).args(["policy", "generate"]).args(flags).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

type Answers = Vec<Result<Value, String>>;

fn answers(kubectl: &Kubectl) -> Answers {
    PODS.iter().map(|(_, metadata, spec, _)| created(kubectl, "labelled", metadata, spec)).collect()
}

#[test]
fn it_injects_what_the_webhook_injects() {
    let Some(plane) = ControlPlane::start_api_server("policy") else { return };
    let kubectl = plane.kubectl();
    kubectl.namespace("labelled", "{istio-injection: enabled}");
    kubectl.namespace("plain", "{}");
    let policies = generated(&[]);
    kubectl.apply(&policies);
    until("a policy that is in force", || {
        created(&kubectl, "labelled", "name: a", APP).ok().filter(is_injected)
    });
    assert!(
        !is_injected(&created(&kubectl, "plain", "name: a", APP).unwrap()),
        "a namespace that says nothing"
    );
    let asks = "name: a, labels: {sidecar.istio.io/inject: 'true'}";
    assert!(
        is_injected(&created(&kubectl, "plain", asks, APP).unwrap()),
        "a pod that asks in such a namespace"
    );
    let by_policy = answers(&kubectl);
    let warnings: Vec<String> =
        PODS.iter().map(|(_, metadata, spec, _)| warning(&kubectl, metadata, spec)).collect();
    kubectl.try_run("delete -f -", &policies).unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    let _webhook = Webhook::install(&plane, &[], &[]);
    let by_webhook = answers(&kubectl);

    let mut wrong = Vec::new();
    for (i, (shows, _, _, want)) in PODS.iter().enumerate() {
        let (policy, webhook) = (&by_policy[i], &by_webhook[i]);
        if let Excluded(code) = want {
            let differs = policy.as_ref().is_ok_and(|pod| !is_injected(pod))
                && webhook.as_ref().map_or(true, is_injected);
            if !differs || !warnings[i].contains(&format!("({code})")) {
                wrong.push(format!("{shows}: {want:?}, but {policy:?} {webhook:?} {}", warnings[i]));
            }
            continue;
        }
        let mut found = Vec::new();
        match (policy, webhook) {
            (Ok(policy), Ok(webhook)) => {
                differences(policy, webhook, "", &mut found);
                if is_injected(policy) != (*want == Injected) {
                    found.push(format!("{want:?} was expected"));
                }
            }
            (Err(_), Err(_)) if *want == Alone => {}
            (policy, webhook) => found.push(format!("{policy:?} {webhook:?}")),
        }
        if !warnings[i].is_empty() {
            found.push(format!("a warning: {}", warnings[i]));
        }
        wrong.extend(found.into_iter().map(|difference| format!("{shows}: {difference}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What whoever creates the pod is warned of by the policy for those that are left alone.
fn warning(kubectl: &Kubectl, metadata: &str, spec: &str) -> String {
    let pod = format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{namespace: labelled, {metadata}}}\nspec: {{{spec}}}\n"
    );
    let said =
        kubectl.try_run("create --dry-run=server --warnings-as-errors -f -", &pod).err().unwrap_or_default();
    said.lines().filter(|line| line.contains("no sidecar")).collect()
}
