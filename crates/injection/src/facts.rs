//! What an injector may know of its cluster, as plain data with an explicit unknown.

use std::collections::BTreeMap;

use kubeyaml::Value;
use meshconfig::NativeSwitch;

use crate::Version;
use crate::objects::opened;
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
            other => match crate::pod::parse_bool(other) {
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
    /// Reads facts from Kubernetes objects (lists are opened); kinds that injection does not ask for are passed over.
    pub fn from_objects(objects: impl IntoIterator<Item = Value>) -> Facts {
        let mut facts = Facts::default();
        for object in opened(objects) {
            facts.add(object);
        }
        facts
            .proxy_configs
            .sort_by_key(|c| c.str_at(&["metadata", "creationTimestamp"]).unwrap_or_default().to_owned());
        facts
    }

    fn add(&mut self, object: Value) {
        let name = object.str_at(&["metadata", "name"]).unwrap_or_default().to_owned();
        match object.str_at(&["kind"]).unwrap_or_default() {
            "Namespace" => {
                let part = |key| object.at(&["metadata", key]).clone();
                let namespace = Namespace { labels: part("labels"), annotations: part("annotations") };
                self.namespaces.get_or_insert_default().insert(name, namespace);
            }
            "Node" => {
                let version = object.str_at(&["status", "nodeInfo", "kubeletVersion"]).unwrap_or_default();
                self.nodes.get_or_insert_default().insert(name, version.to_owned());
            }
            "ProxyConfig" => self.proxy_configs.push(object),
            _ => {}
        }
    }

    /// A namespace, if namespaces are known and it is one of them.
    pub fn namespace(&self, name: &str) -> Option<&Namespace> {
        self.namespaces.as_ref()?.get(name)
    }

    /// The ids that the proxy of a pod in `namespace` runs as.
    pub fn proxy_ids(&self, platform: Platform, namespace: &str) -> ProxyIds {
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

/// The minor of a version such as `v1.33.2-gke.100+build`; `None` if it is no version.
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
