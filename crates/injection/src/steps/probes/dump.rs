//! What the agent has to ask in place of kubelet, as the variable `ISTIO_KUBE_APP_PROBERS`.

use std::collections::BTreeMap;

use kubeschema::{struct_json, types};
use kubeyaml::Value;
use meshconfig::KnownProbers;

use super::slots::{ProbeSettings, Slot, is_proxy, kinds, lists};
use crate::Version;
use crate::names::PROBERS_ENV;
use crate::pod::{name, push_env, sidecar_mut};

/// The agent's path → the JSON of one request.
type Probers = BTreeMap<String, String>;

/// Collects the requests of every container but the proxy, and resolves their named ports in place.
///
/// Source: Istio 1.30 app_probe.go, DumpAppProbers.
pub(crate) fn dump(pod: &mut Value, settings: ProbeSettings) -> Probers {
    let mut probers = Probers::new();
    for list in lists(settings.version) {
        for container in list.of_mut(pod).into_iter().flatten().filter(|c| !is_proxy(c)) {
            for slot in Slot::all(settings.version) {
                if let Some(json) = request(container, slot, settings) {
                    probers.insert(slot.agent_path(name(container)), json);
                }
            }
        }
    }
    probers
}

fn request(container: &mut Value, slot: Slot, settings: ProbeSettings) -> Option<String> {
    let handler = slot.handler(container)?;
    let kind = kinds(slot, settings.version).find(|k| handler.get(k).is_some_and(|v| !v.is_null()))?;
    if kind != "grpc" {
        resolve_port(container, slot, kind, settings.status_port)?;
    }
    let handler = slot.handler(container)?;
    let timeout = if slot.lifecycle { None } else { handler.at(&["timeoutSeconds"]).as_i64() };
    Some(prober_json(handler, timeout))
}

/// The number of the request's port, put in place of its name; `None` if the name is unknown or the port is the agent's.
fn resolve_port(container: &mut Value, slot: Slot, kind: &str, status_port: i64) -> Option<()> {
    let port = slot.handler(container)?.get(kind)?.at(&["port"]).clone();
    let Some(port_name) = port.as_str() else {
        return (port.as_i64() != Some(status_port)).then_some(());
    };
    let number = container
        .items_at(&["ports"])
        .iter()
        .rfind(|p| name(p) == port_name)
        .map(|p| p.at(&["containerPort"]).clone())?;
    slot.handler(container)?.get_mut(kind)?.become_map().insert("port", number);
    Some(())
}

/// One request in Go's field order: the first of the three kinds that is there, then the timeout unless it is 0.
fn prober_json(handler: &Value, timeout: Option<i64>) -> String {
    let kinds = [
        ("httpGet", &types::core::HTTP_GET_ACTION),
        ("tcpSocket", &types::core::TCP_SOCKET_ACTION),
        ("grpc", &types::core::GRPC_ACTION),
    ];
    let mut out = String::from("{");
    let found =
        kinds.into_iter().find_map(|(key, ty)| Some((key, ty, handler.get(key).filter(|v| !v.is_null())?)));
    if let Some((key, ty, action)) = found {
        out.extend(["\"", key, "\":", &struct_json(action, ty)]);
    }
    if let Some(seconds) = timeout.filter(|s| *s != 0) {
        out.push_str(if found.is_some() { ",\"timeoutSeconds\":" } else { "\"timeoutSeconds\":" });
        out.push_str(&seconds.to_string());
    }
    out.push('}');
    out
}

/// Gives the requests to the agent: as a new variable, or, in a pod that was injected before, merged into the one it
/// has, whose own entries count more because those of the pod point at the agent by now.
///
/// Source: Istio 1.30 webhook.go, mergeOrAppendProbers; 1.16, applyRewrite.
pub(crate) fn tell_agent(pod: &mut Value, mut probers: Probers, injected_before: bool, version: Version) {
    let Some(sidecar) = sidecar_mut(pod) else { return };
    let injected_before = injected_before && version.known_probers != KnownProbers::Repeated;
    let known = sidecar.list_entry("env").iter_mut().find(|v| name(v) == PROBERS_ENV);
    match known {
        Some(variable) if injected_before => {
            let old = variable.str_at(&["value"]).unwrap_or_default();
            let Some(old) = kubeyaml::from_json(old.as_bytes()).ok().filter(|v| v.as_map().is_some()) else {
                return;
            };
            for (path, prober) in old.as_map().into_iter().flat_map(kubeyaml::Map::iter) {
                probers.insert(path.to_owned(), prober_json(prober, prober.at(&["timeoutSeconds"]).as_i64()));
            }
            variable.become_map().insert("value", to_json(&probers));
        }
        None if injected_before && version.known_probers == KnownProbers::Extended => {}
        _ => push_env(sidecar, PROBERS_ENV, to_json(&probers)),
    }
}

fn to_json(probers: &Probers) -> String {
    let mut out = String::from("{");
    for (i, (path, json)) in probers.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        kubeyaml::json_quoted(&mut out, path);
        out.push(':');
        out.push_str(json);
    }
    out.push('}');
    out
}
