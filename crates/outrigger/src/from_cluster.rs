//! The configuration that a cluster has: two ConfigMaps, live or in a snapshot.

use cluster::{ClusterError, Object};
use injection::Facts;
use injection::config::Key;
use kubeyaml::Value;
use objects::{World, kinds, names, of_revision};

use crate::configuration::{Given, Source};

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

/// Reads the configuration from a live cluster.
///
/// # Errors
/// The API server cannot be asked, a ConfigMap does not exist or lacks a key.
pub async fn live(
    cluster: &cluster::Cluster,
    names: &ConfigMapNames,
    parts: Parts,
) -> Result<Given, ClusterError> {
    let read = async |name: &str| {
        let object = Object { kind: kinds::CONFIG_MAP, namespace: Some(&names.namespace), name };
        match cluster.get(object).await? {
            Some(config_map) => Ok(config_map),
            None => Err(absent(names, name, cluster.server())),
        }
    };
    let inject = if parts.inject { Some(read(&names.inject).await?) } else { None };
    let mesh = if parts.mesh { Some(read(&names.mesh).await?) } else { None };
    let mut given = given(inject.as_ref(), mesh.as_ref())?;
    given.facts = Some(Facts::of(&cluster.nodes().await?));
    Ok(given)
}

/// Finds the configuration in what is known of a cluster, which is called `place`.
///
/// # Errors
/// A ConfigMap is not in it or lacks a key.
pub fn in_world(
    world: &World,
    names: &ConfigMapNames,
    parts: Parts,
    place: &str,
) -> Result<Given, ClusterError> {
    let find = |name: &str| {
        world.get(kinds::CONFIG_MAP, &names.namespace, name).ok_or_else(|| absent(names, name, place))
    };
    let inject = if parts.inject { Some(find(&names.inject)?) } else { None };
    let mesh = if parts.mesh { Some(find(&names.mesh)?) } else { None };
    given(inject, mesh)
}

/// The configuration in two ConfigMaps.
///
/// # Errors
/// One lacks a key.
fn given(inject: Option<&Value>, mesh: Option<&Value>) -> Result<Given, ClusterError> {
    let mut given = Given::default();
    if let Some(config_map) = inject {
        given.config = Some(key(config_map, Key::Config)?);
        // ConfigMaps until Istio 1.3 have no values; templates that read them fail with a text of their own.
        given.values = match key(config_map, Key::Values) {
            Err(e) if has_templates(config_map) => return Err(e),
            values => values.ok(),
        };
    }
    given.mesh = mesh.map(|config_map| key(config_map, Key::Mesh)).transpose()?;
    Ok(given)
}

fn has_templates(config_map: &Value) -> bool {
    let text = config_map.str_at(&["data", "config"]).unwrap_or_default();
    text.lines().any(|l| l.starts_with("templates:"))
}

/// Source: Istio 1.30 istioctl/pkg/kubeinject, getInjectConfigFromConfigMap.
fn key(config_map: &Value, key: Key) -> Result<Source, ClusterError> {
    let part = |name| config_map.str_at(&["metadata", name]).unwrap_or_default();
    let place = format!("ConfigMap {}/{}", part("namespace"), part("name"));
    match config_map.str_at(&["data", key.name()]) {
        Some(text) => Ok(Source {
            text: text.to_owned(),
            place: format!("{place}, key `{}`", key.name()),
            labels: config_map.at(&["metadata", "labels"]).clone(),
        }),
        None => Err(ClusterError::Incomplete {
            cause: format!("missing configuration map key {:?} in {:?}", key.name(), part("name")),
            remedy: match key {
                Key::Mesh => "`outrigger config mesh` prints one to start from".to_owned(),
                Key::Config | Key::Values => {
                    format!("`outrigger config {}` prints one to start from", key.name())
                }
            },
            place,
        }),
    }
}

fn absent(names: &ConfigMapNames, name: &str, place: &str) -> ClusterError {
    let (key, flag) = if name == names.mesh {
        ("mesh", "--meshConfigMapName")
    } else {
        ("config", "--injectConfigMapName")
    };
    ClusterError::Incomplete {
        cause: format!("there is no ConfigMap {}/{name}", names.namespace),
        place: place.to_owned(),
        remedy: format!(
            "name the namespace of the control plane, its revision, or the ConfigMap with key `{key}` ({flag})"
        ),
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
            let mut object = kubeyaml::read("kind: ConfigMap\nmetadata: {name: i, namespace: s}\n").unwrap();
            for (key, text) in &data {
                object.map_entry("data").insert(*key, *text);
            }
            let result = given(Some(&object), None);
            assert_eq!(result.as_ref().err().map(ToString::to_string).as_deref(), error, "{data:?}");
            if let Ok(given) = result {
                assert_eq!(given.values.is_some(), data.len() == 2);
                assert_eq!(given.config.map(|c| c.place).as_deref(), Some("ConfigMap s/i, key `config`"));
            }
        }
    }
}
