//! What keeps enough replicas there.

use crate::node::{Condition, Setting, list, map};
use crate::objects::{Component, Object, program};

/// Nodes are emptied one replica at a time.
pub(crate) fn disruption_budget(component: Component) -> Object {
    Object::new("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", component.name()).with(
        "spec",
        map([("maxUnavailable", 1.into()), ("selector", map([("matchLabels", map(component.selected()))]))]),
    )
}

/// The number of replicas follows the processor use.
pub(crate) fn autoscaler() -> Object {
    let target = map([("averageUtilization", Setting::Processor.into()), ("type", "Utilization".into())]);
    Object::new("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", program())
        .only_if(Condition::Scaled)
        .with(
            "spec",
            map([
                ("maxReplicas", Setting::MostReplicas.into()),
                (
                    "metrics",
                    list([map([
                        ("resource", map([("name", "cpu".into()), ("target", target)])),
                        ("type", "Resource".into()),
                    ])]),
                ),
                ("minReplicas", Setting::LeastReplicas.into()),
                (
                    "scaleTargetRef",
                    map([
                        ("apiVersion", "apps/v1".into()),
                        ("kind", "Deployment".into()),
                        ("name", program()),
                    ]),
                ),
            ]),
        )
}
