//! outrigger as `outrigger install` sets it up: with the rights of its own ServiceAccount, live configuration, own
//! certificates, and a caBundle that stays true.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use e2e::{ControlPlane, Kubectl, NAMESPACE, outrigger, until};

const CONFIGURATION: &str = "istio-sidecar-injector";

/// One replica of the installed Deployment, until it is dropped.
struct Replica(Child);

impl Drop for Replica {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Installs, and starts a replica with the Deployment's own arguments and its ServiceAccount's rights.
fn install(plane: &ControlPlane, more: &[&str]) -> Replica {
    let kubectl = plane.kubectl();
    kubectl.apply(&e2e::run(&["install", "--image", "outrigger:test"]));
    let of_deployment =
        |path: &str| kubectl.run(&format!("-n {NAMESPACE} get deployment outrigger -o jsonpath={{{path}}}"));
    let passed = of_deployment(".spec.template.spec.containers[0].args[*]");
    let address =
        kubectl.run(&format!("-n {NAMESPACE} get service outrigger -o jsonpath={{.spec.clusterIP}}"));
    let own = ["--port", "--address", "--monitoring-address"];
    let mut arguments: Vec<String> = passed
        .split_whitespace()
        .filter(|argument| !own.iter().any(|flag| argument.starts_with(flag)))
        .map(|argument| argument.replace("$(POD_NAMESPACE)", NAMESPACE))
        .collect();
    arguments.extend(["--address", &address, "--port", "443", "--log-format=text"].map(str::to_owned));
    arguments.retain(|argument| argument != "--log-format=json");
    let child = Command::new(outrigger())
        .args(arguments)
        .args(["--kubeconfig", &account(plane), "--monitoring-address", &format!("{address}:15014")])
        .args(more)
        .env("POD_NAMESPACE", NAMESPACE)
        .env("POD_NAME", "replica-1")
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let replica = Replica(child);
    until("a webhook that is ready", || {
        metrics(&address, "/readyz").filter(|answer| answer.starts_with("HTTP/1.1 200"))
    });
    replica
}

/// A kubeconfig of the installed ServiceAccount.
fn account(plane: &ControlPlane) -> String {
    let kubectl = plane.kubectl();
    let token = kubectl.run(&format!("-n {NAMESPACE} create token outrigger"));
    let server = kubectl.run("config view -o jsonpath={.clusters[0].cluster.server}");
    let ca = plane.folder().join("ca.crt");
    let text = format!(
        "apiVersion: v1\nkind: Config\ncurrent-context: a\n\
         clusters: [{{name: a, cluster: {{server: '{server}', certificate-authority: '{}'}}}}]\n\
         users: [{{name: a, user: {{token: '{token}'}}}}]\n\
         contexts: [{{name: a, context: {{cluster: a, user: a}}}}]\n",
        ca.display()
    );
    let path = plane.folder().join("account.kubeconfig");
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// What the plain port says.
fn metrics(address: &str, path: &str) -> Option<String> {
    use std::io::{Read, Write};
    let mut stream = TcpStream::connect((address, 15014)).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

fn ca_bundles(kubectl: &Kubectl) -> Vec<String> {
    let path = "jsonpath={.webhooks[*].clientConfig.caBundle}";
    let text = kubectl.run(&format!("get mutatingwebhookconfiguration {CONFIGURATION} -o {path}"));
    text.split_whitespace().map(str::to_owned).collect()
}

/// Asks the API server for a pod without making it, and gives it, or why it is refused.
fn ask(kubectl: &Kubectl, metadata: &str) -> Result<String, String> {
    let pod = format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: asked, namespace: mesh{metadata}}}\n\
         spec: {{containers: [{{name: app, image: app}}]}}\n"
    );
    kubectl.try_run("create --dry-run=server -o yaml -f -", &pod)
}

fn is_injected(kubectl: &Kubectl) -> bool {
    ask(kubectl, "").is_ok_and(|pod| pod.contains("name: istio-proxy"))
}

/// The seconds until something is so.
fn takes(what: &str, mut is_so: impl FnMut() -> bool) -> f64 {
    let start = Instant::now();
    until(what, || is_so().then_some(()));
    let seconds = start.elapsed().as_secs_f64();
    println!("{what}: {seconds:.2} s");
    seconds
}

fn configure(kubectl: &Kubectl, plane: &ControlPlane, config: &str) {
    let escaped = config.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let file = plane.folder().join("patch.json");
    std::fs::write(&file, format!("{{\"data\": {{\"config\": \"{escaped}\"}}}}")).unwrap();
    kubectl.run(&format!("-n {NAMESPACE} patch configmap {CONFIGURATION} --patch-file {}", file.display()));
}

#[test]
fn what_is_installed_looks_after_itself() {
    let Some(plane) = ControlPlane::start("installed") else { return };
    let kubectl = plane.kubectl();
    let replica = install(&plane, &[]);
    kubectl.namespace("mesh", "{istio-injection: enabled}");
    takes("a first pod with a sidecar", || is_injected(&kubectl));
    let bundles = ca_bundles(&kubectl);
    assert!(bundles.len() >= 4 && bundles.iter().all(|b| *b == bundles[0]), "{bundles:?}");

    // A foreign CA is put right.
    let foreign = r#"[{"op":"replace","path":"/webhooks/0/clientConfig/caBundle","value":"Zm9yZWlnbg=="},{"op":"remove","path":"/webhooks/2/clientConfig/caBundle"}]"#;
    kubectl.run(&format!("patch mutatingwebhookconfiguration {CONFIGURATION} --type=json -p {foreign}"));
    let repaired = takes("a foreign caBundle that is put right", || ca_bundles(&kubectl) == bundles);
    assert!(repaired < 2.0, "{repaired}");

    // An edited ConfigMap takes effect, a broken or deleted one does not.
    let config = e2e::run(&["config"]);
    takes("the API server's taking over", || is_injected(&kubectl));
    configure(&kubectl, &plane, &config.replace("policy: enabled", "policy: disabled"));
    let edited = takes("an edited ConfigMap that takes effect", || !is_injected(&kubectl));
    assert!(edited < 2.0, "{edited}");
    configure(&kubectl, &plane, &config);
    takes("the ConfigMap as before", || is_injected(&kubectl));
    for broken in [
        "templates: {sidecar: '{{ .Nope'}\n",
        "policy: enabled\ntemplates: {sidecar: '{{ fail \"no\" }}'}\n",
        "]",
    ] {
        configure(&kubectl, &plane, broken);
        std::thread::sleep(Duration::from_millis(1200));
        assert!(is_injected(&kubectl), "{broken} changes nothing");
    }
    let address =
        kubectl.run(&format!("-n {NAMESPACE} get service outrigger -o jsonpath={{.spec.clusterIP}}"));
    let counted = metrics(&address, "/metrics").unwrap();
    assert!(counted.contains("outrigger_configuration_current{source=\"configuration\"} 0"), "{counted}");
    kubectl.run(&format!("-n {NAMESPACE} delete configmap {CONFIGURATION}"));
    std::thread::sleep(Duration::from_millis(1200));
    assert!(is_injected(&kubectl), "the last good configuration stays");
    kubectl.apply(&e2e::run(&["install", "--image", "outrigger:test"]));

    owners_are_told(&kubectl);
    its_rights_are_few(&kubectl);
    the_command_line_reads_the_same(&plane);
    drop(replica);
}

/// A pod that is refused shows in the Events of its ReplicaSet.
fn owners_are_told(kubectl: &Kubectl) {
    kubectl.apply(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: wrong, namespace: mesh}\nspec:\n  \
         selector: {matchLabels: {app: wrong}}\n  template:\n    metadata: {labels: {app: wrong}, annotations: \
         {traffic.sidecar.istio.io/excludeInboundPorts: http}}\n    spec: {containers: [{name: app, image: app}]}\n",
    );
    let event = until("an event about a refused pod", || {
        let line =
            "-n mesh get events --field-selector reason=InjectionRefused -o jsonpath={.items[*].message}";
        Some(kubectl.run(line)).filter(|text| !text.is_empty())
    });
    assert!(event.contains("failed parsing port"), "{event}");
}

fn its_rights_are_few(kubectl: &Kubectl) {
    let account = format!("system:serviceaccount:{NAMESPACE}:outrigger");
    for (question, want) in [
        ("get secrets -n default", false),
        (&*format!("list secrets -n {NAMESPACE}"), false),
        (&*format!("create secrets -n {NAMESPACE}"), false),
        ("get pods -n default", false),
        ("create pods -n default", false),
        ("patch mutatingwebhookconfigurations/other", false),
        ("create mutatingwebhookconfigurations", false),
        ("list nodes", true),
        (&*format!("update secrets/outrigger-certs -n {NAMESPACE}"), true),
    ] {
        let answer = match kubectl.try_run(&format!("auth can-i {question} --as {account}"), "") {
            Ok(answer) | Err(answer) => answer,
        };
        let may = answer.lines().any(|line| line == "yes");
        assert_eq!(may, want, "{question}: {answer}");
    }
}

/// kube-inject from the live cluster, and from a snapshot of it, gives what the files give.
fn the_command_line_reads_the_same(plane: &ControlPlane) {
    let file = |name: &str| plane.folder().join(name).display().to_string();
    let (admin, manifest, snapshot) = (file("admin.kubeconfig"), file("app.yaml"), file("snapshot.yaml"));
    std::fs::write(
        &manifest,
        "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec: {containers: [{name: app, image: app}]}\n",
    )
    .unwrap();
    let inject = |more: &[&str]| e2e::run(&[&["kube-inject", "-f", &manifest], more].concat());
    let live = inject(&["--kubeconfig", &admin, "-i", NAMESPACE, "--native-sidecars", "false"]);
    assert!(live.contains("istio-proxy"), "{live}");
    let text = e2e::run(&["snapshot", "--kubeconfig", &admin]);
    assert!(text.contains("kind: Node") && !text.contains("signing-ca.key"), "{text}");
    std::fs::write(Path::new(&snapshot), text).unwrap();
    let offline = inject(&["--snapshot", &snapshot, "-i", NAMESPACE, "--native-sidecars", "false"]);
    assert_eq!(live, offline);
}

/// Authorities and certificates that live for seconds are replaced while pods keep coming.
#[test]
fn certificates_are_replaced_and_no_pod_is_refused() {
    let Some(plane) = ControlPlane::start("rotation") else { return };
    let kubectl = plane.kubectl();
    let lives = [
        "--ca-validity=45s",
        "--ca-renewal=20s",
        "--cert-validity=10s",
        "--cert-renewal=5s",
        "--cert-overlap=4s",
    ];
    let replica = install(&plane, &lives);
    kubectl.namespace("mesh", "{istio-injection: enabled}");
    takes("a first pod with a sidecar", || is_injected(&kubectl));
    let authority = || kubectl.secret(NAMESPACE, "outrigger-certs", "signing-ca.crt");
    let leaf = || kubectl.secret(NAMESPACE, "outrigger-certs", "tls.crt");
    let (mut authorities, mut leaves) = (vec![authority()], vec![leaf()]);
    let (end, mut pods) = (Instant::now() + Duration::from_secs(38), 0);
    while Instant::now() < end {
        let answer = ask(&kubectl, "");
        assert!(answer.as_ref().is_ok_and(|pod| pod.contains("istio-proxy")), "pod {pods}: {answer:?}");
        pods += 1;
        let (a, l) = (authority(), leaf());
        if !authorities.contains(&a) {
            authorities.push(a);
        }
        if !leaves.contains(&l) {
            leaves.push(l);
        }
    }
    println!("{pods} pods, {} authorities, {} certificates", authorities.len(), leaves.len());
    assert!(authorities.len() > 1 && leaves.len() > 2, "{} {}", authorities.len(), leaves.len());
    drop(replica);
}
