//! The control plane goes away and comes back.

use crate::agent::Agent;
use crate::application::Outcome;
use crate::control_plane::STRICT;
use crate::lab::{HTTPBIN, Lab, PLAIN, SERVICE, SLEEP, until};
use crate::load::{How, Load};

/// What Envoy counts of listeners that were replaced.
fn listeners(agent: &Agent) -> [Option<u64>; 4] {
    ["added", "modified", "removed", "stopped"]
        .map(|what| agent.stat(&format!("listener_manager.listener_{what}")))
}

#[test]
fn calls_go_on_without_the_control_plane() {
    let Some(mut lab) = Lab::new() else { return };
    let (sleep, agent) = lab.ready(SLEEP);
    let (_httpbin, other) = lab.ready(HTTPBIN);
    lab.until_synced(2);
    sleep.until(SERVICE, "an answer", Outcome::is_ok);
    let before = [&agent, &other].map(listeners);
    assert!(before.iter().flatten().all(Option::is_some), "{before:?}");

    let loads = [How::Each, How::Kept].map(|how| (how, Load::start(&sleep, SERVICE, how)));
    lab.plane.kill();
    let is_connected = |agent: &Agent| agent.stat("control_plane.connected_state") == Some(1);
    for agent in [&agent, &other] {
        until("the stream ends", || !is_connected(agent));
        assert!(agent.is_ready(), "ready stays ready");
    }
    loads.iter().for_each(|(_, load)| load.goes_on());
    lab.plane.start(&lab.bridge);
    lab.until_synced(2);
    loads.iter().for_each(|(_, load)| load.goes_on());
    for (how, load) in loads {
        load.stop(&format!("{how:?}, the control plane away and back"));
    }
    assert_eq!([&agent, &other].map(listeners), before, "no listener is replaced");

    // It is followed again.
    let plain = lab.pod(PLAIN);
    lab.plane.write("policy.yaml", STRICT);
    plain.until("10.77.0.3:8080", "a reset", |outcome| *outcome == Outcome::Reset);
    [&agent, &other].into_iter().for_each(Agent::refused_nothing);
}
