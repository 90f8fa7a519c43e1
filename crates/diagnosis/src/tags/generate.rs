//! The objects that make a revision tag.

use kubeyaml::Value;
use objects::{World, names};

use super::check::{self, Canonical, DEFAULT, TagError, Wanted};
use super::object::{expression, labels, map, named, selector};
use super::validator::validator;

/// The webhook configuration of a tag, its Service where that of the revision is known with its ports, and for the tag
/// `default` the validating webhook of an istiod.
///
/// Source: Istio 1.30 istiod chart, revision-tags-mwc.yaml and revision-tags-svc.yaml; texts of istioctl/pkg/tag.
///
/// # Errors
/// The revision is not there, or not once, or the tag is.
pub fn generate(world: &World, wanted: &Wanted<'_>) -> Result<Vec<Value>, TagError> {
    let canonical = check::canonical(world, wanted)?;
    let Canonical { entry, service } = canonical;
    let service = service.filter(|service| !service.items_at(&["spec", "ports"]).is_empty());
    let service = service.map(|service| self::service(service, wanted));
    let validator = (wanted.tag == DEFAULT).then(|| validator(&canonical, wanted)).flatten();
    Ok([configuration(entry, wanted)].into_iter().chain(service).chain(validator).collect())
}

fn configuration(entry: &Value, wanted: &Wanted<'_>) -> Value {
    let mut name = format!("istio-revision-tag-{}", wanted.tag);
    if wanted.control_namespace != names::ISTIO_NAMESPACE {
        name = format!("{name}-{}", wanted.control_namespace);
    }
    if let Some(wanted) = wanted.webhook_name {
        name = wanted.to_owned();
    }
    let labels = labels(&[("app", "sidecar-injector")], wanted);
    let mut object = named("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", &name, labels);
    object.become_map().insert("webhooks", entries(entry, wanted));
    object
}

/// As a revision's own entries, for namespaces and pods that name the tag in its place. Namespaces that the revision leaves
/// out by their names are left out here, too.
fn entries(entry: &Value, wanted: &Wanted<'_>) -> Vec<Value> {
    let suffix = entry.str_at(&["name"]).and_then(|name| name.split_once("sidecar-injector."));
    let suffix = suffix.map(|(_, suffix)| suffix).unwrap_or_default();
    let left_out = entry.items_at(&["namespaceSelector", "matchExpressions"]).iter();
    let left_out: Vec<Value> =
        left_out.filter(|e| e.str_at(&["key"]) == Some(names::NAMESPACE_NAME)).cloned().collect();
    let entry = |prefix: &str, namespaces: Vec<Value>, pods: Vec<Value>| {
        let mut entry = entry.clone();
        let fields = entry.become_map();
        fields.insert("name", format!("{prefix}.sidecar-injector.{suffix}"));
        fields
            .insert("namespaceSelector", selector(namespaces.into_iter().chain(left_out.clone()).collect()));
        fields.insert("objectSelector", selector(pods));
        entry
    };
    let absent = |key| expression(key, "DoesNotExist", &[]);
    let tagged = || expression(names::REVISION, "In", &[wanted.tag]);
    let not_refused = || expression(names::INJECT, "NotIn", &["false"]);
    let silent = || vec![absent(names::REVISION), absent(names::INJECTION)];
    // The same in the other order, as in the chart: what is applied again shall change nothing.
    let without_labels = || vec![absent(names::INJECTION), absent(names::REVISION)];
    let mut entries = vec![
        entry("rev.namespace", vec![tagged(), absent(names::INJECTION)], vec![not_refused()]),
        entry("rev.object", silent(), vec![not_refused(), tagged()]),
    ];
    if wanted.tag == DEFAULT {
        let enabled = expression(names::INJECTION, "In", &["enabled"]);
        let requested = expression(names::INJECT, "In", &["true"]);
        entries.push(entry("namespace", vec![enabled], vec![not_refused()]));
        entries.push(entry("object", without_labels(), vec![requested, absent(names::REVISION)]));
        if wanted.auto_inject_namespaces {
            let of_kubernetes = expression(names::NAMESPACE_NAME, "NotIn", &names::SYSTEM_NAMESPACES);
            let namespaces = without_labels().into_iter().chain([of_kubernetes]).collect();
            entries.push(entry("auto", namespaces, vec![absent(names::INJECT), absent(names::REVISION)]));
        }
    }
    entries
}

/// Source: Istio 1.30 istiod chart, revision-tags-svc.yaml: the default revision's pods are selected by `istio=pilot`.
fn service(of_revision: &Value, wanted: &Wanted<'_>) -> Value {
    let labels = labels(&[("app", "istiod"), ("istio", "pilot")], wanted);
    let mut object = named("v1", "Service", &format!("istiod-revision-tag-{}", wanted.tag), labels);
    object.map_entry("metadata").insert("namespace", wanted.control_namespace);
    let selector = match wanted.revision {
        "" | DEFAULT => map(&[("app", "istiod"), ("istio", "pilot")]),
        revision => map(&[("app", "istiod"), (names::REVISION, revision)]),
    };
    let spec = object.map_entry("spec");
    spec.insert("selector", Value::Map(selector));
    spec.insert("ports", of_revision.at(&["spec", "ports"]).clone());
    object
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admission::Creation;
    use crate::check_inject;
    use crate::part;

    const CLUSTER: &str = "
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: istio-sidecar-injector-r, labels: {istio.io/rev: r}}
webhooks:
- name: rev.namespace.sidecar-injector.istio.io
  clientConfig: {caBundle: Y2E=, service: {name: istiod-r, namespace: istio-system}}
  namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}]}
---
{apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {name: t, labels: {istio.io/rev: r, istio.io/tag: old}}}
---
{apiVersion: v1, kind: Service, metadata: {name: istiod-r, namespace: istio-system, labels: {app: istiod, istio.io/rev: r}}, spec: {ports: [{port: 443}]}}
";

    fn wanted<'a>(tag: &'a str, revision: &'a str) -> Wanted<'a> {
        Wanted {
            tag,
            revision,
            overwrite: false,
            control_namespace: "istio-system",
            webhook_name: None,
            auto_inject_namespaces: false,
        }
    }

    #[test]
    fn a_tag_injects_what_names_it() {
        let cluster = World::of_text(CLUSTER).unwrap();
        for (tag, namespace, pod, want) in [
            ("prod", "istio.io/rev: prod", "", true),
            ("prod", "istio.io/rev: r", "", false),
            ("prod", "istio.io/rev: prod, kubernetes.io/metadata.name: kube-system", "", false),
            ("prod", "istio.io/rev: prod", "sidecar.istio.io/inject: 'false'", false),
            ("prod", "", "istio.io/rev: prod", true),
            ("prod", "istio-injection: enabled", "", false),
            ("default", "istio-injection: enabled", "", true),
            ("default", "", "sidecar.istio.io/inject: 'true'", true),
        ] {
            let world = World::of(generate(&cluster, &wanted(tag, "r")).unwrap());
            let namespace = kubeyaml::read(&format!("{{{namespace}}}")).unwrap();
            let pod = kubeyaml::read(&format!("{{metadata: {{labels: {{{pod}}}}}}}")).unwrap();
            let rows = check_inject::rows(&world, &Creation::of(&pod, "", namespace.as_map()));
            assert_eq!(rows[0].injected(), want, "{tag} {namespace:?} {pod:?}");
            assert_eq!((rows[0].webhook, rows[0].revision), (&*format!("istio-revision-tag-{tag}"), "r"));
        }
    }

    #[test]
    fn a_tag_is_called_where_its_revision_is_and_has_a_service() {
        let objects = generate(&World::of_text(CLUSTER).unwrap(), &wanted("prod", "r")).unwrap();
        let config = ["clientConfig", "service", "name"];
        assert_eq!(objects[0].items_at(&["webhooks"])[1].str_at(&config), Some("istiod-r"));
        assert_eq!(part::name(&objects[1]), "istiod-revision-tag-prod");
        assert_eq!(objects[1].str_at(&["spec", "selector", "istio.io/rev"]), Some("r"));
    }

    #[test]
    fn what_cannot_be_made_is_refused_in_istioctls_words() {
        let world = World::of_text(CLUSTER).unwrap();
        for (wanted, want) in [
            (wanted("old", "r"), Some("revision tag \"old\" already exists, and --overwrite is false")),
            (Wanted { overwrite: true, ..wanted("old", "r") }, None),
            (
                wanted("prod", "gone"),
                Some(
                    "cannot modify tag: cannot find MutatingWebhookConfiguration or Service with revision \"gone\"",
                ),
            ),
        ] {
            let got = generate(&world, &wanted).map(|_| ()).map_err(|e| e.to_string());
            assert_eq!(got.err().as_deref(), want);
        }
    }
}
