//! The proxies and their versions: as an istiod knows those that are connected to it, or as their pods' images say.

use envoy_api::{ClientConfig, DiscoveryResponse};
use golang::quote::quote;
use kubeyaml::Value;
use objects::{World, kinds, names};
use serde::Serialize;

use super::UNKNOWN;
use crate::control_plane::image_version;
use crate::part;
use crate::syncz;
use crate::xds::{self, XdsError};

/// A proxy.
///
/// Source: Istio 1.30 pkg/version/version.go, ProxyInfo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Proxy {
    /// Its pod and namespace, as `POD.NAMESPACE`.
    #[serde(rename = "ID")]
    pub id: String,
    /// The version of Istio that it is of.
    pub istio_version: String,
    /// `sidecar`, `gateway`, `waypoint` or `ztunnel`.
    #[serde(rename = "Type")]
    pub kind: String,
}

impl Proxy {
    /// As Go prints the struct with `%#v`.
    pub(super) fn long(&self) -> String {
        format!(
            "version.ProxyInfo{{ID:{}, IstioVersion:{}, Type:{}}}",
            quote(&self.id),
            quote(&self.istio_version),
            quote(&self.kind)
        )
    }
}

/// The proxies that an istiod answers with on `/debug/syncz`, in its order.
///
/// # Errors
/// It is not such an answer.
///
/// Source: Istio 1.30 pkg/proxy, GetProxyInfo.
pub fn of_syncz(body: &[u8]) -> Result<Vec<Proxy>, syncz::SynczError> {
    let clients = syncz::read(body)?;
    let proxy = |client: syncz::Client| Proxy {
        id: client.proxy,
        istio_version: client.istio_version,
        kind: if client.proxy_type == "router" { "gateway".to_owned() } else { client.proxy_type },
    };
    Ok(clients.into_iter().map(proxy).collect())
}

/// The proxies that an istiod answers with over xDS, in its order; what they are is not said there.
///
/// # Errors
/// As [`xds::clients`].
///
/// Source: Istio 1.30 istioctl/pkg/version/version.go, xdsProxyVersionWrapper.
pub fn of_xds(answer: &DiscoveryResponse) -> Result<Vec<Proxy>, XdsError> {
    let proxy = |client: &ClientConfig| Proxy {
        id: client.node.as_ref().map(|node| node.id.clone()).unwrap_or_default(),
        istio_version: xds::metadata(client, "ISTIO_VERSION").to_owned(),
        kind: String::new(),
    };
    Ok(xds::clients(answer)?.iter().map(proxy).collect())
}

/// The proxies of pods that run, by namespace and name, told from their images. A pod whose proxy is its only container
/// counts as a gateway.
pub fn of_pods(world: &World) -> Vec<Proxy> {
    world.all(kinds::POD).filter_map(of_pod).collect()
}

fn of_pod(pod: &Value) -> Option<Proxy> {
    let over = ["Pending", "Succeeded", "Failed"];
    if pod.str_at(&["status", "phase"]).is_some_and(|phase| over.contains(&phase)) {
        return None;
    }
    let proxy = part::containers(pod).find(|container| part::is_proxy(container))?;
    let is_alone = pod.items_at(&["spec", "containers"]).iter().all(part::is_proxy);
    let is_waypoint = part::label(pod, names::GATEWAY_MANAGED) == Some("istio.io-mesh-controller");
    let kind = match (is_waypoint, is_alone) {
        (true, _) => "waypoint",
        (_, true) => "gateway",
        _ => "sidecar",
    };
    Some(Proxy {
        id: format!("{}.{}", part::name(pod), part::namespace(pod)),
        istio_version: image_version(part::image(proxy)).unwrap_or(UNKNOWN).to_owned(),
        kind: kind.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(proxies: &[Proxy]) -> Vec<String> {
        proxies.iter().map(|p| format!("{} {} {}", p.id, p.istio_version, p.kind)).collect()
    }

    #[test]
    fn pods_that_run_are_counted_by_their_images() {
        let pod = |name: &str, spec: &str, more: &str| {
            format!(
                "{{kind: Pod, metadata: {{name: {name}, namespace: shop{more}}}, spec: {{{spec}}}, status: {{phase: Running}}}}"
            )
        };
        let proxy = "{name: istio-proxy, image: 'istio/proxyv2:1.22.4-distroless'}";
        let pods = [
            pod("a", &format!("containers: [{{name: app}}, {proxy}]"), ""),
            pod("b", &format!("containers: [{{name: app}}], initContainers: [{proxy}]"), ""),
            pod("c", &format!("containers: [{proxy}]"), ""),
            pod(
                "d",
                &format!("containers: [{proxy}]"),
                ", labels: {gateway.istio.io/managed: istio.io-mesh-controller}",
            ),
            pod("e", "containers: [{name: app}]", ""),
            pod("f", &format!("containers: [{proxy}]"), "").replace("Running", "Succeeded"),
            pod("g", "containers: [{name: app}, {name: istio-proxy, image: x@sha256:1}]", ""),
        ];
        let world = World::of_text(&pods.join("\n---\n")).unwrap();
        assert_eq!(
            shown(&of_pods(&world)),
            [
                "a.shop 1.22.4 sidecar",
                "b.shop 1.22.4 sidecar",
                "c.shop 1.22.4 gateway",
                "d.shop 1.22.4 waypoint",
                "g.shop unknown sidecar"
            ]
        );
    }

    #[test]
    fn an_istiods_answer_is_taken_as_it_is() {
        let body = br#"[{"proxy": "b.ns", "proxy_type": "router", "istio_version": "1.30.3"}, {"proxy": "a.ns", "x": 1}]"#;
        assert_eq!(shown(&of_syncz(body).unwrap()), ["b.ns 1.30.3 gateway", "a.ns  "]);
    }
}
