//! An application that is held until its proxy is there.

use std::process::{Command, Stdio};

use crate::agent;
use crate::harness::namespace::ROOT;
use crate::harness::tools;
use crate::lab::{HTTPBIN, Lab, SERVICE, SLEEP, until};

/// The control plane is away at first, so that the proxy cannot be ready.
#[test]
fn an_application_waits_for_its_proxy() {
    let Some(mut lab) = Lab::new() else { return };
    let Some(program) = agent::of_the_container() else {
        tools::told(Some("there is no outrigger-agent: `cargo build -p sidecar` makes it"));
        return;
    };
    let (_httpbin, _other) = lab.ready(HTTPBIN);
    lab.plane.kill();
    let (sleep, mut agent) = lab.sidecar(SLEEP, |sidecar| sidecar);
    let mut command = Command::new(program);
    command.arg("wait").env_clear().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut wait = sleep.namespace.inside(ROOT, || command.spawn().unwrap());
    until("Envoy runs", || agent.log().contains("Envoy started as process "));
    until("the agent says that it is not ready", || agent.answers_unready());
    assert!(agent.runs() && wait.try_wait().unwrap().is_none(), "{}", agent.log());
    lab.plane.start(&lab.bridge);
    let mut status = None;
    until("`wait` ends", || {
        status = wait.try_wait().unwrap();
        status.is_some()
    });
    assert!(status.unwrap().success(), "{}", agent.log());
    // From here on the application runs: its first call gets through.
    assert_eq!(sleep.call(SERVICE).header("host").as_deref(), Some("httpbin.default.svc.cluster.local:8000"));
    assert!(agent.is_ready());
    lab.until_synced(2);
}
