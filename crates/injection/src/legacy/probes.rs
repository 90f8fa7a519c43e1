//! Step: HTTP probes of the application go through the agent, from 1.1 on.

use std::collections::{BTreeMap, HashSet};

use golang::number::parse_bool;
use kubeschema::{struct_json, types};
use kubeyaml::{Value, json_quoted};
use meshconfig::{MeshConfig, StatusPort};

use super::arguments::flag;
use super::sidecar::Sidecar;
use crate::Version;
use crate::names::{PROBERS_ENV, PROXY_CONTAINER, REWRITE_PROBES, STATUS_PORT};
use crate::patch::{Op, Operation};
use crate::pod::{annotation, name, push_env};

/// The probes that are rewritten, with the last part of the agent's path for each.
fn kinds(version: Version) -> impl Iterator<Item = (&'static str, &'static str)> {
    let startup = version.startup_probes.then_some(("startupProbe", "startupz"));
    [("readinessProbe", "readyz"), ("livenessProbe", "livez")].into_iter().chain(startup)
}

/// The first container that is the proxy.
pub fn proxy(containers: &mut [Value]) -> Option<&mut Value> {
    containers.iter_mut().find(|c| name(c) == PROXY_CONTAINER)
}

/// Whether a pod's probes go through the agent: its own word, else the template's.
///
/// Source: Istio 1.2 to 1.8 app_probe.go, ShouldRewriteAppHTTPProbers.
pub(crate) fn are_rewritten(pod: &Value, sidecar: &Sidecar, version: Version) -> bool {
    let own = || annotation(pod, REWRITE_PROBES).and_then(parse_bool);
    version.probe_annotation.then(own).flatten().unwrap_or(sidecar.rewrite_probes)
}

/// The port of the agent's status server; `None` where nothing names one.
///
/// Source: Istio 1.1 app_probe.go, extractStatusPort; 1.6 app_probe.go, rewriteAppHTTPProbe.
pub fn status_port(proxy: &Value, pod: &Value, mesh: &MeshConfig, version: Version) -> Option<i64> {
    let port = match (version.status_port, annotation(pod, STATUS_PORT)) {
        (StatusPort::Arguments, _) => {
            flag(proxy.items_at(&["args"]), "statusPort").flatten()?.parse().ok()?
        }
        // What is not a number counts as 0, as in Istio; validation refuses all but surrounding spaces.
        (StatusPort::MeshConfig, Some(own)) => own.parse().unwrap_or(0),
        (StatusPort::MeshConfig, None) => mesh.default_config().status_port(),
    };
    Some(port).filter(|port| *port != -1)
}

/// Tells the agent what it has to ask of the containers.
pub(crate) fn tell_agent(proxy: &mut Value, containers: &[Value], version: Version) {
    if let Some(probers) = probers(containers, version) {
        push_env(proxy, PROBERS_ENV, probers);
    }
}

/// What the agent has to ask of the application: a JSON mapping from its own path to the request. From 1.8 on `None`
/// when that is nothing.
///
/// Source: Istio 1.1 app_probe.go, dumpAppProbers.
fn probers(containers: &[Value], version: Version) -> Option<String> {
    let mut requests = BTreeMap::new();
    for container in containers.iter().filter(|c| name(c) != PROXY_CONTAINER) {
        for (probe, last) in kinds(version) {
            if let Some(request) = resolved(container, probe) {
                let timeout = container.at(&[probe, "timeoutSeconds"]).as_i64();
                requests.insert(agent_path(container, last), prober(&request, timeout, version));
            }
        }
    }
    if requests.is_empty() && !version.empty_probers {
        return None;
    }
    let mut out = String::from("{");
    for (i, (path, request)) in requests.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { "," });
        json_quoted(&mut out, path);
        out.push(':');
        out.push_str(request);
    }
    out.push('}');
    Some(out)
}

/// The JSON of one request: from 1.5 on with its timeout.
fn prober(request: &Value, timeout: Option<i64>, version: Version) -> String {
    let request = struct_json(request, &types::core::HTTP_GET_ACTION);
    if !version.probe_timeouts {
        return request;
    }
    match timeout.unwrap_or_default() {
        0 => format!(r#"{{"httpGet":{request}}}"#),
        seconds => format!(r#"{{"httpGet":{request},"timeoutSeconds":{seconds}}}"#),
    }
}

/// Points the HTTP probes of all containers but the proxy at the agent.
///
/// Source: Istio 1.1 app_probe.go, rewriteAppHTTPProbe.
pub fn rewrite(containers: &mut [Value], port: i64, version: Version) {
    for container in containers.iter_mut().filter(|c| name(c) != PROXY_CONTAINER) {
        for (probe, last) in kinds(version) {
            if let Some(request) = rewritten(container, probe, last, port, version) {
                container.map_entry(probe).insert("httpGet", request);
            }
        }
    }
}

/// The same as operations of a patch that has removed the containers of these names before. (Istio 1.1 to 1.6 forgot
/// that they were gone, and their patch then did not apply, or hit another container.)
///
/// Source: Istio 1.1 app_probe.go, createProbeRewritePatch.
pub fn operations<'a>(
    containers: &'a [Value],
    removed: &'a [String],
    port: i64,
    version: Version,
) -> impl Iterator<Item = Operation> + 'a {
    let removed: HashSet<&str> = removed.iter().map(String::as_str).collect();
    let is_removed = move |c: &Value| removed.contains(name(c));
    let left = containers
        .iter()
        .filter(move |c| !is_removed(c))
        .enumerate()
        .filter(|(_, c)| name(c) != PROXY_CONTAINER);
    left.flat_map(move |(i, container)| {
        kinds(version).filter_map(move |(probe, last)| {
            let value = rewritten(container, probe, last, port, version)?;
            let path = format!("/spec/containers/{i}/{probe}/httpGet");
            Some(Operation { op: Op::Replace, path, value: Some(value) })
        })
    })
}

fn agent_path(container: &Value, last: &str) -> String {
    format!("/app-health/{}/{last}", name(container))
}

fn request<'a>(container: &'a Value, probe: &str) -> Option<&'a Value> {
    let request = container.at(&[probe, "httpGet"]);
    request.as_map().map(|_| request)
}

/// The request with the number of its port; `None` when the container has no port of that name.
fn resolved(container: &Value, probe: &str) -> Option<Value> {
    let mut request = request(container, probe)?.clone();
    if let Some(wanted) = request.str_at(&["port"]) {
        let ports = container.items_at(&["ports"]);
        let port = ports.iter().rfind(|p| !wanted.is_empty() && name(p) == wanted)?;
        let number = port.at(&["containerPort"]).as_i64().unwrap_or_default();
        request.become_map().insert("port", number);
    }
    Some(request)
}

/// The request of the agent in place of the application's; host and headers stay, in 1.1 the scheme, too.
fn rewritten(container: &Value, probe: &str, last: &str, port: i64, version: Version) -> Option<Value> {
    let mut request = request(container, probe)?.clone();
    let fields = request.become_map();
    fields.insert("path", agent_path(container, last));
    fields.insert("port", port);
    if version.plain_probes && fields.get("scheme").and_then(Value::as_str) == Some("HTTPS") {
        fields.insert("scheme", "HTTP");
    }
    Some(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Value {
        kubeyaml::from_json(text.as_bytes()).unwrap()
    }

    #[test]
    fn the_agent_learns_the_application_s_requests_and_kubelet_asks_the_agent() {
        for (container, probers_want, want) in [
            (
                r#"{"livenessProbe":{"httpGet":{"path":"/l","port":80,"scheme":"HTTPS"}}}"#,
                r#"{"/app-health/a/livez":{"path":"/l","port":80,"scheme":"HTTPS"}}"#,
                r#"{"livenessProbe":{"httpGet":{"path":"/app-health/a/livez","port":15020,"scheme":"HTTPS"}},"name":"a"}"#,
            ),
            (
                r#"{"ports":[{"name":"web","containerPort":81}],"readinessProbe":{"httpGet":{"port":"web"},"periodSeconds":3}}"#,
                r#"{"/app-health/a/readyz":{"port":81}}"#,
                r#"{"name":"a","ports":[{"containerPort":81,"name":"web"}],"readinessProbe":{"httpGet":{"path":"/app-health/a/readyz","port":15020},"periodSeconds":3}}"#,
            ),
            (
                r#"{"readinessProbe":{"httpGet":{"port":"none"}}}"#,
                "{}",
                r#"{"name":"a","readinessProbe":{"httpGet":{"path":"/app-health/a/readyz","port":15020}}}"#,
            ),
            (
                r#"{"readinessProbe":{"tcpSocket":{"port":1}}}"#,
                "{}",
                r#"{"name":"a","readinessProbe":{"tcpSocket":{"port":1}}}"#,
            ),
        ] {
            let mut application = json(container);
            application.become_map().insert("name", "a");
            let mut containers =
                [json(r#"{"name":"istio-proxy","readinessProbe":{"httpGet":{"port":1}}}"#), application];
            assert_eq!(probers(&containers, Version::V1_1).as_deref(), Some(probers_want));
            for (removed, index) in [(&[][..], 1), (&["istio-proxy".to_owned()], 0)] {
                let places: Vec<String> =
                    operations(&containers, removed, 15020, Version::V1_1).map(|o| o.path).collect();
                let start = format!("/spec/containers/{index}/");
                assert!(places.iter().all(|p| p.starts_with(&start)), "{places:?}");
            }
            rewrite(&mut containers, 15020, Version::V1_1);
            let [proxy, application] = containers;
            assert_eq!(kubeyaml::to_json(&application), want);
            assert_eq!(proxy.at(&["readinessProbe", "httpGet", "port"]).as_i64(), Some(1));
        }
    }

    #[test]
    fn the_status_port_is_an_argument_of_the_proxy() {
        for (args, want) in [
            (r#"["--statusPort","15020"]"#, Some(15020)),
            (r#"["-statusPort=1"]"#, Some(1)),
            (r#"["--statusPort","x"]"#, None),
            (r#"["--statusPort","-1"]"#, None),
            (r#"["--statusPort"]"#, None),
            ("[]", None),
        ] {
            let mut container = Value::Null;
            container.become_map().insert("args", json(args));
            let mesh = MeshConfig::parse(Value::Null, Version::V1_5).unwrap();
            assert_eq!(status_port(&container, &Value::Null, &mesh, Version::V1_5), want, "{args}");
        }
    }

    #[test]
    fn since_1_6_the_mesh_or_the_pod_names_the_status_port() {
        let args = json(r#"{"args":["--statusPort","1"]}"#);
        for (own, want) in
            [(None, Some(15020)), (Some("9"), Some(9)), (Some(" 9"), Some(0)), (Some("-1"), None)]
        {
            let mesh = MeshConfig::parse(Value::Null, Version::V1_6).unwrap();
            let mut pod = Value::Null;
            own.into_iter().for_each(|own| crate::pod::set_annotation(&mut pod, STATUS_PORT, own));
            assert_eq!(status_port(&args, &pod, &mesh, Version::V1_6), want, "{own:?}");
        }
    }

    #[test]
    fn a_pod_may_say_whether_its_probes_are_rewritten() {
        let mut pod = Value::Null;
        let sidecar = Sidecar { rewrite_probes: true, ..Sidecar::default() };
        for (own, version, want) in
            [("false", Version::V1_1, true), ("false", Version::V1_2, false), ("no", Version::V1_2, true)]
        {
            crate::pod::set_annotation(&mut pod, REWRITE_PROBES, own);
            assert_eq!(are_rewritten(&pod, &sidecar, version), want, "{own} {version}");
        }
    }

    #[test]
    fn each_release_tells_the_agent_in_its_way() {
        let container = r#"{"name":"a","livenessProbe":{"httpGet":{"port":80,"scheme":"HTTPS"},"timeoutSeconds":2},
            "startupProbe":{"httpGet":{"port":81}}}"#;
        for (version, want, scheme) in [
            (Version::V1_1, r#"{"/app-health/a/livez":{"port":80,"scheme":"HTTPS"}}"#, "HTTPS"),
            (Version::V1_4, r#"{"/app-health/a/livez":{"port":80,"scheme":"HTTPS"}}"#, "HTTP"),
            (
                Version::V1_5,
                r#"{"/app-health/a/livez":{"httpGet":{"port":80,"scheme":"HTTPS"},"timeoutSeconds":2}}"#,
                "HTTP",
            ),
            (
                Version::V1_7,
                r#"{"/app-health/a/livez":{"httpGet":{"port":80,"scheme":"HTTPS"},"timeoutSeconds":2},"/app-health/a/startupz":{"httpGet":{"port":81}}}"#,
                "HTTP",
            ),
        ] {
            let mut containers = [json(container)];
            assert_eq!(probers(&containers, version).as_deref(), Some(want), "{version}");
            rewrite(&mut containers, 1, version);
            let request = containers[0].at(&["livenessProbe", "httpGet"]);
            assert_eq!(request.str_at(&["scheme"]), Some(scheme), "{version}");
        }
        assert_eq!(probers(&[], Version::V1_7).as_deref(), Some("{}"));
        assert_eq!(probers(&[], Version::V1_8), None);
    }
}
