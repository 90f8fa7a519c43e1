//! Step: the application's probes and lifecycle requests go through the agent, which is not bound by the mesh's
//! mutual TLS: the agent learns what to ask (`dump`), and kubelet asks the agent (`rewrite`).

mod dump;
mod rewrite;
mod slots;

use golang::number::parse_bool;
use kubeyaml::Value;

pub use slots::ProbeSettings;
pub(crate) use slots::{Slot, lists};

use crate::names::{REWRITE_PROBES, STATUS, STATUS_PORT};
use crate::pod::{annotation, sidecar};

/// Rewrites the probes of a pod that has a sidecar.
///
/// Source: Istio 1.30 webhook.go, applyRewrite; app_probe.go.
pub fn apply(pod: &mut Value, settings: ProbeSettings) {
    let wanted = annotation(pod, REWRITE_PROBES).and_then(parse_bool).unwrap_or(settings.rewrite_by_default);
    if !wanted || sidecar(pod).is_none() {
        return;
    }
    let injected_before = annotation(pod, STATUS).is_some();
    let probers = dump::dump(pod, settings);
    if !probers.is_empty() {
        dump::tell_agent(pod, probers, injected_before, settings.version);
    }
    // An annotation that is not a number gives port 0, as in Istio; validation refuses all but surrounding spaces.
    let port = annotation(pod, STATUS_PORT).map_or(settings.status_port, |text| text.parse().unwrap_or(0));
    rewrite::rewrite(pod, port, injected_before, settings.version);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Version;
    use crate::pod::ContainerList;

    fn pod(container: &str) -> Value {
        let text = format!(r#"{{"spec":{{"containers":[{container},{{"name":"istio-proxy"}}]}}}}"#);
        kubeyaml::from_json(text.as_bytes()).unwrap()
    }

    fn applied(container: &str) -> (String, String) {
        let mut pod = pod(container);
        apply(
            &mut pod,
            ProbeSettings { status_port: 15020, rewrite_by_default: true, version: Version::LATEST },
        );
        let env = sidecar(&pod)
            .and_then(|s| s.items_at(&["env"]).first()?.str_at(&["value"]))
            .unwrap_or_default()
            .to_owned();
        (env, kubeyaml::to_json(ContainerList::Containers.of(&pod).first().unwrap()))
    }

    #[test]
    fn probes_go_to_the_agent_and_the_agent_knows_the_application() {
        for (container, env, want) in [
            (
                r#"{"name":"a","livenessProbe":{"httpGet":{"path":"/l","port":80,"scheme":"HTTPS"},"timeoutSeconds":5}}"#,
                r#"{"/app-health/a/livez":{"httpGet":{"path":"/l","port":80,"scheme":"HTTPS"},"timeoutSeconds":5}}"#,
                r#"{"livenessProbe":{"httpGet":{"path":"/app-health/a/livez","port":15020,"scheme":"HTTP"},"timeoutSeconds":5},"name":"a"}"#,
            ),
            (
                r#"{"name":"a","ports":[{"name":"web","containerPort":8080}],"readinessProbe":{"tcpSocket":{"port":"web"}}}"#,
                r#"{"/app-health/a/readyz":{"tcpSocket":{"port":8080}}}"#,
                r#"{"name":"a","ports":[{"containerPort":8080,"name":"web"}],"readinessProbe":{"httpGet":{"path":"/app-health/a/readyz","port":15020}}}"#,
            ),
            (
                r#"{"name":"a","startupProbe":{"grpc":{"port":9,"service":null}}}"#,
                r#"{"/app-health/a/startupz":{"grpc":{"port":9,"service":null}}}"#,
                r#"{"name":"a","startupProbe":{"httpGet":{"path":"/app-health/a/startupz","port":15020}}}"#,
            ),
            (
                r#"{"lifecycle":{"preStop":{"httpGet":{"port":9}}},"name":"a"}"#,
                r#"{"/app-lifecycle/a/prestopz":{"httpGet":{"port":9}}}"#,
                r#"{"lifecycle":{"preStop":{"httpGet":{"path":"/app-lifecycle/a/prestopz","port":15020}}},"name":"a"}"#,
            ),
            (
                r#"{"name":"a","livenessProbe":{"httpGet":{"port":"unknown"}}}"#,
                "",
                r#"{"livenessProbe":{"httpGet":{"path":"/app-health/a/livez","port":15020}},"name":"a"}"#,
            ),
            (
                r#"{"livenessProbe":{"httpGet":{"port":1},"tcpSocket":{"port":2}},"name":"a"}"#,
                r#"{"/app-health/a/livez":{"httpGet":{"port":1}}}"#,
                r#"{"livenessProbe":{"httpGet":{"path":"/app-health/a/livez","port":15020},"tcpSocket":{"port":2}},"name":"a"}"#,
            ),
            (
                r#"{"livenessProbe":{"grpc":{"port":1,"service":null},"tcpSocket":{"port":2}},"name":"a"}"#,
                r#"{"/app-health/a/livez":{"tcpSocket":{"port":2}}}"#,
                r#"{"livenessProbe":{"grpc":{"port":1,"service":null},"httpGet":{"path":"/app-health/a/livez","port":15020}},"name":"a"}"#,
            ),
            (
                r#"{"livenessProbe":{"exec":{"command":["x"]}},"name":"a"}"#,
                "",
                r#"{"livenessProbe":{"exec":{"command":["x"]}},"name":"a"}"#,
            ),
        ] {
            assert_eq!(applied(container), (env.to_owned(), want.to_owned()), "{container}");
        }
    }

    #[test]
    fn the_agent_of_a_reinjected_pod_learns_what_its_release_says() {
        let told = r#"{"name":"ISTIO_KUBE_APP_PROBERS","value":"{\"/old\":{}}"}"#;
        let (old, new) = (r#""/old":{}"#, r#""/app-health/a/livez":{"httpGet":{"port":1}}"#);
        for (version, known, want) in [
            (Version::V1_16, told, vec![format!("{{{old}}}"), format!("{{{new}}}")]),
            (Version::V1_16, "", vec![format!("{{{new}}}")]),
            (Version::V1_26, told, vec![format!("{{{new},{old}}}")]),
            (Version::V1_26, "", vec![]),
            (Version::V1_27, told, vec![format!("{{{new},{old}}}")]),
            (Version::V1_27, "", vec![format!("{{{new}}}")]),
        ] {
            let text = format!(
                r#"{{"metadata":{{"annotations":{{"sidecar.istio.io/status":"{{}}"}}}},"spec":{{"containers":[
                    {{"name":"a","livenessProbe":{{"httpGet":{{"port":1}}}}}},{{"name":"istio-proxy","env":[{known}]}}]}}}}"#
            );
            let mut pod = kubeyaml::from_json(text.as_bytes()).unwrap();
            apply(&mut pod, ProbeSettings { status_port: 15020, rewrite_by_default: true, version });
            let variables = sidecar(&pod).unwrap().items_at(&["env"]).iter();
            let values: Vec<&str> = variables.map(|v| v.str_at(&["value"]).unwrap()).collect();
            assert_eq!(values, want, "{version} {known}");
        }
    }
}
