//! What an injector may know of its cluster, as plain data with an explicit unknown.

use std::collections::BTreeMap;

use kubeyaml::Value;
use meshconfig::NativeSwitch;
use objects::{World, kinds};

use crate::Version;
use crate::openshift::ProxyIds;

/// Whether proxies are native sidecars where the pod does not say.
///
/// Source: Istio 1.30 pilot/pkg/features, EnableNativeSidecars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NativeSidecars {
    /// As the nodes' kubelets allow.
    #[default]
    Auto,
    /// Always.
    True,
    /// Never.
    False,
}

impl std::str::FromStr for NativeSidecars {
    type Err = String;

    fn from_str(text: &str) -> Result<NativeSidecars, String> {
        match text {
            // A variable of the environment that is set to nothing says nothing.
            "auto" | "" => Ok(NativeSidecars::Auto),
            other => match golang::number::parse_bool(other) {
                Some(true) => Ok(NativeSidecars::True),
                Some(false) => Ok(NativeSidecars::False),
                None => Err(format!("{other:?} is none of auto, true, false")),
            },
        }
    }
}

/// The platform, as far as injection cares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Platform {
    /// Ordinary Kubernetes.
    #[default]
    Kubernetes,
    /// OpenShift: the ids of the proxy come from the namespace.
    OpenShift,
}

/// A namespace's labels and annotations.
#[derive(Clone, Debug, Default)]
pub struct Namespace {
    /// Its labels.
    pub labels: Value,
    /// Its annotations.
    pub annotations: Value,
}

/// What is known of the cluster; `None` means unknown, which is not the same as none.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Namespaces by name.
    pub namespaces: Option<BTreeMap<String, Namespace>>,
    /// Kubelet versions by node name.
    pub nodes: Option<BTreeMap<String, String>>,
    /// `ProxyConfig` resources in order of their creation.
    pub proxy_configs: Vec<Value>,
}

impl Facts {
    /// What is known of a cluster of what injection may know.
    ///
    /// Source: Istio 1.30 pilot/pkg/model/config.go, sortConfigByCreationTime, for the order of ProxyConfigs.
    pub fn of(world: &World) -> Facts {
        let name = |object: &Value| object.str_at(&["metadata", "name"]).unwrap_or_default().to_owned();
        let namespace = |object: &Value| {
            let part = |key| object.at(&["metadata", key]).clone();
            (name(object), Namespace { labels: part("labels"), annotations: part("annotations") })
        };
        let node = |object: &Value| {
            let version = object.str_at(&["status", "nodeInfo", "kubeletVersion"]).unwrap_or_default();
            (name(object), version.to_owned())
        };
        let mut proxy_configs: Vec<Value> = world.all(kinds::PROXY_CONFIG).cloned().collect();
        proxy_configs.sort_by_cached_key(|config| {
            let part = |key| config.str_at(&["metadata", key]).unwrap_or_default();
            (part("creationTimestamp").to_owned(), format!("{}.{}", part("name"), part("namespace")))
        });
        Facts {
            namespaces: world.known(kinds::NAMESPACE).map(|all| all.map(namespace).collect()),
            nodes: world.known(kinds::NODE).map(|all| all.map(node).collect()),
            proxy_configs,
        }
    }

    /// A namespace, if namespaces are known and it is one of them.
    pub fn namespace(&self, name: &str) -> Option<&Namespace> {
        self.namespaces.as_ref()?.get(name)
    }

    /// The ids that the proxy of a pod in `namespace` runs as.
    pub(crate) fn proxy_ids(&self, platform: Platform, namespace: &str) -> ProxyIds {
        match (platform, self.namespace(namespace)) {
            (Platform::OpenShift, Some(known)) => ProxyIds::of_namespace(&known.annotations),
            _ => ProxyIds::default(),
        }
    }

    /// Whether the proxy of a pod becomes a native sidecar. `node` is the pod's node if it is bound already.
    ///
    /// Before 1.27 only the setting decided, and before 1.19 there were none.
    ///
    /// Source: Istio 1.30 webhook.go, DetectNativeSidecar.
    pub fn native_sidecars(&self, setting: NativeSidecars, node: Option<&str>, version: Version) -> bool {
        match version.native_switch {
            NativeSwitch::Absent => return false,
            NativeSwitch::Environment => return setting == NativeSidecars::True,
            NativeSwitch::Detected => {}
        }
        match setting {
            NativeSidecars::True => true,
            NativeSidecars::False => false,
            NativeSidecars::Auto => {
                let Some(nodes) = &self.nodes else { return false };
                match node.and_then(|n| nodes.get(n)) {
                    Some(version) => has_native_sidecars(version),
                    None => nodes.values().all(|v| has_native_sidecars(v)),
                }
            }
        }
    }
}

/// Whether a kubelet of this version runs native sidecars that Istio trusts: minor 33 on.
fn has_native_sidecars(version: &str) -> bool {
    minor(version).is_some_and(|m| m >= 33)
}

/// The minor of a version such as `v1.33.2-gke.100+build`; `None` if it is not a version.
fn minor(version: &str) -> Option<u64> {
    let version = version.strip_prefix('v').unwrap_or(version);
    let core_end = version.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(version.len());
    let (core, suffix) = version.split_at_checked(core_end)?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '~' | '.' | '+');
    if !suffix.chars().all(allowed) || suffix.len() == 1 {
        return None;
    }
    let numbers = core.split('.').map(|n| n.parse().ok()).collect::<Option<Vec<u64>>>()?;
    Some(numbers.get(1).copied().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_what_is_known_of_a_world() {
        let configs = "
{kind: ProxyConfig, metadata: {name: b, namespace: x, creationTimestamp: '2024-01-01T00:00:00Z'}}
---
{kind: ProxyConfig, metadata: {name: a, namespace: z, creationTimestamp: '2024-01-02T00:00:00Z'}}
---
{kind: ProxyConfig, metadata: {name: a, namespace: w, creationTimestamp: '2024-01-02T00:00:00Z'}}
";
        let mut world = World::of_text(configs).unwrap();
        let order = |facts: &Facts| {
            let place = |c: &Value| c.str_at(&["metadata", "namespace"]).unwrap().to_owned();
            facts.proxy_configs.iter().map(place).collect::<String>()
        };
        let facts = Facts::of(&world);
        assert_eq!((order(&facts).as_str(), facts.nodes, facts.namespaces.is_none()), ("xwz", None, true));
        world.know(kinds::NODE);
        world.extend(World::of_text("{kind: Namespace, metadata: {name: ns, labels: {a: b}}}").unwrap());
        let facts = Facts::of(&world);
        assert_eq!(facts.nodes.as_ref().map(BTreeMap::len), Some(0));
        assert_eq!(facts.namespace("ns").unwrap().labels.str_at(&["a"]), Some("b"));
        assert!(facts.namespace("other").is_none());
    }

    /// A change of anything else in an object changes nothing for injection.
    #[test]
    fn facts_need_no_other_parts_of_objects() {
        let more =
            "uid: u, managedFields: [{a: b}], labels: {a: b}, annotations: {c: d}, creationTimestamp: t";
        let texts = [
            format!("{{kind: Namespace, metadata: {{name: ns, {more}}}, spec: {{finalizers: [x]}}}}"),
            format!(
                "{{kind: Node, metadata: {{name: one, {more}}}, status: {{images: [], nodeInfo: {{kubeletVersion: v1}}}}}}"
            ),
            "{kind: ProxyConfig, metadata: {name: p, namespace: ns}, spec: {concurrency: 1}}".to_owned(),
        ];
        let whole = World::of_text(&texts.join("\n---\n")).unwrap();
        let mut reduced = World::default();
        for kind in [kinds::NAMESPACE, kinds::NODE, kinds::PROXY_CONFIG] {
            for mut object in whole.all(kind).cloned() {
                objects::parts::of_injection(kind).keep(&mut object);
                reduced.insert(object);
            }
        }
        assert_eq!(format!("{:?}", Facts::of(&whole)), format!("{:?}", Facts::of(&reduced)));
    }

    fn nodes(versions: &[&str]) -> Facts {
        let nodes = versions.iter().enumerate().map(|(i, v)| (format!("n{i}"), (*v).to_owned())).collect();
        Facts { nodes: Some(nodes), ..Facts::default() }
    }

    #[test]
    fn nodes_decide_about_native_sidecars() {
        for (versions, node, want) in [
            (&["v1.33.0"][..], None, true),
            (&["v1.33.0", "v1.32.9"], None, false),
            (&["v1.33.0", "v1.32.9"], Some("n0"), true),
            (&["v1.33.0", "v1.32.9"], Some("elsewhere"), false),
            (&["v1.33.1-gke.100", "1.40.0+k3s1"], None, true),
            (&["0.33"], None, true),
            (&["unknown"], None, false),
            (&[], None, true),
        ] {
            assert_eq!(
                nodes(versions).native_sidecars(NativeSidecars::Auto, node, Version::LATEST),
                want,
                "{versions:?} {node:?}"
            );
        }
        assert!(!Facts::default().native_sidecars(NativeSidecars::Auto, None, Version::LATEST));
    }
}
