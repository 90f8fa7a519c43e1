//! What is done in a cluster so that a tag means a revision. What is not the tag's own is not replaced.

use std::collections::BTreeMap;

use kubeyaml::Value;
use objects::{World, kinds, names};

use super::check::{self, DEFAULT, ISTIOD, TagError, Wanted};
use super::generate::generate;
use super::object::map;
use crate::analyze::{Question, analyze};
use crate::finding::{Finding, Level};
use crate::part;

/// What is done so that a tag means a revision.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The objects that make the tag, its webhook configuration first.
    pub objects: Vec<Value>,
    /// The webhook configuration of the revision `default` that stands aside for the tag `default`.
    pub stands_aside: Option<String>,
    /// What the tag's webhook configuration would be in conflict with.
    pub conflicts: Vec<Finding>,
    /// Whether the revision has a Service of an istiod: others keep the caBundle of a tag true themselves.
    pub has_istiod: bool,
}

/// What is done so that a tag means a revision.
///
/// Source: Istio 1.30 istioctl/pkg/tag, setTag and Generate.
///
/// # Errors
/// The revision is not there, or not once, or the tag is there, or a revision is called like it.
pub fn set(world: &World, wanted: &Wanted<'_>) -> Result<Setting, TagError> {
    check::is_no_revision(world, wanted)?;
    let canonical = check::canonical(world, wanted)?;
    let objects = generate(world, wanted)?;
    let aside = check::configurations_of(world, DEFAULT).next().filter(|_| wanted.tag == DEFAULT);
    let conflicts = objects.first().map(|made| conflicts(world, made, aside, wanted)).unwrap_or_default();
    let stands_aside = aside.map(|aside| part::name(aside).to_owned());
    Ok(Setting { objects, stands_aside, conflicts, has_istiod: canonical.service.is_some() })
}

/// What is the matter with the tag's webhook configuration among those that are there: all of them, of whatever revision.
/// `aside` is one that stands aside by then.
pub fn conflicts(world: &World, made: &Value, aside: Option<&Value>, wanted: &Wanted<'_>) -> Vec<Finding> {
    let mut to_be = World::default();
    for kind in [kinds::MUTATING_WEBHOOK, kinds::SERVICE].into_iter().filter(|k| world.known(*k).is_some()) {
        to_be.know(kind);
        world.all(kind).for_each(|object| to_be.insert(object.clone()));
    }
    if let Some(mut aside) = aside.cloned() {
        stand_aside(&mut aside);
        to_be.insert(aside);
    }
    to_be.insert(made.clone());
    let question = Question {
        namespace: None,
        istio_namespace: wanted.control_namespace.to_owned(),
        revision: None,
        analyzers: vec!["webhook.Analyzer".to_owned()],
        all_checks: false,
        now: None,
        suppressions: Vec::new(),
        is_partial: false,
        references: BTreeMap::new(),
    };
    let mut findings = analyze(&to_be, &question);
    findings.retain(|f| f.code.level == Level::Error && f.place.name == part::name(made));
    findings
}

/// Makes a webhook configuration select nothing, as Istio does: it is found again by who wants it back.
///
/// Source: Istio 1.30 istioctl/pkg/tag/util.go, DeactivateIstioInjectionWebhook.
pub fn stand_aside(configuration: &mut Value) {
    let webhooks = configuration.get_mut("webhooks").and_then(Value::as_list_mut);
    for webhook in webhooks.into_iter().flatten() {
        for selector in ["namespaceSelector", "objectSelector"] {
            let never = Value::Map(map(&[(names::DEACTIVATED, "never-match")]));
            let mut made = kubeyaml::Map::new();
            made.insert("matchLabels", never);
            webhook.become_map().insert(selector, made);
        }
    }
}

/// The webhook configuration of the revision `default` that stands aside.
pub fn stands_aside(world: &World) -> Option<&str> {
    let selector = ["namespaceSelector", "matchLabels", names::DEACTIVATED];
    let mut all = check::configurations_of(world, DEFAULT);
    let aside =
        all.find(|c| c.items_at(&["webhooks"]).iter().any(|webhook| !webhook.at(&selector).is_null()));
    aside.map(part::name)
}

/// An object of the tag as it becomes in the place of the one of its name: others' labels, annotations and fields stay.
/// `None` if the one that is there is not the tag's.
pub fn over(there: &Value, made: &Value) -> Option<Value> {
    if !is_ours(there, made) {
        return None;
    }
    let mut over = there.clone();
    let labels = over.map_entry("metadata").entry("labels").become_map();
    for (key, value) in part::labels(made).into_iter().flat_map(|labels| labels.iter()) {
        labels.insert(key, value.clone());
    }
    for key in ["selector", "ports"] {
        let value = made.at(&["spec", key]);
        if !value.is_null() {
            over.map_entry("spec").insert(key, value.clone());
        }
    }
    if made.get("webhooks").is_some() {
        keep_policies(there, &mut over, made);
    }
    Some(over)
}

/// An istiod makes the failurePolicy of its validating webhook Fail once it answers: it is not taken back.
fn keep_policies(there: &Value, over: &mut Value, made: &Value) {
    let mut webhooks = made.items_at(&["webhooks"]).to_vec();
    for webhook in webhooks.iter_mut().filter(|_| is_validator(made)) {
        let of_name = there.items_at(&["webhooks"]).iter().find(|w| w.get("name") == webhook.get("name"));
        if of_name.and_then(|webhook| webhook.str_at(&["failurePolicy"])) == Some("Fail") {
            webhook.become_map().insert("failurePolicy", "Fail");
        }
    }
    over.become_map().insert("webhooks", webhooks);
}

/// Whether an object that is there was made for the same tag; the validating webhook is any istiod's.
fn is_ours(there: &Value, made: &Value) -> bool {
    let key = if is_validator(made) { ISTIOD.0 } else { names::TAG };
    part::label(there, key).is_some() && part::label(there, key) == part::label(made, key)
}

fn is_validator(made: &Value) -> bool {
    made.str_at(&["kind"]) == Some(kinds::VALIDATING_WEBHOOK.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLUSTER: &str = "
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: istio-sidecar-injector-r, labels: {istio.io/rev: r}}
webhooks:
- name: rev.namespace.sidecar-injector.istio.io
  clientConfig: {caBundle: Y2E=, service: {name: istiod-r, namespace: istio-system, path: /inject}}
  namespaceSelector: {matchExpressions: [{key: istio.io/rev, operator: In, values: [r]}, {key: istio-injection, operator: DoesNotExist}]}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: istio-sidecar-injector, labels: {istio.io/rev: default}}
webhooks:
- name: namespace.sidecar-injector.istio.io
  clientConfig: {caBundle: Y2E=, service: {name: istiod-r, namespace: istio-system}}
  namespaceSelector: {matchLabels: {istio-injection: enabled}}
---
{apiVersion: v1, kind: Service, metadata: {name: istiod-r, namespace: istio-system, labels: {app: istiod, istio.io/rev: r}}, spec: {ports: [{port: 443}]}}
";
    const OTHER: &str = "---
{apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {name: other, labels: {istio.io/rev: o}}, webhooks: [{name: i.istio.io, namespaceSelector: {matchLabels: {istio-injection: enabled}}}]}
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

    /// What is made, what stands aside, and with what it is in conflict.
    fn said(cluster: &str, wanted: &Wanted<'_>) -> Result<String, String> {
        let setting = set(&World::of_text(cluster).unwrap(), wanted).map_err(|e| e.to_string())?;
        let names: Vec<&str> = setting.objects.iter().map(part::name).collect();
        let aside = setting.stands_aside.map(|name| format!(", not {name}")).unwrap_or_default();
        let conflicts: String = setting.conflicts.iter().map(|f| format!("; {}", f.cause)).collect();
        Ok(format!("{}{aside}{conflicts}", names.join(" ")))
    }

    #[test]
    fn a_tag_is_made_and_only_default_has_effects_on_others() {
        let with_other = format!("{CLUSTER}{OTHER}");
        let overlap = "istio-revision-tag-default istiod-revision-tag-default istiod-default-validator, not \
                       istio-sidecar-injector; Webhook overlaps with others: [other/i.istio.io]. This may cause injection \
                       to occur twice.";
        for (cluster, wanted, want) in [
            (CLUSTER, wanted("prod", "r"), Ok("istio-revision-tag-prod istiod-revision-tag-prod")),
            (&*with_other, wanted("prod", "r"), Ok("istio-revision-tag-prod istiod-revision-tag-prod")),
            (
                CLUSTER,
                wanted("default", "r"),
                Ok("istio-revision-tag-default istiod-revision-tag-default istiod-default-validator, not \
                     istio-sidecar-injector"),
            ),
            (&*with_other, wanted("default", "r"), Ok(overlap)),
            (
                CLUSTER,
                Wanted { webhook_name: Some("mine"), ..wanted("prod", "r") },
                Ok("mine istiod-revision-tag-prod"),
            ),
            (
                CLUSTER,
                wanted("r", "default"),
                Err("cannot create revision tag \"r\": found existing control plane revision with same name"),
            ),
            (
                CLUSTER,
                Wanted { overwrite: true, ..wanted("r", "default") },
                Ok("istio-revision-tag-r; Webhook overlaps with others: \
                     [istio-sidecar-injector-r/rev.namespace.sidecar-injector.istio.io]. This may cause injection to occur \
                     twice."),
            ),
        ] {
            let want = want.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(said(cluster, &wanted), want, "{wanted:?}");
        }
    }

    #[test]
    fn only_the_tags_own_is_replaced_and_what_others_wrote_stays() {
        let world = World::of_text(CLUSTER).unwrap();
        let setting = set(&world, &wanted("default", "r")).unwrap();
        let [made, service, validator] = &setting.objects[..] else { panic!("{setting:?}") };
        let there = |text: &str| kubeyaml::read(text).unwrap();
        for (made, there, want) in [
            (made, "metadata: {labels: {istio.io/rev: r}}", false),
            (made, "metadata: {labels: {istio.io/tag: prod}}", false),
            (made, "metadata: {labels: {istio.io/tag: default}}", true),
            (service, "{}", false),
            (validator, "metadata: {labels: {app: mine}}", false),
            (validator, "metadata: {labels: {app: istiod}}", true),
        ] {
            assert_eq!(over(&kubeyaml::read(there).unwrap(), made).is_some(), want, "{there}");
        }
        let old = "{metadata: {labels: {istio.io/tag: default, a: b}, annotations: {c: d}}, spec: {clusterIP: x, selector: \
                   {istio: pilot}}}";
        let service = over(&there(old), service).unwrap();
        assert_eq!(service.str_at(&["metadata", "labels", "a"]), Some("b"));
        assert_eq!(service.str_at(&["spec", "clusterIP"]), Some("x"));
        assert_eq!(service.at(&["spec", "selector"]).as_map().unwrap().len(), 2, "{service:?}");
        let old = "{metadata: {labels: {app: istiod}}, webhooks: [{name: validation.istio.io, failurePolicy: Fail}]}";
        let validator = over(&there(old), validator).unwrap();
        let webhook = &validator.items_at(&["webhooks"])[0];
        assert_eq!(webhook.str_at(&["failurePolicy"]), Some("Fail"));
        assert_eq!(webhook.str_at(&["clientConfig", "service", "path"]), Some("/validate"));
    }
}
