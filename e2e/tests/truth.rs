//! Who gets a sidecar, on a real API server.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use e2e::{ControlPlane, Kubectl, Webhook, configure};

const POLICIES: [&str; 3] = ["enabled", "disabled", "nonsense"];
const WISHED: &str = "sidecar.istio.io/inject: 'true'";
const REFUSED: &str = "sidecar.istio.io/inject: 'false'";
const NEVER: [bool; 3] = [false; 3];

/// Namespace, annotation of the pod, and whether it gets a sidecar with each of [`POLICIES`]: where namespaces ask for
/// it, and where they get it unless they refuse (`--opt-out`).
const ROWS: [(&str, &str, [bool; 3], [bool; 3]); 7] = [
    ("labelled", "", [true, false, false], [true, false, false]),
    ("labelled", WISHED, [true, true, false], [true, true, false]),
    ("labelled", REFUSED, NEVER, NEVER),
    // Without --opt-out nobody asks the webhook about these.
    ("plain", "", NEVER, [true, false, false]),
    ("plain", WISHED, NEVER, [true, true, false]),
    ("plain", REFUSED, NEVER, NEVER),
    ("refused", WISHED, NEVER, NEVER),
];

/// Whether the API server would give a pod with this metadata and spec a sidecar.
fn gets_one(kubectl: &Kubectl, namespace: &str, annotation: &str, spec: &str) -> bool {
    let pod = format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{generateName: row-, namespace: {namespace}, \
         annotations: {{{annotation}}}}}\nspec: {{{spec}containers: [{{name: app, image: app}}]}}\n"
    );
    let names = kubectl.try_run("create --dry-run=server -f - -o jsonpath={.spec.containers[*].name}", &pod);
    names.unwrap_or_else(|e| panic!("{namespace} {annotation}: {e}")).contains("istio-proxy")
}

/// Namespace selector × policy × annotation, as the documents of Istio have it.
#[test]
fn who_gets_a_sidecar() {
    let Some(plane) = ControlPlane::start_api_server("truth") else { return };
    let kubectl = plane.kubectl();
    kubectl.namespace("labelled", "{istio-injection: enabled}");
    kubectl.namespace("plain", "{}");
    kubectl.namespace("refused", "{istio-injection: disabled}");
    for (number, policy) in POLICIES.iter().enumerate() {
        let config = plane.folder().join("config.yaml");
        let text = e2e::run(&["config"]).replace("policy: enabled", &format!("policy: {policy}"));
        std::fs::write(&config, text).unwrap();
        let file = ["--injectConfigFile", &config.display().to_string()];
        let (_webhook, certificate) = Webhook::install(&plane, &[], &file);
        for opt_out in [false, true] {
            if opt_out {
                configure(&kubectl, &certificate.ca, &["--opt-out"]);
            }
            for (namespace, annotation, asked, not_refused) in ROWS {
                let want = if opt_out { not_refused[number] } else { asked[number] };
                let case = format!("{policy} {namespace} {annotation:?} opt-out={opt_out}");
                assert_eq!(gets_one(&kubectl, namespace, annotation, ""), want, "{case}");
            }
        }
    }
}

/// Pods with the node's network, and the cluster's own namespaces, get none, however much they wish.
#[test]
fn who_never_gets_a_sidecar() {
    let Some(plane) = ControlPlane::start_api_server("never") else { return };
    let kubectl = plane.kubectl();
    kubectl.namespace("labelled", "{istio-injection: enabled}");
    let _webhook = Webhook::install(&plane, &[], &[]);
    assert!(gets_one(&kubectl, "labelled", WISHED, ""));
    assert!(!gets_one(&kubectl, "labelled", WISHED, "hostNetwork: true, "), "the node's network");

    let system = ["kube-system", "kube-public", "kube-node-lease"];
    for namespace in system {
        kubectl.run(&format!("label namespace {namespace} istio-injection=enabled"));
        kubectl.account_of(namespace);
    }
    // A configuration that asks the webhook about every pod, as somebody else's may: it says no itself.
    for asks_about_all in [false, true] {
        if asks_about_all {
            let all = r#"[{"op":"replace","path":"/webhooks/0/namespaceSelector","value":{}}]"#;
            let name = "mutatingwebhookconfiguration istio-sidecar-injector";
            kubectl.run(&format!("patch {name} --type=json -p {all}"));
            std::thread::sleep(std::time::Duration::from_millis(1500));
        }
        for namespace in system {
            assert!(!gets_one(&kubectl, namespace, WISHED, ""), "{namespace}, all={asks_about_all}");
        }
    }
    kubectl.namespace("plain", "{}");
    assert!(gets_one(&kubectl, "plain", WISHED, ""), "the webhook is asked about all");
}
