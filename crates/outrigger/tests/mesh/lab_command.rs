//! `outrigger mesh`: the lab as a command, its page, and what is left of it.

use std::collections::BTreeSet;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use pages::{Book, Page, Reader, updates};

use crate::harness::{program, tools};
use crate::lab::{missing, until};

const PROGRAM: &str = env!("CARGO_BIN_EXE_outrigger");

/// A lab in a folder of its own, which goes with the test.
struct Lab {
    dir: PathBuf,
    address: String,
    _folder: tempfile::TempDir,
}

impl Lab {
    /// `None` where this machine has not what a lab needs.
    fn up() -> Option<Lab> {
        if !is_possible() {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let mut lab = Lab { dir: folder.path().join("lab"), address: String::new(), _folder: folder };
        let said = lab.succeed(&["up", "--xds-address", "127.0.0.1:0"]);
        lab.address = said.trim().rsplit(' ').next().unwrap().to_owned();
        Some(lab)
    }

    fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new(PROGRAM);
        command.arg("mesh").args(words.iter().take(1)).arg("--dir").arg(&self.dir).args(words.iter().skip(1));
        command.env("ENVOY", program::envoy().unwrap()).output().unwrap()
    }

    fn succeed(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words:?}: {output:?}\n{}", self.log());
        String::from_utf8(output.stdout).unwrap()
    }

    fn apply(&self, text: &str) {
        let file = self.dir.with_extension("yaml");
        fs::write(&file, text).unwrap();
        self.succeed(&["apply", "-f", file.to_str().unwrap()]);
    }

    /// A call of httpbin by a Deployment's pod: curl's status, and that of HTTP.
    fn call(&self, from: &str) -> (i32, String) {
        let words = [
            "exec",
            from,
            "--",
            "curl",
            "-sS",
            "-o",
            "/dev/null",
            "-w",
            "%{http_code}",
            "http://httpbin:8000/",
        ];
        let output = self.run(&words);
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    }

    /// What the control plane says.
    fn ask(&self, words: &[&str]) -> String {
        let mut command = Command::new(PROGRAM);
        command
            .args(words)
            .args(["--xds-address", &self.address])
            .arg("--cert-dir")
            .arg(self.dir.join(".lab"));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.dir.join(".lab/logs/lab.log")).unwrap_or_default()
    }

    /// Processes that have to do with this lab: all of them come from one that has its folder on its command line.
    fn processes(&self) -> Vec<i32> {
        let dir = self.dir.to_string_lossy().into_owned();
        let all = fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
        let is_its = |id: &i32| {
            let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            *id != std::process::id().cast_signed() && String::from_utf8_lossy(&line).contains(&dir)
        };
        all.filter(is_its).collect()
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        _ = self.run(&["down"]);
    }
}

fn is_possible() -> bool {
    tools::ready() && tools::told(missing().as_deref())
}

/// Processes and all that they started.
fn descendants(of: &[i32]) -> BTreeSet<i32> {
    let parent = |id: i32| {
        let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        status.lines().find_map(|line| line.strip_prefix("PPid:")?.trim().parse::<i32>().ok())
    };
    let ids =
        fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
    let all: Vec<(i32, Option<i32>)> = ids.map(|id: i32| (id, parent(id))).collect();
    let mut found: BTreeSet<i32> = of.iter().copied().collect();
    loop {
        let more: Vec<i32> = all
            .iter()
            .filter(|(id, parent)| {
                !found.contains(id) && parent.is_some_and(|parent| found.contains(&parent))
            })
            .map(|(id, _)| *id)
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

const STRICT: &str = "\
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: istio-system}
spec: {mtls: {mode: STRICT}}
";

#[test]
fn the_page_is_true() {
    if !is_possible() {
        return;
    }
    let book = Book::here();
    let needs = |path: &PathBuf| Page::parse(&fs::read_to_string(path).unwrap()).unwrap().needs_envoy;
    let pages: Vec<PathBuf> = book.pages().into_iter().filter(needs).collect();
    assert_eq!(pages, [book.source().join("mesh-lab.md")], "each is followed");
    let envoy = program::envoy().unwrap();
    let reader = Reader::new(&book, "mesh-lab", &[("outrigger", Path::new(PROGRAM)), ("envoy", &envoy)]);
    until("the page's port is free", || TcpListener::bind("127.0.0.1:15012").is_ok());
    let work = std::env::temp_dir().join(format!("outrigger-reader-mesh-lab-{}", std::process::id()));
    let _down = Down(work.join("outrigger/mesh-lab"));
    if let Err(why) = reader.follow(&pages[0], updates()) {
        panic!("{why}");
    }
}

/// Ends the mesh of a folder, if there is one, whatever stopped the test.
struct Down(PathBuf);

impl Drop for Down {
    fn drop(&mut self) {
        _ = Command::new(PROGRAM).args(["mesh", "down", "--dir"]).arg(&self.0).output();
    }
}

/// Ready only when its application, which is not root, has its port.
const LOW_PORT: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata: {name: low}
spec:
  selector: {matchLabels: {app: low}}
  template:
    metadata: {labels: {app: low}}
    spec:
      containers:
      - {name: low, image: low, ports: [{containerPort: 80}], readinessProbe: {httpGet: {port: 80}}}
";

#[test]
fn what_kube_inject_writes_runs_as_a_sidecar() {
    let Some(lab) = Lab::up() else { return };
    let inject = |name: &str| {
        let manifest = lab.dir.join(format!("deployment.default.{name}.yaml"));
        let words = ["kube-inject", "--set", "global.nativeNftables=true", "-f"];
        let output = Command::new(PROGRAM).args(words).arg(manifest).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        lab.apply(&String::from_utf8(output.stdout).unwrap());
    };
    lab.apply(LOW_PORT);
    inject("httpbin");
    assert_eq!(lab.call("sleep"), (0, "200".to_owned()), "plain text is taken");
    lab.apply(STRICT);
    assert_eq!(lab.call("sleep"), (56, "000".to_owned()), "and now it is reset");
    inject("sleep");
    assert_eq!(lab.call("sleep"), (0, "200".to_owned()));
    assert_eq!(lab.call("legacy"), (56, "000".to_owned()));
    let proxies = lab.ask(&["proxy-status"]);
    assert!(proxies.contains("sleep-2.default") && proxies.contains("httpbin-2.default"), "{proxies}");
}

#[test]
fn an_upgrade_leaves_proxies_that_a_restart_makes_new() {
    let Some(lab) = Lab::up() else { return };
    lab.apply(
        "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}",
    );
    lab.succeed(&["restart", "sleep", "httpbin", "legacy"]);
    lab.succeed(&["upgrade", "9.9.9"]);
    assert_eq!(lab.call("sleep"), (0, "200".to_owned()), "old proxies on a new control plane");
    lab.succeed(&["restart", "legacy"]);
    let versions = lab.ask(&["x", "version"]);
    assert!(versions.contains("control plane version: 9.9.9"), "{versions}");
    assert!(versions.contains("(2 proxies), 9.9.9 (1 proxies)"), "{versions}");
    lab.succeed(&["restart", "sleep", "httpbin"]);
    let versions = lab.ask(&["x", "version"]);
    assert!(versions.contains("9.9.9 (3 proxies)"), "{versions}");
}

#[test]
fn nothing_is_left_of_a_lab() {
    // Other tests make interfaces at the same time; a lab's are named after its pods.
    let links = || {
        let all = fs::read_dir("/sys/class/net").unwrap();
        all.filter(|link| link.as_ref().unwrap().file_name().to_string_lossy().starts_with("pod")).count()
    };
    let before = links();
    let Some(lab) = Lab::up() else { return };
    assert_eq!(links(), before, "the machine's network is as it was");
    let again = lab.run(&["up", "--xds-address", "127.0.0.1:0"]);
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(!again.status.success() && said.contains("runs in") && said.contains("already"), "{said}");
    let other = lab.dir.with_file_name("other");
    let second = Command::new(PROGRAM)
        .args(["mesh", "up", "--xds-address", &lab.address, "--dir"])
        .arg(&other)
        .env("ENVOY", program::envoy().unwrap())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(!second.status.success() && said.contains("another lab runs"), "{said}");

    let own = lab.dir.join("namespace.mine.yaml");
    fs::write(&own, "{apiVersion: v1, kind: Namespace, metadata: {name: mine}}").unwrap();
    lab.succeed(&["down"]);
    until("all its processes end", || lab.processes().is_empty());
    let left: Vec<PathBuf> = fs::read_dir(&lab.dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left, [own], "what is the user's stays");
}

#[test]
fn a_lab_that_is_killed_leaves_files_alone_and_down_takes_them() {
    let Some(lab) = Lab::up() else { return };
    lab.apply(
        "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}",
    );
    lab.succeed(&["restart", "sleep"]);
    let all = descendants(&lab.processes());
    let is_envoy =
        |id: &i32| fs::read_to_string(format!("/proc/{id}/comm")).is_ok_and(|name| name.trim() == "envoy");
    assert!(all.iter().any(is_envoy), "its Envoy runs: {all:?}");
    for id in lab.processes() {
        let id = rustix::process::Pid::from_raw(id).unwrap();
        _ = rustix::process::kill_process(id, rustix::process::Signal::KILL);
    }
    let runs = |id: &i32| Path::new(&format!("/proc/{id}/exe")).read_link().is_ok();
    until("all its processes end", || !all.iter().any(runs));
    let said = lab.run(&["get"]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("no lab runs"), "{said:?}");
    lab.succeed(&["down"]);
    let left: Vec<String> = fs::read_dir(&lab.dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(left, ["namespace.default.yaml"]);
}
