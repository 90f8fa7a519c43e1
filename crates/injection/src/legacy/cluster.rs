//! Step: the proxy learns which cluster and network it is in.

use kubeyaml::Value;
use meshconfig::UrlCluster;

use crate::Version;
use crate::config::Values;
use crate::names::{CLUSTER_ENV, NETWORK_ENV, NETWORK_LABEL, PROXY_CONTAINER};
use crate::pod::{env_variable, label, name};
use crate::url_env::{self, UrlEnv};

/// Puts the variables at the end of the proxy's, in place of those of the same names.
///
/// `path` is that of the webhook's URL, empty in `kube-inject`.
/// Source: Istio 1.6 to 1.8 inject.go, overwriteClusterInfo.
pub fn apply(containers: &mut [Value], pod: &Value, values: &Values, path: &str, version: Version) {
    let variables = match version.url_cluster {
        UrlCluster::Absent => return,
        UrlCluster::AtEnd => at_end(path),
        UrlCluster::Variables => of_all(pod, values, path),
    };
    let proxy = containers.iter_mut().find(|c| name(c) == PROXY_CONTAINER);
    let Some(proxy) = proxy.filter(|_| !variables.is_empty()) else { return };
    let env = proxy.list_entry("env");
    env.retain(|v| !variables.contains_key(name(v)));
    env.extend(variables.iter().map(|(name, value)| env_variable(name, value.as_str())));
}

/// Cluster and network of a path `…/cluster/NAME/net/NAME`, by their places alone.
fn at_end(path: &str) -> UrlEnv {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        [.., _, _, cluster, _, network] if parts.len() >= 5 => UrlEnv::from([
            (CLUSTER_ENV.to_owned(), (*cluster).to_owned()),
            (NETWORK_ENV.to_owned(), (*network).to_owned()),
        ]),
        _ => UrlEnv::new(),
    }
}

/// From the lowest to the highest: the values, the URL, the pod's label.
fn of_all(pod: &Value, values: &Values, path: &str) -> UrlEnv {
    let mut variables = url_env::parse(path);
    let network = label(pod, NETWORK_LABEL).filter(|own| !own.is_empty());
    for (variable, own, of_values) in [
        (CLUSTER_ENV, None, values.text(&["global", "multiCluster", "clusterName"])),
        (NETWORK_ENV, network, values.text(&["global", "network"])),
    ] {
        let of_url = variables.get(variable).map(String::as_str).filter(|v| !v.is_empty());
        let value = own.or(of_url).unwrap_or(of_values).to_owned();
        if !value.is_empty() {
            variables.insert(variable.to_owned(), value);
        }
    }
    variables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_come_from_the_url_the_values_and_the_pod() {
        let values = "global: {network: vn, multiCluster: {clusterName: vc}}";
        for (version, path, labels, want) in [
            (Version::V1_5, "/inject/cluster/c/net/n", "{}", "old=1 ISTIO_META_NETWORK=own"),
            (Version::V1_6, "/inject", "{}", "old=1 ISTIO_META_NETWORK=own"),
            (
                Version::V1_7,
                "/inject/cluster/c/net/n",
                "{}",
                "old=1 ISTIO_META_CLUSTER_ID=c ISTIO_META_NETWORK=n",
            ),
            (Version::V1_8, "/inject", "{}", "old=1 ISTIO_META_CLUSTER_ID=vc ISTIO_META_NETWORK=vn"),
            (
                Version::V1_8,
                "/inject/net/n/x/y",
                "{}",
                "old=1 ISTIO_META_CLUSTER_ID=vc ISTIO_META_NETWORK=n X=y",
            ),
            (
                Version::V1_8,
                "/inject/net/n",
                r#"{"topology.istio.io/network":"l"}"#,
                "old=1 ISTIO_META_CLUSTER_ID=vc ISTIO_META_NETWORK=l",
            ),
        ] {
            let proxy = r#"{"name":"istio-proxy","env":[{"name":"old","value":"1"},{"name":"ISTIO_META_NETWORK","value":"own"}]}"#;
            let mut containers = [kubeyaml::from_json(proxy.as_bytes()).unwrap()];
            let pod = format!(r#"{{"metadata":{{"labels":{labels}}}}}"#);
            let pod = kubeyaml::from_json(pod.as_bytes()).unwrap();
            apply(&mut containers, &pod, &Values::parse(values).unwrap(), path, version);
            let env = containers[0].items_at(&["env"]).iter();
            let got: Vec<String> =
                env.map(|v| format!("{}={}", name(v), v.str_at(&["value"]).unwrap_or_default())).collect();
            assert_eq!(got.join(" "), want, "{version} {path}");
        }
    }
}
