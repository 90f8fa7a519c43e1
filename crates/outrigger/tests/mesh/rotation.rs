//! Certificates that live for seconds.

use crate::agent::Agent;
use crate::application::Outcome;
use crate::control_plane::STRICT;
use crate::lab::{HTTPBIN, Lab, SERVICE, SERVICE_TCP, SLEEP, until};
use crate::load::{How, Load};

/// So many certificates follow each other.
const CERTIFICATES: usize = 4;

#[test]
fn no_call_fails_while_certificates_are_replaced() {
    let Some(lab) = Lab::new() else { return };
    lab.plane.write("policy.yaml", STRICT);
    let (sleep, agent) = lab.ready_with(SLEEP, |sidecar| sidecar.variable("SECRET_TTL", "10s"));
    let (_httpbin, other) = lab.ready_with(HTTPBIN, |sidecar| sidecar.variable("SECRET_TTL", "10s"));
    lab.until_synced(2);
    sleep.until(SERVICE, "an answer", Outcome::is_ok);
    // By TCP each call is a handshake between the Envoys; by HTTP they keep their connections.
    let loads = [(How::Tcp, SERVICE_TCP), (How::Each, SERVICE)];
    let loads = loads.map(|(how, to)| (how, Load::start(&sleep, to, how)));
    for _ in 0..CERTIFICATES {
        let before = [&agent, &other].map(Agent::serial);
        assert!(before.iter().all(Option::is_some), "{before:?}");
        until("both certificates are replaced", || {
            let now = [&agent, &other].map(Agent::serial);
            now.iter().zip(&before).all(|(now, before)| now != before)
        });
        loads.iter().for_each(|(_, load)| load.goes_on());
    }
    for (how, load) in loads {
        load.stop(&format!("{how:?}, {CERTIFICATES} certificates"));
    }
}
