//! Probes and lifecycle requests go to the application again, as the agent was told of them.

use kubeyaml::{Map, Value};

use super::loss::Loss;
use super::trace;
use crate::Version;
use crate::pod::name;
use crate::steps::probes::{Slot, lists};

/// Restores every request that goes to the agent. `probers` has what the agent was told, by its own paths.
///
/// Source: Istio 1.30 app_probe.go; Istio 1.4, whose requests have nothing around them.
pub fn restore(pod: &mut Value, probers: &Value, losses: &mut Vec<Loss>) {
    for list in lists(Version::LATEST) {
        for container in list.of_mut(pod).into_iter().flatten() {
            for slot in Slot::all(Version::LATEST) {
                // A container that was copied asks for another one.
                let path = container.at(slot.place).str_at(&["httpGet", "path"]).unwrap_or_default();
                let known = probers.at(&[path]);
                if !known.is_null() || trace::asks_agent(container, slot) {
                    restore_one(container, slot, known, losses);
                }
            }
        }
    }
}

fn restore_one(container: &mut Value, slot: Slot, known: &Value, losses: &mut Vec<Loss>) {
    let (owner, probe) = (name(container).to_owned(), slot.place.join("."));
    // Up to 1.4 the agent is told the HTTP request itself.
    let http = if known.at(&["port"]).is_null() { known.at(&["httpGet"]) } else { known };
    let kinds = [("httpGet", http), ("tcpSocket", known.at(&["tcpSocket"])), ("grpc", known.at(&["grpc"]))];
    let told = kinds.into_iter().find_map(|(kind, request)| Some((kind, request.as_map()?)));
    let Some((kind, request)) = told else {
        losses.push(Loss::Probe { container: owner, probe });
        return;
    };
    let port_name = port_name(container, request).filter(|_| kind != "grpc").map(str::to_owned);
    let Some(handler) = slot.handler(container).and_then(Value::as_map_mut) else { return };
    if kind == "httpGet" {
        restore_http(handler.entry("httpGet").become_map(), request);
    } else {
        handler.remove("httpGet");
        let mut own = request.clone();
        own.retain(|_, value| !value.is_null());
        handler.insert(kind, Value::Map(own));
    }
    if let Some(port) = port_name {
        handler.entry(kind).become_map().insert("port", port.as_str());
        losses.push(Loss::PortName { container: owner, probe, name: port });
    }
}

/// Only path, port and scheme were changed.
fn restore_http(get: &mut Map, request: &Map) {
    for key in ["path", "port"] {
        match request.get(key).filter(|value| !value.is_null()) {
            Some(value) => drop(get.insert(key, value.clone())),
            None => drop(get.remove(key)),
        }
    }
    if request.get("scheme").and_then(Value::as_str) == Some("HTTPS") {
        get.insert("scheme", "HTTPS");
    }
}

/// The name that the container gives to the port of a request.
fn port_name<'a>(container: &'a Value, request: &Map) -> Option<&'a str> {
    let number = request.get("port")?.as_i64()?;
    let ports = container.items_at(&["ports"]).iter();
    let mut names = ports.filter(|port| port.at(&["containerPort"]).as_i64() == Some(number)).map(name);
    names.find(|name| !name.is_empty())
}
