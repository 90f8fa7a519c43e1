//! The certificates of an installed outrigger: a caBundle that somebody else has changed, and all that is replaced in time.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::collections::BTreeSet;
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::{Balancer, ControlPlane, Load, NAMESPACE, Replica, SERVICE, install, is_called, takes, until};

const CONFIGURATION: &str = "mutatingwebhookconfiguration istio-sidecar-injector";
const WEB: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: mesh}\nspec:\n  \
     selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    \
     spec: {containers: [{name: web, image: web}]}\n";

/// The whole chain of what a person sees: pods are refused, an Event names the certificate, the injector puts caBundle
/// right, the pods come.
#[test]
fn pods_come_again_once_a_foreign_ca_bundle_is_put_right() {
    let Some(plane) = ControlPlane::start("chain") else { return };
    let kubectl = plane.kubectl();
    install(&plane);
    kubectl.namespace("mesh", "{istio-injection: enabled}");
    let first = Replica::at_service(&plane, &[]).ready();
    is_called(&plane);
    drop(first);
    let bundles =
        || kubectl.run(&format!("get {CONFIGURATION} -o jsonpath={{.webhooks[*].clientConfig.caBundle}}"));
    let own = bundles();

    // One that serves, and may not write caBundle; otherwise it would be put right before anybody sees it.
    let _serving = Replica::at_service(&plane, &["--static-ca-bundle"]).ready();
    let foreign = STANDARD.encode(std::fs::read(plane.folder().join("ca.crt")).unwrap());
    let entries = own.split(' ').count();
    let patch: Vec<String> = (0..entries)
        .map(|n| {
            format!(r#"{{"op":"replace","path":"/webhooks/{n}/clientConfig/caBundle","value":"{foreign}"}}"#)
        })
        .collect();
    kubectl.run(&format!("patch {CONFIGURATION} --type=json -p [{}]", patch.join(",")));
    thread::sleep(Duration::from_millis(1500));
    kubectl.apply(WEB);
    takes("an event that names the certificate", || {
        let line = "-n mesh get events --field-selector reason=FailedCreate -o jsonpath={.items[*].message}";
        let events = kubectl.run(line);
        events.contains("failed calling webhook")
            && events.contains("x509: certificate signed by unknown authority")
    });
    assert!(kubectl.pods("mesh", "web").is_empty());

    let _repairing = Replica::elsewhere(&plane, &[]);
    takes("from the start of an injector to a caBundle that is right", || bundles() == own);
    takes(
        "from a caBundle that is right to a pod that is ready",
        || matches!(&kubectl.pods("mesh", "web")[..], [(ready, _)] if ready == "2/2"),
    );
}

/// Authorities and certificates that live for seconds are replaced while pods keep coming, by two replicas that share
/// them.
#[test]
fn certificates_are_replaced_and_no_pod_is_refused() {
    let Some(plane) = ControlPlane::start_api_server("rotation") else { return };
    let kubectl = plane.kubectl();
    let lives = [
        "--ca-validity=45s",
        "--ca-renewal=20s",
        "--cert-validity=10s",
        "--cert-renewal=5s",
        "--cert-overlap=4s",
    ];
    install(&plane);
    let replicas = [0; 2].map(|_| Replica::elsewhere(&plane, &lives)).map(Replica::ready);
    let addresses = replicas.each_ref().map(Replica::address);
    let balancer = Balancer::start(&kubectl.address(SERVICE), &addresses);
    kubectl.namespace("mesh", "{istio-injection: enabled}");
    is_called(&plane);
    let load = Load::start(&plane);
    let first = || load.create("mesh", 1, Duration::ZERO, |number| number < 1).remove(0).answer;
    until("a first pod", || first().ok());
    load.clear("mesh");

    let read = |key: &str| kubectl.secret(NAMESPACE, "sidecar-injector-certs", key);
    let (mut authorities, mut leaves) = (BTreeSet::new(), BTreeSet::new());
    let end = Instant::now() + Duration::from_secs(38);
    let created = thread::scope(|scope| {
        let pause = Duration::from_millis(50);
        let pods = scope.spawn(move || load.create("mesh", 4, pause, |_| Instant::now() < end));
        while Instant::now() < end {
            authorities.insert(read("signing-ca.crt"));
            leaves.insert(read("tls.crt"));
            thread::sleep(Duration::from_millis(250));
        }
        pods.join().unwrap()
    });
    let slowest = created.iter().map(|c| c.took).max().unwrap();
    println!(
        "{} pods while there were {} authorities and {} certificates; the longest creation {:.3} s; {} connections",
        created.len(),
        authorities.len(),
        leaves.len(),
        slowest.as_secs_f64(),
        balancer.connections()
    );
    assert!(authorities.len() > 1 && leaves.len() > 2, "{} {}", authorities.len(), leaves.len());
    assert!(addresses.iter().all(|address| balancer.open(*address) > 0), "both replicas are at work");
    let refused: Vec<&String> = created.iter().filter_map(|c| c.answer.as_ref().err()).collect();
    assert!(refused.is_empty(), "{} of {} refused: {}", refused.len(), created.len(), refused[0]);
    let names = kubectl.run("-n mesh get pods -o jsonpath={.items[*].spec.containers[*].name}");
    assert_eq!(names.matches("istio-proxy").count(), created.len(), "each has a sidecar");
}
