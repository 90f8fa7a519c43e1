//! The Service by which the API server reaches the webhook.

use crate::node::{list, map};
use crate::objects::{Object, program, selected};

/// The port of the webhook in the container.
pub(crate) const WEBHOOK_PORT: i64 = 15017;
/// The port of health and metrics in the container.
pub const MONITORING_PORT: i64 = 15014;
/// The port of the Service, which the webhook configuration names.
pub(crate) const SERVICE_PORT: i64 = 443;

/// The Service.
pub fn service() -> Object {
    let port = |name: &'static str, port: i64, target: &'static str| {
        map([
            ("name", name.into()),
            ("port", port.into()),
            ("protocol", "TCP".into()),
            ("targetPort", target.into()),
        ])
    };
    Object::new("v1", "Service", "services", program()).with(
        "spec",
        map([
            (
                "ports",
                list([
                    port("https-webhook", SERVICE_PORT, "webhook"),
                    port("http-monitoring", MONITORING_PORT, "monitoring"),
                ]),
            ),
            ("selector", map(selected())),
            ("type", "ClusterIP".into()),
        ]),
    )
}
