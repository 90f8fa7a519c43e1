//! The way from the API server to the injector.

use std::process::Command;

use e2e::{NAMESPACE, SECRET, Story, outrigger, run, takes, until};

use super::{deploy, deployment};

const CONFIGURATION: &str = "istio-sidecar-injector";

/// A pod is tried and comes back with a sidecar, and the certificate is looked at.
pub fn all_is_well(story: &Story) {
    let mut found = Vec::new();
    takes("a look at all of the way", || {
        found = story.finds("doctor");
        true
    });
    assert!(found.iter().all(|one| one.code == "failed-before"), "{found:#?}");
    let said = story.says("doctor");
    assert!(said.contains("nothing was found in the way"), "{said}");
    assert!(!said.contains("certificates of istio-sidecar-injector"), "they are seen: {said}");
}

/// Puts the CA of another into the webhook configuration.
fn spoil(story: &Story) {
    let foreign = story.plane().folder().join("ca.crt").display().to_string();
    story.says(&format!("certs patch-ca-bundle --ca-file {foreign} --webhook-config {CONFIGURATION}"));
    std::thread::sleep(std::time::Duration::from_millis(1500));
}

/// The caBundle of another authority: refused pods, in the Events of their ReplicaSet.
pub fn a_foreign_bundle(story: &mut Story) {
    spoil(story);
    deploy(story, "shop", &deployment("trusting", "", "", ""));
    let kubectl = story.kubectl();
    until("an Event of the refusal", || {
        let events = kubectl.run("-n shop get events -o jsonpath={.items[*].message}");
        events.contains("x509: certificate signed by unknown authority").then_some(())
    });
    let found = story.finding("doctor", "unknown-authority");
    assert!(found.cause.contains("which is not in the bundle"), "the certificate itself: {found:#?}");
    // Of a snapshot the Events tell it.
    let snapshot = story.plane().folder().join("snapshot.yaml");
    std::fs::write(&snapshot, story.says("snapshot")).unwrap();
    let told = story.finding(&format!("doctor --snapshot {}", snapshot.display()), "unknown-authority");
    assert!(told.cause.contains("ReplicaSet shop/trusting-"), "{told:#?}");
    story.follow(&found);
    kubectl.comes_up("shop", "trusting", "2/2");
    assert_eq!(story.finding("doctor", "failed-before").name, "istio-sidecar-injector");

    spoil(story);
    let said = story.says("doctor --fix --yes");
    assert!(said.contains("done: outrigger certs patch-ca-bundle"), "{said}");
    // The second look is at once: the API server may not have heard yet.
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert!(story.finds("doctor").iter().all(|one| one.code != "unknown-authority"));
}

/// A configuration that is not proved to be of an installation, such as Istio's, is left alone: what would repair it from
/// the root that Istio publishes is printed.
pub fn the_bundle_of_others_is_left_alone(story: &Story) {
    let kubectl = story.kubectl();
    let label = "outrigger/installation";
    let id = kubectl.run(&format!(
        "get mutatingwebhookconfiguration {CONFIGURATION} -o jsonpath={{.metadata.labels.outrigger/installation}}"
    ));
    kubectl.run(&format!("label mutatingwebhookconfiguration {CONFIGURATION} {label}-"));
    let root = story.plane().folder().join("certs/ca.crt").display().to_string();
    kubectl
        .run(&format!("-n {NAMESPACE} create configmap istio-ca-root-cert --from-file=root-cert.pem={root}"));
    spoil(story);
    let said = story.says("doctor --fix --yes");
    assert!(said.contains("nothing of this is repaired by a label or a caBundle alone"), "{said}");
    let found = story.finding("doctor", "unknown-authority");
    assert!(found.remedy.contains("configmap istio-ca-root-cert"), "{found:#?}");
    story.follow(&found);
    deploy(story, "shop", &deployment("others", "", "", ""));
    kubectl.comes_up("shop", "others", "2/2");
    kubectl.run(&format!("label mutatingwebhookconfiguration {CONFIGURATION} {label}={id}"));
}

/// A certificate for the Service of another: made anew, and then trusted; each by what is printed.
pub fn a_certificate_for_another_name(story: &Story) {
    let kubectl = story.kubectl();
    let names = ["--service", "istiod", "--namespace", NAMESPACE, "--secret", SECRET];
    kubectl.apply(&run(&[&["certs", "create"][..], &names].concat()));
    story.mount();
    let found = until("a certificate that is served", || {
        story.finds("doctor").into_iter().find(|one| one.code == "certificate-name")
    });
    assert!(found.cause.contains("istiod.istio-system.svc"), "{found:#?}");
    story.follow(&found);
    story.mount();
    until("a certificate for the right name", || {
        story.finds("doctor").iter().all(|one| one.code != "certificate-name").then_some(())
    });
    story.follow(&story.finding("doctor", "unknown-authority"));
    deploy(story, "shop", &deployment("named", "", "", ""));
    kubectl.comes_up("shop", "named", "2/2");
}

/// A namespace that was named with -n is labelled.
pub fn a_label_that_is_set_for_the_user(story: &Story) {
    let kubectl = story.kubectl();
    kubectl.namespace("later", "{istio.io/rev: gone}");
    let said = story.says("doctor -n later --fix --yes");
    assert!(said.contains("done: kubectl label namespace later"), "{said}");
    deploy(story, "later", &deployment("labelled", "", "", ""));
    kubectl.comes_up("later", "labelled", "2/2");
}

/// A webhook whose Deployment has no replicas: nothing listens.
pub fn scaled_to_nothing(story: &mut Story) {
    let kubectl = story.kubectl();
    kubectl.run(&format!("-n {NAMESPACE} scale deployment/istio-sidecar-injector --replicas=0"));
    story.kubelet();
    deploy(story, "shop", &deployment("waiting", "", "", ""));
    until("an Event of the refusal", || {
        let events = kubectl.run("-n shop get events -o jsonpath={.items[*].message}");
        events.contains("connect: connection refused").then_some(())
    });
    let found = story.finds("doctor");
    let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
    assert!(codes.contains(&"connection-refused"), "what the API server meets: {codes:?}");
    let down = story.finding("doctor", "no-endpoints");
    story.follow(&down);
    story.kubelet();
    kubectl.comes_up("shop", "waiting", "2/2");
}

/// Who may read little is told what was not looked at, and what could be is reported.
pub fn what_may_not_be_read_is_named(story: &Story) {
    let kubectl = story.kubectl();
    kubectl.apply("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: little, namespace: default}\n");
    let kubeconfig = story.plane().kubeconfig_of_account("little", "default");
    let doctor = || {
        let line = ["doctor", "-n", "shop", "--kubeconfig", &kubeconfig];
        let output = Command::new(outrigger()).args(line).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (status, said) = doctor();
    assert!(status == Some(2) && said.contains("mutatingwebhookconfigurations"), "{status:?} {said}");
    kubectl.run("create clusterrole hooks --verb=list --resource=mutatingwebhookconfigurations");
    kubectl.run("create clusterrolebinding hooks --clusterrole=hooks --serviceaccount=default:little");
    let (status, said) =
        until("a right that is granted", || Some(doctor()).filter(|(status, _)| *status != Some(2)));
    for gap in ["may not list namespaces", "may not list services", "no pod could be tried in namespace shop"]
    {
        assert!(said.contains(gap), "{status:?} {said}");
    }
}
