//! Step: HTTP probes of the application go through the agent of 1.1.

use std::collections::{BTreeMap, HashSet};

use kubeschema::{struct_json, types};
use kubeyaml::{Value, json_quoted};

use super::arguments::flag;
use crate::names::PROXY_CONTAINER;
use crate::patch::{Op, Operation};
use crate::pod::name;

/// The probes that are rewritten, with the last part of the agent's path for each.
const PROBES: [(&str, &str); 2] = [("readinessProbe", "readyz"), ("livenessProbe", "livez")];

/// The first container that is the proxy.
pub fn proxy(containers: &mut [Value]) -> Option<&mut Value> {
    containers.iter_mut().find(|c| name(c) == PROXY_CONTAINER)
}

/// The port of the agent's status server, from the proxy's arguments; `None` when they set none.
///
/// Source: Istio 1.1 app_probe.go, extractStatusPort.
pub fn status_port(proxy: &Value) -> Option<i64> {
    let port = flag(proxy.items_at(&["args"]), "statusPort").flatten()?;
    port.parse().ok().filter(|port| *port != -1)
}

/// What the agent has to ask of the application: a JSON mapping from its own path to the request.
///
/// Source: Istio 1.1 app_probe.go, dumpAppProbers.
pub fn probers(containers: &[Value]) -> String {
    let mut requests = BTreeMap::new();
    for container in containers.iter().filter(|c| name(c) != PROXY_CONTAINER) {
        for (probe, last) in PROBES {
            if let Some(request) = resolved(container, probe) {
                requests.insert(
                    agent_path(container, last),
                    struct_json(&request, &types::core::HTTP_GET_ACTION),
                );
            }
        }
    }
    let mut out = String::from("{");
    for (i, (path, request)) in requests.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { "," });
        json_quoted(&mut out, path);
        out.push(':');
        out.push_str(request);
    }
    out.push('}');
    out
}

/// Points the HTTP probes of all containers but the proxy at the agent.
///
/// Source: Istio 1.1 app_probe.go, rewriteAppHTTPProbe.
pub fn rewrite(containers: &mut [Value], port: i64) {
    for container in containers.iter_mut().filter(|c| name(c) != PROXY_CONTAINER) {
        for (probe, last) in PROBES {
            if let Some(request) = rewritten(container, probe, last, port) {
                container.map_entry(probe).insert("httpGet", request);
            }
        }
    }
}

/// The same as operations of a patch that has removed the containers of these names before. (Istio 1.1 forgot that they
/// were gone, and its patch then did not apply, or hit another container.)
///
/// Source: Istio 1.1 app_probe.go, createProbeRewritePatch.
pub fn operations<'a>(
    containers: &'a [Value],
    removed: &'a [String],
    port: i64,
) -> impl Iterator<Item = Operation> + 'a {
    let removed: HashSet<&str> = removed.iter().map(String::as_str).collect();
    let is_removed = move |c: &Value| removed.contains(name(c));
    let left = containers
        .iter()
        .filter(move |c| !is_removed(c))
        .enumerate()
        .filter(|(_, c)| name(c) != PROXY_CONTAINER);
    left.flat_map(move |(i, container)| {
        PROBES.into_iter().filter_map(move |(probe, last)| {
            let value = rewritten(container, probe, last, port)?;
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

/// The request of the agent in place of the application's; scheme, host and headers stay.
fn rewritten(container: &Value, probe: &str, last: &str, port: i64) -> Option<Value> {
    let mut request = request(container, probe)?.clone();
    let fields = request.become_map();
    fields.insert("path", agent_path(container, last));
    fields.insert("port", port);
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
            assert_eq!(probers(&containers), probers_want);
            for (removed, index) in [(&[][..], 1), (&["istio-proxy".to_owned()], 0)] {
                let places: Vec<String> = operations(&containers, removed, 15020).map(|o| o.path).collect();
                let start = format!("/spec/containers/{index}/");
                assert!(places.iter().all(|p| p.starts_with(&start)), "{places:?}");
            }
            rewrite(&mut containers, 15020);
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
            assert_eq!(status_port(&container), want, "{args}");
        }
    }
}
