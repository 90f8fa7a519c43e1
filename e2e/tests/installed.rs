//! outrigger as `outrigger install` sets it up: with the rights of its own ServiceAccount, live configuration, own
//! certificates, and a caBundle that stays true.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::path::Path;
use std::time::Duration;

use e2e::{ControlPlane, Kubectl, NAMESPACE, Replica, SERVICE, takes, until};

const CONFIGURATION: &str = "istio-sidecar-injector";

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

/// Changes keys of the ConfigMap at once.
fn change(kubectl: &Kubectl, plane: &ControlPlane, keys: &[(&str, &str)]) {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let data = keys.iter().map(|(key, text)| format!("\"{key}\": \"{}\"", escaped(text)));
    let patch = format!("{{\"data\": {{{}}}}}", data.collect::<Vec<_>>().join(", "));
    let file = plane.folder().join("patch.json");
    std::fs::write(&file, patch).unwrap();
    kubectl.run(&format!("-n {NAMESPACE} patch configmap {CONFIGURATION} --patch-file {}", file.display()));
}

fn configure(kubectl: &Kubectl, plane: &ControlPlane, config: &str) {
    change(kubectl, plane, &[("config", config)]);
}

/// A configuration of the same revision that nobody has named to outrigger (COMPATIBILITY K3).
const ANOTHER: &str = "apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\n\
     metadata: {name: another, labels: {istio.io/rev: default}}\nwebhooks:\n- name: x.sidecar-injector.istio.io\n  \
     admissionReviewVersions: [v1]\n  sideEffects: None\n  namespaceSelector: {matchLabels: {no: body}}\n  \
     clientConfig: {caBundle: Zm9yZWlnbg==, service: {name: outrigger, namespace: istio-system}}\n  \
     rules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}]\n";

#[test]
fn what_is_installed_looks_after_itself() {
    let Some(plane) = ControlPlane::start("installed") else { return };
    let kubectl = plane.kubectl();
    e2e::install(&plane);
    let replica = Replica::at_service(&plane, &[]).ready();
    kubectl.namespace("mesh", "{istio-injection: enabled}");
    takes("a first pod with a sidecar", || is_injected(&kubectl));
    let bundles = ca_bundles(&kubectl);
    assert!(bundles.len() >= 4 && bundles.iter().all(|b| *b == bundles[0]), "{bundles:?}");

    // A foreign CA is put right.
    kubectl.apply(ANOTHER);
    let foreign = r#"[{"op":"replace","path":"/webhooks/0/clientConfig/caBundle","value":"Zm9yZWlnbg=="},{"op":"remove","path":"/webhooks/2/clientConfig/caBundle"}]"#;
    kubectl.run(&format!("patch mutatingwebhookconfiguration {CONFIGURATION} --type=json -p {foreign}"));
    let repaired = takes("a foreign caBundle that is put right", || ca_bundles(&kubectl) == bundles);
    assert!(repaired < 2.0, "{repaired}");
    let path = "jsonpath={.webhooks[0].clientConfig.caBundle}";
    let another = kubectl.run(&format!("get mutatingwebhookconfiguration another -o {path}"));
    assert_eq!(another, "Zm9yZWlnbg==", "what is not named is left alone");

    // An edited ConfigMap takes effect, a broken or deleted one does not.
    let config = e2e::run(&["config"]);
    takes("the API server's taking over", || is_injected(&kubectl));
    configure(&kubectl, &plane, &config.replace("policy: enabled", "policy: disabled"));
    let edited = takes("an edited ConfigMap that takes effect", || !is_injected(&kubectl));
    assert!(edited < 2.0, "{edited}");
    configure(&kubectl, &plane, &config);
    takes("the ConfigMap as before", || is_injected(&kubectl));
    // A config that could be read, with values that cannot (COMPATIBILITY K1).
    let good = config.replace("policy: enabled", "policy: disabled");
    change(&kubectl, &plane, &[("config", &good), ("values", "]")]);
    std::thread::sleep(Duration::from_millis(1200));
    assert!(is_injected(&kubectl), "config and values are taken together");
    e2e::install(&plane);
    for broken in [
        "templates: {sidecar: '{{ .Nope'}\n",
        "policy: enabled\ntemplates: {sidecar: '{{ fail \"no\" }}'}\n",
        "]",
    ] {
        configure(&kubectl, &plane, broken);
        std::thread::sleep(Duration::from_millis(1200));
        assert!(is_injected(&kubectl), "{broken} changes nothing");
    }
    let counted = replica.asked("/metrics").unwrap();
    assert!(counted.contains("outrigger_configuration_current{source=\"configuration\"} 0"), "{counted}");
    kubectl.run(&format!("-n {NAMESPACE} delete configmap {CONFIGURATION}"));
    std::thread::sleep(Duration::from_millis(1200));
    assert!(is_injected(&kubectl), "the last good configuration stays");
    e2e::install(&plane);

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
    let account = format!("system:serviceaccount:{NAMESPACE}:{SERVICE}");
    for (question, want) in [
        ("get secrets -n default", false),
        (&*format!("list secrets -n {NAMESPACE}"), false),
        (&*format!("create secrets -n {NAMESPACE}"), false),
        ("get pods -n default", false),
        ("create pods -n default", false),
        ("patch mutatingwebhookconfigurations/other", false),
        ("create mutatingwebhookconfigurations", false),
        ("list nodes", true),
        (&*format!("update secrets/sidecar-injector-certs -n {NAMESPACE}"), true),
        (&*format!("patch mutatingwebhookconfigurations/{CONFIGURATION}"), true),
        (&*format!("update mutatingwebhookconfigurations/{CONFIGURATION}"), false),
        (&*format!("update configmaps/{CONFIGURATION} -n {NAMESPACE}"), false),
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
