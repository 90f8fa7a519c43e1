//! A server's pod is deleted while it is called.

use rustix::process::Signal;

use crate::application::Outcome;
use crate::lab::{HTTPBIN, HTTPBIN_2, Lab, SERVICE, SLEEP, until};
use crate::load::{How, Load};

/// As when all pods of a Service are deleted at once: those that serve still are better than none.
#[test]
fn the_last_server_is_called_until_it_is_gone() {
    let Some(lab) = Lab::new() else { return };
    let (sleep, agent) = lab.ready(SLEEP);
    let (_first, first) = lab.ready(HTTPBIN);
    let (_second, _other) = lab.ready(HTTPBIN_2);
    lab.until_synced(3);
    sleep.until(SERVICE, "an answer", Outcome::is_ok);
    let addresses = || agent.admin("/clusters");
    let host = |who: crate::lab::Who| {
        format!("outbound|8000||httpbin.default.svc.cluster.local::{}:8080::", who.address())
    };
    lab.plane.serve_by_leaving(&[HTTPBIN]);
    let draining = format!("{}health_flags::/eds_status_draining", host(HTTPBIN));
    until("the only server is draining", || addresses().contains(&draining));
    let outcomes: Vec<Outcome> = (0..20).map(|_| sleep.call(SERVICE)).collect();
    assert!(outcomes.iter().all(Outcome::is_ok), "{outcomes:?}\n{}", addresses());
    // Another one comes, and is the only one that is called.
    lab.plane.serve_by(&[HTTPBIN_2]);
    until("the old one is gone", || !addresses().contains(&host(HTTPBIN)));
    assert!(sleep.call(SERVICE).is_ok());
    [&agent, &first].into_iter().for_each(|agent| agent.refused_nothing());
}

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
