//! What is secret is in no output, however much is logged.

use crate::application::Outcome;
use crate::control_plane::page;
use crate::lab::{HTTPBIN, Lab, SERVICE, SLEEP};

#[test]
fn nobody_says_a_token() {
    let Some(lab) = Lab::new() else { return };
    let (sleep, agent) = lab.ready_with(SLEEP, |sidecar| sidecar.verbose());
    let (_httpbin, other) = lab.ready_with(HTTPBIN, |sidecar| sidecar.verbose());
    sleep.until(SERVICE, "an answer", Outcome::is_ok);
    lab.until_synced(2);
    let of_plane = |path: &str| page(&lab.bridge, 15014, path).unwrap().1;
    let mut all = vec![("discovery's log", lab.plane.log())];
    all.extend(["/debug/syncz", "/metrics", "/version"].map(|path| (path, of_plane(path))));
    for one in [&agent, &other] {
        all.push(("the agent's log", one.log()));
        let pages = ["/config_dump", "/clusters", "/certs", "/server_info", "/stats"];
        all.extend(pages.map(|path| (path, one.admin(path))));
        all.push(("the metrics", one.status("/stats/prometheus").1));
        all.push(("bootstrap", one.bootstrap()));
    }
    for (place, text) in &all {
        assert!(!text.is_empty(), "{place} says nothing");
        for who in [SLEEP, HTTPBIN] {
            assert!(!text.contains(&who.token()), "{place} has the token of {}", who.name);
        }
        assert!(!text.contains("PRIVATE KEY"), "{place} has a key");
    }
}
