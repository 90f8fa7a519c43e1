//! Two replicas: they share an authority and send the same, and one leads.

use std::net::TcpListener;

use e2e::{Balancer, ControlPlane, Discovery, Kubectl, Proxy, takes, until};

use crate::shop::{ISTIOD, install, no_right_is_missing, proxy, root, shop};

#[test]
fn one_of_two_dies_and_nothing_changes_for_a_proxy() {
    let Some(plane) = ControlPlane::start("replicas") else { return };
    let kubectl = plane.kubectl();
    install(&plane, 2);
    shop(&plane);
    // Both come when there is no authority yet: the one that is kept is that of both.
    let starting = ["istiod-a", "istiod-b"].map(|pod| Discovery::start(&plane, ISTIOD, pod, &[]));
    let [a, b] = starting.map(Discovery::ready);
    let leader = until("a leader", || leader(&kubectl));
    let (mut first, second) = if leader == "istiod-a" { (a, b) } else { (b, a) };

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let balancer = Balancer::of(listener, &[first.address()]);
    let proxy = proxy(&plane, port);
    proxy.until("an Envoy that is ready", || proxy.is_ready());
    proxy.until("a proxy at the leader", || has(&first, "web-1.shop"));
    let before = versions(&proxy);
    assert!(before.len() > 5, "{before:?}");
    let counted = counts(&proxy);

    // The leader is killed: the other takes the proxy at once, and leads when the Lease has run out.
    balancer.take_in(second.address());
    balancer.take_out(first.address());
    first.process().kill();
    takes("a proxy at the other replica", || has(&second, "web-1.shop"));
    takes("another leader", || leader_is_another(&kubectl, &leader));
    kubectl.namespace("later", "{}");
    takes("the root in a namespace that is new", || root(&kubectl, "later").is_some());
    assert_eq!(root(&kubectl, "later"), root(&kubectl, "shop"));

    // It was sent the same: no listener and no cluster was changed.
    assert_eq!(versions(&proxy), before);
    assert_eq!(counts(&proxy), counted);
    assert!(proxy.is_ready());
    no_right_is_missing(&first);
    no_right_is_missing(&second);

    // One that is told to end leaves the Lease to others at once.
    let mut second = second;
    second.process().terminate();
    assert!(second.process().ended(), "{}", second.log());
    assert_eq!(self::leader(&kubectl), None);
}

/// The pod that leads.
fn leader(kubectl: &Kubectl) -> Option<String> {
    let holder = kubectl.run("-n istio-system get lease istiod -o jsonpath={.spec.holderIdentity}");
    holder.split('_').next().filter(|pod| !pod.is_empty()).map(str::to_owned)
}

fn leader_is_another(kubectl: &Kubectl, than: &str) -> bool {
    leader(kubectl).is_some_and(|leader| leader != than)
}

/// Whether a replica has a proxy.
fn has(replica: &Discovery, proxy: &str) -> bool {
    replica.asked("/debug/syncz").is_some_and(|answer| answer.contains(proxy))
}

/// The versions of what an Envoy was sent, which are hashes of it, by name.
fn versions(proxy: &Proxy) -> Vec<(String, String)> {
    let dump = proxy.admin("/config_dump");
    let (_, body) = dump.split_once("\r\n\r\n").unwrap();
    let mut found = Vec::new();
    // An answer in pieces has their lengths in it: what stands on its lines does for this.
    let mut version = String::new();
    for line in body.lines().map(str::trim) {
        let value = |key: &str| line.strip_prefix(key)?.trim_matches([' ', ':', '"', ',']).to_owned().into();
        if let Some(text) = value("\"version_info\"") {
            version = text;
        } else if let Some(name) = value("\"name\"").filter(|_| !version.is_empty()) {
            found.push((name, std::mem::take(&mut version)));
        }
    }
    found.sort();
    found
}

/// How often listeners and clusters were added, changed and taken away.
fn counts(proxy: &Proxy) -> Vec<String> {
    let kinds = ["_added: ", "_modified: ", "_removed: "];
    let stats = proxy.stats();
    stats.lines().filter(|line| kinds.iter().any(|kind| line.contains(kind))).map(str::to_owned).collect()
}
