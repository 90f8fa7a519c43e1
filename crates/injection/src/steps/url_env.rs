//! Step: the proxy's variables from the URL, the cluster's and the network's name among them.

use kubeyaml::Value;

use crate::names::{PROBERS_ENV, PROMETHEUS_ENV, STATUS};
use crate::pod::{annotation, env_variable, name, sidecar_mut};
use crate::url_env::UrlEnv;

/// Replaces the proxy's variables of these names by ones at the end, sorted by name. In a pod that was injected before
/// they go where they were: before the variables that later steps have put behind them.
///
/// Source: Istio 1.30 inject.go, updateClusterEnvs.
pub fn apply(pod: &mut Value, env: &UrlEnv) {
    if env.is_empty() {
        return;
    }
    let injected_before = annotation(pod, STATUS).is_some();
    let Some(sidecar) = sidecar_mut(pod) else { return };
    let list = sidecar.list_entry("env");
    list.retain(|v| !env.contains_key(name(v)));
    let later = |v: &&Value| injected_before && [PROMETHEUS_ENV, PROBERS_ENV].contains(&name(v));
    let behind = list.iter().rev().take_while(later).count();
    let at = list.len() - behind;
    list.splice(at..at, env.iter().map(|(name, value)| env_variable(name, value.as_str())));
}
