//! How the configuration of injected pods points to the control plane of their installation.

use ::objects::names::ISTIO_NAMESPACE;
use kubeyaml::Value;

use crate::settings::{Configuration, Settings};

impl Settings {
    /// The mesh config: where there is a control plane, it points to that, and has mesh-wide policies in its namespace.
    /// The text is left as it is if it says so already.
    pub(crate) fn pointed_mesh(&self, configuration: &Configuration) -> String {
        let text = &configuration.mesh;
        let Some(before) = self.discovery.and_then(|_| kubeyaml::read(text).ok()) else {
            return text.clone();
        };
        let mut mesh = before.clone();
        if matches!(mesh.str_at(&["rootNamespace"]), None | Some("" | ISTIO_NAMESPACE)) {
            mesh.become_map().insert("rootNamespace", self.namespace.as_str());
        }
        mesh.map_entry("defaultConfig").insert("discoveryAddress", self.discovery_address());
        if mesh == before { text.clone() } else { kubeyaml::write(&mesh) }
    }

    /// The values of the templates: where there is a control plane, it signs for injected pods, and they trust its root.
    pub(crate) fn pointed_values(&self, configuration: &Configuration) -> Value {
        let mut values = configuration.values.clone();
        if self.discovery.is_some() {
            let global = values.map_entry("global");
            global.insert("istioNamespace", self.namespace.as_str());
            global.insert("caAddress", self.discovery_address());
            global.insert("trustBundleName", self.names().root_config_map);
        }
        values
    }

    /// The domain of Services in DNS, as the values of the templates have it.
    pub(crate) fn domain(&self) -> String {
        self.value(&["global", "proxy", "clusterDomain"]).unwrap_or("cluster.local").to_owned()
    }

    /// The name of the cluster, as the values of the templates have it.
    pub(crate) fn cluster_name(&self) -> String {
        self.value(&["global", "multiCluster", "clusterName"]).unwrap_or("Kubernetes").to_owned()
    }

    fn value(&self, path: &[&str]) -> Option<&str> {
        self.configuration.as_ref()?.values.str_at(path).filter(|text| !text.is_empty())
    }
}
