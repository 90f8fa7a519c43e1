//! The ConfigMaps, in Istio's layout.

use crate::node::{Condition, Setting, map};
use crate::objects::Object;

/// The injection config and the values of its templates.
///
/// Source: Istio 1.30 istiod chart, istiod-injector-configmap.yaml.
pub fn injection() -> Object {
    Object::new("v1", "ConfigMap", "configmaps", Setting::InjectConfigMap.into())
        .for_purpose("injection")
        .only_if(Condition::OwnConfiguration)
        .with("data", map([("config", Setting::Config.into()), ("values", Setting::Values.into())]))
}

/// The mesh config.
///
/// Source: Istio 1.30 istiod chart, configmap.yaml.
pub fn mesh() -> Object {
    Object::new("v1", "ConfigMap", "configmaps", Setting::MeshConfigMap.into())
        .for_purpose("mesh")
        .only_if(Condition::OwnConfiguration)
        .with("data", map([("mesh", Setting::Mesh.into())]))
}
