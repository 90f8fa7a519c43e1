//! The configuration that a cluster has: two ConfigMaps.

use kubeyaml::Value;
use objects::{World, kinds, names, of_revision};
use thiserror::Error;

use super::text::Text;
use crate::config::Key;
use crate::facts::Facts;

/// Configuration that is in no file, because it is that of a cluster.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The injection config.
    pub config: Option<Text>,
    /// The values of its templates.
    pub values: Option<Text>,
    /// The mesh config.
    pub mesh: Option<Text>,
    /// What else is known of the cluster.
    pub facts: Option<Facts>,
}

/// A cluster does not have the configuration that is asked of it.
#[derive(Debug, Error)]
pub enum ConfigMapError {
    /// A ConfigMap does not exist.
    #[error("there is no ConfigMap {namespace}/{name}")]
    Absent {
        /// Its namespace.
        namespace: String,
        /// Its name.
        name: String,
        /// The key that is wanted of it.
        key: Key,
        /// The cluster or snapshot.
        place: String,
    },
    /// A ConfigMap lacks a key.
    #[error("missing configuration map key {:?} in {name:?}", key.name())]
    MissingKey {
        /// The key.
        key: Key,
        /// The ConfigMap's name.
        name: String,
        /// The ConfigMap.
        place: String,
    },
}

impl ConfigMapError {
    /// Where something is missing.
    pub fn place(&self) -> &str {
        match self {
            ConfigMapError::Absent { place, .. } | ConfigMapError::MissingKey { place, .. } => place,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            ConfigMapError::Absent { key, .. } => {
                let flag = if *key == Key::Mesh { "--meshConfigMapName" } else { "--injectConfigMapName" };
                format!(
                    "name the namespace of the control plane, its revision, or the ConfigMap with key `{}` ({flag})",
                    key.name()
                )
            }
            ConfigMapError::MissingKey { key, .. } => {
                format!("`outrigger config {}` prints one to start from", key.name())
            }
        }
    }
}

/// Which ConfigMaps hold the configuration.
#[derive(Clone, Debug)]
pub struct ConfigMapNames {
    /// Their namespace.
    pub namespace: String,
    /// The injection config and its values.
    pub inject: String,
    /// The mesh config.
    pub mesh: String,
}

impl ConfigMapNames {
    /// The names that were given, else those of the revision; a name that is given is meant.
    pub fn literal(
        namespace: &str,
        inject: Option<&str>,
        mesh: Option<&str>,
        revision: &str,
    ) -> ConfigMapNames {
        let named = |given: Option<&str>, default: &str| match given {
            Some(given) => given.to_owned(),
            None => of_revision(default, revision),
        };
        ConfigMapNames {
            namespace: namespace.to_owned(),
            inject: named(inject, names::INJECT_CONFIG_MAP),
            mesh: named(mesh, names::MESH_CONFIG_MAP),
        }
    }

    /// The names that were given, else those of the revision. As in istioctl, the default names mean those of the
    /// revision even when they are given.
    ///
    /// Source: Istio 1.30 istioctl/pkg/kubeinject, getInjectConfigFromConfigMap, getMeshConfigFromConfigMap.
    pub fn of(
        namespace: Option<&str>,
        inject: Option<&str>,
        mesh: Option<&str>,
        revision: &str,
    ) -> ConfigMapNames {
        let named = |given: Option<&str>, default: &str| match given {
            Some(given) if given != default => given.to_owned(),
            _ => of_revision(default, revision),
        };
        ConfigMapNames {
            namespace: namespace.unwrap_or(names::ISTIO_NAMESPACE).to_owned(),
            inject: named(inject, names::INJECT_CONFIG_MAP),
            mesh: named(mesh, names::MESH_CONFIG_MAP),
        }
    }
}

/// Which parts of the configuration are asked of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The injection config and its values.
    pub inject: bool,
    /// The mesh config.
    pub mesh: bool,
}

impl Parts {
    /// Whether a cluster is needed at all.
    pub fn any(self) -> bool {
        self.inject || self.mesh
    }
}

impl Given {
    /// The configuration in what is known of a cluster, which is called `place`.
    ///
    /// # Errors
    /// A ConfigMap that is asked for does not exist, or lacks a key.
    pub fn of(
        world: &World,
        names: &ConfigMapNames,
        parts: Parts,
        place: &str,
    ) -> Result<Given, ConfigMapError> {
        let find = |name: &str, key| {
            world.get(kinds::CONFIG_MAP, &names.namespace, name).ok_or_else(|| ConfigMapError::Absent {
                namespace: names.namespace.clone(),
                name: name.to_owned(),
                key,
                place: place.to_owned(),
            })
        };
        let mut given = Given { facts: Some(Facts::of(world)), ..Given::default() };
        if parts.inject {
            let config_map = find(&names.inject, Key::Config)?;
            given.config = Some(text(config_map, Key::Config)?);
            // ConfigMaps until Istio 1.3 have no values; templates that read them fail with a text of their own.
            given.values = match text(config_map, Key::Values) {
                Err(e) if has_templates(config_map) => return Err(e),
                values => values.ok(),
            };
        }
        if parts.mesh {
            given.mesh = Some(text(find(&names.mesh, Key::Mesh)?, Key::Mesh)?);
        }
        Ok(given)
    }
}

fn has_templates(config_map: &Value) -> bool {
    let text = config_map.str_at(&["data", "config"]).unwrap_or_default();
    text.lines().any(|l| l.starts_with("templates:"))
}

/// Source: Istio 1.30 istioctl/pkg/kubeinject, getInjectConfigFromConfigMap.
fn text(config_map: &Value, key: Key) -> Result<Text, ConfigMapError> {
    let part = |name| config_map.str_at(&["metadata", name]).unwrap_or_default();
    let place = format!("ConfigMap {}/{}", part("namespace"), part("name"));
    match config_map.str_at(&["data", key.name()]) {
        Some(text) => Ok(Text {
            text: text.to_owned(),
            place: format!("{place}, key `{}`", key.name()),
            labels: config_map.at(&["metadata", "labels"]).clone(),
        }),
        None => Err(ConfigMapError::MissingKey { key, name: part("name").to_owned(), place }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_revision_unless_others_are_given() {
        for (inject, mesh, revision, want) in [
            (None, None, "", ("istio-sidecar-injector", "istio")),
            (None, None, "default", ("istio-sidecar-injector", "istio")),
            (None, None, "canary", ("istio-sidecar-injector-canary", "istio-canary")),
            (
                Some("istio-sidecar-injector"),
                Some("istio"),
                "canary",
                ("istio-sidecar-injector-canary", "istio-canary"),
            ),
            (Some("mine"), Some("my-mesh"), "canary", ("mine", "my-mesh")),
        ] {
            let names = ConfigMapNames::of(None, inject, mesh, revision);
            assert_eq!((names.inject.as_str(), names.mesh.as_str()), want);
            assert_eq!(names.namespace, "istio-system");
        }
        // An injector of a revision of its own reads the ConfigMaps of Istio's default one.
        let names = ConfigMapNames::literal("mesh", Some("istio-sidecar-injector"), None, "outrigger");
        assert_eq!(
            (names.inject.as_str(), names.mesh.as_str()),
            ("istio-sidecar-injector", "istio-outrigger")
        );
    }

    #[test]
    fn config_maps_have_their_keys() {
        let today = "templates:\n  sidecar: x\n";
        for (data, error) in [
            (vec![("config", today), ("values", "{}")], None),
            (vec![("config", "policy: enabled\ntemplate: x\n")], None),
            (vec![("config", today)], Some("missing configuration map key \"values\" in \"i\"")),
            (vec![("values", "{}")], Some("missing configuration map key \"config\" in \"i\"")),
            (vec![], Some("missing configuration map key \"config\" in \"i\"")),
        ] {
            let mut object =
                kubeyaml::read("kind: ConfigMap\nmetadata: {name: i, namespace: istio-system}\n").unwrap();
            for (key, text) in &data {
                object.map_entry("data").insert(*key, *text);
            }
            let names = ConfigMapNames::of(None, Some("i"), None, "");
            let world = World::of([object]);
            let result = Given::of(&world, &names, Parts { inject: true, mesh: false }, "here");
            assert_eq!(result.as_ref().err().map(ToString::to_string).as_deref(), error, "{data:?}");
            if let Ok(given) = result {
                assert_eq!(given.values.is_some(), data.len() == 2);
                assert_eq!(
                    given.config.map(|c| c.place).as_deref(),
                    Some("ConfigMap istio-system/i, key `config`")
                );
            }
        }
    }
}
