//! Certificates from a signer of the cluster, and the ways to make them trusted, as the scripts of Istio 0.5 and the flags
//! of 1.0 had them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::process::{Command, Output};
use std::{fs, thread};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::{
    Certificate, ControlPlane, Kubectl, NAMESPACE, SERVICE, Signer, Webhook, outrigger, run, takes, until,
};

const CONFIGURATION: &str = "istio-sidecar-injector";
const SECRET: &str = "signed";
/// As the scripts have named it: SERVICE.NAMESPACE.
const REQUEST: &str = "istio-sidecar-injector.istio-system";

/// Runs `outrigger certs create` with a signer, while somebody does what a cluster does with the request.
fn create(plane: &ControlPlane, more: &[&str], meanwhile: impl FnOnce(&Kubectl)) -> Output {
    let admin = plane.folder().join("admin.kubeconfig");
    let mut command = Command::new(outrigger());
    command.args(["certs", "create", "--service", SERVICE, "--namespace", NAMESPACE, "--secret", SECRET]);
    command.args(["--signer-name", "example.com/e2e", "--kubeconfig"]).arg(admin).args(more);
    let asking = thread::spawn(move || command.output().unwrap());
    let kubectl = plane.kubectl();
    until("a request", || kubectl.try_run(&format!("get csr {REQUEST}"), "").ok());
    meanwhile(&kubectl);
    asking.join().unwrap()
}

/// Signs the request as soon as it is approved.
fn sign(kubectl: &Kubectl, signer: &Signer) {
    let approved = format!("get csr {REQUEST} -o jsonpath={{.status.conditions[*].type}}");
    until("a request that is approved", || kubectl.try_run(&approved, "").ok().filter(|c| c == "Approved"));
    let request = kubectl.run(&format!("get csr {REQUEST} -o jsonpath={{.spec.request}}"));
    let request = String::from_utf8(STANDARD.decode(request).unwrap()).unwrap();
    let patch = format!(r#"{{"status":{{"certificate":"{}"}}}}"#, STANDARD.encode(signer.sign(&request)));
    kubectl.run(&format!("patch csr {REQUEST} --subresource=status --type=merge -p {patch}"));
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_signed_certificate_is_served_and_trusted() {
    let Some(plane) = ControlPlane::start_api_server("signing") else { return };
    let kubectl = plane.kubectl();
    let signer = Signer::create("signer");
    let file = |name: &str| plane.folder().join(name).display().to_string();
    let admin = file("admin.kubeconfig");
    kubectl.namespace(NAMESPACE, "{}");
    kubectl.namespace("mesh", "{istio-injection: enabled}");

    let denied = create(&plane, &["--no-approve"], |kubectl| {
        kubectl.run(&format!("certificate deny {REQUEST}"));
    });
    let said = text(&denied.stderr);
    assert!(!denied.status.success() && said.contains("example.com/e2e does not sign: Denied"), "{said}");
    kubectl.run(&format!("delete csr {REQUEST}"));
    let waited = create(&plane, &["--no-approve", "--timeout", "2s"], |_| {});
    let said = text(&waited.stderr);
    assert!(!waited.status.success() && said.contains("without a signer leave --signer-name out"), "{said}");
    kubectl.run(&format!("delete csr {REQUEST}"));
    let by_hand = create(&plane, &["--no-approve"], |kubectl| {
        kubectl.run(&format!("certificate approve {REQUEST}"));
        sign(kubectl, &signer);
    });
    assert!(by_hand.status.success(), "{}", text(&by_hand.stderr));
    kubectl.run(&format!("delete csr {REQUEST}"));
    let made = create(&plane, &[], |kubectl| sign(kubectl, &signer));
    assert!(made.status.success(), "{}", text(&made.stderr));
    kubectl.apply(&text(&made.stdout));

    // Served from the files that a pod would mount.
    kubectl.apply(&format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: {SERVICE}, namespace: {NAMESPACE}}}\nspec: {{ports: [{{port: 443}}]}}\n"
    ));
    let served = |key: &str| file(&format!("served-{key}"));
    for key in ["tls.crt", "tls.key", "ca.crt"] {
        fs::write(served(key), kubectl.secret(NAMESPACE, SECRET, key)).unwrap();
    }
    assert_eq!(fs::read_to_string(served("ca.crt")).unwrap(), signer.ca());
    let certificate = Certificate {
        address: kubectl.address(SERVICE),
        ca: served("ca.crt"),
        chain: served("tls.crt"),
        key: served("tls.key"),
    };
    let webhook = Webhook::start(&certificate, &[]);
    kubectl.apply(&run(&["install", "--istio-names", "--webhook-config-only"]));
    let patch = |origin: &[&str]| {
        let name = ["certs", "patch-ca-bundle", "--webhook-config", CONFIGURATION, "--kubeconfig", &admin];
        run(&[&name[..], origin].concat())
    };
    let from_secret = ["--secret", &format!("{NAMESPACE}/{SECRET}")];
    let told = patch(&from_secret);
    assert!(told.contains("was given the bundle in:\n  rev.namespace.sidecar-injector.istio.io\n"), "{told}");
    assert!(patch(&from_secret).contains("has this bundle already"));
    let pod = || {
        let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: asked, namespace: mesh}\n\
                   spec: {containers: [{name: app, image: app}]}\n";
        kubectl.try_run("create --dry-run=server -o jsonpath={.spec.containers[*].name} -f -", pod)
    };
    let injected = || pod().is_ok_and(|names| names.contains("istio-proxy"));
    takes("a pod with a sidecar, with a signed certificate", injected);

    // Istio 1.0's way: the injector publishes the CA that is in a file, and follows the file.
    let foreign = file("foreign.crt");
    fs::write(&foreign, Signer::create("foreign").ca()).unwrap();
    patch(&["--ca-file", &foreign]);
    takes("a foreign CA that is noticed", || pod().is_err_and(|e| e.contains("x509")));
    drop(webhook);
    let publishing =
        ["--caCertFile", &certificate.ca, "--webhookConfigName", CONFIGURATION, "--kubeconfig", &admin];
    let _webhook = Webhook::start(&certificate, &publishing);
    takes("a CA file that is published", injected);
    let bundle = || {
        let path = "jsonpath={.webhooks[0].clientConfig.caBundle}";
        let text = kubectl.run(&format!("get mutatingwebhookconfiguration {CONFIGURATION} -o {path}"));
        String::from_utf8(STANDARD.decode(text).unwrap()).unwrap()
    };
    let both = signer.ca() + &fs::read_to_string(&foreign).unwrap();
    fs::write(&certificate.ca, &both).unwrap();
    takes("a CA file that has changed", || bundle() == both);
    takes("a pod with a sidecar after that", injected);

    // A new authority in place of the one that is trusted: it is said who does not trust it, and what mends that.
    let again = Command::new(outrigger())
        .args(["certs", "create", "--service", SERVICE, "--namespace", NAMESPACE, "--secret", SECRET])
        .args(["--kubeconfig", &admin])
        .output()
        .unwrap();
    let said = text(&again.stderr);
    assert!(
        again.status.success() && said.contains(&format!("Secret {NAMESPACE}/{SECRET} exists")),
        "{said}"
    );
    let mends = format!("patch-ca-bundle --secret {NAMESPACE}/{SECRET} --webhook-config {CONFIGURATION}\n");
    assert!(said.contains(&mends), "{said}");
    kubectl.run(&format!("-n {NAMESPACE} annotate secret {SECRET} cert-manager.io/certificate-name=theirs"));
    let kept = Command::new(outrigger())
        .args(["certs", "create", "--service", SERVICE, "--namespace", NAMESPACE, "--secret", SECRET])
        .args(["--kubeconfig", &admin])
        .output()
        .unwrap();
    assert!(!kept.status.success() && kept.stdout.is_empty(), "{}", text(&kept.stderr));
}
