//! What is done in a cluster so that a tag is gone.

use golang::quote::quote;
use kubeyaml::Value;
use objects::World;
use thiserror::Error;

use super::{check, labelled};

/// What is done so that a tag is gone.
#[derive(Clone, Debug)]
pub struct Removal<'a> {
    /// The objects that make it: webhook configurations before Services.
    pub objects: Vec<&'a Value>,
    /// The namespaces that name it.
    pub namespaces: Vec<String>,
}

impl Removal<'_> {
    /// What is asked before a tag that namespaces name is deleted.
    pub fn question(&self, tag: &str) -> String {
        let Removal { namespaces, .. } = self;
        format!(
            "Caution, found {} namespace(s) still injected by tag {}: {}\nProceed with operation? [y/N]",
            namespaces.len(),
            quote(tag),
            namespaces.join(" ")
        )
    }
}

/// Nothing makes the tag.
#[derive(Debug, Error)]
#[error("cannot remove tag {}: cannot find MutatingWebhookConfiguration or Service for tag", quote(tag))]
pub struct NoTag {
    /// The tag.
    pub tag: String,
}

/// What is done so that a tag is gone.
///
/// Source: Istio 1.30 istioctl/pkg/tag, removeTag.
///
/// # Errors
/// There is no such tag.
pub fn remove<'a>(world: &'a World, control_namespace: &str, tag: &str) -> Result<Removal<'a>, NoTag> {
    let objects: Vec<&Value> = check::of_tag(world, control_namespace, tag).collect();
    if objects.is_empty() {
        return Err(NoTag { tag: tag.to_owned() });
    }
    Ok(Removal { objects, namespaces: labelled(world, tag) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part;

    const CLUSTER: &str = "
{apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {name: a, labels: {istio.io/tag: prod, istio.io/rev: r}}}
---
{apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {name: b, labels: {istio.io/rev: prod}}}
---
{apiVersion: v1, kind: Service, metadata: {name: s, namespace: istio-system, labels: {istio.io/tag: prod}}}
---
{apiVersion: v1, kind: Service, metadata: {name: t, namespace: other, labels: {istio.io/tag: prod}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio.io/rev: prod}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: bank, labels: {istio.io/rev: prod}}}
";

    #[test]
    fn what_carries_the_tag_goes_and_who_names_it_is_asked_about() {
        let world = World::of_text(CLUSTER).unwrap();
        let removal = remove(&world, "istio-system", "prod").unwrap();
        assert_eq!(removal.objects.iter().map(|object| part::name(object)).collect::<Vec<_>>(), ["a", "s"]);
        assert_eq!(
            removal.question("prod"),
            "Caution, found 2 namespace(s) still injected by tag \"prod\": bank shop\nProceed with operation? [y/N]"
        );
        assert_eq!(
            remove(&world, "istio-system", "r").map(|_| ()).map_err(|e| e.to_string()),
            Err("cannot remove tag \"r\": cannot find MutatingWebhookConfiguration or Service for tag"
                .to_owned())
        );
    }
}
