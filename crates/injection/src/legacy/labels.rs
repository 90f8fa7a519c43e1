//! Step: labels by which the mesh knows a pod.

use std::collections::BTreeMap;

use kubeyaml::Value;
use meshconfig::Labels;

use super::sidecar::Sidecar;
use crate::Version;
use crate::names::{CANONICAL_NAME, CANONICAL_REVISION, NETWORK_ENV, NETWORK_LABEL, REVISION, TLS_MODE};
use crate::pod::{label, name, set_label};

/// The labels that the webhook gives to a pod which does not have them.
///
/// `workload` is the name of the pod's workload.
/// Source: Istio 1.8 webhook.go, createPatch.
pub(crate) fn of_webhook(
    pod: &Value,
    workload: &str,
    sidecar: &Sidecar,
    revision: &str,
    version: Version,
) -> BTreeMap<&'static str, String> {
    let mut labels = BTreeMap::new();
    if version.labels >= Labels::Tls {
        labels.insert(TLS_MODE, "istio".to_owned());
    }
    if version.labels >= Labels::Canonical {
        let first =
            |keys: [&str; 3], default| keys.into_iter().find_map(|key| label(pod, key)).unwrap_or(default);
        let name = first([CANONICAL_NAME, "app.kubernetes.io/name", "app"], workload);
        let of_version = first([CANONICAL_REVISION, "app.kubernetes.io/version", "version"], "latest");
        labels.insert(CANONICAL_NAME, name.to_owned());
        labels.insert(CANONICAL_REVISION, of_version.to_owned());
    }
    if version.labels >= Labels::Revision {
        labels.insert(REVISION, revision.to_owned());
    }
    if version.labels >= Labels::Network
        && let Some(network) = network(sidecar)
    {
        labels.insert(NETWORK_LABEL, network.to_owned());
    }
    labels.retain(|key, _| label(pod, key).unwrap_or_default().is_empty());
    labels
}

/// Sets the labels that `kube-inject` sets up to 1.7: the revision even over the pod's own.
///
/// Source: Istio 1.7 inject.go, IntoObject.
pub(crate) fn set_offline(pod: &mut Value, revision: &str, version: Version) {
    if version.labels >= Labels::Revision {
        set_label(pod, REVISION, revision);
    }
    if version.labels >= Labels::Tls && label(pod, TLS_MODE).unwrap_or_default().is_empty() {
        set_label(pod, TLS_MODE, "istio");
    }
}

/// The network that the containers say they are in.
fn network(sidecar: &Sidecar) -> Option<&str> {
    let variables = sidecar.containers.iter().flat_map(|c| c.items_at(&["env"]));
    let network = variables.into_iter().find(|v| name(v) == NETWORK_ENV)?;
    network.str_at(&["value"]).filter(|network| !network.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::PROXY_CONTAINER;

    fn pod(labels: &str) -> Value {
        kubeyaml::from_json(format!(r#"{{"metadata":{{"labels":{labels}}}}}"#).as_bytes()).unwrap()
    }

    #[test]
    fn the_webhook_adds_what_is_not_there() {
        let mut sidecar = Sidecar::default();
        let proxy =
            format!(r#"{{"name":"{PROXY_CONTAINER}","env":[{{"name":"{NETWORK_ENV}","value":"n"}}]}}"#);
        sidecar.containers.push(kubeyaml::from_json(proxy.as_bytes()).unwrap());
        for (labels, version, want) in [
            ("{}", Version::V1_3, ""),
            ("{}", Version::V1_4, "security.istio.io/tlsMode=istio"),
            (
                r#"{"app":"a","version":"v","security.istio.io/tlsMode":""}"#,
                Version::V1_5,
                "security.istio.io/tlsMode=istio service.istio.io/canonical-name=a \
                 service.istio.io/canonical-revision=v",
            ),
            (
                r#"{"app":"a","app.kubernetes.io/name":"b","service.istio.io/canonical-revision":"own"}"#,
                Version::V1_6,
                "istio.io/rev=r security.istio.io/tlsMode=istio service.istio.io/canonical-name=b",
            ),
            (
                r#"{"istio.io/rev":"own"}"#,
                Version::V1_8,
                "security.istio.io/tlsMode=istio service.istio.io/canonical-name=w \
                 service.istio.io/canonical-revision=latest topology.istio.io/network=n",
            ),
        ] {
            let got = of_webhook(&pod(labels), "w", &sidecar, "r", version);
            let got: Vec<String> = got.iter().map(|(key, value)| format!("{key}={value}")).collect();
            assert_eq!(got.join(" "), want, "{labels} {version}");
        }
    }

    #[test]
    fn kube_inject_sets_the_revision_over_the_pods_own() {
        for (labels, version, want) in [
            ("{}", Version::V1_3, "{}"),
            ("{}", Version::V1_5, r#"{"security.istio.io/tlsMode":"istio"}"#),
            (
                r#"{"istio.io/rev":"own","security.istio.io/tlsMode":"disabled"}"#,
                Version::V1_6,
                r#"{"istio.io/rev":"","security.istio.io/tlsMode":"disabled"}"#,
            ),
        ] {
            let mut pod = pod(labels);
            set_offline(&mut pod, "", version);
            assert_eq!(kubeyaml::to_json(pod.at(&["metadata", "labels"])), want, "{version}");
        }
    }
}
