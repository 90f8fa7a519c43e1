//! The policy and its bindings as objects.

use kubeyaml::{Map, Value};

use crate::exclusion::Exclusion;
use crate::wanted::{Others, Wanted};

/// The group and version in which both are generally available, from Kubernetes 1.36 on.
const API: &str = "admissionregistration.k8s.io/v1";

/// What a policy says.
#[derive(Clone, Debug)]
pub struct Content {
    /// Its name.
    pub name: String,
    /// Names and expressions that must all hold.
    pub conditions: Vec<(String, String)>,
    /// Names and expressions that others use.
    pub variables: Vec<(String, String)>,
    /// The list of JSON patches.
    pub patches: String,
}

/// The MutatingAdmissionPolicy. It is evaluated once: what comes after it is not injected again.
pub fn policy(content: &Content) -> Value {
    let mut spec = Value::Null;
    let fields = spec.become_map();
    fields.insert("failurePolicy", "Fail");
    fields.insert("reinvocationPolicy", "Never");
    fields.insert("matchConstraints", constraints());
    fields.insert("matchConditions", named(&content.conditions));
    fields.insert("variables", named(&content.variables));
    let mut mutation = Value::Null;
    mutation.map_entry("jsonPatch").insert("expression", content.patches.as_str());
    mutation.become_map().insert("patchType", "JSONPatch");
    fields.insert("mutations", vec![mutation]);
    object("MutatingAdmissionPolicy", &content.name, spec)
}

/// A ValidatingAdmissionPolicy with its bindings, for pods that the policy leaves alone: nothing without words.
pub fn watch(content: &Content, exclusions: &[Exclusion], wanted: Wanted<'_>) -> Vec<Value> {
    let action = match wanted.others {
        Others::Warn => "Warn",
        Others::Deny => "Deny",
        Others::Ignore => return Vec::new(),
    };
    let name = format!("{}-others", content.name);
    let left_alone: Vec<&str> = exclusions.iter().map(|exclusion| exclusion.code).collect();
    let is_general = |(name, _): &&(String, String)| !left_alone.contains(&name.as_str());
    let conditions: Vec<(String, String)> = content.conditions.iter().filter(is_general).cloned().collect();
    let validations = exclusions.iter().map(|exclusion| {
        let Exclusion { pods, why, cel, code } = exclusion;
        let message = format!("no sidecar: the policy leaves pods {pods} alone ({code}): {why}");
        Value::Map(Map::from_iter([
            ("expression".into(), Value::text(cel)),
            ("message".into(), Value::text(message)),
        ]))
    });
    let mut spec = Value::Null;
    let fields = spec.become_map();
    fields.insert("failurePolicy", if wanted.others == Others::Deny { "Fail" } else { "Ignore" });
    fields.insert("matchConstraints", constraints());
    fields.insert("matchConditions", named(&conditions));
    fields.insert("validations", validations.collect::<Vec<_>>());
    let mut all = vec![object("ValidatingAdmissionPolicy", &name, spec)];
    all.extend(bindings("ValidatingAdmissionPolicyBinding", &name, wanted.webhooks).into_iter().map(
        |mut binding| {
            binding.map_entry("spec").insert("validationActions", vec![Value::text(action)]);
            binding
        },
    ));
    all
}

/// A binding for each entry of a webhook configuration, with the selectors of the entry.
pub fn bindings(kind: &str, policy: &str, webhooks: &Value) -> Vec<Value> {
    let entries = webhooks.items_at(&["webhooks"]).iter();
    let bindings = entries.map(|entry| {
        let mut resources = Value::Null;
        for selector in ["namespaceSelector", "objectSelector"] {
            resources.become_map().insert(selector, entry.at(&[selector]).clone());
        }
        let mut spec = Value::Null;
        spec.become_map().insert("policyName", policy);
        spec.become_map().insert("matchResources", resources);
        let entry = entry.str_at(&["name"]).unwrap_or_default();
        let short: Vec<&str> = entry.split('.').take_while(|part| ENTRIES.contains(part)).collect();
        object(kind, &format!("{policy}-{}", short.join("-")), spec)
    });
    bindings.collect()
}

/// The words that names of entries begin with.
const ENTRIES: [&str; 4] = ["rev", "namespace", "object", "auto"];

/// Pods that are created.
fn constraints() -> Value {
    let texts = |texts: &[&str]| texts.iter().map(Value::text).collect::<Vec<_>>();
    let mut rule = Value::Null;
    let fields = rule.become_map();
    fields.insert("apiGroups", texts(&[""]));
    fields.insert("apiVersions", texts(&["v1"]));
    fields.insert("operations", texts(&["CREATE"]));
    fields.insert("resources", texts(&["pods"]));
    let mut constraints = Value::Null;
    constraints.become_map().insert("resourceRules", vec![rule]);
    constraints
}

fn named(all: &[(String, String)]) -> Vec<Value> {
    let one = |(name, expression): &(String, String)| {
        let fields = [("name".into(), Value::text(name)), ("expression".into(), Value::text(expression))];
        Value::Map(Map::from_iter(fields))
    };
    all.iter().map(one).collect()
}

fn object(kind: &str, name: &str, spec: Value) -> Value {
    let mut object = Value::Null;
    object.map_entry("metadata").insert("name", name);
    let fields = object.become_map();
    fields.insert("apiVersion", API);
    fields.insert("kind", kind);
    fields.insert("spec", spec);
    object
}
