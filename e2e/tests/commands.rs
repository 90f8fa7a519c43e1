//! The commands that read a cluster, and the objects of an installation, on a real API server.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use e2e::{ControlPlane, NAMESPACE, Replica, is_called, run, takes};

const DEPLOYMENT: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  \
     template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: web, image: web}]}\n";

#[test]
fn what_is_installed_is_taken_read_and_taken_away() {
    let Some(plane) = ControlPlane::start_api_server("commands") else { return };
    let kubectl = plane.kubectl();
    let admin = plane.folder().join("admin.kubeconfig").display().to_string();
    let installed = run(&[
        "install",
        "--istio-names",
        "--image",
        "outrigger:1",
        "--set",
        "global.hub=registry.example/mesh",
    ]);
    kubectl.namespace(NAMESPACE, "{}");
    kubectl.try_run("apply --server-side --validate=strict -f -", &installed).unwrap();
    let again = kubectl.try_run("diff -f -", &installed);
    assert_eq!(again.as_deref(), Ok(""), "a second time nothing changes");

    // The same answer from the cluster and from what was written down of it.
    let write = |name: &str, text: &str| {
        let path = plane.folder().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let file = write("web.yaml", DEPLOYMENT);
    let live = run(&["kube-inject", "-f", &file, "-i", NAMESPACE, "--kubeconfig", &admin]);
    assert!(live.contains("image: registry.example/mesh/proxyv2:"), "{live}");
    let snapshot = run(&["snapshot", "--kubeconfig", &admin]);
    assert!(!snapshot.contains("kind: Secret"), "secrets are left out");
    let snapshot = write("snapshot.yaml", &snapshot);
    let names = ["--injectConfigMapName", "istio-sidecar-injector", "--meshConfigMapName", "istio"];
    let mut offline = vec!["kube-inject", "-f", &file, "--snapshot", &snapshot];
    offline.extend(names);
    assert_eq!(run(&offline), live);

    let report = plane.folder().join("report").display().to_string();
    assert_eq!(
        run(&["bug-report", "--dir", &report, "-i", NAMESPACE, "--kubeconfig", &admin]).trim(),
        report
    );
    let part = |name: &str| std::fs::read_to_string(plane.folder().join("report").join(name)).unwrap();
    let reported = ["snapshot.yaml", "versions.json", "findings.yaml", "outdated.txt", "notes.txt"].map(part);
    assert!(reported[0].contains("name: istio-sidecar-injector") && reported[1].contains("clientVersion"));
    assert!(reported.iter().all(|text| !text.contains("PRIVATE KEY") && !text.contains("kind: Secret")));

    let left = run(&["uninstall", "--yes", "--kubeconfig", &admin]);
    for kind in [
        "deployment",
        "configmap istio outrigger-installation",
        "mutatingwebhookconfiguration",
        "clusterrole istio-sidecar-injector-istio-system",
    ] {
        let found = kubectl
            .try_run(&format!("-n {NAMESPACE} get {kind} --ignore-not-found -o name"), "")
            .unwrap_or_default();
        assert!(!found.contains("outrigger") && !found.contains("istio"), "{kind}: {found}\n{left}");
    }
}

/// Pods that carry a sidecar are named and left alone, before and after; new ones come without.
#[test]
fn uninstalling_leaves_sidecars_alone() {
    let Some(plane) = ControlPlane::start("uninstall") else { return };
    let kubectl = plane.kubectl();
    let admin = plane.folder().join("admin.kubeconfig").display().to_string();
    e2e::install(&plane);
    let replica = Replica::at_service(&plane, &[]).ready();
    is_called(&plane);
    kubectl.namespace("mesh", "{istio-injection: enabled}");
    let two = DEPLOYMENT.replacen("spec:\n", "spec:\n  replicas: 2\n", 1);
    kubectl.try_run("-n mesh apply -f -", &two).unwrap();
    let ready = |want: &str| {
        let pods = kubectl.pods("mesh", "web");
        pods.len() == 2 && pods.iter().all(|(ready, _)| ready == want)
    };
    takes("two pods with a sidecar", || ready("2/2"));
    kubectl.namespace("other", "{}");
    kubectl.try_run("-n other apply -f -", DEPLOYMENT).unwrap();
    kubectl.comes_up("other", "web", "1/1");
    let names = || kubectl.run("-n mesh get pods -o jsonpath={.items[*].metadata.uid}");
    let before = names();

    let told = run(&["uninstall", "--kubeconfig", &admin]);
    let set = kubectl.run("-n mesh get replicaset -l app=web -o jsonpath={.items[0].metadata.name}");
    let carriers = format!(
        "these carry a sidecar of revision default until they are restarted:\n  mesh: ReplicaSet/{set}, 2 pods\n"
    );
    assert!(told.contains(&carriers), "{told}");
    assert!(told.contains("nothing was deleted"), "{told}");
    let told = run(&["uninstall", "--yes", "--kubeconfig", &admin]);
    assert!(told.contains("deleted, in this order:") && told.contains(&carriers), "{told}");
    assert!(told.contains("namespaces with the label istio-injection=enabled: mesh;"), "{told}");
    drop(replica);
    // The order in which it was deleted: nothing asks for a webhook that is gone.
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert!(ready("2/2") && names() == before, "the same pods, with their sidecars");
    kubectl.run("-n mesh rollout restart deployment/web");
    takes("the pods after a restart", || ready("1/1"));
    let told = run(&["uninstall", "--istio-names", "--kubeconfig", &admin]);
    assert!(told.contains("no pod carries a sidecar of revision default"), "{told}");
}
