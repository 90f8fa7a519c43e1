//! Why a workload's pods do not come up, as far as its controller, its Events and its pods tell it.

use kubeyaml::Value;

use crate::part;

/// The condition by which Deployments say that pods cannot be created.
const REPLICA_FAILURE: &str = "ReplicaFailure";
/// Reasons of containers that wait as all do at first.
const AT_FIRST: [&str; 2] = ["ContainerCreating", "PodInitializing"];

/// Why not all pods of a workload are new and ready; `None` where nothing tells it. `pods` are its own, `events` those of its
/// namespace; of these only those count that are younger than `since`, a time as API servers write it.
pub fn why(workload: &Value, pods: &[Value], events: &[Value], since: &str) -> Option<String> {
    refused(workload)
        .or_else(|| failed_to_create(workload, events, since))
        .or_else(|| youngest_that_waits(pods).map(waits_for))
}

fn refused(workload: &Value) -> Option<String> {
    let conditions = workload.items_at(&["status", "conditions"]);
    let failure = conditions.iter().find(|condition| {
        condition.str_at(&["type"]) == Some(REPLICA_FAILURE) && condition.str_at(&["status"]) == Some("True")
    })?;
    failure.str_at(&["message"]).map(str::to_owned)
}

/// What the last Event says of a pod that StatefulSet and DaemonSet controllers could not create.
fn failed_to_create(workload: &Value, events: &[Value], since: &str) -> Option<String> {
    let is_about = |event: &&Value| {
        event.str_at(&["reason"]) == Some("FailedCreate")
            && event.str_at(&["involvedObject", "kind"]) == workload.str_at(&["kind"])
            && event.str_at(&["involvedObject", "name"]) == workload.str_at(&["metadata", "name"])
            && time(event) >= since
    };
    let last = events.iter().filter(is_about).max_by_key(|event| time(event))?;
    last.str_at(&["message"]).map(str::to_owned)
}

/// All times are written in one form, which sorts as text.
fn time(event: &Value) -> &str {
    let places: [&[&str]; 3] = [&["series", "lastObservedTime"], &["lastTimestamp"], &["eventTime"]];
    places.into_iter().find_map(|place| event.str_at(place)).unwrap_or_default()
}

fn youngest_that_waits(pods: &[Value]) -> Option<&Value> {
    let waits =
        pods.iter().filter(|pod| pod.at(&["metadata", "deletionTimestamp"]).is_null() && !is_ready(pod));
    waits.max_by_key(|pod| pod.str_at(&["metadata", "creationTimestamp"]))
}

fn condition<'a>(pod: &'a Value, kind: &str) -> Option<&'a Value> {
    pod.items_at(&["status", "conditions"]).iter().find(|condition| condition.str_at(&["type"]) == Some(kind))
}

fn is_ready(pod: &Value) -> bool {
    condition(pod, "Ready").and_then(|ready| ready.str_at(&["status"])) == Some("True")
}

fn waits_for(pod: &Value) -> String {
    let statuses = ["initContainerStatuses", "containerStatuses"];
    let statuses = statuses.iter().flat_map(|list| pod.items_at(&["status", list]));
    let unscheduled = condition(pod, "PodScheduled").filter(|c| c.str_at(&["status"]) == Some("False"));
    let what = match unscheduled {
        Some(condition) => condition.str_at(&["message"]).unwrap_or("it is not scheduled").to_owned(),
        None => {
            let (mut trouble, mut unready) = (None, None);
            for status in statuses {
                let name = status.str_at(&["name"]).unwrap_or_default();
                trouble =
                    trouble.or_else(|| trouble_of(status).map(|what| format!("container {name}: {what}")));
                if status.at(&["ready"]).as_bool() == Some(false) {
                    unready = unready.or_else(|| Some(format!("container {name} is not ready")));
                }
            }
            trouble.or(unready).unwrap_or_else(|| "it is not ready".to_owned())
        }
    };
    format!("pod {}: {what}", part::name(pod))
}

/// What a container waits for that does not pass by itself.
fn trouble_of(status: &Value) -> Option<String> {
    if let Some(reason) = status.str_at(&["state", "waiting", "reason"])
        && !AT_FIRST.contains(&reason)
    {
        let message = status.str_at(&["state", "waiting", "message"]);
        return Some(message.map_or(reason.to_owned(), |message| format!("{reason}: {message}")));
    }
    let ended = status.at(&["state", "terminated"]);
    let code = ended.at(&["exitCode"]).as_i64().filter(|code| *code != 0)?;
    Some(format!("it ended with {code}, {}", ended.str_at(&["reason"]).unwrap_or("Error")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SINCE: &str = "2026-11-21T08:00:00Z";

    fn event(kind: &str, name: &str, time: &str, message: &str) -> String {
        format!(
            "{{reason: FailedCreate, involvedObject: {{kind: {kind}, name: {name}}}, lastTimestamp: '{time}', message: {message}}}"
        )
    }

    #[test]
    fn what_tells_why_is_found() {
        let pod = |name: &str, created: &str, status: &str| {
            format!("{{metadata: {{name: {name}, creationTimestamp: '{created}'}}, status: {{{status}}}}}")
        };
        const READY: &str = "conditions: [{type: Ready, status: 'True'}]";
        let scheduled = "conditions: [{type: PodScheduled, status: 'False', message: no node is free}]";
        let waiting = |reason: &str| {
            format!(
                "containerStatuses: [{{name: app, ready: false, state: {{waiting: {{reason: {reason}}}}}}}]"
            )
        };
        let ended = "initContainerStatuses: [{name: istio-init, ready: false, state: {terminated: {exitCode: 1}}}], \
                     containerStatuses: [{name: app, ready: false, state: {waiting: {reason: PodInitializing}}}]";
        let failure = "conditions: [{type: ReplicaFailure, status: 'True', message: quota}]";
        let now = "2026-11-21T08:00:01Z";
        for (status, pods, events, want) in [
            (failure, vec![pod("a", "1", &waiting("ErrImagePull"))], vec![], Some("quota")),
            ("", vec![pod("a", "1", READY)], vec![], None),
            (
                "",
                vec![pod("a", "1", scheduled), pod("b", "0", &waiting("X"))],
                vec![],
                Some("pod a: no node is free"),
            ),
            (
                "",
                vec![pod("a", "1", &waiting("ErrImagePull"))],
                vec![],
                Some("pod a: container app: ErrImagePull"),
            ),
            (
                "",
                vec![pod("a", "1", &waiting("PodInitializing"))],
                vec![],
                Some("pod a: container app is not ready"),
            ),
            (
                "",
                vec![pod("a", "1", ended)],
                vec![],
                Some("pod a: container istio-init: it ended with 1, Error"),
            ),
            ("", vec![pod("a", "1", "")], vec![], Some("pod a: it is not ready")),
            ("", vec![], vec![event("StatefulSet", "db", "2026-11-21T07:59:59Z", "old")], None),
            ("", vec![], vec![event("StatefulSet", "other", now, "another")], None),
            (
                "",
                vec![],
                vec![
                    event("StatefulSet", "db", now, "first"),
                    event("StatefulSet", "db", "2026-11-21T08:00:02Z", "last"),
                ],
                Some("last"),
            ),
        ] {
            let read = |text: &String| kubeyaml::read(text).unwrap();
            let workload = format!("{{kind: StatefulSet, metadata: {{name: db}}, status: {{{status}}}}}");
            let pods: Vec<Value> = pods.iter().map(read).collect();
            let events: Vec<Value> = events.iter().map(read).collect();
            assert_eq!(why(&read(&workload), &pods, &events, SINCE).as_deref(), want, "{pods:?} {events:?}");
        }
    }
}
