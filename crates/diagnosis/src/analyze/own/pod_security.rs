//! Workloads whose injected pods Pod Security refuses.
//!
//! Looked at is only what injection adds: whether the pod itself is fit for the level is its author's affair.

use kubeyaml::Value;

use super::super::view::View;
use super::workload::Workload;
use crate::codes::checks::POD_SECURITY;
use crate::finding::Finding;
use crate::part::containers;
use crate::shell::word;

/// The label by which a namespace enforces a level.
const ENFORCE: &str = "pod-security.kubernetes.io/enforce";

/// Capabilities that the level baseline lets containers add.
///
/// Source: Kubernetes, Pod Security Standards.
const ALLOWED: [&str; 13] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

/// Adds a workload that cannot be created once it is injected.
pub fn look(workload: &Workload<'_>, _: &View<'_>, findings: &mut Vec<Finding>) {
    let Some(injected) = workload.injected() else { return };
    let level = match workload.namespace_label(ENFORCE) {
        Some(level @ ("baseline" | "restricted")) => level,
        _ => return,
    };
    let broken = broken(injected, &workload.pod, level == "restricted");
    if broken.is_empty() {
        return;
    }
    let cause =
        format!("the namespace enforces {level}, and refuses the injected pod: {}", broken.join("; "));
    let remedy = format!(
        "use Istio's CNI plugin, which sets the rules from outside the pod, or: kubectl label namespace {} --overwrite \
         {ENFORCE}=privileged",
        word(workload.namespace_name())
    );
    findings.push(workload.finding(&POD_SECURITY, cause).remedy(remedy));
}

/// What injection adds and the level forbids.
fn broken(injected: &Value, author: &Value, is_restricted: bool) -> Vec<String> {
    let mut broken = Vec::new();
    for container in containers(injected) {
        let name = container.str_at(&["name"]).unwrap_or_default();
        let was = containers(author).find(|container| container.str_at(&["name"]) == Some(name));
        let of_author = was.map(|was| forbidden(was, author, is_restricted)).unwrap_or_default();
        let new: Vec<String> = forbidden(container, injected, is_restricted)
            .into_iter()
            .filter(|rule| !of_author.contains(rule))
            .collect();
        if !new.is_empty() {
            broken.push(format!("container {name} {}", new.join(", ")));
        }
    }
    let volumes = |pod: &Value| -> Vec<String> {
        let host =
            pod.items_at(&["spec", "volumes"]).iter().filter(|volume| !volume.at(&["hostPath"]).is_null());
        host.filter_map(|volume| volume.str_at(&["name"])).map(str::to_owned).collect()
    };
    let of_author = volumes(author);
    let new = volumes(injected).into_iter().filter(|name| !of_author.contains(name));
    broken.extend(new.map(|name| format!("volume {name} is a hostPath")));
    broken
}

/// What of a container the level forbids.
///
/// Source: Kubernetes, Pod Security Standards, of Linux pods.
fn forbidden(container: &Value, pod: &Value, is_restricted: bool) -> Vec<String> {
    let own = container.at(&["securityContext"]);
    let mut rules = Vec::new();
    if own.at(&["privileged"]).as_bool() == Some(true) {
        rules.push("is privileged".to_owned());
    }
    let added: Vec<&str> = own
        .items_at(&["capabilities", "add"])
        .iter()
        .filter_map(Value::as_str)
        .filter(|capability| match is_restricted {
            true => *capability != "NET_BIND_SERVICE",
            false => !ALLOWED.contains(capability),
        })
        .collect();
    if !added.is_empty() {
        rules.push(format!("adds {}", added.join(" and ")));
    }
    let has_host_port = |port: &Value| port.at(&["hostPort"]).as_i64().is_some_and(|number| number != 0);
    if container.items_at(&["ports"]).iter().any(has_host_port) {
        rules.push("has a hostPort".to_owned());
    }
    if is_restricted {
        rules.extend(unrestricted(container, pod));
    }
    rules
}

/// What the level restricted asks for besides and a container does not have.
fn unrestricted(container: &Value, pod: &Value) -> Vec<String> {
    let of = |path: &[&str]| {
        let own = container.at(&["securityContext"]).at(path);
        if own.is_null() { pod.at(&["spec", "securityContext"]).at(path) } else { own }
    };
    let own = container.at(&["securityContext"]);
    let mut rules = Vec::new();
    if own.at(&["allowPrivilegeEscalation"]).as_bool() != Some(false) {
        rules.push("may escalate privileges");
    }
    if !own.items_at(&["capabilities", "drop"]).iter().any(|dropped| dropped.as_str() == Some("ALL")) {
        rules.push("does not drop ALL");
    }
    if of(&["runAsNonRoot"]).as_bool() != Some(true) {
        rules.push("may run as root");
    } else if of(&["runAsUser"]).as_i64() == Some(0) {
        rules.push("runs as root");
    }
    if !matches!(of(&["seccompProfile", "type"]).as_str(), Some("RuntimeDefault" | "Localhost")) {
        rules.push("has no seccompProfile");
    }
    rules.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::case::own;
    use super::*;

    #[test]
    fn levels_that_refuse_what_injection_adds_are_found() {
        for (labels, pod, want) in [
            ("istio-injection: enabled", "", ""),
            ("istio-injection: enabled, pod-security.kubernetes.io/enforce: privileged", "", ""),
            (
                "istio-injection: enabled, pod-security.kubernetes.io/enforce: baseline",
                "",
                "pod-security-refuses",
            ),
            (
                "istio-injection: enabled, pod-security.kubernetes.io/enforce: restricted",
                "",
                "pod-security-refuses",
            ),
            ("istio-injection: enabled, pod-security.kubernetes.io/warn: baseline", "", ""),
            ("pod-security.kubernetes.io/enforce: baseline", "", ""),
            (
                "istio-injection: enabled, pod-security.kubernetes.io/enforce: baseline",
                "labels: {sidecar.istio.io/inject: 'false'}",
                "",
            ),
        ] {
            let objects = format!(
                "{{kind: Namespace, metadata: {{name: shop, labels: {{{labels}}}}}}}\n---\n{{kind: Pod, metadata: {{name: web, \
                 namespace: shop, {pod}}}, spec: {{containers: [{{name: app, image: a}}]}}}}"
            );
            assert_eq!(own("pod-security", &objects), want, "{labels} {pod}");
        }
    }

    #[test]
    fn only_what_is_added_counts() {
        const STRICT: &str = "allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}";
        let init = |context: &str| {
            format!("{{spec: {{initContainers: [{{name: istio-init, securityContext: {{{context}}}}}]}}}}")
        };
        for (injected, author, is_restricted, want) in [
            (
                init("capabilities: {add: [NET_ADMIN, NET_RAW]}"),
                "{}".to_owned(),
                false,
                "container istio-init adds NET_ADMIN and NET_RAW",
            ),
            (init("capabilities: {add: [CHOWN]}"), "{}".to_owned(), false, ""),
            (init("capabilities: {add: [NET_ADMIN]}"), init("capabilities: {add: [NET_ADMIN]}"), false, ""),
            (init(STRICT), "{}".to_owned(), true, ""),
            (
                init(&STRICT.replace("RuntimeDefault", "Unconfined")),
                "{}".to_owned(),
                true,
                "container istio-init has no seccompProfile",
            ),
            (
                init(&format!("{STRICT}, runAsUser: 0")),
                "{}".to_owned(),
                true,
                "container istio-init runs as root",
            ),
            (init("privileged: true"), "{}".to_owned(), false, "container istio-init is privileged"),
            (
                "{spec: {volumes: [{name: h, hostPath: {path: /}}]}}".to_owned(),
                "{}".to_owned(),
                false,
                "volume h is a hostPath",
            ),
        ] {
            let read = |text: &str| kubeyaml::read(text).unwrap();
            assert_eq!(
                broken(&read(&injected), &read(&author), is_restricted).join("; "),
                want,
                "{injected}"
            );
        }
    }
}
