//! The mesh config in use.

use std::borrow::Cow;
use std::sync::OnceLock;

use kubeyaml::{Map, Value};

use crate::error::MeshError;
use crate::proxy::ProxyConfig;
use crate::schema;
use crate::version::Version;
use protoschema::Message;

mod effective;
mod read;

/// A mesh config, defaults filled in.
#[derive(Clone, Debug)]
pub struct MeshConfig {
    document: Value,
    default_config: ProxyConfig,
    version: Version,
    /// What the webhook's proxy configs start from: the code's defaults under the mesh's.
    base: OnceLock<ProxyConfig>,
}

impl PartialEq for MeshConfig {
    fn eq(&self, other: &MeshConfig) -> bool {
        (&self.document, self.version) == (&other.document, other.version)
    }
}

impl MeshConfig {
    /// The mesh config that a user's document (the YAML of the key `mesh`; null is an empty one) gives on the defaults.
    ///
    /// Errors when it does not fit the messages (in 0.5 and 1.0 also when it has unknown fields), or has values that
    /// this version refuses.
    pub fn parse(document: Value, version: Version) -> Result<MeshConfig, MeshError> {
        read::read(&document, version)
    }

    fn new(mut document: Value, default_config: ProxyConfig, version: Version) -> MeshConfig {
        document.become_map().insert("defaultConfig", default_config.document().clone());
        MeshConfig { document, default_config, version, base: OnceLock::new() }
    }

    /// Its fields by JSON names, `defaultConfig` included; unset fields are absent.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The message that [`document`](MeshConfig::document) is of.
    pub fn message(&self) -> &'static Message {
        schema::mesh_config(self.version)
    }

    /// The version of Istio that it is read as.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The proxy config of pods that have none of their own.
    pub fn default_config(&self) -> &ProxyConfig {
        &self.default_config
    }

    /// This mesh config with another default proxy config.
    pub fn with_default_config(&self, default_config: ProxyConfig) -> MeshConfig {
        MeshConfig::new(self.document.clone(), default_config, self.version)
    }

    /// `enablePrometheusMerge`.
    pub fn enable_prometheus_merge(&self) -> Option<bool> {
        self.document.at(&["enablePrometheusMerge"]).as_bool()
    }

    /// `inboundTrafficPolicy.mode`: `PASSTHROUGH` or `LOCALHOST`.
    pub fn inbound_traffic_policy_mode(&self) -> &str {
        self.document.str_at(&["inboundTrafficPolicy", "mode"]).unwrap_or("PASSTHROUGH")
    }

    /// `rootNamespace`.
    pub fn root_namespace(&self) -> &str {
        self.document.str_at(&["rootNamespace"]).unwrap_or_default()
    }

    /// `enableSdsTokenMount` of Istio 1.1 and 1.2 with a `sdsUdsPath`: the pod then needs the proxy's group.
    ///
    /// Source: Istio 1.1 inject.go, intoObject.
    pub fn mounts_sds_token(&self) -> bool {
        self.document.at(&["enableSdsTokenMount"]).as_bool() == Some(true) && self.has_secret_discovery()
    }

    /// Whether there is a `sdsUdsPath`: from Istio 1.3 to 1.7 pods then need the proxy's group.
    ///
    /// Source: Istio 1.3 inject.go, IntoObject.
    pub fn has_secret_discovery(&self) -> bool {
        self.document.str_at(&["sdsUdsPath"]).is_some_and(|path| !path.is_empty())
    }

    /// The proxy config of a pod, as the webhook's templates see it.
    ///
    /// `resources` are the cluster's `ProxyConfig` objects in order of creation, `annotation` the pod's
    /// `proxy.istio.io/config` (ignored when it cannot be read), `labels` and `namespace` the pod's. Where none of them has a
    /// say it is borrowed, and the same for all pods.
    /// Source: Istio 1.30 pilot/pkg/model/proxy_config.go, EffectiveProxyConfig.
    pub fn effective_proxy_config(
        &self,
        resources: &[Value],
        annotation: Option<&str>,
        labels: Option<&Map>,
        namespace: &str,
    ) -> Cow<'_, ProxyConfig> {
        let pod = effective::Pod { annotation, labels, namespace };
        effective::effective(self, resources, &pod)
    }

    /// The code's defaults under the mesh's default proxy config, of which the zeros do not count.
    fn base(&self) -> &ProxyConfig {
        self.base.get_or_init(|| {
            let mut base = ProxyConfig::defaults(self.version);
            effective::merge(&mut base, self.default_config.document());
            base
        })
    }
}
