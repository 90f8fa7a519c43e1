//! The mesh config with a pod's own proxy config in it.

use std::borrow::Cow;

use kubeyaml::Value;
use meshconfig::MeshConfig;

use crate::error::InjectError;
use crate::names::PROXY_CONFIG;
use crate::pod::annotation;

/// The mesh config with the proxy config of the pod's annotation laid on the default one.
///
/// Source: Istio 1.30 inject.go, IntoObject; up to 1.12 RunTemplate, for the webhook too.
///
/// # Errors
/// The annotation cannot be read.
pub fn annotated<'a>(mesh: &'a MeshConfig, pod: &Value) -> Result<Cow<'a, MeshConfig>, InjectError> {
    let Some(own) = annotation(pod, PROXY_CONFIG) else { return Ok(Cow::Borrowed(mesh)) };
    let applied = mesh.default_config().apply_annotation(own).map_err(InjectError::ProxyConfig)?;
    Ok(Cow::Owned(mesh.with_default_config(applied)))
}
