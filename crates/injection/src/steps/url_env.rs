//! Step: the proxy's variables from the URL, the cluster's and the network's name among them.

use kubeyaml::Value;

use crate::pod::{push_env, sidecar_mut};
use crate::url_env::UrlEnv;

/// Replaces the proxy's variables of these names by ones at the end, sorted by name.
///
/// Source: Istio 1.30 inject.go, updateClusterEnvs.
pub fn apply(pod: &mut Value, env: &UrlEnv) {
    if env.is_empty() {
        return;
    }
    let Some(sidecar) = sidecar_mut(pod) else { return };
    sidecar.list_entry("env").retain(|v| !v.str_at(&["name"]).is_some_and(|n| env.contains_key(n)));
    for (name, value) in env {
        push_env(sidecar, name, value.as_str());
    }
}
