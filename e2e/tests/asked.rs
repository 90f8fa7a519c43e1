//! `kube-inject --webhookConfig` (D49): the answers of the injector that runs, through a port-forward.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::io;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, OnceLock};
use std::thread;

use e2e::{ControlPlane, Forward, NAMESPACE, Replica, is_called, outrigger, run, until};

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: mesh, labels: {app: web}}\n\
     spec: {containers: [{name: web, image: web}]}\n";
const OTHERS: &str = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: host}\nspec: {hostNetwork: true, containers: [{name: a, image: a}]}\n\
     ---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: out}\nspec:\n  template:\n    metadata: {labels: {sidecar.istio.io/inject: 'false'}}\n    \
     spec: {containers: [{name: a, image: a}]}\n";

/// Passes on what comes to a port of this machine, once it is known where to: nothing runs in pods.
fn relay() -> (u16, Arc<OnceLock<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let to = Arc::new(OnceLock::<String>::new());
    let target = Arc::clone(&to);
    thread::spawn(move || {
        for near in listener.incoming().flatten() {
            let Some(Ok(far)) = target.get().map(TcpStream::connect) else { continue };
            for (mut from, mut into) in [(near.try_clone().unwrap(), far.try_clone().unwrap()), (far, near)] {
                thread::spawn(move || {
                    let _ = io::copy(&mut from, &mut into);
                    let _ = into.shutdown(Shutdown::Write);
                });
            }
        }
    });
    (port, to)
}

#[test]
fn kube_inject_gives_the_answers_of_the_injector_that_runs() {
    let (port, to) = relay();
    let forward = Forward { namespace: NAMESPACE, port: 15017, to: port };
    let Some(plane) = ControlPlane::start_forwarding("asked", &[forward]) else { return };
    let kubectl = plane.kubectl();
    let admin = plane.folder().join("admin.kubeconfig").display().to_string();
    e2e::install(&plane);
    // What it runs with is not what the ConfigMaps say.
    let _replica = Replica::at_service(&plane, &["--set", "global.hub=running.example/mesh"]).ready();
    is_called(&plane);
    let service = kubectl
        .run(&format!("-n {NAMESPACE} get service istio-sidecar-injector -o jsonpath={{.spec.clusterIP}}"));
    to.set(format!("{}:443", service.trim())).unwrap();
    kubectl.namespace("mesh", "{istio-injection: enabled}");

    let file = plane.folder().join("manifest.yaml").display().to_string();
    std::fs::write(&file, format!("{POD}{OTHERS}")).unwrap();
    let asking =
        ["kube-inject", "-f", &file, "--webhookConfig", "istio-sidecar-injector", "--kubeconfig", &admin];
    until("a pod behind the Service that is ready", || {
        let slices =
            kubectl.run(&format!("-n {NAMESPACE} get endpointslices -o jsonpath={{..targetRef.name}}"));
        (!slices.is_empty()).then_some(())
    });
    let asked = run(&asking);
    let images = |text: &str, of: &str| {
        let lines =
            text.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("image: "));
        lines.filter(|image| image.starts_with(of)).count()
    };
    assert_eq!(
        images(&asked, "running.example/mesh/proxyv2:"),
        2,
        "one pod, proxy and init container: {asked}"
    );
    assert!(asked.contains("name: host") && asked.contains("name: out"), "{asked}");

    // The API server has the same answer.
    let tried = kubectl.try_run("create --dry-run=server -o json -f -", POD).unwrap();
    let tried: serde_json::Value = serde_json::from_str(&tried).unwrap();
    let status = tried["metadata"]["annotations"]["sidecar.istio.io/status"].as_str().unwrap().to_owned();
    assert!(asked.contains(&format!("sidecar.istio.io/status: '{status}'")), "{status}\n{asked}");

    // By its revision; and where there is none, the ConfigMaps, which is said.
    let said = |name: &str, more: &[&str]| {
        let mut command = std::process::Command::new(outrigger());
        command
            .args(["kube-inject", "-f", &file, "--kubeconfig", &admin, "--webhookConfig", name])
            .args(more);
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.success(), text(&output.stdout), text(&output.stderr))
    };
    let (fine, out, err) = said("another", &[]);
    assert!(fine && images(&out, "running.example/mesh/proxyv2:") == 2, "{out}{err}");
    assert!(
        err.contains("note: the injector of webhook configuration istio-sidecar-injector is asked"),
        "{err}"
    );
    let (fine, _, err) = said("another", &["-r", "canary"]);
    assert!(!fine, "{err}");
    assert!(
        err.contains("warning: there is no webhook configuration another, nor one of the revision"),
        "{err}"
    );
    assert!(err.contains("there is no ConfigMap istio-system/istio-sidecar-injector-canary"), "{err}");

    // Whoever answers in its place is not believed.
    let stranger = "apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\nmetadata: {name: stranger}\n\
         webhooks: [{name: stranger.sidecar-injector.istio.io, sideEffects: None, admissionReviewVersions: [v1], \
         clientConfig: {url: 'https://ADDRESS/inject', caBundle: BUNDLE}}]\n";
    let bundle = kubectl.run("get mutatingwebhookconfiguration istio-sidecar-injector -o jsonpath={.webhooks[0].clientConfig.caBundle}");
    kubectl.apply(&stranger.replace("ADDRESS", service.trim()).replace("BUNDLE", bundle.trim()));
    let (fine, out, err) = said("stranger", &[]);
    assert!(
        !fine && out.is_empty() && err.contains("the injector cannot be asked: no TLS with"),
        "{out}{err}"
    );
}
