//! A server that is not who the mesh says it is.

use crate::agent::Agent;
use crate::application::Outcome;
use crate::harness::call::{Call, End};
use crate::harness::namespace::APP;
use crate::lab::{HTTPBIN, Lab, SERVICE, SERVICE_TCP, SLEEP, until};

const STATS: &str = r#"{"inclusionSuffixes": ["ssl.fail_verify_san"]}"#;

/// So many servers showed a certificate of somebody else.
fn refusals(agent: &Agent) -> u64 {
    agent.stat("cluster.outbound|8000||httpbin.default.svc.cluster.local;.ssl.fail_verify_san").unwrap()
}

#[test]
fn a_server_of_another_account_is_not_called() {
    let Some(lab) = Lab::new() else { return };
    let (sleep, agent) = lab.ready_with(SLEEP, |sidecar| sidecar.config("proxyStatsMatcher", STATS));
    let (_httpbin, other) = lab.ready_with(HTTPBIN, |sidecar| sidecar.account("impostor"));
    lab.until_synced(2);
    let outcome = sleep.until(SERVICE, "an answer of the client's Envoy", |outcome| {
        matches!(outcome, Outcome::Answer(503, _))
    });
    assert!(refusals(&agent) > 0, "for another reason: {outcome:?}");
    let tcp = || Call::new(APP, SERVICE_TCP.parse().unwrap()).make(&sleep.namespace);
    assert_eq!(tcp(), End::Closed);
    // Who may answer changes, and the endpoints do not.
    lab.plane.account_of(HTTPBIN, "impostor");
    let outcome = sleep.until(SERVICE, "an answer of the server", Outcome::is_ok);
    let header = outcome.header("x-forwarded-client-cert").unwrap();
    assert!(header.contains("By=spiffe://cluster.local/ns/default/sa/impostor"), "{header}");
    lab.plane.account_of(HTTPBIN, "httpbin");
    // Connections that are open stay; a new one is refused again.
    until("new connections are refused", || tcp() == End::Closed);
    lab.until_synced(2);
    [&agent, &other].into_iter().for_each(|agent| agent.refused_nothing());
}
