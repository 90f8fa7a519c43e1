//! Revision tags of a real API server, made and deleted; beside what istioctl makes, where there is one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use e2e::{ControlPlane, Kubectl, outrigger};
use serde_json::{Value, json};

/// A revision `default` and a revision `1-30`, as Istio's chart makes them, and somebody else's injector.
fn cluster() -> String {
    let entry = |name: &str, service: &str, namespaces: &str| {
        format!(
            "- name: {name}.sidecar-injector.istio.io
  admissionReviewVersions: [v1]
  sideEffects: None
  reinvocationPolicy: IfNeeded
  failurePolicy: Fail
  clientConfig: {{caBundle: Q0E=, service: {{name: {service}, namespace: istio-system, path: /inject/net/a, port: 443}}}}
  namespaceSelector: {{matchExpressions: [{namespaces}]}}
  rules: [{{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}}]
"
        )
    };
    let configuration = |name: &str, labels: &str, entry: String| {
        format!(
            "apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\nmetadata: {{name: {name}, \
             labels: {{{labels}}}}}\nwebhooks:\n{entry}---\n"
        )
    };
    let service = |name: &str, revision: &str| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: istio-system, labels: {{app: istiod, \
             istio.io/rev: {revision}}}}}\nspec: {{selector: {{app: istiod}}, ports: [{{port: 15010, name: grpc-xds}}, \
             {{port: 15012, name: https-dns}}, {{port: 443, name: https-webhook, targetPort: 15017}}, {{port: 15014, name: \
             http-monitoring}}]}}\n---\n"
        )
    };
    let named = |revision: &str| {
        format!(
            "{{key: istio.io/rev, operator: In, values: [{revision}]}}, {{key: istio-injection, operator: DoesNotExist}}"
        )
    };
    let labels = |revision: &str| format!("app: sidecar-injector, istio.io/rev: {revision}");
    let enabled = "{key: istio-injection, operator: In, values: [enabled]}";
    [
        configuration("istio-sidecar-injector", &labels("default"), entry("namespace", "istiod", enabled)),
        configuration(
            "istio-sidecar-injector-1-30",
            &labels("1-30"),
            entry("rev.namespace", "istiod-1-30", &named("1-30")),
        ),
        configuration("theirs", "app: theirs", entry("theirs", "istiod", enabled)),
        service("istiod", "default"),
        service("istiod-1-30", "1-30"),
    ]
    .concat()
}

/// Runs a program as an administrator, who answers; whether it did well, what it printed and what it said.
fn answered(program: PathBuf, plane: &ControlPlane, line: &str, answer: &str) -> (bool, String, String) {
    let admin = plane.folder().join("admin.kubeconfig");
    let mut command = Command::new(program);
    command.args(line.split_whitespace()).arg("--kubeconfig").arg(admin);
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // Who asks nothing reads nothing.
    let _ = child.stdin.take().unwrap().write_all(answer.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

fn done(plane: &ControlPlane, line: &str) -> String {
    let (is_well, out, err) = answered(outrigger(), plane, line, "");
    assert!(is_well, "{line}: {out}{err}");
    out
}

fn refused(plane: &ControlPlane, line: &str, why: &str) {
    let (is_well, out, err) = answered(outrigger(), plane, line, "");
    assert!(!is_well && err.contains(why), "{line}: {out}{err}");
}

fn object(kubectl: &Kubectl, what: &str) -> Option<Value> {
    let text = kubectl.run(&format!("-n istio-system get {what} --ignore-not-found -o json"));
    serde_json::from_str(&text).ok()
}

/// What is not of a tag, resource versions included.
fn others(kubectl: &Kubectl) -> String {
    kubectl.run(
        "-n istio-system get -o yaml mutatingwebhookconfiguration/istio-sidecar-injector \
         mutatingwebhookconfiguration/istio-sidecar-injector-1-30 mutatingwebhookconfiguration/theirs service/istiod \
         service/istiod-1-30",
    )
}

#[test]
fn tags_are_set_and_removed_and_nothing_else_is_touched() {
    let Some(plane) = ControlPlane::start_api_server("tags") else { return };
    let kubectl = plane.kubectl();
    kubectl.namespace("istio-system", "{}");
    kubectl.apply(&cluster());
    kubectl.namespace("shop", "{istio.io/rev: prod}");
    let before = others(&kubectl);

    assert_eq!(
        done(&plane, "tag set prod --revision 1-30"),
        "Revision tag \"prod\" created, referencing control plane revision \"1-30\". To enable injection using this\n\
         revision tag, use 'kubectl label namespace <NAMESPACE> istio.io/rev=prod'\n"
    );
    let tags: Value = serde_json::from_str(&done(&plane, "tag list -o json")).unwrap();
    assert!(
        tags.as_array()
            .unwrap()
            .contains(&json!({"tag": "prod", "revision": "1-30", "namespaces": ["shop"]}))
    );
    refused(&plane, "tag set prod -r 1-30", "revision tag \"prod\" already exists, and --overwrite is false");
    refused(&plane, "tag set 1-30 -r default", "found existing control plane revision with same name");
    refused(
        &plane,
        "tag set web -r none",
        "cannot find MutatingWebhookConfiguration or Service with revision \"none\"",
    );
    let service = object(&kubectl, "service istiod-revision-tag-prod").unwrap();
    kubectl.run("-n istio-system label service istiod-revision-tag-prod by=somebody");
    done(&plane, "tag set prod -r default --overwrite");
    let moved = object(&kubectl, "service istiod-revision-tag-prod").unwrap();
    assert_eq!(moved["spec"]["clusterIP"], service["spec"]["clusterIP"]);
    assert_eq!(moved["metadata"]["labels"]["by"], "somebody");
    assert_eq!(moved["spec"]["selector"], json!({"app": "istiod", "istio": "pilot"}));

    // A name that somebody has already.
    refused(
        &plane,
        "tag set canary -r 1-30 --webhook-name theirs --overwrite",
        "theirs is there and is not of the tag",
    );
    assert!(object(&kubectl, "service istiod-revision-tag-canary").is_none(), "all of it or nothing");
    assert_eq!(others(&kubectl), before, "nothing of others is touched");

    let (is_well, out, _) = answered(outrigger(), &plane, "tag remove prod", "n\n");
    assert!(is_well && out == "Aborting operation.\n", "{out}");
    let (is_well, out, err) = answered(outrigger(), &plane, "tag remove prod", "what\ny\n");
    assert!(is_well && out == "Revision tag prod removed\n", "{out}{err}");
    assert!(err.contains("Caution, found 1 namespace(s) still injected by tag \"prod\": shop\n"), "{err}");
    for what in ["service istiod-revision-tag-prod", "mutatingwebhookconfiguration istio-revision-tag-prod"] {
        assert!(object(&kubectl, what).is_none(), "{what}");
    }
    refused(&plane, "tag remove prod", "cannot remove tag \"prod\"");
    assert_eq!(others(&kubectl), before, "nothing of others is touched");

    default_has_its_effects(&plane, &before);
    compare(&plane);
}

/// The tag `default` is in conflict with somebody else's injector: that is asked about. Then the revision `default` stands
/// aside, and configuration is checked by the other revision.
fn default_has_its_effects(plane: &ControlPlane, before: &str) {
    let kubectl = plane.kubectl();
    let line = "tag set default -r 1-30 --auto-inject-namespaces";
    let (is_well, out, err) = answered(outrigger(), plane, line, "n\n");
    assert!(is_well && out.is_empty(), "{out}{err}");
    let conflict = "creating tag would conflict, pass --skip-confirmation to proceed:\nError [IST0139] \
                    (MutatingWebhookConfiguration istio-revision-tag-default) Webhook overlaps with others: \
                    [theirs/theirs.sidecar-injector.istio.io]. This may cause injection to occur twice.\n";
    assert!(err.contains(conflict) && err.contains("Apply anyways? [y/N] "), "{err}");
    refused(plane, line, "nobody answers");
    assert_eq!(others(&kubectl), before, "nothing was changed");
    done(plane, &format!("{line} -y"));
    let aside = object(&kubectl, "mutatingwebhookconfiguration istio-sidecar-injector").unwrap();
    let never = json!({"matchLabels": {"istio.io/deactivated": "never-match"}});
    for selector in ["namespaceSelector", "objectSelector"] {
        assert_eq!(aside["webhooks"][0][selector], never);
    }
    let tag = object(&kubectl, "mutatingwebhookconfiguration istio-revision-tag-default").unwrap();
    assert_eq!(tag["webhooks"].as_array().unwrap().len(), 5, "{tag}");
    let validator = object(&kubectl, "validatingwebhookconfiguration istiod-default-validator").unwrap();
    let service = &validator["webhooks"][0]["clientConfig"]["service"];
    assert_eq!((&service["name"], &service["path"]), (&"istiod-1-30".into(), &"/validate".into()));
    let (is_well, out, err) = answered(outrigger(), plane, "tag remove default", "");
    assert!(is_well && out == "Revision tag default removed\n", "{out}{err}");
    assert!(err.contains("MutatingWebhookConfiguration istio-sidecar-injector select nothing"), "{err}");
}

/// `PEER_ISTIOCTL` names an istioctl: what it makes of a tag is what outrigger makes, but for labels of its installer.
fn compare(plane: &ControlPlane) {
    let Some(istioctl) = std::env::var_os("PEER_ISTIOCTL").map(PathBuf::from) else {
        eprintln!("\n##### NO COMPARISON WITH ISTIO: PEER_ISTIOCTL names no program\n");
        return;
    };
    let kubectl = plane.kubectl();
    let asked = [istioctl.clone(), outrigger()].map(|program| {
        let (is_well, out, err) = answered(program, plane, "tag set default -r 1-30", "n\n");
        println!("== a conflict: {is_well}\n{out}{err}");
        err.lines()
            .filter(|line| line.contains("IST0139"))
            .map(|line| line.replace(" )", ")"))
            .collect::<Vec<_>>()
    });
    assert!(asked[0].iter().all(|line| asked[1].contains(line)), "{asked:#?}");
    kubectl.run("delete mutatingwebhookconfiguration theirs");
    kubectl.run("delete validatingwebhookconfigurations --all");
    for (tag, more) in [("prod", ""), ("default", "--auto-inject-namespaces")] {
        let line = format!("tag set {tag} -r 1-30 {more}");
        let made = [istioctl.clone(), outrigger()].map(|program| {
            let (is_well, out, err) = answered(program.clone(), plane, &line, "");
            println!("== {line}\n-- {}\n{out}{err}", program.display());
            assert!(is_well, "{line}: {out}{err}");
            let parts = [
                format!("mutatingwebhookconfiguration istio-revision-tag-{tag}"),
                format!("service istiod-revision-tag-{tag}"),
                "validatingwebhookconfiguration istiod-default-validator".to_owned(),
                "mutatingwebhookconfiguration istio-sidecar-injector".to_owned(),
            ];
            let objects = parts.map(|what| object(&kubectl, &what).unwrap_or_default());
            for (kind, of) in [
                ("mutatingwebhookconfigurations,services", "-l istio.io/tag"),
                ("validatingwebhookconfigurations", "--all"),
            ] {
                kubectl.run(&format!("-n istio-system delete {kind} {of}"));
            }
            (out, objects)
        });
        let [(said, theirs), (our_word, ours)] = made;
        assert_eq!(our_word, said);
        for (their, our) in theirs.iter().zip(&ours) {
            for path in ["/webhooks", "/spec/selector", "/spec/ports"] {
                assert_eq!(our.pointer(path), their.pointer(path), "{tag} {path}");
            }
        }
    }
}
