//! The webhooks that may inject a pod: what each of them asks, and whether it is called.

use kubeyaml::{Map, Value};
use objects::{World, kinds, names};

use super::inquiry::{Answer, Case, Verdict};
use super::step::{Outcome, Step};
use crate::admission::{self, Called, Check, Hook};
use crate::cel::Stop;
use crate::part;
use crate::selector::Selector;

/// All of them, by their configurations.
pub fn step(world: &World, case: &Case<'_>, answer: &Answer) -> Step {
    let Some(known) = world.known(kinds::MUTATING_WEBHOOK) else {
        return match &answer.injector {
            Some(_) => {
                Step::new("webhooks", Outcome::Yes, "the AdmissionReview shows that an injector is asked")
            }
            None => Step::new("webhooks", Outcome::Unknown, "no webhook configurations are known"),
        };
    };
    let (outcome, text) = match (&answer.injector, &answer.verdict) {
        (Some(injector), _) => (Outcome::Yes, format!("the injector of {} is asked", injector.configuration)),
        (None, Verdict::Unknown { cause, .. }) => (Outcome::Unknown, cause.clone()),
        (None, verdict) => (Outcome::No, verdict.to_string()),
    };
    let step = Step::new("webhooks", outcome, text);
    if case.labels.is_none() {
        return step;
    }
    let of_injectors = known.filter(|configuration| admission::of_injectors(configuration).next().is_some());
    step.of(of_injectors.map(|configuration| configuration_step(configuration, case)))
}

fn configuration_step(configuration: &Value, case: &Case<'_>) -> Step {
    let hooks = admission::of_injectors(configuration).map(|entry| Hook { configuration, entry });
    let looked: Vec<_> = hooks.map(|hook| (hook, hook.checks(&case.creation()))).collect();
    // As it is asked: by the first that may be called.
    let mut all = looked.iter().map(|(hook, checks)| hook.called(checks));
    let called = all.find(|called| *called != Called::No).unwrap_or(Called::No);
    let revision = part::revision(configuration);
    let tag = part::label(configuration, names::TAG).unwrap_or_default();
    let of = match (revision, tag) {
        ("", _) => String::new(),
        (revision, "") => format!(" (revision {revision})"),
        (revision, tag) => format!(" (tag {tag}, revision {revision})"),
    };
    let name = part::name(configuration);
    let step = Step::new("configuration", outcome(&called), format!("{name}{of}"))
        .value("name", name)
        .value("revision", revision)
        .value("tag", tag);
    step.of(looked.iter().map(|(hook, checks)| hook_step(*hook, checks, case)))
}

fn outcome(called: &Called) -> Outcome {
    match called {
        Called::Yes => Outcome::Yes,
        Called::No | Called::Refused(_) => Outcome::No,
        Called::Untold(_) => Outcome::Unknown,
    }
}

fn hook_step(hook: Hook<'_>, checks: &[Check<'_>], case: &Case<'_>) -> Step {
    let called = hook.called(checks);
    let said = match &called {
        Called::Yes => "is called".to_owned(),
        Called::No => "is not called".to_owned(),
        Called::Untold(_) => "may be called".to_owned(),
        Called::Refused(_) => "refuses the pod".to_owned(),
    };
    let text = |key| hook.entry.str_at(&[key]).unwrap_or_default();
    let timeout = hook.entry.at(&["timeoutSeconds"]).as_i64().unwrap_or(10);
    let reinvocation =
        Some(text("reinvocationPolicy")).filter(|policy| !policy.is_empty()).unwrap_or("Never");
    Step::new("webhook", outcome(&called), format!("{} {said}", hook.name()))
        .value("failurePolicy", hook.failure_policy())
        .value("timeoutSeconds", timeout.to_string())
        .value("reinvocationPolicy", reinvocation)
        .value("path", hook.injector().path)
        .of(checks.iter().map(|check| check_step(check, hook, case)))
}

fn check_step(check: &Check<'_>, hook: Hook<'_>, case: &Case<'_>) -> Step {
    match check {
        Check::Rules(holds) => {
            let rules = hook.entry.items_at(&["rules"]);
            let text = match (holds, rules) {
                (true, _) => "rules: the creation of pods is among them",
                (false, []) => "rules: there are none, so that it is never called",
                (false, _) => "rules: the creation of pods is not among them",
            };
            Step::new("rules", Outcome::of(*holds), text)
                .value("rules", kubeyaml::to_json(hook.entry.at(&["rules"])))
        }
        Check::Namespace { selector, holds } => {
            let labels = case.labels.as_ref();
            selector_step(("namespace-selector", "namespaceSelector"), selector, *holds, labels)
        }
        Check::Pod { selector, holds } => {
            selector_step(("object-selector", "objectSelector"), selector, *holds, case.pod_labels())
        }
        Check::Condition { name, expression, holds } => {
            let (outcome, said) = match holds {
                Ok(true) => (Outcome::Yes, "holds".to_owned()),
                Ok(false) => (Outcome::No, "does not hold".to_owned()),
                Err(stop @ Stop::Failed(_)) => (Outcome::No, stop.to_string()),
                Err(stop @ Stop::Untold(_)) => (Outcome::Unknown, stop.to_string()),
            };
            Step::new("match-condition", outcome, format!("condition {name}: {said}"))
                .value("expression", shortened(expression))
        }
    }
}

/// Characters of an expression that are shown.
const SHOWN: usize = 500;

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn selector_step(
    (rule, name): (&'static str, &'static str),
    selector: &Selector,
    holds: bool,
    labels: Option<&Map>,
) -> Step {
    if let Some(cause) = selector.invalid() {
        return Step::new(rule, Outcome::No, format!("{name} cannot be read: {cause}"));
    }
    let requirements = selector.requirements();
    let said = match (holds, requirements) {
        (_, []) => "asks nothing",
        (true, _) => "matches",
        (false, _) => "does not match",
    };
    let terms = requirements.iter().map(|requirement| {
        let has = labels.and_then(|labels| labels.get(requirement.key())).and_then(Value::as_str);
        let has = has.map_or("absent".to_owned(), |value| format!("{value:?}"));
        Step::new("term", Outcome::of(requirement.holds(labels)), format!("{requirement}: it is {has}"))
            .value("label", requirement.key())
            .value("has", has)
    });
    Step::new(rule, Outcome::of(holds), format!("{name} {said}")).of(terms)
}
