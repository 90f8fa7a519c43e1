//! Which injectors an API server asks about a pod that is created, and why not the others.
//!
//! A webhook is called if its rules name the request, both its selectors match, and all its conditions hold.

mod conditions;
mod rules;

use kubeyaml::{Map, Value};
use objects::{World, kinds};

use crate::cel::Stop;
use crate::part;
use crate::selector::Selector;

/// A pod that is created.
#[derive(Clone, Copy, Debug)]
pub struct Creation<'a> {
    /// The pod as it is sent.
    pub pod: &'a Value,
    /// The namespace of the request.
    pub namespace: &'a str,
    /// The labels of the namespace.
    pub labels: Option<&'a Map>,
    /// The request of an AdmissionReview, where there is one: it tells who asks, and its pod is whole.
    pub request: Option<&'a Value>,
}

impl<'a> Creation<'a> {
    /// A pod that is created in a namespace of these labels, of which no more is known than is given.
    pub fn of(pod: &'a Value, namespace: &'a str, labels: Option<&'a Map>) -> Creation<'a> {
        Creation { pod, namespace, labels, request: None }
    }
}

/// A webhook of a configuration that is an injector's.
#[derive(Clone, Copy, Debug)]
pub struct Hook<'a> {
    /// The configuration.
    pub configuration: &'a Value,
    /// Its entry.
    pub entry: &'a Value,
}

/// One of the checks that a webhook makes.
#[derive(Debug)]
pub enum Check<'a> {
    /// Operation, resource and scope are among those of its rules.
    Rules(bool),
    /// The labels of the namespace.
    Namespace {
        /// What is asked of them.
        selector: Selector,
        /// Whether they have it.
        holds: bool,
    },
    /// The labels of the pod.
    Pod {
        /// What is asked of them.
        selector: Selector,
        /// Whether they have it.
        holds: bool,
    },
    /// A condition.
    Condition {
        /// Its name.
        name: &'a str,
        /// Its expression.
        expression: &'a str,
        /// Whether it holds.
        holds: Result<bool, Stop>,
    },
}

/// Whether a webhook is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Called {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// That depends on what is not known.
    Untold(String),
    /// It is not, and the pod is refused: a condition fails, and the failure policy is `Fail`.
    Refused(String),
}

/// The injector that is asked about a pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// This one.
    Injector(Injector<'a>),
    /// None.
    Nobody,
    /// That depends on what is not known.
    Untold(String),
    /// None, and the pod is refused.
    Refused(String),
}

/// An injector that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Injector<'a> {
    /// The name of its webhook configuration.
    pub configuration: &'a str,
    /// The revision that the configuration is of; empty if it names none.
    pub revision: &'a str,
    /// The path at which it is asked.
    pub path: &'a str,
}

/// The webhooks of injectors, in the order in which an API server calls them.
pub fn hooks(world: &World) -> impl Iterator<Item = Hook<'_>> {
    world
        .all(kinds::MUTATING_WEBHOOK)
        .flat_map(|configuration| of_injectors(configuration).map(move |entry| Hook { configuration, entry }))
}

/// The entries of a configuration that are an injector's.
pub fn of_injectors(configuration: &Value) -> impl Iterator<Item = &Value> {
    configuration.items_at(&["webhooks"]).iter().filter(|entry| part::is_of_injector(entry))
}

/// The injector that an API server asks about a pod: the first, where several are called.
pub fn asked<'a>(world: &'a World, creation: &Creation<'_>) -> Asked<'a> {
    for hook in hooks(world) {
        match hook.called(&hook.checks(creation)) {
            Called::Yes => return Asked::Injector(hook.injector()),
            Called::No => {}
            Called::Untold(cause) => return Asked::Untold(cause),
            Called::Refused(cause) => return Asked::Refused(cause),
        }
    }
    Asked::Nobody
}

/// The same of a pod that is created in a namespace of this name, as far as webhook configurations and the namespace are
/// known.
pub fn asked_in<'a>(world: &'a World, pod: &Value, namespace: &str) -> Asked<'a> {
    let unknown = |kind: &str| Asked::Untold(format!("no {kind} is among what is known of the cluster"));
    if world.known(kinds::MUTATING_WEBHOOK).is_none() {
        return unknown(kinds::MUTATING_WEBHOOK.kind);
    }
    match world.get(kinds::NAMESPACE, "", namespace) {
        Some(found) => asked(world, &Creation::of(pod, namespace, part::labels(found))),
        None => unknown(&kinds::NAMESPACE.object(None, namespace)),
    }
}

/// Whether one of a configuration's webhooks is called: the first that may be.
pub fn configuration_called(configuration: &Value, creation: &Creation<'_>) -> Called {
    let hooks = of_injectors(configuration).map(|entry| Hook { configuration, entry });
    let mut called = hooks.map(|hook| hook.called(&hook.checks(creation)));
    called.find(|called| *called != Called::No).unwrap_or(Called::No)
}

impl<'a> Hook<'a> {
    /// The name of its configuration.
    pub fn configuration_name(self) -> &'a str {
        part::name(self.configuration)
    }

    /// Its own name.
    pub fn name(self) -> &'a str {
        self.entry.str_at(&["name"]).unwrap_or_default()
    }

    /// The revision that its configuration is of; empty if it names none.
    pub fn revision(self) -> &'a str {
        part::revision(self.configuration)
    }

    /// What becomes of a pod when it cannot be asked. Source: Kubernetes, the default of v1.
    pub fn failure_policy(self) -> &'a str {
        self.entry.str_at(&["failurePolicy"]).unwrap_or("Fail")
    }

    /// The injector that it asks.
    pub fn injector(self) -> Injector<'a> {
        Injector {
            configuration: self.configuration_name(),
            revision: self.revision(),
            path: path(self.entry),
        }
    }

    /// What it checks; conditions only if all before them holds.
    ///
    /// Source: Kubernetes apiserver pkg/admission/plugin/webhook/generic, ShouldCallHook.
    pub fn checks(self, creation: &Creation<'_>) -> Vec<Check<'a>> {
        let selector = |key| Selector::of(self.entry.at(&[key]));
        let (of_namespace, of_pod) = (selector("namespaceSelector"), selector("objectSelector"));
        let selects = (of_namespace.selects(creation.labels), of_pod.selects(part::labels(creation.pod)));
        let has_rule = rules::name_pods(self.entry);
        let mut checks = vec![
            Check::Rules(has_rule),
            Check::Namespace { selector: of_namespace, holds: selects.0 },
            Check::Pod { selector: of_pod, holds: selects.1 },
        ];
        if has_rule && selects == (true, true) {
            checks.extend(conditions::checks(self.entry, creation));
        }
        checks
    }

    /// Whether it is called, by what it checks. A condition that does not hold settles it, whatever the others are.
    ///
    /// Source: Kubernetes apiserver pkg/admission/plugin/webhook/matchconditions, matcher.Match.
    pub fn called(self, checks: &[Check<'_>]) -> Called {
        let (mut untold, mut failed) = (None, None);
        for check in checks {
            match check {
                Check::Rules(false)
                | Check::Namespace { holds: false, .. }
                | Check::Pod { holds: false, .. }
                | Check::Condition { holds: Ok(false), .. } => return Called::No,
                Check::Condition { name, holds: Err(stop), .. } => {
                    let said = format!("condition {name} of webhook {}: {stop}", self.name());
                    let first = if matches!(stop, Stop::Failed(_)) { &mut failed } else { &mut untold };
                    first.get_or_insert(said);
                }
                _ => {}
            }
        }
        match (untold, failed) {
            (Some(cause), _) => Called::Untold(cause),
            (None, Some(_)) if self.failure_policy() == "Ignore" => Called::No,
            (None, Some(cause)) => Called::Refused(cause),
            (None, None) => Called::Yes,
        }
    }
}

/// The path of a webhook's service or URL.
fn path(webhook: &Value) -> &str {
    let client = webhook.at(&["clientConfig"]);
    client.str_at(&["service", "path"]).unwrap_or_else(|| {
        let url = client.str_at(&["url"]).unwrap_or_default();
        let behind = url.split_once("://").map_or("", |(_, behind)| behind);
        behind.find('/').and_then(|at| behind.get(at..)).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOOK: &str = "kind: MutatingWebhookConfiguration
metadata: {name: istio, labels: {istio.io/rev: canary}}
webhooks:
- {name: vault.example.com, rules: [{operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*']}]}
- name: x.istio.io
  clientConfig: {url: 'https://injector.example:15017/inject/x'}
  failurePolicy: POLICY
  rules: [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods], scope: '*'}]
  namespaceSelector: {matchLabels: {istio-injection: enabled}}
  objectSelector: {matchExpressions: [{key: sidecar.istio.io/inject, operator: NotIn, values: ['false']}]}
  matchConditions: [CONDITIONS]
";

    fn said(policy: &str, conditions: &str, namespace: &str, pod: &str, request: &str) -> String {
        let text = HOOK.replace("POLICY", policy).replace("CONDITIONS", conditions);
        let world = World::of_text(&text).unwrap();
        let [namespace, pod, request] = [namespace, pod, request].map(|text| kubeyaml::read(text).unwrap());
        let request = Some(&request).filter(|request| !request.is_null());
        let creation = Creation { request, ..Creation::of(&pod, "shop", namespace.as_map()) };
        match asked(&world, &creation) {
            Asked::Injector(Injector { configuration, revision, path }) => {
                format!("{configuration} {revision} {path}")
            }
            Asked::Nobody => "nobody".to_owned(),
            Asked::Untold(cause) => format!("untold: {cause}"),
            Asked::Refused(cause) => format!("refused: {cause}"),
        }
    }

    #[test]
    fn a_webhook_is_called_if_all_that_it_asks_holds() {
        const ON: &str = "{istio-injection: enabled}";
        const POD: &str = "{metadata: {name: web, labels: {app: web}}}";
        const CALLED: &str = "istio canary /inject/x";
        const BY: &str = "{name: by, expression: \"!('system:nodes' in request.userInfo.groups)\"}";
        let fails = "{name: f, expression: 'object.metadata.annotations.x == null'}";
        let no = "{name: n, expression: 'object.metadata.labels.app != \"web\"'}";
        let namespace =
            "{name: ns, expression: \"object.metadata.namespace == 'shop' && request.namespace == 'shop'\"}";
        let garbage = "{name: g, expression: '('}";
        let user = |groups: &str| format!("{{operation: CREATE, userInfo: {{groups: [{groups}]}}}}");
        for (policy, conditions, labels, pod, request, want) in [
            ("Fail", "", ON, POD, "null", CALLED),
            ("Fail", "", "{}", POD, "null", "nobody"),
            ("Fail", "", ON, "{metadata: {labels: {sidecar.istio.io/inject: 'false'}}}", "null", "nobody"),
            ("Fail", namespace, ON, POD, "null", CALLED),
            ("Fail", no, ON, POD, "null", "nobody"),
            (
                "Fail",
                BY,
                ON,
                POD,
                "null",
                "untold: condition by of webhook x.istio.io: it cannot be evaluated: `userInfo` is not known",
            ),
            ("Fail", BY, ON, POD, &user("a"), CALLED),
            ("Fail", BY, ON, POD, &user("'system:nodes'"), "nobody"),
            // One that does not hold settles it, and what is not known comes before what fails.
            ("Fail", &format!("{BY}, {no}"), ON, POD, "null", "nobody"),
            (
                "Fail",
                &format!("{fails}, {garbage}"),
                ON,
                POD,
                "null",
                "untold: condition g of webhook x.istio.io: it cannot be evaluated: the expression ends too early",
            ),
            (
                "Fail",
                fails,
                ON,
                POD,
                "null",
                "refused: condition f of webhook x.istio.io: it fails: no such key: annotations",
            ),
            ("Ignore", fails, ON, POD, "null", "nobody"),
            // Conditions of a webhook that is not called anyway do not matter.
            ("Fail", garbage, "{}", POD, "null", "nobody"),
        ] {
            assert_eq!(said(policy, conditions, labels, pod, request), want, "{conditions} {labels} {pod}");
        }
    }
}
