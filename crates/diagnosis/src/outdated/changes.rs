//! What changed between two looks at the same pods: which workloads came into a state that is a matter to somebody, and
//! which are out of it.

use std::collections::{BTreeMap, BTreeSet};

use super::restart::Workload;
use super::{Pods, State};

/// How workloads stood when they were looked at.
#[derive(Clone, Debug, Default)]
pub struct Look {
    workloads: BTreeMap<Workload, Stood>,
}

/// The states of a workload's pods: those that are a matter to somebody by their codes, and the codes of all.
#[derive(Clone, Debug, Default)]
struct Stood {
    matters: BTreeMap<&'static str, Matter>,
    codes: BTreeSet<&'static str>,
}

/// Pods of a workload that are out of date in the same way, or of which nothing can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// How they stand; where pods of the workload have several causes for the same, the first.
    pub state: State,
    /// The pods.
    pub pods: Vec<String>,
    /// What to do.
    pub remedy: Option<String>,
}

/// A state of a workload that began or is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The workload.
    pub workload: Workload,
    /// Whether it is over; else it began.
    pub is_over: bool,
    /// The state, as it began or as it last was.
    pub matter: Matter,
    /// The codes of all states that pods of the workload are in now; none if it has no pods any more.
    pub now: Vec<&'static str>,
    /// Whether something of the workload is still out of date, or cannot be told.
    pub is_still_a_matter: bool,
}

impl Look {
    /// How these pods stand.
    pub fn of(all: &[Pods]) -> Look {
        let mut look = Look::default();
        for pods in all {
            let workload = Workload::of(pods);
            let stood = look.workloads.entry(workload).or_default();
            let code = pods.state.code();
            stood.codes.insert(code);
            if matches!(pods.state, State::Current | State::NotInjected) {
                continue;
            }
            let matter = stood.matters.entry(code).or_insert_with(|| Matter {
                state: pods.state.clone(),
                pods: Vec::new(),
                remedy: pods.state.remedy(&pods.restart),
            });
            matter.pods.extend(pods.pods.iter().cloned());
        }
        look
    }

    /// What is another way than it was at the look before, by workload: first what is over, then what began. A state that
    /// stays is none, whatever happens to its pods or its cause.
    pub fn changes(&self, before: &Look) -> Vec<Change> {
        let (nothing, mut changes) = (Stood::default(), Vec::new());
        let workloads: BTreeSet<&Workload> = before.workloads.keys().chain(self.workloads.keys()).collect();
        for workload in workloads {
            let stands = self.workloads.get(workload).unwrap_or(&nothing);
            let stood = before.workloads.get(workload).unwrap_or(&nothing);
            let change = |matter: &Matter, is_over| Change {
                workload: workload.clone(),
                is_over,
                matter: matter.clone(),
                now: stands.codes.iter().copied().collect(),
                is_still_a_matter: !stands.matters.is_empty(),
            };
            let only = |one: &Stood, other: &Stood, is_over| -> Vec<Change> {
                let only = one.matters.iter().filter(|(code, _)| !other.matters.contains_key(*code));
                only.map(|(_, matter)| change(matter, is_over)).collect()
            };
            changes.extend(only(stood, stands, true));
            changes.extend(only(stands, stood, false));
        }
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::super::Risk;
    use super::*;

    /// `web:missed:1,db:current:2`: workloads, their states and how many pods are in them.
    fn look(text: &str) -> Look {
        let pods = text.split(',').filter(|one| !one.is_empty()).map(|one| {
            let [name, code, count] = one.split(':').collect::<Vec<_>>().try_into().unwrap();
            let state = match code {
                "missed" => State::Missed { younger: None },
                "proxy-image" => State::ProxyImage { was: count.to_owned(), now: String::new() },
                "unknown" => State::Unknown { cause: String::new() },
                "current" => State::Current,
                _ => State::NotInjected,
            };
            let pods = (0..count.parse().unwrap()).map(|n: u8| format!("{name}-{code}-{n}")).collect();
            let (namespace, kind, name) = ("shop".to_owned(), "Deployment".to_owned(), name.to_owned());
            let (differences, restart) = (Vec::new(), "restart".to_owned());
            Pods { namespace, kind, name, pods, state, differences, risk: Risk::Rolls, restart }
        });
        Look::of(&pods.collect::<Vec<_>>())
    }

    #[test]
    fn a_state_is_told_when_it_begins_and_when_it_is_over() {
        for (before, after, want) in [
            ("", "", ""),
            ("", "web:current:2,db:not-injected:1", ""),
            ("", "web:missed:2", "+web missed(2) now missed"),
            ("web:missed:2", "web:missed:1,web:current:1", ""),
            ("web:missed:2", "web:missed:2,web:missed:3", ""),
            ("web:proxy-image:1", "web:proxy-image:2", ""),
            ("web:missed:1,web:current:1", "web:current:2", "-web missed(1) now current"),
            ("web:missed:1", "", "-web missed(1) now "),
            (
                "web:missed:1",
                "web:unknown:1",
                "-web missed(1) now unknown, still; +web unknown(1) now unknown",
            ),
            (
                "web:missed:1,db:missed:1",
                "web:missed:1,web:proxy-image:1,db:not-injected:1",
                "-db missed(1) now not-injected; +web proxy-image(1) now missed proxy-image",
            ),
        ] {
            let changes = look(after).changes(&look(before));
            let said = changes.iter().map(|change| {
                let sign = if change.is_over { '-' } else { '+' };
                let still = if change.is_over && change.is_still_a_matter { ", still" } else { "" };
                let (name, matter) = (&change.workload.name, &change.matter);
                let (code, pods) = (matter.state.code(), matter.pods.len());
                format!("{sign}{name} {code}({pods}) now {}{still}", change.now.join(" "))
            });
            assert_eq!(said.collect::<Vec<_>>().join("; "), want, "{before} → {after}");
        }
    }
}
