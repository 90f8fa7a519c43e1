//! kube-inject: what the template gives is appended to a pod template.

use kubeyaml::{Map, Value};

use super::config::LegacyConfig;
use super::error::LegacyError;
use super::probes;
use super::render::{Rendered, rendered};
use super::sidecar::Sidecar;
use crate::Version;
use crate::injector::Injector;
use crate::names::{PROBERS_ENV, STATUS};
use crate::pod::{push_env, set_annotation};
use crate::rewrite::Rewritten;

/// Injects a pod template that does not use the node's network, whatever policy and annotations say. `pod` has
/// `metadata` and `spec` as Go's types have them; `object` is the metadata of the object around it, null for a pod.
///
/// Nothing is removed first: injecting twice gives everything twice. Image pull secrets are not added (a quirk of all
/// three versions), though the status names them.
///
/// Source: Istio 1.1 inject.go, intoObject.
///
/// # Errors
/// An annotation is invalid, the template fails, or it gives no sidecar.
pub fn inject_workload(
    config: &LegacyConfig,
    injector: &Injector,
    mut pod: Value,
    object: &Value,
) -> Result<Rewritten, LegacyError> {
    let Rendered { sidecar, status, advice } = rendered(config, &injector.mesh, &pod, object)?;
    append(pod.map_entry("spec"), sidecar, config.version(), injector.mesh.mounts_sds_token());
    set_annotation(&mut pod, STATUS, status);
    Ok(Rewritten { pod, advice })
}

fn append(spec: &mut Map, sidecar: Sidecar, version: Version, mounts_sds_token: bool) {
    for (key, items) in [
        ("initContainers", sidecar.init_containers),
        ("containers", sidecar.containers),
        ("volumes", sidecar.volumes),
    ] {
        if !items.is_empty() {
            spec.entry(key).become_list().extend(items);
        }
    }
    if !version.has_spec_key("DNSConfig") {
        return;
    }
    match sidecar.dns_config {
        Some(dns) => spec.insert("dnsConfig", dns),
        // The user's own is lost, as in Istio.
        None => spec.remove("dnsConfig"),
    };
    if sidecar.rewrite_probes {
        rewrite_probes(spec.entry("containers").become_list());
    }
    if mounts_sds_token {
        spec.insert("securityContext", sds_security_context());
    }
}

fn rewrite_probes(containers: &mut [Value]) {
    let probers = probes::probers(containers);
    let Some(proxy) = probes::proxy(containers) else { return };
    let Some(port) = probes::status_port(proxy) else { return };
    push_env(proxy, PROBERS_ENV, probers);
    probes::rewrite(containers, port);
}

/// The pod's security context when it mounts a token for the secret discovery service: it replaces the user's whole.
///
/// Source: Istio 1.1 inject.go, intoObject (Kubernetes issue 57923).
pub fn sds_security_context() -> Value {
    let mut context = Map::new();
    context.insert("fsGroup", 1337);
    Value::Map(context)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Value {
        kubeyaml::from_json(text.as_bytes()).unwrap()
    }

    fn sidecar(text: &str) -> Sidecar {
        Sidecar::read(text, Version::V1_1).unwrap()
    }

    #[test]
    fn what_is_rendered_goes_to_the_end() {
        let all = "containers: [{name: istio-proxy}]\nvolumes: [{name: v}]\nimagePullSecrets: [{name: s}]\n";
        for (spec, version, sds, want) in [
            (
                r#"{"containers":[{"name":"a"},{"name":"istio-proxy"}],"dnsConfig":{}}"#,
                Version::V1_0,
                false,
                r#"{"containers":[{"name":"a"},{"name":"istio-proxy"},{"name":"istio-proxy","resources":{}}],"dnsConfig":{},"volumes":[{"name":"v"}]}"#,
            ),
            (
                r#"{"dnsConfig":{},"securityContext":{"runAsUser":1}}"#,
                Version::V1_1,
                true,
                r#"{"containers":[{"name":"istio-proxy","resources":{}}],"securityContext":{"fsGroup":1337},"volumes":[{"name":"v"}]}"#,
            ),
        ] {
            let mut spec = json(spec);
            append(spec.become_map(), sidecar(all), version, sds);
            assert_eq!(kubeyaml::to_json(&spec), want);
        }
    }

    #[test]
    fn probes_are_rewritten_only_with_a_status_port() {
        let proxy =
            "rewriteAppHTTPProbe: true\ncontainers: [{name: istio-proxy, args: [--statusPort, 15020]}]";
        let no_port = "rewriteAppHTTPProbe: true\ncontainers: [{name: istio-proxy}]";
        let unasked = "containers: [{name: istio-proxy, args: [--statusPort, 15020]}]";
        for (template, port, env) in [
            (proxy, 15020, Some(r#"{"/app-health/a/livez":{"port":80}}"#)),
            (no_port, 80, None),
            (unasked, 80, None),
            ("rewriteAppHTTPProbe: true", 80, None),
        ] {
            let mut spec = json(r#"{"containers":[{"name":"a","livenessProbe":{"httpGet":{"port":80}}}]}"#);
            append(spec.become_map(), sidecar(template), Version::V1_1, false);
            let containers = spec.items_at(&["containers"]);
            assert_eq!(
                containers[0].at(&["livenessProbe", "httpGet", "port"]).as_i64(),
                Some(port),
                "{template}"
            );
            let variable = containers.get(1).and_then(|c| c.items_at(&["env"]).first());
            assert_eq!(variable.and_then(|v| v.str_at(&["value"])), env, "{template}");
        }
    }
}
