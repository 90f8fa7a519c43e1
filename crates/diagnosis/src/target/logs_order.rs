//! Which of several pods `kubectl logs` takes.

use std::cmp::Reverse;

use kubeyaml::Value;

/// The pod that comes first: one with a node, running, ready, ready for long, restarted often, old. Of equal ones the first.
///
/// Source: Kubernetes kubectl/pkg/util/podutils, ByLogging.
pub fn first<'a>(pods: impl Iterator<Item = &'a Value>) -> Option<&'a Value> {
    pods.min_by_key(|pod| rank(pod))
}

/// A time; an absent one comes last.
type Time<'a> = (bool, &'a str);
/// Without a node, phase, not ready, ready since, restarts of containers and of native sidecars, created.
type Rank<'a> = (bool, u8, bool, Time<'a>, Reverse<i64>, Reverse<i64>, Time<'a>);

fn rank(pod: &Value) -> Rank<'_> {
    let has_node = pod.str_at(&["spec", "nodeName"]).is_some_and(|node| !node.is_empty());
    let phase = match pod.str_at(&["status", "phase"]) {
        Some("Unknown") => 1,
        Some("Pending") => 2,
        _ => 0,
    };
    let ready = pod.items_at(&["status", "conditions"]).iter().find(|condition| {
        condition.str_at(&["type"]) == Some("Ready") && condition.str_at(&["status"]) == Some("True")
    });
    let since = time(ready.and_then(|condition| condition.str_at(&["lastTransitionTime"])));
    let created = time(pod.str_at(&["metadata", "creationTimestamp"]));
    let (containers, sidecars) = restarts(pod);
    (!has_node, phase, ready.is_none(), since, Reverse(containers), Reverse(sidecars), created)
}

/// The API server writes all times in one form, which sorts as text.
fn time(text: Option<&str>) -> Time<'_> {
    (text.is_none(), text.unwrap_or_default())
}

fn restarts(pod: &Value) -> (i64, i64) {
    let most = |list, counts: &dyn Fn(&str) -> bool| {
        let statuses = pod.items_at(&["status", list]).iter();
        let counted = statuses.filter(|status| counts(status.str_at(&["name"]).unwrap_or_default()));
        counted.filter_map(|status| status.at(&["restartCount"]).as_i64()).max().unwrap_or(0)
    };
    let is_sidecar = |name: &str| {
        pod.items_at(&["spec", "initContainers"]).iter().any(|container| {
            container.str_at(&["name"]) == Some(name)
                && container.str_at(&["restartPolicy"]) == Some("Always")
        })
    };
    (most("containerStatuses", &|_| true), most("initContainerStatuses", &is_sidecar))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_decides_before_those_below_it() {
        const NODE: &str = "spec: {nodeName: node}";
        let ready = |since: &str| {
            format!(
                "{NODE}\nstatus: {{conditions: [{{type: Ready, status: 'True', lastTransitionTime: '{since}'}}]}}"
            )
        };
        let restarted = |count: u8| {
            format!("{NODE}\nstatus: {{containerStatuses: [{{name: c, restartCount: {count}}}]}}")
        };
        let created = |at: &str| format!("{NODE}\nmetadata: {{creationTimestamp: '{at}'}}");
        for (before, after) in [
            (NODE.to_owned(), "{}".to_owned()),
            (NODE.to_owned(), format!("{NODE}\nstatus: {{phase: Unknown}}")),
            (format!("{NODE}\nstatus: {{phase: Unknown}}"), format!("{NODE}\nstatus: {{phase: Pending}}")),
            (ready("2"), NODE.to_owned()),
            (ready("1"), ready("2")),
            (restarted(2), restarted(1)),
            (created("1"), created("2")),
            (created("1"), NODE.to_owned()),
            // Failed ranks like Running, and of equals the first is taken.
            (format!("{NODE}\nstatus: {{phase: Failed}}"), format!("{NODE}\nstatus: {{phase: Running}}")),
        ] {
            let pods = [before, after].map(|text| kubeyaml::read(&text).unwrap());
            assert_eq!(first(pods.iter()), Some(&pods[0]), "{pods:?}");
            if rank(&pods[0]) != rank(&pods[1]) {
                assert_eq!(first(pods.iter().rev()), Some(&pods[0]), "{pods:?}");
            }
        }
    }
}
