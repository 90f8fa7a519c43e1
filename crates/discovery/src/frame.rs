//! What is the same for all states of a mesh, and why there is no mesh.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use kubeyaml::Value;
use mesh::Registry;
use mesh::model::Settings;
use meshconfig::{MeshConfig, MeshError, Version};
use objects::{ObjectsError, kinds};
use thiserror::Error;

/// How much a folder may hold, in bytes and files.
pub(crate) const MOST_BYTES: u64 = 256 << 20;
pub(crate) const MOST_FILES: usize = 10_000;

/// What cannot be taken for a mesh.
#[derive(Debug, Error)]
pub enum SourceError {
    /// The system says why.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is too much in it.
    #[error("{} holds more than {MOST_FILES} files or {} MiB", path.display(), MOST_BYTES >> 20)]
    TooMuch {
        /// The folder.
        path: PathBuf,
    },
    /// A file is not a manifest.
    #[error("{}, line {}: {source}", path.display(), source.line())]
    Objects {
        /// The file.
        path: PathBuf,
        /// Why.
        source: ObjectsError,
    },
    /// The mesh config cannot be read.
    #[error("the mesh config of {place}: {cause}")]
    MeshConfig {
        /// Where it is.
        place: String,
        /// Why.
        cause: String,
    },
    /// There are policies that would not be kept to.
    #[error(
        "{count} AuthorizationPolicies are there, such as {first}, which are not kept to: what they keep out would get in"
    )]
    AuthorizationPolicies {
        /// How many.
        count: usize,
        /// One of them.
        first: String,
    },
}

/// What is the same for all states of a mesh.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The domain of Services in DNS.
    pub domain: String,
    /// The cluster's name.
    pub cluster: String,
    /// The control plane's namespace, in which the ConfigMap of the mesh config is.
    pub namespace: String,
    /// The name of that ConfigMap.
    pub config_map: String,
    /// A file with the mesh config, in place of the ConfigMap.
    pub mesh_config: Option<PathBuf>,
    /// Whether a mesh is served although it has AuthorizationPolicies.
    pub ignores_authorization_policies: bool,
}

impl Frame {
    /// The settings that these objects and the file give, and the fields of the mesh config that are not read.
    ///
    /// # Errors
    /// The mesh config cannot be read.
    pub fn settings(&self, objects: &[Value]) -> Result<(Settings, Vec<String>), SourceError> {
        let of_map = |object: &&Value| {
            kinds::CONFIG_MAP.is_of(object)
                && object.str_at(&["metadata", "name"]) == Some(&self.config_map)
                && object.str_at(&["metadata", "namespace"]) == Some(&self.namespace)
        };
        let (text, place) = match &self.mesh_config {
            Some(path) => (read_text(path)?, path.display().to_string()),
            None => {
                let map = objects.iter().rev().find(of_map).and_then(|map| map.str_at(&["data", "mesh"]));
                let place = format!("ConfigMap {}/{}", self.namespace, self.config_map);
                (map.unwrap_or_default().to_owned(), place)
            }
        };
        let unreadable = |cause: String| SourceError::MeshConfig { place: place.clone(), cause };
        let document = kubeyaml::read(&text).map_err(|e| unreadable(e.to_string()))?;
        let of_config = |e: MeshError| unreadable(e.to_string());
        let config = MeshConfig::parse(document, Version::LATEST).map_err(of_config)?;
        let unread = Settings::unread(&config).map_err(of_config)?;
        Ok((Settings::of(&config, &self.domain, &self.cluster), unread))
    }

    /// # Errors
    /// There are AuthorizationPolicies, and nobody said that they do not count.
    pub(crate) fn check(&self, registry: &Registry) -> Result<(), SourceError> {
        let ignored = registry.ignored();
        let count = ignored.authorization_policies();
        if count == 0 || self.ignores_authorization_policies {
            return Ok(());
        }
        let first = ignored.all().find(|(what, ..)| *what == "AuthorizationPolicy");
        let first = first.map(|(_, _, (namespace, name))| format!("{namespace}/{name}")).unwrap_or_default();
        Err(SourceError::AuthorizationPolicies { count, first })
    }
}

/// The text of a file.
///
/// # Errors
/// It cannot be read.
pub(crate) fn read_text(path: &Path) -> Result<String, SourceError> {
    let io = |source| SourceError::Io { path: path.to_owned(), source };
    let mut text = String::new();
    let file = fs::File::open(path).map_err(io)?;
    file.take(MOST_BYTES).read_to_string(&mut text).map_err(io)?;
    Ok(text)
}
