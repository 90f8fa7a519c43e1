//! Containers that run as the proxy's user: what they send is taken for the proxy's, and not captured.
//!
//! Source: Istio 1.30 pkg/config/analysis/analyzers/deployment/pod.go.

use kubeyaml::Value;
use objects::names::PROXY_CONTAINER;
use objects::{Kind, kinds};

use super::view::{View, finding, is_control_plane};
use crate::codes::istio::PROXY_USER;
use crate::finding::Finding;

/// The user that the proxy runs as.
const USER: i64 = 1337;

/// Containers that may run as that user.
const PROXIES: [&str; 2] = [PROXY_CONTAINER, "istio-operator"];

/// Adds what is found.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    let places: [(Kind, &[&str]); 2] =
        [(kinds::POD, &["spec"]), (kinds::DEPLOYMENT, &["spec", "template", "spec"])];
    for (kind, spec) in places {
        for object in view.all(kind).filter(|object| !is_control_plane(object)) {
            if runs_as_proxy(object.at(spec)) {
                let cause = "User ID (UID) 1337 is reserved for the sidecar proxy.".to_owned();
                findings.push(finding(&PROXY_USER, kind, object, cause));
            }
        }
    }
}

/// Whether a pod, or a container of it, runs as the proxy's user. Init containers are not looked at, as in Istio.
fn runs_as_proxy(spec: &Value) -> bool {
    let is_user = |of: &Value| of.at(&["securityContext", "runAsUser"]).as_i64() == Some(USER);
    let is_proxy =
        |container: &Value| container.str_at(&["name"]).is_some_and(|name| PROXIES.contains(&name));
    is_user(spec) || spec.items_at(&["containers"]).iter().any(|c| is_user(c) && !is_proxy(c))
}

#[cfg(test)]
mod tests {
    use super::super::case::found;

    #[test]
    fn the_proxys_user_is_the_proxys() {
        const USER: &str = "securityContext: {runAsUser: 1337}";
        let template = format!("template: {{spec: {{containers: [{{name: app, {USER}}}]}}}}");
        for (kind, labels, spec, want) in [
            ("Pod, apiVersion: v1", "", USER.to_owned(), 1),
            (
                "Pod, apiVersion: v1",
                "",
                format!("containers: [{{name: app, {USER}}}, {{name: b, {USER}}}]"),
                1,
            ),
            ("Pod, apiVersion: v1", "", format!("containers: [{{name: istio-proxy, {USER}}}]"), 0),
            ("Pod, apiVersion: v1", "", format!("initContainers: [{{name: app, {USER}}}]"), 0),
            ("Pod, apiVersion: v1", "", "securityContext: {runAsUser: 1000, runAsGroup: 1337}".into(), 0),
            ("Pod, apiVersion: v1", "istio: pilot", USER.to_owned(), 0),
            ("Pod, apiVersion: v1", "release: istio", USER.to_owned(), 0),
            ("Deployment, apiVersion: apps/v1", "", template, 1),
        ] {
            let object =
                format!("{{kind: {kind}, metadata: {{name: it, labels: {{{labels}}}}}, spec: {{{spec}}}}}");
            assert_eq!(found("applicationUID.Analyzer", &object).len(), want, "{object}");
        }
    }
}
