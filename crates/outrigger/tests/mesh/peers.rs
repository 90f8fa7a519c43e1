//! Istio's own agent in place of ours, where `PEER_PILOT_AGENT` names it, and `PEER_BOOTSTRAP` the template that it fills
//! (tools/packaging/common/envoy_bootstrap.json of Istio's repository).

use std::io::Write;

use crate::application::Outcome;
use crate::control_plane::STRICT;
use crate::lab::{HTTPBIN, Lab, PLAIN, SERVICE, SLEEP};

#[test]
fn pilot_agent_is_served() {
    let named = ["PEER_PILOT_AGENT", "PEER_BOOTSTRAP"].map(std::env::var);
    let [Ok(program), Ok(template)] = named else {
        // Past the test runner, which hides what a passing test prints.
        _ = writeln!(
            std::io::stderr().lock(),
            "\n##### SKIPPED: PEER_PILOT_AGENT and PEER_BOOTSTRAP name no pilot-agent\n"
        );
        return;
    };
    let Some(lab) = Lab::new() else { return };
    lab.plane.write("policy.yaml", STRICT);
    let (sleep, agent) = lab.ready(SLEEP);
    let (_httpbin, peer) =
        lab.ready_with(HTTPBIN, |sidecar| sidecar.program(&program).variable("ISTIO_BOOTSTRAP", &template));
    lab.until_synced(2);
    let outcome = sleep.until(SERVICE, "mTLS", Outcome::is_ok);
    let header = outcome.header("x-forwarded-client-cert").unwrap_or_default();
    assert!(header.contains("URI=spiffe://cluster.local/ns/default/sa/sleep"), "{outcome:?}");
    let plain = lab.pod(PLAIN);
    assert_eq!(plain.call("10.77.0.3:8080"), Outcome::Reset);
    [&agent, &peer].into_iter().for_each(|agent| agent.refused_nothing());
}
