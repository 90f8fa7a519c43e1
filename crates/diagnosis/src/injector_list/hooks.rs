//! Webhook configurations, the namespaces that they inject, and the image of their proxies.

use std::collections::BTreeMap;

use kubeyaml::Value;
use objects::{World, kinds, names};

use super::{configurations, selects};
use crate::installed;
use crate::part;

/// A webhook configuration and a namespace that it injects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook<'a> {
    /// The namespace; `None` if it injects none.
    pub namespace: Option<&'a str>,
    /// The configuration.
    pub name: &'a str,
    /// Its revision; may be empty.
    pub revision: &'a str,
    /// The image of the proxy; empty if it is not known.
    pub image: String,
}

/// The webhooks that inject whole namespaces.
const OF_NAMESPACES: [&str; 4] = [
    "rev.namespace.sidecar-injector.istio.io",
    "namespace.sidecar-injector.istio.io",
    "rev.namespace.sidecar-injector.outrigger",
    "namespace.sidecar-injector.outrigger",
];

/// A row for each of these namespaces that a configuration injects as a whole, by configuration and namespace.
///
/// Source: Istio 1.30 istioctl/pkg/injector, printHooks.
pub fn hooks<'a>(world: &'a World, listed: &[&'a Value]) -> Vec<Hook<'a>> {
    let images = images(world);
    let rows = configurations(world).flat_map(|configuration| {
        let revision = part::revision(configuration);
        let row = |namespace| Hook {
            namespace,
            name: part::name(configuration),
            revision,
            image: read(world, configuration).or_else(|| images.get(revision).cloned()).unwrap_or_default(),
        };
        let matching = listed.iter().filter(|namespace| injects(configuration, namespace));
        let rows: Vec<Hook<'_>> = matching.map(|namespace| row(Some(part::name(namespace)))).collect();
        if rows.is_empty() { vec![row(None)] } else { rows }
    });
    rows.collect()
}

fn injects(configuration: &Value, namespace: &Value) -> bool {
    let webhooks = configuration.items_at(&["webhooks"]).iter();
    let mut of_namespaces = webhooks
        .filter(|webhook| webhook.str_at(&["name"]).is_some_and(|name| OF_NAMESPACES.contains(&name)));
    of_namespaces.any(|webhook| selects(webhook, namespace))
}

/// The image of the proxy in the ConfigMap that a configuration says its injector reads.
fn read(world: &World, configuration: &Value) -> Option<String> {
    let names = installed::read_by(configuration)?;
    image(world.get(kinds::CONFIG_MAP, &names.namespace, &names.inject)?)
}

/// The image of the proxy by revision, of the ConfigMaps that name one. Of two of one revision the last counts.
fn images(world: &World) -> BTreeMap<&str, String> {
    let config_maps = world.all(kinds::CONFIG_MAP);
    let images = config_maps.filter_map(|config_map| {
        let revision = part::label(config_map, names::REVISION)?;
        Some((revision, image(config_map)?))
    });
    images.collect()
}

/// Source: Istio 1.30 pkg/config/analysis/analyzers/injection, GetIstioProxyImage.
fn image(config_map: &Value) -> Option<String> {
    let values = kubeyaml::from_json(config_map.str_at(&["data", "values"])?.as_bytes()).ok()?;
    // Go reads nothing at all if a part has another type than it expects.
    let text = |path: &[&str]| match values.at(path) {
        Value::Null => Some(""),
        value => value.as_str(),
    };
    let (hub, tag) = (text(&["global", "hub"])?, text(&["global", "tag"])?);
    let image = text(&["global", "proxy", "image"])?;
    Some(if image.contains('/') { image.to_owned() } else { format!("{hub}/{image}:{tag}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_made_of_values() {
        for (values, want) in [
            (r#"{"global":{"hub":"h","tag":"1","proxy":{"image":"proxyv2"}}}"#, Some("h/proxyv2:1")),
            (r#"{"global":{"hub":"h","tag":"1","proxy":{"image":"my/proxy:7"}}}"#, Some("my/proxy:7")),
            ("{}", Some("/:")),
            (r#"{"global":{"tag":1}}"#, None),
            ("{", None),
        ] {
            let mut config_map = Value::Null;
            config_map.map_entry("data").insert("values", values);
            assert_eq!(image(&config_map).as_deref(), want, "{values}");
        }
    }

    #[test]
    fn only_webhooks_for_namespaces_count() {
        let hook = |name, webhook| {
            format!(
                "{{kind: MutatingWebhookConfiguration, metadata: {{name: {name}, labels: {{app: sidecar-injector}}}}, \
                 webhooks: [{{name: {webhook}}}]}}"
            )
        };
        let namespace = "{kind: Namespace, metadata: {name: web}}".to_owned();
        let objects = [hook("a", OF_NAMESPACES[0]), hook("b", "object.sidecar-injector.istio.io"), namespace];
        let world = World::of_text(&objects.join("\n---\n")).unwrap();
        let listed: Vec<&Value> = world.all(kinds::NAMESPACE).collect();
        let hooks = hooks(&world, &listed);
        let got: Vec<_> = hooks.iter().map(|hook| (hook.name, hook.namespace)).collect();
        assert_eq!(got, [("a", Some("web")), ("b", None)]);
    }
}
