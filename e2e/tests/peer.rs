//! What istioctl says of a real istiod, and what outrigger says of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;

use e2e::{
    ControlPlane, Forward, Istiod, IstiodPorts, Kubectl, Process, free_address, outrigger, peer, until,
};

const NAMESPACE: &str = Istiod::NAMESPACE;
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
                    if age
                        .strip_suffix(')')
                        .is_some_and(|age| age.chars().all(|c| "0123456789smh".contains(c))) =>
                {
                    out.push_str(before);
                }
                _ => out.push_str(part),
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let own = |line: &&str| line.starts_with("client version");
    // In JSON it is the first member.
    let text = match text.split_once("  },\n  \"meshVersion\"") {
        Some((_, rest)) => rest,
        None => text,
    };
    text.lines().filter(|line| !own(line)).map(line).collect()
}

/// `PEER_ISTIOD` is a pilot-discovery, `PEER_ISTIOCTL` an istioctl, and `PEER_PROXY` a program that connects to the
/// address it is given as the proxies it is given, says so, and stays.
#[test]
fn version_and_proxy_status_say_what_istioctl_says() {
    let (Some(istiod), Some(istioctl)) = (peer("PEER_ISTIOD"), peer("PEER_ISTIOCTL")) else { return };
    let ports = IstiodPorts::free();
    let IstiodPorts { monitoring, secure, plain, http } = ports;
    let envoy = free_address().port();
    let forward = |namespace, port, to| Forward { namespace, port, to };
    let forwards = [
        forward(NAMESPACE, 15014, monitoring),
        forward(NAMESPACE, 15012, secure),
        forward("shop", 15000, envoy),
    ];
    let Some(plane) = ControlPlane::start_forwarding("peer", &forwards) else { return };
    let kubectl = plane.kubectl();
    kubectl.namespace(NAMESPACE, "{}");
    kubectl.account_of(NAMESPACE);
    kubectl.apply(ISTIOD);
    let admin = plane.folder().join("admin.kubeconfig").display().to_string();
    let _istiod = Istiod::start(&plane, &istiod, ports, "{}\n", &[]);
    let outrigger = outrigger();
    until("an istiod that answers", || {
        let (out, err) = printed(&outrigger, "version", &admin);
        (out.contains("data plane version: none") && err.is_empty()).then_some(())
    });
    until("an istiod that takes proxies", || TcpStream::connect(("127.0.0.1", plain)).ok());
    let _proxies = peer("PEER_PROXY").map(|proxy| {
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
        "x version",
        "x version --short=false",
        "x version -o json",
        "x ps",
        "version -r none",
        "x version -r none",
    ] {
        let [ours, theirs] = [&outrigger, &istioctl].map(|program| printed(program, arguments, &admin));
        println!("== {arguments}\n-- outrigger\n{}{}\n-- istioctl\n{}{}", ours.0, ours.1, theirs.0, theirs.1);
        // What istioctl leaves unsaid where there is no istiod.
        if !arguments.ends_with("-r none") {
            let sorted = |text: &str| {
                let mut lines = comparable(text);
                lines.sort();
                lines
            };
            assert_eq!(sorted(&ours.0), sorted(&theirs.0), "{arguments}");
        }
    }
    let [ours, theirs] = [&outrigger, &istioctl].map(|program| {
        // But for the nonce, which is new each time, and the order of proxies, which is random.
        let text = printed(program, "proxy-status -o json -n edge", &admin).0;
        let lines = text.lines().filter(|line| !line.contains("\"nonce\""));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    });
    assert_eq!(ours, theirs);
    ask_otherwise(&outrigger, &admin, secure);
    ask_other_revisions(&kubectl, [&outrigger, &istioctl], &admin, secure);
    kubectl.namespace("shop", "{}");
    kubectl.account_of("shop");
    kubectl
        .apply(&ISTIOD.replace("istio-system", "shop").replace("istiod-1", "web-1").replace("istiod", "web"));
    compare_a_proxy(&plane, &outrigger, &istioctl, [http, envoy]);
}

/// The same table over HTTP, where xDS gives no answer, and from an address that has to prove whose it is.
fn ask_otherwise(outrigger: &PathBuf, admin: &str, secure: u16) {
    let table = |arguments: &str| {
        let (out, err) = printed(outrigger, arguments, admin);
        println!("== {arguments}\n{out}{err}");
        (comparable(&out), err)
    };
    let usual = table("ps").0;
    let (over_http, note) = table("ps --xds-port 15011");
    assert_eq!(over_http, usual);
    assert!(note.starts_with("note: istiod istiod-1 is asked over HTTP, on port 15014"), "{note}");
    let at = format!("ps --xds-address 127.0.0.1:{secure}");
    assert_eq!(table(&at), (usual.clone(), String::new()));
    assert_eq!(table(&format!("{at} --insecure")), (usual, String::new()));
    assert!(table(&format!("{at} --authority other.example")).1.contains("invalid peer certificate"));
}

/// A second revision, which is the same istiod, and a third, whose istiod is outside of the cluster.
fn ask_other_revisions(kubectl: &Kubectl, programs: [&PathBuf; 2], admin: &str, secure: u16) {
    kubectl.apply(&ISTIOD.replace("istiod-1", "istiod-2").replace("default", "canary"));
    kubectl.apply(&format!(
        "apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {{name: outside, labels: {{istio.io/rev: outside}}}}
webhooks:
- name: outside.istio.io
  clientConfig: {{url: 'https://127.0.0.1:{secure}/inject'}}
  sideEffects: None
  admissionReviewVersions: [v1]
"
    ));
    until("a second istiod", || {
        printed(programs[0], "version -r canary", admin).0.contains("control plane").then_some(())
    });
    for arguments in
        ["x version", "x version -r canary -o json", "ps -r canary", "x version -r outside", "ps -r outside"]
    {
        let [ours, theirs] = programs.map(|program| printed(program, arguments, admin));
        println!("== {arguments}\n-- outrigger\n{}{}\n-- istioctl\n{}{}", ours.0, ours.1, theirs.0, theirs.1);
        let sorted = |text: &str| {
            let mut lines = comparable(text);
            lines.sort();
            lines
        };
        assert_eq!((sorted(&ours.0), ours.1.as_str()), (sorted(&theirs.0), ""), "{arguments}");
    }
    kubectl.run("-n istio-system delete pod istiod-2 --force --grace-period=0");
}

/// `proxy-status POD` with what istiod itself has for a proxy, as it is and changed.
fn compare_a_proxy(plane: &ControlPlane, outrigger: &PathBuf, istioctl: &PathBuf, [http, envoy]: [u16; 2]) {
    let admin = plane.folder().join("admin.kubeconfig").display().to_string();
    let Some(dump) = dump_of(http, PROXIES[0]) else { return };
    let file = plane.folder().join("dump.json");
    for (from, to) in [
        ("", ""),
        ("\"connectTimeout\":\"10s\"", "\"connect_timeout\":\"5s\""),
        ("\"enable_discovery\":true", "\"enable_discovery\":false"),
        ("ListenersConfigDump", "Unknown"),
    ] {
        std::fs::write(&file, dump.replacen(from, to, 1)).unwrap();
        let arguments = format!("ps web-1.shop --file {}", file.display());
        let [ours, theirs] = [outrigger, istioctl].map(|program| printed(program, &arguments, &admin));
        println!("== {arguments} {to}\n-- outrigger\n{}{}\n-- istioctl\n{}", ours.0, ours.1, theirs.1);
        assert_eq!(ours.0, theirs.0, "{to}");
    }
    // The same through a port-forward to the proxy, by the name of the pod and by its type and name.
    serve(envoy, dump.replacen("10s", "3s", 1));
    for arguments in ["ps web-1.shop", "ps pod/web-1 -n shop"] {
        let [ours, theirs] = [outrigger, istioctl].map(|program| printed(program, arguments, &admin));
        println!("== {arguments}\n-- outrigger\n{}{}\n-- istioctl\n{}", ours.0, ours.1, theirs.1);
        assert!(ours.0.starts_with("Clusters Don't Match\n") && ours.1.is_empty(), "{arguments}");
        assert_eq!(ours.0, theirs.0, "{arguments}");
    }
    let [ours, theirs] = [outrigger, istioctl]
        .map(|program| printed(program, &format!("ps none.shop --file {}", file.display()), &admin));
    println!(
        "== a proxy that is not there\n-- outrigger\n{}{}\n-- istioctl\n{}{}",
        ours.0, ours.1, theirs.0, theirs.1
    );
    let sentence = "unable to find config dump in Istiod responses";
    assert!(ours.1.contains(sentence) && theirs.1.contains(sentence));
}

/// What istiod has for a proxy, as JSON.
fn dump_of(http: u16, proxy: &str) -> Option<String> {
    let name = proxy.split(':').next()?;
    let mut stream = TcpStream::connect(("127.0.0.1", http)).ok()?;
    write!(stream, "GET /debug/config_dump?proxyID={name} HTTP/1.0\r\nHost: localhost\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (_, body) = answer.split_once("\r\n\r\n")?;
    body.starts_with('{').then(|| body.to_owned())
}

/// Answers every request on a port with a text, as the administration of an Envoy does.
fn serve(port: u16, text: String) {
    let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", text.len());
            let _ = stream.write_all((head + &text).as_bytes());
        }
    });
}
