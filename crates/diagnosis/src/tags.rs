//! Revision tags: names for revisions that namespaces can be labelled with.

mod check;
mod generate;
mod object;
mod remove;
mod set;
mod validator;

use std::collections::BTreeSet;

use objects::{World, kinds, names};
use serde::Serialize;

pub use self::check::{TagError, Wanted};
pub use self::generate::generate;
pub use self::remove::{NoTag, Removal, remove};
pub use self::set::{Setting, conflicts, over, set, stand_aside, stands_aside};
use crate::part;

/// A tag and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tag {
    /// Its name; empty for a revision that has no tag.
    pub tag: String,
    /// The revision that it means.
    pub revision: String,
    /// The namespaces that are labelled with it.
    pub namespaces: Vec<String>,
}

/// The tags of webhook configurations, and of Services of the control plane, by revision and tag. A revision without a tag
/// is among them, and its namespaces are those whose label `istio.io/rev` is empty.
///
/// Source: Istio 1.30 istioctl/pkg/tag, listTags.
pub fn list(world: &World, control_namespace: &str) -> Vec<Tag> {
    let services = world.all(kinds::SERVICE).filter(|service| part::namespace(service) == control_namespace);
    let named = world.all(kinds::MUTATING_WEBHOOK).chain(services).filter_map(|object| {
        Some((part::label(object, names::REVISION)?, part::label(object, names::TAG).unwrap_or_default()))
    });
    let named: BTreeSet<(&str, &str)> = named.collect();
    let is_tagged = |revision: &str| named.iter().any(|(r, tag)| *r == revision && !tag.is_empty());
    let listed = named.iter().filter(|(revision, tag)| !tag.is_empty() || !is_tagged(revision));
    listed
        .map(|(revision, tag)| Tag {
            tag: (*tag).to_owned(),
            revision: (*revision).to_owned(),
            namespaces: labelled(world, tag),
        })
        .collect()
}

fn labelled(world: &World, tag: &str) -> Vec<String> {
    let namespaces = world.all(kinds::NAMESPACE);
    let labelled = namespaces.filter(|namespace| part::label(namespace, names::REVISION) == Some(tag));
    labelled.map(|namespace| part::name(namespace).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hook(name: &str, labels: &str) -> String {
        format!("{{kind: MutatingWebhookConfiguration, metadata: {{name: {name}, labels: {{{labels}}}}}}}")
    }

    fn service(namespace: &str, labels: &str) -> String {
        format!(
            "{{apiVersion: v1, kind: Service, metadata: {{name: s, namespace: {namespace}, labels: {{{labels}}}}}}}"
        )
    }

    #[test]
    fn tags_are_listed_by_revision_and_a_revision_only_without_them() {
        let namespace = |name, rev| {
            format!("{{kind: Namespace, metadata: {{name: {name}, labels: {{istio.io/rev: '{rev}'}}}}}}")
        };
        let namespaces = [namespace("web", "prod"), namespace("api", "prod"), namespace("none", "")];
        for (objects, want) in [
            (vec![], ""),
            (vec![hook("a", "")], ""),
            (vec![hook("a", "istio.io/rev: r")], "=r(none)"),
            (
                vec![hook("a", "istio.io/rev: r"), hook("b", "istio.io/rev: r, istio.io/tag: prod")],
                "prod=r(api,web)",
            ),
            (
                vec![
                    hook("a", "istio.io/rev: s"),
                    hook("b", "istio.io/rev: r, istio.io/tag: z"),
                    hook("c", "istio.io/rev: r, istio.io/tag: prod"),
                ],
                "prod=r(api,web) z=r() =s(none)",
            ),
            (
                vec![
                    service("istio-system", "istio.io/rev: r, istio.io/tag: prod"),
                    service("other", "istio.io/rev: r, istio.io/tag: z"),
                ],
                "prod=r(api,web)",
            ),
        ] {
            let text = objects.iter().chain(&namespaces).cloned().collect::<Vec<_>>().join("\n---\n");
            let tags = list(&World::of_text(&text).unwrap(), "istio-system");
            let shown = tags.iter().map(|t| format!("{}={}({})", t.tag, t.revision, t.namespaces.join(",")));
            assert_eq!(shown.collect::<Vec<_>>().join(" "), want, "{text}");
        }
    }
}
