//! Who may reach the injector's pods.

use crate::node::{Condition, Node, Setting, list, map, texts, when};
use crate::objects::service::{MONITORING_PORT, WEBHOOK_PORT};
use crate::objects::{Object, program, selected};

/// The NetworkPolicy: the webhook's port for the addresses that are named, health and metrics for all, and nothing else.
///
/// An API server has no label to be selected by, and kubelets' probes come from nodes: addresses are all there is.
pub fn policy() -> Object {
    let rule = |from: Option<Node>, port: i64| {
        let port = map([("port", port.into()), ("protocol", "TCP".into())]);
        let mut rule = vec![("ports", list([port]))];
        rule.extend(from.map(|from| ("from", from)));
        Node::Map(rule)
    };
    Object::new("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", program())
        .only_if(Condition::NetworkPolicy)
        .with(
            "spec",
            map([
                (
                    "ingress",
                    list([
                        rule(Some(when(Condition::Peers, Setting::Peers)), WEBHOOK_PORT),
                        rule(None, MONITORING_PORT),
                    ]),
                ),
                ("podSelector", map([("matchLabels", map(selected()))])),
                ("policyTypes", texts(["Ingress"])),
            ]),
        )
}
