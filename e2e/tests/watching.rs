//! `outrigger outdated --watch` beside an installation with names of its own, with the rights that its help names: what it
//! prints, writes and counts while pods come out of date, while the API server is away, and once they were restarted.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::fs::File;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

use e2e::{
    ControlPlane, Kubectl, OWN, Process, Replica, asked, free_address, is_called_by, outrigger, run, until,
};

const ACCOUNT: &str = "\
apiVersion: v1
kind: ServiceAccount
metadata: {name: watcher, namespace: default}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: watcher}
rules:
- {apiGroups: [''], resources: [pods, namespaces, nodes, configmaps], verbs: [list, watch]}
- {apiGroups: [apps], resources: [replicasets, deployments, statefulsets, daemonsets], verbs: [list, watch]}
- {apiGroups: [batch], resources: [jobs], verbs: [list, watch]}
- {apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [list, watch]}
- {apiGroups: [networking.istio.io], resources: [proxyconfigs], verbs: [list, watch]}
- {apiGroups: [''], resources: [events], verbs: [get, create, update]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: watcher}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: watcher}
subjects: [{kind: ServiceAccount, name: watcher, namespace: default}]
";
const DEPLOYMENT: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  \
     template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: web, image: web}]}\n";

/// `outdated --watch`, until it is dropped.
struct Watcher {
    process: Process,
    plain: SocketAddr,
    out: PathBuf,
    log: PathBuf,
}

impl Watcher {
    fn start(plane: &ControlPlane, name: &str, more: &[&str]) -> Watcher {
        let [out, log] = ["out", "log"].map(|end| plane.folder().join(format!("{name}.{end}")));
        let plain = free_address();
        let mut command = Command::new(outrigger());
        command
            .args(["outdated", "--watch", "--interval", "1s", "--events"])
            .args(["--metrics-addr", &plain.to_string()])
            .args(["--kubeconfig", &plane.kubeconfig_of_account("watcher", "default")])
            .args(more)
            .stdout(File::create(&out).unwrap())
            .stderr(File::create(&log).unwrap());
        let watcher = Watcher { process: Process::start(&mut command), plain, out, log };
        until("a first look", || {
            asked(watcher.plain, "/readyz").filter(|answer| answer.starts_with("HTTP/1.1 200"))
        });
        watcher
    }

    fn printed(&self) -> String {
        std::fs::read_to_string(&self.out).unwrap()
    }

    fn logged(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// Waits until it has printed an object with this change of this state.
    fn prints(&self, change: &str, code: &str) -> serde_json::Value {
        until(&format!("{code} {change}"), || {
            let lines: Vec<serde_json::Value> =
                self.printed().lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
            lines.into_iter().find(|line| line["change"] == change && line["code"] == code)
        })
    }

    fn counts(&self, line: &str) -> bool {
        asked(self.plain, "/metrics").is_some_and(|text| text.lines().any(|l| l == line))
    }

    /// Tells it to end; it does so well.
    fn ends(mut self) {
        self.process.terminate();
        assert!(self.process.ended(), "{}", self.logged());
    }
}

/// How often an Event of a reason was written about the Deployment, as `kubectl describe` finds them.
fn count(kubectl: &Kubectl, reason: &str) -> String {
    let uid = kubectl.run("-n mesh get deployment web -o jsonpath={.metadata.uid}");
    let fields = format!("reason={reason},involvedObject.uid={uid},involvedObject.kind=Deployment");
    kubectl.run(&format!("-n mesh get events --field-selector {fields} -o jsonpath={{.items[*].count}}"))
}

#[test]
fn a_missed_pod_is_told_and_so_is_its_restart() {
    let Some(mut plane) = ControlPlane::start("watching") else { return };
    let kubectl = plane.kubectl();
    kubectl.apply(&run(&["install", "--image", "outrigger:test"]));
    kubectl.apply(ACCOUNT);
    let _replica = Replica::at_service_of(&plane, OWN, &[]).ready();
    is_called_by(&plane, "outrigger.outrigger-system");
    kubectl.namespace("mesh", "{}");
    kubectl.try_run("-n mesh apply -f -", DEPLOYMENT).unwrap();
    kubectl.comes_up("mesh", "web", "1/1");

    let watcher = Watcher::start(&plane, "first", &["-n", "mesh", "-o", "json"]);
    assert_eq!(watcher.printed(), "", "nothing is out of date");
    assert!(watcher.counts("outrigger_pods{namespace=\"mesh\",state=\"not-injected\"} 1"));
    kubectl.run("label namespace mesh istio.io/rev=outrigger");
    let line = watcher.prints("began", "missed");
    assert_eq!((&line["kind"], &line["name"]), (&"Deployment".into(), &"web".into()), "{line}");
    assert_eq!(line["remedy"], "kubectl rollout restart deployment/web -n mesh");
    until("the metric", || {
        watcher.counts("outrigger_pods{namespace=\"mesh\",state=\"missed\"} 1").then_some(())
    });
    until("the Event", || (count(&kubectl, "SidecarMissed") == "1").then_some(()));

    plane.stop("kube-apiserver");
    until("the metric", || (!watcher.counts("outrigger_watches_failing 0")).then_some(()));
    until("a word on the API server", || watcher.logged().contains("cannot be reached").then_some(()));
    plane.start_again("kube-apiserver");
    until("an API server that is back", || kubectl.try_run("get --raw /readyz", "").ok());
    until("the metric", || watcher.counts("outrigger_watches_failing 0").then_some(()));
    until("a word on it", || watcher.logged().contains("the API server answers again").then_some(()));

    kubectl.run("-n mesh rollout restart deployment/web");
    let line = watcher.prints("over", "missed");
    assert_eq!(line["now"], serde_json::json!(["current"]), "{line}");
    until("the metric", || {
        watcher.counts("outrigger_pods{namespace=\"mesh\",state=\"current\"} 1").then_some(())
    });
    until("the Event", || (count(&kubectl, "SidecarCurrent") == "1").then_some(()));
    assert_eq!(count(&kubectl, "SidecarMissed"), "1", "one Event a state");
    kubectl.run("label namespace mesh istio.io/rev-");
    watcher.prints("began", "kept");
    until("the Event", || (count(&kubectl, "SidecarKept") == "1").then_some(()));
    watcher.ends();

    // One that begins anew knows what was written.
    let watcher = Watcher::start(&plane, "second", &[]);
    until("what was out of date already", || {
        watcher
            .printed()
            .contains(" mesh Deployment/web kept 1 pod: a sidecar that it would not get now")
            .then_some(())
    });
    until("the count", || watcher.counts("outrigger_events_total{result=\"there\"} 1").then_some(()));
    assert_eq!(count(&kubectl, "SidecarKept"), "1");
    kubectl.run("label namespace mesh istio.io/rev=outrigger");
    until("it is over", || {
        watcher.printed().contains(" mesh Deployment/web kept is over: current").then_some(())
    });
    until("the Event once more", || (count(&kubectl, "SidecarCurrent") == "2").then_some(()));
    assert_eq!(watcher.printed().lines().count(), 2, "{}", watcher.printed());
    watcher.ends();
}
