//! What keeps an agent from starting: each is named, with what to do.

use std::net::{TcpListener, UdpSocket};

use crate::harness::Pod;

#[test]
fn each_obstacle_is_named() {
    let none = Pod::new().config("binaryPath", "\"/nowhere/envoy\"");
    let taken = Pod::new();
    let _listener = TcpListener::bind(("0.0.0.0", taken.ports[2])).unwrap();
    let port = format!("cannot listen on the status port {}: Address already in use", taken.ports[2]);
    let dns = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = dns.local_addr().unwrap().to_string();
    let names = format!("cannot listen for DNS on {address}: Address already in use");
    let served = Pod::new().variable("ISTIO_META_DNS_CAPTURE", "true").variable("DNS_PROXY_ADDR", &address);
    let full = Pod::new().config("configPath", "\"/proc/self/nothing\"");
    for (pod, texts) in [
        (none, ["there is no Envoy at /nowhere/envoy", "hint: set `binaryPath`"]),
        (taken, [port.as_str(), "hint: something else in the pod has it"]),
        (served, [names.as_str(), "hint: something else in the pod has the port"]),
        (full, ["cannot write Envoy's bootstrap /proc/self/nothing/envoy-rev.json: ", "hint: its folder"]),
        (
            Pod::new().variable("ISTIO_KUBE_APP_PROBERS", "{\"/x\":{}}"),
            ["ISTIO_KUBE_APP_PROBERS: \"/x\" is not a path of a probe", "hint: the injector writes it"],
        ),
        (Pod::new().argument("--concurrency=many"), ["--concurrency: \"many\"", ""]),
        (Pod::new().variable("PROXY_CONFIG", "{"), ["PROXY_CONFIG", "hint: "]),
    ] {
        let (status, log) = pod.run();
        assert_eq!(status.code(), Some(1), "{log}");
        assert!(log.contains("error: ") && texts.iter().all(|text| log.contains(text)), "{texts:?}: {log}");
    }
    let pod = Pod::new();
    let annotations = format!("{{\"scrape\":\"\",\"port\":\"{}\"}}", pod.ports[2]);
    let (status, log) = pod.variable("ISTIO_PROMETHEUS_ANNOTATIONS", &annotations).run();
    assert!(status.code() == Some(1) && log.contains("the application's port is the agent's own"), "{log}");
}

#[test]
fn envoy_gets_its_bootstrap_and_its_arguments() {
    let agent = Pod::new().argument("--proxyLogLevel=info").argument("--unknown=1").start();
    agent.until_log("Envoy proxy is ready");
    let arguments = agent.pod.read("arguments");
    assert!(arguments.starts_with("-c ./etc/istio/proxy/envoy-rev.json --drain-time-s 45 "), "{arguments}");
    assert!(arguments.contains(" -l info "), "{arguments}");
    let bootstrap = agent.pod.read("bootstrap");
    assert!(bootstrap.contains("sidecar~127.0.0.1~web-1.shop~shop.svc.cluster.local"), "{bootstrap}");
    assert!(agent.log().contains("flag --unknown is not known and has no effect"), "{}", agent.log());
    assert_eq!(agent.pod.read("stdout"), "", "what it says is on standard error");
}

#[test]
fn a_tracers_token_is_in_a_file_of_its_own() {
    let tracing = "{\"lightstep\":{\"address\":\"a:1\",\"accessToken\":\"s3cret\"}}";
    let agent = Pod::new().config("tracing", tracing).start();
    agent.until_log("Envoy proxy is ready");
    assert_eq!(agent.pod.read("etc/istio/proxy/lightstep_access_token.txt"), "s3cret");
    assert!(agent.pod.read("bootstrap").contains("./etc/istio/proxy/lightstep_access_token.txt"));
    assert!(!agent.log().contains("s3cret"), "{}", agent.log());
}

#[test]
fn readiness_waits_for_the_names_of_the_mesh() {
    let dns = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let pod = Pod::new().variable("ISTIO_META_DNS_CAPTURE", "true");
    let agent = pod.variable("DNS_PROXY_ADDR", &dns.to_string()).start();
    agent.listens();
    agent.until("Envoy's state is known, and the names are missing", |agent| {
        agent.ask("GET", "/healthz/ready");
        agent.log().contains("NOT ready: the DNS table was not received")
    });
    let names = agent.ask("GET", "/debug/ndsz");
    assert_eq!((names.status, names.body.as_str()), (404, "{}"));
    // It answers by itself already, if only that nobody could be asked.
    let client = UdpSocket::bind("127.0.0.1:0").unwrap();
    client.send_to(&[0, 7, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], dns).unwrap();
    let mut answer = [0; 512];
    let length = client.recv(&mut answer).unwrap();
    assert_eq!((length, &answer[..2], answer[3] & 0xf), (12, &[0, 7][..], 2));
}
