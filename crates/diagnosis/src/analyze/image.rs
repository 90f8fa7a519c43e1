//! Proxies of another image than the one that is injected now.
//!
//! Source: Istio 1.30 pkg/config/analysis/analyzers/injection/injection-image.go.

use std::collections::BTreeMap;

use kubeyaml::{Map, Value};
use meshconfig::{MeshConfig, ProxyConfig, Version};
use objects::kinds;
use objects::names::{INJECTION, ISTIO_NAMESPACE, PROXY_CONFIG, PROXY_IMAGE, REVISION};

use super::view::{View, finding};
use crate::codes::istio::IMAGES_DIFFER;
use crate::finding::Finding;
use crate::part::{annotation, containers, image, is_proxy, label, labels, name, namespace};
use crate::selector::pairs_select;

/// Adds what is found: one finding for a namespace.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    let injected: BTreeMap<&str, String> =
        view.injectors().map(|map| (name(map), injected_image(map.str_at(&["data", "values"])))).collect();
    let namespaces: BTreeMap<&str, (&Value, String)> =
        view.all(kinds::NAMESPACE).filter_map(|ns| Some((name(ns), (ns, injector_of(view, ns)?)))).collect();
    let types = ImageTypes::of(view);
    let mut others: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for pod in view.all(kinds::POD).filter(|pod| annotation(pod, PROXY_IMAGE).unwrap_or_default().is_empty())
    {
        let Some((_, injector)) = namespaces.get(namespace(pod)) else { continue };
        let Some(wanted) = injected.get(injector.as_str()) else { continue };
        if containers(pod).any(|container| is_proxy(container) && !types.allow(pod, image(container), wanted))
        {
            others.entry(namespace(pod)).or_default().push(name(pod));
        }
    }
    for (home, mut pods) in others {
        let Some((home, _)) = namespaces.get(home) else { continue };
        pods.sort_unstable();
        let cause = format!(
            "The Istio proxy images of the pods running in the namespace do not match the image defined in the injection \
             configuration (pod names: [{}]). This often happens after upgrading the Istio control-plane and can be fixed \
             by redeploying the pods.",
            pods.join(" ")
        );
        findings.push(finding(&IMAGES_DIFFER, kinds::NAMESPACE, home, cause));
    }
}

/// The ConfigMap of the injector of a namespace, if its pods are injected.
fn injector_of(view: &View<'_>, namespace: &Value) -> Option<String> {
    let revision = match label(namespace, REVISION) {
        Some(revision) => revision,
        None if label(namespace, INJECTION) == Some("enabled") => "",
        None => return None,
    };
    Some(view.config_maps(revision).inject)
}

/// The image that these values name; empty where they cannot be read.
fn injected_image(values: Option<&str>) -> String {
    let Some(values) = values.and_then(|text| kubeyaml::from_json(text.as_bytes()).ok()) else {
        return String::new();
    };
    let part = |path: &[&str]| values.str_at(path).unwrap_or_default();
    let image = part(&["global", "proxy", "image"]);
    if image.contains('/') {
        return image.to_owned();
    }
    format!("{}/{image}:{}", part(&["global", "hub"]), part(&["global", "tag"]))
}

/// Which variants of the image are asked for.
///
/// Source: Istio 1.30 pkg/config/analysis/analyzers/util/config.go, EffectiveProxyConfigResolver.
struct ImageTypes<'a> {
    /// What the mesh config says; `None` if it is unknown.
    mesh: Option<String>,
    /// What the ProxyConfigs of the mesh's root namespace say: the last of them counts.
    root: &'a str,
    /// Those of other namespaces that have no selector, by namespace.
    namespaces: BTreeMap<&'a str, &'a str>,
    /// Those that have one.
    workloads: Vec<&'a Value>,
}

impl<'a> ImageTypes<'a> {
    fn of(view: &View<'a>) -> ImageTypes<'a> {
        let mesh = view.mesh().map(mesh_config);
        let usable = mesh.as_ref().and_then(Option::as_ref);
        let root_namespace = usable.map_or(ISTIO_NAMESPACE, MeshConfig::root_namespace);
        let (root, others): (Vec<_>, Vec<_>) =
            view.all(kinds::PROXY_CONFIG).partition(|config| namespace(config) == root_namespace);
        let (workloads, plain): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|config| !config.at(&["spec", "selector"]).is_null());
        ImageTypes {
            root: root.last().map_or("", |config| image_type(config.at(&["spec"]))),
            namespaces: plain
                .iter()
                .map(|config| (namespace(config), image_type(config.at(&["spec"]))))
                .collect(),
            workloads,
            mesh: mesh.as_ref().map(|mesh| {
                let asked = mesh.as_ref().and_then(|mesh| mesh.default_config().image_type());
                asked.unwrap_or_default().to_owned()
            }),
        }
    }

    /// Whether a proxy of this pod may have an image, where `wanted` is the one without a variant.
    fn allow(&self, pod: &Value, image: &str, wanted: &str) -> bool {
        let Some(rest) = image.strip_prefix(wanted) else { return false };
        if rest.is_empty() {
            return true;
        }
        let Some(variant) = rest.strip_prefix('-') else { return false };
        match self.variant(pod) {
            Some(asked) => asked == variant,
            None => true,
        }
    }

    /// The variant of a pod's image; `None` if it depends on a mesh config that is not known.
    fn variant(&self, pod: &Value) -> Option<String> {
        let own = annotation(pod, PROXY_CONFIG).and_then(|text| {
            let applied = ProxyConfig::defaults(Version::LATEST).apply_annotation(text).ok()?;
            applied.image_type().map(str::to_owned)
        });
        let of_workload = self.workloads.iter().rev().filter(|config| applies_to(config, pod));
        let mut of_workload = of_workload.map(|config| image_type(config.at(&["spec"])));
        let asked = [
            own.unwrap_or_default(),
            of_workload.find(|found| !found.is_empty()).unwrap_or_default().to_owned(),
            self.namespaces.get(namespace(pod)).copied().unwrap_or_default().to_owned(),
            self.root.to_owned(),
        ];
        let asked = asked.into_iter().find(|found| !found.is_empty()).or_else(|| self.mesh.clone())?;
        Some(if asked == "default" { String::new() } else { asked })
    }
}

/// The mesh config of a ConfigMap; `None` where it cannot be used, so that the default one is.
fn mesh_config(map: &Value) -> Option<MeshConfig> {
    let document = map.str_at(&["data", "mesh"]).map(kubeyaml::read).transpose().ok()?;
    MeshConfig::parse(document.unwrap_or_default(), Version::LATEST).ok()
}

/// Whether the selector of a ProxyConfig selects a pod; one without labels selects all of its namespace.
fn applies_to(config: &Value, pod: &Value) -> bool {
    let pairs = config.at(&["spec", "selector", "matchLabels"]);
    let is_empty = pairs.as_map().is_none_or(Map::is_empty);
    namespace(config) == namespace(pod) && (is_empty || pairs_select(pairs, labels(pod)))
}

fn image_type(config: &Value) -> &str {
    config.str_at(&["image", "imageType"]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::analyze;
    use super::super::case::question;
    use objects::World;

    fn has_finding(objects: &str, image: &str, annotations: &str, is_partial: bool) -> bool {
        let all = format!(
            "{{kind: Namespace, apiVersion: v1, metadata: {{name: ns, labels: {{istio-injection: enabled}}}}}}\n---\n\
             {{kind: ConfigMap, apiVersion: v1, metadata: {{name: istio-sidecar-injector, namespace: istio-system}}, data: \
             {{values: '{{\"global\":{{\"hub\":\"h\",\"tag\":\"1\",\"proxy\":{{\"image\":\"p\"}}}}}}'}}}}\n---\n\
             {{kind: Pod, apiVersion: v1, metadata: {{name: pod, namespace: ns, labels: {{a: b}}, annotations: {{{annotations}}}}}, \
             spec: {{initContainers: [{{name: istio-proxy, image: '{image}'}}]}}}}\n---\n{objects}"
        );
        let question = super::super::Question { is_partial, ..question("injection.ImageAnalyzer") };
        !analyze(&World::of_text(&all).unwrap(), &question).is_empty()
    }

    #[test]
    fn proxies_have_the_image_of_the_injector_or_its_variant() {
        const MESH: &str = "{kind: ConfigMap, apiVersion: v1, metadata: {name: istio, namespace: istio-system}, data: {mesh: 'defaultConfig: {image: {imageType: debug}}'}}";
        let config = |home: &str, spec: &str| {
            format!(
                "{{kind: ProxyConfig, apiVersion: networking.istio.io/v1beta1, metadata: {{name: c, namespace: {home}}}, spec: {{{spec}}}}}"
            )
        };
        const OTHER: &str = "image: {imageType: other}";
        for (objects, image, annotations, want) in [
            (String::new(), "h/p:1", "", false),
            (String::new(), "h/p:2", "", true),
            (String::new(), "h/p:1-debug", "", true),
            (String::new(), "h/p:2", "sidecar.istio.io/proxyImage: h/p:2", false),
            (MESH.to_owned(), "h/p:1-debug", "", false),
            (MESH.to_owned(), "h/p:1", "", false),
            (MESH.to_owned(), "h/p:1-other", "proxy.istio.io/config: 'image: {imageType: other}'", false),
            (
                format!("{MESH}\n---\n{}", config("istio-system", "image: {imageType: default}")),
                "h/p:1-debug",
                "",
                true,
            ),
            (format!("{MESH}\n---\n{}", config("ns", OTHER)), "h/p:1-other", "", false),
            (
                config("ns", &format!("selector: {{matchLabels: {{a: b}}}}, {OTHER}")),
                "h/p:1-other",
                "",
                false,
            ),
            (config("ns", &format!("selector: {{matchLabels: {{a: c}}}}, {OTHER}")), "h/p:1-other", "", true),
            (config("ns", &format!("selector: {{}}, {OTHER}")), "h/p:1-other", "", false),
            (config("elsewhere", OTHER), "h/p:1-other", "", true),
            (
                config("istio-system", &format!("selector: {{matchLabels: {{a: c}}}}, {OTHER}")),
                "h/p:1-other",
                "",
                false,
            ),
            (
                format!(
                    "{}\n---\n{}",
                    MESH.replace("defaultConfig: {image: {imageType: debug}}", "rootNamespace: elsewhere"),
                    config("elsewhere", OTHER)
                ),
                "h/p:1-other",
                "",
                false,
            ),
            (
                String::new(),
                "h/p:1-other",
                "proxy.istio.io/config: '{concurrency: x, image: {imageType: other}}'",
                true,
            ),
        ] {
            assert_eq!(
                has_finding(&objects, image, annotations, false),
                want,
                "{objects} {image} {annotations}"
            );
        }
    }

    #[test]
    fn a_variant_is_in_order_where_the_mesh_config_is_unknown() {
        assert!(!has_finding("", "h/p:1-distroless", "", true));
        assert!(has_finding("", "h/p:2-distroless", "", true));
    }
}
