//! What keeps an agent from starting: each is named, with what to do.

use std::net::TcpListener;

use crate::harness::Pod;

#[test]
fn each_obstacle_is_named() {
    let none = Pod::new().config("binaryPath", "\"/nowhere/envoy\"");
    let taken = Pod::new();
    let _listener = TcpListener::bind(("0.0.0.0", taken.ports[2])).unwrap();
    let port = format!("cannot listen on the status port {}: Address already in use", taken.ports[2]);
    let full = Pod::new().config("configPath", "\"/proc/self/nothing\"");
    for (pod, texts) in [
        (none, ["there is no Envoy at /nowhere/envoy", "hint: set `binaryPath`"]),
        (taken, [port.as_str(), "hint: something else in the pod has it"]),
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
