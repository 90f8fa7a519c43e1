//! kube-inject up to 1.7: what the template gives is appended to a pod template.

use kubeyaml::{Map, Value};
use meshconfig::{FsGroup, MeshConfig};

use super::config::LegacyConfig;
use super::sidecar::Sidecar;
use super::{group, labels, probes, prometheus};
use crate::Version;
use crate::names::{PROXY_CONTAINER, STATUS};
use crate::pod::{name, set_annotation};
use crate::subject::Subject;

/// A pod template with what the template gives. Nothing is removed first: what is injected twice, where that is not seen
/// before, gets everything twice. Up to 1.5 image pull secrets are not added (a quirk of these versions), though the
/// status names them.
///
/// Source: Istio 1.1 to 1.7 inject.go, intoObject.
pub fn appended(
    subject: &Subject<'_, LegacyConfig>,
    mut sidecar: Sidecar,
    status: String,
    sets_group: bool,
) -> Value {
    let (version, mesh) = (subject.version(), subject.injector.mesh());
    let mut pod = subject.pod.clone();
    merge_metrics(&mut pod, mesh, version);
    let redirect_annotations = std::mem::take(&mut sidecar.redirect_annotations);
    append(&mut pod, sidecar, mesh, sets_group.then_some(version.fs_group), version);
    redirect(&mut pod, &redirect_annotations, version);
    set_annotation(&mut pod, STATUS, status);
    labels::set_offline(&mut pod, subject.revision(), version);
    pod
}

/// Points Prometheus at the agent, which 1.7 does not tell of what the pod had said (a quirk of that version).
fn merge_metrics(pod: &mut Value, mesh: &MeshConfig, version: Version) {
    if version.offline_prometheus && prometheus::is_merged(pod, mesh, version) {
        for (key, value) in prometheus::annotations(mesh.default_config().status_port()) {
            set_annotation(pod, key, value);
        }
    }
}

fn append(pod: &mut Value, sidecar: Sidecar, mesh: &MeshConfig, fs_group: Option<FsGroup>, version: Version) {
    let are_rewritten = probes::are_rewritten(pod, &sidecar, version);
    let spec = pod.map_entry("spec");
    let secrets = if version.offline_pull_secrets { sidecar.image_pull_secrets } else { Vec::new() };
    let (first, last) = in_order(sidecar.containers, sidecar.holds_application);
    for (key, items) in [
        ("initContainers", sidecar.init_containers),
        ("containers", last),
        ("volumes", sidecar.volumes),
        ("imagePullSecrets", secrets),
    ] {
        if !items.is_empty() {
            spec.entry(key).become_list().extend(items);
        }
    }
    if let Some(proxy) = first {
        spec.entry("containers").become_list().insert(0, proxy);
    }
    if version.has_spec_key("DNSConfig") {
        match sidecar.dns_config {
            Some(dns) => spec.insert("dnsConfig", dns),
            // The user's own is lost, as in Istio.
            None => spec.remove("dnsConfig"),
        };
    }
    if are_rewritten {
        rewrite_probes(pod, mesh, version);
    }
    if let Some(of) = fs_group {
        group::set(pod.map_entry("spec"), of);
    }
}

/// The proxy if it comes before the application's containers, and the others.
///
/// Source: Istio 1.7 inject.go, injectContainers.
fn in_order(mut containers: Vec<Value>, holds_application: bool) -> (Option<Value>, Vec<Value>) {
    let proxy = containers.iter().position(|c| name(c) == PROXY_CONTAINER).filter(|_| holds_application);
    (proxy.map(|at| containers.remove(at)), containers)
}

fn rewrite_probes(pod: &mut Value, mesh: &MeshConfig, version: Version) {
    let seen = pod.clone();
    let containers = pod.map_entry("spec").entry("containers").become_list();
    let Some(proxy) = probes::proxy(containers) else { return };
    let Some(port) = probes::status_port(proxy, &seen, mesh, version) else { return };
    probes::tell_agent(proxy, seen.items_at(&["spec", "containers"]), version);
    probes::rewrite(containers, port, version);
}

/// Sets the annotations for the CNI plugin that the release knows.
///
/// Source: Istio 1.3 to 1.7 inject.go, rewriteCniPodSpec.
fn redirect(pod: &mut Value, annotations: &Map, version: Version) {
    if !version.redirect_annotations {
        return;
    }
    for (key, value) in annotations.iter() {
        let text = value.as_str().unwrap_or_default();
        if !text.is_empty() && version.knows_annotation(key) {
            set_annotation(pod, key, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Value {
        kubeyaml::from_json(text.as_bytes()).unwrap()
    }

    fn appended(spec: &str, template: &str, mesh: &str, version: Version, holds: bool) -> Value {
        let sidecar = Sidecar { holds_application: holds, ..Sidecar::read(template, version).unwrap() };
        let mesh = MeshConfig::parse(kubeyaml::read(mesh).unwrap(), version).unwrap();
        let mut pod = Value::Null;
        pod.become_map().insert("spec", json(spec));
        let group =
            (version.fs_group != FsGroup::Never && mesh.mounts_sds_token()).then_some(version.fs_group);
        append(&mut pod, sidecar, &mesh, group, version);
        pod.at(&["spec"]).clone()
    }

    #[test]
    fn what_is_rendered_goes_to_the_end() {
        let all = "containers: [{name: istio-proxy}]\nvolumes: [{name: v}]\nimagePullSecrets: [{name: s}]\n";
        let sds = "{enableSdsTokenMount: true, sdsUdsPath: 'unix:/x'}";
        for (spec, version, mesh, holds, want) in [
            (
                r#"{"containers":[{"name":"a"},{"name":"istio-proxy"}],"dnsConfig":{}}"#,
                Version::V1_0,
                "",
                false,
                r#"{"containers":[{"name":"a"},{"name":"istio-proxy"},{"name":"istio-proxy","resources":{}}],"dnsConfig":{},"volumes":[{"name":"v"}]}"#,
            ),
            (
                r#"{"dnsConfig":{},"securityContext":{"runAsUser":1}}"#,
                Version::V1_1,
                sds,
                false,
                r#"{"containers":[{"name":"istio-proxy","resources":{}}],"securityContext":{"fsGroup":1337},"volumes":[{"name":"v"}]}"#,
            ),
            (
                r#"{"containers":[{"name":"a"}]}"#,
                Version::V1_5,
                "",
                true,
                r#"{"containers":[{"name":"istio-proxy","resources":{}},{"name":"a"}],"volumes":[{"name":"v"}]}"#,
            ),
            (
                r#"{"containers":[{"name":"a"}],"imagePullSecrets":[{"name":"own"}]}"#,
                Version::V1_6,
                "sdsUdsPath: ''",
                false,
                r#"{"containers":[{"name":"a"},{"name":"istio-proxy","resources":{}}],"imagePullSecrets":[{"name":"own"},{"name":"s"}],"volumes":[{"name":"v"}]}"#,
            ),
        ] {
            let spec = appended(spec, all, mesh, version, holds);
            assert_eq!(kubeyaml::to_json(&spec), want, "{version}");
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
            let spec = r#"{"containers":[{"name":"a","livenessProbe":{"httpGet":{"port":80}}}]}"#;
            let spec = appended(spec, template, "", Version::V1_1, false);
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

    #[test]
    fn annotations_for_the_cni_plugin_are_those_that_the_release_knows() {
        let template = "podRedirectAnnot: {sidecar.istio.io/interceptionMode: TPROXY, other: x, \
                        sidecar.istio.io/status: '', k8s.v1.cni.cncf.io/networks: mine}";
        for (version, want) in [
            (Version::V1_2, "null"),
            (Version::V1_3, r#"{"sidecar.istio.io/interceptionMode":"TPROXY"}"#),
            (
                Version::V1_6,
                r#"{"k8s.v1.cni.cncf.io/networks":"mine","sidecar.istio.io/interceptionMode":"TPROXY"}"#,
            ),
        ] {
            let mut pod = Value::Null;
            redirect(&mut pod, &Sidecar::read(template, version).unwrap().redirect_annotations, version);
            assert_eq!(kubeyaml::to_json(pod.at(&["metadata", "annotations"])), want, "{version}");
        }
    }

    #[test]
    fn metrics_are_merged_in_1_7_alone_and_the_old_annotations_are_lost() {
        for (version, want) in [
            (Version::V1_6, r#"{"prometheus.io/port":"80"}"#),
            (
                Version::V1_7,
                r#"{"prometheus.io/path":"/stats/prometheus","prometheus.io/port":"15020","prometheus.io/scrape":"true"}"#,
            ),
        ] {
            let mesh = MeshConfig::parse(Value::Null, version).unwrap();
            let mut pod = json(r#"{"metadata":{"annotations":{"prometheus.io/port":"80"}}}"#);
            merge_metrics(&mut pod, &mesh, version);
            assert_eq!(kubeyaml::to_json(pod.at(&["metadata", "annotations"])), want, "{version}");
        }
    }
}
