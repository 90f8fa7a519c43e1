//! The kubelet, which has no certificate, asks after an application that lets in only who has one.

use std::net::SocketAddr;

use crate::application::{Outcome, call};
use crate::control_plane::STRICT;
use crate::lab::{HTTPBIN, Lab, PLAIN};

const PROBERS: &str = r#"{
    "/app-health/httpbin/readyz": {"httpGet": {"path": "/headers", "port": 8080}, "timeoutSeconds": 10},
    "/app-health/httpbin/livez": {"httpGet": {"path": "/status/503", "port": 8080}, "timeoutSeconds": 10},
    "/app-health/httpbin/startupz": {"tcpSocket": {"port": 9000}, "timeoutSeconds": 10},
    "/app-health/gone/readyz": {"tcpSocket": {"port": 9001}, "timeoutSeconds": 10}
}"#;

#[test]
fn probes_get_through_where_only_mtls_does() {
    let Some(lab) = Lab::new() else { return };
    lab.plane.write("policy.yaml", STRICT);
    let (_httpbin, agent) =
        lab.ready_with(HTTPBIN, |sidecar| sidecar.variable("ISTIO_KUBE_APP_PROBERS", PROBERS));
    let kubelet = lab.pod(PLAIN);
    // The policy may come after the proxy is ready.
    kubelet.until("10.77.0.3:8080", "nobody without a certificate gets in", |outcome| {
        *outcome == Outcome::Reset
    });
    let agent_port: SocketAddr = "10.77.0.3:15020".parse().unwrap();
    for (path, want) in [
        ("/app-health/httpbin/readyz", 200),
        ("/app-health/httpbin/livez", 503),
        ("/app-health/httpbin/startupz", 200),
        ("/app-health/gone/readyz", 500),
        ("/app-health/nobody/readyz", 400),
    ] {
        let outcome = call(&kubelet.namespace, agent_port, path);
        assert!(matches!(outcome, Outcome::Answer(status, _) if status == want), "{path}: {outcome:?}");
    }
    agent.refused_nothing();
}
