//! An injector: configuration, values and mesh config that belong together, read once and shared.

use meshconfig::MeshConfig;

use crate::Version;
use crate::config::{Config, Values};
use crate::facts::{Facts, NativeSidecars, Platform};

/// Everything that a rewriting depends on apart from the pod and the cluster.
#[derive(Debug)]
pub struct Injector {
    /// The injection config.
    pub config: Config,
    /// The values.
    pub values: Values,
    /// The mesh config.
    pub mesh: MeshConfig,
    /// The injector's revision; empty means the default one.
    pub revision: String,
    /// Whether proxies are native sidecars where the pod does not say.
    pub native_sidecars: NativeSidecars,
    /// The platform.
    pub platform: Platform,
    /// The compliance policy of the control plane; may be empty.
    pub compliance_policy: String,
    /// Which Istio is answered like.
    pub version: Version,
    /// What is known of the cluster.
    pub facts: Facts,
}
