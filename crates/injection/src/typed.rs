//! The pod of a question as Go's type has it.

use std::borrow::Cow;

use kubeschema::{Options, normalize, types};
use kubeyaml::Value;
use meshconfig::Layout;

use crate::error::InjectError;
use crate::injector::Injector;
use crate::legacy::LegacyError;
use crate::question::{Asked, Question};
use crate::template_document::pod_options;

/// The pod as Go's type has it, in its namespace, without managed fields. That of a manifest was read so with the object
/// around it.
///
/// Source: Istio 1.30 webhook.go, inject; 1.1 is the first to take the request's namespace.
///
/// # Errors
/// It is not a pod.
pub(crate) fn typed_pod<'a>(
    injector: &Injector,
    question: &Question<'a>,
) -> Result<Cow<'a, Value>, InjectError> {
    if question.asked == Asked::KubeInject {
        return Ok(Cow::Borrowed(question.pod));
    }
    let (version, mut pod) = (injector.version(), question.pod.clone());
    let is_legacy = version.layout == Layout::Single;
    if !is_legacy
        && pod.at(&["metadata"]).get("managedFields").is_some()
        && let Some(metadata) = pod.get_mut("metadata").and_then(Value::as_map_mut)
    {
        metadata.remove("managedFields");
    }
    let options = if is_legacy { Options::default() } else { pod_options(version) };
    normalize(&mut pod, &types::core::POD, &options, None).map_err(|e| {
        if is_legacy { InjectError::Legacy(LegacyError::Pod(e)) } else { InjectError::Decode(e) }
    })?;
    let unnamed = pod.str_at(&["metadata", "namespace"]).unwrap_or_default().is_empty();
    if version.request_namespace && unnamed && !question.namespace.is_empty() {
        pod.map_entry("metadata").insert("namespace", question.namespace);
    }
    Ok(Cow::Owned(pod))
}
