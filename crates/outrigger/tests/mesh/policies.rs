//! Who reaches whom, and as who, without a policy and with one.

use crate::agent::Agent;
use crate::application::Outcome;
use crate::control_plane::STRICT;
use crate::harness::call::{Call, End};
use crate::harness::namespace::APP;
use crate::lab::{HTTPBIN, Lab, PLAIN, Pod, SERVICE, SERVICE_TCP, SLEEP};

const HEADER: &str = "x-forwarded-client-cert";
const SERVER: &str = "10.77.0.3:8080";

/// Who the server was asked by, as its Envoy vouches for it.
fn is_by_sleep(outcome: &Outcome) -> bool {
    let header = outcome.header(HEADER).unwrap_or_default();
    header.contains("By=spiffe://cluster.local/ns/default/sa/httpbin")
        && header.contains("URI=spiffe://cluster.local/ns/default/sa/sleep")
}

/// Where a call by TCP came through; the server speaks first.
fn tcp(pod: &Pod, to: &str) -> End {
    Call::new(APP, to.parse().unwrap()).make(&pod.namespace)
}

#[test]
fn callers_without_a_sidecar_are_let_in_until_a_policy_says_otherwise() {
    let Some(lab) = Lab::new() else { return };
    let (sleep, sleep_agent) = lab.ready(SLEEP);
    let (_httpbin, httpbin_agent) = lab.ready(HTTPBIN);
    let plain = lab.pod(PLAIN);
    lab.until_synced(2);

    let outcome = sleep.until(SERVICE, "mTLS", Outcome::is_ok);
    assert!(is_by_sleep(&outcome), "{outcome:?}");
    assert!(matches!(tcp(&sleep, SERVICE_TCP), End::Arrived(..)));
    let outcome = plain.call(SERVER);
    assert!(outcome.is_ok() && outcome.header(HEADER).is_none(), "{outcome:?}");

    let modified = |agent: &Agent| agent.stat("listener_manager.listener_modified").unwrap();
    let before = modified(&httpbin_agent);
    lab.plane.write("policy.yaml", STRICT);
    plain.until(SERVER, "a reset", |outcome| *outcome == Outcome::Reset);
    assert_eq!(modified(&httpbin_agent), before + 1, "one listener changes");
    let outcome = sleep.call(SERVICE);
    assert!(outcome.is_ok() && is_by_sleep(&outcome), "{outcome:?}");
    assert!(matches!(tcp(&sleep, SERVICE_TCP), End::Arrived(..)));
    // By the pod's address no Service is meant, and Envoy passes on what it got.
    assert_eq!(sleep.call(SERVER), Outcome::Reset);
    lab.until_synced(2);
    for agent in [&sleep_agent, &httpbin_agent] {
        agent.refused_nothing();
    }
}

const WITHOUT: &str = "\
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: httpbin, namespace: default}
spec:
  selector: {matchLabels: {app: httpbin}}
  mtls: {mode: STRICT}
  portLevelMtls: {8080: {mode: DISABLE}}
";

#[test]
fn a_port_may_do_without() {
    let Some(lab) = Lab::new() else { return };
    lab.plane.write("policy.yaml", STRICT);
    let (sleep, sleep_agent) = lab.ready(SLEEP);
    let (_httpbin, httpbin_agent) = lab.ready(HTTPBIN);
    let plain = lab.pod(PLAIN);
    sleep.until(SERVICE, "mTLS", is_by_sleep);
    plain.until(SERVER, "a reset", |outcome| *outcome == Outcome::Reset);
    lab.plane.write("port.yaml", WITHOUT);
    let is_plain = |outcome: &Outcome| outcome.is_ok() && outcome.header(HEADER).is_none();
    plain.until(SERVER, "plaintext", is_plain);
    sleep.until(SERVICE, "plaintext", is_plain);
    assert!(matches!(tcp(&sleep, SERVICE_TCP), End::Arrived(..)), "the other port");
    lab.plane.remove("port.yaml");
    plain.until(SERVER, "a reset", |outcome| *outcome == Outcome::Reset);
    sleep.until(SERVICE, "mTLS", is_by_sleep);
    lab.until_synced(2);
    for agent in [&sleep_agent, &httpbin_agent] {
        agent.refused_nothing();
    }
}

#[test]
fn a_service_may_have_servers_with_a_sidecar_and_without() {
    let Some(lab) = Lab::new() else { return };
    let (sleep, agent) = lab.ready(SLEEP);
    let (_httpbin, _other) = lab.ready(HTTPBIN);
    let _plain = lab.pod(PLAIN);
    lab.plane.serve_by(&[HTTPBIN, PLAIN]);
    sleep.until(SERVICE, "plaintext", |outcome| outcome.is_ok() && outcome.header(HEADER).is_none());
    sleep.until(SERVICE, "mTLS", is_by_sleep);
    let outcomes: Vec<Outcome> = (0..20).map(|_| sleep.call(SERVICE)).collect();
    assert!(outcomes.iter().all(Outcome::is_ok), "{outcomes:?}");
    agent.refused_nothing();
}
