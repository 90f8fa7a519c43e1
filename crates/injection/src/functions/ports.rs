//! Lists of ports and of interfaces.

use gotext::format::sprint;
use gotext::{Call, Fault, Functions, Struct, Type, Value};

use super::types::CONTAINERS;
use crate::Version;
use crate::names::PROXY_CONTAINER;

/// `excludeInboundPort`, `includeInboundPorts`, `applicationPorts`, `kubevirtInterfaces`, `excludeInterfaces`.
pub fn declare(functions: &mut Functions, version: Version) {
    functions.def("excludeInboundPort", &[Type::ANY, Type::STR], Type::STR, |call| {
        let port = sprint(std::slice::from_ref(call.arg(0)), call.meter())?;
        call.charge(call.str(1).len().saturating_mul(4))?;
        Ok(exclude_inbound_port(&port, call.str(1)).into())
    });
    functions.def("includeInboundPorts", &[CONTAINERS], Type::STR, move |call| {
        Ok(container_ports(call, version, |_| true)?.into())
    });
    functions.def("applicationPorts", &[CONTAINERS], Type::STR, move |call| {
        Ok(container_ports(call, version, |name| name != PROXY_CONTAINER)?.into())
    });
    for name in ["kubevirtInterfaces", "excludeInterfaces"] {
        functions.def(name, &[Type::STR], Type::STR, |call| Ok(call.arg(0).clone()));
    }
    functions.passing_on(&["kubevirtInterfaces", "excludeInterfaces"]);
}

/// The list with the port in it, unless it is there or the port is none.
fn exclude_inbound_port(port: &str, list: &str) -> String {
    let port = port.trim();
    if port.is_empty() || port == "0" || list.split(',').any(|item| item == port) {
        return list.to_owned();
    }
    let items = list.split(',').map(str::trim).filter(|item| !item.is_empty());
    items.chain([port]).collect::<Vec<_>>().join(",")
}

/// The ports of containers, joined by commas; UDP and SCTP are not captured, which versions up to 1.3 ignored.
fn container_ports(
    call: &Call<'_, '_>,
    version: Version,
    wanted: impl Fn(&str) -> bool,
) -> Result<String, Fault> {
    let Value::List(containers) = call.arg(0) else { return Ok(String::new()) };
    call.step(containers.len() as u64)?;
    let mut ports = Vec::new();
    for container in containers.iter() {
        let Value::Struct(container) = container else { continue };
        let name = container.field("Name");
        if !wanted(name.as_ref().and_then(Value::as_str).unwrap_or_default()) {
            continue;
        }
        let Some(Value::List(list)) = container.field("Ports") else { continue };
        call.step(list.len() as u64)?;
        ports.extend(list.iter().filter_map(|port| captured_port(&port, version)));
    }
    Ok(ports.join(","))
}

fn captured_port(port: &Value<'_>, version: Version) -> Option<String> {
    let Value::Struct(port) = port else { return None };
    let field =
        |port: &Struct<'_>, name: &str| port.field(name).unwrap_or(Value::Nil).as_str().map(str::to_owned);
    let protocol = field(port, "Protocol").unwrap_or_default();
    if version.skips_datagram_ports && matches!(protocol.as_str(), "UDP" | "SCTP") {
        return None;
    }
    Some(port.field("ContainerPort")?.as_int()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::exclude_inbound_port;

    #[test]
    fn the_port_is_excluded_once() {
        for (port, list, want) in [
            ("15020", "", "15020"),
            ("15020", "80", "80,15020"),
            ("15020", "80,15020", "80,15020"),
            ("15020", "80, 15020", "80,15020,15020"),
            (" 15020 ", "80,,", "80,15020"),
            ("0", "80,", "80,"),
            ("", "80", "80"),
        ] {
            assert_eq!(exclude_inbound_port(port, list), want, "{port} {list}");
        }
    }
}
