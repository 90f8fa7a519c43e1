//! What the templates and the steps after them change in a pod, in short.

use std::collections::BTreeSet;

use kubeyaml::{Map, Value};

use super::step::{Outcome, Step};

/// Which templates are laid over the pod, and what differs between what it was and what it is then.
pub fn changed(templates: &[String], was: &Value, now: &Value) -> [Step; 2] {
    let names = templates.join(", ");
    let step = match templates.is_empty() {
        true => Step::new("templates", Outcome::Yes, "the one template of the injection config"),
        false => Step::new("templates", Outcome::Yes, format!("templates: {names}")),
    };
    let step = templates.iter().fold(step, |step, name| step.value("template", name.as_str()));
    let changes = changes(was, now);
    let count = changes.len();
    [step, Step::new("changes", Outcome::Neutral, format!("what they change ({count})")).of(changes)]
}

/// What differs, in the order of the pod's parts.
fn changes(was: &Value, now: &Value) -> Vec<Step> {
    let mut all = Vec::new();
    for (rule, list) in
        [("container", "containers"), ("init-container", "initContainers"), ("volume", "volumes")]
    {
        let (was, now) = (was.items_at(&["spec", list]), now.items_at(&["spec", list]));
        for item in now {
            let name = item.str_at(&["name"]).unwrap_or_default();
            match was.iter().find(|before| before.str_at(&["name"]) == Some(name)) {
                None => all.push(change(rule, format!("{list}[{name}] is added{}", image(item)))),
                Some(before) if before != item => {
                    all.extend(fields(rule, &format!("{list}[{name}]"), before, item))
                }
                Some(_) => {}
            }
        }
        let gone = was
            .iter()
            .filter_map(|item| item.str_at(&["name"]))
            .filter(|name| !now.iter().any(|item| item.str_at(&["name"]) == Some(name)));
        all.extend(gone.map(|name| change(rule, format!("{list}[{name}] is removed"))));
        let order = |items: &[Value]| -> Vec<String> {
            items.iter().filter_map(|item| item.str_at(&["name"])).map(str::to_owned).collect()
        };
        let kept: Vec<String> = order(now).into_iter().filter(|name| order(was).contains(name)).collect();
        let before: Vec<String> = order(was).into_iter().filter(|name| kept.contains(name)).collect();
        if kept != before {
            all.push(change(rule, format!("{list} are put in another order")));
        }
    }
    for (rule, part) in [("label", "labels"), ("annotation", "annotations")] {
        all.extend(fields(rule, part, was.at(&["metadata", part]), now.at(&["metadata", part])));
    }
    let lists = ["containers", "initContainers", "volumes"];
    let rest = |spec: &Value| {
        let mut spec = spec.as_map().cloned().unwrap_or_default();
        spec.retain(|key, _| !lists.contains(&key));
        Value::Map(spec)
    };
    all.extend(fields("spec", "spec", &rest(was.at(&["spec"])), &rest(now.at(&["spec"]))));
    all
}

fn change(rule: &'static str, text: String) -> Step {
    Step::new(rule, Outcome::Neutral, text)
}

fn image(container: &Value) -> String {
    container.str_at(&["image"]).map(|image| format!(" ({image})")).unwrap_or_default()
}

/// The fields that differ, each with what becomes of it. Null, empty and absent are the same.
fn fields(rule: &'static str, of: &str, was: &Value, now: &Value) -> Vec<Step> {
    let empty = Map::new();
    let (was, now) = (was.as_map().unwrap_or(&empty), now.as_map().unwrap_or(&empty));
    let keys: BTreeSet<&str> = was.keys().chain(now.keys()).collect();
    let steps = keys.into_iter().filter_map(|key| {
        let part = |map: &Map| map.get(key).filter(|value| !is_nothing(value)).cloned();
        let said = match (part(was), part(now)) {
            (None, Some(_)) => "is added",
            (Some(_), None) => "is removed",
            (Some(was), Some(now)) if was != now && is_probe(key) => "is rewritten to go through the agent",
            (Some(was), Some(now)) if was != now => "is changed",
            _ => return None,
        };
        let rule = if is_probe(key) { "probe" } else { rule };
        let field = if key.contains(['.', '/']) { format!("{of}[{key}]") } else { format!("{of}.{key}") };
        Some(change(rule, format!("{field} {said}")))
    });
    steps.collect()
}

fn is_probe(key: &str) -> bool {
    ["livenessProbe", "readinessProbe", "startupProbe"].contains(&key)
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Map(map) => map.is_empty(),
        Value::List(items) => items.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_change_is_a_line() {
        let [was, now] = [
            "{metadata: {labels: {a: b}}, spec: {containers: [{name: app, image: i, livenessProbe: {httpGet: {port: 1}}}, \
             {name: old}]}}",
            "{metadata: {labels: {a: b, x/y: z}, annotations: {s: t}}, spec: {initContainers: [{name: init, image: p}], \
             containers: [{name: istio-proxy}, {name: app, image: i, livenessProbe: {httpGet: {port: 2}}, resources: {}}], \
             securityContext: {fsGroup: 1}}}",
        ]
        .map(|text| kubeyaml::read(text).unwrap());
        let lines: Vec<String> = changes(&was, &now).into_iter().map(|step| step.text).collect();
        assert_eq!(
            lines,
            [
                "containers[istio-proxy] is added",
                "containers[app].livenessProbe is rewritten to go through the agent",
                "containers[old] is removed",
                "initContainers[init] is added (p)",
                "labels[x/y] is added",
                "annotations.s is added",
                "spec.securityContext is added",
            ]
        );
    }
}
