//! What the agent in the proxy's container is told of a pod, laid over what the templates add.

use injection::Injector;
use injection::config::InjectionConfig;
use kubeyaml::{Map, Value};
use meshconfig::PrometheusMerge;
use objects::names::PROXY_CONTAINER;

use crate::compose::{Guard, Node};
use crate::expression::{entries, items_of};
use crate::hole::Of;
use crate::state::State;
use crate::{metrics, probes};

/// Which of it is translated.
#[derive(Clone, Copy, Debug, Default)]
pub struct Translated {
    /// Its port, where it has the requests of kubelet.
    pub probes: Option<i64>,
    /// The same where it merges metrics.
    pub metrics: Option<i64>,
}

impl Translated {
    /// What there is to translate.
    pub fn of(injector: &Injector, config: &InjectionConfig) -> Translated {
        let own = config.injected_annotations.iter().map(|(key, _)| key.as_str());
        let texts = config.templates.values().map(gotext::Template::source);
        // What a template says of metrics meets what the pod says.
        let writes_metrics = own.chain(texts).any(|text| text.contains("prometheus"));
        let (version, mesh) = (injector.version(), injector.mesh());
        let port = mesh.default_config().status_port();
        let rewrites = injector.values().is_true(&["sidecarInjectorWebhook", "rewriteAppHTTPProbe"]);
        let merges = mesh.enable_prometheus_merge() != Some(false) && !writes_metrics;
        Translated {
            probes: (rewrites && probes::is_translated(version)).then_some(port),
            metrics: (merges && version.prometheus != PrometheusMerge::Exact).then_some(port),
        }
    }
}

/// Adds it to a change. What cannot be added is not `translated` any more: such pods are left alone then.
pub fn add(change: Node, translated: &mut Translated, state: &mut State) -> Node {
    let Some(mut fields) = entries(&change).ok().filter(has_proxy) else {
        *translated = Translated::default();
        return change;
    };
    if let Some(port) = translated.metrics {
        state.ask(metrics::stay(port), Default::default());
        let stay = state.conditions.len() - 1;
        state.ask("variables.scraped != ''".to_owned(), Default::default());
        let scraped = state.conditions.len() - 1;
        guard_annotations(&mut fields, vec![vec![(stay, false)]]);
        push(&mut fields, METRICS, "scraped", vec![vec![(stay, false), (scraped, true)]], state);
    }
    if translated.probes.is_some() {
        state.ask("variables.probers != ''".to_owned(), Default::default());
        let asked = state.conditions.len() - 1;
        push(&mut fields, PROBERS, "probers", vec![vec![(asked, true)]], state);
    }
    Node::Map(fields)
}

/// The variables by which the agent is told.
const METRICS: &str = "ISTIO_PROMETHEUS_ANNOTATIONS";
const PROBERS: &str = "ISTIO_KUBE_APP_PROBERS";

type Fields = Vec<(String, Guard, Node)>;
type Items = Vec<(Guard, Node)>;

/// Sets the annotations about metrics only where that holds.
fn guard_annotations(fields: &mut Fields, guard: Guard) {
    for (key, _, node) in fields.iter_mut().filter(|(key, ..)| key == "annotations") {
        let Ok(mut annotations) = entries(node) else { continue };
        for (name, when, _) in
            annotations.iter_mut().filter(|(name, ..)| metrics::KEYS.contains(&name.as_str()))
        {
            debug_assert!(when.is_empty(), "{key} {name}");
            when.clone_from(&guard);
        }
        *node = Node::Map(annotations);
    }
}

/// Whether there is a proxy, with variables that can be added to, and nothing among them that it is told already.
fn has_proxy(fields: &Fields) -> bool {
    let mut fields = fields.clone();
    let mut found = false;
    let is_told = |(_, node): &(Guard, Node)| match node {
        Node::Fixed(value) => value.str_at(&["name"]).is_some_and(|name| [METRICS, PROBERS].contains(&name)),
        _ => true,
    };
    with_environment(&mut fields, &mut |list| found = !list.iter().any(is_told));
    found
}

/// Adds a variable to the proxy.
fn push(fields: &mut Fields, name: &str, variable: &str, guard: Guard, state: &mut State) {
    let value = state.hole(Of::Text(format!("variables.{variable}")), true, Default::default());
    let item = [("name".into(), Value::text(name)), ("value".into(), Value::text(value))];
    let item = Node::Fixed(Value::Map(Map::from_iter(item)));
    with_environment(fields, &mut |list| list.push((guard.clone(), item.clone())));
}

/// Changes the variables of the proxy.
fn with_environment(fields: &mut Fields, change: &mut dyn FnMut(&mut Items)) {
    for (_, _, ends) in
        fields.iter_mut().filter(|(key, ..)| ["containers", "initContainers"].contains(&key.as_str()))
    {
        let Ok(mut both) = entries(ends) else { continue };
        for (_, _, items) in &mut both {
            let Ok(mut list) = items_of(items) else { continue };
            for (_, container) in &mut list {
                let Ok(mut parts) = entries(container) else { continue };
                let is_proxy = parts.iter().any(|(key, guard, node)| {
                    key == "name" && guard.is_empty() && *node == Node::Fixed(Value::text(PROXY_CONTAINER))
                });
                for (_, _, environment) in
                    parts.iter_mut().filter(|(key, guard, _)| is_proxy && key == "env" && guard.is_empty())
                {
                    let Ok(mut variables) = items_of(environment) else { continue };
                    change(&mut variables);
                    *environment = Node::List(variables);
                }
                *container = Node::Map(parts);
            }
            *items = Node::List(list);
        }
        *ends = Node::Map(both);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(change: &str) -> (Node, Translated, State) {
        let mut state = State::default();
        let mut translated = Translated { probes: Some(15020), metrics: Some(15020) };
        let node = add(Node::Fixed(kubeyaml::read(change).unwrap()), &mut translated, &mut state);
        (node, translated, state)
    }

    #[test]
    fn the_proxy_is_told_last_and_metrics_before_probes() {
        for list in ["containers", "initContainers"] {
            let change = format!(
                "{{annotations: {{a: b, prometheus.io/port: '15020'}}, {list}: {{front: [], back: [{{name: x, env: []}}, {{name: istio-proxy, env: [{{name: A}}]}}]}}}}"
            );
            let (node, translated, state) = added(&change);
            assert!(translated.probes.is_some() && translated.metrics.is_some());
            let text = crate::expression::patches(&node, &state).unwrap();
            let places: Vec<_> = ["'A'", METRICS, PROBERS].map(|name| text.find(name).unwrap()).to_vec();
            assert!(places.is_sorted(), "{text}");
            assert_eq!(text.matches(PROBERS).count(), 1, "{text}");
            assert!(text.contains("(!variables.is0 ? [JSONPatch{op: 'add', path: '/metadata/annotations/prometheus.io~1port'"), "{text}");
        }
    }

    #[test]
    fn without_a_proxy_that_has_variables_pods_with_probes_are_left_alone() {
        for change in [
            "{}",
            "{containers: {front: [], back: [{name: istio-proxy}]}}",
            "{containers: {front: [], back: [{name: x, env: []}]}}",
        ] {
            let (_, translated, state) = added(change);
            assert!(
                translated.probes.is_none() && translated.metrics.is_none() && state.conditions.is_empty(),
                "{change}"
            );
        }
    }
}
