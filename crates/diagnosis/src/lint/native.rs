//! Templates that make the proxy an ordinary container beside a native sidecar.

use injection::config::Config;
use injection::{Asked, Budget, Change, Facts, Injector, Question, patch};
use kubeyaml::Value;

use super::plain_pod;
use crate::part::{containers, image, is_proxy};

/// The templates with which a pod that gets a native sidecar has the proxy among its ordinary containers, too. They are
/// tried, each on top of the default ones.
pub fn declared_twice(injector: &Injector) -> Vec<(String, String)> {
    let Config::Today(config) = injector.config() else { return Vec::new() };
    let defaults = &config.default_templates;
    let names =
        |more: Option<&str>| defaults.iter().map(String::as_str).chain(more).collect::<Vec<_>>().join(",");
    let default = made(injector, &names(None));
    if !default.as_ref().is_some_and(|pod| has_proxy(pod, "initContainers")) {
        return Vec::new();
    }
    let is_twice = |pod: &Value| has_proxy(pod, "initContainers") && has_proxy(pod, "containers");
    let cause = "with native sidecars the pod gets istio-proxy twice: as an init container, and by this template as an \
                 ordinary one";
    if default.is_some_and(|pod| is_twice(&pod)) {
        let blamed = defaults.last().cloned().unwrap_or_default();
        return vec![(blamed, cause.to_owned())];
    }
    // One that has a proxy of its own stands for itself: pods name it in place of the default ones.
    let is_whole = |name: &str| {
        made(injector, name).is_some_and(|pod| containers(&pod).any(|c| is_proxy(c) && !image(c).is_empty()))
    };
    let others = config.templates.keys().filter(|name| !defaults.contains(name) && !is_whole(name));
    let twice = others.filter(|name| made(injector, &names(Some(name))).is_some_and(|pod| is_twice(&pod)));
    twice.map(|name| (name.clone(), cause.to_owned())).collect()
}

/// What a plain pod becomes by these templates; `None` where it cannot be injected by them.
fn made(injector: &Injector, templates: &str) -> Option<Value> {
    let pod = plain_pod(Some(templates), injector.version());
    let question = Question {
        pod: &pod,
        namespace: "default",
        workload: None,
        asked: Asked::Webhook { path: "" },
        budget: Budget::default(),
    };
    match injector.answer(&question, &Facts::default()).ok()?.injection?.change {
        Change::Pod(made) => Some(made),
        Change::Patch(operations) => {
            let mut made = pod.clone();
            patch::apply(&mut made, operations)?;
            Some(made)
        }
    }
}

fn has_proxy(pod: &Value, list: &str) -> bool {
    pod.items_at(&["spec", list]).iter().any(is_proxy)
}
