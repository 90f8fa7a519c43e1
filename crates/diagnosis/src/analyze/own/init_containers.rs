//! Init containers that have no network, or the proxy's user.

use kubeyaml::Value;

use super::super::view::View;
use super::workload::Workload;
use crate::codes::checks::{INIT_NETWORK, INIT_USER};
use crate::finding::{Code, Finding};
use crate::part::is_proxy;

/// The proxy's user, whose traffic is not captured.
const PROXY_UID: i64 = 1337;
/// The init container that sets the rules of capture.
const SETS: &str = "istio-init";
/// The one that checks the rules which a CNI plugin has set before any container runs.
const CHECKS: &str = "istio-validation";
/// Init containers of the mesh.
const OF_MESH: [&str; 3] = [SETS, CHECKS, "enable-core-dump"];

/// Adds the init containers of an injected workload that run between the rules of capture and the proxy.
pub fn look(workload: &Workload<'_>, _: &View<'_>, findings: &mut Vec<Finding>) {
    let found = workload.injected().map(found).unwrap_or_default();
    findings.extend(found.into_iter().map(|(code, cause)| workload.finding(code, cause)));
}

/// What is the matter with the init containers of an injected pod. Injectors put istio-init behind those of the pod's
/// author, so that it is a CNI plugin, or a place that the author gave it, that leaves one without a network.
fn found(pod: &Value) -> Vec<(&'static Code, String)> {
    let containers = pod.items_at(&["spec", "initContainers"]);
    let has_plugin = containers.iter().any(|container| name(container) == CHECKS);
    let (mut is_captured, mut has_proxy) = (has_plugin, false);
    let mut found: Vec<(&Code, String)> = Vec::new();
    for container in containers {
        match name(container) {
            SETS => is_captured = true,
            _ if is_proxy(container) => has_proxy = true,
            name if OF_MESH.contains(&name) => {}
            name if user(container, pod) == Some(PROXY_UID) => {
                found.push((
                    &INIT_USER,
                    format!("init container {name} runs as user 1337: its traffic passes the mesh by"),
                ));
            }
            name if is_captured && !has_proxy => {
                let who = if has_plugin { "the CNI plugin" } else { SETS };
                found.push((
                    &INIT_NETWORK,
                    format!(
                        "init container {name} has no network: {who} has set the rules that lead to the proxy, which \
                         starts later"
                    ),
                ));
            }
            _ => {}
        }
    }
    found
}

fn name(container: &Value) -> &str {
    container.str_at(&["name"]).unwrap_or_default()
}

fn user(container: &Value, pod: &Value) -> Option<i64> {
    let of = |node: &Value| node.at(&["securityContext", "runAsUser"]).as_i64();
    of(container).or_else(|| of(pod.at(&["spec"])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_between_the_rules_and_the_proxy_are_found() {
        const MIGRATE: &str = "{name: migrate}";
        for (init, want) in [
            ("{name: migrate}, {name: istio-init}".to_owned(), ""),
            (format!("{{name: istio-init}}, {MIGRATE}"), "init-container-network"),
            (format!("{{name: istio-validation}}, {MIGRATE}"), "init-container-network"),
            (format!("{MIGRATE}, {{name: istio-validation}}"), "init-container-network"),
            (
                format!(
                    "{{name: istio-validation}}, {{name: istio-proxy, restartPolicy: Always}}, {MIGRATE}"
                ),
                "",
            ),
            (
                "{name: istio-validation}, {name: migrate, securityContext: {runAsUser: 1337}}".to_owned(),
                "init-container-user",
            ),
            ("{name: istio-validation}, {name: enable-core-dump}".to_owned(), ""),
        ] {
            let pod = kubeyaml::read(&format!("{{spec: {{initContainers: [{init}]}}}}")).unwrap();
            let codes: Vec<&str> = found(&pod).iter().map(|(code, _)| code.id).collect();
            assert_eq!(codes.join(" "), want, "{init}");
        }
    }
}
