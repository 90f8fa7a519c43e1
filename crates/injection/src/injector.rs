//! An injector: configuration, values and mesh config that belong together, read once and shared.

use kubeyaml::Value;
use meshconfig::{MeshConfig, MeshError};

use crate::Version;
use crate::config::{Config, Values};
use crate::facts::{Facts, NativeSidecars, Platform};
use crate::pod_mesh::PodMesh;
use crate::question::Question;
use crate::specialised::Specialised;

/// What an injector is given besides its configuration.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The injector's revision; empty means the default one.
    pub revision: String,
    /// Whether proxies are native sidecars where the pod does not say.
    pub native_sidecars: NativeSidecars,
    /// The platform.
    pub platform: Platform,
    /// The compliance policy of the control plane; may be empty.
    pub compliance_policy: String,
}

/// Everything that a rewriting depends on apart from the pod and the cluster. All of it is of one version of Istio: that
/// of the injection config.
#[derive(Debug)]
pub struct Injector {
    config: Config,
    values: Values,
    mesh: MeshConfig,
    settings: Settings,
    specialised: Specialised,
}

impl Injector {
    /// An injector of a config, its values and the document of a mesh config, which is read as the config's version
    /// reads it.
    ///
    /// # Errors
    /// That version refuses the mesh config.
    pub fn new(
        config: Config,
        values: Values,
        mesh: Value,
        settings: Settings,
    ) -> Result<Injector, MeshError> {
        let mesh = MeshConfig::parse(mesh, config.version())?;
        let specialised = Specialised::of(&config);
        Ok(Injector { config, values, mesh, settings, specialised })
    }

    /// The same injector without any short way to its answers: for tests that hold the two against each other.
    #[doc(hidden)]
    #[must_use]
    pub fn without_short_ways(self) -> Injector {
        Injector { specialised: Specialised::default(), ..self }
    }

    /// The templates as they are for pods of which the cluster says nothing.
    pub(crate) fn specialised(&self) -> &Specialised {
        &self.specialised
    }

    /// Which Istio is answered like.
    pub fn version(&self) -> Version {
        self.config.version()
    }

    /// The injection config.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The values.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The mesh config.
    pub fn mesh(&self) -> &MeshConfig {
        &self.mesh
    }

    /// The rest.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The mesh as a pod of a question sees it.
    pub(crate) fn mesh_of(
        &self,
        question: &Question<'_>,
        pod: &Value,
        facts: &Facts,
    ) -> Result<PodMesh<'_>, MeshError> {
        PodMesh::of_pod(&self.mesh, pod, question.asked, facts, self.version())
    }
}
