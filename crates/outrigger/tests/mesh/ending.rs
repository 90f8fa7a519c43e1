//! A server's pod is deleted while it is called.

use rustix::process::Signal;

use crate::application::Outcome;
use crate::lab::{HTTPBIN, HTTPBIN_2, Lab, SERVICE, SLEEP};
use crate::load::{How, Load};

/// As when a Deployment is rolled: the kubelet says SIGTERM, and the endpoint leaves.
#[test]
fn no_call_fails_while_a_server_leaves() {
    let Some(lab) = Lab::new() else { return };
    let (sleep, agent) = lab.ready(SLEEP);
    let (_first, mut leaving) = lab.ready(HTTPBIN);
    let (_second, staying) = lab.ready(HTTPBIN_2);
    lab.plane.serve_by(&[HTTPBIN, HTTPBIN_2]);
    lab.until_synced(3);
    sleep.until(SERVICE, "an answer", Outcome::is_ok);
    let loads = [How::Each, How::Kept, How::Tcp].map(|how| {
        let to = if matches!(how, How::Tcp) { crate::lab::SERVICE_TCP } else { SERVICE };
        (how, Load::start(&sleep, to, how))
    });
    leaving.signal(Signal::TERM);
    lab.plane.serve_by(&[HTTPBIN_2]);
    let status = leaving.ended();
    assert!(status.success(), "{status}\n{}", leaving.log());
    loads.iter().for_each(|(_, load)| load.goes_on());
    for (how, load) in loads {
        load.stop(&format!("{how:?}, a server leaves"));
    }
    agent.refused_nothing();
    staying.refused_nothing();
}
