//! Which pods carry a sidecar.

use std::collections::BTreeMap;

use kubeyaml::Value;

use crate::access::Cluster;
use crate::error::ClusterError;
use crate::lists::Which;
use objects::kinds;
use objects::names::{PROXY_CONTAINER, REVISION, STATUS};

/// A pod that carries a sidecar.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Carrier {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Kind and name of its controller, such as `ReplicaSet/web-7`; empty for a pod of its own.
    pub owner: String,
    /// The revision that injected it; empty if the pod does not say.
    pub revision: String,
}

impl Carrier {
    /// The pod as a carrier, if it is one.
    pub fn of(pod: &Value) -> Option<Carrier> {
        let containers = ["containers", "initContainers"];
        let has_proxy = containers
            .iter()
            .flat_map(|list| pod.items_at(&["spec", list]))
            .any(|container| container.str_at(&["name"]) == Some(PROXY_CONTAINER));
        let status = pod.str_at(&["metadata", "annotations", STATUS]);
        if !has_proxy || status.is_none() {
            return None;
        }
        let metadata = |key| pod.str_at(&["metadata", key]).unwrap_or_default().to_owned();
        let owner = pod
            .items_at(&["metadata", "ownerReferences"])
            .iter()
            .find(|o| o.at(&["controller"]).as_bool() == Some(true))
            .map(|o| {
                format!("{}/{}", o.str_at(&["kind"]).unwrap_or("?"), o.str_at(&["name"]).unwrap_or("?"))
            });
        Some(Carrier {
            namespace: metadata("namespace"),
            name: metadata("name"),
            owner: owner.unwrap_or_default(),
            revision: revision(pod, status.unwrap_or_default()),
        })
    }
}

/// Source: Istio 1.30 inject.go, SidecarInjectionStatus; the label istio.io/rev that templates set.
fn revision(pod: &Value, status: &str) -> String {
    let of_status = kubeyaml::from_json(status.as_bytes()).ok();
    let of_status = of_status.as_ref().and_then(|s| s.str_at(&["revision"]));
    of_status.or_else(|| pod.str_at(&["metadata", "labels", REVISION])).unwrap_or_default().to_owned()
}

impl Cluster {
    /// The pods that carry a sidecar, by namespace and name.
    ///
    /// # Errors
    /// The API server cannot be asked, or says no.
    pub async fn carriers(&self) -> Result<Vec<Carrier>, ClusterError> {
        let mut carriers = self.list(kinds::POD, Which::default(), |pod| Carrier::of(&pod)).await?;
        carriers.sort();
        Ok(carriers)
    }
}

/// How many pods of each namespace and owner carry a sidecar.
pub fn by_owner(carriers: &[Carrier]) -> BTreeMap<(&str, &str), usize> {
    let mut counts = BTreeMap::new();
    for carrier in carriers {
        *counts.entry((carrier.namespace.as_str(), carrier.owner.as_str())).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carriers_have_a_proxy_and_were_injected() {
        let status = "annotations: {sidecar.istio.io/status: '{\"revision\": \"canary\"}'}";
        for (metadata, spec, want) in [
            (status, "containers: [{name: app}, {name: istio-proxy}]", Some("canary")),
            (status, "initContainers: [{name: istio-proxy}]", Some("canary")),
            (status, "containers: [{name: app}]", None),
            ("labels: {istio.io/rev: x}", "containers: [{name: istio-proxy}]", None),
            (
                "labels: {istio.io/rev: x}, annotations: {sidecar.istio.io/status: '{}'}",
                "containers: [{name: istio-proxy}]",
                Some("x"),
            ),
            (
                "annotations: {sidecar.istio.io/status: injected-version-root@x}",
                "containers: [{name: istio-proxy}]",
                Some(""),
            ),
        ] {
            let text = format!("metadata: {{name: p, namespace: ns, {metadata}}}\nspec: {{{spec}}}\n");
            let carrier = Carrier::of(&kubeyaml::read(&text).unwrap());
            assert_eq!(carrier.as_ref().map(|c| c.revision.as_str()), want, "{text}");
            if let Some(carrier) = carrier {
                assert_eq!(by_owner(&[carrier.clone(), carrier]).into_values().collect::<Vec<_>>(), [2]);
            }
        }
    }
}
