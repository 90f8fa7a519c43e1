//! Whom the server sees: its own proxy, or the caller.

use crate::agent::Sidecar;
use crate::control_plane::STRICT;
use crate::harness::call::{Call, End};
use crate::harness::namespace::APP;
use crate::lab::{HTTPBIN, Lab, SERVICE, SERVICE_TCP, SLEEP};

/// The address from which a call by TCP comes, as the server sees it.
fn caller(change: impl FnOnce(Sidecar) -> Sidecar) -> Option<String> {
    let lab = Lab::new()?;
    lab.plane.write("policy.yaml", STRICT);
    let (sleep, _agent) = lab.ready(SLEEP);
    let (_httpbin, other) = lab.ready_with(HTTPBIN, change);
    lab.until_synced(2);
    sleep.until(SERVICE, "an answer", |outcome| outcome.is_ok());
    other.refused_nothing();
    match Call::new(APP, SERVICE_TCP.parse().unwrap()).make(&sleep.namespace) {
        End::Arrived(arrival, _) => Some(arrival.caller.ip().to_string()),
        end => panic!("{end}"),
    }
}

#[test]
fn with_redirect_the_server_sees_its_proxy() {
    assert!(caller(|sidecar| sidecar).is_none_or(|caller| caller == "127.0.0.6"));
}

#[test]
fn with_tproxy_the_server_sees_the_caller() {
    let seen = caller(Sidecar::tproxy);
    assert!(seen.as_ref().is_none_or(|caller| *caller == SLEEP.address()), "{seen:?}");
}
