//! The Services: that by which the API server reaches the webhook, and what that of the control plane is like, too.

use crate::node::{Node, Setting, list, map};
use crate::objects::{Component, Object};

/// The port of the webhook in the container.
pub(crate) const WEBHOOK_PORT: i64 = 15017;
/// The port of health and metrics in the container.
pub const MONITORING_PORT: i64 = 15014;
/// The port of the Service, which the webhook configuration names.
pub(crate) const SERVICE_PORT: i64 = 443;

/// The injector's Service.
pub fn service() -> Object {
    let ports = [
        port("https-webhook", SERVICE_PORT, "webhook"),
        port("http-monitoring", MONITORING_PORT, "monitoring"),
    ];
    of(Component::Injector, Setting::Program, list(ports))
}

/// A Service of the pods of a component.
pub(super) fn of(component: Component, name: Setting, ports: Node) -> Object {
    Object::new("v1", "Service", "services", name.into()).with(
        "spec",
        map([("ports", ports), ("selector", map(component.selected())), ("type", "ClusterIP".into())]),
    )
}

/// A port of a Service, and the name of the container's.
pub(super) fn port(name: &'static str, port: i64, target: &'static str) -> Node {
    map([
        ("name", name.into()),
        ("port", port.into()),
        ("protocol", "TCP".into()),
        ("targetPort", target.into()),
    ])
}
