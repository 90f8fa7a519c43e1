//! The agent with a real Envoy on a real istiod, which `PEER_ISTIOD` names: what Istio's own tools say of it, and how it
//! does beside Istio's own agent, which `PEER_PILOT_AGENT` names.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

mod figures;
mod site;

use e2e::{Program, agent, peer, until};
use site::Site;

#[test]
fn an_istiod_certifies_and_configures_it() {
    let (Some(istiod), Some(istioctl)) = (peer("PEER_ISTIOD"), peer("PEER_ISTIOCTL")) else { return };
    let Some(site) = Site::start("agent-peer", &istiod) else { return };
    let proxy = site.proxy(&Program::Ours(agent()));
    proxy.until("an Envoy that is ready", || proxy.is_ready());

    // The API server's token has got it a certificate over TLS.
    let certificates = proxy.admin("/certs");
    assert!(certificates.contains("spiffe://cluster.local/ns/shop/sa/web"), "{certificates}");
    for line in ["listener_manager.lds.update_rejected: 0", "cluster_manager.cds.update_rejected: 0"] {
        assert!(proxy.stats().contains(line), "{line}\n{}", proxy.stats());
    }
    let clusters = proxy.admin("/clusters");
    assert!(clusters.contains("outbound|80||web.shop.svc.cluster.local"), "{clusters}");

    // What Istio's own program says of it.
    until("a proxy that has all that was sent", || {
        let said = site.istioctl(&istioctl, "proxy-status -v 1");
        println!("{said}");
        let line = said.lines().find(|line| line.contains("web-1.shop"))?;
        // Clusters, listeners, endpoints, routes, names.
        (line.matches("SYNCED").count() == 5).then_some(())
    });
    let unanswered = site.unanswered("web-1.shop");
    assert_eq!(unanswered, Vec::<String>::new(), "{}", site.syncz());

    // The table of names, which the agent asks for itself.
    assert_eq!(proxy.resolved("web.shop.svc.cluster.local"), Some(site.address_of("web")), "{}", proxy.log());
    assert!(!proxy.log().contains(&proxy.token()), "{}", proxy.log());
}
