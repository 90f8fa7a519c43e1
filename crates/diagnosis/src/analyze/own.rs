//! What Istio's analyzers do not look for.
//!
//! Some checks look at the cluster, others at each workload: what a pod of it would become if it was created now. The
//! workloads are gone through once, whichever checks are wanted.

mod advice;
mod ambient;
#[cfg(feature = "certificates")]
mod certificates;
mod init_containers;
mod labels;
mod lockout;
mod misplaced;
mod pod_security;
mod requirements;
mod resources;
mod revision;
mod several;
mod spelling;
mod workload;

use objects::{Kind, kinds};

use self::workload::Workload;
use super::view::View;
use crate::finding::Finding;

/// A check of ours.
#[derive(Debug)]
pub struct Check {
    /// Its name.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// The kinds of objects without which it has nothing to say.
    needs: &'static [Kind],
    look: Look,
}

#[derive(Debug)]
enum Look {
    /// At all there is.
    All(fn(&View<'_>, &mut Vec<Finding>)),
    /// At each workload.
    Each(fn(&Workload<'_>, &View<'_>, &mut Vec<Finding>)),
}

/// Adds what checks find.
pub(super) fn run(checks: &[&Check], view: &View<'_>, findings: &mut Vec<Finding>) {
    let able = checks.iter().filter(|check| check.needs.iter().all(|kind| view.knows(*kind)));
    let mut of_workloads = Vec::new();
    for check in able {
        match check.look {
            Look::All(look) => look(view, findings),
            Look::Each(look) => of_workloads.push(look),
        }
    }
    if !of_workloads.is_empty() {
        workload::each(view, |workload| {
            of_workloads.iter().for_each(|look| look(workload, view, findings));
        });
    }
}

const fn check(name: &'static str, about: &'static str, needs: &'static [Kind], look: Look) -> Check {
    Check { name, about, needs, look }
}

/// All checks, by name.
pub const CHECKS: &[Check] = &[
    check(
        "advice",
        "Looks for what the injector warns of: misspelt annotations, users and ports of the proxy, Jobs that never end",
        &[],
        Look::Each(advice::look),
    ),
    check(
        "ambient",
        "Looks for pods that are asked into ambient mode and get a sidecar",
        &[],
        Look::Each(ambient::look),
    ),
    #[cfg(feature = "certificates")]
    check(
        "certificates",
        "Looks for webhooks whose caBundle expires",
        &[kinds::MUTATING_WEBHOOK],
        Look::All(certificates::look),
    ),
    check(
        "init-containers",
        "Looks for init containers that have no network, or the proxy's user",
        &[],
        Look::Each(init_containers::look),
    ),
    check(
        "labels",
        "Looks for labels of pods that have no effect beside their namespace's",
        &[],
        Look::Each(labels::look),
    ),
    check(
        "lockout",
        "Looks for webhooks that can keep their own server from starting",
        &[kinds::MUTATING_WEBHOOK],
        Look::All(lockout::look),
    ),
    check(
        "misplaced",
        "Looks at namespaces for annotations that should be labels, and labels of pods",
        &[],
        Look::All(misplaced::look),
    ),
    check(
        "misplaced-on-pods",
        "Looks at workloads for annotations that should be labels, and labels of namespaces",
        &[],
        Look::Each(misplaced::look_at_workload),
    ),
    check(
        "pod-security",
        "Looks for workloads whose injected pods Pod Security refuses",
        &[kinds::NAMESPACE],
        Look::Each(pod_security::look),
    ),
    check(
        "requirements",
        "Looks for injected workloads without a Service, or without labels for telemetry",
        &[],
        Look::Each(requirements::look),
    ),
    check(
        "resources",
        "Looks for pods whose own resources are smaller than their containers' with the sidecar",
        &[],
        Look::Each(resources::look),
    ),
    check(
        "revision",
        "Looks for namespaces that name a revision that is not there",
        &[kinds::NAMESPACE, kinds::MUTATING_WEBHOOK],
        Look::All(revision::look),
    ),
    check(
        "several",
        "Looks for namespaces whose pods more than one injector answers for",
        &[kinds::NAMESPACE, kinds::MUTATING_WEBHOOK],
        Look::Each(several::look),
    ),
    check(
        "spelling",
        "Looks at namespaces for misspelt labels, and values that select nothing",
        &[],
        Look::All(spelling::look),
    ),
    check(
        "spelling-on-pods",
        "Looks at workloads for misspelt labels and annotations, and values that select nothing",
        &[],
        Look::Each(spelling::look_at_workload),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_in_order_and_none_is_called_as_an_analyzer() {
        assert!(CHECKS.is_sorted_by_key(|check| check.name));
        assert!(CHECKS.iter().all(|check| super::super::ANALYZERS.iter().all(|a| a.name != check.name)));
    }
}
