//! `outrigger outdated --restart` on a real API server: it asks, goes by risk and one by one, stops when something fails, and
//! two at once restart nothing twice.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::process::{Child, Command, Stdio};

use e2e::{ControlPlane, Kubectl, Replica, install, is_called, outrigger, until};

/// A cluster with an injector, and a fleet that is older than its namespace's label.
struct Fleet {
    plane: ControlPlane,
    replica: Option<Replica>,
}

/// What a run says, and its exit status.
struct Run {
    said: String,
    code: Option<i32>,
}

fn workload(kind: &str, name: &str, spec: &str) -> String {
    format!(
        "---\napiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec:\n  {spec}\n  selector: {{matchLabels: {{app: \
         {name}}}}}\n  template:\n    metadata: {{labels: {{app: {name}}}}}\n    spec: {{terminationGracePeriodSeconds: 0, containers: \
         [{{name: {name}, image: app}}]}}\n"
    )
}

impl Fleet {
    fn start(name: &str) -> Option<Fleet> {
        let plane = ControlPlane::start(name)?;
        install(&plane);
        let replica = Some(Replica::at_service(&plane, &[]).ready());
        is_called(&plane);
        Some(Fleet { plane, replica })
    }

    fn kubectl(&self) -> Kubectl {
        self.plane.kubectl()
    }

    /// Creates what is in a manifest, waits for so many pods, and labels the namespace then.
    fn add(&self, namespace: &str, manifest: &str, pods: usize) {
        let kubectl = self.kubectl();
        kubectl.namespace(namespace, "{}");
        kubectl.try_run(&format!("-n {namespace} apply -f -"), manifest).unwrap();
        until("pods that are ready", || (self.ready(namespace).len() == pods).then_some(()));
        kubectl.run(&format!("label namespace {namespace} istio-injection=enabled"));
    }

    /// The containers of each pod of a namespace that is ready.
    fn ready(&self, namespace: &str) -> Vec<String> {
        let path = "jsonpath={range .items[*]}{.metadata.name} {.metadata.deletionTimestamp}|{.status.conditions[?(@.type==\
                    'Ready')].status}|{.spec.containers[*].name} {.spec.initContainers[*].name};{end}";
        let words = ["-n", namespace, "get", "pods", "-o", path];
        let text = self.kubectl().words(&words, "").unwrap();
        text.split(';').filter(|pod| pod.contains(" |True|")).map(str::to_owned).collect()
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(outrigger());
        command.args(line.split_whitespace());
        command
            .env("KUBECONFIG", self.plane.folder().join("admin.kubeconfig"))
            .env("HOME", self.plane.folder());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, line: &str) -> Run {
        finished(self.command(line).spawn().unwrap())
    }

    /// How often the pods of a Deployment were created again.
    fn revision(&self, namespace: &str, name: &str) -> String {
        let path = "jsonpath={.metadata.annotations.deployment\\.kubernetes\\.io/revision}";
        self.kubectl().run(&format!("-n {namespace} get deployment {name} -o {path}"))
    }
}

fn finished(child: Child) -> Run {
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    println!("{said}");
    Run { said, code: output.status.code() }
}

/// The names of what was restarted, in order.
fn restarted(run: &Run) -> Vec<&str> {
    let lines = run.said.lines().filter(|line| line.contains(": restarted in "));
    lines.filter_map(|line| line.split([' ', ':']).nth(1)).collect()
}

#[test]
fn it_asks_and_goes_by_risk() {
    let Some(fleet) = Fleet::start("restart") else { return };
    let bare = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: bare}\nspec: {containers: [{name: bare, image: app}]}\n";
    let paused = workload("Deployment", "waits", "replicas: 1\n  paused: true");
    let manifest = workload("Deployment", "alone", "replicas: 1")
        + &workload("StatefulSet", "ordered", "replicas: 2\n  serviceName: ordered")
        + &workload("DaemonSet", "nodes", "minReadySeconds: 0")
        + &workload("Deployment", "rolls", "replicas: 3")
        + bare;
    fleet.add("fleet", &manifest, 8);
    fleet.kubectl().try_run("-n fleet apply -f -", &paused).unwrap();

    let line = "outdated -n fleet --restart";
    let silent = fleet.run(line);
    assert_eq!(silent.code, Some(2));
    assert!(silent.said.contains("nobody can be asked") && silent.said.contains("--yes"), "{}", silent.said);
    let refused = answered(&fleet, line, "n\n");
    for part in ["fleet Deployment/rolls", "restart 4 workloads? [y/N]", "error: nothing was restarted"] {
        assert!(refused.contains(part), "{part}: {refused}");
    }
    assert!(fleet.ready("fleet").iter().all(|pod| !pod.contains("istio-proxy")), "nothing was done yet");

    let run = fleet.run(&format!("{line} --yes"));
    assert_eq!(run.code, Some(1), "a bare pod is left");
    assert!(run.said.contains("fleet Pod/bare: left as it is: nothing creates it again"), "{}", run.said);
    assert_eq!(
        restarted(&run),
        ["Deployment/rolls", "DaemonSet/nodes", "StatefulSet/ordered", "Deployment/alone"]
    );
    let carriers = fleet.ready("fleet").into_iter().filter(|pod| pod.contains("istio-proxy")).count();
    assert_eq!(carriers, 7, "all but the bare pod, without any wait after the run");
    // A second run has nothing to do, and says so.
    let again = fleet.run(&format!("{line} --yes"));
    assert!(again.said.contains("nothing is to be restarted"), "{}", again.said);

    // Two at once.
    for name in ["one", "two", "three"] {
        fleet.kubectl().namespace("both", "{}");
        fleet.kubectl().try_run("-n both apply -f -", &workload("Deployment", name, "replicas: 2")).unwrap();
    }
    fleet.add("both", &workload("Deployment", "four", "replicas: 1"), 7);
    let runs = [(); 2].map(|()| fleet.command("outdated -n both --restart --yes").spawn().unwrap());
    for run in runs.map(finished) {
        assert_eq!(run.code, Some(0), "{}", run.said);
    }
    for name in ["one", "two", "three", "four"] {
        assert_eq!(fleet.revision("both", name), "2", "{name} was restarted once");
    }
}

/// Runs a command on a terminal on which somebody types this.
fn answered(fleet: &Fleet, line: &str, typed: &str) -> String {
    let mut command = Command::new("script");
    let program = outrigger().canonicalize().unwrap();
    command.args(["-qec", &format!("{} {line}", program.display()), "/dev/null"]);
    command.env("KUBECONFIG", fleet.plane.folder().join("admin.kubeconfig"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("script of util-linux, which makes a terminal");
    std::io::Write::write_all(child.stdin.as_mut().unwrap(), typed.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn it_stops_at_what_does_not_come_up() {
    let Some(mut fleet) = Fleet::start("stops") else { return };
    let kubectl = fleet.kubectl();
    quota(&fleet, &kubectl);
    nothing_is_free(&fleet, &kubectl);
    no_right(&fleet, &kubectl);
    webhook_is_away(&mut fleet, &kubectl);
}

/// A quota has room for no pod beside the old ones: the first is stuck, and those behind it stay.
fn quota(fleet: &Fleet, kubectl: &Kubectl) {
    let manifest = ["a", "b"].map(|name| workload("Deployment", name, "replicas: 2")).concat();
    fleet.add("stuck", &manifest, 4);
    kubectl.run("-n stuck create quota full --hard=pods=4");
    until("a quota that counts", || {
        let used = "-n stuck get quota full -o jsonpath={.status.used.pods}";
        (kubectl.run(used) == "4").then_some(())
    });
    let run = fleet.run("outdated -n stuck --restart --yes --timeout 4s");
    assert_eq!(run.code, Some(2), "{}", run.said);
    for part in [
        "error: it did not come up within 4 s: 0 of 2 pods are new, 2 ready",
        "exceeded quota: full",
        "in stuck Deployment/a",
        "stopped; workloads behind it, which were not touched: 1",
        "kubectl rollout undo deployment/a -n stuck --to-revision=1",
    ] {
        assert!(run.said.contains(part), "{part}: {}", run.said);
    }
    assert_eq!((fleet.revision("stuck", "a"), fleet.revision("stuck", "b")), ("2".into(), "1".into()));
    // What it says gives the old state back; and once there is room, the same command goes on.
    kubectl.run("rollout undo deployment/a -n stuck --to-revision=1");
    kubectl.run("-n stuck rollout status deployment/a --timeout=60s");
    kubectl.run("-n stuck delete quota full");
    let run = fleet.run("outdated -n stuck --restart --yes");
    assert_eq!((run.code, restarted(&run)), (Some(0), vec!["Deployment/a", "Deployment/b"]), "{}", run.said);
}

/// The controller gives up on pods that no node takes.
fn nothing_is_free(fleet: &Fleet, kubectl: &Kubectl) {
    fleet.add("full", &workload("Deployment", "a", "replicas: 2\n  progressDeadlineSeconds: 3"), 2);
    kubectl.run("cordon node");
    let run = fleet.run("outdated -n full --restart --yes");
    assert_eq!(run.code, Some(2), "{}", run.said);
    for part in ["has timed out progressing", "1 node(s) were unschedulable", "not touched: 0"] {
        assert!(run.said.contains(part), "{part}: {}", run.said);
    }
    // What was stuck before is left to a person, whatever else there is.
    let run = fleet.run("outdated -n full --restart --yes");
    assert_eq!(run.code, Some(1), "{}", run.said);
    assert!(run.said.contains("left as it is: an earlier rollout of it does not come up"), "{}", run.said);
    kubectl.run("uncordon node");
    until("a rollout that goes on", || {
        let run = fleet.run("outdated -n full --restart --yes");
        (run.code == Some(0)).then_some(())
    });
}

/// Who may not restart is told which right is missing, and nothing of undoing what was not done.
fn no_right(fleet: &Fleet, kubectl: &Kubectl) {
    fleet.add("ruled", &workload("Deployment", "a", "replicas: 1"), 1);
    kubectl.run("create clusterrole reader --verb=get,list --resource=*.*,pods,nodes,namespaces,configmaps");
    kubectl.run("create clusterrolebinding reader --clusterrole=reader --user=reader");
    let run = fleet.run("outdated -n ruled --restart --yes --as reader");
    assert_eq!(run.code, Some(2), "{}", run.said);
    assert!(run.said.contains("may not patch") && run.said.contains("grant verb `patch`"), "{}", run.said);
    assert!(!run.said.contains("undo"), "{}", run.said);
    assert_eq!(fleet.revision("ruled", "a"), "1");
}

/// A webhook that nobody answers: pods are refused, or come without a sidecar, which is no better.
fn webhook_is_away(fleet: &mut Fleet, kubectl: &Kubectl) {
    fleet.add("away", &workload("StatefulSet", "db", "replicas: 2\n  serviceName: db"), 2);
    fleet.add("open", &["a", "b"].map(|name| workload("Deployment", name, "replicas: 2")).concat(), 4);
    fleet.replica = None;
    let run = fleet.run("outdated -n away --restart --yes --timeout 4s");
    assert_eq!(run.code, Some(2), "{}", run.said);
    for part in
        ["0 of 2 pods are new, 1 ready", "connection refused", "rollout undo statefulset/db -n away gives"]
    {
        assert!(run.said.contains(part), "{part}: {}", run.said);
    }

    let entries = kubectl
        .run("get mutatingwebhookconfiguration istio-sidecar-injector -o jsonpath={.webhooks[*].name}");
    let open = r#"{"op":"replace","path":"/webhooks/N/failurePolicy","value":"Ignore"}"#;
    let patches: Vec<String> =
        (0..entries.split(' ').count()).map(|n| open.replace('N', &n.to_string())).collect();
    let patch = format!("[{}]", patches.join(","));
    kubectl.run(&format!("patch mutatingwebhookconfiguration istio-sidecar-injector --type=json -p {patch}"));
    std::thread::sleep(std::time::Duration::from_millis(1500));
    let run = fleet.run("outdated -n open --restart --yes");
    assert_eq!(run.code, Some(2), "{}", run.said);
    for part in ["its new pods came without a sidecar", "not touched: 1", "outrigger doctor"] {
        assert!(run.said.contains(part), "{part}: {}", run.said);
    }
    assert_eq!((fleet.revision("open", "a"), fleet.revision("open", "b")), ("2".into(), "1".into()));
}
