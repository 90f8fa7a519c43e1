//! The webhook: decide, render, patch.

use kubeschema::{Options, normalize, types};
use kubeyaml::Value;

use super::config::LegacyConfig;
use super::decide::decide;
use super::error::LegacyError;
use super::patch::{Subject, operations};
use super::render::{Rendered, rendered};
use super::workload::sds_security_context;
use crate::Compat;
use crate::admission::{PodAnswer, PodRequest};
use crate::injector::Injector;

/// Decides about a pod and makes its patch.
///
/// Source: Istio 1.1 webhook.go, inject.
///
/// # Errors
/// It is no pod, an annotation is invalid, the template fails, or it gives no sidecar.
pub fn admit(
    config: &LegacyConfig,
    injector: &Injector,
    request: PodRequest<'_>,
) -> Result<PodAnswer, LegacyError> {
    let compat = config.compat();
    let mut pod = typed_pod(request, compat)?;
    let decision = decide(&config.rules, &pod);
    if !decision.inject {
        return Ok(PodAnswer { decision, patch: Vec::new() });
    }
    let mounts_sds_token = compat >= Compat::V1_1 && injector.mesh.mounts_sds_token();
    if mounts_sds_token {
        pod.map_entry("spec").insert("securityContext", sds_security_context());
    }
    let Rendered { sidecar, status } = rendered(config, &injector.mesh, &pod, &Value::Null)?;
    let patch =
        operations(Subject { raw: request.pod, pod: &pod, mounts_sds_token, compat }, sidecar, status);
    Ok(PodAnswer { decision, patch })
}

/// The pod as Go's type has it. 1.1 puts it into the request's namespace, which the pod itself often does not name.
fn typed_pod(request: PodRequest<'_>, compat: Compat) -> Result<Value, LegacyError> {
    let mut pod = request.pod.clone();
    normalize(&mut pod, &types::core::POD, &Options::default(), None).map_err(LegacyError::Pod)?;
    let unnamed = pod.str_at(&["metadata", "namespace"]).unwrap_or_default().is_empty();
    if compat >= Compat::V1_1 && unnamed && !request.namespace.is_empty() {
        pod.map_entry("metadata").insert("namespace", request.namespace);
    }
    Ok(pod)
}
