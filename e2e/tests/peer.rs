//! What istioctl says of a real istiod, and what outrigger says of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::fs::File;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;

use e2e::{ControlPlane, Forward, Process, free_address, outrigger, until};

const NAMESPACE: &str = "istio-system";
const ISTIOD: &str = "apiVersion: v1
kind: Pod
metadata:
  name: istiod-1
  namespace: istio-system
  labels: {app: istiod, istio: pilot, istio.io/rev: default}
spec:
  containers: [{name: discovery, image: 'istio/pilot:1'}]
";
/// Proxies that connect: pod and namespace, type, version. The second leaves a question without an answer.
const PROXIES: [&str; 3] =
    ["web-1.shop:sidecar:1.30.3", "api-1.shop:sidecar:1.22.4", "gateway-1.edge:router:1.30.3"];

/// A program that a variable names.
fn named(variable: &str) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    if named.is_none() {
        eprintln!("\n##### NO COMPARISON WITH ISTIO: {variable} names no program\n");
    }
    named
}

/// What a command prints.
fn printed(program: &PathBuf, arguments: &str, kubeconfig: &str) -> (String, String) {
    let words = arguments.split_whitespace().chain(["--kubeconfig", kubeconfig]);
    let output = Command::new(program).args(words).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

/// Without ages, which go on, and without the client, of which there are two.
fn comparable(text: &str) -> Vec<String> {
    let line = |line: &str| {
        let mut out = String::new();
        for part in line.split_inclusive(')') {
            match part.rsplit_once(" (") {
                Some((before, age))
                    if age.ends_with("s)") && age.starts_with(|c: char| c.is_ascii_digit()) =>
                {
                    out.push_str(before);
                }
                _ => out.push_str(part),
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    text.lines().filter(|l| !l.starts_with("client version")).map(line).collect()
}

/// `PEER_ISTIOD` is a pilot-discovery, `PEER_ISTIOCTL` an istioctl, and `PEER_PROXY` a program that connects to the
/// address it is given as the proxies it is given, says so, and stays.
#[test]
fn version_and_proxy_status_say_what_istioctl_says() {
    let (Some(istiod), Some(istioctl)) = (named("PEER_ISTIOD"), named("PEER_ISTIOCTL")) else { return };
    let [monitoring, secure, plain, http] = [(); 4].map(|()| free_address().port());
    let forward = |port, to| Forward { namespace: NAMESPACE, port, to };
    let forwards = [forward(15014, monitoring), forward(15012, secure)];
    let Some(plane) = ControlPlane::start_forwarding("peer", &forwards) else { return };
    let kubectl = plane.kubectl();
    kubectl.namespace(NAMESPACE, "{}");
    kubectl.account_of(NAMESPACE);
    kubectl.apply(ISTIOD);
    let admin = plane.folder().join("admin.kubeconfig").display().to_string();
    let log = File::create(plane.folder().join("istiod.log")).unwrap();
    let mut command = Command::new(istiod);
    command
        .args(["discovery", "--kubeconfig", &admin, "--namespace", NAMESPACE, "--httpsAddr", ""])
        .args([
            format!("--monitoringAddr=127.0.0.1:{monitoring}"),
            format!("--secureGRPCAddr=127.0.0.1:{secure}"),
        ])
        .args([format!("--grpcAddr=127.0.0.1:{plain}"), format!("--httpAddr=127.0.0.1:{http}")])
        .args(["--ctrlz_port", "0"])
        .envs([("POD_NAME", "istiod-1"), ("POD_NAMESPACE", NAMESPACE), ("INJECT_ENABLED", "false")])
        .current_dir(plane.folder())
        .stdout(log.try_clone().unwrap())
        .stderr(log);
    let _istiod = Process::start(&mut command);
    let outrigger = outrigger();
    until("an istiod that answers", || {
        let (out, err) = printed(&outrigger, "version", &admin);
        (out.contains("data plane version: none") && err.is_empty()).then_some(())
    });
    until("an istiod that takes proxies", || TcpStream::connect(("127.0.0.1", plain)).ok());
    let _proxies = named("PEER_PROXY").map(|proxy| {
        let mut command = Command::new(proxy);
        command.arg(format!("127.0.0.1:{plain}")).args(PROXIES);
        let process = Process::start(&mut command);
        until("proxies that are connected", || {
            printed(&outrigger, "ps", &admin).0.contains("gateway-1.edge").then_some(())
        });
        process
    });
    for arguments in [
        "version",
        "version --short=false",
        "proxy-status",
        "proxy-status -v 1",
        "proxy-status -n shop",
        "version -r none",
    ] {
        let [ours, theirs] = [&outrigger, &istioctl].map(|program| printed(program, arguments, &admin));
        println!("== {arguments}\n-- outrigger\n{}{}\n-- istioctl\n{}{}", ours.0, ours.1, theirs.0, theirs.1);
        if arguments != "version -r none" {
            let sorted = |text: &str| {
                let mut lines = comparable(text);
                lines.sort();
                lines
            };
            assert_eq!(sorted(&ours.0), sorted(&theirs.0), "{arguments}");
        }
    }
    let [ours, theirs] = [&outrigger, &istioctl].map(|program| {
        let text = printed(program, "proxy-status -o json", &admin).0;
        let mut answer: serde_json::Value = serde_json::from_str(&text).unwrap();
        let mut resources = answer["resources"].take().as_array().unwrap().clone();
        resources.sort_by_key(|resource| resource["node"]["id"].to_string());
        resources
    });
    assert_eq!(ours, theirs);
}
