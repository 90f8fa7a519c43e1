//! What legacy templates see.

use gotext::{Data, Value};
use kubeschema::types;
use meshconfig::MeshConfig;

use crate::Version;

/// The dot of a template: pointers to the pod's metadata and spec and to the configs, and in 1.1 to the metadata of the
/// object that the pod belongs to.
///
/// Source: Istio 1.1 inject.go, SidecarTemplateData.
pub fn root<'a>(
    pod: &'a kubeyaml::Value,
    deployment: &'a kubeyaml::Value,
    mesh: &'a MeshConfig,
    version: Version,
) -> Value<'a> {
    let metadata = |node| Value::pointer(&types::meta::OBJECT_META, Data::of(node));
    let mut fields = Vec::with_capacity(5);
    if version.has_field("DeploymentMeta") {
        fields.push(("DeploymentMeta", metadata(deployment)));
    }
    fields.extend([
        ("ObjectMeta", metadata(pod.at(&["metadata"]))),
        ("Spec", Value::pointer(&types::core::POD_SPEC, Data::of(pod.at(&["spec"])))),
        ("ProxyConfig", mesh.default_config().template_value()),
        ("MeshConfig", mesh.template_value()),
    ]);
    Value::record("inject.SidecarTemplateData", fields)
}
