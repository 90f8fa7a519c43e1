//! What an installed outrigger does while something that it needs is not there.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use e2e::{ControlPlane, Kubectl, NAMESPACE, Replica, install, is_called, review, takes, until};

const CONFIG_MAP: &str = "istio-sidecar-injector";

const REVIEW: &str = r#"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"asked",
    "kind":{"group":"","version":"v1","kind":"Pod"},"resource":{"group":"","version":"v1","resource":"pods"},
    "namespace":"mesh","operation":"CREATE","object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"app"},
    "spec":{"containers":[{"name":"app","image":"app"}]}}}}"#;

/// Changes the policy in the ConfigMap.
fn set_policy(plane: &ControlPlane, policy: &str) {
    let kubectl = plane.kubectl();
    let get = format!("-n {NAMESPACE} get configmap {CONFIG_MAP} -o json");
    let text = kubectl.run(&get);
    let edited = ["enabled", "disabled"]
        .iter()
        .fold(text, |text, old| text.replace(&format!("policy: {old}"), &format!("policy: {policy}")));
    kubectl.apply(&edited);
}

fn pod(kubectl: &Kubectl) -> Result<String, String> {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: asked, namespace: mesh}\n\
               spec: {containers: [{name: app, image: app}]}\n";
    kubectl.try_run("create --dry-run=server -o jsonpath={.spec.containers[*].name} -f -", pod)
}

/// It goes on with what it knows, and follows changes again by itself.
#[test]
fn an_api_server_that_is_away_for_a_while_is_no_harm() {
    let Some(mut plane) = ControlPlane::start("away") else { return };
    let kubectl = plane.kubectl();
    install(&plane);
    let replica = Replica::at_service(&plane, &[]).ready();
    kubectl.namespace("mesh", "{istio-injection: enabled}");
    until("a pod with a sidecar", || pod(&kubectl).ok().filter(|names| names.contains("istio-proxy")));
    let answer = |plane: &ControlPlane| review(plane, replica.address(), REVIEW).unwrap();
    let usual = answer(&plane);
    assert!(usual.contains("\"patch\":"), "{usual}");

    plane.stop("kube-apiserver");
    until("a watch that has noticed", || {
        replica.log().contains("what was read last stays in force").then_some(())
    });
    for _ in 0..10 {
        assert_eq!(answer(&plane), usual, "without an API server");
        assert!(replica.is_ready(), "without an API server");
        std::thread::sleep(std::time::Duration::from_millis(500));
    }
    plane.start_again("kube-apiserver");
    takes("an API server that answers again", || kubectl.try_run("get --raw /readyz", "").is_ok());
    set_policy(&plane, "disabled");
    takes("from a changed ConfigMap to its effect, after the return", || {
        !answer(&plane).contains("\"patch\":")
    });
    set_policy(&plane, "enabled");
    takes("the ConfigMap as before", || pod(&kubectl).is_ok_and(|names| names.contains("istio-proxy")));
    assert!(replica.log().contains("the API server answers again"), "{}", replica.log());
}

/// Without a configuration it is not ready, says what it misses, and refuses pods rather than let them go without
/// (COMPATIBILITY K2).
#[test]
fn an_injector_without_its_config_map_is_not_ready_until_there_is_one() {
    let Some(plane) = ControlPlane::start_api_server("missing") else { return };
    let kubectl = plane.kubectl();
    install(&plane);
    let first = Replica::at_service(&plane, &[]).ready();
    is_called(&plane);
    drop(first);
    kubectl.run(&format!("-n {NAMESPACE} delete configmap {CONFIG_MAP}"));
    kubectl.namespace("mesh", "{istio-injection: enabled}");
    let replica = Replica::at_service(&plane, &[]);
    until("a log that says what is missing", || {
        let line = format!("no configuration, not ready: there is no ConfigMap {NAMESPACE}/{CONFIG_MAP}");
        replica.log().contains(&line).then_some(())
    });
    let refusal = until("a refused pod", || pod(&kubectl).err().filter(|e| !e.contains("x509")));
    assert!(refusal.contains("the injector has no configuration yet"), "{refusal}");
    let ready = replica.asked("/readyz").unwrap();
    let missing = format!("not ready: no configuration: there is no ConfigMap {NAMESPACE}/{CONFIG_MAP}");
    assert!(ready.starts_with("HTTP/1.1 503") && ready.contains(&missing), "{ready}");
    install(&plane);
    takes("from the ConfigMap to an injector that is ready", || replica.is_ready());
    takes("a pod with a sidecar", || pod(&kubectl).is_ok_and(|names| names.contains("istio-proxy")));
}
