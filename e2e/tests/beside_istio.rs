//! An installation beside an Istio: nothing of Istio's is touched, no pod waits for an injector that is not there, and
//! what is deleted is outrigger's own.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::process::{Command, Output};
use std::thread;
use std::time::Duration;

use e2e::{ControlPlane, Kubectl, OWN, Place, Replica, outrigger, run, serve, takes, until};

const CONFIGURATION: &str = "outrigger.outrigger-system";

/// Istio's objects, as its chart names and labels them. The Deployment has no replicas, so that nothing changes it.
const ISTIO: &str = "\
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system, labels: {istio.io/rev: default, operator.istio.io/component: Pilot}}
data: {mesh: 'trustDomain: theirs', meshNetworks: 'networks: {}'}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-sidecar-injector, namespace: istio-system, labels: {istio.io/rev: default}}
data: {config: 'templates: {sidecar: \"{}\"}', values: '{}'}
---
apiVersion: v1
kind: Service
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod, istio.io/rev: default}}
spec: {selector: {app: istiod}, ports: [{name: https-webhook, port: 443, targetPort: 15017}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod, istio.io/rev: default}}
spec:
  replicas: 0
  selector: {matchLabels: {app: istiod}}
  template: {metadata: {labels: {app: istiod}}, spec: {containers: [{name: discovery, image: pilot}]}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: istio-sidecar-injector, labels: {app: sidecar-injector, istio.io/rev: default}}
webhooks:
- name: rev.namespace.sidecar-injector.istio.io
  admissionReviewVersions: [v1]
  sideEffects: None
  clientConfig: {caBundle: Q0E=, service: {name: istiod, namespace: istio-system, path: /inject}}
  namespaceSelector: {matchExpressions: [{key: istio.io/rev, operator: In, values: [default]}, {key: istio-injection, operator: DoesNotExist}]}
  rules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
- name: namespace.sidecar-injector.istio.io
  admissionReviewVersions: [v1]
  sideEffects: None
  clientConfig: {caBundle: Q0E=, service: {name: istiod, namespace: istio-system, path: /inject}}
  namespaceSelector: {matchExpressions: [{key: istio-injection, operator: In, values: [enabled]}]}
  rules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
";

/// Istio's objects and their namespace to the byte, resource versions and managed fields included.
fn istio(kubectl: &Kubectl) -> String {
    kubectl.run(
        "-n istio-system get --show-managed-fields -o yaml namespace/istio-system configmap/istio \
         configmap/istio-sidecar-injector service/istiod deployment/istiod \
         mutatingwebhookconfiguration/istio-sidecar-injector",
    )
}

/// Runs outrigger as an administrator.
fn asked(plane: &ControlPlane, arguments: &[&str]) -> Output {
    let admin = plane.folder().join("admin.kubeconfig");
    Command::new(outrigger()).args(arguments).arg("--kubeconfig").arg(admin).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn answered(plane: &ControlPlane, arguments: &[&str]) -> (String, String) {
    let output = asked(plane, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    (text(&output.stdout), text(&output.stderr))
}

fn refused(plane: &ControlPlane, arguments: &[&str], why: &str) {
    let output = asked(plane, arguments);
    let said = text(&output.stderr);
    assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?}: {said}");
    assert!(said.contains(why), "{arguments:?}: {said}");
}

/// The containers that a pod of a namespace would have, or why it is refused.
fn pod(kubectl: &Kubectl, namespace: &str) -> Result<String, String> {
    let pod = format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: asked, namespace: {namespace}}}\n\
         spec: {{containers: [{{name: app, image: app}}]}}\n"
    );
    let containers = "jsonpath={.spec.initContainers[*].name} {.spec.containers[*].name}";
    let file = ["create", "--dry-run=server", "-f", "-", "-o", containers];
    kubectl.words(&file, &pod).map(|names| names.trim().to_owned())
}

fn entries(kubectl: &Kubectl) -> String {
    kubectl.run(&format!("get mutatingwebhookconfiguration {CONFIGURATION} -o jsonpath={{.webhooks}}"))
}

#[test]
fn an_istio_is_as_it_was_after_install_and_uninstall() {
    let Some(plane) = ControlPlane::start("beside") else { return };
    let kubectl = plane.kubectl();
    kubectl.namespace("istio-system", "{}");
    kubectl.apply(ISTIO);
    until("a Deployment that its controller has seen", || {
        let seen =
            kubectl.run("-n istio-system get deployment istiod -o jsonpath={.status.observedGeneration}");
        (seen == "1").then_some(())
    });
    kubectl.namespace("theirs", "{istio-injection: enabled}");
    kubectl.namespace("mesh", "{istio.io/rev: outrigger}");
    let before = istio(&kubectl);

    // What would harm is refused, and says what it found.
    refused(
        &plane,
        &["install", "--istio-names"],
        "there is one: Deployment istio-system/istiod of revision default",
    );
    refused(
        &plane,
        &["install", "--revision", "default"],
        "MutatingWebhookConfiguration istio-sidecar-injector answers for the same pods",
    );
    refused(
        &plane,
        &["install", "--existing-config=1-30"],
        "there is no ConfigMap istio-system/istio-sidecar-injector-1-30",
    );
    let (told, _) = answered(&plane, &["install", "--existing-config", "--dry-run=server"]);
    assert!(told.contains("Deployment istio-system/outrigger: would be created\n"), "{told}");
    assert!(!told.contains("ConfigMap istio-system/istio"), "{told}");
    let (told, _) = answered(&plane, &["install", "--dry-run=server"]);
    assert!(told.contains("its namespace does not exist yet"), "{told}");
    assert_eq!(istio(&kubectl), before, "looking changes nothing");

    let (manifest, said) = answered(&plane, &["install", "--image", "outrigger:test"]);
    assert!(said.contains("Deployment istio-system/istiod of revision default"), "{said}");
    assert!(said.contains("nothing of this installation is there yet"), "{said}");
    kubectl.try_run("apply --server-side --validate=strict -f -", &manifest).unwrap();
    assert_eq!(kubectl.try_run("diff -f -", &manifest).as_deref(), Ok(""), "a second time nothing changes");
    let _replica = Replica::at_service_of(&plane, OWN, &[]).ready();
    takes("a first pod with a sidecar", || {
        pod(&kubectl, "mesh").is_ok_and(|names| names.contains("istio-proxy"))
    });
    let theirs = pod(&kubectl, "theirs").unwrap_err();
    assert!(theirs.contains("namespace.sidecar-injector.istio.io"), "only istiod is asked: {theirs}");
    let (again, said) = answered(&plane, &["install", "--image", "outrigger:test"]);
    assert!(said.contains("objects of this installation are there"), "{said}");
    assert!(said.contains("namespace outrigger-system exists and is left as it is"), "{said}");
    kubectl.try_run("apply --server-side -f -", &again).unwrap();
    assert_eq!(istio(&kubectl), before, "after installing");

    // What somebody else has laid hands on stays, and so does a copy.
    kubectl.run("-n outrigger-system annotate service outrigger meta.helm.sh/release-name=theirs");
    kubectl.run("-n outrigger-system label poddisruptionbudget outrigger app.kubernetes.io/managed-by-");
    let id = "-n outrigger-system get configmap outrigger-installation -o jsonpath={.data.installation}";
    kubectl.apply(&format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: copy, namespace: outrigger-system, labels: \
         {{app.kubernetes.io/name: outrigger, app.kubernetes.io/managed-by: outrigger, outrigger/installation: {}}}}}\n",
        kubectl.run(id)
    ));
    refused(
        &plane,
        &["install"],
        "Service outrigger-system/outrigger: it carries meta.helm.sh/release-name=theirs",
    );
    let (told, _) = answered(&plane, &["uninstall"]);
    for line in [
        "left alone, it carries meta.helm.sh/release-name=theirs:\n  Service outrigger-system/outrigger\n",
        "left alone, it has no label app.kubernetes.io/name=outrigger:\n  PodDisruptionBudget outrigger-system/outrigger\n",
        "but not one of its names:\n  ConfigMap outrigger-system/copy\n",
        "to be deleted, in this order:\n  MutatingWebhookConfiguration outrigger.outrigger-system\n",
        "namespaces with the label istio.io/rev=outrigger: mesh;",
        "nothing was deleted",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    assert_eq!(told.matches("Deployment outrigger-system/outrigger\n").count(), 1, "{told}");
    let (list, _) = answered(&plane, &["uninstall", "--list"]);
    assert!(list.contains("kind: Deployment") && !list.contains("kind: Service\n"), "{list}");
    let (told, _) = answered(&plane, &["uninstall", "--yes"]);
    assert!(told.contains("what stays of the installation is known by it:\n  ConfigMap outrigger-system/outrigger-installation\n"), "{told}");
    assert!(!told.contains("istio-system"), "{told}");
    let left =
        |kind: &str| kubectl.run(&format!("-n outrigger-system get {kind} -o name --ignore-not-found"));
    assert_eq!(left("service outrigger"), "service/outrigger");
    assert_eq!(left("configmap copy"), "configmap/copy");
    assert_eq!(left("deployment outrigger"), "");
    kubectl.run("-n outrigger-system annotate service outrigger meta.helm.sh/release-name-");
    kubectl.run(
        "-n outrigger-system label poddisruptionbudget outrigger app.kubernetes.io/managed-by=outrigger",
    );
    answered(&plane, &["uninstall", "--yes"]);
    assert_eq!(left("service outrigger"), "");
    assert_eq!(left("configmap outrigger-installation"), "");
    let (told, _) = answered(&plane, &["uninstall", "--yes"]);
    assert!(told.contains("there is no installation of revision outrigger"), "{told}");
    assert_eq!(istio(&kubectl), before, "after uninstalling");
}

/// From the first `kubectl apply` on: pods start, without a sidecar until a replica serves, and with one from then on.
#[test]
fn pods_start_while_no_replica_serves() {
    let Some(plane) = ControlPlane::start_api_server("waiting") else { return };
    let kubectl = plane.kubectl();
    let manifest = run(&["install", "--image", "registry.invalid/none:1"]);
    kubectl.apply(&manifest);
    kubectl.namespace("mesh", "{istio.io/rev: outrigger}");
    let is_injected = || pod(&kubectl, "mesh").unwrap().contains("istio-proxy");
    thread::sleep(Duration::from_millis(1500));
    assert!(!is_injected(), "nobody is there to inject it");
    assert_eq!(entries(&kubectl), "");

    // A replica that serves is not enough where the Service has no endpoint: the API server would not reach it.
    kubectl.run("-n outrigger-system scale deployment outrigger --replicas=0");
    let endpoints = "-n outrigger-system get endpointslices -o jsonpath={.items[*].endpoints[*].addresses}";
    until("no endpoint", || kubectl.run(endpoints).is_empty().then_some(()));
    let replica = Replica::at_service_of(&plane, OWN, &[]).ready();
    until("a log that says what is lacking", || {
        replica
            .log()
            .contains("Service outrigger-system/outrigger has no endpoint that is ready")
            .then_some(())
    });
    assert!(!is_injected());
    kubectl.run("-n outrigger-system scale deployment outrigger --replicas=2");
    serve(&plane, OWN);
    takes("entries that are in force", || !entries(&kubectl).is_empty());
    takes("a pod with a sidecar", is_injected);

    // Applying it again takes nothing out of force; other settings are taken over.
    let in_force = entries(&kubectl);
    kubectl.apply(&manifest);
    thread::sleep(Duration::from_millis(1500));
    assert_eq!(entries(&kubectl), in_force);
    kubectl.apply(&run(&["install", "--image", "registry.invalid/none:1", "--failure-policy", "Ignore"]));
    takes("other settings that are in force", || {
        let entries = entries(&kubectl);
        entries.contains("\"failurePolicy\":\"Ignore\"") && !entries.contains("\"failurePolicy\":\"Fail\"")
    });
    assert!(is_injected());

    // To and fro between a configuration that is active at once and one that is later.
    let at_once = ["install", "--image", "registry.invalid/none:1", "--active-at-once"];
    kubectl.apply(&run(&at_once));
    assert!(entries(&kubectl).contains("\"failurePolicy\":\"Fail\""));
    kubectl.apply(&manifest);
    takes("entries that are in force again", || !entries(&kubectl).is_empty());
    takes("a pod with a sidecar again", is_injected);

    // Who empties it by hand is not overruled.
    let name = format!("mutatingwebhookconfiguration {CONFIGURATION}");
    kubectl.run(&format!("patch {name} --type=json -p [{{\"op\":\"remove\",\"path\":\"/webhooks\"}}]"));
    thread::sleep(Duration::from_millis(2500));
    assert_eq!(entries(&kubectl), "");
    drop(replica);
}

/// With an Istio's ConfigMaps: they are read, with no right to do more.
#[test]
fn the_config_maps_of_an_istio_are_read() {
    let Some(plane) = ControlPlane::start_api_server("existing") else { return };
    let kubectl = plane.kubectl();
    let file = |name: &str, text: &str| {
        let path = plane.folder().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    kubectl.namespace("istio-system", "{}");
    let config = file("config", &run(&["config"]).replace("policy: enabled", "policy: enabled # theirs"));
    let values = file("values", &run(&["config", "values"]).replace("hub: ", "hub: theirs.example/"));
    let mesh = file("mesh", "trustDomain: theirs\n");
    let create = "-n istio-system create configmap";
    kubectl.run(&format!(
        "{create} istio-sidecar-injector --from-file=config={config} --from-file=values={values}"
    ));
    kubectl.run(&format!("{create} istio --from-file=mesh={mesh}"));
    let theirs = || {
        kubectl
            .run("-n istio-system get -o yaml --show-managed-fields configmap istio istio-sidecar-injector")
    };
    let before = theirs();
    let (manifest, _) = answered(&plane, &["install", "--existing-config", "--image", "outrigger:test"]);
    kubectl.apply(&manifest);
    let place = Place { namespace: "istio-system", program: "outrigger" };
    serve(&plane, place);
    let _replica = Replica::at_service_of(&plane, place, &[]).ready();
    kubectl.namespace("mesh", "{istio.io/rev: outrigger}");
    takes("a pod with their sidecar", || {
        let asked = "apiVersion: v1\nkind: Pod\nmetadata: {name: asked, namespace: mesh}\n\
                     spec: {containers: [{name: app, image: app}]}\n";
        let line = "create --dry-run=server -o yaml -f -";
        kubectl.try_run(line, asked).is_ok_and(|pod| pod.contains("image: theirs.example/"))
    });
    let account = "system:serviceaccount:istio-system:outrigger";
    for verb in ["update", "patch", "delete"] {
        let line = format!("auth can-i {verb} configmaps/istio -n istio-system --as {account}");
        let answer = kubectl.try_run(&line, "").unwrap_err();
        assert!(!answer.contains("yes"), "{verb}: {answer}");
    }
    answered(&plane, &["uninstall", "--yes"]);
    assert_eq!(theirs(), before);
}

/// With certificates of others, too, the entries wait for a replica; what they trust from the first moment is the CA that
/// was given, or that of the mounted Secret.
#[test]
fn entries_wait_for_a_replica_with_certificates_of_others() {
    let Some(plane) = ControlPlane::start_api_server("given") else { return };
    let kubectl = plane.kubectl();
    kubectl.namespace("outrigger-system", "{}");
    std::fs::create_dir_all(plane.folder().join("certs")).unwrap();
    let file = |key: &str| plane.folder().join("certs").join(key).display().to_string();
    let mut given = Vec::new();
    for (revision, flags) in [("pinned", ["--static-ca-bundle", ""]), ("managed", ["--cert-manager", "ours"])]
    {
        let program: &'static str =
            if revision == "pinned" { "outrigger-pinned" } else { "outrigger-managed" };
        let names = ["--service", program, "--namespace", "outrigger-system", "--secret", program];
        kubectl.apply(&run(&[&["certs", "create"][..], &names].concat()));
        for key in ["tls.crt", "tls.key", "ca.crt"] {
            std::fs::write(file(key), kubectl.secret("outrigger-system", program, key)).unwrap();
        }
        let ca = file("ca.crt");
        let flags = flags.map(|flag| if flag.is_empty() { ca.as_str() } else { flag });
        let manifest =
            run(&[&["install", "--image", "outrigger:test", "--revision", revision][..], &flags].concat());
        // The kind is not in this cluster.
        let documents = manifest.split("---\n").filter(|document| !document.contains("kind: Certificate\n"));
        kubectl.apply(&documents.collect::<Vec<_>>().join("---\n"));
        kubectl.namespace(revision, &format!("{{istio.io/rev: {revision}}}"));
        assert!(!pod(&kubectl, revision).unwrap().contains("istio-proxy"));
        let place = Place { namespace: "outrigger-system", program };
        serve(&plane, place);
        given.push(Replica::at_service_of(&plane, place, &[]).ready());
        takes("a pod with a sidecar", || pod(&kubectl, revision).unwrap().contains("istio-proxy"));
    }
}

/// What only an API server can read is read by one before anything is printed.
#[test]
fn expressions_are_tried_beforehand() {
    let Some(plane) = ControlPlane::start_api_server("expressions") else { return };
    let wrong = ["install", "--match-condition", "no-jobs=object.metadata."];
    refused(&plane, &wrong, "the API server would not take the webhook's entries");
    let right =
        ["install", "--match-condition", "no-jobs=!has(object.metadata.ownerReferences)", "--dry-run=server"];
    let (told, _) = answered(&plane, &right);
    assert!(
        told.contains("MutatingWebhookConfiguration outrigger.outrigger-system: would be created\n"),
        "{told}"
    );
}
