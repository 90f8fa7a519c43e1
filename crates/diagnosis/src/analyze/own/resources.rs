//! Pods whose own resources are smaller than their containers' with the sidecar.

use std::collections::BTreeMap;

use kubeschema::quantity::Quantity;
use kubeyaml::Value;

use super::super::view::View;
use super::workload::Workload;
use crate::codes::checks::RESOURCES;
use crate::finding::Finding;

/// Adds a workload that API servers refuse once it is injected.
pub fn look(workload: &Workload<'_>, _: &View<'_>, findings: &mut Vec<Finding>) {
    let Some(injected) = workload.injected() else { return };
    if workload.pod.at(&["spec", "resources"]).is_null() {
        return;
    }
    let before = broken(&workload.pod);
    let new: Vec<String> = broken(injected).into_iter().filter(|rule| !before.contains(rule)).collect();
    if !new.is_empty() {
        let cause = format!("with the sidecar spec.resources is too small: {}", new.join("; "));
        findings.push(workload.finding(&RESOURCES, cause));
    }
}

/// Amounts by resource, in thousandths.
type Amounts<'a> = BTreeMap<&'a str, i64>;

/// What of a pod is larger than the pod itself says.
///
/// Source: Kubernetes pkg/apis/core/validation, validatePodResourceConsistency.
fn broken(pod: &Value) -> Vec<String> {
    let own = pod.at(&["spec", "resources"]);
    let (requests, limits) = (amounts(own.at(&["requests"])), amounts(own.at(&["limits"])));
    let all = together(pod);
    let mut rules = Vec::new();
    for (resource, amount) in &requests {
        if all.get(resource).is_some_and(|all| all > amount) {
            rules.push(format!(
                "the containers request more {resource} together than its requests of {}",
                text(own, "requests", resource)
            ));
        }
    }
    for list in ["initContainers", "containers"] {
        for container in pod.items_at(&["spec", list]) {
            for (resource, limit) in amounts(container.at(&["resources", "limits"])) {
                if limits.get(resource).is_some_and(|of_pod| limit > *of_pod) {
                    let name = container.str_at(&["name"]).unwrap_or_default();
                    rules.push(format!(
                        "the limit of {name} for {resource} is above its limit of {}",
                        text(own, "limits", resource)
                    ));
                }
            }
        }
    }
    rules
}

/// What the containers of a pod request together: those that run at once, which are the ordinary ones and the native
/// sidecars, or one init container with the native sidecars before it.
///
/// Source: Kubernetes component-helpers resource, AggregateContainerRequests.
fn together(pod: &Value) -> Amounts<'_> {
    let mut all = Amounts::new();
    for container in pod.items_at(&["spec", "containers"]) {
        add(&mut all, &requests(container));
    }
    let (mut sidecars, mut most) = (Amounts::new(), Amounts::new());
    for container in pod.items_at(&["spec", "initContainers"]) {
        let mut at_once = requests(container);
        if container.str_at(&["restartPolicy"]) == Some("Always") {
            add(&mut all, &at_once);
            add(&mut sidecars, &at_once);
            at_once.clone_from(&sidecars);
        } else {
            add(&mut at_once, &sidecars);
        }
        for (resource, amount) in at_once {
            let known = most.entry(resource).or_insert(amount);
            *known = amount.max(*known);
        }
    }
    for (resource, amount) in most {
        let known = all.entry(resource).or_insert(amount);
        *known = amount.max(*known);
    }
    all
}

/// What a container requests: its limits, where it has no requests.
fn requests(container: &Value) -> Amounts<'_> {
    let mut requests = amounts(container.at(&["resources", "limits"]));
    requests.extend(amounts(container.at(&["resources", "requests"])));
    requests
}

fn add<'a>(to: &mut Amounts<'a>, amounts: &Amounts<'a>) {
    for (resource, amount) in amounts {
        let known = to.entry(resource).or_default();
        *known = known.saturating_add(*amount);
    }
}

fn amounts(resources: &Value) -> Amounts<'_> {
    let all = resources.as_map().into_iter().flat_map(kubeyaml::Map::iter);
    all.filter_map(|(resource, amount)| Some((resource, milli(amount)?))).collect()
}

/// A quantity in thousandths. One that cannot be read does not count: the API server refuses it anyway.
fn milli(amount: &Value) -> Option<i64> {
    let text = amount.as_str().map(str::to_owned).unwrap_or_else(|| kubeyaml::to_json(amount));
    Quantity::parse(&text).ok()?.milli()
}

fn text(resources: &Value, list: &str, resource: &str) -> String {
    let amount = resources.at(&[list, resource]);
    amount.as_str().map(str::to_owned).unwrap_or_else(|| kubeyaml::to_json(amount))
}

#[cfg(test)]
mod tests {
    use super::super::super::case::own;
    use super::*;

    #[test]
    fn pods_that_the_sidecar_makes_too_large_are_found() {
        const APP: &str = "resources: {requests: {cpu: 50m, memory: 64Mi}}";
        for (pod, app, want) in [
            ("", APP, ""),
            ("requests: {cpu: 2, memory: 1Gi}", APP, ""),
            ("requests: {cpu: 100m, memory: 1Gi}", APP, "pod-level-resources"),
            ("requests: {cpu: 2, memory: 100Mi}", APP, "pod-level-resources"),
            ("limits: {cpu: 500m}", "", "pod-level-resources"),
            ("limits: {cpu: 2, memory: 1Gi}", "", ""),
            // It is too small before, and the author's affair.
            ("requests: {ephemeral-storage: 1}", "resources: {requests: {ephemeral-storage: 2}}", ""),
        ] {
            let objects = format!(
                "{{kind: Namespace, metadata: {{name: shop, labels: {{istio-injection: enabled}}}}}}\n---\n{{kind: Pod, metadata: \
                 {{name: web, namespace: shop}}, spec: {{resources: {{{pod}}}, containers: [{{name: app, image: a, {app}}}]}}}}"
            );
            assert_eq!(own("resources", &objects), want, "{pod} {app}");
        }
    }

    #[test]
    fn what_runs_at_once_is_added() {
        for (spec, want) in [
            ("containers: [{resources: {requests: {cpu: 1}}}, {resources: {limits: {cpu: 500m}}}]", 1500),
            (
                "containers: [{resources: {requests: {cpu: 1}}}], initContainers: [{resources: {requests: {cpu: 3}}}]",
                3000,
            ),
            (
                "containers: [{resources: {requests: {cpu: 1}}}], initContainers: [{restartPolicy: Always, resources: \
                 {requests: {cpu: 2}}}, {resources: {requests: {cpu: 2}}}]",
                4000,
            ),
            ("containers: [{resources: {requests: {cpu: lots}}}]", 0),
            (
                "containers: [{resources: {requests: {cpu: 9E}}}, {resources: {requests: {cpu: 9P}}}, {resources: {requests: {cpu: 9P}}}]",
                i64::MAX,
            ),
        ] {
            let pod = kubeyaml::read(&format!("{{spec: {{{spec}}}}}")).unwrap();
            assert_eq!(together(&pod).get("cpu").copied().unwrap_or_default(), want, "{spec}");
        }
    }
}
