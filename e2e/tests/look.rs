//! What commands say of a configuration that is in a cluster, and of an API server that answers late, half or never.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::thread;

use e2e::{ControlPlane, Kubectl, Process, free_address, outrigger, run, until};

/// What a command prints and says, and its exit status.
struct Said {
    out: String,
    err: String,
    code: Option<i32>,
}

fn said(plane: &ControlPlane, kubeconfig: &str, line: &str) -> Said {
    let mut command = Command::new(outrigger());
    command.args(line.split_whitespace()).env("HOME", plane.folder());
    let output = command.env("KUBECONFIG", plane.folder().join(kubeconfig)).output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    println!("== {line}: {:?}\n{out}-- \n{err}", output.status.code());
    Said { out, err, code: output.status.code() }
}

#[test]
fn a_configuration_in_a_cluster_is_looked_at() {
    let Some(plane) = ControlPlane::start_api_server("look") else { return };
    let kubectl = plane.kubectl();
    kubectl.namespace("outrigger-system", "{}");
    kubectl.apply(&run(&["install", "--image", "outrigger:test"]));
    // Where it is, its webhook configuration says.
    let own = |line: &str| said(&plane, "admin.kubeconfig", line);
    let lint = own("lint");
    // What it comes with has nothing that anybody should act on.
    assert_eq!(lint.code, Some(0), "{}", lint.out);
    assert!(!lint.out.contains("Warning") && !lint.out.contains("Error"), "{}", lint.out);

    // The ConfigMaps are found by their own names: the pod's proxy is of another image than theirs.
    kubectl.namespace("shop", "{istio.io/rev: outrigger}");
    kubectl.apply(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\nspec: {containers: [{name: app, image: \
         app}, {name: istio-proxy, image: 'proxyv2:0.1'}]}\n",
    );
    let analyzed = own("analyze -n shop -r outrigger");
    assert!(analyzed.out.contains("IST0158") && analyzed.out.contains("[web]"), "{}", analyzed.out);

    broken_ones(&plane, &kubectl);
}

/// Configurations with mistakes, by revision; one that is not there; and no right to read them.
fn broken_ones(plane: &ControlPlane, kubectl: &Kubectl) {
    kubectl.namespace("istio-system", "{}");
    for (name, config) in [
        ("istio-sidecar-injector", "policy: enabled\ntemplates:\n  sidecar: |\n    spec: {{ .Speck }}\n"),
        (
            "istio-sidecar-injector-canary",
            "policy: enabled\ntemplates:\n  sidecar: |\n    spec: {{ nope 1 }}\n",
        ),
    ] {
        let file = plane.folder().join("config");
        std::fs::write(&file, config).unwrap();
        let from = format!("--from-file=config={} --from-literal=values={{}}", file.display());
        kubectl.run(&format!("-n istio-system create configmap {name} {from}"));
    }
    for (flags, part) in [("", "Speck"), (" -r canary", "nope")] {
        let lint = said(plane, "admin.kubeconfig", &format!("lint{flags} -o json"));
        assert!(lint.code != Some(0) && (lint.out + &lint.err).contains(part), "{flags}: {}", lint.err);
    }
    let lint = said(plane, "admin.kubeconfig", "lint -r gone");
    assert_eq!(lint.code, Some(2));
    assert!(lint.err.contains("istio-sidecar-injector-gone"), "{}", lint.err);
    let lint = said(plane, "admin.kubeconfig", "lint --as nobody");
    assert_eq!(lint.code, Some(2));
    assert!(lint.err.contains("configmaps is forbidden"), "{}", lint.err);
}

/// What a way to an API server does about a request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Through,
    Never,
    Half,
    Expired,
}

/// Of pods nothing is ever answered, of Services half, and a list of ReplicaSets expires once.
fn way(head: &str) -> Way {
    let path = head.split(' ').nth(1).unwrap_or_default();
    match path.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default() {
        "pods" => Way::Never,
        "services" => Way::Half,
        "replicasets" if path.contains("continue=") => Way::Expired,
        _ => Way::Through,
    }
}

fn serve(mut client: TcpStream, server: SocketAddr) {
    let mut read = Vec::new();
    let end = loop {
        if let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        let mut part = [0; 4096];
        match client.read(&mut part) {
            Ok(length) if length > 0 => read.extend_from_slice(&part[..length]),
            _ => return,
        }
    };
    let head = String::from_utf8_lossy(&read[..end]).into_owned();
    let status = |code: &str, body: &str| {
        format!(
            "HTTP/1.1 {code}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    match way(&head) {
        // The client gives up before this ends.
        Way::Never => thread::sleep(std::time::Duration::from_secs(120)),
        Way::Half => {
            let _ = client.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{\"items\":[");
            thread::sleep(std::time::Duration::from_secs(120));
        }
        Way::Expired => {
            let body = r#"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"too old","reason":"Expired","code":410}"#;
            let _ = client.write_all(status("410 Gone", body).as_bytes());
        }
        Way::Through => {
            let mut upstream = TcpStream::connect(server).unwrap();
            // One request a connection, so that each is seen here.
            upstream.write_all(format!("{head}\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
            upstream.write_all(&read[end + 4..]).unwrap();
            let (mut from, mut to) = (client.try_clone().unwrap(), upstream.try_clone().unwrap());
            thread::spawn(move || std::io::copy(&mut from, &mut to));
            let _ = std::io::copy(&mut upstream, &mut client);
            let _ = client.shutdown(Shutdown::Both);
        }
    }
}

/// Each command reports what it could read, names what it could not, and ends.
#[test]
fn an_api_server_that_is_slow_is_no_end() {
    let Some(plane) = ControlPlane::start_api_server("slow") else { return };
    let kubectl = plane.kubectl();
    kubectl.namespace("istio-system", "{}");
    kubectl.apply(&run(&["install", "--istio-names", "--image", "outrigger:test"]));
    kubectl.namespace("shop", "{}");
    let sets: String = (0..300)
        .map(|n| {
            format!(
                "---\napiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {{name: expiring-{n}, namespace: shop}}\nspec: {{replicas: 0, selector: \
                 {{matchLabels: {{a: b}}}}, template: {{metadata: {{labels: {{a: b}}}}, spec: {{containers: [{{name: a, image: a}}]}}}}}}\n"
            )
        })
        .collect();
    kubectl.apply(&sets);
    let plain = free_address();
    let mut command = plane.command("kubectl");
    let admin = plane.folder().join("admin.kubeconfig");
    command.args([
        "proxy",
        "--kubeconfig",
        &admin.display().to_string(),
        "--port",
        &plain.port().to_string(),
    ]);
    let _proxy = Process::start(&mut command);
    until("a proxy", || TcpStream::connect(plain).ok());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let text = format!(
        "apiVersion: v1\nkind: Config\ncurrent-context: slow\nclusters: [{{name: slow, cluster: {{server: 'http://{}'}}}}]\ncontexts: \
         [{{name: slow, context: {{cluster: slow, user: slow}}}}]\nusers: [{{name: slow, user: {{}}}}]\n",
        listener.local_addr().unwrap()
    );
    std::fs::write(plane.folder().join("slow.kubeconfig"), text).unwrap();
    thread::spawn(move || {
        listener.incoming().flatten().for_each(|client| drop(thread::spawn(move || serve(client, plain))));
    });
    let late = ["cannot list pods: the API server cannot be reached: no answer within 20 seconds"];
    let half = ["cannot list services", "no answer within 20 seconds"];
    thread::scope(|scope| {
        let all = ["snapshot", "analyze -A", "outdated", "doctor", "bug-report --dir report", "version"].map(
            |line| {
                let plane = &plane;
                let line = line
                    .replace("--dir report", &format!("--dir {}", plane.folder().join("report").display()));
                scope.spawn(move || said(plane, "slow.kubeconfig", &line))
            },
        );
        let [snapshot, analyze, outdated, doctor, report, version] = all.map(|thread| thread.join().unwrap());
        for (said, parts) in [
            (&snapshot, &[late[0], half[0], half[1]][..]),
            (&analyze, &[late[0], half[0]]),
            (&outdated, &[late[0], "no pods are among what is known of the cluster"]),
            (&doctor, &["cannot list services of namespace istio-system"]),
            (&report, &[late[0], half[0]]),
            (&version, &["cannot list pods"]),
        ] {
            assert!(parts.iter().all(|part| said.err.contains(part)), "{parts:?}: {}", said.err);
            assert!(!said.err.contains("replicasets"), "expired once, and read anew: {}", said.err);
        }
        assert_eq!([&snapshot, &outdated, &report].map(|said| said.code), [Some(0), Some(2), Some(0)]);
        assert_eq!(
            snapshot.out.matches("name: expiring-").count(),
            300,
            "none is missing, none is there twice"
        );
        assert!(analyze.out.contains("IST0102") && analyze.out.contains("shop"), "{}", analyze.out);
        assert!(version.out.contains("client version"), "{}", version.out);
        let kept = std::fs::read_to_string(plane.folder().join("report/snapshot.yaml")).unwrap();
        assert!(
            kept.contains("kind: MutatingWebhookConfiguration") && !kept.contains("\nkind: Pod\n"),
            "what there is"
        );
    });
}
