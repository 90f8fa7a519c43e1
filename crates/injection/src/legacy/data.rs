//! What legacy templates see.

use gotext::Value;
use kubeschema::{StructType, types};
use meshconfig::MeshConfig;

use crate::Version;
use crate::config::Values;
use crate::workload::Identity;

/// The data of one rendering; borrowed from the pod, the values and the mesh config.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LegacyData<'a> {
    /// The pod.
    pub pod: &'a kubeyaml::Value,
    /// The workload of the pod.
    pub workload: &'a Identity,
    /// The mesh config, with the pod's own proxy config in it.
    pub mesh: &'a MeshConfig,
    /// The values.
    pub values: &'a Values,
    /// Which Istio is answered like.
    pub version: Version,
}

impl<'a> LegacyData<'a> {
    /// The dot of a template: pointers to the pod's metadata and spec and to the configs, and what came since.
    ///
    /// Source: Istio 1.8 inject.go, SidecarTemplateData.
    pub fn root(self) -> Value<'a> {
        let mut fields = Vec::with_capacity(7);
        let mut push = |name, value| {
            if self.version.has_field(name) {
                fields.push((name, value));
            }
        };
        push("TypeMeta", self.type_meta());
        push("DeploymentMeta", pointer(&types::meta::OBJECT_META, &self.workload.metadata));
        push("ObjectMeta", pointer(&types::meta::OBJECT_META, self.pod.at(&["metadata"])));
        push("Spec", pointer(&types::core::POD_SPEC, self.pod.at(&["spec"])));
        push("ProxyConfig", self.mesh.default_config().template_value());
        push("MeshConfig", self.mesh.template_value());
        push("Values", kubeschema::untyped(self.values.document()));
        Value::record("inject.SidecarTemplateData", fields)
    }

    fn type_meta(self) -> Value<'a> {
        let fields = vec![
            ("Kind", self.workload.kind.as_str().into()),
            ("APIVersion", self.workload.api_version.as_str().into()),
        ];
        Value::record("v1.TypeMeta", fields)
    }
}

fn pointer<'a>(of: &'static StructType, node: &'a kubeyaml::Value) -> Value<'a> {
    Value::pointer(of, gotext::Data::of(node))
}
