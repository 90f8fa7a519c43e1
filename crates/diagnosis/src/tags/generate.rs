//! The objects that make a revision tag.

use golang::quote::quote;
use kubeyaml::{Map, Value};
use objects::{World, kinds, names};
use thiserror::Error;

use crate::part;

/// The tag that injects what says nothing but `istio-injection=enabled`.
const DEFAULT: &str = "default";

/// A tag that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Its name.
    pub tag: &'a str,
    /// The revision that it is to mean.
    pub revision: &'a str,
    /// Whether a tag of this name may mean another revision afterwards.
    pub overwrite: bool,
    /// The namespace of the control plane.
    pub control_namespace: &'a str,
}

/// A tag cannot be made.
#[derive(Debug, Error)]
pub enum GenerateError {
    /// Nothing is of the revision.
    #[error(
        "cannot modify tag: cannot find MutatingWebhookConfiguration or Service with revision {}",
        quote(revision)
    )]
    NoRevision {
        /// The revision.
        revision: String,
    },
    /// More than one webhook configuration is of the revision.
    #[error("cannot modify tag: found multiple canonical webhooks with revision {}", quote(revision))]
    Several {
        /// The revision.
        revision: String,
    },
    /// The tag is there.
    #[error("revision tag {} already exists, and --overwrite is false", quote(tag))]
    Exists {
        /// The tag.
        tag: String,
    },
}

impl GenerateError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            GenerateError::NoRevision { .. } => "name a revision that `outrigger tag list` shows",
            GenerateError::Several { .. } => {
                "delete the webhook configurations of control planes that are gone"
            }
            GenerateError::Exists { .. } => "with --overwrite it means the other revision",
        }
    }
}

/// The webhook configuration of a tag, and its Service where that of the revision is known with its ports.
///
/// Source: Istio 1.30 istiod chart, revision-tags-mwc.yaml and revision-tags-svc.yaml; texts of istioctl/pkg/tag.
///
/// # Errors
/// The revision is not there, or the tag is.
pub fn generate(world: &World, wanted: &Wanted<'_>) -> Result<Vec<Value>, GenerateError> {
    let mut tags = world.all(kinds::MUTATING_WEBHOOK).filter_map(|c| part::label(c, names::TAG));
    if !wanted.overwrite && tags.any(|tag| tag == wanted.tag) {
        return Err(GenerateError::Exists { tag: wanted.tag.to_owned() });
    }
    let is_of_revision = |object: &&Value| {
        part::label(object, names::REVISION) == Some(wanted.revision)
            && part::label(object, names::TAG).is_none_or(str::is_empty)
    };
    let mut canonical = world.all(kinds::MUTATING_WEBHOOK).filter(is_of_revision);
    let entry = canonical.next().and_then(injector_entry);
    let Some(entry) = entry else {
        return Err(GenerateError::NoRevision { revision: wanted.revision.to_owned() });
    };
    if canonical.next().is_some() {
        return Err(GenerateError::Several { revision: wanted.revision.to_owned() });
    }
    let mut services = world.all(kinds::SERVICE).filter(is_of_revision);
    let service = services.find(|service| {
        part::namespace(service) == wanted.control_namespace
            && !service.items_at(&["spec", "ports"]).is_empty()
    });
    let service = service.map(|service| self::service(service, wanted));
    Ok([configuration(entry, wanted)].into_iter().chain(service).collect())
}

/// The first entry of an injector: where it is called, and how.
fn injector_entry(configuration: &Value) -> Option<&Value> {
    let mut entries = configuration.items_at(&["webhooks"]).iter();
    entries.find(|entry| entry.str_at(&["name"]).is_some_and(|name| name.contains("sidecar-injector.")))
}

fn configuration(entry: &Value, wanted: &Wanted<'_>) -> Value {
    let mut name = format!("istio-revision-tag-{}", wanted.tag);
    if wanted.control_namespace != names::ISTIO_NAMESPACE {
        name = format!("{name}-{}", wanted.control_namespace);
    }
    let labels = labels(&[("app", "sidecar-injector")], wanted);
    let mut object = named("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", &name, labels);
    object.become_map().insert("webhooks", entries(entry, wanted.tag));
    object
}

/// As a revision's own entries, for namespaces and pods that name the tag in its place. Namespaces that the revision leaves
/// out by their names are left out here, too.
fn entries(entry: &Value, tag: &str) -> Vec<Value> {
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
    let absent = |key| expression(key, "DoesNotExist", None);
    let tagged = || expression(names::REVISION, "In", Some(tag));
    let not_refused = || expression(names::INJECT, "NotIn", Some("false"));
    let silent = || vec![absent(names::REVISION), absent(names::INJECTION)];
    let mut entries = vec![
        entry("rev.namespace", vec![tagged(), absent(names::INJECTION)], vec![not_refused()]),
        entry("rev.object", silent(), vec![not_refused(), tagged()]),
    ];
    if tag == DEFAULT {
        let enabled = expression(names::INJECTION, "In", Some("enabled"));
        let requested = expression(names::INJECT, "In", Some("true"));
        entries.push(entry("namespace", vec![enabled], vec![not_refused()]));
        entries.push(entry("object", silent(), vec![requested, absent(names::REVISION)]));
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

fn labels(own: &[(&str, &str)], wanted: &Wanted<'_>) -> Map {
    map(&[own, &[(names::REVISION, wanted.revision), (names::TAG, wanted.tag)]].concat())
}

fn named(api_version: &str, kind: &str, name: &str, labels: Map) -> Value {
    let mut object = Value::Map(map(&[("apiVersion", api_version), ("kind", kind)]));
    let metadata = object.map_entry("metadata");
    metadata.insert("name", name);
    metadata.insert("labels", Value::Map(labels));
    object
}

fn selector(expressions: Vec<Value>) -> Value {
    let mut selector = Map::new();
    selector.insert("matchExpressions", expressions);
    Value::Map(selector)
}

fn expression(key: &str, operator: &str, value: Option<&str>) -> Value {
    let mut expression = map(&[("key", key), ("operator", operator)]);
    if let Some(value) = value {
        expression.insert("values", vec![Value::text(value)]);
    }
    Value::Map(expression)
}

fn map(pairs: &[(&str, &str)]) -> Map {
    pairs.iter().map(|(key, value)| ((*key).into(), Value::text(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admission::Creation;
    use crate::check_inject;

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
        Wanted { tag, revision, overwrite: false, control_namespace: "istio-system" }
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
