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

/// A pod of sixteen containers, each with four ports and three probes: what an API server has to compute for it.
const MANY: &str = "containers: [{name: c0, image: c, ports: [{name: p0, containerPort: 9000}, {name: p1, containerPort: 9001}, {name: p2, containerPort: 9002}, {name: p3, containerPort: 9003}], livenessProbe: {httpGet: {path: '/live/0?a=b&c=d', port: p0}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c1, image: c, ports: [{name: p1, containerPort: 9001}, {name: p2, containerPort: 9002}, {name: p3, containerPort: 9003}, {name: p4, containerPort: 9004}], livenessProbe: {httpGet: {path: '/live/1?a=b&c=d', port: p1}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c2, image: c, ports: [{name: p2, containerPort: 9002}, {name: p3, containerPort: 9003}, {name: p4, containerPort: 9004}, {name: p5, containerPort: 9005}], livenessProbe: {httpGet: {path: '/live/2?a=b&c=d', port: p2}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c3, image: c, ports: [{name: p3, containerPort: 9003}, {name: p4, containerPort: 9004}, {name: p5, containerPort: 9005}, {name: p6, containerPort: 9006}], livenessProbe: {httpGet: {path: '/live/3?a=b&c=d', port: p3}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c4, image: c, ports: [{name: p4, containerPort: 9004}, {name: p5, containerPort: 9005}, {name: p6, containerPort: 9006}, {name: p7, containerPort: 9007}], livenessProbe: {httpGet: {path: '/live/4?a=b&c=d', port: p4}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c5, image: c, ports: [{name: p5, containerPort: 9005}, {name: p6, containerPort: 9006}, {name: p7, containerPort: 9007}, {name: p8, containerPort: 9008}], livenessProbe: {httpGet: {path: '/live/5?a=b&c=d', port: p5}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c6, image: c, ports: [{name: p6, containerPort: 9006}, {name: p7, containerPort: 9007}, {name: p8, containerPort: 9008}, {name: p9, containerPort: 9009}], livenessProbe: {httpGet: {path: '/live/6?a=b&c=d', port: p6}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c7, image: c, ports: [{name: p7, containerPort: 9007}, {name: p8, containerPort: 9008}, {name: p9, containerPort: 9009}, {name: p10, containerPort: 9010}], livenessProbe: {httpGet: {path: '/live/7?a=b&c=d', port: p7}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c8, image: c, ports: [{name: p8, containerPort: 9008}, {name: p9, containerPort: 9009}, {name: p10, containerPort: 9010}, {name: p11, containerPort: 9011}], livenessProbe: {httpGet: {path: '/live/8?a=b&c=d', port: p8}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c9, image: c, ports: [{name: p9, containerPort: 9009}, {name: p10, containerPort: 9010}, {name: p11, containerPort: 9011}, {name: p12, containerPort: 9012}], livenessProbe: {httpGet: {path: '/live/9?a=b&c=d', port: p9}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c10, image: c, ports: [{name: p10, containerPort: 9010}, {name: p11, containerPort: 9011}, {name: p12, containerPort: 9012}, {name: p13, containerPort: 9013}], livenessProbe: {httpGet: {path: '/live/10?a=b&c=d', port: p10}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c11, image: c, ports: [{name: p11, containerPort: 9011}, {name: p12, containerPort: 9012}, {name: p13, containerPort: 9013}, {name: p14, containerPort: 9014}], livenessProbe: {httpGet: {path: '/live/11?a=b&c=d', port: p11}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c12, image: c, ports: [{name: p12, containerPort: 9012}, {name: p13, containerPort: 9013}, {name: p14, containerPort: 9014}, {name: p15, containerPort: 9015}], livenessProbe: {httpGet: {path: '/live/12?a=b&c=d', port: p12}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c13, image: c, ports: [{name: p13, containerPort: 9013}, {name: p14, containerPort: 9014}, {name: p15, containerPort: 9015}, {name: p16, containerPort: 9016}], livenessProbe: {httpGet: {path: '/live/13?a=b&c=d', port: p13}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c14, image: c, ports: [{name: p14, containerPort: 9014}, {name: p15, containerPort: 9015}, {name: p16, containerPort: 9016}, {name: p17, containerPort: 9017}], livenessProbe: {httpGet: {path: '/live/14?a=b&c=d', port: p14}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}, {name: c15, image: c, ports: [{name: p15, containerPort: 9015}, {name: p16, containerPort: 9016}, {name: p17, containerPort: 9017}, {name: p18, containerPort: 9018}], livenessProbe: {httpGet: {path: '/live/15?a=b&c=d', port: p15}}, readinessProbe: {httpGet: {path: /ready, port: 80}}, startupProbe: {grpc: {port: 9}}}]";

/// What is tried: what it shows, the pod's metadata and its spec, and what becomes of it.
const PODS: [(&str, &str, &str, Done); 55] = [
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
    (
        "metrics",
        "name: a, annotations: {prometheus.io/port: '9090', prometheus.io/path: '/m?a=1&b=<2>', prometheus.io/scrape: 'true'}",
        APP,
        Injected,
    ),
    ("metrics of the port alone", "name: a, annotations: {prometheus.io/port: '9090'}", APP, Injected),
    ("empty metrics", "name: a, annotations: {prometheus.io/path: ''}", APP, Injected),
    (
        "metrics that nobody is to scrape",
        "name: a, annotations: {prometheus.io/scrape: 'false', prometheus.io/port: '1'}",
        APP,
        Injected,
    ),
    (
        "metrics that are the agent's already",
        "name: a, annotations: {prometheus.io/port: '15020'}",
        APP,
        Injected,
    ),
    (
        "metrics in another spelling",
        "name: a, annotations: {prometheus-io/port: '9090'}",
        APP,
        Excluded("prometheus"),
    ),
    ("an image with quotes", "name: a", "containers: [{name: app, image: 'a\"b'}]", Excluded("containers")),
    ("a network", "name: a, labels: {topology.istio.io/network: net}", APP, Excluded("network-label")),
    (
        "a probe",
        "name: a",
        "containers: [{name: app, image: app, livenessProbe: {httpGet: {path: /l, port: 80}}}]",
        Injected,
    ),
    (
        "probes of all kinds",
        "name: a",
        "containers: [{name: b, image: b, ports: [{name: web, containerPort: 8080}], livenessProbe: {httpGet: {path: '/l?a=1&b=<2>', \
         port: web, host: h, scheme: HTTPS, httpHeaders: [{name: X-A, value: 'a>b'}]}, timeoutSeconds: 5}, readinessProbe: {tcpSocket: \
         {port: web}}, startupProbe: {grpc: {port: 9}}}, {name: a, image: a, readinessProbe: {grpc: {port: 9, service: s}}, \
         livenessProbe: {exec: {command: [x]}}, lifecycle: {preStop: {httpGet: {port: 9}}, postStart: {exec: {command: [x]}}}}]",
        Injected,
    ),
    (
        "a probe of the agent, and one of a port that is not there",
        "name: a",
        "containers: [{name: app, image: app, livenessProbe: {httpGet: {port: 15020}}, readinessProbe: {httpGet: {port: none}}}]",
        Injected,
    ),
    (
        "probes of init containers, and a hook over TCP",
        "name: a",
        "initContainers: [{name: i, image: i, restartPolicy: Always, startupProbe: {tcpSocket: {port: 7, host: h}}}], \
         containers: [{name: app, image: app, lifecycle: {postStart: {tcpSocket: {port: 5}}}}]",
        Injected,
    ),
    ("as many containers as are followed", "name: a, labels: {app: x}", MANY, Injected),
    (
        "quotes in a probe",
        "name: a",
        "containers: [{name: app, image: app, livenessProbe: {httpGet: {path: '/\"', port: 80}}}]",
        Excluded("probes"),
    ),
    (
        "probes and metrics",
        "name: a, labels: {app: x}, annotations: {prometheus.io/scrape: 'true', prometheus.io/port: '80'}",
        "containers: [{name: app, image: app, livenessProbe: {tcpSocket: {port: 80}}}]",
        Injected,
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

type Row = (&'static str, &'static str, &'static str, Done);

/// Creates pods by the policy of these flags, and by the webhook with them: where the answers are not as they should be.
fn wrong(plane: &ControlPlane, flags: &[&str], rows: &[Row]) -> Vec<String> {
    let kubectl = plane.kubectl();
    let policies = generated(flags);
    kubectl.apply(&policies);
    until("a policy that is in force", || {
        created(&kubectl, "labelled", "name: a", APP).ok().filter(is_injected)
    });
    let answers = || rows.iter().map(|(_, metadata, spec, _)| created(&kubectl, "labelled", metadata, spec));
    let by_policy: Vec<_> = answers().collect();
    let warnings: Vec<String> =
        rows.iter().map(|(_, metadata, spec, _)| warning(&kubectl, metadata, spec)).collect();
    kubectl.try_run("delete -f -", &policies).unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    let (_webhook, _) = Webhook::install(plane, &[], flags);
    let by_webhook: Vec<_> = answers().collect();
    let name = "mutatingwebhookconfiguration istio-sidecar-injector";
    kubectl.run(&format!("delete {name}"));
    std::thread::sleep(Duration::from_millis(1500));
    let all = rows.iter().zip(by_policy).zip(by_webhook).zip(warnings);
    all.flat_map(|(((row, policy), webhook), warning)| compared(row, &policy, &webhook, &warning)).collect()
}

/// What is wrong with the answers about a pod.
fn compared(
    (shows, _, _, want): &Row,
    policy: &Result<Value, String>,
    webhook: &Result<Value, String>,
    warning: &str,
) -> Vec<String> {
    let mut found = Vec::new();
    match (want, policy, webhook) {
        (Excluded(code), policy, webhook) => {
            let is_left = policy.as_ref().is_ok_and(|pod| !is_injected(pod));
            if !is_left || webhook.as_ref().is_ok_and(|pod| !is_injected(pod)) || !warning.contains(code) {
                found.push(format!("{want:?}, but {policy:?} {webhook:?} {warning}"));
            }
        }
        (_, Ok(policy), Ok(webhook)) => {
            differences(policy, webhook, "", &mut found);
            if is_injected(policy) != (*want == Injected) || !warning.is_empty() {
                found.push(format!("{want:?} was expected, without a warning: {warning}"));
            }
        }
        (Alone, Err(_), Err(_)) => {}
        (_, policy, webhook) => found.push(format!("{policy:?} {webhook:?}")),
    }
    found.into_iter().map(|difference| format!("{shows}: {difference}")).collect()
}

#[test]
fn it_injects_what_the_webhook_injects() {
    let Some(plane) = ControlPlane::start_api_server("policy") else { return };
    plane.kubectl().namespace("labelled", "{istio-injection: enabled}");
    let wrong = wrong(&plane, &[], &PODS);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Proxies that start first, native sidecars, the CNI plugin, pull secrets: what is added goes to other places.
#[test]
fn it_puts_things_where_other_configurations_put_them() {
    let Some(plane) = ControlPlane::start_api_server("policies") else { return };
    plane.kubectl().namespace("labelled", "{istio-injection: enabled}");
    let some: Vec<Row> = PODS.into_iter().filter(|(.., done)| *done == Injected).step_by(4).collect();
    for flags in [
        &["--native-sidecars", "true", "--set", "global.imagePullSecrets={x,y}"][..],
        &["--set", "global.proxy.holdApplicationUntilProxyStarts=true", "--set", "pilot.cni.enabled=true"],
        &["--set", "sidecarInjectorWebhook.rewriteAppHTTPProbe=false", "--set", "global.network=n"],
    ] {
        let wrong = wrong(&plane, flags, &some);
        assert!(wrong.is_empty(), "{flags:?}: {}", wrong.join("\n"));
    }
}

/// The namespaces and pods that a policy is bound to are those of the webhook's entries.
#[test]
fn it_is_bound_to_whom_the_webhook_is_asked_about() {
    let Some(plane) = ControlPlane::start_api_server("bindings") else { return };
    let kubectl = plane.kubectl();
    kubectl.namespace("labelled", "{istio-injection: enabled}");
    kubectl.namespace("plain", "{}");
    kubectl.namespace("refused", "{istio-injection: disabled}");
    kubectl.apply(&generated(&["--others", "deny"]));
    until("a policy that is in force", || {
        created(&kubectl, "labelled", "name: a", APP).ok().filter(is_injected)
    });
    let (asks, refuses) =
        ("labels: {sidecar.istio.io/inject: 'true'}", "labels: {sidecar.istio.io/inject: 'false'}");
    for (namespace, metadata, want) in [
        ("labelled", "labels: {}", true),
        ("labelled", refuses, false),
        ("plain", "labels: {}", false),
        ("plain", asks, true),
        ("refused", asks, false),
    ] {
        let pod = created(&kubectl, namespace, &format!("name: a, {metadata}"), APP).unwrap();
        assert_eq!(is_injected(&pod), want, "{namespace} {metadata}");
    }
    let config = "name: a, annotations: {proxy.istio.io/config: '{}'}";
    until("pods that are left alone are refused", || {
        let refusal = created(&kubectl, "labelled", config, APP).err()?;
        refusal.contains("(annotations)").then_some(())
    });
    assert!(created(&kubectl, "plain", config, APP).is_ok(), "nobody asks for a sidecar there");
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
