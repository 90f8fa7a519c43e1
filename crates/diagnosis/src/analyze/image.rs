//! Proxies of another image than the one that is injected now.
//!
//! Source: Istio 1.30 pkg/config/analysis/analyzers/injection/injection-image.go.

use std::collections::BTreeMap;

use kubeyaml::Value;
use objects::kinds;
use objects::names::{INJECT_CONFIG_MAP, INJECTION, PROXY_CONFIG, PROXY_IMAGE, REVISION};
use objects::of_revision;

use super::code::IMAGES_DIFFER;
use super::view::{View, finding};
use crate::finding::Finding;
use crate::part::{annotation, containers, image, is_proxy, label, labels, name, namespace};
use crate::selector::pairs_select;

/// Adds what is found: one finding for a namespace.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    let injected: BTreeMap<&str, String> =
        view.injectors().map(|map| (name(map), injected_image(map.str_at(&["data", "values"])))).collect();
    let namespaces: BTreeMap<&str, (&Value, String)> =
        view.all(kinds::NAMESPACE).filter_map(|ns| Some((name(ns), (ns, injector_of(ns)?)))).collect();
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
fn injector_of(namespace: &Value) -> Option<String> {
    let revision = match label(namespace, REVISION) {
        Some(revision) => revision,
        None if label(namespace, INJECTION) == Some("enabled") => "",
        None => return None,
    };
    Some(of_revision(INJECT_CONFIG_MAP, revision))
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
struct ImageTypes<'a> {
    /// What the mesh config says; `None` if it is unknown.
    mesh: Option<String>,
    /// The ProxyConfigs of namespaces that select no pods, by namespace.
    namespaces: BTreeMap<&'a str, &'a str>,
    /// Those that select pods.
    workloads: Vec<&'a Value>,
    istio_namespace: &'a str,
}

impl<'a> ImageTypes<'a> {
    fn of(view: &View<'a>) -> ImageTypes<'a> {
        let mesh = view.mesh().map(|map| {
            let mesh =
                map.str_at(&["data", "mesh"]).and_then(|text| kubeyaml::read(text).ok()).unwrap_or_default();
            mesh.str_at(&["defaultConfig", "image", "imageType"]).unwrap_or_default().to_owned()
        });
        let (workloads, plain): (Vec<_>, Vec<_>) =
            view.all(kinds::PROXY_CONFIG).partition(|config| !config.at(&["spec", "selector"]).is_null());
        let namespaces =
            plain.into_iter().map(|config| (namespace(config), image_type(config.at(&["spec"])))).collect();
        ImageTypes { mesh, namespaces, workloads, istio_namespace: view.istio_namespace }
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
        let home = |namespace| self.namespaces.get(namespace).map(|found| (*found).to_owned());
        let workloads = self.workloads.iter().rev().filter(|config| namespace(config) == namespace(pod));
        let mut workloads = workloads
            .filter(|config| pairs_select(config.at(&["spec", "selector", "matchLabels"]), labels(pod)))
            .map(|config| image_type(config.at(&["spec"])).to_owned());
        let own = annotation(pod, PROXY_CONFIG).and_then(|text| kubeyaml::read(text).ok());
        let asked = [
            own.map(|config| image_type(&config).to_owned()),
            workloads.find(|found| !found.is_empty()),
            home(namespace(pod)),
            home(self.istio_namespace),
        ];
        let asked =
            asked.into_iter().flatten().find(|found| !found.is_empty()).or_else(|| self.mesh.clone())?;
        Some(if asked == "default" { String::new() } else { asked })
    }
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
            (config("elsewhere", OTHER), "h/p:1-other", "", true),
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
