//! What is the matter with a pod and its injection.

use std::fmt;

use injection::Version;
use injection::workload::Identity;
use kubeyaml::Value;
use objects::{World, kinds};

use super::{Decided, Row, Sidecar, revision_of};
use crate::admission::Called;
use crate::codes::pods;
use crate::finding::{Code, Finding, Place};
use crate::shell::word;

/// What is the matter with a pod and its injection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark<'a> {
    /// It has no sidecar, and would get one now.
    Missed {
        /// The webhook configuration that is younger than the pod.
        younger: Option<&'a str>,
        /// What creates it again.
        restart: String,
    },
    /// It has a sidecar, and would get none now.
    Kept {
        /// What creates it again.
        restart: String,
    },
    /// It was injected by another revision than would inject it now.
    OtherRevision {
        /// The one that injected it.
        was: String,
        /// The one that would.
        now: String,
        /// What creates it again.
        restart: String,
    },
    /// A webhook sends it to an injector, which refuses it.
    Refused {
        /// Why.
        cause: String,
    },
    /// A configuration's webhook selects it, of which the table says otherwise.
    SelectedByLabels {
        /// The configuration.
        webhook: &'a str,
    },
    /// More than one configuration selects it.
    Several {
        /// The configurations.
        webhooks: Vec<&'a str>,
    },
    /// Whether a configuration's webhook is called depends on a condition that cannot be evaluated.
    Conditions {
        /// The configuration.
        webhook: &'a str,
        /// The condition, and why.
        cause: String,
    },
    /// A condition of a configuration that selects it fails, so that the API server refuses it.
    ConditionFails {
        /// The configuration.
        webhook: &'a str,
        /// The condition, and how.
        cause: String,
    },
}

impl Remark<'_> {
    /// Its code.
    pub fn code(&self) -> &'static Code {
        match self {
            Remark::Missed { .. } => &pods::MISSED,
            Remark::Kept { .. } => &pods::KEPT,
            Remark::OtherRevision { .. } => &pods::OTHER_REVISION,
            Remark::Refused { .. } => &pods::REFUSED,
            Remark::SelectedByLabels { .. } => &pods::SELECTED_BY_LABELS,
            Remark::Several { .. } => &pods::SEVERAL,
            Remark::Conditions { .. } => &pods::CONDITIONS,
            Remark::ConditionFails { .. } => &pods::CONDITION_FAILS,
        }
    }

    /// The remark as a finding about the pod.
    pub fn finding(&self, pod: Place) -> Finding {
        Finding::new(self.code(), pod, self.to_string()).remedy(self.remedy())
    }

    /// Whether it is about the sidecar that the pod has or lacks.
    pub fn is_of_sidecar(&self) -> bool {
        matches!(self, Remark::Missed { .. } | Remark::Kept { .. } | Remark::OtherRevision { .. })
    }

    /// What to do about it, as a command or a sentence.
    pub fn remedy(&self) -> String {
        match self {
            Remark::Missed { restart, .. }
            | Remark::Kept { restart }
            | Remark::OtherRevision { restart, .. } => restart.clone(),
            Remark::Refused { .. } => "change what the cause names, and create the pod again".to_owned(),
            Remark::SelectedByLabels { webhook }
            | Remark::Conditions { webhook, .. }
            | Remark::ConditionFails { webhook, .. } => {
                format!("kubectl get mutatingwebhookconfiguration {} -o yaml", word(webhook))
            }
            Remark::Several { .. } => {
                "label the namespace for one of them only: kubectl label namespace NAME istio-injection- istio.io/rev=REVISION"
                    .to_owned()
            }
        }
    }
}

impl fmt::Display for Remark<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remark::Missed { younger: Some(webhook), .. } => {
                write!(f, "the pod has no sidecar: it is older than the webhook configuration {webhook}")
            }
            Remark::Missed { younger: None, .. } => f.write_str(
                "the pod has no sidecar and would get one now: it was created before its labels or its namespace's asked \
                 for one, or while the webhook did not answer",
            ),
            Remark::Kept { .. } => f.write_str("the pod has a sidecar and would get none if it was created again"),
            Remark::OtherRevision { was, now, .. } => {
                write!(f, "the pod was injected by revision {was}, and revision {now} would inject it now")
            }
            Remark::Refused { cause } => write!(f, "the injector is asked about the pod and refuses it: {cause}"),
            Remark::SelectedByLabels { webhook } => {
                write!(f, "{webhook} selects the pod by matchLabels, which the table does not show")
            }
            Remark::Several { webhooks } => {
                write!(f, "more than one webhook configuration selects the pod: {}", webhooks.join(", "))
            }
            Remark::Conditions { webhook, cause } => {
                write!(f, "{webhook} may pass the pod over: {cause}")
            }
            Remark::ConditionFails { webhook, cause } => {
                write!(f, "the API server refuses the pod because of {webhook}: {cause}")
            }
        }
    }
}

/// All that is remarked about a pod, in the order in which they are to be looked at.
pub fn all<'a>(
    world: &'a World,
    rows: &[Row<'a>],
    pod: &Value,
    sidecar: Sidecar,
    decided: &Decided<'a>,
) -> Vec<Remark<'a>> {
    let selecting: Vec<&Row<'a>> = rows.iter().filter(|row| row.called == Called::Yes).collect();
    let mut remarks: Vec<Remark<'a>> =
        present(world, &selecting, pod, sidecar, decided).into_iter().collect();
    if let Decided::By { decision, .. } = decided
        && !decision.inject
    {
        let cause = decision.reason().map(ToString::to_string).unwrap_or_default();
        remarks.push(Remark::Refused { cause });
    }
    if selecting.len() > 1 {
        remarks.push(Remark::Several { webhooks: selecting.iter().map(|row| row.webhook).collect() });
    }
    let hidden = selecting.iter().filter(|row| !row.injected());
    remarks.extend(hidden.map(|row| Remark::SelectedByLabels { webhook: row.webhook }));
    remarks.extend(rows.iter().filter_map(|row| match &row.called {
        Called::Untold(cause) => Some(Remark::Conditions { webhook: row.webhook, cause: cause.clone() }),
        Called::Refused(cause) => Some(Remark::ConditionFails { webhook: row.webhook, cause: cause.clone() }),
        Called::Yes | Called::No => None,
    }));
    remarks
}

/// What the sidecar that is there, or is not, says beside what would be there now.
fn present<'a>(
    world: &World,
    selecting: &[&Row<'a>],
    pod: &Value,
    sidecar: Sidecar,
    decided: &Decided<'a>,
) -> Option<Remark<'a>> {
    let restart = || restart(pod);
    match (sidecar, decided.injects()?) {
        (Sidecar::None, true) => {
            let younger = selecting.first().filter(|row| is_younger(world, row.webhook, pod));
            Some(Remark::Missed { younger: younger.map(|row| row.webhook), restart: restart() })
        }
        (Sidecar::Container | Sidecar::Native, false) => Some(Remark::Kept { restart: restart() }),
        (Sidecar::Container | Sidecar::Native, true) => {
            let (was, row) = (revision_of(pod)?, selecting.first()?);
            let other = !row.revision.is_empty() && was != row.revision;
            other.then(|| Remark::OtherRevision { was, now: row.revision.to_owned(), restart: restart() })
        }
        (Sidecar::None, false) => None,
    }
}

/// Whether a webhook configuration was created after a pod. The API server writes all times in one form, which sorts as
/// text.
pub(crate) fn is_younger(world: &World, webhook: &str, pod: &Value) -> bool {
    let created = |object: &Value| object.str_at(&["metadata", "creationTimestamp"]).map(str::to_owned);
    let configuration = world.get(kinds::MUTATING_WEBHOOK, "", webhook).and_then(created);
    matches!((configuration, created(pod)), (Some(configuration), Some(pod)) if configuration > pod)
}

/// The command that creates a pod again.
pub(crate) fn restart(pod: &Value) -> String {
    let owner = Identity::of_pod(pod, Version::LATEST);
    let namespace = word(pod.str_at(&["metadata", "namespace"]).unwrap_or("default"));
    let name = word(&owner.name);
    match owner.kind.as_str() {
        kind @ ("Deployment" | "StatefulSet" | "DaemonSet") => {
            format!("kubectl rollout restart {}/{name} -n {namespace}", kind.to_lowercase())
        }
        "Pod" => format!("delete the pod and create it again: kubectl delete pod {name} -n {namespace}"),
        kind => {
            let (pod, kind) = (word(pod.str_at(&["metadata", "name"]).unwrap_or_default()), word(kind));
            format!("kubectl delete pod {pod} -n {namespace}, which its {kind} creates again")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{super::rows, of};
    use super::*;
    use crate::admission::Creation;
    use crate::part;

    const CONFIG: &str = "
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-sidecar-injector, namespace: istio-system}
data: {config: 'policy: enabled

templates: {sidecar: \"\"}

', values: '{}'}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: istio, creationTimestamp: '2026-01-02T00:00:00Z', labels: {istio.io/rev: default}}
webhooks:
- name: x.istio.io
  rules: [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}]
  namespaceSelector: {matchLabels: {istio-injection: enabled}}
";

    #[test]
    fn what_creates_a_pod_again_runs_nothing_that_a_name_says() {
        for (owner, want) in [
            (
                "{kind: StatefulSet, name: $(x), controller: true}",
                "kubectl rollout restart statefulset/'$(x)' -n 'a;b'",
            ),
            (
                "{kind: $(x), name: y, controller: true}",
                "kubectl delete pod '`p`' -n 'a;b', which its '$(x)' creates again",
            ),
            ("", "delete the pod and create it again: kubectl delete pod '`p`' -n 'a;b'"),
        ] {
            let text = format!(
                "metadata: {{name: '`p`', generateName: p-, namespace: 'a;b', ownerReferences: [{owner}]}}"
            );
            assert_eq!(restart(&kubeyaml::read(&text).unwrap()), want);
        }
    }

    #[test]
    fn each_remark_has_a_pod() {
        const OWNED: &str = "generateName: web-, ownerReferences: [{kind: StatefulSet, apiVersion: apps/v1, name: web, controller: true}]";
        for (namespace, metadata, spec, want) in [
            ("", "", "{}", ""),
            (
                "istio-injection: enabled",
                "creationTimestamp: '2026-01-03T00:00:00Z'",
                "{}",
                "missed: delete the pod and create it again: kubectl delete pod web-0 -n shop; selected-by-labels: \
                 kubectl get mutatingwebhookconfiguration istio -o yaml",
            ),
            (
                "istio-injection: enabled",
                OWNED,
                "{}",
                "missed: kubectl rollout restart statefulset/web -n shop; selected-by-labels: \
                 kubectl get mutatingwebhookconfiguration istio -o yaml",
            ),
            (
                "",
                OWNED,
                "{containers: [{name: istio-proxy}]}",
                "kept: kubectl rollout restart statefulset/web -n shop",
            ),
            (
                "istio-injection: enabled",
                "",
                "{hostNetwork: true}",
                "refused: change what the cause names, and create the pod again; selected-by-labels: \
                 kubectl get mutatingwebhookconfiguration istio -o yaml",
            ),
            (
                "istio-injection: enabled",
                "generateName: web-, ownerReferences: [{kind: StatefulSet, apiVersion: apps/v1, name: web, controller: true}], \
                 annotations: {istio.io/rev: old}",
                "{initContainers: [{name: istio-proxy}]}",
                "other-revision: kubectl rollout restart statefulset/web -n shop; selected-by-labels: \
                 kubectl get mutatingwebhookconfiguration istio -o yaml",
            ),
        ] {
            let object = format!("{{metadata: {{name: web-0, namespace: shop, {metadata}}}, spec: {spec}}}");
            let pod = kubeyaml::read(&object).unwrap();
            let labelled = kubeyaml::read(&format!("metadata: {{labels: {{{namespace}}}}}")).unwrap();
            let world = World::of_text(CONFIG).unwrap();
            let rows = rows(&world, &Creation::of(&pod, "shop", part::labels(&labelled)));
            let standing = of(&world, "istio-system", &rows, &pod);
            let got: Vec<String> =
                standing.remarks.iter().map(|f| format!("{}: {}", f.code().id, f.remedy())).collect();
            assert_eq!(got.join("; "), want, "{object} {:?}", standing.decided);
        }
    }

    #[test]
    fn a_pod_that_is_older_than_the_configuration_was_missed_by_it() {
        let world = World::of_text(CONFIG).unwrap();
        for (created, want) in [("2026-01-01T00:00:00Z", true), ("2026-01-03T00:00:00Z", false)] {
            let pod = kubeyaml::read(&format!("metadata: {{creationTimestamp: '{created}'}}")).unwrap();
            assert_eq!(is_younger(&world, "istio", &pod), want, "{created}");
        }
    }
}
