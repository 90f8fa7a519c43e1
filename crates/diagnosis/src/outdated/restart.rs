//! Which workloads are restarted, in which order, and which are left to a person.

use std::collections::BTreeSet;

use super::{Pods, State};
use crate::shell::word;

/// A workload.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Workload {
    /// Its namespace.
    pub namespace: String,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
}

impl Workload {
    /// The workload of these pods.
    pub fn of(pods: &Pods) -> Workload {
        Workload { namespace: pods.namespace.clone(), kind: pods.kind.clone(), name: pods.name.clone() }
    }
}

/// What is done about pods that are out of date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The workloads that are restarted, one after the other.
    pub restarts: Vec<Workload>,
    /// The workloads that are left as they are, and why.
    pub left: Vec<(Workload, String)>,
}

/// The kinds whose controllers create pods again, a few at a time.
const RESTARTED: [&str; 3] = ["Deployment", "StatefulSet", "DaemonSet"];

/// What is done about pods that stand like this, in the order that [`super::pods`] gives, which is that of risk. A
/// workload is restarted once, and not at all if some of its pods would not come back.
pub fn plan(all: &[Pods]) -> Plan {
    let hindered: BTreeSet<Workload> =
        all.iter().filter(|pods| hindrance(pods).is_some()).map(Workload::of).collect();
    let (mut plan, mut seen) = (Plan::default(), BTreeSet::new());
    for pods in all {
        let workload = Workload::of(pods);
        if let Some(why) = hindrance(pods) {
            plan.left.push((workload, why));
        } else if pods.state.is_outdated() && !hindered.contains(&workload) && seen.insert(workload.clone()) {
            plan.restarts.push(workload);
        }
    }
    plan
}

/// Why a workload is not restarted although its pods are out of date.
fn hindrance(pods: &Pods) -> Option<String> {
    let remedy = || pods.state.remedy(&pods.restart).unwrap_or_default();
    match &pods.state {
        State::Refused { .. } | State::RevisionGone { .. } | State::Unknown { .. } => {
            Some(format!("{}; {}", pods.state, remedy()))
        }
        State::Current | State::NotInjected => None,
        _ if RESTARTED.contains(&pods.kind.as_str()) => None,
        _ if pods.kind == "Pod" => Some("nothing creates it again: delete and create it yourself".to_owned()),
        _ if ["Job", "CronJob"].contains(&pods.kind.as_str()) => {
            Some("its work would begin anew: let it end, or delete it yourself".to_owned())
        }
        _ if pods.kind == "Rollout" => {
            Some(format!("kubectl argo rollouts restart {} -n {}", word(&pods.name), word(&pods.namespace)))
        }
        _ => Some(format!("how a {} is restarted is not known", pods.kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Risk;
    use super::*;

    fn pods(kind: &str, name: &str, state: State) -> Pods {
        Pods {
            namespace: "shop".to_owned(),
            kind: kind.to_owned(),
            name: name.to_owned(),
            pods: vec![format!("{name}-0")],
            state,
            differences: Vec::new(),
            risk: Risk::Rolls,
            restart: format!("restart {name}"),
        }
    }

    #[test]
    fn what_is_out_of_date_and_can_be_restarted_is_once() {
        let refused = || State::Refused { cause: "a bad annotation".to_owned() };
        let missed = || State::Missed { younger: None };
        let all = [
            pods("Deployment", "web", missed()),
            pods("StatefulSet", "db", State::Changed),
            pods("Deployment", "web", State::Changed),
            pods("Deployment", "half", missed()),
            pods("Deployment", "half", refused()),
            pods("Pod", "bare", missed()),
            pods("Job", "count", missed()),
            pods("Rollout", "argo", missed()),
            pods("Custom", "odd", missed()),
            pods("DaemonSet", "gone", State::RevisionGone { revision: "old".to_owned() }),
            pods("Deployment", "dark", State::Unknown { cause: "no ConfigMap".to_owned() }),
            pods("Deployment", "fine", State::Current),
            pods("Pod", "plain", State::NotInjected),
        ];
        let Plan { restarts, left } = plan(&all);
        let names: Vec<&str> = restarts.iter().map(|workload| workload.name.as_str()).collect();
        assert_eq!(names, ["web", "db"]);
        let left: Vec<(&str, &str)> =
            left.iter().map(|(workload, why)| (workload.name.as_str(), why.as_str())).collect();
        assert_eq!(left.len(), 7);
        for (name, part) in [
            ("half", "a bad annotation"),
            ("bare", "delete and create it yourself"),
            ("count", "begin anew"),
            ("argo", "kubectl argo rollouts restart argo -n shop"),
            ("odd", "how a Custom is restarted"),
            ("gone", "label the namespace"),
            ("dark", "no ConfigMap"),
        ] {
            assert!(left.iter().any(|(of, why)| *of == name && why.contains(part)), "{name}: {left:?}");
        }
    }
}
