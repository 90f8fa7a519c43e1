//! What commands see through a kubelet: ports that are forwarded, and logs.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::Command;

use e2e::{
    ControlPlane, Forward, Kubectl, Kubelet, NAMESPACE, Process, Replica, SERVICE, free_address, install,
    is_called, outrigger, review, run, until,
};
use serde_json::Value;

/// A namespace in which a pod is an istiod.
const MESH: &str = "mesh";
/// The injector's pods.
const PODS: &str = "-n istio-system get pods -l istio=sidecar-injector --field-selector=status.phase=Running";
/// A pod that no template takes, so that injection fails.
const BROKEN: &str = r#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"1","kind":{"group":"",
"version":"v1","kind":"Pod"},"resource":{"group":"","version":"v1","resource":"pods"},"namespace":"shop","operation":"CREATE",
"object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"x","annotations":{"status.sidecar.istio.io/port":"nonsense"}},"spec":
{"containers":[{"name":"app","image":"app"}]}}}}"#;

/// What a command prints and says.
fn said(plane: &ControlPlane, line: &str) -> (String, String) {
    let mut command = Command::new(outrigger());
    command.args(line.split_whitespace()).env("HOME", plane.folder());
    let output = command.env("KUBECONFIG", plane.folder().join("admin.kubeconfig")).output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    println!("== {line}\n{out}-- \n{err}");
    (out, err)
}

/// The findings of `doctor`, as code, object and cause; and what it says.
fn doctor(plane: &ControlPlane) -> (Vec<[String; 3]>, String) {
    let (out, err) = said(plane, "doctor -o json");
    let found: Value = serde_json::from_str(&out).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings =
        found["findings"].as_array().or(found.as_array()).unwrap_or_else(|| panic!("{out}")).iter();
    let all = findings.map(|one| [text(&one["code"]), text(&one["place"]["name"]), text(&one["cause"])]);
    (all.collect(), err)
}

#[test]
fn what_pods_serve_and_write_is_seen_through_the_kubelet() {
    let [webhook, plain, istiod] = [(); 3].map(|()| free_address());
    let forward = |namespace, port, to: SocketAddr| Forward { namespace, port, to: to.port() };
    let forwards = vec![
        forward(NAMESPACE, 15017, webhook),
        forward(NAMESPACE, 15014, plain),
        forward(MESH, 15014, istiod),
    ];
    let kubelet = Kubelet { forwards, logged: vec![NAMESPACE] };
    let Some(plane) = ControlPlane::start_with("kubelet", kubelet) else { return };
    let kubectl = plane.kubectl();
    install(&plane);
    let _called = Replica::at_service(&plane, &[]).ready();
    is_called(&plane);
    kubectl.namespace("shop", "{istio-injection: enabled}");
    until("pods of the injector", || {
        (kubectl.run(&format!("{PODS} -o name")).lines().count() == 2).then_some(())
    });
    let pod = Replica::behind(&plane, webhook, plain).ready();
    served_and_counted(&plane, webhook);
    logs(&plane, &kubectl, &pod);
    drop(pod);
    nobody_listens(&plane);
    another_serves(&plane, &kubectl, webhook);
    an_istiod_answers(&plane, &kubectl, istiod);
}

/// The certificate and the metrics are those of the process behind the forwarded ports: nothing is unseen.
fn served_and_counted(plane: &ControlPlane, webhook: SocketAddr) {
    let (found, err) = doctor(plane);
    assert!(!err.contains("note:"), "{err}");
    assert!(found.iter().all(|[code, ..]| code != "injection-failures"), "{found:?}");
    let answer = review(plane, webhook, BROKEN).unwrap();
    assert!(!answer.contains("\"patch\""), "{answer}");
    let (found, _) = doctor(plane);
    let counted = found.iter().find(|[code, ..]| code == "injection-failures");
    let [_, name, cause] = counted.unwrap_or_else(|| panic!("{found:?}"));
    assert!(name.starts_with(SERVICE) && cause.starts_with("1 injections failed"), "{name}: {cause}");
}

/// The logs of the injector's pods, also of a container that ended; what has none is named.
fn logs(plane: &ControlPlane, kubectl: &Kubectl, pod: &Replica) {
    plane.log(NAMESPACE, false, &pod.log());
    plane.log(NAMESPACE, true, "the end of the one before");
    let names = kubectl.run(&format!("{PODS} -o jsonpath={{.items[*].metadata.name}}"));
    let (first, second) = names.split_once(' ').unwrap();
    let restarted = r#"[{"op":"replace","path":"/status/containerStatuses/0/restartCount","value":1}]"#;
    kubectl.run(&format!("-n {NAMESPACE} patch pod {first} --subresource=status --type=json -p {restarted}"));
    kubectl.namespace(MESH, "{}");
    kubectl.apply(&format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: istiod-1, namespace: {MESH}, labels: {{app: istiod, istio: pilot, sidecar.istio.io/inject: 'false', istio.io/rev: \
         default}}}}\nspec: {{containers: [{{name: discovery, image: 'istio/pilot:1.30.3'}}]}}\n"
    ));
    until("an istiod that runs", || {
        kubectl
            .run(&format!("-n {MESH} get pod istiod-1 -o jsonpath={{.status.phase}}"))
            .contains("Running")
            .then_some(())
    });
    let report = plane.folder().join("report");
    let (out, err) = said(plane, &format!("bug-report --dir {} -i {NAMESPACE}", report.display()));
    assert_eq!(out.trim(), report.display().to_string());
    let part =
        |name: &str| std::fs::read_to_string(report.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let container =
        kubectl.run(&format!("-n {NAMESPACE} get pod {first} -o jsonpath={{.spec.containers[0].name}}"));
    for pod in [first, second] {
        let log = part(&format!("log-{NAMESPACE}-{pod}-{container}.txt"));
        assert!(log.starts_with("2026-11-21T08:12:34") && log.contains("serving"), "{log}");
    }
    let before = part(&format!("log-{NAMESPACE}-{first}-{container}-before.txt"));
    assert!(before.contains("the end of the one before"), "{before}");
    assert!(!report.join(format!("log-{NAMESPACE}-{second}-{container}-before.txt")).exists());
    let notes = part("notes.txt");
    assert!(notes.contains("the log of container discovery of pod mesh/istiod-1"), "{notes}");
    assert!(err.contains("note: ") && !notes.contains(first), "{notes}");
}

/// A pod whose process is gone: the kubelet knows that nobody listens.
fn nobody_listens(plane: &ControlPlane) {
    let (found, err) = doctor(plane);
    assert!(err.contains("counts could not be read"), "{err}");
    let refused = found.iter().find(|[_, _, cause]| cause.contains("connection refused"));
    let [code, ..] = refused.unwrap_or_else(|| panic!("{found:?}"));
    assert_eq!(code, "connection-refused");
}

/// A pod that serves a certificate of another authority than the caBundle's.
fn another_serves(plane: &ControlPlane, kubectl: &Kubectl, webhook: SocketAddr) {
    let names = ["--service", SERVICE, "--namespace", NAMESPACE, "--secret", "foreign"];
    kubectl.apply(&run(&[&["certs", "create"][..], &names].concat()));
    let [chain, key] = ["tls.crt", "tls.key"].map(|entry| {
        let path = plane.folder().join(format!("foreign-{entry}"));
        std::fs::write(&path, kubectl.secret(NAMESPACE, "foreign", entry)).unwrap();
        path.display().to_string()
    });
    let mut command = Command::new(outrigger());
    command.args(["webhook", "--address", "127.0.0.1", "--port", &webhook.port().to_string()]);
    let _foreign = Process::start(command.args(["--tlsCertFile", &chain, "--tlsKeyFile", &key]));
    until("a webhook that listens", || std::net::TcpStream::connect(webhook).ok());
    let (found, _) = doctor(plane);
    let foreign = found.iter().find(|[code, ..]| code == "unknown-authority");
    let [_, _, cause] = foreign.unwrap_or_else(|| panic!("{found:?}"));
    assert!(cause.contains("which is not in the bundle"), "{cause}");
}

/// `version` and `proxy-status` ask an istiod, and say so when it does not answer.
fn an_istiod_answers(plane: &ControlPlane, kubectl: &Kubectl, istiod: SocketAddr) {
    let (out, err) = said(plane, &format!("version -i {MESH}"));
    assert!(err.contains("error port-forwarding into mesh.istiod-1") && err.contains("refused"), "{err}");
    assert!(out.contains("data plane version: none"), "counted by images: {out}");
    let (_, err) = said(plane, &format!("proxy-status -i {MESH}"));
    assert!(err.contains("refused"), "{err}");

    let listener = TcpListener::bind(istiod).unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut asked = [0; 1024];
            let length = stream.read(&mut asked).unwrap_or_default();
            let path =
                String::from_utf8_lossy(&asked[..length]).split(' ').nth(1).unwrap_or_default().to_owned();
            let body = match path.as_str() {
                "/version" => "1.30.3-0123abcd-Clean",
                _ => {
                    r#"[{"cluster_id":"Kubernetes","proxy":"web-1.shop","proxy_type":"sidecar","istio_version":"1.29.1","resources":{}}]"#
                }
            };
            let head = "HTTP/1.1 200 OK\r\nContent-Length";
            let _ = write!(stream, "{head}: {}\r\n\r\n{body}", body.len());
        }
    });
    let (out, err) = said(plane, &format!("version -i {MESH}"));
    assert!(out.contains("control plane version: 1.30.3") && err.is_empty(), "{out}{err}");
    assert!(out.contains("data plane version: 1.29.1 (1 proxies)"), "{out}");
    let (out, err) = said(plane, &format!("proxy-status -i {MESH}"));
    assert!(out.contains("web-1.shop") && out.contains("istiod-1"), "{out}{err}");
    // Its xDS port is not forwarded here: the way that was taken is named.
    assert!(
        err.contains("asked over HTTP, on port 15014") && err.contains("no forward found for port 15012"),
        "{err}"
    );
    // Who may not forward ports is told so, and what pods say is said.
    kubectl.run("create clusterrole looks --verb=get,list --resource=*.*,pods,nodes,namespaces,configmaps");
    kubectl.run("create clusterrolebinding looks --clusterrole=looks --user=looks");
    let (_, err) = said(plane, &format!("version -i {MESH} --as looks"));
    assert!(err.contains("pods/portforward") || err.contains("may not connect to port 15014"), "{err}");
    let (_, err) = said(plane, "doctor --as looks");
    assert!(
        err.contains("could not be looked at from here") || err.contains("counts could not be read"),
        "{err}"
    );
}
