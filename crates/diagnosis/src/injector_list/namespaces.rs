//! Namespaces, the revisions that inject them, and the revisions of their pods.

use std::collections::BTreeMap;
use std::fmt;

use kubeyaml::Value;
use objects::{World, kinds, names};

use super::{configurations, selects};
use crate::check_inject::standing::revision_of;
use crate::part;

/// A namespace and its pods of one revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The namespace.
    pub namespace: &'a str,
    /// The revision that injects it; `MISSING/` and what its label asks for if none does.
    pub revision: String,
    /// The pods.
    pub pods: Pods,
}

/// Pods of one revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pods {
    /// The namespace has none at all.
    None,
    /// These.
    Some {
        /// The revision that injected them; `None` if they are not injected.
        revision: Option<String>,
        /// How many.
        count: usize,
        /// How many of them refuse a sidecar.
        disabled: usize,
        /// How many of the others are not of the namespace's revision.
        outdated: usize,
    },
}

impl fmt::Display for Pods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Pods::None => f.write_str("<no pods>"),
            Pods::Some { revision, count, disabled, outdated } => {
                write!(f, "{}: {count}", revision.as_deref().unwrap_or("<non-Istio>"))?;
                if *disabled > 0 {
                    write!(f, " (injection disabled: {disabled})")?;
                }
                if *outdated > 0 {
                    write!(f, " NEEDS RESTART: {outdated}")?;
                }
                Ok(())
            }
        }
    }
}

/// A row for each revision of pods in each of these namespaces; one for a namespace without pods that is injected.
///
/// Source: Istio 1.30 istioctl/pkg/injector, printNS.
pub fn namespaces<'a>(world: &World, listed: &[&'a Value]) -> Vec<Row<'a>> {
    let mut pods: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for pod in world.all(kinds::POD) {
        pods.entry(part::namespace(pod)).or_default().push(pod);
    }
    let rows = listed.iter().flat_map(|namespace| {
        let revision = injecting(world, namespace);
        let name = part::name(namespace);
        let counted = match pods.get(name) {
            Some(pods) => counted(pods, &revision),
            None if revision.is_empty() => Vec::new(),
            None => vec![Pods::None],
        };
        counted.into_iter().map(move |pods| Row { namespace: name, revision: revision.clone(), pods })
    });
    rows.collect()
}

/// The revision of the first configuration of which any webhook selects a namespace. Selectors for pods are not looked at,
/// so that the webhook for pods of namespaces without labels counts, too, as in istioctl.
fn injecting(world: &World, namespace: &Value) -> String {
    let mut configurations = configurations(world);
    let injects = |c: &&Value| c.items_at(&["webhooks"]).iter().any(|webhook| selects(webhook, namespace));
    if let Some(configuration) = configurations.find(injects) {
        return part::revision(configuration).to_owned();
    }
    let asked = part::label(namespace, names::REVISION).unwrap_or_default();
    match (asked, part::label(namespace, names::INJECTION)) {
        ("", None | Some("disabled")) => String::new(),
        ("", Some(_)) => format!("MISSING/{}", names::INJECTION),
        (revision, _) => format!("MISSING/{revision}"),
    }
}

fn counted(pods: &[&Value], expected: &str) -> Vec<Pods> {
    let mut groups: BTreeMap<Option<String>, Vec<&Value>> = BTreeMap::new();
    for pod in pods {
        groups.entry(revision_of(pod)).or_default().push(pod);
    }
    let groups = groups.into_iter().map(|(revision, pods)| {
        let disabled = pods.iter().filter(|pod| refuses(pod)).count();
        let current = revision.as_deref().unwrap_or_default() == expected;
        let outdated = if current { 0 } else { pods.len() - disabled };
        Pods::Some { revision, count: pods.len(), disabled, outdated }
    });
    groups.collect()
}

/// Whether a pod says that it is not to be injected; its label counts before its annotation.
fn refuses(pod: &Value) -> bool {
    let said = part::label(pod, names::INJECT).or_else(|| part::annotation(pod, names::INJECT));
    said.is_some_and(|said| said.eq_ignore_ascii_case("false"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOOK: &str = "{kind: MutatingWebhookConfiguration, metadata: {name: h, labels: {app: sidecar-injector, istio.io/rev: r}}, \
                        webhooks: [{name: x, namespaceSelector: {matchLabels: {istio-injection: enabled}}}]}";

    fn rows(labels: &str, pods: &[&str]) -> String {
        let namespace = format!("{{kind: Namespace, metadata: {{name: web, labels: {{{labels}}}}}}}");
        let pods = pods.iter().enumerate().map(|(i, metadata)| {
            format!("{{kind: Pod, metadata: {{name: p{i}, namespace: web, {metadata}}}}}")
        });
        let objects = [HOOK.to_owned(), namespace].into_iter().chain(pods).collect::<Vec<_>>();
        let world = World::of_text(&objects.join("\n---\n")).unwrap();
        let listed: Vec<&Value> = world.all(kinds::NAMESPACE).collect();
        let rows = namespaces(&world, &listed);
        rows.iter().map(|row| format!("{} {}", row.revision, row.pods)).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn pods_are_counted_by_revision() {
        const OF_R: &str = "annotations: {istio.io/rev: r}";
        const OF_STATUS: &str = r#"annotations: {sidecar.istio.io/status: '{"revision":"old"}'}"#;
        const REFUSING: &str = "labels: {sidecar.istio.io/inject: 'False'}";
        for (labels, pods, want) in [
            ("", &[][..], ""),
            ("istio-injection: enabled", &[], "r <no pods>"),
            ("istio-injection: on-demand", &[], "MISSING/istio-injection <no pods>"),
            ("istio-injection: disabled", &[], ""),
            ("istio.io/rev: gone", &[], "MISSING/gone <no pods>"),
            ("", &[""], " <non-Istio>: 1"),
            ("istio-injection: enabled", &[OF_R, OF_R], "r r: 2"),
            (
                "istio-injection: enabled",
                &["", REFUSING, OF_STATUS],
                "r <non-Istio>: 2 (injection disabled: 1) NEEDS RESTART: 1; r old: 1 NEEDS RESTART: 1",
            ),
            (
                "istio-injection: enabled",
                &[
                    "labels: {sidecar.istio.io/inject: 'true'}, annotations: {sidecar.istio.io/inject: 'false', istio.io/rev: r}",
                ],
                "r r: 1",
            ),
        ] {
            assert_eq!(rows(labels, pods), want, "{labels} {pods:?}");
        }
    }
}
