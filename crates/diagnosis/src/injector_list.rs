//! Which injector answers for which namespace, and which pods it has injected, as `istioctl experimental injector list`
//! says.

mod hooks;
mod namespaces;

use kubeyaml::Value;
use objects::names::SYSTEM_NAMESPACES;
use objects::{World, kinds, names};

pub use self::hooks::{Hook, hooks};
pub use self::namespaces::{Pods, Row, namespaces};
use crate::installed;
use crate::part;
use crate::selector::Selector;

/// The namespaces that are listed, by name: neither the system's nor the control plane's nor those of ambient, nor that of
/// an installation of outrigger. `only` is the one that is asked for; it is ignored if it is not among them, as in istioctl.
///
/// Source: Istio 1.30 istioctl/pkg/injector, hideFromOutput.
pub fn listed<'a>(world: &'a World, control_namespace: &str, only: Option<&str>) -> Vec<&'a Value> {
    let read = installed::read_by_any(world);
    let is_listed = |namespace: &&Value| {
        let name = part::name(namespace);
        let is_of_injector = name == control_namespace || read.iter().any(|(namespace, _)| namespace == name);
        !SYSTEM_NAMESPACES.contains(&name) && !is_of_injector && !is_ambient(namespace)
    };
    let all: Vec<&Value> = world.all(kinds::NAMESPACE).filter(is_listed).collect();
    match all.iter().find(|namespace| Some(part::name(namespace)) == only) {
        Some(asked) => vec![asked],
        None => all,
    }
}

fn is_ambient(namespace: &Value) -> bool {
    part::label(namespace, names::DATAPLANE_MODE) == Some("ambient")
        && part::label(namespace, names::INJECTION) != Some("enabled")
        && part::label(namespace, names::REVISION).is_none_or(str::is_empty)
}

/// The webhook configurations of injectors, by name: those with Istio's label, and outrigger's own.
fn configurations(world: &World) -> impl Iterator<Item = &Value> {
    let all = world.all(kinds::MUTATING_WEBHOOK);
    all.filter(|configuration| {
        part::label(configuration, "app") == Some("sidecar-injector")
            || configuration.items_at(&["webhooks"]).iter().any(part::is_of_outrigger)
    })
}

/// Whether a webhook's selector for namespaces matches one.
fn selects(webhook: &Value, namespace: &Value) -> bool {
    Selector::of(webhook.at(&["namespaceSelector"])).selects(part::labels(namespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_of_the_system_and_of_ambient_are_not_listed() {
        let names = ["a", "kube-system", "istio-system", "mesh"];
        let plain = names.map(|name| format!("{{kind: Namespace, metadata: {{name: {name}}}}}"));
        let labelled = ["", ", istio-injection: enabled", ", istio.io/rev: r", ", istio.io/rev: ''"];
        let ambient = labelled.iter().enumerate().map(|(i, labels)| {
            format!("{{kind: Namespace, metadata: {{name: z{i}, labels: {{istio.io/dataplane-mode: ambient{labels}}}}}}}")
        });
        let world =
            World::of_text(&plain.into_iter().chain(ambient).collect::<Vec<_>>().join("\n---\n")).unwrap();
        for (control, only, want) in [
            ("istio-system", None, "a mesh z1 z2"),
            ("mesh", None, "a istio-system z1 z2"),
            ("mesh", Some("z1"), "z1"),
            ("mesh", Some("kube-system"), "a istio-system z1 z2"),
        ] {
            let listed = listed(&world, control, only);
            let got: Vec<&str> = listed.iter().map(|namespace| part::name(namespace)).collect();
            assert_eq!(got.join(" "), want, "{control} {only:?}");
        }
    }
}
